"""A window on a line of an article, and a mark under the part that a finding is about."""

from __future__ import annotations

import re
import unicodedata

from medlint.remembered import Remembered

#: Columns of a terminal that an excerpt fills at most, ellipses not counted.
WIDTH = 100

_MORE = "…"
# Characters that move a cut to a word's edge, when one is this near.
_CUT_SLACK = 12

_PLAIN = re.compile(r"[\x20-\x7e]*")
_UNSHOWABLE = "\ufffd"


def shown(text: str) -> str:
    """The text as a terminal can show it on one line, one character for each of its own.

    Control characters become their pictures, a tab a space; marks that turn the writing
    direction and other invisible characters become U+FFFD.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(map(_SHOWN.__getitem__, text))


def excerpt(line: str, start: int, end: int, width: int = WIDTH) -> tuple[str, int, int]:
    """A window of the line around the characters from `start` to `end`, and where to mark it.

    The mark is its indent and its length, in terminal columns as `width` is; at least one column
    is marked.
    """
    start = min(start, len(line))
    end = max(start, min(end, len(line)))
    left, marked_end, right = _window(line, start, end, width)
    before = _MORE if left > 0 else ""
    after = _MORE if right < len(line) else ""
    indent = len(before) + columns(line[left:start])
    mark = max(1, columns(line[start:marked_end]))
    return f"{before}{shown(line[left:right])}{after}", indent, mark


def columns(text: str) -> int:
    """The columns that a terminal needs for the text once it is `shown`."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int, int]:
    """Where the window starts, where the mark is cut, and where the window ends."""
    room = width
    marked_end = _stretch(line, start, end, room)
    room -= columns(line[start:marked_end])
    left = _stretch_back(line, start, room // 2)
    right = _stretch(line, marked_end, len(line), room - columns(line[left:start]))
    left = _stretch_back(line, start, room - columns(line[marked_end:right]))
    if left > 0:
        space = line.find(" ", left, min(start, left + _CUT_SLACK))
        left = left if space < 0 else space + 1
    if right < len(line):
        space = line.rfind(" ", max(marked_end, right - _CUT_SLACK), right)
        right = right if space < 0 else space
    return left, marked_end, right


def _stretch(line: str, start: int, end: int, room: int) -> int:
    """How far after `start` the line can be shown in `room` columns, at most to `end`."""
    if line.isascii():
        return max(start, min(end, start + max(0, room)))
    at = start
    while at < end:
        room -= _columns_of(line[at])
        if room < 0:
            break
        at += 1
    return at


def _stretch_back(line: str, start: int, room: int) -> int:
    """How far before `start` the line can be shown in `room` columns, never inside a letter."""
    if line.isascii():
        return max(0, start - max(0, room))
    at = start
    while at > 0:
        room -= _columns_of(line[at - 1])
        if room < 0:
            break
        at -= 1
    while at < start and _columns_of(line[at]) == 0:
        at += 1
    return at


def _columns_of(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shown_character(character: str) -> str:
    code = ord(character)
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " " if _columns_of(character) == 1 else character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return _UNSHOWABLE if hidden else character


_SHOWN = Remembered(_shown_character)
