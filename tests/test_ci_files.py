"""The steps of the action and of the snippets in docs/ci.md, run as their hosts would run them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from scratch import FAULTY, ROOT, SOUND, Done, Repository, bash, make_repository

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]

ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: Mapping[str, Mapping[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"]}
DOCS = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")


def snippet(name: str) -> str:
    """The block of docs/ci.md that begins with the name of its file."""
    (found,) = re.findall(rf"^```yaml\n(# {re.escape(name)}\n.*?)^```$", DOCS, re.M | re.S)
    return str(found)


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """A repository on whose branch main an article has a fault that has long been there."""
    repository = make_repository(tmp_path)
    repository.stage("articles/old.md", FAULTY)
    assert repository.commit().returncode == 0
    return repository


def branch_off(site: Repository) -> str:
    """Leave main for a branch with two new articles, one of them faulty; the commit it left at."""
    base = site.git("rev-parse", "HEAD").strip()
    site.git("checkout", "-q", "-b", "new-articles")
    site.stage("articles/new.md", FAULTY)
    site.stage("articles/sound.md", SOUND)
    assert site.commit().returncode == 0
    return base


def files_with_errors(output: str) -> list[str]:
    """The articles with an error in a report, as text or as annotations; sorted, each once."""
    named = re.findall(r"^(\S+):\d+:\d+ error|^::error file=([^,]+),line", output, re.M)
    return sorted({text or annotation for text, annotation in named})


# The action


@dataclass(frozen=True)
class Ran:
    """What the steps printed, the code of the last one, and what they handed on."""

    code: int
    output: str
    outputs: Mapping[str, str]
    summary: str


def act(site: Repository, cwd: Path | None = None, **variables: str) -> Ran:
    """Run the steps after the installation with the inputs that `variables` names in lower case.

    The other variables are those of a runner.
    """
    given = {name.replace("_", "-"): text for name, text in variables.items() if name.islower()}
    host = {name: text for name, text in variables.items() if name.isupper()}
    inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | given
    assert set(inputs) == set(ACTION["inputs"])
    python = site.bin / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    runner = site.bin.parent / "runner"
    runner.mkdir(exist_ok=True)
    outputs = {"install": {"programs": str(site.bin)}}
    printed = ""
    summary = runner / "summary.md"
    for name in ("since", "check"):
        handed_on = runner / f"{name}.txt"
        handed_on.write_text("")
        environment = {
            key: filled(text, inputs, outputs) for key, text in STEPS[name]["env"].items()
        }
        done = step(
            site,
            STEPS[name]["run"],
            cwd or site.folder,
            {
                "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(cwd or site.folder),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(handed_on),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_EVENT_NAME": "push",
                "GITHUB_BASE_REF": "",
                "RUNNER_TEMP": str(runner),
                **environment,
                **host,
            },
        )
        printed += done.stdout
        lines = handed_on.read_text(encoding="utf-8").splitlines()
        outputs[name] = dict(line.split("=", 1) for line in lines)
        if done.returncode:
            break
    told = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Ran(done.returncode, printed, outputs.get("check", {}), told)


def filled(text: str, inputs: Mapping[str, str], outputs: Mapping[str, Mapping[str, str]]) -> str:
    """A variable of a step, with the expression in it evaluated."""
    inner = re.fullmatch(r"\$\{\{ (?:inputs\.(\S+)|steps\.(\w+)\.outputs\.(\w+)) \}\}", text)
    assert inner, text
    return inputs[inner[1]] if inner[1] else outputs[inner[2]].get(inner[3], "")


def step(site: Repository, script: str, cwd: Path, variables: Mapping[str, str]) -> Done:
    """Run a script as `shell: bash` does."""
    file = site.bin.parent / "step.sh"
    file.write_text(script, encoding="utf-8")
    command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", str(file))
    return site.run(*command, cwd=cwd, **variables)


def as_checked_out(site: Repository, tmp_path: Path) -> tuple[Path, str]:
    """A pull request as actions/checkout leaves it: one commit, the merge; and that commit.

    The other branch has gone on meanwhile, with a fault of its own.
    """
    branch_off(site)
    site.git("checkout", "-q", "main")
    site.stage("articles/elsewhere.md", FAULTY)
    assert site.commit().returncode == 0
    site.git("checkout", "-q", "--detach")
    site.git("merge", "-q", "--no-edit", "new-articles")
    merged = site.git("rev-parse", "HEAD").strip()
    site.git("update-ref", "refs/pull/7/merge", merged)
    site.git("checkout", "-q", "main")
    clone = tmp_path / "workspace"
    clone.mkdir()
    site.git("init", "-q", cwd=clone)
    site.git("remote", "add", "origin", site.folder.as_uri(), cwd=clone)
    ref = "+refs/pull/7/merge:refs/remotes/pull/7/merge"
    site.git("fetch", "-q", "--no-tags", "--depth=1", "origin", ref, cwd=clone)
    site.git("checkout", "-q", "--force", "refs/remotes/pull/7/merge", cwd=clone)
    return clone, merged


def test_a_fault_fails_the_step_with_an_annotation_a_summary_and_counts(site: Repository) -> None:
    ran = act(site)
    assert ran.code == 1
    assert "::error file=articles/old.md,line=3,endLine=3,col=12," in ran.output
    assert "cure-claim" in ran.summary
    assert ran.outputs["errors"] == "1"
    counted = [int(ran.outputs[name]) for name in ("errors", "warnings", "suggestions")]
    assert int(ran.outputs["findings"]) == sum(counted)


def test_a_sound_site_passes_with_the_count_0(site: Repository) -> None:
    site.write("articles/old.md", SOUND)
    ran = act(site)
    assert (ran.code, ran.outputs["findings"]) == (0, "0"), ran.output


def test_the_input_fail_on_decides(site: Repository) -> None:
    assert act(site, fail_on="never").code == 0


def test_the_report_for_code_scanning_is_written(site: Repository) -> None:
    ran = act(site, sarif_file="out/medlint.sarif")
    assert ran.code == 1
    report = json.loads((site.folder / "out/medlint.sarif").read_text(encoding="utf-8"))
    assert [result["ruleId"] for result in report["runs"][0]["results"]] == ["cure-claim"]


def test_the_inputs_config_and_baseline_are_obeyed(site: Repository) -> None:
    site.write("strict.toml", 'select = ["claims"]\n')
    accepted = site.run("medlint", "baseline", "write", "articles", "--config", "strict.toml")
    assert accepted.returncode == 0, accepted.stdout
    site.write("articles/new.md", FAULTY)
    ran = act(site, config="strict.toml", baseline="medlint-baseline.tsv")
    assert ran.code == 1
    assert files_with_errors(ran.output) == ["articles/new.md"]


def test_paths_and_options_stand_one_a_line(site: Repository) -> None:
    site.write("more articles/-tea.md", FAULTY)
    site.write("drafts/tea.md", FAULTY)
    ran = act(site, paths="more articles\n\narticles\n", args="--ignore\nclaims\n--no-corpus\n")
    assert (ran.code, ran.outputs["errors"]) == (0, "0"), ran.output
    ran = act(site, paths="more articles\narticles\n")
    assert files_with_errors(ran.output) == ["articles/old.md", "more articles/-tea.md"]


def test_in_a_pull_request_only_its_own_faults_count(site: Repository, tmp_path: Path) -> None:
    clone, merged = as_checked_out(site, tmp_path)
    host = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "main", "GITHUB_SHA": merged}
    ran = act(site, cwd=clone, changed_since="auto", **host)
    assert ran.code == 1, ran.output
    assert files_with_errors(ran.output) == ["articles/new.md"]


def test_a_pull_request_whose_base_cannot_be_fetched(site: Repository, tmp_path: Path) -> None:
    clone, merged = as_checked_out(site, tmp_path)
    host = {"GITHUB_EVENT_NAME": "pull_request", "GITHUB_BASE_REF": "gone", "GITHUB_SHA": merged}
    ran = act(site, cwd=clone, changed_since="auto", **host)
    assert ran.code == 2
    assert "::error title=medlint::the base branch could not be fetched" in ran.output


def test_outside_a_pull_request_auto_reports_everything(site: Repository) -> None:
    branch_off(site)
    ran = act(site, changed_since="auto")
    assert files_with_errors(ran.output) == ["articles/new.md", "articles/old.md"]


def test_a_revision_that_is_named_is_compared_with(site: Repository) -> None:
    base = branch_off(site)
    ran = act(site, changed_since=base)
    assert files_with_errors(ran.output) == ["articles/new.md"]


def test_more_faults_than_annotations_are_all_counted(site: Repository) -> None:
    for number in range(60):
        site.write(f"articles/{number}.md", FAULTY)
    ran = act(site)
    assert (ran.code, ran.outputs["errors"]) == (1, "61")
    assert len(re.findall("^::error ", ran.output, re.M)) == 10


def test_when_nothing_can_be_checked_the_step_says_so(site: Repository) -> None:
    site.write("medlint.toml", "ignroe = []\n")
    ran = act(site)
    assert (ran.code, ran.outputs) == (2, {})
    assert "::error title=medlint::nothing could be checked" in ran.output
    assert "medlint.toml:1" in ran.output


def test_what_medlint_says_cannot_command_the_runner(site: Repository) -> None:
    ran = act(site, paths="::warning::hello")
    stop = re.search(r"^::stop-commands::(\S+)\n(.*)^::\1::$", ran.output, re.M | re.S)
    assert stop
    assert "::warning::hello: no such file" in stop[2]
    assert "\n::warning" not in ran.output.replace(stop[0], "")


def test_a_python_that_is_too_old_is_named(site: Repository, tmp_path: Path) -> None:
    old = site.bin / "python3.9"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    variables = {"INPUT_PYTHON": "python3.9", "RUNNER_TEMP": str(tmp_path)}
    done = step(site, STEPS["install"]["run"], site.folder, variables)
    assert done.returncode == 2
    assert "needs Python 3.11 or later, which python3.9 is not" in done.stdout


@pytest.mark.parametrize("name", STEPS)
def test_no_input_becomes_a_part_of_a_script(name: str) -> None:
    assert "${{" not in STEPS[name]["run"]


def test_the_inputs_and_outputs_are_told() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", DOCS, re.M)
    assert told == [*ACTION["inputs"]]
    assert all(f"`{name}`" in DOCS for name in ACTION["outputs"])
    for name in (".github/workflows/medlint.yml", ".github/workflows/medlint-alerts.yml"):
        steps = yaml.safe_load(snippet(name))["jobs"]["medlint"]["steps"]
        (ours,) = (each for each in steps if each["uses"] == "OWNER/medlint@REVISION")
        assert set(ours["with"]) <= set(ACTION["inputs"])


# GitLab and Azure


def gitlab(site: Repository, **variables: str) -> Done:
    """The script of the job, as a runner gives it to the shell: line by line."""
    job = yaml.safe_load(snippet(".gitlab-ci.yml"))["medlint"]
    return bash(site, "\n".join(job["script"]), CI_PROJECT_DIR=str(site.folder), **variables)


def test_gitlab_gets_everything_and_its_gate_looks_at_the_merge_request(site: Repository) -> None:
    base = branch_off(site)
    done = gitlab(site, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1
    assert files_with_errors(done.stdout) == ["articles/new.md"]
    issues = json.loads((site.folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    paths = [issue["location"]["path"] for issue in issues]
    assert paths == ["articles/new.md", "articles/old.md"]
    assert "articles/new.md" in (site.folder / "medlint-junit.xml").read_text(encoding="utf-8")


def test_gitlab_looks_at_everything_on_the_main_branch(site: Repository) -> None:
    done = gitlab(site)
    assert files_with_errors(done.stdout) == ["articles/old.md"]


def test_gitlab_finds_the_reports_that_are_written() -> None:
    job = yaml.safe_load(snippet(".gitlab-ci.yml"))["medlint"]
    written = set(re.findall(r"--format \w+:(\S+)", " ".join(job["script"])))
    assert written == set(job["artifacts"]["reports"].values())


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("refs/heads/main", ["articles/new.md"]),
        ("main", ["articles/new.md"]),
        ("", ["articles/new.md", "articles/old.md"]),
    ],
)
def test_azure_looks_at_what_a_pull_request_changes(
    site: Repository, tmp_path: Path, target: str, expected: list[str]
) -> None:
    site.git("update-ref", "refs/remotes/origin/main", branch_off(site))
    programs = tmp_path / "agent" / "medlint" / "bin"
    programs.mkdir(parents=True)
    shutil.copy(site.bin / "medlint", programs / "medlint")
    _, _, check, publish = yaml.safe_load(snippet("azure-pipelines.yml"))["steps"]
    done = bash(
        site,
        check["script"],
        AGENT_TEMPDIRECTORY=str(tmp_path / "agent"),
        COMMON_TESTRESULTSDIRECTORY=str(tmp_path / "results"),
        SYSTEM_PULLREQUEST_TARGETBRANCH=target,
    )
    assert done.returncode == 1
    assert files_with_errors(done.stdout) == expected
    published = publish["inputs"]["testResultsFiles"]
    results = Path(published.replace("$(Common.TestResultsDirectory)", str(tmp_path / "results")))
    assert "<testsuite" in results.read_text(encoding="utf-8")


# What the hosts' own schemas say


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("action.yml", "github-actions"),
        (".github/workflows/medlint.yml", "github-workflows"),
        (".github/workflows/medlint-alerts.yml", "github-workflows"),
        (".gitlab-ci.yml", "gitlab-ci"),
        ("azure-pipelines.yml", "azure-pipelines"),
    ],
)
def test_the_schema_of_the_host_accepts_the_file(tmp_path: Path, name: str, schema: str) -> None:
    file = tmp_path / Path(name).name
    if name == "action.yml":
        shutil.copy(ROOT / name, file)
    else:
        file.write_text(snippet(name), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    if schema in ("gitlab-ci", "azure-pipelines"):
        command += ["--data-transform", schema]
    # Azure's schema has patterns that are wrong where a pattern is taken for Unicode.
    command += ["--regex-variant", "nonunicode"]
    done = subprocess.run([*command, str(file)], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


# The container


def instructions(name: str) -> list[str]:
    """What follows the instruction in the container file, continued lines joined."""
    joined = CONTAINER.replace("\\\n", "")
    return [found.strip() for found in re.findall(rf"^{name} (.*)$", joined, re.M)]


def copied() -> list[str]:
    """What the first image copies out of the checkout."""
    return [
        source
        for each in instructions("COPY")
        if not each.startswith("--from")
        for source in each.split()[:-1]
    ]


def test_the_container_holds_all_that_an_installation_is_made_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        *wheel["packages"],
        *wheel["force-include"],
        *project["project"]["license-files"],
        project["project"]["readme"],
        "pyproject.toml",
        "hatch_build.py",
    }
    assert set(copied()) == needed
    assert [name for name in copied() if not (ROOT / name).exists()] == []


def test_nothing_that_the_container_copies_is_ignored() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert [name for name in copied() if name.split("/")[0] not in allowed] == []


def test_the_images_are_of_a_fixed_version() -> None:
    assert [re.match(r"python:3\.\d+-\S+", image) is None for image in instructions("FROM")] == [
        False,
        False,
    ]


def test_the_container_runs_without_rights() -> None:
    (user,) = instructions("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert CONTAINER.index("\nUSER ") > CONTAINER.rindex("\nRUN ")


@pytest.mark.parametrize("program", ["medlint"])
def test_the_container_starts_medlint(program: str) -> None:
    assert instructions("ENTRYPOINT") == [json.dumps([program])]
