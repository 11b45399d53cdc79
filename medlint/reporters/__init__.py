"""Formats of a report, each a function from a run's report to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.run import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for people looks; formats for programs take no notice of it."""

    color: bool = False
    quiet: bool = False


Reporter = Callable[["Report", Look], str]


def _reporter(module: str, function: str = "render") -> Reporter:
    """A format that is imported when used: a text report has no need of the others."""

    def render(report: Report, look: Look) -> str:
        made: Reporter = getattr(import_module(f"{__name__}.{module}"), function)
        return made(report, look)

    return render


REPORTERS: Mapping[str, Reporter] = {
    "text": _reporter("text"),
    "concise": _reporter("concise"),
    "json": _reporter("json"),
    "jsonl": _reporter("jsonl"),
    "csv": _reporter("findings_csv"),
    "sarif": _reporter("sarif"),
    "github-sarif": _reporter("sarif", "render_for_github"),
    "github": _reporter("github"),
    "github-summary": _reporter("github_summary"),
    "gitlab": _reporter("gitlab"),
    "rdjsonl": _reporter("rdjsonl"),
    "junit": _reporter("junit"),
    "checkstyle": _reporter("checkstyle"),
}
#: Formats that are read on a terminal, in its encoding; the others are UTF-8 wherever they go.
FOR_PEOPLE = frozenset({"text", "concise"})
