"""A topic pack, and what it says of an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlint.topics.wordings import Wordings

if TYPE_CHECKING:
    from medlint.language.reading import Reading


@dataclass(frozen=True, slots=True)
class Harm:
    """A serious harm, with other words for it; without a `mandatory` one no article is complete.

    With `only_of`, it is asked for where one of these treatments is promoted; told, it counts
    for all.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    mandatory: bool = False
    only_of: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The name and the synonyms."""
        return self.name, *self.synonyms


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reader should also be told, though it is no harm; any of the phrases says it."""

    name: str
    phrases: tuple[str, ...]
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Established:
    """Uses for which the pack's treatments, or those named, are approved or standard care."""

    uses: tuple[str, ...]
    treatments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Treatments:
    """The treatments of a pack.

    A member is a name with its other names, or a few medicines of one kind, with commas between
    them. `endings` are the stems on which names of single words end; `without` are words that
    belong to no pack though they look so. `shared` are treatments that another pack holds, too;
    that pack must say the same.
    """

    classes: tuple[str, ...]
    members: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def names(self) -> Iterator[str]:
        """Every word for a treatment of the pack."""
        yield from self.classes
        for member in self.members:
            yield from names_of(member)

    def is_among(self, treatment: str, names: Sequence[str]) -> bool:
        """Whether a treatment is one of those named, by any name that the pack gives it."""
        from medlint.topics.book import forms_of, longest_name_in

        members = [names_of(member) for member in self.members]
        also = (name for each in members if not set(each).isdisjoint(names) for name in each)
        # The pack's own word for it decides: "growth hormone" is not the "hormone" of a list.
        own = longest_name_in(treatment, {form for name in self.names for form in forms_of(name)})
        return own is not None and own in {
            form for name in (*names, *also) for form in forms_of(name)
        }


@dataclass(frozen=True, slots=True)
class TopicExamples:
    """Short articles that prove a pack.

    In a `flagged` one too few of the pack's harms are named, in a `passing` one enough.
    `established` ones are on a use for which the treatment is approved, `unproven` ones are not.
    """

    flagged: tuple[str, ...]
    passing: tuple[str, ...]
    established: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """One pack: the harms of which an article on these treatments must name at least `least`.

    The file's name is the pack's. `not_for` are uses on which the pack has nothing to say, though
    the words for the treatment are the same. `reviewed` is the day, `reviewed_by` who did it.
    """

    name: str
    path: Path
    title: str
    about: str
    sources: tuple[str, ...]
    reviewed: date
    reviewed_by: str
    treatments: Treatments
    harms: tuple[Harm, ...]
    examples: TopicExamples
    least: int = 2
    asks: tuple[Ask, ...] = ()
    established: tuple[Established, ...] = ()
    not_for: tuple[str, ...] = ()

    @classmethod
    def of_table(cls, name: str, path: Path, table: Mapping[str, Any]) -> Topic:
        """The pack of a table of a file that was checked."""
        return cls(
            name=name,
            path=path,
            title=table["title"],
            about=table["about"].strip(),
            sources=tuple(table["sources"]),
            reviewed=date.fromisoformat(table["reviewed"]),
            reviewed_by=table["reviewed_by"],
            treatments=Treatments(**_tuples(table["treatments"])),
            harms=tuple(Harm(**_tuples(each)) for each in table["harms"]),
            examples=TopicExamples(**_tuples(table["examples"])),
            least=table.get("least", 2),
            asks=tuple(Ask(**_tuples(each)) for each in table.get("asks", ())),
            established=tuple(
                Established(**_tuples(each)) for each in table.get("established", ())
            ),
            not_for=tuple(table.get("not_for", ())),
        )

    def harms_named(self, reading: Reading) -> tuple[tuple[Harm, ...], tuple[Harm, ...]]:
        """The harms that the article tells of its treatment, and those that it should and does not.

        Harms of only some of the pack's treatments are missing where one of these is promoted.
        """
        from medlint.topics.told import told_harms

        told = told_harms(self, reading)
        return (
            tuple(harm for harm in self.harms if harm.name in told),
            tuple(
                harm
                for harm in self.harms
                if harm.name not in told and self.is_promoted_among(harm.only_of, reading)
            ),
        )

    def is_promoted_among(self, names: tuple[str, ...], reading: Reading) -> bool:
        """Whether the promoted treatment is one of those of the pack; always, if none is named."""
        return not names or self.treatments.is_among(reading.promotion.name or "", names)

    def asks_missing(self, reading: Reading) -> tuple[Ask, ...]:
        """What the pack asks for beside harms and the article does not say."""
        from medlint.topics.told import said_asks

        said = said_asks(self, reading)
        return tuple(ask for ask in self.asks if ask.name not in said)

    def is_satisfied(self, reading: Reading) -> bool:
        """Whether the article names enough of the harms, and all that is mandatory."""
        named, missing = self.harms_named(reading)
        if len(named) < self.least or any(harm.mandatory for harm in missing):
            return False
        return not any(ask.mandatory for ask in self.asks_missing(reading))

    def is_established_for(self, reading: Reading) -> bool:
        """Whether the article is on a use for which its treatment is approved or standard care."""
        from medlint.topics.uses import is_established

        return is_established(self, reading)

    @cached_property
    def harm_words(self) -> Wordings:
        """The wordings of the harms, by the harm's name."""
        return Wordings({harm.name: harm.wordings for harm in self.harms})

    @cached_property
    def ask_words(self) -> Wordings:
        """The phrases of what is asked for beside harms, by its name."""
        return Wordings({ask.name: ask.phrases for ask in self.asks})


def names_of(member: str) -> tuple[str, ...]:
    """The names of one member, which stand between commas."""
    return tuple(name.strip() for name in member.split(","))


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
