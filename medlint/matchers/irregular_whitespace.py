"""Kind `irregular-whitespace`: runs of spaces, fixed spaces inside sentences, invisible ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from medlint.finding import Edit, Match, Span
from medlint.matchers.markup import is_web_page

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

_FIXED = "\u00a0\u2007\u202f"
_WIDE = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_RUN = re.compile(rf"(?<=\S)(?:[ \t]{{2,}}|\t|[ \t]*[{_FIXED}{_WIDE}][ \t{_FIXED}{_WIDE}]*)(?=\S)")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]+")
_ODD = re.compile(rf"  |[\t{_FIXED}{_WIDE}\u200b-\u200d\u2060\ufeff]")
# Two small words that nothing needs to hold together.
_PLAIN_LEFT = re.compile(r"[^\W\d_]{2}\Z")
_PLAIN_RIGHT = re.compile(r"[a-z]{2}")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)]*\Z")

_Kind = Literal["fixed", "run", "tab", "invisible"]
_CALLED: dict[_Kind, tuple[str, str]] = {
    "fixed": ("non-breaking space", "non-breaking spaces"),
    "run": ("run of spaces", "runs of spaces"),
    "tab": ("tab", "tabs"),
    "invisible": ("invisible character", "invisible characters"),
}


class _Gap(NamedTuple):
    """One irregular gap, what it is, and the text that belongs there."""

    span: Span
    kind: _Kind
    better: str


@dataclass(frozen=True, slots=True)
class IrregularWhitespace:
    """Reports the article once where sentences hold `least` gaps or more that are not one space.

    A single invisible character within a word is enough. Two spaces behind a sentence, fixed
    spaces beside figures, symbols, initials and names, columns, tables, code, indentation and
    line ends are let be.
    """

    least: int = 3

    details: ClassVar[frozenset[str]] = frozenset({"count", "kinds"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at the first gap, with the edits of all."""
        if not _ODD.search(reading.document.text) or is_web_page(reading.document):
            return
        gaps = sorted([*_gaps(reading), *_invisible(reading)])
        if not gaps:
            return
        hidden = any(gap.kind == "invisible" for gap in gaps)
        if len(gaps) < self.least and not hidden:
            return
        counts = Counter(gap.kind for gap in gaps)
        first = gaps[0].span
        yield Match(
            _with_words(reading.prose, first),
            details={
                "count": _counted(len(gaps), ("irregular gap", "irregular gaps")),
                "kinds": ", ".join(_counted(counts[kind], _CALLED[kind]) for kind in counts),
            },
            edits=tuple(Edit(gap.span, gap.better) for gap in gaps),
        )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least < 1:
            yield "least must be 1 or more"


def _gaps(reading: Reading) -> Iterator[_Gap]:
    """The runs of spaces, fixed spaces and tabs within the blocks that are read."""
    text = reading.document.text
    # A browser shows runs of plain spaces as one.
    browsed = reading.document.format == "html"
    for found in _RUN.finditer(text):
        span = Span(*found.span())
        if browsed and not found.group().strip(" \t"):
            continue
        if not _is_within(reading, span) or _is_column(reading, span):
            continue
        run = found.group()
        plain = not run.strip(" \t")
        before, after = text[max(0, span.start - 12) : span.start], text[span.end : span.end + 2]
        if plain and run == "  " and _SENTENCE_END.search(before):
            continue
        if len(run) == 1 and not plain and not _joins_plain_words(before, after):
            continue
        better = " "
        if before[-1].isdigit() and not plain:
            better = "\u00a0"
        yield _Gap(span, "tab" if "\t" in run else "run" if plain else "fixed", better)


def _invisible(reading: Reading) -> Iterator[_Gap]:
    """Characters without width beside Latin letters; other scripts and emoji need them."""
    text, prose = reading.document.text, reading.prose
    for found in _INVISIBLE.finditer(text):
        start, end = found.span()
        sides = prose[max(0, start - 1) : start] + prose[end : end + 1]
        # Outside ASCII a joiner may belong to the script.
        if sides.isascii() and any(side.isalpha() for side in sides):
            span = Span(start, end)
            if reading.sentence_at(start) is not None or reading.sentence_at(start - 1) is not None:
                yield _Gap(span, "invisible", "")


def _is_within(reading: Reading, span: Span) -> bool:
    """Whether the gap stands in one block of prose, with words and no markup on both sides."""
    prose = reading.prose
    if prose[span.start - 1].isspace() or prose[span.end].isspace():
        return False
    before, after = reading.sentence_at(span.start - 1), reading.sentence_at(span.end)
    return (
        before is not None
        and after is not None
        and before.block == after.block
        and "table" not in (before.kind, after.kind)
    )


def _joins_plain_words(before: str, after: str) -> bool:
    return bool(_PLAIN_LEFT.search(before) and _PLAIN_RIGHT.match(after))


def _is_column(reading: Reading, span: Span) -> bool:
    """Whether plain spaces or tabs set a column that the line above or below has too."""
    document = reading.document
    if document.text[span.start : span.end].strip(" \t"):
        return False
    line, column = document.position(span.end)
    if "\t" in document.text[span.start : span.end]:
        return any("\t" in _line(reading, other).strip() for other in (line - 1, line + 1))
    return any(
        _line(reading, other)[column - 3 : column - 1] == "  "
        and not _line(reading, other)[column - 1 : column].isspace()
        and _line(reading, other)[: column - 1].strip()
        for other in (line - 1, line + 1)
    )


def _line(reading: Reading, number: int) -> str:
    document = reading.document
    return document.line_text(number) if 1 <= number <= len(document.line_starts) else ""


def _with_words(prose: str, span: Span) -> Span:
    """The span with the words on both sides."""
    start, end = span
    while start > 0 and not prose[start - 1].isspace():
        start -= 1
    while end < len(prose) and not prose[end].isspace():
        end += 1
    return Span(start, end)


def _counted(number: int, called: tuple[str, str]) -> str:
    return f"{number} {called[number != 1]}"
