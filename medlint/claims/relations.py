"""Where a sentence says that one thing goes with, differs from or acts on another.

The grades follow Yu, Li and Wang, "Detecting causal language use in science findings" (EMNLP
2019): correlational, conditional causal, direct causal. A denied relation keeps its grade, as
there; whether it is denied is the context's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from medlint.claims.said import Said, what_is_said
from medlint.language.predicates import Predicate, predicate_at

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

Strength = Literal["correlational", "conditional", "causal"]
Form = Literal[
    "verb", "passive", "participle", "imperative", "infinitive", "effect", "gives", "because",
    "quality", "association", "comparison", "trend", "open-verb",
]  # fmt: skip
Voice = Literal["active", "passive", "nominal"]

#: Longest title in tokens; a headline drops verbs and articles and is read accordingly.
LONGEST_HEADLINE = 18
#: An inserted phrase has closed before a verb behind a comma this far into the sentence, in tokens.
_AFTER_INSERTION = 4
_EFFECT_REACH = 6
_QUALITY_REACH = 5
_OBJECT_REACH = 4
_HEALTH_REACH = 9
_EMBEDDED_REACH = 6
_SEEN_REACH = 16
#: A subject without a verb in it is no longer than this, in tokens.
_LONGEST_SUBJECT = 8
# Without a word of these tables or something of health, a sentence relates nothing.
_RELATING = frozenset(
    {"acts", "moves", "associates", "association", "associative", "compared", "because", "effect",
     "quality", "gives", "change-noun", "tentative"}
)  # fmt: skip
_SAME_IN_THE_PAST = frozenset({"cut", "hurt", "put", "upset"})
_NAMES = frozenset(
    {"intervention", "intervention-generic", "intervention-form", "condition", "symptom",
     "population", "professional", "outcome-good", "outcome-bad", "outcome-neutral"}
)  # fmt: skip
_RISKS = frozenset({"risk", "risks", "odds", "chance", "chances", "likelihood"})
# As an adjective, the participle of one of these only describes: "had reduced mobility".
_DESCRIBING = frozenset(
    {"increase", "decrease", "improve", "reduce", "lower", "raise", "elevate", "impair", "alter",
     "limit", "enhance", "change", "heighten", "diminish"}
)  # fmt: skip
_HEALTH = frozenset(
    {"condition", "condition-head", "symptom", "outcome-bad", "outcome-good", "outcome-neutral",
     "mechanism", "health-quantity", "harm", "body-part", "biology-wanted", "outcome-high-bad"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: half-open token range of its predicate, start of the verb group, grade, form.

    `weak` marks a comparing or linking word that only describes a subject when a causal verb
    follows in its clause ("higher doses reduce pain").
    """

    at: int
    end: int
    group: int
    strength: Strength
    form: Form
    weak: bool = False

    @property
    def voice(self) -> Voice:
        """How the relation is put: by an active verb, a passive one, or a noun or adjective."""
        if self.form == "passive":
            return "passive"
        verbal = ("verb", "participle", "imperative", "infinitive", "gives", "open-verb", "trend")
        return "active" if self.form in verbal else "nominal"


def relations(reading: Reading, sentence: Sentence) -> tuple[list[Relation], Said]:
    """At most one relation a clause, in text order, and the part of the sentence that says it.

    A question and research yet to be done make none.
    """
    whole = Said(sentence.first, sentence.last)
    mentions = reading.related_mentions(sentence)
    health = not reading.tags[sentence.index].isdisjoint(_HEALTH)
    if not health and not any(m.term.tags & _RELATING for m in mentions):
        return [], whole
    if "question" in reading.context(sentence).whole:
        return [], whole
    found = _SentenceRelations(reading, sentence)
    return found.by_clause(), found.said


class _SentenceRelations:
    """The relations of one sentence."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.sentence = sentence
        self.words = reading.words
        self.context = reading.context(sentence)
        self.closed = reading.lexicon.part("grammar").words_tagged
        self.mentions = reading.related_mentions(sentence)
        self.said = what_is_said(reading, sentence, self.mentions)
        short = sentence.last - sentence.first <= LONGEST_HEADLINE
        self.headline = short and self.words[sentence.last - 1] not in (".", "!")

    def by_clause(self) -> list[Relation]:
        """The relation that each clause makes: the first that is more than a description."""
        clauses: dict[int, list[Relation]] = {}
        for relation in self.all():
            if not self.is_only_urged(relation.at):
                clauses.setdefault(self.context.clause_of(relation.at).first, []).append(relation)
        if not clauses and (plain := self.plain_verb()) and not self.is_only_urged(plain.at):
            return [plain]
        return [_main(each) for each in clauses.values()]

    def all(self) -> Iterator[Relation]:
        """Every relation of what is said, in text order."""
        previous: Predicate | None = None
        for mention in self.mentions:
            if not self.said.first <= mention.start < self.said.last:
                continue
            tags = mention.term.tags
            if tags & {"acts", "moves"} and mention.term.form:
                predicate = self.predicate(mention, previous)
                previous = predicate or previous
                found = self.verb(mention, predicate) if predicate else self.other(mention)
            else:
                found = self.other(mention)
            if found is not None:
                yield found
            elif "tentative" in tags or mention.term.text in ("can", "will"):
                opened = self.open_verb(mention)
                if opened is not None:
                    yield opened

    def other(self, mention: Mention) -> Relation | None:
        """A relation put by a noun, an adjective, a linking verb or a comparison."""
        tags = mention.term.tags
        if "associates" in tags and mention.term.form:
            return self.association(mention)
        if tags & {"association", "associative"}:
            return self.nominal(mention, "association", "correlational")
        if "compared" in tags:
            return self.comparison(mention)
        if "because" in tags:
            return self.because(mention)
        if tags & {"effect", "noun-too"} and (found := self.effect(mention)):
            return found
        if "change-noun" in tags:
            return self.change(mention)
        if "quality" in tags:
            return self.quality(mention)
        if "gives" in tags and mention.term.form:
            return self.gives(mention)
        return None

    # What stands around a word

    def before(self, at: int) -> str:
        """The word before a token, empty at the start of the sentence."""
        return self.words[at - 1] if at > self.sentence.first else ""

    def after(self, at: int) -> str:
        """The word at a token, a full stop at the end of the sentence."""
        return self.words[at] if at < self.sentence.last else "."

    @cached_property
    def tagged(self) -> dict[str, list[Mention]]:
        """The mentions that frame a relation, by tag."""
        tags = ("tentative", "urges", "advises", "research", "research-noun")
        return {tag: [m for m in self.mentions if tag in m.term.tags] for tag in tags}

    def frames(self, tag: str, at: int, *, behind: bool = False) -> bool:
        """Whether a word of the tag stands in the clause of `at`, before it (or also behind)."""
        clause = self.context.clause_of(at)
        first = max(clause.first, self.said.first)
        last = clause.last if behind else at
        return any(first <= mention.start < last for mention in self.tagged[tag])

    def grade(self, at: int) -> Strength:
        """Conditional where a tentative word stands before, also in the report, else causal."""
        reported = any(m.start == self.said.report for m in self.tagged["tentative"])
        return "conditional" if reported or self.frames("tentative", at) else "causal"

    def is_only_urged(self, at: int) -> bool:
        """Whether the clause urges an action or tells of research, and so reports no relation."""
        return (
            self.frames("urges", at)
            or self.frames("advises", at, behind=True)
            or self.frames("research", at)
            or bool(self.context.at(at) & ({"need"} if self.tells_how else {"inquiry", "need"}))
        )

    @property
    def tells_how(self) -> bool:
        """Whether it is a title such as "How ginger eases nausea", which asks nothing."""
        titled = self.sentence.kind in ("title", "heading")
        return titled and self.words[self.sentence.first] in ("how", "why")

    # Verbs

    def predicate(self, mention: Mention, previous: Predicate | None) -> Predicate | None:
        """The predicate that the mention is, or None where it is a noun or an adjective."""
        found = predicate_at(self.reading, self.sentence, mention, previous)
        if found is None and self.closes_insertion(mention):
            found = Predicate(mention, "finite", mention.start)
        if found is not None and "noun-too" in mention.term.tags and not self.is_verb(mention):
            return None
        return found

    def closes_insertion(self, mention: Mention) -> bool:
        """Whether the comma before a verb ends what was inserted behind its subject."""
        at = mention.start
        while self.before(at).endswith("ly"):
            at -= 1
        inserted = self.before(at) == "," and at - self.said.first > _AFTER_INSERTION
        if not inserted or self.after(mention.end) in self.closed("no-object"):
            return False
        # Without an adverb, ", delayed development" is the next item of a list.
        if mention.term.form == "s":
            return True
        phrasal = mention.end - mention.start > 1
        return mention.term.form == "ed" and (phrasal or at < mention.start)

    def is_verb(self, mention: Mention) -> bool:
        """Whether the neighbours of a word that is as often a noun show it to be a verb."""
        form = mention.term.form
        before, after = self.before(mention.start), self.after(mention.end)
        if form not in ("base", "s"):
            return True
        if self.is_part_of_name(mention):
            return False
        if before in self.closed("before-verb"):
            return True
        if before.endswith("ly"):
            return after not in self.closed("no-object")
        if before in self.closed("determiner") or before in self.closed("preposition"):
            return False
        if after in self.closed("determiner") or after in _RISKS:
            # After a figure or a bracket, "lower risks" are risks that are lower.
            return before.isalpha() and before not in ("cent", "percent")
        if after in self.closed("no-object"):
            return False
        if form == "s":
            return before not in ("and", "or")
        if mention.term.lemma in _SAME_IN_THE_PAST:
            return before.isalpha()
        plural = before.endswith("s") and not before.endswith("ss")
        return plural or not before or before in self.closed("plural-subject")

    def is_part_of_name(self, mention: Mention) -> bool:
        """Whether the word belongs to a longer name: "hearing aids", "birth control"."""
        return any(
            m.start <= mention.start < m.end and m.end - m.start > 1
            for m in self.reading.mentions[self.sentence.index]
            if m.term.tags & _NAMES
        )

    def verb(self, mention: Mention, predicate: Predicate) -> Relation | None:
        """A causal verb by its role in the sentence."""
        after = self.after(mention.end)
        if predicate.role == "passive":
            return self.passive(mention, predicate)
        if self.defines(predicate) or self.counts_people(mention):
            return None
        if self.is_research(predicate):
            return None
        if self.only_describes(mention):
            had = self.before(mention.start) in self.closed("have")
            return self.made(predicate, "trend", "correlational") if had else None
        light = "light" in mention.term.tags and not self.headline
        if light and not self.acts_on_health(mention):
            return None
        if "moves" in mention.term.tags and after in self.closed("no-object"):
            return self.made(predicate, "trend", "correlational")
        if predicate.role in ("finite", "coordinated"):
            return self.made(predicate, "verb", self.grade(mention.start))
        if predicate.role == "infinitive":
            enabled = self.words[max(self.sentence.first, predicate.group - 1)]
            if enabled in self.closed("enables-infinitive"):
                return self.made(predicate, "infinitive", self.grade(mention.start))
            return None
        asked = "please" in self.words[self.sentence.first : predicate.at]
        if predicate.role == "imperative" and self.headline and not asked:
            return self.made(predicate, "imperative", self.grade(mention.start))
        return self.participle(mention, predicate)

    def defines(self, predicate: Predicate) -> bool:
        """Whether the verb only says what an illness is: "a disorder that affects the nerves"."""
        words, group = self.words, predicate.group
        if self.before(group) not in ("that", "which", "in"):
            return False
        return any(
            "condition-head" in m.term.tags and 1 <= group - m.end <= 2
            for m in self.reading.mentions[self.sentence.index]
        ) and not self.closed("copula").isdisjoint(words[self.said.first : group])

    def counts_people(self, mention: Mention) -> bool:
        """Whether "affects" only says how many have an illness: "affects one in ten"."""
        if mention.term.lemma != "affect":
            return False
        behind = self.words[mention.end : mention.end + _OBJECT_REACH]
        return any(word[0].isdigit() or word in _COUNTING for word in behind)

    def acts_on_health(self, mention: Mention) -> bool:
        """Whether something of health stands close behind a verb of many uses."""
        reach = mention.end + _HEALTH_REACH
        mentions = self.reading.mentions[self.sentence.index]
        if any(mention.end <= m.start < reach and m.term.tags & _HEALTH for m in mentions):
            return True
        behind = self.words[mention.end : mention.end + _OBJECT_REACH]
        return not self.closed("person-word").isdisjoint(behind)

    def participle(self, mention: Mention, predicate: Predicate) -> Relation | None:
        """A result clause (", reducing pain"), or a headline's verb ("device easing pain")."""
        follows = self.before(mention.start) == ","
        if predicate.role != "participle" and not (predicate.role == "gerund" and follows):
            return None
        has_object = self.after(mention.end) not in self.closed("no-object")
        if follows or (self.headline and has_object and mention.start > self.said.first + 1):
            return self.made(predicate, "participle", self.grade(mention.start))
        return None

    def passive(self, mention: Mention, predicate: Predicate) -> Relation | None:
        """A passive names its cause behind "by"; without one it only reports a change."""
        if self.names_cause(mention):
            return self.made(predicate, "passive", self.grade(mention.start))
        light = "light" in mention.term.tags
        if not light and self.grade(mention.start) == "conditional":
            return self.made(predicate, "passive", "conditional")
        if "moves" in mention.term.tags or mention.term.lemma in _DESCRIBING:
            return self.made(predicate, "trend", "correlational")
        return None

    def names_cause(self, mention: Mention) -> bool:
        """Whether "by" and something other than a figure follow: "by aspirin", not "by 46 %"."""
        behind = self.words[mention.end : mention.end + _OBJECT_REACH]
        if "by" not in behind:
            return False
        at = mention.end + behind.index("by") + 1
        return not any(word[0].isdigit() for word in self.words[at : at + 3])

    def is_research(self, predicate: Predicate) -> bool:
        """Whether research or those who do it are the subject, which bring nothing about."""
        return any(
            m.start >= self.said.first and 0 <= predicate.group - m.start <= 3
            for m in self.tagged["research-noun"]
        )

    def only_describes(self, mention: Mention) -> bool:
        """Whether a past form is an adjective or opens a phrase behind its noun."""
        if mention.term.form != "ed":
            return False
        before, after = self.before(mention.start), self.after(mention.end)
        if mention.start == self.said.first != self.sentence.first:
            return True
        if before in self.closed("have"):
            adjective = mention.term.lemma in _DESCRIBING and self.has_people(mention.start)
            return adjective and after not in self.closed("determiner") | self.closed("no-object")
        if before in self.closed("preposition") or before in self.closed("determiner"):
            return True
        if self.is_verb_before(mention) and after not in self.closed("determiner"):
            return True
        transitive = "moves" not in mention.term.tags and mention.end - mention.start == 1
        return transitive and after in self.closed("preposition")

    def is_verb_before(self, mention: Mention) -> bool:
        """Whether a causal verb stands right before: "repair damaged tissue" opens an object."""
        return any(
            m.end == mention.start and m.term.form and m.term.tags & {"acts", "moves", "light"}
            for m in self.mentions
        )

    def has_people(self, at: int) -> bool:
        """Whether people or patients stand before a token in its clause."""
        first = self.context.clause_of(at).first
        mentions = self.reading.mentions[self.sentence.index]
        return any("population" in m.term.tags and first <= m.start < at for m in mentions)

    def open_verb(self, modal: Mention) -> Relation | None:
        """An unlisted verb behind can, may or could, with something of health behind it."""
        if modal.term.text not in _MODALS_OF_CLAIMS:
            return None
        at = modal.end
        while self.after(at).endswith("ly") or self.after(at) in (
            "even",
            "not",
            "also",
            "be",
            "well",
        ):
            at += 1
        verb, after = self.after(at), self.after(at + 1)
        listed = any(m.start == at and m.term.tags != {"noun-too"} for m in self.mentions)
        if (
            listed
            or not verb.isalpha()
            or verb in self.stative
            or after in self.closed("no-object")
        ):
            return None
        continued = self.before(at) == "be"
        if continued != verb.endswith("ing"):
            return None
        plain = verb in self.neutral or modal.term.text == "can"
        if plain and not self.is_of_health_behind(at + 1):
            return None
        can = modal.term.text == "can"
        return Relation(at, at + 1, modal.start, "causal" if can else "conditional", "open-verb")

    def is_of_health_behind(self, first: int) -> bool:
        """Whether something of health or people stand within a few tokens."""
        mentions = self.reading.mentions[self.sentence.index]
        reach = first + _HEALTH_REACH
        if any(first <= m.start < reach and m.term.tags & _HEALTH for m in mentions):
            return True
        return not self.closed("person-word").isdisjoint(self.words[first : first + 3])

    def plain_verb(self) -> Relation | None:
        """An unlisted verb between a thing and something of health: "armours the teeth"."""
        first = self.said.first
        for at in range(first + 1, min(first + _LONGEST_SUBJECT, self.said.last - 1)):
            word = self.words[at]
            if word in self.ends_subject:
                return None
            if self.is_plain_verb(at) and self.acts_as_subject(first, at):
                return Relation(at, at + 1, at, self.grade(at), "open-verb")
        return None

    @cached_property
    def ends_subject(self) -> frozenset[str]:
        """Words behind which no plain subject goes on."""
        return self.closed("copula") | self.closed("have") | self.closed("embeds") | _ENDS_SUBJECT

    def is_plain_verb(self, at: int) -> bool:
        """Whether an unlisted word has the form and the object of a transitive verb."""
        word, before, after = self.words[at], self.before(at), self.after(at + 1)
        if not word.isalpha() or len(word) < 4 or word in self.neutral or word in self.stative:
            return False
        article = self.after(at + 1) in self.closed("determiner")
        if not article and any(
            m.start <= at < m.end for m in self.reading.mentions[self.sentence.index]
        ):
            return False
        if before in self.closed("determiner") or before in self.closed("preposition"):
            return False
        has_article = after in self.closed("determiner") or after.endswith("'s")
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
        if word.endswith("ed"):
            shaped = has_article
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            object_follows = after.isalpha() and after not in self.closed("no-object")
            shaped = not plural and object_follows and not after.endswith("ed")
        else:
            shaped = plural and has_article and not word.endswith(("ing", "ly"))
        return shaped and self.is_of_health_behind(at + 1)

    def acts_as_subject(self, first: int, at: int) -> bool:
        """Whether what stands before is a thing: no person, research, organ or adverbial phrase."""
        if self.words[first] in self.closed("preposition") or self.words[first] in _PERSONS:
            return False
        if any(first <= m.start < at for m in self.tagged["research-noun"]):
            return False
        people = {"population", "professional", "body-part"}
        return not any(
            first <= m.start < at and m.term.tags & people
            for m in self.reading.mentions[self.sentence.index]
        ) and self.closed("person-word").isdisjoint(self.words[first:at])

    @cached_property
    def neutral(self) -> frozenset[str]:
        """Every form of the verbs that bring nothing about."""
        return self.closed("neutral-verb")

    @cached_property
    def stative(self) -> frozenset[str]:
        """Verbs that bring nothing about."""
        return self.reading.lexicon.part("relations").words_tagged("stative")

    # Nouns, adjectives, comparisons

    def effect(self, mention: Mention) -> Relation | None:
        """A noun of effect that something is said to have or to be: "has an effect on"."""
        tags = mention.term.tags
        if not tags & {"effect", "noun-too"}:
            return None
        after = self.after(mention.end)
        if "effect" in tags and self.is_had(mention):
            return self.nominal(mention, "effect", self.grade(mention.start))
        if after not in ("on", "of", "in", "for", "to", "against") or (
            "effect" not in tags and after not in ("on", "of")
        ):
            return None
        back = self.words[max(self.sentence.first, mention.start - _EFFECT_REACH) : mention.start]
        holds = self.closed("have") | self.closed("copula")
        told = any(word in holds or word in _TELLING for word in back)
        titled = self.headline and after != "to"
        if told or titled or self.is_judged(mention):
            return self.nominal(mention, "effect", self.grade(mention.start))
        return None

    def is_judged(self, mention: Mention) -> bool:
        """Whether an effect of one thing on another is said to be so: "the effect of ... was"."""
        behind = self.words[mention.end : mention.end + _SEEN_REACH]
        if "on" not in behind:
            return False
        rest = behind[behind.index("on") :]
        return not self.closed("copula").isdisjoint(rest) and _OPEN_QUESTION.isdisjoint(rest)

    def is_had(self, mention: Mention) -> bool:
        """Whether something has the effect: "has a protective effect"."""
        back = self.words[max(self.sentence.first, mention.start - _QUALITY_REACH) : mention.start]
        return not self.closed("have").isdisjoint(back)

    def change(self, mention: Mention) -> Relation | None:
        """A change that was seen: "an improvement in pain was found"."""
        words, first, last = self.words, self.sentence.first, self.sentence.last
        if self.after(mention.end) not in ("in", "of"):
            return None
        near = range(
            max(first, mention.start - _EFFECT_REACH), min(last, mention.end + _SEEN_REACH)
        )
        seen = any("seen" in m.term.tags and m.start in near for m in self.mentions)
        back = words[max(first, mention.start - 3) : mention.start]
        if not seen or "to" in back:
            return None
        return replace(self.nominal(mention, "trend", "correlational"), weak=True)

    def gives(self, mention: Mention) -> Relation | None:
        """ "Offers relief": a giving verb with an effect as its object."""
        predicate = predicate_at(self.reading, self.sentence, mention, None)
        if predicate is None or predicate.role not in ("finite", "coordinated"):
            return None
        if self.is_research(predicate):
            return None
        behind = self.words[mention.end : mention.end + _OBJECT_REACH]
        if not any(word in self.closed("outcome-word") or word in _RISKS for word in behind):
            return None
        return self.made(predicate, "gives", self.grade(mention.start))

    def quality(self, mention: Mention) -> Relation | None:
        """ "Is effective": an adjective of working behind a form of be."""
        back = self.words[max(self.sentence.first, mention.start - _QUALITY_REACH) : mention.start]
        if any(word in self.closed("copula") or word in ("as", "an", "not") for word in back):
            return self.nominal(mention, "quality", self.grade(mention.start))
        return None

    def because(self, mention: Mention) -> Relation | None:
        """A cause behind "because" or "due to", where what it explains is something of health."""
        mentions = self.reading.mentions[self.sentence.index]
        of_health = any(
            self.said.first <= m.start < self.said.last and m.term.tags & _HEALTH for m in mentions
        )
        if not of_health and not self.headline:
            return None
        return self.nominal(mention, "because", self.grade(mention.start))

    def association(self, mention: Mention) -> Relation | None:
        """A linking verb; in "risks associated with" it only describes."""
        if self.is_hyphenated(mention) or self.before(mention.start) in (
            "its",
            "their",
            "significant",
        ):
            return None
        describes = "weak" in mention.term.tags and not self.headline
        weak = describes and self.before(mention.start) not in self.closed("copula")
        return Relation(
            mention.start, mention.end, mention.start, "correlational", "association", weak
        )

    def is_hyphenated(self, mention: Mention) -> bool:
        """Whether the word is the second half of a compound: "age-related"."""
        start = self.reading.tokens.starts[mention.start]
        return start > 0 and self.reading.prose[start - 1] in "-‐‑"

    def comparison(self, mention: Mention) -> Relation | None:
        """Groups or times compared; "more than 40" and "more than doubles" compare nothing."""
        if self.is_hyphenated(mention):
            return None
        before, after = self.before(mention.start), self.after(mention.end)
        if mention.term.text == "than":
            counts = before in ("more", "less", "fewer") and not after[0].isalpha()
            verb = any(
                m.start == mention.end and m.term.tags & {"acts", "moves"} for m in self.mentions
            )
            if counts or verb or before in ("rather", "other"):
                return None
        if (
            mention.term.text in _NEED_THAN
            and "than" not in self.words[mention.end : mention.end + 8]
        ):
            return None
        lowers = mention.term.text == "lower risk"
        if lowers and (before in self.closed("before-verb") or before.endswith("ly")):
            return self.nominal(mention, "effect", self.grade(mention.start))
        return self.nominal(mention, "comparison", "correlational")

    def nominal(self, mention: Mention, form: Form, strength: Strength) -> Relation:
        """A relation put by a noun, an adjective or a phrase."""
        weak = form in ("association", "comparison") and "weak" in mention.term.tags
        return Relation(mention.start, mention.end, mention.start, strength, form, weak)

    def made(self, predicate: Predicate, form: Form, strength: Strength) -> Relation:
        """A relation put by a verb; one in a clause within the clause yields to the main verb."""
        back = self.words[max(self.said.first, predicate.group - _EMBEDDED_REACH) : predicate.group]
        embedded = not self.closed("embeds").isdisjoint(back)
        return Relation(predicate.at, predicate.end, predicate.group, strength, form, embedded)


_MODALS_OF_CLAIMS = frozenset(
    {"may", "might", "could", "can", "can potentially", "can possibly", "may well", "might well",
     "could well", "seem to", "seems to", "seemed to", "appear to", "appears to", "appeared to"}
)  # fmt: skip
_ENDS_SUBJECT = frozenset(
    {",", ";", ":", "(", "can", "may", "might", "could", "will", "would", "should", "must", "do",
     "does", "did", "if", "when", "because", "although", "while", "to", "—", "–"}
)  # fmt: skip
_OPEN_QUESTION = frozenset(
    {"unclear", "unknown", "uncertain", "studied", "assessed", "examined", "investigated",
     "evaluated", "tested", "compared", "measured", "debated", "analysed", "analyzed", "explored"}
)  # fmt: skip
_COUNTING = frozenset(
    {"%", "percent", "one", "two", "three", "four", "five", "half", "third", "million", "millions",
     "many", "most", "hundreds", "thousands", "estimated"}
)  # fmt: skip
_PERSONS = frozenset({"we", "you", "i", "he", "she", "they", "who", "there", "everyone"})
_TELLING = frozenset(
    {"show", "shows", "showed", "shown", "find", "finds", "found", "demonstrate", "demonstrates",
     "demonstrated", "exert", "exerts", "exerted", "play", "plays", "played", "playing", "of"}
)  # fmt: skip
_NEED_THAN = frozenset(
    {
        "better",
        "best",
        "worst",
        "worse",
        "similar",
        "comparable",
        "more often",
        "less often",
        "healthier",
        "the lower",
        "the higher",
        "the greater",
    }
)


def _main(found: list[Relation]) -> Relation:
    """The relation that a clause makes: a causal verb outranks a comparison in its subject."""
    first = found[0]
    if not first.weak:
        return first
    strong = next((each for each in found if not each.weak), first)
    return strong if strong.strength != "correlational" else replace(first, weak=False)
