"""A report in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from medlint import __version__
from medlint.card import Card, read_cards
from medlint.finding import Accepted, Finding, Fix, Place, Severity
from medlint.fingerprint import Fingerprints
from medlint.reporters import Look
from medlint.reporters.rooted import RepositoryPaths
from medlint.reporters.wellformed import level, valid

if TYPE_CHECKING:
    from medlint.rule import Rule
    from medlint.run import Report

#: What GitHub takes (docs.github.com, "SARIF support for code scanning"): results of a run, bytes
#: of a file that was compressed with gzip, and places of a result that it shows.
MOST_RESULTS = 25_000
MOST_BYTES = 10_000_000
MOST_RELATED = 100
#: Characters of a description that GitHub shows.
LONGEST_DESCRIPTION = 1024

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_FINGERPRINT = "medlintPassage/v1"
#: From so much precision on, the words for it; the thresholds are ours, the words GitHub's.
_PRECISIONS = ((0.95, "very-high"), (0.85, "high"), (0.7, "medium"), (0.0, "low"))
_EXAMPLES_SHOWN = 3

Json = dict[str, Any]


def render(report: Report, look: Look) -> str:
    """The report as SARIF, accepted findings with their suppressions among the results.

    Where it would be more than GitHub takes, the gravest findings are kept, and a notification says
    how many are left out. The same bytes for the same report.
    """
    return _within_limits(report, report.accepted)


def render_for_github(report: Report, look: Look) -> str:
    """As `render`, without accepted findings: GitHub takes no notice of suppressions."""
    return _within_limits(report, ())


def _within_limits(report: Report, accepted: Sequence[Accepted]) -> str:
    most = MOST_RESULTS
    while True:
        text = _Log(report, accepted, most).text()
        if len(text) <= MOST_BYTES or len(zlib.compress(text.encode())) <= MOST_BYTES:
            return text
        most = most // 2


class _Log:
    """One SARIF log of at most so many results."""

    def __init__(self, report: Report, accepted: Sequence[Accepted], most: int) -> None:
        self._report = report
        self._findings = _gravest(report.findings, most)
        self._accepted = accepted[: most - len(self._findings)]
        shown = len(self._findings) + len(self._accepted)
        self._left_out = len(report.findings) + len(accepted) - shown
        # By the standard, either no result tells of suppressions or every one does.
        self._tells_suppressions = bool(accepted)
        self._rules = {rule.name: index for index, rule in enumerate(report.rules)}
        self._paths = RepositoryPaths()
        self._fingerprints = Fingerprints(report)

    def text(self) -> str:
        """The log as JSON in ASCII."""
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [self._run()]}
        return json.dumps(log, separators=(",", ":")) + "\n"

    def _run(self) -> Json:
        cards = read_cards() if self._report.rules else {}
        return {
            "tool": {
                "driver": {
                    "name": "medlint",
                    "version": __version__,
                    "semanticVersion": __version__,
                    "rules": [_rule(rule, cards.get(rule.name)) for rule in self._report.rules],
                }
            },
            "invocations": [
                {
                    "executionSuccessful": not self._report.problems,
                    "exitCode": self._report.exit_code,
                    "toolExecutionNotifications": [*self._notifications()],
                }
            ],
            "originalUriBaseIds": {
                _ROOT: {"description": _message("The root of the repository of the articles.")}
            },
            "columnKind": "unicodeCodePoints",
            "results": [*self._results()],
        }

    def _notifications(self) -> Iterator[Json]:
        yield from ({"level": "error", **_told(text)} for text in self._report.problems)
        if self._left_out:
            count = f"{self._left_out:,} of the findings are left out here"
            text = f"{count}: code scanning takes no more; those kept are the gravest."
            yield {"level": "warning", **_told(text)}
        yield from ({"level": "note", **_told(text)} for text in self._report.notes)

    def _results(self) -> Iterator[Json]:
        for finding in self._findings:
            yield self._result(finding) | ({"suppressions": []} if self._tells_suppressions else {})
        for accepted in self._accepted:
            yield self._result(accepted.finding) | {"suppressions": [self._suppression(accepted)]}

    def _result(self, finding: Finding) -> Json:
        result: Json = {
            "ruleId": finding.rule,
            "level": level(finding.severity, "note"),
            **_told(finding.message),
            "locations": [{"physicalLocation": self._location(finding.place)}],
            "partialFingerprints": {_FINGERPRINT: self._fingerprints.of_passage(finding)},
        }
        if finding.rule in self._rules:
            result["ruleIndex"] = self._rules[finding.rule]
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, "physicalLocation": self._location(each.place), **_told(each.note)}
                for number, each in enumerate(finding.related[:MOST_RELATED], start=1)
            ]
        if finding.fix is not None:
            result["fixes"] = [self._fix(finding.fix)]
        return result

    def _fix(self, fix: Fix) -> Json:
        safe = "medlint check --fix writes this."
        unsafe = "This changes the wording; medlint check --fix-unsafe writes it."
        return {
            "description": _message(safe if fix.kind == "safe" else unsafe),
            "artifactChanges": [
                {
                    "artifactLocation": self._artifact(fix.places[0].path),
                    "replacements": [
                        {
                            "deletedRegion": _region(place),
                            "insertedContent": {"text": valid(edit.text)},
                        }
                        for edit, place in zip(fix.edits, fix.places, strict=True)
                    ],
                }
            ],
        }

    def _suppression(self, accepted: Accepted) -> Json:
        terms = accepted.terms
        told = {
            "acceptedBy": accepted.by,
            "reviewer": terms.reviewer and valid(terms.reviewer),
            "accepted": terms.accepted and terms.accepted.isoformat(),
            "until": terms.until and terms.until.isoformat(),
        }
        suppression: Json = {
            "kind": "inSource" if accepted.by == "comment" else "external",
            "status": "accepted",
            "justification": valid(terms.reason) or _JUSTIFICATIONS[accepted.by],
            "properties": {name: value for name, value in told.items() if value},
        }
        if accepted.record is not None:
            suppression["location"] = {"physicalLocation": self._location(accepted.record)}
        return suppression

    def _location(self, place: Place) -> Json:
        return {"artifactLocation": self._artifact(place.path), "region": _region(place)}

    def _artifact(self, name: str) -> Json:
        path = valid(self._paths.of(name))
        if path.startswith("/") or path[1:3] == ":/":
            return {"uri": f"file:///{quote(path.lstrip('/'), safe='/:')}"}
        return {"uri": quote(path, safe="/"), "uriBaseId": _ROOT}


def _gravest(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """The gravest findings, at most so many, in their order."""
    if len(findings) <= most:
        return findings
    by_weight = sorted(range(len(findings)), key=lambda number: -findings[number].severity.rank)
    return [findings[number] for number in sorted(by_weight[:most])]


def _rule(rule: Rule, card: Card | None) -> Json:
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning"}
    properties: Json = {
        "tags": ["medical-writing", rule.pack, "preview" if rule.preview else "stable"],
        "problem.severity": kinds.get(rule.severity, "recommendation"),
    }
    if card is not None and card.sufficient and card.precision is not None:
        precision = card.precision
        properties["precision"] = next(word for low, word in _PRECISIONS if precision >= low)
    name = "".join(part.capitalize() for part in rule.name.split("-"))
    # By the standard, a name must not be the id; of a rule that is one word it would be.
    return ({"name": name} if name.lower() != rule.name else {}) | {
        "id": rule.name,
        "shortDescription": _message(_cut(f"{rule.title}.")),
        "fullDescription": _message(_cut(" ".join(rule.why.split()))),
        "help": {"text": valid(_help(rule)), "markdown": valid(_help_in_markdown(rule))},
        "defaultConfiguration": {"level": level(rule.severity, "note"), "enabled": rule.default},
        "properties": properties,
    }


def _help(rule: Rule) -> str:
    sources = "".join(f"\n- {' '.join(source.split())}" for source in rule.sources)
    return (
        f"{rule.why.strip()}\n\nSources:{sources}\n\n"
        f"To see more: medlint explain {rule.name}\n"
        f"To hide a finding: <!-- medlint-disable-next-line {rule.name} -- reason -->"
    )


def _help_in_markdown(rule: Rule) -> str:
    parts = [rule.why.strip()]
    for title, examples in (
        ("Flagged", rule.examples.flagged),
        ("Not flagged", rule.examples.passing),
    ):
        # What fills several lines would not stay the item of a list.
        short = [text for text in examples if "\n" not in text.strip() and "`" not in text]
        if short:
            items = "\n".join(f"- `{text.strip()}`" for text in short[:_EXAMPLES_SHOWN])
            parts.append(f"**{title}**\n\n{items}")
    parts.append("**Sources**\n\n" + "\n".join(f"- {' '.join(s.split())}" for s in rule.sources))
    parts.append(
        f"To see more: `medlint explain {rule.name}`. To hide a finding, with the reason why: "
        f"`<!-- medlint-disable-next-line {rule.name} -- reason -->`"
    )
    return "\n\n".join(parts)


_JUSTIFICATIONS = {
    "comment": "A comment in the article hides it and gives no reason.",
    "waiver": "The list of waivers accepts it and gives no reason.",
    "baseline": "The baseline accepts it: it was there before.",
}


def _region(place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _told(text: str) -> Json:
    # "[words](target)" is a link in the message of a result; what an article says must not be one.
    return {"message": _message(text.strip().replace("](", "] (") or "-")}


def _message(text: str) -> Json:
    return {"text": valid(text)}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1]}…"
