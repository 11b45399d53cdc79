"""One sentence as the harms package reads it: its treatments, its harms, and the words of harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlint.harms.sameness import LOOKUPS
from medlint.language.intervention import (
    is_comparator,
    is_intervention,
    is_named_intervention,
)
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: The longest short form that counts as the name of a harm, in letters.
LONGEST_ACRONYM = 6

#: Tags of general and named words of harm, and of what an illness is.
RISK_WORDS = frozenset({"harm", "harm-serious", "harm-generic"})
ILLNESS = frozenset({"condition", "condition-head"})
_HARMS = frozenset({"harm", "harm-serious", "condition", "symptom"})
_TELLING = frozenset({"harm-name", "unsafe", "not-known", "harms-body", "raises"})
_CAUSAL = frozenset({"effects", "because", "linked", "made-by"})
# Endings of adjectives, adverbs and nouns of action, which name no medicine.
_NO_NAME = ("ed", "ly", "ing", "ous", "ive", "al", "ic", "tion", "sion", "ent", "ary")
# Neither is a harm that somebody names: the one ends a treatment, the others are too general.
_TOO_GENERAL = frozenset({"withdrawal", "symptom", "overdose"})
_NAMING = frozenset({"intervention", "investigational", "intervention-bare", "endogenous"})
_COMPARING = (["compared", "with"], ["compared", "to"])


@dataclass(frozen=True, slots=True)
class Named:
    """A treatment or a harm in a sentence: half-open token range and listed name.

    A treatment that is only "conventional drugs" has an empty name.
    `medicine` says that a treatment is one medicine by name, not a class of them or a procedure;
    `comparator` that it is only what another is compared with; `guessed` that nothing but its
    place shows it to be a treatment.
    """

    start: int
    end: int
    name: str
    medicine: bool = False
    comparator: bool = False
    guessed: bool = False


class Scene:
    """The treatments, the harms and the words of harm of one sentence."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.sentence = sentence
        self.words = reading.words
        self.mentions = reading.mentions[sentence.index]
        self._own = reading.harm_words[sentence.index]

    @once
    def may_tell(self) -> bool:
        """Whether the sentence has a word that a statement of harm could be made with."""
        tags = self.reading.tags[self.sentence.index]
        if not RISK_WORDS.isdisjoint(tags):
            return True
        own = frozenset[str]().union(*(mention.term.tags for mention in self._own))
        return not _TELLING.isdisjoint(own) or not (
            _CAUSAL.isdisjoint(own) or _HARMS.isdisjoint(tags)
        )

    def among(self, tag: str) -> frozenset[str]:
        """The words of a kind that are only looked up."""
        return self.reading.lexicon.part(LOOKUPS).words_tagged(tag)

    def tagged(self, tag: str, first: int = 0, last: int | None = None) -> list[Mention]:
        """The words of harm of a kind, in text order: all, or those wholly in a token range."""
        end = self.sentence.last if last is None else last
        return [
            mention
            for mention in self._own
            if first <= mention.start and mention.end <= end and tag in mention.term.tags
        ]

    def tagged_over(self, first: int, last: int) -> list[Mention]:
        """The words of harm of which some token is in a half-open token range."""
        return [mention for mention in self._own if mention.start < last and mention.end > first]

    def places(self, tags: tuple[str, ...], first: int, last: int) -> set[int]:
        """The tokens of the words of harm of these kinds in a half-open token range."""
        return {
            at
            for tag in tags
            for mention in self.tagged(tag, first, last)
            for at in range(mention.start, mention.end)
        }

    def back(self, at: int, count: int) -> int:
        """The token `count` places before another, or the first of the sentence."""
        return max(self.sentence.first, at - count)

    def ahead(self, at: int, count: int) -> int:
        """The token `count` places behind another, or the end of the sentence."""
        return min(self.sentence.last, at + count)

    def causal(self, first: int, last: int) -> bool:
        """Whether a word in a half-open token range makes what is before it a cause."""
        return any(word in ("which", "that", "with") for word in self.words[first:last]) or any(
            self.tagged(tag, first, last) for tag in ("effects", "linked", "befalls")
        )

    def speaks_of_harm(self, at: int) -> bool:
        """Whether the words up to a token make it a harm: a cause, or "side effects"."""
        return self.causal(self.sentence.first, at) or any(
            "harm-generic" in mention.term.tags for mention in self.mentions
        )

    def denied(self, at: int) -> bool:
        """Whether the word at a token is negated."""
        return "negated" in self.reading.context(self.sentence).at(at)

    @property
    def names_no_illness(self) -> bool:
        """Whether the sentence names no illness whose harm it could be."""
        return not any(
            m.term.tags & ILLNESS and not m.term.tags & RISK_WORDS for m in self.mentions
        )

    @property
    def says_side_effect(self) -> bool:
        """Whether a general word of harm can only be about a treatment: "side effects"."""
        vague = self.among("vague")
        return self.names_no_illness and any(
            "harm-generic" in m.term.tags and m.term.lemma not in vague for m in self.mentions
        )

    @once
    def treatments(self) -> list[Named]:
        """What is given, taken or done, by name, in text order."""
        found = {treatment.start: treatment for treatment in self._shown_by_place()}
        found |= {treatment.start: treatment for treatment in self._aliases()}
        drugs = self.tagged("drug")
        found |= {drug.start: _named(drug, medicine=True) for drug in drugs}
        for mention in self.mentions:
            if not self._is_treatment(mention) or any(
                each.start < mention.start < each.end for each in found.values()
            ):
                continue
            for at in range(mention.start, mention.end):
                found.pop(at, None)
            medicine = any(m.start < mention.end and m.end > mention.start for m in drugs)
            treatment = _named(mention, medicine=medicine or self._is_one(mention))
            if not _NAMING & mention.term.tags:
                treatment = replace(treatment, name="", medicine=False)
            found[mention.start] = treatment
        describing = self.among("describing")
        return [
            self._compared(found[start])
            for start in sorted(found)
            # "Thiamine-responsive anaemia" speaks of no treatment.
            if describing.isdisjoint(self.words[found[start].end : found[start].end + 1])
        ]

    def _aliases(self) -> Iterator[Named]:
        """The places of words that stand for a treatment in this article only."""
        names = self.reading.lexicon.part("harms")
        for words, name in self.reading.treatment_aliases.items():
            term = names.term(name)
            medicine = name == " ".join(words) or (term is not None and "drug" in term.tags)
            for at in range(self.sentence.first, self.sentence.last):
                if self.words[at] == words[0] and (
                    tuple(self.words[at : at + len(words)]) == words
                ):
                    yield Named(at, at + len(words), name, medicine)

    def _is_treatment(self, mention: Mention) -> bool:
        """Whether a mention names a treatment, also in a bare word such as "surgery"."""
        tags, lemma = mention.term.tags, mention.term.lemma
        if "endogenous" in tags:
            return is_intervention(self.reading, self.sentence, mention)
        if is_named_intervention(mention):
            # "Epidural" is as often the place of a disease.
            return lemma != "epidural"
        if "intervention-bare" in tags and lemma != "medication":
            return True
        # "Conventional drugs" are others than the article's own.
        return is_intervention(self.reading, self.sentence, mention) and is_comparator(
            self.reading, self.sentence, mention
        )

    def _is_one(self, mention: Mention) -> bool:
        """Whether a name of one word is that of a medicine, not of a class or a procedure."""
        return mention.end - mention.start == 1 and not any(
            each.start == mention.start for each in self.tagged("not-a-medicine")
        )

    def _compared(self, treatment: Named) -> Named:
        """The treatment, marked where it is only what another is compared with."""
        if self.words[max(0, treatment.start - 2) : treatment.start] in _COMPARING:
            return replace(treatment, comparator=True)
        mention = next((m for m in self.mentions if m.start == treatment.start), None)
        if mention is None or not is_comparator(self.reading, self.sentence, mention):
            return treatment
        return replace(treatment, comparator=True)

    def _shown_by_place(self) -> Iterator[Named]:
        """Words that only their place shows to name a treatment: "X-induced", "receiving X"."""
        for mention in self.tagged("shows-name"):
            tags = mention.term.tags
            if not tags.isdisjoint(("receives", "because")):
                yield from self._name_at(self._past_qualities(mention.end))
            else:
                yield from self._name_at(mention.start - 1)
            if "given" in tags and self.words[mention.end : mention.end + 1] in (["with"], ["of"]):
                yield from self._name_at(self._past_qualities(mention.end + 1))

    def _past_qualities(self, at: int) -> int:
        """The first token from `at` that is neither a number nor a word such as "oral"."""
        qualities = self.among("quality")
        while at < self.sentence.last and (
            self.words[at] in qualities or self.words[at][0].isdigit()
        ):
            at += 1
        return at

    def _name_at(self, at: int) -> Iterator[Named]:
        """The word at a token as the name of a treatment, if it can be one."""
        if not self.sentence.first <= at < self.sentence.last:
            return
        word = self.words[at]
        if len(word) < 3 or not word[0].isalpha() or word.endswith(_NO_NAME):
            return
        if word in self.among("no-name") or word in self.among("quality"):
            return
        if not any(m.start <= at < m.end for m in (*self.mentions, *self._own)):
            yield Named(at, at + 1, word, guessed=True)

    @once
    def harms(self) -> list[Named]:
        """What is named as a harm or an illness, in text order."""
        found = {m.start: _named(m) for m in self.tagged("harm-name")}
        for mention in self.mentions:
            if mention.term.tags & _HARMS and mention.term.lemma not in _TOO_GENERAL:
                for at in range(mention.start, mention.end):
                    found.pop(at, None)
                found[mention.start] = _named(mention)
        found |= {harm.start: harm for harm in self._short_forms()}
        return [found[start] for start in sorted(found)]

    def _short_forms(self) -> Iterator[Named]:
        """Short forms behind "induced", which name a harm whatever they stand for."""
        for mention in self.tagged("made-by"):
            at = mention.end
            if at < self.sentence.last:
                written = self.reading.tokens.written[at]
                if 2 <= len(written) <= LONGEST_ACRONYM and written.isalpha() and written.isupper():
                    yield Named(at, at + 1, self.words[at])


def _named(mention: Mention, *, medicine: bool = False) -> Named:
    return Named(mention.start, mention.end, mention.term.lemma.lower(), medicine)
