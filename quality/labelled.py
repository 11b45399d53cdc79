"""Labelled data made by others: a folder for each set, in it `dev.jsonl` with a record a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from quality.problems import QualityError

FILE_NAME = "dev.jsonl"

Half = Literal["tune", "set aside"]


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled text. Records of one study or page share a group."""

    id: str
    group: str
    text: str
    labels: Mapping[str, Any]
    format: str = "text"

    @property
    def half(self) -> Half:
        """The half that it belongs to: rules are tuned on one, the other is never looked at."""
        first_byte = hashlib.blake2b(self.group.encode()).digest()[0]
        return "tune" if first_byte % 2 == 0 else "set aside"

    @property
    def file_name(self) -> str:
        """Its id as the name of a plain text file, which no two records share."""
        return f"{quote(self.id, safe='')}.txt"


def is_set(folder: Path) -> bool:
    """Whether the folder holds a labelled set."""
    return (folder / FILE_NAME).is_file()


def read_set(folder: Path) -> list[Record]:
    """The records of one set; raises QualityError, without quoting any text, for a wrong file."""
    path = folder / FILE_NAME
    try:
        # Not splitlines: a text may hold line separators that end no line of the file.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QualityError(f"{path}: cannot be read ({error.__class__.__name__})") from None
    return [_record(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _record(path: Path, number: int, line: str) -> Record:
    try:
        table = json.loads(line)
        name, text, labels = table["id"], table["text"], dict(table["labels"])
    except (ValueError, KeyError, TypeError):
        advice = "write one JSON object with id, text and labels a line"
        raise QualityError(f"{path}:{number}: this is no record; {advice}") from None
    group = table.get("group", name)
    return Record(str(name), str(group), str(text), labels, str(table.get("format", "text")))


def write_files(records: Iterable[Record], folder: Path) -> dict[str, Record]:
    """Write each record as a plain text file of its own; the records by the names of the files."""
    written: dict[str, Record] = {}
    for record in records:
        # As bytes: line ends stay what they are, and an offset in the file is one in the text.
        (folder / record.file_name).write_bytes(record.text.encode("utf-8", "replace"))
        written[record.file_name] = record
    return written
