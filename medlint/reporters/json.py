"""A report for programs: one JSON object, described by `findings.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from medlint import __version__
from medlint.finding import Accepted, Finding, Fix, Place, Severity
from medlint.fingerprint import Fingerprints
from medlint.reporters import Look
from medlint.reporters.wellformed import valid

if TYPE_CHECKING:
    from medlint.profiles.report import ArticleProfile
    from medlint.run import Report

#: Raised when a program that reads the format would have to change.
SCHEMA_VERSION = 1


def render(report: Report, look: Look) -> str:
    """The report as JSON in ASCII, so that no terminal or pipe can damage it."""
    return json.dumps(_object(report), indent=2) + "\n"


def _object(report: Report) -> dict[str, Any]:
    fingerprints = Fingerprints(report)
    return {
        "schema_version": SCHEMA_VERSION,
        "medlint_version": __version__,
        "findings": [finding_object(finding, fingerprints) for finding in report.findings],
        "accepted": [_accepted(accepted, fingerprints) for accepted in report.accepted],
        "summary": {
            "files": len(report.files),
            "errors": _count(report, Severity.ERROR),
            "warnings": _count(report, Severity.WARNING),
            "suggestions": _count(report, Severity.SUGGESTION),
        },
        "profiles": [_profile(profile) for profile in report.profiles],
        "fixed": [
            {"path": article.path, "rule": rule, "findings": count}
            for article in report.fixed
            for rule, count in article.rules
        ],
        "problems": list(report.problems),
    }


def _profile(told: ArticleProfile) -> dict[str, Any]:
    return {
        "path": told.path,
        "profile": told.profile,
        "source": told.source,
        "cues": [asdict(cue) for cue in told.cues],
        "changes": [
            {
                "rule": effect.rule,
                "severity": _level(effect.severity),
                "usual": _level(effect.usual),
                "limits": effect.limits,
            }
            for effect in told.effects
        ],
    }


def _level(severity: Severity | None) -> str:
    return "off" if severity is None else severity.value


def _accepted(accepted: Accepted, fingerprints: Fingerprints) -> dict[str, Any]:
    terms = accepted.terms
    return {
        **finding_object(accepted.finding, fingerprints),
        "accepted_by": accepted.by,
        "reason": valid(terms.reason),
        "reviewer": terms.reviewer and valid(terms.reviewer),
        "accepted_on": terms.accepted and terms.accepted.isoformat(),
        "until": terms.until and terms.until.isoformat(),
        "record": _place(accepted.record) if accepted.record else None,
    }


def finding_object(finding: Finding, fingerprints: Fingerprints) -> dict[str, Any]:
    """A finding as the JSON formats have it."""
    return {
        **_place(finding.place),
        "rule": finding.rule,
        "pack": finding.pack,
        "severity": finding.severity.value,
        "message": valid(finding.message),
        "related": [{**_place(each.place), "note": valid(each.note)} for each in finding.related],
        "replacement": None if finding.replacement is None else valid(finding.replacement),
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": fingerprints.of(finding),
    }


def _place(place: Place) -> dict[str, Any]:
    # Not `asdict`, which takes several times as long.
    return {
        "path": valid(place.path),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = zip(fix.places, fix.edits, strict=True)
    return {
        "kind": fix.kind,
        "edits": [{**_place(place), "text": valid(edit.text)} for place, edit in edits],
    }


def _count(report: Report, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in report.findings)
