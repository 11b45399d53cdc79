"""What an article owes its readers to say about itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from medlint.duties.exemptions import is_article as is_of_kind
from medlint.duties.gates import When, openings

if TYPE_CHECKING:
    from medlint.duties.gates import Opening
    from medlint.finding import Span
    from medlint.language.reading import Reading

#: Running words from which a text is an article and no excerpt.
ARTICLE_WORDS = 200
#: Sentences on benefits from which an article is about a treatment.
BENEFITS = 2
#: Points of the cues for selling from which an article has something to disclose.
SELLING = 3
_YES = frozenset({"true", "yes", "on", "1"})


def has_flag(reading: Reading, *keys: str) -> bool:
    """Whether the front matter sets one of the keys to true."""
    stated = reading.document.layout.front_matter
    return any(stated.get(key, "").strip().lower() in _YES for key in keys)


def is_article(reading: Reading, words: int = ARTICLE_WORDS) -> bool:
    """Whether the text is long enough for an article, and not said to be a fragment."""
    return reading.prose_word_count >= words and not has_flag(reading, "fragment")


def has_place_for_metadata(reading: Reading) -> bool:
    """Whether the file has a place of its own for metadata: front matter, or the head of a page."""
    document = reading.document
    return document.format == "html" or document.layout.front_matter_span is not None


def is_bare(reading: Reading) -> bool:
    """Whether the text says nothing of itself and has no place to: extraction may have lost it."""
    return reading.metadata.is_bare and not has_place_for_metadata(reading)


def treatment_told(reading: Reading, profiles: Collection[str]) -> Opening | None:
    """The benefits for which review is owed in these profiles; None in news, and without any."""
    if reading.profile not in profiles or is_of_kind(reading, "news"):
        return None
    return next(openings([When(("benefit",))], BENEFITS, reading), None)


def interests_at_stake(reading: Reading) -> tuple[Span, ...] | None:
    """The signs of selling in an article; none in one for professionals, None where none is owed.

    Articles for professionals owe word on interests whatever they say.
    """
    if reading.profile == "professional":
        return ()
    from medlint.profiles.detection import signs_of_selling

    signs = signs_of_selling(reading)
    if sum(sign.cue.points for sign in signs) < SELLING:
        return None
    return tuple(sorted({span for sign in signs for span in sign.spans}))
