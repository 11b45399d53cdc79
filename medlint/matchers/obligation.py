"""Kind `obligation`: a duty that the article's claims open, and that nothing in it discharges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.duties.discharges import Require, missing_groups, undischarged
from medlint.duties.exemptions import Unless, is_exempt
from medlint.duties.gates import KINDS, Opening, SentenceKind, When, openings
from medlint.duties.nearest import Near, nearest_miss
from medlint.finding import Match, RelatedSpan, Span
from medlint.language.templates import TemplateError, unknown_tags

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Related lines that a finding lists at most.
MOST_RELATED = 6
#: How strong a claim is, by its kind, where the article itself asserts it.
_STRENGTH = {"cure": 4, "efficacy": 3, "safety": 2, "mechanism": 2}
_DEEDS: Mapping[SentenceKind, str] = {
    "benefit": "speaks of a benefit",
    "safety": "assures safety",
    "dose": "says how to take it",
    "hope": "holds out hope",
    "claim": "claims a benefit",
    "report": "reports research",
    "named-harm": "tells a harm",
    "serious-harm": "tells a harm",
    "comparator-harm": "tells a harm of the other treatment",
}
#: Levels by which a short text lowers the severity: to a suggestion at least.
_SHORT_SHIFT = -2


@dataclass(frozen=True)
class Obligation:
    """A document whose sentences open the duty must hold what discharges it.

    `when`         the ways in which the duty opens, the first that does counting
    `require`      what discharges it, and where that must stand
    `unless`       where it is not owed
    `near`         what comes near to a discharge, to be named in the finding
    `claims`       how many sentences open it, where a way does not say so itself
    `at_least`     how many named harms discharge it, where named harms do
    `words`        running words from which the rule has its full severity
    `short_words`  words from which it is a suggestion; shorter texts are let be
    `anchor`       where the finding stands: the title, the nearest miss (there is no finding
                   without one), or the first sentence that opened the duty and is not discharged
    """

    details: ClassVar[frozenset[str]] = frozenset(
        {"count", "sentences", "treatment", "near", "missing"}
    )

    when: tuple[When, ...]
    require: Require
    unless: Unless = field(default_factory=Unless)
    near: Near = field(default_factory=Near)
    claims: int = 2
    at_least: int = 1
    words: int = 150
    short_words: int = 60
    anchor: Literal["title", "nearest-miss", "opening"] = "title"

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Templates that cannot be read, and tags that no lexicon has."""
        try:
            templates = (*self.require.templates(), *self.near.in_text)
        except TemplateError as error:
            yield str(error)
            return
        yield from unknown_tags(templates, lexicon)

    def find(self, reading: Reading) -> Iterator[Match]:
        """A match for each treatment to which the duty is owed; mostly one or none."""
        if reading.prose_word_count < self.short_words:
            return
        opened = list(openings(self.when, self.claims, reading))
        if not opened or is_exempt(reading, self.unless):
            return
        for opening in opened:
            left = undischarged(reading, self.require, opening, self.at_least)
            if left:
                yield from self._matches(reading, opening, left)

    def _matches(
        self, reading: Reading, opening: Opening, left: tuple[Sentence, ...]
    ) -> Iterator[Match]:
        miss = nearest_miss(reading, self.near, opening)
        span = reading.anchor
        if self.anchor == "opening":
            span = _harm_span(reading, left[0]) or left[0].span
        elif self.anchor == "nearest-miss":
            if miss is None:
                return
            span = miss.span
        details = {
            "count": str(len(opening.sentences)),
            "sentences": _sentences(len(opening.sentences)),
            "treatment": opening.label,
            "near": f"The nearest it comes: {miss.note}." if miss else "",
            "missing": _spoken(missing_groups(reading, self.require)),
        }
        shift = 0 if reading.prose_word_count >= self.words else _SHORT_SHIFT
        if opening.few or (self.require.citation and _names_sources(reading)):
            shift -= 1
        related = tuple(_related(reading, opening, miss))
        yield Match(span, None, shift, details, related, whole=True)


def _related(reading: Reading, opening: Opening, miss: RelatedSpan | None) -> Iterator[RelatedSpan]:
    """The strongest claim, the other sentences in text order, and at last the nearest miss."""
    strength: dict[int, int] = {}
    for claim in reading.claims:
        if not claim.comparator:
            weight = _STRENGTH[claim.kind] if claim.asserted else 1
            strength[claim.sentence] = max(strength.get(claim.sentence, 0), weight)
    strongest = max(opening.sentences, key=lambda s: (strength.get(s.index, 0), -s.index))
    deeds = _deeds(reading, opening)
    rank = ": the strongest claim" if strongest.index in strength else ""
    yield RelatedSpan(strongest.span, _role(reading, strongest, deeds) + rank)
    rest = [sentence for sentence in opening.sentences if sentence is not strongest]
    for sentence in rest[: MOST_RELATED - 1 - (miss is not None)]:
        yield RelatedSpan(sentence.span, _role(reading, sentence, deeds))
    if miss is not None:
        yield miss


def _deeds(reading: Reading, opening: Opening) -> dict[int, str]:
    """What each sentence did to open the duty: the first of the rule's kinds that fits it."""
    deeds: dict[int, str] = {}
    for kind in opening.kinds:
        for sentence in KINDS[kind](reading):
            deeds.setdefault(sentence.index, _DEEDS[kind])
    return deeds


def _role(reading: Reading, sentence: Sentence, deeds: Mapping[int, str]) -> str:
    """What the sentence does that opens the duty, with its first words."""
    words = reading.text(sentence.span).split()
    opening = " ".join(words[:6]) + ("…" if len(words) > 6 else "")
    return f"{deeds.get(sentence.index, _DEEDS['benefit'])} (“{opening}”)"


def _sentences(count: int) -> str:
    return "1 sentence" if count == 1 else f"{count} sentences"


def _spoken(names: tuple[str, ...]) -> str:
    """The names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _names_sources(reading: Reading) -> bool:
    """Whether the article names a body, a journal or a database, though it cites none."""
    return any({"named-body", "journal"} & tags for tags in reading.tags)


def _harm_span(reading: Reading, sentence: Sentence) -> Span | None:
    """The place of the harm that the sentence tells, if it tells one."""
    return next((each.span for each in reading.risks if each.sentence == sentence.index), None)
