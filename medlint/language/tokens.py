"""Words and punctuation of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Hyphens, quotation marks and emphasis marks are no tokens, so that "well-tolerated", "well
# tolerated" and "well “tolerated”" are the same words; other punctuation ends a phrase.
_TOKEN = re.compile(
    # Most tokens are plain words; the cheapest pattern stands first.
    r"[A-Za-z]++(?![\w'’ʼ\u00ad])"
    r"|[.,;:!?()\[\]%=<>≤≥/&+–—…]"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    r"|[^\W_]+(?:['’ʼ\u00ad][^\W_]+)*"
    # Between spaces a hyphen is a dash, or the mark of a list whose lines were joined.
    r"|(?<=\s)-(?=\s)"
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
    spans = [found.span() for found in _TOKEN.finditer(text)]
    if not spans:
        return Tokens([], [], [])
    lower = text.lower()
    if len(lower) == len(text):
        words = [lower[start:end] for start, end in spans]
    else:
        # A letter such as "İ" grows when it is lowered, so words are lowered one by one.
        words = [text[start:end].lower() for start, end in spans]
    if not text.isascii():
        words = [word if word.isascii() else word.translate(_SMALL_MARKS) for word in words]
    starts, ends = zip(*spans, strict=True)
    return Tokens(words, list(starts), list(ends))
