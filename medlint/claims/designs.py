"""The study design that an article names near a claim."""

from __future__ import annotations

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
        found = _design_in(reading, candidate)
        if found is not None:
            return found
    return None


def _design_in(reading: Reading, sentence: Sentence) -> Design | None:
    tokens = reading.tokens
    mentions = reading.lexicon.part("designs").scan(
        tokens.words, reading.prose, tokens.starts, tokens.ends, sentence.first, sentence.last
    )
    tags = {tag for mention in mentions for tag in mention.term.tags}
    return next((design for tag, design in _DESIGNS if tag in tags), None)
