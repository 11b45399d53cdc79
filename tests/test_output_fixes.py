"""What the formats say of fixes and of passages holds in real articles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from medlint.cli import main

# Characters of two, three and four bytes before the places, which only the right columns survive.
ARTICLE = """\
# Thé 💊 for the night

Le thé 💊 – give 5.0 mg QD and then 2.50 mg at night. We use the thé 💊 to help.

The the tea was tried in 30 adults , and « 💊 » 7.0 mg helped.
"""
RULES = "decimal-format,error-prone-abbreviation,repeated-word,punctuation-spacing,lost-hyphen"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*options: str) -> str:
    result = CliRunner().invoke(main, ["check", "tea.md", *options])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def wrote(text: str) -> None:
    Path("tea.md").write_bytes(text.encode())


def fixed(text: str) -> str:
    wrote(text)
    check("--select", RULES, "--fix-unsafe")
    return Path("tea.md").read_bytes().decode()


def starts(text: str) -> list[int]:
    return [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]


def changed(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def sarif_edits(text: str) -> list[tuple[int, int, str]]:
    """The replacements of a log, with their offsets in code points."""
    (run,) = json.loads(check("--select", RULES, "--format", "sarif"))["runs"]
    lines = starts(text)
    edits = []
    for result in run["results"]:
        for fix in result.get("fixes", ()):
            for replacement in fix["artifactChanges"][0]["replacements"]:
                region = replacement["deletedRegion"]
                start = lines[region["startLine"] - 1] + region["startColumn"] - 1
                end = lines[region["endLine"] - 1] + region["endColumn"] - 1
                edits.append((start, end, replacement["insertedContent"]["text"]))
    return edits


def reviewdog_edits(text: str) -> list[tuple[int, int, str]]:
    """The suggestions of all diagnostics, with their offsets in code points."""
    lines = text.splitlines(keepends=True)
    begin = starts(text)
    edits = []

    def offset(position: dict[str, Any]) -> int:
        line = lines[position["line"] - 1].encode()
        return begin[position["line"] - 1] + len(line[: position["column"] - 1].decode())

    for told in check("--select", RULES, "--format", "rdjsonl").splitlines():
        for suggestion in json.loads(told).get("suggestions", ()):
            spot = suggestion["range"]
            edits.append((offset(spot["start"]), offset(spot["end"]), suggestion["text"]))
    return edits


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("edits", [sarif_edits, reviewdog_edits])
def test_whoever_applies_the_fixes_of_a_report_gets_what_fix_writes(edits, line_end: str) -> None:
    text = ARTICLE.replace("\n", line_end)
    wrote(text)
    found = edits(text)
    assert len(found) >= 4
    assert changed(text, found) == fixed(text) != text


def fingerprints(text: str) -> dict[str, set[str]]:
    """The fingerprints of each format, of the findings in one sentence."""
    wrote(text)
    options = ("--select", "cure-claim,hype-language")
    lines = [json.loads(line) for line in check(*options, "--format", "jsonl").splitlines()]
    issues = json.loads(check(*options, "--format", "gitlab"))
    (run,) = json.loads(check(*options, "--format", "sarif"))["runs"]
    passages = [each["partialFingerprints"]["medlintPassage/v1"] for each in run["results"]]
    return {
        "jsonl": {each["fingerprint"] for each in lines},
        "gitlab": {each["fingerprint"] for each in issues},
        "sarif": set(passages),
    }


SENTENCES = "# Tea\n\nThis tea cures asthma.\n\nA miracle drink cures gout.\n"


def test_edits_elsewhere_wrapping_and_markup_leave_fingerprints_alone() -> None:
    before = fingerprints(SENTENCES)
    assert {name: len(each) for name, each in before.items()} == dict.fromkeys(before, 3)
    edited = SENTENCES.replace("# Tea\n", "# Tea\n\nMore is said here.\n\nAnd here.\n")
    edited = edited.replace("tea cures asthma", "*tea* cures\nasthma")
    assert fingerprints(edited) == before


def test_another_sentence_has_other_fingerprints() -> None:
    before = fingerprints(SENTENCES)
    after = fingerprints(SENTENCES.replace("asthma", "eczema"))
    for name in before:
        assert len(before[name] & after[name]) == 2
