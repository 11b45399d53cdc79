"""`medlint check` with --fix, --fix-unsafe and --diff."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from medlint import engine
from medlint.cli import main
from medlint.finding import Edit, Finding, Fix, Span

TEXT = (
    "# Gout\n\nThe attack comes at night, and the toe is red and hot.\n\n"
    "Start with 5.0 mg QD for longterm use, and add 800 IU of vitamin D.\n"
)
SAFE = TEXT.replace("5.0 mg QD", "5 mg daily").replace("longterm", "long-term")
BOTH = SAFE.replace("800 IU", "800 units")
ONLY = ("--select", "dosage,integrity")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def article(folder: Path) -> Path:
    path = folder / "a.md"
    path.write_text(TEXT)
    return path


def check(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


def test_findings_say_which_can_be_fixed(article: Path) -> None:
    result = check("a.md", *ONLY)
    lines = [line for line in result.stdout.splitlines() if line.startswith("a.md:")]
    assert sum(" [*] [" in line for line in lines) == 3
    assert sum(" [?] [" in line for line in lines) == 1
    assert "[*] 3 can be fixed with --fix.\n" in result.stdout
    assert "[?] 1 more can be fixed with --fix-unsafe.\n" in result.stdout
    assert article.read_text() == TEXT


def test_fix_writes_the_safe_fixes_and_lists_what_is_left(article: Path) -> None:
    result = check("a.md", "--fix", *ONLY)
    assert article.read_text() == SAFE
    assert result.exit_code == 0
    assert result.stdout.startswith("a.md:5:50 suggestion “800 IU” ")
    assert "Fixed 3 findings in 1 file: decimal-format 1, error-prone-abbreviation 1, " in (
        result.stdout
    )


def test_fix_unsafe_writes_all(article: Path) -> None:
    result = check("a.md", "--fix-unsafe", *ONLY)
    assert article.read_text() == BOTH
    assert "No findings in 1 file.\n" in result.stdout


def test_the_exit_code_is_that_of_what_is_left(article: Path) -> None:
    assert check("a.md", *ONLY).exit_code == 1
    assert check("a.md", "--fix", "--fail-on", "suggestion", *ONLY).exit_code == 1
    assert check("a.md", "--fix-unsafe", "--fail-on", "suggestion", *ONLY).exit_code == 0


def test_fixing_again_changes_nothing(article: Path) -> None:
    check("a.md", "--fix", *ONLY)
    before = article.stat()
    result = check("a.md", "--fix", *ONLY)
    assert "Fixed" not in result.stdout
    assert article.stat().st_ino == before.st_ino


def test_diff_shows_and_writes_nothing(article: Path) -> None:
    result = check("a.md", "--diff", *ONLY)
    assert result.exit_code == 1
    assert article.read_text() == TEXT
    assert result.stdout == (
        "--- a.md\n+++ a.md\n@@ -2,4 +2,4 @@\n \n"
        " The attack comes at night, and the toe is red and hot.\n \n"
        f"-{TEXT.splitlines()[-1]}\n+{SAFE.splitlines()[-1]}\n"
    )
    assert result.stderr == "Would fix 3 findings in 1 of 1 file.\n"


def test_diff_with_fix_writes_nothing_either(article: Path) -> None:
    assert check("a.md", "--diff", "--fix", *ONLY).exit_code == 1
    assert article.read_text() == TEXT


def test_diff_with_fix_unsafe_shows_both(article: Path) -> None:
    assert f"+{BOTH.splitlines()[-1]}\n" in check("a.md", "--diff", "--fix-unsafe", *ONLY).stdout
    assert article.read_text() == TEXT


def test_diff_without_changes_exits_with_0(article: Path) -> None:
    article.write_text(BOTH)
    result = check("a.md", "--diff", *ONLY)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing to fix in 1 file.\n"


def test_diff_of_a_file_without_a_final_line_end(article: Path) -> None:
    article.write_bytes(TEXT.rstrip("\n").encode())
    assert check("a.md", "--diff", *ONLY).stdout.count("\\ No newline at end of file\n") == 2


def test_diff_is_coloured_on_request(article: Path) -> None:
    assert "\x1b[32m+Start with 5 mg" in check("a.md", "--diff", "--color=always", *ONLY).stdout


def test_diff_and_json_contradict_each_other(article: Path) -> None:
    result = check("a.md", "--diff", "--format", "json")
    assert result.exit_code == 2
    assert "--diff and --format json contradict each other" in result.stderr


@pytest.mark.parametrize("option", ["--fix", "--fix-unsafe", "--diff"])
@pytest.mark.parametrize("part", [("--staged",), ("--changed-since", "HEAD")])
def test_fixes_are_not_made_in_parts_of_files(
    article: Path, option: str, part: tuple[str, ...]
) -> None:
    result = check("a.md", option, *part)
    assert result.exit_code == 2
    assert "leave out --staged and --changed-since, or the fixes" in result.stderr
    assert article.read_text() == TEXT


def test_standard_input_is_fixed_to_standard_output(folder: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    result = check("-", "--fix", "--stdin-filename", "a.md", *ONLY, stdin=data)
    assert result.stdout_bytes == b"\xef\xbb\xbf" + SAFE.replace("\n", "\r\n").encode()
    assert "800 IU" in result.stderr
    assert "Fixed 3 findings" in result.stderr


def test_standard_input_without_findings_comes_out_as_it_is(folder: Path) -> None:
    result = check("-", "--fix", *ONLY, stdin=BOTH.encode())
    assert result.stdout_bytes == BOTH.encode()


def test_standard_input_that_is_excluded_comes_out_as_it_is(folder: Path) -> None:
    Path("medlint.toml").write_text('exclude = ["a.md"]\n')
    result = check("-", "--fix", "--stdin-filename", "a.md", stdin=TEXT.encode())
    assert result.stdout_bytes == TEXT.encode()


def test_standard_input_with_diff(folder: Path) -> None:
    result = check("-", "--diff", *ONLY, stdin=TEXT.encode())
    assert result.stdout.startswith("--- <stdin>\n+++ <stdin>\n")


def test_select_and_ignore_hold_for_fixes(article: Path) -> None:
    check("a.md", "--fix", "--select", "dosage", "--ignore", "error-prone-abbreviation")
    assert article.read_text() == TEXT.replace("5.0", "5")


def test_severity_holds_for_fixes(article: Path) -> None:
    check("a.md", "--fix-unsafe", "--severity", "error", *ONLY)
    assert article.read_text() == TEXT.replace("5.0 mg QD", "5 mg daily")


def test_hidden_findings_are_not_fixed(article: Path) -> None:
    hidden = TEXT.replace(
        "Start", "<!-- medlint-disable-next-line decimal-format -- quoted -->\nStart"
    )
    article.write_text(hidden)
    check("a.md", "--fix", "--select", "decimal-format")
    assert article.read_text() == hidden


def test_unfixable_rules_and_packs_are_only_told(article: Path) -> None:
    Path("medlint.toml").write_text('unfixable = ["integrity", "decimal-format"]\n')
    result = check("a.md", "--fix", *ONLY)
    assert article.read_text() == TEXT.replace("QD", "daily")
    assert "has a zero behind the decimal point" in result.stdout
    assert "[*]" not in result.stdout


def test_an_unfixable_rule_that_does_not_exist_is_told(article: Path) -> None:
    Path("medlint.toml").write_text('unfixable = ["decimal-formt"]\n')
    result = check("a.md", "--fix")
    assert result.exit_code == 2
    assert result.stderr.startswith("medlint.toml:1: unfixable: there is no rule or pack ")


def test_what_a_baseline_accepts_is_not_fixed(article: Path) -> None:
    text = TEXT + "\nChildren get 2.0 mg of it at night.\n"
    article.write_text(text)
    written = CliRunner().invoke(main, ["baseline", "write", "a.md"])
    assert written.exit_code == 0
    baseline = article.parent / "medlint-baseline.tsv"
    kept = [line for line in baseline.read_text().splitlines() if "start with" not in line]
    baseline.write_text("\n".join(kept) + "\n")
    result = check("a.md", "--fix-unsafe", "--baseline", "medlint-baseline.tsv")
    assert article.read_text() == text.replace(TEXT, BOTH)
    assert result.exit_code == 0


def test_an_html_page_is_fixed_in_its_source(folder: Path) -> None:
    page = (
        "<html><head><title>Gout &amp; rest</title></head><body><h1>Gout</h1>"
        "<p>The attack comes at night, and the toe is <b>red</b> and hot.</p>"
        "<p title='5.0 mg'>Start with 5.0 mg, then 6.0<i>mg</i>, then 7.0&nbsp;mg a day.</p>"
        "</body></html>"
    )
    path = folder / "a.html"
    path.write_text(page)
    check("a.html", "--fix", "--select", "decimal-format")
    assert path.read_text() == page.replace("with 5.0 mg", "with 5 mg")


def test_rules_without_fixes_are_told(article: Path) -> None:
    result = check("a.md", "--fix", "--select", "claims")
    assert result.stderr == (
        "no rule that is on changes anything; medlint rules lists those that do\n"
    )


def test_a_read_only_file_is_a_problem(article: Path) -> None:
    article.chmod(0o444)
    result = check("a.md", "--fix", *ONLY)
    assert result.exit_code == 2
    assert result.stderr.startswith("a.md: is read-only; ")
    assert "a.md:5:12 error “5.0 mg”" in result.stdout
    assert article.read_text() == TEXT


def test_one_file_that_cannot_be_written_does_not_keep_others_from_it(article: Path) -> None:
    other = article.parent / "b.md"
    other.write_text(TEXT)
    article.chmod(0o444)
    assert check(".", "--fix", *ONLY).exit_code == 2
    assert other.read_text() == SAFE


def test_json_tells_fixes_and_what_was_fixed(article: Path) -> None:
    told = json.loads(check("a.md", "--format", "json", *ONLY).stdout)
    fixes = {each["rule"]: each["fix"] for each in told["findings"]}
    assert fixes["decimal-format"] == {
        "kind": "safe",
        "edits": [
            {"path": "a.md", "line": 5, "column": 12, "end_line": 5, "end_column": 18,
             "text": "5 mg"}
        ],
    }  # fmt: skip
    assert told["fixed"] == []
    told = json.loads(check("a.md", "--fix", "--format", "json", *ONLY).stdout)
    assert told["fixed"] == [
        {"path": "a.md", "rule": "decimal-format", "findings": 1},
        {"path": "a.md", "rule": "error-prone-abbreviation", "findings": 1},
        {"path": "a.md", "rule": "lost-hyphen", "findings": 1},
    ]
    assert [each["rule"] for each in told["findings"]] == ["error-prone-abbreviation"]


def broken(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Have the rule decimal-format fix its findings by writing one text for another."""
    find = engine.fixable_findings

    def changed(document, *arguments):  # type: ignore[no-untyped-def]
        found: list[Finding] = find(document, *arguments)
        start = document.text.find(old)
        if start < 0:
            return []
        edit = Edit(Span(start, start + len(old)), new)
        return [replace(found[0], fix=Fix("safe", (edit,)))] if found else []

    monkeypatch.setattr(engine, "fixable_findings", changed)


def test_a_fix_that_changes_a_number_is_refused(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, "800 IU", "80 IU")
    result = check("a.md", "--fix", "--select", "decimal-format")
    assert result.exit_code == 2
    assert result.stderr == (
        "a.md: the fix of decimal-format would change a number or its unit; nothing was changed "
        "here; name the rule in `unfixable` to have the others' fixes, and please report it\n"
    )
    assert article.read_text() == TEXT
