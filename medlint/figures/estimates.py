"""Confidence intervals that exclude their own estimate, or whose limits are exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlint.figures.intervals import Interval, Value
from medlint.figures.numbers import EPSILON
from medlint.figures.passage import Contradiction

#: A figure so many widths away from an interval is not its estimate, if no measure names it.
FARTHEST = 1.5


def check(intervals: Sequence[Interval]) -> Iterator[Contradiction]:
    """Each interval that its estimate or its own limits contradict."""
    for interval in intervals:
        if _is_reversed(interval):
            if not _may_be_negative(interval):
                yield Contradiction(
                    interval.span,
                    f"the lower limit {interval.low.written} is above the upper limit "
                    f"{interval.high.written}",
                    minor=interval.measure != "ratio",
                )
        elif interval.estimate is not None and _is_outside(interval, interval.estimate):
            yield Contradiction(
                interval.span,
                f"{interval.estimate.written} lies outside its confidence interval, "
                f"{interval.written}",
            )


def _is_reversed(interval: Interval) -> bool:
    slack = interval.low.half + interval.high.half
    return interval.low.value - interval.high.value > slack + EPSILON


def _may_be_negative(interval: Interval) -> bool:
    """Whether a lost minus sign before the lower limit or a dash read as one explains the order."""
    return interval.high.value < 0 <= interval.low.value and interval.dashed


def _is_outside(interval: Interval, estimate: Value) -> bool:
    """Whether no way of telling the estimate puts it between the limits."""
    if interval.measure == "ratio" and interval.low.value < 0:
        # No ratio is negative: these are limits of something else, such as its logarithm.
        return False
    half = estimate.half + EPSILON
    if any(
        low - half <= reading <= high + half
        for reading in _readings(interval, estimate)
        for low, high in _ranges(interval)
    ):
        return False
    return interval.measure != "other" or not _is_far(interval, estimate)


def _readings(interval: Interval, estimate: Value) -> list[float]:
    """The values that an estimate may stand for beside its interval."""
    readings = [estimate.value]
    if interval.measure != "ratio":
        # A reduction of 2 points may be told beside an interval from -3 to -1.
        readings.append(-estimate.value)
    if estimate.percent and not interval.low.percent:
        # "36% lower (95% CI 0.5 to 0.8)" and "14% higher (95% CI 1.02 to 1.27)" tell of ratios.
        share = estimate.value / 100
        readings += [share, 1 - share, 1 + share]
    if interval.low.percent and not estimate.percent:
        readings += [100 * estimate.value, 100 - 100 * estimate.value, 100 * estimate.value - 100]
    return readings


def _ranges(interval: Interval) -> list[tuple[float, float]]:
    """The ranges that the limits may stand for, widened by their rounding."""
    low, high = interval.low.value - interval.low.half, interval.high.value
    half = interval.high.half
    if interval.dashed and low < 0 <= high:
        # "-3.1--1.2" loses a dash easily: "-3.1-1.2" may end at -1.2.
        return [(low, high + half), (low, half - high)]
    return [(low, high + half)]


def _is_far(interval: Interval, estimate: Value) -> bool:
    """Whether the figure is so far off that it is more likely about something else."""
    if estimate.percent != interval.low.percent:
        return True
    low, high, value = interval.low.value, interval.high.value, abs(estimate.value)
    distance = min(abs(value - abs(low)), abs(value - abs(high)))
    return distance > FARTHEST * (high - low)
