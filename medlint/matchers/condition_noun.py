"""Kind `condition-noun`: people called by the name of what they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, Span
from medlint.language.morphology import plural
from medlint.language.tokens import tokenize
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index
from medlint.rewriting import (
    is_part_of_name,
    is_spoken_of,
    opens_phrase,
    put_in_place,
    tells_of_weight,
    text_for,
)

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_SINGULAR_OPENERS = frozenset(
    "a an the every each any another no one this that some fellow".split()
)
_FIRST_PERSON = frozenset({"i", "i'm", "i've", "me", "my", "myself"})
_WITHOUT = frozenset({"non", "not"})
# Endings of adjectives: "a diabetic, hypertensive man".
_ADJECTIVES = ("ive", "ic", "al", "ous", "ed", "ary")
#: Words behind "and" or "or" that open a noun phrase of its own.
_OPENS_NEXT = frozenset(
    "the a an people those children women men other others their his her your anyone someone"
    " pregnant young older".split()
)


class _Form(NamedTuple):
    """A form of a listed word: how it is counted, and what people are who have that."""

    number: str
    people: str


@dataclass(frozen=True)
class ConditionNoun:
    """Reports nouns such as "diabetics" and groups such as "the elderly".

    `nouns`   each noun in the singular with what follows "person" or "people" in its place
    `groups`  each group with what to write
    `mild`    those of both that many of the people themselves use: a level less severe
    `unless`  longer phrases, names above all, that hold one of the words and are let be

    A singular counts behind an article and before a word that cannot be its noun, so that
    "a diabetic foot" passes, and so does what is quoted, and who speaks of themselves.
    """

    nouns: Mapping[str, str]
    groups: Mapping[str, str]
    mild: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"better"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match a sentence, in text order."""
        found = sorted(occurrences(reading, self._index), key=lambda each: (each[0], -each[1]))
        if not found:
            return
        covers = list(occurrences(reading, self._covers))
        taken: set[int] = set()
        free = 0
        for first, last in found:
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if sentence is None or first < free:
                continue
            free = last
            if sentence.index in taken or any(a < last and first < b for a, b in covers):
                continue
            if self._is_noun(reading, sentence, first, last) and not _is_let_be(
                reading, sentence, first, last
            ):
                taken.add(sentence.index)
                yield self._match(reading, sentence, first, last)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for word in self.mild:
            if word not in self.nouns and word not in self.groups:
                yield f'mild names "{word}", which is in neither nouns nor groups'
        for word in (*self.nouns, *self.groups):
            if not tokenize(word).words:
                yield f'"{word}" is no word; write it in letters'

    @cached_property
    def _forms(self) -> Mapping[str, _Form]:
        forms: dict[str, _Form] = {}
        for noun, people in self.nouns.items():
            forms[_surface(noun)] = _Form("one", f"person {people}")
            forms[_surface(plural(noun))] = _Form("many", f"people {people}")
        for group, people in self.groups.items():
            forms[_surface(group)] = _Form("group", people)
        return forms

    @cached_property
    def _mild(self) -> frozenset[str]:
        return frozenset(_surface(form) for word in self.mild for form in (word, plural(word)))

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index(self._forms)

    @cached_property
    def _covers(self) -> PhraseIndex:
        return phrase_index(self.unless)

    def _is_noun(self, reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
        """Whether the word is a noun for people, not an adjective before one."""
        number = self._forms[" ".join(reading.words[first:last])].number
        if number == "many":
            return not _is_prefixed(reading, first)
        if number == "one" and not _opens_singular(reading, sentence, first):
            return False
        return _ends_phrase(reading, sentence, last)

    def _match(self, reading: Reading, sentence: Sentence, first: int, last: int) -> Match:
        surface = " ".join(reading.words[first:last])
        better = self._forms[surface].people
        shift = -1 if surface in self._mild else 0
        span = reading.token_span(first, last)
        prefix = _prefix(reading, first)
        if prefix is not None:
            span = Span(reading.tokens.starts[first - 1], span.end)
            better = better.replace(" with ", " without ")
        edit = self._edit(reading, sentence, first, last, better) if prefix is None else None
        return Match(
            span,
            sentence=sentence.index,
            shift=shift,
            details={"better": better},
            replacement=text_for(edit, span),
            edits=(edit,) if edit else (),
        )

    def _edit(
        self, reading: Reading, sentence: Sentence, first: int, last: int, better: str
    ) -> Edit | None:
        """The edit, where nothing around the noun would make it wrong."""
        after = reading.document.text[reading.tokens.ends[last - 1] :][:1]
        if after in ("'", "’") or not opens_phrase(reading, sentence, first):
            return None
        if tells_of_weight(reading, sentence):
            return None
        return put_in_place(reading, first, last, better)


def _surface(words: str) -> str:
    return " ".join(tokenize(words).words)


def _prefix(reading: Reading, first: int) -> str | None:
    """The word that a hyphen ties to the token, if one does."""
    tokens = reading.tokens
    if not first or reading.prose[tokens.ends[first - 1] : tokens.starts[first]] != "-":
        return None
    return reading.words[first - 1]


def _is_prefixed(reading: Reading, first: int) -> bool:
    """Whether a prefix makes another word of it: "anti-epileptics" are medicines."""
    prefix = _prefix(reading, first)
    return prefix is not None and prefix not in _WITHOUT


def _opens_singular(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether an article stands before the token, at most one word between."""
    words = reading.words[sentence.first : first]
    if words[-1:] and words[-1] in _SINGULAR_OPENERS:
        return True
    if not words[-2:-1] or words[-2] not in _SINGULAR_OPENERS:
        return False
    return words[-1].endswith(("ing", "ed", "known", *_ADJECTIVES)) or words[-1] in _PERSONAL


_PERSONAL = frozenset("known young old new heavy fellow adult elderly drug type".split())


def _ends_phrase(reading: Reading, sentence: Sentence, last: int) -> bool:
    """Whether what follows the token cannot be the noun that it describes."""
    if last >= sentence.last:
        # A heading or a list item may end with an adjective, never behind an article.
        return True
    words = reading.words
    after = words[last]
    following = words[last + 1] if last + 1 < sentence.last else "."
    if reading.prose[reading.tokens.ends[last - 1] : reading.tokens.starts[last]] == "-":
        return False
    if after == ",":
        hyphen = reading.prose[reading.tokens.ends[min(last + 1, sentence.last - 1)] :][:1] == "-"
        return not hyphen and not following.endswith(_ADJECTIVES)
    if after in ("and", "or"):
        return following in _OPENS_NEXT
    if after in ("'s",) or words[last - 1].endswith("'s"):
        return False
    return after in reading.lexicon.part("grammar").words_tagged("behind-noun")


def _is_let_be(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words are quoted, part of a name, or said by somebody of themselves."""
    own = reading.words[sentence.first : sentence.last]
    return (
        not _FIRST_PERSON.isdisjoint(own)
        or is_part_of_name(reading, sentence, first, last)
        or is_spoken_of(reading, sentence, first, last)
    )
