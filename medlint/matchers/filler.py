"""Kind `filler`: stock phrases that add length and no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, RelatedSpan, Span
from medlint.language.tokens import tokenize
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index
from medlint.rewriting import is_spoken_of, put_in_place, tells_of_weight

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence


# No fix takes a word away that may oblige somebody, not even out of "it should be noted that".
_DUTIES = frozenset({"should", "must"})


class _Place(NamedTuple):
    """A phrase in a sentence: its half-open token range, and what to do about it."""

    sentence: Sentence
    first: int
    last: int
    better: str


@dataclass(frozen=True)
class Filler:
    """Reports stock phrases: each where an article has many, else all in one finding.

    `delete`    openings that may go without a trace
    `openings`  phrases that are filler only at the start of a sentence, and may go
    `words`     phrases with what says the same in their place
    `advice`    phrases with advice that is only shown
    `at_least`  from how many in an article on each is reported by itself
    """

    delete: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    advice: Mapping[str, str] = field(default_factory=dict)
    at_least: int = 3

    details: ClassVar[frozenset[str]] = frozenset({"better", "rest"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """Every phrase, or the first with the others related to it."""
        places = list(self._places(reading))
        if len(places) >= self.at_least:
            yield from (self._match(reading, [place]) for place in places)
        elif places:
            yield self._match(reading, places)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.at_least < 1:
            yield "at_least must be 1 or more"
        listed = [*self.delete, *self.openings, *self.words, *self.advice]
        for phrase in sorted({each for each in listed if listed.count(each) > 1}):
            yield f'"{phrase}" is listed twice; delete one'

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index([*self.delete, *self.openings, *self.words, *self.advice])

    @cached_property
    def _better(self) -> Mapping[str, str]:
        listed = dict.fromkeys((*self.delete, *self.openings), "")
        return {
            " ".join(tokenize(phrase).words): better
            for phrase, better in {**listed, **self.words, **self.advice}.items()
        }

    @cached_property
    def _only_opening(self) -> frozenset[str]:
        return frozenset(" ".join(tokenize(phrase).words) for phrase in self.openings)

    @cached_property
    def _shown_only(self) -> frozenset[str]:
        return frozenset(" ".join(tokenize(phrase).words) for phrase in self.advice)

    def _places(self, reading: Reading) -> Iterator[_Place]:
        """The phrases of the running text that nobody quotes, one a sentence."""
        found = sorted(occurrences(reading, self._index), key=lambda each: (each[0], -each[1]))
        last_sentence = -1
        for first, last in found:
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if sentence is None or not sentence.is_prose or sentence.index == last_sentence:
                continue
            phrase = " ".join(reading.words[first:last])
            if phrase in self._only_opening and first != sentence.first:
                continue
            if not is_spoken_of(reading, sentence, first, last):
                last_sentence = sentence.index
                yield _Place(sentence, first, last, self._better[phrase])

    def _match(self, reading: Reading, places: list[_Place]) -> Match:
        first = places[0]
        edits = [self._edit(reading, place) for place in places]
        count = len(places) - 1
        return Match(
            reading.token_span(first.first, first.last),
            sentence=first.sentence.index,
            details={
                "better": self._told(reading, first),
                "rest": _more(count),
            },
            related=tuple(
                RelatedSpan(span, f"“{reading.text(span)}”")
                for place in places[1:]
                for span in [reading.token_span(place.first, place.last)]
            ),
            edits=tuple(edit for edit in edits if edit is not None) if all(edits) else (),
        )

    def _told(self, reading: Reading, place: _Place) -> str:
        """What to do about the phrase, in words."""
        if " ".join(reading.words[place.first : place.last]) in self._shown_only:
            return place.better
        return f"write “{place.better}”" if place.better else "leave it out"

    def _edit(self, reading: Reading, place: _Place) -> Edit | None:
        if " ".join(reading.words[place.first : place.last]) in self._shown_only:
            return None
        if place.better:
            if tells_of_weight(reading, place.sentence):
                return None
            return put_in_place(reading, place.first, place.last, place.better)
        return _removal(reading, place)


def _more(count: int) -> str:
    """How many further phrases the finding stands for, as the end of a message."""
    if not count:
        return ""
    return " There is one more such phrase." if count == 1 else f" There are {count} more."


def _removal(reading: Reading, place: _Place) -> Edit | None:
    """The edit that takes an opening away, and hands its capital on to the next word."""
    start, at = reading.tokens.starts[place.first], place.last
    if not _DUTIES.isdisjoint(reading.words[place.first : at]):
        return None
    if at < place.sentence.last and reading.words[at] == ",":
        at += 1
    if at >= place.sentence.last or not reading.tokens.written[at][0].isalpha():
        return None
    end = reading.tokens.starts[at]
    text = reading.document.text
    if text[start:end] != reading.prose[start:end] or "\n" in text[start:end]:
        return None
    if not text[start].isupper():
        return Edit(Span(start, end), "")
    return Edit(Span(start, end + 1), text[end].upper())
