"""Titles pasted into the running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan
from medlint.language.pasted import PastedTitle

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: From an error to a suggestion: a title printed twice is untidy, but breaks no sentence.
_ECHO_SHIFT = -2


@dataclass(frozen=True, slots=True)
class PastedTitles:
    """Reports each place where the title, or a repeated fragment, was pasted into the text."""

    details: ClassVar[frozenset[str]] = frozenset({"original_line"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every copy; it may be deleted with the space beside it."""
        for pasted in reading.pasted_titles:
            yield _match(reading, pasted)


def _match(reading: Reading, pasted: PastedTitle) -> Match:
    line, _ = reading.document.position(pasted.original.start)
    span = pasted.span
    is_copy = pasted.original != span
    related = (RelatedSpan(pasted.original, "it was copied from here"),) if is_copy else ()
    return Match(
        span,
        shift=_ECHO_SHIFT if pasted.echo else 0,
        details={"original_line": str(line)},
        related=related,
        # A copy on a line of its own may carry heading marks that must go with it.
        replacement=None if pasted.whole_block else "",
    )
