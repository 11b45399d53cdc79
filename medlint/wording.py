"""The words of a passage as reports show them: on one line, with or without markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.layout import JOINT

if TYPE_CHECKING:
    from medlint.document import Document

_SPACE = re.compile(r"\s+")


def source_words(document: Document, span: Span) -> str:
    """The text of the span as the file has it, markup included, on one line."""
    return " ".join(document.text[span.start : span.end].split())


def plain_words(document: Document, span: Span) -> str:
    """The text of the span without markup, on one line."""
    return _without_markup(document, span.start, span.end).strip()


def plain_parts(document: Document, span: Span, inner: Span) -> tuple[str, str, str]:
    """The text of the span without markup, on one line: before `inner`, in it and behind it."""
    start = max(span.start, min(inner.start, span.end))
    end = max(start, min(inner.end, span.end))
    before = _without_markup(document, span.start, start).lstrip()
    decided = _without_markup(document, start, end)
    after = _without_markup(document, end, span.end).rstrip()
    return before, decided, after


def _without_markup(document: Document, start: int, end: int) -> str:
    """The prose of a range, runs of white space as one space.

    Markup stands as spaces in the prose. Where the file has none, none is shown: "(*E. coli*)"
    reads "(E. coli)".
    """
    prose, text = document.prose[start:end], document.text[start:end]
    kept = "".join(
        " " if source.isspace() else letter
        for letter, source in zip(prose, text, strict=True)
        if source.isspace() or not (letter.isspace() or letter == JOINT)
    )
    return _SPACE.sub(" ", kept)
