"""The words that Dale and Chall found familiar to fourth-grade readers, and their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from medlint.readability.syllables import is_acronym

_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

#: Endings that leave a listed word familiar, each with what to put back in its place.
_ENDINGS = (
    ("'s", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("d", ""),
    ("ed", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("r", ""),
    ("er", ""),
    ("ier", "y"),
    ("st", ""),
    ("est", ""),
    ("iest", "y"),
    ("ly", ""),
)


TEXTSTAT_ADVICE = "run: pip install 'textstat>=0.7.9,<0.8'"


class TextstatError(Exception):
    """textstat is missing, or is a release that medlint does not know; the message is one line."""


@lru_cache(maxsize=1)
def easy_words() -> frozenset[str]:
    """The list of about 3,000 easy words that textstat (MIT) carries, in lower case.

    Reads the file beside the installed textstat without importing it. Raises TextstatError.
    """
    spec = find_spec("textstat")
    if spec is None or spec.origin is None:
        raise TextstatError(f"textstat is not installed; {TEXTSTAT_ADVICE}")
    path = Path(spec.origin).parent / "resources" / "en" / "easy_words.txt"
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except FileNotFoundError as error:
        raise TextstatError(
            f"{path}: textstat's list of easy words is not there; {TEXTSTAT_ADVICE}"
        ) from error


def is_familiar(word: str) -> bool:
    """Whether a word is familiar by the rules of Dale and Chall (1948); names are the caller's.

    Familiar are listed words, also with a regular ending (-s, -ed, -ing, -er, -est, -ly, 's);
    numbers and single letters; and compounds with a hyphen whose parts all are. The printed rules
    call nouns in -er unfamiliar, which takes a reader to tell from comparatives. Acronyms are
    unfamiliar.
    """
    lower = word.lower().replace("’", "'")
    if lower in easy_words():
        return True
    if is_acronym(word):
        return False
    return all(map(_is_familiar_part, _PART.findall(lower)))


def _is_familiar_part(part: str) -> bool:
    """Whether a run of lower-case letters and digits is familiar."""
    if len(part) == 1 or part[0].isdigit():
        return True
    listed = easy_words()
    return part in listed or any(stem in listed for stem in _stems(part))


def _stems(part: str) -> Iterator[str]:
    """The words that a part may be a regular form of: "stopped" gives "stopp" and "stop"."""
    for ending, restored in _ENDINGS:
        if not part.endswith(ending):
            continue
        stem = part.removesuffix(ending)
        yield stem + restored
        if ending in ("ed", "ing", "er", "est") and len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
