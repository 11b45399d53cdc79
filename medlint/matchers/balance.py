"""Kind `balance`: many sentences on benefit against few on harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading

MOST_RELATED = 8


@dataclass(frozen=True)
class Balance:
    """An article with at least `benefits` benefit sentences and more than `ratio` to one on harm.

    Harm is weighed by distinct named harms: each risk statement counts as many as it names, and
    at least one. `profile_ratios` overrides `ratio` in a profile, as "professional=6".
    """

    details: ClassVar[frozenset[str]] = frozenset({"benefits", "risks", "ratio", "treatment"})

    benefits: int = 5
    ratio: float = 4.0
    profile_ratios: tuple[str, ...] = ()
    words: int = 150

    def __post_init__(self) -> None:
        for entry in self.profile_ratios:
            profile, equals, number = entry.partition("=")
            if not (profile and equals and number.replace(".", "", 1).isdigit()):
                raise ValueError(f'`profile_ratios` holds {entry!r}; write "professional=6"')

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the title, with the sentences that were counted."""
        if reading.prose_word_count < self.words:
            return
        benefits = reading.benefits
        if len(benefits) < self.benefits:
            return
        weight = sum(max(1, len(risk.harms)) for risk in reading.risks)
        if not weight:
            return
        if len(benefits) <= self._ratio(reading.profile) * weight:
            return
        related = [RelatedSpan(s.span, "counted as benefit") for s in benefits[: MOST_RELATED - 2]]
        related += [RelatedSpan(risk.span, "counted as harm") for risk in reading.risks[:2]]
        details = {
            "benefits": str(len(benefits)),
            "risks": str(weight),
            "ratio": f"{len(benefits) / weight:.0f}:1",
            "treatment": reading.promotion.label,
        }
        yield Match(reading.anchor, None, 0, details, tuple(related))

    def _ratio(self, profile: str) -> float:
        for entry in self.profile_ratios:
            name, _, number = entry.partition("=")
            if name == profile:
                return float(number)
        return self.ratio
