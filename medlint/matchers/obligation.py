"""Kind `obligation`: a duty that the article's claims open, and that nothing in it discharges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.finding import Match, RelatedSpan, Span
from medlint.language.attributions import reports_evidence
from medlint.language.intervention import is_comparator
from medlint.language.templates import Template, TemplateError, holds, read_templates, unknown_tags
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

Gate = Literal["benefits", "investigational-benefits", "evidence", "benefits-or-evidence"]
Requirement = Literal[
    "risk-statement", "named-harms", "experimental-status", "citation", "statement"
]

#: Related lines that a finding lists at most.
MOST_RELATED = 6
#: Where no research is reported and nothing promised, so many benefits open a duty to state limits.
MANY_BENEFITS = 4
#: Sentences that report research, from which an article is one on results.
LEAST_REPORTS = 2


@dataclass(frozen=True)
class Obligation:
    """A document whose claims pass the gate must hold what is required.

    `when`         "benefits": sentences that hold out a benefit of one promoted treatment;
                   "investigational-benefits": the same, of a treatment unproven by default;
                   "evidence": sentences that claim, or report research;
                   "benefits-or-evidence": benefits with research or hope beside them, or
                   many benefits, or a report of results
    `require`      what discharges the duty
    `claims`       how many such sentences open the duty
    `evidence`     how many sentences of evidence do, where either kind opens it
    `at_least`     how many named harms discharge it, where harms are required
    `words`        running words from which the rule has its full severity
    `short_words`  words from which it is a suggestion; shorter texts are let be
    `markers`      phrases that discharge the duty, where a status is required
    `weak_markers` phrases that do not, but that the message names as the nearest miss
    `established`  words for uses that are established; naming two of them discharges the duty
    `statements`   templates (see language.templates), one of which discharges a duty to state
    `headings`     templates that discharge it in a heading
    `sets`         words and phrases that those templates call by name
    `anchor`       where the finding stands: the title, or the nearest miss
    """

    details: ClassVar[frozenset[str]] = frozenset({"count", "treatment", "near"})

    when: Gate
    require: Requirement
    claims: int = 2
    evidence: int = 3
    at_least: int = 1
    words: int = 150
    short_words: int = 60
    markers: tuple[str, ...] = ()
    weak_markers: tuple[str, ...] = ()
    established: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchor: Literal["title", "nearest-miss"] = "title"

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Templates that cannot be read, and tags that no lexicon has."""
        try:
            templates = (*self._statements, *self._headings)
        except TemplateError as error:
            yield str(error)
            return
        yield from unknown_tags(templates, lexicon)

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, for the whole document."""
        words = reading.prose_word_count
        if words < self.short_words:
            return
        opening = self._opening(reading)
        if not opening or self._discharged(reading):
            return
        miss = self._nearest_miss(reading)
        if self.require == "named-harms" and miss is None:
            return
        span = miss[0] if miss is not None and self.anchor == "nearest-miss" else reading.anchor
        related = [RelatedSpan(s.span, note) for s, note in self._ranked(reading, opening)]
        if miss is not None and self.anchor == "title":
            related.append(RelatedSpan(*miss))
        details = {
            "count": str(len(opening)),
            "treatment": reading.promotion.label,
            "near": f"The nearest it comes is “{reading.text(miss[0])}”." if miss else "",
        }
        shift = 0 if words >= self.words else -2
        if self.require == "citation" and _names_sources(reading):
            shift -= 1
        yield Match(span, None, shift, details, tuple(related))

    def _opening(self, reading: Reading) -> Sequence[Sentence]:
        """The sentences that open the duty; none where they are too few."""
        if self.when == "evidence":
            return _enough(_evidence_sentences(reading), self.claims)
        if self.when == "investigational-benefits" and not _investigational(reading):
            return ()
        benefits = _enough(reading.benefits, self.claims)
        if self.when != "benefits-or-evidence":
            return benefits
        reports = [each for each in reading.prose_sentences if reports_evidence(reading, each)]
        # A page on an established treatment tells two or three of its benefits and argues nothing.
        if benefits and (reports or _promises(reading) or len(benefits) >= MANY_BENEFITS):
            return benefits
        if len(reports) < LEAST_REPORTS:
            return ()
        return _enough(_evidence_sentences(reading), self.evidence)

    def _discharged(self, reading: Reading) -> bool:
        if self.require == "citation":
            return reading.support.cites_anything
        if self.require == "experimental-status":
            places = reading.word_places
            if sum(len(places.get(word, ())) for word in self.established) >= 2:
                return True
            return _first_phrase(reading, self._marker_words) is not None
        if self.require == "statement":
            return self._states(reading)
        if reading.document.layout.front_matter.get("risk_page"):
            return True
        if self.require == "risk-statement":
            return bool(reading.risks)
        return len(frozenset().union(*(risk.harms for risk in reading.risks))) >= self.at_least

    def _states(self, reading: Reading) -> bool:
        """Whether one of the templates stands in the text, or in a heading."""
        return any(
            holds(template, reading, sentence)
            for sentence in reading.sentences
            for template in (
                self._headings if sentence.kind in ("heading", "title") else self._statements
            )
        )

    def _nearest_miss(self, reading: Reading) -> tuple[Span, str] | None:
        """What comes closest to discharging the duty, and why it does not."""
        if self.require == "named-harms" and reading.risks:
            return reading.risks[0].span, "names no or only one harm"
        if self.require == "experimental-status":
            found = _first_phrase(reading, self._weak_words)
            if found is not None:
                return found, "research going on is not a statement of status"
        return None

    def _ranked(self, reading: Reading, opening: Sequence[Sentence]) -> list[tuple[Sentence, str]]:
        """The sentences that opened the duty, the strongest claim first, then in text order."""
        strength = {
            claim.sentence: 2 if claim.kind in ("cure", "efficacy") else 1
            for claim in reading.claims
            if claim.asserted
        }
        strongest = max(opening, key=lambda s: (strength.get(s.index, 0), -s.index))
        rest = [sentence for sentence in opening if sentence is not strongest]
        ranked = [(strongest, f"{self._role(reading, strongest)}: the strongest claim")]
        ranked += [(each, self._role(reading, each)) for each in rest]
        return ranked[:MOST_RELATED]

    def _role(self, reading: Reading, sentence: Sentence) -> str:
        """What the sentence does that opens the duty, with its first words."""
        words = reading.text(sentence.span).split()
        opening = " ".join(words[:6]) + ("…" if len(words) > 6 else "")
        if "evidence" not in self.when:
            return f"speaks of a benefit (“{opening}”)"
        reports = reports_evidence(reading, sentence)
        return f"{'reports research' if reports else 'claims a benefit'} (“{opening}”)"

    @cached_property
    def _marker_words(self) -> PhraseIndex:
        return phrase_index(self.markers)

    @cached_property
    def _statements(self) -> tuple[Template, ...]:
        return read_templates(self.statements, self.sets)

    @cached_property
    def _headings(self) -> tuple[Template, ...]:
        return read_templates(self.headings, self.sets)

    @cached_property
    def _weak_words(self) -> PhraseIndex:
        return phrase_index(self.weak_markers)


def _promises(reading: Reading) -> bool:
    """Whether a sentence holds out hope."""
    return any("anticipation" in reading.tags[each.index] for each in reading.prose_sentences)


def _enough(sentences: Sequence[Sentence], count: int) -> Sequence[Sentence]:
    """The sentences, or none where they are fewer than `count`."""
    return sentences if len(sentences) >= count else ()


def _evidence_sentences(reading: Reading) -> list[Sentence]:
    """Sentences that assert a claim, or report research, cited or not."""
    claiming = {
        claim.sentence
        for claim in reading.claims
        if claim.certain and not claim.comparator and claim.asserted
    }
    if not claiming:
        # Research without a claim for a treatment: a page on a disease, its causes or its genes.
        return []
    return [
        sentence
        for sentence in reading.prose_sentences
        if sentence.index in claiming or reports_evidence(reading, sentence)
    ]


def _names_sources(reading: Reading) -> bool:
    """Whether the article names a body, a journal or a database, though it cites none."""
    return any({"named-body", "journal"} & tags for tags in reading.tags)


def _investigational(reading: Reading) -> bool:
    """Whether the promoted treatment is one that is unproven for most uses."""
    sentences = [*reading.prose_sentences, *([reading.title] if reading.title else [])]
    return any(
        "investigational" in mention.term.tags
        and reading.promotion.is_promoted(mention)
        and not is_comparator(reading, sentence, mention)
        for sentence in sentences
        if "investigational" in reading.tags[sentence.index]
        for mention in reading.mentions[sentence.index]
    )


def _first_phrase(reading: Reading, phrases: PhraseIndex) -> Span | None:
    """The first place in the running text at which one of the phrases stands."""
    found = [each for each in occurrences(reading, phrases) if _in_prose(reading, each[0])]
    return reading.token_span(*min(found)) if found else None


def _in_prose(reading: Reading, at: int) -> bool:
    sentence = reading.sentence_at(reading.tokens.starts[at])
    return sentence is not None and (sentence.is_prose or sentence.kind == "table")
