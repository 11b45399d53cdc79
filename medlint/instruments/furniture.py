"""Signals of who made a text, when, and who paid, as its metadata tell them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.instruments.signals import Signal, seen

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: Characters of a line that a reason quotes.
LONGEST_QUOTE = 80


def author(reading: Reading) -> Signal:
    """A by-line or a named reviewer; people who are only quoted are no authors."""
    return _quoted(reading, (person.span for person in reading.metadata.people))


def credentials(reading: Reading) -> Signal:
    """Degrees or a title beside the by-line."""
    people = reading.metadata.people
    return _quoted(reading, (person.span for person in people if person.credentials))


def date(reading: Reading) -> Signal:
    """A date of publication: in the front matter, on a line of its own, or a dateline."""
    dates = reading.metadata.dated("published", "dateline", "received", "accepted")
    return _quoted(reading, (each.line for each in dates))


def updated(reading: Reading) -> Signal:
    """A date of the last update or review."""
    dates = reading.metadata.dated("updated", "reviewed", "revised")
    return _quoted(reading, (each.line for each in dates))


def disclosure(reading: Reading) -> Signal:
    """Words on funding or interests, in the front matter or the text."""
    return _quoted(reading, (each.span for each in reading.metadata.disclosures))


def _quoted(reading: Reading, spans: Iterable[Span]) -> Signal:
    places = sorted(set(spans))
    text = reading.document.text
    return seen(places, [" ".join(text[s.start : s.end].split())[:LONGEST_QUOTE] for s in places])
