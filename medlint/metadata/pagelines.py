"""What a web page shows as lines: by-lines and dates stand above and below its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_lowercase, ascii_uppercase

_HIDDEN = frozenset("script style template svg nav aside select noscript head button form".split())
_TAG = re.compile(r"<!--|<[/!?]?([A-Za-z][\w-]*)?[^<>]*>")
_INLINE = frozenset(
    "a abbr b bdi cite data em font i img label mark q s small span strong sub sup time u"
    " wbr".split()
)
_ENTITY = re.compile(r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = "\n"
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


def page_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that a reader of a page sees, navigation and forms left out, with their offsets.

    Every line is as long as its source: tags are blanked, entities padded.
    """
    shown = "".join(_shown(text.replace("\r", " ").replace("\n", " ")))
    shown = _ENTITY.sub(_one_character, shown)
    start = 0
    for line in shown.split(_BREAK):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _shown(text: str) -> Iterator[str]:
    """The text in pieces, each as long as its source, without its tags and what is hidden."""
    # Not `lower`, which makes some letters two.
    small = text.translate(_SMALL)
    # What is never closed hides nothing; it is looked for once.
    unclosed: set[str] = set()
    done = 0
    for tag in _TAG.finditer(text):
        if tag.start() < done:
            continue
        yield text[done : tag.start()]
        done = tag.end()
        name = (tag.group(1) or "").lower()
        closing = "-->" if text.startswith("<!--", tag.start()) else f"</{name}>"
        hides = closing == "-->" or (name in _HIDDEN and text[tag.start() + 1] != "/")
        if hides and closing not in unclosed:
            end = small.find(closing, tag.start() + 4 if closing == "-->" else done)
            if end >= 0:
                done = max(done, end + len(closing)) if closing == "-->" else max(done, end)
            else:
                unclosed.add(closing)
        yield (" " if name in _INLINE else _BREAK).ljust(done - tag.start())
    yield text[done:]


def _one_character(entity: re.Match[str]) -> str:
    character = unescape(entity.group())
    plain = character if len(character) == 1 and not character.isspace() else " "
    return plain.ljust(len(entity.group()))
