"""Kind `statistic`: figures about health that no source stands behind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.matchers.patterns import PATTERN_TIMEOUT, compiled, compiled_if_any, pattern_mistakes

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: The support level from which a sentence is spared: a citation that can be followed.
RESOLVABLE = 2

#: An article with so many sentences about a study or those who did it reports one.
REPORTS_A_STUDY = 2
#: One such sentence does if it is among so many that open the article.
LEAD = 4
#: How far behind its sentence a reference mark may end, in characters.
LONGEST_MARK = 6
_OF_A_STUDY = frozenset({"single-study", "vague-agent"})
_SMALL_NUMBERS = frozenset("one two three four five six seven eight nine ten".split())


@dataclass(frozen=True)
class Statistic:
    """A figure that says how common, likely or deadly something is, where nothing is cited.

    `when`     regular expressions for the figure; case does not matter
    `signs`    lower-case words and marks one of which a sentence must hold, if it has neither
               "one in five" nor a figure such as "60,000"
    `about`    lexicon tags one of which must stand in the sentence
    `or_words` words that do as well as a tag
    `unless`   patterns that take the sentence out
    `contexts` contexts of the figure that take it out
    `named`    patterns of a source that is named; it takes the sentence and the next one in its
               paragraph out, as a body or a journal from the lexicon does
    `spoken`   patterns that show that somebody says so; they move the severity one level down
    `marks`    patterns of a reference mark that sticks to the words it belongs to
    `shares`   patterns of a figure that is a share of a whole: of those in a paragraph only the
               first is a match, and the others are its related places
    `reported` patterns of a sentence that tells what a study found; it passes in an article that
               reports a study or has named a source before, from which the reader takes the
               figures to come (whether the study itself can be found is another rule's matter)
    """

    details: ClassVar[frozenset[str]] = frozenset({"support"})

    when: tuple[str, ...]
    signs: tuple[str, ...]
    about: tuple[str, ...]
    or_words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has, and patterns that are no regular expressions."""
        named = (*self.named, *self.spoken, *self.marks)
        yield from pattern_mistakes(
            (*self.when, *self.unless, *named, *self.shares, *self.reported)
        )
        for tag in self.about:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence, its first figure, and one a paragraph for shares."""
        shares: dict[int, list[Match]] = {}
        for match in self._matches(reading):
            figure = reading.prose[match.span.start : match.span.end]
            at = reading.sentence_at(match.span.start)
            if at is None or self._shares is None or not self._shares.search(figure):
                yield match
            else:
                shares.setdefault(at.block, []).append(match)
        for first, *others in shares.values():
            related = tuple(RelatedSpan(other.span, "here, too") for other in others)
            yield replace(first, related=related)

    def _matches(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence: its first figure."""
        for index in sorted(self._candidates(reading)):
            sentence = reading.sentences[index]
            if not sentence.is_prose:
                continue
            # The patterns of a figure take much longer than a look at the tags.
            if not self._is_about_health(reading, sentence):
                continue
            figure = self._figure(reading, sentence)
            if figure is None:
                continue
            level = reading.support.level(sentence)
            if level >= RESOLVABLE or self._reports_a_study(reading, sentence):
                continue
            if level == 1 or self._names_source(reading, sentence):
                continue
            if self._marks is not None and self._is_marked(reading, sentence):
                continue
            spoken = self._fits(self._spoken, reading, sentence)
            support = "Somebody says so, but no source is cited" if spoken else "No source is cited"
            yield Match(figure, sentence.index, -int(spoken), {"support": support})

    def _candidates(self, reading: Reading) -> set[int]:
        """The sentences that hold a sign, "two in three" or "60,000", by index."""
        words, places = reading.words, reading.word_places
        found = [at for sign in self.signs for at in places.get(sign, ())]
        found += [at for at in places.get("in", ()) if at and _is_number(words[at - 1])]
        found += [at for at in places.get("of", ()) if at and words[at - 1] == "out"]
        found += [at for word in places if "," in word and len(word) > 1 for at in places[word]]
        starts = reading.tokens.starts
        sentences = (reading.sentence_at(starts[at]) for at in found)
        return {sentence.index for sentence in sentences if sentence is not None}

    def _figure(self, reading: Reading, sentence: Sentence) -> Span | None:
        """The first figure of a sentence that nothing in it takes out."""
        span = sentence.span
        found = self._when.search(reading.prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
        if found is None or self._fits(self._unless, reading, sentence):
            return None
        at = bisect_right(reading.tokens.starts, found.start()) - 1
        held = reading.context(sentence).at(at)
        return None if held & {"mentioned", *self.contexts} else Span(*found.span())

    def _is_about_health(self, reading: Reading, sentence: Sentence) -> bool:
        if not reading.tags[sentence.index].isdisjoint(self.about):
            return True
        words = reading.words[sentence.first : sentence.last]
        return not self._or_words.isdisjoint(words)

    def _names_source(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether the sentence, or the one before it in its paragraph, names a source."""
        if self._fits(self._named, reading, sentence):
            return True
        if not sentence.index:
            return False
        before = reading.sentences[sentence.index - 1]
        return before.block == sentence.block and (
            reading.support.names_source(before) or self._fits(self._named, reading, before)
        )

    def _is_marked(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether a reference mark sticks to the sentence or to its end."""
        end = min(len(reading.prose), sentence.span.end + LONGEST_MARK)
        return self._marks is not None and bool(
            self._marks.search(reading.prose, sentence.span.start, end, timeout=PATTERN_TIMEOUT)
        )

    def _reports_a_study(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether the sentence tells the results of a study that the article is about."""
        if not self._fits(self._reported, reading, sentence):
            return False
        told = [
            index for index, tags in enumerate(reading.tags) if not _OF_A_STUDY.isdisjoint(tags)
        ]
        if len(told) >= REPORTS_A_STUDY or (told and told[0] < LEAD):
            return True
        return any(reading.support.level(each) for each in reading.sentences[: sentence.index + 1])

    def _fits(self, pattern: Pattern[str] | None, reading: Reading, sentence: Sentence) -> bool:
        """Whether a pattern fits in a sentence; raises TimeoutError where it is slow."""
        span = sentence.span
        return pattern is not None and bool(
            pattern.search(reading.prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
        )

    @cached_property
    def _or_words(self) -> frozenset[str]:
        return frozenset(self.or_words)

    @cached_property
    def _when(self) -> Pattern[str]:
        return compiled(self.when)

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.unless)

    @cached_property
    def _named(self) -> Pattern[str] | None:
        return compiled_if_any(self.named)

    @cached_property
    def _spoken(self) -> Pattern[str] | None:
        return compiled_if_any(self.spoken)

    @cached_property
    def _marks(self) -> Pattern[str] | None:
        return compiled_if_any(self.marks)

    @cached_property
    def _shares(self) -> Pattern[str] | None:
        return compiled_if_any(self.shares)

    @cached_property
    def _reported(self) -> Pattern[str] | None:
        return compiled_if_any(self.reported)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _SMALL_NUMBERS
