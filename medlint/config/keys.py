"""The keys of a configuration: what each holds and is for. Reading and the schema both use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medlint.config.model import FAIL_ON, PROFILES, SEVERITIES
from medlint.config.values import (
    Bases,
    Choice,
    Duplicates,
    FileName,
    Flag,
    Globs,
    Kind,
    Names,
    NamesByPath,
    Rules,
    Schema,
    Size,
    WrongValueError,
)
from medlint.tomlfile import Mistake, did_you_mean

if TYPE_CHECKING:
    from medlint.tomllines import KeyPath


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the kind of its value, and a sentence on what it is for."""

    kind: Kind
    about: str


def read_keys(
    table: Mapping[str, Any], keys: Mapping[str, Key], at: KeyPath, mistakes: list[Mistake]
) -> dict[str, Any]:
    """The values of a table by their keys; what is wrong goes into `mistakes`."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in keys:
            advice = (
                "write it at the top of the file, not in an override"
                if keys is OVERRIDE_KEYS and key in KEYS
                else did_you_mean(key, keys)
            )
            mistakes.append(Mistake((*at, key), f'unknown key "{key}"; {advice}'))
            continue
        try:
            values[key] = keys[key].kind.read(value, (*at, key))
        except WrongValueError as error:
            mistakes += error.mistakes
    return values


def keys_schema(keys: Mapping[str, Key]) -> Schema:
    """A table with these keys and no others, as JSON schema."""
    properties = {
        name: {"description": key.about, **key.kind.schema()} for name, key in keys.items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Overrides:
    """The tables [[overrides]]."""

    def read(self, value: object, at: KeyPath) -> list[dict[str, Any]]:
        """The values of each table by their keys, among them `paths`."""
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            advice = 'write [[overrides]], and below it paths = ["press/**"]'
            raise WrongValueError(Mistake(at, f'"overrides" must be tables; {advice}'))
        mistakes: list[Mistake] = []
        read = [
            read_keys(table, OVERRIDE_KEYS, (*at, number), mistakes)
            for number, table in enumerate(value)
        ]
        for number, table in enumerate(value):
            here = (*at, number)
            if "paths" not in table:
                advice = 'write paths = ["press/**"] below [[overrides]]'
                mistakes.append(Mistake(here, f"this override names no paths; {advice}"))
            elif len(table) == 1:
                advice = 'write what holds there, such as profile = "promotional"'
                mistakes.append(Mistake(here, f"this override changes nothing; {advice}"))
        if mistakes:
            raise WrongValueError(*mistakes)
        return read

    def schema(self) -> Schema:
        """A list of tables."""
        table = {**keys_schema(OVERRIDE_KEYS), "required": ["paths"], "minProperties": 2}
        return {"type": "array", "items": table}


_SELECTING: Mapping[str, Key] = {
    "select": Key(Names(), "The rules or packs that run, in place of those that run by default."),
    "extend-select": Key(Names(), "Rules or packs that run in addition."),
    "ignore": Key(Names(), "Rules or packs that do not run; goes before select."),
    "extend-ignore": Key(Names(), "Rules or packs that do not run either."),
    "unfixable": Key(Names(), "Rules or packs whose fixes are not made."),
    "preview": Key(Flag("run preview rules"), "Whether preview rules run, too."),
    "profile": Key(Choice(PROFILES), "The kind of article, instead of looking at each article."),
    "fail-on": Key(Choice(FAIL_ON), "The lowest severity that makes the exit code 1."),
    "severity": Key(Choice(SEVERITIES, severity=True), "The lowest severity that is shown."),
}

OVERRIDE_KEYS: Mapping[str, Key] = {
    "paths": Key(Globs(least=1), "The files for which this holds, as patterns."),
    **_SELECTING,
    "rules": Key(Rules(folders=False), "The options of rules."),
}

_OTHERS: Mapping[str, Key] = {
    "extends": Key(
        Bases(), 'Configurations that hold where this one says nothing: files, or "package:NAME".'
    ),
    "exclude": Key(Globs(), "Files and folders that are not checked."),
    "extend-exclude": Key(Globs(), "Files and folders that are not checked either."),
    "force-exclude": Key(
        Flag("leave out excluded files that are named outright, too"),
        "Whether excluded files are left out even when they are named outright.",
    ),
    "respect-gitignore": Key(
        Flag("leave out what git ignores"),
        "Whether a folder is searched without the files that git ignores.",
    ),
    "per-path-ignores": Key(NamesByPath(), "Rules or packs that do not run on some paths."),
    "overrides": Key(Overrides(), "What holds only for some paths; later tables go first."),
    "max-file-size": Key(Size(), "The largest article that is read, in bytes."),
    "retractions": Key(FileName("retractions.csv"), "A list of retracted papers."),
    "duplicates": Key(Duplicates(), "What may stand in many articles."),
    "baseline": Key(FileName("medlint-baseline.tsv"), "The findings that are accepted."),
    "waivers": Key(FileName("medlint-waivers.toml"), "The list of waivers."),
}

KEYS: Mapping[str, Key] = {
    **_OTHERS,
    **_SELECTING,
    "rules": Key(
        Rules(folders=True, other_keys=frozenset({*_OTHERS, *_SELECTING})),
        "Folders with rules of your own, and the options of rules.",
    ),
}

#: The keys whose values are paths of files, relative to the configuration file.
FILE_KEYS = frozenset(name for name, key in KEYS.items() if isinstance(key.kind, FileName))
