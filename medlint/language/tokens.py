"""Words and punctuation of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

# Hyphens, quotation marks and emphasis marks are no tokens, so that "well-tolerated", "well
# tolerated" and "well “tolerated”" are the same words; other punctuation ends a phrase.
_TOKEN = re.compile(
    # Most tokens are plain words; the cheapest pattern stands first.
    r"([A-Za-z]++(?![\w'’ʼ\u00ad])"
    r"|[.,;:!?()\[\]%=<>≤≥/&+–—…]"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    r"|[^\W_]+(?:['’ʼ\u00ad][^\W_]+)*"
    # Between spaces a hyphen is a dash, or the mark of a list whose lines were joined.
    r"|(?<=\s)-(?=\s))"
)
#: The tokens that are no words.
MARKS = frozenset(".,;:!?()[]%=<>≤≥/&+–—…-")
_SMALL_MARKS = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: lower-case words (apostrophes straight, soft hyphens dropped), the tokens as
    written, and offsets."""

    words: list[str]
    written: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str) -> Tokens:
    """The tokens of a text with their code-point offsets into it."""
    # What stands between tokens alternates with them, so their lengths add up to the offsets;
    # a match object for every token would take twice the time.
    pieces = _TOKEN.split(text)
    borders = list(accumulate(map(len, pieces)))
    written = pieces[1::2]
    words = list(map(str.lower, written))
    if not text.isascii():
        words = [word if word.isascii() else word.translate(_SMALL_MARKS) for word in words]
    return Tokens(words, written, borders[:-1:2], borders[1::2])
