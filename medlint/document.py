"""One article: its text, where its lines are, and its layout of blocks over masked prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from medlint.finding import Place, Span
from medlint.layout import Block, Layout
from medlint.remembered import once

Format = Literal["text", "markdown", "mdx", "html", "rst", "asciidoc"]

_LINE_END = re.compile(r"\r\n|\r|\n")


#: Where a problem of the whole file stands.
NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class SourceProblem:
    """Something wrong with the file itself that reading it brought to light.

    `kind` names the problem ("encoding", "empty", ...); `detail` fills the rule's message.
    """

    kind: str
    detail: str
    span: Span = NOWHERE


@dataclass(frozen=True)
class Document:
    """One article: its text, and views of that text computed when first asked for.

    `path` is as people write it, with forward slashes. Offsets are code points into `text`,
    which keeps every character of the file, line ends included.
    """

    path: str
    text: str
    format: Format = "text"
    problems: tuple[SourceProblem, ...] = ()

    @once
    def line_starts(self) -> list[int]:
        """Offset of the first character of every line; LF, CRLF and CR each end a line."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in code points) of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column; the inverse of `position`."""
        return self.line_starts[line - 1] + column - 1

    def place(self, span: Span) -> Place:
        """The lines and columns of a span; the end is exclusive and parts no entity."""
        span = self.layout.whole(span)
        return Place(self.path, *self.position(span.start), *self.position(span.end))

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    @once
    def layout(self) -> Layout:
        """Blocks, and the prose: the text with markup blanked to equal length."""
        if self.format in ("markdown", "mdx"):
            from medlint.markdown import read_markdown

            return read_markdown(self.text, mdx=self.format == "mdx")
        if self.format == "html":
            # Imported here: its parser takes long to load, and most collections have no pages.
            from medlint.webpages.reader import read_html

            return read_html(self.text)
        if self.format == "rst":
            from medlint.restructured import read_restructured

            return read_restructured(self.text)
        if self.format == "asciidoc":
            from medlint.asciidoc import read_asciidoc

            return read_asciidoc(self.text)
        from medlint.plaintext import read_plain_text

        return read_plain_text(self.text)

    @property
    def prose(self) -> str:
        """The text with markup blanked out: offsets into it are offsets into the text."""
        return self.layout.prose

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the article in reading order."""
        return self.layout.blocks
