"""Kind `unquantified`: a study's result that is told without any figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span
from medlint.matchers.patterns import PATTERN_TIMEOUT, compiled_if_any, pattern_mistakes

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.claims import Claim
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence


@dataclass(frozen=True)
class Unquantified:
    """A claim that tells what a study found, with no figure for the effect near it.

    `kinds`    kinds of claims (see language.claims) that are results
    `study`    lexicon tags of the study, in the sentence or in the one before it
    `people`   patterns of those who took part, which show a study as well as its name does
    `told`     patterns one of which the words of the claim fit (a verb in the past)
    `reported` patterns that do as well where they fit before the claim ("the study showed that")
    `figures`  patterns of what counts as a figure
    `unless`   patterns that take the claim out, searched in its words
    `contexts` contexts of a claim that take it out
    `within`   sentences in which a figure counts: 1 is the sentence itself, 2 it and the next;
               the one before is always read too
    """

    details: ClassVar[frozenset[str]] = frozenset()

    kinds: tuple[str, ...]
    study: tuple[str, ...]
    told: tuple[str, ...]
    figures: tuple[str, ...]
    reported: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    within: int = 2

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has, and patterns that are no regular expressions."""
        yield from pattern_mistakes(
            (*self.told, *self.reported, *self.figures, *self.people, *self.unless)
        )
        for tag in self.study:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence: its first result."""
        seen: set[int] = set()
        for claim in reading.claims:
            sentence = reading.sentences[claim.sentence]
            if claim.sentence in seen or not sentence.is_prose or not self._is_result(claim):
                continue
            if self._is_told(reading, sentence, claim) and not self._is_quantified(
                reading, sentence
            ):
                seen.add(claim.sentence)
                yield Match(claim.span, claim.sentence)

    def _is_result(self, claim: Claim) -> bool:
        held: frozenset[str] = claim.contexts
        return claim.kind in self.kinds and held.isdisjoint(self.contexts)

    def _is_told(self, reading: Reading, sentence: Sentence, claim: Claim) -> bool:
        """Whether the claim is something that a study found."""
        before = Span(sentence.span.start, claim.span.end)
        if not (_fits(self._told, reading, claim.span) or _fits(self._reported, reading, before)):
            return False
        if _fits(self._unless, reading, claim.span):
            return False
        span = sentence.span
        if _fits(self._people, reading, span):
            return True
        return any(
            not reading.tags[each.index].isdisjoint(self.study)
            for each in reading.sentences[max(0, sentence.index - 1) : sentence.index + 1]
            if each.block == sentence.block
        )

    def _is_quantified(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether a figure stands in the sentence or near enough to it, headings apart.

        News has paragraphs of one sentence, so the next paragraph counts, too.
        """
        at, sentences = sentence.index, reading.sentences
        first = at - 1 if at and sentences[at - 1].is_prose else at
        last = at
        while last + 1 < min(at + self.within, len(sentences)) and sentences[last + 1].is_prose:
            last += 1
        span = Span(sentences[first].span.start, sentences[last].span.end)
        return _fits(self._figures, reading, span)

    @cached_property
    def _told(self) -> Pattern[str] | None:
        return compiled_if_any(self.told)

    @cached_property
    def _reported(self) -> Pattern[str] | None:
        return compiled_if_any(self.reported)

    @cached_property
    def _figures(self) -> Pattern[str] | None:
        return compiled_if_any(self.figures)

    @cached_property
    def _people(self) -> Pattern[str] | None:
        return compiled_if_any(self.people)

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.unless)


def _fits(pattern: Pattern[str] | None, reading: Reading, span: Span) -> bool:
    """Whether a pattern fits somewhere in a span; raises TimeoutError where it is slow."""
    return pattern is not None and bool(
        pattern.search(reading.prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
    )
