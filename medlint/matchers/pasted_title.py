"""Titles pasted into the running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Edit, Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.pasted import PastedTitle
    from medlint.language.reading import Reading

#: From an error to a suggestion: a title printed twice is untidy, but breaks no sentence.
_ECHO_SHIFT = -2

#: Marks that may stand around a copy and go with it, longest first.
_AROUND = (
    ("<strong>", "</strong>"), ("<em>", "</em>"), ("<b>", "</b>"), ("<i>", "</i>"),
    ("***", "***"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"),
    ('"', '"'), ("“", "”"), ("‘", "’"), ("(", ")"),
)  # fmt: skip
# What Markdown writes before the first word of a block.
_BEFORE_BLOCK = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?")
_UNDERLINE = re.compile(r"[=-]{2,}[ \t]*")
_HEADING_MARKS = "#*_ \t\r\n"
_SOLID = re.compile(r"\S|\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class PastedTitles:
    """Reports each place where the title, or a repeated fragment, was pasted into the text."""

    details: ClassVar[frozenset[str]] = frozenset({"original_line"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every copy; it may be deleted with the space beside it."""
        for pasted in reading.pasted_titles:
            yield _match(reading, pasted)


def _match(reading: Reading, pasted: PastedTitle) -> Match:
    line, _ = reading.document.position(pasted.original.start)
    span = pasted.span
    is_copy = pasted.original != span
    related = (RelatedSpan(pasted.original, "it was copied from here"),) if is_copy else ()
    edit = _edit(reading.document, pasted)
    return Match(
        span,
        shift=_ECHO_SHIFT if pasted.echo else 0,
        details={"original_line": str(line)},
        related=related,
        replacement="" if edit and not pasted.whole_block else None,
        edits=(edit,) if edit else (),
        # Which of two titles a publishing system should print is for its editor to say.
        fix="unsafe" if pasted.echo else None,
    )


def _edit(document: Document, pasted: PastedTitle) -> Edit | None:
    """What deletes a copy and leaves all else as it is; None where marks would be torn apart."""
    text = document.text
    if pasted.whole_block:
        return _without_lines(document, pasted.span)
    if text[slice(*pasted.span)] != document.prose[slice(*pasted.span)]:
        return None
    span = _with_marks(text, pasted.span)
    if pasted.at_start:
        line = document.line_starts[document.position(span.start)[0] - 1]
        end = next(_SOLID.finditer(text, span.end)).start()
        whole = _BEFORE_BLOCK.fullmatch(text, line, span.start) and end > span.end
        return Edit(Span(span.start, end), "") if whole else None
    start = len(text[: span.start].rstrip())
    rest = _LINE_END.split(text[span.end :], maxsplit=1)[0]
    return Edit(Span(start, span.end), "") if start < span.start and not rest.strip() else None


def _with_marks(text: str, span: Span) -> Span:
    """The span with the pairs of marks that hold nothing else."""
    for opening, closing in _AROUND * 2:
        if text.endswith(opening, 0, span.start) and text.startswith(closing, span.end):
            span = Span(span.start - len(opening), span.end + len(closing))
    return span


def _without_lines(document: Document, span: Span) -> Edit | None:
    """The lines of a block with one line end; None where they hold anything but its words."""
    text, starts = document.text, document.line_starts
    first, last = document.position(span.start)[0], document.position(span.end)[0]
    start = starts[first - 1]
    end = starts[last] if last < len(starts) else len(text)
    if text[start:end].strip(_HEADING_MARKS) != document.prose[slice(*span)].strip(_HEADING_MARKS):
        return None
    if last < len(starts) and _UNDERLINE.fullmatch(document.line_text(last + 1)):
        return None
    if end == len(text) and not text.endswith(("\r", "\n")):
        # The file keeps ending as it does: the line end before goes instead.
        start -= len(text[:start]) - len(text[:start].removesuffix("\n").removesuffix("\r"))
    return Edit(Span(start, end), "")
