"""Sentences that tell of a change for the better, whoever or whatever is said to bring it.

In an article about one treatment, "most men halve their symptom score" speaks for that treatment
though it does not name it. Whose gain it is, the caller judges.
"""

from __future__ import annotations

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
_HEALTH = _BAD | _GOOD | {"outcome-neutral", "body-part", "mechanism"}
# What a word of change must stand near, by its tag, for the change to be a gain.
_NEEDS: dict[str, frozenset[str]] = {
    "lessens": _BAD,
    "betters": _BAD | _GOOD | {"outcome-neutral"},
    "increases": _GOOD,
    "gives": _GOOD | {"change"},
    "experiences": _GOOD | {"change"},
    "change": _HEALTH,
    "mends": _HEALTH,
    "effective": _HEALTH,
    "cures": _HEALTH,
}
_CHANGES = frozenset({*_NEEDS, "fewer"})
_FARES_WELL = frozenset({"fares-well"})
# Verbs that act on what stands behind them, or before them in the passive.
_TRANSITIVE = frozenset({"lessens", "increases", "mends", "gives", "experiences"})
#: Tokens between a word of change and what changes.
NEAR = 6


def tells_gain(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence says, in whatever mood but denial or question, that health gains."""
    tags = reading.tags[sentence.index]
    if _CHANGES.isdisjoint(tags) and _FARES_WELL.isdisjoint(tags):
        return False
    mentions = reading.mentions[sentence.index]
    return any(_is_gain(reading, sentence, mentions, each) for each in mentions)


def _is_gain(
    reading: Reading, sentence: Sentence, mentions: list[Mention], change: Mention
) -> bool:
    tags = change.term.tags
    if not NO_GAIN.isdisjoint(reading.context(sentence).at(change.start)):
        return False
    if not _FARES_WELL.isdisjoint(tags):
        return True
    if "fewer" in tags and better_of(reading, sentence, change) is not None:
        return True
    needed = frozenset[str]().union(*(_NEEDS.get(tag, ()) for tag in tags))
    takes_object = not _TRANSITIVE.isdisjoint(tags)
    return any(
        not needed.isdisjoint(other.term.tags)
        and other is not change
        and (
            change.end <= other.start <= change.end + NEAR
            or (
                change.start - NEAR <= other.start < change.start
                and (not takes_object or change.term.form == "ed")
            )
        )
        for other in mentions
    )
