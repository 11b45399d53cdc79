"""Sentences that tell the reader of a harm of a treatment.

A word is not a statement of harm: "minimise risks", "no side effects", a harm that the treatment
prevents and an illness that it is given for tell nothing of it. Whose harm it is, `whose` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.finding import Span
from medlint.harms.composed import composed_harms, may_compose
from medlint.harms.frequency import frequency_of
from medlint.harms.sameness import Names, is_of_promoted
from medlint.harms.scene import Scene
from medlint.harms.told import Harm, told_harms, unknown_safety
from medlint.harms.whose import Link as Link
from medlint.harms.whose import Owner, Owners

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: "unknown" says that not enough is known about the treatment's safety.
Kind = Literal["named", "generic", "unknown"]


@dataclass(frozen=True, slots=True)
class HarmStatement:
    """What one sentence tells of the harms of one treatment.

    `sentence` is its index, `span` the place of its first risk word. `harms` are the distinct
    harms under the names that the article first gives them, none where it says only "side
    effects". `treatment` is the canonical name of the treatment whose harms they are, None where
    the text does not tell;
    `link` is what ties the two. `frequency` is the place of a figure or rate that says how often,
    in the sentence or the next two, or of words that say that this is not known. `comparator`
    says that the treatment is only one that the article's own is compared with; `medicine`, that
    it is one medicine by name, and not a class of them or a procedure.
    """

    sentence: int
    harms: frozenset[str]
    span: Span
    serious: bool = False
    kind: Kind = "named"
    treatment: str | None = None
    link: Link = "none"
    frequency: Span | None = None
    of_promoted: bool = False
    comparator: bool = False
    medicine: bool = False


def find_harms(reading: Reading) -> Iterator[HarmStatement]:
    """Every statement of harm, of whatever treatment, in text order.

    A sentence makes one statement for each treatment whose harms it tells.
    """
    owners, names = Owners(reading), Names(reading)
    for sentence in reading.sentences:
        if sentence.is_prose or sentence.kind == "table":
            yield from _statements(reading, sentence, owners, names)


def _statements(
    reading: Reading, sentence: Sentence, owners: Owners, names: Names
) -> Iterator[HarmStatement]:
    scene = Scene(reading, sentence)
    composing = owners.article.is_on_treatment and may_compose(reading, sentence)
    if not (scene.may_tell or composing):
        return
    if reading.context(sentence).whole & {"question", "myth"}:
        return
    told: dict[Owner, list[Harm]] = {}
    named = list(told_harms(scene)) if scene.may_tell else []
    for harm in named:
        for owner in owners.of(scene, harm):
            # What nobody is said to cause may be a word for the illness itself.
            if owner.own or owner.treatment is not None or scene.speaks_of_harm(harm.start):
                told.setdefault(owner, []).append(harm)
    if composing:
        for harm in _beside(named, composed_harms(scene, announced=owners.announced(sentence))):
            if owners.article.is_about(harm):
                continue
            for owner in owners.of(scene, harm):
                if owner.own or owner.treatment is not None:
                    told.setdefault(owner, []).append(harm)
    unknown = unknown_safety(scene)
    if unknown is not None:
        for owner in owners.of(scene, unknown):
            told.setdefault(owner, []).append(unknown)
    for owner, harms in told.items():
        owners.note(sentence, owner)
        yield _statement(reading, sentence, owner, harms, names)


def _beside(named: Sequence[Harm], composed: Iterable[Harm]) -> Iterator[Harm]:
    """The composed harms that no harm told by its name covers."""
    for harm in composed:
        if not any(each.start < harm.end and harm.start < each.end for each in named if each.name):
            yield harm


def _statement(
    reading: Reading, sentence: Sentence, owner: Owner, harms: Sequence[Harm], names: Names
) -> HarmStatement:
    named = [harm for harm in harms if harm.kind == "named"]
    first = min(harms, key=lambda harm: harm.start)
    treatment = owner.treatment
    return HarmStatement(
        sentence.index,
        frozenset(names.of(harm.name) for harm in named),
        reading.token_span(first.start, first.end),
        any(harm.serious for harm in named),
        "named" if named else _lesser_kind(harms),
        treatment,
        owner.link,
        frequency_of(reading, sentence),
        owner.own
        or (treatment is not None and not owner.comparator and is_of_promoted(reading, treatment)),
        owner.comparator,
        owner.medicine,
    )


def _lesser_kind(harms: Sequence[Harm]) -> Kind:
    """The kind of statement that names no harm: where something is unknown, that."""
    return "unknown" if any(harm.kind == "unknown" for harm in harms) else "generic"
