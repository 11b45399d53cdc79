"""Kind `recency`: words such as "recently" in an article that does not say when it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Seconds after which a pattern is given up; patterns may come from a user's pack.
PATTERN_TIMEOUT = 1.0
#: Front matter keys that date an article.
DATE_KEYS = frozenset(
    {"date", "published", "updated", "modified", "lastmod", "reviewed", "last_reviewed",
     "last_updated", "last-updated", "last-reviewed", "pubdate", "publishdate", "publication_date",
     "created"}
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,]\d|-\d{3})")
_DATE = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?"
    r"(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
)
_POINTING = frozenset({"the", "this", "these", "that", "those", "other", "such"})
_POINTING = frozenset({"the", "this", "these", "that", "those", "other", "such"})
#: How far from its start an article's date line may stand, in characters.
DATE_LINE_REACH = 400


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
        for pattern in self.unless:
            try:
                _compiled((pattern,))
            except ValueError as error:
                yield str(error)

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
        return _compiled(self.unless) if self.unless else None


def _year_of(reading: Reading) -> int | None:
    """The year of the article's own date: in its front matter, a metadata line or its date line."""
    layout, text = reading.document.layout, reading.document.text
    dated = [
        value for key, value in layout.front_matter.items() if key.strip().lower() in DATE_KEYS
    ]
    dated += [text[b.span.start : b.span.end] for b in reading.blocks if b.kind == "metadata"]
    years = [int(year) for value in dated for year in _YEAR.findall(str(value))]
    if not years:
        line = _DATE.search(text, 0, DATE_LINE_REACH)
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", line.group())] if line else []
    return max(years, default=None)


def _newest_source(reading: Reading) -> int | None:
    """The latest year in the article's list of sources, if it has one."""
    text = reading.document.text
    blocks = [block.span for block in reading.blocks if block.kind == "references"]
    years = [int(year) for span in blocks for year in _YEAR.findall(text[span.start : span.end])]
    return max(years, default=None)


def _compiled(patterns: tuple[str, ...]) -> Pattern[str]:
    """One pattern for several, ignoring case; raises ValueError with the pattern at fault."""
    import regex

    try:
        return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), regex.IGNORECASE)
    except regex.error as error:
        raise ValueError(f"pattern {patterns[0]!r}: {error}") from None
