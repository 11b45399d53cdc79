"""The line of every key and list item of a TOML text, for messages that point at a mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: The way to a value from the top of a file: keys, and 0-based numbers of list items.
KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''
      (?P<skip>   [ \t\r]+ | \#[^\n]* )
    | (?P<newline>\n )
    | (?P<string> """(?:[^\\]|\\.)*?"{3,5} | \'{3}.*?\'{3,5}
                | "(?:[^"\\\n]|\\.)*" | '[^'\n]*' )
    | (?P<mark>   [][{},=.] )
    | (?P<bare>   [^][{},=.\#"'\s]+ )
    ''',
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


def key_lines(source: str) -> Mapping[KeyPath, int]:
    """The 1-based line of every key, table and list item of a text that `tomllib` accepts."""
    scan = _Scan(_tokens(source))
    while scan.at < len(scan.tokens):
        if scan.peek() == "\n":
            scan.at += 1
        elif scan.peek() == "[":
            scan.header()
        else:
            scan.pair(scan.table)
    return scan.lines


def _tokens(source: str) -> list[_Token]:
    """The tokens that carry structure; a dot inside a number or a time is a token too."""
    tokens: list[_Token] = []
    line = 1
    for found in _TOKEN.finditer(source):
        if found.lastgroup != "skip":
            tokens.append(_Token(str(found.lastgroup), found.group(), line))
        line += found.group().count("\n")
    return tokens


@dataclass
class _Scan:
    """A walk over the tokens: the table being filled, and the lines noted so far."""

    tokens: list[_Token]
    at: int = 0
    table: KeyPath = ()
    lines: dict[KeyPath, int] = field(default_factory=dict)
    sizes: dict[KeyPath, int] = field(default_factory=dict)  # tables in an array of tables

    def peek(self) -> str:
        """The text of the next token; empty at the end."""
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def header(self) -> None:
        """Read `[a.b]` or `[[a.b]]` and make it the table being filled."""
        line = self.tokens[self.at].line
        brackets = 2 if self.tokens[self.at + 1].text == "[" else 1
        self.at += brackets
        path: KeyPath = ()
        for part in self.key(end="]"):
            path = self.inside_last_table((*path, part))
        self.at += brackets
        if brackets == 2:
            # `inside_last_table` led into the last table; the new one stands beside it.
            path = path[:-1] if isinstance(path[-1], int) else path
            self.lines.setdefault(path, line)
            self.sizes[path] = self.sizes.get(path, 0) + 1
            path = self.inside_last_table(path)
        self.lines.setdefault(path, line)
        self.table = path

    def inside_last_table(self, path: KeyPath) -> KeyPath:
        """The path into the last table of an array of tables; other paths as they are."""
        return (*path, self.sizes[path] - 1) if path in self.sizes else path

    def key(self, end: str) -> list[str]:
        """The parts of a dotted key up to, and not including, the token `end`."""
        parts: list[str] = []
        while self.peek() != end:
            token = self.tokens[self.at]
            if token.kind == "string":
                parts.append(next(iter(_loads(f"{token.text}=0"))))
            elif token.kind == "bare":
                parts.append(token.text)
            self.at += 1
        return parts

    def pair(self, table: KeyPath) -> None:
        """Read `key = value`."""
        line = self.tokens[self.at].line
        path = table
        for part in self.key(end="="):
            path = (*path, part)
            self.lines.setdefault(path, line)
        self.at += 1
        self.value(path)

    def value(self, path: KeyPath) -> None:
        """Read one value, noting the lines of what a list or an inline table holds."""
        if self.peek() == "[":
            self.items(path)
        elif self.peek() == "{":
            self.inline_table(path)
        else:
            while self.peek() not in ("", "\n", ",", "]", "}"):
                self.at += 1

    def items(self, path: KeyPath) -> None:
        """Read a list from its opening to its closing bracket."""
        number = 0
        self.at += 1
        while self.peek() != "]":
            if self.peek() in ("\n", ","):
                number += self.peek() == ","
                self.at += 1
                continue
            self.lines[(*path, number)] = self.tokens[self.at].line
            self.value((*path, number))
        self.at += 1

    def inline_table(self, path: KeyPath) -> None:
        """Read an inline table from its opening to its closing brace."""
        self.at += 1
        while self.peek() != "}":
            if self.peek() in ("\n", ","):
                self.at += 1
            else:
                self.pair(path)
        self.at += 1


def _loads(source: str) -> dict[str, Any]:
    # Imported when there is a mistake to place: most runs have none.
    import tomllib

    return tomllib.loads(source)
