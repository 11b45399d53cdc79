"""Sentence spans that survive abbreviations, decimals, citations and lost spaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# A full stop, its closing marks and citations, then space and something that starts a sentence;
# or a full stop jammed against a capital, as text extraction leaves it (".The").
_BOUNDARY = re.compile(
    r"""(?P<mark>[.!?…]+)
        (?P<close>["'”’)\]*_]*(?:\s?\[\^?[\w,\ –-]{1,20}\])*[⁰¹²³⁴-⁹⁻,]*["'”’)\]]*)
        (?:(?P<space>\s+)(?=["'“‘(\[*_]*[^\W_a-z])
          |(?P<lost>(?<=[a-z)\]%][.!?]))(?=[A-Z][a-z]+[\s,]))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.’'&/-]+$")
_NEXT_WORD = re.compile(r"[\"'“‘(\[*_]*(\w+)")
_INITIAL = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")

# After an abbreviation that can close a sentence, only a word that mostly opens one is trusted.
_OPENERS = frozenset(
    "a after although an and as at because before but by for however if in it its many most no on"
    " our she he some such that the their there these they this those to we when while with you"
    " your patients people doctors".split()
)
_LETTER_NAMES = frozenset("vitamin hepatitis type group grade class stage phase schedule part".split())


def sentence_spans(
    text: str, start: int, end: int, abbreviations: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`, without surrounding white space.

    `abbreviations` are lower-case and without their last full stop ("e.g", "et al", "fig").
    """
    at = start
    for found in _BOUNDARY.finditer(text, start, end):
        if found.end("close") <= at or _is_inside(found, text, at, abbreviations):
            continue
        yield from _stripped(text, at, found.end("close"))
        at = found.end("space") if found.group("space") else found.end("close")
    yield from _stripped(text, at, end)


def _is_inside(
    found: re.Match[str], text: str, at: int, abbreviations: Collection[str]
) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or an ellipsis."""
    if found.group("mark") != ".":
        return False
    # No abbreviation is longer than 24 characters; the window keeps this linear.
    before = _LAST_WORD.search(text, max(at, found.start() - 24), found.start())
    if before is None:
        return False
    word = before.group().lstrip("'\"“‘(").lower()
    following = _NEXT_WORD.match(text, found.end())
    opens = following is not None and following.group(1).lower() in _OPENERS
    if word in abbreviations or word.rpartition("/")[2] in abbreviations:
        return not (opens and "." in word and word not in ("e.g", "i.e"))
    if _INITIAL.match(before.group()):
        previous = _LAST_WORD.search(text[max(at, before.start() - 16) : before.start()].rstrip())
        named = previous is not None and previous.group().lower() in _LETTER_NAMES
        return not opens and not named
    return False


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
