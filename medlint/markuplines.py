"""What reStructuredText and AsciiDoc share: lines, and a layout that is put together from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from medlint.finding import Span
from medlint.layout import (
    JOINT,
    Block,
    BlockKind,
    Layout,
    Stated,
    blank,
    blanked,
    is_metadata_line,
    is_reference_heading,
)

_LINE = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_NON_SPACE = re.compile(r"\S")
#: Where a heading that opens the sources has no rank, any heading ends them.
_LOWEST_LEVEL = 6


class Line(NamedTuple):
    """A line without its indentation and line end; `indent` counts the characters before it."""

    start: int
    end: int
    indent: int
    body: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.body


def lines_of(text: str) -> list[Line]:
    """The lines of a text; white space at their ends is left out."""
    found: list[Line] = []
    for line in _LINE.finditer(text):
        start = line.start(2)
        body = line[2].rstrip()
        found.append(Line(start, start + len(body), len(line[1]) if body else 0, body))
        if line.end() == len(text):
            break
    return found


@dataclass
class Sheet:
    """The layout of a text under way.

    `kept` are the spans that are prose, `masked` the markup inside of them, `joints` markup that
    stands inside a word.
    """

    text: str
    kept: list[Span] = field(default_factory=list)
    masked: list[Span] = field(default_factory=list)
    joints: list[Span] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    citations: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    metadata: list[Stated] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)
    references_level: int = 0
    row: int = 0

    def add(self, kind: BlockKind, pieces: Sequence[Span], level: int = 0) -> None:
        """A block whose prose are the pieces, in order."""
        pieces = [piece for piece in pieces if piece.start < piece.end]
        if not pieces:
            return
        span = Span(pieces[0].start, pieces[-1].end)
        if kind == "heading":
            words = self.text[span.start : span.end].strip("*_` ")
            if is_reference_heading(words):
                self.references_level = level
            elif self.references_level and level <= self.references_level:
                self.references_level = 0
        elif self.references_level and kind not in ("code", "metadata"):
            kind = "references"
        if kind != "code":
            self.kept += pieces
        self.blocks.append(Block(kind, span, level))

    def add_code(self, first: Line, last: Line) -> None:
        """A block of code from one line to another."""
        self.blocks.append(Block("code", Span(first.start, last.end)))

    def state(self, key: str, start: int, end: int) -> None:
        """What the head of the text says about the article."""
        value = self.text[start:end]
        self.metadata.append(Stated(key.lower(), value, Span(start, end), "front-matter"))

    def layout(self, inline: Callable[[Sheet, Span], None]) -> Layout:
        """The finished layout; `inline` finds the markup inside a block's span."""
        for block in self.blocks:
            if block.kind != "code":
                inline(self, block.span)
        prose = blanked(_only(self.text, self.kept), self.masked)
        prose = _joined(prose, self.joints)
        blocks = _with_title(list(_trimmed(self.blocks, prose)))
        code = [block.span for block in self.blocks if block.kind == "code"]
        return Layout(
            prose=prose,
            blocks=tuple(blocks),
            citations=tuple(sorted(self.citations)),
            comments=tuple(sorted(self.comments)),
            front_matter={each.key: each.value for each in self.metadata},
            metadata=tuple(self.metadata),
            source=blanked(self.text, [*code, *self.comments, *self.numbers]),
        )


def _only(text: str, kept: Sequence[Span]) -> str:
    """The text with everything blanked but the spans."""
    pieces: list[str] = []
    done = 0
    for span in sorted(kept):
        start = max(done, span.start)
        if start < span.end:
            pieces += (blank(text[done:start]), text[start : span.end])
            done = span.end
    return "".join([*pieces, blank(text[done:])])


def _joined(prose: str, joints: Sequence[Span]) -> str:
    """The prose with soft hyphens for markup between letters of one word."""
    pieces: list[str] = []
    done = 0
    for span in sorted(joints):
        whole = prose[span.start - 1 : span.start].isalnum() and prose[span.end : span.end + 1]
        if span.start >= done and whole and whole.isalnum() and not prose[slice(*span)].strip():
            pieces += (prose[done : span.start], JOINT * (span.end - span.start))
            done = span.end
    return "".join([*pieces, prose[done:]])


def _trimmed(blocks: Sequence[Block], prose: str) -> Iterator[Block]:
    """The blocks in text order without blank edges, and without blocks that hold no prose."""
    for block in sorted(blocks, key=lambda block: block.span):
        if block.kind == "code":
            yield block
            continue
        first = _NON_SPACE.search(prose, *block.span)
        if first is None:
            continue
        body = prose[first.start() : block.span.end].rstrip()
        span = Span(first.start(), first.start() + len(body))
        kind = block.kind
        if kind == "paragraph" and "\n" not in body and is_metadata_line(body):
            kind = "metadata"
        yield Block(kind, span, block.level)


def _with_title(blocks: list[Block]) -> list[Block]:
    """The blocks with the first heading of the highest rank as the title."""
    headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
    if headings:
        first = next((number for number in headings if blocks[number].level == 1), headings[0])
        blocks[first] = Block("title", blocks[first].span, 1)
    return blocks
