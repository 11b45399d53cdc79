"""Kind `phrases`: words and phrases that a rule lists, where the text itself asserts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.language.intervention import is_intervention
from medlint.language.tokens import tokenize
from medlint.layout import PROSE_KINDS

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: The contexts that a rule may name.
CONTEXTS = frozenset(
    {"hedged", "negated", "purpose", "anticipation", "inquiry", "need", "definition",
     "conditional", "concessive", "question", "myth", "quoted", "mentioned", "meta"}
)  # fmt: skip
#: The kinds of block that a rule may name.
BLOCKS = ("title", "heading", "paragraph", "list-item", "quote", "table", "prose")


def check_names(contexts: tuple[str, ...], blocks: tuple[str, ...]) -> None:
    """Raise ValueError for a context or a block that the language layer does not have."""
    unknown = set(contexts) - CONTEXTS
    if unknown:
        raise ValueError(f"`contexts` names {sorted(unknown)[0]!r}; contexts: {sorted(CONTEXTS)}")
    unknown = set(blocks) - set(BLOCKS)
    if unknown:
        raise ValueError(f"`blocks` names {sorted(unknown)[0]!r}; blocks: {list(BLOCKS)}")


@dataclass(frozen=True)
class Phrases:
    """Phrases found as whole words, however they are spaced, hyphenated or marked up.

    `phrases`       what is flagged
    `unless`        longer phrases that cover one of them and take it out
    `near`          lexicon tags one of which must stand in the same sentence ("intervention"
                    asks for a treatment there, a bare generic noun not counting)
    `unless_near`   lexicon tags that take the sentence out
    `contexts`      contexts that take a phrase out: negated, hedged, question, myth, ...
    `blocks`        where to look; "prose" stands for paragraphs, list items and quotations
    `quoted_shift`  how many severity levels an attributed quotation moves the finding
    `cited_shift`   how many severity levels a citation moves it
    `title_shift`   how many severity levels the title moves it
    `unless_boilerplate` whether a paragraph near the end that presents an institution is left out
    """

    details: ClassVar[frozenset[str]] = frozenset()

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ("prose",)
    quoted_shift: int = 0
    cited_shift: int = 0
    title_shift: int = 0
    unless_boilerplate: bool = False
    once_per_sentence: bool = True

    def __post_init__(self) -> None:
        check_names(self.contexts, self.blocks)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has, and phrases without a word."""
        for tag in (*self.near, *self.unless_near):
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"
        for phrase in (*self.phrases, *self.unless):
            if not tokenize(phrase).words:
                yield f"phrase {phrase!r} holds no word"

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index(self.phrases)

    @cached_property
    def _covers(self) -> PhraseIndex:
        return phrase_index(self.unless)

    def find(self, reading: Reading) -> Iterator[Match]:
        """Each phrase that nothing covers, in text order; once a sentence unless told otherwise."""
        found = sorted(occurrences(reading, self._index))
        if not found:
            return
        covered = list(occurrences(reading, self._covers))
        seen: set[int] = set()
        for first, last in found:
            if any(start < last and first < end for start, end in covered):
                continue
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if (
                sentence is None
                or not self._in_block(sentence)
                or not self._stands(reading, sentence, first)
            ):
                continue
            if self.once_per_sentence and sentence.index in seen:
                continue
            seen.add(sentence.index)
            shift = self._shift(reading, sentence, first)
            yield Match(reading.token_span(first, last), sentence.index, shift)

    def _in_block(self, sentence: Sentence) -> bool:
        return sentence.kind in self.blocks or (
            "prose" in self.blocks and sentence.kind in PROSE_KINDS
        )

    def _stands(self, reading: Reading, sentence: Sentence, at: int) -> bool:
        """Whether the sentence is about the right things and asserts the phrase."""
        if self.near and not self._is_near(reading, sentence):
            return False
        if self.unless_boilerplate and _presents_an_institution(reading, sentence):
            return False
        if self.unless_near and any(
            mention.term.tags & set(self.unless_near)
            for mention in reading.mentions[sentence.index]
        ):
            return False
        held = reading.context(sentence).at(at)
        return not held & {"mentioned", *self.contexts}

    def _is_near(self, reading: Reading, sentence: Sentence) -> bool:
        wanted = set(self.near) - {"intervention"}
        treatments = "intervention" in self.near
        if treatments and _speaks_of_treatment_before(reading, sentence):
            return True
        return any(
            mention.term.tags & wanted
            or (treatments and is_intervention(reading, sentence, mention))
            for mention in reading.mentions[sentence.index]
        )

    def _shift(self, reading: Reading, sentence: Sentence, at: int) -> int:
        shift = 0
        if self.quoted_shift and reading.context(sentence).inside_quotation(at):
            shift += self.quoted_shift
        if self.cited_shift and reading.support.level(sentence) >= 2:
            shift += self.cited_shift
        if self.title_shift and sentence.kind == "title":
            shift += self.title_shift
        return shift


def _presents_an_institution(reading: Reading, sentence: Sentence) -> bool:
    """Whether the paragraph, in the last part of the article, opens with an institution's name."""
    last = reading.sentences[-1].block
    if sentence.block < last * _LAST_PART or not sentence.is_prose:
        return False
    first = sentence.index
    while first and reading.sentences[first - 1].block == sentence.block:
        first -= 1
    opening = reading.sentences[first]
    words = reading.words_of(opening)[:_OPENING]
    if words[0].lower() == "about" and len(words) < _OPENING:
        return True
    return any(word[:1].isupper() and word.lower() in _INSTITUTIONS for word in words) and (
        '"' not in reading.text(opening.span) and "“" not in reading.text(opening.span)
    )


# The last part of an article, as a share, in which institutions present themselves.
_LAST_PART = 0.6
# Within so many words such a paragraph names the institution.
_OPENING = 12
_INSTITUTIONS = frozenset(
    "institute institutes center centre university college hospital trust clinic partnership"
    " collaboration foundation academy clahrc nhs charity".split()
)


def _speaks_of_treatment_before(reading: Reading, sentence: Sentence) -> bool:
    """Whether "it", "there" or the like opens the sentence, after one that names a treatment."""
    if reading.words[sentence.first] not in _POINTING_BACK or not sentence.index:
        return False
    before = reading.sentences[sentence.index - 1]
    return before.block == sentence.block and any(
        is_intervention(reading, before, mention) for mention in reading.mentions[before.index]
    )


_POINTING_BACK = frozenset({"it", "they", "this", "these", "there", "with", "you", "and"})

#: Phrases by their longest word, which is mostly their rarest: its place in the phrase, the phrase.
PhraseIndex = dict[str, list[tuple[int, tuple[str, ...]]]]


def phrase_index(phrases: Iterable[str]) -> PhraseIndex:
    """Phrases as token tuples by their longest word, longest phrase first."""
    index: PhraseIndex = {}
    for phrase in phrases:
        plain = phrase.isascii() and phrase.replace(" ", "").isalpha()
        # Splitting is much cheaper than reading tokens, and does the same to plain words.
        words = tuple(phrase.lower().split() if plain else tokenize(phrase).words)
        anchor = max(words, key=len)
        index.setdefault(anchor, []).append((words.index(anchor), words))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[1]))
    return index


def occurrences(reading: Reading, index: PhraseIndex) -> Iterator[tuple[int, int]]:
    """Half-open token ranges at which a phrase stands, the longest phrase at each place."""
    words: Sequence[str] = reading.words
    places = reading.word_places
    found: dict[int, int] = {}
    for anchor in index.keys() & places.keys():
        for at in places[anchor]:
            for offset, phrase in index[anchor]:
                first = at - offset
                if first >= 0 and tuple(words[first : first + len(phrase)]) == phrase:
                    found[first] = max(found.get(first, 0), first + len(phrase))
    yield from found.items()
