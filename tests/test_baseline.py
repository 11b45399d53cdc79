"""A baseline accepts what was there, wherever it moves to, and nothing else."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from medlint.atomic import write_whole
from medlint.baseline.entries import Baseline, Entry, baseline_text, read_baseline
from medlint.cli import main
from medlint.config import ConfigError

NAME = "medlint-baseline.tsv"
GOUT = """# Cherries and gout

Cherry juice cures gout in a week.

Many people drink it every day with their meals.
"""
ASTHMA = """# Salt rooms and asthma

Salt rooms cure asthma for good.
"""


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two articles, and the claims in them accepted."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "gout.md").write_text(GOUT)
    (tmp_path / "articles" / "asthma.md").write_text(ASTHMA)
    (tmp_path / "medlint.toml").write_text('select = ["claims"]\n')
    monkeypatch.chdir(tmp_path)
    assert call("baseline", "write", "articles").exit_code == 0
    return tmp_path / "articles"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def found(*arguments: str) -> list[tuple[str, str]]:
    """The path and rule of every finding that a check with the baseline reports."""
    result = call("check", "articles", "--baseline", NAME, "--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    return [(each["path"], each["rule"]) for each in json.loads(result.stdout)["findings"]]


def test_what_was_there_is_accepted(articles: Path) -> None:
    assert found() == []


def test_without_it_all_is_reported(articles: Path) -> None:
    result = call("check", "articles", "--no-baseline")
    assert result.exit_code == 1
    assert "[cure-claim]" in result.stdout


@pytest.mark.parametrize(
    "edited",
    [
        "Salt is cheap.\n\n" + GOUT,
        GOUT.replace("\n\nCherry", "\n\nGout hurts most at night.\n\nCherry"),
        GOUT.replace("cures gout in", "cures gout\nin"),
        GOUT.replace("Cherry juice", "**Cherry juice**"),
        GOUT.replace("\n", "\r\n"),
        GOUT.replace("Many people drink", "Few people drink"),
    ],
    ids=["a line above", "a paragraph above", "wrapped", "bold", "CRLF", "another sentence"],
)
def test_edits_elsewhere_do_not_revive_it(articles: Path, edited: str) -> None:
    (articles / "gout.md").write_bytes(edited.encode())
    assert [rule for _, rule in found() if rule == "cure-claim"] == []


OZONE = """# Ozone therapy for sore knees

Ozone therapy is given as a course of small shots into the joint. Ozone therapy relieves knee pain
within days. It improves mobility, and it speeds recovery after sport. Ozone therapy eases morning
stiffness too, and many clinics in town now offer it on a walk-in basis. As with any treatment,
ozone therapy may have side effects. A course takes about three weeks, with two visits in each.
"""


def test_what_is_said_of_the_whole_article_outlives_an_edit_of_the_sentence_it_points_at(
    articles: Path,
) -> None:
    (articles / "gout.md").write_text(OZONE)
    Path("medlint.toml").write_text('select = ["generic-risk-only"]\n')
    assert call("baseline", "write", "articles", "--force").exit_code == 0
    reworded = OZONE.replace("As with any treatment,\nozone therapy may", "Like all else, it can")
    assert reworded != OZONE
    (articles / "gout.md").write_text(reworded)
    assert found() == []
    reported = call("check", "articles", "--no-baseline", "--format", "json")
    assert [each["line"] for each in json.loads(reported.stdout)["findings"]] == [5]


def test_a_new_claim_is_reported(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT + "\nCelery seed cures kidney stones.\n")
    assert ("articles/gout.md", "cure-claim") in found()


def test_the_same_claim_once_more_is_reported(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT + "\nCherry juice cures gout in a week.\n")
    assert [rule for _, rule in found()].count("cure-claim") == 1


def test_a_changed_claim_is_reported(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("in a week", "in an hour"))
    assert ("articles/gout.md", "cure-claim") in found()


def test_a_moved_article_keeps_what_was_accepted(articles: Path) -> None:
    (articles / "joints").mkdir()
    (articles / "gout.md").rename(articles / "joints" / "cherry juice.md")
    assert found() == []


def test_a_copy_of_an_article_does_not(articles: Path) -> None:
    (articles / "copy.md").write_text(GOUT)
    assert ("articles/copy.md", "cure-claim") in found()


def test_articles_that_change_places_are_told_apart(articles: Path) -> None:
    (articles / "gout.md").rename(articles / "b.md")
    (articles / "asthma.md").rename(articles / "a.md")
    assert found() == []


def test_the_folder_it_is_read_from_does_not_matter(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(articles)
    result = call("check", "gout.md", "--baseline", f"../{NAME}")
    assert result.exit_code == 0, result.output


def test_a_mended_claim_leaves_a_stale_entry_that_is_told(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("cures gout", "may ease gout"))
    result = call("check", "articles", "--baseline", NAME)
    assert "answers to no finding any more" in result.stderr or "answer to no" in result.stderr


def test_what_was_not_checked_is_not_stale(articles: Path) -> None:
    (articles / "gout.md").write_text(GOUT.replace("cures gout", "may ease gout"))
    result = call("check", "articles/asthma.md", "--baseline", NAME)
    assert "no finding any more" not in result.stderr


def test_what_did_not_run_is_not_stale(articles: Path) -> None:
    result = call("check", "articles", "--baseline", NAME, "--select", "hype-language")
    assert "no finding any more" not in result.stderr


def test_update_takes_out_what_is_mended_and_adds_nothing(articles: Path) -> None:
    before = read_baseline(Path(NAME)).entries
    (articles / "gout.md").write_text("# Gout\n\nCelery seed cures kidney stones.\n")
    assert call("baseline", "update").exit_code == 0
    after = read_baseline(Path(NAME)).entries
    assert after < before
    assert {entry.path for entry in after} == {"articles/asthma.md"}


def test_update_writes_the_new_path_of_a_moved_article(articles: Path) -> None:
    count = read_baseline(Path(NAME)).entries.total()
    (articles / "gout.md").rename(articles / "cherries.md")
    result = call("baseline", "update")
    assert "kept under a new path" in result.stdout
    entries = read_baseline(Path(NAME)).entries
    assert entries.total() == count
    assert {entry.path for entry in entries} == {"articles/asthma.md", "articles/cherries.md"}


def test_update_of_one_article_leaves_the_others(articles: Path) -> None:
    (articles / "gout.md").write_text("# Gout\n\nGout hurts.\n")
    (articles / "asthma.md").write_text("# Asthma\n\nAsthma is common.\n")
    call("baseline", "update", "articles/gout.md")
    assert {entry.path for entry in read_baseline(Path(NAME)).entries} == {"articles/asthma.md"}


def test_an_unchanged_baseline_is_not_written_again(articles: Path) -> None:
    before = os.stat(NAME).st_mtime_ns
    call("baseline", "update")
    assert os.stat(NAME).st_mtime_ns == before


def test_write_does_not_replace_a_baseline_unasked(articles: Path) -> None:
    before = Path(NAME).read_bytes()
    result = call("baseline", "write", "articles/gout.md")
    assert result.exit_code == 2
    assert "there is a baseline already" in result.stderr
    assert Path(NAME).read_bytes() == before


def test_write_leaves_the_baseline_when_an_article_cannot_be_read(articles: Path) -> None:
    before = Path(NAME).read_bytes()
    (articles / "broken.md").write_bytes(b"\x00\x01\x02")
    result = call("baseline", "write", "articles", "--force")
    assert result.exit_code == 2
    assert Path(NAME).read_bytes() == before


def test_the_configuration_may_name_it(articles: Path) -> None:
    Path("medlint.toml").write_text(f'select = ["claims"]\nbaseline = "{NAME}"\n')
    assert call("check", "articles").exit_code == 0
    assert call("check", "articles", "--no-baseline").exit_code == 1


def test_show_counts_by_rule_and_article(articles: Path) -> None:
    shown = json.loads(call("baseline", "show", "--format", "json").stdout)
    assert shown["rules"]["cure-claim"] == 2
    assert sum(shown["articles"].values()) == shown["total"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", f'{NAME}:1: does not begin with "# medlint baseline 1"'),
        ("# medlint baseline 9\n", f"{NAME}:1: is of version 9"),
        ("# medlint baseline 1\na.md\tcure-claim\n", f"{NAME}:2: is not an article, a rule"),
        ("# medlint baseline 1\n<<<<<<< ours\n", f"{NAME}:2: is the mark of an unfinished merge"),
    ],
)
def test_a_damaged_file_is_one_clear_line(articles: Path, content: str, said: str) -> None:
    Path(NAME).write_text(content)
    result = call("check", "articles", "--baseline", NAME)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_file_says_how_to_write_it(articles: Path) -> None:
    result = call("check", "articles", "--baseline", "none.tsv")
    assert result.exit_code == 2
    assert "medlint baseline write" in result.stderr


entries = st.builds(
    lambda path, rule, words, whole: Entry(path, rule, words.strip().removeprefix("="), whole),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True),
    st.text("abc 0.=%\\", max_size=12).map(str.strip).filter(lambda text: text[:1] != "="),
    st.booleans(),
)


@given(st.lists(entries, max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, written) -> None:
    file = tmp_path_factory.mktemp("baseline") / NAME
    file.write_text(baseline_text(written), encoding="utf-8", newline="")
    assert read_baseline(file).entries == Counter(written)


@given(st.lists(entries, max_size=6), st.randoms())
def test_the_order_of_findings_does_not_change_the_file(written, random) -> None:
    shuffled = random.sample(written, len(written))
    assert baseline_text(shuffled) == baseline_text(written)


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / NAME
    file.write_text("old")

    def fail(*paths: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert [each.name for each in tmp_path.iterdir()] == [NAME]
    assert file.read_text() == "old"


def test_a_folder_that_may_not_be_written_is_one_clear_line(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **named: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = call("baseline", "write", "articles", "--force")
    assert result.exit_code == 2
    assert "cannot be written (Permission denied)" in result.stderr


def test_a_linked_baseline_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.tsv").write_text("old")
    (tmp_path / NAME).symlink_to("real.tsv")
    write_whole(tmp_path / NAME, b"new")
    assert (tmp_path / NAME).is_symlink()
    assert (tmp_path / "real.tsv").read_text() == "new"


def test_an_unread_baseline_raises(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read_baseline(tmp_path / "none.tsv")


def test_a_reorganised_collection_is_recognised(tmp_path: Path) -> None:
    from medlint.baseline.matching import match
    from medlint.finding import Finding, Passage, Place, Severity

    old = [Entry(f"old/{n}.md", "cure-claim", f"herb {n} cures gout") for n in range(300)]
    shared = [Entry(f"old/{n}.md", "hype-language", "a breakthrough") for n in range(300)]
    baseline = Baseline(tmp_path / NAME, Counter(old + shared))
    findings = [
        Finding(
            Place(str(tmp_path / f"new/{n}.md"), 1, 1, 1, 2),
            rule,
            "claims",
            Severity.ERROR,
            "",
            "",
            passage=Passage(words, 1, 1),
        )
        for n in range(300)
        for rule, words in (
            ("cure-claim", f"herb {n} cures gout"),
            ("hype-language", "a breakthrough"),
        )
    ]
    assert match(findings, baseline, [str(tmp_path / f"new/{n}.md") for n in range(300)]).new == ()


PREPARED = f'ignore = []\r\n# why\r\n# baseline = "{NAME}"\r\n[rules]\r\n'


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article and a configuration that is prepared for a baseline."""
    (tmp_path / "gout.md").write_text(GOUT)
    monkeypatch.chdir(tmp_path)
    configuration = tmp_path / "medlint.toml"
    configuration.write_bytes(PREPARED.encode())
    return configuration


def test_a_prepared_configuration_comes_to_name_the_baseline(configured: Path) -> None:
    result = call("baseline", "write", ".")
    assert "medlint.toml names it now" in result.stdout
    assert configured.read_bytes().decode() == PREPARED.replace("# baseline", "baseline")
    assert call("check", ".").exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        'ignore = []\n# baseline = "another.tsv"\n',
        f'[rules]\n# baseline = "{NAME}"\n',
        f'# baseline = "{NAME}" # once\n',
        "",
    ],
    ids=["another file", "in a table", "with words behind it", "nowhere"],
)
def test_a_configuration_that_is_not_prepared_is_left_alone(configured: Path, text: str) -> None:
    configured.write_text(text)
    before = configured.read_bytes()
    result = call("baseline", "write", ".")
    assert result.exit_code == 0, result.output
    assert configured.read_bytes() == before
    assert f'baseline = "{NAME}"' in result.stdout
