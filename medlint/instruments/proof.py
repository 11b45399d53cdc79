"""Instruments against their own examples: each must get the verdict that it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from medlint.document import Document
from medlint.instruments.catalogue import Signals
from medlint.instruments.instrument import Instrument, Item, Verdict, load_instrument
from medlint.instruments.scorecard import judge
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.tomlfile import TomlFile, shown


@dataclass(frozen=True, slots=True)
class ItemProof:
    """How one example of an item went; `text` says so in a line.

    `place` is the example's "path:line", given only when it failed.
    """

    item: str
    ok: bool
    text: str
    place: str = ""


def prove(files: Iterable[Path], lexicon: Lexicon) -> list[ItemProof]:
    """Every example of the instruments in the files; raises RuleError when a file is wrong."""
    return [proof for path in files for proof in _proofs(path, lexicon)]


def _proofs(path: Path, lexicon: Lexicon) -> Iterator[ItemProof]:
    signals = Signals.load(path.parent, lexicon)
    instrument = load_instrument(path, signals.names)
    for number, item in enumerate(instrument.items):
        for verdict, texts in item.examples.items():
            for index, text in enumerate(texts):
                reading = Reading(Document(f"{item.name}.md", text, "markdown"), lexicon)
                found = judge(reading, item, signals).verdict
                yield _proof(instrument, path, number, item, verdict, index, found)


def _proof(
    instrument: Instrument, path: Path, number: int, item: Item, verdict: Verdict, index: int,
    found: Verdict,
) -> ItemProof:  # fmt: skip
    name = f"{instrument.name}, {item.name}, {verdict} example {index + 1}"
    if found == verdict:
        return ItemProof(name, True, "as it should be")
    line = TomlFile.read(path).line(("items", number, "examples", verdict))
    return ItemProof(name, False, f"is {found}", f"{shown(path)}:{line}")
