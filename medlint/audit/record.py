"""The accepted findings of a run as rows of a record."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from medlint.finding import Accepted, AcceptedBy

if TYPE_CHECKING:
    from medlint.run import Report

Status = Literal["active", "expired"]

_AUTHOR_TIME = re.compile(rb"^author-time (\d+)$", re.MULTILINE)
_NOT_COMMITTED = b"0" * 40


@dataclass(frozen=True, slots=True)
class Row:
    """One accepted finding: where it is, what it says, and on what terms it was accepted.

    `words` is the line that it stands on. `record` is where its acceptance is written, as path and
    line; empty for a baseline. `accepted` is the day that is stated there, else the one on which
    git says that the line was written (`dated_by` "git").
    """

    status: Status
    path: str
    line: int
    rule: str
    severity: str
    words: str
    by: AcceptedBy
    reason: str
    reviewer: str
    accepted: date | None
    dated_by: Literal["stated", "git", ""]
    until: date | None
    record: str


def rows(report: Report, *, baseline: bool = False) -> list[Row]:
    """The accepted findings in the order of their places, those whose day has passed among them.

    What a baseline accepts, without reason or reviewer, is listed with `baseline` alone.
    """
    days: dict[str, date | None] = {}
    active = [each for each in report.accepted if baseline or each.by != "baseline"]
    made = [
        *(_row(each, "active", days) for each in active),
        *(_row(each, "expired", days) for each in report.lapsed),
    ]
    return sorted(made, key=lambda row: (row.path, row.line, row.rule, row.record))


def _row(accepted: Accepted, status: Status, days: dict[str, date | None]) -> Row:
    finding, terms = accepted.finding, accepted.terms
    record = f"{accepted.record.path}:{accepted.record.line}" if accepted.record else ""
    day = terms.accepted
    if day is None and record:
        if record not in days:
            days[record] = _written(accepted)
        day = days[record]
    return Row(
        status=status,
        path=finding.place.path,
        line=finding.place.line,
        rule=finding.rule,
        severity=finding.severity.value,
        words=" ".join(finding.source.split()),
        by=accepted.by,
        reason=terms.reason,
        reviewer=terms.reviewer or "",
        accepted=day,
        dated_by="stated" if terms.accepted else "git" if day else "",
        until=terms.until,
        record=record,
    )


def _written(accepted: Accepted) -> date | None:
    """The day on which git says that the line of the record was written, if it knows."""
    place = accepted.record
    if place is None or not os.path.isfile(place.path):
        return None
    try:
        done = subprocess.run(
            ["git", "blame", "--porcelain", f"-L{place.line},{place.line}", "--", place.path],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return None
    found = _AUTHOR_TIME.search(done.stdout)
    if done.returncode or found is None or done.stdout.startswith(_NOT_COMMITTED):
        return None
    return datetime.fromtimestamp(int(found[1]), UTC).date()


def reviewers(made: Iterable[Row]) -> dict[str, int]:
    """How many findings each reviewer accepted that are still in force, the most first."""
    counts: dict[str, int] = {}
    for row in made:
        if row.status == "active":
            counts[row.reviewer] = counts.get(row.reviewer, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
