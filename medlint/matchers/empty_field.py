"""Kind `empty-field`: labels such as "Reviewed by:" that have no value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.reading import Reading


@dataclass(frozen=True)
class EmptyFieldMatcher:
    """Reports each label of a metadata line, and each key of the front matter, without a value."""

    details: ClassVar[frozenset[str]] = frozenset({"label"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every empty label, in text order."""
        for field in sorted(reading.metadata.empty, key=lambda each: each.span):
            yield Match(field.span, details={"label": field.label})
