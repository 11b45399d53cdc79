"""Kind `joined-words`: two words run together, which stand apart elsewhere in the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

#: Beside one of these a word is part of a compound, an address or a name in code.
_JOINTS = "-_/@#=\\‐‑"


class Place(NamedTuple):
    """A word in small letters, and where it first stands in its article."""

    word: str
    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is kept of one article: all its words in order, and the first place of each."""

    words: list[str]
    singles: tuple[Place, ...]


@dataclass(frozen=True)
class JoinedWords:
    """Reports a word of an article that is two others, which stand side by side in the run.

    The word is in no list of familiar words and in no lexicon, is none of the `closed` compounds,
    stands in at most `most_articles` articles, and its parts stand apart, or with a hyphen
    between, at least `least_share` times as often. Parts have `least_part` letters or are
    `grammatical` words of two. What starts with one of `prefixes` or ends in one of `endings` is
    written as one word.
    """

    closed: tuple[str, ...]
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    grammatical: tuple[str, ...]
    least_part: int = 3
    most_articles: int = 3
    least_share: float = 2.0

    details: ClassVar[frozenset[str]] = frozenset({"better", "count"})

    def gather(self, reading: Reading) -> Words:
        """The words of an article, and the first place of each that is in small letters."""
        if not reading.is_english:
            return Words([], ())
        least = self.least_part + 2
        singles = (
            place
            for word, at in reading.word_places.items()
            if len(word) >= least and word.isalpha()
            if (place := _place(reading, word, at[0])) is not None
        )
        return Words(reading.words, tuple(singles))

    def find_across(
        self, records: Sequence[Words], boilerplate: Sequence[Any] = ()
    ) -> Iterator[tuple[int, Match]]:
        """One match for every joined word of every article, with the article's index."""
        articles = Counter(place.word for record in records for place in record.singles)
        rare = {word for word, number in articles.items() if number <= self.most_articles}
        joined = {
            word: parts
            for word, apart in self._apart(records, rare).items()
            if (parts := self._parts(word, apart, articles[word])) is not None
        }
        for index, record in enumerate(records):
            for place in record.singles:
                if place.word in joined:
                    yield index, _match(place, *joined[place.word])

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_part < 2:
            yield "least_part must be 2 or more; single letters are part of every word"
        if self.most_articles < 1:
            yield "most_articles must be 1 or more"

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset(self.closed)

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(self.grammatical)

    def _apart(
        self, records: Sequence[Words], rare: set[str]
    ) -> dict[str, Counter[tuple[str, str]]]:
        """How often two words that make a rare one stand side by side, by the two words."""
        apart: dict[str, Counter[tuple[str, str]]] = {}
        for record in records:
            words = record.words
            for first, second in zip(words, islice(words, 1, None), strict=False):
                whole = first + second
                if whole in rare and self._may_part(first, second):
                    apart.setdefault(whole, Counter())[first, second] += 1
        return apart

    def _parts(
        self, word: str, apart: Counter[tuple[str, str]], articles: int
    ) -> tuple[str, str, int] | None:
        """The two words that a word should be, and how often they stand so; None if it is one."""
        from medlint.readability.familiar import is_familiar

        (first, second), number = apart.most_common(1)[0]
        if number < self.least_share * articles or word in self._closed or is_familiar(word):
            return None
        return first, second, number

    def _may_part(self, first: str, second: str) -> bool:
        """Whether two words are such as a lost space or hyphen leaves joined."""
        if first in self.prefixes or second in self.endings:
            return False
        return all(len(part) >= self.least_part or part in self._small for part in (first, second))


def _place(reading: Reading, word: str, at: int) -> Place | None:
    """Where a token stands, if it is a word of its own in small letters in a sentence."""
    tokens, text = reading.tokens, reading.document.text
    span = Span(tokens.starts[at], tokens.ends[at])
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if not tokens.written[at].islower() or any(mark in around for mark in _JOINTS):
        return None
    if text[span.end : span.end + 1] == "." and text[span.end + 1 : span.end + 2].isalnum():
        return None
    sentence = reading.sentence_at(span.start)
    return None if sentence is None else Place(word, span, sentence.index)


def _match(place: Place, first: str, second: str, number: int) -> Match:
    return Match(
        place.span,
        sentence=place.sentence,
        details={"better": f"{first} {second}", "count": f"{number} time{'s' * (number != 1)}"},
    )
