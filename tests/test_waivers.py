"""The list of waivers accepts what it names, for as long as it says, and tells its own mistakes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint.cli import main

ARTICLE = """# Warts

Cherry juice cures gout in a week.

Salt rooms cure asthma for good.
"""
WAIVER = """[[waiver]]
rule     = "cure-claim"
path     = "articles/warts.md"
text     = "cures gout"
reason   = "Wording of the approved label"
reviewer = "A. Ruiz"
accepted = 2026-01-02
until    = 2026-12-31
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article of two claims, one of which is waived until 2026 ends."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "warts.md").write_text(ARTICLE)
    (tmp_path / "medlint-waivers.toml").write_text(WAIVER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def found(*arguments: str, today: str = "2026-06-01") -> list[tuple[str, int, str]]:
    select = "cure-claim,unused-suppression,expired-waiver,unexplained-waiver"
    result = call(
        "check", "articles", "--format", "json", "--select", select, "--today", today, *arguments
    )
    assert result.exit_code in (0, 1), result.output
    told = json.loads(result.stdout)["findings"]
    return [(each["path"], each["line"], each["rule"]) for each in told]


def waivers(text: str) -> None:
    Path("medlint-waivers.toml").write_text(text)


def test_what_is_waived_is_not_reported_and_the_rest_is(folder: Path) -> None:
    assert found() == [("articles/warts.md", 5, "cure-claim")]


def test_without_words_every_finding_of_the_rule_is_waived(folder: Path) -> None:
    waivers(WAIVER.replace('text     = "cures gout"\n', ""))
    assert found() == []


def test_a_pack_and_a_pattern_may_be_waived(folder: Path) -> None:
    waivers(
        '[[waiver]]\nrule = "claims"\npath = "articles/**"\nreason = "archive"\nreviewer = "R"\n'
    )
    assert found() == []


def test_what_is_said_of_the_whole_article_is_waived_by_the_words_it_points_at(
    folder: Path,
) -> None:
    text = (
        "# Ozone therapy for sore knees\n\nOzone therapy relieves knee pain within days. Ozone "
        "therapy improves mobility.\nOzone therapy may have side effects. " + "It is dear. " * 40
    )
    (folder / "articles" / "warts.md").write_text(text)
    only = ("--select", "generic-risk-only")
    assert ("articles/warts.md", 4, "generic-risk-only") in found(*only)
    waiver = WAIVER.replace("cure-claim", "generic-risk-only")
    waivers(waiver.replace("cures gout", "may have side effects"))
    assert found(*only) == []


def test_words_are_whole_words(folder: Path) -> None:
    waivers(WAIVER.replace("cures gout", "ures gou"))
    assert ("articles/warts.md", 3, "cure-claim") in found()


def test_after_the_last_day_it_is_reported_again_and_so_is_the_waiver(folder: Path) -> None:
    assert found(today="2027-01-01") == [
        ("articles/warts.md", 3, "cure-claim"),
        ("articles/warts.md", 5, "cure-claim"),
        ("medlint-waivers.toml", 1, "expired-waiver"),
    ]


def test_the_last_day_still_counts(folder: Path) -> None:
    assert len(found(today="2026-12-31")) == 1


def test_what_hides_nothing_is_reported_with_its_line(folder: Path) -> None:
    waivers(WAIVER + "\n" + WAIVER.replace("cures gout", "cures scurvy"))
    assert ("medlint-waivers.toml", 10, "unused-suppression") in found()


def test_an_article_that_is_gone_is_reported(folder: Path) -> None:
    waivers(WAIVER + "\n" + WAIVER.replace("articles/warts.md", "articles/gone.md"))
    assert ("medlint-waivers.toml", 10, "unused-suppression") in found()


def test_what_was_not_checked_is_not_called_unused(folder: Path) -> None:
    (folder / "articles" / "feet.md").write_text("# Feet\n\nFeet itch.\n")
    result = call("check", "articles/feet.md", "--select", "cure-claim,unused-suppression")
    assert result.exit_code == 0, result.output


def test_what_did_not_run_is_not_called_unused(folder: Path) -> None:
    result = call("check", "articles", "--select", "hype-language,unused-suppression")
    assert result.exit_code == 0, result.output


def test_the_configuration_may_name_another_file(folder: Path) -> None:
    (folder / "editorial").mkdir()
    Path("medlint-waivers.toml").rename("editorial/accepted.toml")
    Path("editorial/accepted.toml").write_text(WAIVER.replace('"articles/', '"../articles/'))
    Path("medlint.toml").write_text('waivers = "editorial/accepted.toml"\n')
    assert found() == [("articles/warts.md", 5, "cure-claim")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"cure-claim"', '"cure-clam"', ':2: there is no rule or pack "cure-clam"; did you mean'),
        ('reviewer = "A. Ruiz"\n', "", ':1: this waiver has no "reviewer"; say who accepts it'),
        ("until ", "untill ", ':8: unknown key "untill"; did you mean "until"?'),
        ("2026-12-31", '"soon"', ':8: "until" is no day; write until = 2027-01-31'),
        ("[[waiver]]", "[waiver]", ":1: a waiver is a table; write [[waiver]]"),
        ("[[waiver]]", "[[waver]]", ':1: unknown key "waver"; write tables [[waiver]]'),
        ('"Wording of the approved label"', '" "', ':5: "reason" must be a text'),
        ('"cure-claim"', '"expired-waiver"', ':2: "expired-waiver" cannot be waived'),
        ("cures gout", "...", ':4: "text" has no word in it'),
    ],
)
def test_a_slip_stops_the_run(folder: Path, old: str, new: str, said: str) -> None:
    waivers(WAIVER.replace(old, new))
    result = call("check", "articles")
    assert result.exit_code == 2
    assert f"medlint-waivers.toml{said}" in result.stderr


def test_a_named_file_that_is_missing_stops_the_run(folder: Path) -> None:
    Path("medlint.toml").write_text('waivers = "none.toml"\n')
    result = call("check", "articles")
    assert result.exit_code == 2
    assert "none.toml" in result.stderr


def test_a_baseline_does_not_take_in_what_is_wrong_with_waivers(folder: Path) -> None:
    waivers(WAIVER + "\n" + WAIVER.replace("articles/warts.md", "articles/gone.md"))
    assert call("baseline", "write", "articles").exit_code == 0
    assert "unused-suppression" not in Path("medlint-baseline.tsv").read_text()


def audited(*arguments: str, today: str = "2026-06-01") -> list[dict[str, object]]:
    result = call("audit", "articles", "--format", "json", "--today", today, *arguments)
    assert result.exit_code == 0, result.output
    told: list[dict[str, object]] = json.loads(result.stdout)["accepted"]
    return told


def test_the_audit_says_who_accepted_what_why_when_and_until_when(folder: Path) -> None:
    (row,) = audited()
    assert row == {
        "status": "active",
        "path": "articles/warts.md",
        "line": 3,
        "rule": "cure-claim",
        "severity": "error",
        "words": "Cherry juice cures gout in a week.",
        "by": "waiver",
        "reason": "Wording of the approved label",
        "reviewer": "A. Ruiz",
        "accepted": "2026-01-02",
        "dated_by": "stated",
        "until": "2026-12-31",
        "record": "medlint-waivers.toml:1",
    }


def test_the_audit_lists_what_has_expired(folder: Path) -> None:
    assert [row["status"] for row in audited(today="2027-01-01")] == ["expired"]


def test_the_audit_lists_comments(folder: Path) -> None:
    comment = "<!-- medlint-disable-next-line cure-claim reviewer=Lund -- folk name -->\nSalt"
    (folder / "articles" / "warts.md").write_text(ARTICLE.replace("Salt", comment))
    told = [(row["by"], row["reviewer"], row["reason"], row["record"]) for row in audited()]
    assert told[1] == ("comment", "Lund", "folk name", "articles/warts.md:5")


def test_the_audit_lists_the_baseline_when_asked(folder: Path) -> None:
    call("baseline", "write", "articles")
    Path("medlint.toml").write_text('baseline = "medlint-baseline.tsv"\n')
    assert {row["by"] for row in audited()} == {"waiver"}
    assert {row["by"] for row in audited("--with-baseline")} == {"waiver", "baseline"}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_tells_when_where_nobody_said(folder: Path) -> None:
    waivers(WAIVER.replace("accepted = 2026-01-02\n", ""))
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_DATE": "2025-11-03T12:00:00+0000",
        "GIT_COMMITTER_DATE": "2025-11-03T12:00:00+0000",
    }
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "-A"], [*name, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], check=True, env=env, capture_output=True)
    (row,) = audited()
    assert (row["accepted"], row["dated_by"]) == ("2025-11-03", "git")


def test_the_audit_as_text_reads_as_a_record(folder: Path) -> None:
    told = call("audit", "articles", "--today", "2026-06-01").stdout
    assert "accepted by A. Ruiz on 2026-01-02, until 2026-12-31 [medlint-waivers.toml:1]" in told
    assert "because: Wording of the approved label" in told
    assert "1 accepted, 0 expired. By reviewer: A. Ruiz 1." in told


def test_no_cell_of_the_csv_is_a_formula(folder: Path) -> None:
    waivers(WAIVER.replace("Wording of", "=HYPERLINK of"))
    (row,) = csv.DictReader(io.StringIO(call("audit", "articles", "--format", "csv").stdout))
    assert row["reason"].startswith("'=")


def test_what_is_waived_is_not_fixed(folder: Path) -> None:
    article = folder / "articles" / "warts.md"
    article.write_text("# Warts\n\nAn indepth look at warts.\n\nA longterm plan for feet.\n")
    waivers(
        '[[waiver]]\nrule = "lost-hyphen"\npath = "articles/warts.md"\n'
        'text = "indepth look"\nreason = "title of a book"\nreviewer = "R"\n'
    )
    call("check", "articles", "--fix", "--select", "lost-hyphen")
    assert "indepth look" in article.read_text()
    assert "long-term plan" in article.read_text()
