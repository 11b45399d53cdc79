"""Annotations on GitHub: the workflow commands of Actions, printed by a step of a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from medlint.finding import Finding, Severity
from medlint.reporters import Look
from medlint.reporters.excerpt import shown
from medlint.reporters.rooted import RepositoryPaths
from medlint.reporters.text import number

if TYPE_CHECKING:
    from medlint.run import Report

#: How many annotations of each kind GitHub shows of a step; of a job it shows 50.
MOST_OF_A_KIND = 10
#: Characters of a message that are shown in a box beside the line.
LONGEST_MESSAGE = 2000

_COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.SUGGESTION: "notice",
}


def render(report: Report, look: Look) -> str:
    """Errors first, at most as many of each kind as GitHub shows; one notice tells of the rest."""
    paths = RepositoryPaths()
    by_severity = {
        severity: [finding for finding in report.findings if finding.severity is severity]
        for severity in _COMMANDS
    }
    room = dict.fromkeys(_COMMANDS, MOST_OF_A_KIND)
    if report.problems:
        room[Severity.ERROR] -= 1
    if any(len(found) > room[severity] for severity, found in by_severity.items()):
        # The notice about the rest is one of the ten.
        room[Severity.SUGGESTION] -= 1
    lines = [*_problems(report.problems)]
    for severity, found in by_severity.items():
        lines += [_command(finding, paths) for finding in found[: room[severity]]]
    rest = {severity: len(found) - room[severity] for severity, found in by_severity.items()}
    lines += _rest({severity: count for severity, count in rest.items() if count > 0})
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, paths: RepositoryPaths) -> str:
    at = finding.place
    where = {"file": paths.of(at.path), "line": at.line, "endLine": at.end_line}
    if at.line == at.end_line:
        # GitHub takes columns only where it is one line.
        where |= {"col": at.column, "endColumn": at.end_column}
    message = finding.message.strip()
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[: LONGEST_MESSAGE - 1]}…"
    values = {**where, "title": f"medlint: {finding.rule}"}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_message(message)}"


def _rest(left_out: Mapping[Severity, int]) -> Iterator[str]:
    if left_out:
        counts = ", ".join(number(count, severity.value) for severity, count in left_out.items())
        text = f"{counts} more: GitHub shows ten of a kind, --format text lists them all."
        yield f"::notice title=medlint::{_message(text)}"


def _problems(problems: Sequence[str]) -> Iterator[str]:
    """One error for what kept medlint from checking everything."""
    if problems:
        text = "\n".join(("medlint could not check everything:", *problems[:MOST_OF_A_KIND]))
        yield f"::error title=medlint::{_message(text)}"


def _message(text: str) -> str:
    """The text as a message of one or more lines, without what a log could not show."""
    return _escaped("\n".join(map(shown, text.splitlines())))


def _escaped(text: str) -> str:
    """The text as GitHub's own toolkit escapes the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The text as GitHub's own toolkit escapes the value of a property."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
