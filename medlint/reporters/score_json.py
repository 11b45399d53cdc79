"""Scorecards for programs: one JSON object, described by `score.schema.json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlint.instruments.report import ScoreReport
    from medlint.instruments.scorecard import Judged, Scorecard

#: Raised when a program that reads the format would have to change.
VERSION = "1"


def render(report: ScoreReport) -> str:
    """The scorecards as JSON in ASCII, so that no terminal or pipe can damage it.

    Nothing but the articles and the instrument changes it, so that two of them can be compared.
    """
    instrument = report.instrument
    told: dict[str, Any] = {
        "version": VERSION,
        "instrument": {
            "name": instrument.name,
            "title": instrument.title,
            "source": instrument.source,
            "limits": instrument.limits,
            "items": [
                {"name": item.name, "label": item.label, "looks_for": item.looks_for}
                for item in instrument.items
            ],
        },
        "files": [_file(instrument.name, card) for card in report.cards],
        "counts": {name: dict(counted) for name, counted in report.counts().items()},
        "problems": list(report.problems),
    }
    return json.dumps(told, indent=2) + "\n"


def _file(instrument: str, card: Scorecard) -> dict[str, Any]:
    return {
        "path": card.path,
        "instrument": instrument,
        "items": [_item(judged) for judged in card.items],
    }


def _item(judged: Judged) -> dict[str, Any]:
    return {
        "name": judged.item.name,
        "verdict": judged.verdict,
        "lines": list(judged.lines),
        "reason": judged.reason,
    }
