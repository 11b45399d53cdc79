"""Small matchers and rule files that the tests of the rulebook write where they need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from medlint.finding import Match, Span
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.matchers import KINDS

RULE = """\
title    = "A cure promised"
severity = "error"
scope    = "sentence"
message  = "“{match}” promises a cure."
why      = "Readers stop treatment."
sources  = ["A regulator"]
options  = ["words", "above"]

[match]
kind  = "toy"
words = ["cures", "cure"]

[examples]
flagged = ["This tea {cures} asthma.", "A {**cure**} at last."]
passing = ["Tea is warm."]
missed  = ["Say goodbye to asthma."]
"""


@dataclass(frozen=True)
class Window:
    """A table inside [match]."""

    before: int
    unit: Literal["word", "sentence"] = "word"


@dataclass(frozen=True)
class Toy:
    """Finds whole words; its other fields are there to be read."""

    words: tuple[str, ...]
    above: float = 0.5
    limit: int | None = None
    whole: bool = True
    unit: Literal["word", "sentence"] = "word"
    windows: tuple[Window, ...] = ()
    window: Window | None = None
    plain: Mapping[str, str] = field(default_factory=dict)
    either: int | str = 1

    details: ClassVar[frozenset[str]] = frozenset({"count"})

    def __post_init__(self) -> None:
        if "" in self.words:
            raise ValueError("words holds an empty word; delete it")

    def find(self, reading: Reading) -> Iterator[Match]:
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, self.words))})\b", re.IGNORECASE)
        for found in pattern.finditer(reading.prose):
            yield Match(Span(*found.span()), details={"count": "1"})

    def mistakes(self, lexicon: Lexicon) -> Iterable[str]:
        return [f'words names the unknown tag "{word}"' for word in self.words if word[0] == "#"]


@dataclass(frozen=True)
class SharedLine:
    """Finds first lines that a document shares with one before it."""

    shortest: int = 1

    def gather(self, reading: Reading) -> str:
        return reading.document.line_text(1)

    def find_across(self, records: Sequence[str]) -> Iterator[tuple[int, Match]]:
        for number, line in enumerate(records):
            if line in records[:number] and len(line) >= self.shortest:
                yield number, Match(Span(0, len(line)))


def add_kinds(monkeypatch: object) -> None:
    """Make the toy matchers known under the kinds "toy" and "shared-line"."""
    monkeypatch.setitem(KINDS, "toy", Toy)  # type: ignore[attr-defined]
    monkeypatch.setitem(KINDS, "shared-line", SharedLine)  # type: ignore[attr-defined]


def bundle(root: Path) -> Path:
    """A folder of bundled rules under `root`: one empty pack "claims", and one word."""
    folder = root / "bundled"
    (folder / "claims").mkdir(parents=True)
    (folder / "claims" / "pack.toml").write_text('title = "Claims"\nabout = "What is said."\n')
    (folder / "lexicons").mkdir()
    (folder / "lexicons" / "words.toml").write_text(
        '[house-old]\nabout = "An old tag."\nterms = ["old"]\n'
        '[abbreviation]\nabout = "Short forms."\nterms = ["dr"]\n'
    )
    return folder


def changed(rule: str, *changes: tuple[str, str]) -> str:
    """The rule file with each first text, which must be there, replaced by the second."""
    for old, new in changes:
        assert old in rule, old
        rule = rule.replace(old, new)
    return rule
