"""The entries of a front matter block, in YAML or TOML, each with its place in the file.

Only as much of either language is read as front matter uses: keys, texts, lists and tables, in
lines or in brackets. Whatever else stands there is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from medlint.finding import Span
from medlint.layout import Stated

#: The keys that lead to a value; a number stands for the place in a list.
KeyPath = tuple[str | int, ...]

_LINE = re.compile(r"[^\r\n]+")
_KEY = re.compile(r"(\"[^\"]*\"|'[^']*'|[\w][\w .@/-]*?)[ \t]*(?::(?=[ \t]|$)|=)[ \t]*")
_TOML_TABLE = re.compile(r"\[\[?[ \t]*([\w.\"'-]+)[ \t]*\]\]?[ \t]*(?:#.*)?$")
_BLOCK_TEXT = re.compile(r"[|>][+-]?\d?[ \t]*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_NOTHING = frozenset({"", "null", "~"})
_OPENING, _CLOSING = "[{", "]}"


class Entry(NamedTuple):
    """A value of the front matter: its keys in lower case, its text without quotation marks.

    An empty text is a key without a value. `span` is the value with its key, on the line on which
    the key or the item stands; `at` is the offset of the value itself.
    """

    keys: KeyPath
    text: str
    span: Span
    at: int


class _Open(NamedTuple):
    """A key whose values may stand on deeper lines."""

    indent: int
    keys: KeyPath


def front_matter_statements(text: str, block: Span) -> Iterator[Stated]:
    """What the block states, in order: every value with its keys, the places in lists left out."""
    for entry in read_front_matter(text, block):
        key = ".".join(name for name in entry.keys if isinstance(name, str))
        start = max(entry.at, entry.span.start)
        span = Span(min(start, entry.span.end), entry.span.end)
        if entry.text and text[span.start : span.end][:1] in ('"', "'"):
            span = Span(span.start + 1, span.start + 1 + len(entry.text))
        yield Stated(key, entry.text, span, "front-matter")


def read_front_matter(text: str, block: Span) -> list[Entry]:
    """The entries of the block, in order; a list or table gives one for each value in it."""
    body = [
        (found.start(), found.group())
        for found in _LINE.finditer(text, block.start, block.end)
        if found.group().strip() not in ("---", "+++", "...")
    ]
    return list(_Reader(text, body, is_toml=text[block.start : block.start + 3] == "+++").read())


class _Reader:
    """Reads the lines of one block from top to bottom."""

    def __init__(self, text: str, lines: list[tuple[int, str]], *, is_toml: bool) -> None:
        self._text = text
        self._lines = lines
        self._is_toml = is_toml
        self._open: list[_Open] = []
        self._items: dict[KeyPath, int] = {}
        # Whether the last line was a key whose value may follow on the next one.
        self._waiting = False

    def read(self) -> Iterator[Entry]:
        """Every entry, in order."""
        number = 0
        while number < len(self._lines):
            start, line = self._lines[number]
            number += 1
            indent = len(line) - len(line.lstrip())
            content = line.strip()
            if not content or content.startswith("#"):
                continue
            table = _TOML_TABLE.match(content) if self._is_toml else None
            if table:
                self._enter_table(table.group(1), is_item=content.startswith("[["))
                continue
            number = yield from self._line(start + indent, indent, content, number)

    def _enter_table(self, name: str, *, is_item: bool) -> None:
        keys: KeyPath = tuple(part.strip("\"' ").lower() for part in name.split("."))
        self._open = [_Open(-1, (*keys, self._next_item(keys)) if is_item else keys)]

    def _next_item(self, keys: KeyPath) -> int:
        number = self._items.get(keys, 0)
        self._items[keys] = number + 1
        return number

    def _line(self, at: int, indent: int, content: str, number: int) -> Generator[Entry, None, int]:
        """The entries of a line and of those that belong to it; returns the next line's number."""
        is_item = False
        while content.startswith(("- ", "-\t")) or content == "-":
            # A list may stand as deep as its key.
            while self._open and self._open[-1].indent > indent:
                self._open.pop()
            if not self._open:
                return number
            above = self._open[-1].keys
            step = len(content) - len(content[1:].lstrip())
            indent += step
            self._open.append(_Open(indent - 1, (*above, self._next_item(above))))
            at, content, is_item = at + step, content[step:], True
        key = _KEY.match(content) if content[:1] not in _OPENING else None
        if key is not None:
            self._waiting = False
            return (yield from self._keyed(key, at, indent, content, number))
        if content and self._open and (is_item or self._waiting):
            self._waiting = False
            yield from self._flow(self._open[-1].keys, at, content, at)
        return number

    def _keyed(
        self, key: re.Match[str], at: int, indent: int, content: str, number: int
    ) -> Generator[Entry, None, int]:
        """The entries of a line that holds a key; returns the next line's number."""
        if not self._is_toml:
            while self._open and self._open[-1].indent >= indent:
                self._open.pop()
        above = self._open[-1].keys if self._open else ()
        keys = (*above, key.group(1).strip("\"' ").lower())
        rest = content[key.end() :]
        if _BLOCK_TEXT.match(rest) and not self._is_toml:
            return (yield from self._block_text(keys, at, indent, number))
        rest, number = self._until_closed(rest, number)
        if not _without_comment(rest) and not self._is_toml and self._has_values(indent, number):
            self._open.append(_Open(indent, keys))
            self._waiting = True
            return number
        yield from self._flow(keys, at + key.end(), rest, at)
        return number

    def _has_values(self, indent: int, number: int) -> bool:
        """Whether the lines from `number` on hold values of a key at `indent`."""
        for _, line in self._lines[number:]:
            body = line.strip()
            if body and not body.startswith("#"):
                deep = len(line) - len(line.lstrip())
                return deep > indent or (deep == indent and body.startswith("-"))
        return False

    def _block_text(
        self, keys: KeyPath, at: int, indent: int, number: int
    ) -> Generator[Entry, None, int]:
        """A text on the deeper lines below its key; returns the number of the line behind it."""
        words: list[str] = []
        first = None
        while number < len(self._lines):
            start, line = self._lines[number]
            if len(line) - len(line.lstrip()) <= indent and line.strip():
                break
            first = start if first is None else first
            words.append(line.strip())
            number += 1
        end = at + len(self._text[at:].splitlines()[0])
        yield Entry(keys, " ".join(words).strip(), Span(at, end), end if first is None else first)
        return number

    def _until_closed(self, rest: str, number: int) -> tuple[str, int]:
        """The value with the lines on which its brackets close, and the next line's number."""
        if rest[:1] not in _OPENING or not rest:
            return rest, number
        while _depth(rest) > 0 and number < len(self._lines):
            start, line = self._lines[number]
            before, _ = self._lines[number - 1]
            gap = start - before - len(self._lines[number - 1][1])
            rest += " " * gap + line
            number += 1
        return rest, number

    def _flow(self, keys: KeyPath, at: int, written: str, key_at: int) -> Iterator[Entry]:
        """The values of what stands behind a key: one text, or those in its brackets."""
        body = _without_comment(written)
        if body[:1] in _OPENING and body[-1:] in _CLOSING and body:
            pieces = list(_pieces(body[1:-1], at + 1))
            if not pieces:
                yield self._entry(keys, "", key_at, at, len(body))
            for number, (start, piece) in enumerate(pieces):
                pair = _KEY.match(piece) or re.match(r"([\w-]+)\s*:\s*", piece)
                if body[0] == "{" and pair:
                    name = pair.group(1).strip("\"' ").lower()
                    yield from self._flow(
                        (*keys, name), start + pair.end(), piece[pair.end() :], start
                    )
                else:
                    yield from self._flow((*keys, number), start, piece, start)
            return
        text = body
        if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
            text = text.strip(text[0]).strip()
        yield self._entry(keys, "" if text.lower() in _NOTHING else text, key_at, at, len(body))

    def _entry(self, keys: KeyPath, text: str, key_at: int, at: int, length: int) -> Entry:
        end = at + length if length else key_at + len(self._text[key_at:at].rstrip())
        return Entry(keys, text, Span(key_at, end), at)


def _without_comment(written: str) -> str:
    """A value without a comment behind it; a number sign in quotation marks opens none."""
    body = written.strip()
    if body[:1] in ('"', "'"):
        end = body.find(body[0], 1)
        return body[: end + 1] if end > 0 else body
    return _COMMENT.sub("", body).rstrip()


def _depth(text: str) -> int:
    """How many brackets are open at the end of a text, those in quotation marks left out."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    return sum(bare.count(mark) for mark in _OPENING) - sum(bare.count(m) for m in _CLOSING)


def _pieces(body: str, at: int) -> Iterator[tuple[int, str]]:
    """The parts between commas outside of brackets and quotation marks, with their offsets."""
    depth, quote, start = 0, "", 0
    for index, character in enumerate(body + ","):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and body[start:index].rstrip()[-1:] in ("", ":", *_OPENING):
            quote = character
        elif character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth -= 1
        elif character == "," and depth <= 0:
            piece = body[start:index]
            if piece.strip():
                yield at + start + len(piece) - len(piece.lstrip()), piece.strip()
            start = index + 1
