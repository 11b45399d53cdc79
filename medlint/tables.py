"""A TOML table read as the fields of a dataclass: the annotations say what may stand there."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from medlint.tomlfile import Mistake, did_you_mean, spoken
from medlint.tomllines import KeyPath

_SCALARS: Mapping[Any, str] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}
_SCHEMA_TYPES: Mapping[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
}
_SAMPLES: Mapping[Any, str] = {str: '"..."', int: "3", float: "0.5", bool: "true"}


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: the annotation of its value, and whether it must be given."""

    annotation: Any
    required: bool


@cache
def table_fields(shape: Any) -> Mapping[str, Field]:
    """The keys of a table that is read as the dataclass `shape`."""
    hints = get_type_hints(shape)
    return {
        field.name: Field(
            hints[field.name], field.default is MISSING and field.default_factory is MISSING
        )
        for field in fields(shape)
        if field.init
    }


def read_fields(
    shape: Any, table: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]
) -> dict[str, Any]:
    """The well-formed values of the table, by field; what is wrong goes into `mistakes`."""
    mistakes += [
        Mistake(at, f"{spoken((*at, name))} is missing; {_advice(field.annotation, (*at, name))}")
        for name, field in table_fields(shape).items()
        if field.required and name not in table
    ]
    return _given_fields(shape, table, at, mistakes)


def read_table(shape: Any, table: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]) -> Any:
    """The table as an instance of `shape`; None, with the reasons in `mistakes`, if it is not one.

    A ValueError of the class's own `__post_init__` is one more mistake.
    """
    before = len(mistakes)
    values = read_fields(shape, table, at, mistakes)
    if len(mistakes) > before:
        return None
    return _made(lambda: shape(**values), table, at, mistakes)


def change_fields(
    instance: Any, table: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]
) -> Any:
    """A copy of the instance with the values of the table; None if one of them is wrong."""
    before = len(mistakes)
    values = _given_fields(type(instance), table, at, mistakes)
    if len(mistakes) > before:
        return None
    return _made(lambda: replace(instance, **values), table, at, mistakes)


def annotation_schema(annotation: Any) -> dict[str, Any]:
    """What a value of the annotation is in TOML, as JSON schema."""
    if annotation in _SCHEMA_TYPES:
        return {"type": _SCHEMA_TYPES[annotation]}
    if alternatives := _alternatives(annotation):
        return {"anyOf": [annotation_schema(alternative) for alternative in alternatives]}
    if choices := _choices(annotation):
        return {"enum": list(choices)}
    if get_origin(annotation) in (tuple, frozenset):
        return {"type": "array", "items": annotation_schema(get_args(annotation)[0])}
    if _is_mapping(annotation):
        _, of_values = get_args(annotation) or (str, object)
        return {"type": "object", "additionalProperties": annotation_schema(of_values)}
    return {"type": "object"} if is_dataclass(annotation) else {}


def _given_fields(
    shape: Any, table: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]
) -> dict[str, Any]:
    known = table_fields(shape)
    values: dict[str, Any] = {}
    for name, raw in table.items():
        before = len(mistakes)
        if name not in known:
            mistakes.append(Mistake((*at, name), _unknown(name, known, at)))
            continue
        value = _value(known[name].annotation, raw, (*at, name), mistakes)
        if len(mistakes) == before:
            values[name] = value
    return values


def _made(
    make: Callable[[], Any], table: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]
) -> Any:
    """What `make` gives; None when the class refuses its values with a ValueError."""
    try:
        return make()
    except ValueError as error:
        message = str(error)
        mistakes.append(Mistake(key_named_first(message, table, at), message))
        return None


def key_named_first(message: str, table: Mapping[str, Any], at: KeyPath) -> KeyPath:
    """The key of the table that a message opens with, else the table itself."""
    words = message.split(maxsplit=1)
    first = words[0].strip("\"'`:,") if words else ""
    return (*at, first) if first in table else at


def _unknown(key: str, known: Iterable[str], at: KeyPath) -> str:
    where = f"[{spoken(at)}]" if at else "the file"
    return f'{where} has no key "{key}"; {did_you_mean(key, known)}'


def _value(annotation: Any, raw: Any, at: KeyPath, mistakes: list[Mistake]) -> Any:
    """The value as the annotation wants it; what is wrong with it goes into `mistakes`."""
    # Not `isinstance`: true would pass for the number 1.
    if annotation is object or (type(raw) is annotation and annotation in (str, int, bool)):
        return raw
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return _first_that_fits(annotation, raw, at, mistakes)
    if _choices(annotation):
        return _choice(annotation, raw, at, mistakes)
    if origin in (tuple, frozenset) and isinstance(raw, list):
        inner = get_args(annotation)[0]
        if inner is str and all(type(item) is str for item in raw):
            return origin(raw)  # long lists of words are most of what rules hold
        return origin(_value(inner, item, (*at, n), mistakes) for n, item in enumerate(raw))
    if _is_mapping(annotation) and isinstance(raw, dict):
        return _mapping(annotation, raw, at, mistakes)
    if is_dataclass(annotation) and isinstance(raw, dict):
        return read_table(annotation, raw, at, mistakes)
    if annotation is float and type(raw) in (int, float) and math.isfinite(raw):
        return float(raw)
    mistakes.append(_wrong_type(annotation, raw, at))
    return None


def _first_that_fits(annotation: Any, raw: Any, at: KeyPath, mistakes: list[Mistake]) -> Any:
    """The value as the first alternative that takes it; TOML has no way to write None."""
    alternatives = _alternatives(annotation)
    if len(alternatives) == 1:
        return _value(alternatives[0], raw, at, mistakes)
    for inner in alternatives:
        refused: list[Mistake] = []
        value = _value(inner, raw, at, refused)
        if not refused:
            return value
    mistakes.append(_wrong_type(annotation, raw, at))
    return None


def _alternatives(annotation: Any) -> list[Any]:
    """The members of a union but None; no members for any other annotation."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return []
    return [member for member in get_args(annotation) if member is not type(None)]


@cache
def _choices(annotation: Any) -> Mapping[Any, Any]:
    """What a Literal or an Enum allows, as written in TOML, with the value that it stands for."""
    if get_origin(annotation) is Literal:
        return {choice: choice for choice in get_args(annotation)}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {member.value: member for member in annotation}
    return {}


def _choice(annotation: Any, raw: Any, at: KeyPath, mistakes: list[Mistake]) -> Any:
    choices = _choices(annotation)
    for written, value in choices.items():
        if type(raw) is type(written) and raw == written:
            return value
    if isinstance(raw, str) and all(isinstance(choice, str) for choice in choices):
        text = f'{spoken(at)} cannot be "{raw}"; {did_you_mean(raw, choices)}'
        mistakes.append(Mistake(at, text))
    else:
        mistakes.append(_wrong_type(annotation, raw, at))
    return None


def _is_mapping(annotation: Any) -> bool:
    origin = get_origin(annotation) or annotation
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _mapping(
    annotation: Any, raw: Mapping[str, Any], at: KeyPath, mistakes: list[Mistake]
) -> dict[Any, Any]:
    of_keys, of_values = get_args(annotation) or (str, object)
    names = _choices(of_keys)
    values: dict[Any, Any] = {}
    for key, value in raw.items():
        if names and key not in names:
            mistakes.append(Mistake((*at, key), _unknown(key, names, at)))
        else:
            values[names.get(key, key)] = _value(of_values, value, (*at, key), mistakes)
    return values


def _wrong_type(annotation: Any, raw: Any, at: KeyPath) -> Mistake:
    text = f"{spoken(at)} must be {_noun(annotation)}, not {_kind(raw)}; {_advice(annotation, at)}"
    return Mistake(at, text)


def _advice(annotation: Any, at: KeyPath) -> str:
    """How a value of the annotation is written in TOML."""
    if not at or isinstance(at[-1], int):
        return f"write {_sample(annotation)}"
    if _is_mapping(annotation) or is_dataclass(annotation):
        return f"write a table [{spoken(at)}]"
    if get_origin(annotation) is tuple and is_dataclass(get_args(annotation)[0]):
        return f"write a table [[{spoken(at)}]] for each"
    return f"write {at[-1]} = {_sample(annotation)}"


def _noun(annotation: Any) -> str:
    """What a value of the annotation is called in a message."""
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if alternatives := _alternatives(annotation):
        return " or ".join(_noun(alternative) for alternative in alternatives)
    if choices := _choices(annotation):
        return "one of " + ", ".join(_written(choice) for choice in choices)
    return "a list" if get_origin(annotation) in (tuple, frozenset) else "a table"


def _sample(annotation: Any) -> str:
    """A value of the annotation as one may write it on one line of TOML."""
    if annotation in _SAMPLES:
        return _SAMPLES[annotation]
    if alternatives := _alternatives(annotation):
        return _sample(alternatives[0])
    if choices := _choices(annotation):
        return _written(next(iter(choices)))
    if get_origin(annotation) in (tuple, frozenset):
        return f"[{_sample(get_args(annotation)[0])}]"
    if isinstance(annotation, type) and is_dataclass(annotation):
        required = [(name, f) for name, f in table_fields(annotation).items() if f.required]
        return "{ " + ", ".join(f"{name} = {_sample(f.annotation)}" for name, f in required) + " }"
    return '{ name = "..." }'


def _written(choice: Any) -> str:
    return f'"{choice}"' if isinstance(choice, str) else str(choice).lower()


def _kind(raw: Any) -> str:
    """What a TOML value is, in a word."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, int | float):
        return f"the number {raw}"
    if isinstance(raw, date | time):
        return "a date or a time"
    if isinstance(raw, str):
        return "text"
    return "a list" if isinstance(raw, list) else "a table"
