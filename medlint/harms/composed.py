"""Harms told in other ways than by a name: by a verb, a state or an event.

"May injure the bowel", "the scalp stays sore", "some people faint", "the wires can slip". The
words are data (the lexicon's part `composed-harms`), looked for only in articles on a treatment.
Which of them a sentence brings together as a harm, is told here, and what the harm is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlint.harms.frequency import figure_between
from medlint.harms.told import Harm, is_asserted

if TYPE_CHECKING:
    from medlint.harms.scene import Scene
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: The part of the lexicon that holds the words.
PART = "composed-harms"
#: How far a verb's object may stand behind it, in tokens.
OBJECT = 5
#: How far a part of the body may stand from its state, or from the verb it is the subject of.
NEAR = 8
#: How far "relieves" and the like reach.
SPARED = 6

_DEED, _PERSON, _EVENT = "deed-", "person-", "event-"
_ENDS = frozenset({";", ":", "."})
_BREAKS = _ENDS | {","}
_ADDING = frozenset({",", "and", "or"})
_STOPS_OF_DEVICES = frozenset({"infected", "blocked", "loose", "stuck", "broken"})
_PASSIVE = frozenset("is are was were be been being get gets got become becomes became".split())
_BEFORE_NOUNS = frozenset({"the", "a", "an", "any", "no", "this", "that", "some"})
_COUNTED = frozenset("had died got developed needed suffered lost went bled".split())
_MAKING = frozenset({"leave", "make", "turn", "keep", "render"})
_NAMED = frozenset({"harm", "harm-serious"})
_CHANCE = frozenset({"chance", "mishap"})
_MAKERS = frozenset({"state", "happens-to-part", "lowers", "device-failure"})


class Wording:
    """The words of one sentence that harms can be put together from, in text order."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = scene.words
        self.mentions = scene.reading.composed_words[scene.sentence.index]
        self._parts: list[Mention] | None = None

    def tagged(self, tag: str) -> list[Mention]:
        """The mentions of one kind."""
        return [each for each in self.mentions if tag in each.term.tags]

    def has(self, tag: str, first: int, last: int) -> bool:
        """Whether a mention of a kind stands wholly in a half-open token range."""
        return any(
            first <= each.start and each.end <= last and tag in each.term.tags
            for each in self.mentions
        )

    @property
    def parts(self) -> list[Mention]:
        """The parts of the body that the sentence names, by place."""
        if self._parts is None:
            found = {
                each.start: each for each in self.scene.mentions if "body-part" in each.term.tags
            }
            found |= {each.start: each for each in self.tagged("part")}
            self._parts = [found[start] for start in sorted(found)]
        return self._parts

    def behind(self, at: int, among: list[Mention], reach: int = OBJECT) -> Mention | None:
        """The first of some mentions that stands behind a token, with no clause end between."""
        for each in among:
            if 0 <= each.start - at < reach and _BREAKS.isdisjoint(self.words[at : each.start]):
                return each
        return None

    def before(self, at: int, among: list[Mention], reach: int = NEAR) -> Mention | None:
        """The last of some mentions that stands before a token, with no clause end between."""
        for each in reversed(among):
            if 0 <= at - each.end < reach and _ENDS.isdisjoint(self.words[each.end : at]):
                return each
        return None

    def hangs_on_chance(self, announced: bool) -> bool:
        """Whether the sentence tells of chance: "may", "in rare cases", "for weeks", counts.

        `announced` says that a heading or line before it announces harms.
        """
        if announced or any(_CHANCE & each.term.tags for each in self.mentions):
            return True
        words, sentence = self.words, self.scene.sentence
        if any(
            words[at].isdigit() and words[at + 1] in _COUNTED
            for at in range(sentence.first, sentence.last - 1)
        ):
            return True
        span = sentence.span
        return figure_between(self.scene.reading, span.start, span.end) is not None


def may_compose(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence has a word that a harm without a name could be put together from."""
    return any(
        tag in _MAKERS or tag.startswith((_DEED, _PERSON, _EVENT))
        for each in reading.composed_words[sentence.index]
        for tag in each.term.tags
    ) or not _NAMED.isdisjoint(reading.tags[sentence.index])


def composed_harms(scene: Scene, *, announced: bool) -> Iterator[Harm]:
    """The harms that the sentence puts together, by place; of each place one.

    Not those that are denied, prevented, treated or meant. `announced` as for `Wording`.
    """
    wording = Wording(scene)
    by_chance = wording.hangs_on_chance(announced)
    found: dict[int, Harm] = {}
    befalls = announced or bool(wording.tagged("mishap"))
    names = _named(scene) if befalls else ()
    for harm in (*_of_body(wording, by_chance), *_of_people(wording), *names):
        if harm.kind == "named" and (by_chance or _is_plain(wording, harm)):
            found.setdefault(harm.start, harm)
    for start in sorted(found):
        if _is_told(wording, start):
            yield found[start]


def _of_body(wording: Wording, by_chance: bool) -> Iterator[Harm]:
    yield from _deeds(wording, by_chance)
    yield from _happenings(wording)
    yield from _states(wording)
    yield from _losses(wording)
    yield from _failures(wording)


def _is_plain(wording: Wording, harm: Harm) -> bool:
    """Whether a harm needs no word of chance: a deed nobody means, or what befell "my" body."""
    words = wording.words
    if words[max(wording.scene.sentence.first, harm.start - 1)] == "my":
        return True
    return any(
        each.start == harm.start and _suffix(each, _DEED) and "may-be-meant" not in each.term.tags
        for each in wording.mentions
    )


def _deeds(wording: Wording, by_chance: bool) -> Iterator[Harm]:
    """A verb of harm with the part of the body that it is done to, active or passive."""
    for verb in wording.mentions:
        kind = _suffix(verb, _DEED)
        if kind is None or ("may-be-meant" in verb.term.tags and not by_chance):
            continue
        if wording.words[verb.start - 1] in _BEFORE_NOUNS:
            continue
        passive = verb.term.form == "ed" and not _PASSIVE.isdisjoint(
            wording.words[wording.scene.back(verb.start, 3) : verb.start]
        )
        if passive:
            part = wording.before(verb.start, wording.parts)
        else:
            part = wording.behind(verb.end, wording.parts)
        if part is not None and not _is_meant(wording, verb, part):
            start, end = min(verb.start, part.start), max(verb.end, part.end)
            yield Harm(start, end, f"{_name(part)} {kind}")


def _is_meant(wording: Wording, verb: Mention, part: Mention) -> bool:
    """Whether what is cut, burnt or killed is what the treatment is to be rid of."""
    first, last = min(verb.end, part.start - 2), wording.scene.ahead(part.end, 2)
    return wording.has("wanted", max(first, wording.scene.sentence.first), last)


def _happenings(wording: Wording) -> Iterator[Harm]:
    """A part of the body as the subject of a verb: "an eardrum can burst"."""
    for verb in wording.tagged("happens-to-part"):
        part = wording.before(verb.start, wording.parts)
        if "state" in verb.term.tags or part is None:
            continue
        if wording.behind(verb.end, wording.parts, 3) is None:
            yield Harm(part.start, verb.end, f"{_name(part)}: {verb.term.lemma.lower()}")


def _states(wording: Wording) -> Iterator[Harm]:
    """A part of the body that is, becomes or is left in a bad state, each state for itself."""
    for state in wording.tagged("state"):
        part = _described(wording, state) or _becoming(wording, state)
        if part is not None:
            start, end = min(state.start, part.start), max(state.end, part.end)
            name = f"{state.term.text.lower()} {_name(part)}"
            # Two states of one part begin at one place; each keeps its own.
            yield Harm(state.start if start == part.start else start, end, name)


def _described(wording: Wording, state: Mention) -> Mention | None:
    """The part of the body behind an adjective: "a sore, stiff neck"."""
    states = {at for each in wording.tagged("state") for at in range(each.start, each.end)}
    at = state.end
    while at < wording.scene.sentence.last and (wording.words[at] in _ADDING or at in states):
        at += 1
    return next((each for each in wording.parts if each.start <= at < each.end), None)


def _becoming(wording: Wording, state: Mention) -> Mention | None:
    """The part of the body before an adjective with a verb that ties them."""
    sites = wording.parts
    if state.term.lemma in _STOPS_OF_DEVICES:
        sites = sorted((*sites, *wording.tagged("device")))
    part = wording.before(state.start, sites)
    if part is None:
        return None
    if wording.has("becomes", part.end, state.start):
        return part
    low = wording.scene.back(part.start, NEAR - 2)
    made = [each for each in wording.tagged("becomes") if low <= each.start < part.start]
    return part if any(each.term.lemma in _MAKING for each in made) else None


def _losses(wording: Wording) -> Iterator[Harm]:
    """A verb of getting less with what people want to keep: "lowers sperm counts"."""
    for verb in wording.tagged("lowers"):
        kept = wording.behind(verb.end, wording.tagged("worth-keeping"), OBJECT + 1)
        if kept is not None:
            yield Harm(verb.start, kept.end, f"loss of {_name(kept)}")


def _failures(wording: Wording) -> Iterator[Harm]:
    """A device that comes loose, leaks or breaks."""
    for verb in wording.tagged("device-failure"):
        device = wording.before(verb.start, wording.tagged("device"), NEAR - 1)
        if device is not None:
            yield Harm(verb.start, verb.end, f"{_name(device)} failure")


def _of_people(wording: Wording) -> Iterator[Harm]:
    """What people become or undergo, and events that a noun tells."""
    people = wording.tagged("people")
    for each in wording.mentions:
        state, event = _suffix(each, _PERSON), _suffix(each, _EVENT)
        if state is not None and _is_felt(wording, each, people):
            yield Harm(each.start, each.end, state)
        elif event is not None and (not each.term.form or _has_person(wording, each, people)):
            yield Harm(each.start, each.end, event)


def _is_felt(wording: Wording, state: Mention, people: list[Mention]) -> bool:
    """Whether somebody is said to feel, become or be made like this."""
    tie = wording.before(state.start, wording.tagged("becomes"))
    if tie is None or wording.words[tie.start - 1] == "who":
        return False
    return wording.before(state.start, people, NEAR + 2) is not None


def _has_person(wording: Wording, event: Mention, people: list[Mention]) -> bool:
    """Whether somebody is the subject of the verb."""
    behind = wording.words[event.end : wording.scene.ahead(event.end, 1)]
    if "event-death" in event.term.tags and behind in (["of"], ["from"]):
        # What somebody died of is told, and is mostly the illness.
        return False
    if wording.words[event.start - 1].isdigit():
        return True
    before = wording.before(event.start, people, NEAR)
    return before is not None and wording.words[event.start - 1] != "who"


def _named(scene: Scene) -> Iterator[Harm]:
    """Harms by name, which words of mishap make told."""
    for mention in scene.mentions:
        if mention.term.tags & _NAMED:
            serious = "harm-serious" in mention.term.tags
            yield Harm(mention.start, mention.end, mention.term.lemma.lower(), serious=serious)


def _is_told(wording: Wording, start: int) -> bool:
    """Whether the harm is neither denied nor prevented nor what the treatment is for."""
    scene = wording.scene
    low = scene.back(start, SPARED)
    if not is_asserted(scene, start) or _is_for(wording, start):
        return False
    for each in wording.tagged("spared"):
        if (
            low <= each.start
            and each.end <= start
            and not any(word in (";", "but", ":") for word in wording.words[each.end : start])
        ):
            return False
    return True


def _is_for(wording: Wording, start: int) -> bool:
    """Whether "for" or "against" stands before the harm: it is what something is used for."""
    before = wording.words[wording.scene.back(start, 3) : start]
    return "," not in before and not {"for", "against"}.isdisjoint(before)


def _suffix(mention: Mention, prefix: str) -> str | None:
    """What the first tag of a family names, in words; None where there is none."""
    tags = sorted(tag for tag in mention.term.tags if tag.startswith(prefix))
    return tags[0].removeprefix(prefix).replace("-", " ") if tags else None


def _name(mention: Mention) -> str:
    return mention.term.lemma.lower()
