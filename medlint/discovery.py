"""Paths that a person gives -> the articles to check, in an order that does not depend on them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: What a folder is searched for; a file named outright is checked whatever it is called.
SUFFIXES = frozenset(
    {".md", ".markdown", ".mdx", ".txt", ".html", ".htm", ".xhtml", ".rst", ".adoc", ".asciidoc"}
)

_SKIPPED_FOLDERS = frozenset({"node_modules", ".git", ".venv"})


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """A file to check: `name` is its path as messages show it, with forward slashes."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Discovery:
    """The articles found, sorted; `problems` fail the run, `notes` only say what was left out."""

    articles: tuple[Article, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


#: Whether a path is left out by the configuration of a folder: the path itself or its parent.
Excluded = Callable[[Path, Path], bool]


@dataclass
class _Search:
    excluded: Excluded
    found: dict[str, Article] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def discover(
    paths: Iterable[str | Path], excluded: Excluded = lambda path, folder: False
) -> Discovery:
    """The articles at the paths: files as given, folders searched for the formats known.

    Symbolic links to files are followed, links to folders only when given by name. A file that
    several paths lead to is taken once.
    """
    search = _Search(excluded)
    for path in paths:
        _visit(search, Path(path))
    return Discovery(
        tuple(sorted(search.found.values())), tuple(search.problems), tuple(search.notes)
    )


def display_name(path: Path) -> str:
    """The path from the working folder when it lies inside, else as given; forward slashes."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    inside = absolute.startswith(os.path.join(here, ""))
    chosen = os.path.relpath(absolute, here) if inside else os.path.normpath(path)
    # A file name need not be valid text; undecodable bytes must not stop the report.
    return os.fsencode(chosen).decode("utf-8", "replace").replace(os.sep, "/")


def _visit(search: _Search, path: Path) -> None:
    try:
        if path.is_dir():
            _visit_folder(search, path)
        elif not path.exists():
            search.problems.append(f"{display_name(path)}: no such file or folder; check the path")
        elif search.excluded(path, path.parent):
            search.notes.append(f"{display_name(path)}: left out by `exclude` in the configuration")
        else:
            _take(search, path)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character.
        search.problems.append(f"{display_name(path)}: cannot be looked at ({_reason(error)})")


def _visit_folder(search: _Search, folder: Path) -> None:
    if search.excluded(folder, folder):
        search.notes.append(f"{display_name(folder)}: left out by `exclude` in the configuration")
        return
    problems = len(search.problems)
    found = left_out = False
    for path in _walk(search, folder):
        if search.excluded(path, path.parent):
            left_out = True
        else:
            found = True
            _take(search, path)
    if found or len(search.problems) > problems:
        return
    if left_out:
        search.notes.append(f"{display_name(folder)}: `exclude` leaves out every article in it")
        return
    search.problems.append(
        f"{display_name(folder)}: no articles in this folder; "
        f"it is searched for {', '.join(sorted(SUFFIXES))} files"
    )


def _walk(search: _Search, top: Path) -> Iterator[Path]:
    """The articles of a folder and of those below it, except hidden and excluded folders."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            search.problems.append(
                f"{display_name(folder)}: this folder cannot be read ({_reason(error)})"
            )
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED_FOLDERS and not search.excluded(path, path):
                    waiting.append(path)
            elif path.suffix.lower() in SUFFIXES:
                if entry.is_file():
                    yield path
                elif entry.is_symlink() and not path.exists():
                    search.notes.append(
                        f"{display_name(path)}: left out; it links to a file that is not there"
                    )


def _take(search: _Search, path: Path) -> None:
    search.found.setdefault(os.path.realpath(path), Article(display_name(path), path))


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
