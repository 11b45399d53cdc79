"""Minimal pairs: an article that a rule flags, and a twin that differs in one thing.

`tests/pairs/RULE.toml` holds the pairs of a rule. They were written from the rule's description
before they were run; `[written]` keeps how that went the first time (pairs, bases flagged, pairs
that held), apart for pairs written `later`, when the first result was known, and for those written
with the rule's file `seen`. A pair that does not hold says why in `known`, and its test fails when
it holds after all.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from passages import read_passage

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.finding import Finding
from medlint.rulebook import Rulebook

FOLDER = Path(__file__).with_name("pairs")
RULEBOOK = Rulebook.load()

#: Changes that every rule's file tries, or else says that it has "no pair with a" such change.
CHANGES = (
    "citation", "hedge before", "negation", "myth", "question", "comparator",
    "hedge after", "can", "not only", "own DOI",
)  # fmt: skip
OUTCOMES = ("gone", "stays", "lowered")
FEWEST_PAIRS, FEWEST_FIELDS = 15, 10
#: Of two frames, at most this share of the words may agree in order.
MOST_ALIKE = 0.9
#: A twin shares at least this much of its base's words, else it differs in more than one thing.
LEAST_SHARED = 0.35

MASKED_TAGS = (
    "intervention", "investigational", "condition", "symptom", "harm", "outcome", "body-part",
    "population",
)  # fmt: skip
NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred thousand hundreds thousands half third quarter thirds twice".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a rule's file, numbered from 1; `known` says why it does not hold."""

    rule: str
    number: int
    field: str
    change: str
    expect: str
    flagged: str
    twin: str
    known: str = ""


def text_of(rule: str) -> str:
    return (FOLDER / f"{rule}.toml").read_text(encoding="utf-8")


@cache
def tables_of(rule: str) -> dict[str, Any]:
    return tomllib.loads(text_of(rule))


def pairs_of(rule: str) -> list[Pair]:
    return [Pair(rule, n, **table) for n, table in enumerate(tables_of(rule)["pair"], 1)]


RULES = sorted(path.stem for path in FOLDER.glob("*.toml"))
PAIRS = [pair for rule in RULES for pair in pairs_of(rule)]


def findings(rule: str, text: str) -> list[Finding]:
    """What the engine reports of a Markdown article with that rule alone switched on."""
    config = Config(select=(rule,), preview=True)
    return lint([Document("article.md", text, "markdown")], RULEBOOK, config)


def verdict(before: list[Finding], after: list[Finding]) -> str:
    """What became of the base's findings in the twin, judged by the gravest one."""
    if not before:
        return "base not flagged"
    if not after:
        return "gone"
    change = max(f.severity.rank for f in after) - max(f.severity.rank for f in before)
    return "lowered" if change < 0 else "raised" if change > 0 else "stays"


def frame(text: str) -> tuple[str, ...]:
    """The lower-cased words of a text, what is treated, by what, in whom and numbers masked as _;
    neighbouring masks are one.
    """
    reading = read_passage(text)
    words: list[str] = []
    for sentence, mentions in zip(reading.sentences, reading.mentions, strict=True):
        masked = {
            at
            for mention in mentions
            if any(tag.startswith(MASKED_TAGS) for tag in mention.term.tags)
            for at in range(mention.start, mention.end)
        }
        for at in range(sentence.first, sentence.last):
            word = reading.words[at]
            if at in masked or word in NUMERALS or any(map(str.isdigit, word)):
                word = "_"
            if (word == "_" and words[-1:] != ["_"]) or any(map(str.isalpha, word)):
                words.append(word)
    return tuple(words)


def likeness(one: str, other: str) -> float:
    """The share of the words of two texts that agree in order, 0 to 1, whatever their case."""
    words = one.lower().split(), other.lower().split()
    return SequenceMatcher(None, *words, autojunk=False).ratio()


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(
            pair,
            id=f"{pair.rule}-{pair.number}-{pair.change.replace(' ', '-')}",
            marks=[pytest.mark.xfail(reason=pair.known, strict=True)] if pair.known else [],
        )
        for pair in PAIRS
    ],
)
def test_pair(pair: Pair) -> None:
    outcome = verdict(findings(pair.rule, pair.flagged), findings(pair.rule, pair.twin))
    assert outcome == pair.expect, f"{pair.flagged} / {pair.twin}"


@pytest.mark.parametrize("rule", RULES)
def test_enough_pairs_of_a_rule_hold_in_enough_fields(rule: str) -> None:
    holding = [pair for pair in pairs_of(rule) if not pair.known]
    fields = {pair.field for pair in holding}
    assert len(holding) >= FEWEST_PAIRS
    assert len(fields) >= FEWEST_FIELDS


@pytest.mark.parametrize("rule", RULES)
def test_no_two_pairs_of_a_rule_share_a_frame(rule: str) -> None:
    frames = [frame(pair.flagged) for pair in pairs_of(rule)]
    print(f"{rule}: {len(set(frames))} frames in {len(frames)} pairs")
    assert len(set(frames)) == len(frames)


@pytest.mark.parametrize("rule", RULES)
def test_no_two_frames_of_a_rule_are_nearly_the_same(rule: str) -> None:
    frames = [frame(pair.flagged) for pair in pairs_of(rule)]
    pairs = combinations(map(" ".join, frames), 2)
    assert not [pair for pair in pairs if likeness(*pair) > MOST_ALIKE]


@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_change_is_tried_or_said_not_to_be(rule: str) -> None:
    lines = [line for line in text_of(rule).splitlines() if line.startswith("#")]
    comment = " ".join(line.removeprefix("# ") for line in lines)
    missing = set(CHANGES) - {pair.change for pair in pairs_of(rule)}
    assert not [change for change in missing if f"no pair with a {change}" not in comment]


@pytest.mark.parametrize("rule", RULES)
def test_a_twin_differs_in_one_thing(rule: str) -> None:
    pairs = pairs_of(rule)
    assert not [p for p in pairs if p.flagged == p.twin or p.expect not in OUTCOMES]
    assert not [p for p in pairs if likeness(p.flagged, p.twin) < LEAST_SHARED]


@pytest.mark.parametrize("rule", RULES)
def test_the_first_result_counts_every_pair(rule: str) -> None:
    written = tables_of(rule)["written"]
    assert written.keys() <= {"first", "later", "seen"}
    assert sum(each["pairs"] for each in written.values()) == len(pairs_of(rule))
    assert all(each["held"] <= each["bases"] <= each["pairs"] for each in written.values())


def test_masking_keeps_the_frame_and_nothing_else() -> None:
    text = "In 12 adults with asthma, *zinc* cut 3 strokes and fever."
    assert " ".join(frame(text)) == "in _ with _ cut _ and _"
    assert frame("In six women with lupus, statins cut 40 falls and pain.") == frame(text)
