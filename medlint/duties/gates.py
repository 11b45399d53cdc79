"""What opens a duty: sentences of some kinds, so many of them, about some kind of treatment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from medlint.language.attributions import reports_evidence
from medlint.language.benefits import benefits_by_treatment, is_on_several
from medlint.language.gains import tells_gain
from medlint.language.intervention import (
    NAMED_TAGS,
    is_comparator,
    is_intervention,
    is_named_intervention,
)

if TYPE_CHECKING:
    from medlint.harms.statements import HarmStatement
    from medlint.language.claims import Claim
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: What a sentence can do that opens a duty.
SentenceKind = Literal[
    "benefit", "safety", "dose", "hope", "claim", "report", "named-harm", "serious-harm",
    "comparator-harm",
]  # fmt: skip
#: Which treatment must be spoken of.
Treatment = Literal["promoted", "unproven", "regulated", "each"]

#: The part of the lexicon that tells kinds of articles and treatments.
WORDS = "duties"
_UNITS = frozenset("mg mcg µg g ml iu units unit drops tablets capsules puffs".split())
_ILLNESS = frozenset({"condition", "condition-head", "outcome-bad", "harm", "harm-serious"})
#: Of a harm tied more loosely, it is not sure enough whose it is.
FIRM_LINKS = frozenset({"sentence", "pronoun", "section", "list", "table"})
_HEADED_LINKS = frozenset({"section", "list", "table"})
_AGAINST = frozenset("while whereas unlike instead alternative alternatives versus but".split())
_GIVING = frozenset(
    "take takes taking taken took dose doses dosage daily twice day week inject swallow"
    " apply".split()
)


@dataclass(frozen=True, slots=True)
class When:
    """One way in which a duty opens.

    `sentences`  kinds of sentences that open it: "benefit" holds out a benefit of the promoted
                 treatment, "safety" calls it safe, "dose" says how much of it to take, "hope" holds
                 out hope, "claim" claims something of any treatment, "report" reports research,
                 "named-harm" names a harm of any treatment, "serious-harm" a serious one of the
                 promoted treatment, "comparator-harm" tells a harm of what that is compared with
    `at_least`   how many such sentences open it; the rule's `claims` where not given
    `titled`     how many open it, one level lower, where the title names the treatment or
                 promises its benefit; `at_least` where not given. For "each" treatment, how
                 many open it where the title announces several
    `beside`     kinds of sentences that must stand in the article as well, with how many
    `treatment`  which treatment it is owed for: the "promoted" one; that one if it is "unproven"
                 for most uses; that one if it is a single medicine or device, which a regulator
                 judges ("regulated"); or "each" treatment whose benefits are told
    """

    sentences: tuple[SentenceKind, ...]
    at_least: int | None = None
    titled: int | None = None
    beside: Mapping[SentenceKind, int] = field(default_factory=dict)
    treatment: Treatment = "promoted"


@dataclass(frozen=True, slots=True)
class Opening:
    """The sentences that opened a duty, in text order, and the treatment that it is owed for.

    `treatment` is its name as harm statements give it, None where the duty is owed for no one
    treatment; `label` is what the article calls it. `kinds` are what the rule says of the way;
    `few` says that the sentences suffice only because the title helps.
    """

    kinds: tuple[SentenceKind, ...]
    sentences: tuple[Sentence, ...]
    label: str
    treatment: str | None
    few: bool = False


def openings(ways: Iterable[When], claims: int, reading: Reading) -> Iterator[Opening]:
    """What opens the duty by the first way that does: one opening, or one for each treatment."""
    for way in ways:
        least = way.at_least or claims
        if (
            way.treatment != "each"
            and way.titled is not None
            and reading.promotion.is_topic_by_place
        ):
            least = way.titled
        found = list(_opened(way, least, reading))
        if found:
            usual = way.at_least or claims
            yield from (replace(each, few=len(each.sentences) < usual) for each in found)
            return


def _opened(way: When, least: int, reading: Reading) -> Iterator[Opening]:
    if not _fits(way.treatment, reading):
        return
    # Most articles hold out no benefit, and looking for harms takes longer.
    kinds = sorted(way.beside, key=lambda kind: kind != "benefit")
    if way.sentences == ("benefit",) and not _benefits(reading):
        return
    if any(len(KINDS[kind](reading)) < way.beside[kind] for kind in kinds):
        return
    if way.treatment == "each":
        yield from _of_each(way, least, reading)
        return
    indexes = {each.index for kind in way.sentences for each in KINDS[kind](reading)}
    if len(indexes) >= least:
        sentences = tuple(reading.sentences[index] for index in sorted(indexes))
        yield Opening(way.sentences, sentences, reading.promotion.label, reading.promotion.name)


def _of_each(way: When, least: int, reading: Reading) -> Iterator[Opening]:
    several = way.titled is not None and is_on_several(reading)
    for told in benefits_by_treatment(reading):
        if len(told.sentences) >= (way.titled if several and way.titled else least):
            yield Opening(way.sentences, told.sentences, _label(reading, told.name), told.name)


def _label(reading: Reading, name: str) -> str:
    """What the article first calls the treatment."""
    for sentence in reading.prose_sentences:
        for mention in reading.mentions[sentence.index]:
            if mention.term.lemma.lower() == name:
                return reading.text(reading.token_span(mention.start, mention.end))
    return name


def _fits(treatment: Treatment, reading: Reading) -> bool:
    """Whether the article's treatment is of the kind that the duty is about."""
    if treatment == "unproven":
        return is_unproven(reading)
    return treatment != "regulated" or is_regulated(reading)


def is_unproven(reading: Reading) -> bool:
    """Whether the promoted treatment is one that is unproven for most uses."""
    if any("investigational" in each.term.tags for _, each in promoted_mentions(reading)):
        return True
    title = reading.title
    return title is not None and any(
        "unproven" in each.term.tags for each in reading.part_mentions(WORDS, title)
    )


def is_regulated(reading: Reading) -> bool:
    """Whether the promoted treatment is a medicine or device that a regulator approves or not."""
    return any(
        other.start < mention.end and mention.start < other.end
        for sentence, mention in promoted_mentions(reading)
        for other in reading.part_mentions(WORDS, sentence)
        if "regulated" in other.term.tags
    )


def promoted_mentions(reading: Reading) -> Iterator[tuple[Sentence, Mention]]:
    """Each place at which the title or the text names the promoted treatment, or its kind."""
    # Most articles promote none, and to go through all their mentions takes long.
    if reading.promotion.name is None:
        return
    titles = [reading.title] if reading.title else []
    for sentence in (*titles, *reading.prose_sentences):
        for mention in reading.mentions[sentence.index]:
            if (
                is_intervention(reading, sentence, mention)
                and reading.promotion.is_promoted(mention)
                and not is_comparator(reading, sentence, mention)
            ):
                yield sentence, mention


def _benefits(reading: Reading) -> Sequence[Sentence]:
    """Sentences that hold out a benefit of the promoted treatment, where one at least tells it.

    A page that says only what may one day be made of stem cells promotes none.
    """
    benefits = reading.benefits
    if not benefits:
        return ()
    told = any(each.of_promoted and each.kind != "promised" for each in reading.told_benefits)
    if told and _only_hopes(reading):
        return ()
    title = reading.title
    return benefits if told or (title is not None and tells_gain(reading, title)) else ()


def _only_hopes(reading: Reading) -> bool:
    """Whether the article says what may be done one day, and claims nothing for today."""
    places = reading.word_places
    one_day = set(places.get("one", ())) & {at - 1 for at in places.get("day", ())}
    may = {"may", "might", "could"}
    if not any(may & set(reading.words[max(0, at - 4) : at]) for at in one_day):
        return False
    return not any(claim.asserted and not claim.comparator for claim in reading.claims)


def _safety_claims(reading: Reading) -> Sequence[Sentence]:
    """Sentences that call the promoted treatment safe, whatever the article has to show for it."""
    found = {
        claim.sentence
        for claim in reading.claims
        if claim.kind == "safety" and claim.asserted and _is_of_promoted(reading, claim)
    }
    return [each for each in reading.prose_sentences if each.index in found]


def _is_of_promoted(reading: Reading, claim: Claim) -> bool:
    if claim.comparator or not claim.certain or claim.intervention is None:
        return False
    return not is_named_intervention(claim.intervention) or reading.promotion.is_promoted(
        claim.intervention
    )


def _doses(reading: Reading) -> Sequence[Sentence]:
    """Sentences that say how much of the promoted treatment to take."""
    if _UNITS.isdisjoint(reading.word_places):
        return ()
    return [each for each in reading.prose_sentences if _gives_dose(reading, each)]


def _gives_dose(reading: Reading, sentence: Sentence) -> bool:
    words = reading.words[sentence.first : sentence.last]
    if _UNITS.isdisjoint(words) or _GIVING.isdisjoint(words):
        return False
    if not any(one[0].isdigit() and other in _UNITS for one, other in pairwise(words)):
        return False
    return any(
        is_named_intervention(mention) and reading.promotion.is_promoted(mention)
        for mention in reading.mentions[sentence.index]
    )


def _hopes(reading: Reading) -> Sequence[Sentence]:
    """Sentences that hold out hope."""
    return [s for s in reading.prose_sentences if "anticipation" in reading.tags[s.index]]


def _reports(reading: Reading) -> Sequence[Sentence]:
    """Sentences that report research."""
    return [each for each in reading.prose_sentences if reports_evidence(reading, each)]


def _claims(reading: Reading) -> Sequence[Sentence]:
    """Sentences that themselves claim something of a treatment that they name."""
    claiming = {
        claim.sentence
        for claim in reading.claims
        if claim.certain and not claim.comparator and claim.asserted
    }
    return [each for each in reading.prose_sentences if each.index in claiming]


def _serious_harms(reading: Reading) -> Sequence[Sentence]:
    """Sentences that name a serious harm of the promoted treatment, and claim nothing for it."""
    treated = treated_illnesses(reading)
    return [
        reading.sentences[each.sentence]
        for each in reading.risks
        if each.serious
        and each.link in FIRM_LINKS
        and not reading.claims_of(reading.sentences[each.sentence])
        and any(treated.isdisjoint(name.split()) for name in each.harms)
        and not _is_general(reading, each)
    ]


def _is_general(reading: Reading, harm: HarmStatement) -> bool:
    """Whether the statement's first word of harm is a general one: side effects, risk."""
    return any(
        "harm-generic" in mention.term.tags
        and reading.tokens.starts[mention.start] == harm.span.start
        for mention in reading.mentions[harm.sentence]
    )


def is_of_illness(harm: HarmStatement, treated: frozenset[str]) -> bool:
    """Whether the only harms named are illnesses that the treatment is said to help.

    `treated` is what `treated_illnesses` gives. Under a heading on harms they count all the same.
    """
    return (
        bool(harm.harms)
        and harm.link not in _HEADED_LINKS
        and all(treated.issuperset(name.split()) for name in harm.harms)
    )


def treated_illnesses(reading: Reading) -> frozenset[str]:
    """The words of the illnesses in the title and in the sentences on benefits.

    A sentence that itself ties a harm to the promoted treatment is not one of these.
    """
    titles = [reading.title] if reading.title else []
    harmful = {
        each.sentence
        for each in reading.harm_statements
        if each.of_promoted and each.link == "sentence"
    }
    return frozenset(
        word
        for sentence in (*titles, *(each for each in reading.benefits if each.index not in harmful))
        for mention in reading.mentions[sentence.index]
        if mention.term.tags & _ILLNESS
        for word in mention.term.lemma.lower().split()
    )


def _named_harms(reading: Reading) -> Sequence[Sentence]:
    """Sentences that name a harm and whose it is."""
    return [
        reading.sentences[each.sentence]
        for each in reading.harm_statements
        if each.harms and (each.of_promoted or each.treatment is not None)
    ]


def _comparator_harms(reading: Reading) -> Sequence[Sentence]:
    """Sentences that tell a harm of what the promoted treatment is compared with."""
    return [reading.sentences[each.sentence] for each in compared_harms(reading)]


def compared_harms(reading: Reading) -> list[HarmStatement]:
    """Statements of harm of a treatment that is set against the promoted one."""
    if reading.promotion.name is None or not reading.harm_statements:
        return []
    treated = treated_illnesses(reading)
    rivals = _rivals(reading)
    return [
        each
        for each in reading.harm_statements
        if not each.of_promoted
        and each.link in FIRM_LINKS
        and not _is_mere_risk(reading, each)
        and (not each.harms or any(treated.isdisjoint(name.split()) for name in each.harms))
        and (each.treatment is None or each.treatment not in reading.promotion)
        and (
            each.comparator
            or _names_comparator(reading, reading.sentences[each.sentence])
            or (each.treatment is not None and _is_contrast(reading, each))
            or (each.treatment is not None and bool(each.harms) and each.treatment in rivals)
        )
    ]


#: Sentences in which an article names another treatment, if it sets the two side by side.
RIVAL_MENTIONS = 3


def _rivals(reading: Reading) -> frozenset[str]:
    """Treatments that the article sets against its own: in the title, by "than", or throughout.

    They are given by their listed names.
    """
    often: Counter[str] = Counter()
    titles = [reading.title] if reading.title else []
    for sentence in (*titles, *reading.prose_sentences):
        if NAMED_TAGS.isdisjoint(reading.tags[sentence.index]):
            continue
        against = set()
        for mention in reading.mentions[sentence.index]:
            if is_named_intervention(mention) and not reading.promotion.is_promoted(mention):
                name = mention.term.lemma.lower()
                against.add(name)
                if sentence.kind == "title" or is_comparator(reading, sentence, mention):
                    often[name] += RIVAL_MENTIONS
        often.update(against)
    return frozenset(name for name, times in often.items() if times >= RIVAL_MENTIONS)


def _is_mere_risk(reading: Reading, harm: HarmStatement) -> bool:
    """Whether only the word "risk" stands there, which is told of illnesses as often."""
    return not harm.harms and reading.text(harm.span).lower() in ("risk", "risks")


def _names_comparator(reading: Reading, sentence: Sentence) -> bool:
    """Whether a treatment of the sentence is one that others are compared with, none promoted.

    "Traditional treatments, such as steroids, often have side effects" tells of both.
    """
    treatments = [
        mention
        for mention in reading.mentions[sentence.index]
        if is_intervention(reading, sentence, mention)
    ]
    return any(is_comparator(reading, sentence, mention) for mention in treatments) and not any(
        reading.promotion.is_promoted(mention) for mention in treatments
    )


def _is_contrast(reading: Reading, harm: HarmStatement) -> bool:
    """Whether the sentence sets the harm's treatment against the promoted one."""
    sentence = reading.sentences[harm.sentence]
    words = reading.words[sentence.first : sentence.last]
    return not _AGAINST.isdisjoint(words) and any(
        is_named_intervention(mention) and reading.promotion.is_promoted(mention)
        for mention in reading.mentions[sentence.index]
    )


KINDS: Mapping[SentenceKind, Callable[[Reading], Sequence[Sentence]]] = {
    "benefit": _benefits,
    "safety": _safety_claims,
    "dose": _doses,
    "hope": _hopes,
    "claim": _claims,
    "report": _reports,
    "named-harm": _named_harms,
    "serious-harm": _serious_harms,
    "comparator-harm": _comparator_harms,
}
