"""A configuration that `medlint init` wrote comes to name the baseline that was made since."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from medlint.atomic import write_whole

_PREPARED = re.compile(r'^# (baseline = "[^"\\\n]*")(?=\r?$)', re.MULTILINE)


def name_prepared(baseline: Path, configuration: Path) -> bool:
    """Take the line that names this baseline out of its comment; whether the file was changed.

    `configuration` is a medlint.toml. Nothing else in it changes, and it is left as it is where it
    has no such line, where the line would come to stand in a table, or where it cannot be written.
    """
    try:
        text = configuration.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return False
    for line in _PREPARED.finditer(text):
        named = tomllib.loads(line[1])
        changed = text[: line.start()] + line[1] + text[line.end() :]
        if _is_in(changed, named) and _leads_to(baseline, configuration, named["baseline"]):
            return _written(configuration, changed)
    return False


def _written(file: Path, text: str) -> bool:
    try:
        write_whole(file, text.encode())
    except OSError:
        return False
    return True


def _is_in(text: str, named: dict[str, str]) -> bool:
    """Whether the text is a configuration that names this baseline at its top."""
    try:
        return tomllib.loads(text).get("baseline") == named["baseline"]
    except tomllib.TOMLDecodeError:
        return False


def _leads_to(baseline: Path, configuration: Path, name: str) -> bool:
    return os.path.realpath(configuration.parent / name) == os.path.realpath(baseline)
