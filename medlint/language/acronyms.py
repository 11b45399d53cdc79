"""Acronyms and where an article spells them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from medlint.finding import Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading

# Two capitals close together, whatever small letters and figures stand with them; parts joined
# by a hyphen or a slash belong to it when they begin with a capital or a figure.
# The first capital stands before the alternatives: so the search skips whatever is none.
_ACRONYM = re.compile(
    r"[A-Z](?:[a-z]{0,2}[0-9]{0,3}[A-Z][A-Za-z0-9]*(?:[-–/&][A-Z0-9][A-Za-z0-9]*)*"
    r"|[A-Z]?&[A-Z]{1,2}(?![a-z]))"
)
# What may belong to the acronym on its left, as in "mRNA" and "5-FU"; no longer word may end there,
# and no telephone number ("1-800-QUIT").
_LEAD = re.compile(r"(?:\A|(?<![\w-])|(?<![\d]-)(?<=-))((?:\d-)?[a-z]{0,2})\Z")
_SYLLABLES = re.compile(r"-[a-z]{1,3}(?:-|\Z)")  # "GAS-tro" tells how a word is spoken
_PLURAL = re.compile(r"(?<=[A-Z0-9])(?:s|['’]s|['’])\Z")
_LONGEST = 10

_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]")
_PIECE_END = re.compile(r"[;,:]|\s(?:or|and)\s")
_LEAD_IN = re.compile(
    r"(?:(?:also|previously|formerly|commonly|often|sometimes|usually|better|known|called|termed"
    r"|referred|abbreviated|abbreviation|shortened|short|form|as|to|for|is|the)\s+)*[:“\"'‘\s]*",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(
    r"[”\"'’]*\s*,?\s*(?:(?:which\s+)?(?:stands\s+for|is\s+short\s+for|means|is\s+the\s+abbreviation"
    r"\s+(?:of|for))|or|=|[–—-])\s+[“\"'‘]*(?:the\s+)?",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"[\s,(]+(?:(?:and|also|often|commonly|sometimes|usually|better)\s+)*"
    r"(?:or|known\s+as|called|termed|abbreviated(?:\s+(?:as|to))?|shortened\s+to|[–—-])"
    r"\s+(?:the\s+)?[“\"'‘]?\Z",
    re.IGNORECASE,
)
_SMALL_WORD = re.compile(r"\s[a-z]{3,10}\s\Z")
_INNER_BRACKETS = re.compile(r"\([^()]*\)")
_OR = re.compile(r"\s*(?:or|i\.e\.,?)\s+")
_CLAUSE = re.compile(r"[^.;()!?]*")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL_WORDS = frozenset("a an and by for in of on or the to with".split())
_WINDOW = 160


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym (in the singular), what it stands for as written, and where both stand."""

    acronym: str
    long_form: str
    span: Span


class Use(NamedTuple):
    """One acronym in the text: without a plural ending, and its span as written."""

    acronym: str
    span: Span


def definitions(reading: Reading) -> Mapping[str, Definition]:
    """The acronyms that the article spells out, with the first place where it does.

    "Long form (LF)", "LF (long form)", "LF stands for long form" and "long form, also called LF"
    count when the letters of the acronym stand in the long form in their order, the first one at
    the start of a word (Schwartz and Hearst, Pacific Symposium on Biocomputing 2003).
    """
    found: dict[str, Definition] = {}
    found_in = _definitions(reading.prose, reading.acronym_uses)
    for definition in sorted(found_in, key=lambda each: each.span):
        found.setdefault(definition.acronym, definition)
    return found


def acronym_uses(text: str) -> Iterator[Use]:
    """Every word of a text with at least two capitals and more capitals than small letters."""
    for found in _ACRONYM.finditer(text):
        start, end = found.span()
        before = text[start - 1 : start]
        # Behind a space or a bracket, nothing more can belong to it.
        if before.isalnum() or before in ("-", "_"):
            lead = _LEAD.search(text, max(0, start - 6), start)
            if lead is None:
                continue
            start = lead.end() - len(lead.group(1))
        acronym = singular(text[start:end])
        if is_acronym(acronym):
            yield Use(acronym, Span(start, end))


@lru_cache(maxsize=1 << 12)
def singular(acronym: str) -> str:
    """The acronym without a plural or possessive ending."""
    return _PLURAL.sub("", acronym)


@lru_cache(maxsize=1 << 12)
def is_acronym(word: str) -> bool:
    """Whether a word has two capitals or more, mostly capitals, and at most ten characters."""
    capitals = sum(letter.isupper() for letter in word)
    small = sum(letter.islower() for letter in word)
    return capitals >= 2 and capitals > small and len(word) <= _LONGEST


def long_form_start(acronym: str, words: str) -> int | None:
    """Where the long form that ends `words` starts; None where the letters do not fit.

    Best are words whose first letters make the acronym, "of" and the like left out. Else the
    algorithm of Schwartz and Hearst: from the end, each letter or figure of the acronym is sought
    to the left, and the first must start a word.
    """
    letters = [letter.lower() for letter in acronym if letter.isalnum()]
    most = min(len(letters) + 5, 2 * len(letters))
    starts = list(_WORD.finditer(words))[-most:]
    initials = _start_by_initials("".join(letters), starts)
    if initials is not None:
        return initials
    at = len(words)
    for number in range(len(letters) - 1, -1, -1):
        at = _letter_before(words, at, letters[number], starts_word=number == 0)
        if at < 0:
            return None
    return at if starts and at >= starts[0].start() else None


def _start_by_initials(letters: str, words: list[re.Match[str]]) -> int | None:
    """Where the words start whose first letters, without those of small words, are `letters`."""
    left = letters
    for word in reversed(words):
        text = word.group().lower()
        if left.endswith(text[0]):
            left = left[:-1]
            if not left:
                return word.start()
        elif text not in _SMALL_WORDS:
            return None
    return None


def _letter_before(words: str, at: int, letter: str, *, starts_word: bool) -> int:
    """The place of the last such letter before `at`; -1 where there is none."""
    while True:
        at -= 1
        if at < 0:
            return -1
        if words[at].lower() != letter:
            continue
        if not starts_word or at == 0 or not words[at - 1].isalnum():
            return at


def _definitions(text: str, uses: Iterable[Use]) -> Iterator[Definition]:
    for bracket in _BRACKETED.finditer(text):
        yield from _bracketed(text, bracket)
    for use in uses:
        yield from _in_apposition(text, use)


def _bracketed(text: str, bracket: re.Match[str]) -> Iterator[Definition]:
    """What the brackets define: their content a name's acronym, or an acronym's long form."""
    start = bracket.start(1)
    # Few brackets hold the two capitals that a short form has, and to part them takes long.
    if sum(map(str.isupper, bracket.group(1))) >= 2:
        for piece in _pieces(text, start, bracket.end(1)):
            acronym = singular(text[piece.start : piece.end])
            if is_short_form(acronym):
                yield from _defined_before(text, acronym, bracket.start(), bracket.end())
    before = _acronym_before(text, bracket.start()) or _acronym_before(
        text, _start_of_small_word(text, bracket.start())
    )
    if before is not None:
        lead_in = _OR.match(text, start, bracket.end(1))
        inside = lead_in.end() if lead_in else start
        yield from _defined_after(text, before, inside, bracket.end(1))


def is_short_form(word: str) -> bool:
    """Whether a word alone in brackets may be a short form: an acronym, or such as "AFib"."""
    if len(word) > _LONGEST or " " in word or _SYLLABLES.search(word):
        return False
    return sum(letter.isupper() for letter in word) >= 2


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a bracket between commas, semicolons and "or", without their lead-in."""
    at = start
    for border in [*(found.span() for found in _PIECE_END.finditer(text, start, end)), (end, end)]:
        lead_in = _LEAD_IN.match(text, at, border[0])
        begin = lead_in.end() if lead_in else at
        piece = text[begin : border[0]].rstrip(" .”\"'’\t\r\n")
        if piece:
            yield Span(begin, begin + len(piece))
        at = border[1]


def _defined_before(text: str, acronym: str, end: int, whole_end: int) -> Iterator[Definition]:
    """The definition whose long form ends at `end`."""
    start = max(0, end - _WINDOW)
    # A pronunciation or a gloss in brackets may stand inside the long form.
    words = _INNER_BRACKETS.sub(lambda inner: " " * len(inner.group()), text[start:end]).rstrip()
    at = long_form_start(acronym, words)
    if at is not None:
        long_form = " ".join(words[at:].split())
        if _spells_out(acronym, long_form):
            yield Definition(acronym, long_form, Span(start + at, whole_end))


def _defined_after(text: str, use: Use, start: int, end: int) -> Iterator[Definition]:
    """The definition whose long form is at `start`, behind its acronym."""
    letters = [letter for letter in use.acronym if letter.isalnum()]
    words = list(_WORD.finditer(text, start, min(end, start + _WINDOW)))
    for count in range(min(len(words), 2 * len(letters)), 0, -1):
        inside = text[start : words[count - 1].end()]
        opening = words[0].start() - start
        if long_form_start(use.acronym, inside) == opening:
            long_form = " ".join(inside[opening:].split())
            if _spells_out(use.acronym, long_form):
                yield Definition(
                    use.acronym, long_form, Span(use.span.start, words[count - 1].end())
                )
                return


def _spells_out(acronym: str, long_form: str) -> bool:
    """Whether the long form says more than the acronym does."""
    return len(long_form) > len(acronym) and acronym not in _WORD.findall(long_form)


def _start_of_small_word(text: str, end: int) -> int:
    """Where the word before `end` starts, "scan" in "PET scan (", if it has no capital."""
    word = _SMALL_WORD.search(text, max(0, end - 16), end)
    return word.start() if word else 0


def _acronym_before(text: str, end: int) -> Use | None:
    """The acronym that stands right before `end`, if one does."""
    head = text[max(0, end - _LONGEST - 4) : end]
    stripped = head.rstrip()
    words = stripped.split()
    last = words[-1] if words else ""
    # Most words before brackets are written small.
    if last.islower():
        return None
    acronym = singular(last)
    if not is_acronym(acronym) or len(head) - len(stripped) > 1:
        return None
    start = end - len(head) + len(stripped) - len(last)
    return Use(acronym, Span(start, start + len(last)))


def _in_apposition(text: str, use: Use) -> Iterator[Definition]:
    """What "LF stands for long form" and "long form, also called LF" define."""
    named = _CALLED.search(text, max(0, use.span.start - 40), use.span.start)
    if named is not None:
        # Without brackets a whole clause may stand before, so the words must be few.
        for found in _defined_before(text, use.acronym, named.start(), use.span.end):
            if len(found.long_form.split()) <= len(use.acronym) + 2:
                yield found
    meaning = _STANDS_FOR.match(text, use.span.end)
    if meaning is not None:
        sentence = _CLAUSE.match(text, meaning.end(), meaning.end() + _WINDOW)
        if sentence is not None:
            yield from _defined_after(text, use, meaning.end(), sentence.end())
