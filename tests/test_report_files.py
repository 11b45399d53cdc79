"""Where `medlint check` puts its reports: files, standard output, GitHub's summary."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from medlint.cli import main
from medlint.reporters import REPORTERS

ARTICLE = "# Tea\n\nThis tea cures asthma.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("tea.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def check(*options: str, article: str = "tea.md", stdin: str | None = None) -> Result:
    command = ["check", article, "--select", "cure-claim", *options]
    return CliRunner().invoke(main, command, input=stdin)


def read(name: str) -> str:
    return Path(name).read_bytes().decode()


def test_several_reports_in_one_run() -> None:
    result = check(
        "--format", "concise", "--format", "sarif:a/b/r.sarif", "--format", "junit:j.xml"
    )
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("tea.md:3:10: error ")
    assert json.loads(read("a/b/r.sarif"))["runs"][0]["results"][0]["ruleId"] == "cure-claim"
    assert ElementTree.fromstring(read("j.xml")).get("failures") == "1"


def test_output_is_the_file_of_the_format_that_names_none() -> None:
    result = check("--output", "report.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert read("report.txt") == check().stdout
    result = check("--format", "json", "-o", "r.json", "--format", "csv:r.csv")
    assert result.stdout == ""
    assert json.loads(read("r.json"))["findings"]
    assert read("r.csv").startswith("path,line,")


def test_a_dash_is_standard_output() -> None:
    assert check("--format", "json:-").stdout == check("--format", "json").stdout
    assert check("-o", "-").stdout == check().stdout
    assert not Path("-").exists()


def test_a_file_has_no_colour_and_the_terminal_keeps_its_own() -> None:
    result = check("--format", "text:r.txt", "--format", "concise", "--color", "always")
    assert "\x1b[" in result.stdout
    assert "\x1b[" not in read("r.txt")


@pytest.mark.parametrize("fail_on", ["error", "never"])
@pytest.mark.parametrize("name", [*REPORTERS])
def test_the_exit_code_is_the_same_in_every_format(name: str, fail_on: str) -> None:
    result = check("--format", name, "--fail-on", fail_on)
    assert result.exit_code == check("--fail-on", fail_on).exit_code == int(fail_on == "error")


def test_two_runs_write_the_same_bytes_in_place_of_the_old_ones() -> None:
    Path("r.sarif").write_text("something old and longer than nothing")
    check("--format", "sarif:r.sarif")
    first = read("r.sarif")
    check("--format", "sarif:r.sarif")
    assert read("r.sarif") == first
    assert json.loads(first)["version"] == "2.1.0"


def test_the_profiles_of_the_json_report_are_not_in_the_text_beside_it() -> None:
    beside = check("--format", "json:r.json", "--format", "text").stdout
    assert beside == check().stdout
    assert json.loads(read("r.json"))["profiles"]


# What is refused


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "sarf"), 'there is no format "sarf"; did you mean "sarif"?'),
        (("--format", "sarif:"), "--format sarif: names no file"),
        (("--format", "json", "--format", "text"), "only one report can go to standard output"),
        (("--format", "json:a", "--format", "csv:./a"), "two reports would go to a"),
        (("--format", "json:a", "--output", "b"), "--output names the file of one format"),
        (("--format", "json", "--format", "csv", "-o", "b"), "--output names the file of one"),
        (("--output", "."), ". is a folder; name the file"),
        (("--diff", "--output", "b"), "--diff and --output contradict each other"),
        (("--diff", "--format", "json:b"), "--diff and --format json:b contradict each other"),
    ],
)
def test_contradictions_are_told_before_anything_is_read(options, told: str) -> None:
    result = check(*options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert sorted(os.listdir()) == ["tea.md"]


def test_a_report_never_replaces_an_article_that_is_checked() -> None:
    result = check("--format", "concise", "--format", "json:./tea.md")
    assert result.exit_code == 2
    assert "tea.md: is an article, so no report is written there" in result.stderr
    assert read("tea.md") == ARTICLE
    assert result.stdout.startswith("tea.md:3:10: error ")


def test_a_report_that_cannot_be_written_is_told_and_the_others_are_written() -> None:
    Path("taken").write_text("a file")
    result = check("--format", "text:taken/r.txt", "--format", "json:r.json", "--fail-on", "never")
    assert result.exit_code == 2
    assert result.stderr.startswith("taken/r.txt: the report cannot be written (")
    assert result.stderr.count("\n") == 1
    assert json.loads(read("r.json"))["findings"]


def test_what_fails_half_way_leaves_the_old_report(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("r.json").write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = check("--format", "json:r.json")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert read("r.json") == "old"
    assert sorted(os.listdir()) == ["r.json", "tea.md"]


# Devices, pipes, standard input


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced() -> None:
    os.mkfifo("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    check("--format", "json:pipe")
    reader.join(timeout=60)
    assert json.loads(got[0])["findings"]
    assert not Path("pipe").is_file()


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="the system has no /dev/stdout")
def test_open_streams_can_be_named(folder: Path) -> None:
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-m", "medlint", "check", "tea.md", "-o", "/dev/stdout", "-q"],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1, run.stderr
    assert "tea.md:3:10 error " in run.stdout


def test_the_fixed_text_of_standard_input_keeps_standard_output() -> None:
    command = ["check", "-", "--fix", "--select", "decimal-format", "--format", "concise"]
    article = "Give 5.0 mg of the tea.\n"
    result = CliRunner().invoke(main, [*command, "--format", "json:r.json"], input=article)
    assert result.stdout == "Give 5 mg of the tea.\n"
    assert json.loads(read("r.json"))["fixed"][0]["rule"] == "decimal-format"


# GitHub's summary


def test_the_summary_is_added_to_what_the_step_has_said(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("summary.md").write_text("# Tests\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary.md").absolute()))
    result = check("--format", "github", "--format", "github-summary")
    assert result.stdout.startswith("::error file=tea.md,line=3,")
    assert read("summary.md").startswith("# Tests\n## medlint\n")


def test_the_summary_goes_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check("--format", "github-summary").stdout.startswith("## medlint\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary.md").absolute()))
    assert check("--format", "github-summary:-").stdout.startswith("## medlint\n")
    check("--format", "github-summary:own.md")
    assert read("own.md").startswith("## medlint\n")
    assert not Path("summary.md").exists()


# Other encodings


def test_formats_for_programs_are_utf_8_whatever_the_terminal_is(folder: Path) -> None:
    Path("thé.md").write_text(ARTICLE, encoding="utf-8")
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-m", "medlint", "check", "thé.md", "--format", "checkstyle"],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    (file,) = ElementTree.fromstring(run.stdout)
    assert file.get("name") == "thé.md"


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are bytes elsewhere only")
def test_a_file_name_that_is_no_text_is_reported_in_every_format(folder: Path) -> None:
    try:
        os.rename("tea.md", b"t\xff.md")
    except OSError:
        pytest.skip("the file system wants names that are text")
    for name in REPORTERS:
        result = check("--format", f"{name}:report", article=".")
        assert (result.exit_code, result.stderr) == (1, ""), name
        assert (
            "t\ufffd.md" in read("report")
            or "t\\ufffd.md" in read("report")
            or ("t%EF%BF%BD.md" in read("report") or "t&#65533;.md" in read("report"))
        ), name


# Start-up


def test_a_text_report_loads_no_other_format() -> None:
    root = Path(__file__).parent.parent
    program = (
        "import sys; from medlint.cli import main\n"
        "try: main(['check', 'tea.md', '-q'])\n"
        "except SystemExit: print(sorted(m for m in sys.modules if 'reporters.' in m))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.stdout.splitlines()[-1] == (
        "['medlint.reporters.excerpt', 'medlint.reporters.text']"
    )
