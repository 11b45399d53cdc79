"""Blocks of plain text, where only line breaks and typography show the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from medlint.finding import Span
from medlint.layout import Block, BlockKind, Layout, is_metadata_line, is_reference_heading

_LINE = re.compile(r"[^\r\n]+")
_LIST_MARK = re.compile(r"\s*(?:[-*•·‣–]|\(?\d{1,2}[.)]|[a-z][.)])\s+")
_REFERENCE_ENTRY = re.compile(r"\s*(?:\[\d+\]|\d{1,3}[.)])\s+\S")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", "…")
_CLOSING = "\"'”’)]"
_WORD = re.compile(r"\w+")
_QUOTE_MARK = re.compile(r"[>\s]+(?=[^>\s])")
# "Anna Berg1,2*", "2Department of Sport, Oslo": the footnote marks of authors and their addresses.
_NAMES = re.compile(r"[A-Z]\S*(?:\s+(?:and|&|[A-Z]\S*))+$")
_NAME_MARK = re.compile(r"(?:[^\W\d_]|\d,?)[*†‡]$|[a-z]\d(?:,\d)*$")
_ADDRESS = re.compile(r"[\d*†‡]{1,2}[A-Z][a-z]")

#: This many labels (ISSN, Received, Citation) in one run of lines make it the top of a journal
#: page, where every line stands for itself.
FURNITURE_LINES = 2

#: A plain-text heading has at most this many words.
HEADING_WORDS = 14


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    gap: bool  # whether a blank line stands before it


def read_plain_text(text: str) -> Layout:
    """The layout of plain text: title, headings, list items, paragraphs, references, metadata."""
    lines = list(_lines(text))
    blocks = list(_blocks(_paragraphs(lines), text))
    return Layout(text, tuple(_with_title(blocks, text)))


def _lines(text: str) -> Iterator[_Line]:
    previous_end = 0
    for found in _LINE.finditer(text):
        body = found.group()
        stripped = body.strip()
        if not stripped:
            continue
        start = found.start() + body.index(stripped[0])
        breaks = text.count("\n", previous_end, start) or text.count("\r", previous_end, start)
        yield _Line(start, start + len(stripped), stripped, gap=breaks > 1 or start == 0)
        previous_end = start + len(stripped)


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Lines that belong together: hard-wrapped lines are joined, other lines stand alone."""
    group: list[_Line] = []
    for line in [*lines, None]:
        if line is None or line.gap:
            yield from _unwrapped(group)
            group = []
        if line is not None:
            group.append(line)


def _unwrapped(group: list[_Line]) -> Iterator[list[_Line]]:
    if sum(is_metadata_line(line.text) for line in group) >= FURNITURE_LINES:
        yield from ([line._replace(gap=True)] for line in group)
        return
    current: list[_Line] = []
    width = max((len(line.text) for line in group), default=0)
    for line in group:
        if current and not _continues(current[-1], line, width):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _continues(above: _Line, below: _Line, width: int) -> bool:
    """Whether `below` goes on with the paragraph of `above` after a hard wrap."""
    if _LIST_MARK.match(below.text) or is_metadata_line(below.text) or is_metadata_line(above.text):
        return False
    if width > 110 or len(above.text) < 0.6 * width or len(above.text) < 40:
        # Long lines are whole paragraphs; only a lower-case start shows a stray break.
        return below.text[0].islower() and not _ends_sentence(above.text)
    return True


def _blocks(paragraphs: Iterator[list[_Line]], text: str) -> Iterator[Block]:
    in_references = in_prose = False
    pending = list(paragraphs)
    for index, lines in enumerate(pending):
        span = Span(lines[0].start, lines[-1].end)
        following = pending[index + 1] if index + 1 < len(pending) else None
        kind, level = _kind(lines, following)
        in_prose = in_prose or (kind == "paragraph" and len(lines[0].text.split()) > HEADING_WORDS)
        if not in_prose and kind in ("heading", "paragraph") and _names_authors(lines):
            kind, level = "metadata", 0
        if in_references and kind == "heading" and _REFERENCE_ENTRY.match(lines[0].text):
            kind, level = "references", 0
        if kind == "heading":
            in_references = is_reference_heading(lines[0].text)
        elif in_references and kind != "metadata":
            kind = "references"
        elif kind == "list-item":
            mark = _LIST_MARK.match(text, span.start, span.end)
            span = Span(mark.end() if mark else span.start, span.end)
        elif kind == "quote":
            mark = _QUOTE_MARK.match(text, span.start, span.end)
            span = Span(mark.end() if mark else span.start, span.end)
        if kind == "heading" and in_references:
            level = 1
        yield Block(kind, span, level)


def _names_authors(lines: list[_Line]) -> bool:
    """Whether a line above the prose holds authors or an address, by their footnote marks."""
    text = lines[0].text
    marked = _NAMES.match(text) and _NAME_MARK.search(text)
    return len(lines) == 1 and bool(marked or _ADDRESS.match(text))


def _kind(lines: list[_Line], following: list[_Line] | None) -> tuple[BlockKind, int]:
    first = lines[0].text
    if len(lines) == 1 and is_metadata_line(first):
        return "metadata", 0
    if first.startswith(">"):
        return "quote", 0
    if _LIST_MARK.match(first):
        apart = lines[0].gap and is_reference_heading(first)
        if len(lines) == 1 and (apart or _numbered_heading(first, following)):
            return "heading", 2
        return "list-item", 0
    if len(lines) == 1 and _looks_like_heading(lines[0], following):
        return "heading", 2
    if len(lines) == 1 and lines[0].gap and is_reference_heading(first):
        return "heading", 2
    return "paragraph", 0


def _looks_like_heading(line: _Line, following: list[_Line] | None) -> bool:
    """Short, unpunctuated, capitalised, and set before prose or apart from it."""
    text = line.text
    if _ends_sentence(text) and not text.endswith("?"):
        return False
    words = _WORD.findall(text)
    if not words or len(words) > HEADING_WORDS or text[0].islower():
        return False
    if text.endswith("?"):
        return len(words) <= HEADING_WORDS and (line.gap or following is not None)
    return line.gap or (following is not None and len(following[0].text) > len(text))


def _ends_sentence(line: str) -> bool:
    """Whether a line ends in punctuation, closing quotation marks and brackets left out."""
    return line.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _numbered_heading(text: str, following: list[_Line] | None) -> bool:
    """Whether "2. Side effects" is a heading: numbered, short, and followed by a longer line."""
    return (
        text[0].isdigit()
        and not _ends_sentence(text)
        and len(_WORD.findall(text)) <= 8
        and following is not None
        and not _LIST_MARK.match(following[0].text)
        and len(following[0].text) > 2 * len(text)
    )


def _with_title(blocks: list[Block], text: str) -> list[Block]:
    """The blocks with the heading that names the article marked as its title.

    On a journal page the lines above the prose are the journal's name, labels and authors, so the
    longest heading there is the article's; elsewhere the first heading-like line is.
    """
    opening: list[int] = []
    furniture = False
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            opening.append(index)
        elif block.kind == "metadata":
            furniture = True
        elif len(text[block.span.start : block.span.end].split()) > HEADING_WORDS:
            break
    if not opening or (blocks and not furniture and opening[0] != 0):
        return blocks
    chosen = opening[0]
    if (furniture and opening[0] != 0) or _journal_front(blocks, opening):
        chosen = max(opening, key=lambda at: (_word_count(text, blocks[at]), -at))
    titled = list(blocks)
    titled[chosen] = Block("title", blocks[chosen].span, 1)
    return titled


def _journal_front(blocks: list[Block], opening: list[int]) -> bool:
    return sum(block.kind == "metadata" for block in blocks[: opening[-1]]) >= 2


def _word_count(text: str, block: Block) -> int:
    return len(_WORD.findall(text[block.span.start : block.span.end]))
