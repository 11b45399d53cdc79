"""Offsets in a text from the lines and columns of a finding, and the text around a place."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|(?:\r\n|\n|\r)[ \t]*")


class Text:
    """A text and where its lines start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The offset, in characters from 0, of a line and a column that count from 1."""
        return self._starts[line - 1] + column - 1

    def line(self, offset: int) -> int:
        """The number of the line, from 1, that holds an offset."""
        return bisect_right(self._starts, offset)

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Where the paragraph around a place starts and ends; blank lines part paragraphs."""
        return self._between(_BLANK_LINE, start, end)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence around a place starts and ends, roughly: it only helps to read."""
        return self._between(_SENTENCE_END, start, end)

    def _between(self, ending: re.Pattern[str], start: int, end: int) -> tuple[int, int]:
        first, last = 0, len(self.text)
        for found in ending.finditer(self.text):
            if found.end() <= start:
                first = found.end()
            elif found.start() >= end:
                last = found.end()
                break
        return first, last


def marked(text: str, first: int, last: int, start: int, end: int) -> str:
    """A stretch of a text with the words found in brackets that no article uses."""
    start, end = max(first, start), min(last, end)
    return f"{text[first:start]}⟦{text[start:end]}⟧{text[end:last]}".strip()
