"""Harms that an article on one treatment tells without saying whose they are.

There, a harm that is nobody else's is the treatment's own: "afterwards the eyes may stay dry".
Others' are what the sentence gives to another treatment, to the illness, or to an agent of which
the title knows nothing: "metal brackets cut the cheeks".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlint.harms.composed import Wording
from medlint.harms.sameness import canonical_harm
from medlint.harms.scene import ILLNESS, RISK_WORDS
from medlint.language.benefits import is_explained, is_explainer, is_topic
from medlint.language.gains import tells_gain
from medlint.language.tokens import MARKS
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.harms.scene import Scene
    from medlint.harms.told import Harm
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: Sentences at the start of an article that tell whether it is on a treatment.
OPENING = 8
#: A title of so many words and marks is a headline; a shorter one may just name an illness.
HEADLINE = 5
#: Sentences in which words such as "procedure" must stand, where no treatment is found by name.
TREATMENT_SENTENCES = 2

#: In how many sentences an article names an ill that it is about.
OFTEN = 4
_ON_ILLNESS = frozenset("symptom symptoms sign signs cause causes diagnosis outlook".split())
#: Kinds of article that tell the harms of a treatment of theirs; news tell those of illnesses.
_OFFERING = frozenset({"consumer", "promotional"})
_ILLS = ILLNESS | RISK_WORDS | {"symptom"}
_OWN_DETERMINERS = frozenset(
    "the this these that those it its they such our my your his her their he she you i we one"
    " some many most few several all both each any who there which too".split()
)
_OPENERS = frozenset("however also and or but so then still yet now afterwards though".split())
_VERBS = frozenset(
    "may might can could will would is are was were has have had does do did cause causes caused"
    " lead leads bring brings leave leaves make makes made put puts raise raises".split()
)
#: What a subject may hold that is no other treatment: people, bodies, harms, devices.
_FAMILIAR = RISK_WORDS | {"people", "device", "treatment-word", "symptom"}
_PREPOSITIONS = frozenset("with after on under by from for in out among at during".split())


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
        title = reading.title
        if title is None or "?" in reading.words[title.first : title.last]:
            return False
        if reading.profile not in _OFFERING:
            return False
        if title.last - title.first < HEADLINE:
            opening = reading.prose_sentences[:OPENING]
            if is_explainer(reading) or not any(tells_gain(reading, s) for s in (title, *opening)):
                return False
        words = reading.composed_words
        naming = sum(
            any("treatment-word" in each.term.tags for each in words[sentence.index])
            for sentence in reading.sentences
        )
        return naming >= TREATMENT_SENTENCES

    @once
    def targets(self) -> frozenset[str]:
        """What the treatment is for, by name.

        That are the ills of the title, of the claims, and those that the article is full of.
        """
        reading = self._reading
        chosen = {claim.sentence for claim in reading.claims}
        if reading.title is not None:
            chosen.add(reading.title.index)
        counts = Counter[str]()
        for sentence in reading.sentences:
            weight = OFTEN if sentence.index in chosen else 1
            for lemma in {
                m.term.lemma for m in reading.mentions[sentence.index] if m.term.tags & _ILLS
            }:
                counts[canonical_harm(reading, lemma)] += weight
        return frozenset(name for name, count in counts.items() if count >= OFTEN)

    def is_about(self, harm: Harm) -> bool:
        """Whether the article is about what is named as a harm: "shingles vaccine"."""
        words = {_singular(word) for word in harm.name.split()}
        return words <= self._title_words or (
            canonical_harm(self._reading, harm.name) in self.targets
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

    def owns(self, scene: Scene, harm: Harm, *, announced: bool) -> bool:
        """Whether a harm that nothing ties to a treatment is that of the article's own.

        `announced` says that a heading or line before it announces harms.
        """
        if (
            not harm.name
            or not self.is_on_treatment
            or any(not each.comparator and each.name for each in scene.treatments)
            or not Wording(scene).hangs_on_chance(announced)
            or self._is_on_illness(scene.sentence)
        ):
            return False
        if self.is_about(harm):
            return False
        return not self.gives_away(scene, harm)

    def _is_on_illness(self, sentence: Sentence) -> bool:
        """Whether the section's heading is on an illness, or on what it does."""
        heading = self._reading.heading_above(sentence)
        if heading is None or heading.kind == "title":
            return False
        words = self._reading.words[heading.first : heading.last]
        return not _ON_ILLNESS.isdisjoint(words) or is_explained(self._reading, heading)

    def sets_apart(self, scene: Scene, harm: Harm) -> bool:
        """Whether words beside a harm set it apart from the treatment: "by contrast"."""
        return Wording(scene).has("not-own", *part_around(scene, harm.start))

    def gives_away(self, scene: Scene, harm: Harm) -> bool:
        """Whether the words about a harm make it the illness's, another's, or nobody's."""
        wording = Wording(scene)
        first, _ = part_around(scene, harm.start)
        if self.sets_apart(scene, harm):
            return True
        subject = _subject(scene, first, harm.start)
        return subject is not None and (
            self._is_illness(scene, subject) or self._is_strange(wording, subject)
        )

    def _is_illness(self, scene: Scene, subject: range) -> bool:
        """Whether a subject names an illness that is no harm of a treatment."""
        return any(
            mention.start in subject
            and mention.term.tags & ILLNESS
            and (
                not mention.term.tags & RISK_WORDS
                or canonical_harm(self._reading, mention.term.lemma) in self.targets
            )
            for mention in scene.mentions
        )

    def _is_strange(self, wording: Wording, subject: range) -> bool:
        """Whether nothing in a subject makes it the treatment, its device, a body or people."""
        for at in subject:
            word = wording.words[at]
            if word in _OWN_DETERMINERS:
                return False
            # What a part of the body does to another, the treatment does not do.
            if _singular(word) in self._title_words and not any(
                part.start <= at < part.end for part in wording.parts
            ):
                return False
        return not any(
            each.start in subject and (each.term.tags & _FAMILIAR or _tells(each))
            for each in (*wording.mentions, *wording.scene.mentions)
        )


def _tells(mention: Mention) -> bool:
    """Whether a word of a subject is the harm itself, or a part of one."""
    return any(tag.startswith(("event-", "deed-", "person-")) for tag in mention.term.tags)


def _subject(scene: Scene, first: int, at: int) -> range | None:
    """The tokens before the verb of the clause that tells a harm; None where there are none."""
    if not _VERBS.isdisjoint(scene.words[at : scene.ahead(at, 3)]):
        # "Gums may bleed and teeth can crack": the harm is a subject itself.
        return None
    clause = scene.reading.context(scene.sentence).clause_of(at)
    for start in dict.fromkeys((max(first, clause.first), first)):
        found = _subject_from(scene.words, start, at)
        if found is not None:
            return found
    return None


def _subject_from(words: Sequence[str], start: int, at: int) -> range | None:
    while start < at and (words[start] in _OPENERS or words[start] in MARKS):
        start += 1
    verb = next((here for here in range(start, at) if words[here] in _VERBS), None)
    if verb is None or verb == start:
        return None
    comma = next((here for here in range(start, verb) if words[here] == ","), None)
    if comma is None or words[start] not in _PREPOSITIONS:
        return range(start, verb)
    # "With X, a headache is common" speaks of X; "in June, X causes" does not speak of June.
    if words[start] == "with":
        return range(start, comma)
    return range(comma + 1, verb)


def part_around(scene: Scene, at: int) -> tuple[int, int]:
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
