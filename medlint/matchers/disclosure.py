"""Kind `disclosure`: an article that owes word on who paid and who gains, and has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan
from medlint.metadata.owed import (
    ARTICLE_WORDS,
    has_flag,
    interests_at_stake,
    is_article,
    is_bare,
)

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: Related lines that a finding lists at most.
MOST_RELATED = 3


@dataclass(frozen=True)
class DisclosureMatcher:
    """Reports, at the title, a page for professionals or one that sells, without a disclosure.

    `site_flags`   keys of the front matter that say that the site discloses it elsewhere
    `words`        running words from which a text is an article
    `bare_text`    whether texts without any metadata are reported
    `byline`       the rule that goes first for a text that tells nothing of itself
    `empty_field`  the rule that goes first where the label is there and empty
    """

    details: ClassVar[frozenset[str]] = frozenset({"reason"})

    byline: str
    empty_field: str
    site_flags: tuple[str, ...] = ()
    words: int = ARTICLE_WORDS
    bare_text: bool = True

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match or none, with the first signs of selling as related lines."""
        metadata = reading.metadata
        if metadata.disclosures or has_flag(reading, *self.site_flags):
            return
        bare = is_bare(reading)
        if not is_article(reading, self.words) or (bare and not self.bare_text):
            return
        signs = interests_at_stake(reading)
        if signs is None:
            return
        first = [self.byline] if bare else []
        if any(field.about == "disclosure" for field in metadata.empty):
            first.append(self.empty_field)
        yield Match(
            reading.anchor,
            details={"reason": "sells something" if signs else "is for professionals"},
            related=tuple(RelatedSpan(span, "a sign of selling") for span in signs[:MOST_RELATED]),
            yields_to=tuple(first),
        )
