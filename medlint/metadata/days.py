"""Dates as people write them, each with the days that it may mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_GAP = r"(?:,?\s+|\s*[-./]\s*)"
_WRITTEN = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?{_GAP}(?:of\s+)?(?P<month>{_MONTH}){_GAP}"
    rf"(?P<year>{_YEAR}|'?\d\d(?![\d:]))"
    rf"|\b(?P<us_month>{_MONTH})\s*(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>{_YEAR})"
    rf"|(?<![\d-])(?P<iso_year>{_YEAR})(?P<iso_mark>[-/.])(?P<iso_month>\d{{1,2}})(?P=iso_mark)"
    r"(?P<iso_day>\d{1,2})(?!\d)"
    rf"|(?<![\d/.-])(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark)"
    rf"(?P<last>{_YEAR}|\d\d(?![\d/.-]))"
    rf"|\b(?P<only_month>{_MONTH}),?\s+(?:of\s+)?(?P<month_year>{_YEAR})"
    rf"|(?<![\d-])(?P<ym_year>{_YEAR})-(?P<ym_month>\d\d)(?![\d-])"
    rf"|(?<![\d/])(?P<my_month>\d{{1,2}})/(?P<my_year>{_YEAR})"
    rf"|(?<![\d./,-])(?P<only_year>{_YEAR})(?![\d,/-]\d)",
    re.IGNORECASE,
)
#: Clocks differ by up to a day around the world: a date is later than another from here on.
TIME_ZONES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """The days that a written date may mean, from `earliest` to `latest`, both counted.

    They are one and the same where the date is exact. "March 2015" means a month, "04/05/2025"
    anything from 5 April to 4 May.
    """

    earliest: date
    latest: date

    def is_before(self, other: Day) -> bool:
        """Whether it surely is: in every reading of both, and in every time zone."""
        return self.latest + TIME_ZONES < other.earliest

    def is_after(self, day: date) -> bool:
        """Whether it surely comes after a day."""
        return self.earliest > day + TIME_ZONES


def read_day(text: str) -> Day | None:
    """The first date in a text that there is in the calendar; None without one."""
    return next((day for _, _, day in days_in(text)), None)


def days_in(text: str) -> Iterator[tuple[int, int, Day]]:
    """The start, the end and the meaning of every date in a text, in order."""
    for found in _WRITTEN.finditer(text):
        day = _meaning(found)
        if day is not None:
            yield found.start(), found.end(), day


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last of the month where that has fewer days."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _meaning(found: re.Match[str]) -> Day | None:
    part = found.groupdict()
    if part["day"]:
        return _exact(part["year"], _month(part["month"]), part["day"])
    if part["us_day"]:
        return _exact(part["us_year"], _month(part["us_month"]), part["us_day"])
    if part["iso_day"]:
        return _exact(part["iso_year"], int(part["iso_month"]), part["iso_day"])
    if part["first"]:
        return _either_order(part["first"], part["second"], part["last"])
    if part["only_month"]:
        return _whole_month(part["month_year"], _month(part["only_month"]))
    if part["ym_month"]:
        return _whole_month(part["ym_year"], int(part["ym_month"]))
    if part["my_month"]:
        return _whole_month(part["my_year"], int(part["my_month"]))
    year = int(part["only_year"])
    return Day(date(year, 1, 1), date(year, 12, 31))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(written: str) -> int:
    """The year; two figures mean one of this century."""
    figures = written.lstrip("'")
    return int(figures) if len(figures) == 4 else 2000 + int(figures)


def _exact(year: str, month: int, day: str) -> Day | None:
    try:
        exact = date(_year(year), month, int(day))
    except ValueError:
        return None
    return Day(exact, exact)


def _either_order(first: str, second: str, year: str) -> Day | None:
    """The day, whether the first figure counts days or months; both, where both can be."""
    readings = [_exact(year, int(second), first), _exact(year, int(first), second)]
    known = [day for day in readings if day is not None]
    if not known:
        return None
    return Day(min(day.earliest for day in known), max(day.latest for day in known))


def _whole_month(year: str, month: int) -> Day | None:
    if not 1 <= month <= 12:
        return None
    number = int(year)
    return Day(date(number, month, 1), date(number, month, monthrange(number, month)[1]))
