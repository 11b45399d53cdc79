"""The configuration: `medlint.toml`, or `[tool.medlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from medlint.finding import Finding, Severity
from medlint.globs import matches_any
from medlint.tomlfile import Mistake, RuleError, TomlFile, did_you_mean, shown, spoken

if TYPE_CHECKING:
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook
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


class ConfigError(Exception):
    """A configuration that cannot be used: `messages` holds one line for every mistake."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Origin:
    """The file that a configuration was read from, and the table of it that holds the keys."""

    file: TomlFile
    table: KeyPath = ()

    def error(self, mistakes: list[Mistake]) -> ConfigError:
        """The error that reports the mistakes, each with its line in the file."""
        placed = (Mistake((*self.table, *mistake.at), mistake.text) for mistake in mistakes)
        return ConfigError(*self.file.error(placed).messages)


@dataclass(frozen=True)
class Config:
    """What the user asked for; the defaults are those of a run without a configuration.

    An empty `select` means the rules that are on by default. Preview rules are off unless `preview`
    is set or, for the one that needs it, a list of `retractions` is named. `rule_options` maps a
    rule to its options, among them `severity`. `unfixable` are rules and packs that change nothing.
    `boilerplate` is a file of passages that may stand in many articles, `baseline` one of findings
    that are accepted. Globs are relative to `folder`, sizes are bytes.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    profile: Profile | None = None
    fail_on: FailOn = "error"
    severity: Severity = Severity.SUGGESTION
    rules: tuple[Path, ...] = ()
    unfixable: tuple[str, ...] = ()
    rule_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    max_file_size: int = 10_000_000
    retractions: Path | None = None
    boilerplate: Path | None = None
    baseline: Path | None = None
    origin: Origin | None = None

    @property
    def folder(self) -> Path:
        """The folder of the configuration file; the working folder when there is none."""
        return self.origin.file.path.parent if self.origin else Path.cwd()

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

    def shows(self, finding: Finding) -> bool:
        """Whether the finding is at or above the lowest severity to show."""
        return finding.severity.rank >= self.severity.rank

    def fails(self, finding: Finding) -> bool:
        """Whether the finding is at or above the severity that fails the run."""
        return self.fail_on != "never" and finding.severity.rank >= Severity(self.fail_on).rank

    def _from_folder(self, path: Path) -> str:
        absolute = Path(os.path.abspath(path))
        folder = Path(os.path.abspath(self.folder))
        inside = absolute.is_relative_to(folder)
        return (absolute.relative_to(folder) if inside else absolute).as_posix()


class ConfigFinder:
    """Finds the configuration of each file, reading every configuration file once.

    With `file`, that configuration holds for every file; with `search` off, the defaults do.
    """

    def __init__(self, file: Path | None = None, *, search: bool = True) -> None:
        self._fixed = read_config(file) if file else None if search else Config()
        self._by_folder: dict[Path, Config] = {}
        self._defaults = Config()

    def for_file(self, path: Path) -> Config:
        """The configuration nearest above a file; raises ConfigError when it is broken."""
        return self.for_folder(path.parent)

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
    file = _read(path)
    if path.name == PROJECT_FILE_NAME:
        table = _project_table(file)
        if table is None:
            raise ConfigError(f"{shown(path)}:1: has no table [tool.medlint]; add it")
        return _parse(table, Origin(file, ("tool", "medlint")))
    return _parse(file.data, Origin(file))


def validate(config: Config, rulebook: Rulebook) -> None:
    """Raise ConfigError when the configuration names an unknown rule, pack or option of a rule.

    So does a preview rule in `select` when previews are off.
    """
    mistakes = [
        *_unknown_names(config, rulebook),
        *_previews_selected(config, rulebook),
        *_option_mistakes(config, rulebook),
    ]
    if not mistakes:
        return
    if config.origin is None:
        raise ConfigError(*(mistake.text for mistake in mistakes))
    raise config.origin.error(mistakes)


def check_names(source: str, names: Collection[str], rulebook: Rulebook) -> None:
    """Raise ConfigError when a name is neither a rule nor a pack; `source` opens the message."""
    unknown = [name for name in names if not _is_known(name, rulebook)]
    if unknown:
        raise ConfigError(*(f"{source}: {_unknown(name, rulebook)}" for name in unknown))


def check_stages(source: str, names: Collection[str], rulebook: Rulebook, config: Config) -> None:
    """Raise ConfigError when a name is that of a preview rule and previews are off."""
    off = [
        name
        for name in names
        if not config.preview and _is_preview(name, rulebook) and not config.asks_for(name)
    ]
    if off:
        raise ConfigError(
            *(f'{source}: "{name}" is a preview rule; add --preview to run it' for name in off)
        )


def option_for(rule: Rule, config: Config) -> Rule:
    """The rule with the options and the severity that a validated configuration gives it.

    That severity also holds in profiles with one of their own; a rule that a profile switches off
    stays off there.
    """
    options = dict(config.rule_options.get(rule.name, {}))
    severity = options.pop("severity", None)
    if options:
        rule = replace(rule, matcher=_changed(rule.whole_matcher, options))
    if severity is not None:
        off = {profile: level for profile, level in rule.profiles.items() if level is None}
        rule = replace(rule, severity=Severity(str(severity)), profiles=off)
    if rule.fix is not None and {rule.name, rule.pack} & set(config.unfixable):
        rule = replace(rule, fix=None)
    return rule


def _config_in(folder: Path) -> Config | None:
    own = folder / FILE_NAME
    # Not Path.is_file, which raises in a folder that may not be entered.
    if os.path.isfile(own):
        return _parse((file := _read(own)).data, Origin(file))
    project = folder / PROJECT_FILE_NAME
    # Most projects' files say nothing about medlint; they need not even be read as TOML.
    if not os.path.isfile(project) or b"medlint" not in _bytes(project):
        return None
    file = _read(project)
    table = _project_table(file)
    return None if table is None else _parse(table, Origin(file, ("tool", "medlint")))


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


def _project_table(file: TomlFile) -> dict[str, Any] | None:
    tool = file.data.get("tool")
    table = tool.get("medlint") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _parse(table: Mapping[str, Any], origin: Origin) -> Config:
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, value in table.items():
        if key not in _READERS:
            mistakes.append(Mistake((key,), f'unknown key "{key}"; {did_you_mean(key, _READERS)}'))
            continue
        try:
            values.update(_READERS[key](value, (key,)))
        except _WrongValueError as error:
            mistakes += error.mistakes
    folders, missing = _rule_folders(values.get("rules", {}), origin)
    for named in _FILES & values.keys():
        values[named] = Path(os.path.abspath(origin.file.path)).parent / values[named]
    if mistakes or missing:
        raise origin.error(mistakes + missing)
    return Config(**{**values, "rules": folders}, origin=origin)


class _WrongValueError(Exception):
    """A value that is not of the kind its key asks for."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__()
        self.mistakes = mistakes


def _names(field_name: str, value: object, at: KeyPath) -> dict[str, Any]:
    return {field_name: _texts(value, at)}


def _texts(value: object, at: KeyPath) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _WrongValueError(
            Mistake(at, f'"{spoken(at)}" must be a list of texts; write ["...", "..."]')
        )
    return tuple(value)


def _choice(
    field_name: str, choices: tuple[str, ...], value: object, at: KeyPath
) -> dict[str, Any]:
    if value not in choices:
        advice = did_you_mean(str(value), choices)
        raise _WrongValueError(Mistake(at, f'"{spoken(at)}" cannot be {_toml(value)}; {advice}'))
    return {field_name: Severity(str(value)) if field_name == "severity" else value}


def _preview(value: object, at: KeyPath) -> dict[str, Any]:
    if not isinstance(value, bool):
        advice = "write true to run preview rules, or false"
        raise _WrongValueError(Mistake(at, f'"{spoken(at)}" cannot be {_toml(value)}; {advice}'))
    return {"preview": value}


def _size(value: object, at: KeyPath) -> dict[str, Any]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        advice = "write a whole number of bytes above 0, such as 10_000_000"
        raise _WrongValueError(Mistake(at, f'"{spoken(at)}" cannot be {_toml(value)}; {advice}'))
    return {"max_file_size": value}


def _file(value: object, at: KeyPath) -> dict[str, Any]:
    if not isinstance(value, str) or not value:
        advice = 'write the path of a file, such as "retractions.csv"'
        raise _WrongValueError(Mistake(at, f'"{spoken(at)}" cannot be {_toml(value)}; {advice}'))
    return {spoken(at): value}


def _duplicates(value: object, at: KeyPath) -> dict[str, Any]:
    if not isinstance(value, dict):
        advice = 'write [duplicates], and below it allow = "boilerplate.md"'
        raise _WrongValueError(Mistake(at, f'"duplicates" must be a table; {advice}'))
    unknown = [
        Mistake((*at, key), f'unknown key "{key}"; {did_you_mean(key, ["allow"])}')
        for key in value
        if key != "allow"
    ]
    if unknown:
        raise _WrongValueError(*unknown)
    allow = value.get("allow")
    if allow is not None and (not isinstance(allow, str) or not allow):
        advice = 'write the path of a file, such as "boilerplate.md"'
        raise _WrongValueError(
            Mistake((*at, "allow"), f'"duplicates.allow" cannot be {_toml(allow)}; {advice}')
        )
    return {"boilerplate": allow} if allow else {}


def _ignores_by_path(value: object, at: KeyPath) -> dict[str, Any]:
    if not isinstance(value, dict):
        advice = 'write a table such as {"drafts/**" = ["readability"]}'
        raise _WrongValueError(Mistake(at, f'"{spoken(at)}" must be a table; {advice}'))
    return {"per_path_ignores": {glob: _texts(names, (*at, glob)) for glob, names in value.items()}}


def _rules(value: object, at: KeyPath) -> dict[str, Any]:
    """Folders of packs from a list; from a table, the options of rules, and `folders`."""
    if isinstance(value, list):
        return {"rules": dict(_placed(_texts(value, at), at))}
    if not isinstance(value, dict):
        advice = 'write a list of folders such as ["house-style"], or tables such as [rules.NAME]'
        raise _WrongValueError(Mistake(at, f'"rules" cannot be {_toml(value)}; {advice}'))
    options = {name: table for name, table in value.items() if name != "folders"}
    wrong = [name for name, table in options.items() if not isinstance(table, dict)]
    if wrong:
        raise _WrongValueError(*(Mistake((*at, name), _not_a_table(name)) for name in wrong))
    here = (*at, "folders")
    folders = dict(_placed(_texts(value.get("folders", []), here), here))
    return {"rules": folders, "rule_options": options}


def _not_a_table(name: str) -> str:
    """What to do about a key of [rules] that holds no table."""
    if name in _READERS:
        return f'"{name}" is no rule; write it above the line [rules]'
    return f"options of a rule must be a table; write [rules.{name}]"


def _placed(folders: tuple[str, ...], at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for number, folder in enumerate(folders):
        yield (*at, number), folder


def _rule_folders(
    folders: Mapping[KeyPath, str], origin: Origin
) -> tuple[tuple[Path, ...], list[Mistake]]:
    """The folders below the configuration file's own, and a mistake for each that is missing."""
    base = Path(os.path.abspath(origin.file.path)).parent
    mistakes = [
        Mistake(at, f'there is no folder "{folder}"; write it relative to this file')
        for at, folder in folders.items()
        if not (base / folder).is_dir()
    ]
    return tuple(base / folder for folder in folders.values()), mistakes


_READERS: Mapping[str, Callable[[object, KeyPath], dict[str, Any]]] = {
    "select": partial(_names, "select"),
    "ignore": partial(_names, "ignore"),
    "unfixable": partial(_names, "unfixable"),
    "preview": _preview,
    "profile": partial(_choice, "profile", PROFILES),
    "fail-on": partial(_choice, "fail_on", FAIL_ON),
    "severity": partial(_choice, "severity", SEVERITIES),
    "rules": _rules,
    "exclude": partial(_names, "exclude"),
    "per-path-ignores": _ignores_by_path,
    "max-file-size": _size,
    "retractions": _file,
    "duplicates": _duplicates,
    "baseline": _file,
}
#: The settings that are paths of files, relative to the configuration file.
_FILES = frozenset({"retractions", "boilerplate", "baseline"})


def _toml(value: object) -> str:
    """A value as the file has it, cut when it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _is_known(name: str, rulebook: Rulebook) -> bool:
    return name in rulebook.rules or name in rulebook.packs


def _unknown(name: str, rulebook: Rulebook) -> str:
    known = {**rulebook.rules, **rulebook.packs}
    return f'there is no rule or pack "{name}"; {did_you_mean(name, known)}'


def _unknown_names(config: Config, rulebook: Rulebook) -> Iterator[Mistake]:
    lists: dict[KeyPath, tuple[str, ...]] = {
        ("select",): config.select,
        ("ignore",): config.ignore,
        ("unfixable",): config.unfixable,
    }
    for glob, names in config.per_path_ignores.items():
        lists["per-path-ignores", glob] = names
    for at, names in lists.items():
        for number, name in enumerate(names):
            if not _is_known(name, rulebook):
                yield Mistake((*at, number), f"{spoken(at)}: {_unknown(name, rulebook)}")


def _is_preview(name: str, rulebook: Rulebook) -> bool:
    return name in rulebook.rules and rulebook.rules[name].preview


def _previews_selected(config: Config, rulebook: Rulebook) -> Iterator[Mistake]:
    for number, name in enumerate(() if config.preview else config.select):
        if _is_preview(name, rulebook) and not config.asks_for(name):
            advice = "add preview = true above it, or run with --preview"
            yield Mistake(("select", number), f'select: "{name}" is a preview rule; {advice}')


def _option_mistakes(config: Config, rulebook: Rulebook) -> Iterator[Mistake]:
    for name, options in config.rule_options.items():
        rule = rulebook.rules.get(name)
        if rule is None:
            advice = did_you_mean(name, rulebook.rules)
            yield Mistake(("rules", name), f'[rules.{name}]: there is no rule "{name}"; {advice}')
            continue
        for mistake in _mistakes_in_options(rule, options, rulebook):
            yield Mistake(("rules", name, *mistake.at), f"[rules.{name}]: {mistake.text}")


def _mistakes_in_options(
    rule: Rule, options: Mapping[str, object], rulebook: Rulebook
) -> Iterator[Mistake]:
    from medlint.ruleloader import with_options
    from medlint.tables import key_named_first

    allowed = {key: value for key, value in options.items() if key in rule.options}
    for key, value in options.items():
        if key == "severity":
            if value not in SEVERITIES:
                advice = did_you_mean(str(value), SEVERITIES)
                yield Mistake((key,), f'"severity" cannot be {_toml(value)}; {advice}')
        elif key not in allowed:
            advice = did_you_mean(key, [*rule.options, "severity"])
            yield Mistake((key,), f'unknown option "{key}"; {advice}')
    try:
        with_options(rule, allowed, rulebook.lexicon)
    except ValueError as error:
        for text in str(error).splitlines():
            yield Mistake(key_named_first(text, allowed, ()), text)


def _changed(matcher: Any, options: Mapping[str, object]) -> Any:
    from medlint.tables import change_fields

    mistakes: list[Mistake] = []
    changed = change_fields(matcher, options, (), mistakes)
    if changed is None:
        raise ConfigError(*(mistake.text for mistake in mistakes))
    return changed
