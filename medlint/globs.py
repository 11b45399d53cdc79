"""Path patterns as people write them in a configuration: `drafts`, `*.txt`, `news/**/old-*.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PIECE = re.compile(r"\*\*/|/\*\*$|\*+|\?|\[!?\]?[^\]/]*\]|[^*?\[/]+|.", re.DOTALL)


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a relative path with forward slashes, or a folder it lies in, fits one of the globs.

    `*` stops at a slash and `**` does not; a glob without a slash fits at any depth.
    """
    return any(_pattern(glob).fullmatch(path) for glob in globs)


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    body = glob.removeprefix("./").rstrip("/")
    anywhere = "" if "/" in body else "(?:.*/)?"
    pieces = "".join(_translated(piece) for piece in _PIECE.findall(body.removeprefix("/")))
    return re.compile(f"{anywhere}{pieces}(?:/.*)?", re.DOTALL)


def _translated(piece: str) -> str:
    if piece == "**/":
        return "(?:.*/)?"
    if piece == "/**":
        return "/.*"
    if piece.startswith("*"):
        return "[^/]*" if piece == "*" else ".*"
    if piece == "?":
        return "[^/]"
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
        return _character_set(piece[1:-1])
    return re.escape(piece)


def _character_set(body: str) -> str:
    negated = body.startswith("!")
    members = body[1:] if negated else body
    if not members:
        return re.escape(f"[{body}]")
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", members)
    try:
        re.compile(f"[{escaped}]")
    except re.error:  # a range that runs backwards, as in [z-a], is taken by the letter
        return re.escape(f"[{body}]")
    return f"[{'^/' if negated else ''}{escaped}]"
