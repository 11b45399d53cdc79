"""Rule files with a fix: what a wrong one is told, and the proof that a fix does what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from toy_rules import add_kinds, bundle, changed

from medlint.catalogue import explain, rules_json, rules_markdown
from medlint.rulebook import Rulebook
from medlint.selftest import ExampleResult, run_examples
from medlint.tomlfile import RuleError

RULE = """\
title    = "A word that lost its space"
severity = "warning"
scope    = "sentence"
message  = "“{match}” has lost its space; write “{better}”."
fix      = "safe"
why      = "Readers stumble."
sources  = ["A manual of style"]

[match]
kind  = "replace-word"
words = { heartrate = "heart rate", dosage = "dose" }

[examples]
flagged = ["The {heartrate} fell with the {dosage}."]
passing = ["The heart rate fell."]

[[examples.fixed]]
before = "His **heartrate** fell."
after  = "His **heart rate** fell."
"""


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    add_kinds(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return bundle(tmp_path)


def load(bundled: Path, *changes: tuple[str, str]) -> Rulebook:
    (bundled / "claims" / "spaces.toml").write_text(changed(RULE, *changes), encoding="utf-8")
    return Rulebook.load(bundled=bundled)


def failure(bundled: Path, *changes: tuple[str, str]) -> ExampleResult:
    (failed,) = [each for each in run_examples(load(bundled, *changes)) if not each.ok]
    return failed


def refusal(bundled: Path, *changes: tuple[str, str]) -> str:
    with pytest.raises(RuleError) as raised:
        load(bundled, *changes)
    (message,) = raised.value.messages
    return message


def test_a_sound_fix_passes(bundled: Path) -> None:
    results = run_examples(load(bundled))
    assert [(each.kind, each.ok) for each in results] == [
        ("flagged", True), ("passing", True), ("fixed", True),
    ]  # fmt: skip


def test_a_fix_that_makes_another_text_fails(bundled: Path) -> None:
    failed = failure(bundled, ("heart rate** fell", "heartbeat** fell"))
    assert (failed.kind, failed.place) == ("fixed", "bundled/claims/spaces.toml:17")
    assert failed.explanation == (
        "expected “His **heartbeat** fell.”, the fix makes “His **heart rate** fell.”"
    )


def test_a_fix_whose_text_is_flagged_again_fails(bundled: Path) -> None:
    failed = failure(bundled, ('dosage = "dose"', 'dosage = "total dosage"'))
    assert failed.kind == "flagged"
    assert failed.explanation == "the fixes of spaces never come to an end"


def test_fixes_that_undo_each_other_fail(bundled: Path) -> None:
    failed = failure(bundled, ('dosage = "dose"', 'dosage = "dose", dose = "dosage"'))
    assert failed.explanation == "the fixes of spaces undo what they have fixed"


def test_a_fix_that_changes_what_none_may_fails(bundled: Path) -> None:
    failed = failure(bundled, ('dosage = "dose"', 'dosage = "5 mg"'))
    assert failed.explanation == "the fix of spaces would change a number or its unit"


def test_a_fix_needs_an_example(bundled: Path) -> None:
    start = RULE.index("[[examples.fixed]]")
    assert refusal(bundled, (RULE[start:], "")) == (
        "bundled/claims/spaces.toml:5: fix has no example of what it makes of a text; "
        "write [[examples.fixed]], and below it before = and after ="
    )


def test_an_example_needs_a_fix(bundled: Path) -> None:
    assert refusal(bundled, ('fix      = "safe"\n', "")) == (
        "bundled/claims/spaces.toml:16: examples.fixed needs a fix; "
        'write fix = "safe" or fix = "unsafe" beside scope, or delete them'
    )


def test_an_example_that_changes_nothing_is_refused(bundled: Path) -> None:
    assert refusal(bundled, ("heart rate** fell", "heartrate** fell")) == (
        "bundled/claims/spaces.toml:19: examples.fixed item 1 changes nothing; "
        "write another after ="
    )


def test_an_example_needs_both_texts(bundled: Path) -> None:
    assert refusal(bundled, ('after  = "His **heart rate** fell."', "")) == (
        'bundled/claims/spaces.toml:17: examples.fixed item 1.after is missing; write after = "..."'
    )


def test_an_unknown_kind_of_fix_is_refused(bundled: Path) -> None:
    assert refusal(bundled, ('"safe"', '"sure"')) == (
        'bundled/claims/spaces.toml:5: fix cannot be "sure"; write one of "safe", "unsafe"'
    )


def test_a_rule_that_compares_articles_has_no_fix(bundled: Path) -> None:
    message = refusal(
        bundled,
        ('"sentence"', '"corpus"'),
        ('kind  = "replace-word"\nwords = { heartrate = "heart rate", dosage = "dose" }',
         'kind = "shared-line"'),
        ("“{match}” has lost its space; write “{better}”.", "Shared."),
        ("The {heartrate} fell with the {dosage}.", "{a}\\n=====\\n{a}"),
    )  # fmt: skip
    assert message == (
        "bundled/claims/spaces.toml:5: a rule that compares articles changes none of them; "
        "delete fix"
    )


def test_a_fix_is_shown_where_rules_are_listed(bundled: Path) -> None:
    rule = load(bundled).rules["spaces"]
    assert "| sentence | safe | - |" in rules_markdown([rule])
    (told,) = json.loads(rules_json([rule]))
    assert told["fix"] == "safe"
    assert told["examples"]["fixed"] == [
        {"before": "His **heartrate** fell.", "after": "His **heart rate** fell."}
    ]
    assert "\nFix:       safe, written by medlint check --fix\n" in explain(rule)
    assert "Fixed\n  - His **heartrate** fell.\n    becomes:\n    His **heart rate** fell.\n" in (
        explain(rule)
    )
