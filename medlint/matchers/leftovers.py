"""Kind `leftovers`: placeholders, and what machines leave in a text that is not finished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.document import Format
from medlint.finding import Match, Span
from medlint.matchers.markup import is_web_page
from medlint.matchers.patterns import PATTERN_TIMEOUT, pattern_mistakes

if TYPE_CHECKING:
    from regex import Match as Found
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading


@dataclass(frozen=True, slots=True)
class Leftover:
    """One kind of leftover: what it is, and how it is written.

    `pattern` is a regular expression that keeps capitals apart; it runs only on articles that
    hold one of `signs`, which are in lower case. `unless` are patterns that say of the same
    paragraph that it speaks about such a leftover. `formats` are the kinds of file it counts in,
    all where it is empty. With `once`, an article is told of the first one only.
    """

    what: str
    signs: tuple[str, ...]
    pattern: str
    unless: str = ""
    formats: tuple[Format, ...] = ()
    once: bool = False
    shift: int = 0


@dataclass(frozen=True)
class Leftovers:
    """Reports leftovers wherever readers see them: in prose, headings, tables and labels.

    The source of a whole web page is no article. What stands within quotation marks is shown, not
    left behind. A paragraph that one of the `unless` patterns fits speaks about leftovers.
    """

    entries: tuple[Leftover, ...]
    unless: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"what"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every leftover, in text order, none within another."""
        # Addresses may hold a leftover too, so this is the prose of the document.
        prose = reading.document.prose
        if is_web_page(reading.document):
            return
        small = prose.lower()
        found = [
            (Span(*hit.span()), number)
            for number, entry in enumerate(self.entries)
            if any(sign in small for sign in entry.signs)
            if not entry.formats or reading.document.format in entry.formats
            for hit in self._hits(number, prose)
        ]
        done = 0
        told: set[int] = set()
        for span, number in sorted(found):
            entry = self.entries[number]
            if span.start < done or number in told or self._is_meant(prose, span, number):
                continue
            done = span.end
            if entry.once:
                told.add(number)
            sentence = reading.sentence_at(span.start)
            yield Match(
                span,
                sentence=sentence.index if sentence else None,
                shift=entry.shift,
                details={"what": entry.what},
            )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        yield from pattern_mistakes(self.unless)
        for number, entry in enumerate(self.entries, start=1):
            for text in pattern_mistakes(filter(None, (entry.pattern, entry.unless))):
                yield f"entries item {number}: {text}"
            if not entry.signs or any(sign != sign.lower() for sign in entry.signs):
                yield f"entries item {number}: signs must be words or marks in lower case"

    @cached_property
    def _compiled(self) -> dict[int, Pattern[str]]:
        return {}

    def _hits(self, number: int, text: str) -> Iterator[Found[str]]:
        import regex

        pattern = self._compiled.get(number)
        if pattern is None:
            pattern = self._compiled[number] = regex.compile(self.entries[number].pattern)
        return pattern.finditer(text, timeout=PATTERN_TIMEOUT)

    def _is_meant(self, text: str, span: Span, number: int) -> bool:
        """Whether the text shows the leftover or speaks about it."""
        import regex

        if _is_quoted(text, span):
            return True
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        paragraph = text[start : end if end >= 0 else len(text)]
        patterns = (*self.unless, self.entries[number].unless)
        return any(
            regex.search(pattern, paragraph, regex.IGNORECASE, timeout=PATTERN_TIMEOUT)
            for pattern in patterns
            if pattern
        )


def _is_quoted(text: str, span: Span) -> bool:
    """Whether an opening quotation mark on the same line is still open at the span."""
    start = text.rfind("\n", 0, span.start) + 1
    before = text[start : span.start]
    if before.count("\u201c") > before.count("\u201d"):
        return True
    end = text.find("\n", span.end)
    after = text[span.end : end if end >= 0 else len(text)]
    return before.count('"') % 2 == 1 and '"' in after
