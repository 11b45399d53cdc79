"""Copies of a passage that no longer say the same about a dose, a denial or a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from medlint.duplicates.passages import ArticlePassages, read_passages
from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading


@dataclass(frozen=True)
class BoilerplateDrift:
    """Reports a passage that is nearly that of another article, but for what safety hangs on.

    That is a denial or a warning, which is missing, or a dose, another figure, a unit or a date.
    Passages have at least `least_words`. Pages that were made from one template for different
    subjects are let be.
    """

    least_words: int = 12

    details: ClassVar[frozenset[str]] = frozenset({"change"})

    def gather(self, reading: Reading) -> ArticlePassages:
        """The passages of an article."""
        return read_passages(reading.document, reading.lexicon)

    def find_across(
        self, records: Sequence[ArticlePassages], boilerplate: Sequence[ArticlePassages] = ()
    ) -> Iterator[tuple[int, Match]]:
        """One match for every passage that has drifted, with the article's index."""
        # Imported here: the search is loaded where the rule runs.
        from medlint.duplicates.clusters import find_clusters
        from medlint.duplicates.drifts import Prose, find_drifts, told

        listed = [replace(each, allowed=True) for each in boilerplate]
        found = find_clusters([*records, *listed], self.least_words)
        indexes = {id(record): index for index, record in enumerate(records)}
        prose = Prose(found)
        for drift in find_drifts(found, prose):
            index = indexes[id(found.articles[drift.article])]
            yield index, Match(drift.span, details={"change": told(found, drift, prose)})

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < 5:
            yield "least_words must be 5 or more"
