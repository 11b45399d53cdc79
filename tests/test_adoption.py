"""The README's way to adopt medlint, followed word for word."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from scratch import FAULTY, ROOT, Done, Repository, bash, hooks, make_repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^<!-- adopt: (\w+) -->\n\n```console\n(.*?)^```$", README, re.M | re.S))
(SHOWN,) = re.findall(r"^```text\n(articles/ginger-tea\.md:.*?)^```$", README, re.M | re.S)
ACTIVATE = ". ~/medlint/.venv/bin/activate\n"
#: In place of an installation, which would need a package registry: what is to be installed is
#: here already, and `pip` only notes what it was asked for.
WITHOUT_REGISTRY = """
python3() { command python3 "$@" --without-pip; }
pip() { echo "$@" > ~/asked-of-pip; }
"""

COPIED = "Ask before you begin with a herb, because some of them change how long a medicine lasts."


def with_faults(folder: Path) -> Repository:
    """A site as they are: articles of several formats with faults of long ago, all committed."""
    site = make_repository(folder)
    site.write("articles/tea.md", FAULTY)
    site.write(
        "articles/gout.md", f"---\ntitle: Gout\n---\n# Gout\n\nCherries cure gout.\n\n{COPIED}\n"
    )
    site.write(
        "articles/more/sleep.html", f"<h1>Sleep</h1><p>Hops cure sleepless nights. {COPIED}</p>"
    )
    site.write(
        "articles/more/foot.rst", f"Sore feet\n=========\n\nTake 5.0 mg once daily.\n\n{COPIED}\n"
    )
    site.write("site.py", "print()\n")
    site.git("add", ".")
    assert site.commit().returncode == 0
    return site


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """A site, and in `~/medlint` what there must be to follow the README without a registry."""
    site = with_faults(tmp_path)
    program = site.bin / "pre-commit"
    medlint = (site.bin / "medlint").read_text(encoding="utf-8").splitlines()[-1]
    program.write_text(f"#!/bin/sh\n{medlint.replace('-m medlint', '-m pre_commit')}\n")
    program.chmod(0o755)
    copy = site.bin.parent / "medlint"
    copy.mkdir()
    # pre-commit would install hooks of another language, from a registry.
    offered = [{**hook, "language": "system"} for hook in hooks().values()]
    (copy / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(offered), encoding="utf-8")
    site.git("init", "-q", cwd=copy)
    site.git("remote", "add", "origin", str(copy), cwd=copy)
    site.git("add", ".", cwd=copy)
    site.git("commit", "-q", "-m", "Hooks", cwd=copy)
    return site


def follow(site: Repository, preamble: str) -> Done:
    """Give the commands up to the gate; the first that fails ends them."""
    names = ("install", "configure", "accept", "hook", "gate")
    return bash(site, preamble + "".join(BLOCKS[name] for name in names))


def test_the_blocks_are_those_of_the_section() -> None:
    assert [*BLOCKS] == ["install", "configure", "accept", "hook", "gate", "fail", "mend"]
    assert BLOCKS["install"].splitlines(keepends=True)[1] == ACTIVATE


def test_what_is_to_be_installed_is_this_copy_and_pre_commit(site: Repository) -> None:
    done = bash(site, WITHOUT_REGISTRY + BLOCKS["install"])
    assert done.returncode == 0, done.stdout
    asked = (site.bin.parent / "asked-of-pip").read_text(encoding="utf-8")
    assert shlex.split(asked) == ["install", str(site.bin.parent / "medlint"), "pre-commit"]


def adopt_and_plant_a_claim(site: Repository, preamble: str) -> None:
    """Follow the whole section; raises AssertionError where it comes otherwise than it says."""
    done = follow(site, preamble)
    assert done.returncode == 0, done.stdout
    last = done.stdout[done.stdout.rindex("No findings in ") :]
    assert last.startswith("No findings in 4 files"), done.stdout
    assert site.git("status", "--porcelain") == ""
    adopted = site.git("rev-parse", "HEAD")
    done = bash(site, ACTIVATE + BLOCKS["fail"])
    assert done.returncode == 1
    assert SHOWN in done.stdout
    assert re.findall(r" error .*\[([a-z-]+)\]$", done.stdout, re.M) == ["cure-claim"]
    assert site.git("rev-parse", "HEAD") == adopted
    done = bash(site, ACTIVATE + BLOCKS["mend"])
    assert done.returncode == 0, done.stdout
    assert site.git("rev-parse", "HEAD~1") == adopted


def test_before_that_the_site_fails(site: Repository) -> None:
    assert site.run("medlint", "check", ".").returncode == 1


def test_the_gate_passes_and_a_planted_claim_fails_it(site: Repository) -> None:
    adopt_and_plant_a_claim(site, WITHOUT_REGISTRY)


@pytest.mark.skipif(
    os.environ.get("MEDLINT_INSTALLS") != "1",
    reason="installs from a package registry; set MEDLINT_INSTALLS=1",
)
def test_a_fresh_clone_is_adopted_word_for_word(tmp_path: Path) -> None:
    site = with_faults(tmp_path)
    (site.bin / "medlint").unlink()
    site.git("clone", "-q", str(ROOT), str(site.bin.parent / "medlint"))
    adopt_and_plant_a_claim(site, "")
