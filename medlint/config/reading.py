"""Configuration files found, read, and joined with those that they extend."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlint.config.merging import merge
from medlint.config.model import (
    FILE_NAME,
    PROJECT_FILE_NAME,
    Config,
    ConfigError,
    Layer,
    Origin,
    Override,
)
from medlint.tomlfile import Mistake, RuleError, TomlFile, shown

if TYPE_CHECKING:
    from medlint.tomllines import KeyPath


class ConfigFinder:
    """Finds the configuration of each file, reading every configuration file once.

    With `file`, that configuration holds for every file; with `search` off, the defaults do.
    """

    def __init__(self, file: Path | None = None, *, search: bool = True) -> None:
        self._fixed = read_config(file) if file else None if search else Config()
        self._by_folder: dict[Path, Config] = {}
        self._defaults = Config()

    def for_file(self, path: Path) -> Config:
        """The configuration nearest above a file, with the overrides that hold for it.

        Raises ConfigError when it is broken.
        """
        return self.for_folder(path.parent).at(path)

    def for_folder(self, folder: Path) -> Config:
        """The configuration in a folder, else the nearest above it; raises ConfigError."""
        return self._fixed or self._in_or_above(Path(os.path.abspath(folder)))

    def _in_or_above(self, folder: Path) -> Config:
        if folder not in self._by_folder:
            config = _config_in(folder)
            if config is None:
                above = folder.parent
                config = self._defaults if above == folder else self._in_or_above(above)
            self._by_folder[folder] = config
        return self._by_folder[folder]


def read_config(path: Path) -> Config:
    """The configuration in a named file; raises ConfigError with every mistake in it."""
    return _joined(_origin(path))


def _config_in(folder: Path) -> Config | None:
    own = folder / FILE_NAME
    # Not Path.is_file, which raises in a folder that may not be entered.
    if os.path.isfile(own):
        return _joined(Origin(_read(own)))
    project = folder / PROJECT_FILE_NAME
    # Most projects' files say nothing about medlint; they need not even be read as TOML.
    if not os.path.isfile(project) or b"medlint" not in _bytes(project):
        return None
    file = _read(project)
    return _joined(Origin(file, _PROJECT_TABLE)) if _has_project_table(file) else None


#: Where the settings stand in a pyproject.toml.
_PROJECT_TABLE: KeyPath = ("tool", "medlint")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _read(path: Path) -> TomlFile:
    try:
        return TomlFile.read(path)
    except RuleError as error:
        raise ConfigError(*error.messages) from None


def _has_project_table(file: TomlFile) -> bool:
    tool = file.data.get("tool")
    return isinstance(tool, dict) and isinstance(tool.get("medlint"), dict)


def _origin(path: Path) -> Origin:
    """The settings of a named file; raises ConfigError when there are none."""
    file = _read(path)
    if path.name != PROJECT_FILE_NAME:
        return Origin(file)
    if not _has_project_table(file):
        raise ConfigError(f"{shown(path)}:1: has no table [tool.medlint]; add it")
    return Origin(file, _PROJECT_TABLE)


def _joined(origin: Origin) -> Config:
    """The configuration of a file and of all that it extends."""
    layers: dict[str, Layer] = {}
    mistakes: list[str] = []
    _add_layers(origin, (), layers, mistakes)
    if mistakes:
        raise ConfigError(*dict.fromkeys(mistakes))
    fields: dict[str, Any] = {}
    for layer in layers.values():
        merge(fields, layer.values)
    return Config(**fields, origin=origin, layers=tuple(layers.values()))


def _add_layers(
    origin: Origin, above: tuple[Origin, ...], layers: dict[str, Layer], mistakes: list[str]
) -> None:
    """Add a file behind those that it extends, each file once; `above` are those extending it.

    What is wrong goes into `mistakes`, as lines with their place.
    """
    own: list[Mistake] = []
    values = _values(origin, own)
    for at, base in values.pop("extends", {}).items():
        try:
            path = _base_path(base, origin)
        except ValueError as error:
            own.append(Mistake(at, f"extends: {error}"))
            continue
        way = [*above, origin]
        real = [os.path.realpath(each.file.path) for each in way]
        if os.path.realpath(path) in real:
            circle = way[real.index(os.path.realpath(path)) :]
            names = " -> ".join(shown(each.file.path) for each in [*circle, circle[0]])
            own.append(Mistake(at, f"extends: leads in a circle, {names}; take one of them out"))
        elif os.path.realpath(path) not in layers:
            try:
                extended = _origin(path)
            except ConfigError as error:
                mistakes += error.messages
            else:
                _add_layers(extended, (*above, origin), layers, mistakes)
    if own:
        mistakes += origin.error(own).messages
    layers[os.path.realpath(origin.file.path)] = Layer(origin, values)


def _base_path(base: str, origin: Origin) -> Path:
    """The file that is extended; raises ValueError, saying what to write, when there is none."""
    if base.startswith("package:"):
        from medlint.config.packages import packaged_config

        return packaged_config(base.removeprefix("package:"))
    path = Path(os.path.normpath(_folder(origin) / base))
    if os.path.isdir(path):
        raise ValueError(f'"{base}" is a folder; name the file in it')
    if not os.path.isfile(path):
        advice = 'write it relative to this file, or "package:NAME" for an installed package'
        raise ValueError(f'there is no file "{base}"; {advice}')
    return path


def _values(origin: Origin, mistakes: list[Mistake]) -> dict[str, Any]:
    """What one file says, with its paths made whole; what is wrong goes into `mistakes`."""
    # Imported here: many runs have no configuration.
    from medlint.config.keys import FILE_KEYS, KEYS, read_keys

    table: Any = origin.file.data
    for part in origin.table:
        table = table[part]
    values = read_keys(table, KEYS, (), mistakes)
    for key in FILE_KEYS & values.keys():
        values[key] = _folder(origin) / values[key]
    if "allow" in values.get("duplicates", {}):
        values["duplicates"] = {"allow": _folder(origin) / values["duplicates"]["allow"]}
    if "rules" in values:
        folders = _rule_folders(values["rules"]["folders"], origin, mistakes)
        values["rules"] = {**values["rules"], "folders": folders}
    if "overrides" in values:
        values["overrides"] = tuple(
            Override(table.pop("paths"), table, origin, ("overrides", number))
            for number, table in enumerate(values["overrides"])
        )
    return values


def _folder(origin: Origin) -> Path:
    return Path(os.path.abspath(origin.file.path)).parent


def _rule_folders(
    folders: Mapping[KeyPath, str], origin: Origin, mistakes: list[Mistake]
) -> tuple[Path, ...]:
    """The folders below the configuration file's own; one that is missing is a mistake."""
    base = _folder(origin)
    mistakes += [
        Mistake(at, f'there is no folder "{folder}"; write it relative to this file')
        for at, folder in folders.items()
        if not (base / folder).is_dir()
    ]
    return tuple(base / folder for folder in folders.values())
