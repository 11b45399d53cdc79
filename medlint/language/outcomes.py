"""What a predicate is said to do, and whether that is good: the object of a claim.

A verb alone claims nothing. "Reduces" claims good of a pain and harm of a survival; a biological
object makes a statement about mechanism, a clinical one about efficacy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.language.lexicon import Mention

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

Effect = Literal["clinical", "biological"]
Quality = Literal["bad", "good", "neutral", "biological"]

#: How far to the right of a verb its object is looked for, in tokens.
OBJECT_REACH = 14

_BAD = frozenset({"symptom", "condition", "outcome-bad", "harm", "condition-head"})
_GOOD = frozenset({"outcome-good"})
_NEUTRAL = frozenset({"outcome-neutral"})
_BIOLOGICAL = frozenset({"mechanism", "body-part"})
_STOPS = frozenset("- . ; : ( ) ? ! — … but which who while although".split())
_PERSONAL = frozenset(
    {"people", "patients", "you", "users", "children", "adults", "them", "sufferers"}
)

_RISES = frozenset("increase rise gain boost growth lift increases rises gains boosts".split())
_FALLS = frozenset(
    "reduction decrease drop decline fall cut lessening easing alleviation shrinkage regression"
    " reductions decreases drops declines falls cuts".split()
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The first outcome that decides what a predicate does, and the kind of effect it is."""

    mention: Mention
    effect: Effect


def quality_of(mention: Mention) -> Quality | None:
    """Whether the mention names something bad, good, neutral or biological, if any of these."""
    tags = mention.term.tags
    if "mechanism" in tags and not tags & _BAD:
        return "biological"
    if tags & _GOOD:
        return "good"
    if tags & _BIOLOGICAL and not tags & {"symptom", "condition", "outcome-bad"}:
        return "biological"
    if tags & _BAD:
        return "biological" if "mechanism" in tags else "bad"
    return "neutral" if tags & _NEUTRAL else None


def outcome_of(
    reading: Reading, sentence: Sentence, verb: Mention, limit: int | None = None
) -> Outcome | None:
    """What a verb does to the object on its right, where that is good; None otherwise."""
    tags = verb.term.tags
    if verb.end >= sentence.last or reading.words[verb.end] in _NO_OBJECT:
        return None
    if verb.term.lemma == "stop" and reading.words[verb.end].endswith("ing"):
        return None
    if verb.term.lemma in _GUARDING:
        return _guarded(reading, sentence, verb)
    chance: Mention | None = None
    for mention in _objects(reading, sentence, verb.end, limit):
        found = mention.term.tags
        if "health-quantity" in found:
            if tags & {"increases"} and not tags & {"lessens", "mends"}:
                return _chance(reading, sentence, mention, limit)
            if mention.end < sentence.last and reading.words[mention.end] == "that":
                return None
            # "The risk of falls", "your risk"; bare "risks" are not told as somebody's.
            if mention.term.lemma in _CHANCES and not reading.words[mention.start].endswith("s"):
                chance = chance or mention
            continue
        if "change" in found and tags & {"lessens"} and reading.words[mention.end - 1] in _FALLS:
            loss = _loss(reading, sentence, mention, limit)
            if loss is not None:
                return loss
            if quality_of(mention) is None:
                continue
            return Outcome(mention, "clinical")
        if "change" in found and tags & {"increases", "mends"}:
            effect = change_effect(reading, sentence, mention, limit)
            if effect is not None:
                return effect
            continue
        if "biology-wanted" in found and verb.term.lemma in _LOWERING:
            return None
        quality = quality_of(mention)
        if quality is None:
            if mention.start == verb.end and "intervention-generic" in found:
                return None  # "control medicines": the verb is a noun here
            continue
        if quality == "bad" and _is_treatment(reading, sentence, mention.end):
            return None  # "prevent asthma medicines from working"
        if quality == "good" and _is_body_part(reading, sentence, mention.end):
            # "The hearing nerve": the noun before a body part only says which one it is.
            quality = "biological"
        if quality == "biological":
            ahead = _clinical_head(reading, sentence, mention)
            if ahead is None:
                if verb.term.lemma in _LEADING:
                    return None
                return Outcome(mention, "biological")
            mention, quality = ahead
        if quality == "bad" and tags & {"lessens", "mends", "treats"}:
            return Outcome(mention, "clinical")
        if quality == "good" and tags & {"increases", "mends"}:
            return Outcome(mention, "clinical")
        if is_raised_harmfully(mention) and tags & {"increases"} and verb.term.lemma in _RAISING:
            return None
        if quality == "neutral" and verb.term.lemma in _LEADING:
            return None
        if quality == "neutral" and tags & {"lessens", "increases", "mends", "treats"}:
            return Outcome(mention, "clinical")
        if quality == "bad" and tags & {"increases"} and verb.term.lemma in _IMPROVES:
            return Outcome(mention, "clinical")
        if quality in ("bad", "good"):
            return None
    if chance is not None and tags & {"lessens"}:
        # Whatever the chance is of, lowering it is told as a good.
        return Outcome(chance, "clinical")
    return _complaint(reading, sentence, verb)


# What stands right behind a verb that has no object there.
_NO_OBJECT = frozenset(
    ", in because when after before due if as at on for by during within since while until".split()
)
_GUARDING = frozenset({"protect", "safeguard"})


def _guarded(reading: Reading, sentence: Sentence, verb: Mention) -> Outcome | None:
    """What "protects children against flu" guards from, or the organ that it protects."""
    words = reading.words
    objects = _objects(reading, sentence, verb.end, None)
    for mention in objects:
        before = words[max(verb.end, mention.start - 4) : mention.start]
        if quality_of(mention) == "bad" and ("against" in before or "from" in before):
            return Outcome(mention, "clinical")
    quality = next((quality_of(m) for m in objects if quality_of(m) is not None), None)
    if quality == "good":
        return Outcome(objects[0], "clinical")
    return Outcome(objects[0], "biological") if quality == "biological" else None


def is_raised_harmfully(mention: Mention) -> bool:
    """Whether a measure is one that people want low: blood pressure, blood sugar, weight."""
    return "outcome-high-bad" in mention.term.tags


def noun_end(reading: Reading, sentence: Sentence, mention: Mention) -> int:
    """The token behind the noun phrase that the mention opens: "gout flares" ends at "flares"."""
    end = mention.end
    for other in reading.mentions[sentence.index]:
        if other.start == end and quality_of(other) is not None:
            end = other.end
    return end


def _complaint(reading: Reading, sentence: Sentence, verb: Mention) -> Outcome | None:
    """What is eased or soothed is a complaint, whatever it is called."""
    if verb.term.lemma not in _RELIEVING:
        return None
    end = verb.end
    while end < min(verb.end + 6, sentence.last) and reading.words[end] not in _STOPS | {","}:
        end += 1
    if end == verb.end or (end - verb.end == 1 and not reading.words[verb.end][0].isalpha()):
        return None
    return Outcome(Mention(verb.end, end, verb.term), "clinical")


_RELIEVING = frozenset({"shorten", "ease", "relieve", "alleviate", "soothe", "banish",
                        "take the edge off",
                        "take the sting out of", "cut down on"})  # fmt: skip


def _loss(reading: Reading, sentence: Sentence, fall: Mention, limit: int | None) -> Outcome | None:
    """Slowing "the decline in kidney function" is good, because what declines is."""
    for mention in _objects(reading, sentence, fall.end, limit):
        quality = quality_of(mention)
        if quality in ("good", "neutral", "biological"):
            return Outcome(mention, "clinical")
        if quality == "bad":
            return None
    return None


_CHANCES = frozenset({"risk", "chance", "odds", "likelihood", "danger"})
# "Leads to muscle breakdown": with these verbs, biology says nothing of good or bad.
_LEADING = frozenset({"lead to", "result in", "cause", "trigger", "induce", "bring about"})
_RAISING = frozenset(
    "increase raise elevate heighten boost double triple amplify accelerate trigger induce".split()
) | {"lead to", "result in", "bring about", "speed up", "build up"}
_LOWERING = frozenset(
    "reduce lower decrease diminish deplete lessen kill destroy cut drop limit minimise".split()
)
_IMPROVES = frozenset({"improve", "benefit", "aid", "assist", "support"})


def _is_treatment(reading: Reading, sentence: Sentence, at: int) -> bool:
    return any(
        other.start == at and "intervention-generic" in other.term.tags
        for other in reading.mentions[sentence.index]
    )


def _is_body_part(reading: Reading, sentence: Sentence, at: int) -> bool:
    return any(
        other.start == at and "body-part" in other.term.tags
        for other in reading.mentions[sentence.index]
    )


def _clinical_head(
    reading: Reading, sentence: Sentence, mention: Mention
) -> tuple[Mention, Quality] | None:
    """The clinical noun that a body part only modifies: "joint pain", "tissue damage"."""
    for other in reading.mentions[sentence.index]:
        if other.start == mention.end:
            quality = quality_of(other)
            if quality in ("bad", "good", "neutral"):
                return other, quality
    return None


def _chance(
    reading: Reading, sentence: Sentence, quantity: Mention, limit: int | None
) -> Outcome | None:
    """Raising a chance is good only where what it is a chance of is good."""
    if quantity.term.lemma in ("risk", "hazard", "danger"):
        return None
    for mention in _objects(reading, sentence, quantity.end, limit):
        if quality_of(mention) == "good" or "change" in mention.term.tags:
            return Outcome(mention, "clinical")
        if quality_of(mention) is not None:
            return None
    return None


def change_effect(
    reading: Reading, sentence: Sentence, change: Mention, limit: int | None = None
) -> Outcome | None:
    """The effect of a noun of change ("reduction in", "relief from") with what follows it."""
    word = reading.words[change.end - 1]
    for mention in _objects(reading, sentence, change.end, limit):
        if "health-quantity" in mention.term.tags:
            if word in _RISES:
                return None
            continue
        quality = quality_of(mention)
        if quality is None:
            continue
        if quality == "biological" and _clinical_head(reading, sentence, mention) is None:
            return Outcome(mention, "biological")
        good = (
            quality in ("bad", "neutral", "biological")
            if word in _FALLS
            else quality in ("good", "neutral") and not is_raised_harmfully(mention)
            if word in _RISES
            else True
        )
        return Outcome(mention, "clinical") if good else None
    if (
        word in _RISES
        or word in _FALLS
        or word in ("response", "responses", "cut", "cuts", "success")
    ):
        return None
    return Outcome(change, "clinical")


def _objects(reading: Reading, sentence: Sentence, start: int, limit: int | None) -> list[Mention]:
    """Mentions between a predicate and the end of its object, within `OBJECT_REACH` tokens."""
    words = reading.words
    end = min(start + OBJECT_REACH, sentence.last if limit is None else limit)
    for at in range(start, end):
        if words[at] in _STOPS:
            end = at
            break
    return [m for m in reading.mentions[sentence.index] if start <= m.start < end]
