"""Documents with planted claims, for tests that a finding stands where the source has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random

from medlint.config import Config
from medlint.document import Document, Format
from medlint.engine import lint
from medlint.rulebook import Rulebook

#: The rule that finds what is planted.
RULE = "absolute-claim"
#: A sentence that the rule would report if it were part of the article.
DECOY = "This cream is guaranteed for eczema."

Place = tuple[int, int, int, int]


@dataclass
class Planting:
    """A text under way: what is written so far, and where the planted words start and end."""

    chance: Random
    text: str = ""
    planted: list[tuple[int, int]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Write what is no planted claim."""
        self.text += text

    def plant(self, before: str, matched: str, after: str) -> None:
        """Write a sentence of which the rule reports `matched`, markup inside included."""
        self.text += before
        self.planted.append((len(self.text), len(self.text) + len(matched)))
        self.text += matched + after

    def places(self) -> list[Place]:
        """Lines and columns of what is planted, as any line end gives them."""
        return [(*self._position(start), *self._position(end)) for start, end in self.planted]

    def matched(self) -> list[str]:
        """What is planted, as written."""
        return [self.text[start:end] for start, end in self.planted]

    def _position(self, offset: int) -> tuple[int, int]:
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The bundled rules, read once."""
    return Rulebook.load()


def reported(name: str, text: str, written: Format) -> tuple[list[Place], list[str]]:
    """Where the rule finds something in a text, and what the source has there."""
    document = Document(name, text, written)
    assert len(document.prose) == len(text)
    places, matched = [], []
    for finding in lint([document], rulebook(), Config(select=(RULE,))):
        at = finding.place
        places.append((at.line, at.column, at.end_line, at.end_column))
        start = document.offset(at.line, at.column)
        matched.append(text[start : document.offset(at.end_line, at.end_column)])
    return places, matched
