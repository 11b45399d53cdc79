"""Rows of Markdown tables put into words, so that a dose spread over cells can be read.

"| Paracetamol | 1,000 | 6 |" under "Drug", "Dose (mg)" and "Times a day" reads "Paracetamol,
Dose 1,000 mg, 6 Times a day".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.dosing.amounts import FORMS, NUMBER, RANGE
from medlint.finding import Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_UNIT = re.compile(
    r"(?<![\w/])(?P<unit>kg|g|mg|mcg|[µμ]g|ng|m[lL]|units?|IU|mmol|mEq|grams?|milligrams?"
    rf"|micrograms?|millilit(?:re|er)s?|{FORMS})(?P<over>\s?/\s?\w+)?(?!\w)"
)
_BARE = re.compile(rf"\W*(?P<number>{NUMBER}(?:{RANGE}{NUMBER})?)\W*", re.IGNORECASE)
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_TIMES_HEAD = re.compile(
    r"\b(?:times|doses)\s(?:a|per|each|every)\s(?:day|week)|\b(?:times|doses)\s(?:daily|weekly)",
    re.IGNORECASE,
)
_DAY_HEAD = re.compile(r"\b(?:daily|(?:a|per) day|24 hours)\b", re.IGNORECASE)
_EVERY_HEAD = re.compile(r"\bevery\b.{0,3}\b(hours?|days?|weeks?)", re.IGNORECASE)
_INTERVAL_HEAD = re.compile(r"\binterval\b.{0,12}\b(hours?|days?|weeks?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where it stands, its text, the text at the head of its column.

    `number` is the cell's number where it holds nothing else; `unit` the unit of its column.
    """

    span: Span
    text: str
    head: str
    row: int
    column: int
    number: str
    unit: str

    @property
    def words(self) -> str:
        """The cell as one would say it, with what the head of the column adds."""
        if not self.number:
            return f"{self.head_words} {self.text}" if _DAY_HEAD.search(self.head) else self.text
        if times := _TIMES_HEAD.search(self.head):
            return f"{self.number} {times.group()}"
        if every := _EVERY_HEAD.search(self.head) or _INTERVAL_HEAD.search(self.head):
            return f"every {self.number} {every.group(1)}"
        return " ".join(filter(None, (self.head_words, self.number, self.unit)))

    @property
    def head_words(self) -> str:
        """The head of the column without its unit."""
        without = _UNIT.sub(" ", self.head)
        return " ".join(re.sub(r"[()\[\],]", " ", without).split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its head cells left out, from left to right."""

    cells: tuple[Cell, ...]


def table_rows(reading: Reading) -> tuple[Row, ...]:
    """The rows of the article's Markdown tables in order, without the heads of columns."""
    rows: dict[int, list[Cell]] = {}
    heads: dict[int, dict[int, str]] = {}
    for block in reading.blocks:
        if block.kind != "table":
            continue
        line, _ = reading.document.position(block.span.start)
        column = _column(reading, line, block.span.start)
        text = reading.text(block.span)
        top = _head_line(reading, line)
        if top == line:
            heads.setdefault(top, {})[column] = text
        elif top:
            cell = _cell(block.span, text, heads.get(top, {}).get(column, ""), line, column)
            rows.setdefault(line, []).append(cell)
    return tuple(Row(tuple(cells)) for _, cells in sorted(rows.items()))


def _cell(span: Span, text: str, head: str, row: int, column: int) -> Cell:
    bare = _BARE.fullmatch(text)
    unit = _UNIT.search(head)
    return Cell(
        span,
        text,
        head,
        row,
        column,
        bare.group("number") if bare else "",
        unit.group() if unit else "",
    )


def _column(reading: Reading, line: int, offset: int) -> int:
    """The number of bars before a cell in its line, a bar at the start of the line not counted."""
    before = reading.document.text[reading.document.offset(line, 1) : offset]
    return before.lstrip().removeprefix("|").replace("\\|", "").count("|")


def _head_line(reading: Reading, line: int) -> int:
    """The line of the heads of the table that a line belongs to, 0 where none is found."""
    lines = reading.document
    if line < len(lines.line_starts) and _DELIMITER.fullmatch(lines.line_text(line + 1)):
        return line
    for above in range(line - 1, 0, -1):
        text = lines.line_text(above)
        if _DELIMITER.fullmatch(text):
            return above - 1
        if "|" not in text:
            return 0
    return 0
