"""How much a passage makes of a medicine in 24 hours: dose times frequency."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from medlint.dosing.amounts import FORMS, NUMBER, Amount, number_value, read_amounts
from medlint.dosing.passages import Passage
from medlint.dosing.schedules import Frequency, read_frequencies

#: Characters that may stand between a dose and how often it is taken.
_REACH_AFTER = 70
_BORDER = re.compile(r"[.;]\s|\.\Z|\bthen\b|\bfollowed by\b", re.IGNORECASE)
# What may stand between "daily" and the dose: "daily dose of ", "every day, take ".
_LEADS_TO_DOSE = re.compile(
    r"\s(?:(?:adult|total|recommended|maximum|usual|safe)\s)?(?:dose|dosage|total|maximum|limit"
    r"|amount)s?\b[^.,;]{0,45}|[\s,:]*(?:(?:take|give|use|inject|is)\s)?(?:up\sto\s)?",
    re.IGNORECASE,
)
# "at most 4 doses in 24 hours", "no more than 8 tablets a day"
_COUNT_LIMIT = re.compile(
    rf"(?:no more than|not more than|not exceed|never more than|not take more than|at most|up to"
    rf"|maximum(?: of)?|limit of|max\.?)\s(?:of\s)?(?P<count>{NUMBER})\s"
    rf"(?P<what>times|{FORMS})\b[^.;]{{0,25}}?\b(?:24|day|daily)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DailyDose:
    """Up to `most` milligrams in 24 hours, told at `start:end` of a passage.

    `amount` and `frequency` are what it was reckoned from; `is_limit` where the passage tells it as
    the most that may be taken.
    """

    start: int
    end: int
    most: float
    amount: Amount
    frequency: Frequency
    is_limit: bool


def daily_doses(passage: Passage) -> Iterator[DailyDose]:
    """The daily doses of a passage, amounts by weight only; what is told for a kilogram is none."""
    text = passage.text
    amounts = [each for each in read_amounts(text) if each.measure == "mass"]
    frequencies = read_frequencies(text)
    for number, amount in enumerate(amounts):
        if amount.relative:
            continue
        border = amounts[number + 1].start if number + 1 < len(amounts) else len(text)
        if number + 1 < len(amounts) and _is_range(text[amount.end : border]):
            border = amounts[number + 2].start if number + 2 < len(amounts) else len(text)
        frequency = _after(text, amount, frequencies, border) or _before(text, amount, frequencies)
        if frequency is None or frequency.low < 1:
            continue
        limit = counted_limit(text, amount)
        most = min(amount.high * frequency.high, math.inf if limit is None else limit)
        start = min(amount.start, frequency.start)
        end = max(amount.end, frequency.end)
        yield DailyDose(start, end, most, amount, frequency, passage.is_most(amount.start))


def counted_limit(text: str, amount: Amount) -> float | None:
    """The most milligrams that a limit of doses or tablets a day leaves of an amount.

    None where the text tells no such limit.
    """
    found = _COUNT_LIMIT.search(text)
    if found is None:
        return None
    of_doses = found.group("what").lower() in ("times", "dose", "doses")
    return number_value(found.group("count")) * (
        amount.high if of_doses or not amount.each else amount.each
    )


def _is_range(between: str) -> bool:
    return bool(re.fullmatch(r"\s?(?:to|or|[-–—])\s?", between))


def _after(
    text: str, amount: Amount, frequencies: list[Frequency], border: int
) -> Frequency | None:
    """The first frequency behind an amount, before the next amount and the end of the clause."""
    for frequency in frequencies:
        if amount.end - 1 <= frequency.start < min(border, amount.end + _REACH_AFTER):
            between = text[amount.end : frequency.start]
            return None if _BORDER.search(between) else frequency
    return None


def _before(text: str, amount: Amount, frequencies: list[Frequency]) -> Frequency | None:
    """The last frequency in front of an amount, "a daily dose of 6 g", "in 24 hours, 6 g"."""
    for frequency in reversed(frequencies):
        if frequency.end <= amount.start:
            between = text[frequency.end : amount.start]
            return frequency if _LEADS_TO_DOSE.fullmatch(between) else None
    return None
