"""What the README shows is what medlint does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from medlint.config import read_config, validate
from medlint.rulebook import Rulebook
from medlint.selftest import run_examples

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FAULTY = ROOT / "seeds" / "faulty-clinic-blog.md"
TEXT = README.read_text(encoding="utf-8")
FENCED = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(block["language"], block["body"]) for block in FENCED.finditer(TEXT)]


def block(opening: str) -> str:
    """The one fenced block that begins with the text."""
    (found,) = (body for _, body in BLOCKS if body.startswith(opening))
    return found


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docs.readme", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )


def medlint(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "medlint", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )


def test_the_output_and_the_table_are_what_medlint_prints_now() -> None:
    run = make("--check")
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr


@pytest.mark.parametrize("wrong", ["errors, ", "| `cure-claim` | claims | error |"])
def test_a_readme_that_is_out_of_date_is_told_and_mended(tmp_path: Path, wrong: str) -> None:
    copy = tmp_path / "README.md"
    copy.write_text(TEXT, encoding="utf-8")
    assert make(str(copy)).returncode == 0
    right = copy.read_text(encoding="utf-8")
    assert wrong in right
    copy.write_text(right.replace(wrong, "something else"), encoding="utf-8")
    run = make("--check", str(copy))
    assert run.returncode == 1
    assert "something else" in run.stdout
    assert "run: python -m docs.readme" in run.stdout
    assert make(str(copy)).returncode == 0
    assert copy.read_text(encoding="utf-8") == right


def test_the_output_shown_is_that_of_the_main_command() -> None:
    (main,) = (body for body in map(str.strip, shell_lines()) if "medlint check" in body)
    sample = main.rsplit(" ", 1)[1]
    shown = block(f"$ medlint check {sample}\n").splitlines()[1:]
    run = medlint("check", sample, cwd=ROOT)
    assert run.returncode == 1, "the README says that the exit code is 1"
    kept = [line for line in shown if not line.startswith("[...")]
    assert kept[-2:] == run.stdout.splitlines()[-2:]
    real = iter(run.stdout.splitlines())
    assert [line for line in kept if line not in real] == [], "not printed, or not in this order"


def test_the_ledger_shown_is_what_claims_prints() -> None:
    sample = "seeds/faulty-clinic-blog.md"
    shown = block(f"$ medlint claims {sample}\n").splitlines()[1:]
    run = medlint("claims", sample, cwd=ROOT)
    assert run.returncode == 0, "the README says that the exit code is 0"
    real = iter(run.stdout.splitlines())
    kept = [line for line in shown if not line.startswith("[...")]
    assert [line for line in kept if line not in real] == [], "not printed, or not in this order"
    assert "!  15:1 " in run.stdout


def test_both_commands_are_one_line_each() -> None:
    assert [line.count("\n") for line in shell_lines()] == [1, 1]
    assert all(line.startswith("python3 -m venv .venv && ") for line in shell_lines())


def test_the_limit_is_said_as_medlint_says_it() -> None:
    assert "never means that an article is medically" in " ".join(TEXT.split())


def test_the_configuration_and_the_rule_work_together(tmp_path: Path) -> None:
    rule = tmp_path / "house-style" / "detox-promise.toml"
    rule.parent.mkdir()
    rule.write_text(block("# house-style/detox-promise.toml"), encoding="utf-8")
    settings = tmp_path / "medlint.toml"
    settings.write_text(block("# medlint.toml"), encoding="utf-8")
    config = read_config(settings)
    rulebook = Rulebook.load(config.rules)
    validate(config, rulebook)
    assert config.fail_on == "warning"
    assert config.rule_options["reading-grade"] == {"target": 9, "severity": "suggestion"}
    results = run_examples(rulebook, ["detox-promise"])
    assert [result.kind for result in results] == ["flagged"] * 2 + ["passing"] * 3
    assert [result.explanation for result in results if not result.ok] == []
    (tmp_path / "archive").mkdir()
    for name in ("tea.md", "archive/tea.md"):
        (tmp_path / name).write_text("# Tea\n\nNettle tea will flush out toxins.\n")
    run = medlint("check", ".", cwd=tmp_path)
    assert run.returncode == 1, run.stderr
    assert "tea.md:3:17 warning “flush out toxins” names no poison" in run.stdout
    assert "in 1 of 1 file." in run.stdout


@pytest.mark.parametrize("line", range(3))
def test_the_suppressions_hide_what_they_name(tmp_path: Path, line: int) -> None:
    comments = [
        found
        for found in block("<!-- medlint-disable-next-line").splitlines()
        if found.startswith("<!-- medlint-disable")
    ]
    text = {
        0: "The tea cures asthma.",
        1: "The tea is a miracle.",
        2: FAULTY.read_text(encoding="utf-8"),
    }[line]
    rule = comments[line].split()[2]
    article = tmp_path / "tea.md"
    article.write_text(f"{text}\n", encoding="utf-8")
    before = medlint("check", "tea.md", "--select", rule, cwd=tmp_path)
    assert f"[{rule}]" in before.stdout
    article.write_text(f"{comments[line]}\n{text}\n", encoding="utf-8")
    after = medlint("check", "tea.md", "--select", rule, cwd=tmp_path)
    assert after.returncode == 0, after.stderr
    assert after.stdout.startswith("No findings in 1 file.")


def test_the_options_named_are_options_of_the_commands() -> None:
    commands = ("check", "claims", "duplicates", "baseline write", "init", "config")
    listed = "".join(medlint(*each.split(), "--help", cwd=ROOT).stdout for each in commands)
    named = set(re.findall(r"`(--[a-z-]+)", TEXT)) - {"--strict", "--check"}
    assert {"--select", "--ignore", "--fail-on", "--format", "--profile"} <= named
    assert [option for option in sorted(named) if option not in listed] == []


def test_the_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert "docs/json-output.md" in targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_package_that_is_installed_stands_in_the_table_of_licences() -> None:
    rows = TEXT[TEXT.index("| Package | Version seen |") :].splitlines()[2:]
    listed = {row.split("|")[1].strip() for row in rows if row.startswith("|")}
    assert listed >= {"click", "regex", "textstat", "pyromark"}
    assert run_time_packages() - listed == set()


def test_no_package_is_under_the_gpl_alone() -> None:
    licences = {name: stated_licences(name) for name in run_time_packages()}
    assert any(map(any, licences.values())), "no metadata was read"
    only_gpl = [
        name
        for name, stated in licences.items()
        if stated and all("GPL" in each or "General Public" in each for each in stated)
    ]
    assert only_gpl == []


def shell_lines() -> list[str]:
    """The commands that the README tells a newcomer to give."""
    return [body for language, body in BLOCKS if language == "sh"]


def run_time_packages() -> set[str]:
    """The names of medlint's dependencies and of theirs, as installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"]]
    found: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        try:
            waiting += distribution(name).requires or []
        except PackageNotFoundError:
            pytest.fail(f"{name} is needed and not installed")
    return found


def stated_licences(name: str) -> list[str]:
    metadata = distribution(name).metadata
    classifiers = metadata.get_all("Classifier") or []
    stated = [each for each in classifiers if each.startswith("License ::")]
    return stated or [
        each for each in (metadata["License-Expression"], metadata["License"]) if each
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook_named_is_a_hook() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    named = re.search(r"- id: (\S+)", block("repos:"))
    assert named
    assert f"- id: {named[1]}\n" in hooks
