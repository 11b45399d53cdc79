"""Kind `sequence`: lexicon terms in order, with limits to the gaps between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon, Mention
    from medlint.language.reading import Reading, Sentence

#: The highest level of support: a rule that spares from a higher one spares no sentence.
STRONGEST_SUPPORT = 3
_BREAKS = frozenset({";", ":", "(", ")", "?", "!"})


@dataclass(frozen=True)
class Sequence:
    """Terms of the `slots` one after the other in one sentence.

    `slots`        lexicon tags; alternatives are separated by a bar ("study|study-mass")
    `gap`          the most tokens between one slot and the next
    `after`        words one of which must stand right before the first slot (within two tokens)
    `not_after`    words that must not stand right before the first slot
    `with_tags`    tags one of which must stand in the sentence
    `unless_tags`  tags that take the sentence out
    `unless_words` words that take the sentence out
    `contexts`     contexts of the last slot that take the match out
    `support_below` the support level (see language.support) from which a sentence is spared
    `named_shift`  severity levels by which a named but uncited source moves the finding
    `opening`      where not 0, a match must begin within so many tokens of the sentence's
                   start, or a term of `with_tags` must follow it within the gap
    `phrases`      set phrases that are flagged in the same way as the slots
    `unless_reported` whether a match passes that means the study which the article reports
    `held`         lemmas of the first or last slot that only tell what somebody holds to be so
    `held_about`   tags one of which the sentence needs for a match with such a lemma, and for one
                   that only suggests what is then hedged
    """

    details: ClassVar[frozenset[str]] = frozenset()

    slots: tuple[str, ...]
    gap: int = 8
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    with_tags: tuple[str, ...] = ()
    unless_tags: tuple[str, ...] = ()
    unless_words: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    support_below: int = 4
    named_shift: int = 0
    opening: int = 0
    phrases: tuple[str, ...] = ()
    unless_reported: bool = False
    held: tuple[str, ...] = ()
    held_about: tuple[str, ...] = ()

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has."""
        for tag in (
            *(t for slot in self.slots for t in slot.split("|")),
            *self.with_tags,
            *self.unless_tags,
            *self.held_about,
        ):
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence: the first."""
        slots = [frozenset(slot.split("|")) for slot in self.slots]
        phrases = self._phrases_by_sentence(reading) if self.phrases else {}
        for sentence in reading.prose_sentences:
            tags = reading.tags[sentence.index]
            phrase = phrases.get(sentence.index)
            if phrase is None and slots[0].isdisjoint(tags):
                continue
            filled = all(slot & tags for slot in slots)
            if not (filled or phrase) or not self._suits(reading, sentence):
                continue
            mentions = reading.mentions[sentence.index]
            match = self._first_match(reading, sentence, mentions, slots) if filled else None
            if match is None and phrase is not None:
                match = self._phrase_match(reading, sentence, phrase)
            # Last, because few sentences come so far and support takes long to tell.
            if match is not None and self._lacks_support(reading, sentence):
                yield match

    def _phrases_by_sentence(self, reading: Reading) -> dict[int, tuple[int, int]]:
        """The first listed phrase of each sentence that holds one, as a token range."""
        found: dict[int, tuple[int, int]] = {}
        for first, last in sorted(occurrences(reading, self._index)):
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if sentence is not None and sentence.is_prose:
                found.setdefault(sentence.index, (first, last))
        return found

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index(self.phrases)

    def _phrase_match(
        self, reading: Reading, sentence: Sentence, phrase: tuple[int, int]
    ) -> Match | None:
        if reading.context(sentence).at(phrase[0]) & {"mentioned", *self.contexts}:
            return None
        if self._is_reported(reading, sentence, range(*phrase)):
            return None
        shift = self.named_shift if reading.support.level(sentence) == 1 else 0
        return Match(reading.token_span(*phrase), sentence.index, shift)

    def _suits(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether the sentence as a whole is one that the rule judges."""
        tags = reading.tags[sentence.index]
        if self.unless_tags and tags & set(self.unless_tags):
            return False
        if self.with_tags and not tags & set(self.with_tags):
            return False
        words = reading.words[sentence.first : sentence.last]
        return not self.unless_words or set(self.unless_words).isdisjoint(words)

    def _lacks_support(self, reading: Reading, sentence: Sentence) -> bool:
        most = self.support_below
        return most > STRONGEST_SUPPORT or reading.support.level(sentence) < most

    def _first_match(
        self,
        reading: Reading,
        sentence: Sentence,
        mentions: list[Mention],
        slots: list[frozenset[str]],
    ) -> Match | None:
        context = reading.context(sentence)
        for at, mention in enumerate(mentions):
            if not slots[0] & mention.term.tags:
                continue
            start = self._opening(reading, sentence, mention)
            if start is None:
                continue
            last = self._rest(reading, mentions[at:], slots)
            if last is None or context.at(last.start) & {"mentioned", *self.contexts}:
                continue
            if self.opening and not self._reports(sentence, mentions, start, last):
                continue
            if not self._speaks_for_itself(reading, sentence, mention, last):
                continue
            if context.whole & set(self.contexts):
                continue
            named = reading.support.level(sentence) == 1
            shift = self.named_shift if named else 0
            return Match(reading.token_span(start, last.end), sentence.index, shift)
        return None

    def _reports(
        self, sentence: Sentence, mentions: list[Mention], start: int, last: Mention
    ) -> bool:
        """Whether the match opens the sentence or one of `with_tags` follows it closely."""
        wanted = set(self.with_tags)
        return start - sentence.first < self.opening or any(
            mention.term.tags & wanted and 0 <= mention.start - last.end <= self.gap
            for mention in mentions
        )

    def _is_reported(self, reading: Reading, sentence: Sentence, tokens: range) -> bool:
        """Whether one of the tokens means the study that the article reports."""
        return self.unless_reported and reading.reported_study.is_meant_by(sentence, tokens)

    def _speaks_for_itself(
        self, reading: Reading, sentence: Sentence, first: Mention, last: Mention
    ) -> bool:
        """Whether the first term is what says so, and says it of what the rule is about."""
        if self._is_reported(reading, sentence, range(first.start, first.end)):
            return False
        if self.unless_reported and _says_whose(reading, first, last):
            return False
        between = reading.words[first.end : last.start]
        if (",", "and") in pairwise(between) or not _SOMEBODY.isdisjoint(between):
            return False
        if between[-1:] == [","] and reading.words[last.end : last.end + 1] == [","]:
            # "specialists in, say, ...": nobody says anything.
            return False
        if "," in between and last.term.tags.isdisjoint(_FOUND) and _of_things(first):
            # "... in any further trials, Moskal said": the trials say nothing.
            return False
        if self.held_about and _is_an_act(reading, last):
            return False
        if not self.held_about or reading.tags[sentence.index] & set(self.held_about):
            return True
        agent = "vague-agent" in first.term.tags
        if agent and {first.term.lemma, last.term.lemma} & set(self.held):
            return False
        return not _is_tentative(reading, sentence, last)

    def _opening(self, reading: Reading, sentence: Sentence, mention: Mention) -> int | None:
        """The token at which the match starts, or None where the words before forbid it."""
        words = reading.words
        if _is_in_a_name(reading, sentence, mention):
            return None
        before = words[max(sentence.first, mention.start - 5) : mention.start]
        counted = len(before)
        while counted and (before[counted - 1].isdigit() or before[counted - 1] in _KINDS_OF_STUDY):
            counted -= 1
        if not set(before[:counted][-2:]).isdisjoint(self.not_after):
            return None
        if not self.after:
            return mention.start
        for back, word in enumerate(reversed(before), start=1):
            if word in self.after:
                return mention.start - back
            if not word[0].isalnum():
                break
        return None

    def _rest(
        self, reading: Reading, mentions: list[Mention], slots: list[frozenset[str]]
    ) -> Mention | None:
        """The mention that fills the last slot, if every slot is filled within its gap."""
        current = mentions[0]
        for slot in slots[1:]:
            following = next(
                (
                    m
                    for m in mentions
                    if 0 <= m.start - current.end <= self.gap and slot & m.term.tags
                ),
                None,
            )
            if following is None or any(
                reading.words[n] in _BREAKS for n in range(current.end, following.start)
            ):
                return None
            between = reading.prose[
                reading.tokens.ends[current.end - 1] : reading.tokens.starts[following.start]
            ]
            if any(mark in between for mark in '"“”'):
                return None
            current = following
        return current


_SOMEBODY = frozenset({"he", "she", "i", "we"})
_KINDS_OF_STUDY = frozenset({"previous", "earlier", "published", "prior", "recent", "separate"})
_FOUND = frozenset({"asserts", "weakly-asserts"})
_THINGS = frozenset({"study", "study-mass", "vague-research", "single-study"})


def _of_things(mention: Mention) -> bool:
    return not mention.term.tags.isdisjoint(_THINGS)


def _says_whose(reading: Reading, first: Mention, last: Mention) -> bool:
    """Whether the words say whose it is: "research from Kiel University suggests".

    So do a name behind a comma ("two experts, Ada Lund and ...") and the doctors of a patient, who
    speak of that patient.
    """
    words, written = reading.words, reading.tokens.written
    if any(
        words[at] in _WHOSE and any(written[n][:1].isupper() for n in range(at + 1, last.start)[:8])
        for at in range(first.end, last.start)
    ):
        return True
    if words[first.start - 1] == "the" and first.term.lemma in _TOLD_BEFORE:
        # Whoever "the researchers" are, they have been spoken of, and are judged there.
        return True
    if first.term.lemma not in _DOCTORS:
        return words[last.start - 1] == "who" or words[first.end] in _MORE_OF_THE_NOUN
    before = words[first.start - 1] if first.start else ""
    finds_it = last.term.lemma == "find" and words[last.end : last.end + 1] != ["that"]
    return before.endswith(("'s", "s'")) or last.term.form == "ed" or finds_it


_WHOSE = frozenset({"from", "by", "at", ","})
_TOLD_BEFORE = frozenset({"researchers", "scientists", "studies", "trials"})
_DOCTORS = frozenset({"doctors", "physicians", "specialists", "therapists", "dentists"})
_MORE_OF_THE_NOUN = frozenset(
    "review team paper group project institute company firm based background article".split()
)


def _is_an_act(reading: Reading, verb: Mention) -> bool:
    """Whether the verb tells what is to be or can be done: "doctors must confirm", "can be found".

    "Evidence to suggest" and the like say that it is there.
    """
    at = verb.start
    while at and reading.words[at - 1] in _LIGHT:
        at -= 1
    before = reading.words[at - 1] if at else ""
    if verb.term.form == "base" and at > 1 and reading.words[at - 2] in _LETTING:
        # "helps physicians determine ..."
        return True
    return before in _MODALS or (before == "to" and verb.term.lemma not in _SAID_WITH_TO)


_LIGHT = frozenset({"be", "also", "yet", "still", "first", "have", "only"})
_MODALS = frozenset({"not", "must", "may", "might", "can", "could", "should", "will", "would"})
_LETTING = frozenset({"help", "helps", "helped", "helping", "let", "lets", "allow", "allows"})
_SAID_WITH_TO = frozenset({"suggest", "support", "show", "indicate", "back up", "back"})


def _is_tentative(reading: Reading, sentence: Sentence, verb: Mention) -> bool:
    """Whether the verb only suggests something, and a hedge follows: "suggest that it may"."""
    return "weakly-asserts" in verb.term.tags and any(
        "hedge" in mention.term.tags and mention.start >= verb.end
        for mention in reading.mentions[sentence.index]
    )


def _is_in_a_name(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the term is part of a name: "Cancer Research UK", "the Office of Science"."""
    written = reading.tokens.written
    if mention.start == sentence.first or not written[mention.start][:1].isupper():
        return False
    before = written[mention.start - 1]
    after = written[mention.end] if mention.end < sentence.last else ""
    return before[:1].isupper() or after[:1].isupper() or before == "journal"
