"""What was counted by machine and is kept for the cards: noise on a corpus, recall on labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from quality import shipped
from quality.problems import QualityError
from quality.tables import column_names, read_rows, write_rows

NOISE = "noise.csv"
RECALL = "recall.csv"
_ENDINGS = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True, order=True)
class NoiseCount:
    """How many findings a rule made in a corpus of so many words."""

    rule: str
    data: str
    words: int
    findings: int
    date: date


@dataclass(frozen=True, slots=True, order=True)
class RecallCount:
    """How many records with a label a rule flags, and how many without it."""

    rule: str
    data: str
    label: str
    labelled: int
    flagged: int
    others: int
    others_flagged: int
    date: date


def count_noise(corpus: Path, day: date) -> list[NoiseCount]:
    """The findings of every rule in a folder of articles, as an ordinary run makes them.

    Stable rules are counted in a run without previews, preview rules in a run with them, and rules
    that are off by default in a run that selects them. Raises QualityError for a wrong folder.
    """
    if not corpus.is_dir():
        raise QualityError(f"{corpus}: no such folder; check the path")
    words = sum(_words(path) for path in corpus.rglob("*") if path.suffix.lower() in _ENDINGS)
    if not words:
        raise QualityError(f"{corpus}: no words in any .md, .markdown or .txt file there")
    rules = shipped.rules()
    counts = _counts(corpus, rules)
    data = corpus.resolve().name
    return [NoiseCount(name, data, words, counts[name], day) for name in sorted(rules)]


def _words(path: Path) -> int:
    return len(path.read_text(encoding="utf-8", errors="replace").split())


def _counts(corpus: Path, rules: Mapping[str, Mapping[str, Any]]) -> Counter[str]:
    """How often each rule speaks, in the run in which a user meets it."""
    preview = {name for name, rule in rules.items() if rule["stage"] == "preview"}
    optional = {name for name, rule in rules.items() if not rule["default"]}
    by_run = [(rules.keys() - preview - optional, shipped.findings(corpus))]
    if preview - optional:
        by_run.append((preview - optional, shipped.findings(corpus, preview=True)))
    if optional:
        by_run.append((optional, shipped.findings(corpus, sorted(optional), preview=True)))
    return Counter(
        finding["rule"] for meant, found in by_run for finding in found if finding["rule"] in meant
    )


def keep_noise(kept: Path, counted: Sequence[NoiseCount]) -> None:
    """Keep counts; those of the same data set are replaced, rules that are gone among them."""
    (data,) = {each.data for each in counted}
    others = [each for each in read_noise(kept) if each.data != data]
    write_rows(kept / NOISE, sorted([*others, *counted]))


def keep_recall(kept: Path, counted: Sequence[RecallCount]) -> None:
    """Keep counts; those of the same data sets are replaced."""
    data = {each.data for each in counted}
    others = [each for each in read_recall(kept) if each.data not in data]
    write_rows(kept / RECALL, sorted([*others, *counted]))


def read_noise(kept: Path) -> list[NoiseCount]:
    """The counts of findings on corpora; raises QualityError for a line that is none."""
    path = kept / NOISE
    try:
        return [
            NoiseCount(
                row["rule"],
                row["data"],
                int(row["words"]),
                int(row["findings"]),
                date.fromisoformat(row["date"]),
            )
            for _, row in read_rows(path, column_names(NoiseCount))
        ]
    except ValueError as error:
        raise QualityError(f"{path}: {error}") from None


def read_recall(kept: Path) -> list[RecallCount]:
    """The counts on labelled data; raises QualityError for a line that is none."""
    path = kept / RECALL
    try:
        return [
            RecallCount(
                row["rule"],
                row["data"],
                row["label"],
                int(row["labelled"]),
                int(row["flagged"]),
                int(row["others"]),
                int(row["others_flagged"]),
                date.fromisoformat(row["date"]),
            )
            for _, row in read_rows(path, column_names(RecallCount))
        ]
    except ValueError as error:
        raise QualityError(f"{path}: {error}") from None
