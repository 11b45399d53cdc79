"""What applies to one article, and which line of which file says so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlint.config.keys import KEYS
from medlint.config.merging import field_name
from medlint.config.model import Config
from medlint.discovery import display_name, passed_over
from medlint.finding import Severity

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.profiles.report import ArticleProfile
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook
    from medlint.tomllines import KeyPath

#: The keys that have a line of their own; the others add to one of them or are told elsewhere.
_TOLD = tuple(
    key for key in KEYS
    if not key.startswith("extend") and key not in ("overrides", "rules", "per-path-ignores")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its key, its value as a file would have it, and the places that say so.

    Without a place it is the default; without a value nothing is set.
    """

    key: str
    value: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleHere:
    """Whether a rule runs on the article, how grave it is there, and why.

    `severity` is None where it does not run. `options` are those that a file sets. `reason` is
    empty where nothing but the default speaks; `places` are the lines that say so.
    """

    name: str
    pack: str
    severity: Severity | None
    reason: str = ""
    places: tuple[str, ...] = ()
    options: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What applies to an article. `files` are the configuration files, each before the one that
    extends it; `overrides` the globs of those that fit, each with its place, the later before the
    earlier. `left_out` says why a search of its folder passes it over, None where it does not."""

    path: str
    files: tuple[str, ...]
    overrides: tuple[tuple[str, str], ...]
    left_out: str | None
    settings: tuple[Setting, ...]
    profile: ArticleProfile
    rules: tuple[RuleHere, ...]


def explain_config(document: Document, path: Path, config: Config, rulebook: Rulebook) -> Explained:
    """What a valid configuration says of an article; `config` is that of its folder."""
    from medlint.engine import active_rules, read, rules_for
    from medlint.profiles.report import profile_of

    own = config.at(path)
    saying = _Saying(config, path)
    reading = read(document, rulebook, own.profile)
    ignored = own.names_ignored_in(str(path))
    on = [rule for rule in active_rules(rulebook, own) if not {rule.name, rule.pack} & ignored]
    named = frozenset(rule.name for rule in on if {rule.name, rule.pack} & own.selected)
    running = {rule.name: rule for rule in rules_for(rulebook, own, reading.profile, ignored)}
    return Explained(
        path=display_name(path),
        files=tuple(display_name(layer.origin.file.path) for layer in config.layers),
        overrides=tuple(
            (json.dumps(each.paths, ensure_ascii=False), each.origin.place(each.at))
            for each in reversed(config.overrides)
            if config.matches(path, each)
        ),
        left_out=_why_left_out(path, own, saying),
        settings=tuple(_settings(own, saying)),
        profile=profile_of(reading, on, named),
        rules=tuple(
            _rule_here(rule, running.get(rule.name), own, reading.profile, saying)
            for rule in rulebook.rules.values()
        ),
    )


@dataclass(frozen=True)
class _Saying:
    """The files and overrides that have a say on a path, and where each says what."""

    config: Config
    path: Path

    @cached_property
    def sources(self) -> list[tuple[Mapping[str, Any], Any, KeyPath]]:
        """Values, file and table of each, in the order in which they are joined."""
        layers: list[tuple[Mapping[str, Any], Any, KeyPath]] = [
            (layer.values, layer.origin, ()) for layer in self.config.layers
        ]
        fitting = [each for each in self.config.overrides if self.config.matches(self.path, each)]
        return [*layers, *((each.values, each.origin, each.at) for each in fitting)]

    def places(self, key: str) -> tuple[str, ...]:
        """Where a key gets its value: the last that replaces it, and those that add to it."""
        found: list[str] = []
        for values, origin, at in self.sources:
            if key in values:
                found = [origin.place((*at, key))]
            if f"extend-{key}" in values:
                found.append(origin.place((*at, f"extend-{key}")))
        return tuple(found)

    def place_of_item(self, key: str, item: str) -> tuple[str, ...]:
        """Where the list of a key, or what adds to it, names an item."""
        found: list[str] = []
        for values, origin, at in self.sources:
            if key in values:
                found = []
            for name in (key, f"extend-{key}"):
                if item in values.get(name, ()):
                    number = tuple(values[name]).index(item)
                    found.append(origin.place((*at, name, number)))
        return tuple(found)

    def place_of_glob(self, glob: str) -> tuple[str, ...]:
        """Where `per-path-ignores` has a glob: the last file that does."""
        places = [
            origin.place((*at, "per-path-ignores", glob))
            for values, origin, at in self.sources
            if glob in values.get("per-path-ignores", {})
        ]
        return tuple(places[-1:])

    def place_of_option(self, rule: str, option: str) -> tuple[str, ...]:
        """Where an option of a rule is set: the last place that does."""
        places = [
            origin.place((*at, "rules", rule, option))
            for values, origin, at in self.sources
            if option in values.get("rules", {}).get("options", {}).get(rule, {})
        ]
        return tuple(places[-1:])

    def places_of_folders(self) -> tuple[str, ...]:
        """Where folders of rules are named."""
        return tuple(
            origin.place((*at, "rules"))
            for values, origin, at in self.sources
            if values.get("rules", {}).get("folders")
        )


def _settings(own: Config, saying: _Saying) -> Iterator[Setting]:
    for key in _TOLD:
        if key == "duplicates":
            value: object = own.boilerplate
        else:
            value = getattr(own, field_name(key))
        if key == "waivers":
            value = own.waivers_file
        if key == "select":
            value = (*own.select, *own.extend_select)
        name = "duplicates.allow" if key == "duplicates" else key
        yield Setting(name, _written(value), saying.places(key))
    yield Setting("rules.folders", _written(own.rules), saying.places_of_folders())


def _written(value: object) -> str | None:
    """A value as a file would have it; None for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return json.dumps([_plain(item) for item in value], ensure_ascii=False)
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    return display_name(value) if isinstance(value, Path) else value


def _why_left_out(path: Path, own: Config, saying: _Saying) -> str | None:
    """Why a search of the folder passes an article over."""
    for glob in own.exclude:
        if own.fits(path, glob):
            places = ", ".join(saying.place_of_item("exclude", glob))
            return f'`exclude` names "{glob}" ({places})'
    if why := passed_over(path):
        return why
    if not own.respect_gitignore:
        return None
    from medlint.gitignore import GitError, ignoring_pattern

    try:
        pattern = ignoring_pattern(path)
    except GitError as error:
        return f"perhaps; what git ignores is not known ({error})"
    return None if pattern is None else f"git ignores it ({pattern})"


def _rule_here(
    rule: Rule, running: Rule | None, own: Config, profile: str, saying: _Saying
) -> RuleHere:
    options = own.rule_options.get(rule.name, {})
    told = tuple(
        Setting(name, _written(value), saying.place_of_option(rule.name, name))
        for name, value in options.items()
        if name != "severity"
    )
    if running is None:
        reason, places = _why_off(rule, own, profile, saying)
        return RuleHere(rule.name, rule.pack, None, reason, places, told)
    reason, places = "", ()
    if "severity" in options:
        reason, places = "its severity is set", saying.place_of_option(rule.name, "severity")
    elif profile in rule.profiles:
        reason = f"so in the profile {profile}"
    elif not rule.default:
        reason, places = "it is selected", _where_selected(rule, saying)
    return RuleHere(rule.name, rule.pack, running.severity, reason, places, told)


def _why_off(rule: Rule, own: Config, profile: str, saying: _Saying) -> tuple[str, tuple[str, ...]]:
    """Why a rule does not run, in the order in which rules are chosen, and who says so."""
    names = (rule.name, rule.pack)
    for name in names:
        if name in own.ignore:
            return _by("ignore", name, rule), saying.place_of_item("ignore", name)
    for glob, ignored in own.per_path_ignores.items():
        if own.fits(saying.path, glob) and (name := next((n for n in names if n in ignored), "")):
            reason = f'{_by("per-path-ignores", name, rule)} for "{glob}"'
            return reason, saying.place_of_glob(glob)
    if own.select and not {*names} & own.selected:
        return "`select` names others", saying.places("select")
    if rule.preview and not own.preview and not own.asks_for(rule.name):
        return "it is a preview rule, and previews are off", saying.places("preview")
    if profile in rule.profiles and rule.profiles[profile] is None:
        return f"it is off in the profile {profile}", saying.places("profile")
    wanted = [name for name, severity in rule.profiles.items() if severity is not None]
    also = f", or in the profile {' or '.join(wanted)}" if wanted else ""
    return f"it runs only where it is selected{also}", ()


def _by(key: str, name: str, rule: Rule) -> str:
    return f"`{key}` names it" if name == rule.name else f'`{key}` names its pack "{name}"'


def _where_selected(rule: Rule, saying: _Saying) -> tuple[str, ...]:
    return tuple(
        place for name in (rule.name, rule.pack) for place in saying.place_of_item("select", name)
    )
