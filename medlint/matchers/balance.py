"""Kind `balance`: many sentences on benefit against few on harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.balance.weight import harm_weight, ratio
from medlint.finding import Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.harms.statements import HarmStatement
    from medlint.language.reading import Reading

#: So many sentences on benefit, and on harm, are shown; those behind them are counted.
BENEFITS_SHOWN = 12
HARMS_SHOWN = 6
#: So many line numbers stand in the message.
LINES_SHOWN = 8
#: So many words of a sentence tell the editor which one is meant.
WORDS_QUOTED = 6


@dataclass(frozen=True)
class Balance:
    """An article with at least `benefits` benefit sentences and more than `ratio` to one on harm.

    Harm is weighed by distinct named harms: each risk statement counts as many as it names, and
    at least one. Food, exercise and habits are let be. `profile_ratios` overrides `ratio` in a
    profile, as "professional=6".
    """

    details: ClassVar[frozenset[str]] = frozenset(
        {"benefits", "benefit_lines", "risks", "risk_lines", "ratio", "allowed", "treatment"}
    )

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
        # A title announces what the text below it says.
        benefits = [sentence for sentence in reading.benefits if sentence.is_prose]
        if len(benefits) < self.benefits:
            return
        weight = harm_weight(reading.risks)
        allowed = self._ratio(reading.profile)
        if not weight or len(benefits) <= allowed * weight:
            return
        from medlint.instruments.kinds import low_risk

        # Of what people eat and how they move, nobody asks for as many harms.
        if low_risk(reading).count:
            return
        told = [sentence.span for sentence in benefits]
        harms = [statement.span for statement in reading.risks]
        details = {
            "benefits": str(len(benefits)),
            "benefit_lines": _lines(reading, told),
            "risks": str(weight),
            "risk_lines": _lines(reading, harms),
            "ratio": f"{ratio(len(benefits), weight):.1f}".removesuffix(".0"),
            "allowed": f"{allowed:g}",
            "treatment": reading.promotion.label,
        }
        for_it = [f"counted as benefit (“{_opening(reading, span)}”)" for span in told]
        against = [f"counted as harm ({_harms(statement)})" for statement in reading.risks]
        related = (
            *_related(told, for_it, BENEFITS_SHOWN),
            *_related(harms, against, HARMS_SHOWN),
        )
        yield Match(reading.anchor, None, 0, details, related)

    def in_profile(self, profile: str) -> str:
        """What else is allowed in a profile, empty where nothing is."""
        ratio = self._ratio(profile)
        return "" if ratio == self.ratio else f"above {ratio:g} to 1, elsewhere {self.ratio:g} to 1"

    def _ratio(self, profile: str) -> float:
        for entry in self.profile_ratios:
            name, _, number = entry.partition("=")
            if name == profile:
                return float(number)
        return self.ratio


def _lines(reading: Reading, spans: Sequence[Span]) -> str:
    """The lines on which the spans start, each once: "line 4", "lines 4, 7 and 3 more"."""
    lines = list(dict.fromkeys(reading.document.position(span.start)[0] for span in spans))
    shown = ", ".join(map(str, lines[:LINES_SHOWN]))
    more = len(lines) - LINES_SHOWN
    return f"line{'s' * (len(lines) > 1)} {shown}{f' and {more} more' if more > 0 else ''}"


def _opening(reading: Reading, span: Span) -> str:
    """The first words of a sentence."""
    words = reading.text(span).split()
    return " ".join(words[:WORDS_QUOTED]) + "…" * (len(words) > WORDS_QUOTED)


def _harms(statement: HarmStatement) -> str:
    return ", ".join(sorted(statement.harms)) or "names none"


def _related(spans: Sequence[Span], notes: Sequence[str], most: int) -> Iterator[RelatedSpan]:
    """The first of the spans; the last one shown tells how many come after it."""
    more = len(spans) - most
    shown = list(zip(spans, notes, strict=True))[:most]
    for number, (span, note) in enumerate(shown, 1):
        last = f"; {more} more after this one" if number == most and more > 0 else ""
        yield RelatedSpan(span, note + last)
