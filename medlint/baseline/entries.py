"""What a baseline holds, and its file: one finding a line, sorted, made to be read and merged."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from medlint.config import ConfigError
from medlint.discovery import display_name
from medlint.finding import Finding
from medlint.remembered import once

#: Raised when an older medlint could not read what is written.
VERSION = 1
#: What the file is called where nobody names it.
FILE_NAME = "medlint-baseline.tsv"

_FIRST_LINE = "# medlint baseline"
_HEADER = f"""{_FIRST_LINE} {VERSION}
# Findings that are accepted: article, rule, words ("=" and the title for the whole article).
# `medlint baseline update` takes out what is mended. After a merge, keep the lines of both sides.
"""
#: The sign before the title's words where a finding is on the whole article.
_WHOLE = "="
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPED = {escape: character for character, escape in _ESCAPES.items()} | {"\\#": "#"}


class Entry(NamedTuple):
    """One accepted finding: the article's path from the baseline's folder, its rule, its passage.

    `words` are those of the passage, or of the title where the finding is on the `whole` article.
    """

    path: str
    rule: str
    words: str
    whole: bool = False


@dataclass(frozen=True)
class Baseline:
    """The accepted findings, each with how often it may occur, and the file that they are kept in.

    Paths in the entries are relative to the file's folder, so that it does not matter where medlint
    is called.
    """

    file: Path
    entries: Counter[Entry]

    def entry_of(self, finding: Finding) -> Entry:
        """The entry under which a finding is accepted."""
        passage = finding.passage
        return Entry(self.path_of(finding.place.path), finding.rule, passage.words, passage.whole)

    def path_of(self, name: str) -> str:
        """The path from the baseline's folder of an article as the run names it."""
        return os.path.relpath(os.path.abspath(name), self._folder).replace(os.sep, "/")

    def exists(self, path: str) -> bool:
        """Whether there is a file at a path of an entry."""
        return os.path.exists(os.path.join(self._folder, path))

    def files(self) -> list[Path]:
        """The articles of the entries that are still there, sorted."""
        paths = sorted({entry.path for entry in self.entries})
        return [Path(os.path.join(self._folder, path)) for path in paths if self.exists(path)]

    @once
    def gone(self) -> frozenset[str]:
        """The paths of entries at which there is no file."""
        return frozenset(path for path in {e.path for e in self.entries} if not self.exists(path))

    @property
    def _folder(self) -> str:
        return os.path.dirname(os.path.abspath(self.file))


def read_baseline(file: Path) -> Baseline:
    """The baseline in a file; raises ConfigError, a line for every mistake."""
    name = display_name(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        advice = "check the path, or write it with: medlint baseline write"
        raise ConfigError(f"{name}: there is no such baseline; {advice}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{name}: is not UTF-8 text, so it is no baseline") from None
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read ({error.strerror or error})") from None
    # Not `splitlines`, which also ends a line at characters that a path may hold.
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    _check_version(name, lines[0] if lines else "")
    mistakes: list[str] = []
    entries = Counter(_entries(name, lines, mistakes))
    if mistakes:
        raise ConfigError(*mistakes)
    return Baseline(file, entries)


def baseline_text(entries: Iterable[Entry]) -> str:
    """The file's text: a header, then one line for every finding, sorted."""
    return _HEADER + "".join(f"{_line(entry)}\n" for entry in sorted(entries))


def _check_version(name: str, line: str) -> None:
    version = line.removeprefix(_FIRST_LINE).strip()
    if not line.startswith(_FIRST_LINE) or not version.isdecimal():
        advice = "write it with: medlint baseline write"
        raise ConfigError(f'{name}:1: does not begin with "{_FIRST_LINE} {VERSION}"; {advice}')
    if int(version) != VERSION:
        advice = "update medlint, or write the baseline anew with: medlint baseline write --force"
        raise ConfigError(f"{name}:1: is of version {version}, this medlint reads 1; {advice}")


def _entries(name: str, lines: list[str], mistakes: list[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [_unescaped(field) for field in line.split("\t")]
        if _CONFLICT.match(line):
            advice = "keep the lines of both sides and delete this one"
            mistakes.append(f"{name}:{number}: is the mark of an unfinished merge; {advice}")
        elif len(fields) != len(("path", "rule", "words")) or not (fields[0] and fields[1]):
            wanted = "an article, a rule and the words, with tabs between them"
            mistakes.append(f"{name}:{number}: is not {wanted}; delete the line")
        else:
            path, rule, words = fields
            whole = words.startswith(_WHOLE)
            yield Entry(path, rule, words.removeprefix(_WHOLE).strip(), whole)


def _line(entry: Entry) -> str:
    words = f"{_WHOLE} {entry.words}".rstrip() if entry.whole else entry.words
    line = "\t".join(_escaped(field) for field in (entry.path, entry.rule, words))
    return f"\\{line}" if line.startswith("#") else line


def _escaped(field: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in field)


def _unescaped(field: str) -> str:
    return re.sub(r"\\.", lambda escape: _UNESCAPED.get(escape.group(), escape.group()), field)
