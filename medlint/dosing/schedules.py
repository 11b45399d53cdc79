"""How often something is taken: "every 4 to 6 hours", "up to eight times a day", "weekly"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medlint.dosing.amounts import NUMBER, RANGE, number_value

_SOME = rf"(?P<low>{NUMBER})(?:{RANGE}(?P<high>{NUMBER}))?"
_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "night": 24.0, "week": 168.0, "month": 720.0}
_PERIOD = r"(?P<period>minute|hour|day|night|week|month)"
_A = r"(?:a|an|per|each|every|in\s(?:a|one|any)|in)"
_TIMES_WORDS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_ADVERBS = {"hour": 1.0, "dai": 24.0, "night": 24.0, "week": 168.0, "fortnight": 336.0}
_LATIN = {"bd": 2.0, "bid": 2.0, "tds": 3.0, "tid": 3.0, "qds": 4.0, "qid": 4.0, "qd": 1.0}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often, at `start:end`: from `low` to `high` times in 24 hours.

    `bare` is True where no number of times is told: "daily", "a day", "in 24 hours".
    """

    start: int
    end: int
    low: float
    high: float
    bare: bool = False


def _interval(found: re.Match[str]) -> tuple[float, float]:
    low = number_value(found.group("low"))
    high = number_value(found.group("high")) if found.group("high") else low
    hours = _HOURS[found.group("period").lower()]
    shortest, longest = sorted((low, high))
    return _a_day(longest * hours), _a_day(shortest * hours)


def _a_day(hours: float) -> float:
    """How often a day what comes once in so many hours; never, where that is no time at all."""
    return 24.0 / hours if hours > 0 else 0.0


def _times(found: re.Match[str]) -> tuple[float, float]:
    word = (found.group("word") or "").lower()
    low = _TIMES_WORDS[word] if word else number_value(found.group("low"))
    high = number_value(found.group("high")) if not word and found.group("high") else low
    days = _hours_of(found.group("period")) / 24.0
    return min(low, high) / days, max(low, high) / days


def _hours_of(period: str) -> float:
    small = period.lower()
    for stem, hours in {**_HOURS, **_ADVERBS}.items():
        if small.startswith(stem):
            return hours
    return 24.0


def _once_in(found: re.Match[str]) -> tuple[float, float]:
    often = 24.0 / _hours_of(found.group("period"))
    return often, often


def _second(found: re.Match[str]) -> tuple[float, float]:
    often = 12.0 / _hours_of(found.group("period"))
    return often, often


def _latin(found: re.Match[str]) -> tuple[float, float]:
    often = _LATIN[found.group("latin").lower().replace(".", "")]
    return often, often


_Reader = Callable[[re.Match[str]], tuple[float, float]]
_FORMS: tuple[tuple[re.Pattern[str], _Reader, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader, bare)
    for pattern, reader, bare in (
        (rf"\b(?:every|each)\s{_SOME}[\s-]{_PERIOD}s?\b", _interval, False),
        (rf"\b(?:every\sother|every\ssecond|alternate)\s{_PERIOD}s?\b", _second, False),
        (
            rf"\b(?:(?P<word>once|twice|thrice)|{_SOME}\s(?:times|doses))\s(?:{_A}\s)?"
            r"(?P<period>24[\s-]hours?|day|night|week|month|hour|daily|nightly|weekly|monthly"
            r"|hourly|fortnightly)\b",
            _times,
            False,
        ),
        (r"\b(?P<latin>b\.?d|b\.?i\.?d|t\.?d\.?s|t\.?i\.?d|q\.?d\.?s|q\.?i\.?d|q\.?d)\b(?![\w-])",
         _latin, False),
        (r"\b(?:every|each)\s(?:single\s)?(?P<period>day|night|morning|evening|hour|week|month"
         r"|fortnight)\b", _once_in, True),
        (r"(?:\b(?:a|an|per)\s|/\s?)(?P<period>day|night|hour|week|month)\b", _once_in, True),
        (r"\b(?:in|per|over|within|during|for)\s(?:a|any|one|each|every)?\s?"
         r"(?P<period>24[\s-]hours?)(?:\speriod)?\b", _once_in, True),
        (r"\b(?P<period>daily|nightly|weekly|hourly|monthly|fortnightly)\b", _once_in, True),
        (r"\bat\s(?P<period>bedtime|night)\b", _once_in, True),
    )
)  # fmt: skip


def read_frequencies(text: str) -> list[Frequency]:
    """The frequencies of a text from left to right; of two that overlap, the longer way."""
    found: list[Frequency] = []
    for each in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def _all(text: str) -> Iterator[Frequency]:
    for pattern, reader, bare in _FORMS:
        for match in pattern.finditer(text):
            low, high = reader(match)
            yield Frequency(*match.span(), low, high, bare)
