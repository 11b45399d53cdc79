"""Only what changed in git is reported: lines, sentences, whole articles, renames, the index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint.changes import changes_since
from medlint.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

GOUT = """# Cherries and gout

Gout hurts most at night, and the pain
comes without warning.

Cherry juice cures gout
in a week.

Many people drink it every day with their meals.
"""
ASTHMA = """# Salt rooms and asthma

Salt rooms cure asthma for good.
"""


UNSOURCED = """# Zinc for shorter colds

Zinc is sold as drops. Studies show that it shortens a cold by two days. Trials have confirmed the
effectiveness of zinc for sore throats, and experts agree that most adults get too little of it.
Zinc supplements shorten colds in children too, and they ease a cough as well. The drops are easy to
swallow. Pharmacies stock them, and no prescription is asked for at the counter in most towns.
"""


def git(*arguments: str, cwd: Path | None = None) -> None:
    identity = {
        **os.environ,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=cwd, env=identity, check=True, capture_output=True)


def commit(message: str = "change") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of two articles with a claim each, committed in a repository that is the cwd."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "gout.md").write_text(GOUT)
    (folder / "asthma.md").write_text(ASTHMA)
    (tmp_path / "medlint.toml").write_text('select = ["cure-claim", "no-references"]\n')
    commit("first")
    return folder


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "articles", *arguments])


def found(*arguments: str) -> list[tuple[str, str]]:
    result = call("--format", "json", *(arguments or ("--changed-since", "HEAD")))
    assert result.exit_code in (0, 1), result.output
    told = json.loads(result.stdout)["findings"]
    return [(Path(each["path"]).name, each["rule"]) for each in told]


def cures(*arguments: str) -> list[str]:
    return [name for name, rule in found(*arguments) if rule == "cure-claim"]


def test_nothing_changed_reports_nothing(articles: Path) -> None:
    assert found() == []


def test_an_edit_elsewhere_does_not_report_the_claim(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("Many people", "Some people"))
    assert cures() == []


def test_an_edit_of_the_claim_reports_it(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("Cherry juice cures", "Cherry tea cures"))
    assert cures() == ["gout.md"]


def test_an_edit_on_another_line_of_its_sentence_reports_it(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("in a week.", "in a day."))
    assert cures() == ["gout.md"]


def test_a_line_taken_out_of_its_sentence_reports_it(articles: Path) -> None:
    denied = GOUT.replace("juice cures gout\n", "juice\nnever\ncures gout\n")
    (articles / "gout.md").write_text(denied)
    commit()
    (articles / "gout.md").write_text(GOUT.replace("juice cures gout\n", "juice\ncures gout\n"))
    assert cures() == ["gout.md"]


LONG_LINE = (
    "# Gout\n\nGout hurts at night. Cherry juice cures gout. Many people drink it. It is sweet.\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Many people drink", "Some people drink"),
        ("It is sweet.", "It is sweet. It is red."),
        ("gout. Many", "gout.\nMany"),
        ("gout. Many", "gout.\n\nMany"),
        ("juice cures", "juice\ncures"),
        ("Gout hurts at night. Cherry", "Gout hurts. Cherry"),
    ],
    ids=["reworded", "one more", "own line", "own paragraph", "wrapped", "shortened"],
)
def test_an_edit_on_its_line_but_not_in_its_sentence_does_not_report_the_claim(
    articles: Path, old: str, new: str
) -> None:
    (articles / "gout.md").write_text(LONG_LINE)
    commit()
    (articles / "gout.md").write_text(LONG_LINE.replace(old, new))
    assert cures() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Cherry juice", "Cherry tea"),
        ("Cherry juice", "**Cherry** juice"),
        (" Many people drink it.", ""),
        ("Gout hurts at night. ", ""),
        ("Cherry juice", "Often juice"),
    ],
    ids=["reworded", "markup", "the next one gone", "the one before gone", "first words"],
)
def test_an_edit_in_or_beside_its_sentence_reports_the_claim(
    articles: Path, old: str, new: str
) -> None:
    (articles / "gout.md").write_text(LONG_LINE)
    commit()
    (articles / "gout.md").write_text(LONG_LINE.replace(old, new))
    assert cures() == ["gout.md"]


def test_code_that_becomes_prose_is_reported(articles: Path) -> None:
    (articles / "gout.md").write_text("# Gout\n\n    Cherry juice cures gout.\n")
    commit()
    (articles / "gout.md").write_text("# Gout\n\nCherry juice cures gout.\n")
    assert cures() == ["gout.md"]


def test_a_new_article_is_reported_whole(articles: Path) -> None:
    (articles / "colds.md").write_text("# Honey\n\nHoney cures the common cold.\n")
    assert cures() == ["colds.md"]


def test_a_finding_on_the_whole_article_is_reported_when_it_changed(articles: Path) -> None:
    for name in ("a.md", "b.md"):
        (articles / name).write_text(UNSOURCED)
    commit()
    (articles / "a.md").write_text(UNSOURCED.replace("Pharmacies", "Shops"))
    assert [name for name, rule in found() if rule == "no-references"] == ["a.md"]


def test_a_rename_alone_reports_nothing(articles: Path) -> None:
    git("mv", "articles/gout.md", "articles/cherry juice ü.md")
    assert found() == []


def test_a_rename_with_an_edit_reports_the_edit_alone(articles: Path) -> None:
    git("mv", "articles/gout.md", "articles/joints.md")
    text = GOUT.replace("Many people", "Some people") + "\nCelery cures kidney stones.\n"
    (articles / "joints.md").write_text(text)
    git("add", "-A")
    assert cures() == ["joints.md"]


@pytest.mark.parametrize("name", ["a b.md", "ü.md", 'quo"te.md', "tab\there.md", "back\\slash.md"])
def test_any_file_name_is_understood(articles: Path, name: str) -> None:
    (articles / name).write_text("# Honey\n\nHoney is sweet.\n")
    commit()
    (articles / name).write_text("# Honey\n\nHoney cures the common cold.\n")
    assert len(cures()) == 1


def test_lines_that_look_like_a_patch_are_text(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT + "\n++ b/articles/asthma.md\n@@ -1 +1,9 @@\n")
    assert cures() == []


def test_a_branch_is_compared_with_where_it_began(articles: Path) -> None:
    git("checkout", "-qb", "topic")
    git("checkout", "-q", "main")
    (articles / "asthma.md").write_text(ASTHMA.replace("for good", "at once"))
    commit()
    git("checkout", "-q", "topic")
    (articles / "gout.md").write_text(GOUT.replace("in a week", "in a day"))
    commit()
    assert cures("--changed-since", "main") == ["gout.md"]


def test_the_users_diff_settings_do_not_matter(articles: Path) -> None:
    git("config", "diff.noprefix", "true")
    git("config", "color.ui", "always")
    git("config", "diff.external", "false")
    (articles / "gout.md").write_text(GOUT.replace("in a week.", "in a day."))
    assert cures() == ["gout.md"]


def test_a_copy_of_what_stands_in_an_unchanged_article_is_found(articles: Path) -> None:
    text = (
        "Rest the sore joint for two full days, drink plenty of water, and put a cold pack on it "
        "for twenty minutes at a time, four times a day, until the swelling goes down again."
    )
    for name in ("hips", "knees"):
        (articles / f"{name}.md").write_text(f"# Sore {name}\n\n{text}\n")
    commit()
    (articles / "hands.md").write_text(f"# Sore hands\n\n{text}\n")
    told = found("--changed-since", "HEAD", "--select", "corpus-boilerplate")
    assert told == [("hands.md", "corpus-boilerplate")]


def test_staged_leaves_out_what_is_not_staged(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("in a week.", "in a day."))
    (articles / "new.md").write_text("# Honey\n\nHoney cures the common cold.\n")
    assert cures("--staged") == []


def test_staged_reads_what_is_staged(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("in a week.", "in a day."))
    git("add", "-A")
    (articles / "gout.md").write_text(GOUT.replace("cures gout", "does not cure gout"))
    assert cures("--staged") == ["gout.md"]


def test_staged_works_before_the_first_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "asthma.md").write_text(ASTHMA)
    git("add", "-A")
    assert cures("--staged") == ["asthma.md"]


def test_a_baseline_and_what_changed_work_together(articles: Path) -> None:
    CliRunner().invoke(main, ["baseline", "write", "articles"])
    (articles / "gout.md").write_text(GOUT + "\nCelery cures kidney stones.\n")
    assert cures("--changed-since", "HEAD", "--baseline", "medlint-baseline.tsv") == ["gout.md"]


def test_a_shallow_clone_compares_with_the_revision_and_says_so(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("checkout", "-qb", "topic")
    (articles / "gout.md").write_text(GOUT.replace("in a week", "in a day"))
    commit()
    git("checkout", "-q", "main")
    (articles / "asthma.md").write_text(ASTHMA + "\nIt is a long walk.\n")
    commit()
    url = f"file://{tmp_path}"
    git("clone", "-q", "--depth=1", "--branch=topic", url, str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    result = call("--changed-since", "origin/main")
    assert "this clone is shallow" in result.stderr
    assert "gout.md:6:" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--changed-since", "nowhere"], 'there is no revision "nowhere" in this repository'),
        (["--changed-since", "--output=x"], 'there is no revision "--output=x"'),
        (["--changed-since", "HEAD", "--staged"], "ask for different changes"),
    ],
)
def test_what_cannot_be_told_is_one_clear_line(
    articles: Path, arguments: list[str], said: str
) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_unknown_revision_in_a_shallow_clone_says_what_to_fetch(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_twice = articles / "gout.md"
    commit_twice.write_text(GOUT + "\nMore.\n")
    commit()
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    result = call("--changed-since", "HEAD~1")
    assert "git fetch --depth=1 origin HEAD~1" in result.stderr or "--unshallow" in result.stderr


def test_outside_of_a_repository_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text(ASTHMA)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = call("--changed-since", "HEAD")
    assert result.exit_code == 2
    assert "in no git repository" in result.stderr


def test_without_git_is_one_clear_line(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = call("--changed-since", "HEAD")
    assert result.exit_code == 2
    assert "git is not installed" in result.stderr


def test_standard_input_has_no_history(articles: Path) -> None:
    result = CliRunner().invoke(main, ["check", "-", "--changed-since", "HEAD"], input="x")
    assert result.exit_code == 2
    assert "git knows no standard input" in result.stderr


def test_lines_are_those_of_the_new_version(articles: Path) -> None:
    (articles / "gout.md").write_text("One more line.\n\n" + GOUT)
    path = os.path.realpath(articles / "gout.md")
    assert changes_since("HEAD").places[path] == [((1, 1), (1, 15))]
