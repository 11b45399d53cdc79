"""The kinds of values that stand in a configuration: each reads one, and describes it to editors.

`read` gives the value as the settings hold it and raises WrongValueError with every mistake in it;
`schema` is a JSON schema of what `read` accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from medlint.finding import Severity
from medlint.tomlfile import Mistake, did_you_mean, spoken, written

if TYPE_CHECKING:
    from medlint.tomllines import KeyPath

Schema = dict[str, Any]


class Kind(Protocol):
    """A kind of value."""

    def read(self, value: object, at: KeyPath) -> Any:
        """The value; raises WrongValueError."""
        ...

    def schema(self) -> Schema:
        """What is accepted, as JSON schema."""
        ...


class WrongValueError(Exception):
    """A value that is not of the kind its key asks for."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__()
        self.mistakes = mistakes


def _refused(value: object, at: KeyPath, advice: str) -> WrongValueError:
    return WrongValueError(Mistake(at, f'"{spoken(at)}" cannot be {written(value)}; {advice}'))


@dataclass(frozen=True, slots=True)
class Names:
    """A list of the names of rules and packs; whether they exist is asked later."""

    def read(self, value: object, at: KeyPath) -> tuple[str, ...]:
        """The names."""
        return _texts(value, at)

    def schema(self) -> Schema:
        """A list of names; editors suggest the bundled ones."""
        return {"type": "array", "items": {"$ref": "#/definitions/name"}}


@dataclass(frozen=True, slots=True)
class Globs:
    """A list of path patterns; `least` is how many there must be."""

    least: int = 0

    def read(self, value: object, at: KeyPath) -> tuple[str, ...]:
        """The patterns, each of which could fit a path."""
        globs = _texts(value, at)
        mistakes = [
            Mistake((*at, number), f"{spoken(at)} item {number + 1}: {wrong}")
            for number, glob in enumerate(globs)
            if (wrong := wrong_glob(glob))
        ]
        if len(globs) < self.least:
            advice = 'write at least one pattern, such as ["press/**"]'
            mistakes.append(Mistake(at, f'"{spoken(at)}" is empty; {advice}'))
        if mistakes:
            raise WrongValueError(*mistakes)
        return globs

    def schema(self) -> Schema:
        """A list of texts."""
        items = {"type": "string", "minLength": 1}
        return {"type": "array", "items": items, **({"minItems": 1} if self.least else {})}


def wrong_glob(glob: str) -> str:
    """What is wrong with a pattern that fits nothing, or other than was meant; else empty."""
    if not glob.strip("./ "):
        return f'"{glob}" fits no path; write a folder, a file or a pattern such as "drafts/**"'
    if "\\" in glob:
        return f'"{glob}" has a backslash; write / between folders, on Windows too'
    if glob.startswith("!"):
        return f'"{glob}" begins with !, which takes nothing back here; name what is left out'
    if ".." in glob.split("/"):
        return f'"{glob}" leads out of the folder of the configuration; write it from there'
    return ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; `severity` says that they are severities."""

    choices: tuple[str, ...]
    severity: bool = False

    def read(self, value: object, at: KeyPath) -> str | Severity:
        """The word, or the severity that it names."""
        if value not in self.choices:
            raise _refused(value, at, did_you_mean(str(value), self.choices))
        return Severity(str(value)) if self.severity else str(value)

    def schema(self) -> Schema:
        """The words."""
        return {"enum": list(self.choices)}


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false; `on` says what true does."""

    on: str

    def read(self, value: object, at: KeyPath) -> bool:
        """The value."""
        if not isinstance(value, bool):
            raise _refused(value, at, f"write true to {self.on}, or false")
        return value

    def schema(self) -> Schema:
        """True or false."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Size:
    """A number of bytes."""

    def read(self, value: object, at: KeyPath) -> int:
        """The number, above 0."""
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            advice = "write a whole number of bytes above 0, such as 10_000_000"
            raise _refused(value, at, advice)
        return value

    def schema(self) -> Schema:
        """A whole number."""
        return {"type": "integer", "minimum": 1}


@dataclass(frozen=True, slots=True)
class FileName:
    """The path of a file, relative to the configuration file."""

    example: str

    def read(self, value: object, at: KeyPath) -> str:
        """The path as written."""
        if not isinstance(value, str) or not value:
            raise _refused(value, at, f'write the path of a file, such as "{self.example}"')
        return value

    def schema(self) -> Schema:
        """A text."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Bases:
    """The configurations that are extended: one text or a list."""

    def read(self, value: object, at: KeyPath) -> Mapping[KeyPath, str]:
        """Each base as written, by its place."""
        if isinstance(value, str):
            placed = {at: value}
        else:
            placed = {(*at, number): each for number, each in enumerate(_texts(value, at))}
        blank = [place for place, base in placed.items() if not base.strip()]
        if blank:
            advice = 'write the path of a file, such as "../base.toml", or "package:NAME"'
            raise WrongValueError(*(Mistake(place, f"extends: empty; {advice}") for place in blank))
        return placed

    def schema(self) -> Schema:
        """A text or a list of texts."""
        one = {"type": "string", "minLength": 1}
        return {"anyOf": [one, {"type": "array", "items": one}]}


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The table [duplicates]."""

    def read(self, value: object, at: KeyPath) -> Mapping[str, str]:
        """The table; it has one key, `allow`."""
        if not isinstance(value, dict):
            advice = 'write [duplicates], and below it allow = "boilerplate.md"'
            raise WrongValueError(Mistake(at, f'"duplicates" must be a table; {advice}'))
        unknown = [
            Mistake((*at, key), f'unknown key "{key}"; {did_you_mean(key, ["allow"])}')
            for key in value
            if key != "allow"
        ]
        if unknown:
            raise WrongValueError(*unknown)
        allow = FileName("boilerplate.md")
        return {key: allow.read(each, (*at, key)) for key, each in value.items()}

    def schema(self) -> Schema:
        """A table with the one key."""
        allow = {
            "description": "A file of passages that may stand in many articles.",
            **FileName("boilerplate.md").schema(),
        }
        return {"type": "object", "properties": {"allow": allow}, "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class NamesByPath:
    """The table [per-path-ignores]: names of rules and packs by path pattern."""

    def read(self, value: object, at: KeyPath) -> Mapping[str, tuple[str, ...]]:
        """The names by pattern."""
        if not isinstance(value, dict):
            advice = 'write a table such as {"drafts/**" = ["readability"]}'
            raise WrongValueError(Mistake(at, f'"{spoken(at)}" must be a table; {advice}'))
        wrong = [
            Mistake((*at, glob), f"{spoken(at)}: {text}")
            for glob in value
            if (text := wrong_glob(glob))
        ]
        if wrong:
            raise WrongValueError(*wrong)
        return {glob: _texts(names, (*at, glob)) for glob, names in value.items()}

    def schema(self) -> Schema:
        """A table of lists of names."""
        return {"type": "object", "additionalProperties": Names().schema()}


@dataclass(frozen=True, slots=True)
class Rules:
    """`rules`: folders of packs from a list; from a table, the options of rules, and `folders`.

    Without `folders` there are only options. `other_keys` are keys that somebody may have written
    below [rules] by mistake.
    """

    folders: bool
    other_keys: frozenset[str] = frozenset()

    def read(self, value: object, at: KeyPath) -> Mapping[str, Any]:
        """`folders` by their place, and `options` by rule."""
        if isinstance(value, list) and self.folders:
            return {"folders": dict(_placed(_texts(value, at), at)), "options": {}}
        if not isinstance(value, dict):
            tables = "tables such as [rules.NAME]"
            lists = 'a list of folders such as ["house-style"], or ' if self.folders else ""
            raise _refused(value, at, f"write {lists}{tables}")
        options = {name: table for name, table in value.items() if name != "folders"}
        wrong = [
            Mistake((*at, name), self._not_a_table(name))
            for name, table in options.items()
            if not isinstance(table, dict)
        ]
        here = (*at, "folders")
        if "folders" in value and not self.folders:
            wrong.append(
                Mistake(here, "folders of rules hold for all paths; write them at the top")
            )
        if wrong:
            raise WrongValueError(*wrong)
        folders = dict(_placed(_texts(value.get("folders", []), here), here))
        return {"folders": folders, "options": options}

    def schema(self) -> Schema:
        """A table of rules, or a list of folders."""
        if not self.folders:
            return {"$ref": "#/definitions/rules"}
        return {
            "anyOf": [
                {"type": "array", "items": {"type": "string", "minLength": 1}},
                {"$ref": "#/definitions/rules-and-folders"},
            ]
        }

    def _not_a_table(self, name: str) -> str:
        """What to do about a key of [rules] that holds no table."""
        if name in self.other_keys:
            return f'"{name}" is no rule; write it above the line [rules]'
        return f"options of a rule must be a table; write [rules.{name}]"


def _texts(value: object, at: KeyPath) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise WrongValueError(
            Mistake(at, f'"{spoken(at)}" must be a list of texts; write ["...", "..."]')
        )
    return tuple(value)


def _placed(folders: tuple[str, ...], at: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for number, folder in enumerate(folders):
        yield (*at, number), folder
