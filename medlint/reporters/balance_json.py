"""Balance sheets for programs: one JSON object, described by `balance.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlint.balance.report import BalanceReport
    from medlint.balance.sheet import Account, BenefitLine, HarmLine, Sheet
    from medlint.finding import Place

#: Raised when a program that reads the format would have to change.
VERSION = "1"


def render(report: BalanceReport) -> str:
    """The sheets as JSON in ASCII, so that no terminal or pipe can damage it.

    Nothing but the articles changes it, so that two of them can be compared.
    """
    told: dict[str, Any] = {
        "version": VERSION,
        "files": [_file(sheet) for sheet in report.sheets],
        "problems": list(report.problems),
    }
    return json.dumps(told, indent=2) + "\n"


def _file(sheet: Sheet) -> dict[str, Any]:
    return {
        "path": sheet.path,
        "profile": sheet.profile,
        "promoted": sheet.promoted.name if sheet.promoted else None,
        "interventions": [_intervention(account) for account in sheet.accounts],
        "harm_statements": [_harm(line) for line in sheet.harms],
    }


def _intervention(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "label": account.label,
        "promoted": account.promoted,
        "comparator": account.comparator,
        "benefits": [_benefit(line) for line in account.benefits],
        "harms": [_harm(line) for line in account.harms],
        "distinct_harms": list(account.distinct_harms),
        "harm_weight": account.weight,
        "ratio": account.ratio,
    }


def _benefit(line: BenefitLine) -> dict[str, Any]:
    return {**_range(line.place), "text": line.text, "kind": line.kind}


def _harm(line: HarmLine) -> dict[str, Any]:
    return {
        **_range(line.place),
        "text": line.text,
        "word": _range(line.word),
        "kind": line.kind,
        "harms": list(line.harms),
        "serious": line.serious,
        "treatment": line.treatment,
        "link": line.link,
        "frequency": asdict(line.frequency) if line.frequency else None,
        "of_promoted": line.of_promoted,
        "comparator": line.comparator,
        "medicine": line.medicine,
    }


def _range(place: Place) -> dict[str, Any]:
    return {name: value for name, value in asdict(place).items() if name != "path"}
