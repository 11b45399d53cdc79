"""Which of many plain texts are nearly the same: candidates by MinHash, each verified exactly.

MinHash: Broder, "On the resemblance and containment of documents" (1997). A text has 48 hashes in
16 bands of 3. Two texts with a resemblance of s agree in a band with a chance of s³, and become
candidates with one of 1 - (1 - s³)¹⁶: 0.98 at s = 0.6, 0.35 at 0.3, 0.02 at 0.1.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from medlint.duplicates.wording import resemblance, shingles

#: Texts less alike than this are not the same passage; the bands are chosen for it.
LEAST_ALIKE = 0.6

BANDS = 16
ROWS = 3
#: Any number would do; it stays the same so that two runs give the same.
_SEED = 1
#: Shingles whose hashes are made at once; what comes out does not depend on it.
_AT_ONCE = 200_000
#: In a crowd of texts that share a band, each is compared with so many of those before it in the
#: order of the alphabet: a template filled a thousand times needs no million of comparisons.
_WINDOW = 16
#: Two texts that each have so many links are bound to be in one cluster, or not alike.
_ENOUGH_LINKS = 8
#: Shingles whose sets are kept for comparing, about a hundred bytes each.
_KEPT_IN_MEMORY = 1_000_000
_BITS_OF_MASK = 2048
_ONE = ord("1")


class Link(NamedTuple):
    """Two texts by their indexes, the smaller first, and their exact resemblance."""

    first: int
    second: int
    similarity: float


def near_pairs(texts: Sequence[str], least: float = LEAST_ALIKE) -> list[Link]:
    """The pairs of plain texts that are at least so alike, sorted by their indexes.

    The texts are different and sorted. No pair is given that is less alike. A pair may be missed,
    with the chance that the module tells; in a crowd of many texts that are all alike, each has
    links to some of the others only.
    """
    kept = max(64, _KEPT_IN_MEMORY * len(texts) // (sum(map(_size, texts)) or 1))
    set_of = lru_cache(kept)(lambda index: frozenset(shingles(texts[index])))
    mask_of = lru_cache(4 * kept)(lambda index: _mask(set_of(index)))
    links_of = array("L", bytes(array("L").itemsize * len(texts)))
    found: list[Link] = []
    for first, second in _candidates(texts):
        if links_of[first] >= _ENOUGH_LINKS and links_of[second] >= _ENOUGH_LINKS:
            continue
        if _most_alike(mask_of(first), mask_of(second)) < least:
            continue
        similarity = resemblance(set_of(first), set_of(second))
        if similarity >= least:
            found.append(Link(first, second, similarity))
            links_of[first] += 1
            links_of[second] += 1
    return sorted(found)


class _Mask(NamedTuple):
    """A set in small: a bit for each member, some of which share one."""

    bits: int
    size: int
    sharing: int


def _mask(members: frozenset[str]) -> _Mask:
    digits = bytearray(b"0" * _BITS_OF_MASK)
    for number in map(hash, members):
        digits[number % _BITS_OF_MASK] = _ONE
    bits = int(digits, 2)
    return _Mask(bits, len(members), len(members) - bits.bit_count())


def _most_alike(first: _Mask, second: _Mask) -> float:
    """What the resemblance of two sets is at most; it mostly is not much less."""
    common = (first.bits & second.bits).bit_count() + min(first.sharing, second.sharing)
    common = min(common, first.size, second.size)
    return common / (first.size + second.size - common)


def _candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of indexes that share a band, those that share the most first."""
    count = len(texts)
    shared: dict[int, int] = {}
    for keys in _bands(texts):
        for crowd in _crowds(keys):
            for at, second in enumerate(crowd):
                for first in crowd[max(0, at - _WINDOW) : at]:
                    # One number for the pair takes half the memory of a tuple.
                    pair = first * count + second
                    shared[pair] = shared.get(pair, 0) + 1
    by_bands: list[list[int]] = [[] for _ in range(BANDS + 1)]
    for pair in sorted(shared):
        by_bands[shared[pair]].append(pair)
    for pairs in reversed(by_bands):
        for pair in pairs:
            yield divmod(pair, count)


def _crowds(keys: Sequence[int]) -> Iterator[list[int]]:
    """The indexes of equal keys, in order, where there are two or more."""
    first_with: dict[int, int] = {}
    crowds: dict[int, list[int]] = {}
    for index, first in enumerate(map(first_with.setdefault, keys, range(len(keys)))):
        if first != index:
            crowds.setdefault(first, [first]).append(index)
    yield from crowds.values()


def _bands(texts: Sequence[str]) -> list[array[int]]:
    """For each band, one number for every text; texts that agree in the band have the same."""
    # Imported here: nothing but the search for duplicates needs it.
    from rensa import RMinHash

    bands = [array("q") for _ in range(BANDS)]
    for batch in _batches(texts):
        matrix = RMinHash.digest_matrix_from_token_sets(batch, BANDS * ROWS, _SEED)
        columns = list(zip(*matrix.to_rows(), strict=True))
        for number, band in enumerate(bands):
            # Hashes of tuples of whole numbers are the same in every process.
            rows = columns[number * ROWS : (number + 1) * ROWS]
            band.extend(map(hash, zip(*rows, strict=True)))
    return bands


def _batches(texts: Iterable[str]) -> Iterator[list[list[str]]]:
    """The shingles of the texts, a few thousand texts at a time."""
    batch: list[list[str]] = []
    waiting = 0
    for text in texts:
        batch.append([*shingles(text)])
        waiting += len(batch[-1])
        if waiting >= _AT_ONCE:
            yield batch
            batch, waiting = [], 0
    if batch:
        yield batch


def _size(text: str) -> int:
    """How many shingles a text has, or nearly so."""
    return text.count(" ") + 1
