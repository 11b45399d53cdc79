"""What a configuration asks for, and which files said so."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from medlint.config.merging import merge
from medlint.finding import Finding, Severity
from medlint.globs import matches_any
from medlint.tomlfile import Mistake, TomlFile, shown

if TYPE_CHECKING:
    from medlint.tomllines import KeyPath

Profile = Literal[
    "consumer",
    "professional",
    "promotional",
    "nutrition",
    "narrative",
    "regulatory",
    "education",
]
FailOn = Literal["error", "warning", "suggestion", "never"]

PROFILES: tuple[str, ...] = get_args(Profile)
FAIL_ON: tuple[str, ...] = get_args(FailOn)
SEVERITIES: tuple[str, ...] = tuple(severity.value for severity in Severity)


def known_profile(stated: str | None) -> str | None:
    """The profile that is meant, None where there is no such profile; capitals do not matter."""
    return stated.lower() if stated is not None and stated.lower() in PROFILES else None


#: The rule that needs the file of retractions.
RETRACTION_RULE = "retracted-reference"

FILE_NAME = "medlint.toml"
PROJECT_FILE_NAME = "pyproject.toml"
#: The list of waivers where none is named.
WAIVERS_FILE_NAME = "medlint-waivers.toml"


class ConfigError(Exception):
    """A configuration that cannot be used: `messages` holds one line for every mistake."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Origin:
    """The file that settings were read from, and the table of it that holds the keys."""

    file: TomlFile
    table: KeyPath = ()

    def error(self, mistakes: list[Mistake]) -> ConfigError:
        """The error that reports the mistakes, each with its line in the file."""
        placed = (Mistake((*self.table, *mistake.at), mistake.text) for mistake in mistakes)
        return ConfigError(*self.file.error(placed).messages)

    def place(self, at: KeyPath) -> str:
        """The file and the 1-based line of a key, as messages show it."""
        return f"{shown(self.file.path)}:{self.file.line((*self.table, *at))}"


@dataclass(frozen=True)
class Layer:
    """What one configuration file says: its values by their keys, paths already resolved."""

    origin: Origin
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Override:
    """What holds only for the paths that fit one of the globs: values by their keys.

    `at` is the way to the table that says so in its file.
    """

    paths: tuple[str, ...]
    values: Mapping[str, Any]
    origin: Origin = field(compare=False, repr=False)
    at: KeyPath = field(compare=False, repr=False)


@dataclass(frozen=True)
class Config:
    """What the user asked for; the defaults are those of a run without a configuration.

    An empty `select` means the rules that are on by default; `extend_select` adds to either.
    Preview rules are off unless `preview` is set or, for the one that needs it, a list of
    `retractions` is named. `rule_options` maps a rule to its options, among them `severity`.
    `unfixable` are rules and packs that change nothing. `boilerplate` is a file of passages that
    may stand in many articles, `baseline` one of findings that are accepted, `waivers` the list of
    waivers. Globs are relative to `folder`, sizes are bytes. `overrides` are what holds for some
    paths only, the last one before the others; `at` applies them. `layers` are the files that all
    this was read from, each before the one that extends it.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    preview: bool = False
    profile: Profile | None = None
    fail_on: FailOn = "error"
    severity: Severity = Severity.SUGGESTION
    rules: tuple[Path, ...] = ()
    rule_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    max_file_size: int = 10_000_000
    retractions: Path | None = None
    boilerplate: Path | None = None
    baseline: Path | None = None
    waivers: Path | None = None
    origin: Origin | None = None
    layers: tuple[Layer, ...] = field(default=(), compare=False, repr=False)

    @property
    def folder(self) -> Path:
        """The folder of the configuration file; the working folder when there is none."""
        return self.origin.file.path.parent if self.origin else Path.cwd()

    @property
    def waivers_file(self) -> Path | None:
        """The list of waivers: the one named, else the usual one in the folder, if it is there."""
        usual = self.folder / WAIVERS_FILE_NAME
        return self.waivers or (usual if os.path.isfile(usual) else None)

    @cached_property
    def selected(self) -> frozenset[str]:
        """The rules and packs that somebody named to be run."""
        return frozenset((*self.select, *self.extend_select))

    def at(self, path: str | Path) -> Config:
        """The configuration of a path, with its overrides applied; equal ones are one object."""
        if not self.overrides:
            return self
        numbers = tuple(n for n, each in enumerate(self.overrides) if self.matches(path, each))
        if numbers not in self._applied:
            chosen = [self.overrides[number] for number in numbers]
            self._applied[numbers] = self._with(chosen) if chosen else self
        return self._applied[numbers]

    def matches(self, path: str | Path, override: Override) -> bool:
        """Whether an override holds for a path."""
        return matches_any(self._from_folder(Path(path)), override.paths)

    def asks_for(self, rule: str) -> bool:
        """Whether a preview rule runs without `preview`: whoever names a list wants it used."""
        return rule == RETRACTION_RULE and self.retractions is not None

    def excludes(self, path: Path) -> bool:
        """Whether `exclude` names the path or a folder that it lies in."""
        return bool(self.exclude) and matches_any(self._from_folder(path), self.exclude)

    def names_ignored_in(self, path: str) -> frozenset[str]:
        """The rules and packs that `per-path-ignores` switches off for a path."""
        if not self.per_path_ignores:
            return frozenset()
        relative = self._from_folder(Path(path))
        return frozenset(
            name
            for glob, names in self.per_path_ignores.items()
            if matches_any(relative, (glob,))
            for name in names
        )

    def fits(self, path: str | Path, glob: str) -> bool:
        """Whether a glob of this configuration fits the path."""
        return matches_any(self._from_folder(Path(path)), (glob,))

    def shows(self, finding: Finding) -> bool:
        """Whether the finding is at or above the lowest severity to show at its path."""
        return finding.severity.rank >= self.at(finding.place.path).severity.rank

    def fails(self, finding: Finding) -> bool:
        """Whether the finding is at or above the severity that fails the run at its path."""
        fail_on = self.at(finding.place.path).fail_on
        return fail_on != "never" and finding.severity.rank >= Severity(fail_on).rank

    @cached_property
    def _applied(self) -> dict[tuple[int, ...], Config]:
        return {}

    def with_override(self, override: Override) -> Config:
        """What holds where one override and no other does."""
        return self._with([override])

    def _with(self, overrides: list[Override]) -> Config:
        changed = {name: getattr(self, name) for name in _OVERRIDDEN}
        for override in overrides:
            merge(changed, override.values)
        return replace(self, **changed, overrides=())

    def _from_folder(self, path: Path) -> str:
        absolute = os.path.abspath(path)
        inside = absolute.startswith(self._folder_before)
        # A path outside is matched as a whole; `os.sep` is what Windows writes otherwise.
        relative = absolute[len(self._folder_before) :] if inside else absolute
        return relative.replace(os.sep, "/")

    @cached_property
    def _folder_before(self) -> str:
        return os.path.join(os.path.abspath(self.folder), "")


#: The settings that an override may change.
_OVERRIDDEN = (
    "select", "extend_select", "ignore", "unfixable", "preview", "profile", "fail_on", "severity",
    "rule_options",
)  # fmt: skip


def idle_overrides(config: Config, paths: Collection[str]) -> list[str]:
    """A line for each override of the configuration's own file that fits none of the paths."""
    return [
        f"{each.origin.place(each.at)}: this override fits no article; check its paths"
        for each in config.overrides
        if each.origin == config.origin and not any(config.matches(path, each) for path in paths)
    ]


def without_overriding(config: Config, keys: Collection[str]) -> Config:
    """The configuration where no override has a say on these keys."""
    if not config.overrides or not keys:
        return config
    overrides = tuple(
        replace(each, values={key: v for key, v in each.values.items() if key not in keys})
        for each in config.overrides
    )
    return replace(config, overrides=overrides)


def leaving_out(config: Config, rules: Collection[str]) -> Config:
    """The configuration with these rules ignored, whatever an override ignores in its place."""
    overrides = tuple(
        replace(each, values={**each.values, "ignore": (*each.values["ignore"], *rules)})
        if "ignore" in each.values
        else each
        for each in config.overrides
    )
    return replace(config, ignore=(*config.ignore, *rules), overrides=overrides)
