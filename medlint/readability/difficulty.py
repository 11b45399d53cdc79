"""How hard a sentence or a text is to read: one sum of few terms for both.

A formula such as Flesch-Kincaid counts syllables, so that "vegetable" is harder than "titre". This
score asks how often readers meet the words. Its weights are round numbers set by hand and tried on
one half of two sets of graded texts; none is an estimate from those texts, whose licences would not
let it be passed on. `benchmarks/difficulty.py` shows what each term is worth, and what weights
estimated from them would gain.

The difficulty of a stretch of text is

    the mean weight of its five hardest different words
    + 1 point for every 10 points of load

and the difficulty of a longer text is the mean over its stretches of 50 words. Of the sentences of
consumer health pages half are below 4.1 and one in ten is above 6.2; of the pages half are below
6.7, one in ten is above 7.7.

Every term can only grow when words are added to a sentence, so that no sentence gets easier by
being made longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from medlint.readability.familiar import is_familiar
from medlint.readability.frequency import family_zipf
from medlint.readability.structure import clause_openings, passives
from medlint.readability.syllables import is_acronym
from medlint.remembered import Remembered

#: Words that are weighed: readers judge a sentence by the words that stop them (Crossley and
#: McNamara, and Arase et al. (EMNLP 2022), rank sentences by their rarest words, too).
HARDEST = 5
#: The words of a stretch, about a paragraph; a longer text is read in stretches of this size, so
#: that its length makes it no harder.
STRETCH = 50
_STEP = 10

#: A word weighs one point for every power of ten by which it is rarer than one in 100 words.
_COMMON = 7.0
#: An acronym weighs as a word of which there is one in ten million: its letters explain nothing.
_ACRONYM_WEIGHT = 5.0
#: A word that is not on the list of Dale and Chall (1948) weighs a point more.
_UNFAMILIAR = 1.0

#: A word is a load from one in 10,000 words on, again a point for every power of ten, at most two.
_FREQUENT = 5.0
_MOST_LOAD = 2.0
_ACRONYM_LOAD = 2.0
_NOMINALISATION = 1.0
_NUMBER = 1.0
_CLAUSE = 0.5
_PASSIVE = 0.5
#: What a word must weigh to be named as hard: one in 100,000, if it is unfamiliar, too.
_STOPS = 4.0
#: Points of difficulty for a point of load: five for every 50.
_OF_LOAD = 0.1

#: Nouns made of verbs and adjectives, for which plain-language guides want the verb.
_NOMINAL = re.compile(r"(?:[ts]ion|ment|ity|ness|[ae]nc[ey]|ysis|ism)s?$")
_SHORTEST_NOMINAL = 7


@dataclass(frozen=True, slots=True)
class Word:
    """What a word costs its reader; `name` tells it from other words, in small letters."""

    name: str
    weight: float
    load: float


def _word(written: str) -> Word:
    """The cost of a word wherever it stands."""
    name = written.lower()
    if not written[:1].isalpha():
        return Word(name, 0.0, _NUMBER if written[:1].isdigit() else 0.0)
    common = family_zipf(written)
    weight = max(0.0, _COMMON - common)
    load = min(_MOST_LOAD, max(0.0, _FREQUENT - common))
    if is_acronym(written):
        weight, load = max(weight, _ACRONYM_WEIGHT), _ACRONYM_LOAD
    if not is_familiar(written):
        weight += _UNFAMILIAR
    if is_nominalisation(name):
        load += _NOMINALISATION
    return Word(name, weight, load)


#: The cost of every word met so far, by the word as it is written.
COSTS: Mapping[str, Word] = Remembered(_word)


def hard_word(written: str) -> float:
    """How much harder a word is than one that stops nobody; 0.0 or less for all others."""
    return COSTS[written].weight - _STOPS if written[:1].isalpha() else 0.0


def is_nominalisation(word: str) -> bool:
    """Whether a word in small letters looks like a noun made of a verb or an adjective."""
    return len(word) >= _SHORTEST_NOMINAL and _NOMINAL.search(word) is not None


def words_with_costs(words: Sequence[str]) -> list[Word]:
    """The words of one sentence with what they cost there: passives and clauses are loads."""
    costs = [COSTS[word] for word in words]
    for at in clause_openings(words):
        costs[at] = Word(f"{costs[at].name} {at}", costs[at].weight, costs[at].load + _CLAUSE)
    for at in passives(words):
        costs[at] = Word(costs[at].name, costs[at].weight, costs[at].load + _PASSIVE)
    return costs


def sentence_difficulty(words: Sequence[str]) -> float:
    """The difficulty of a sentence given as its words in original case; 0.0 without words.

    Raises WordfreqError and TextstatError where a word list is missing.
    """
    return _difficulty(words_with_costs(words))


def text_difficulty(sentences: Sequence[Sequence[str]]) -> float:
    """The difficulty of a text given as the words of its sentences; 0.0 without words.

    Raises WordfreqError and TextstatError where a word list is missing.
    """
    words = [word for sentence in sentences for word in words_with_costs(sentence)]
    if len(words) <= STRETCH:
        return _difficulty(words)
    last = len(words) - STRETCH
    starts = [*range(0, last, _STEP), last]
    return sum(_difficulty(words[start : start + STRETCH]) for start in starts) / len(starts)


def _difficulty(words: Sequence[Word]) -> float:
    """The difficulty of a stretch; a word that stands there several times counts once."""
    weights: dict[str, float] = {}
    loads: dict[str, float] = {}
    for word in words:
        weights[word.name] = max(word.weight, weights.get(word.name, 0.0))
        loads[word.name] = max(word.load, loads.get(word.name, 0.0))
    hardest = sum(nlargest(HARDEST, weights.values())) / HARDEST
    return hardest + _OF_LOAD * sum(loads.values())
