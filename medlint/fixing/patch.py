"""A change as a unified diff, which `patch -p0` and `git apply -p0` understand."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

_NO_LINE_END = "\\ No newline at end of file"


def patch(path: str, old: str, new: str) -> str:
    """The diff from the old to the new text of a file; empty where they are the same."""
    lines = unified_diff(_lines(old), _lines(new), path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}\n" for line in lines)


def showable(diff: str) -> str:
    """The diff with control characters replaced by their pictures, for a terminal."""
    from medlint.reporters.excerpt import shown

    return "".join(f"{shown(line.removesuffix(chr(10)))}\n" for line in _lines(diff))


def colored(diff: str) -> str:
    """The diff with what goes in red and what comes in green."""
    return "".join(_colored(diff))


def _colored(diff: str) -> Iterator[str]:
    from click import style

    colors = {"-": "red", "+": "green", "@": "cyan"}
    for line in _lines(diff):
        heading = line.startswith(("--- ", "+++ "))
        body, end = line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]
        yield style(body, fg=None if heading else colors.get(line[0]), bold=heading or None) + end


def _lines(text: str) -> list[str]:
    """The lines with their ends, as programs that read diffs part them: at line feeds alone."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
