"""Titles pasted into the running text."""

from __future__ import annotations

from medlint.document import Document
from medlint.finding import Span


def pasted_title_spans(document: Document) -> tuple[Span, ...]:
    """Spans of the title glued to the start or end of later blocks."""
    return ()
