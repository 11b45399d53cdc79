"""What a web page shows as lines: by-lines and dates stand above and below its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style|template|svg|nav|aside|select|noscript|head|button|form)\b[^<>]*>"
    r".*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?([A-Za-z][\w-]*)?[^<>]*>")
_INLINE = frozenset(
    "a abbr b bdi cite data em font i img label mark q s small span strong sub sup time u"
    " wbr".split()
)
_ENTITY = re.compile(r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_BREAK = "\n"


def page_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that a reader of a page sees, navigation and forms left out, with their offsets.

    Every line is as long as its source: tags are blanked, entities padded.
    """
    shown = text.replace("\r", " ").replace("\n", " ")
    shown = _HIDDEN.sub(lambda found: _BREAK.ljust(len(found.group())), shown)
    shown = _TAG.sub(_blanked, shown)
    shown = _ENTITY.sub(_one_character, shown)
    start = 0
    for line in shown.split(_BREAK):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _blanked(tag: re.Match[str]) -> str:
    inline = (tag.group(1) or "").lower() in _INLINE
    return (" " if inline else _BREAK).ljust(len(tag.group()))


def _one_character(entity: re.Match[str]) -> str:
    character = unescape(entity.group())
    plain = character if len(character) == 1 and not character.isspace() else " "
    return plain.ljust(len(entity.group()))
