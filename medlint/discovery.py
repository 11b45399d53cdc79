"""Paths that a person gives -> the articles to check, in an order that does not depend on them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.globs import matches_any

if TYPE_CHECKING:
    from medlint.config import Config

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


@dataclass
class _Search:
    config_for: Callable[[Path], Config]
    exclude: Sequence[str]
    force_exclude: bool
    found: dict[str, Article] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def excluded(self, path: Path, folder: Path) -> str:
        """What leaves a path out, by the configuration of a folder; else empty."""
        if self.exclude and matches_any(display_name(path), self.exclude):
            return "`--exclude`"
        return "`exclude` in the configuration" if self.config_for(folder).excludes(path) else ""

    def forced_out(self, path: Path) -> str:
        """What leaves a file out that is named outright; else empty."""
        by = self.excluded(path, path.parent)
        forced = self.force_exclude or self.config_for(path.parent).force_exclude
        return by if forced or by == "`--exclude`" else ""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder to search: its path, as it is shown, and where it really is."""

    path: Path
    name: str
    real: str


def discover(
    paths: Iterable[str | Path],
    config_for: Callable[[Path], Config] | None = None,
    exclude: Sequence[str] = (),
    *,
    force_exclude: bool = False,
) -> Discovery:
    """The articles at the paths: files as given, folders searched for the formats known.

    `config_for` gives the configuration of a folder, which says what is left out of a search;
    without it nothing is. Globs of `exclude`, relative to the working folder, leave out more.
    A file that is named outright is left out by these, by the configuration only where that or
    `force_exclude` says so. Symbolic links to files are followed, links to folders only when given
    by name. A file that several paths lead to is taken once.
    """
    if config_for is None:
        from medlint.config import Config

        everything = Config(respect_gitignore=False)
        search = _Search(lambda folder: everything, exclude, force_exclude)
    else:
        search = _Search(config_for, exclude, force_exclude)
    for path in paths:
        _visit(search, Path(path))
    return Discovery(
        tuple(sorted(search.found.values())),
        tuple(search.problems),
        tuple(dict.fromkeys(search.notes)),
    )


def display_name(path: Path) -> str:
    """The path from the working folder when it lies inside, else as given; forward slashes."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    inside = absolute.startswith(os.path.join(here, ""))
    chosen = os.path.relpath(absolute, here) if inside else os.path.normpath(path)
    # A file name need not be valid text; undecodable bytes must not stop the report.
    return os.fsencode(chosen).decode("utf-8", "replace").replace(os.sep, "/")


def passed_over(path: Path) -> str | None:
    """Why a search of the working folder passes a file over, whatever the configuration says."""
    name = display_name(path)
    parts = [part for part in name.split("/") if part not in (".", "..")]
    hidden = next((part for part in parts if part.startswith(".")), None)
    if hidden:
        return f'"{hidden}" is hidden'
    skipped = next((part for part in parts if part in _SKIPPED_FOLDERS), None)
    if skipped:
        return f'"{skipped}" is no folder of articles'
    if not _is_article(path.name):
        return f"a folder is searched for {', '.join(sorted(SUFFIXES))} files"
    return None


def _visit(search: _Search, path: Path) -> None:
    try:
        if path.is_dir():
            _visit_folder(search, path)
        elif not path.exists():
            search.problems.append(f"{display_name(path)}: no such file or folder; check the path")
        elif by := search.forced_out(path):
            search.notes.append(f"{display_name(path)}: left out by {by}")
        else:
            _take(search, os.path.realpath(path), display_name(path), path)
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL character.
        search.problems.append(f"{display_name(path)}: cannot be looked at ({_reason(error)})")


def _visit_folder(search: _Search, path: Path) -> None:
    if by := search.excluded(path, path):
        search.notes.append(f"{display_name(path)}: left out by {by}")
        return
    problems = len(search.problems)
    folder = _Folder(path, display_name(path), os.path.realpath(path))
    ignored = _ignored(search, folder)
    left_out: set[str] = set()
    found = False
    for article, real in _walk(search, folder, ignored, left_out):
        found = True
        _take(search, real, article.name, article.path)
    if found or len(search.problems) > problems:
        return
    name = folder.name
    if "exclude" in left_out:
        search.notes.append(f"{name}: `exclude` leaves out every article in it")
    elif "git" in left_out:
        search.problems.append(
            f"{name}: no articles in this folder but what git ignores; name that folder itself, or "
            "write respect-gitignore = false in the configuration"
        )
    else:
        search.problems.append(
            f"{name}: no articles in this folder; "
            f"it is searched for {', '.join(sorted(SUFFIXES))} files"
        )


def _ignored(search: _Search, folder: _Folder) -> frozenset[str]:
    """The real paths below a folder that git ignores, if the configuration wants to know."""
    if not search.config_for(folder.path).respect_gitignore:
        return frozenset()
    from medlint.gitignore import GitError, ignored_by_git

    try:
        return ignored_by_git(folder.real)
    except GitError as error:
        advice = "write respect-gitignore = false to have it so without this note"
        search.notes.append(
            f"{folder.name}: what git ignores is checked, too, because {error}; {advice}"
        )
        return frozenset()


def _walk(
    search: _Search, top: _Folder, ignored: frozenset[str], left_out: set[str]
) -> Iterator[tuple[Article, str]]:
    """The articles of a folder and of those below it, each with its real path.

    Hidden folders are passed over. `ignored` are the real paths that git ignores. Why other files
    or folders are left out, "exclude" or "git", goes into `left_out`.
    """
    waiting = [(top, ignored)]
    while waiting:
        folder, ignored = waiting.pop()
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            search.problems.append(f"{folder.name}: this folder cannot be read ({_reason(error)})")
            continue
        # A repository inside another, such as a submodule: only its own git knows what it ignores.
        if folder is not top and any(entry.name == ".git" for entry in entries):
            ignored = _ignored(search, folder)
        for entry in entries:
            if entry.name.startswith("."):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name in _SKIPPED_FOLDERS if is_folder else not _is_article(entry.name):
                continue
            real = os.path.join(folder.real, entry.name)
            path = Path(entry.path)
            if real in ignored:
                left_out.add("git")
            elif search.excluded(path, path if is_folder else folder.path):
                left_out.add("exclude")
            elif is_folder:
                waiting.append((_Folder(path, _name_in(folder, entry.name), real), ignored))
            elif entry.is_file():
                real = os.path.realpath(path) if entry.is_symlink() else real
                yield Article(_name_in(folder, entry.name), path), real
            elif entry.is_symlink() and not path.exists():
                search.notes.append(
                    f"{display_name(path)}: left out; it links to a file that is not there"
                )


def _is_article(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES


def _name_in(folder: _Folder, name: str) -> str:
    """What `display_name` shows of something in a folder."""
    shown = os.fsencode(name).decode("utf-8", "replace")
    if folder.name == ".":
        return shown
    return f"{folder.name.rstrip('/')}/{shown}"


def _take(search: _Search, real: str, name: str, path: Path) -> None:
    search.found.setdefault(real, Article(name, path))


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
