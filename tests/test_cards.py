"""The cards of the bundled rules say what the kept verdicts say, and the stages follow them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.card import bundled_cards, read_card, read_cards
from medlint.cli import main
from medlint.rulebook import Rulebook
from medlint.tomlfile import RuleError
from quality.cards import CORE, as_toml, cards, unjustified

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "quality"
MAKE = "run: python -m quality cards"
RULES = Rulebook.load().rules
CARDS = read_cards()


def test_every_bundled_rule_has_a_card_and_no_other_has() -> None:
    assert CARDS.keys() == RULES.keys(), MAKE


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_card_is_what_the_kept_verdicts_and_counts_make_it(rule: str) -> None:
    (made,) = cards(KEPT, [rule]).values()
    written = (KEPT / "cards" / f"{rule}.toml").read_text(encoding="utf-8")
    assert written == as_toml(made), MAKE


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_stable_rule_was_right_often_enough_or_is_of_the_core(rule: str) -> None:
    assert unjustified(CARDS[rule], preview=RULES[rule].preview) == ""


def test_the_core_is_thirty_bundled_rules_that_are_on() -> None:
    assert len(CORE) == 25 + 9
    assert RULES.keys() >= CORE
    assert [name for name in sorted(CORE) if RULES[name].preview] == []


@pytest.mark.parametrize("rule", sorted(CORE))
def test_what_is_not_known_of_a_core_rule_is_said_openly(rule: str) -> None:
    card = CARDS[rule]
    told = CliRunner().invoke(main, ["explain", rule]).stdout
    assert ("insufficient evidence" in told.lower()) is not card.sufficient
    if card.precision is not None:
        assert f"precision {card.precision:.2f}" in told


def test_the_list_of_rules_shows_the_cards() -> None:
    listed = json.loads(CliRunner().invoke(main, ["rules", "--format", "json"]).stdout)
    shown = {rule["name"]: rule["card"]["read"] for rule in listed}
    assert shown == {name: card.read for name, card in CARDS.items()}
    table = CliRunner().invoke(main, ["rules"]).stdout
    assert all(card.in_short in table for card in CARDS.values())


def test_a_rule_of_ones_own_needs_no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "house/berry"]).exit_code == 0
    Path("medlint.toml").write_text('rules = ["house"]\n')
    told = CliRunner().invoke(main, ["explain", "berry"])
    assert told.exit_code == 0
    assert "How often it is right" not in told.stdout
    (line,) = (
        line for line in CliRunner().invoke(main, ["rules"]).stdout.splitlines() if "berry" in line
    )
    assert line.split()[:6] == ["berry", "house", "warning", "stable", "sentence", "-"]


def test_checking_an_article_opens_no_card(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Tea\n\nTea cures asthma.\n")
    code = (
        "import sys; from medlint.cli import main\n"
        f"try: main(['check', {str(article)!r}])\n"
        "except SystemExit as end: print(end.code, 'medlint.card' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.endswith("1 False\n"), done.stderr


def test_the_cards_are_shipped_where_they_are_looked_for() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    included = build["targets"]["wheel"]["force-include"]
    assert included["quality/cards"] == "medlint/cards"
    assert "quality" in build["targets"]["sdist"]["include"]
    assert bundled_cards() in (ROOT / "quality" / "cards", ROOT / "medlint" / "cards")


@pytest.mark.parametrize("text", ["", 'rule = "a"', "core ="])
def test_a_damaged_card_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text)
    with pytest.raises(RuleError) as error:
        read_card(path)
    (message,) = error.value.messages
    assert "a.toml:1: " in message
