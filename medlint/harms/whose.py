"""Whose a harm is: the treatment that the sentence, a pronoun, a heading or a list ties it to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from medlint.harms.own import Article, part_around
from medlint.harms.sameness import is_of_promoted
from medlint.harms.scene import ILLNESS, Named, Scene
from medlint.language.benefits import is_topic
from medlint.language.intervention import is_intervention, is_named_intervention
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.harms.told import Harm
    from medlint.language.reading import Reading, Sentence

#: What ties the harm to its treatment.
Link = Literal["sentence", "pronoun", "section", "list", "table", "paragraph", "none"]

#: How far back a paragraph is read for the treatment that a harm is told of.
SENTENCES_BACK = 6
#: A sentence opens with what stands among so many words.
OPENING_WORDS = 5
# What an illness that is only named beside a treatment has before it: "people with asthma".
_ASIDE = frozenset({"with", "for", "of", "in", "against", "have", "has", "had"})
_NEEDS = frozenset("need needs needed needing require requires required requiring".split())
#: A treatment is what a harm makes necessary where a word of need stands so near before it.
REMEDY_WORDS = 3
_HARM = frozenset({"harm", "harm-serious"})
_PRONOUNS = frozenset({"it", "its", "they", "this", "these", "which"})
_ACTS = ("effects", "linked", "befalls", "raises", "harms-body")


@dataclass(frozen=True, slots=True)
class Owner:
    """The treatment whose harm it is, by canonical name, and what ties it to the harm."""

    treatment: str | None
    link: Link
    comparator: bool = False
    medicine: bool = False
    #: Whether it is the article's own treatment, which may have no name.
    own: bool = False


NOBODY = Owner(None, "none")


class Owners:
    """Finds the owner of each harm of a document, read from its first sentence to its last."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        #: What the article is about.
        self.article = Article(reading)
        #: The owner of the last harm told, and the block it was told in.
        self._last: tuple[int, Owner] | None = None

    def note(self, sentence: Sentence, owner: Owner) -> None:
        """Remember whose harm a sentence told, for the sentences after it."""
        if owner.treatment is not None:
            self._last = sentence.block, owner

    def of(self, scene: Scene, harm: Harm) -> Sequence[Owner]:
        """The owners of a harm; where several treatments cause it, each of them."""
        if harm.causes:
            return [
                Owner(each.name, "sentence", each.comparator, each.medicine) for each in harm.causes
            ]
        named = self._named_here(scene, harm)
        if named is not None:
            if is_of_illness(scene, harm.start):
                return [NOBODY]
            return [
                replace(named, comparator=True) if self._is_rival(scene, harm, named) else named
            ]
        found = self._from_context(scene, harm)
        if found is NOBODY and self._speaks_of_illness(scene):
            return [NOBODY]
        if found.treatment is None and self.article.owns(
            scene, harm, announced=self.announced(scene.sentence)
        ):
            return [Owner(self._reading.promotion.name, "paragraph", own=True)]
        if found.link == "paragraph" and _illness_is_spoken_of(scene):
            return [NOBODY]
        if found.link == "paragraph" and self.article.is_on_treatment:
            return [NOBODY if self.article.gives_away(scene, harm) else found]
        return [found]

    def _is_rival(self, scene: Scene, harm: Harm, named: Owner) -> bool:
        """Whether words such as "by contrast" set a treatment against the article's own."""
        if named.treatment == self._reading.promotion.name or not self.article.is_on_treatment:
            return False
        return self.article.sets_apart(scene, harm)

    def _speaks_of_illness(self, scene: Scene) -> bool:
        """Whether the sentence opens with a pronoun for an illness of the sentence before."""
        sentence = scene.sentence
        opening = scene.words[sentence.first : sentence.first + 2]
        return not _PRONOUNS.isdisjoint(opening) and self._before(sentence, "pronoun") is NOBODY

    def announced(self, sentence: Sentence) -> bool:
        """Whether a heading, the line before a list or a table's first cell announces harms."""
        if self.article.announces(self._reading.heading_above(sentence)):
            return True
        if sentence.kind == "table":
            row = next((each for each in self._rows(sentence) if sentence in each), [sentence])
            return self.article.announces(row[0])
        return sentence.kind == "list-item" and self.article.announces(self._line_above(sentence))

    def _line_above(self, item: Sentence) -> Sentence | None:
        """The line before the list that an item belongs to, if there is one."""
        index = item.index - 1
        while index >= 0 and self._reading.sentences[index].kind == "list-item":
            index -= 1
        return self._reading.sentences[index] if index >= 0 else None

    def _named_here(self, scene: Scene, harm: Harm) -> Owner | None:
        """The treatment that the sentence names, of several the one that does the harm."""
        first, last = part_around(scene, harm.start)
        caused = [each for each in scene.treatments if not self._is_remedy(scene, each)]
        treatments = [each for each in caused if first <= each.start < last] or caused
        before = [each for each in treatments if each.end <= harm.start]
        if before and before[-1].comparator and scene.causal(before[-1].end, harm.start):
            return _owner(before[-1], "sentence")
        own = [each for each in treatments if not each.comparator]
        if own:
            return _owner(self._doer(scene, harm, own), "sentence")
        if treatments:
            return _owner(treatments[0], "sentence")
        return None

    def _is_remedy(self, scene: Scene, treatment: Named) -> bool:
        """Whether the harm makes the treatment needed: "a collapsed lung that needs a drain"."""
        before = scene.words[scene.back(treatment.start, REMEDY_WORDS) : treatment.start]
        return not _NEEDS.isdisjoint(before) and not is_of_promoted(self._reading, treatment.name)

    def _doer(self, scene: Scene, harm: Harm, own: Sequence[Named]) -> Named:
        """Of the treatments of a sentence, the one whose the harm is most likely."""
        before = [each for each in own if each.end <= harm.start]
        if not before:
            return own[0]
        nearest = before[-1]
        promoted = [each for each in before if is_of_promoted(self._reading, each.name)]
        if promoted and nearest not in promoted and not scene.causal(nearest.end, harm.start):
            return promoted[-1]
        return nearest

    def _from_context(self, scene: Scene, harm: Harm) -> Owner:
        """The owner that something outside the sentence shows."""
        sentence = scene.sentence
        if is_of_illness(scene, harm.start):
            return NOBODY
        if sentence.kind == "table":
            return self._in_table(sentence)
        heading = self._harm_heading(sentence)
        if heading is not None:
            link: Link = "list" if sentence.kind == "list-item" else "section"
            return self._of_heading(heading, link)
        if sentence.kind == "list-item":
            listed = self._lead_in(sentence)
            if listed is not None:
                return listed
        if self._points_back(scene):
            before = self._before(sentence, "pronoun")
            if before is not None:
                return before
            return self._promoted("pronoun") if scene.names_no_illness else NOBODY
        if self._last is not None and self._last[0] == sentence.block:
            last = self._last[1]
            return Owner(last.treatment, "paragraph", last.comparator, last.medicine)
        before = self._before(sentence, "paragraph")
        if before is not None:
            return before
        if scene.says_side_effect:
            return self._promoted("paragraph")
        return NOBODY

    def _promoted(self, link: Link) -> Owner:
        """The treatment that the article is about, if it is about one."""
        name = self._reading.promotion.name
        return Owner(name, link) if name is not None and self._is_topic else NOBODY

    @once
    def _is_topic(self) -> bool:
        return is_topic(self._reading)

    def _points_back(self, scene: Scene) -> bool:
        """Whether the clause opens with a pronoun, or with "the drug"."""
        sentence, reading = scene.sentence, self._reading
        at = sentence.first
        openers = scene.among("clause-opener")
        while at < sentence.last and reading.words[at] in openers:
            at += 1
        if at < sentence.last and reading.words[at] in scene.among("pointing"):
            return True
        return any(
            is_intervention(reading, sentence, m) and not is_named_intervention(m)
            for m in scene.mentions
        )

    def _before(self, sentence: Sentence, link: Link) -> Owner | None:
        """The treatment that the sentences before, in the same block, speak of.

        A pronoun means what the nearest of them names. Without one, a treatment that is named in
        passing gives way to the article's own.
        """
        passing: Owner | None = None
        for each in self._earlier(sentence):
            found = self._spoken_of(each)
            if found is not None:
                own = found.name and is_of_promoted(self._reading, found.name)
                if link == "pronoun" or own or found.start < each.first + OPENING_WORDS:
                    return _owner(found, link)
                passing = passing or _owner(found, link)
            elif "condition" in self._reading.tags[each.index] and passing is None:
                # What an illness does is told here.
                return NOBODY
        return passing

    def _earlier(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentences before one, in the same block, the nearest first."""
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - SENTENCES_BACK), -1):
            each = self._reading.sentences[index]
            if each.block != sentence.block:
                return
            yield each

    def _spoken_of(self, sentence: Sentence) -> Named | None:
        """The treatment that a sentence is about: its first that nothing else is compared with.

        What others are compared with counts where the sentence opens with it.
        """
        treatments = Scene(self._reading, sentence).treatments
        own = next((each for each in treatments if not each.comparator), None)
        if own is not None:
            return own
        opening = sentence.first + OPENING_WORDS
        return next((each for each in treatments if each.start < opening), None)

    def _harm_heading(self, sentence: Sentence) -> Sentence | None:
        """The heading over a sentence, if it announces harms."""
        heading = self._reading.heading_above(sentence)
        if heading is None or heading.kind == "title":
            return None
        tags = self._reading.tags[heading.index]
        return heading if tags & {"harm-heading", "harm-generic"} else None

    def _of_heading(self, heading: Sentence, link: Link) -> Owner:
        """The treatment that a heading on harms names, else the one of the section or article."""
        named = self._spoken_of(heading)
        if named is not None:
            return _owner(named, link)
        return self._promoted(link)

    def _lead_in(self, sentence: Sentence) -> Owner | None:
        """The owner of the harms that the line before the list announces, if it announces any."""
        reading = self._reading
        index = sentence.index - 1
        while index >= 0 and reading.sentences[index].kind == "list-item":
            index -= 1
        if index < 0:
            return None
        line = reading.sentences[index]
        if line.kind not in ("paragraph", "quote") or not self._announces_harms(line):
            return None
        named = self._spoken_of(line)
        if named is not None:
            return _owner(named, "list")
        before = self._before(line, "list")
        return before or self._promoted("list")

    def _announces_harms(self, line: Sentence) -> bool:
        """Whether a line such as "Side effects include:" or "It can cause:" opens the list."""
        text = self._reading.prose[line.span.start : line.span.end].rstrip(" *_\n")
        if not text.endswith((":", "include", "are", "cause")):
            return False
        if "harm-generic" in self._reading.tags[line.index]:
            return True
        return bool(Scene(self._reading, line).tagged("effects"))

    def _in_table(self, cell: Sentence) -> Owner:
        """The treatment of the cell's row, else of its column, else of the heading above."""
        reading = self._reading
        rows = self._rows(cell)
        row = next((each for each in rows if cell in each), [cell])
        for other in row:
            found = self._spoken_of(other)
            if found is not None:
                return _owner(found, "table")
        column = row.index(cell)
        if rows and column < len(rows[0]):
            found = self._spoken_of(rows[0][column])
            if found is not None:
                return _owner(found, "table")
        heads = rows[0] if rows else []
        heading = self._harm_heading(cell)
        if heading is not None:
            return self._of_heading(heading, "table")
        if any("harm-generic" in reading.tags[head.index] for head in heads):
            return self._promoted("table")
        return NOBODY

    def _rows(self, cell: Sentence) -> list[list[Sentence]]:
        """The rows of the cell's table: cells of one row or on one line, in order."""
        sentences = self._reading.sentences
        first = last = cell.index
        while first > 0 and sentences[first - 1].kind == "table":
            first -= 1
        while last + 1 < len(sentences) and sentences[last + 1].kind == "table":
            last += 1
        rows: list[list[Sentence]] = []
        for each in sentences[first : last + 1]:
            if not rows or self._starts_row(rows[-1][-1], each):
                rows.append([])
            rows[-1].append(each)
        return rows

    def _starts_row(self, before: Sentence, cell: Sentence) -> bool:
        """Whether a cell stands in another row than the one before it, or on another line."""
        blocks = self._reading.blocks
        if blocks[cell.block].level:
            return blocks[before.block].level != blocks[cell.block].level
        return "\n" in self._reading.document.text[before.span.start : cell.span.start]


def is_of_illness(scene: Scene, start: int) -> bool:
    """Whether the harm at a token is what an illness does, and no treatment."""
    return (
        _illness_acts(scene, start) or _is_symptom(scene, start) or _illness_is_cause(scene, start)
    )


def _illness_is_spoken_of(scene: Scene) -> bool:
    """Whether the sentence is on an illness: "Marked by organ damage, lupus can affect"."""
    return any(
        "condition" in mention.term.tags
        and mention.term.tags.isdisjoint(_HARM)
        and _ASIDE.isdisjoint(scene.words[scene.back(mention.start, 4) : mention.start])
        for mention in scene.mentions
    )


def _illness_acts(scene: Scene, start: int) -> bool:
    """Whether an illness is the subject of the verb that brings the harm."""
    ills = [m for m in scene.mentions if m.term.tags & ILLNESS and m.end <= start]
    subjects = [m for m in ills if _ASIDE.isdisjoint(scene.words[scene.back(m.start, 4) : m.start])]
    return any(
        subject.end <= cue.start
        for tag in _ACTS
        for cue in scene.tagged(tag, 0, start + 1)
        for subject in subjects
    )


def _is_symptom(scene: Scene, start: int) -> bool:
    """Whether the harm stands in a list of symptoms or signs."""
    before = scene.words[scene.sentence.first : start]
    if scene.among("symptom-word").isdisjoint(before):
        return False
    return not scene.among("opens-list").isdisjoint(before) and not any(
        "harm-generic" in m.term.tags for m in scene.mentions
    )


def _illness_is_cause(scene: Scene, start: int) -> bool:
    """Whether an illness behind the harm is its cause: "complications of gout"."""
    general = any(m.start == start and "harm-generic" in m.term.tags for m in scene.mentions)
    for mention in scene.mentions:
        if mention.start < start or not mention.term.tags & ILLNESS:
            continue
        ties = scene.tagged("because", start, mention.start)
        if ties and mention.start - ties[-1].end <= 3:
            return True
        if general and scene.words[mention.start - 1] == "of":
            return True
    return False


def _owner(treatment: Named, link: Link) -> Owner:
    return Owner(treatment.name or None, link, treatment.comparator, treatment.medicine)
