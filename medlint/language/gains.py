"""Sentences that tell of a change for the better, whoever or whatever is said to bring it.

In an article about one treatment, "most men halve their symptom score" speaks for that treatment
though it does not name it. Whose gain it is, the caller judges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medlint.language.claim_forms import better_of
from medlint.language.contexts import Context

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

# Contexts in which a sentence holds no benefit out to the reader at all; a hedged, intended or
# promised benefit still does.
NO_GAIN: frozenset[Context] = frozenset(
    {"negated", "need", "definition", "question", "myth", "meta", "inquiry", "conditional"}
)
_BAD = frozenset(
    {"condition", "condition-head", "symptom", "outcome-bad", "outcome-high-bad", "harm"}
)
_GOOD = frozenset({"outcome-good", "biology-wanted"})
_PLAIN = frozenset({"bad-thing", "good-thing"})
_HEALTH = _BAD | _GOOD | {"outcome-neutral", "body-part", "mechanism"}
# What a word of change must stand near, by its tag, for the change to be a gain.
_NEEDS: dict[str, frozenset[str]] = {
    "lessens": _BAD | {"bad-thing"},
    "betters": _BAD | _GOOD | _PLAIN | {"outcome-neutral"},
    "increases": _GOOD | {"good-thing"},
    "gives": _GOOD | {"change"},
    "experiences": _GOOD | {"change"},
    "change": _HEALTH,
    "mends": _HEALTH,
    "effective": _HEALTH,
    "cures": _HEALTH,
    "loses": frozenset({"lost"}),
}
# Words of change that act on what stands before them, with what that must be.
_NEEDS_BEFORE: dict[str, frozenset[str]] = {
    "goes-up": _GOOD | {"good-thing", "mechanism"},
    "goes-down": _BAD | {"bad-thing", "outcome-neutral"},
    "does-well": frozenset({"share"}),
}
# Words that say how what stands right behind them has become.
_NEEDS_BEHIND: dict[str, frozenset[str]] = {
    "becomes-better": frozenset({"body-part", "good-thing"}),
}
_CHANGES = frozenset({*_NEEDS, "fewer"})
_PLAIN_CHANGES = frozenset({*_NEEDS, *_NEEDS_BEFORE, *_NEEDS_BEHIND})
_FARES_WELL = frozenset({"fares-well", "result"})
# The part of the lexicon with the plain words for results.
_PART = "gains"
# Verbs that act on what stands behind them, or before them in the passive.
_TRANSITIVE = frozenset({"lessens", "increases", "mends", "gives", "experiences", "loses"})
#: Tokens between a word of change and what changes.
NEAR = 6


def tells_gain(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence says, in whatever mood but denial or question, that health gains."""
    tags = reading.tags[sentence.index]
    mentions = reading.mentions[sentence.index]
    if not (_CHANGES.isdisjoint(tags) and _FARES_WELL.isdisjoint(tags)) and any(
        _is_gain(reading, sentence, mentions, each) for each in mentions
    ):
        return True
    plain = reading.part_mentions(_PART, sentence)
    if not plain:
        return False
    both = [*mentions, *plain]
    return any(_is_gain(reading, sentence, both, each) for each in both)


def _is_gain(
    reading: Reading, sentence: Sentence, mentions: Sequence[Mention], change: Mention
) -> bool:
    tags = change.term.tags
    if tags.isdisjoint(_FARES_WELL) and tags.isdisjoint(_PLAIN_CHANGES) and "fewer" not in tags:
        return False
    if not NO_GAIN.isdisjoint(reading.context(sentence).at(change.start)):
        return False
    if not _FARES_WELL.isdisjoint(tags):
        return True
    if "fewer" in tags and better_of(reading, sentence, change) is not None:
        return True
    needed = _needed(_NEEDS, tags)
    before = _needed(_NEEDS_BEFORE, tags)
    behind = _needed(_NEEDS_BEHIND, tags)
    takes_object = not _TRANSITIVE.isdisjoint(tags)
    for other in mentions:
        if other is change:
            continue
        others = other.term.tags
        follows = change.end <= other.start <= change.end + NEAR
        precedes = change.start - NEAR <= other.start and other.end <= change.start
        if (
            (follows or (precedes and (not takes_object or change.term.form == "ed")))
            and not needed.isdisjoint(others)
        ) or (precedes and not before.isdisjoint(others)):
            return True
        if change.end <= other.start <= change.end + 1 and not behind.isdisjoint(others):
            return True
    return False


def _needed(needs: Mapping[str, frozenset[str]], tags: frozenset[str]) -> frozenset[str]:
    """What must stand near a word of change with these tags."""
    return frozenset[str]().union(*(needs.get(tag, ()) for tag in tags))
