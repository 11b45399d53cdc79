"""Which part of some changed lines differs from what was there: often one sentence of many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Deep indentation makes code of prose; any other white space is where a line happens to end.
_TOKEN = re.compile(r"^(?: {4,}|\t+)|\S+", re.MULTILINE)
_ENDS_A_SENTENCE = re.compile(r"[.!?:][\W_]*\Z")


class Touched(NamedTuple):
    """A changed part of an article: 1-based lines and columns, the end exclusive."""

    start: tuple[int, int]
    end: tuple[int, int]


def touched(old: str, new: str, line: int) -> Touched | None:
    """What of the `new` lines, the first of which is `line`, is not as in the `old` ones.

    From the first word that differs to the last; where words were only taken out, the characters on
    both sides of the gap. None where the same words are only laid out otherwise. Markup counts.
    """
    before = _TOKEN.findall(old)
    found = [*_TOKEN.finditer(new)]
    after = [token.group() for token in found]
    start, same_end = _common(before, after)
    stop = len(after) - same_end
    if start == stop == len(before) - same_end:
        return None
    places = _Places(new, line)
    if start < stop:
        return Touched(places.at(found[start].start()), places.at(found[stop - 1].end()))
    first = (line - 1, 1) if start == 0 else places.at(found[start - 1].end() - 1)
    last = places.behind() if same_end == 0 else places.at(found[stop].start() + 1)
    return Touched(first, last)


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many tokens at the start and at the end are the same.

    Where a part was put in or taken out that could have begun earlier, it begins with a sentence.
    """
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    if start + end == most:
        longer = max(before, after, key=len)
        moved = start
        while moved and not _ENDS_A_SENTENCE.search(longer[moved - 1]):
            if longer[moved - 1] != longer[len(longer) - end + moved - start - 1]:
                return start, end
            moved -= 1
        end += start - moved
        start = moved
    return start, end


class _Places:
    """Lines and columns of offsets in a text that starts on a line."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, 1-based."""
        line = self._line + self._text.count("\n", 0, offset)
        return line, offset - self._text.rfind("\n", 0, offset)

    def behind(self) -> tuple[int, int]:
        """The end of the line behind the text, which is the start of the one after that."""
        return self._line + self._text.count("\n") + 2, 1
