"""Every signal by name: those that are code, and those that are wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.instruments import benefits, furniture, harms, kinds, research, sources
from medlint.instruments.signals import Signal
from medlint.instruments.wordings import WORDINGS_FILE, Wordings
from medlint.tomlfile import Mistake, TomlFile

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

#: The signals that no list of wordings could tell.
CODED: Mapping[str, Callable[[Reading], Signal]] = {
    "treatment": kinds.treatment,
    "about-food-or-exercise": kinds.food_or_exercise,
    "about-low-risk": kinds.low_risk,
    "about-test": kinds.test,
    "harms-named": harms.named,
    "harms-sized": harms.sized,
    "harms-unnamed": harms.unnamed,
    "safety-assured": harms.assured,
    "benefits": benefits.benefits,
    "participants": research.participants,
    "results": research.results,
    "references": sources.references,
    "citations": sources.citations,
    "sources-named": sources.named,
    "author": furniture.author,
    "credentials": furniture.credentials,
    "date": furniture.date,
    "updated": furniture.updated,
    "disclosure": furniture.disclosure,
}


class Signals:
    """All signals that instruments may name."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon) -> Signals:
        """The signals with the wordings of a folder of instruments; raises RuleError."""
        path = folder / WORDINGS_FILE
        wordings = Wordings.load(path, lexicon)
        taken = sorted(wordings.names & CODED.keys())
        if taken:
            texts = (f"{name} is a signal that medlint works out; rename it" for name in taken)
            mistakes = [Mistake((n,), t) for n, t in zip(taken, texts, strict=True)]
            raise TomlFile.read(path).error(mistakes)
        return cls(wordings)

    @property
    def names(self) -> frozenset[str]:
        """What the signals are called."""
        return self._wordings.names | CODED.keys()

    def of(self, reading: Reading) -> Mapping[str, Signal]:
        """The signals of an article, each worked out when it is first asked for."""
        return _Held(reading, self._wordings)


class _Held(Mapping[str, Signal]):
    """The signals of one article."""

    def __init__(self, reading: Reading, wordings: Wordings) -> None:
        self._reading = reading
        self._wordings = wordings
        self._found: dict[str, Signal] = {}

    def __getitem__(self, name: str) -> Signal:
        if name not in self._found:
            coded = CODED.get(name)
            self._found[name] = (
                coded(self._reading) if coded else self._wordings.signal(name, self._reading)
            )
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._wordings.names | CODED.keys()))

    def __len__(self) -> int:
        return len(self._wordings.names | CODED.keys())
