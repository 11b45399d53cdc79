"""What `medlint readability` says of files, and texts without what marks their kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_DIGITS = re.compile(r"\d+")


class Readability:
    """The figures of `medlint readability`, by file."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._documents = {document["path"]: document for document in told["documents"]}

    def refused(self, paths: Iterable[str]) -> int:
        """How many of the files the command did not read."""
        return sum(path not in self._documents for path in paths)

    def difficulty(self, path: str) -> float:
        """The difficulty of a file; 0.0 for one that was not read."""
        document = self._documents.get(path)
        return float(document["difficulty"]) if document else 0.0

    def measure(self, path: str, name: str) -> float:
        """One of the classic measures of a file; 0.0 where there was nothing to measure."""
        document = self._documents.get(path)
        return float(document["measures"].get(name, 0.0)) if document else 0.0


def without_marks_of_kind(text: str) -> str:
    """A text without digits and without what stands in brackets, two deep.

    A technical summary is full of both, so that counting them would tell its kind, and not how hard
    it is to read.
    """
    for _ in range(2):
        text = _BRACKETED.sub(" ", text)
    return _DIGITS.sub("", text)
