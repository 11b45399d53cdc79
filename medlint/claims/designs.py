"""The study design that an article names near a claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

Design = Literal["in vitro", "animal", "review", "trial", "observational"]

# In order of precedence: a trial in mice is animal research, a review of trials a review.
_DESIGNS: tuple[tuple[str, Design], ...] = (
    ("in-vitro", "in vitro"),
    ("animal", "animal"),
    ("review", "review"),
    ("trial", "trial"),
    ("observational", "observational"),
)
#: How many sentences before a claim, in its block, may name the design.
SENTENCES_BEFORE = 2


def design_near(reading: Reading, sentence: Sentence) -> Design | None:
    """The design named in the sentence, else in the nearest of the two before it in its block."""
    for index in range(sentence.index, max(-1, sentence.index - SENTENCES_BEFORE - 1), -1):
        candidate = reading.sentences[index]
        if candidate.block != sentence.block:
            return None
        found = design_in(reading, candidate)
        if found is not None:
            return found
    return None


def sentences_naming(reading: Reading, design: Design) -> Iterator[Sentence]:
    """The sentences that name the design and none that outranks it, in text order."""
    tag = next(tag for tag, each in _DESIGNS if each == design)
    places = reading.word_places
    first_words = {term.split(" ", 1)[0] for term in _terms(reading, tag)}
    starts = sorted({at for word in first_words & places.keys() for at in places[word]})
    seen = -1
    for at in starts:
        sentence = reading.sentence_at(reading.tokens.starts[at])
        if sentence is not None and sentence.index > seen:
            seen = sentence.index
            if design_in(reading, sentence) == design:
                yield sentence


def _terms(reading: Reading, tag: str) -> frozenset[str]:
    return reading.lexicon.part("designs").words_tagged(tag)


def design_in(reading: Reading, sentence: Sentence) -> Design | None:
    """The design that the sentence itself names; of several, the first in precedence."""
    mentions = reading.part_mentions("designs", sentence)
    tags = {tag for mention in mentions for tag in mention.term.tags}
    return next((design for tag, design in _DESIGNS if tag in tags), None)
