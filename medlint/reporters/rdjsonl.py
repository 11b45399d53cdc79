"""A report for reviewdog: its Diagnostic Format, one JSON object a line.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from medlint.finding import Finding, Place, Severity
from medlint.reporters import Look
from medlint.reporters.wellformed import valid

if TYPE_CHECKING:
    from medlint.run import Report

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.SUGGESTION: "INFO",
}

Json = dict[str, Any]


def render(report: Report, look: Look) -> str:
    """One diagnostic a finding, as JSON in ASCII; paths are from the working folder."""
    return "".join(f"{json.dumps(_diagnostic(finding))}\n" for finding in report.findings)


def _diagnostic(finding: Finding) -> Json:
    at = finding.place
    told: Json = {
        "message": valid(finding.message.strip()),
        "location": {"path": valid(at.path), "range": _range(at, finding)},
        "severity": _SEVERITIES[finding.severity],
        "source": {"name": "medlint"},
        "code": {"value": finding.rule},
    }
    suggestions = [*_suggestions(finding)]
    return told | ({"suggestions": suggestions} if suggestions else {})


def _suggestions(finding: Finding) -> Iterator[Json]:
    """The fix as one suggestion, where its columns are known: a suggestion is one range.

    A deletion of whole lines is known by its lines.
    """
    if finding.fix is None:
        return
    places = finding.fix.places
    first, last = min(places, key=_start), max(places, key=_start)
    around = Place(first.path, first.line, first.column, last.end_line, last.end_column)
    start = _column(around.line, around.column, finding)
    end = _column(around.end_line, around.end_column, finding)
    if start is None or end is None:
        return
    if len(places) == 1:
        yield {"range": _range(around, finding), "text": valid(finding.fix.edits[0].text)}
    elif around.line == around.end_line == finding.place.line:
        yield {"range": _range(around, finding), "text": valid(_joined(finding, around))}


def _joined(finding: Finding, around: Place) -> str:
    """What the edits, all on the finding's line, make of the text from the first to the last."""
    assert finding.fix is not None
    made: list[str] = []
    at = around.column - 1
    pairs = zip(finding.fix.places, finding.fix.edits, strict=True)
    for place, edit in sorted(pairs, key=lambda pair: _start(pair[0])):
        made += finding.source[at : place.column - 1], edit.text
        at = place.end_column - 1
    return "".join(made)


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _range(place: Place, finding: Finding) -> Json:
    """The range with columns in bytes of UTF-8; a column that is not known is left out.

    By the format, a range without columns is one of whole lines.
    """
    start = _column(place.line, place.column, finding)
    end = _column(place.end_line, place.end_column, finding)
    if start is None or end is None:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": {"line": place.line, "column": start},
        "end": {"line": place.end_line, "column": end},
    }


def _column(line: int, column: int, finding: Finding) -> int | None:
    """The column in bytes; None on lines of which the finding does not hold the text."""
    if column == 1:
        return 1
    if line != finding.place.line:
        return None
    return len(finding.source[: column - 1].encode("utf-8", "replace")) + 1
