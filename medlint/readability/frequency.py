"""How rare an English word is, from the word list of the package wordfreq."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

WORDFREQ_ADVICE = "run: pip install 'wordfreq>=3.1,<4'"

#: The Zipf value below which wordfreq lists no word: one in 100 million words.
RAREST = 1.0

#: Regular endings, each with what to put back in its place.
_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""),
    ("ied", "y"), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"),
)  # fmt: skip
_SHORTEST_STEM = 3
_BRITISH = re.compile(r"is(?=e[ds]?$|ing$|ations?$)")

_HYPHENS = re.compile(r"[-‐‑/]")


class WordfreqError(Exception):
    """wordfreq is missing, or holds another word list than it did; the message is one line."""


@lru_cache(maxsize=1)
def _zipf_values() -> dict[str, float]:
    """The Zipf values of about 321,000 words in small letters. Raises WordfreqError.

    The list lies beside the installed wordfreq and is read without importing it: that would take
    0.16 seconds more, and load four packages that only its other languages need. The list is in
    steps of a hundredth of a power of ten, the commonest words first (the format "cB", version 1).
    """
    import msgpack

    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise WordfreqError(f"wordfreq is not installed; {WORDFREQ_ADVICE}")
    path = Path(spec.origin).parent / "data" / "large_en.msgpack.gz"
    try:
        with gzip.open(path) as file:
            listed: Any = msgpack.load(file)
        head, *steps = listed
        known = head == {"format": "cB", "version": 1}
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise WordfreqError(
            f"{path}: wordfreq's list of English words cannot be read; {WORDFREQ_ADVICE}"
        ) from error
    if not known:
        raise WordfreqError(
            f"{path}: this list of English words has an unknown format; {WORDFREQ_ADVICE}"
        )
    return {word: 9 - step / 100 for step, words in enumerate(steps) for word in words}


def zipf(word: str) -> float:
    """How common a word is, as the power of ten of its count in a billion words.

    "The" has 7.7, "heart" 5.4, "heterogeneity" 2.8; a word that is not listed has `RAREST`. A
    compound is as rare as the rarest of its parts, unless it is listed itself. The scale is that of
    van Heuven et al., Q J Exp Psychol 2014;67:1176-1190. Raises WordfreqError.
    """
    values = _zipf_values()
    small = word.lower().replace("’", "'")
    listed = max(values.get(small, 0.0), values.get(small.removesuffix("'s"), 0.0))
    if listed:
        return max(RAREST, listed)
    parts = [part for part in _HYPHENS.split(small) if part]
    return min(map(zipf, parts)) if len(parts) > 1 else RAREST


def family_zipf(word: str) -> float:
    """How common a word is together with the word that it is a regular form of.

    Who knows "treat" knows "treating" (Bauer and Nation, Int J Lexicogr 1993;6:253-279, level 2),
    and who knows "randomize" knows "randomise". Raises WordfreqError.
    """
    small = word.lower()
    # An acronym has no endings, and neither has a word with a hyphen that its parts do not have.
    if not small.isalpha() or word[1:] != small[1:]:
        return zipf(word)
    forms = {small, *_stems(small)}
    forms |= {_BRITISH.sub("iz", form) for form in forms}
    return max(map(zipf, forms))


def _stems(word: str) -> Iterator[str]:
    """What a word may be a regular form of: "stopped" gives "stopp", "stoppe" and "stop"."""
    for ending, restored in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_STEM:
            continue
        yield stem + restored
        if ending in ("ed", "ing") and len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2]:
            yield stem[:-1]
