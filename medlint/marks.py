"""Examples of a rule: the braces that mark what must be found, and the documents inside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from medlint.finding import Span

_BRACES = re.compile(r"\{\{|\}\}|\{|\}")
_DOCUMENT_BORDER = re.compile(r"^=====[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text without its marks, and the spans that were marked in it, in order."""

    text: str
    spans: tuple[Span, ...]


def read_marks(example: str) -> MarkedText:
    """The example with `{...}` taken as marks and `{{`, `}}` as braces of the text.

    Raises ValueError when a mark is not closed, not opened, or stands inside another.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    length = done = 0
    opened: int | None = None
    for brace in _BRACES.finditer(example):
        piece = example[done : brace.start()] + (brace.group()[0] if len(brace.group()) > 1 else "")
        pieces.append(piece)
        length += len(piece)
        done = brace.end()
        if brace.group() == "{":
            if opened is not None:
                raise ValueError('a mark opens inside another; close it first, or write "{{"')
            opened = length
        elif brace.group() == "}":
            if opened is None:
                raise ValueError('"}" closes no mark; write "{" before it, or "}}" for a brace')
            spans.append(Span(opened, length))
            opened = None
    if opened is not None:
        raise ValueError('"{" is never closed; write "}" after the marked words, or "{{"')
    return MarkedText("".join([*pieces, example[done:]]), tuple(spans))


def separate_documents(example: str) -> list[str]:
    """The documents of a corpus rule's example, which lines of five equals signs separate."""
    return _DOCUMENT_BORDER.split(example)
