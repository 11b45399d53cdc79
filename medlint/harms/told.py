"""Which words of a sentence tell of a harm as something that a treatment does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.harms.causes import causes, is_purpose
from medlint.harms.scene import Named

if TYPE_CHECKING:
    from medlint.harms.scene import Scene
    from medlint.language.lexicon import Mention

_NAMED = frozenset({"harm", "harm-serious"})
_LISTED = _NAMED | {"harm-generic"}
_PLAIN = frozenset({"harms-body", "raises", "unsafe"})
_PROTECTS = frozenset({"lessens"})
#: How far "prevents" or "reduces" reaches, in tokens.
REACH = 8
#: How far a verb's object may stand behind it.
OBJECT = 4


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm that is told: half-open token range, name, and how much it says.

    `causes` are the treatments that the sentence itself makes its cause.
    """

    start: int
    end: int
    name: str
    kind: Literal["named", "generic", "unknown"] = "named"
    serious: bool = False
    causes: tuple[Named, ...] = ()


def told_harms(scene: Scene) -> Iterator[Harm]:
    """The harms that the sentence asserts, in text order.

    Not those that are denied, lessened or prevented, nor those that a treatment is given for.
    """
    caused: dict[int, tuple[Named, list[Named]]] = {}
    for cause in causes(scene):
        caused.setdefault(cause.harm.start, (cause.harm, []))[1].append(cause.treatment)
    plain = plain_harms(scene)
    listed = {m.start: m for m in scene.mentions if m.term.tags & _LISTED}
    for start in sorted({*caused, *listed, *plain}):
        if not is_asserted(scene, start):
            continue
        mention = listed.get(start)
        if start in plain and mention is None:
            harm = plain[start]
            yield Harm(start, harm.end, harm.name, "named" if harm.name else "generic")
        elif start in caused:
            harm, treatments = caused[start]
            serious = mention is not None and "harm-serious" in mention.term.tags
            yield Harm(start, harm.end, harm.name, "named", serious, tuple(treatments))
        elif mention is not None and not _NAMED & mention.term.tags:
            if start in plain and plain[start].name:
                yield Harm(start, plain[start].end, plain[start].name)
            else:
                yield Harm(start, mention.end, "", "generic")
        elif mention is not None and _is_effect(scene, mention):
            serious = "harm-serious" in mention.term.tags
            yield Harm(start, mention.end, mention.term.lemma.lower(), "named", serious)


def plain_harms(scene: Scene) -> dict[int, Named]:
    """Harms told by a verb or an adjective, by their place, where a treatment is the subject.

    "Damages the liver" is named liver damage; "is poisonous" has no name.
    """
    found: dict[int, Named] = {}
    for tag in _PLAIN:
        for mention in scene.tagged(tag):
            if mention.term.form != "ed" and _has_subject(scene, mention):
                harm = _plain_harm(scene, mention, tag)
                if harm is not None:
                    found[mention.start] = harm
    return found


def _plain_harm(scene: Scene, mention: Mention, tag: str) -> Named | None:
    """What the verb does harm to, or raises, as a harm; None where it has no such object."""
    if tag == "unsafe":
        return Named(mention.start, mention.end, "")
    last = scene.ahead(mention.end, OBJECT + 1)
    if tag == "raises":
        for measure in scene.tagged("measure", mention.end, last):
            return Named(mention.start, measure.end, f"high {measure.term.lemma.lower()}")
        return None
    for part in scene.mentions:
        if "body-part" in part.term.tags and 0 <= part.start - mention.end < OBJECT:
            return Named(mention.start, part.end, f"{part.term.lemma.lower()} damage")
    return None


def _has_subject(scene: Scene, mention: Mention) -> bool:
    """Whether a treatment or a pronoun for one stands before the word."""
    if any(each.end <= mention.start for each in scene.treatments):
        return True
    first = scene.sentence.first
    opening = scene.words[first : min(first + 3, mention.start)]
    return not scene.among("pointing").isdisjoint(opening)


def _is_effect(scene: Scene, mention: Mention) -> bool:
    """Whether the words around a harm make it an effect, and not what a treatment is for."""
    start, end = mention.start, mention.end
    had = scene.words[max(0, start - OBJECT) : start]
    # "When you have a seizure, ..." speaks of an illness.
    if is_purpose(scene, start) or ("have" in had and ("you" in had or "who" in had)):
        return False
    if scene.sentence.kind in ("list-item", "table"):
        return True
    clause = scene.reading.context(scene.sentence).clause_of(start)
    before, behind = scene.words[clause.first : start], scene.words[end : clause.last]
    if _is_called_harm(scene, start, end):
        return True
    return (
        any(scene.tagged(tag, clause.first, start) for tag in ("effects", "linked", "befalls"))
        or not scene.among("happening").isdisjoint((*before, *behind))
        or any(
            scene.tagged(tag, end, clause.last)
            for tag in ("because", "behind", "befalls", "linked")
        )
    )


def _is_called_harm(scene: Scene, start: int, end: int) -> bool:
    """Whether a general word names it as a harm: "side effects are X", "X is a side effect"."""
    opens = scene.among("opens-list")
    for mention in scene.mentions:
        if "harm-generic" in mention.term.tags:
            between = scene.words[mention.end : start] or scene.words[end : mention.start]
            if not opens.isdisjoint(between):
                return True
    return False


def unknown_safety(scene: Scene) -> Harm | None:
    """The words that say that not enough is known about safety, if the sentence says so."""
    for unknown in scene.tagged("not-known"):
        for safety in scene.tagged("safety"):
            first, last = sorted((unknown, safety), key=lambda mention: mention.start)
            between = scene.words[first.end : last.start]
            if not any(word in (";", "but", "however", "although", "works") for word in between):
                return Harm(first.start, first.end, "", "unknown")
    return None


def is_asserted(scene: Scene, start: int) -> bool:
    """Whether the harm is not denied, lessened or prevented."""
    if scene.denied(start) and not (_is_doubly_negated(scene, start) or _is_reason(scene, start)):
        return False
    return not _is_prevented(scene, start) and not _is_lessened(scene, start)


def _is_doubly_negated(scene: Scene, start: int) -> bool:
    """Whether "not without" stands before, which denies nothing."""
    words = scene.words
    return (
        "without" in words[max(0, start - 3) : start] and "not" in words[max(0, start - 5) : start]
    )


def _is_reason(scene: Scene, start: int) -> bool:
    """Whether the harm is why something is not to be done: "avoid it, because it causes ..."."""
    words = scene.words[scene.sentence.first : start]
    at = max((n for n, word in enumerate(words) if word in ("because", "since")), default=None)
    return at is not None and scene.among("denying").isdisjoint(words[at:])


def _is_lessened(scene: Scene, start: int) -> bool:
    """Whether what stands before makes the harm a gain: "less pain", "a reduction in pain"."""
    before = scene.words[max(0, start - 2) : start]
    return bool(before) and (
        before[-1] in scene.among("less")
        or (before[-1] in ("in", "of", "from") and before[0] in scene.among("fall"))
    )


def _is_prevented(scene: Scene, start: int) -> bool:
    """Whether the harm is what the treatment lessens: "reduces the risk of stroke"."""
    for other in scene.mentions:
        if not other.term.form or not other.term.tags & _PROTECTS:
            continue
        if other.end <= start <= other.end + REACH and not any(
            scene.words[at] in ("but", ";", "while", "by") for at in range(other.end, start)
        ):
            return True
    return False
