"""Figures with their intervals; each formula names its source."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

#: Two-sided 95 % quantile of the standard normal distribution.
Z = 1.959963984540054
#: Resamples of a bootstrap, and the seed that makes it the same each time.
RESAMPLES = 1000
SEED = 1

#: Counts or sums of a group of records; those of several groups are added up.
Tally = tuple[float, ...]
Statistic = Callable[[Tally], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the limits of its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(right: int, read: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion (Wilson, J Am Stat Assoc 1927;22:209-212).

    Raises ValueError when nothing was read.
    """
    if read < 1:
        raise ValueError("no interval without anything read")
    share = right / read
    middle = share + Z * Z / (2 * read)
    half = Z * (share * (1 - share) / read + Z * Z / (4 * read * read)) ** 0.5
    scale = 1 + Z * Z / read
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """The agreement beyond chance of two readers (Cohen, Educ Psychol Meas 1960;20:37-46).

    None without pairs, and where both readers gave one and the same verdict throughout.
    """
    if not pairs:
        return None
    both = len(pairs)
    alike = sum(first == second for first, second in pairs) / both
    firsts = Counter(first for first, _ in pairs)
    seconds = Counter(second for _, second in pairs)
    chance = sum(firsts[verdict] * seconds[verdict] for verdict in firsts) / both**2
    return None if chance == 1 else (alike - chance) / (1 - chance)


def precision(tally: Tally) -> float:
    """Right ones among those flagged, from (both, only flagged, only labelled)."""
    both, only_flagged, _ = tally
    return both / (both + only_flagged) if both + only_flagged else 0.0


def recall(tally: Tally) -> float:
    """Flagged ones among those labelled, from (both, only flagged, only labelled)."""
    both, _, only_labelled = tally
    return both / (both + only_labelled) if both + only_labelled else 0.0


def f1(tally: Tally) -> float:
    """The harmonic mean of precision and recall."""
    both, only_flagged, only_labelled = tally
    counted = 2 * both + only_flagged + only_labelled
    return 2 * both / counted if counted else 0.0


def flag_tally(labelled: bool, flagged: bool) -> Tally:
    """One record as (both, only flagged, only labelled)."""
    return (
        float(labelled and flagged),
        float(flagged and not labelled),
        float(labelled and not flagged),
    )


def macro_f1(tally: Tally) -> float:
    """The unweighted mean of the F1 of all classes that occur among the labels.

    The tally is a confusion matrix, row after row: labels in rows, predictions in columns.
    """
    size = round(len(tally) ** 0.5)
    scores = [f1(class_tally(tally, each)) for each in range(size) if _labelled(tally, size, each)]
    return sum(scores) / len(scores) if scores else 0.0


def class_tally(matrix: Tally, each: int) -> Tally:
    """(both, only flagged, only labelled) of one class of a confusion matrix."""
    size = round(len(matrix) ** 0.5)
    both = matrix[each * size + each]
    predicted = sum(matrix[row * size + each] for row in range(size))
    labelled = sum(matrix[each * size : (each + 1) * size])
    return both, predicted - both, labelled - both


def _labelled(matrix: Tally, size: int, each: int) -> bool:
    return any(matrix[each * size : (each + 1) * size])


def matrix_tally(label: int, predicted: int, size: int) -> Tally:
    """One record as a confusion matrix of `size` classes that are numbered from 0."""
    cells = [0.0] * (size * size)
    cells[label * size + predicted] = 1.0
    return tuple(cells)


def pearson(tally: Tally) -> float:
    """Pearson's correlation from (n, sum x, sum y, sum xx, sum yy, sum xy); 0 without spread."""
    n, x, y, xx, yy, xy = tally
    if not n:
        return 0.0
    spread = (xx - x * x / n) * (yy - y * y / n)
    return float((xy - x * y / n) / spread**0.5) if spread > 0 else 0.0


def pair_tally(x: float, y: float) -> Tally:
    """One record as the sums that `pearson` needs."""
    return 1.0, x, y, x * x, y * y, x * y


def share(tally: Tally) -> float:
    """Right ones among all, from (right, all); 0 without any."""
    right, everything = tally
    return right / everything if everything else 0.0


def total(tallies: Sequence[Tally]) -> Tally:
    """The tallies added up; raises ValueError when there are none."""
    if not tallies:
        raise ValueError("nothing to add up")
    return tuple(map(sum, zip(*tallies, strict=True)))


def estimate(groups: Mapping[str, Sequence[Tally]], statistic: Statistic) -> Estimate:
    """The statistic over all records, with a percentile bootstrap interval over whole groups.

    Records of one group (one study, one page) are drawn together (Efron and Tibshirani 1993, An
    Introduction to the Bootstrap, chapters 8 and 13). Raises ValueError when there are no groups.
    """
    sums = [total(tallies) for tallies in groups.values()]
    value = statistic(total(sums))
    draw = random.Random(SEED)
    drawn = sorted(statistic(total(draw.choices(sums, k=len(sums)))) for _ in range(RESAMPLES))
    return Estimate(value, drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)])
