"""Whether a mechanism is what defines an ordinary treatment, and no promise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from medlint.matchers.descriptions import SOLD

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_PART = "ordinary"
#: How many sentences before a claim may name the treatment that it is about.
SENTENCES_BEFORE = 2
_NAMED = frozenset({"intervention", "investigational"})
_POINTING = frozenset({"this", "these", "such", "both"})
_PRONOUNS = _POINTING | {"it", "they"}
_WAYS = frozenset({("way", "of"), ("method", "of"), ("type", "of"), ("kind", "of"), ("form", "of")})
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
    if claim.kind == "efficacy" and not claim.described:
        return False
    return _is_of_ordinary_care(reading, sentence, claim) and not _promises(reading, claim)


def _is_of_ordinary_care(reading: Reading, sentence: Sentence, claim: Claim) -> bool:
    """Whether the treatment that the claim names, or the nearest before it, is of ordinary care."""
    named = claim.intervention
    if named is None or named.start < sentence.first or _points(reading, named):
        return _ordinary_before(reading, sentence)
    ordinary = reading.part_mentions(_PART, sentence)
    if _defines(reading, sentence):
        return bool(ordinary)
    if named.term.tags.isdisjoint(_NAMED):
        return bool(ordinary) and reading.tags[sentence.index].isdisjoint(SOLD)
    return named.term.tags.isdisjoint(SOLD) and any(
        mention.start <= named.end + 1 and mention.end >= named.start - _MODIFIERS
        for mention in ordinary
    )


def _points(reading: Reading, named: Mention) -> bool:
    """Whether the name only points back: "this treatment"."""
    return named.term.tags.isdisjoint(_NAMED) and reading.words[named.start - 1] in _POINTING


def _defines(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence says what a treatment is: "a transplant is a way of replacing ..."."""
    words = reading.words[sentence.first : sentence.last]
    return any(pair in _WAYS for pair in pairwise(words))


def _ordinary_before(reading: Reading, sentence: Sentence) -> bool:
    """Whether the nearest treatment before the sentence, or in it, is one of ordinary care."""
    for index in range(sentence.index - 1, max(-1, sentence.index - SENTENCES_BEFORE - 1), -1):
        nearby = reading.sentences[index]
        if nearby.block != sentence.block and nearby.is_prose:
            break
        ordinary = reading.part_mentions(_PART, nearby)
        sold = [m.start for m in reading.mentions[index] if m.term.tags & SOLD]
        if ordinary and (not sold or ordinary[0].start < sold[0]):
            return True
        if sold and reading.words[nearby.first] not in _PRONOUNS:
            return False
    tags = reading.tags[sentence.index]
    return tags.isdisjoint(SOLD) and bool(reading.part_mentions(_PART, sentence))


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
