"""A report for programs that read it line by line: one JSON object a finding."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from medlint.fingerprint import Fingerprints
from medlint.reporters import Look
from medlint.reporters.json import finding_object

if TYPE_CHECKING:
    from medlint.run import Report


def render(report: Report, look: Look) -> str:
    """The findings of the JSON report, each on a line of its own, in ASCII."""
    fingerprints = Fingerprints(report)
    objects = (finding_object(finding, fingerprints) for finding in report.findings)
    return "".join(f"{json.dumps(each)}\n" for each in objects)
