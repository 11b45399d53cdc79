"""Sentences that report what research or authorities are said to have found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

_SOURCES = frozenset({"study", "study-mass"})
_REPORTS = frozenset({"asserts", "weakly-asserts"})
_PLANS = frozenset({"activity", "need"})
_REACH = 9


def reports_evidence(reading: Reading, sentence: Sentence) -> bool:
    """Whether research is the subject of a finding, not of an activity or a need."""
    tags = reading.tags[sentence.index]
    if _SOURCES.isdisjoint(tags) or not _PLANS.isdisjoint(tags):
        return False
    mentions = reading.mentions[sentence.index]
    for source in mentions:
        if not source.term.tags & _SOURCES:
            continue
        for report in mentions:
            if report.term.tags & _REPORTS and 0 <= report.start - source.end <= _REACH:
                context = reading.context(sentence)
                return not context.at(report.start) & {"question", "purpose", "myth"}
    return False
