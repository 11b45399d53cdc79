"""A repository of articles to try hooks and build steps in, with the medlint of this checkout."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
SOUND = "# Nettle tea\n\nNettle tea is a drink that people make from leaves.\n"
FAULTY = "# Nettle tea\n\nNettle tea cures asthma.\n"

Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Repository:
    """A git repository in `folder`; `bin` stands first in the path of what runs in it.

    `log` gets one line for each call of medlint: how many arguments it had.
    """

    folder: Path
    bin: Path
    log: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def environment(self, **variables: str) -> dict[str, str]:
        """The variables of what runs here: none of git's, of pre-commit's or of a host's."""
        foreign = ("GIT_", "GITHUB_", "RUNNER_", "CI_", "INPUT_", "MEDLINT_", "SKIP", "PRE_COMMIT")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return {
            **kept,
            "PATH": os.pathsep.join([str(self.bin), os.environ["PATH"]]),
            "HOME": str(self.bin.parent),
            "GIT_CONFIG_GLOBAL": str(self.bin.parent / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(self.bin.parent / "pre-commit"),
            "MEDLINT_CACHE": "off",
            "PYTHONIOENCODING": "utf-8",
            "NO_COLOR": "1",
            **self.variables,
            **variables,
        }

    def run(self, *command: str, cwd: Path | None = None, **variables: str) -> Done:
        """What a command did, its standard error within its output; never raises for its code."""
        return subprocess.run(
            command,
            cwd=cwd or self.folder,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """What git prints; raises AssertionError when it fails."""
        done = self.run("git", *arguments, cwd=cwd)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def write(self, name: str, text: str) -> Path:
        """Write a file and its folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def stage(self, name: str, text: str) -> None:
        """Write a file and stage it."""
        self.write(name, text)
        self.git("add", "--", name)

    def commit(self, cwd: Path | None = None, **variables: str) -> Done:
        """Try to commit what is staged, with the hooks that are installed."""
        return self.run("git", "commit", "-q", "-m", "Change", cwd=cwd, **variables)

    def calls(self) -> list[int]:
        """How many arguments medlint had in each call so far."""
        return [*map(int, self.log.read_text().split())] if self.log.exists() else []


def make_repository(folder: Path) -> Repository:
    """An empty repository below the folder, and a `medlint` that runs this checkout's."""
    programs = folder / "home" / "bin"
    programs.mkdir(parents=True)
    log = folder / "home" / "calls"
    put_medlint(programs / "medlint", log)
    repository = Repository(folder / "site", programs, log)
    repository.folder.mkdir()
    repository.git("config", "--global", "user.name", "An Editor")
    repository.git("config", "--global", "user.email", "editor@example.org")
    repository.git("config", "--global", "init.defaultBranch", "main")
    repository.git("init", "-q")
    return repository


def put_medlint(path: Path, log: Path) -> None:
    """Write a program `medlint` that is the one of this checkout, run by this Python."""
    python, root = shlex.quote(sys.executable), shlex.quote(str(ROOT))
    path.write_text(
        f'#!/bin/sh\necho "$#" >> {shlex.quote(str(log))}\n'
        f'PYTHONPATH={root} exec {python} -m medlint "$@"\n',
        encoding="utf-8",
    )
    path.chmod(0o755)


def hooks() -> dict[str, dict[str, Any]]:
    """The hooks that the checkout offers, by their id."""
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in manifest}


def install_hooks(repository: Repository, *changes: Mapping[str, Any]) -> None:
    """Install hooks as an editor's .pre-commit-config.yaml would, each with what it says of them.

    They are the very ones of the manifest but for their language: pre-commit would build an
    environment of its own for them, from a package registry.
    """
    local = [{**hooks()[change["id"]], **change, "language": "system"} for change in changes]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    repository.stage(".pre-commit-config.yaml", yaml.safe_dump(config))
    installed = pre_commit(repository, "install")
    assert installed.returncode == 0, installed.stdout


def pre_commit(repository: Repository, *arguments: str, **variables: str) -> Done:
    """What pre-commit does in the repository."""
    return repository.run(sys.executable, "-m", "pre_commit", *arguments, **variables)


def bash(repository: Repository, script: str, **variables: str) -> Done:
    """What bash does with a script as hosts run it: it stops at the first command that fails."""
    options: Sequence[str] = ("--noprofile", "--norc", "-eo", "pipefail", "-c")
    return repository.run("bash", *options, script, **variables)
