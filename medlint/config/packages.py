"""Configurations that installed Python packages bring along, found without running their code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from medlint.config.model import FILE_NAME

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]*")


def packaged_config(named: str) -> Path:
    """The file that "NAME" (its medlint.toml) or "NAME/FILE.toml" of a package stands for.

    NAME is that of a package as it is imported ("house_style", "acme.style") or as it is installed
    ("house-style"). Raises ValueError, saying what to do, when there is no such file.
    """
    name, _, rest = named.partition("/")
    parts = (rest or FILE_NAME).split("/")
    if not _NAME.fullmatch(name) or not all(parts) or {".", ".."} & {*parts}:
        advice = 'write "package:NAME", or "package:NAME/FILE.toml" for another file in it'
        raise ValueError(f'"package:{named}" names no package; {advice}')
    # What is installed for work on it lists no files, so its usual name for imports is tried first.
    folders = [*_folders(name.replace("-", "_")), *_folders_of_distribution(name)]
    for folder in folders:
        path = folder.joinpath(*parts)
        if path.is_file():
            return path
    if folders:
        raise ValueError(f'the package "{name}" has no file {"/".join(parts)}; ask its authors')
    advice = "install it beside medlint (for a hook of pre-commit: additional_dependencies)"
    raise ValueError(f'no package "{name}" is installed; {advice}')


def _folders(name: str) -> Iterator[Path]:
    """The folders of a package by the name under which it is imported."""
    places: list[str] | None = None
    for part in name.split("."):
        # find_spec asks all finders, also those of editable installations, but it would import
        # "acme" to find "acme.style".
        spec = _spec(part) if places is None else PathFinder.find_spec(part, places)
        if spec is None or spec.submodule_search_locations is None:
            return
        places = [*spec.submodule_search_locations]
    yield from map(Path, places or ())


def _spec(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except ValueError:  # a module that is running and was not found by any finder
        return None


def _folders_of_distribution(name: str) -> Iterator[Path]:
    """The folders of a package by the name under which it is installed."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    tops = {file.parts[0] for file in found.files or () if len(file.parts) > 1}
    yield from (Path(str(found.locate_file(top))) for top in sorted(tops) if top != "..")
