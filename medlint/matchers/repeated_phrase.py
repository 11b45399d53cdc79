"""A phrase that comes back through an article like a refrain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Match, RelatedSpan
from medlint.language.tokens import MARKS
from medlint.matchers.repeated_sentence import holds_phrase, normal_phrases

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_PER = 1000
_JOINING = frozenset({"and", "or"})


class _Place(NamedTuple):
    """A half-open range of tokens, in the sentence of this index."""

    first: int
    last: int
    sentence: int


@dataclass(frozen=True)
class RepeatedPhrase:
    """Reports a phrase of `least_words` or more words that stands in many places of an article.

    It stands in `at_least` blocks, and `per_thousand` times to a thousand running words. Phrases
    that overlap are one match. Of its words, `own_words` are neither in `little` nor in a term of
    the lexicons, a heading, a name or the opening sentence: what an article is about it has to name
    again and again. A list of things is none, and a sentence with an `allowed` phrase may say what
    it says as often as its author likes.
    """

    least_words: int = 5
    at_least: int = 3
    per_thousand: float = 3.0
    own_words: int = 2
    little: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"count", "lines"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every phrase, at its second place; the others are related."""
        for places in self._refrains(reading):
            first, second, *others = places
            lines = [reading.document.position(reading.tokens.starts[each.first])[0]
                     for each in places]  # fmt: skip
            yield Match(
                reading.token_span(second.first, second.last),
                second.sentence,
                details={"count": str(len(places)), "lines": _listed(lines)},
                related=(
                    RelatedSpan(reading.token_span(first.first, first.last), "first said here"),
                    *(
                        RelatedSpan(reading.token_span(each.first, each.last), "said again here")
                        for each in others
                    ),
                ),
            )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < 3:
            yield "least_words must be 3 or more"
        if self.at_least < 2:
            yield "at_least must be 2 or more; what stands once is not repeated"

    def _refrains(self, reading: Reading) -> Iterator[list[_Place]]:
        """The places of every phrase that counts, in the order of their first places."""
        grams = self._grams(reading)
        clusters = _clusters(grams, self.least_words)
        words = max(1, reading.prose_word_count)
        for places in sorted(clusters):
            blocks = {reading.sentences[each.sentence].block for each in places}
            enough = min(len(places), len(blocks))
            if enough < self.at_least or enough * _PER < self.per_thousand * words:
                continue
            if self._is_own(reading, places[0]):
                yield places

    def _grams(self, reading: Reading) -> dict[int, tuple[int, ...]]:
        """For each token that opens a row of words said often enough, the row's number and end."""
        words, size = reading.words, self.least_words
        places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        said: set[str] = set()
        for sentence in reading.prose_sentences:
            text = reading.plain_texts[sentence.index]
            if sentence.last - sentence.first < size or self._is_let_be(reading, sentence):
                continue
            # A sentence that repeats as a whole is told by another rule.
            if text in said:
                continue
            said.add(text)
            row = words[sentence.first : sentence.last]
            for at, gram in enumerate(zip(*(row[n:] for n in range(size)), strict=False)):
                places.setdefault(gram, []).append((sentence.first + at, sentence.index))
        often = [each for gram, each in places.items()
                 if len(each) >= self.at_least and MARKS.isdisjoint(gram)]  # fmt: skip
        return {at: (number, sentence) for number, each in enumerate(often)
                for at, sentence in each}  # fmt: skip

    def _is_let_be(self, reading: Reading, sentence: Sentence) -> bool:
        last = reading.words[sentence.last - 1]
        return (
            sentence.kind == "quote"
            or last in ("?", ":")
            or holds_phrase(reading.plain_texts[sentence.index], self._allowed)
        )

    def _is_own(self, reading: Reading, place: _Place) -> bool:
        """Whether enough of a phrase's words are no names of what the article is about."""
        phrase = reading.words[place.first : place.last]
        if not _JOINING.isdisjoint(phrase) and self._little.isdisjoint(set(phrase) - _JOINING):
            return False
        named = _about(reading)
        for mention in reading.mentions[place.sentence]:
            named.update(reading.words[mention.start : mention.end])
        start = reading.sentences[place.sentence].first
        own = {
            word
            for at, word in enumerate(phrase, start=place.first)
            if word.isalpha()
            and word not in named
            and word not in self._little
            and (at == start or reading.tokens.written[at].islower())
        }
        return len(own) >= self.own_words

    @cached_property
    def _little(self) -> frozenset[str]:
        return frozenset(self.little)

    @cached_property
    def _allowed(self) -> tuple[str, ...]:
        return normal_phrases(self.allowed)


def _about(reading: Reading) -> set[str]:
    """The words of the title, the headings and the first sentence."""
    named: set[str] = set()
    for sentence in reading.sentences:
        if sentence.kind in ("title", "heading") or sentence.index == 0:
            named.update(reading.words[sentence.first : sentence.last])
    return named


def _clusters(grams: dict[int, tuple[int, ...]], size: int) -> list[list[_Place]]:
    """The stretches of rows that follow each other; those that share a row are one cluster."""
    stretches: list[tuple[_Place, list[int]]] = []
    for at in sorted(grams):
        number, sentence = grams[at]
        if stretches and stretches[-1][0].last == at + size - 1:
            place, numbers = stretches[-1]
            numbers.append(number)
            stretches[-1] = (_Place(place.first, at + size, sentence), numbers)
        else:
            stretches.append((_Place(at, at + size, sentence), [number]))
    roots: dict[int, int] = {}

    def root(number: int) -> int:
        while roots.setdefault(number, number) != number:
            number = roots[number]
        return number

    for _, numbers in stretches:
        for number in numbers[1:]:
            roots[root(number)] = root(numbers[0])
    found: dict[int, list[_Place]] = {}
    for place, numbers in stretches:
        found.setdefault(root(numbers[0]), []).append(place)
    return [*found.values()]


def _listed(lines: list[int]) -> str:
    """Line numbers as people write them: "3, 5 and 9"."""
    *before, last = map(str, sorted(set(lines)))
    return f"{', '.join(before)} and {last}" if before else last
