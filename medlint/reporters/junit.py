"""A report as JUnit XML, as CI servers read it: an article is a suite, a finding a failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from medlint.finding import Finding
from medlint.reporters import Look
from medlint.reporters.excerpt import excerpt
from medlint.reporters.wellformed import xml_attribute, xml_content

if TYPE_CHECKING:
    from medlint.run import Report

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def render(report: Report, look: Look) -> str:
    """A suite for every article, one without findings passes; a suite of errors for problems.

    There is no time in it, so that the same report gives the same bytes.
    """
    found: dict[str, list[Finding]] = {path: [] for path in report.files}
    for finding in report.findings:
        found.setdefault(finding.place.path, []).append(finding)
    cases = sum(max(1, len(each)) for each in found.values()) + len(report.problems)
    failures, errors = len(report.findings), len(report.problems)
    lines = [
        _DECLARATION,
        f"<testsuites{_attributes(name='medlint', **_counts(cases, failures, errors))}>",
    ]
    for path, findings in found.items():
        lines += _suite(path, findings)
    if report.problems:
        lines += _problems(report.problems)
    lines.append("</testsuites>")
    return "".join(f"{line}\n" for line in lines)


def _suite(path: str, findings: Sequence[Finding]) -> Iterator[str]:
    counts = _counts(max(1, len(findings)), len(findings), 0)
    yield f"  <testsuite{_attributes(name=path, **counts)}>"
    if not findings:
        yield f"    <testcase{_attributes(name='medlint', classname=path, time='0')}/>"
    for name, finding in zip(_names(findings), findings, strict=True):
        yield f"    <testcase{_attributes(name=name, classname=path, time='0')}>"
        severity, message = finding.severity.value, finding.message.strip()
        yield (
            f"      <failure{_attributes(message=message, type=severity)}>"
            f"{xml_content(_text(finding))}</failure>"
        )
        yield "    </testcase>"
    yield "  </testsuite>"


def _names(findings: Iterable[Finding]) -> Iterator[str]:
    """The rule of each finding, from the second of a rule on with its number.

    A server tells by the names which tests fail anew, so that they hold no line.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.rule] += 1
        count = seen[finding.rule]
        yield finding.rule if count == 1 else f"{finding.rule} ({count})"


def _text(finding: Finding) -> str:
    """Where the finding is, and what of its line can be shown."""
    at = finding.place
    end = at.end_column - 1 if at.end_line == at.line else len(finding.source)
    line, _, _ = excerpt(finding.source, at.column - 1, end)
    return f"{at.path}:{at.line}:{at.column}\n{line}".rstrip()


def _problems(problems: Sequence[str]) -> Iterator[str]:
    counts = _counts(len(problems), 0, len(problems))
    yield f"  <testsuite{_attributes(name='medlint', **counts)}>"
    for number, problem in enumerate(problems, start=1):
        name = f"problem {number}"
        yield f"    <testcase{_attributes(name=name, classname='medlint', time='0')}>"
        yield f"      <error{_attributes(message=problem, type='problem')}/>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _counts(tests: int, failures: int, errors: int) -> Mapping[str, str]:
    return {
        "tests": str(tests),
        "failures": str(failures),
        "errors": str(errors),
        "skipped": "0",
        "time": "0",
    }


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{xml_attribute(value)}"' for name, value in values.items())
