"""Whether a mechanism is what defines an ordinary treatment, and no promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlint.matchers.descriptions import SOLD

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.reading import Reading, Sentence

_PART = "ordinary"
#: How many sentences before a claim may name the treatment that it is about.
SENTENCES_BEFORE = 2
# How many words before a treatment's name may say which it is: "heart failure medicines".
_MODIFIERS = 1
# What an operation or a medicine restores as plainly as it removes a blockage.
_PLUMBING = frozenset(
    "blood flow artery arteries vessel vessels rhythm fluid fluids airway airways hormone hormones"
    " mineral minerals heartbeat".split()
)
_ADJUSTING = frozenset(
    {"regulate", "modulate", "correct", "normalise", "normalize", "stabilise", "stabilize",
     "replenish", "unblock", "reopen", "plug", "seal", "balance"}
)  # fmt: skip


def is_settled(reading: Reading, claim: Claim) -> bool:
    """Whether the claim says what a medicine, an operation or a device of ordinary care does.

    "Repairs", "resets" and the like promise more than a definition, whatever the treatment.
    """
    sentence = reading.sentences[claim.sentence]
    return _is_of_ordinary_care(reading, sentence, claim) and not _promises(reading, claim)


def _is_of_ordinary_care(reading: Reading, sentence: Sentence, claim: Claim) -> bool:
    """Whether the treatment that the claim names, or the nearest before it, is of ordinary care."""
    named = claim.intervention
    if named is not None and named.start >= sentence.first:
        return named.term.tags.isdisjoint(SOLD) and any(
            mention.start <= named.end + 1 and mention.end >= named.start - _MODIFIERS
            for mention in reading.part_mentions(_PART, sentence)
        )
    for index in range(sentence.index, max(-1, sentence.index - SENTENCES_BEFORE - 1), -1):
        nearby = reading.sentences[index]
        if nearby.block != sentence.block and nearby.is_prose:
            return False
        if not reading.tags[index].isdisjoint(SOLD):
            return False
        if reading.part_mentions(_PART, nearby):
            return True
    return False


def _promises(reading: Reading, claim: Claim) -> bool:
    words = set(reading.prose[claim.span.start : claim.span.end].lower().split())
    if words & _PLUMBING:
        return False
    starts = reading.tokens.starts
    return any(
        "mends" in mention.term.tags
        and mention.term.lemma not in _ADJUSTING
        and claim.span.start <= starts[mention.start] < claim.span.end
        for mention in reading.mentions[claim.sentence]
    )
