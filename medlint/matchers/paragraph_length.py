"""Kind `paragraph-length`: paragraphs too long to scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: Paragraphs with more words than this have lost their line breaks in a conversion.
_LOST_BREAKS = 600


@dataclass(frozen=True)
class ParagraphLength:
    """Paragraphs of more than `words` words, or of more than `sentences` sentences.

    `professional_words` takes the place of both in articles for professionals. A paragraph of many
    sentences must have `least` words, since short sentences are no burden. At most `limit` are
    reported, the longest ones; the last says how many more there are.
    """

    details: ClassVar[frozenset[str]] = frozenset({"words", "sentences"})

    words: int = 120
    sentences: int = 7
    least: int = 80
    professional_words: int = 180
    limit: int = 1

    def find(self, reading: Reading) -> Iterator[Match]:
        """The longest paragraphs over the limit, in text order, each at its first sentence."""
        found = [
            (length, sentences)
            for sentences in _paragraphs(reading)
            if self._is_long(reading, length := _words(reading, sentences), len(sentences))
        ]
        found.sort(key=lambda each: (-each[0], each[1][0].index))
        shown = sorted(found[: self.limit], key=lambda each: each[1][0].index)
        more = len(found) - len(shown)
        for number, (length, sentences) in enumerate(shown, start=1):
            note = f"({more} more in this article.)" if more and number == len(shown) else ""
            details = {"words": str(length), "sentences": _number_of(len(sentences))}
            first = sentences[0]
            yield Match(Span(*first.span), first.index, 0, details, note=note)

    def in_profile(self, profile: str) -> str:
        """What else is allowed in a profile, empty where nothing is."""
        if profile != "professional":
            return ""
        return f"over {self.professional_words} words, elsewhere over {self.words}"

    def _is_long(self, reading: Reading, words: int, sentences: int) -> bool:
        if words > _LOST_BREAKS:
            return False
        if reading.profile == "professional":
            return words > self.professional_words
        return words > self.words or (sentences > self.sentences and words >= self.least)


def _paragraphs(reading: Reading) -> Iterator[list[Sentence]]:
    """The sentences of each paragraph; not those of lists, quotations, tables and abstracts."""
    for block, sentences in groupby(reading.prose_sentences, lambda each: each.block):
        if reading.blocks[block].kind == "paragraph":
            yield list(sentences)


def _words(reading: Reading, sentences: list[Sentence]) -> int:
    words = reading.words[sentences[0].first : sentences[-1].last]
    return sum(word[0].isalnum() for word in words)


def _number_of(sentences: int) -> str:
    return f"{sentences} sentence" + ("" if sentences == 1 else "s")
