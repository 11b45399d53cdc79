"""Parsed data files kept between runs, so that a run on one article starts quickly.

What is kept is JSON, never code. A file that is damaged, stale or cannot be written only costs
the time of parsing again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medlint import __version__

#: How many versions of one table are kept; users switch between a few environments at most.
MOST_KEPT = 4


def recall(name: str, files: Sequence[Path]) -> Any:
    """What an earlier run kept under the name for these files, none of which has changed since.

    None where there is nothing.
    """
    place = _place(name, files)
    if place is None:
        return None
    try:
        with place.open(encoding="utf-8") as stream:
            return json.load(stream)
    except (OSError, ValueError):
        return None


def keep(name: str, files: Sequence[Path], made: Any) -> None:
    """Keep what was made of the files: dictionaries with text keys, lists, texts, numbers.

    The file is written whole or not at all; the oldest of the name are dropped.
    """
    from medlint.atomic import write_whole

    place = _place(name, files)
    if place is None:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
        older = sorted(place.parent.glob(f"{name}-*.json"), key=lambda file: file.stat().st_mtime)
        for file in older[:-MOST_KEPT]:
            file.unlink()
    except OSError:
        return


def _place(name: str, files: Sequence[Path]) -> Path | None:
    folder = cache_folder()
    try:
        return folder / f"{name}-{_fingerprint(files)}.json" if folder else None
    except OSError:
        return None


def cache_folder() -> Path | None:
    """The folder for whatever is kept; None when MEDLINT_CACHE is "off" or there is no home."""
    named = os.environ.get("MEDLINT_CACHE")
    if named == "off":
        return None
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "medlint"
    home = os.path.expanduser("~")
    return None if home == "~" else Path(home) / ".cache" / "medlint"


def _fingerprint(files: Sequence[Path]) -> str:
    """A name that changes with medlint's version and with any file's path, size or time."""
    # The built-in module: `hashlib` would load OpenSSL, which costs more than is saved here.
    from _blake2 import blake2b

    digest = blake2b(f"{__version__}|{sys.version_info[:2]}".encode(), digest_size=12)
    for file in files:
        status = file.stat()
        digest.update(f"|{file}|{status.st_size}|{status.st_mtime_ns}".encode("utf-8", "replace"))
    return str(digest.hexdigest())
