"""Configurations that extend others: which key wins, where paths begin, which mistakes are told."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from medlint.config import Config, ConfigError, ConfigFinder, read_config, validate
from medlint.finding import Severity
from medlint.rulebook import Rulebook
from medlint.run import run


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def rulebook():
    return Rulebook.load()


def write(name: str, text: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def messages(name: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as error:
        read_config(Path(name))
    assert all("\n" not in message for message in error.value.messages)
    return error.value.messages


def invalid(name: str, rulebook: Rulebook) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as error:
        validate(read_config(Path(name)), rulebook)
    return error.value.messages


# Which key wins


def test_the_keys_of_the_extending_file_win_and_the_others_stay():
    write("base.toml", 'fail-on = "warning"\nprofile = "consumer"\nmax-file-size = 9\n')
    write("medlint.toml", 'extends = ["base.toml"]\nprofile = "narrative"\n')
    config = read_config(Path("medlint.toml"))
    assert (config.fail_on, config.profile, config.max_file_size) == ("warning", "narrative", 9)


def test_lists_replace_and_those_with_extend_add():
    write("base.toml", 'select = ["claims"]\nignore = ["a"]\nexclude = ["x"]\n')
    write("adds.toml", 'extends = "base.toml"\nextend-select = ["b"]\nextend-ignore = ["c"]\n'
          'extend-exclude = ["y"]\n')  # fmt: skip
    write("replaces.toml", 'extends = "adds.toml"\nselect = ["d"]\nignore = []\nexclude = ["z"]\n')
    adds, replaces = read_config(Path("adds.toml")), read_config(Path("replaces.toml"))
    assert (adds.selected, adds.ignore, adds.exclude) == ({"claims", "b"}, ("a", "c"), ("x", "y"))
    assert (replaces.selected, replaces.ignore, replaces.exclude) == ({"d"}, (), ("z",))


def test_tables_are_joined_key_by_key():
    write("base.toml", "[per-path-ignores]\n'a' = ['x']\n'b' = ['y']\n"
          "[rules.reading-grade]\ntarget = 8\ntolerance = 1\n"
          "[rules.cure-claim]\nseverity = 'warning'\n")  # fmt: skip
    write("medlint.toml", "extends = 'base.toml'\n[per-path-ignores]\n'b' = ['z']\n"
          "[rules.reading-grade]\ntarget = 9\n")  # fmt: skip
    config = read_config(Path("medlint.toml"))
    assert config.per_path_ignores == {"a": ("x",), "b": ("z",)}
    assert config.rule_options == {
        "reading-grade": {"target": 9, "tolerance": 1},
        "cure-claim": {"severity": "warning"},
    }


def test_folders_of_rules_add_up():
    Path("theirs/rules").mkdir(parents=True)
    Path("ours").mkdir()
    write("theirs/base.toml", 'rules = ["rules"]')
    write("medlint.toml", 'extends = ["theirs/base.toml"]\n[rules]\nfolders = ["ours"]\n')
    here = Path.cwd()
    assert read_config(Path("medlint.toml")).rules == (here / "theirs/rules", here / "ours")


def test_of_two_bases_the_second_wins():
    write("a.toml", 'fail-on = "warning"\nprofile = "narrative"')
    write("b.toml", 'fail-on = "never"')
    write("medlint.toml", 'extends = ["a.toml", "b.toml"]')
    config = read_config(Path("medlint.toml"))
    assert (config.fail_on, config.profile) == ("never", "narrative")


def test_what_two_bases_extend_is_joined_once_and_first():
    write("d.toml", 'fail-on = "never"\nextend-ignore = ["x"]')
    write("b.toml", 'extends = "d.toml"\nfail-on = "warning"')
    write("c.toml", 'extends = "d.toml"\nprofile = "narrative"')
    write("medlint.toml", 'extends = ["b.toml", "c.toml"]')
    config = read_config(Path("medlint.toml"))
    assert (config.fail_on, config.profile, config.ignore) == ("warning", "narrative", ("x",))
    names = [layer.origin.file.path.name for layer in config.layers]
    assert names == ["d.toml", "b.toml", "c.toml", "medlint.toml"]


def test_files_are_relative_to_the_file_that_names_them_and_globs_to_the_one_in_use():
    write("shared/base.toml", 'retractions = "papers.txt"\nexclude = ["old/**"]')
    write("site/medlint.toml", 'extends = ["../shared/base.toml"]')
    config = ConfigFinder().for_file(Path("site/x.md"))
    assert config.retractions == Path.cwd() / "shared" / "papers.txt"
    assert config.excludes(Path("site/old/a.md"))
    assert not config.excludes(Path("shared/old/a.md"))


def test_a_pyproject_may_extend_and_be_extended():
    write("pyproject.toml", '[tool.medlint]\nextends = "base/pyproject.toml"\n')
    write("base/pyproject.toml", '[tool.medlint]\nfail-on = "never"\n')
    assert ConfigFinder().for_file(Path("x.md")).fail_on == "never"


# Mistakes


def test_a_circle_is_told_with_its_files():
    write("a.toml", 'fail-on = "never"\nextends = "b.toml"')
    write("b.toml", 'extends = ["a.toml"]')
    assert messages("a.toml") == (
        "b.toml:1: extends: leads in a circle, a.toml -> b.toml -> a.toml; take one of them out",
    )


def test_a_file_that_extends_itself_is_told():
    write("a.toml", 'extends = ["./a.toml"]')
    (message,) = messages("a.toml")
    assert message.startswith("a.toml:1: extends: leads in a circle, a.toml -> a.toml;")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('["gone.toml"]', 'extends: there is no file "gone.toml"; write it relative to this file'),
        ('["."]', 'extends: "." is a folder; name the file in it'),
        ('[""]', "extends: empty; write the path of a file"),
        ("3", '"extends" must be a list of texts'),
        ('"package:no_such_style"', 'no package "no_such_style" is installed; install it beside'),
        ('"package:../x"', '"package:../x" names no package; write "package:NAME"'),
        ('"package:json/../x.toml"', "names no package"),
        ('"package:json"', 'the package "json" has no file medlint.toml'),
    ],
)
def test_a_base_that_cannot_be_found(value, expected):
    write("medlint.toml", f"# note\nextends = {value}\n")
    (message,) = messages("medlint.toml")
    assert message.startswith("medlint.toml:2: ")
    assert expected in message


def test_mistakes_in_a_base_are_told_with_its_own_lines_beside_those_of_the_file():
    write("base.toml", '\nfail_on = "error"\n')
    write("medlint.toml", 'extends = "base.toml"\nprofil = "consumer"\n')
    assert messages("medlint.toml") == (
        'base.toml:2: unknown key "fail_on"; did you mean "fail-on"?',
        'medlint.toml:2: unknown key "profil"; did you mean "profile"?',
    )


def test_names_and_options_of_a_base_are_checked_even_where_the_file_says_something_else(rulebook):
    write("base.toml", 'select = ["clams"]\n[rules.reading-grade]\ntargt = 8\n')
    write("medlint.toml", 'extends = "base.toml"\nselect = ["claims"]\nextend-ignore = ["cure"]\n')
    told = invalid("medlint.toml", rulebook)
    assert [message.split(";")[0] for message in told] == [
        'base.toml:1: select: there is no rule or pack "clams"',
        'base.toml:3: [rules.reading-grade]: unknown option "targt"',
        'medlint.toml:3: extend-ignore: there is no rule or pack "cure"',
    ]


def test_the_preview_rules_of_a_base_need_previews_only_where_they_are_selected(rulebook):
    write("base.toml", 'select = ["filler-that-is-none"]')
    preview = next(rule.name for rule in rulebook.rules.values() if rule.preview)
    write("base.toml", f'select = ["{preview}"]')
    write("medlint.toml", 'extends = "base.toml"\npreview = false')
    (message,) = invalid("medlint.toml", rulebook)
    assert message.startswith(f'base.toml:1: select: "{preview}" is a preview rule')
    write("medlint.toml", 'extends = "base.toml"\nselect = ["claims"]')
    validate(read_config(Path("medlint.toml")), rulebook)


# Packages


@pytest.fixture
def site(folder, monkeypatch):
    """A folder on the path of imports."""
    path = folder / "site"
    path.mkdir()
    monkeypatch.syspath_prepend(str(path))
    return path


def test_a_package_is_found_without_running_it(site):
    write("site/house_style_a/__init__.py", "raise SystemExit('run!')")
    write("site/house_style_a/medlint.toml", 'fail-on = "never"\nrules = ["rules"]\n')
    Path("site/house_style_a/rules").mkdir()
    write("medlint.toml", 'extends = "package:house_style_a"')
    config = read_config(Path("medlint.toml"))
    assert (config.fail_on, config.rules) == ("never", (site / "house_style_a" / "rules",))
    assert "house_style_a" not in sys.modules


def test_another_file_of_a_package_inside_a_package(site):
    write("site/acme_b/__init__.py", "raise SystemExit('run!')")
    write("site/acme_b/style/strict.toml", 'fail-on = "suggestion"')
    write("medlint.toml", 'extends = "package:acme_b.style/strict.toml"')
    assert read_config(Path("medlint.toml")).fail_on == "suggestion"
    assert "acme_b" not in sys.modules


def test_a_package_is_found_by_the_name_under_which_it_is_installed(site):
    write("site/style_c/medlint.toml", 'fail-on = "suggestion"')
    write("site/house_style_c-1.0.dist-info/METADATA", "Name: house-style-c\nVersion: 1.0\n")
    write("site/house_style_c-1.0.dist-info/RECORD",
          "style_c/medlint.toml,,\nhouse_style_c-1.0.dist-info/METADATA,,\n")  # fmt: skip
    write("medlint.toml", 'extends = "package:house-style-c"')
    assert read_config(Path("medlint.toml")).fail_on == "suggestion"


def test_a_package_installed_for_work_on_it_is_found_by_its_name_with_a_hyphen(site):
    write("site/house_style_d/medlint.toml", 'fail-on = "suggestion"')
    write("site/house_style_d-1.0.dist-info/METADATA", "Name: house-style-d\nVersion: 1.0\n")
    write("site/house_style_d-1.0.dist-info/RECORD", "__editable__.house_style_d.pth,,\n")
    write("medlint.toml", 'extends = "package:house-style-d"')
    assert read_config(Path("medlint.toml")).fail_on == "suggestion"


# Overrides


def at(path: str, name: str = "medlint.toml") -> Config:
    return read_config(Path(name)).at(path)


def test_an_override_holds_for_its_paths_only():
    write("medlint.toml", 'fail-on = "never"\n[[overrides]]\npaths = ["press/**", "*.txt"]\n'
          'profile = "promotional"\nfail-on = "warning"\nseverity = "warning"\n'
          "preview = true\n")  # fmt: skip
    for path in ("press/a.md", "a/b.txt"):
        here = at(path)
        assert (here.profile, here.fail_on, here.preview) == ("promotional", "warning", True)
        assert here.severity is Severity.WARNING
    assert at("a.md").profile is None
    assert at("a.md").fail_on == "never"


def test_of_two_overrides_the_later_wins_and_those_of_a_base_come_first():
    write("base.toml", '[[overrides]]\npaths = ["a/**"]\nprofile = "narrative"\npreview = true\n')
    write("medlint.toml", 'extends = "base.toml"\nprofile = "consumer"\n'
          '[[overrides]]\npaths = ["a/b/**"]\nprofile = "education"\n')  # fmt: skip
    assert at("a/x.md").profile == "narrative"
    assert (at("a/b/x.md").profile, at("a/b/x.md").preview) == ("education", True)
    assert at("x.md").profile == "consumer"


def test_the_lists_and_options_of_an_override():
    write("medlint.toml", 'select = ["claims"]\nignore = ["a"]\n[rules.x]\ntarget = 8\nwide = 1\n'
          '[[overrides]]\npaths = ["p/*"]\nextend-select = ["b"]\nignore = []\n'
          'rules.x.target = 11\n[[overrides]]\npaths = ["q/*"]\nselect = ["c"]\n')  # fmt: skip
    assert at("p/a.md").selected == {"claims", "b"}
    assert at("p/a.md").ignore == ()
    assert at("p/a.md").rule_options == {"x": {"target": 11, "wide": 1}}
    assert at("q/a.md").selected == {"c"}
    assert at("x.md").rule_options == {"x": {"target": 8, "wide": 1}}


def test_paths_with_the_same_overrides_share_a_configuration():
    write("medlint.toml", '[[overrides]]\npaths = ["p/*"]\npreview = true\n')
    config = read_config(Path("medlint.toml"))
    assert config.at("p/a.md") is config.at("p/b.md")
    assert config.at("a.md") is config


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("preview = true", 1, 'this override names no paths; write paths = ["press/**"]'),
        ("paths = ['a']", 1, "this override changes nothing; write what holds there"),
        ("paths = []\npreview = true", 2, '"overrides item 1.paths" is empty'),
        ("paths = ['a']\nexclude = ['b']", 3, 'unknown key "exclude"; write it at the top'),
        ("paths = ['a']\nprofil = 'b'", 3, 'unknown key "profil"; did you mean "profile"?'),
        ("paths = ['a']\nfail-on = 'b'", 3, '"overrides item 1.fail-on" cannot be "b"'),
        ("paths = ['a']\nrules = ['b']", 3, "write tables such as [rules.NAME]"),
        ("paths = ['a']\nrules.folders = ['b']", 3, "folders of rules hold for all paths"),
    ],
)
def test_a_wrong_override(text, line, expected):
    write("medlint.toml", f"[[overrides]]\n{text}\n")
    (message,) = messages("medlint.toml")
    assert message.startswith(f"medlint.toml:{line}: ")
    assert expected in message


def test_overrides_that_are_no_tables():
    write("medlint.toml", "overrides = ['a']")
    assert messages("medlint.toml") == (
        'medlint.toml:1: "overrides" must be tables; '
        'write [[overrides]], and below it paths = ["press/**"]',
    )


def test_names_and_options_in_an_override_are_checked(rulebook):
    preview = next(rule.name for rule in rulebook.rules.values() if rule.preview)
    write("medlint.toml", "[[overrides]]\npaths = ['a']\nignore = ['clams']\n"
          f"[[overrides]]\npaths = ['b']\nextend-select = ['{preview}']\n"
          "[overrides.rules.reading-grade]\ntargt = 3\n")  # fmt: skip
    told = invalid("medlint.toml", rulebook)
    assert [message.split(";")[0] for message in told] == [
        'medlint.toml:3: ignore: there is no rule or pack "clams"',
        f'medlint.toml:6: extend-select: "{preview}" is a preview rule',
        'medlint.toml:8: [rules.reading-grade]: unknown option "targt"',
    ]


def test_extending_changes_nothing_but_what_it_says():
    write("base.toml")
    write("medlint.toml", 'extends = "base.toml"')
    assert replace(read_config(Path("medlint.toml")), origin=None) == Config()


# In a run


def checked(*arguments: str) -> list[tuple[str, str, str]]:
    """Path, rule and severity of what a run finds."""
    from click.testing import CliRunner

    from medlint.cli import main

    run = CliRunner().invoke(main, ["check", "--format", "json", *arguments])
    found = json.loads(run.stdout)["findings"]
    return sorted((each["path"], each["rule"], each["severity"]) for each in found)


CURE = "# Tea\n\nNettle tea cures asthma.\n"


def test_each_article_is_checked_as_its_overrides_say():
    write("a.md", CURE)
    write("press/a.md", CURE)
    write("old/a.md", CURE)
    write("medlint.toml", 'select = ["cure-claim"]\n'
          "[[overrides]]\npaths = ['press/**']\nrules.cure-claim.severity = 'suggestion'\n"
          "[[overrides]]\npaths = ['old/**']\nignore = ['claims']\n")  # fmt: skip
    assert checked(".") == [
        ("a.md", "cure-claim", "error"),
        ("press/a.md", "cure-claim", "suggestion"),
    ]
    assert checked(".", "--ignore", "cure-claim") == []
    # Options go before overrides, also where an override ignores something else.
    names = [path for path, _, _ in checked(".", "--ignore", "readability")]
    assert names == ["a.md", "old/a.md", "press/a.md"]


def test_the_lowest_severity_shown_and_the_one_that_fails_are_those_of_the_path():
    write("press/a.md", CURE)
    write("medlint.toml", 'select = ["cure-claim"]\n'
          "[[overrides]]\npaths = ['press/**']\nfail-on = 'never'\n")  # fmt: skip
    report = run(["press"])
    assert (len(report.findings), report.exit_code) == (1, 0)
    write("medlint.toml", "[rules.cure-claim]\nseverity = 'warning'\n"
          "[[overrides]]\npaths = ['press/**']\nseverity = 'error'\n")  # fmt: skip
    assert run(["press"]).findings == ()


def test_articles_under_different_overrides_are_compared_and_each_told_as_its_own_say():
    passage = (
        "Nettle leaves are dried in the shade for two weeks, cut by hand and kept in tins, and "
        "one spoonful is left in hot water for five minutes before the tea is poured.\n"
    )
    write("a.md", f"# Nettles\n\n{passage}")
    write("press/b.md", f"# Spring\n\n{passage}")
    write("old/c.md", f"# Leaves\n\n{passage}")
    write("medlint.toml", 'select = ["corpus-boilerplate"]\n'
          "[[overrides]]\npaths = ['press/**']\nrules.corpus-boilerplate.severity = 'error'\n"
          "[[overrides]]\npaths = ['old/**']\nignore = ['duplication']\n")  # fmt: skip
    found = checked(".")
    assert {path for path, _, _ in found} == {"a.md", "press/b.md"}
    assert {severity for path, _, severity in found if path == "press/b.md"} == {"error"}
    assert "error" not in {severity for path, _, severity in found if path == "a.md"}
    assert checked(".", "--no-corpus") == []


def test_an_override_that_fits_no_article_is_told_when_its_whole_folder_is_checked():
    write("site/a/x.md", CURE)
    write("site/b/x.md", CURE)
    write("base.toml", "[[overrides]]\npaths = ['nowhere']\nprofile = 'narrative'\n")
    write("site/medlint.toml", "extends = '../base.toml'\n"
          "[[overrides]]\npaths = ['a/**']\nprofile = 'narrative'\n"
          "[[overrides]]\npaths = ['presss/**']\nprofile = 'narrative'\n")  # fmt: skip
    told = ("site/medlint.toml:5: this override fits no article; check its paths",)
    assert run(["site"]).notes == run(["."]).notes == told
    assert run(["site/a"]).notes == run(["site/a/x.md"]).notes == ()
