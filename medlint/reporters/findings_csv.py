"""A report as CSV (RFC 4180): one row a finding, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from medlint.finding import Finding
from medlint.fingerprint import Fingerprints
from medlint.reporters import Look
from medlint.reporters.cells import cell

if TYPE_CHECKING:
    from medlint.run import Report

COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "severity", "rule", "pack", "message",
    "text", "replacement", "fingerprint",
)  # fmt: skip


def render(report: Report, look: Look) -> str:
    """The findings with a header; cells that a spreadsheet would compute get an apostrophe."""
    fingerprints = Fingerprints(report)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for finding in report.findings:
        writer.writerow(map(cell, _values(finding, fingerprints.of(finding))))
    return lines.getvalue()


def _values(finding: Finding, fingerprint: str) -> tuple[object, ...]:
    at = finding.place
    end = at.end_column - 1 if at.end_line == at.line else None
    return (
        at.path, at.line, at.column, at.end_line, at.end_column, finding.severity.value,
        finding.rule, finding.pack, finding.message.strip(), finding.source[at.column - 1 : end],
        finding.replacement, fingerprint,
    )  # fmt: skip
