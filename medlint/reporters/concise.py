"""A report for people and editors: one line a finding, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlint.reporters import Look
from medlint.reporters.text import heading

if TYPE_CHECKING:
    from medlint.run import Report


def render(report: Report, look: Look) -> str:
    """The first line of each finding as in the text format, with a colon behind the column."""
    lines = (heading(finding, look, behind_column=":") for finding in report.findings)
    return "".join(f"{line}\n" for line in lines)
