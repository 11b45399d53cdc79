"""A team adopts medlint on 300 old articles and goes on editing: only new problems are reported.

The articles, their problems, the edits and the moves in tests/legacy were written by somebody who
had not seen the rules.
"""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from legacy.legacy_site import site
from legacy.new_problems import EDITS, MOVES
from scratch import Repository, install_hooks, make_repository, pre_commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

BASELINE = "medlint-baseline.tsv"

#: New problems that no rule finds that is on by default, with what would find them.
MISSED = {"conditions/iron-deficiency-anaemia.md": "joined-words"}
#: What a planted sentence makes true of its whole article, and why that is a new problem.
CONSEQUENCES = {
    ("archive/2018/column-058-cataract.md", "generic-risk-only"): (
        "with the planted promise the article speaks for a treatment in a second sentence, and all "
        "that it says of harm is “side effect”"
    ),
}
#: What is true no more of an article that was edited, and why.
MENDED = {
    ("archive/2019/column-029-bipolar-disorder.md", "generic-risk-only"): (
        "“dangerous” beside “lithium” in the planted sentence is read as a harm of lithium, which "
        "it is not"
    ),
    ("archive/2018/column-073-deep-vein-thrombosis.md", "repeated-word"): (
        "the edit deletes the second “your”"
    ),
}


@dataclass(frozen=True)
class Planted:
    """A new problem: the article it is in, and its sentence."""

    path: str
    sentence: str

    def has(self, finding: dict[str, Any], folder: Path) -> bool:
        """Whether a finding lies in the sentence."""
        if finding["path"] != self.path:
            return False
        lines = (folder / self.path).read_text(encoding="utf-8").split("\n")
        number = next(n for n, line in enumerate(lines, 1) if self.written in line)
        start = lines[number - 1].index(self.written) + 1
        begin, end = (
            (finding["line"], finding["column"]),
            (finding["end_line"], finding["end_column"]),
        )
        return (number, start) <= begin <= end <= (number, start + len(self.written))

    @property
    def written(self) -> str:
        """The sentence as its file has it."""
        is_page = self.path.endswith(".html")
        return html.escape(self.sentence, quote=False) if is_page else self.sentence


PLANTED = [
    *(Planted(edit.path, edit.problem) for edit in EDITS if edit.problem),
    *(Planted(move.new_path, move.problem) for move in MOVES if move.problem),
]
SEEN = {planted.path for planted in PLANTED} - MISSED.keys()
PURE_MOVES = {move.new_path for move in MOVES if move.old is None}
EDITED = {edit.path: edit.path for edit in EDITS} | {
    move.new_path: move.old_path for move in MOVES if move.old is not None
}


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The old articles, committed, and medlint adopted: baseline, configuration and hook."""
    repository = make_repository(tmp_path_factory.mktemp("legacy"))
    kept = {"MEDLINT_CACHE": str(repository.bin.parent / "cache")}
    repository = replace(repository, variables=kept)
    for path, text in site().items():
        write(repository, path, text)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "All that was written so far")
    done = repository.run("medlint", "baseline", "write", ".")
    assert done.returncode == 0, done.stdout
    repository.stage("medlint.toml", f'baseline = "{BASELINE}"\n')
    install_hooks(repository, {"id": "medlint", "args": ["--format", "jsonl"], "verbose": True})
    repository.git("add", "-A")
    repository.git("commit", "-q", "--no-verify", "-m", "Adopt medlint")
    return repository


@pytest.fixture(scope="module")
def edited(adopted: Repository) -> Repository:
    """All edits and moves, staged in a copy."""
    repository = copy(adopted, "edited")
    change(repository, harmless=True)
    change(repository, harmless=False)
    repository.git("add", "-A")
    return repository


@pytest.fixture(scope="module")
def by_baseline(edited: Repository) -> list[dict[str, Any]]:
    """What is found in all articles after the edits, beside what the baseline accepts."""
    return check(edited, ".")


@pytest.fixture(scope="module")
def by_changes(edited: Repository) -> list[dict[str, Any]]:
    """What is found in what was edited; nothing is accepted."""
    return check(edited, ".", "--no-baseline", "--changed-since", "HEAD")


def copy(repository: Repository, name: str) -> Repository:
    folder = repository.folder.parent / name
    shutil.copytree(repository.folder, folder)
    return replace(repository, folder=folder)


def write(repository: Repository, path: str, text: str) -> None:
    file = repository.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def change(repository: Repository, *, harmless: bool) -> None:
    """Make the edits and moves that plant nothing, or those that do."""
    for edit in EDITS:
        if (edit.problem is None) == harmless:
            write(repository, edit.path, edited_text(repository, edit.path, edit.old, edit.new))
    for move in MOVES:
        if (move.problem is None) == harmless:
            text = edited_text(repository, move.old_path, move.old or "", move.new or "")
            (repository.folder / move.old_path).unlink()
            write(repository, move.new_path, text)


def edited_text(repository: Repository, path: str, old: str, new: str) -> str:
    text = (repository.folder / path).read_text(encoding="utf-8")
    assert not old or text.count(old) == 1, path
    return text.replace(old, new) if old else text


def check(repository: Repository, *arguments: str, code: int = 1) -> list[dict[str, Any]]:
    report = repository.bin.parent / "report.json"
    options = ("--format", "json", "--output", str(report))
    done = repository.run("medlint", "check", *arguments, *options)
    assert done.returncode == code, done.stdout
    found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return found


def hook_findings(output: str) -> Iterator[dict[str, Any]]:
    """What the hook's calls of medlint wrote, a line each."""
    for line in output.splitlines():
        if line.startswith("{"):
            told = json.loads(line)
            if "rule" in told:
                yield told


def new_and_other(
    found: Iterable[dict[str, Any]], folder: Path
) -> tuple[list[str], list[tuple[str, str]]]:
    """The articles whose new problem is found, sorted; path and rule of all other findings."""
    hit: set[str] = set()
    other: list[tuple[str, str]] = []
    for finding in found:
        planted = [each for each in PLANTED if each.has(finding, folder)]
        hit.update(each.path for each in planted)
        if not planted:
            other.append((finding["path"], finding["rule"]))
    return sorted(hit), other


def on_whole_articles(repository: Repository) -> set[tuple[str, str]]:
    """Path and rule of the findings that the baseline has on whole articles."""
    lines = (repository.folder / BASELINE).read_text(encoding="utf-8").split("\n")
    entries = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(path, rule) for path, rule, words in entries if words.startswith("=")}


def test_the_old_articles_pass_when_medlint_is_adopted(adopted: Repository) -> None:
    assert check(adopted, ".", code=0) == []


def test_the_baseline_lets_exactly_the_new_problems_through(
    edited: Repository, by_baseline: list[dict[str, Any]]
) -> None:
    assert new_and_other(by_baseline, edited.folder) == (sorted(SEEN), [*CONSEQUENCES])


def test_what_changed_has_exactly_the_new_problems_and_what_is_said_of_edited_articles(
    edited: Repository, by_changes: list[dict[str, Any]]
) -> None:
    hit, other = new_and_other(by_changes, edited.folder)
    before = on_whole_articles(edited)
    of_edited = {
        (new, rule) for new, old in EDITED.items() for path, rule in before if path == old
    } - MENDED.keys()
    assert hit == sorted(SEEN)
    assert sorted(other) == sorted({*of_edited, *CONSEQUENCES})


def test_a_move_alone_is_no_change(by_changes: list[dict[str, Any]]) -> None:
    assert len(PURE_MOVES) == 7
    assert [each for each in by_changes if each["path"] in PURE_MOVES] == []


def test_what_changed_and_the_baseline_together_have_exactly_the_new_problems(
    edited: Repository,
) -> None:
    found = check(edited, ".", "--changed-since", "HEAD")
    assert new_and_other(found, edited.folder) == (sorted(SEEN), [*CONSEQUENCES])


def test_the_hook_stops_the_commit_for_exactly_the_new_problems(edited: Repository) -> None:
    done = pre_commit(edited, "run", "medlint")
    assert done.returncode == 1
    found = new_and_other(hook_findings(done.stdout), edited.folder)
    assert found == (sorted(SEEN), [*CONSEQUENCES])


def test_the_hook_lets_harmless_edits_and_moves_pass(adopted: Repository) -> None:
    repository = copy(adopted, "harmless")
    change(repository, harmless=True)
    repository.git("add", "-A")
    before = len(repository.calls())
    done = repository.commit()
    assert done.returncode == 0, done.stdout
    assert [*hook_findings(done.stdout)] == []
    assert len(repository.calls()) > before, "the hook was to call medlint"


def test_an_updated_baseline_loses_what_was_mended_and_nothing_else(edited: Repository) -> None:
    repository = copy(edited, "updated")
    lines = (repository.folder / BASELINE).read_text(encoding="utf-8").count("\n")
    done = repository.run("medlint", "baseline", "update")
    assert done.returncode == 0, done.stdout
    left = (repository.folder / BASELINE).read_text(encoding="utf-8")
    assert left.count("\n") == lines - len(MENDED)
    assert not any(move.old_path in left for move in MOVES)


@pytest.mark.parametrize(("path", "rule"), MISSED.items())
def test_a_preview_rule_finds_what_the_others_miss(
    edited: Repository, path: str, rule: str
) -> None:
    options = ("--preview", "--select", rule, "--no-baseline", "--changed-since", "HEAD")
    found = check(edited, ".", *options, code=0)
    assert path in new_and_other(found, edited.folder)[0]
