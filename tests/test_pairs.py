"""Minimal pairs: an article that a rule flags, and a twin that differs in one thing.

`tests/pairs/RULE.toml` holds the pairs of a rule. They were written from the rule's description before they were
run; `[first]` keeps how they went that first time. A pair that does not hold says why in `known`, and the test fails
when it holds after all.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.finding import Finding
from medlint.rulebook import Rulebook
from passages import read_passage

FOLDER = Path(__file__).with_name("pairs")
RULEBOOK = Rulebook.load()

#: What each kind of change asks of the twin, unless the rule's file says why it is otherwise.
CHANGES = {
    "citation": "gone",
    "hedge before": "gone",
    "negation": "gone",
    "myth": "gone",
    "question": "gone",
    "comparator": "gone",
    "hedge after": "stays",
    "can": "stays",
    "not only": "stays",
    "own DOI": "stays",
}
FEWEST_PAIRS, FEWEST_FIELDS = 15, 10
#: Of two frames, at most this share of the words may agree in order.
MOST_ALIKE = 0.8
#: A twin shares at least this much of its base's words, else it differs in more than one thing.
LEAST_SHARED = 0.45

MASKED_TAGS = (
    "intervention", "investigational", "condition", "symptom", "harm", "outcome", "body-part",
    "population",
)  # fmt: skip
NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "hundred thousand hundreds thousands half third quarter thirds twice double".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of a rule's file, with the line-up that the test's name shows."""

    rule: str
    number: int
    field: str
    change: str
    expect: str
    flagged: str
    twin: str
    known: str = ""


@lru_cache(maxsize=None)
def tables_of(rule: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{rule}.toml").read_text(encoding="utf-8"))


def pairs_of(rule: str) -> list[Pair]:
    return [Pair(rule, n, **table) for n, table in enumerate(tables_of(rule)["pair"], 1)]


RULES = sorted(path.stem for path in FOLDER.glob("*.toml"))
PAIRS = [pair for rule in RULES for pair in pairs_of(rule)]


def findings(rule: str, text: str) -> list[Finding]:
    """What the engine reports of a Markdown article with that rule alone switched on."""
    config = Config(select=(rule,), preview=True)
    return lint([Document("article.md", text, "markdown")], RULEBOOK, config)


def verdict(before: list[Finding], after: list[Finding]) -> str:
    """How the gravest finding of the twin stands to that of the base."""
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


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


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
    alike = [
        (" ".join(one), " ".join(other))
        for one, other in combinations(frames, 2)
        if likeness(one, other) > MOST_ALIKE
    ]
    assert not alike


@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_change_is_tried_or_its_absence_explained(rule: str) -> None:
    missing = CHANGES.keys() - {pair.change for pair in pairs_of(rule)}
    comment = comment_of(rule)
    assert not [change for change in missing if f"no pair\n with a {change}" not in comment]


def comment_of(rule: str) -> str:
    text = (FOLDER / f"{rule}.toml").read_text(encoding="utf-8")
    return " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
