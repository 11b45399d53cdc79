"""Kind `recency`: words such as "recently" in an article that does not say when it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.matchers.patterns import PATTERN_TIMEOUT, compiled_if_any, pattern_mistakes
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,]\d|-\d{3})")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
#: Bylines are often glued to the date ("By A. LundAUG. 3, 2016"), so a word may go before.
_FULL_DATE = re.compile(
    rf"{_MONTH}\.?\s+{_DAY},?\s+(?P<a>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d){_DAY}(?:\s+|[-./])(?:of\s)?{_MONTH}\.?(?:,?\s+|[-./])(?P<b>(?:19|20)\d\d)"
    r"|(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?P<c>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<d>(?:19|20)\d\d)[-/.]\d\d[-/.]\d\d(?!\d)",
    re.IGNORECASE,
)
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH}\.?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
#: A line that is nothing but a day, such as "21 JUNE 16", may shorten its year.
_SHORT_YEAR = re.compile(rf"^\W*{_DAY}\s+{_MONTH}\.?\s+(\d\d)\W*$", re.IGNORECASE | re.MULTILINE)
#: The year of the meeting at which a study is told dates the news of it.
_MEETING = re.compile(
    r"\b(20\d\d)\s(?:[\w-]+\s){0,4}?(?:meeting|congress|conference|symposium|sessions)\b"
    r"|\b(?:meeting|congress|conference|symposium|sessions)\s(20\d\d)\b",
    re.IGNORECASE,
)
_POINTING = frozenset({"the", "this", "these", "that", "those", "other", "such"})
#: How far from its start an article's date line may stand, in characters.
DATE_LINE_REACH = 400
#: How far from its end the line may stand that dates the article or its source, in characters.
SOURCE_LINE_REACH = 400
#: A full date may stand farther from the end: notes on the editors and the house come behind it.
CLOSING_NOTES_REACH = 1500
#: A line of at most so many characters that holds a full date is a date line wherever it stands.
LONGEST_DATE_LINE = 80
#: Of so many lines at the start and at the end, a short one with a bare year dates the article.
EDGE_LINES = 3
_EVENT = re.compile(
    r"\b(?:in|since|from|by|until|of|after|before|between|and|to)\s+$", re.IGNORECASE
)


@dataclass(frozen=True)
class Recency:
    """Words that count from today, where nothing tells the reader which day that was.

    `phrases`   what is flagged, once an article, at its first place
    `unless`    patterns that take a sentence out
    `contexts`  contexts of a phrase that take it out
    `years_old` an article with a date passes unless its newest cited source is older than it by so
                many years
    """

    details: ClassVar[frozenset[str]] = frozenset({"reason"})

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    years_old: int = 5

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Patterns that are no regular expressions."""
        yield from pattern_mistakes(self.unless)

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match, with the other places as related ones."""
        found = list(self._places(reading))
        reason = self._reason(reading) if found else None
        if reason is None:
            return
        sentence = reading.sentence_at(found[0].start)
        yield Match(
            found[0],
            sentence.index if sentence else None,
            details={"reason": reason},
            related=tuple(RelatedSpan(span, "here, too") for span in found[1:]),
        )

    def _places(self, reading: Reading) -> Iterator[Span]:
        """Each phrase that counts from today, in sentences without a year."""
        for first, last in sorted(occurrences(reading, self._index)):
            sentence = reading.sentence_at(reading.tokens.starts[first])
            if sentence is None or not sentence.is_prose:
                continue
            # "The new study" is one that the article has told of.
            pointed = last - first > 1 and reading.words[first - 1] in _POINTING
            if not (pointed and first > sentence.first) and self._stands(reading, sentence, first):
                yield reading.token_span(first, last)

    def _stands(self, reading: Reading, sentence: Sentence, at: int) -> bool:
        span = sentence.span
        if _YEAR.search(reading.prose, span.start, span.end):
            return False
        if self._unless is not None and self._unless.search(
            reading.prose, span.start, span.end, timeout=PATTERN_TIMEOUT
        ):
            return False
        return not reading.context(sentence).at(at) & {"mentioned", *self.contexts}

    def _reason(self, reading: Reading) -> str | None:
        """Why the reader cannot tell when that was, or None where the date is told."""
        year = _year_of(reading)
        if year is None:
            return "the article bears no date"
        newest = _newest_source(reading)
        if newest is None or year - newest < self.years_old:
            return None
        return f"the article is of {year} and its newest source of {newest}"

    @cached_property
    def _index(self) -> PhraseIndex:
        return phrase_index(self.phrases)

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        return compiled_if_any(self.unless)


def _year_of(reading: Reading) -> int | None:
    """The year of the article's own date: as its metadata tell, a metadata line or a date line."""
    text = reading.document.text
    years = [each.day.latest.year for each in reading.metadata.dates if each.day is not None]
    for block in reading.blocks:
        if block.kind == "metadata":
            years += map(int, _YEAR.findall(text, block.span.start, block.span.end))
    return max(years or _date_lines(text), default=None)


def _date_lines(text: str) -> list[int]:
    """The years of the date lines of a text: at its head, its foot or in a line of their own."""
    tail = max(0, len(text) - SOURCE_LINE_REACH)
    notes = max(0, len(text) - CLOSING_NOTES_REACH)
    years = []
    for date in _FULL_DATE.finditer(text):
        start = text.rfind("\n", 0, date.start()) + 1
        end = text.find("\n", date.end())
        is_line = (end if end >= 0 else len(text)) - start <= LONGEST_DATE_LINE
        if is_line or date.start() < DATE_LINE_REACH or date.start() >= notes:
            years.append(date[date.lastgroup or 0])
    for edge in ((0, DATE_LINE_REACH), (tail, len(text))):
        years += [date[1] for date in _MONTH_AND_YEAR.finditer(text, *edge)]
    years += [meeting[1] or meeting[2] for meeting in _MEETING.finditer(text)]
    years += [f"20{date[1]}" for date in _SHORT_YEAR.finditer(text)]
    return [int(year) for year in years] + list(_edge_years(text))


def _edge_years(text: str) -> Iterator[int]:
    """Bare years in short lines at the start and at the end, but not the year of an event."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:]):
        if len(line) <= LONGEST_DATE_LINE:
            for year in _YEAR.finditer(line):
                if not _EVENT.search(line[: year.start()]):
                    yield int(year.group())


def _newest_source(reading: Reading) -> int | None:
    """The latest year in the article's list of sources, if it has one."""
    text = reading.document.text
    blocks = [block.span for block in reading.blocks if block.kind == "references"]
    years = [int(year) for span in blocks for year in _YEAR.findall(text[span.start : span.end])]
    return max(years, default=None)
