"""Kind `figures`: numbers of one sentence that contradict one another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.figures.passage import Contradiction, Passage
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: A "sentence" with more words and marks is a table or a list whose lines were joined.
LONGEST_TEXT = 400

# One of these stands in every sentence that a check can say anything about.
_PERCENT_SIGNS = ("%", "percent", "per cent", "pct")
_INTERVAL_SIGNS = ("CI", "CrI", "onfidence", "redible")
_RATIO_SIGNS = ("OR", "RR", "HR", "MD", "ratio", "relative risk")
_DIVIDED_SIGNS = ("andomi", "andomly", "assigned", "divided", "allocated", "split")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
    " one".split()
)


@dataclass(frozen=True)
class Figures:
    """Reports a part that is not the stated share of its whole, shares that exceed their whole,
    intervals without their estimate, p values against their interval, and groups that do not add
    up to their total.

    `counted`      lexicon tags of the words for people and things that studies count
    `counted_words` more such words, as they stand in text
    `unless_words` words that make a share something else than a count divided by a count
                   ("weighted"); the sentence's shares are then left alone
    `one_sided`    words beside which a p value may lie on the other side of its interval
    """

    details: ClassVar[frozenset[str]] = frozenset({"problem"})

    counted: tuple[str, ...]
    counted_words: tuple[str, ...] = ()
    unless_words: tuple[str, ...] = ()
    one_sided: tuple[str, ...] = ()

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has."""
        for tag in self.counted:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """Each contradiction, in the order of the text; of two that overlap, the first."""
        prose = reading.prose
        shares = _holding(reading, prose, _PERCENT_SIGNS)
        intervals = _holding(reading, prose, _INTERVAL_SIGNS + _RATIO_SIGNS)
        divided = _holding(reading, prose, _DIVIDED_SIGNS)
        for index in sorted(shares | intervals | divided):
            sentence = reading.sentences[index]
            if sentence.last - sentence.first > LONGEST_TEXT:
                continue
            found = self._contradictions(
                _passage(reading, sentence, self._counted_in(reading, sentence)),
                index in shares,
                index in intervals,
                index in divided,
            )
            last = -1
            for each in sorted(found, key=lambda each: each.span):
                if each.span.start >= last and not _is_mentioned(reading, sentence, each.span):
                    last = each.span.end
                    span = _closed(prose, sentence, each.span)
                    yield Match(
                        span,
                        index,
                        -each.minor,
                        {"problem": each.detail[:1].upper() + each.detail[1:]},
                    )

    def _contradictions(
        self, passage: Passage, shares: bool, intervals: bool, divided: bool
    ) -> Iterator[Contradiction]:
        """What each check that the sentence's words call for reports."""
        # Imported here: most articles hold no such sentence.
        if shares and not self._holds(passage, self._unless):
            from medlint.figures import granularity, wholes
            from medlint.figures import shares as parts

            for check in (parts.check, granularity.check, wholes.check):
                yield from check(passage)
        if intervals:
            from medlint.figures import estimates, significance
            from medlint.figures.intervals import read_intervals

            found = list(read_intervals(passage.text, passage.start, passage.end))
            yield from estimates.check(found)
            if found and not self._holds(passage, self._one_sided):
                yield from significance.check(found)
        if divided:
            from medlint.figures import arms

            yield from arms.check(passage)

    def _counted_in(self, reading: Reading, sentence: Sentence) -> frozenset[str]:
        """The words of a sentence for people and things that studies count, in lower case."""
        wanted = set(self.counted)
        return frozenset(self.counted_words).union(
            mention.term.text.rpartition(" ")[2].lower()
            for mention in reading.mentions[sentence.index]
            if not wanted.isdisjoint(mention.term.tags)
        )

    def _holds(self, passage: Passage, words: re.Pattern[str] | None) -> bool:
        return words is not None and bool(words.search(passage.text, passage.start, passage.end))

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return _any_word(self.unless_words)

    @cached_property
    def _one_sided(self) -> re.Pattern[str] | None:
        return _any_word(self.one_sided)


def _passage(reading: Reading, sentence: Sentence, counted: frozenset[str]) -> Passage:
    from medlint.figures.passage import Passage

    following = reading.following(sentence, 1)
    after = following[0].span.end if following else sentence.span.end
    span = sentence.span
    return Passage(
        reading.prose, span.start, span.end, after, counted, tight=sentence.kind == "table"
    )


def _any_word(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for words and phrases, each from the start of a word."""
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def _holding(reading: Reading, prose: str, signs: tuple[str, ...]) -> set[int]:
    """The sentences with figures to compare that hold one of the signs, by index."""
    held: set[int] = set()
    for sign in signs:
        at = prose.find(sign)
        while at >= 0:
            sentence = reading.sentence_at(at)
            if sentence is not None:
                at = sentence.span.end
                held.add(sentence.index)
            at = prose.find(sign, at + 1)
    # A sentence mostly holds several of the signs, and is looked through once.
    return {index for index in held if _has_figures(reading, reading.sentences[index])}


def _has_figures(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence holds two numbers, or one that may be a share above 100 percent."""
    seen = 0
    for word in reading.words[sentence.first : sentence.last]:
        if word[0].isdigit():
            if len(word) > 2:
                return True
            seen += 1
        elif word in _NUMBER_WORDS:
            seen += 1
    return seen > 1


def _closed(prose: str, sentence: Sentence, span: Span) -> Span:
    """The span up to the bracket that closes the one opened in it, if that comes next."""
    inside = prose[span.start : span.end]
    for opening, closing in ("()", "[]"):
        behind = prose[span.end : min(span.end + 1, sentence.span.end)]
        if inside.count(opening) > inside.count(closing) and behind == closing:
            return Span(span.start, span.end + 1)
    return span


def _is_mentioned(reading: Reading, sentence: Sentence, span: Span) -> bool:
    """Whether the figures are a wording that the sentence quotes."""
    at = bisect_left(reading.tokens.starts, span.start)
    return "mentioned" in reading.context(sentence).at(at)
