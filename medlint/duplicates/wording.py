"""The plain words of a text, and how alike two texts are by them.

Likeness is the Jaccard index of the sets of five words in a row: Broder, "On the resemblance and
containment of documents" (1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from medlint.remembered import Remembered

#: Words in a row that are compared as one.
SHINGLE_WORDS = 5

# Within a figure a mark counts: "0.5" is not "0" and "5".
# The mark stands first in the pattern, so that a search skips to the marks.
_IN_FIGURE = re.compile(r"[.,·](?<=\d.)(?=\d)")
_APOSTROPHES = frozenset("'’ʼ\u00ad")


def _plain(code: int) -> str:
    character = chr(code)
    if character in _APOSTROPHES:
        return ""
    return character if character.isalnum() or character == "_" else " "


# `str.translate` asks for every character; what becomes of it is worked out once.
_PLAIN = Remembered(_plain)


def plain_text(text: str) -> str:
    """The lower-case words of a text, one space between them, without punctuation.

    "Don't" is "dont", "0.5" is "0_5"; hyphens part words.
    """
    return " ".join(_IN_FIGURE.sub("_", text.lower()).translate(_PLAIN).split())


def shingles(plain: str, size: int = SHINGLE_WORDS) -> Iterable[str]:
    """Every five (or `size`) words in a row of a plain text; a shorter text is one shingle."""
    words = plain.split(" ")
    if len(words) < size:
        return [plain]
    return map(" ".join, zip(*(words[n:] for n in range(size)), strict=False))


def resemblance(first: frozenset[str], second: frozenset[str]) -> float:
    """The Jaccard index of two sets of shingles: 1 where they are equal, 0 where nothing is."""
    shared = len(first & second)
    return shared / ((len(first) + len(second) - shared) or 1)
