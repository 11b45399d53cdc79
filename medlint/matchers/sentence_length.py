"""Kind `sentence-length`: sentences longer than readers can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: More words than this are a table or list that lost its line breaks, not a sentence.
LONGEST_SENTENCE = 120
_PERCENTAGES_IN_A_TABLE = 5


@dataclass(frozen=True)
class SentenceLength:
    """Sentences of `words` words or more; `very_long` words move the finding one level up.

    Words in brackets and numbers in citations do not count. At most `limit` sentences are
    reported, the longest ones; the message of the last says how many more there are.
    `profile_words` overrides `words` in a profile, as "professional=40".
    """

    details: ClassVar[frozenset[str]] = frozenset({"words"})

    words: int = 29
    very_long: int = 40
    limit: int = 5
    profile_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for entry in self.profile_words:
            profile, equals, number = entry.partition("=")
            if not (profile and equals and number.isdigit()):
                raise ValueError(f'`profile_words` holds {entry!r}; write "professional=40"')

    def find(self, reading: Reading) -> Iterator[Match]:
        """The longest sentences over the limit, in text order."""
        longest_allowed = self._words(reading.profile)
        counted = [
            (length, sentence)
            for sentence in reading.prose_sentences
            # A token range this short cannot hold the words; most sentences stop here.
            if sentence.last - sentence.first >= longest_allowed
            and longest_allowed <= (length := _length(reading, sentence)) <= LONGEST_SENTENCE
            and not is_exempt(reading, sentence)
        ]
        counted.sort(key=lambda each: (-each[0], each[1].index))
        shown = sorted(counted[: self.limit], key=lambda each: each[1].index)
        more = len(counted) - len(shown)
        for number, (length, sentence) in enumerate(shown, start=1):
            note = f"({more} more in this article.)" if more and number == len(shown) else ""
            very = self.very_long and length >= max(self.very_long, longest_allowed + 1)
            shift = 1 if very and reading.profile != "professional" else 0
            yield Match(sentence.span, sentence.index, shift, {"words": str(length)}, note=note)

    def in_profile(self, profile: str) -> str:
        """What else is allowed in a profile, empty where nothing is."""
        words = self._words(profile)
        return "" if words == self.words else f"from {words} words, elsewhere from {self.words}"

    def _words(self, profile: str) -> int:
        for entry in self.profile_words:
            name, _, number = entry.partition("=")
            if name == profile:
                return int(number)
        return self.words


def _length(reading: Reading, sentence: Sentence) -> int:
    """Words outside brackets."""
    depth = 0
    length = 0
    for word in reading.words[sentence.first : sentence.last]:
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        elif not depth and word[0].isalnum():
            length += 1
    return length


def is_exempt(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence is a quotation, introduces a list, or is a table run together."""
    words = reading.words[sentence.first : sentence.last]
    return (
        sentence.kind == "quote"
        or words[-1] == ":"
        or words.count("%") >= _PERCENTAGES_IN_A_TABLE
        or words.count(";") >= 4
    )
