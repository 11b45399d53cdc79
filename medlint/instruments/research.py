"""Signals of research: how many people were studied, and which results are reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.figures.numbers import read_numbers
from medlint.finding import Span
from medlint.instruments.signals import Signal, seen
from medlint.language.attributions import reports_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medlint.language.reading import Reading, Sentence

#: Words between a number and the people it counts, at most: "2,303 healthy older women".
WORDS_BETWEEN = 4
_PEOPLE = re.compile(
    rf"(?:[\s-]+[\w’'-]+){{0,{WORDS_BETWEEN}}}?[\s-]+(?:patients|people|participants|women|men"
    r"|children|adults|volunteers|subjects|infants|babies|newborns|students|individuals|persons"
    r"|adolescents|teenagers|boys|girls|mothers|smokers|survivors|nurses|physicians|veterans"
    r"|athletes|residents|respondents|seniors|users|drinkers|preschoolers|couples|families|cases)\b",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"\bn\s?=\s?(\d{1,3}(?:,\d{3})+|\d+)", re.IGNORECASE)
_ARMS = re.compile(
    r"\b(?:received|given|assigned|allocated|randomi[sz]ed|placebo|groups?|arms?|controls?)\b",
    re.IGNORECASE,
)
# A total stands beside its parts: nothing is to be added up.
_TOTAL = re.compile(
    r"\b(?:enroll?ed|recruited|included|total|altogether|overall|of\s(?:the|these|those|them|whom)|in\sall)\b",
    re.IGNORECASE,
)
# A number of people that were studied, not of those that have the disease.
_STUDIED = re.compile(
    r"\b(?:stud(?:y|ied|ies)|trials?|enroll?(?:ed|ing)|recruited|randomi[sz]ed|randomly|assigned"
    r"|participants|volunteers|followed|analy[sz]ed|analysis|surveyed|interviewed|data|records"
    r"|compared|cohort|received|given|treated|tested|underwent|included|includes|reviewed"
    r"|observed|examined|looked\sat|asked|took\spart|involv(?:ed|ing)|respondents|tracked)\b",
    re.IGNORECASE,
)
_POPULATION = re.compile(
    r"\b(?:million|billion|each\syear|every\syear|per\syear|annually|worldwide|nationwide"
    r"|globally|affects?|suffer|sufferers|living\swith|in\sthe\s(?:US|UK|U\.S\.|United\sStates)"
    r"|Americans|per\s100,000|per\s1,000|employs?|employees)\b"
)


def participants(reading: Reading) -> Signal:
    """The largest number of people who are said to have been studied; the count is that number.

    The arms of a trial that one sentence lists are added up.
    """
    found = [each for sentence in reading.sentences for each in _samples(reading, sentence)]
    if not found:
        return Signal()
    count, span = max(found, key=lambda each: each[0])
    return Signal(count, (span,), (reading.text(span),))


def results(reading: Reading) -> Signal:
    """The sentences that report what research found."""
    spans = [each.span for each in reading.prose_sentences if reports_evidence(reading, each)]
    return seen(spans, [reading.text(span) for span in spans])


def _samples(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, Span]]:
    """The numbers of people studied in a sentence, and their sum where they are its arms."""
    counted = [*_studied(reading, sentence)]
    yield from counted
    start, end = sentence.span.start, sentence.span.end
    if (
        len(counted) > 1
        and _ARMS.search(reading.prose, start, end)
        and not _TOTAL.search(reading.prose, start, end)
    ):
        whole = Span(counted[0][1].start, counted[-1][1].end)
        yield sum(count for count, _ in counted), whole


def _studied(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, Span]]:
    if not (sentence.is_prose or sentence.kind in ("title", "heading", "table")):
        return
    start, end = sentence.span.start, sentence.span.end
    text = reading.prose[start:end]
    for sample in _SAMPLE.finditer(text):
        written = Span(start + sample.start(), start + sample.end())
        yield int(sample.group(1).replace(",", "")), written
    if not _STUDIED.search(text) or _POPULATION.search(text):
        return
    for number in read_numbers(reading.prose, start, end):
        if number.percent or number.decimals or number.glued or number.value < 1:
            continue
        people = _PEOPLE.match(reading.prose, number.end, end)
        if people:
            yield int(number.value), Span(number.start, people.end())
