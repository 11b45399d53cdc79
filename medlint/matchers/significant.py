"""Kind `significant`: the word "significant" where a reader cannot tell what it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span
from medlint.matchers.patterns import PATTERN_TIMEOUT, compiled_if_any, pattern_mistakes

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: So many sentences behind a paragraph of one sentence may hold its figures.
NEXT_SENTENCES = 2
_SIGN = "signific"


@dataclass(frozen=True)
class Significant:
    """A result that is called significant, without a word or a figure that says in which sense.

    `when`       regular expressions for the word with what it is said of; case does not matter
    `near`       lexicon tags one of which shows that the sentence tells a result
    `told`       patterns that show so as well as a tag
    `statistics` patterns of figures and words that make the sense plain, in the sentence or the
                 one before, and in what follows it in its paragraph or list of results
    `spin`       patterns that dress up a result which was not significant; one level more severe,
                 and only figures behind `spun_unless` excuse them
    `unless`     patterns that take the sentence out
    `contexts`   contexts of the word that take it out
    """

    details: ClassVar[frozenset[str]] = frozenset({"advice"})

    when: tuple[str, ...]
    near: tuple[str, ...]
    statistics: tuple[str, ...]
    told: tuple[str, ...] = ()
    spin: tuple[str, ...] = ()
    spun_unless: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    notable: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has, and patterns that are no regular expressions."""
        groups = (self.when, self.told, self.statistics, self.spin, self.spun_unless, self.unless)
        yield from pattern_mistakes(
            pattern for group in (*groups, self.notable) for pattern in group
        )
        for tag in self.near:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence."""
        for sentence in reading.prose_sentences:
            span = sentence.span
            if _SIGN not in reading.prose[span.start : span.end].lower():
                continue
            found = self._spun(reading, sentence) or self._unclear(reading, sentence)
            if found is not None and not self._is_excepted(reading, sentence, found.span):
                yield found

    def _spun(self, reading: Reading, sentence: Sentence) -> Match | None:
        found = _search(self._spin, reading, sentence.span)
        if found is None or _search(self._spun_unless, reading, sentence.span):
            return None
        advice = "It was not significant: say so, and give the figures"
        return Match(found, sentence.index, 1, {"advice": advice})

    def _unclear(self, reading: Reading, sentence: Sentence) -> Match | None:
        found = _search(self._when, reading, sentence.span)
        if found is None or not self._is_result(reading, sentence):
            return None
        if _search(self._statistics, reading, _around(reading, sentence)):
            return None
        advice = "Say whether it means large, important to patients, or beyond chance, and how much"
        return Match(found, sentence.index, 0, {"advice": advice})

    def _is_result(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether the sentence tells what a study or the people in it showed."""
        if not reading.tags[sentence.index].isdisjoint(self.near):
            return True
        return _search(self._told, reading, sentence.span) is not None

    def _is_excepted(self, reading: Reading, sentence: Sentence, found: Span) -> bool:
        """Whether a pattern or a context takes the word out."""
        if _search(self._unless, reading, sentence.span):
            return True
        at = bisect_right(reading.tokens.starts, found.start) - 1
        held = reading.context(sentence).at(at)
        if held & {"mentioned", *self.contexts}:
            return True
        if "quoted" not in held:
            return False
        # Who speaks of no study means "notable": nothing was measured.
        is_measured = not reading.tags[sentence.index].isdisjoint(self.near)
        return not is_measured or _search(self._notable, reading, sentence.span) is not None

    @cached_property
    def _when(self) -> Pattern[str] | None:
        return compiled_if_any(self.when)

    @cached_property
    def _told(self) -> Pattern[str] | None:
        return compiled_if_any(self.told)

    @cached_property
    def _statistics(self) -> Pattern[str] | None:
        return compiled_if_any(self.statistics)

    @cached_property
    def _spin(self) -> Pattern[str] | None:
        return compiled_if_any(self.spin)

    @cached_property
    def _spun_unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.spun_unless)

    @cached_property
    def _notable(self) -> Pattern[str] | None:
        return compiled_if_any(self.notable)

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.unless)


def _around(reading: Reading, sentence: Sentence) -> Span:
    """From the sentence before to the end of the paragraph, or of the list that it stands in.

    News is set in paragraphs of one sentence; from such a one it reaches to the second sentence
    behind it.
    """
    at = sentence.index
    near = reading.sentences[max(0, at - 1) : at + 2]
    own = [each.span for each in near if each.block == sentence.block]
    last = sentence.block
    while reading.blocks[last].kind == "list-item" and last + 1 < len(reading.blocks):
        if reading.blocks[last + 1].kind != "list-item":
            break
        last += 1
    end = max(sentence.span.end, reading.blocks[last].span.end)
    if len(own) == 1:
        end = max([end, *(each.span.end for each in _next_sentences(reading, sentence))])
    return Span(own[0].start, end)


def _next_sentences(reading: Reading, sentence: Sentence) -> Iterator[Sentence]:
    """The next sentences of running text up to the next heading, at most NEXT_SENTENCES."""
    behind = reading.sentences[sentence.index + 1 : sentence.index + 1 + NEXT_SENTENCES]
    for each in behind:
        if not each.is_prose:
            return
        yield each


def _search(pattern: Pattern[str] | None, reading: Reading, span: Span) -> Span | None:
    """Where a pattern first fits in a span; raises TimeoutError where it is slow."""
    if pattern is None:
        return None
    found = pattern.search(reading.prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
    return Span(*found.span()) if found and found.start() < found.end() else None
