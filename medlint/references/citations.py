"""The marks by which a text cites its sources: numbers, authors with a year, and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from medlint.finding import Span

#: How a mark is written. A "behind-stop" mark is a number right behind a full stop, which is left
#: of a superscript in plain text; a "spoken" one is "ref. 3"; a "cell" one fills a table's cell.
MarkStyle = Literal[
    "bracket", "round", "superscript", "behind-stop", "spoken", "cell", "footnote", "author-year"
]

_NUMBERS = r"\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*"
_SURNAME = r"[A-Z][\w'’-]+"

# The pieces of which other modules build their patterns too.
NUMBERS_IN_BRACKETS = rf"\[{_NUMBERS}\]"
FOOTNOTE_MARK = r"\[\^[^\]\s]{1,40}\]"
# Powers and units are no marks: "10⁶", "kg/m²", "I²", "Ca²⁺".
NO_POWER = r"(?<!\d)(?<!\b[A-Za-zχ])(?<!\b[ckmdnµ]m)(?<!\b(?:in|ft))(?<!\dm)(?<!\d[ckmdnµ]m)"
SUPERSCRIPT_DIGITS = (
    rf"(?<=[\w.,;)%”’\s]){NO_POWER}[¹²³⁰⁴-⁹]+(?:[⁻–,]\s?[¹²³⁰⁴-⁹]+)*(?![\w⁺⁻¹²³⁰⁴-⁹])"
)
NUMBER_BEHIND_STOP = r"(?<=[a-z)][.,])\d{1,3}(?:[,–-]\d{1,3})*(?=\s+[A-Z]|\s*$)"
# A blanked list may stand behind the word, so that white space must be bounded.
NUMBER_SPOKEN = r"\b(?:ref(?:erence)?s?\.?|source)\s{0,2}[:#]?\s{0,2}\[?\d{1,3}\]?(?=[\s.,;)])"
NUMBERS_IN_ROUND_BRACKETS = re.compile(
    r"(?<=[\w.,])\s?\(\d{1,3}(?:\s*[-–,]\s*\d{1,3})*\)(?=[\s.,;]|$)"
)
SUPERSCRIPT_TAG = re.compile(
    rf"{NO_POWER}<sup>\s*\[?\d{{1,3}}(?:\s?[-–,]\s?\d{{1,3}})*\]?\s*</sup>", re.IGNORECASE
)

_BRACKET = re.compile(
    r"(?<!!)\\?\[\s?(?:refs?\.?\s)?"
    r"(\d{1,3}(?:\s*(?:[-–—,;]|and|to|&)\s*\d{1,3})*)\s?\\?\](?!:\s)"
)
# "95% CI [2, 5]", "n = [12]", "range [1-9]": values, not sources.
_VALUE_BEFORE = re.compile(
    r"(?:\b(?:CI|IQR|range|interval|between|score|scale|mean|median)\b[^.\[\]]{0,12}|[=<>≤≥±×*/+])\s*\Z",
    re.IGNORECASE,
)
_FIGURE_BEFORE = re.compile(r"\d[\d.,%]*\s*\Z")
_TAGGED = re.compile(rf"{NO_POWER}<sup\b[^<>]*>(.{{1,160}}?)</sup>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>|\]\([^()\s]*\)|[\[\]\\]")
_NUMBER_LIST = re.compile(r"\s*\d{1,3}(?:\s*[-–,]\s*\d{1,3})*\s*")
_SUPERSCRIPT = re.compile(SUPERSCRIPT_DIGITS)
_BEHIND_STOP = re.compile(NUMBER_BEHIND_STOP, re.MULTILINE)
_SPOKEN = re.compile(
    r"\b(?:refs?\.?|references?|sources?)\s{0,2}[:#]?\s{0,2}\[?"
    r"\d{1,3}(?:\s*(?:[-–,;]|and|to|&)\s*\d{1,3})*\b",
    re.IGNORECASE,
)
_CELL = re.compile(r"(?<=\|)[ \t]*\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*[ \t]*(?=\|)")
# "[^0-9]" is no footnote but a class of characters.
_FOOTNOTE = re.compile(r"\[\^(?!.-.\])([^\]\s]{1,40})\](?!:)")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RANGE = re.compile(r"(\d{1,3})(?:\s*(?:[-–—]|to)\s*(\d{1,3}))?")
#: A range of more sources than this is no citation.
_LONGEST_RANGE = 40

_PARTICLES = (
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Ll]a|[Ll]e|[Dd]u|[Dd]i|[Dd]a|[Dd]el|[Tt]e[nr])\s+)*"
)
_AUTHOR = rf"{_PARTICLES}{_SURNAME}"
_AUTHORS = (
    rf"(?P<first>{_AUTHOR})"
    rf"(?P<more>(?:,\s{_AUTHOR}){{0,4}},?\s(?:and|&)\s(?:colleagues|{_AUTHOR})"
    rf"|(?:,\s{_AUTHOR}){{0,4}},?\set\sal\.?)?"
)
_YEARS = r"(?P<years>(?:19|20)\d\d[a-z]?(?:,\s(?:19|20)\d\d[a-z]?)*)"
_IN_ROUND_BRACKETS = re.compile(r"\(([^()]{0,200}?\b(?:19|20)\d\d[a-z]?(?:[,;:][^()]{0,200})?)\)")
_CITED_INSIDE = re.compile(
    r"(?:(?:see|e\.g\.,?|cf\.?|reviewed in|in|and|also|from)\s)*"
    rf"{_AUTHORS},?\s{_YEARS}(?:$|[,:;]\s?(?:p|\d))"
)
_CITED_IN_TEXT = re.compile(rf"(?<![\w(]){_AUTHORS},?\s\({_YEARS}[^()]{{0,20}}\)")
# Words that stand before a year without naming an author.
_NO_AUTHORS = frozenset(
    "january february march april may june july august september october november december jan feb"
    " mar apr jun jul aug sep sept oct nov dec spring summer autumn fall winter since until in by"
    " before after from the a an updated published accessed reviewed revised copyright version"
    " edition volume early mid late figure table phase week day year".split()
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark in the text: the numbers, the footnote's label, or the author and year it names."""

    span: Span
    style: MarkStyle
    numbers: tuple[int, ...] = ()
    label: str = ""
    author: str = ""
    year: str = ""
    certain: bool = True


def number_marks(text: str) -> Iterator[Mark]:
    """Marks with numbers, whatever their brackets, in no particular order.

    Those in round brackets and behind a full stop may be something else: they are not `certain`.
    """
    if "[" in text:
        yield from _bracket_marks(text)
    for found in _SUPERSCRIPT.finditer(text):
        yield from _mark(found, "superscript", found.group().translate(_PLAIN_DIGITS))
    if "<sup" in text.lower():
        for found in _TAGGED.finditer(text):
            inner = _MARKUP.sub("", found.group(1))
            if _NUMBER_LIST.fullmatch(inner):
                yield from _mark(found, "superscript", inner)
    for pattern, style in _UNCERTAIN:
        for found in pattern.finditer(text):
            yield from _mark(found, style, found.group(), certain=False)


_UNCERTAIN: tuple[tuple[re.Pattern[str], MarkStyle], ...] = (
    (NUMBERS_IN_ROUND_BRACKETS, "round"),
    (_BEHIND_STOP, "behind-stop"),
    (_SPOKEN, "spoken"),
    (_CELL, "cell"),
)


def _bracket_marks(text: str) -> Iterator[Mark]:
    for found in _BRACKET.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        several = not found.group(1).isdigit()
        value = _VALUE_BEFORE.search(before) or (several and _FIGURE_BEFORE.search(before))
        if not value:
            yield from _mark(found, "bracket", found.group(1))


def _mark(
    found: re.Match[str], style: MarkStyle, numbers: str, *, certain: bool = True
) -> Iterator[Mark]:
    """The mark, unless its numbers cannot be those of sources."""
    read = _numbers(numbers)
    if read:
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield Mark(Span(start, found.end()), style, read, certain=certain)


def _numbers(written: str) -> tuple[int, ...]:
    """The numbers of "1, 3-5"; none where one is 0 or a range runs backwards or too far."""
    numbers: list[int] = []
    for found in _RANGE.finditer(written):
        first = int(found.group(1))
        last = int(found.group(2) or first)
        if not 0 < first <= last <= first + _LONGEST_RANGE:
            return ()
        numbers += range(first, last + 1)
    return tuple(numbers)


def footnote_marks(text: str) -> Iterator[Mark]:
    """Every "[^label]" that is not the footnote itself."""
    for found in _FOOTNOTE.finditer(text):
        yield Mark(Span(*found.span()), "footnote", label=found.group(1).lower())


def author_marks(text: str) -> Iterator[Mark]:
    """Every author with a year, "(Lund et al., 2020; Berg 2019)" and "Lund (2020)"."""
    for bracket in _IN_ROUND_BRACKETS.finditer(text):
        start = bracket.start(1)
        for piece in bracket.group(1).split(";"):
            stripped = piece.lstrip()
            found = _CITED_INSIDE.match(stripped)
            if found:
                yield from _author_mark(found, start + len(piece) - len(stripped))
            start += len(piece) + 1
    for found in _CITED_IN_TEXT.finditer(text):
        yield from _author_mark(found, 0)


def _author_mark(found: re.Match[str], shift: int) -> Iterator[Mark]:
    author = " ".join(found.group("first").split())
    if author.lower() in _NO_AUTHORS:
        return
    span = Span(found.start("first") + shift, found.end("years") + shift)
    for year in found.group("years").split(", "):
        yield Mark(span, "author-year", author=author, year=year, certain=bool(found.group("more")))
