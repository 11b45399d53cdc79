"""Preview rules run when they are asked for, and saying so is never a mistake of the user's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint.catalogue import explain, rules_table_text
from medlint.cli import main
from medlint.config import Config
from medlint.engine import active_rules
from medlint.keptrules import keep_rules, recalled_rules
from medlint.rulebook import Rulebook

RULE = """\
title    = "A word not to use"
severity = "warning"
scope    = "sentence"
message  = "“{match}” is not to be used."
why      = "It says nothing."
sources  = ["The house"]

[match]
kind    = "phrases"
phrases = ["WORD"]

[examples]
flagged = ["The {WORD} is new."]
passing = ["The pump is new."]
"""

ARTICLE = "# Pumps\n\nThis is a fine gizmo and also a very fine gadget for people at home.\n"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a stable rule about "gizmo", a preview rule about "gadget", and an article."""
    monkeypatch.chdir(tmp_path)
    for pack, name, word, preview in (
        ("house", "stable-word", "gizmo", ""),
        ("house", "preview-word", "gadget", "preview = true\n"),
        ("fresh", "fresh-word", "people", "preview = true\n"),
    ):
        path = tmp_path / pack / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(preview + RULE.replace("WORD", word), encoding="utf-8")
    configure("")
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def configure(text: str) -> None:
    Path("medlint.toml").write_text(f'{text}\n[rules]\nfolders = ["house", "fresh"]\n')


def rulebook() -> Rulebook:
    return Rulebook.load((Path("house"), Path("fresh")))


def on(*select: str, ignore: tuple[str, ...] = (), preview: bool = False) -> set[str]:
    """The rules of the two packs that such a configuration switches on."""
    config = Config(select=select, ignore=ignore, preview=preview)
    rules = active_rules(rulebook(), config)
    return {rule.name for rule in rules if rule.pack in ("house", "fresh")}


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "a.md", "--quiet", *arguments])


def test_a_rule_without_the_key_is_stable(house: Path) -> None:
    rules = rulebook().rules
    assert [rules[name].preview for name in ("stable-word", "preview-word")] == [False, True]


def test_the_key_is_true_or_false(house: Path) -> None:
    path = Path("house/preview-word.toml")
    path.write_text(path.read_text().replace("preview = true", 'preview = "yes"'))
    result = check("--select", "house")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "house/preview-word.toml:1: preview must be true or false" in result.stderr


@pytest.mark.parametrize(
    ("select", "ignore", "preview", "expected"),
    [
        ((), (), False, {"stable-word"}),
        ((), (), True, {"stable-word", "preview-word", "fresh-word"}),
        (("house",), (), False, {"stable-word"}),
        (("house",), (), True, {"stable-word", "preview-word"}),
        (("preview-word",), (), True, {"preview-word"}),
        ((), ("preview-word",), True, {"stable-word", "fresh-word"}),
        ((), ("preview-word",), False, {"stable-word"}),
    ],
)
def test_which_rules_are_on(
    house: Path,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool,
    expected: set[str],
) -> None:
    assert on(*select, ignore=ignore, preview=preview) == expected


def test_the_option_and_the_configuration_switch_previews_on(house: Path) -> None:
    assert "[preview-word]" not in check().stdout
    assert "[preview-word]" in check("--preview").stdout
    configure("preview = true")
    assert "[preview-word]" in check().stdout
    assert "[preview-word]" not in check("--no-preview").stdout


def test_selecting_a_preview_rule_without_previews_is_one_line_and_exit_2(house: Path) -> None:
    result = check("--select", "stable-word,preview-word")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        '--select: "preview-word" is a preview rule; add --preview to run it\n'
    )
    assert "[preview-word]" in check("--select", "preview-word", "--preview").stdout


def test_so_is_selecting_it_in_the_configuration(house: Path) -> None:
    configure('select = ["house",\n  "preview-word"]')
    result = check()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        'medlint.toml:2: select: "preview-word" is a preview rule; '
        "add preview = true above it, or run with --preview\n"
    )
    assert "[preview-word]" in check("--preview").stdout


def test_a_pack_of_previews_alone_is_no_clean_run(house: Path) -> None:
    result = check("--select", "fresh")
    assert result.exit_code == 2
    assert result.stderr == "a.md: only preview rules are selected; add --preview to run them\n"


def test_naming_it_to_ignore_it_or_to_set_it_is_no_mistake(house: Path) -> None:
    configure('ignore = ["preview-word"]\nper-path-ignores = {"old/*" = ["fresh-word"]}')
    with Path("medlint.toml").open("a") as file:
        file.write('[rules.preview-word]\nseverity = "error"\n')
    assert check("--select", "house", "--ignore", "fresh-word").exit_code == 0


@pytest.mark.parametrize("form", ["disable-next-line preview-word", "disable-file preview-word"])
def test_a_comment_may_hide_it_while_previews_are_off(house: Path, form: str) -> None:
    Path("a.md").write_text(ARTICLE.replace("This", f"<!-- medlint-{form} -- quoted -->\nThis"))
    selected = ("--select", "house,integrity")
    assert "unused-suppression" not in check(*selected).stdout
    shown = check(*selected, "--preview").stdout
    assert "[preview-word]" not in shown
    assert "unused-suppression" not in shown


def test_a_comment_without_names_is_judged_by_what_is_on_by_default(house: Path) -> None:
    comment = "<!-- medlint-disable-next-line -- quoted -->\nThis"
    Path("a.md").write_text(ARTICLE.replace("This", comment).replace("gizmo", "device"))
    assert "hides nothing" in check().stdout
    assert "hides nothing" not in check("--preview").stdout


def test_lists_and_explanations_tell_the_stage(house: Path) -> None:
    rules = rulebook().rules
    table = rules_table_text([rules["stable-word"], rules["preview-word"]])
    assert [line.split()[3] for line in table.splitlines()] == ["Stage", "stable", "preview"]
    assert "Stage:     preview, runs only with --preview\n" in explain(rules["preview-word"])
    assert "Stage:     stable\n" in explain(rules["stable-word"])


def test_a_kept_rule_keeps_its_stage(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLINT_CACHE", str(house / "cache"))
    rules = {name: rulebook().rules[name] for name in ("stable-word", "preview-word")}
    keep_rules(house, rules, {})
    recalled = recalled_rules(house)
    assert recalled is not None
    assert {name: rule.preview for name, rule in recalled[0].items()} == {
        "stable-word": False,
        "preview-word": True,
    }
