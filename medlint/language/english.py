"""Whether a text is English, judged by the words that every English text is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.reading import Reading

# The commonest function words; together they make up 25 to 45 % of running English.
_FUNCTION_WORDS = frozenset(
    "the of and to a in is that for it as was with be by on not he his but at are this have from or"
    " had an they which one you were her all she there would their we him been has when who will"
    " more no if out so said what up its about into than them can only other may your these such"
    " do does how most some also because many often after before should could people".split()
)
_SHARE = 0.12
_WORDS_TO_JUDGE = 40


def is_english(reading: Reading) -> bool:
    """True where a text has too few words to judge, or enough English function words."""
    words = [word for word in reading.words if word[0].isalnum()]
    if len(words) < _WORDS_TO_JUDGE:
        return _mostly_latin(words)
    letters = [word for word in words if not word[0].isdigit()]
    hits = sum(word in _FUNCTION_WORDS for word in letters)
    return not letters or hits >= _SHARE * len(letters)


def _mostly_latin(words: list[str]) -> bool:
    """Whether few of the words start with a letter beyond the Latin alphabets."""
    foreign = sum(word[0].isalpha() and ord(word[0]) > 0x24F for word in words)
    return foreign * 2 <= len(words)
