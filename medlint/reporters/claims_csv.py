"""The claim ledger as CSV (RFC 4180): one row a claim, the same bytes for the same article."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from medlint.reporters.cells import cell
from medlint.reporters.claims_json import claim_object

if TYPE_CHECKING:
    from medlint.claims.report import LedgerReport

#: In the order of the JSON object.
COLUMNS = (
    "path", "line", "column", "end_line", "end_column", "text", "kind", "strength", "certainty",
    "hedged", "negated", "support", "design", "verdict", "voice", "speaker", "intervention",
    "outcome", "source_line", "main",
)  # fmt: skip
#: What moves when text is added or cut elsewhere in the article.
POSITIONS = frozenset({"line", "column", "end_line", "end_column", "source_line"})


def render(report: LedgerReport, *, positions: bool = True) -> bytes:
    """The rows that are shown, with a header, in UTF-8; without positions no line or column."""
    columns = [name for name in COLUMNS if positions or name not in POSITIONS]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(columns)
    for article in report.articles:
        for row in report.selection.of(article):
            writer.writerow(_cells(claim_object(row), columns))
    return lines.getvalue().encode("utf-8", "replace")


def _cells(claim: Mapping[str, object], columns: list[str]) -> list[str]:
    return [cell(claim[name]) for name in columns]
