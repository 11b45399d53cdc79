import os
import shutil
import subprocess
from pathlib import Path

import pytest

from medlint.config import Config
from medlint.discovery import discover, display_name


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Text.\n", encoding="utf-8")


def names_of(*paths: str, exclude: tuple[str, ...] = (), **more: object) -> list[str]:
    config = Config(exclude=exclude, **more)
    return [article.name for article in discover(paths, lambda folder: config).articles]


def test_a_folder_is_searched_for_every_format(folder):
    read = ["a/UPPER.MD", "a/b/c/w.md", "a/n.adoc", "a/n.asciidoc", "a/n.rst", "a/p.htm",
            "a/p.html", "a/p.xhtml", "a/x.md", "a/x.mdx", "a/y.markdown", "a/z.txt"]  # fmt: skip
    make(*read, "a/data.csv", "a/style.css")
    assert names_of("a") == read


def test_a_file_named_outright_is_taken_whatever_its_suffix(folder):
    make("notes.draft", ".hidden.md")
    assert names_of("notes.draft", ".hidden.md") == [".hidden.md", "notes.draft"]


def test_hidden_and_machine_folders_are_skipped(folder):
    make(".git/a.md", "node_modules/pkg/b.md", ".venv/c.md", ".drafts/d.md", "sub/.e.md", "f.md")
    assert names_of(".") == ["f.md"]


def test_a_hidden_folder_named_outright_is_searched(folder):
    make(".drafts/d.md")
    assert names_of(".drafts") == [".drafts/d.md"]


def test_the_order_does_not_depend_on_the_order_of_the_paths(folder):
    make("a.md", "b.md", "c/d.md")
    assert (
        names_of("c", "b.md", "a.md") == names_of("a.md", "b.md", "c") == ["a.md", "b.md", "c/d.md"]
    )


def test_a_file_that_several_paths_lead_to_is_taken_once(folder):
    make("a/x.md")
    Path("link.md").symlink_to("a/x.md")
    assert names_of("a", "a", "./a/x.md", "a/../a/x.md", str(folder / "a" / "x.md")) == ["a/x.md"]
    assert len(discover(["a", "link.md"]).articles) == 1


def test_a_missing_path_is_a_problem_and_the_others_are_still_found(folder):
    make("a.md")
    found = discover(["gone.md", "a.md"])
    assert found.problems == ("gone.md: no such file or folder; check the path",)
    assert [article.name for article in found.articles] == ["a.md"]


def test_a_folder_without_articles_is_a_problem(folder):
    make("web/page.css")
    (problem,) = discover(["web"]).problems
    assert problem.startswith("web: no articles in this folder")
    assert ".md" in problem


def test_loops_of_folder_links_are_survived(folder):
    make("a/x.md")
    Path("a/loop").symlink_to("..", target_is_directory=True)
    Path("a/self").symlink_to("self")
    found = discover(["a"])
    assert [article.name for article in found.articles] == ["a/x.md"]
    assert not found.problems


def test_a_folder_link_named_outright_is_followed(folder):
    make("real/x.md")
    Path("link").symlink_to("real", target_is_directory=True)
    assert names_of("link") == ["link/x.md"]


def test_a_link_to_nothing_is_told(folder):
    make("a/x.md")
    Path("a/lost.md").symlink_to("nowhere.md")
    found = discover(["a"])
    assert found.notes == ("a/lost.md: left out; it links to a file that is not there",)
    assert not found.problems


def test_a_folder_that_cannot_be_read_is_a_problem(folder, monkeypatch):
    make("a/x.md", "a/locked/y.md")
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover(["a"])
    assert found.problems == ("a/locked: this folder cannot be read (Permission denied)",)
    assert [article.name for article in found.articles] == ["a/x.md"]


def test_a_path_with_a_nul_is_a_problem(folder):
    (problem,) = discover(["a\0b.md"]).problems
    assert "\n" not in problem


def test_special_files_in_a_folder_are_passed_over(folder):
    make("a/x.md")
    os.mkfifo("a/pipe.md")
    assert names_of("a") == ["a/x.md"]


def test_exclusion_prunes_folders_and_is_told_for_named_folders(folder, monkeypatch):
    make("a/x.md", "a/old/y.md")
    assert names_of("a", exclude=("old",)) == ["a/x.md"]
    config = Config(exclude=("old",))
    found = discover(["a/old"], lambda folder: config)
    assert (found.articles, found.problems) == ((), ())
    assert found.notes == ("a/old: left out by `exclude` in the configuration",)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: scandir(_not_old(path)))
    assert names_of("a", exclude=("old",)) == ["a/x.md"]


def _not_old(path):
    assert Path(path).name != "old", "an excluded folder is not even looked into"
    return path


def test_an_excluded_file_that_is_named_outright_is_checked(folder):
    make("old/y.md")
    assert names_of("old/y.md", exclude=("old",)) == ["old/y.md"]


def test_an_excluded_file_that_is_named_outright_is_left_out_when_forced(folder):
    make("old/y.md")
    for config, forced in (
        (Config(exclude=("old",)), True),
        (Config(exclude=("old",), force_exclude=True), False),
    ):
        found = discover(["old/y.md"], lambda folder, c=config: c, force_exclude=forced)
        assert (found.articles, found.problems) == ((), ())
        assert found.notes == ("old/y.md: left out by `exclude` in the configuration",)


def test_globs_of_a_run_leave_out_named_files_too(folder):
    make("a/x.md", "a/y.md", "b/y.md")
    found = discover(["a", "b/y.md"], exclude=["y.md"])
    assert [article.name for article in found.articles] == ["a/x.md"]
    assert found.notes == ("b/y.md: left out by `--exclude`",)


def test_a_folder_whose_articles_are_all_excluded_is_told_and_is_no_problem(folder):
    make("a/x.md")
    found = discover(["a"], exclude=["*.md"])
    assert found.problems == ()
    assert found.notes == ("a: `exclude` leaves out every article in it",)


# What git ignores

git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def in_git(*arguments: str, folder: str = ".") -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)


@git
def test_what_git_ignores_is_left_out_unless_it_is_tracked(folder):
    make("a.md", "public/b.md", "x/draft.tmp.md", "x/c.md", "public/kept/d.md", "x/no.md")
    Path(".gitignore").write_text("public/\n*.tmp.md\n")
    Path("x/.gitignore").write_text("no.md\n!draft.tmp.md\n")
    in_git("init", "-q")
    in_git("add", "-f", "public/kept/d.md")
    assert names_of(".") == ["a.md", "public/kept/d.md", "x/c.md", "x/draft.tmp.md"]
    assert names_of("x") == ["x/c.md", "x/draft.tmp.md"]
    assert len(names_of(".", respect_gitignore=False)) == 6


@git
def test_what_is_named_outright_is_checked_whatever_git_ignores(folder):
    make("public/b.md", "public/c/d.md")
    Path(".gitignore").write_text("public/\n")
    in_git("init", "-q")
    assert names_of("public/b.md") == ["public/b.md"]
    assert names_of("public") == ["public/b.md", "public/c/d.md"]
    assert names_of("public/c") == ["public/c/d.md"]


@git
def test_a_repository_inside_another_says_itself_what_it_ignores(folder):
    make("inner/a.md", "inner/b.md", "c.md", "b.md")
    Path("inner/.gitignore").write_text("b.md\n")
    in_git("init", "-q")
    in_git("init", "-q", "inner")
    assert names_of(".") == ["b.md", "c.md", "inner/a.md"]


@git
def test_a_submodule_says_itself_what_it_ignores(folder):
    make("origin/a.md", "origin/b.md", "site/c.md")
    Path("origin/.gitignore").write_text("b.md\n")
    in_git("init", "-q", "origin")
    in_git("add", ".gitignore", "a.md", folder="origin")
    in_git("-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "x", folder="origin")
    in_git("init", "-q", "site")
    in_git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(folder / "origin"),
           "words", folder="site")  # fmt: skip
    make("site/words/b.md")
    assert names_of("site") == ["site/c.md", "site/words/a.md"]


@git
def test_a_hook_of_git_does_not_send_the_question_elsewhere(folder, monkeypatch):
    make("site/a.md", "site/b.md")
    Path("site/.gitignore").write_text("b.md\n")
    in_git("init", "-q", "site")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert names_of("site") == ["site/a.md"]


@git
def test_a_folder_with_nothing_but_what_git_ignores_is_a_problem(folder):
    make("a/b/x.md")
    Path(".gitignore").write_text("b/\n")
    in_git("init", "-q")
    config = Config()
    found = discover(["a"], lambda folder: config)
    assert found.problems == (
        "a: no articles in this folder but what git ignores; name that folder itself, or write "
        "respect-gitignore = false in the configuration",
    )


@git
def test_names_that_are_not_plain(folder):
    make("naïve/ä b.md", "naïve/ignoré.md", "naïve/new\nline.md")
    Path(".gitignore").write_text("ignoré.md\nnew*\n", encoding="utf-8")
    in_git("init", "-q")
    assert names_of(".") == ["naïve/ä b.md"]


@git
def test_a_linked_folder_is_searched_as_its_repository_says(folder):
    make("real/a.md", "real/b.md")
    Path("real/.gitignore").write_text("b.md\n")
    in_git("init", "-q", "real")
    Path("link").symlink_to("real", target_is_directory=True)
    assert names_of("link") == ["link/a.md"]


def test_without_git_all_is_checked_and_that_is_told_once(folder, monkeypatch):
    make("a.md", "b/c.md")
    Path(".git").mkdir()
    monkeypatch.setenv("PATH", "")
    config = Config()
    found = discover([".", "b", "b"], lambda folder: config)
    assert [article.name for article in found.articles] == ["a.md", "b/c.md"]
    first, _ = found.notes
    assert first == (
        ".: what git ignores is checked, too, because git cannot be run (No such file or "
        "directory); write respect-gitignore = false to have it so without this note"
    )


def test_outside_a_repository_git_is_not_asked(folder, monkeypatch):
    make("a.md")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("git was run"))
    assert names_of(".") == ["a.md"]


def test_names_are_relative_inside_the_working_folder_and_as_given_outside(folder):
    make("in/a.md", "out/b.md")
    os.chdir("in")
    assert display_name(Path(folder / "in" / "a.md")) == "a.md"
    assert display_name(Path("../out/./b.md")) == "../out/b.md"
    assert display_name(folder / "out" / "b.md") == (folder / "out" / "b.md").as_posix()


def test_a_file_name_that_is_not_text_can_be_shown(folder):
    try:
        Path(os.fsdecode(b"bad\xff.md")).write_text("Text.\n")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (article,) = discover(["."]).articles
    assert article.name == "bad\ufffd.md"
    assert article.path.read_text() == "Text.\n"
