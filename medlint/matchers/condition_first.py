"""Kind `condition-first`: what people have, put before the people who have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, RelatedSpan
from medlint.language.tokens import tokenize
from medlint.rewriting import (
    in_small_letters,
    is_part_of_name,
    is_spoken_of,
    opens_phrase,
    put_in_place,
    tells_of_weight,
)

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon, Mention
    from medlint.language.reading import Reading, Sentence

#: Related lines that a finding lists at most.
_MOST_RELATED = 8


class _Place(NamedTuple):
    """One such wording: its sentence, its half-open token range and what to write."""

    sentence: Sentence
    first: int
    last: int
    better: str


@dataclass(frozen=True)
class ConditionFirst:
    """Reports wordings such as "lupus patients" once an article, with how many there are.

    `modifiers`  what stands before the people, with what follows them instead
    `people`     words for the people
    `spared`     conditions of the lexicon that are let be
    `identities` words that many of the people put first themselves; never reported

    Before a word for people, a condition of the lexicon counts as well.
    """

    modifiers: Mapping[str, str]
    people: tuple[str, ...]
    spared: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"better", "more"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the first of the wordings; the others are related to it."""
        places = sorted(self._places(reading), key=lambda place: place.first)
        if not places:
            return
        first = places[0]
        edits = tuple(edit for place in places if (edit := _edit(reading, place)) is not None)
        count = len(places)
        yield Match(
            reading.token_span(first.first, first.last),
            sentence=first.sentence.index,
            details={"better": first.better, "more": _more(count)},
            related=tuple(
                RelatedSpan(reading.token_span(place.first, place.last), f"better “{place.better}”")
                for place in places[1 : _MOST_RELATED + 1]
            ),
            # All or none: an article with half of them changed would read as if it made a point.
            edits=edits if len(edits) == count else (),
        )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if not self.people:
            yield "people is empty; write at least one word for people"
        for word in self.modifiers:
            if word in self.identities:
                yield f'modifiers: "{word}" is also in identities; delete it from one of them'

    @cached_property
    def _by_last_word(self) -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
        """The modifiers by their last word, the longest first."""
        index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for modifier, after in self.modifiers.items():
            words = tuple(tokenize(modifier).words)
            index.setdefault(words[-1], []).append((words, after))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return index

    def _places(self, reading: Reading) -> Iterator[_Place]:
        for people in reading.word_places.keys() & self.people:
            for at in reading.word_places[people]:
                sentence = reading.sentence_at(reading.tokens.starts[at])
                if sentence is None or not sentence.is_prose or at == sentence.first:
                    continue
                place = self._place(reading, sentence, at)
                if place is not None and not _is_let_be(reading, place):
                    yield place

    def _place(self, reading: Reading, sentence: Sentence, at: int) -> _Place | None:
        """What stands right before the word for people, if that is what they have."""
        people = reading.words[at]
        named = _named(reading, sentence, at)
        for words, after in self._by_last_word.get(reading.words[at - 1], ()):
            first = at - len(words)
            if first >= sentence.first and tuple(reading.words[first:at]) == words:
                if named is None or named.end - named.start <= len(words):
                    return _Place(sentence, first, at + 1, f"{people} {after}")
                break
        if named is None or not opens_phrase(reading, sentence, named.start):
            return None
        own = " ".join(reading.words[named.start : at])
        if own in self.spared or {own, named.term.lemma} & set(self.identities):
            return None
        written = reading.text(reading.token_span(named.start, at))
        return _Place(sentence, named.start, at + 1, f"{people} with {in_small_letters(written)}")


def _named(reading: Reading, sentence: Sentence, at: int) -> Mention | None:
    """The condition of the lexicon that ends right before the token, if one does."""
    for mention in reading.mentions[sentence.index]:
        if mention.end == at and "condition" in mention.term.tags:
            return mention
    return None


def _edit(reading: Reading, place: _Place) -> Edit | None:
    if not opens_phrase(reading, place.sentence, place.first):
        return None
    if reading.words[place.first - 1] in ("and", "or", ",") and place.first > place.sentence.first:
        # "Overweight and obese people": the other adjective would be left alone.
        return None
    after = reading.document.text[reading.tokens.ends[place.last - 1] :][:1]
    if after in ("'", "’", "-") or tells_of_weight(reading, place.sentence):
        return None
    return put_in_place(reading, place.first, place.last, place.better)


def _is_let_be(reading: Reading, place: _Place) -> bool:
    """Whether the words are part of a name, or quoted."""
    sentence, first, last = place.sentence, place.first, place.last
    return is_part_of_name(reading, sentence, first, last) or is_spoken_of(
        reading, sentence, first, last
    )


def _more(count: int) -> str:
    """How many further wordings the article has, as the end of a sentence."""
    if count == 1:
        return ""
    return f" So do {count - 1} other wordings." if count > 2 else " So does another wording."
