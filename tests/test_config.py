import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Literal, get_args

import pytest

from medlint import ruleloader
from medlint.config import (
    PROFILES,
    Config,
    ConfigError,
    ConfigFinder,
    check_names,
    option_for,
    read_config,
    validate,
)
from medlint.finding import Finding, Place, Severity
from medlint.optionranges import RANGES
from medlint.rule import Examples, Rule
from medlint.rulebook import Rulebook


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def messages(text: str, name: str = "medlint.toml") -> tuple[str, ...]:
    with pytest.raises(ConfigError) as error:
        read_config(write(name, text))
    assert all("\n" not in message for message in error.value.messages)
    return error.value.messages


@dataclass(frozen=True, slots=True)
class Grade:
    """A matcher for these tests."""

    above: float = 9.0
    words: int = 100
    measure: Literal["ari", "smog"] = "ari"
    known: tuple[str, ...] = ()
    spare: frozenset[str] = field(default_factory=frozenset)
    inner: bool = False

    def mistakes(self, lexicon):
        if self.words < 0:
            yield "words is below 0; write a number of words"


def rule(name: str = "reading-grade", pack: str = "readability") -> Rule:
    return Rule(
        name=name,
        pack=pack,
        title="t",
        severity=Severity.WARNING,
        message="m",
        why="w",
        sources=("s",),
        scope="document",
        kind="grade",
        matcher=Grade(),
        examples=Examples(("{a}",), ("b",)),
        path=Path("rules/readability/reading-grade.toml"),
        profiles={"professional": None, "consumer": Severity.ERROR},
        options=("above", "words", "measure", "known", "spare"),
    )


RULES = {each.name: each for each in (rule(), rule("cure-claim", "claims"))}
RULES["root-cause"] = replace(rule("root-cause", "claims"), preview=True)
RULEBOOK = SimpleNamespace(rules=RULES, packs={"readability": 0, "claims": 0}, lexicon=None)


# Reading


def test_every_key_is_read(folder):
    Path("house").mkdir()
    config = read_config(
        write(
            "medlint.toml",
            """
            select = ["claims"]
            ignore = ["cure-claim"]
            preview = true
            profile = "professional"
            fail-on = "never"
            severity = "warning"
            exclude = ["drafts"]
            max-file-size = 5_000
            [per-path-ignores]
            "old/**" = ["readability"]
            [rules]
            folders = ["house"]
            [rules.reading-grade]
            above = 11
            severity = "error"
            """,
        )
    )
    assert replace(config, origin=None) == Config(
        select=("claims",),
        ignore=("cure-claim",),
        preview=True,
        profile="professional",
        fail_on="never",
        severity=Severity.WARNING,
        exclude=("drafts",),
        max_file_size=5000,
        per_path_ignores={"old/**": ("readability",)},
        rules=(folder / "house",),
        rule_options={"reading-grade": {"above": 11, "severity": "error"}},
    )


def test_rules_may_be_a_list_of_folders(folder):
    Path("a/house").mkdir(parents=True)
    assert read_config(write("a/medlint.toml", 'rules = ["./house"]')).rules == (
        folder / "a" / "house",
    )


def test_an_empty_file_means_the_defaults(folder):
    assert replace(read_config(write("medlint.toml", "")), origin=None) == Config()


def test_all_mistakes_are_told_at_once_each_with_its_line(folder):
    assert messages(
        'ingore = ["claims"]\n'
        'select = "claims"\n'
        'fail-on = "eror"\n'
        "max-file-size = true\n"
        'profile = "vet"\n'
        "[per-path-ignores]\n"
        '"a/*" = "claims"\n'
    ) == (
        'medlint.toml:1: unknown key "ingore"; did you mean "ignore"?',
        'medlint.toml:2: "select" must be a list of texts; write ["...", "..."]',
        'medlint.toml:3: "fail-on" cannot be "eror"; did you mean "error"?',
        'medlint.toml:4: "max-file-size" cannot be true; '
        "write a whole number of bytes above 0, such as 10_000_000",
        'medlint.toml:5: "profile" cannot be "vet"; write one of "consumer", "education", '
        '"narrative", "nutrition", "professional", "promotional", "regulatory"',
        'medlint.toml:7: "per-path-ignores.a/*" must be a list of texts; write ["...", "..."]',
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fail_on = 'error'", 'unknown key "fail_on"; did you mean "fail-on"?'),
        ("severity = 3", '"severity" cannot be 3; write one of'),
        ("severity = ['error']", '"severity" cannot be'),
        ("max-file-size = 0", '"max-file-size" cannot be 0'),
        ("rules = 3", '"rules" cannot be 3; write a list of folders'),
        ("rules = ['nowhere']", 'there is no folder "nowhere"'),
        ("[rules]\nfolders = ['nowhere']", 'there is no folder "nowhere"'),
        ("[rules]\ncure-claim = 3", "options of a rule must be a table; write [rules.cure-claim]"),
        ('[rules]\nignore = ["x"]', '"ignore" is no rule; write it above the line [rules]'),
        ("exclude = ['!keep.md']", '"!keep.md" begins with !, which takes nothing back here'),
        ("exclude = ['a\\b']", "has a backslash; write / between folders"),
        ("exclude = ['../old']", "leads out of the folder of the configuration"),
        ("extend-exclude = ['./']", '"./" fits no path'),
        ("[per-path-ignores]\n'' = ['claims']", '"" fits no path'),
        ("force-exclude = 1", '"force-exclude" cannot be 1; write true to leave out'),
        ("respect-gitignore = 'no'", '"respect-gitignore" cannot be "no"'),
        ("exclude = [1]", '"exclude" must be a list of texts'),
        ("per-path-ignores = 1", '"per-path-ignores" must be a table'),
        ("select = [", "is not TOML"),
        ("select = []\nselect = []", "is not TOML"),
    ],
)
def test_one_mistake(folder, text, expected):
    (message,) = messages(text)
    assert message.startswith("medlint.toml:")
    assert expected in message


def test_a_file_that_is_not_utf8_and_one_that_is_missing(folder):
    Path("medlint.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(ConfigError, match=r"^medlint.toml:1: is not UTF-8"):
        read_config(Path("medlint.toml"))
    with pytest.raises(ConfigError, match=r"^gone.toml:1: cannot be read \(No such file"):
        read_config(Path("gone.toml"))


def test_the_table_of_pyproject_is_read_with_its_own_lines(folder):
    text = '[project]\nname = "x"\n\n[tool.medlint]\nfail-on = "warning"\nselct = []\n'
    (message,) = messages(text, "pyproject.toml")
    assert message == 'pyproject.toml:6: unknown key "selct"; did you mean "select"?'
    good = write("pyproject.toml", text.replace("selct", "select"))
    assert read_config(good).fail_on == "warning"


def test_a_named_pyproject_without_the_table_is_an_error(folder):
    assert messages("[project]\n", "pyproject.toml") == (
        "pyproject.toml:1: has no table [tool.medlint]; add it",
    )


# Finding the file


def found_for(path: str) -> str | None:
    config = ConfigFinder().for_file(Path(path))
    return config.origin and config.origin.file.path.relative_to(Path.cwd()).as_posix()


def test_the_nearest_folder_wins_and_medlint_toml_wins_in_one_folder(folder):
    write("medlint.toml", "")
    write("a/pyproject.toml", "[tool.medlint]\n")
    write("a/b/pyproject.toml", "[tool.medlint]\n")
    write("a/b/medlint.toml", "")
    write("a/c/pyproject.toml", "[project]\nname = 'no medlint table'\n")
    assert found_for("x.md") == "medlint.toml"
    assert found_for("a/x.md") == "a/pyproject.toml"
    assert found_for("a/b/x.md") == "a/b/medlint.toml"
    assert found_for("a/c/d/x.md") == "a/pyproject.toml"
    assert found_for("z/x.md") == "medlint.toml"


def test_without_any_file_the_defaults_hold(folder):
    assert ConfigFinder().for_file(Path("a/x.md")).origin is None


def test_a_broken_pyproject_that_never_mentions_medlint_is_left_alone(folder):
    write("medlint.toml", "")
    write("a/pyproject.toml", "this is [not TOML")
    assert found_for("a/x.md") == "medlint.toml"


def test_a_broken_pyproject_that_mentions_medlint_is_an_error(folder):
    write("pyproject.toml", "[tool.medlint\n")
    with pytest.raises(ConfigError, match=r"^pyproject.toml:1: is not TOML"):
        ConfigFinder().for_file(Path("x.md"))


def test_a_named_file_holds_everywhere_and_the_search_can_be_off(folder):
    write("medlint.toml", 'fail-on = "warning"')
    other = write("other/strict.toml", 'fail-on = "suggestion"')
    assert ConfigFinder(other).for_file(Path("x.md")).fail_on == "suggestion"
    assert ConfigFinder(search=False).for_file(Path("x.md")) == Config()


def test_each_file_is_read_once(folder):
    write("medlint.toml", "")
    finder = ConfigFinder()
    assert finder.for_file(Path("a/x.md")) is finder.for_file(Path("b/c/y.md"))


# Paths


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("drafts", "drafts/a.md", True),
        ("drafts", "x/drafts/y/a.md", True),
        ("drafts/", "drafts/a.md", True),
        ("drafts", "drafts-2/a.md", False),
        ("/drafts", "x/drafts/a.md", False),
        ("./drafts", "drafts/a.md", True),
        ("*.txt", "a/b.txt", True),
        ("*.txt", "a/b.txt.md", False),
        ("news/*.md", "news/a.md", True),
        ("news/*.md", "news/x/a.md", False),
        ("news/**/*.md", "news/a.md", True),
        ("news/**/*.md", "news/x/y/a.md", True),
        ("news/**", "news/x/y/a.md", True),
        ("**/old-?.md", "a/b/old-1.md", True),
        ("**/old-?.md", "old-12.md", False),
        ("[ab].md", "b.md", True),
        ("[!ab].md", "b.md", False),
        ("[a-c].md", "b.md", True),
        ("[z-a].md", "b.md", False),
        ("a[.md", "a[.md", True),
        ("a+b(1).md", "a+b(1).md", True),
        ("naïve*", "naïveté.md", True),
    ],
)
def test_globs(folder, glob, path, expected):
    write("medlint.toml", f"exclude = ['{glob}']\n[per-path-ignores]\n'{glob}' = ['claims']\n")
    config = ConfigFinder().for_file(Path("x.md"))
    assert config.excludes(Path(path)) is expected
    assert config.excludes(folder / path) is expected
    assert config.names_ignored_in(path) == (frozenset({"claims"}) if expected else frozenset())


def test_globs_are_relative_to_the_folder_of_the_file(folder, monkeypatch):
    write("site/medlint.toml", 'exclude = ["news/old"]')
    config = ConfigFinder().for_file(Path("site/x.md"))
    assert config.excludes(Path("site/news/old/a.md"))
    assert not config.excludes(Path("news/old/a.md"))
    Path("site/news").mkdir()
    monkeypatch.chdir("site/news")
    assert config.excludes(Path("old/a.md"))


# Severities


def finding(severity: Severity) -> Finding:
    return Finding(Place("a.md", 1, 1, 1, 2), "r", "p", severity, "m", "s")


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        ("error", {"error"}),
        ("warning", {"error", "warning"}),
        ("suggestion", {"error", "warning", "suggestion"}),
        ("never", set()),
    ],
)
def test_what_fails(fail_on, failing):
    config = Config(fail_on=fail_on)
    assert {severity for severity in Severity if config.fails(finding(severity))} == failing


def test_what_is_shown():
    config = Config(severity=Severity.WARNING)
    shown = {severity for severity in Severity if config.shows(finding(severity))}
    assert shown == {"warning", "error"}


# Names and options


def validation(text: str) -> tuple[str, ...]:
    config = read_config(write("medlint.toml", text))
    with pytest.raises(ConfigError) as error:
        validate(config, RULEBOOK)
    return error.value.messages


def test_known_names_and_options_are_valid(folder):
    text = (
        'select = ["claims", "reading-grade"]\n'
        'per-path-ignores = {"a/*" = ["cure-claim"]}\n'
        '[rules.reading-grade]\nabove = 8\nmeasure = "smog"\nknown = ["x"]\nseverity = "error"\n'
    )
    validate(read_config(write("medlint.toml", text)), RULEBOOK)
    validate(Config(), RULEBOOK)


def test_unknown_names_are_told_all_at_once_with_their_lines(folder):
    assert validation(
        "ignore = [\n"
        '  "claims",\n'
        '  "cure-clam",\n'
        "]\n"
        "[per-path-ignores]\n"
        '"a/*" = ["redability"]\n'
        "[rules.reading-grad]\n"
        "above = 1\n"
    ) == (
        'medlint.toml:3: ignore: there is no rule or pack "cure-clam"; did you mean "cure-claim"?',
        'medlint.toml:6: per-path-ignores.a/*: there is no rule or pack "redability"; '
        'did you mean "readability"?',
        'medlint.toml:7: [rules.reading-grad]: there is no rule "reading-grad"; '
        'did you mean "reading-grade"?',
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("abov = 3", 'unknown option "abov"; did you mean "above"?'),
        ("inner = true", 'unknown option "inner"'),
        ("above = 'nine'", "above must be a number, not text"),
        ("words = 2.5", "words must be a whole number"),
        ("words = true", "words must be a whole number"),
        ("known = 'x'", "known must be a list"),
        ("known = [1]", "known item 1 must be text"),
        ("measure = 'smug'", 'measure cannot be "smug"; did you mean "smog"?'),
        ("severity = 'high'", '"severity" cannot be "high"; write one of'),
        ("words = -1", "words is below 0; write a number of words"),
    ],
)
def test_wrong_options(folder, line, expected):
    (message,) = validation(f"[rules.reading-grade]\n# note\n{line}\n")
    assert message.startswith("medlint.toml:3: [rules.reading-grade]: ")
    assert expected in message


# Options that make sense


@pytest.fixture(scope="module")
def bundled():
    return Rulebook.load()


def test_no_number_of_a_bundled_rule_may_be_one_that_makes_no_sense(bundled):
    """A new option with a number needs a look at it in `mistakes`, or in optionranges.py."""
    accepted = [
        (each.name, option)
        for each in bundled.rules.values()
        for option in each.options
        if type(getattr(each.whole_matcher, option)) in (int, float)
        and not refused(each, option, -5, bundled)
    ]
    assert accepted == []


def refused(rule, option, value, bundled):
    try:
        ruleloader.with_options(rule, {option: value}, bundled.lexicon)
    except ValueError as error:
        return str(error)
    return ""


def test_every_range_is_that_of_an_option_and_holds_what_the_rules_have(bundled):
    options = {
        (each.kind, option): getattr(each.whole_matcher, option)
        for each in bundled.rules.values()
        for option in each.options
    }
    assert RANGES.keys() <= options.keys()
    for key, allowed in RANGES.items():
        assert allowed.least <= options[key] <= allowed.most, key


@pytest.mark.parametrize(
    ("rule", "option", "value", "expected"),
    [
        ("reading-grade", "target", -5, "target cannot be -5, it is a school grade, the years of "
         "schooling it takes; write a number from 1 to 20, such as target = 8"),
        ("reading-grade", "target", 80, "target cannot be 80, it is a school grade"),
        ("long-sentence", "words", 0, "words cannot be 0, it is a number of words in a sentence"),
        ("long-sentence", "limit", 0, "write a number 1 or more, such as limit = 2"),
        ("duplicate-sentence", "allowed", ["a", " "], "allowed holds an empty text; write words"),
        ("lost-hyphen", "words", {"": "x"}, "words holds an empty text"),
    ],
)  # fmt: skip
def test_an_option_that_makes_no_sense(bundled, rule, option, value, expected):
    assert expected in refused(bundled.rules[rule], option, value, bundled)


def test_options_change_the_matcher_and_the_severity():
    config = Config(
        rule_options={
            "reading-grade": {"above": 11, "known": ["a"], "spare": ["b"], "severity": "suggestion"}
        }
    )
    changed = option_for(rule(), config)
    assert changed.matcher == Grade(above=11.0, known=("a",), spare=frozenset({"b"}))
    assert changed.severity is Severity.SUGGESTION
    assert changed.profiles == {"professional": None}
    assert option_for(RULES["cure-claim"], config) is RULES["cure-claim"]


def test_names_on_the_command_line_are_checked_too():
    check_names("--select", ("claims", "cure-claim"), RULEBOOK)
    with pytest.raises(ConfigError) as error:
        check_names("--select", ("clams", "x"), RULEBOOK)
    first, second = error.value.messages
    assert first == '--select: there is no rule or pack "clams"; did you mean "claims"?'
    assert re.match(r'--select: there is no rule or pack "x"; write one of ', second)


def test_the_profiles_are_those_that_rule_files_may_name():
    assert set(get_args(ruleloader.Profile)) == set(PROFILES)


def test_a_folder_that_may_not_be_entered_has_no_configuration(folder, monkeypatch):
    write("medlint.toml", "")
    stat = os.stat

    def refuse(path, *arguments, **options):
        if "locked" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *arguments, **options)

    monkeypatch.setattr(os, "stat", refuse)
    assert ConfigFinder().for_file(Path("locked/x.md")).origin is not None
