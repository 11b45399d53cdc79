"""What an article claims: who or what is said to do what, how firmly, with what support."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.finding import Span
from medlint.language.claim_forms import FORMS, Draft
from medlint.language.contexts import NOT_ASSERTED, Context, SentenceContext

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

ClaimKind = Literal["efficacy", "mechanism", "cure", "safety"]

#: Tags one of which a sentence must hold before it is searched for claims.
_TELLING = frozenset(
    {"lessens", "increases", "mends", "treats", "effective", "cures", "safe-claim", "safe-word",
     "change", "fewer", "separable", "efficacy"}
)  # fmt: skip
# A verb such as "ease" or "vanish" tells something only beside what it is said of.
_BETTERING = frozenset({"betters"})
_TOLD_OF = frozenset(
    {"symptom", "condition", "condition-head", "outcome-bad", "outcome-good", "outcome-neutral",
     "harm", "mechanism", "body-part", "health-quantity"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one sentence.

    `sentence` is its index in the reading; `span` runs from the start of what is claimed to its
    last word. `support` is the level 0 to 3 of `Support.level`. `certain` is False where the
    treatment was inferred, not named, `described` True where a relative clause only describes it.
    `intervention` is the treatment's mention, where named.
    """

    sentence: int
    span: Span
    kind: ClaimKind
    form: str
    contexts: frozenset[Context]
    support: int
    intervention: Mention | None
    certain: bool
    comparator: bool
    described: bool = False

    @property
    def asserted(self) -> bool:
        """Whether the article itself says so: not hedged, denied, asked, planned or a myth."""
        return not self.contexts & NOT_ASSERTED


def find_claims(reading: Reading) -> Iterator[Claim]:
    """Every claim of the running text and the title, in text order."""
    for sentence in reading.sentences:
        if sentence.kind in ("table", "heading"):
            continue
        tags = reading.tags[sentence.index]
        # `isdisjoint` makes no set of what it finds.
        if not _TELLING.isdisjoint(tags) or not (
            _BETTERING.isdisjoint(tags) or _TOLD_OF.isdisjoint(tags)
        ):
            yield from _claims_of(reading, sentence)


def _claims_of(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    context = reading.context(sentence)
    tags = reading.tags[sentence.index]
    drafts = [
        draft
        for needed, form in FORMS
        if not needed.isdisjoint(tags)
        for draft in form(reading, sentence, context)
    ]
    drafts.sort(key=lambda draft: (draft.first, draft.last))
    for draft in drafts:
        yield _claim(reading, sentence, context, draft)


def _claim(reading: Reading, sentence: Sentence, context: SentenceContext, draft: Draft) -> Claim:
    contexts = set(context.at(draft.at))
    if draft.purpose:
        contexts.add("purpose")
    if context.inside_quotation(draft.at):
        contexts.add("quoted")
    # A subject taken from another sentence has no place in this one.
    first = draft.at if draft.first < sentence.first else min(draft.first, draft.at)
    return Claim(
        sentence=sentence.index,
        span=reading.token_span(first, max(draft.last, draft.at + 1)),
        kind=draft.kind,
        form=draft.form,
        contexts=frozenset(contexts),
        support=reading.support.level(sentence),
        intervention=draft.subject.intervention,
        certain=draft.subject.certain,
        comparator=draft.subject.kind == "comparator",
        described=draft.subject.described,
    )
