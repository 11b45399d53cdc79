"""The text of an article in which identifiers and citation marks are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.layout import blank

if TYPE_CHECKING:
    from medlint.document import Document

_INLINE_CODE = re.compile(r"(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spans, in any order, replaced by spaces of the same length."""
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        start = max(done, span.start)
        if start < span.end:
            pieces += (text[done:start], blank(text[start : span.end]))
            done = span.end
    return "".join([*pieces, text[done:]])


def source_text(document: Document) -> str:
    """The article as it is written, link addresses included, with code and comments blanked.

    It has the length of the text, so that a place in it is a place in the file.
    """
    text = document.text
    if document.layout.source:
        return document.layout.source
    if document.format != "markdown":
        return text
    code = [block.span for block in document.blocks if block.kind == "code"]
    text = blanked(text, [*code, *document.layout.comments])
    if "`" in text:
        text = _INLINE_CODE.sub(lambda code: blank(code.group()), text)
    return text
