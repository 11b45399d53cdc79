"""Kind `byline`: an article that does not say who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.metadata.owed import (
    ARTICLE_WORDS,
    has_place_for_metadata,
    interests_at_stake,
    is_article,
    is_bare,
    treatment_told,
)

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: What is said of a text that tells nothing of itself, and may have told it once.
BARE_NOTE = "If the page it comes from shows that, it was lost when the text was extracted."


@dataclass(frozen=True)
class Byline:
    """Reports, at the title, an article without an author, an editor or a reviewer.

    One level higher where the file has a place for metadata. A text that tells nothing of itself
    gets this one finding, which lists all that is missing.

    `words`            running words from which a text is an article
    `bare_text`        whether texts without any metadata are reported at all
    `review_profiles`  profiles in which a reviewer is listed among what a bare text lacks
    `empty_field`      the rule that goes first where the label is there and empty
    """

    details: ClassVar[frozenset[str]] = frozenset({"missing"})

    empty_field: str
    words: int = ARTICLE_WORDS
    bare_text: bool = True
    review_profiles: tuple[str, ...] = ()

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match or none."""
        metadata = reading.metadata
        if metadata.people or not is_article(reading, self.words):
            return
        if is_bare(reading):
            if self.bare_text:
                yield Match(reading.anchor, details={"missing": self._all(reading)}, note=BARE_NOTE)
            return
        empty = any(field.about == "author" for field in metadata.empty)
        yield Match(
            reading.anchor,
            shift=int(has_place_for_metadata(reading)),
            details={"missing": "no author"},
            yields_to=(self.empty_field,) if empty else (),
        )

    def _all(self, reading: Reading) -> str:
        """Everything that a bare text lacks, as a sentence lists it."""
        missing = ["no author", "no date"]
        if treatment_told(reading, self.review_profiles) is not None:
            missing.append("no medical reviewer")
        if interests_at_stake(reading) is not None:
            missing.append("no word on who paid for it")
        return f"{', '.join(missing[:-1])} and {missing[-1]}"
