"""Whether a text file is no text at all but the source of a web page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.document import Document

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|script|table|div)\b", re.IGNORECASE)
_OPENING = 4000


def is_web_page(document: Document) -> bool:
    """Whether a plain text file opens with the markup of a whole page, which no rule can judge."""
    text = document.text
    return document.format == "text" and "<" in text and bool(_PAGE.search(text, 0, _OPENING))
