"""A report in the XML of Checkstyle, which many CI servers and review tools read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from medlint.finding import Finding
from medlint.reporters import Look
from medlint.reporters.wellformed import level, xml_attribute

if TYPE_CHECKING:
    from medlint.run import Report

#: The version of Checkstyle whose format this is; tools look at it.
_VERSION = "4.3"


def render(report: Report, look: Look) -> str:
    """A file for every article with findings, an error for every finding."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<checkstyle version="{_VERSION}">']
    for path, findings in groupby(report.findings, key=lambda finding: finding.place.path):
        lines.append(f'  <file name="{xml_attribute(path)}">')
        lines += [_error(finding) for finding in findings]
        lines.append("  </file>")
    lines.append("</checkstyle>")
    return "".join(f"{line}\n" for line in lines)


def _error(finding: Finding) -> str:
    values = {
        "line": str(finding.place.line),
        "column": str(finding.place.column),
        "severity": level(finding.severity, "info"),
        "message": finding.message.strip(),
        "source": f"medlint.{finding.pack}.{finding.rule}",
    }
    pairs = "".join(f' {name}="{xml_attribute(value)}"' for name, value in values.items())
    return f"    <error{pairs}/>"
