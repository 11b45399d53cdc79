"""Kind `extrapolation`: a result in animals or cells told as a benefit for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.claims.ledger import does_good, entries_of
from medlint.finding import Match, RelatedSpan, Span
from medlint.language.contexts import NOT_ASSERTED

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_CITED = 3
_OBJECT_REACH = 10
_BENEFITS = frozenset(
    "benefit benefits effect effects protection relief lift result results boost way".split()
)


@dataclass(frozen=True)
class Extrapolation:
    """A claim about people in or right after a sentence on a preclinical result.

    `designs` are the tags of preclinical work, `people` words that bring the claim to humans,
    `caveats` tags that keep the result in its place.
    """

    details: ClassVar[frozenset[str]] = frozenset()

    designs: tuple[str, ...]
    people: tuple[str, ...]
    caveats: tuple[str, ...]
    people_tags: tuple[str, ...] = ()

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has."""
        for tag in (*self.designs, *self.caveats, *self.people_tags):
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match for each preclinical sentence: the claim it is stretched to."""
        done: set[int] = set()
        for sentence in reading.prose_sentences:
            source = self._design(reading, sentence)
            if source is None:
                continue
            window = [sentence, *reading.following(sentence, 1)]
            if self._cautioned(reading, [*window, *reading.following(window[-1], 1)]):
                continue
            for each in window:
                if each.index in done or not self._speaks_of_people(reading, each):
                    continue
                if each is not sentence and reading.support.level(each) == _CITED:
                    continue
                claim = self._claim(reading, each) or self._same(reading, each, sentence)
                if claim is None:
                    continue
                done.add(each.index)
                note = "the result it rests on is in animals or cells"
                yield Match(claim, each.index, related=(RelatedSpan(source, note),))
                break

    @cached_property
    def _designs(self) -> frozenset[str]:
        return frozenset(self.designs)

    def _design(self, reading: Reading, sentence: Sentence) -> Span | None:
        wanted = self._designs
        if wanted.isdisjoint(reading.tags[sentence.index]):
            return None
        for mention in reading.mentions[sentence.index]:
            if mention.term.tags & wanted:
                return reading.token_span(mention.start, mention.end)
        return None

    def _cautioned(self, reading: Reading, window: list[Sentence]) -> bool:
        wanted = set(self.caveats)
        return any(
            mention.term.tags & wanted
            for sentence in window
            for mention in reading.mentions[sentence.index]
        )

    def _speaks_of_people(self, reading: Reading, sentence: Sentence) -> bool:
        words = reading.words[sentence.first : sentence.last]
        if not set(self.people).isdisjoint(words):
            return True
        wanted = set(self.people_tags)
        return any(m.term.tags & wanted for m in reading.mentions[sentence.index])

    def _claim(self, reading: Reading, sentence: Sentence) -> Span | None:
        """An asserted claim of the sentence that is not itself about the animals or cells."""
        for claim in reading.claims:
            if claim.sentence != sentence.index or claim.kind == "safety":
                continue
            if not claim.asserted or claim.comparator:
                continue
            if not self._keeps_to_animals(reading, sentence, claim.span):
                return claim.span
        return self._effect(reading, sentence)

    def _effect(self, reading: Reading, sentence: Sentence) -> Span | None:
        """An effect on people, stated as fact, of something that no lexicon knows."""
        for entry in entries_of(reading, sentence):
            stated = entry.strength == "causal" and not (entry.negated or entry.hedged)
            if not stated or entry.kind == "safety" or entry.outcome is None:
                continue
            at = bisect_right(reading.tokens.starts, entry.predicate.start)
            people = not set(self.people).isdisjoint(reading.words[at : at + _OBJECT_REACH])
            relieves = entry.voice == "active" and does_good(reading, entry)
            if people and relieves and not self._keeps_to_animals(reading, sentence, entry.span):
                return entry.span
        return None

    def _same(self, reading: Reading, sentence: Sentence, source: Sentence) -> Span | None:
        """ "The same benefit" promised to people, right after the preclinical result."""
        words = reading.words
        for at in range(sentence.first, sentence.last - 1):
            if words[at] == "same" and words[at + 1] in _BENEFITS and sentence is not source:
                held = reading.context(sentence).at(at)
                return None if held & NOT_ASSERTED else reading.token_span(at, at + 2)
        return None

    def _keeps_to_animals(self, reading: Reading, sentence: Sentence, span: Span) -> bool:
        """Whether the claim names its animals or cells right behind it, or holds them."""
        wanted = set(self.designs)
        starts = reading.tokens.starts
        return any(
            mention.term.tags & wanted and span.start <= starts[mention.start] <= span.end + 25
            for mention in reading.mentions[sentence.index]
        )
