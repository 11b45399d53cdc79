"""A report as GitHub shows it on the page of a run: Markdown, in tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from medlint.finding import Finding, Severity
from medlint.reporters import Look
from medlint.reporters.excerpt import shown
from medlint.reporters.text import LIMIT, number, tally

if TYPE_CHECKING:
    from medlint.run import Report

#: GitHub shows a step's summary up to 1 MiB (docs.github.com, "Workflow commands", job summaries);
#: half of that is left to the other commands of the step.
MOST_BYTES = 512 * 1024
#: The most rows of a table.
MOST_ROWS = 100
#: Characters of a message in a table.
LONGEST_MESSAGE = 500

# What Markdown or GitHub could take for markup, for an address, for a person or for an issue.
_MARKUP = re.compile(r"[^\w\s.,;()'?!/“”‘’…%+-]|_")


def render(report: Report, look: Look) -> str:
    """The counts by rule and by article, then the first findings, the gravest first."""
    text = _joined(report, MOST_ROWS)
    # Long names and messages may be too much; a few rows are enough to begin with.
    return text if len(text.encode("utf-8", "replace")) <= MOST_BYTES else _joined(report, 10)


def _joined(report: Report, most: int) -> str:
    return "".join(f"{line}\n" for line in _lines(report, most))


def _lines(report: Report, most: int) -> Iterator[str]:
    yield "## medlint"
    yield ""
    yield f"**{tally(report)}.**"
    if report.accepted:
        yield f"{number(len(report.accepted), 'more finding')} accepted."
    yield from _problems(report.problems)
    if report.findings:
        yield from _table(("Rule", *_SEVERITIES), _by_rule(report.findings), most)
        yield from _table(("Article", *_SEVERITIES), _by_article(report.findings), most)
        yield from _table(("Place", "Severity", "Finding", "Rule"), _rows(report.findings), most)
    yield ""
    yield LIMIT
    yield ""


_SEVERITIES = ("Errors", "Warnings", "Suggestions")


def _problems(problems: Sequence[str]) -> Iterator[str]:
    if problems:
        yield ""
        yield f"{number(len(problems), 'problem')} kept medlint from checking everything:"
        yield ""
        yield from (f"- {_plain(problem)}" for problem in problems[:MOST_ROWS])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], most: int) -> Iterator[str]:
    whole = list(rows)
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in whole[:most])
    if len(whole) > most:
        yield ""
        yield f"{len(whole) - most:,} more rows are left out."


def _by_rule(findings: Iterable[Finding]) -> list[Sequence[str]]:
    return _counted((finding.rule, finding.severity) for finding in findings)


def _by_article(findings: Iterable[Finding]) -> list[Sequence[str]]:
    return _counted((finding.place.path, finding.severity) for finding in findings)


def _counted(named: Iterable[tuple[str, Severity]]) -> list[Sequence[str]]:
    """A row for each name with how often it has each severity; most errors first."""
    found = Counter(named)
    names = {name for name, _ in found}
    table = {name: [found[name, severity] for severity in Severity] for name in names}
    ordered = sorted(names, key=lambda name: ([-count for count in table[name]], name))
    return [(_plain(name), *map(str, table[name])) for name in ordered]


def _rows(findings: Iterable[Finding]) -> Iterator[Sequence[str]]:
    """A row for each finding, the gravest first."""
    for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
        message = finding.message.strip()
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[: LONGEST_MESSAGE - 1]}…"
        place = f"{finding.place.path}:{finding.place.line}"
        yield _plain(place), finding.severity.value, _plain(message), _plain(finding.rule)


def _plain(text: str) -> str:
    """The text on one line, with nothing in it that is markup."""
    return _MARKUP.sub(lambda found: f"&#{ord(found.group())};", shown(text))
