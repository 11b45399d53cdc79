"""Kind `medical-review`: an article on a treatment that no clinician wrote or reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan
from medlint.metadata.owed import ARTICLE_WORDS, is_article, is_bare, treatment_told

if TYPE_CHECKING:
    from medlint.language.reading import Reading
    from medlint.metadata.model import Person

#: Related lines that a finding lists at most.
MOST_RELATED = 3


@dataclass(frozen=True)
class MedicalReview:
    """Reports, at the title, a page that tells the benefits of a treatment, without a clinician.

    Neither a reviewer may be named nor an author or editor with a degree or calling in health.

    `profiles`     profiles that owe review
    `words`        running words from which a text is an article
    `bare_text`    whether texts without any metadata are reported
    `byline`       the rule that goes first for a text that tells nothing of itself
    `empty_field`  the rule that goes first where the label is there and empty
    """

    details: ClassVar[frozenset[str]] = frozenset({"treatment", "who"})

    byline: str
    empty_field: str
    profiles: tuple[str, ...]
    words: int = ARTICLE_WORDS
    bare_text: bool = True

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match or none, with the first benefits told as related lines."""
        metadata = reading.metadata
        if metadata.reviewers or any(person.clinical for person in metadata.people):
            return
        bare = is_bare(reading)
        if not is_article(reading, self.words) or (bare and not self.bare_text):
            return
        told = treatment_told(reading, self.profiles)
        if told is None:
            return
        first = [self.byline] if bare else []
        if any(field.about == "reviewer" for field in metadata.empty):
            first.append(self.empty_field)
        yield Match(
            reading.anchor,
            details={
                "treatment": told.label,
                "who": _who(metadata.authors),
            },
            related=tuple(
                RelatedSpan(sentence.span, "tells a benefit")
                for sentence in told.sentences[:MOST_RELATED]
            ),
            yields_to=tuple(first),
        )


def _who(authors: tuple[Person, ...]) -> str:
    """Whom the article names, as a message says it."""
    if not authors:
        return "neither a medical reviewer nor an author"
    return f"no medical reviewer; “{authors[0].name}” is given no degree in health"
