"""The record of accepted findings as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date

from medlint import __version__
from medlint.audit.record import Row, reviewers
from medlint.reporters.cells import cell
from medlint.reporters.excerpt import shown

#: Raised when a program that reads the JSON would have to change.
SCHEMA_VERSION = 1


def as_text(rows: Sequence[Row]) -> str:
    """The record for people: each finding with who accepted it, why, when and until when."""
    lines = [line for row in rows for line in _told(row)]
    expired = sum(row.status == "expired" for row in rows)
    summary = f"{len(rows) - expired} accepted, {expired} expired."
    who = ", ".join(f"{name or 'nobody named'} {count}" for name, count in reviewers(rows).items())
    return "\n".join([*lines, summary + (f" By reviewer: {who}." if who else "")]) + "\n"


def as_json(rows: Sequence[Row]) -> str:
    """The record for programs."""
    told = [{key: _plain(value) for key, value in asdict(row).items()} for row in rows]
    record = {
        "schema_version": SCHEMA_VERSION,
        "medlint_version": __version__,
        "accepted": told,
        "reviewers": reviewers(rows),
    }
    return json.dumps(record, indent=2) + "\n"


def as_csv(rows: Sequence[Row]) -> str:
    """The record for a spreadsheet; no cell can be taken for a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    names = [field.name for field in fields(Row)]
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in names])
    return written.getvalue()


def _told(row: Row) -> Iterator[str]:
    yield f"{shown(row.path)}:{row.line} {row.severity} [{row.rule}]"
    yield f"    {shown(row.words)}"
    who = row.reviewer or ("the baseline" if row.by == "baseline" else "nobody named")
    when = f" on {row.accepted}" if row.accepted else ""
    by_git = " (says git)" if row.dated_by == "git" else ""
    until = f", until {row.until}" if row.until else ""
    state = "EXPIRED: accepted" if row.status == "expired" else "accepted"
    where = f" [{shown(row.record)}]" if row.record else ""
    yield f"    {state} by {shown(who)}{when}{by_git}{until}{where}"
    if row.reason:
        yield f"    because: {shown(row.reason)}"
    yield ""


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
