"""Which treatment a sentence makes the cause of which harm.

Both may be words that only the sentence shows to be such: "muzolimine" by its place in
"muzolimine-induced", "keratopathy" by its ending. The words that tie the two, and those that show
that there is no such tie, are the terms of the lexicon's part `harms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.harms.scene import ILLNESS, RISK_WORDS, Named
from medlint.language.tokens import MARKS

if TYPE_CHECKING:
    from medlint.harms.scene import Scene
    from medlint.language.lexicon import Mention

#: How far a name may stand from the word before it that ties it to a harm, in tokens.
NEAR = 8
#: Words that a compound such as "vincristine optic nerve toxicity" has between its ends, at most.
COMPOUND = 3
#: How far a verb may stand from the treatment that is its subject.
FAR = 14
#: How far before a harm "treats", "for" and the like may stand.
PURPOSE = 5

_STOPS = frozenset(";:?!-")
_COORDINATORS = frozenset({",", "and", "or", "as", "/", "&"})
_LISTED = RISK_WORDS | ILLNESS | {"symptom"}


@dataclass(frozen=True, slots=True)
class Cause:
    """A treatment that a sentence makes the cause of a harm."""

    treatment: Named
    harm: Named


def causes(scene: Scene) -> Iterator[Cause]:
    """Every tie of a treatment to a harm, by the harm's place."""
    for harm in scene.harms:
        for treatment in scene.treatments:
            if treatment.end <= harm.start:
                tied = _brings(scene, treatment, harm)
            else:
                tied = harm.end <= treatment.start and _comes_of(scene, harm, treatment)
            if tied:
                yield Cause(treatment, harm)


def is_purpose(scene: Scene, start: int) -> bool:
    """Whether the words before the list that a harm stands in make it what a treatment is for."""
    first = _chain_start(scene, start)
    low = scene.back(first, PURPOSE)
    ties = scene.places(("effects", "linked", "because"), low, first)
    remedies = scene.places(("remedies",), low, first)
    risk_nouns = scene.among("risk-noun")
    for at in range(first - 1, low - 1, -1):
        word = scene.words[at]
        if at in remedies:
            return True
        if at in ties or word in (".", ";", ":") or word in risk_nouns:
            return False
        if word == ",":
            return False
        if word in ("for", "in", "against"):
            return not scene.tagged("sufferer", at, first)
        if word == "with" and scene.tagged("sufferer", low, at):
            return True
    return False


def _chain_start(scene: Scene, start: int) -> int:
    """Where the list of harms begins that the harm at `start` is an item of."""
    ends = {m.end for m in scene.mentions if m.start == start}
    if any(m.start in ends and "auxiliary" in m.term.tags for m in scene.mentions):
        # ", and fatigue was one": a new clause, not an item more.
        return start
    items = [m for m in scene.mentions if m.start < start and m.term.tags & _LISTED]
    for mention in reversed(items):
        between = scene.words[mention.end : start]
        if len(between) > COMPOUND + 1 or _COORDINATORS.isdisjoint(between):
            break
        start = mention.start
    return start


def _brings(scene: Scene, treatment: Named, harm: Named) -> bool:
    """Whether the treatment, which stands first, is said to bring the harm."""
    first, last = treatment.end, harm.start
    between = scene.words[first:last]
    if not _STOPS.isdisjoint(between) or between[:1] == ["treated"]:
        return False
    if _is_compound(scene, first, last):
        return treatment.medicine
    low = scene.back(last, PURPOSE)
    if scene.tagged("remedies", low, last) or scene.tagged("remedied", low, last):
        return False
    made = scene.tagged("made-by", first, last)
    if made and made[0].start - first <= 2 and last - made[0].end <= COMPOUND * 2:
        return True
    if _is_old(scene, harm) or is_purpose(scene, last):
        return False
    if _ends(scene, treatment) and _passes(scene, harm):
        return True
    if scene.denied(harm.start):
        return False
    return (
        _is_listed(scene, treatment, last)
        or _acts(scene, treatment, "effects", last)
        or _acts(scene, treatment, "linked", last)
        or (not treatment.guessed and _befalls(scene, treatment, harm))
    )


def _is_compound(scene: Scene, first: int, last: int) -> bool:
    """Whether the two make one name: "gold nephropathy", "vincristine nerve toxicity"."""
    between = scene.words[first:last]
    if len(between) > COMPOUND or not MARKS.isdisjoint(between):
        return False
    if not scene.among("no-name").isdisjoint(between):
        return False
    return all(
        mention.term.tags <= {"harm-name", "drug"} for mention in scene.tagged_over(first, last)
    )


def _is_listed(scene: Scene, treatment: Named, last: int) -> bool:
    """Whether a list of harms opens behind the treatment: "the risks of X include ..."."""
    before = scene.back(treatment.start, NEAR)
    return bool(scene.tagged("lists", treatment.end, last)) and any(
        "harm-generic" in m.term.tags and before <= m.start < treatment.start
        for m in scene.mentions
    )


def _befalls(scene: Scene, treatment: Named, harm: Named) -> bool:
    """Whether somebody who got the treatment is said to have got the harm."""
    low = scene.back(treatment.start, COMPOUND * 2)
    given = scene.tagged("receives", low, treatment.start) or scene.tagged(
        "behind", low, treatment.start
    )
    return bool(given) and bool(
        scene.tagged("befalls", treatment.end, harm.start)
        or scene.tagged("befalls", harm.end, scene.ahead(harm.end, COMPOUND + 1))
    )


def _acts(scene: Scene, treatment: Named, tag: str, last: int) -> bool:
    """Whether the treatment is the subject of the last tie of a kind before the token `last`."""
    ties = scene.tagged(tag, treatment.end, last)
    if not ties or ties[0].start - treatment.end > FAR:
        return False
    tie = ties[-1]
    if _is_relative(scene, tie, treatment):
        return False
    rivals = [t for t in scene.treatments if treatment.end <= t.start < tie.start]
    between = scene.words[treatment.end : rivals[0].start] if rivals else []
    return all(word in _COORDINATORS or len(word) < 3 for word in between) and not any(
        scene.tagged(tag, treatment.end, rival.start) for rival in rivals
    )


def _is_relative(scene: Scene, tie: Mention, treatment: Named) -> bool:
    """Whether "that" or "which" between the two makes something else the subject."""
    for at in range(tie.start - 1, max(treatment.end, tie.start - 4), -1):
        if scene.words[at] in ("that", "which", "thats", "who"):
            return scene.words[at - 1] != ","
    return False


def _is_old(scene: Scene, harm: Named) -> bool:
    """Whether the harm is what somebody had before: "a man with asthma", "history of"."""
    if scene.tagged("sufferer", harm.end, scene.ahead(harm.end, 1)):
        return True
    low = scene.back(harm.start, NEAR - 1)
    for at in range(harm.start - 1, low - 1, -1):
        word, before = scene.words[at], scene.words[max(low, at - 1)]
        if word in ("have", "has", "had") and before in ("who", "that", "you"):
            return True
        if word in _STOPS or word in (".", "for") or scene.tagged("befalls", at, at + 1):
            return False
        if word == "with" and at > low:
            return bool(scene.tagged("sufferer", low, at))
        if word == "of" and at > low:
            return before in scene.among("history")
    return False


def _ends(scene: Scene, treatment: Named) -> bool:
    """Whether the sentence says that the treatment was ended."""
    low, high = scene.back(treatment.start, 4), scene.ahead(treatment.end, 5)
    return bool(scene.tagged("stops", low, high))


def _passes(scene: Scene, harm: Named) -> bool:
    """Whether the sentence says that the harm went away."""
    low, high = scene.back(harm.start, PURPOSE), scene.ahead(harm.end, PURPOSE + 1)
    return bool(scene.tagged("recovers", low, high))


def _comes_of(scene: Scene, harm: Named, treatment: Named) -> bool:
    """Whether the harm, which stands first, is said to come of the treatment."""
    first, last = harm.end, treatment.start
    between = scene.words[first:last]
    if not (_STOPS - {":"}).isdisjoint(between):
        return False
    if scene.denied(harm.start) or _is_old(scene, harm):
        return False
    if _ends(scene, treatment) and _passes(scene, harm):
        return True
    if _is_remedied(scene, harm, last) or not scene.among("blood-level").isdisjoint(
        scene.words[treatment.end : treatment.end + 1]
    ):
        return False
    near = max(harm.start, last - NEAR)
    if any(scene.tagged(tag, near, last) for tag in ("because", "linked")):
        return True
    return ":" not in between and any(
        scene.tagged(tag, near, last) for tag in ("receives", "behind")
    )


def _is_remedied(scene: Scene, harm: Named, last: int) -> bool:
    """Whether the harm is what is treated, in the tokens up to the treatment at `last`."""
    first, before = harm.end, scene.back(harm.start, PURPOSE)
    ties = [
        mention.start
        for tag in ("because", "behind")
        for mention in scene.tagged(tag, first, last)
        if mention.term.text != "by"
    ]
    until = min(ties, default=last)
    for tag in ("remedies", "recovers"):
        if scene.tagged(tag, before, harm.start) or scene.tagged(tag, first, until):
            return True
    return any(
        not scene.tagged("sufferer", first, remedied.start)
        for remedied in scene.tagged("remedied", first, min(first + NEAR, until))
    )
