"""The lists of sources of an article, parsed into entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from medlint.finding import Span
from medlint.layout import is_reference_heading
from medlint.references.identifiers import Paper, papers_in

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.layout import Block

ListKind = Literal["numbered", "unnumbered", "footnotes"]

# Headings of lists of sources that is_reference_heading leaves out, as their text is read as prose.
_NOTES_HEADING = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:(?:end)?notes|references and notes|notes and references"
    r"|cited (?:works|literature|sources)|sources cited)\W*$",
    re.IGNORECASE,
)
# Lists that no reader expects to be cited in the text.
_OPTIONAL = re.compile(
    r"further|selected|additional|resources|bibliography|learn more", re.IGNORECASE
)
# Lists of which every entry is expected to be cited even where they have no numbers.
_CITED_BY_HABIT = re.compile(r"\b(?:references?|works cited|literature cited)\b", re.IGNORECASE)
_NOTES = re.compile(r"notes", re.IGNORECASE)

_ENTRY_MARK = re.compile(
    r"""[ \t>]*(?:[-*•]\s+)?(?:<a\b[^<>]*>(?:</a>)?)?
    (?:\\?\[(?P<square>\d{1,3})\\?\](?!\(|:\s*<?http)[.:]?
      |\((?P<round>\d{1,3})\)
      |(?P<stop>\d{1,3})\\?[.)](?=\s|[A-Z])
      |(?P<raised>[¹²³⁰⁴-⁹]{1,3})
      |<sup>\s*(?P<tagged>\d{1,3})\s*</sup>
      |(?P<bare>\d{1,3})(?=[ \t]+[A-Z“"])
    )\s*(?:<a\b[^<>]*></a>)?""",
    re.VERBOSE,
)
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"[ \t>]*(?:[-*•·]\s+)?")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: So many numbers may be missing between two entries of one list.
_LARGEST_GAP = 5

_FOOTNOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(\S[^\r\n]*)", re.MULTILINE)

_PERSON = re.compile(
    r"[\W_]*(?P<surname>(?:(?:van|von|de|der|den|la|le|du|di|da|del|el|ter)\s+)*[A-Z][\w'’-]+)"
    r"(?:,?\s+(?:[A-Z]\.?[\s-]?){1,3}(?:,|;|\.|\s|$)|,\s+[A-Z][a-z]+|(?:,|\s)\s*et al)",
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)([a-z])?\b(?!-\d{4})")
_YEAR_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)([a-z])?\b")
_ADDRESS = re.compile(r"https?://\S+|\bdoi:\s*\S+", re.IGNORECASE)
_PIECE_END = re.compile(r"[.?!]\s+|[.?!]$|\s[–—]\s")
_SMALL_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER_INSIDE = re.compile(r"(?<=[.)\]\s])\[?(\d{1,3})[.)\]]\s+[A-Z]")
_INITIALS = re.compile(r"\b[A-Z]{1,3}\b")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n(?![ \t]+\S)")
#: A title of fewer words may be that of two sources.
_SHORTEST_TITLE = 4


@dataclass(frozen=True)
class Entry:
    """One source: its number or footnote label, and the span of its first line without the mark."""

    span: Span
    text: str
    number: int = 0
    label: str = ""

    @cached_property
    def plain_text(self) -> str:
        """The text in small letters without accents."""
        return plain(self.text)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The papers that the entry names by identifier; their spans count from its text."""
        return tuple(papers_in(self.text))

    @cached_property
    def surname(self) -> str:
        """The first author's surname, empty where no person opens the entry."""
        found = _PERSON.match(self.text)
        return found.group("surname") if found else ""

    @cached_property
    def year(self) -> str:
        """The year of publication without its letter, empty where none is given."""
        found = _YEAR_IN_BRACKETS.search(self.text) or _YEAR.search(_ADDRESS.sub("", self.text))
        return found.group(1) if found else ""

    @cached_property
    def title(self) -> str:
        """The title in small plain letters, empty where it cannot be told or is very short."""
        pieces = [piece.strip() for piece in _PIECE_END.split(_ADDRESS.sub("", self.text))]
        for piece in pieces[1:] if self.surname else pieces:
            words = _SMALL_WORD.findall(plain(piece))
            if len(words) >= _SHORTEST_TITLE and not _looks_like_names(piece):
                return " ".join(words)
        return ""


@dataclass(frozen=True)
class ReferenceList:
    """A list of sources. `is_sure` says whether its entries and their numbers were told apart.

    `optional` lists, such as further reading, need not be cited; `by_habit` says that the heading
    promises that every entry is.
    """

    kind: ListKind
    heading: str
    line: int
    span: Span
    entries: tuple[Entry, ...]
    is_sure: bool = True
    optional: bool = False
    by_habit: bool = False

    @cached_property
    def by_number(self) -> dict[int, Entry]:
        """The first entry of each number."""
        found: dict[int, Entry] = {}
        for entry in self.entries:
            found.setdefault(entry.number, entry)
        return found

    @property
    def holds_notes(self) -> bool:
        """Whether its entries are notes, of which several may name one source."""
        return self.kind == "footnotes" or bool(_NOTES.search(self.heading))


def plain(text: str) -> str:
    """The text in small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def reference_lists(document: Document, text: str) -> Iterator[ReferenceList]:
    """The lists under the headings that name them, and the footnotes of the article.

    `text` is the source text of the document, in which places are those of the file.
    """
    blocks = [block for block in document.blocks if block.kind not in ("code", "front-matter")]
    for number, block in enumerate(blocks):
        if block.kind not in ("heading", "title"):
            continue
        heading = " ".join(document.prose[block.span.start : block.span.end].split())
        is_notes = bool(_NOTES_HEADING.match(heading))
        if is_notes or is_reference_heading(heading):
            line, _ = document.position(block.span.start)
            ends = _ends(blocks, number, len(text))
            found = _longest_list(text, heading.strip("*_#: "), line, block.span.end, ends)
            if found is not None and (found.kind == "numbered" or not is_notes):
                yield found
    if "[^" in text:
        yield from _footnotes(document, text)


def _ends(blocks: Sequence[Block], number: int, end: int) -> list[tuple[int, bool]]:
    """Where the section of a heading may end, and whether a heading below it in rank stands there.

    The last end is that of the text or where a heading of the same rank or above starts.
    """
    level = blocks[number].level
    headings = (each for each in blocks[number + 1 :] if each.kind in ("heading", "title"))
    return [*((each.span.start, each.level > level) for each in headings), (end, False)]


def _longest_list(
    text: str, heading: str, line: int, start: int, ends: Sequence[tuple[int, bool]]
) -> ReferenceList | None:
    """The list up to the next heading, or beyond headings behind which its numbers go on."""
    found = _list(text, heading, line, Span(start, ends[0][0]))
    for (_, is_lower), (end, _) in pairwise(ends):
        longer = _list(text, heading, line, Span(start, end))
        goes_on = longer is not None and longer.is_sure and longer.kind == "numbered"
        more = goes_on and (found is None or _continues(found, longer))
        if not (more or (is_lower and found is None)):
            break
        found = longer
    return found


def _continues(found: ReferenceList, longer: ReferenceList | None) -> bool:
    """Whether the longer list goes on with the number after the last one of the shorter."""
    count = len(found.entries)
    return (
        longer is not None
        and found.kind == "numbered"
        and len(longer.entries) > count
        and longer.entries[count].number == found.entries[-1].number + 1
    )


def _list(text: str, heading: str, line: int, span: Span) -> ReferenceList | None:
    """The list that stands in the span below a heading, or None where nothing is listed there."""
    first_line_end = _LINE.match(text, span.start, span.end)
    span = Span(first_line_end.end() if first_line_end else span.start, span.end)
    if _FOOTNOTE.search(text, span.start, span.end):
        return None
    kind: ListKind = "numbered"
    entries, is_sure = _numbered_entries(text, span)
    if not entries:
        kind = "unnumbered"
        entries, is_sure = _unnumbered_entries(text, span)
    if not entries:
        return None
    return ReferenceList(
        kind,
        heading,
        line,
        span,
        tuple(entries),
        is_sure,
        optional=bool(_OPTIONAL.search(heading)),
        by_habit=bool(_CITED_BY_HABIT.search(heading)),
    )


@dataclass(frozen=True, slots=True)
class _EntryMark:
    """A number that opens a line: where the line starts, and where the entry's text does."""

    style: str
    number: int
    line: int
    body: int


def _numbered_entries(text: str, span: Span) -> tuple[list[Entry], bool]:
    """The numbered entries in a span, and whether their numbers can be trusted."""
    marks, is_sure = _in_sequence(list(_entry_marks(text, span)))
    entries: list[Entry] = []
    ends = [*(mark.line for mark in marks[1:]), span.end]
    for mark, end in zip(marks, ends[: len(marks)], strict=True):
        entry = _entry(text, mark.body, end, number=mark.number)
        # Entries that run on in one line cannot be told apart.
        inside = (int(found.group(1)) for found in _NUMBER_INSIDE.finditer(entry.text))
        is_sure = is_sure and mark.number + 1 not in inside
        entries.append(entry)
    return entries, is_sure


def _entry_marks(text: str, span: Span) -> Iterator[_EntryMark]:
    for line in _LINE.finditer(text, span.start, span.end):
        found = _ENTRY_MARK.match(text, line.start(), line.end())
        if found is None or found.end() >= line.end():
            continue
        style = str(found.lastgroup)
        number = int(found.group(style).translate(_PLAIN_DIGITS))
        yield _EntryMark(style, number, line.start(), found.end())


def _in_sequence(marks: list[_EntryMark]) -> tuple[list[_EntryMark], bool]:
    """The marks that number a list, and whether they do so without doubt.

    A number out of sequence at the start of a line is taken for part of the entry above.
    """
    own = [mark for mark in marks if mark.style == marks[0].style]
    if len(own) > 1 and {mark.number for mark in own} == {1}:
        # Markdown counts for itself.
        return [replace(mark, number=place) for place, mark in enumerate(own, 1)], True
    kept: list[_EntryMark] = []
    is_sure = bool(own) and own[0].number == 1
    for mark in own:
        if not kept or kept[-1].number <= mark.number <= kept[-1].number + _LARGEST_GAP:
            kept.append(mark)
        elif mark.number == 1 or mark.style == "square":
            is_sure = False
    steps = [later.number - mark.number for mark, later in pairwise(kept)]
    if kept and kept[0].style == "bare" and (len(kept) < 3 or set(steps) != {1}):
        return [], False
    return kept, is_sure and sum(step != 1 for step in steps) <= max(1, len(steps) // 4)


def _entry(text: str, start: int, end: int, *, number: int = 0, label: str = "") -> Entry:
    """The entry from its first word up to a blank line or the end given."""
    gap = _BLANK_LINE.search(text, start, end)
    body = text[start : gap.start() if gap else end].rstrip()
    first = _LINE.match(body)
    return Entry(
        Span(start, start + (len(first.group().rstrip()) if first else 0)), body, number, label
    )


def _unnumbered_entries(text: str, span: Span) -> tuple[list[Entry], bool]:
    """The entries in a span, and whether nearly all have an author and a year to be cited by."""
    starts = list(_starts_of_entries(text, span))
    if not starts:
        return [], False
    entries = [
        _entry(text, start, end) for start, end in zip(starts, [*starts[1:], span.end], strict=True)
    ]
    entries = [entry for entry in entries if entry.text]
    dated = sum(bool(entry.year) for entry in entries)
    signed = sum(bool(entry.year and entry.surname) for entry in entries)
    count = len(entries)
    return entries, count >= 2 and dated >= 0.8 * count and signed >= 0.6 * count


def _starts_of_entries(text: str, span: Span) -> Iterator[int]:
    """Where entries start: after a blank line, at a bullet, or at an author that opens a line."""
    end_of_line_above = span.start
    for line in _LINE.finditer(text, span.start, span.end):
        if not line.group().strip():
            continue
        bullet = _BULLET.match(text, line.start(), line.end())
        body = bullet.end() if bullet else line.start()
        apart = text.count("\n", end_of_line_above, line.start()) > 1
        bulleted = text[line.start() : body].strip(" \t>") != ""
        opens = apart or bulleted or end_of_line_above == span.start
        if opens or _PERSON.match(text, body, line.end()):
            yield body
        end_of_line_above = line.end()


def _footnotes(document: Document, text: str) -> Iterator[ReferenceList]:
    """The footnotes of an article as one list, or nothing where it has none."""
    found = list(_FOOTNOTE.finditer(text))
    if not found:
        return
    ends = [*(each.start() for each in found[1:]), len(text)]
    entries = [
        _entry(text, each.start(2), end, label=each.group(1).lower())
        for each, end in zip(found, ends, strict=True)
    ]
    line, _ = document.position(found[0].start())
    span = Span(found[0].start(), found[-1].end())
    yield ReferenceList("footnotes", "footnotes", line, span, tuple(entries))


def _looks_like_names(piece: str) -> bool:
    """Whether a piece of an entry lists authors with their initials."""
    return len(_INITIALS.findall(piece)) >= 2 and "," in piece
