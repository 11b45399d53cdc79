"""What is wrong inside a front matter block that is closed: TOML or YAML that no site can read.

Of YAML only mistakes are told that every reader of YAML stops at.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from medlint.finding import Span


class FrontMatterMistake(NamedTuple):
    """The line that cannot be read, without its indentation, and what is wrong with it."""

    span: Span
    problem: str


class _Line(NamedTuple):
    start: int
    indent: str
    body: str


_LINE = re.compile(r"([ \t]*)([^\r\n]*)")
_KEY = re.compile(
    r"(\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|[^\s\"'#&*!|>%@`\[\]{},?:-][^#\r\n]*?|-[^\s#][^#\r\n]*?)"
    r"\s*:(?:\s+|$)"
)
_ITEM = re.compile(r"(?:-(?:\s+|$))+")
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)$|\(at end of document\)$")
_BLOCK_TEXT = re.compile(r"(?:[|>][+-]?\d?[+-]?)\s*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_PROPERTY = re.compile(r"(?:[&!][^\s]*\s+)+")


def front_matter_mistake(text: str, block: Span) -> FrontMatterMistake | None:
    """The first mistake in a closed front matter block, its marks included in the span."""
    if text.startswith("+++", block.start):
        return _toml_mistake(text, block)
    return next(_yaml_mistakes(text, block), None)


def _toml_mistake(text: str, block: Span) -> FrontMatterMistake | None:
    lines = list(_lines(text, block))
    body = "\n".join(line.indent + line.body for line in lines[1:-1])
    try:
        tomllib.loads(body)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        number = int(found[1]) if found and found[1] else len(lines) - 2
        line = lines[max(1, min(number, len(lines) - 2))]
        reason = _TOML_PLACE.sub("", str(error)).strip()
        return _mistake(line, f"is no TOML ({reason[:1].lower()}{reason[1:]})")
    return None


def _lines(text: str, block: Span) -> Iterator[_Line]:
    at = block.start
    while at < block.end:
        found = _LINE.match(text, at, block.end)
        if found is None:
            return
        yield _Line(found.start(2), found[1], found[2].rstrip())
        at = found.end()
        at += 2 if text.startswith("\r\n", at) else 1


def _mistake(line: _Line, problem: str) -> FrontMatterMistake:
    end = line.start + max(1, len(line.body))
    return FrontMatterMistake(Span(line.start, end), problem)


def _yaml_mistakes(text: str, block: Span) -> Iterator[FrontMatterMistake]:
    """Mistakes line by line; what spans several lines is taken as a whole."""
    lines = list(_lines(text, block))
    lines = lines[1:]
    while lines and lines[-1].body in ("", "---", "..."):
        lines.pop()
    whole = text[block.start : block.end]
    seen: dict[str, None] = {}
    number = 0
    depth = -1
    while number < len(lines):
        line = lines[number]
        number += 1
        if not line.body or line.body.startswith("#"):
            continue
        if "\t" in line.indent:
            yield _mistake(line, "has a tab for indentation; YAML takes spaces only")
            return
        if line.body.startswith(("? ", ": ")):
            # Keys in long form, which no front matter has; what follows is not judged.
            return
        item = _ITEM.match(line.body)
        rest = line.body[item.end() :] if item else line.body
        key = _KEY.match(rest)
        if key is None and not item and not line.indent:
            if depth < 0 or not rest.startswith(("]", "}")):
                yield _mistake(line, "has no “key: value”")
                return
            continue
        depth = len(line.indent)
        if key is None and not item:
            # It goes on with the value above.
            continue
        if key is not None and not item and not line.indent:
            name = key[1].strip("\"'")
            if name in seen:
                yield _mistake(line, f"gives “{name}” a second time")
                return
            seen[name] = None
        value = rest[key.end() :] if key else rest
        value = value[m.end() :] if (m := _PROPERTY.match(value)) else value
        if _BLOCK_TEXT.match(value):
            while number < len(lines) and (
                not lines[number].body or len(lines[number].indent) > len(line.indent)
            ):
                number += 1
            continue
        problem, number = _value_mistake(value, lines, number, whole)
        if problem:
            yield _mistake(line, problem)
            return


def _value_mistake(value: str, lines: list[_Line], number: int, whole: str) -> tuple[str, int]:
    """What is wrong with a value that may go on below, and the number of the line behind it."""
    if value[:1] in ('"', "'"):
        found = _QUOTED[value[0]].match("\n".join((value, *(each.body for each in lines[number:]))))
        if found is None:
            return f"opens a quotation mark ({value[0]}) that never closes", number
        number += found.group().count("\n")
        last_line = found.string[found.end() :].partition("\n")[0]
        behind = _COMMENT.sub("", last_line).strip()
        if behind and not behind.startswith((",", "]", "}", ":")):
            return "goes on behind the closing quotation mark", number
        return "", number
    if value[:1] in ("[", "{"):
        depth = _depth(value)
        while depth > 0 and number < len(lines):
            depth += _depth(lines[number].body)
            number += 1
        return (f"opens a bracket ({value[0]}) that never closes" if depth > 0 else ""), number
    plain = _COMMENT.sub("", value).strip()
    if plain[:1] in ("@", "`", "%"):
        return f"begins its value with “{plain[0]}”; put the value in quotation marks", number
    if plain[:1] == "*" and "&" not in whole:
        return "begins its value with “*”; put the value in quotation marks", number
    if re.search(r":(?:\s|$)", plain):
        return "has a colon in its value; put the value in quotation marks", number
    return "", number


_QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*+'", re.DOTALL),
}
_ANY_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)


def _depth(value: str) -> int:
    bare = _ANY_QUOTED.sub("", value)
    return sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
