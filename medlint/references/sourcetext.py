"""The text of an article in which identifiers and citation marks are looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.layout import blank, blanked

if TYPE_CHECKING:
    from medlint.document import Document

_INLINE_CODE = re.compile(r"(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")


def source_text(document: Document) -> str:
    """The article as it is written, link addresses included, with code and comments blanked.

    It has the length of the text, so that a place in it is a place in the file.
    """
    text = document.text
    if document.layout.source:
        return document.layout.source
    if document.format == "text":
        return text
    code = [block.span for block in document.blocks if block.kind == "code"]
    text = blanked(text, [*code, *document.layout.comments])
    if "`" in text:
        text = _INLINE_CODE.sub(lambda code: blank(code.group()), text)
    return text
