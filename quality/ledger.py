"""What the claim ledger, `medlint claims --format json`, says of each file.

Everything here is a reading of its columns. There is no threshold and no weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Any

from quality.problems import QualityError

#: The levels of Yu, Li and Wang (EMNLP 2019), by the ledger's words; no row is level 0.
LEVELS: Mapping[str, int] = {"correlational": 1, "conditional": 2, "causal": 3}
DIRECT_CAUSAL = LEVELS["causal"]


class Ledger:
    """The rows and the sentences of a ledger by the path of their file."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self._sentences: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self._files = {file["path"] for file in told["files"]}
        for row in told["claims"]:
            self._rows[row["path"]].append(row)
        for sentence in told["sentences"]:
            self._sentences[sentence["path"]].append(sentence)

    def refused(self, paths: Iterable[str]) -> int:
        """How many of the files the command did not read; they claim nothing that it knows of."""
        return len(set(paths) - self._files)

    def level(self, path: str) -> int:
        """0 without a row; else the level of the main clause's row, of the first where none is."""
        rows = self._rows.get(path)
        if not rows:
            return 0
        return LEVELS[next((row for row in rows if row["main"]), rows[0])["strength"]]

    def certainty(self, path: str) -> float:
        """How sure the file's sentences sound, 1 to 6, on average.

        Raises QualityError for a file in which the ledger saw no sentence.
        """
        sentences = self._sentences.get(path)
        if not sentences:
            raise QualityError(f"medlint claims lists no sentence of {path}")
        return fmean(float(sentence["certainty"]) for sentence in sentences)

    def has_caveat(self, path: str) -> bool:
        """Whether a sentence of the file says that the study cannot show cause and effect."""
        return any(sentence["caveat"] for sentence in self._sentences.get(path, ()))
