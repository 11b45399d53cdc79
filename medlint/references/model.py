"""An article's references: which marks in its text cite which entries of its lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.layout import blank, blanked
from medlint.references.citations import Mark, author_marks, footnote_marks, number_marks
from medlint.references.entries import Entry, ReferenceList, plain, reference_lists
from medlint.references.sourcetext import source_text
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.document import Document

_LINK_TARGET = re.compile(r"^[ ]{0,3}\[([^\]\s^]{1,40})\]:[ \t]*\S+", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”)\]]+", re.IGNORECASE)
_FOOTNOTE_LABEL = re.compile(r"^[ ]{0,3}\[\^[^\]\s]{1,40}\]:", re.MULTILINE)


def _without_doubles(marks: list[Mark]) -> list[Mark]:
    """The marks without those inside another one, such as "[1]" in "<sup>[1]</sup>"."""
    kept: list[Mark] = []
    for mark in marks:
        last = kept[-1] if kept else None
        if last is None or mark.span.end > last.span.end or mark.author:
            kept.append(mark)
    return kept


class References:
    """The lists of sources of one article and the marks that cite them, read when asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @once
    def source(self) -> str:
        """The article as written, without code and comments; places are those of the file."""
        return source_text(self._document)

    @once
    def lists(self) -> tuple[ReferenceList, ...]:
        """The lists of sources in the order of the text, footnotes last."""
        return tuple(reference_lists(self._document, self.source))

    @once
    def text_outside_lists(self) -> str:
        """The source with its lists of sources blanked, addresses of links included."""
        notes = [each for each in self.lists if each.kind == "footnotes"]
        spans = [each.span for each in self.lists if each not in notes]
        spans += [
            Span(entry.span.start, entry.span.start + len(entry.text))
            for each in notes
            for entry in each.entries
        ]
        return blanked(self.source, spans)

    @once
    def body(self) -> str:
        """The source without its lists of sources and addresses: what can hold marks."""
        body = _FOOTNOTE_LABEL.sub(lambda label: blank(label.group()), self.text_outside_lists)
        body = _LINK_TARGET.sub(lambda target: blank(target.group()), body)
        # The bracket that closes a link's address stays, or the link would look open.
        return _ADDRESS.sub(lambda address: "_" * len(address.group()), body)

    @once
    def link_targets(self) -> frozenset[str]:
        """The labels of "[label]: address" lines, which make links of "[label]"."""
        if "]:" not in self.source:
            return frozenset()
        return frozenset(found.group(1).lower() for found in _LINK_TARGET.finditer(self.source))

    @once
    def marks(self) -> tuple[Mark, ...]:
        """Every mark in the text, in order."""
        found = [*number_marks(self.body), *author_marks(self.body)]
        if "[^" in self.body:
            found += footnote_marks(self.body)
        read = sorted((m for m in found if self._is_read(m)), key=lambda mark: mark.span)
        return tuple(_without_doubles(read))

    def _is_read(self, mark: Mark) -> bool:
        """Whether readers see the mark: its figures are not part of a link's label or address."""
        if mark.style == "superscript" or self._document.format == "text":
            return True
        if mark.style == "footnote":
            return True
        prose = self._document.prose
        return any(c.isdigit() for c in prose[mark.span.start : mark.span.end])

    def citing(self, entry: Entry) -> list[Mark]:
        """The marks that cite an entry, by its number, its label, or its author and year."""
        if entry.label:
            return [mark for mark in self.marks if mark.label == entry.label]
        surname = plain(entry.surname)
        return [
            mark
            for mark in self.marks
            if (entry.number and entry.number in mark.numbers)
            or (surname and plain(mark.author) == surname and mark.year[:4] == entry.year)
        ]

    def entry_at(self, offset: int) -> Entry | None:
        """The entry whose text holds an offset, if any."""
        at = bisect_left(self._entry_starts, offset + 1) - 1
        if at < 0:
            return None
        entry = self._entries[at]
        return entry if offset < entry.span.start + len(entry.text) else None

    @once
    def _entries(self) -> list[Entry]:
        entries = (entry for found in self.lists for entry in found.entries)
        return sorted(entries, key=lambda entry: entry.span.start)

    @once
    def _entry_starts(self) -> list[int]:
        return [entry.span.start for entry in self._entries]
