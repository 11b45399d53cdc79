"""Kind `mojibake`: text that was read in the wrong encoding, and characters that copying broke."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading

# What Windows-1252 shows for the bytes 80 to 9F; the five without a character stay as they are.
_HIGH = "".join(bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0))
_CONTINUATION = re.escape(_HIGH.replace("\N{REPLACEMENT CHARACTER}", "")) + "\u0080-\u00bf"
_SEQUENCE = re.compile(
    f"[\u00c2-\u00c5\u00ce\u00cf][{_CONTINUATION}]"
    f"|[\u00e2\u00ef][{_CONTINUATION}]{{2}}"
    f"|\u00f0[{_CONTINUATION}]{{3}}"
)
# The right quotation mark ends in a byte that Windows-1252 has no character for.
_CUT_QUOTE = re.compile("\u00e2\u20ac(?:\N{REPLACEMENT CHARACTER}|(?=[\\s.,;:!?)]|\\Z))")
_MACINTOSH = re.compile(
    "\u201a\u00c4[^\\s\\w]|\u201a\u00c4[\u00f4\u00fa\u00f9\u00ee\u00ec]|\u00ac[\u221e\u00b5\u00b1\u2211]"
)
_MACINTOSH_LETTER = re.compile(
    "\u221a[\u00a9\u00ae\u00b1\u00a8\u00b4\u2260\u2122\u00ba\u00ef](?=[a-z])"
)
_LONE_LETTER = re.compile("(?:(?<=[\\s.,;:!?)])|^)\u00c2(?=\\s)", re.MULTILINE)
_LATIN_CONTROL = re.compile("[\u0080-\u009f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SOFT_HYPHEN = re.compile("(?<=[^\\W\\d_])\u00ad+(?=[^\\W\\d_])")

# Marks that may stand behind a capital letter for themselves: "IRM\u00c3\u201d", "CAF\u00c9\u2122".
_OWN_MARKS = frozenset(
    "\u201c\u201d\u2018\u2019\u00ab\u00bb\u00ae\u2122\u00a9\u2013\u2014\u2026\u2022"
)
_LONGEST_TAIL = 3


class _Broken(NamedTuple):
    """One broken piece, what is wrong with it, and what belongs there (None: nobody knows)."""

    span: Span
    problem: str
    better: str | None
    shift: int = 0


@dataclass(frozen=True)
class Mojibake:
    """Reports broken characters in prose: each kind of break once, where it first shows.

    UTF-8 that was read as Windows-1252 (also twice) or as Mac Roman is found by undoing it, not by
    a list, and only where a character of European text comes out. Besides: control characters,
    ligatures of print (\ufb01) and soft hyphens, which searches do not see through. An article
    that holds one of `topics` is about encodings and may show them.
    """

    topics: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"problem", "times", "advice"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every distinct broken sequence, with the edits of all its places."""
        prose = reading.prose
        if prose.isascii() and not _CONTROL.search(prose):
            return
        found = sorted(_broken(prose))
        if not found or any(topic in reading.lowered for topic in self._topics):
            return
        groups: dict[str, list[list[_Broken]]] = {}
        for word in _by_word(prose, found):
            pieces = (prose[slice(*each.span)] for each in word)
            key = word[0].problem if word[0].shift else " ".join(pieces)
            groups.setdefault(key, []).append(word)
        for words in groups.values():
            yield _match(reading, words)

    @cached_property
    def _topics(self) -> tuple[str, ...]:
        return tuple(topic.lower() for topic in self.topics)


def _by_word(prose: str, found: list[_Broken]) -> Iterator[list[_Broken]]:
    """The broken pieces, those of one word together."""
    word: list[_Broken] = []
    for each in found:
        if word and each.span.start >= _with_word(prose, word[-1].span).end:
            yield word
            word = []
        word.append(each)
    if word:
        yield word


def _match(reading: Reading, words: list[list[_Broken]]) -> Match:
    """The match of words with the same break: at the first of them, with the edits of all."""
    first = words[0]
    prose = reading.prose
    span = Span(
        _with_word(prose, first[0].span).start,
        _with_word(prose, first[-1].span).end,
    )
    sentence = reading.sentence_at(span.start)
    pieces = [each for word in words for each in word]
    edits = tuple(Edit(each.span, each.better) for each in pieces if each.better is not None)
    known = len(edits) == len(pieces)
    return Match(
        span,
        sentence=sentence.index if sentence else None,
        shift=first[0].shift,
        details={
            "problem": first[0].problem,
            "times": "" if len(words) == 1 else f" ({len(words)} times)",
            "advice": _advice(prose, span, first),
        },
        related=tuple(
            RelatedSpan(word[0].span, "and here") for word in words[1 : 1 + _LONGEST_TAIL]
        ),
        edits=edits if known else (),
        fix=None if known else "none",
    )


def _advice(prose: str, span: Span, word: list[_Broken]) -> str:
    """What to do about a word with broken pieces, in one sentence."""
    better, done = "", span.start
    for each in word:
        if each.better is None:
            return "Delete it, and look whether a letter is lost."
        better += prose[done : each.span.start] + each.better
        done = each.span.end
    better += prose[done : span.end]
    return f"Write \u201c{better.strip()}\u201d." if better.strip() else "Delete it."


def _broken(text: str) -> Iterator[_Broken]:
    """Every broken piece, none within another."""
    done = -1
    decoded = sorted([*_decodable(text), *_cut_and_lone(text), *_latin_controls(text)])
    for each in decoded:
        if each.span.start >= done:
            done = each.span.end
            yield each
    for found in _CONTROL.finditer(text):
        problem = f"holds the control character U+{ord(found.group()):04X}"
        yield _Broken(Span(*found.span()), problem, None)
    for found in _LIGATURE.finditer(text):
        letters = unicodedata.normalize("NFKC", found.group())
        problem = f"holds the printer\u2019s ligature of \u201c{letters}\u201d"
        yield _Broken(Span(*found.span()), problem, letters)
    for found in _SOFT_HYPHEN.finditer(text):
        yield _Broken(Span(*found.span()), "holds an invisible soft hyphen", "", -1)


_WRONG = "was read in the wrong encoding"


def _decodable(text: str) -> Iterator[_Broken]:
    """What turns into a likely character when the wrong reading of UTF-8 is undone."""
    for run in re.finditer(f"(?:{_SEQUENCE.pattern})+", text):
        start = run.start()
        better = _undone(text, run)
        if better is not None:
            yield _Broken(Span(start, run.end()), _WRONG, better)
    for pattern in (_MACINTOSH, _MACINTOSH_LETTER):
        for found in pattern.finditer(text):
            letter = _recoded(found.group(), "mac_roman")
            if letter is not None and _is_likely(letter):
                yield _Broken(Span(*found.span()), _WRONG, letter)


def _undone(text: str, run: re.Match[str]) -> str | None:
    """The run as it was before it was misread, once or more often; None where it is right."""
    written = run.group()
    if len(written) == 2 and written[1] in _OWN_MARKS and _stands_alone(text, run):
        return None
    better = _recoded(written, "cp1252")
    if better is None or not all(map(_is_likely, better)):
        return None
    again = _recoded(better, "cp1252")
    while again is not None and all(map(_is_likely, again)):
        better, again = again, _recoded(again, "cp1252")
    return better


def _stands_alone(text: str, run: re.Match[str]) -> bool:
    """Whether a capital and a mark behind it may be meant: a word in capitals, or angstroms."""
    after = text[run.end() : run.end() + 1]
    before = text[max(0, run.start() - 1) : run.start()]
    unit = run.group()[0] == "\u00c5" and (not before.strip() or before.isdigit())
    return not after.isalpha() and (before.isupper() or unit)


def _recoded(written: str, codec: str) -> str | None:
    """The characters whose UTF-8 bytes the codec shows as `written`, else None."""
    try:
        data = b"".join(
            bytes([ord(each)]) if "\u0080" <= each <= "\u009f" else each.encode(codec)
            for each in written
        )
        better = data.decode("utf-8")
    except UnicodeError:
        return None
    return better if better != written else None


def _is_likely(character: str) -> bool:
    """Whether European medical text holds the character: a letter, mark, symbol or emoji."""
    code = ord(character)
    return (
        0xA0 <= code <= 0x17F  # Latin letters and signs
        or 0x386 <= code <= 0x3CE  # Greek
        or 0x2000 <= code <= 0x22FF  # punctuation, letter-like signs, arrows, mathematics
        or 0x25A0 <= code <= 0x27BF  # bullets, ticks
        or 0xFB00 <= code <= 0xFB06  # ligatures
        or code in (0xFEFF, 0xFFFD, 0x192, 0x2C6, 0x2DC)  # and what Windows-1252 has besides
        or 0x1F300 <= code <= 0x1FAFF  # emoji
    )


def _cut_and_lone(text: str) -> Iterator[_Broken]:
    """What is left of a quotation mark or a fixed space when a byte of it was dropped."""
    for found in _CUT_QUOTE.finditer(text):
        yield _Broken(Span(*found.span()), _WRONG, "\u201d")
    for found in _LONE_LETTER.finditer(text):
        yield _Broken(Span(*found.span()), _WRONG, "")


def _latin_controls(text: str) -> Iterator[_Broken]:
    """Control characters that are the bytes of Windows-1252 quotation marks and dashes."""
    for found in _LATIN_CONTROL.finditer(text):
        shown = _HIGH[ord(found.group()) - 0x80]
        known = shown != "\N{REPLACEMENT CHARACTER}"
        yield _Broken(Span(*found.span()), _WRONG, shown if known else None)


def _with_word(prose: str, span: Span) -> Span:
    """The span with the rest of its word."""
    start, end = span
    while start > 0 and prose[start - 1].isalpha():
        start -= 1
    while end < len(prose) and prose[end].isalpha():
        end += 1
    return Span(start, end)
