"""A stretch of prose whose numbers are compared, and what a check reports about it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from medlint.figures.numbers import Number, read_numbers
from medlint.finding import Span
from medlint.remembered import once

_WORDS = re.compile(r"(?:\s+[^\W\d_][\w'’-]*){1,6}")


# Several groups share the sentence, so a percentage may be of one of them.
_GROUPS = re.compile(
    r"\b(?:placebo|controls?|groups?|arms?|versus|vs|compared|than|respectively|each|both|either"
    r"|sham|cohorts|half)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """One sentence as the checks read it; offsets are those of the whole `text`.

    `after` is the end of the next sentence of the same paragraph, or `end` where there is none.
    `counted` are lower-case words for people and things that studies count. In a `tight` passage,
    such as a table, only figures that stand side by side belong together.
    """

    text: str
    start: int
    end: int
    after: int
    counted: Collection[str]
    tight: bool = False

    @once
    def numbers(self) -> list[Number]:
        """The numbers of the sentence, left to right."""
        return read_numbers(self.text, self.start, self.end)

    @once
    def names_groups(self) -> bool:
        """Whether several groups share the sentence, so that a share may be of one of them."""
        return _GROUPS.search(self.text, self.start, self.end) is not None

    def between(self, left: Number, right: Number) -> str:
        """The text from the end of one number to the start of another."""
        return self.text[left.end : right.start]

    def written(self, number: Number) -> str:
        """The number as the author wrote it, but for capitals and doubled spaces."""
        return " ".join(self.text[number.start : number.end].lower().split())

    def counts_after(self, offset: int, adjectives: int = 3) -> str | None:
        """The word for what is counted, at most so many words behind an offset, if any."""
        words = _WORDS.match(self.text, offset, self.end)
        for word in words.group().split()[: adjectives + 1] if words else ():
            if word.lower() in self.counted:
                return word
        return None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that cannot all be right: where, and one clause that says what was computed.

    `minor` is True where the figure was cut off instead of rounded (66% for 2 of 3).
    """

    span: Span
    detail: str
    minor: bool = False
