"""Tables in CSV that hold dataclasses of plain values, a row each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from quality.problems import QualityError


def column_names(shape: Any) -> list[str]:
    """The names of the columns of a dataclass, in its order."""
    return [field.name for field in fields(shape)]


def read_rows(path: Path, names: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their line numbers; none where there is no file.

    Raises QualityError when a row has other columns.
    """
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [(reader.line_num, row) for row in reader]
    if reader.fieldnames != list(names):
        raise QualityError(f"{path}:1: the columns must be {','.join(names)}")
    for number, row in rows:
        if None in row or None in row.values():
            raise QualityError(f"{path}:{number}: the columns must be {','.join(names)}")
    return rows


def write_rows(path: Path, rows: Sequence[Any]) -> None:
    """Write a table of at least one row, each an instance of one dataclass."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = column_names(rows[0])
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(names)
        table.writerows([getattr(row, name) for name in names] for row in rows)
