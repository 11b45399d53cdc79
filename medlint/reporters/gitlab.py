"""A report for GitLab's Code Quality (docs.gitlab.com, "Code Quality report format")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from medlint.finding import Finding, Severity
from medlint.fingerprint import Fingerprints
from medlint.reporters import Look
from medlint.reporters.rooted import RepositoryPaths
from medlint.reporters.wellformed import valid

if TYPE_CHECKING:
    from medlint.run import Report

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.SUGGESTION: "minor",
}


def render(report: Report, look: Look) -> str:
    """One issue a finding, as JSON in ASCII; their fingerprints are unique."""
    paths = RepositoryPaths()
    fingerprints = Fingerprints(report, paths.of)
    issues = [_issue(finding, paths, fingerprints) for finding in report.findings]
    return json.dumps(issues, separators=(",", ":")) + "\n"


def _issue(finding: Finding, paths: RepositoryPaths, fingerprints: Fingerprints) -> dict[str, Any]:
    at = finding.place
    return {
        "description": valid(finding.message.strip()),
        "check_name": finding.rule,
        "fingerprint": fingerprints.of(finding),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": valid(paths.of(at.path)),
            "lines": {"begin": at.line, "end": at.end_line},
        },
    }
