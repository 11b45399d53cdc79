"""The claim ledger: every claim of an article with its strength, its support and its verdict."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.claims.certainty import certainty
from medlint.claims.designs import Design, design_near
from medlint.claims.relations import Relation, Strength, Voice, relations
from medlint.claims.said import Said
from medlint.claims.speakers import Speaker, speaker_of
from medlint.finding import Span
from medlint.language.contexts import Context
from medlint.language.intervention import is_intervention

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.contexts import SentenceContext
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

Kind = Literal[
    "efficacy", "mechanism", "cure", "safety", "superiority", "prevention", "risk-association"
]
Verdict = Literal["cited", "named", "unsupported", "hedged", "denied", "comparator", "myth"]

# Frames in which a sentence claims nothing at all; a hedged, denied or quoted claim is still one.
_NO_CLAIM: frozenset[Context] = frozenset(
    {"question", "purpose", "inquiry", "need", "definition", "meta", "mentioned"}
)
_OUTCOMES = frozenset(
    {"condition", "condition-head", "symptom", "outcome-bad", "outcome-good", "outcome-neutral",
     "harm", "mechanism", "body-part"}
)  # fmt: skip
# Forms that tell what happened to those who had a treatment, not that it made it happen.
_SEEN_IN_PEOPLE = frozenset({"people", "occurrence"})
_RELIEVING = frozenset({"lessens", "mends", "treats", "cures"})
_HARMS = frozenset({"harm", "harm-generic"})
_OPENING = frozenset({",", ";", ":", "and", "but", "or", "—", "–", "-", "…", "that", "so"})
_CLOSING = frozenset({",", ";", ":", ".", "!", "?", "—", "–", "-", "…", "and", "but", "or", "("})


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim as the ledger shows it.

    `sentence` is the index in the reading, `span` the clause that makes the claim, `predicate` the
    words that decide it. `strength` grades the tie as in Yu, Li and Wang (2019); `certainty` runs
    from 1 to 6. `support` is the level 0 to 3 of `Support.level` and `source` the offset of the
    citation or None. `intervention` and `outcome` are as written, or None. `main` marks the one
    entry that stands for its sentence. `treatment` is the claim for a treatment that the claim
    rules read, where there is one.
    """

    sentence: int
    span: Span
    predicate: Span
    kind: Kind
    strength: Strength
    voice: Voice
    certainty: float
    hedged: bool
    negated: bool
    speaker: Speaker
    support: int
    source: int | None
    design: Design | None
    intervention: str | None
    outcome: str | None
    verdict: Verdict
    main: bool
    treatment: Claim | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim before it is judged: what decides it, at which token, in which half-open range."""

    at: int
    end: int
    first: int
    last: int
    strength: Strength
    voice: Voice
    relation: Relation | None
    treatment: Claim | None


def read_ledger(reading: Reading) -> Iterator[Entry]:
    """Every claim of the article in text order; headings and titles count, tables do not."""
    for sentence in reading.sentences:
        yield from entries_of(reading, sentence)


def entries_of(reading: Reading, sentence: Sentence) -> Iterator[Entry]:
    """The claims of one sentence in text order."""
    if sentence.kind == "table":
        return
    treatments = reading.claims_of(sentence)
    context = reading.context(sentence)
    found, said = relations(reading, sentence)
    drafts = [_of_relation(context, said, each, treatments, reading) for each in found]
    for claim in treatments:
        if not _is_told(reading, context, drafts, claim):
            drafts.append(_of_treatment(reading, context, claim))
    drafts = [each for each in drafts if not _contexts(context, each) & _NO_CLAIM]
    drafts.sort(key=lambda draft: (draft.first, draft.at))
    main = max(drafts, key=_weight, default=None)
    for draft in drafts:
        yield _entry(reading, sentence, said, context, draft, main=draft is main)


def does_good(reading: Reading, entry: Entry) -> bool:
    """Whether the deciding verb is one of relief, whatever is said to bring it."""
    return any(
        mention.term.tags & _RELIEVING
        and reading.tokens.starts[mention.start] == entry.predicate.start
        for mention in reading.mentions[entry.sentence]
    )


def _weight(draft: _Draft) -> tuple[bool, int]:
    """What makes a claim its sentence's main one: cause before association, then order."""
    return draft.strength != "correlational", -draft.at


def _of_relation(
    context: SentenceContext, said: Said, relation: Relation, treatments: Sequence[Claim],
    reading: Reading,
) -> _Draft:  # fmt: skip
    clause = context.clause_of(relation.at)
    first, last = max(clause.first, said.first), min(clause.last, said.last)
    treatment = next(
        (each for each in treatments if first <= _token_at(reading, each.span.start) < last), None
    )
    return _Draft(
        relation.at, relation.end, first, last, relation.strength, relation.voice, relation,
        treatment,
    )  # fmt: skip


def _of_treatment(reading: Reading, context: SentenceContext, claim: Claim) -> _Draft:
    """A claim for a treatment whose wording no relation covers, such as "is a safe choice"."""
    at = _token_at(reading, claim.span.start)
    clause = context.clause_of(at)
    end = _token_at(reading, claim.span.end - 1) + 1
    strength: Strength = "conditional" if "hedged" in claim.contexts else "causal"
    if claim.form in _SEEN_IN_PEOPLE and strength == "causal":
        strength = "correlational"
    return _Draft(at, end, clause.first, max(clause.last, end), strength, "nominal", None, claim)


def _is_told(
    reading: Reading, context: SentenceContext, drafts: list[_Draft], claim: Claim
) -> bool:
    """Whether an entry of the same clause tells the same kind of claim already."""
    clause = context.clause_of(_token_at(reading, claim.span.start))
    return any(
        clause.first <= draft.at < clause.last
        and (draft.treatment is None or draft.treatment.kind == claim.kind)
        for draft in drafts
    )


def _token_at(reading: Reading, offset: int) -> int:
    """The index of the token that holds the offset."""
    return max(0, bisect_right(reading.tokens.starts, offset) - 1)


def _contexts(context: SentenceContext, draft: _Draft) -> frozenset[Context]:
    held = context.at(draft.at)
    if draft.treatment is not None and draft.relation is None:
        held |= draft.treatment.contexts
    if draft.relation is not None:
        # The grade has judged these already, and more closely.
        held -= {"purpose", "definition"}
    return held


def _entry(
    reading: Reading, sentence: Sentence, said: Said, context: SentenceContext, draft: _Draft, *,
    main: bool,
) -> Entry:  # fmt: skip
    contexts = _contexts(context, draft)
    quoted = context.inside_quotation(draft.at)
    speaker = speaker_of(reading, sentence, said, contexts | ({"quoted"} if quoted else set()))
    first, last = _trimmed(reading, draft)
    report = said.report
    if report is not None and report < draft.at and "negated" in context.at(report):
        contexts |= {"negated"}
    support = reading.support.level(sentence)
    sure = certainty(reading, sentence)
    hedged = draft.strength == "conditional" or "hedged" in contexts
    intervention, outcome = _told_of(reading, sentence, draft, first, last)
    return Entry(
        sentence=sentence.index,
        span=reading.token_span(first, last),
        predicate=reading.token_span(draft.at, draft.end),
        kind=_kind(reading, sentence, draft, first, last),
        strength=draft.strength,
        voice=draft.voice,
        certainty=sure,
        hedged=hedged,
        negated="negated" in contexts,
        speaker=speaker,
        support=support,
        source=reading.support.source_of(sentence) if support else None,
        design=design_near(reading, sentence),
        intervention=intervention,
        outcome=outcome,
        verdict=_verdict(speaker, contexts, support, hedged=hedged, treatment=draft.treatment),
        main=main,
        treatment=draft.treatment,
    )


def _trimmed(reading: Reading, draft: _Draft) -> tuple[int, int]:
    """The clause's tokens without the marks and conjunctions around it."""
    words = reading.words
    first, last = draft.first, draft.last
    while first < draft.at and words[first] in _OPENING:
        first += 1
    while last > draft.end and words[last - 1] in _CLOSING:
        last -= 1
    return first, max(last, draft.end)


def _told_of(
    reading: Reading, sentence: Sentence, draft: _Draft, first: int, last: int
) -> tuple[str | None, str | None]:
    """The intervention of the clause and what it is said to act on, as written."""
    mentions = [m for m in reading.mentions[sentence.index] if first <= m.start < last]
    treatment = next((m for m in mentions if is_intervention(reading, sentence, m)), None)
    outcomes = [m for m in mentions if m.term.tags & _OUTCOMES and m is not treatment]
    behind = next((m for m in outcomes if m.start >= draft.end), None)
    outcome = behind or (outcomes[0] if outcomes else None)

    if treatment is None and draft.treatment is not None and draft.treatment.intervention:
        treatment = draft.treatment.intervention
    return _written(reading, treatment), _written(reading, outcome)


def _written(reading: Reading, mention: Mention | None) -> str | None:
    if mention is None:
        return None
    return reading.text(reading.token_span(mention.start, mention.end))


def _kind(reading: Reading, sentence: Sentence, draft: _Draft, first: int, last: int) -> Kind:
    """What sort of claim it is, by its verb, its treatment and what it is said of."""
    kinds = {
        tag
        for mention in reading.part_mentions("kinds", sentence)
        for tag in mention.term.tags
        if first <= mention.start < last
        and (tag != "prevents" or draft.at <= mention.start < draft.end)
    }
    mentions = [m for m in reading.mentions[sentence.index] if first <= m.start < last]
    treated = draft.treatment is not None or any(
        is_intervention(reading, sentence, m) and m.start <= draft.at for m in mentions
    )
    if not treated:
        return "prevention" if "prevents" in kinds and draft.relation else "risk-association"
    if draft.treatment is not None and draft.treatment.kind in ("cure", "safety"):
        return draft.treatment.kind
    if "superior" in kinds:
        return "superiority"
    if "prevents" in kinds:
        return "prevention"
    if draft.treatment is not None:
        return draft.treatment.kind
    if draft.strength == "correlational":
        return "risk-association"
    if any(m.term.tags & _HARMS and m.start >= draft.at for m in mentions):
        return "safety"
    biological = any("mechanism" in m.term.tags and m.start >= draft.at for m in mentions)
    return "mechanism" if biological else "efficacy"


def _verdict(
    speaker: Speaker, contexts: frozenset[Context], support: int, *, hedged: bool,
    treatment: Claim | None,
) -> Verdict:  # fmt: skip
    if speaker == "myth":
        return "myth"
    if "negated" in contexts:
        return "denied"
    if support >= 2:
        return "cited"
    if treatment is not None and treatment.comparator:
        return "comparator"
    if hedged:
        return "hedged"
    return "named" if support == 1 else "unsupported"
