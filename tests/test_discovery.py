import os
from pathlib import Path

import pytest

from medlint.discovery import discover, display_name


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Text.\n", encoding="utf-8")


def names_of(*paths: str, excluded=lambda path, folder: False) -> list[str]:
    return [article.name for article in discover(paths, excluded).articles]


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


def test_exclusion_prunes_folders_and_is_told_for_named_files(folder):
    make("a/x.md", "a/old/y.md")

    def excluded(path, folder):
        return "old" in path.parts

    assert names_of("a", excluded=excluded) == ["a/x.md"]
    found = discover(["a/old/y.md", "a/old"], excluded)
    assert found.articles == ()
    assert found.problems == ()
    assert found.notes == (
        "a/old/y.md: left out by `exclude` in the configuration",
        "a/old: left out by `exclude` in the configuration",
    )


def test_a_folder_whose_articles_are_all_excluded_is_told_and_is_no_problem(folder):
    make("a/x.md")
    found = discover(["a"], lambda path, folder: path.suffix == ".md")
    assert found.problems == ()
    assert found.notes == ("a: `exclude` leaves out every article in it",)


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
