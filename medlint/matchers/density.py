"""Kind `density`: wordings that are harmless alone and a fault where an article is full of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan
from medlint.matchers.template import TemplateMatcher

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: Related lines that a finding lists at most.
MOST_RELATED = 12
_PER = 1000


@dataclass(frozen=True)
class Density(TemplateMatcher):
    """A document with wordings of the kind `template` in many places.

    `at_least`      how many there must be; two in one sentence are two
    `per_thousand`  how many of them there must be to a thousand running words
    """

    details: ClassVar[frozenset[str]] = frozenset({"count"})

    at_least: int = 3
    per_thousand: float = 4.0

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the first of the wordings; the others are related to it."""
        found = [reading.token_span(each.first, each.last) for _, each in self.occurrences(reading)]
        words = max(1, reading.prose_word_count)
        if len(found) < self.at_least or len(found) * _PER < self.per_thousand * words:
            return
        related = tuple(
            RelatedSpan(span, f"“{reading.text(span)}”") for span in found[1 : MOST_RELATED + 1]
        )
        yield Match(found[0], None, 0, {"count": str(len(found))}, related)
