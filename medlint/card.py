"""Rule cards: how often a bundled rule was right when its findings were read by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from medlint.tomlfile import RuleError, TomlFile, shown

#: Fewer findings than this say too little about a rule.
ENOUGH_READ = 30
INSUFFICIENT = "insufficient evidence"


@dataclass(frozen=True, slots=True)
class Sample:
    """Findings drawn at random from one data set: how many there were, were read, were right."""

    data: str
    seed: int
    day: date
    found: int
    read: int
    right: int


@dataclass(frozen=True, slots=True)
class Readers:
    """How far two readers agreed: findings that both read, share alike, Cohen's kappa.

    There is no kappa where both gave one and the same verdict throughout.
    """

    both: int
    alike: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Noise:
    """How many findings the rule makes in a data set of so many words."""

    data: str
    day: date
    words: int
    findings: int
    per_1000_words: float


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of labelled records that the rule flags, of those that have the label."""

    data: str
    label: str
    day: date
    labelled: int
    flagged: int
    recall: float


@dataclass(frozen=True, slots=True)
class Card:
    """What was measured about one rule.

    Of `read` findings `right` were right, `undecidable` could not be judged, the others were wrong;
    `precision` is right / read, with a 95 % Wilson interval, both None when nothing was read.
    """

    rule: str
    core: bool
    read: int
    right: int
    undecidable: int
    precision: float | None = None
    interval: tuple[float, float] | None = None
    samples: tuple[Sample, ...] = ()
    readers: Readers | None = None
    noise: tuple[Noise, ...] = ()
    recall: tuple[Recall, ...] = ()

    @property
    def sufficient(self) -> bool:
        """Whether enough findings were read for the precision to mean something."""
        return self.read >= ENOUGH_READ

    @property
    def in_short(self) -> str:
        """The precision with its interval, or that the evidence is insufficient."""
        if self.precision is None or self.interval is None:
            return f"{INSUFFICIENT}, none read"
        if not self.sufficient:
            return f"{INSUFFICIENT}, {self.right} of {self.read} right"
        low, high = self.interval
        return f"{self.precision:.2f} ({low:.2f} to {high:.2f}) of {self.read}"


def bundled_cards() -> Path:
    """`medlint/cards` in an installed wheel, `quality/cards` beside the package in a checkout."""
    package = Path(__file__).parent
    installed = package / "cards"
    return installed if installed.is_dir() else package.parent / "quality" / "cards"


def read_cards(folder: Path | None = None) -> dict[str, Card]:
    """The cards of a folder, or of the bundled rules, by the names of their rules.

    Raises RuleError when a card cannot be read.
    """
    paths = sorted((folder or bundled_cards()).glob("*.toml"))
    return {path.stem: read_card(path) for path in paths}


def read_card(path: Path) -> Card:
    """The card in a file; raises RuleError when it is not one."""
    data = TomlFile.read(path).data
    try:
        return _card(data)
    except (KeyError, TypeError, ValueError):
        advice = "make it anew with: python -m quality cards"
        raise RuleError(f"{shown(path)}:1: this is no rule card; {advice}") from None


def _card(data: Mapping[str, Any]) -> Card:
    low_and_high = data.get("interval")
    return Card(
        rule=data["rule"],
        core=data["core"],
        read=data["read"],
        right=data["right"],
        undecidable=data["undecidable"],
        precision=data.get("precision"),
        interval=None if low_and_high is None else (low_and_high[0], low_and_high[1]),
        samples=tuple(Sample(**table) for table in data.get("samples", ())),
        readers=Readers(**{"kappa": None, **data["readers"]}) if "readers" in data else None,
        noise=tuple(Noise(**table) for table in data.get("noise", ())),
        recall=tuple(Recall(**table) for table in data.get("recall", ())),
    )
