"""What changed in the articles of a git repository: since a revision, or what is staged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from medlint.finding import Finding
from medlint.touched import Touched, touched

#: A hunk of a patch without context: what it takes out of the old file, what it puts in the new.
_HUNK = re.compile(rb"^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_NEW_NAME = re.compile(rb"^\+\+\+ (.*?)\t?$", re.MULTILINE)
_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = dict(zip(b"ntrabfv", b"\n\t\r\a\b\f\v", strict=True))


class ChangesError(Exception):
    """Why what changed cannot be told, in one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed lines of the articles of one repository.

    `places` maps the absolute path of a changed article to what was changed in it. A file that is
    not among the `unchanged` ones and not in `places` is new as a whole; with `staged`, it is no
    part of the next commit. `contents` are the staged ones of files that differ from them.
    """

    places: Mapping[str, Sequence[Touched]]
    unchanged: frozenset[str]
    notes: tuple[str, ...] = ()
    staged: bool = False
    contents: Mapping[str, bytes] = field(default_factory=dict)

    def changed(self, path: str | Path) -> bool:
        """Whether an article was changed or is new."""
        real = os.path.realpath(path)
        return real in self.places if self.staged else real not in self.unchanged

    def content(self, path: str | Path) -> bytes | None:
        """What of an article is to be read in place of its file, if that differs."""
        return self.contents.get(os.path.realpath(path))

    def touches(self, finding: Finding) -> bool:
        """Whether the finding is on something that changed: what it marks, or its sentence.

        A finding on the whole article is, where anything in the article changed.
        """
        path = os.path.realpath(finding.place.path)
        if path not in self.places:
            return path not in self.unchanged
        place, passage = finding.place, finding.passage
        start, end = passage.columns or (1, sys.maxsize)
        first = min((passage.line, start), (place.line, place.column))
        last = max((passage.end_line, end), (place.end_line, place.end_column))
        return passage.whole or any(
            changed.start < last and first < changed.end for changed in self.places[path]
        )


def changes_since(revision: str) -> Changes:
    """What differs in the working tree from where its history left the one of a revision.

    Where that point is not there, as in a shallow clone, the revision itself is compared with.
    Raises ChangesError.
    """
    root = _root()
    name = f"{revision}^{{commit}}"
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if commit.returncode:
        raise ChangesError(_unknown(root, revision))
    base = commit.stdout.strip().decode()
    meeting = _git(root, "merge-base", base, "HEAD")
    notes: list[str] = []
    if meeting.returncode == 0:
        base = meeting.stdout.split()[0].decode()
    elif _is_shallow(root):
        notes.append(
            f'this clone is shallow, so articles are compared with "{revision}" as it is now; to '
            "compare with where this branch began, fetch more: git fetch --unshallow"
        )
    return _changes(root, [base], notes)


def staged_changes() -> Changes:
    """What is staged for the next commit; raises ChangesError."""
    root = _root()
    changes = _changes(root, ["--cached"], [])
    differing = _names(_must(root, "diff", "--name-only", "-z", "--no-renames"))
    contents = {
        _real(root, name): _must(root, "cat-file", "blob", b":" + name)
        for name in differing
        if _real(root, name) in changes.places
    }
    return replace(changes, staged=True, contents=contents)


def _changes(root: str, against: list[str], notes: list[str]) -> Changes:
    patch = _must(
        root, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv",
        "--text", "--unified=0", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/",
        "--ignore-submodules", *against,
    )  # fmt: skip
    places = {_real(root, name): found for name, found in _changed_places(patch)}
    tracked = {_real(root, name) for name in _names(_must(root, "ls-files", "-z"))}
    renamed_only = {path for path, found in places.items() if found is None}
    unchanged = (tracked - places.keys()) | renamed_only
    changed = {path: found for path, found in places.items() if found is not None}
    return Changes(changed, frozenset(unchanged), tuple(notes))


def _changed_places(patch: bytes) -> Iterator[tuple[bytes, list[Touched] | None]]:
    """The name of each file that a patch leaves, and what it changes there; None where nothing."""
    starts = [found.start() for found in _FILE.finditer(patch)]
    for start, end in pairwise([*starts, len(patch)]):
        name = _NEW_NAME.search(patch, start, end)
        if name and name[1] != b"/dev/null":
            hunks = [*_HUNK.finditer(patch, name.end(), end)]
            ends = [*(hunk.start() for hunk in hunks[1:]), end]
            places = [
                place
                for hunk, stop in zip(hunks, ends, strict=True)
                for place in _places(hunk, patch[hunk.end() : stop])
            ]
            yield _unquoted(name[1]).removeprefix(b"b/"), places if hunks else None


def _places(hunk: re.Match[bytes], body: bytes) -> Iterator[Touched]:
    """What a hunk changes; where it takes whole lines out, the lines before and behind them."""
    line = int(hunk[2])
    if hunk[3] == b"0":
        yield Touched((line, 1), (line + 2, 1))
        return
    place = touched(_side(body, b"-"), _side(body, b"+"), line)
    if place is not None:
        yield place


def _side(body: bytes, sign: bytes) -> str:
    """The lines of a hunk with one sign before them, without it."""
    lines = [line[1:] for line in body.split(b"\n") if line.startswith(sign)]
    return b"\n".join(lines).decode("utf-8", "replace")


def _unquoted(name: bytes) -> bytes:
    """The name of a file as it is; git quotes those with quotes or control characters."""
    if not name.startswith(b'"'):
        return name

    def meant(escape: re.Match[bytes]) -> bytes:
        code = escape[1]
        return bytes([int(code, 8) if len(code) == 3 else _ESCAPED.get(code[0], code[0])])

    return _ESCAPE.sub(meant, name[1:-1])


def _real(root: str, name: bytes) -> str:
    return os.path.realpath(os.path.join(root, os.fsdecode(name)))


def _names(output: bytes) -> list[bytes]:
    return [name for name in output.split(b"\0") if name]


def _root() -> str:
    found = _git(os.getcwd(), "rev-parse", "--show-toplevel")
    if found.returncode:
        raise ChangesError(
            "this folder is in no git repository, so what changed cannot be told; "
            "call medlint in one"
        )
    return os.fsdecode(found.stdout.rstrip(b"\n"))


def _is_shallow(root: str) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _unknown(root: str, revision: str) -> str:
    said = f'--changed-since: there is no revision "{revision}" in this repository'
    if _is_shallow(root):
        fetch = f"git fetch --depth=1 origin {revision}"
        return f"{said}, which is a shallow clone; fetch it with: {fetch}"
    return f"{said}; check the name, or fetch it with: git fetch origin {revision}"


def _must(root: str, *arguments: str | bytes) -> bytes:
    """What a git command prints; raises ChangesError when it fails."""
    done = _git(root, *arguments)
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise ChangesError(f"git could not tell what changed: {said}")
    return done.stdout


def _git(root: str, *arguments: str | bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=root,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except FileNotFoundError:
        raise ChangesError("git is not installed, so what changed cannot be told") from None
