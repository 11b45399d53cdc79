"""Clusters of duplicates for programs: one JSON object, described by `duplicates.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlint.duplicates.report import ClusterRow, DriftRow, DuplicatesReport, VersionRow

#: Raised when a program that reads the format would have to change.
VERSION = "1"
#: Decimals of a similarity.
_DECIMALS = 4


def render(report: DuplicatesReport) -> str:
    """The clusters as JSON in ASCII, so that no terminal or pipe can damage it.

    Nothing but the articles, the lists of boilerplate and the options changes it.
    """
    told: dict[str, Any] = {
        "version": VERSION,
        "files": report.files,
        "passages": report.passages,
        "clusters_found": report.found,
        "clusters": [_cluster(row) for row in report.clusters],
        "problems": list(report.problems),
    }
    return json.dumps(told, indent=2) + "\n"


def _cluster(row: ClusterRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "words": row.versions[0].words,
        "copies": row.copies,
        "similarity": round(row.similarity, _DECIMALS),
        "versions": [_version(version) for version in row.versions],
    }


def _version(version: VersionRow) -> dict[str, Any]:
    return {
        "text": version.text,
        "words": version.words,
        "like": version.like,
        "similarity": round(version.similarity, _DECIMALS),
        "allowed": version.allowed,
        "places": [asdict(place) for place in version.places],
        "changes": [asdict(change) for change in version.changes],
        "drifts": [_drift(drift) for drift in version.drifts],
    }


def _drift(drift: DriftRow) -> dict[str, Any]:
    return {
        "kind": drift.kind,
        **asdict(drift.finding.place),
        "rule": drift.finding.rule,
        "severity": drift.finding.severity.value,
        "message": drift.finding.message,
        "text": drift.text,
        "other": {**asdict(drift.other), "text": drift.other_text},
    }
