from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from toy_rules import RULE, add_kinds, bundle, changed

from medlint.card import Card, Noise, Readers, Recall, Sample, read_cards
from medlint.catalogue import (
    TABLE_END,
    TABLE_START,
    explain,
    rules_json,
    rules_markdown,
    rules_table_text,
    with_rules_table,
)
from medlint.rule import Rule
from medlint.rulebook import Rulebook, bundled_rules

README = bundled_rules().parent / "README.md"

DAY = date(2026, 11, 22)
CARD = Card(
    rule="plain",
    core=False,
    read=50,
    right=45,
    undecidable=2,
    precision=0.9,
    interval=(0.7822, 0.9567),
    samples=(Sample("pages", 7, DAY, 90, 50, 45),),
    readers=Readers(12, 0.9167, 0.75),
    noise=(Noise("pages", DAY, 50_000, 90, 1.8),),
    recall=(Recall("releases", "harms", DAY, 80, 20, 0.25),),
)

FULL_RULE = changed(
    RULE,
    ("A cure promised", "A cure | a remedy"),
    ("options  =", 'default = false\npreview = true\nyields_to = ["plain"]\noptions  ='),
    ('["words", "above"]', '["words", "limit", "plain", "window"]'),
    ("[match]", '[profiles]\nprofessional = "off"\nconsumer = "error"\n\n[match]'),
    ('kind  = "toy"', 'kind  = "toy"\nplain = { a = "b" }\nwindow = { before = 2 }'),
    ('"Tea is warm."', '"""\n# Tea\n\nIt is warm.\n"""'),
)


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Rule]:
    add_kinds(monkeypatch)
    bundled = bundle(tmp_path)
    (bundled / "claims" / "cure-claim.toml").write_text(FULL_RULE, encoding="utf-8")
    (bundled / "claims" / "plain.toml").write_text(
        changed(RULE, ('"sentence"', '"document"'), ('missed  = ["Say goodbye to asthma."]', "")),
        encoding="utf-8",
    )
    return list(Rulebook.load(bundled=bundled).rules.values())


def test_the_markdown_table(rules: list[Rule]) -> None:
    assert rules_markdown(rules) == (
        "| Rule | Pack | Severity | Stage | Scope | Fix | Precision | What it flags |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| `cure-claim` | claims | error, opt-in | preview | sentence | - | - | "
        "A cure \\| a remedy |\n"
        "| `plain` | claims | error | stable | document | - | - | A cure promised |\n"
    )


def test_the_table_replaces_the_one_in_the_readme(rules: list[Rule]) -> None:
    readme = f"# medlint\n\n{TABLE_START}\nold\n{TABLE_END}\nrest\n"
    made = with_rules_table(readme, rules)
    assert made == (f"# medlint\n\n{TABLE_START}\n\n{rules_markdown(rules)}\n{TABLE_END}\nrest\n")
    assert with_rules_table(made, rules) == made


@pytest.mark.parametrize("readme", ["", TABLE_START, TABLE_END, f"{TABLE_END}{TABLE_START}"])
def test_a_readme_without_markers_is_refused(rules: list[Rule], readme: str) -> None:
    with pytest.raises(ValueError, match="the README has no"):
        with_rules_table(readme, rules)


@pytest.mark.skipif(not README.is_file(), reason="an installed medlint has no README beside it")
def test_the_readme_has_the_table_of_the_bundled_rules() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_rules_table(readme, Rulebook.load().rules.values(), read_cards()) == readme


def test_the_table_for_a_terminal(rules: list[Rule]) -> None:
    assert rules_table_text(rules) == (
        "Rule        Pack    Severity       Stage    Scope     Fix  Precision  What it flags\n"
        "cure-claim  claims  error, opt-in  preview  sentence  -    -          A cure | a remedy\n"
        "plain       claims  error          stable   document  -    -          A cure promised\n"
    )
    assert rules_table_text([]).splitlines() == [
        "Rule  Pack  Severity  Stage  Scope  Fix  Precision  What it flags"
    ]


def test_json(rules: list[Rule]) -> None:
    first, second = json.loads(rules_json(rules))
    assert first == {
        "name": "cure-claim",
        "pack": "claims",
        "title": "A cure | a remedy",
        "severity": "error",
        "stage": "preview",
        "scope": "sentence",
        "fix": None,
        "kind": "toy",
        "default": False,
        "profiles": {"professional": "off", "consumer": "error"},
        "message": "“{match}” promises a cure.",
        "why": "Readers stop treatment.",
        "sources": ["A regulator"],
        "yields_to": ["plain"],
        "options": {
            "words": ["cures", "cure"],
            "limit": None,
            "plain": {"a": "b"},
            "window": {"before": 2, "unit": "word"},
        },
        "examples": {
            "flagged": ["This tea {cures} asthma.", "A {**cure**} at last."],
            "passing": ["# Tea\n\nIt is warm.\n"],
            "missed": ["Say goodbye to asthma."],
            "fixed": [],
        },
        "card": None,
    }
    assert second["options"] == {"words": ["cures", "cure"], "above": 0.5}
    assert rules_json([]) == "[]\n"


def test_a_rule_with_a_card(rules: list[Rule]) -> None:
    cards = {"plain": CARD}
    assert "| document | - | 0.90 (0.78 to 0.96) of 50 | A cure" in rules_markdown(rules, cards)
    assert "document  -    0.90 (0.78 to 0.96) of 50  A cure" in rules_table_text(rules, cards)
    first, second = json.loads(rules_json(rules, cards))
    assert first["card"] is None
    assert second["card"]["interval"] == [0.7822, 0.9567]
    assert second["card"]["samples"][0]["day"] == "2026-11-22"
    assert """
How often it is right
  - Of 50 findings read by hand 45 were right, 2 could not be judged: precision 0.90, \
95 % interval 0.78 to 0.96.
  - Sample of pages, seed 7, 2026-11-22: 45 of 50 right; the rule found 90 there.
  - Two readers read 12 of them and agreed on 92 %, Cohen's kappa 0.75.
  - 1.800 findings per 1,000 words of pages, 2026-11-22 (90 in 50,000 words).
  - Recall 0.25 on releases, 2026-11-22: flags 20 of 80 with the label harms.

Flagged""" in explain(rules[1], CARD)


def test_a_card_with_too_little_says_so(rules: list[Rule]) -> None:
    few = replace(CARD, read=29, right=29)
    assert "insufficient evidence, 29 of 29 right" in rules_markdown(rules, {"plain": few})
    assert "0.96. That is insufficient evidence.\n" in explain(rules[1], few)
    none = replace(CARD, read=0, right=0, precision=None, interval=None)
    assert "  - Insufficient evidence, none read.\n" in explain(rules[1], none)


def test_a_rule_explained(rules: list[Rule]) -> None:
    assert (
        explain(rules[0])
        == """\
cure-claim: A cure | a remedy

Pack:      claims
Severity:  error, off until selected
Stage:     preview, runs only with --preview
Scope:     sentence
Profiles:  professional off, consumer error
Yields to: plain

Why
  Readers stop treatment.

Sources
  - A regulator

Flagged (what is found stands in braces)
  - This tea {cures} asthma.
  - A {**cure**} at last.

Not flagged
  - # Tea

    It is warm.

Known misses
  - Say goodbye to asthma.

Options under [rules.cure-claim]
  words = ["cures", "cure"]
  limit = ...   # not set
  plain = { a = "b" }
  window = { before = 2, unit = "word" }

To hide a finding, with the reason why
  <!-- medlint-disable-next-line cure-claim -- reason -->
  <!-- medlint-disable-file cure-claim -- reason -->
"""
    )


def test_a_document_rule_is_hidden_for_the_whole_file(rules: list[Rule]) -> None:
    text = explain(rules[1])
    assert "<!-- medlint-disable-file plain -- reason -->" in text
    assert "next-line" not in text
    assert "Known misses" not in text
