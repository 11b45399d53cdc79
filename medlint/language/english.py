"""Whether a text is English, judged by the words that every English text is made of."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.reading import Reading

# Function words of English that its neighbours do not spell alike; "in", "was" or "of" would let
# German or Dutch through. They make up 20 to 30 % of running English.
_FUNCTION_WORDS = frozenset(
    "the and to that for with this from are be by which their your you it have has"
    " may can or these".split()
)
_SHARE = 0.05
_WORDS_TO_JUDGE = 40


def is_english(reading: Reading) -> bool:
    """True where a text has too few words to judge, or enough English function words."""
    # Only what is read counts: a list of foreign sources makes no foreign article.
    sentences = reading.plain_words
    total = sum(map(len, sentences))
    if total < _WORDS_TO_JUDGE:
        return _mostly_latin(set(chain.from_iterable(sentences)))
    # Some of the words are figures and names; the share leaves room for them.
    functional = sum(map(_FUNCTION_WORDS.__contains__, chain.from_iterable(sentences)))
    return functional >= _SHARE * total


def _mostly_latin(words: Collection[str]) -> bool:
    """Whether few of the words start with a letter beyond the Latin alphabets."""
    foreign = sum(word[0].isalpha() and ord(word[0]) > 0x24F for word in words)
    return foreign * 2 <= len(words)
