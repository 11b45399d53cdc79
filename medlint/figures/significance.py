"""P values that contradict the 95% confidence interval beside them.

A 95% interval excludes "no effect" exactly where a two-sided P is below 0.05; the P that an
interval implies is reckoned as Altman and Bland do (BMJ 2011;343:d2304), on the log scale for
ratios. Interval and P may come from slightly different methods, so near 0.05 nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from medlint.figures.intervals import Interval, PValue
from medlint.figures.passage import Contradiction

#: Between these, an implied P is too near 0.05 to contradict anything.
CLEARLY_BELOW, CLEARLY_ABOVE = 0.035, 0.065
_WIDTH_IN_ERRORS = 2 * 1.959964


def check(intervals: Sequence[Interval]) -> Iterator[Contradiction]:
    """Each 95% interval of a ratio or a difference that its p value contradicts."""
    for interval in intervals:
        p_value, null = interval.p_value, _no_effect(interval)
        if p_value is None or null is None:
            continue
        if _is_above(p_value) and _widest(interval, null) < CLEARLY_BELOW:
            yield _contradiction(interval, p_value, f"excludes {null:g}, so P must be below 0.05")
        elif _is_below(p_value) and _narrowest(interval, null) > CLEARLY_ABOVE:
            yield _contradiction(interval, p_value, f"includes {null:g}, so P must be above 0.05")


def _contradiction(interval: Interval, p_value: PValue, because: str) -> Contradiction:
    return Contradiction(
        interval.span,
        f"the 95% confidence interval {interval.written} {because}, and the text says "
        f"{p_value.written}",
    )


def _no_effect(interval: Interval) -> float | None:
    """The value that means no effect, or None where the interval's scale is in doubt."""
    low, high = interval.low, interval.high
    if interval.level != 95 or interval.measure == "other":
        return None
    if low.value >= high.value or low.percent != high.percent:
        return None
    if interval.dashed and low.value < 0:
        return None
    estimate = interval.estimate
    if interval.measure == "difference":
        if estimate is not None and estimate.value < 0 < low.value:
            return None
        return 0.0
    # A ratio's limits are positive, and its estimate lies near their geometric mean.
    if low.value - low.half <= 0 or low.percent or estimate is None or estimate.percent:
        return None
    return 1.0 if low.value - low.half <= estimate.value <= high.value + high.half else None


def _is_above(p_value: PValue) -> bool:
    """Whether a P is said to be above 0.05, however it was rounded."""
    figure = p_value.figure
    if p_value.relation == "=":
        return figure.value - figure.half >= 0.05
    return p_value.relation in ">≥" and figure.value >= 0.05


def _is_below(p_value: PValue) -> bool:
    """Whether a P is said to be below 0.05, however it was rounded."""
    figure = p_value.figure
    if p_value.relation == "=":
        return figure.value + figure.half <= 0.05
    return p_value.relation in "<≤" and figure.value <= 0.05


def _widest(interval: Interval, null: float) -> float:
    """The greatest P that an interval which excludes the null allows; 1 where it does not."""
    low = interval.low.value - interval.low.half
    high = interval.high.value + interval.high.half
    return 1.0 if low <= null <= high else _implied(low, high, null)


def _narrowest(interval: Interval, null: float) -> float:
    """The least P that an interval which includes the null allows; 0 where it does not."""
    low = interval.low.value + interval.low.half
    high = interval.high.value - interval.high.half
    return _implied(low, high, null) if low < null < high else 0.0


def _implied(low: float, high: float, null: float) -> float:
    """The two-sided P against the null of a 95% interval, symmetric on its scale."""
    if null == 1.0:
        low, high, null = math.log(low), math.log(high), 0.0
    error = (high - low) / _WIDTH_IN_ERRORS
    distance = abs((low + high) / 2 - null) / error
    return math.erfc(distance / math.sqrt(2))
