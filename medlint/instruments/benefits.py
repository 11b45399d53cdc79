"""Signals of benefit: where an article holds one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlint.instruments.signals import Signal, seen

if TYPE_CHECKING:
    from medlint.language.reading import Reading


def benefits(reading: Reading) -> Signal:
    """The sentences that hold out a benefit of what the article is about."""
    sentences = reading.benefits
    return seen((each.span for each in sentences), [reading.text(s.span) for s in sentences])
