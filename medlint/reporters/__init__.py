"""Formats of a report, each a function from a run's report to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.run import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report for people looks; formats for programs take no notice of it."""

    color: bool = False
    quiet: bool = False


Reporter = Callable[["Report", Look], str]


def _text(report: Report, look: Look) -> str:
    from medlint.reporters.text import render

    return render(report, look)


def _json(report: Report, look: Look) -> str:
    from medlint.reporters.json import render

    return render(report, look)


#: Imported when used: a text report has no need of the others.
REPORTERS: Mapping[str, Reporter] = {"text": _text, "json": _json}
