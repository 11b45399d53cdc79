"""Sentences that speak of a benefit of the promoted intervention, asserted, hedged or promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlint.language.contexts import Context
from medlint.language.intervention import is_comparator, is_named_intervention

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.reading import Reading, Sentence

# Contexts in which a sentence holds no benefit out to the reader at all; a hedged, intended or
# promised benefit still does.
_NO_BENEFIT: frozenset[Context] = frozenset(
    {"negated", "need", "definition", "question", "myth", "meta", "inquiry"}
)
#: An article promotes a treatment that its title does not name only if it names it this often ...
MENTIONS_WITHOUT_TITLE = 5
#: ... and in at least this share of its sentences.
SHARE_WITHOUT_TITLE = 0.2


def benefit_sentences(reading: Reading) -> tuple[Sentence, ...]:
    """The prose sentences that hold out a benefit of the promoted intervention, in order."""
    promotion = reading.promotion
    if promotion.name is None or not _is_topic(reading):
        return ()
    found = {claim.sentence for claim in reading.claims if _is_benefit(reading, claim)}
    found |= set(_promises(reading))
    return tuple(
        reading.sentences[index] for index in sorted(found) if reading.sentences[index].is_prose
    )


def _is_topic(reading: Reading) -> bool:
    """Whether the article is about the treatment, not about a disease that it also treats."""
    title = reading.title
    promotion = reading.promotion
    if title is not None and any(
        is_named_intervention(m) and promotion.is_promoted(m) for m in reading.mentions[title.index]
    ):
        return True
    naming = sum(
        any(
            is_named_intervention(m) and promotion.is_promoted(m) for m in reading.mentions[s.index]
        )
        for s in reading.prose_sentences
    )
    return naming >= max(MENTIONS_WITHOUT_TITLE, SHARE_WITHOUT_TITLE * len(reading.prose_sentences))


def _is_benefit(reading: Reading, claim: Claim) -> bool:
    if claim.kind == "safety" or claim.comparator or claim.contexts & _NO_BENEFIT:
        return False
    if claim.intervention is None or not is_named_intervention(claim.intervention):
        return True
    return reading.promotion.is_promoted(claim.intervention)


def _promises(reading: Reading) -> Iterator[int]:
    """Sentences that hold out hope ("offers hope", "promising") for the promoted intervention."""
    for sentence in reading.prose_sentences:
        if "anticipation" not in reading.tags[sentence.index]:
            continue
        mentions = reading.mentions[sentence.index]
        if any(
            is_named_intervention(mention)
            and reading.promotion.is_promoted(mention)
            and not is_comparator(reading, sentence, mention)
            for mention in mentions
        ):
            yield sentence.index
