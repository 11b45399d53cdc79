"""Words and punctuation of a text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from medlint.language.compiled import LOOPS
from medlint.remembered import Remembered

# Hyphens, quotation marks and emphasis marks are no tokens, so that "well-tolerated", "well
# tolerated" and "well “tolerated”" are the same words; other punctuation ends a phrase.
_TOKEN = re.compile(
    # Most tokens are plain words; the cheapest pattern stands first.
    r"([A-Za-z]++(?![\w'’ʼ\u00ad])"
    r"|[.,;:!?()\[\]%=<>≤≥/&+–—…]"
    r"|\d+(?:[.,]\d+)+(?![^\W_])"
    # Soft hyphens stand for markup inside a word too, as many as it has characters.
    r"|[^\W_]++(?:\u00ad*+['’ʼ]?+\u00ad*+[^\W_]++)*+"
    # Between spaces a hyphen is a dash, or the mark of a list whose lines were joined.
    r"|(?<=\s)-(?=\s))"
)
#: The tokens that are no words.
MARKS = frozenset(".,;:!?()[]%=<>≤≥/&+–—…-")
_SMALL_MARKS = str.maketrans({"’": "'", "ʼ": "'", "\u00ad": None})


def _word(written: str) -> str:
    small = written.lower()
    return small if small.isascii() else small.translate(_SMALL_MARKS)


# That a word is one object wherever it stands makes every later look-up of it cheaper.
_WORDS = Remembered(_word)


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
    if LOOPS is not None:
        return Tokens(*LOOPS.tokens(text, _WORDS))
    # What stands between tokens alternates with them, so their lengths add up to the offsets;
    # a match object for every token would take twice the time.
    pieces = _TOKEN.split(text)
    borders = list(accumulate(map(len, pieces)))
    written = pieces[1::2]
    words = list(map(_WORDS.__getitem__, written))
    return Tokens(words, written, borders[:-1:2], borders[1::2])


def places_of(words: list[str]) -> dict[str, list[int]]:
    """The indexes at which each word stands, in order."""
    if LOOPS is not None:
        found: dict[str, list[int]] = LOOPS.places(words)
        return found
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if word in places:
            places[word].append(at)
        else:
            places[word] = [at]
    return places
