"""Percentages that no count of the stated people can give: "of the 8 patients, 40% improved".

This is the test of Brown and Heathers (2017, "The GRIM test"), applied to shares: of n people, k
are 100k/n percent for some whole k, and a stated percentage must round to one of those.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from medlint.figures.numbers import EPSILON, Number, shown
from medlint.figures.passage import Contradiction, Passage
from medlint.finding import Span

_DETERMINERS = r"(?:(?:the|all|these|those|our|its|their|a\s+total\s+of)\s+){0,3}"
# What stands before a total of people of whom shares are told behind it.
_OPENS_TOTAL = re.compile(
    rf"(?:^|[,;(:]\s*|\band\s+|\b(?:study|trial|group|sample|cohort|series|survey|total|analysis)\s+)"
    rf"(?:of|among|in)\s+{_DETERMINERS}(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
_PERCENT_OF = re.compile(rf"\s+of\s+{_DETERMINERS}", re.IGNORECASE)
#: Behind one of these, a share may be of others than the people told of first.
NEW_WHOLE = re.compile(
    r"[;:()\[\]]|\bof\s+(?:those|these|them|whom|the)\b|\bamong\b|\bwhom\b|\bwhile\b|\bwhereas\b|\bof\s+\w+\s+who\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\s+(?:of\s+them\s+|also\s+|still\s+|had\s+|have\s+|were\s+|was\s+|are\s+)?"
    r"(?:\w+ed|had|have|were|was|are|did|said|saw|felt|got|grew|became|fell|lost|went|took|chose"
    r"|kept|knew|thought|slept|met|quit|gave|made|left|rose)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s*[-–]?\s*(?:years?|months?|weeks?|days?|hours?|visits?|doses?|person)\b", re.I
)


def check(passage: Passage) -> Iterator[Contradiction]:
    """Each percentage that the stated number of people rules out."""
    if passage.tight or passage.names_groups:
        return
    numbers = passage.numbers
    for index, number in enumerate(numbers):
        if number.percent:
            following = numbers[index + 1 : index + 2]
            if following and _PERCENT_OF.fullmatch(passage.between(number, following[0])):
                yield from _judged(passage, following[0], number)
        elif is_opening_total(passage, number):
            for percent in _told_of(passage, number, numbers[index + 1 :]):
                yield from _judged(passage, number, percent)


def is_opening_total(passage: Passage, number: Number) -> bool:
    """Whether shares of a number of people are told behind it: "Of the 50 patients, ..."."""
    if not number.is_count or passage.counts_after(number.end) is None:
        return False
    return _OPENS_TOTAL.search(passage.text[passage.start : number.start]) is not None


def _told_of(passage: Passage, people: Number, numbers: list[Number]) -> Iterator[Number]:
    """The percentages behind a number of people that say how many of them did something."""
    for number in numbers:
        if NEW_WHOLE.search(passage.between(people, number)):
            return
        if passage.counts_after(number.end, 1) and not number.percent:
            return
        if number.percent and _TELLS.match(passage.text, number.end, passage.end):
            yield number


def _judged(passage: Passage, people: Number, percent: Number) -> Iterator[Contradiction]:
    if not people.is_count or people.half or percent.approximate or not 0 < percent.value < 100:
        return
    if passage.counts_after(people.end) is None or _MEASURED.match(passage.text, people.end):
        return
    if people.value < 2 or 100 / people.value <= 2 * percent.half + EPSILON:
        return
    exact = percent.value * people.value / 100
    below, above = math.floor(exact + EPSILON), math.ceil(exact - EPSILON)
    shares = [(count, 100 * count / people.value) for count in (below, above)]
    if any(abs(share - percent.value) <= percent.half + EPSILON for _, share in shares):
        return
    decimals = percent.decimals
    total = passage.written(people)
    near = " and ".join(f"{count} is {shown(share, decimals)}%" for count, share in shares)
    yield Contradiction(
        Span(min(people.start, percent.start), max(people.end, percent.end)),
        f"{passage.written(percent)} of {total} would be {shown(exact, 2)}, no whole number; "
        f"{near}",
        minor=0 < shares[1][1] - percent.value < 2 * percent.half,
    )
