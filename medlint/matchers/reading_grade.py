"""Kind `reading-grade`: a readability grade above what the readers can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: Below this many sentences SMOG is outside the range that McLaughlin normed it on (1969).
SENTENCES_FOR_SMOG = 30
#: A sentence with more words than this is a table or list that lost its line breaks.
LONGEST_SENTENCE = 120


@dataclass(frozen=True)
class ReadingGrade:
    """A document whose SMOG grade is `tolerance` or more above the `target` grade.

    SMOG is the primary measure, because Flesch-Kincaid underestimates health texts (Fitzsimmons
    et al., J R Coll Physicians Edinb 2010). Documents of fewer than `sentences` are let be.
    """

    details: ClassVar[frozenset[str]] = frozenset(
        {"grade", "kincaid", "target", "length", "share", "approximate"}
    )

    target: float = 8.0
    tolerance: float = 2.0
    sentences: int = 5
    hardest: int = 5

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the title, with the hardest sentences."""
        counted = [s for s in reading.prose_sentences if s.last - s.first <= LONGEST_SENTENCE]
        if len(counted) < self.sentences:
            return
        from medlint.readability.formulas import count_syllables, flesch_kincaid, smog
        from medlint.readability.syllables import SYLLABLES

        # Each word's syllables, of which a mark has none: no Python code runs for words met before.
        written, syllables = reading.tokens.written, SYLLABLES.__getitem__
        spoken = [
            list(filter(None, map(syllables, written[sentence.first : sentence.last])))
            for sentence in counted
        ]
        counts = count_syllables(list(chain.from_iterable(spoken)), len(spoken))
        if counts.sentences < self.sentences:
            return
        grade = smog(counts)
        if grade < self.target + self.tolerance:
            return
        details = {
            "grade": f"{grade:.1f}",
            "kincaid": f"{flesch_kincaid(counts):.1f}",
            "target": f"{self.target:g}",
            "length": f"{counts.words_per_sentence:.0f}",
            "share": f"{100 * counts.polysyllable_share:.0f}",
            "approximate": "" if counts.sentences >= SENTENCES_FOR_SMOG else "about ",
        }
        hardest = _hardest(reading, list(zip(counted, spoken, strict=True)), self.hardest)
        yield Match(reading.anchor, None, 0, details, tuple(hardest))


def _hardest(
    reading: Reading, sentences: list[tuple[Sentence, list[int]]], most: int
) -> list[RelatedSpan]:
    """The sentences that cost a reader most, with reasons: long ones, and full of long words.

    Each comes with the syllables of its words. Nothing here asks how often a word is met: a rule
    that is on by default shall not wait for a list of 321,000 words.
    """
    from medlint.readability.formulas import long_words
    from medlint.readability.sentences import why_hard

    # A sentence weighs three times its words at most, so the longest ones settle the ranking.
    by_length = sorted(sentences, key=lambda each: -len(each[1]))
    weighed: list[tuple[int, Sentence]] = []
    heaviest: list[int] = []  # the weights of the `most` heaviest so far, the lightest first
    for sentence, words in by_length:
        if most and len(heaviest) == most and 3 * len(words) < heaviest[0]:
            break
        weight = len(words) + 2 * long_words(words)
        weighed.append((weight, sentence))
        heappush(heaviest, weight)
        if len(heaviest) > most:
            heappop(heaviest)
    weighed.sort(key=lambda each: (-each[0], each[1].index))
    return [
        RelatedSpan(
            sentence.span, f"hard to read: {', '.join(why_hard(reading, sentence).phrases())}"
        )
        for _, sentence in weighed[:most]
    ]
