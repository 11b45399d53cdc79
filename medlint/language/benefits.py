"""Sentences that speak of a benefit of a treatment, asserted, hedged or promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from medlint.language.contexts import Context
from medlint.language.gains import tells_gain
from medlint.language.intervention import is_comparator, is_intervention, is_named_intervention

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: "promised" is a benefit that is held out: hoped for, aimed at, yet to come.
Told = Literal["asserted", "promised", "hedged"]
#: From the firmest to the weakest.
TOLD: tuple[Told, ...] = get_args(Told)

# Contexts in which a sentence holds no benefit out to the reader at all; a hedged, intended or
# promised benefit still does.
_NO_BENEFIT: frozenset[Context] = frozenset(
    {"negated", "need", "definition", "question", "myth", "meta", "inquiry"}
)
_HELD_OUT: frozenset[Context] = frozenset({"anticipation", "purpose"})
# A title with one of these is on treatments, though it may name none.
_TREATMENTS = frozenset({"intervention", "investigational", "intervention-generic"})
#: An article promotes a treatment that its title does not name only if it names it this often ...
MENTIONS_WITHOUT_TITLE = 5
#: ... and in at least this share of its sentences.
SHARE_WITHOUT_TITLE = 0.2
#: The share where the title only names an illness.
SHARE_IN_EXPLAINER = 0.5
_ILLNESS = frozenset({"condition", "condition-head", "symptom"})


@dataclass(frozen=True, slots=True)
class Benefit:
    """A benefit that a prose sentence, `sentence` being its index, tells of a treatment.

    `treatment` is its listed name, the promoted one's for all its aliases; None where the sentence
    does not tell and the article promotes none. `comparator` says that it is only compared with.
    """

    sentence: int
    kind: Told
    treatment: str | None
    of_promoted: bool
    comparator: bool


def find_benefits(reading: Reading) -> Iterator[Benefit]:
    """Every benefit told of a treatment, claims first, each in text order.

    A sentence that tells several is there several times.
    """
    claimed: set[int] = set()
    for claim in reading.claims:
        if claim.kind == "safety" or claim.contexts & _NO_BENEFIT:
            continue
        if reading.sentences[claim.sentence].is_prose:
            claimed.add(claim.sentence)
            yield _of_claim(reading, claim)
    for sentence in _hopes(reading):
        claimed.add(sentence)
        yield Benefit(sentence, "promised", reading.promotion.name, True, False)
    if is_topic(reading):
        for index in _gains(reading):
            # What a claim or a hope tells is told already, and how firmly.
            if index not in claimed:
                yield Benefit(
                    index, _kind_of_gain(reading, index), reading.promotion.name, True, False
                )
    yield from _gains_of_others(reading)


def benefit_sentences(reading: Reading) -> tuple[Sentence, ...]:
    """The prose sentences that hold out a benefit of the promoted intervention, in order."""
    if not is_topic(reading):
        return ()
    found = {benefit.sentence for benefit in reading.told_benefits if benefit.of_promoted}
    return tuple(reading.sentences[index] for index in sorted(found))


@dataclass(frozen=True, slots=True)
class TreatmentBenefits:
    """The sentences that hold out a benefit of one treatment, in text order.

    `name` is the treatment's listed form in lower case.
    """

    name: str
    sentences: tuple[Sentence, ...]


def benefits_by_treatment(reading: Reading) -> tuple[TreatmentBenefits, ...]:
    """The benefits of each named treatment, where the article's subject is treatments.

    One that is only compared with has none. Aliases count as one treatment.
    """
    if not (is_topic(reading) or _title_is_on_treatments(reading)):
        return ()
    found: dict[str, set[int]] = {}
    for benefit in reading.told_benefits:
        name = benefit.treatment
        if name is None or benefit.comparator:
            continue
        known = next((each for each in found if reading.promotion.are_same(each, name)), name)
        found.setdefault(known, set()).add(benefit.sentence)
    return tuple(
        TreatmentBenefits(name, tuple(reading.sentences[index] for index in sorted(indexes)))
        for name, indexes in found.items()
    )


def _title_is_on_treatments(reading: Reading) -> bool:
    title = reading.title
    return title is not None and not _TREATMENTS.isdisjoint(reading.tags[title.index])


def is_topic(reading: Reading) -> bool:
    """Whether the article is about its treatment, not about a disease that this also treats."""
    promotion = reading.promotion
    if promotion.name is None:
        return False
    if promotion.is_topic_by_place:
        return True
    if promotion.is_in_name_of_illness:
        return False
    naming = sum(
        any(
            is_named_intervention(m) and promotion.is_promoted(m) for m in reading.mentions[s.index]
        )
        for s in reading.prose_sentences
    )
    share = SHARE_IN_EXPLAINER if is_explainer(reading) else SHARE_WITHOUT_TITLE
    return naming >= max(MENTIONS_WITHOUT_TITLE, share * len(reading.prose_sentences))


def is_explainer(reading: Reading) -> bool:
    """Whether the title, or the first line, only names an illness, as pages on illnesses do."""
    first = reading.title or next(iter(reading.sentences), None)
    return first is not None and is_explained(reading, first)


def is_explained(reading: Reading, heading: Sentence) -> bool:
    """Whether a heading names an illness and no treatment."""
    tags = reading.tags[heading.index]
    return not _ILLNESS.isdisjoint(tags) and _TREATMENTS.isdisjoint(tags)


def _gains(reading: Reading) -> Iterator[int]:
    """Sentences of an article on a treatment that tell of a gain and name nothing else for it."""
    harmful = {told.sentence for told in reading.harm_statements}
    for sentence in reading.sentences:
        if not (sentence.is_prose or sentence.kind == "title") or sentence.index in harmful:
            continue
        if tells_gain(reading, sentence) and not _is_on_others(reading, sentence):
            yield sentence.index


#: Words within which a sentence names the treatment that it is about.
SUBJECT = 3
_SEVERAL = frozenset("and or two three four both versus vs couple pair ways".split())


def is_on_several(reading: Reading) -> bool:
    """Whether the title announces several treatments: "Two shots against heel pain"."""
    title = reading.title
    return title is not None and not _SEVERAL.isdisjoint(reading.words[title.first : title.last])


def _gains_of_others(reading: Reading) -> Iterator[Benefit]:
    """Gains told of a named treatment other than the promoted one, under a title on several."""
    if not is_on_several(reading) or len(reading.promotion.counts) < 2:
        return
    names = _short_names(reading)
    for sentence in reading.prose_sentences:
        words = reading.words[sentence.first : min(sentence.first + SUBJECT, sentence.last)]
        name = next((names[word] for word in words if word in names), None)
        if name is not None and name not in reading.promotion and tells_gain(reading, sentence):
            yield Benefit(
                sentence.index, _kind_of_gain(reading, sentence.index), name, False, False
            )


def _short_names(reading: Reading) -> dict[str, str]:
    """Single words that stand for the named treatments: "plasma" for platelet rich plasma."""
    found: dict[str, str] = {}
    for name in reading.promotion.counts:
        for word in reading.promotion.telling_words(name):
            found.setdefault(word, name)
    return found


def _kind_of_gain(reading: Reading, index: int) -> Told:
    """How firmly the sentence tells of its gain."""
    tags = reading.tags[index]
    if "anticipation" in tags:
        return "promised"
    return "hedged" if "hedge" in tags else "asserted"


def _is_on_others(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence is on treatments none of which is the promoted one."""
    mentions = reading.mentions[sentence.index]
    treatments = [m for m in mentions if is_intervention(reading, sentence, m)]
    return bool(treatments) and not any(
        not is_comparator(reading, sentence, each)
        and (not is_named_intervention(each) or reading.promotion.is_promoted(each))
        for each in treatments
    )


def _of_claim(reading: Reading, claim: Claim) -> Benefit:
    promotion, mention = reading.promotion, claim.intervention
    named = mention is not None and is_named_intervention(mention)
    of_promoted = not claim.comparator and (
        mention is None or not named or promotion.is_promoted(mention)
    )
    if of_promoted:
        treatment = promotion.name
    else:
        other = mention if named else _another(reading, claim.sentence)
        treatment = other.term.lemma.lower() if other else None
    return Benefit(claim.sentence, _kind(claim), treatment, of_promoted, claim.comparator)


def _another(reading: Reading, sentence: int) -> Mention | None:
    """The first treatment of a sentence that is not the promoted one: "drugs such as aspirin"."""
    return next(
        (
            mention
            for mention in reading.mentions[sentence]
            if is_named_intervention(mention) and not reading.promotion.is_promoted(mention)
        ),
        None,
    )


def _kind(claim: Claim) -> Told:
    if claim.asserted:
        return "asserted"
    return "promised" if claim.contexts & _HELD_OUT else "hedged"


def _hopes(reading: Reading) -> Iterator[int]:
    """Sentences that hold out hope ("offers hope", "promising") for the promoted intervention."""
    for sentence in reading.prose_sentences:
        if "anticipation" not in reading.tags[sentence.index]:
            continue
        mentions = reading.mentions[sentence.index]
        if any(
            is_named_intervention(mention)
            and reading.promotion.is_promoted(mention)
            and not is_comparator(reading, sentence, mention)
            for mention in mentions
        ):
            yield sentence.index
