"""Which articles of a collection are nearly the same as a whole, or nearly hold another.

Candidates share a part of their sketches: the shingles whose number divides by eight, so that the
share of a sketch estimates the share of the whole (Broder, "On the resemblance and containment of
documents", 1997). Each candidate is then compared exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from medlint.duplicates.wording import shingles

#: One shingle in so many is in the sketch.
_SKETCHED = 8
#: A sketch that shares less than this part of what is asked for is not compared exactly.
_SLACK = 0.6
_FEWEST_SHARED = 2
#: In a crowd of articles that share a shingle each is compared with so many before it: pages made
#: from one template need no comparison of each with each.
_WINDOW = 16
_KEPT_SETS = 64


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two articles by their indexes, the smaller first, and how alike they are.

    `resemblance` is the Jaccard index of their shingles, `containment` the share of the shorter
    one's that stand in the other.
    """

    first: int
    second: int
    resemblance: float
    containment: float


def near_articles(
    texts: Sequence[str], least_alike: float, least_held: float
) -> Iterator[Likeness]:
    """The pairs of plain texts that are so alike, or of which one holds so much of the other.

    The pairs are in order. What is given is exact; a pair of short texts may be missed.
    """
    sketches = [_sketch(text) for text in texts]
    holders: dict[int, list[int]] = {}
    for index, sketch in enumerate(sketches):
        for number in sketch:
            holders.setdefault(number, []).append(index)
    shared = Counter(
        (first, second)
        for crowd in holders.values()
        for at, second in enumerate(crowd)
        for first in crowd[max(0, at - _WINDOW) : at]
    )
    set_of = lru_cache(_KEPT_SETS)(lambda index: frozenset(shingles(texts[index])))
    least = _SLACK * min(least_alike, least_held)
    for (first, second), count in sorted(shared.items()):
        smaller = min(len(sketches[first]), len(sketches[second]))
        if count < _FEWEST_SHARED or count < least * smaller:
            continue
        one, two = set_of(first), set_of(second)
        common = len(one & two)
        resemblance = common / (len(one) + len(two) - common)
        containment = common / min(len(one), len(two))
        if resemblance >= least_alike or containment >= least_held:
            yield Likeness(first, second, resemblance, containment)


def _sketch(text: str) -> frozenset[int]:
    """The numbers of some of a text's shingles, the same ones in every text and every process."""
    numbers = (crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles(text))
    return frozenset(number for number in numbers if number % _SKETCHED == 0)
