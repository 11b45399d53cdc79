"""Where an article says how often a harm happens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.harms.sameness import LOOKUPS

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: How many sentences after a harm may say how often it happens.
SENTENCES_AHEAD = 2

_COUNT = r"(?:\d[\d,.]*|a|one|two|three|four|five|six|seven|eight|nine|ten)"
_WHOLE = (
    r"(?:\d[\d,]*|four|five|six|eight|ten|twelve|twenty|fifty|"
    r"(?:a |one |ten )?(?:hundred|thousand|million)(?: thousand)?)"
)
_RATE = re.compile(
    r"\d[\d.,]*\s*(?:%|per\s?cent\b)"
    rf"|\b{_COUNT}\s+(?:patients?\s+|people\s+)?(?:in|out\s+of)\s+(?:every\s+)?{_WHOLE}\b"
    rf"|\b{_COUNT}\s+of\s+(?:the\s+)?\d[\d,]*\s+(?:patients|people|women|men|children|adults)\b"
    rf"|\bper\s+{_WHOLE}\b"
    r"|\b(?:half|a\s+third|a\s+quarter|two[\s-]thirds|three[\s-]quarters)\s+of\s+"
    r"(?:\w+\s+){0,2}(?:patients|people|women|men|children|adults|users|those)\b",
    re.IGNORECASE,
)
# A figure with these behind it says how much less or more, not how often.
_CHANGE = re.compile(
    r"\s+(?:less|fewer|lower|higher|greater|more|reduction|drop|decrease|increase|rise|smaller)\b"
)
_NOT_KNOWN = re.compile(
    r"\b(?:how\s+(?:often|common|frequent)|frequency|incidence|rate)\b[^.;]{0,60}?"
    r"\b(?:not\s+(?:yet\s+)?known|unknown|unclear|not\s+clear|uncertain|cannot\s+be\s+estimated)\b"
    r"|\b(?:not\s+(?:yet\s+)?known|unknown|unclear|not\s+clear)\s+how\s+(?:often|common|many)\b",
    re.IGNORECASE,
)
_ON_IT = frozenset({"harm", "harm-serious", "harm-generic"})


def frequency_of(reading: Reading, sentence: Sentence) -> Span | None:
    """The first figure or rate for a harm, in its sentence or the next two of its block.

    A sentence behind counts where it goes on about harm. "How often is not known" counts, too.
    """
    for each in (sentence, *reading.following(sentence, SENTENCES_AHEAD)):
        if each is not sentence and not _goes_on(reading, each):
            continue
        found = _figure(reading, each)
        if found is not None:
            return found
    return None


def figure_between(reading: Reading, start: int, end: int) -> Span | None:
    """The first figure, rate or "not known" between two offsets; "60% less likely" is none."""
    for pattern in (_RATE, _NOT_KNOWN):
        for found in pattern.finditer(reading.prose, start, end):
            if not _CHANGE.match(reading.prose, found.end()):
                return Span(*found.span())
    return None


def _figure(reading: Reading, sentence: Sentence) -> Span | None:
    return figure_between(reading, sentence.span.start, sentence.span.end)


def _goes_on(reading: Reading, sentence: Sentence) -> bool:
    if not _ON_IT.isdisjoint(reading.tags[sentence.index]):
        return True
    words = reading.words[sentence.first : sentence.last]
    return not reading.lexicon.part(LOOKUPS).words_tagged("goes-on").isdisjoint(words)
