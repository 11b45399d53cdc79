"""The values of a JSON text, each with its path and its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from medlint.finding import Span

_TOKEN = re.compile(
    r'\s*+(?:(?P<text>"(?:[^"\\]++|\\.)*+")|(?P<mark>[{}\[\],:])|(?P<bare>[^\s{}\[\],:"]++))',
    re.DOTALL,
)
#: What is nested deeper says nothing about the page.
_DEEPEST = 40


class Value(NamedTuple):
    """A text, number or word of a JSON text: its path, itself, and its place without the quotes.

    `path` has the names of objects and the numbers of lists, outermost first.
    """

    path: tuple[str | int, ...]
    text: str
    span: Span


def json_values(text: str, start: int, end: int) -> Iterator[Value]:
    """The values between two offsets, in order; what comes behind a mistake is not read."""
    path: list[str | int] = []
    name: str | None = None
    at = start
    while found := _TOKEN.match(text, at, end):
        at = found.end()
        mark = found["mark"]
        if mark in ("{", "["):
            if len(path) >= _DEEPEST:
                return
            path.append("" if mark == "{" else 0)
        elif mark in ("}", "]"):
            if not path:
                return
            path.pop()
        elif mark == ",":
            if path and isinstance(path[-1], int):
                path[-1] += 1
            elif path:
                path[-1] = ""
        elif mark == ":":
            if not path or isinstance(path[-1], int) or name is None:
                return
            path[-1] = name
        elif path and path[-1] == "" and found["text"]:
            name = _plain(found["text"])
        else:
            span = Span(*found.span("text" if found["text"] else "bare"))
            if found["text"]:
                yield Value(tuple(path), _plain(found["text"]), Span(span.start + 1, span.end - 1))
            else:
                yield Value(tuple(path), found["bare"], span)


def _plain(quoted: str) -> str:
    """What a quoted text says; one that JSON does not allow, as it is written."""
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted[1:-1]
