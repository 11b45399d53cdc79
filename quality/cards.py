"""Rule cards made from what is kept: nothing in a card is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from medlint.card import ENOUGH_READ, Card, Noise, Readers, Recall, Sample
from quality.counts import NoiseCount, RecallCount, read_noise, read_recall
from quality.figures import cohen_kappa, wilson
from quality.verdicts import Verdict, by_first_reader, read_twice, read_verdicts

#: The folder of the cards, under the folder of what is kept.
FOLDER = "cards"
#: The precision that a rule which is not of the core needs to be stable.
STABLE_PRECISION = 0.85
#: Digits behind the point of every share in a card.
_DIGITS = 4

#: The rules that stay on while little is known of them: the core of the catalogue of rules, and
#: those about the file itself, which are right by what the file holds. Their cards say how little.
CORE = frozenset(
    """
    absolute-claim benefit-risk-imbalance corpus-boilerplate cure-claim decimal-format
    duplicate-sentence error-prone-abbreviation experimental-status-missing generic-risk-only
    hype-language long-sentence lost-hyphen missing-risk-statement no-references
    pasted-title-fragment preclinical-extrapolation reading-grade relative-risk-only
    risk-free-claim undefined-acronym unhedged-mechanism-claim unsupported-efficacy-claim
    unsupported-safety-claim untraceable-study vague-attribution
    broken-front-matter empty-article not-english unused-suppression wrong-encoding
    expired-waiver unexplained-waiver empty-metadata-field mojibake
    """.split()
)


def cards(kept: Path, rules: Iterable[str]) -> dict[str, Card]:
    """The cards of the rules, made from the verdicts and the counts that are kept."""
    noise, recall = read_noise(kept), read_recall(kept)
    return {rule: card(rule, read_verdicts(kept, rule), noise, recall) for rule in sorted(rules)}


def card(
    rule: str,
    verdicts: Sequence[Verdict],
    noise: Sequence[NoiseCount] = (),
    recall: Sequence[RecallCount] = (),
) -> Card:
    """The card of one rule. A finding that could not be judged counts as read and not as right."""
    read = by_first_reader(verdicts)
    right = _right(read)
    low_and_high = wilson(right, len(read)) if read else None
    return Card(
        rule=rule,
        core=rule in CORE,
        read=len(read),
        right=right,
        undecidable=sum(each.verdict == "undecidable" for each in read),
        precision=_rounded(right / len(read)) if read else None,
        interval=(_rounded(low_and_high[0]), _rounded(low_and_high[1])) if low_and_high else None,
        samples=tuple(_samples(read)),
        readers=_readers(verdicts),
        noise=tuple(_noise(each) for each in noise if each.rule == rule),
        recall=tuple(_recall(each) for each in recall if each.rule == rule and each.labelled),
    )


def unjustified(card: Card, *, preview: bool) -> str:
    """Why a rule with this card may not be stable, in one line; empty when it may."""
    if preview or card.core:
        return ""
    if not card.sufficient:
        return (
            f"{card.rule}: {card.read} findings read, {ENOUGH_READ} needed; "
            "write preview = true in its file"
        )
    if card.precision is None or card.precision < STABLE_PRECISION:
        return (
            f"{card.rule}: precision {card.precision}, {STABLE_PRECISION} needed; "
            "write preview = true in its file"
        )
    return ""


def write_cards(kept: Path, made: Iterable[Card]) -> None:
    """Write each card as a file of its own, and delete those of rules that are gone."""
    folder = kept / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{card.rule}.toml": as_toml(card) for card in made}
    for path in folder.glob("*.toml"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def as_toml(card: Card) -> str:
    """The card as the text of its file."""
    lines = [
        f"# How often {card.rule} is right.",
        '# Made by "python -m quality cards" from what is kept beside it; do not change it here.',
        *_plain_lines(card),
    ]
    if card.readers:
        lines += ["", "[readers]", *_plain_lines(card.readers)]
    for name, tables in (("samples", card.samples), ("noise", card.noise), ("recall", card.recall)):
        for table in tables:
            lines += ["", f"[[{name}]]", *_plain_lines(table)]
    return "\n".join(lines) + "\n"


def _plain_lines(table: Any) -> Iterator[str]:
    """A line of TOML for each field that is no table and not None."""
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, date):
            yield f"{field.name} = {value.isoformat()}"
        elif field.name == "interval" and value is not None:
            yield f"{field.name} = {json.dumps(value)}"
        elif isinstance(value, str | int | float):
            # JSON and TOML write text, numbers and truth alike.
            yield f"{field.name} = {json.dumps(value)}"


def _right(verdicts: Iterable[Verdict]) -> int:
    return sum(each.verdict == "right" for each in verdicts)


def _samples(read: Sequence[Verdict]) -> Iterator[Sample]:
    def drawn(verdict: Verdict) -> tuple[str, int]:
        return verdict.data, verdict.seed

    for (data, seed), verdicts in groupby(sorted(read, key=drawn), key=drawn):
        each = list(verdicts)
        day, found = max(v.date for v in each), max(v.found for v in each)
        yield Sample(data, seed, day, found, len(each), _right(each))


def _readers(verdicts: Sequence[Verdict]) -> Readers | None:
    pairs = read_twice(verdicts)
    if not pairs:
        return None
    alike = sum(first == second for first, second in pairs) / len(pairs)
    kappa = cohen_kappa(pairs)
    return Readers(len(pairs), _rounded(alike), None if kappa is None else _rounded(kappa))


def _noise(count: NoiseCount) -> Noise:
    per_1000_words = _rounded(1000 * count.findings / count.words)
    return Noise(count.data, count.date, count.words, count.findings, per_1000_words)


def _recall(count: RecallCount) -> Recall:
    share = _rounded(count.flagged / count.labelled)
    return Recall(count.data, count.label, count.date, count.labelled, count.flagged, share)


def _rounded(value: float) -> float:
    return round(value, _DIGITS)
