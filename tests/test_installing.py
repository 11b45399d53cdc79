"""Installations as a host makes them, from a package registry: where MEDLINT_INSTALLS is 1.

`.ci/run` sets it. All else that the hooks, the action and the container do is tried elsewhere
without a registry: tests/test_pre_commit.py, tests/test_ci_files.py.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from scratch import FAULTY, ROOT, SOUND, Done, Repository, make_repository, pre_commit
from test_ci_files import CONTAINER, STEPS, copied, instructions, step

pytestmark = [
    pytest.mark.skipif(
        os.environ.get("MEDLINT_INSTALLS") != "1",
        reason="installs from a package registry; set MEDLINT_INSTALLS=1",
    ),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """An empty repository in which no `medlint` is to be found but one that gets installed."""
    repository = make_repository(tmp_path)
    (repository.bin / "medlint").unlink()
    return repository


def test_pre_commit_installs_the_hooks_and_runs_them(site: Repository) -> None:
    def tried() -> Done:
        return pre_commit(site, "try-repo", str(ROOT), "--all-files", "--color", "never")

    site.stage("green tea.md", SOUND)
    done = tried()
    assert done.returncode == 0, done.stdout
    assert re.findall(r"^(medlint.*?)\.+Passed$", done.stdout, re.M) == [
        "medlint",
        "medlint (between articles)",
    ]
    site.stage("thé.md", FAULTY)
    done = tried()
    assert done.returncode == 1
    assert "thé.md:3:12 error “cures” promises a cure." in done.stdout


def test_the_action_installs_itself(site: Repository, tmp_path: Path) -> None:
    handed_on = tmp_path / "outputs"
    done = step(
        site,
        STEPS["install"]["run"],
        site.folder,
        {
            "INPUT_PYTHON": "python3",
            "RUNNER_TEMP": str(tmp_path / "runner"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(handed_on),
        },
    )
    assert done.returncode == 0, done.stdout
    programs = handed_on.read_text(encoding="utf-8").strip().removeprefix("programs=")
    site.write("tea.md", FAULTY)
    done = site.run(f"{programs}/medlint", "check", "tea.md")
    assert done.returncode == 1
    assert "[cure-claim]" in done.stdout


def test_what_the_container_copies_can_be_installed(site: Repository, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "opt"
    for name in copied():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    assert "\nWORKDIR /source\n" in CONTAINER
    command = instructions("RUN")[0].replace("/opt/medlint", str(target))
    done = site.run("sh", "-c", command, cwd=source)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^medlint, version|^medlint \d", done.stdout, re.M), done.stdout
