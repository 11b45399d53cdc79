"""What `medlint score` and `medlint balance`, as JSON, say of each file.

Everything here is a reading of their keys. There is no threshold and no weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Scorecards:
    """The verdicts of one instrument by the path of their file."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._verdicts = {
            file["path"]: {item["name"]: item["verdict"] for item in file["items"]}
            for file in told["files"]
        }

    def refused(self, paths: Iterable[str]) -> int:
        """How many of the files the command did not score; nothing is flagged in them."""
        return len(set(paths) - self._verdicts.keys())

    def flags(self, path: str, item: str) -> bool:
        """Whether the item is not satisfied; not applicable and not judged are no flags."""
        return self._verdicts.get(path, {}).get(item) == "not_satisfied"


class Harms:
    """The statements of harm by the path of their file."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._told = {file["path"]: file["harm_statements"] for file in told["files"]}

    def refused(self, paths: Iterable[str]) -> int:
        """How many of the files the command did not read; no harm is told in them."""
        return len(set(paths) - self._told.keys())

    def names_one(self, path: str) -> bool:
        """Whether a sentence of the file names a harm."""
        return any(each["kind"] == "named" for each in self._told.get(path, ()))

    def tells_one(self, path: str) -> bool:
        """Whether a sentence tells of harm, or says that not enough is known about safety."""
        return bool(self._told.get(path))

    def names_one_of_a_treatment(self, path: str) -> bool:
        """Whether a sentence names a harm and, in the same sentence, the treatment."""
        return any(
            each["kind"] == "named" and each["treatment"] and each["link"] == "sentence"
            for each in self._told.get(path, ())
        )
