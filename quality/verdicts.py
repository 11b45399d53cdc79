"""Verdicts of readers, kept without any text: which finding, right or wrong, who, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from quality.problems import QualityError
from quality.tables import column_names, read_rows, write_rows

Judgement = Literal["right", "wrong", "undecidable"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
#: The first reader reads all of a sample, the second a part of it.
READERS = ("A", "B")

#: The folder of the verdicts, under the folder of what is kept.
FOLDER = "verdicts"


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """One finding judged by one reader. Offset and length are characters of the document.

    `found` is how many findings the rule made in that data set when the sample was drawn.
    """

    data: str
    document: str
    offset: int
    length: int
    rule: str
    verdict: Judgement
    reader: str
    seed: int
    found: int
    date: date

    @property
    def finding(self) -> tuple[str, str, int, int, str]:
        """What names the finding, whoever reads it."""
        return self.data, self.document, self.offset, self.length, self.rule


def read_verdicts(kept: Path, rule: str) -> list[Verdict]:
    """The verdicts on a rule's findings; raises QualityError for a line that is none."""
    path = kept / FOLDER / f"{rule}.csv"
    return [_verdict(path, number, row) for number, row in read_rows(path, column_names(Verdict))]


def rules_read(kept: Path) -> list[str]:
    """The names of the rules on which verdicts are kept, sorted."""
    return sorted(path.stem for path in (kept / FOLDER).glob("*.csv"))


def _verdict(path: Path, number: int, row: Mapping[str, str]) -> Verdict:
    judgement = next((each for each in JUDGEMENTS if each == row["verdict"]), None)
    if judgement is None or row["reader"] not in READERS or row["rule"] != path.stem:
        raise QualityError(
            f"{path}:{number}: the rule must be {path.stem}, the reader one of "
            f"{', '.join(READERS)}, the verdict one of {', '.join(JUDGEMENTS)}"
        )
    try:
        return Verdict(
            row["data"],
            row["document"],
            int(row["offset"]),
            int(row["length"]),
            row["rule"],
            judgement,
            row["reader"],
            int(row["seed"]),
            int(row["found"]),
            date.fromisoformat(row["date"]),
        )
    except ValueError as error:
        raise QualityError(f"{path}:{number}: {error}") from None


def keep_verdicts(kept: Path, verdicts: Sequence[Verdict], *, replace: bool = False) -> Path:
    """Keep a reader's verdicts on one rule, beside the earlier ones or instead of them.

    A verdict of the same reader on the same finding is always replaced. Gives the file's path.
    """
    (rule,) = {verdict.rule for verdict in verdicts}
    earlier = [] if replace else read_verdicts(kept, rule)
    newest = {(each.finding, each.reader): each for each in [*earlier, *verdicts]}
    path = kept / FOLDER / f"{rule}.csv"
    write_rows(path, sorted(newest.values()))
    return path


def by_first_reader(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """One verdict a finding, the first reader's where both have read it.

    So the second reading tells how far readers agree and never mends the first.
    """
    first: dict[tuple[str, str, int, int, str], Verdict] = {}
    for verdict in sorted(verdicts, key=lambda verdict: verdict.reader):
        first.setdefault(verdict.finding, verdict)
    return sorted(first.values())


def read_twice(verdicts: Sequence[Verdict]) -> list[tuple[Judgement, Judgement]]:
    """The verdicts of the first and the second reader on each finding that both have read."""
    first, second = (
        {each.finding: each.verdict for each in verdicts if each.reader == reader}
        for reader in READERS
    )
    return [(first[finding], second[finding]) for finding in sorted(first.keys() & second.keys())]
