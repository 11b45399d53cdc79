"""The hooks, run by pre-commit in scratch repositories; tests/test_installing.py installs them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from identify import identify
from scratch import FAULTY, SOUND, Repository, hooks, install_hooks, make_repository, pre_commit

from medlint.discovery import SUFFIXES

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

COPIED = (
    "Tell your doctor about every medicine that you take, and ask before you begin with a new "
    "herb, because some plants change how long a medicine stays in the blood."
)


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    """A repository with the hook `medlint`."""
    repository = make_repository(tmp_path)
    install_hooks(repository, {"id": "medlint"})
    return repository


@pytest.fixture
def compared(tmp_path: Path) -> Repository:
    """A repository with the hook `medlint-repository` and a committed article."""
    repository = make_repository(tmp_path)
    install_hooks(repository, {"id": "medlint-repository"})
    repository.stage("articles/gout.md", f"# Gout\n\nGout hurts at night.\n\n{COPIED}\n")
    assert repository.commit().returncode == 0
    return repository


def test_a_sound_article_is_committed(site: Repository) -> None:
    site.stage("tea.md", SOUND)
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert len(site.calls()) == 1


def test_a_faulty_article_stops_the_commit_and_is_named(site: Repository) -> None:
    site.stage("tea.md", FAULTY)
    done = site.commit()
    assert done.returncode == 1
    assert "tea.md:3:12 error “cures” promises a cure." in done.stdout
    assert site.run("git", "log").returncode != 0, "nothing was to be committed"


def test_names_of_every_kind_are_read(site: Repository) -> None:
    names = {
        "green tea.md",
        "thé.md",
        "-tea.md",
        "茶/ お茶.html",
        'tea\'s "best".txt',
        "$(x);&.rst",
    }
    for name in names:
        site.stage(name, f"<p>{FAULTY}</p>" if name.endswith(".html") else FAULTY)
    done = site.commit()
    assert done.returncode == 1
    named = re.findall(r"^(.+):\d+:\d+ error “cures”", done.stdout, re.M)
    assert {*named} == names, done.stdout


def test_many_articles_in_several_batches_are_all_read(site: Repository) -> None:
    folder = "articles/" + "a-name-that-fills-the-command-line-" * 5
    for number in range(900):
        site.write(f"{folder}/{number:03}.md", FAULTY if number % 300 == 7 else SOUND)
    site.git("add", ".")
    done = site.commit(PRE_COMMIT_NO_CONCURRENCY="1")
    assert done.returncode == 1
    named = re.findall(r"/(\d+)\.md:\d+:\d+ error", done.stdout)
    assert sorted(named) == ["007", "307", "607"]
    assert len(site.calls()) > 1, "the names were to fill more than one command line"


def test_batches_that_run_side_by_side_read_each_article_once(site: Repository) -> None:
    for number in range(12):
        site.write(f"{number:02}.md", FAULTY)
    site.git("add", ".")
    done = site.commit()
    named = re.findall(r"^(\d+)\.md:\d+:\d+ error", done.stdout, re.M)
    assert sorted(named) == [f"{number:02}" for number in range(12)]


def test_what_is_fixed_stops_the_commit_until_it_is_staged(tmp_path: Path) -> None:
    site = make_repository(tmp_path)
    install_hooks(site, {"id": "medlint", "args": ["--fix"]})
    site.stage("dose.md", "# Gout\n\nThe usual dose is 5.0 mg once daily.\n")
    done = site.commit()
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert "dose is 5 mg once" in (site.folder / "dose.md").read_text(encoding="utf-8")
    site.git("add", "dose.md")
    done = site.commit()
    assert done.returncode == 0, done.stdout


def test_the_configuration_of_the_repository_holds(site: Repository) -> None:
    site.stage("medlint.toml", 'ignore = ["cure-claim"]\n')
    site.stage("tea.md", FAULTY)
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert len(site.calls()) == 1


def test_articles_that_the_configuration_leaves_out_are_not_read(site: Repository) -> None:
    site.stage("medlint.toml", 'exclude = ["archive/**"]\n')
    site.stage("archive/tea.md", FAULTY)
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert len(site.calls()) == 1, "medlint itself was to leave the article out"


def test_only_what_is_staged_counts(site: Repository) -> None:
    site.stage("tea.md", SOUND)
    site.write("tea.md", FAULTY)
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert (site.folder / "tea.md").read_text(encoding="utf-8") == FAULTY


def test_what_is_mended_and_not_staged_does_not_count(site: Repository) -> None:
    site.stage("tea.md", FAULTY)
    site.write("tea.md", SOUND)
    done = site.commit()
    assert done.returncode == 1
    assert "tea.md:3:12 error" in done.stdout
    assert (site.folder / "tea.md").read_text(encoding="utf-8") == SOUND


def test_the_hook_can_be_skipped(site: Repository) -> None:
    site.stage("tea.md", FAULTY)
    assert site.commit(SKIP="medlint").returncode == 0
    assert site.calls() == []


def test_a_commit_from_a_folder_below(site: Repository) -> None:
    site.stage("articles/herbs/tea.md", FAULTY)
    done = site.commit(cwd=site.folder / "articles" / "herbs")
    assert done.returncode == 1
    assert "articles/herbs/tea.md:3:12 error" in done.stdout


def test_files_that_a_folder_search_leaves_out_are_not_read(site: Repository) -> None:
    for name in ("LICENSE", "tea.py", ".github/tea.md", "a/.hidden/tea.md", "node_modules/a/b.md"):
        site.stage(name, FAULTY)
    assert site.commit().returncode == 0
    assert site.calls() == []


def test_who_names_the_files_still_gets_articles_only(tmp_path: Path) -> None:
    site = make_repository(tmp_path)
    install_hooks(site, {"id": "medlint", "files": "^articles/"})
    site.stage("articles/tea.py", FAULTY)
    site.stage("README.md", FAULTY)
    assert site.commit().returncode == 0
    assert site.calls() == []


def test_an_article_that_is_deleted_is_no_problem(site: Repository) -> None:
    site.stage("tea.md", SOUND)
    assert site.commit().returncode == 0
    site.git("rm", "-q", "tea.md")
    done = site.commit()
    assert done.returncode == 0, done.stdout


def test_a_wrong_configuration_stops_the_commit_with_its_line(site: Repository) -> None:
    site.stage("medlint.toml", "ignroe = []\n")
    site.stage("tea.md", SOUND)
    done = site.commit()
    assert done.returncode == 1
    assert "exit code: 2" in done.stdout
    assert "medlint.toml:1" in done.stdout


def test_what_the_baseline_accepts_is_committed_and_what_is_new_is_not(site: Repository) -> None:
    site.write("medlint.toml", 'baseline = "medlint-baseline.tsv"\n')
    site.write("herbs/tea.md", FAULTY)
    assert site.run("medlint", "baseline", "write", ".").returncode == 0
    site.git("add", ".")
    done = site.commit()
    assert done.returncode == 0, done.stdout
    site.git("mv", "herbs", "teas")
    site.stage("teas/tea.md", f"{SOUND}\n{FAULTY}")
    done = site.commit()
    assert done.returncode == 0, done.stdout
    site.stage("teas/tea.md", f"{FAULTY}\nIt cures gout.\n")
    done = site.commit()
    assert done.returncode == 1
    assert re.findall(r"^\S+:(\d+):\d+ error", done.stdout, re.M) == ["5"], done.stdout


def test_the_first_hook_compares_no_articles(site: Repository) -> None:
    for name in ("gout.md", "sleep.md", "tea.md"):
        site.stage(name, f"# {name}\n\n{COPIED}\n")
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert "[corpus-boilerplate]" not in done.stdout


def copied(site: Repository, *names: str) -> None:
    """Stage articles that hold the passage of the first."""
    for name in names:
        site.stage(name, f"# About {Path(name).stem}\n\nThis is another article.\n\n{COPIED}\n")


def test_a_copy_of_a_committed_passage_is_reported(compared: Repository) -> None:
    compared.stage("medlint.toml", 'fail-on = "warning"\n')
    copied(compared, "articles/sleep.md", "articles/migraine.md")
    done = compared.commit()
    assert done.returncode == 1
    assert "[corpus-boilerplate]" in done.stdout


def test_the_second_hook_reports_nothing_within_one_article(compared: Repository) -> None:
    compared.stage("tea.md", f"{FAULTY}\n<!-- medlint-disable-file cure-claim -- quoted -->\n")
    compared.stage("ginger.md", FAULTY)
    done = compared.commit()
    assert done.returncode == 0, done.stdout
    assert "cure-claim" not in done.stdout
    assert len(compared.calls()) == 2


def test_the_second_hook_waits_for_an_article(compared: Repository) -> None:
    compared.stage("site.py", "print()\n")
    assert compared.commit().returncode == 0
    assert len(compared.calls()) == 1, "that of the first commit"


def test_the_second_hook_reads_the_folders_in_its_arguments(tmp_path: Path) -> None:
    site = make_repository(tmp_path)
    install_hooks(site, {"id": "medlint-repository", "args": ["articles", "--fail-on", "warning"]})
    copied(site, "drafts/gout.md", "drafts/sleep.md", "drafts/tea.md", "articles/foot.md")
    done = site.commit()
    assert done.returncode == 0, done.stdout
    assert len(site.calls()) == 1
    copied(site, "articles/gout.md", "articles/sleep.md", "articles/tea.md")
    done = site.commit()
    assert done.returncode == 1
    assert "[corpus-boilerplate]" in done.stdout


def test_both_hooks_over_the_whole_repository(tmp_path: Path) -> None:
    site = make_repository(tmp_path)
    install_hooks(site, {"id": "medlint"}, {"id": "medlint-repository"})
    site.stage("medlint.toml", 'fail-on = "warning"\n')
    site.stage("tea.md", FAULTY)
    copied(site, "gout.md", "sleep.md", "foot.md")
    done = pre_commit(site, "run", "--all-files")
    assert done.returncode == 1
    assert len(re.findall(r"\[cure-claim\]", done.stdout)) == 1
    assert "[corpus-boilerplate]" in done.stdout


@pytest.mark.parametrize("name", ["medlint", "medlint-repository"])
def test_the_hooks_are_for_the_files_that_a_folder_is_searched_for(name: str) -> None:
    hook = hooks()[name]
    articles = [f"tea{suffix}" for suffix in SUFFIXES]
    assert all(re.search(hook["files"], each) for each in [*articles, "TEA.MD"])
    assert not any(re.search(hook["files"], each) for each in ("tea.py", "md", "tea.md.png"))
    kinds = set(hook["types_or"])
    assert [each for each in articles if not kinds & identify.tags_from_filename(each)] == []
