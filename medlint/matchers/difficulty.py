"""Kind `difficulty`: sentences that cost their readers most, with what makes them hard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.matchers.sentence_length import is_exempt

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: More words than this are a table or list that lost its line breaks, not a sentence.
LONGEST_SENTENCE = 60
#: A comma or bracket for so many words makes an enumeration.
_WORDS_TO_A_COMMA = 5


@dataclass(frozen=True)
class Difficulty:
    """Sentences whose difficulty (`medlint/readability/difficulty.py`) is `hard` or more.

    Names that the page may be unable to avoid do not count, so that they never make a sentence a
    finding; the message tells them. Sentences under `words` words, enumerations, whose terms are
    read one by one, and quotations are let be.
    At most `limit` sentences are reported, the hardest ones; the last says how many more there are.
    """

    details: ClassVar[frozenset[str]] = frozenset({"reasons", "difficulty"})

    hard: float = 7.5
    words: int = 12
    limit: int = 2

    def find(self, reading: Reading) -> Iterator[Match]:
        """The hardest sentences over the limit, in text order."""
        candidates = [
            sentence
            for sentence in reading.prose_sentences
            if self.words <= sentence.last - sentence.first <= LONGEST_SENTENCE
            and not is_exempt(reading, sentence)
            and not _is_enumeration(reading, sentence)
        ]
        found = [
            (difficulty, sentence)
            for sentence in candidates
            if (difficulty := self._difficulty(reading, sentence)) >= self.hard
        ]
        found.sort(key=lambda each: (-each[0], each[1].index))
        shown = sorted(found[: self.limit], key=lambda each: each[1].index)
        more = len(found) - len(shown)
        for number, (difficulty, sentence) in enumerate(shown, start=1):
            note = f"({more} more in this article.)" if more and number == len(shown) else ""
            details = {"reasons": _reasons(reading, sentence), "difficulty": f"{difficulty:.1f}"}
            yield Match(sentence.span, sentence.index, 0, details, note=note)

    def _difficulty(self, reading: Reading, sentence: Sentence) -> float:
        """The difficulty without names; 0.0 for too few words."""
        from medlint.readability.difficulty import sentence_difficulty
        from medlint.readability.sentences import sentence_words, unavoidable

        words = sentence_words(reading, sentence)
        if len(words) < self.words:
            return 0.0
        names = unavoidable(reading, sentence)
        return sentence_difficulty([word for word in words if word.lower() not in names])


def _is_enumeration(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence is mostly a list of terms."""
    words = reading.words[sentence.first : sentence.last]
    parted = words.count(",") + words.count("(") + words.count(";")
    return parted >= 3 and parted * _WORDS_TO_A_COMMA >= len(words)


def _reasons(reading: Reading, sentence: Sentence) -> str:
    from medlint.readability.difficulty import hard_word
    from medlint.readability.sentences import why_hard

    return ", ".join(why_hard(reading, sentence, hard_word).phrases())
