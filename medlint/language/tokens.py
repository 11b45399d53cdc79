"""Words and punctuation of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Hyphens, quotation marks and emphasis marks are no tokens, so that "well-tolerated", "well
# tolerated" and "well “tolerated”" are the same words; other punctuation ends a phrase.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])"
    r"|[^\W_]+(?:['’ʼ\u00ad][^\W_]+)*"
    r"|[.,;:!?()\[\]%=<>≤≥/&+–—…]"
)
_SMALL_MARKS = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: lower-case words (apostrophes straight, soft hyphens dropped) and offsets."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str) -> Tokens:
    """The tokens of a text with their code-point offsets into it."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    special = "’" in text or "\u00ad" in text or "ʼ" in text
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        word = text[start:end].lower()
        if special and not word.isascii():
            word = word.translate(_SMALL_MARKS)
        words.append(word)
        starts.append(start)
        ends.append(end)
    return Tokens(words, starts, ends)
