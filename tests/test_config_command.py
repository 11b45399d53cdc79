"""`medlint config`: what applies to an article, and the line that says so."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import main
from medlint.config import read_config
from medlint.config.explaining import explain_config
from medlint.config.schema import SHIPPED
from medlint.discovery import SUFFIXES
from medlint.document import Document
from medlint.engine import lint
from medlint.rulebook import Rulebook

BASE = """ignore = ["long-sentence"]
exclude = ["old/**"]
"""
CONFIG = """extends = ["base.toml"]
fail-on = "warning"

extend-ignore = ["metadata"]

[per-path-ignores]
"press/*" = ["duplication"]

[rules.reading-grade]
target = 9

[[overrides]]
paths = ["press/**"]
profile = "promotional"
preview = true
[overrides.rules.cure-claim]
severity = "warning"

[[overrides]]
paths = ["*.md"]
fail-on = "never"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("base.toml", BASE)
    write("medlint.toml", CONFIG)
    write("press/a.md", "# Tea\n\nNettle tea cures asthma. Buy now!\n")
    return tmp_path


def write(name: str, text: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def call(*arguments: str):
    return CliRunner().invoke(main, ["config", *arguments])


def told(path: str = "press/a.md") -> dict:
    return json.loads(call(path, "--format", "json").stdout)


def setting(key: str, path: str = "press/a.md") -> tuple[object, list[str]]:
    (found,) = (each for each in told(path)["settings"] if each["key"] == key)
    return found["value"], found["places"]


def rule(name: str, path: str = "press/a.md") -> tuple[str | None, str, list[str]]:
    (found,) = (each for each in told(path)["rules"] if each["name"] == name)
    return found["severity"], found["reason"], found["places"]


def test_each_setting_has_the_line_that_says_so():
    assert setting("exclude") == (["old/**"], ["base.toml:2"])
    assert setting("ignore") == (["long-sentence", "metadata"], ["base.toml:1", "medlint.toml:4"])
    assert setting("profile") == ("promotional", ["medlint.toml:14"])
    assert setting("fail-on") == ("never", ["medlint.toml:21"])
    assert setting("severity") == ("suggestion", [])
    assert setting("baseline") == (None, [])


def test_the_files_and_the_overrides_that_fit():
    here = told()
    assert here["files"] == ["base.toml", "medlint.toml"]
    assert here["overrides"] == [
        {"paths": ["*.md"], "place": "medlint.toml:19"},
        {"paths": ["press/**"], "place": "medlint.toml:12"},
    ]


def test_each_rule_has_a_reason():
    assert rule("long-sentence") == (None, "`ignore` names it", ["base.toml:1"])
    assert rule("missing-byline") == (
        None, '`ignore` names its pack "metadata"', ["medlint.toml:4"]
    )  # fmt: skip
    assert rule("corpus-boilerplate") == (
        None, '`per-path-ignores` names its pack "duplication" for "press/*"', ["medlint.toml:7"]
    )  # fmt: skip
    assert rule("cure-claim") == ("warning", "its severity is set", ["medlint.toml:17"])
    assert rule("absolute-claim") == ("error", "", [])
    off = rule("food-disease-claim")
    assert off[:2] == (None, "it runs only where it is selected, or in the profile nutrition")


def test_an_option_has_its_line():
    (grade,) = (each for each in told()["rules"] if each["name"] == "reading-grade")
    assert grade["options"] == [{"key": "target", "value": 9, "places": ["medlint.toml:10"]}]


def test_what_select_and_previews_leave_out():
    write("medlint.toml", 'select = ["claims"]\n')
    assert rule("no-references") == (None, "`select` names others", ["medlint.toml:1"])
    write("medlint.toml", "preview = false\n")
    preview = next(each.name for each in Rulebook.load().rules.values() if each.preview)
    expected = (None, "it is a preview rule, and previews are off", ["medlint.toml:1"])
    assert rule(preview) == expected


def test_the_profile_is_told_with_its_cues():
    write("medlint.toml")
    write("a.md", "---\nprofile: professional\n---\n# Tea\n\nNettle tea.\n")
    assert told("a.md")["profile"]["profile"] == "professional"
    assert "profile professional, as its front matter says" in call("a.md").stdout
    severity, reason, _ = rule("reading-grade", "a.md")
    assert (severity, reason) == (None, "it is off in the profile professional")


@pytest.mark.parametrize("config", [
    CONFIG, "", "preview = true", 'profile = "professional"', 'profile = "nutrition"',
    'select = ["claims", "food-disease-claim"]', 'ignore = ["risk"]\npreview = true',
    'extend-select = ["food-disease-claim"]\n[rules.cure-claim]\nseverity = "suggestion"',
])  # fmt: skip
def test_the_rules_told_are_those_that_run(config):
    write("medlint.toml", config)
    read, rulebook = read_config(Path("medlint.toml")), Rulebook.load()
    path = Path("press/a.md")
    document = Document("press/a.md", path.read_text(), "markdown")
    explained = explain_config(document, path, read, rulebook)
    running = {each.name: each.severity for each in explained.rules if each.severity}
    found = lint([document], rulebook, read)
    assert {finding.rule for finding in found} <= running.keys()
    assert all(each.reason for each in explained.rules if each.severity is None)
    ran = _run_by_the_engine(document, read, rulebook)
    across = {each.name for each in rulebook.rules.values() if each.scope == "corpus"}
    assert running.keys() - across == ran


def _run_by_the_engine(document, config, rulebook):
    """The names of the rules that the engine asks about a document."""
    asked = []

    class Listening:
        def __init__(self, rule):
            self.rule = rule

        def find(self, reading):
            asked.append(self.rule.name)
            return iter(())

        def __getattr__(self, name):
            return getattr(self.rule.matcher, name)

    listening = {
        name: replace(each, matcher=Listening(each)) if each.scope != "corpus" else each
        for name, each in rulebook.rules.items()
    }
    config = replace(config, rule_options={})
    lint([document], replace(rulebook, rules=listening), config)
    return set(asked)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("old/a.md", '`exclude` names "old/**" (base.toml:2)'),
        (".drafts/a.md", '".drafts" is hidden'),
        ("node_modules/a.md", '"node_modules" is no folder of articles'),
        ("a.draft", f"a folder is searched for {', '.join(sorted(SUFFIXES))} files"),
        ("press/a.md", None),
    ],
)
def test_why_a_search_leaves_an_article_out(path, expected):
    write(path, "# Tea\n\nNettle tea.\n")
    assert told(path)["left_out"] == expected


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_pattern_that_has_git_ignore_an_article():
    write(".gitignore", "\npress/\n!press/b.md\n")
    subprocess.run(["git", "init", "-q"], check=True)
    assert told()["left_out"] == "git ignores it (.gitignore:2: press/)"
    assert "leaves it out: git ignores it (.gitignore:2: press/)." in call("press/a.md").stdout
    write("medlint.toml", "respect-gitignore = false")
    assert told()["left_out"] is None
    write("medlint.toml")
    subprocess.run(["git", "add", "-f", "press/a.md"], check=True)
    assert told()["left_out"] is None


def test_without_a_configuration_the_defaults_hold():
    Path("medlint.toml").unlink()
    output = call("press/a.md").stdout
    assert "none; the defaults hold" in output
    assert "medlint.toml" not in output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["gone.md"], "gone.md: no such file"),
        (["press"], "press: is a folder; name an article"),
        ([], "FILE is missing"),
        (["press/a.md", "--schema"], "--schema is about no FILE"),
        (["press/a.md", "--config", "base.toml", "--no-config"], "contradict each other"),
    ],
)
def test_wrong_calls(arguments, expected):
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr


def test_a_broken_configuration_is_told_as_in_a_check():
    write("medlint.toml", 'ignore = ["clams"]')
    result = call("press/a.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("medlint.toml:1: ignore: there is no rule or pack")


def test_the_schema_is_printed():
    Path("medlint.toml").unlink()
    assert call("--schema").stdout == SHIPPED.read_text(encoding="utf-8")
