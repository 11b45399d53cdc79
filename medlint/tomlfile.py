"""One TOML file of rules or words, and messages that name the line of a mistake in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlint.tomllines import KeyPath

# Tab and line ends are ordinary in an article; the others come from escapes such as "\b".
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SYNTAX_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_GIVEN_TWICE = re.compile(r"overwrite|twice|declare|mutate|redefine|duplicate", re.IGNORECASE)


class RuleError(Exception):
    """Rules that cannot be used: `messages` holds one "path:line: what is wrong; what to write"
    for every mistake."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the value under a key, and what to write instead."""

    at: KeyPath
    text: str


@dataclass(frozen=True)
class TomlFile:
    """A TOML file that was read without a syntax error."""

    path: Path
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> TomlFile:
        """The file's tables; raises RuleError when it cannot be read or is not TOML."""
        import tomllib

        source = _source(path)
        try:
            return cls(path, tomllib.loads(source))
        except tomllib.TOMLDecodeError as error:
            raise RuleError(_syntax_message(path, source, str(error))) from None
        except RecursionError:
            raise RuleError(
                f"{shown(path)}:1: lists or tables stand too deep in each other; "
                "write fewer brackets"
            ) from None

    @cached_property
    def lines(self) -> dict[KeyPath, int]:
        """The 1-based line of every key; only worth its time when there is a mistake."""
        from medlint.tomllines import key_lines

        return dict(key_lines(_source(self.path)))

    def line(self, at: KeyPath) -> int:
        """The line of a key, or of the nearest table around it; 1 for the file itself."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)

    def error(self, mistakes: Iterable[Mistake]) -> RuleError:
        """The error that reports the mistakes, in the order of their lines."""
        told = {(self.line(mistake.at), _on_one_line(mistake.text)): None for mistake in mistakes}
        in_order = sorted(told, key=lambda line_and_text: line_and_text[0])
        return RuleError(*(f"{shown(self.path)}:{line}: {text}" for line, text in in_order))


def shown(path: Path) -> str:
    """The path as messages show it: with forward slashes, from the working folder if inside it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The advice after an unknown name: the nearest known one, else what there is to choose."""
    from difflib import get_close_matches

    choices = sorted(known)
    nearest = get_close_matches(word, choices, n=1, cutoff=0.6)
    if nearest:
        return f'did you mean "{nearest[0]}"?'
    if not choices:
        return "delete it"
    if len(choices) == 1:
        return f'write "{choices[0]}"'
    listed = ", ".join(f'"{choice}"' for choice in choices[:12])
    return f"write one of {listed}{', ...' if len(choices) > 12 else ''}"


def control_characters(value: object, at: KeyPath = ()) -> Iterator[Mistake]:
    """A mistake for every string inside the value that holds a control character."""
    if isinstance(value, str):
        found = _CONTROL.search(value)
        if found:
            yield Mistake(
                at,
                f"{spoken(at)} holds the control character U+{ord(found.group()):04X}; "
                "put a pattern in single quotes, where a backslash stays a backslash",
            )
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from control_characters(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from control_characters(inner, (*at, number))


def spoken(at: KeyPath) -> str:
    """A key path as people read it; list items count from 1."""
    words = ""
    for part in at:
        if isinstance(part, int):
            words += f" item {part + 1}"
        else:
            words += f"{'.' if words else ''}{part}"
    return words


def written(value: object) -> str:
    """A value as the file has it, cut when it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _on_one_line(text: str) -> str:
    """The text with line ends and control characters, which it may quote, written as escapes."""
    return _NOT_SHOWN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _source(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise RuleError(f"{shown(path)}:1: cannot be read ({reason}); check the path") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{shown(path)}:{line}: is not UTF-8 text; save it as UTF-8") from None
    return text.replace("\r\n", "\n")


def _syntax_message(path: Path, source: str, reason: str) -> str:
    place = _SYNTAX_LINE.search(reason)
    # An error at the end of the document has no number of its own.
    line = int(place.group(1)) if place and place.group(1) else source.rstrip().count("\n") + 1
    what = _SYNTAX_LINE.sub("", reason)
    if what == r"Illegal character '\n'":
        return f"{shown(path)}:{line}: text in quotes has no end; write the closing quote"
    if _GIVEN_TWICE.search(what):
        advice = "a key or table stands here a second time, so delete one"
    else:
        advice = "write key = value, prose in double quotes, patterns in single quotes"
    return f"{shown(path)}:{line}: is not TOML ({what}); {advice}"
