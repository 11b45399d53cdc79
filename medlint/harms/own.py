"""Harms that an article on one treatment tells without saying whose they are.

There, a harm that is nobody else's is the treatment's own: "afterwards the eyes may stay dry".
Others' are what the sentence gives to another treatment, to the illness, or to an agent of which
the title knows nothing: "metal brackets cut the cheeks".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlint.harms.composed import Wording
from medlint.harms.sameness import canonical_harm
from medlint.harms.scene import ILLNESS, RISK_WORDS
from medlint.language.benefits import is_explainer, is_topic
from medlint.language.gains import tells_gain
from medlint.language.tokens import MARKS
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.harms.scene import Scene
    from medlint.harms.told import Harm
    from medlint.language.reading import Reading, Sentence

#: Sentences at the start of an article that tell whether it is on a treatment.
OPENING = 8
#: Sentences in which words such as "procedure" must stand, where no treatment is found by name.
TREATMENT_SENTENCES = 2

_OWN_DETERMINERS = frozenset(
    "the this these that those it its they such our my your his her their he she you i we one"
    " some many most few several all both each any who there which".split()
)
_OPENERS = frozenset("however also and or but so then still yet now afterwards though".split())
_VERBS = frozenset(
    "may might can could will would is are was were has have had does do did cause causes caused"
    " lead leads bring brings leave leaves make makes made put puts raise raises".split()
)
_PREPOSITIONS = frozenset("with after on under by from for".split())


class Article:
    """What an article is about, as far as that decides whose its harms are."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @once
    def is_on_treatment(self) -> bool:
        """Whether the article is about one treatment, though it may not name it."""
        reading = self._reading
        if reading.promotion.name is not None:
            return is_topic(reading)
        if reading.title is None or is_explainer(reading):
            return False
        opening = reading.prose_sentences[:OPENING]
        if not any(tells_gain(reading, each) for each in (reading.title, *opening)):
            return False
        words = reading.composed_words
        return TREATMENT_SENTENCES <= sum(
            any("treatment-word" in each.term.tags for each in words[sentence.index])
            for sentence in reading.sentences
        )

    @once
    def targets(self) -> frozenset[str]:
        """What the treatment is for: the ills of the title and of the claims, by name."""
        reading = self._reading
        sentences = {claim.sentence for claim in reading.claims}
        if reading.title is not None:
            sentences.add(reading.title.index)
        return frozenset(
            canonical_harm(reading, mention.term.lemma)
            for index in sentences
            for mention in reading.mentions[index]
            if mention.term.tags & (ILLNESS | {"symptom"})
        )

    @once
    def _title_words(self) -> frozenset[str]:
        title = self._reading.title
        words = self._reading.words[title.first : title.last] if title is not None else []
        return frozenset(_singular(word) for word in words if len(word) > 2)

    def announces(self, sentence: Sentence | None) -> bool:
        """Whether a heading, first cell or lead-in line announces harms."""
        if sentence is None or sentence.kind == "title":
            return False
        words = self._reading.composed_words[sentence.index]
        return any("announces" in each.term.tags for each in words)

    def owns(self, scene: Scene, harm: Harm) -> bool:
        """Whether a harm that nothing ties to a treatment is that of the article's own."""
        if not self.is_on_treatment or any(
            not each.comparator and each.name for each in scene.treatments
        ):
            return False
        if harm.name and canonical_harm(self._reading, harm.name) in self.targets:
            return False
        wording = Wording(scene)
        first, last = _segment(scene, harm.start)
        if wording.has("not-own", first, last) or self._is_of_illness(scene, first, harm.start):
            return False
        return not self._is_of_stranger(wording, first, harm.start)

    def _is_of_illness(self, scene: Scene, first: int, at: int) -> bool:
        """Whether the clause's first words name an illness that is no harm of a treatment."""
        for mention in scene.mentions:
            if first <= mention.start and mention.end <= at and mention.term.tags & ILLNESS:
                if canonical_harm(self._reading, mention.term.lemma) in self.targets:
                    return True
                if not mention.term.tags & RISK_WORDS:
                    return True
        return False

    def _is_of_stranger(self, wording: Wording, first: int, at: int) -> bool:
        """Whether the subject is a thing of which neither title nor article has spoken."""
        words = [word for word in wording.words[first:at] if word not in _OPENERS]
        while words and words[0] in MARKS:
            words = words[1:]
        agent: list[str] = []
        for word in words:
            if word in _VERBS:
                break
            agent.append(word)
        else:
            return (
                bool(words)
                and words[0] in ("with", "on")
                and self._is_strange(wording, words[1:4], first, at)
            )
        if not agent or (agent[0] in _PREPOSITIONS and "," in agent):
            # The phrase before the comma is no subject, what is behind it is.
            if agent[:1] == ["with"] and self._is_strange(
                wording, agent[: agent.index(",")], first, at
            ):
                return True
            agent = agent[agent.index(",") + 1 :] if "," in agent else agent
        return bool(agent) and self._is_strange(wording, agent, first, at)

    def _is_strange(self, wording: Wording, agent: list[str], first: int, at: int) -> bool:
        """Whether nothing in a subject makes it the treatment, its device, a body or people."""
        if not _OWN_DETERMINERS.isdisjoint(agent):
            return False
        if any(_singular(word) in self._title_words for word in agent):
            return False
        known = {"people", "device", "part", "treatment-word", "happens-to-part"}
        end = at
        for each in wording.mentions:
            if first <= each.start < end and wording.words[each.start] in agent:
                if each.term.tags & known or any(
                    tag.startswith(("event-", "deed-", "person-")) or tag == "state"
                    for tag in each.term.tags
                ):
                    return False
        return not any(
            first <= each.start < end
            and wording.words[each.start] in agent
            and each.term.tags & (RISK_WORDS | {"body-part", "symptom"})
            for each in wording.scene.mentions
        )


def _segment(scene: Scene, at: int) -> tuple[int, int]:
    """The half-open token range of the part of a sentence that speaks of one treatment."""
    first, last = scene.sentence.first, scene.sentence.last
    words = scene.words
    for here in range(scene.sentence.first + 1, scene.sentence.last):
        if words[here] == ";" or (
            words[here] in ("while", "whereas", "whilst", "but") and words[here - 1] == ","
        ):
            if here < at:
                first = here + 1
            else:
                last = here
                break
    return first, last


def _singular(word: str) -> str:
    return word.removesuffix("s")
