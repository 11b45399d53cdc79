"""Signals of sources: lists of references, citations in the text, sources that are only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.instruments.signals import Signal, seen

if TYPE_CHECKING:
    from medlint.language.reading import Reading


def references(reading: Reading) -> Signal:
    """The entries of the article's lists of sources; its own DOI is none."""
    entries = [entry for each in reading.references.lists for entry in each.entries]
    return seen(entry.span for entry in entries)


def citations(reading: Reading) -> Signal:
    """The sentences with a citation, or a link, that a reader can follow."""
    support = reading.support
    return seen(
        sentence.span
        for sentence in reading.prose_sentences
        if support.cites(Span(sentence.span.start, sentence.span.end + 1))
    )


def named(reading: Reading) -> Signal:
    """The sentences that name a journal, a body or a person as their source, cited or not."""
    spans = [
        sentence.span
        for sentence in reading.prose_sentences
        if reading.support.level(sentence) == 1
        or reading.tags[sentence.index] & {"journal", "named-body"}
    ]
    return seen(spans)
