"""The commands that medlint ships, run as a user runs them, and the JSON that they print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quality.problems import QualityError

ROOT = Path(__file__).resolve().parent.parent


def rules() -> dict[str, dict[str, Any]]:
    """What `medlint rules` tells of the bundled rules, by name."""
    # In a folder without a configuration, so that nobody's own packs are among them.
    listed: list[dict[str, Any]] = _printed(("rules", "--format", "json"), ROOT / "quality")
    return {rule["name"]: rule for rule in listed}


def findings(
    folder: Path, select: Sequence[str] = (), *, preview: bool = False
) -> list[dict[str, Any]]:
    """The findings of `medlint check` in all articles of a folder, with paths from that folder.

    Without `select` the rules that are on by default run; with `preview` preview rules, too.
    """
    options = ["--format", "json", "--no-config", "--fail-on", "never"]
    options += ["--preview"] if preview else []
    options += ["--select", ",".join(select)] if select else []
    found: list[dict[str, Any]] = _printed(("check", ".", *options), folder)["findings"]
    return found


def claims(folder: Path) -> dict[str, Any]:
    """What `medlint claims` tells of all articles of a folder, with paths from that folder.

    Sentences that claim nothing are listed too, under "sentences". Files that the command refuses,
    as those that are not in English, are not among its "files".
    """
    options = ("--format", "json", "--all-sentences", "--no-config")
    told: dict[str, Any] = _printed(("claims", ".", *options), folder, some_refused=True)
    return told


def scorecards(folder: Path, instrument: str) -> dict[str, Any]:
    """What `medlint score` tells of all articles of a folder, with paths from that folder."""
    options = ("--instrument", instrument, "--format", "json", "--no-config")
    told: dict[str, Any] = _printed(("score", ".", *options), folder, some_refused=True)
    return told


def balance(folder: Path) -> dict[str, Any]:
    """What `medlint balance` tells of all articles of a folder, with paths from that folder."""
    options = ("--format", "json", "--no-config")
    told: dict[str, Any] = _printed(("balance", ".", *options), folder, some_refused=True)
    return told


def readability(folder: Path) -> dict[str, Any]:
    """What `medlint readability` tells of all articles of a folder, with paths from that folder."""
    told: dict[str, Any] = _printed(("readability", ".", "--format", "json"), folder)
    return told


def _printed(arguments: Sequence[str], folder: Path, *, some_refused: bool = False) -> Any:
    """The JSON that a medlint command prints in a folder; raises QualityError where it fails.

    With `some_refused`, exit code 2 is no failure as long as there is JSON.
    """
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    run = subprocess.run(
        # -P: a file of the folder must not stand in for a module of the same name.
        [sys.executable, "-P", "-m", "medlint", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode != 0 and not (some_refused and run.returncode == 2 and run.stdout):
        said = " ".join(run.stderr.split()) or "no message"
        raise QualityError(
            f"medlint {arguments[0]} in {folder}: exit {run.returncode}: {said[:300]}"
        )
    return json.loads(run.stdout)
