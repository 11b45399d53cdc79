"""How sure a sentence is of what it says, on the scale of Pei and Jurgens (EMNLP 2021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: A plain statement of fact; the scale runs from 1 (uncertain) to 6 (certain).
PLAIN = 5.0
LOWEST, HIGHEST = 1.0, 6.0
#: What one or more words of a lexicon table add. Rounded from a least-squares fit on sentences
#: that others had rated; the words themselves were chosen from the literature on hedging.
STEPS = {
    "possible": -1.75,
    "unknown": -1.5,
    "probable": -0.75,
    "approximate": -0.5,
    "boosting": 0.25,
}


def certainty_tags(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """The tables of the certainty lexicon of which the sentence holds a word."""
    mentions = reading.part_mentions("certainty", sentence)
    return frozenset().union(*(mention.term.tags for mention in mentions))


def certainty(reading: Reading, sentence: Sentence) -> float:
    """The certainty of a sentence, 1 to 6, in steps of a quarter."""
    tags = certainty_tags(reading, sentence)
    sure = PLAIN + sum(step for tag, step in STEPS.items() if tag in tags)
    return min(HIGHEST, max(LOWEST, sure))
