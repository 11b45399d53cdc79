"""The seven classic measures of how hard a text is to read, from one pass of counting.

Every measure is 0.0 for a text without sentences or words, so that a caller who meets an empty
section needs no special case; such a text has no grade, and reports say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import sqrt

from medlint.readability.familiar import is_familiar
from medlint.readability.syllables import is_acronym, syllables


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas need to know about a text.

    `characters` are letters and digits. `polysyllables` have three or more syllables.
    `complex_words` are those that Gunning's fog counts, `difficult_words` those that Dale and
    Chall do not find familiar.
    """

    sentences: int = 0
    words: int = 0
    characters: int = 0
    syllables: int = 0
    polysyllables: int = 0
    complex_words: int = 0
    difficult_words: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.sentences + other.sentences,
            self.words + other.words,
            self.characters + other.characters,
            self.syllables + other.syllables,
            self.polysyllables + other.polysyllables,
            self.complex_words + other.complex_words,
            self.difficult_words + other.difficult_words,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to measure."""
        return not (self.sentences and self.words)

    @property
    def words_per_sentence(self) -> float:
        """Mean sentence length in words; 0.0 when empty."""
        return 0.0 if self.is_empty else self.words / self.sentences

    @property
    def polysyllable_share(self) -> float:
        """Share of words of three or more syllables, 0.0 to 1.0."""
        return 0.0 if self.is_empty else self.polysyllables / self.words


@dataclass(frozen=True, slots=True)
class _Traits:
    """What one word adds to the counts; `name` marks a capital that may make it a proper noun."""

    characters: int
    syllables: int
    complex: bool
    difficult: bool
    name: bool


def count(sentences: Sequence[Sequence[str]]) -> Counts:
    """The counts of sentences given as lists of words, in original case, without punctuation.

    A sentence without words is none, and a word without letter or digit is none. A capitalised
    word is taken for a name, which is neither complex nor difficult, unless it opens its sentence.
    """
    occurrences = Counter(chain.from_iterable(sentences))
    openings = Counter(filter(None, map(_opening, sentences)))
    words = characters = spoken = long = complex_words = difficult_words = 0
    for word, times in occurrences.items():
        traits = _traits(word)
        if not traits.characters:
            continue
        words += times
        characters += traits.characters * times
        spoken += traits.syllables * times
        if traits.syllables >= 3:
            long += times
        common = openings[word] if traits.name else times
        if traits.complex:
            complex_words += common
        if traits.difficult:
            difficult_words += common
    return Counts(
        sentences=openings.total(),
        words=words,
        characters=characters,
        syllables=spoken,
        polysyllables=long,
        complex_words=complex_words,
        difficult_words=difficult_words,
    )


def count_syllables(words: Sequence[int], sentences: int) -> Counts:
    """The counts that the syllable formulas need (SMOG, Flesch, Flesch-Kincaid), and no others.

    `words` are the syllables of each word of the sentences; much cheaper than `count`, which agrees
    with it in the fields that both fill.
    """
    return Counts(
        sentences=sentences,
        words=len(words),
        syllables=sum(words),
        polysyllables=long_words(words),
    )


def long_words(words: Sequence[int]) -> int:
    """How many of the words, given as their syllables, have three syllables or more."""
    return len(words) - words.count(0) - words.count(1) - words.count(2)


def _opening(sentence: Sequence[str]) -> str | None:
    """The first word of a sentence that has a letter or digit, None if there is none."""
    return next((word for word in sentence if _traits(word).characters), None)


@lru_cache(maxsize=1 << 16)
def _traits(word: str) -> _Traits:
    """What one word adds to the counts."""
    return _Traits(
        characters=sum(map(str.isalnum, word)),
        syllables=syllables(word),
        complex=_is_complex(word),
        difficult=not is_familiar(word),
        name=word[:1].isupper() and not is_acronym(word),
    )


def _is_complex(word: str) -> bool:
    """Whether Gunning counts a word: three syllables or more in one of its hyphenated parts.

    Not counted are acronyms, which are names, and words of three syllables whose last one is the
    ending -ed or -es. Gunning means verbs by that; without a grammar a few nouns ("diseases")
    are spared as well.
    """
    return not is_acronym(word) and any(map(_is_complex_part, word.split("-")))


def _is_complex_part(part: str) -> bool:
    """Whether a part has three syllables or more, not counting the ending of a verb."""
    number = syllables(part)
    if number == 3 and part.lower().endswith(("ed", "es")):
        return syllables(part[:-2]) == 3
    return number >= 3


def flesch_reading_ease(counts: Counts) -> float:
    """Ease from about 0 (hard) to 100 (easy).

    Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32, 221-233.
    """
    if counts.is_empty:
        return 0.0
    per_word = counts.syllables / counts.words
    return 206.835 - 1.015 * counts.words_per_sentence - 84.6 * per_word


def flesch_kincaid(counts: Counts) -> float:
    """US school grade.

    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., Chissom, B. S. (1975). Derivation of new
    readability formulas for Navy enlisted personnel. Research Branch Report 8-75.
    """
    if counts.is_empty:
        return 0.0
    return 0.39 * counts.words_per_sentence + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """US school grade, made for samples of 30 sentences and approximate for shorter ones.

    McLaughlin, G. H. (1969). SMOG grading: a new readability formula. Journal of Reading 12,
    639-646.
    """
    if counts.is_empty:
        return 0.0
    return 1.0430 * sqrt(counts.polysyllables * 30 / counts.sentences) + 3.1291


def gunning_fog(counts: Counts) -> float:
    """US school grade.

    Gunning, R. (1952). The Technique of Clear Writing. McGraw-Hill.
    """
    if counts.is_empty:
        return 0.0
    return 0.4 * (counts.words_per_sentence + 100 * counts.complex_words / counts.words)


def coleman_liau(counts: Counts) -> float:
    """US school grade from letters and digits, without syllables.

    Coleman, M., Liau, T. L. (1975). A computer readability formula designed for machine scoring.
    Journal of Applied Psychology 60, 283-284.
    """
    if counts.is_empty:
        return 0.0
    letters = 100 * counts.characters / counts.words
    sentences = 100 * counts.sentences / counts.words
    return 0.0588 * letters - 0.296 * sentences - 15.8


def ari(counts: Counts) -> float:
    """US school grade from letters and digits: the Automated Readability Index.

    Smith, E. A., Senter, R. J. (1967). Automated Readability Index. AMRL-TR-66-220, Aerospace
    Medical Research Laboratories.
    """
    if counts.is_empty:
        return 0.0
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words_per_sentence - 21.43


def dale_chall(counts: Counts) -> float:
    """Score on Dale and Chall's own scale: 4.9 is grade 4, 9 and above is college.

    Dale, E., Chall, J. S. (1948). A formula for predicting readability. Educational Research
    Bulletin 27, 11-20 and 37-54. The constant 3.6365 always counts, as printed there; textstat
    leaves it out where at most 5 % of the words are difficult.
    """
    if counts.is_empty:
        return 0.0
    difficult = 100 * counts.difficult_words / counts.words
    return 0.1579 * difficult + 0.0496 * counts.words_per_sentence + 3.6365


#: Every measure by its name in reports, in the order reports show them.
MEASURES: Mapping[str, Callable[[Counts], float]] = {
    "smog": smog,
    "flesch_kincaid": flesch_kincaid,
    "gunning_fog": gunning_fog,
    "coleman_liau": coleman_liau,
    "ari": ari,
    "dale_chall": dale_chall,
    "flesch_reading_ease": flesch_reading_ease,
}


def measure(counts: Counts) -> dict[str, float]:
    """All seven measures by name."""
    return {name: formula(counts) for name, formula in MEASURES.items()}
