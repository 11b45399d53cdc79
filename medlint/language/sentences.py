"""Sentence spans that survive abbreviations, decimals, citations and lost spaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# A full stop, its closing marks and citations, then space and something that starts a sentence;
# or a full stop jammed against a capital, as text extraction leaves it (".The"). A dash or point
# between two sentences is what is left of a list. Runs of marks are
# taken whole ("*+"), or a line of dots would take quadratic time. The mark itself stands first, and
# what must not stand before it second, because a search then skips to the marks.
_BOUNDARY = re.compile(
    r"""(?P<mark>[.!?…](?<![.!?…].)[.!?…]*+)
        (?P<close>["'”’)\]*_]*+(?:\s?\[\^?[\w,\ –-]{1,20}\])*[⁰¹²³⁴-⁹⁻,]*+["'”’)\]]*+)
        (?:(?P<space>\s+(?:[-•·]\s+)?)(?=["'“‘(\[*_\u00ad]*[^\W_a-z])|\Z
          |(?P<lost>(?<=[a-z)\]%][.!?]))(?=[A-Z][a-z]+[\s,]))""",
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.’'&/-]+$")
_NEXT_WORD = re.compile(r"[\"'“‘(\[*_\u00ad]*(\w+)")
_INITIAL = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")

# After an abbreviation that can close a sentence, only a word that mostly opens one is trusted.
_OPENERS = frozenset(
    "a after although an and as at because before but by for however if in it its many most no on"
    " our she he some such that the their there these they this those to we when while with you"
    " your patients people doctors".split()
)
# Nouns before a single capital that is a name, not an initial: "vitamin D.", "influenza A."
_LETTER_NAMES = frozenset(
    "vitamin hepatitis influenza type group grade class stage phase schedule part arm strain"
    " protein plan option panel table figure appendix score".split()
)
# Abbreviations that something always follows, and those that are one only before a number
# ("no. 4", but "Does it help? No.").
_NEVER_LAST = frozenset(
    "e.g i.e eg ie vs v cf viz ca approx dr drs mr mrs ms prof gen rep sen gov messrs mt ft".split()
)
_BEFORE_NUMBER = frozenset("no nos fig figs vol pp p ch sec tab ref refs".split())
_NUMBER = re.compile(r"[\"'“‘(\[*_]*(?:\d|[A-Z]\d{0,2}\b|[IVX]+\b)")


def sentence_spans(
    text: str, start: int, end: int, abbreviations: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`, without surrounding white space.

    `abbreviations` are lower-case and without their last full stop ("e.g", "et al", "fig").
    """
    at = start
    for found in _BOUNDARY.finditer(text, start, end):
        close = found.end("close")
        if close <= at or _is_inside(found, text, at, abbreviations):
            continue
        if text[at].isspace() or text[close - 1].isspace():
            yield from _stripped(text, at, close)
        else:
            yield at, close
        at = found.end("space") if found.group("space") else close
    yield from _stripped(text, at, end)


def _is_inside(found: re.Match[str], text: str, at: int, abbreviations: Collection[str]) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or an ellipsis."""
    if found.group("mark") != ".":
        return False
    # No abbreviation is longer than 24 characters; the window keeps this linear.
    first = max(at, found.start() - 24)
    # Looked for from the last space on, since no word holds one: a pattern that ends in "$" would
    # be tried at every character before.
    first = max(first, text.rfind(" ", first, found.start()))
    # Most sentences end in a plain word, which asks for nothing of what follows.
    word = text[first : found.start()].removeprefix(" ")
    if len(word) > 1 and word.isalpha() and word.islower() and word not in abbreviations:
        return False
    before = _LAST_WORD.search(text, first, found.start())
    if before is None:
        return False
    word = before.group().lstrip("'\"“‘(").lower()
    following = _NEXT_WORD.match(text, found.end())
    opens = following is not None and following.group(1).lower() in _OPENERS
    # "MS" and "ED" are acronyms; "U.S" is an abbreviation in capitals.
    acronym = len(word) > 1 and "." not in word and before.group().isupper()
    if not acronym and (word in abbreviations or word.rpartition("/")[2] in abbreviations):
        if word in _BEFORE_NUMBER:
            return bool(_NUMBER.match(text, found.end()))
        return word in _NEVER_LAST or not opens
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
