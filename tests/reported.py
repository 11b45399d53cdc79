"""Reports for the tests of the output formats: ordinary, hostile and huge ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from medlint.finding import (
    Accepted,
    Edit,
    Finding,
    Fix,
    Passage,
    Place,
    Related,
    Severity,
    Span,
    Terms,
)
from medlint.reporters import REPORTERS, Look
from medlint.rulebook import Rulebook
from medlint.run import Report

#: Everything that a format could take for its own: quotes, markup, commands, line ends, formulas.
HOSTILE = (
    "=cmd|' /C calc'!A0 \"quoted\" 'single' ]]> <b>&amp;</b> -- {0} [a](1) `x` | 100 % %0A"
    " ::error::no\r\nnext\tline \x00\x07\x1b[31m\x85\u2028\u202e\ufeff\ufffe"
    " 💊\ud800 e\u0301 @who #1"
)
#: Names that a file can have, lone surrogates among them: bytes that are no UTF-8.
PATHS = (
    "plain.md",
    "with space, comma: colon;semi.md",
    "ünï/çödé 日本 💊.md",
    "100%25 & <tag> 'q' \"d\"#frag?query.md",
    "line\nend\ttab.md",
    "undecodable \udcff.md",
    "=formula.md",
    "<stdin>",
    "/elsewhere/a b.md",
)


def finding(path: str = "a.md", **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "place": Place(path, 3, 10, 3, 15),
        "rule": "cure-claim",
        "pack": "claims",
        "severity": Severity.ERROR,
        "message": "“cures” promises a cure.",
        "source": "This tea cures asthma.",
        "passage": Passage("this tea cures asthma", 3, 3),
    }
    return Finding(**{**values, **changes})


def fixed_finding(source: str = "Le thé 💊 cures asthma.", **changes: Any) -> Finding:
    """A finding on “cures” in the source, with a safe fix of that word."""
    start = source.index("cures")
    place = Place("a.md", 3, start + 1, 3, start + 6)
    fix = Fix("safe", (Edit(Span(100, 105), "may ease"),), (place,))
    return finding(place=place, source=source, fix=fix, **changes)


def report(*findings: Finding, **changes: Any) -> Report:
    """The report of a run with the bundled rules that the findings name."""
    accepted = [each.finding for each in changes.get("accepted", ())]
    found = sorted(findings, key=lambda each: each.sort_key)
    values: dict[str, Any] = {
        "findings": tuple(found),
        "problems": (),
        "files": tuple(sorted({"a.md", *(each.place.path for each in findings)})),
        "rules": _rules({each.rule for each in (*findings, *accepted)}),
    }
    return Report(**{**values, **changes})


def hostile_report() -> Report:
    """Every kind of finding with every kind of text and name."""
    findings = [
        finding(
            path,
            message=HOSTILE,
            source=HOSTILE,
            place=Place(path, 1, 2, 1, 30),
            related=(Related(Place(path, 2, 1, 2, 4), HOSTILE),),
            replacement=HOSTILE,
            fix=Fix("unsafe", (Edit(Span(1, 29), HOSTILE),), (Place(path, 1, 2, 1, 30),)),
            passage=Passage(HOSTILE, 1, 1),
            severity=severity,
        )
        for path in PATHS
        for severity in Severity
    ]
    findings += [
        # An empty file; the very end of one; all of one; an insertion.
        finding("empty.md", place=Place("empty.md", 1, 1, 1, 1), source="", message="-"),
        finding("end.md", place=Place("end.md", 9, 1, 9, 1), source=""),
        finding("whole.md", place=Place("whole.md", 1, 1, 9, 8), passage=Passage("", 1, 9, True)),
        finding(
            "insert.md",
            fix=Fix("safe", (Edit(Span(4, 4), "x"),), (Place("insert.md", 3, 5, 3, 5),)),
        ),
    ]
    accepted = (
        Accepted(finding("in source.md"), "comment", Terms(HOSTILE)),
        Accepted(
            finding("waived.md"), "waiver", Terms("agreed", "Dr. \ud800 Ö", None, date(2027, 1, 31))
        ),
        Accepted(finding("old.md"), "baseline"),
    )
    return report(*findings, accepted=accepted, problems=(HOSTILE,), notes=(HOSTILE,))


def huge_report(count: int = 30_000) -> Report:
    """Many findings, one error to nine that weigh less."""
    findings = [
        finding(
            f"folder/article-{number // 10}.md",
            place=Place(f"folder/article-{number // 10}.md", number % 10 + 1, 10, 1000, 15),
            severity=Severity.ERROR if number % 10 == 9 else Severity.SUGGESTION,
            passage=Passage(f"sentence {number}", 1, 1),
        )
        for number in range(count)
    ]
    return report(*findings)


def written(format_name: str, told: Report) -> str:
    """What a format makes of a report, as the file or the pipe gets it."""
    text = REPORTERS[format_name](told, Look())
    return text.encode("utf-8", "replace").decode("utf-8")


def _rules(names: set[str]) -> tuple[Any, ...]:
    known = Rulebook.load().rules
    return tuple(known[name] for name in sorted(names))
