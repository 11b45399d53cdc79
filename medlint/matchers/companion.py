"""Kind `companion`: where one thing is said, another must be said beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span
from medlint.matchers.patterns import PATTERN_TIMEOUT, compiled, compiled_if_any, pattern_mistakes

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Characters behind a match in which an exception still counts.
EXCEPTION_REACH = 30


@dataclass(frozen=True)
class Companion:
    """Sentences in which a `when` pattern stands and no `require` pattern does nearby.

    `when` and `require` are regular expressions, matched without regard to case. `words` are
    lower-case pieces of text one of which every `when` match holds. `near` are lexicon tags one of
    which must stand in the sentence. `unless` patterns in or right behind a match take it out, and
    so do the `contexts`. `within` counts sentences of the same paragraph: 1 is
    the sentence itself, 3 it and the two that follow; the one before is always read too.
    """

    details: ClassVar[frozenset[str]] = frozenset()

    when: tuple[str, ...]
    require: tuple[str, ...]
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    within: int = 1

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has, and patterns that are no regular expressions."""
        yield from pattern_mistakes((*self.when, *self.require, *self.unless))
        for tag in self.near:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    @cached_property
    def _when(self) -> Pattern[str]:
        return compiled(self.when)

    @cached_property
    def _require(self) -> Pattern[str]:
        return compiled(self.require)

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.unless)

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence."""
        prose = reading.prose
        for sentence in self._holding_a_word(reading) if self.words else reading.prose_sentences:
            span = sentence.span
            if not self._may_be_near(reading, sentence):
                continue
            found = self._when.search(prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
            if (
                found is None
                or found.start() == found.end()
                or not self._is_near(reading, sentence, found.group())
            ):
                continue
            if self._is_excepted(reading, sentence, Span(*found.span())):
                continue
            if not self._accompanied(reading, sentence):
                yield Match(Span(*found.span()), sentence.index)

    def _holding_a_word(self, reading: Reading) -> Iterator[Sentence]:
        """The prose sentences that hold one of the `words`, in order."""
        lowered = reading.lowered
        indexes: set[int] = set()
        for word in self.words:
            at = lowered.find(word)
            while at >= 0:
                sentence = reading.sentence_at(at)
                if sentence is not None and at + len(word) <= sentence.span.end:
                    indexes.add(sentence.index)
                at = lowered.find(word, at + 1)
        for index in sorted(indexes):
            if reading.sentences[index].is_prose:
                yield reading.sentences[index]

    def _is_excepted(self, reading: Reading, sentence: Sentence, found: Span) -> bool:
        """Whether an exception stands in or right behind the match, or a context takes it out."""
        end = min(found.end + EXCEPTION_REACH, sentence.span.end)
        if self._unless is not None and self._unless.search(
            reading.prose, found.start, end, timeout=PATTERN_TIMEOUT
        ):
            return True
        at = bisect_right(reading.tokens.starts, found.start) - 1
        context = reading.context(sentence)
        held = context.at(at) | ({"quoted"} if context.inside_quotation(at) else set())
        return bool(held & {"mentioned", *self.contexts})

    def _is_near(self, reading: Reading, sentence: Sentence, matched: str) -> bool:
        if not self.near or "likely" in matched.lower():
            return True
        return not reading.tags[sentence.index].isdisjoint(self.near)

    def _may_be_near(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether `_is_near` may be true of a match; much cheaper than finding one."""
        if not self.near or not reading.tags[sentence.index].isdisjoint(self.near):
            return True
        return "likely" in reading.prose[sentence.span.start : sentence.span.end].lower()

    def _accompanied(self, reading: Reading, sentence: Sentence) -> bool:
        following = reading.following(sentence, self.within - 1)
        end = following[-1].span.end if following else sentence.span.end
        start = sentence.span.start
        if sentence.index and reading.sentences[sentence.index - 1].block == sentence.block:
            start = reading.sentences[sentence.index - 1].span.start
        found = self._require.search(reading.prose, start, end, timeout=PATTERN_TIMEOUT)
        return found is not None
