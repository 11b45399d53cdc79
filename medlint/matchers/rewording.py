"""Kind `rewording`: words that should be said another way, and what to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from medlint.finding import Match
from medlint.language.tokens import tokenize
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index
from medlint.rewriting import (
    in_small_letters,
    is_part_of_name,
    is_spoken_of,
    opens_phrase,
    put_in_place,
    tells_of_weight,
    text_for,
)

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon, Mention
    from medlint.language.reading import Reading, Sentence

#: Stands in a replacement for the term of `near` that comes right before the words.
_BEFORE = "{before}"
_CLAUSE_ENDS = frozenset({".", ";", ":", "?", "!", "(", ")"})


@dataclass(frozen=True)
class Group:
    """Words that are wrong under the same conditions.

    `words`       what is flagged, with what fits in its place as it stands; "{before}" is the term
                  of `near` right before it, which is replaced with it
    `advice`      what is flagged, with advice that is only shown
    `near`        lexicon tags one of which must stand near, on the side that `where` names
    `reach`       how many words may lie between
    `unless_words` words that, anywhere in the sentence, make it harmless
    `fits_only_behind_nouns` whether `words` do not fit behind a preposition, an adverb or the like
    `unless_titled` whether words of the title are let be everywhere: they name its matter
    `shift`       how many severity levels it moves
    `once`        whether only the first of the group in an article is reported
    """

    words: Mapping[str, str] = field(default_factory=dict)
    advice: Mapping[str, str] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    where: Literal["after", "before"] = "after"
    reach: int = 4
    unless_words: tuple[str, ...] = ()
    fits_only_behind_nouns: bool = False
    unless_titled: bool = False
    shift: int = 0
    once: bool = False


class _Entry(NamedTuple):
    """What one phrase says, by its group."""

    group: int
    better: str
    fits: bool


@dataclass(frozen=True)
class Rewording:
    """Reports the words of some groups in running text, titles and headings.

    What is quoted, named as a word, or part of a name is let be, and so is what one of the longer
    phrases of `unless` covers. One match a sentence.
    """

    groups: tuple[Group, ...]
    unless: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"better"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """The first of the words in each sentence that holds one, in text order."""
        found = sorted(occurrences(reading, self._index), key=lambda each: (each[0], -each[1]))
        if not found:
            return
        covers = list(occurrences(reading, self._covers)) if self.unless else []
        taken: set[int] = set()
        told: set[int] = set()
        free = 0
        for first, last in found:
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if sentence is None or sentence.kind == "table" or first < free:
                continue
            free = last
            if sentence.index in taken or any(a < last and first < b for a, b in covers):
                continue
            match = self._match(reading, sentence, first, last, told)
            if match is not None:
                taken.add(sentence.index)
                yield match

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        seen: set[str] = set()
        for number, group in enumerate(self.groups, start=1):
            place = f"groups item {number}"
            for tag in group.near:
                if tag not in lexicon.tags:
                    yield f'{place}: near names "{tag}", which is in no lexicon'
            for phrase, better in (*group.words.items(), *group.advice.items()):
                if not tokenize(phrase).words or not better.strip():
                    yield f'{place}: "{phrase}" needs words on both sides'
                if phrase in seen:
                    yield f'{place}: "{phrase}" is listed twice; delete one'
                seen.add(phrase)

    @cached_property
    def _entries(self) -> Mapping[str, _Entry]:
        entries: dict[str, _Entry] = {}
        for number, group in enumerate(self.groups):
            for fits, listed in ((True, group.words), (False, group.advice)):
                for phrase, better in listed.items():
                    surface = " ".join(tokenize(phrase).words)
                    entries[surface] = _Entry(number, better, fits)
        return entries

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index(self._entries)

    @cached_property
    def _covers(self) -> PhraseIndex:
        return phrase_index(self.unless)

    def _match(
        self, reading: Reading, sentence: Sentence, first: int, last: int, told: set[int]
    ) -> Match | None:
        number, better, fits = self._entries[" ".join(reading.words[first:last])]
        group = self.groups[number]
        if group.once and number in told:
            return None
        if group.unless_titled and _is_titled(reading, first, last):
            return None
        near = _near(reading, sentence, group, first, last)
        if group.near and near is None:
            return None
        if not set(group.unless_words).isdisjoint(reading.words[sentence.first : sentence.last]):
            return None
        if is_part_of_name(reading, sentence, first, last):
            return None
        if is_spoken_of(reading, sentence, first, last):
            return None
        told.add(number)
        if _BEFORE in better and near is not None:
            term = in_small_letters(reading.text(reading.token_span(near.start, near.end)))
            better = better.replace(_BEFORE, term)
            first = near.start
            fits = fits and opens_phrase(reading, sentence, first)
        if group.fits_only_behind_nouns and not _is_behind_noun(reading, sentence, first):
            fits = False
        span = reading.token_span(first, last)
        fits = fits and not tells_of_weight(reading, sentence)
        edit = put_in_place(reading, first, last, better) if fits else None
        return Match(
            span,
            sentence=sentence.index,
            shift=group.shift,
            details={"better": better},
            replacement=text_for(edit, span),
            edits=(edit,) if edit else (),
        )


def _is_titled(reading: Reading, first: int, last: int) -> bool:
    """Whether the title holds the words of the tokens."""
    title = reading.title
    if title is None:
        return False
    words = " ".join(reading.plain_words[title.index])
    return " ".join(reading.words[first:last]) in words


def _near(
    reading: Reading, sentence: Sentence, group: Group, first: int, last: int
) -> Mention | None:
    """The term of `near` on the side that the group names, in the same clause, if there is one."""
    wanted = set(group.near)
    for mention in reading.mentions[sentence.index] if wanted else ():
        if mention.term.tags.isdisjoint(wanted):
            continue
        start, end = (last, mention.start) if group.where == "after" else (mention.end, first)
        if 0 <= end - start <= group.reach and _CLAUSE_ENDS.isdisjoint(reading.words[start:end]):
            return mention
    return None


def _is_behind_noun(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether the word before may be the noun that the words describe."""
    if first == sentence.first:
        return False
    before = reading.words[first - 1]
    if before in ("those", "people", "someone", "anyone", "others"):
        return True
    grammar = reading.lexicon.part("grammar")
    if before.endswith("ly") or before in grammar.words_tagged("before-phrase"):
        return False
    return before not in grammar.words_tagged("behind-noun") and before.isalpha()
