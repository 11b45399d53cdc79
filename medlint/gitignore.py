"""What git ignores below a folder, as git itself says it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: What git sets for its hooks; it would send a question about one repository to another.
_OF_HOOKS = frozenset(
    {
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    }
)  # fmt: skip


class GitError(Exception):
    """Git cannot say what it ignores; the message says why."""


def ignored_by_git(folder: str | Path) -> frozenset[str]:
    """The paths of the files and folders below a folder that git ignores and does not track.

    They begin with the folder as given; a folder stands for all that it holds. Empty outside a
    repository, and where git ignores the folder itself: whoever names it wants it searched. What
    is in repositories below is not listed. Raises GitError.
    """
    if not _in_repository(folder):
        return frozenset()
    # --directory names an ignored folder alone, which is much less than all that it holds.
    names = _listed(folder, "--directory")
    if "./" in names:
        # Either git ignores the folder, or all that is in it.
        if _git(folder, "check-ignore", "--", ".", none=1):
            return frozenset()
        names = _listed(folder)
    return frozenset(os.path.join(folder, os.path.normpath(name)) for name in names)


def _listed(folder: str | Path, *options: str) -> list[str]:
    listed = _git(
        folder, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", *options, "--", "."
    )
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def ignoring_pattern(path: str | Path) -> str | None:
    """The pattern that has git ignore a file, with its place ("FILE:LINE: PATTERN"), else None.

    None too for a file that git tracks all the same, and outside a repository. Raises GitError.
    """
    folder, name = os.path.split(os.path.abspath(path))
    if not _in_repository(folder):
        return None
    asked = os.fsencode(name) + b"\0"
    said = _git(folder, "check-ignore", "--verbose", "--stdin", "-z", none=1, given=asked)
    found = said.split(b"\0")
    if len(found) < 4:
        return None
    source, line, pattern = (os.fsdecode(part) for part in found[:3])
    return None if pattern.startswith("!") else f"{source}:{line}: {pattern}"


def _in_repository(folder: str | Path) -> bool:
    """Whether there is a repository here or above; asking git takes far longer."""
    here = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return False
        here = above
    return True


def _git(folder: str | Path, *arguments: str, none: int = 0, given: bytes = b"") -> bytes:
    """What git prints for what is `given` to it; `none` is its exit code for nothing found."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        run = subprocess.run(
            ["git", "-C", os.fspath(folder), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror or error})") from None
    if run.returncode not in (0, none):
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError((said or ["git failed"])[0].removeprefix("fatal: "))
    return run.stdout
