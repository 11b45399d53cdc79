"""The command line over a small engine of one rule, and from outside with a real terminal."""

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from click import Option
from click.testing import CliRunner

from medlint import __version__, run
from medlint.cli import COMMANDS, main
from medlint.cli.progress import FILES_WITHOUT_PROGRESS
from medlint.finding import Finding, Severity, Span
from medlint.reporters.text import LIMIT

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class FakeRule:
    name: str
    pack: str
    scope: str = "sentence"
    preview: bool = False


@dataclass(frozen=True)
class FakeRulebook:
    rules: dict
    packs: dict
    lexicon: None = None
    folders: tuple = ()

    @classmethod
    def load(cls, extra=()):
        rules = [
            FakeRule("cure-claim", "claims"),
            FakeRule("hype", "claims"),
            FakeRule("shared-text", "duplication", "corpus"),
        ]
        packs = {"claims": 0, "duplication": 0}
        return cls({rule.name: rule for rule in rules}, packs, folders=tuple(extra))


@dataclass
class FakeWork:
    checker: tuple
    documents: list
    beside: list
    listed: tuple
    retractions: object
    today: object
    store: object
    jobs: object
    on_checked: object


@dataclass
class FakeLinted:
    findings: list
    accepted: tuple = ()
    lapsed: tuple = ()
    profiles: tuple = ()
    problems: tuple = ()
    known: int = 0


class FakeEngine:
    """Finds "cures" (error), "amazing" (warning) and, among several files, "same" (suggestion)."""

    def __init__(self):
        self.calls = []
        self.crash_on = None

    def active_rules(self, rulebook, config):
        chosen = {*config.select} or {*rulebook.packs}
        return [
            rule
            for rule in rulebook.rules.values()
            if {rule.name, rule.pack} & chosen and not {rule.name, rule.pack} & {*config.ignore}
        ]

    def rules_on(self, rulebook, config, documents):
        return self.active_rules(rulebook, config)

    def lint(
        self, documents, rulebook, config, on_file=None, on_problem=None, retractions=None,
        on_profile=None, boilerplate=(), today=None, beside=(), on_accepted=None,
    ):  # fmt: skip
        self.calls.append(([document.path for document in documents], config))
        found = []
        for document in documents:
            if self.crash_on and self.crash_on in document.text:
                raise RuntimeError("the floor\nis wet")
            found += self.found(document, "cures", "cure-claim", "claims", Severity.ERROR)
            found += self.found(document, "amazing", "hype", "claims", Severity.WARNING)
            if len(documents) > 1:
                severity = Severity.SUGGESTION
                found += self.found(document, "same", "shared-text", "duplication", severity)
            if on_file:
                on_file(document)
        on = {rule.name for rule in self.active_rules(rulebook, config)}
        return [each for each in found if each.rule in on]

    def lint_all(self, work):
        rulebook, config = work.checker
        found = self.lint(work.documents, rulebook, config, on_file=lambda _: work.on_checked())
        return FakeLinted(findings=found)

    @staticmethod
    def found(document, word, rule, pack, severity):
        for match in re.finditer(word, document.text):
            place = document.place(Span(*match.span()))
            line = document.line_text(place.line)
            yield Finding(place, rule, pack, severity, f"“{word}” is too much.", line)


@pytest.fixture
def engine(monkeypatch):
    """A small engine and a small set of rules in place of the real ones."""
    fake = FakeEngine()
    modules = {
        "medlint.engine": {
            "lint": fake.lint,
            "Checker": lambda rulebook, config, paths, today, profiles: (rulebook, config),
            "active_rules": fake.active_rules,
            "rules_on": fake.rules_on,
        },
        "medlint.linting": {
            "lint_all": fake.lint_all,
            "Linted": FakeLinted,
            "Work": FakeWork,
        },
        "medlint.rulebook": {"Rulebook": FakeRulebook},
    }
    for name, contents in modules.items():
        module = ModuleType(name)
        module.__dict__.update(contents)
        monkeypatch.setitem(sys.modules, name, module)
    return fake


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(name: str, content: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


#: What --version says, with the compiled loops and without.
VERSIONS = {f"medlint {__version__}{loops}\n" for loops in ("", " (without compiled loops)")}


def call(*arguments: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(main, arguments, input=stdin)


def places(result) -> list[str]:
    return re.findall(r"^(\S.*?:\d+:\d+) ", result.stdout, re.MULTILINE)


# Findings and exit codes


def test_a_clean_article_exits_with_0_and_says_what_that_means(folder, engine):
    write("a.md", "All quiet.\n")
    result = call("check", "a.md")
    assert result.exit_code == 0
    assert result.stdout == f"No findings in 1 file.\n{LIMIT}\n"
    assert result.stderr == ""


def test_an_error_exits_with_1(folder, engine):
    write("a.md", "Tea cures.\n")
    result = call("check", "a.md")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "a.md:1:5 error “cures” is too much. [cure-claim]"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("fail_on", "text", "code"),
    [
        ("error", "amazing", 0),
        ("warning", "amazing", 1),
        ("warning", "nothing", 0),
        ("suggestion", "amazing", 1),
        ("never", "cures", 0),
    ],
)
def test_fail_on(folder, engine, fail_on, text, code):
    write("a.md", text)
    assert call("check", "a.md", "--fail-on", fail_on).exit_code == code


def test_severity_hides_and_what_is_hidden_does_not_fail(folder, engine):
    write("a.md", "amazing cures")
    result = call("check", "a.md", "--severity", "error", "--fail-on", "warning")
    assert places(result) == ["a.md:1:9"]
    write("a.md", "amazing")
    result = call("check", "a.md", "--severity", "error", "--fail-on", "warning")
    assert (places(result), result.exit_code) == ([], 0)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select", "hype"], ["a.md:1:1"]),
        (["--select", "cure-claim,hype"], ["a.md:1:1", "a.md:1:9"]),
        (["--select", "cure-claim", "--select", "hype"], ["a.md:1:1", "a.md:1:9"]),
        (["--ignore", "hype"], ["a.md:1:9"]),
        (["--select", "claims", "--ignore", " cure-claim , "], ["a.md:1:1"]),
    ],
)
def test_select_and_ignore(folder, engine, options, expected):
    write("a.md", "amazing cures")
    assert places(call("check", "a.md", *options)) == expected


def test_a_run_without_any_rule_is_no_clean_run(folder, engine):
    write("a.md", "cures")
    write("b.md", "cures")
    result = call("check", ".", "--select", "claims", "--ignore", "claims")
    assert result.exit_code == 2
    assert result.stderr == ("a.md and 1 more: no rule is on; change what is selected or ignored\n")


def test_an_unknown_name_exits_with_2_and_a_suggestion(folder, engine):
    write("a.md", "x")
    result = call("check", "a.md", "--select", "clams", "--ignore", "hpye")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == ('--select: there is no rule or pack "clams"; did you mean "claims"?\n')
    result = call("check", "a.md", "--ignore", "hpye")
    assert 'did you mean "hype"?' in result.stderr


def test_findings_are_sorted_and_the_same_from_run_to_run(folder, engine):
    for name in ("b.md", "a/z.md", "a.md"):
        write(name, "cures amazing\ncures\n")
    first, second = call("check", "b.md", "."), call("check", ".", "a.md")
    assert first.stdout == second.stdout
    assert places(first) == [
        f"{name}:{where}" for name in ("a.md", "a/z.md", "b.md") for where in ("1:1", "1:7", "2:1")
    ]


def test_files_that_are_compared_are_linted_together_unless_told_not_to(folder, engine):
    write("a.md", "the same")
    write("b.md", "the same")
    assert places(call("check", ".")) == ["a.md:1:5", "b.md:1:5"]
    assert engine.calls[-1][0] == ["a.md", "b.md"]
    assert places(call("check", ".", "--no-corpus")) == []


def test_rules_that_compare_files_can_run_alone(folder, engine):
    write("a.md", "the same cures")
    write("b.md", "the same")
    assert places(call("check", ".", "--only-corpus")) == ["a.md:1:5", "b.md:1:5"]
    result = call("check", ".", "--only-corpus", "--no-corpus")
    assert result.exit_code == 2
    assert "--no-corpus and --only-corpus contradict each other" in result.stderr


def test_an_article_whose_name_begins_with_a_dash_is_no_option(folder, engine):
    write("-q.md", "cures")
    assert places(call("check", "-q.md")) == ["-q.md:1:1"]


def test_what_begins_with_a_dash_and_is_no_article_is_an_option(folder, engine):
    write("a.md", "cures")
    write("-quite", "cures")
    assert "No such option" in call("check", "a.md", "-x.md").stderr
    assert call("check", "a.md", "-quite").exit_code == 2


def test_json_on_standard_output_and_nothing_else_there(folder, engine):
    write("a.md", "Tea cures.")
    result = call("check", "a.md", "gone.md", "--format", "json")
    value = json.loads(result.stdout)
    assert [found["rule"] for found in value["findings"]] == ["cure-claim"]
    assert value["problems"] == ["gone.md: no such file or folder; check the path"]
    assert result.stderr.splitlines() == value["problems"]
    assert result.exit_code == 2


def test_quiet_prints_findings_alone(folder, engine):
    write("a.md", "All quiet.\n")
    result = call("check", "a.md", "--quiet")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


# Standard input


def test_standard_input_goes_by_its_given_name(folder, engine):
    result = call("check", "-", "--stdin-filename", "sub/draft.md", stdin="Tea cures.")
    assert places(result) == ["sub/draft.md:1:5"]
    assert places(call("check", "-", stdin="Tea cures.")) == ["<stdin>:1:5"]


def test_the_configuration_near_the_given_name_holds(folder, engine):
    write("sub/medlint.toml", 'ignore = ["cure-claim"]')
    result = call("check", "-", "--stdin-filename", "sub/draft.md", stdin="Tea cures.")
    assert (places(result), result.exit_code) == ([], 0)


def test_standard_input_beside_files_and_given_twice(folder, engine):
    write("a.md", "cures")
    assert places(call("check", "-", "a.md", "-", stdin="cures")) == ["<stdin>:1:1", "a.md:1:1"]


def test_binary_standard_input_is_a_problem(folder, engine):
    result = call("check", "-", stdin=b"a\0b")
    assert result.exit_code == 2
    assert result.stderr.startswith("<stdin>: not text")


# Configuration


def test_the_nearest_configuration_of_each_file_holds(folder, engine):
    write("medlint.toml", 'fail-on = "never"')
    write("strict/medlint.toml", 'fail-on = "warning"')
    write("a.md", "amazing")
    write("strict/b.md", "quiet")
    assert call("check", ".").exit_code == 0
    write("strict/b.md", "amazing")
    assert call("check", ".").exit_code == 1
    assert call("check", ".", "--fail-on", "error").exit_code == 0
    assert call("check", ".", "--no-config", "--fail-on", "error").exit_code == 0
    assert call("check", ".", "--config", "medlint.toml").exit_code == 0
    assert call("check", ".", "--config", "strict/medlint.toml").exit_code == 1


def test_options_replace_the_lists_of_the_configuration(folder, engine):
    write("medlint.toml", 'select = ["hype"]\nignore = ["cure-claim"]\nprofile = "narrative"')
    write("a.md", "amazing cures")
    assert places(call("check", "a.md")) == ["a.md:1:1"]
    result = call("check", "a.md", "--select", "claims", "--ignore", "hype")
    assert places(result) == ["a.md:1:9"]
    assert engine.calls[-1][1].profile == "narrative"
    call("check", "a.md", "--profile", "consumer")
    assert engine.calls[-1][1].profile == "consumer"


def test_a_wrong_configuration_exits_with_2_and_checks_nothing(folder, engine):
    write("medlint.toml", 'ingore = ["hype"]\nseverity = "eror"\n')
    write("a.md", "cures")
    result = call("check", "a.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        'medlint.toml:1: unknown key "ingore"; did you mean "ignore"?',
        'medlint.toml:2: "severity" cannot be "eror"; did you mean "error"?',
    ]
    assert engine.calls == []


def test_an_unknown_rule_in_the_configuration_exits_with_2(folder, engine):
    write("medlint.toml", 'ignore = ["hpye"]')
    write("a.md", "cures")
    result = call("check", "a.md")
    assert result.exit_code == 2
    assert 'medlint.toml:1: ignore: there is no rule or pack "hpye"' in result.stderr


def test_a_broken_configuration_above_the_folder_given_is_not_in_its_way(folder, engine):
    write("medlint.toml", "[[[")
    write("in/medlint.toml", "")
    write("in/a.md", "cures")
    assert call("check", "in").exit_code == 1


def test_excluded_files_are_told_not_checked(folder, engine):
    write("medlint.toml", 'exclude = ["old"]')
    write("old/a.md", "cures")
    write("b.md", "cures")
    assert places(call("check", ".")) == ["b.md:1:1"]
    assert places(call("check", "old/a.md")) == ["old/a.md:1:1"]
    result = call("check", "old/a.md", "--force-exclude")
    assert (result.exit_code, places(result)) == (0, [])
    assert result.stderr == "old/a.md: left out by `exclude` in the configuration\n"
    named = call("check", "-", "--stdin-filename", "old/a.md", "--force-exclude", stdin="cures")
    assert (named.exit_code, places(named)) == (0, [])


def test_globs_of_a_run_leave_out_more(folder, engine):
    write("medlint.toml", 'exclude = ["old"]')
    for name in ("old/a.md", "b.md", "new/c.md", "d.md"):
        write(name, "cures")
    assert places(call("check", ".", "--exclude", "new/**", "--exclude", "d.md")) == ["b.md:1:1"]
    result = call("check", ".", "--exclude", "../d.md")
    assert result.exit_code == 2
    assert '--exclude: "../d.md" leads out of the folder' in " ".join(result.stderr.split())


def test_the_size_limit_comes_from_the_configuration(folder, engine):
    write("medlint.toml", "max-file-size = 10")
    write("a.md", "x" * 11)
    result = call("check", "a.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("a.md: larger than 10 bytes")


# Bad input


BAD_FILES = {
    "missing": (None, "no such file or folder"),
    "binary": (b"\x7fELF\x00\x00", "not text"),
    "nul": (b"word\0word", "NUL at character 5"),
    "controls": (bytes(range(1, 9)) * 40, "too many control characters"),
    "utf-16 without a mark": ("word".encode("utf-16-le"), "not text"),
    "pdf": (b"%PDF-1.4 x", "is a PDF"),
    "too large": (b"x" * 10_000_001, "larger than 10 MB"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_and_the_other_files_are_still_checked(folder, engine, name):
    content, expected = BAD_FILES[name]
    if content is not None:
        write("bad.md", content)
    write("good.md", "Tea cures.")
    result = call("check", "bad.md", "good.md")
    assert result.exit_code == 2
    assert places(result) == ["good.md:1:5"]
    (message,) = result.stderr.splitlines()
    assert message.startswith("bad.md: ")
    assert expected in message
    assert "1 problem kept medlint from checking everything" in result.stdout


READABLE_FILES = {
    "empty": b"",
    "white space": b" \n\t\n",
    "utf-8 with a mark": b"\xef\xbb\xbfTea.",
    "utf-16": "Tea.".encode("utf-16"),
    "utf-32": "Tea.".encode("utf-32"),
    "latin": b"caf\xe9",
    "crlf": b"a\r\n\r\nb\r\n",
    "cr": b"a\rb\r",
    "one long line": b"word " * 400_000,
    "no white space": b"x" * 1_000_000,
    "broken front matter": b"---\ntitle: x\n\nText.\n",
    "unclosed comment": b"<!-- \n\nText.\n",
}


@pytest.mark.parametrize("name", READABLE_FILES)
def test_an_odd_file_is_read(folder, engine, name):
    write("odd.md", READABLE_FILES[name])
    result = call("check", "odd.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert engine.calls[-1][0] == ["odd.md"]


def test_a_folder_without_articles_exits_with_2(folder, engine):
    write("web/page.css", "x")
    result = call("check", "web")
    assert result.exit_code == 2
    assert result.stderr.startswith("web: no articles in this folder")


def test_the_same_file_given_twice_counts_once(folder, engine):
    write("a/x.md", "cures")
    result = call("check", "a", "a", "./a/x.md")
    assert places(result) == ["a/x.md:1:1"]
    assert "in 1 of 1 file" in result.stdout


def test_a_file_that_vanishes_after_it_was_found(folder, engine, monkeypatch):
    write("a.md", "cures")
    write("b.md", "cures")
    read = run.read

    def vanish(path, name, size):
        if name == "a.md":
            path.unlink()
        return read(path, name, size)

    monkeypatch.setattr(run, "read", vanish)
    result = call("check", "a.md", "b.md")
    assert result.exit_code == 2
    assert places(result) == ["b.md:1:1"]
    assert result.stderr == "a.md: the file is gone; it was there when the run began\n"


def test_many_files(folder, engine):
    for number in range(1000):
        write(f"n{number % 10}/{number}.md", "Tea cures.")
    result = call("check", ".")
    assert len(places(result)) == 1000
    assert result.stderr == ""


# Faults of medlint itself


def test_an_internal_error_names_the_file_and_keeps_the_other_findings(folder, engine):
    engine.crash_on = "crash"
    write("a.md", "Tea cures.")
    write("b.md", "crash")
    result = call("check", ".")
    assert result.exit_code == 2
    assert places(result) == ["a.md:1:5"]
    assert result.stderr == (
        "medlint: internal error while reading b.md: RuntimeError: the floor is wet; "
        "please report it\n"
    )


def test_an_internal_error_outside_any_file(folder, engine, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("no floor")

    monkeypatch.setattr(FakeRulebook, "load", fail)
    write("a.md", "x")
    result = call("check", "a.md")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("medlint: internal error while reading the files given: ")


def test_a_traceback_is_shown_for_debugging_only(folder, engine, monkeypatch):
    monkeypatch.setenv("MEDLINT_DEBUG", "1")
    engine.crash_on = "crash"
    write("b.md", "crash")
    result = call("check", "b.md")
    assert isinstance(result.exception, RuntimeError)


def test_stopped_by_the_keyboard(folder, engine, monkeypatch):
    def stop(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["medlint.linting"], "lint_all", stop)
    write("a.md", "x")
    result = call("check", "a.md")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "medlint: stopped\n"


# Usage


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check"], "nothing to check; name files or folders, or - for standard input"),
        (["check", "a.md", "--fail-on", "eror"], "'eror' is not one of"),
        (["check", "a.md", "--fial-on", "error"], "--fail-on"),
        (["check", "a.md", "--config", "x", "--no-config"], "contradict each other"),
        (["check", "a.md", "--stdin-filename", "x.md"], "add - to the paths"),
        (["chekc"], 'no such command "chekc"; did you mean "check"?'),
        (["a.md"], "to check files, write medlint check a.md"),
    ],
)
def test_wrong_usage_exits_with_2_and_a_hint(folder, engine, arguments, expected):
    write("a.md", "x")
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert expected in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    result = call(command, "--help")
    assert result.exit_code == 0
    assert re.search(r"Examples?:\n +medlint ", result.stdout)
    options = import_module(COMMANDS[command]).command.params
    assert not [each.name for each in options if isinstance(each, Option) and not each.help]


def test_the_list_of_commands_and_the_version():
    listed = call("--help").stdout
    assert all(re.search(rf"^  {command} +\w", listed, re.MULTILINE) for command in COMMANDS)
    assert call("--version").stdout in VERSIONS


# Colour and progress


@pytest.mark.parametrize(
    ("variables", "options", "colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_color(folder, engine, monkeypatch, variables, options, colored):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    write("a.md", "Tea cures.")
    assert ("\x1b[" in call("check", "a.md", *options).stdout) is colored


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("extra", [0, 1])
def test_progress_is_shown_to_a_person_in_a_long_run_only(folder, engine, monkeypatch, extra):
    from medlint.cli import progress as shown

    for number in range(FILES_WITHOUT_PROGRESS + extra):
        write(f"{number}.md", "x")
    terminal = Terminal()
    monkeypatch.setattr(shown.sys, "stderr", terminal)
    with shown.progress_bar("Checking") as progress:
        report = run.run(["."], progress=progress)
    assert len(report.files) == FILES_WITHOUT_PROGRESS + extra
    assert ("Checking" in terminal.getvalue()) is bool(extra)
    assert ("100%" in terminal.getvalue()) is bool(extra)


# From outside


def start(*arguments: str, env=None, **options) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-m", "medlint", *arguments],
        **{"stdin": pipe, "stdout": pipe, "stderr": pipe, "env": environment, **options},
    )


def outside(*arguments: str, stdin=b"", **options) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run in a process of its own."""
    process = start(*arguments, **options)
    output, errors = process.communicate(stdin, timeout=120)
    return process.returncode, (output or b"").decode(), errors.decode()


def test_the_program_runs_as_a_module(folder):
    code, output, errors = outside("--version")
    assert (code, errors) == (0, "")
    assert output in VERSIONS


def test_a_rule_of_ones_own_from_new_to_check(folder):
    code, output, errors = outside("new", "house-style/miracle-berry")
    assert (code, errors) == (0, "")
    assert output.splitlines()[0] == "house-style/miracle-berry.toml"
    code, output, errors = outside("test", "house-style")
    assert (code, errors) == (0, "")
    assert output.endswith("of 1 rule: all as they should be.\n")
    write("medlint.toml", 'rules = ["house-style"]\n')
    write("a.md", "# A berry\n\nEat a *miracle berry* a day.\n")
    code, output, errors = outside("check", "a.md", "--select", "house-style", "--fail-on=warning")
    assert (code, errors) == (1, "")
    assert output.startswith("a.md:3:8 warning ")
    assert "    Eat a *miracle berry* a day.\n           ^^^^^^^^^^^^^\n" in output
    assert "miracle-berry" in outside("rules")[1]
    assert outside("explain", "miracle-berry")[1].startswith("miracle-berry: ")


def test_suppressions_in_a_whole_run(folder):
    outside("new", "house-style/miracle-berry")
    write("medlint.toml", 'rules = ["house-style"]\nselect = ["house-style", "integrity"]\n')
    write(
        "a.md",
        "# A berry\n\n"
        "<!-- medlint-disable-next-line miracle-berry -- a quotation -->\n"
        "The shop wrote that a miracle berry is good for you and for your friends.\n\n"
        "<!-- medlint-disable-next-line miracle-berry -- nothing here -->\n"
        "We could not find any trial of it, and the shop did not answer our letter.\n",
    )
    code, output, errors = outside("check", "a.md", "--format", "json", "--fail-on", "warning")
    assert (code, errors) == (1, "")
    (finding,) = json.loads(output)["findings"]
    assert (finding["rule"], finding["line"]) == ("unused-suppression", 6)
    assert "hides nothing" in finding["message"]


def test_new_refuses_what_cannot_be_a_rule(folder):
    code, output, errors = outside("new", "Berry")
    assert (code, output) == (2, "")
    assert "PACK/NAME" in errors
    outside("new", "house/berry")
    code, _, errors = outside("new", "house/berry")
    assert code == 2
    assert "is there already" in errors


def test_a_rule_that_fails_its_examples(folder):
    outside("new", "house/berry")
    path = Path("house/berry.toml")
    text = path.read_text()
    assert "{miracle berry}" in text
    path.write_text(text.replace("{miracle berry}", "miracle {berry}"))
    code, output, errors = outside("test", "house/berry.toml")
    assert (code, errors) == (1, "")
    assert re.match(r"house/berry\.toml:\d+: berry, flagged example 1: expected ", output)
    assert output.endswith("of 1 rule: 1 went wrong.\n")


def test_a_rule_file_with_mistakes_exits_with_2(folder):
    write("house/berry.toml", "titel = 3\n")
    write("medlint.toml", 'rules = ["house"]\n')
    write("a.md", "x")
    for arguments in (["check", "a.md"], ["test", "house"], ["rules"]):
        code, output, errors = outside(*arguments)
        assert (code, output) == (2, "")
        assert 'house/berry.toml:1: the file has no key "titel"' in errors
        assert "Traceback" not in errors


def test_rules_and_explain(folder):
    listed = json.loads(outside("rules", "--format", "json")[1])
    assert {"name", "pack", "severity"} <= set(listed[0])
    claims = outside("rules", "--pack", "claims")[1]
    assert "cure-claim" in claims
    assert " dosage " not in claims
    code, output, errors = outside("explain", "cure-clam")
    assert (code, output) == (2, "")
    assert 'did you mean "cure-claim"?' in errors
    assert outside("explain", "claims")[2].endswith("medlint rules --pack claims\n")
    assert outside("rules", "--pack", "clams")[2].endswith('did you mean "claims"?\n')


def test_readability_of_an_article_and_of_a_missing_one(folder):
    write("a.md", "# Tea\n\nTea is warm. It is good.\n\n## Hot tea\n\nTea may burn you [1].\n")
    code, output, errors = outside("readability", "a.md", "gone.md")
    assert code == 2
    assert errors == "gone.md: no such file or folder; check the path\n"
    assert "5: Hot tea" in output
    (document,) = json.loads(outside("readability", "a.md", "--format", "json")[1])["documents"]
    assert [section["line"] for section in document["sections"]] == [3, 5]
    assert document["sections"][1]["counts"]["words"] == 4


def test_a_reader_that_closes_the_pipe_early(folder):
    write("a.md", "This tea cures asthma.\n\n" * 3000)
    process = start("check", "a.md", "--select", "cure-claim")
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    assert (process.wait(60), errors) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_cannot_be_written(folder):
    write("a.md", "Words.\n")
    with open("/dev/full", "wb") as full:
        code, _, errors = outside("check", "a.md", stdout=full)
    assert code == 2
    assert errors == "Error: cannot write the output (No space left on device)\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_with_another_encoding(folder, encoding):
    write("a.md", "This tea cures asthma – “really”.\n")
    options = {"env": {"PYTHONIOENCODING": encoding}}
    code, output, errors = outside("check", "a.md", "--select", "cure-claim", **options)
    assert (code, errors) == (1, "")
    assert "[cure-claim]" in output


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read every file")
def test_an_unreadable_file(folder):
    write("a.md", "x")
    os.chmod("a.md", 0)
    code, _, errors = outside("check", "a.md")
    assert code == 2
    assert errors == "a.md: cannot be read (Permission denied); check its permissions\n"


def test_heavy_modules_are_not_imported_for_help(folder):
    code = (
        "import sys; from medlint.cli import main\n"
        "try: main(['check', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'regex', 'textstat', 'nltk', 'pyromark', 'turbohtml', 'asyncio',\n"
        "         'importlib.metadata', 'medlint.engine', 'medlint.rulebook',\n"
        "         'medlint.matchers', 'json'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stderr.strip() == "[]"


# The pre-commit hook


def test_the_hook_is_one_that_pre_commit_accepts():
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


def test_the_entry_of_the_hook_runs(folder, engine):
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    program, *arguments = re.search(r"entry: (.+)", manifest).group(1).split()
    assert program == "medlint"
    write("a b.md", "the same cures")
    write("é.txt", "the same")
    assert places(call(*arguments, "--fail-on", "never", "a b.md", "é.txt")) == ["a b.md:1:10"]
