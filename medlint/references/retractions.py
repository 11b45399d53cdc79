"""A list of retracted papers from a file: the Retraction Watch layout, or DOIs one a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TextIO

from medlint.references.identifiers import Paper, PaperKind, doi_variants, normalised_doi, papers_in
from medlint.tomlfile import shown

#: What happened to a paper last: "retraction", "concern" (an expression of concern), or
#: "reinstatement", after which it counts again.
Status = Literal["retraction", "concern", "reinstatement"]

DOI_COLUMN = "OriginalPaperDOI"
PMID_COLUMN = "OriginalPaperPubMedID"
NATURE_COLUMN = "RetractionNature"
DATE_COLUMN = "RetractionDate"
NOTICE_COLUMN = "RetractionDOI"
_NEEDED = (DOI_COLUMN, NATURE_COLUMN)
_KNOWN_COLUMNS = (*_NEEDED, PMID_COLUMN, DATE_COLUMN, NOTICE_COLUMN, "Record ID")

# A correction leaves a paper what it is, so it is no reason to report a reference.
_STATUS: Mapping[str, Status | None] = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "reinstatement": "reinstatement",
    "correction": None,
}
_PLAIN_DOI = re.compile(r"10\.\d{4,9}/[\w./()-]*\w")
_ADVICE = "give the CSV of Retraction Watch, or DOIs one a line"


class RetractionListError(Exception):
    """A list of retractions that cannot be used; the message is one line that names the file."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to a paper, when ("2010-02-06", "2010" or empty), and the notice's DOI."""

    status: Status
    date: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class RetractionList:
    """Notices by kind and number of the paper, the latest of each."""

    notices: Mapping[tuple[PaperKind, str], Notice]

    def notice(self, paper: Paper) -> Notice | None:
        """The latest notice about a paper, None where the list has none."""
        if paper.kind == "pmid":
            return self.notices.get(("pmid", paper.value))
        return next(
            (
                self.notices["doi", doi]
                for doi in doi_variants(paper.value)
                if ("doi", doi) in self.notices
            ),
            None,
        )


def check_retraction_list(path: Path) -> None:
    """Raise RetractionListError when the file is missing or its beginning is no such list."""
    with _opened(path) as lines:
        _layout(path, lines)


def load_retractions(path: Path) -> RetractionList:
    """The list in a file; raises RetractionListError when it is missing or malformed."""
    with _opened(path) as lines:
        first, number = _layout(path, lines)
        if first is not None:
            return RetractionList(_latest(_rows(path, first, number, lines)))
        lines.seek(0)
        return RetractionList(dict(_plain_list(path, lines)))


def _opened(path: Path) -> TextIO:
    try:
        # The public file has bytes that are no UTF-8, in names, which are not read.
        return path.open(encoding="utf-8-sig", errors="replace", newline="")
    except FileNotFoundError:
        raise RetractionListError(f"{shown(path)}: there is no such file; {_ADVICE}") from None
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise RetractionListError(f"{shown(path)}: {reason}; {_ADVICE}") from None


def _layout(path: Path, lines: TextIO) -> tuple[str | None, int]:
    """The line with the names of columns and its number, or None for it in a plain list."""
    number = 0
    while line := lines.readline():
        number += 1
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        columns = next(csv.reader([bare], delimiter=_delimiter(bare)))
        if not any(column.strip() in _KNOWN_COLUMNS for column in columns):
            _paper_of(path, number, bare)
            return None, number
        for column in _NEEDED:
            if column not in (each.strip() for each in columns):
                raise RetractionListError(
                    f'{shown(path)}:{number}: the column "{column}" is missing; {_ADVICE}'
                )
        return bare, number
    raise RetractionListError(f"{shown(path)}: the list is empty; {_ADVICE}")


def _delimiter(header: str) -> str:
    """What separates columns; spreadsheets write semicolons or tabs in some countries."""
    return max(",;\t", key=header.count)


def _plain_list(path: Path, lines: Iterable[str]) -> Iterator[tuple[tuple[PaperKind, str], Notice]]:
    for number, line in enumerate(lines, 1):
        bare = line.split(" #", 1)[0].strip()
        if bare and not bare.startswith("#"):
            yield _paper_of(path, number, bare), Notice("retraction")


def _paper_of(path: Path, number: int, line: str) -> tuple[PaperKind, str]:
    """The paper that a line of a plain list names."""
    bare = line.split(" #", 1)[0].strip()
    papers = list(papers_in(bare))
    if len(papers) != 1 or " " in normalised_doi(bare).removeprefix("pmid: "):
        quoted = bare if len(bare) <= 40 else f"{bare[:39]}…"
        raise RetractionListError(f"{shown(path)}:{number}: “{quoted}” is no DOI; {_ADVICE}")
    return papers[0].kind, papers[0].value


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the papers that it is about, and the notice."""

    papers: tuple[tuple[PaperKind, str], ...]
    notice: Notice


def _rows(path: Path, header: str, number: int, lines: Iterable[str]) -> Iterator[_Row]:
    """The rows that change what a paper is worth, in the order of the file."""
    delimiter = _delimiter(header)
    columns = [column.strip() for column in next(csv.reader([header], delimiter=delimiter))]
    at = {column: columns.index(column) for column in _KNOWN_COLUMNS if column in columns}
    doi_at, nature_at = at[DOI_COLUMN], at[NATURE_COLUMN]
    pmid_at, date_at, notice_at = (at.get(c) for c in (PMID_COLUMN, DATE_COLUMN, NOTICE_COLUMN))
    width = max(at.values()) + 1
    reader = csv.reader(lines, delimiter=delimiter)
    count = known = 0
    try:
        for row in reader:
            if len(row) < width:
                if not any(row):
                    continue
                raise RetractionListError(
                    f"{shown(path)}:{number + reader.line_num}: the row has {len(row)} columns, "
                    f"not {len(columns)}; {_ADVICE}"
                )
            count += 1
            nature = row[nature_at].strip().lower()
            known += nature in _STATUS
            status = _STATUS.get(nature)
            if status is None:
                continue
            papers = tuple(_papers(row[doi_at], row[pmid_at] if pmid_at is not None else ""))
            if papers:
                when = _iso_date(row[date_at]) if date_at is not None else ""
                notice = row[notice_at].strip() if notice_at is not None else ""
                yield _Row(papers, Notice(status, when, notice if "10." in notice else ""))
    except csv.Error as error:
        line = number + reader.line_num
        raise RetractionListError(f"{shown(path)}:{line}: {error}; {_ADVICE}") from None
    if not known:
        held = f'in no row the column "{NATURE_COLUMN}" says Retraction' if count else "no row"
        raise RetractionListError(f"{shown(path)}: the list holds {held}; {_ADVICE}")


def _papers(doi: str, pmid: str) -> Iterator[tuple[PaperKind, str]]:
    """The numbers of a row; "unavailable" and 0 stand for none."""
    if "10." in doi:
        # Normalising is slow, and most DOIs of the file need nothing but small letters.
        yield "doi", doi.lower() if _PLAIN_DOI.fullmatch(doi) else normalised_doi(doi)
    pmid = pmid.strip()
    if pmid.isdigit() and pmid.strip("0"):
        yield "pmid", pmid.lstrip("0")


def _iso_date(written: str) -> str:
    """ "2/6/2010 0:00" and "2010-02-06" as "2010-02-06"; empty where it is neither."""
    day = written.strip().split(" ", 1)[0].split("T", 1)[0]
    parts = day.split("/")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[0]), int(parts[1])).isoformat()
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _latest(rows: Iterable[_Row]) -> dict[tuple[PaperKind, str], Notice]:
    """For each paper the notice that counts: the latest, a retraction before a concern."""
    notices: dict[tuple[PaperKind, str], Notice] = {}
    for row in rows:
        for paper in row.papers:
            earlier = notices.get(paper)
            if earlier is None or _outranks(row.notice, earlier):
                notices[paper] = row.notice
    return notices


def _outranks(notice: Notice, other: Notice) -> bool:
    """Whether a notice takes the place of one that stands before it in the file."""
    if {notice.status, other.status} == {"retraction", "concern"}:
        return notice.status == "retraction"
    return notice.date >= other.date
