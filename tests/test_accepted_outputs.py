"""What somebody accepted, in the reports of real runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import main

ARTICLE = """\
# Tea

<!-- medlint-disable-next-line cure-claim reviewer="Ana Ruiz" -- quoted from the leaflet -->
This tea cures asthma.

This tea cures gout.
"""


@pytest.fixture(autouse=True)
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tea.md").write_text(ARTICLE, encoding="utf-8")
    Path("medlint.toml").write_text('select = ["cure-claim"]\n', encoding="utf-8")


def call(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.output
    return result.stdout


def results(format_name: str) -> list[dict]:
    (run,) = json.loads(call("check", "tea.md", "--baseline", "b.tsv", "--format", format_name))[
        "runs"
    ]
    return run["results"]


def test_a_comment_and_a_baseline_are_suppressions() -> None:
    call("baseline", "write", "tea.md", "--baseline", "b.tsv")
    both = {each["suppressions"][0]["kind"]: each for each in results("sarif")}
    assert set(both) == {"inSource", "external"}
    (suppression,) = both["inSource"]["suppressions"]
    assert suppression["justification"] == "quoted from the leaflet"
    assert suppression["properties"]["reviewer"] == "Ana Ruiz"
    place = suppression["location"]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("tea.md", 3)
    assert results("github-sarif") == []


def test_what_is_accepted_keeps_its_fingerprint() -> None:
    before = json.loads(call("check", "tea.md", "--format", "json"))
    Path("tea.md").write_text(ARTICLE.replace("medlint-disable", "note"), encoding="utf-8")
    after = json.loads(call("check", "tea.md", "--format", "json"))
    accepted = before["accepted"][0]["fingerprint"]
    reported = before["findings"][0]["fingerprint"]
    assert [each["fingerprint"] for each in after["findings"]] == [accepted, reported]
