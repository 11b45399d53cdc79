"""`medlint init`: what it sees of a repository, and the configuration that it writes."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import main
from medlint.config import read_config, validate
from medlint.rulebook import Rulebook

STORY = (
    "# How I got my life back\n\nI was diagnosed with colitis in 2019. My journey began when I "
    "woke up in pain. I remember that my husband drove me to the hospital, and I cried. "
    "I felt alone. Today I take my tablets and I walk my dog. My story is not everybody's.\n"
)
SALES = (
    "# Clear skin at last\n\nBook your free consultation now! Our clinic offers the treatment for "
    "only $199. Call us today. Our customers love it: “Best clinic ever!” Buy now and save 20%.\n"
)
PLAIN = "---\ntitle: Gout\nauthor: Ana Ruiz\ndate: 2025-05-04\n---\n\nGout hurts the big toe.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str, text: str = PLAIN) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def init(*arguments: str):
    return CliRunner().invoke(main, ["init", *arguments])


def configured(name: str = "medlint.toml"):
    config = read_config(Path(name))
    validate(config, Rulebook.load())
    return config


def test_it_says_what_it_saw_and_writes_a_configuration_that_holds():
    make("content/a.md", "content/b.md", "content/c.txt")
    result = init()
    assert result.exit_code == 0, result.stderr
    assert "Articles: 3 (2 Markdown, 1 plain text)" in result.stdout
    assert (
        "Front matter: in 2 of 3 looked at: title in 2, author in 2, reviewer in 0, date in 2"
        in (result.stdout)
    )
    assert "Kinds of article: 3 consumer" in result.stdout
    assert "Wrote medlint.toml." in result.stdout
    config = configured()
    assert (config.fail_on, config.ignore, config.exclude) == ("error", (), ())


def test_what_is_no_article_is_excluded_each_with_a_reason():
    make("a.md", "README.md", "docs/readme.md", "CODE-OF-CONDUCT.md", "public/x/a.html",
         "web/_site/b.html", "themes/t/exampleSite/c.md", "_layouts/d.html",
         "build/notes.md")  # fmt: skip
    assert init().exit_code == 0
    assert configured().exclude == (
        "/CODE-OF-CONDUCT.md", "/README.md", "/_layouts/**", "/public/**", "/themes/**",
        "/web/_site/**", "readme.md",
    )  # fmt: skip
    lines = Path("medlint.toml").read_text().splitlines()
    assert '  "/public/**",  # pages that a program makes' in lines
    check = CliRunner().invoke(main, ["check", ".", "--format", "json"])
    assert "build/notes.md" in check.stdout
    assert "public/x" not in check.stdout


@pytest.mark.parametrize("name", ['we "quote"', "naïve", "st*r", "[set]", "back\\slash"])
def test_folders_with_odd_names_give_a_configuration_that_can_be_read(name):
    make("a.md", f"{name}/_site/b.html")
    assert init().exit_code == 0
    assert configured().excludes(Path(f"{name}/_site/b.html"))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_git_ignores_is_neither_read_nor_excluded():
    make("a.md", "public/x.html", "node_modules/p/readme.md")
    Path(".gitignore").write_text("public/\n")
    subprocess.run(["git", "init", "-q"], check=True)
    output = init().stdout
    assert "Articles: 1 (1 Markdown)" in output
    assert "Left out anyway: node_modules/\nLeft out anyway: public/" in output
    assert configured().exclude == ()


def test_folders_where_nearly_all_articles_are_of_a_kind_are_offered_as_overrides():
    make(*(f"stories/{number}.md" for number in range(6)), text=STORY)
    make(*(f"offers/new/{number}.md" for number in range(5)), text=SALES)
    make(*(f"guides/{number}.md" for number in range(6)))
    output = init().stdout
    assert "nearly all in stories/ are narrative" in output
    assert "nearly all in offers/ are promotional" in output
    assert "guides/ are" not in output
    text = Path("medlint.toml").read_text()
    assert '# paths = ["/stories/**"]\n# profile = "narrative"' in text
    assert configured().overrides == (), "an offer is a comment"
    Path("medlint.toml").write_text(re.sub(r"^# (?=\[\[|paths|profile)", "", text, flags=re.M))
    assert configured().at("stories/1.md").profile == "narrative"
    assert configured().at("offers/new/1.md").profile == "promotional"


def test_every_line_that_is_a_comment_may_be_made_a_setting():
    make("a.md")
    init()
    text = Path("medlint.toml").read_text()
    settings = re.sub(r"^# (?=\[|paths = |profile = |baseline = |target = )", "", text, flags=re.M)
    assert settings.count("\n") == text.count("\n")
    assert {"baseline", "overrides", "rules"} <= tomllib.loads(settings).keys()
    Path("medlint.toml").write_text(settings)
    assert configured().rule_options == {"reading-grade": {"target": 8}}


@pytest.mark.parametrize(
    ("text", "seen", "step"),
    [
        (None, "pre-commit: none", "write .pre-commit-config.yaml"),
        ("repos: []", "pre-commit: without medlint", "add the hook to .pre-commit-config.yaml"),
        ("repos: [{hooks: [{id: medlint}]}]", "pre-commit: with medlint", None),
    ],
)
def test_pre_commit_and_the_steps_that_follow(text, seen, step):
    make("a.md")
    if text is not None:
        Path(".pre-commit-config.yaml").write_text(text)
    output = init().stdout
    assert seen in output
    assert (step or "1. see what there is: medlint check .") in output
    assert (".pre-commit-config.yaml" in output) is (step is not None)


def test_ci_and_a_baseline_that_are_there():
    make("a.md", ".github/workflows/site.yml")
    make("medlint-baseline.tsv", text="")
    output = init().stdout
    assert "CI: .github/workflows" in output
    assert "baseline write" not in output
    assert configured().baseline == Path.cwd() / "medlint-baseline.tsv"


def test_an_existing_configuration_stays_unless_forced():
    make("a.md")
    make("medlint.toml", text="# mine\n")
    result = init()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "medlint.toml: there is a configuration already; change it, or add --force" in (
        result.stderr
    )
    assert Path("medlint.toml").read_text() == "# mine\n"
    assert init("--force").exit_code == 0
    assert Path("medlint.toml").read_text() != "# mine\n"


def test_the_table_of_a_pyproject_counts_as_a_configuration():
    make("a.md")
    make("pyproject.toml", text="[tool.medlint]\npreview = true\n")
    result = init()
    assert result.exit_code == 2
    assert "pyproject.toml: has [tool.medlint] already" in result.stderr
    assert not Path("medlint.toml").exists()


@pytest.mark.parametrize("option", ["--dry-run", "--stdout"])
def test_a_dry_run_writes_nothing_and_prints_the_file_alone(option):
    make("a.md")
    result = init(option)
    assert result.exit_code == 0
    assert not Path("medlint.toml").exists()
    assert "Articles: 1 (1 Markdown)" in result.stderr
    assert tomllib.loads(result.stdout)["fail-on"] == "error"
    init()
    assert result.stdout == Path("medlint.toml").read_text()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("gone", "gone: no such folder; name"), ("a.md", "a.md: is no folder; name the folder")],
)
def test_a_folder_that_is_none(name, expected):
    make("a.md")
    result = init(name)
    assert result.exit_code == 2
    assert expected in result.stderr


def test_another_folder_is_configured_where_it_is():
    make("site/a.md", "site/README.md")
    assert "Wrote site/medlint.toml." in init("site").stdout
    assert configured("site/medlint.toml").exclude == ("/README.md",)


def test_an_empty_folder_is_told():
    result = init()
    assert result.exit_code == 0
    assert "Articles: none yet" in result.stdout
    assert configured().exclude == ()
