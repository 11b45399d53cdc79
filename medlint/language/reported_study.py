"""The study that an article reports, and the sentences that tell what it found.

News and press releases name a study once (where it was published or presented, who did it, how many
took part) and then point back to it: "the researchers found", "participants who took it slept
better". Such a sentence has a source, though not in itself.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from medlint.finding import Span
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_PART = "reported"
_POINTS_BACK = "points-back"
_EARLIER = "earlier-research"
#: How many sentences of an article must point back to a study before it is said to report one.
SENTENCES_POINTING_BACK = 2
#: One sentence in so many of an article that reports a study points back to it. One that gathers
#: studies points back now and then, and each time to another. Half as many do
#: where the article says both where its study was published and who did it.
SENTENCES_PER_POINTER = 7
#: How many sentences of running text an article opens with, beside its title.
LEAD = 3
#: Only an article that points back to its study so early opens with the study's results.
EARLY = 8
#: How many sentences before a result may tell of its study, where an article tells of several.
JUST_BEFORE = 3
#: How many words before a word of research may say that other research is meant.
EARLIER_REACH = 3
_WHOSE = frozenset({"venue", "study-people"})
_SIGNS = _WHOSE | {"study-design"}
_BEEN = frozenset({"has", "have", "is", "are", "be", "been", "by", "'s", "'ve", "of"})
_WAS = frozenset({"was", "were", "had", "did"})
_SHARES = frozenset({"%", "percent", "per cent", "cent"})
_COMPARING = frozenset({"than", "versus", "vs", "compared", "group", "groups"})


class ReportedStudy:
    """Which sentences of an article tell of the study that it reports."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _mentions(self) -> list[list[Mention]]:
        reading = self._reading
        ranges = ((sentence.first, sentence.last) for sentence in reading.sentences)
        return reading.lexicon.part(_PART).find(reading.tokens, reading.word_places, ranges)

    @cached_property
    def _tags(self) -> list[frozenset[str]]:
        return [frozenset(tag for m in each for tag in m.term.tags) for each in self._mentions]

    @cached_property
    def is_named(self) -> bool:
        """Whether the article says which study it reports, and is about that study.

        It says so by where the study was published or presented or by who did it; a second of
        these, how the study was done, or that the article keeps pointing back must join it.
        """
        prose, pointing, said = self._reading.prose_sentences, self._pointing, self._said
        if not self._says_whose or (len(said) == 1 and pointing == SENTENCES_POINTING_BACK):
            return False
        return len(prose) <= pointing * SENTENCES_PER_POINTER * (1 + (said >= _WHOSE))

    @cached_property
    def _pointing(self) -> int:
        """How many sentences of running text point back to a study."""
        return sum(
            _POINTS_BACK in self._tags[sentence.index] for sentence in self._reading.prose_sentences
        )

    @cached_property
    def _said(self) -> frozenset[str]:
        """What the article says of its study anywhere: where it was published, who did it, how."""
        signs = (self._signs(sentence) for sentence in self._reading.prose_sentences)
        return frozenset[str]().union(*signs)

    @property
    def _says_whose(self) -> bool:
        """Whether the article points back to a study and says whose it is."""
        return self._pointing >= SENTENCES_POINTING_BACK and not self._said.isdisjoint(_WHOSE)

    def _signs(self, sentence: Sentence) -> Collection[str]:
        """What the sentence says of a study: where it was published, who did it, how."""
        tags = self._tags[sentence.index]
        if tags & {_POINTS_BACK, "study-agent"} and self._names_an_institution(sentence):
            tags |= {"study-people"}
        if _POINTS_BACK in tags and self._has_a_size(sentence):
            tags |= {"study-design"}
        return tags & _SIGNS

    def _names_an_institution(self, sentence: Sentence) -> bool:
        """Whether a place of research is named, not only mentioned: "Lund University"."""
        written = self._reading.tokens.written
        return any(
            "institution" in mention.term.tags and written[mention.start][:1].isupper()
            for mention in self._mentions[sentence.index]
            if mention.start > sentence.first
        )

    def _has_a_size(self, sentence: Sentence) -> bool:
        """Whether people are counted: "90 nurses", "240 adults with gout"."""
        words = self._reading.words
        return any(
            "population" in mention.term.tags
            and any(words[at][0].isdigit() for at in range(mention.start - 2, mention.start))
            for mention in self._reading.mentions[sentence.index]
            if mention.start - 2 >= sentence.first
        )

    def _is_of_others(self, sentence: Sentence) -> bool:
        """Whether the sentence speaks of other research: "previous studies have shown"."""
        mentions = self._mentions[sentence.index]
        of_research = [
            mention.start
            for mention in self._reading.mentions[sentence.index]
            if mention.term.tags & _RESEARCH
        ]
        return any(
            _EARLIER in mention.term.tags
            and any(0 <= at - mention.end <= EARLIER_REACH for at in of_research)
            for mention in mentions
        )

    def opens(self, sentence: Sentence) -> bool:
        """Whether the sentence is the title or the lead of an article that opens with its study."""
        return sentence.index in self._lead

    @cached_property
    def _lead(self) -> Collection[int]:
        prose = self._reading.prose_sentences
        if not any(_POINTS_BACK in self._tags[sentence.index] for sentence in prose[:EARLY]):
            return ()
        titles = (each.index for each in self._reading.sentences if each.kind == "title")
        return {*titles, *(sentence.index for sentence in prose[:LEAD])}

    def tells(self, sentence: Sentence, span: Span, quoted: bool = False) -> bool:
        """Whether what the span of the sentence says is a finding of the study.

        It is where the sentence points back, opens the article or, if nobody is `quoted`, compares
        groups or tells what happened, unless it speaks of other research. In an article that is
        about more than one study, the study must be told of just before.
        """
        if self._is_of_others(sentence):
            return False
        if "venue" in self._tags[sentence.index] and self._says_whose:
            return True
        if not self.is_named:
            if self._says_whose and self._tags[sentence.index] & {_POINTS_BACK}:
                return True
            return self._is_just_told_of(sentence) and not quoted and self._reports(sentence, span)
        if self.opens(sentence) or self._tags[sentence.index] & _MEANS_IT:
            return True
        return (not quoted or self._has_a_share(sentence)) and self._reports(sentence, span)

    def _has_a_share(self, sentence: Sentence) -> bool:
        """Whether a share is told, as researchers tell it and patients do not: "26 percent"."""
        words = self._reading.words[sentence.first : sentence.last]
        return not _SHARES.isdisjoint(words)

    def _reports(self, sentence: Sentence, span: Span) -> bool:
        """Whether the span compares groups or tells what happened."""
        words = self._reading.words[sentence.first : sentence.last]
        return not _COMPARING.isdisjoint(words) or self._is_past(sentence, span)

    def _is_just_told_of(self, sentence: Sentence) -> bool:
        """Whether the sentences just before, or this one, say whose study it is and how it was."""
        first = max(0, sentence.index - JUST_BEFORE)
        near = [s for s in self._reading.sentences[first : sentence.index + 1] if s.is_prose]
        said = {sign for each in near for sign in self._signs(each)}
        pointed = any(_POINTS_BACK in self._tags[each.index] for each in near)
        return pointed and len(said) > 1 and not said.isdisjoint(_WHOSE)

    def _is_past(self, sentence: Sentence, span: Span) -> bool:
        """Whether the span tells what happened: "the ring lowered infections", "was better"."""
        words, starts = self._reading.words, self._reading.tokens.starts
        for at in range(sentence.first, sentence.last):
            if starts[at] >= span.end:
                break
            if words[at] in _WAS and starts[at] >= span.start - 1:
                return True
        for mention in self._reading.mentions[sentence.index]:
            if (
                mention.term.form == "ed"
                and span.start <= starts[mention.start] < span.end
                and words[mention.start - 1] not in _BEEN
            ):
                return True
        return False

    def is_meant_by(self, sentence: Sentence, tokens: range) -> bool:
        """Whether the words of research or researchers at the tokens mean the study.

        In the title and the lead they do, and where the sentence speaks of the study anyhow,
        unless a word before them or among them says that they mean other research.
        """
        if not self.is_named:
            return False
        mentions = self._mentions[sentence.index]
        reach = range(tokens.start - EARLIER_REACH, tokens.stop)
        if any(_EARLIER in m.term.tags and m.end - 1 in reach for m in mentions):
            return False
        return self.opens(sentence) or not self._tags[sentence.index].isdisjoint(_MEANS_IT)


_RESEARCH = frozenset({"study", "study-mass", "vague-research", "vague-agent", "single-study"})
_MEANS_IT = frozenset({_POINTS_BACK, "study-agent", "study-people"})
