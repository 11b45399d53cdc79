"""What belongs to the page around an article: menus, buttons, labels left by extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading
    from medlint.layout import BlockKind

# A line that may be furniture is short; the longest label has this many characters.
# A line may also begin behind a lone carriage return, which "^" does not know.
_SHORT_LINE = re.compile(
    r"(?:^|(?<=\r))[^\S\r\n]*(?P<said>\S[^\r\n]{0,78})(?=[\r\n]|\Z)", re.MULTILINE
)
_MARKS = " \t\u00a0»›>^↑↓→←|•·.!:"
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",")
#: A label that is repeated as a block of its own has at most so many words.
_LABEL_WORDS = 5
_LABEL_COPIES = 3


class _Line(NamedTuple):
    """A short line: where it stands, its words in small letters, and its block's kind."""

    span: Span
    said: str
    kind: BlockKind
    whole: bool


@dataclass(frozen=True)
class PageFurniture:
    """Reports lines that are no part of the article.

    `lines` are whole lines, whatever arrows stand behind them. `among` are lines that may also be
    headings, and count only beside another such line. `openings` are how lines of at most
    `most_words` words without a full stop begin. A short line that is repeated as a block of its
    own, and is no heading, is reported once for all copies. A line of `lines` or `among` may be
    deleted with its line end.
    """

    lines: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    most_words: int = 8

    details: ClassVar[frozenset[str]] = frozenset()

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every such line, and one for a label with all its copies."""
        document = reading.document
        short = [*_short_lines(document)]
        named = [self._name(line) for line in short]
        told: set[str] = set()
        for at, (line, name) in enumerate(zip(short, named, strict=True)):
            if name == "line" or (name == "among" and _has_company(document, short, named, at)):
                yield _match(document, line, deleted=True)
            elif name == "opening":
                yield _match(document, line, deleted=False)
            elif not name and line.said not in told:
                copies = [each for each in short if each.said == line.said]
                if len(copies) >= _LABEL_COPIES and all(map(_is_label, copies)):
                    told.add(line.said)
                    yield _match(document, copies[0], deleted=False, copies=copies[1:])

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if not (self.lines or self.among or self.openings):
            yield "write at least one of lines, among and openings; without them nothing is found"

    def _name(self, line: _Line) -> str:
        """Which of the lists a line is in; an empty text for none."""
        bare = line.said.strip(_MARKS)
        if line.said in self._lines or (bare in self._lines and line.said[-1] not in ".:"):
            return "line"
        if bare in self._among and line.kind != "heading":
            return "among"
        if (
            line.said.startswith(self._openings)
            and line.said.count(" ") < self.most_words
            and not line.said.endswith(_SENTENCE_ENDS)
        ):
            return "opening"
        return ""

    @cached_property
    def _lines(self) -> frozenset[str]:
        return frozenset(map(str.lower, self.lines))

    @cached_property
    def _among(self) -> frozenset[str]:
        return frozenset(map(str.lower, self.among))

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        return tuple(map(str.lower, self.openings))


def _short_lines(document: Document) -> Iterator[_Line]:
    """The short lines of blocks that are no heading of Markdown, list, table or source."""
    kinds = {"paragraph", "metadata"} | ({"heading"} if document.format == "text" else set())
    prose = document.prose
    for block in document.blocks:
        if block.kind not in kinds:
            continue
        # Blanked markup, such as that of a link, may stand before the block's first word.
        line = max(prose.rfind(end, 0, block.span.start) for end in "\r\n") + 1
        for found in _SHORT_LINE.finditer(prose, line, block.span.end):
            said = found["said"].rstrip()
            if said:
                start = found.start("said")
                span = Span(start, start + len(said))
                # What is set in bold is a heading by another name.
                bare = document.text[line : span.start].isspace() or line == span.start
                whole = span == block.span and bare
                yield _Line(span, " ".join(said.lower().split()), block.kind, whole)


def _is_label(line: _Line) -> bool:
    """Whether a line that is repeated can be a label, and no heading, sentence or figure."""
    return (
        line.whole
        and line.kind != "heading"
        and line.said.count(" ") < _LABEL_WORDS
        and not line.said.endswith(_SENTENCE_ENDS)
        and line.said[0].isalpha()
        and ":" not in line.said
    )


def _has_company(document: Document, short: list[_Line], named: list[str], at: int) -> bool:
    """Whether another line of furniture stands right before or behind a line."""
    for first, second, other in ((at - 1, at, at - 1), (at, at + 1, at + 1)):
        if first >= 0 and second < len(short) and named[other]:
            between = document.text[short[first].span.end : short[second].span.start]
            if not between.strip():
                return True
    return False


def _match(
    document: Document, line: _Line, *, deleted: bool, copies: list[_Line] | None = None
) -> Match:
    edit = _without_line(document, line.span) if deleted else None
    return Match(
        line.span,
        edits=(edit,) if edit else (),
        related=tuple(RelatedSpan(each.span, "stands again here") for each in copies or ()),
    )


def _without_line(document: Document, span: Span) -> Edit | None:
    """The line with its line end; None where markup, such as a link, stands on it."""
    text, starts = document.text, document.line_starts
    line, _ = document.position(span.start)
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    if text[start:end].strip() != text[span.start : span.end]:
        return None
    return Edit(Span(start, end), "")
