"""Instruments as data: published criteria, and for each the steps that decide what a text shows.

One TOML file of `rules/instruments/` is one instrument; docs/scorecards.md says how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from medlint.instruments.wordings import WORDINGS_FILE
from medlint.tables import read_table
from medlint.tomlfile import Mistake, TomlFile, control_characters, did_you_mean
from medlint.tomllines import KeyPath

Verdict = Literal["satisfied", "not_satisfied", "not_applicable", "not_judged"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_CONDITION = re.compile(r"(no )?([a-z][a-z0-9-]*)(?: (>=|<) (\d{1,9}))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: A signal in a reason: "{harms-named}" gives its words, "{#harms-named}" its count.
REASON_FIELD = re.compile(r"\{(#?)([a-z][a-z0-9-]*)\}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a step asks: a signal whose count is at least, or below, a number."""

    signal: str
    least: int
    below: bool

    def holds(self, count: int) -> bool:
        """Whether a count fits."""
        return count < self.least if self.below else count >= self.least


@dataclass(frozen=True)
class Step:
    """The verdict, where all of `when` hold, and the reason in plain words.

    `show` names the signals whose lines are the evidence; without it, those that `when` asks for.
    """

    verdict: Verdict
    reason: str
    when: tuple[str, ...] = ()
    show: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for text in self.when:
            read_condition(text)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of `when`."""
        return tuple(map(read_condition, self.when))

    @property
    def evidence(self) -> tuple[str, ...]:
        """The signals whose lines show why."""
        return self.show or tuple(each.signal for each in self.conditions if not each.below)

    def signals(self) -> Iterator[tuple[str, str]]:
        """Every signal that the step names, with the key that names it."""
        yield from (("when", each.signal) for each in self.conditions)
        yield from (("show", name) for name in self.show)
        yield from (("reason", found.group(2)) for found in REASON_FIELD.finditer(self.reason))


@dataclass(frozen=True)
class Item:
    """One criterion: its label in our words, what the rules look for, and the steps in order.

    The first step whose conditions hold decides; the last one has none. `examples` are short
    Markdown articles by the verdict that they must get.
    """

    name: str
    label: str
    looks_for: str
    steps: tuple[Step, ...]
    examples: Mapping[Verdict, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f'name "{self.name}" must be small letters joined by underscores')
        if not self.steps:
            raise ValueError("steps is empty; write at least one [[items.steps]]")
        if self.steps[-1].when:
            raise ValueError(
                "steps must end with one that has no `when`, so that there is always a verdict"
            )
        if any(not step.when for step in self.steps[:-1]):
            raise ValueError("steps may hold only one without `when`, and that one comes last")


@dataclass(frozen=True)
class _InstrumentFile:
    """The keys of an instrument's file."""

    title: str
    source: str
    about: str
    limits: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """Published criteria; `limits` says what its scorecard does not tell."""

    name: str
    title: str
    source: str
    about: str
    limits: str
    items: tuple[Item, ...]


def instrument_files(folder: Path) -> tuple[Path, ...]:
    """The files of the instruments of a folder, by name."""
    return tuple(sorted(path for path in folder.glob("*.toml") if path.name != WORDINGS_FILE))


def load_instrument(path: Path, signals: Collection[str]) -> Instrument:
    """The instrument in a file; `signals` are those there are. Raises RuleError, as rules do."""
    file = TomlFile.read(path)
    mistakes = [*control_characters(file.data)]
    read = read_table(_InstrumentFile, file.data, (), mistakes)
    if read is not None:
        mistakes += _unknown_signals(read.items, signals)
        mistakes += _names_twice(read.items)
    if mistakes:
        raise file.error(mistakes)
    return Instrument(path.stem, read.title, read.source, read.about, read.limits, read.items)


def read_condition(text: str) -> Condition:
    """A condition as written: "NAME", "no NAME", "NAME >= 2" or "NAME < 2".

    Raises ValueError for anything else.
    """
    found = _CONDITION.fullmatch(text)
    if not found or (found.group(1) and found.group(3)):
        raise ValueError(
            f'when: "{text}" is no condition; write "NAME", "no NAME", "NAME >= 2" or "NAME < 2"'
        )
    denied, name, sign, number = found.groups()
    if sign is None:
        return Condition(name, 1, below=bool(denied))
    return Condition(name, int(number), below=sign == "<")


def _unknown_signals(items: tuple[Item, ...], known: Collection[str]) -> Iterator[Mistake]:
    for number, item in enumerate(items):
        for index, step in enumerate(item.steps):
            at: KeyPath = ("items", number, "steps", index)
            for key, name in step.signals():
                if name not in known:
                    yield Mistake(
                        (*at, key), f'there is no signal "{name}"; {did_you_mean(name, known)}'
                    )


def _names_twice(items: tuple[Item, ...]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.name in seen:
            yield Mistake(
                ("items", number, "name"), f'name "{item.name}" is taken by an earlier item'
            )
        seen.add(item.name)
