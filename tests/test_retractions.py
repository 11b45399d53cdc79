"""Retracted papers: lists of them, how the latest notice counts, and what is reported."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from passages import bundled_lexicon

from medlint.cli import main
from medlint.document import Document, Format
from medlint.finding import Span
from medlint.language.reading import Reading
from medlint.references.identifiers import Paper
from medlint.references.retractions import (
    Notice,
    RetractionList,
    RetractionListError,
    check_retraction_list,
    load_retractions,
)
from medlint.rulebook import Rulebook

RULE = Rulebook.load().rules["retracted-reference"]

COLUMNS = [
    "Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author",
    "URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID",
    "OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature",
    "Reason", "Paywalled", "Notes",
]  # fmt: skip


def row(
    doi: str, nature: str = "Retraction", date: str = "2/6/2010 0:00", pmid: str = "0"
) -> dict[str, str]:
    given = {
        "OriginalPaperDOI": doi,
        "RetractionNature": nature,
        "RetractionDate": date,
        "OriginalPaperPubMedID": pmid,
        "RetractionDOI": "10.1234/notice",
        "Author": "Aho, P; Brun, L",
        "Title": 'Rest, heat, and "cold"',
    }
    return {column: given.get(column, "x") for column in COLUMNS}


def watch_file(folder: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    path = folder / "watch.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def doi(value: str) -> Paper:
    return Paper("doi", value, Span(0, 0))


def test_a_row_of_the_watch_layout(tmp_path: Path) -> None:
    found = load_retractions(watch_file(tmp_path, row("10.1234/ABC", pmid="12345")))
    notice = Notice("retraction", "2010-02-06", "10.1234/notice")
    assert found.notice(doi("10.1234/abc")) == notice
    assert found.notice(Paper("pmid", "12345", Span(0, 0))) == notice


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_separates_columns(tmp_path: Path, delimiter: str) -> None:
    path = watch_file(tmp_path, row("10.1234/abc"), delimiter=delimiter)
    assert load_retractions(path).notice(doi("10.1234/abc")) is not None


@pytest.mark.parametrize(
    ("natures", "status"),
    [
        (["Retraction"], "retraction"),
        (["Expression of concern"], "concern"),
        (["Expression of Concern", "Retraction"], "retraction"),
        (["Retraction", "Expression of concern"], "retraction"),
        (["Retraction", "Reinstatement"], "reinstatement"),
        (["Reinstatement", "Retraction"], "retraction"),
        (["Expression of concern", "Reinstatement"], "reinstatement"),
        (["Retraction", "Correction"], "retraction"),
    ],
)
@pytest.mark.parametrize("newest_first", [False, True])
def test_the_latest_notice_counts(
    tmp_path: Path, natures: list[str], status: str, newest_first: bool
) -> None:
    rows = [row("10.1234/abc", nature, f"1/1/{2010 + n}") for n, nature in enumerate(natures)]
    path = watch_file(tmp_path, *(reversed(rows) if newest_first else rows))
    found = load_retractions(path).notice(doi("10.1234/abc"))
    assert found is not None
    assert found.status == status


def test_a_correction_is_no_notice(tmp_path: Path) -> None:
    path = watch_file(tmp_path, row("10.1234/abc", "Correction"))
    assert load_retractions(path).notice(doi("10.1234/abc")) is None


@pytest.mark.parametrize("absent", ["", "unavailable", "Unavailable", "N/A"])
def test_a_row_without_a_doi_names_no_paper(tmp_path: Path, absent: str) -> None:
    path = watch_file(tmp_path, row(absent), row("10.1234/abc"))
    assert set(load_retractions(path).notices) == {("doi", "10.1234/abc")}


def test_bytes_that_are_no_utf8_are_read_over(tmp_path: Path) -> None:
    path = watch_file(tmp_path, row("10.1234/abc"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"Brun", b"Br\xfcn"))
    assert load_retractions(path).notice(doi("10.1234/abc")) is not None


PLAIN = """\
# Papers that we must not cite
10.1234/ABC
https://doi.org/10.1234/def   # a link
doi:10.1016/S0140-6736(97)11096-0

PMID: 12345
"""


def test_a_plain_list(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(PLAIN, encoding="utf-8")
    assert set(load_retractions(path).notices) == {
        ("doi", "10.1234/abc"),
        ("doi", "10.1234/def"),
        ("doi", "10.1016/s0140-6736(97)11096-0"),
        ("pmid", "12345"),
    }


MALFORMED = [
    ("", "list: the list is empty"),
    ("# nothing yet\n\n", "list: the list is empty"),
    ("hello\n", "list:1: “hello” is no DOI"),
    ("# DOIs\n10.1234/abc\nnot one\n", "list:3: “not one” is no DOI"),
    ("10.1234/abc 10.1234/def\n", "list:1: “10.1234/abc 10.1234/def” is no DOI"),
    ("DOI,Reason\n10.1234/abc,x\n", "list:1: “DOI,Reason” is no DOI"),
    ("Record ID,OriginalPaperDOI\n1,10.1234/abc\n", 'the column "RetractionNature" is missing'),
    ("Record ID,RetractionNature\n1,Retraction\n", 'the column "OriginalPaperDOI" is missing'),
    ("OriginalPaperDOI,RetractionNature\n10.1234/abc\n", "list:2: the row has 1 columns, not 2"),
    ("OriginalPaperDOI,RetractionNature\n", "list: the list holds no row"),
    ("OriginalPaperDOI,RetractionNature\n10.1234/abc,yes\n", "in no row the column"),
]


@pytest.mark.parametrize(("text", "message"), MALFORMED)
def test_a_malformed_list(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RetractionListError) as caught:
        load_retractions(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_list(tmp_path: Path) -> None:
    with pytest.raises(RetractionListError, match="there is no such file"):
        check_retraction_list(tmp_path / "none.csv")


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(RetractionListError, match="directory"):
        check_retraction_list(tmp_path)


LIST = RetractionList(
    {
        ("doi", "10.1234/gone"): Notice("retraction", "2019-03-01", "10.1234/gone.r"),
        ("pmid", "31415926"): Notice("retraction", "2019-03-01", "10.1234/gone.r"),
        ("doi", "10.1234/old"): Notice("retraction"),
        ("doi", "10.1234/doubt"): Notice("concern", "2021-07-15"),
        ("doi", "10.1234/back"): Notice("reinstatement", "2022-01-01"),
        ("doi", "10.1016/s0140-6736(97)11096-0"): Notice("reinstatement", "2030-01-01"),
    }
)


def found(text: str, written: Format = "markdown") -> list[tuple[str, int, str]]:
    """The identifier, the shift and what is said of each finding."""
    document = Document("article", text, written)
    matches = RULE.matcher.find(Reading(document, bundled_lexicon(), None, LIST))
    return [(text[m.span.start : m.span.end], m.shift, m.details["status"]) for m in matches]


def entries(*lines: str, body: str = "Rest helps the back [1].") -> str:
    listed = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return f"# Back pain\n\n{body}\n\n## References\n\n{listed}\n"


FLAGGED = [
    ("Rest helps (doi: 10.1234/gone).", "10.1234/gone"),
    ("Rest helps (DOI 10.1234/GONE).", "10.1234/GONE"),
    ("Rest helps, [a trial](https://doi.org/10.1234/gone) says.", "10.1234/gone"),
    ("Rest helps, [a trial](http://dx.doi.org/10.1234/gone). More.", "10.1234/gone"),
    ("Rest helps: https://journal.example/doi/full/10.1234/gone", "10.1234/gone"),
    ("Rest helps: https://journal.example/doi/10.1234/gone/full", "10.1234/gone/full"),
    ("Rest helps: https://journal.example/10.1234/gone.pdf", "10.1234/gone.pdf"),
    ("Rest helps (PMID: 31415926).", "31415926"),
    ("Rest helps: <https://pubmed.ncbi.nlm.nih.gov/31415926/>", "31415926"),
    ("Rest helps.[^1]\n\n[^1]: Aho P. Rest. doi:10.1234/gone.\n", "10.1234/gone"),
    (entries("Aho P. Rest. Back. 2018. doi:10.1234/gone"), "10.1234/gone"),
    (entries("Aho P. Rest. Back. 2018.", "Brun L. Heat. PMID: 31415926"), "31415926"),
    ("| Care | Source |\n|---|---|\n| Rest | doi:10.1234/gone |\n", "10.1234/gone"),
    ("It is not so that old age retracts gums. Others.\n\nRest (10.1234/gone).", "10.1234/gone"),
]


@pytest.mark.parametrize(("text", "identifier"), FLAGGED)
def test_a_retracted_paper(text: str, identifier: str) -> None:
    said = "was retracted on 1 March 2019; see 10.1234/gone.r"
    ((quoted, shift, status),) = found(text)
    assert (quoted, shift, status.split(") ")[-1]) == (identifier, 0, said)


def test_plain_text() -> None:
    text = "Back pain\n\nRest helps [1].\n\nReferences\n\n1. Aho P. Rest. doi:10.1234/gone\n"
    assert [each[0] for each in found(text, "text")] == ["10.1234/gone"]


def test_the_entry_is_named() -> None:
    ((_, _, status),) = found(entries("Aho P. Heat.", "Brun L. doi:10.1234/old"))
    assert status == "(entry 2) was retracted"


def test_an_expression_of_concern_is_less_grave() -> None:
    ((_, shift, status),) = found("Rest helps (doi:10.1234/doubt).")
    assert (shift, status) == (
        -1,
        "has an expression of concern from its journal since 15 July 2021",
    )


def test_doi_and_pubmed_number_of_an_entry_are_one_paper() -> None:
    text = entries("Aho P. Rest. doi:10.1234/gone PMID: 31415926")
    assert [each[0] for each in found(text)] == ["10.1234/gone"]


def test_a_paper_is_reported_once() -> None:
    text = entries(
        "Aho P. Rest. doi:10.1234/gone", body="Rest [helps](https://doi.org/10.1234/gone)."
    )
    assert [each[0] for each in found(text)] == ["10.1234/gone"]


PASSING = [
    "Rest helps (doi: 10.1234/sound).",
    "Rest helps (doi: 10.1234/gone2).",
    "Rest helps (doi: 10.1234/back).",
    "A list may say that an old retraction was undone (doi:10.1016/S0140-6736(97)11096-0).",
    "The trial of rest (doi: 10.1234/gone) has been retracted.",
    "The trial of rest (doi: 10.1234/gone) was praised. It was retracted a year later.",
    "The paper was retracted. It had claimed that rest helps (doi: 10.1234/gone).",
    "Rest (10.1234/doubt) is in doubt: the journal published an expression of concern.",
    entries("RETRACTED: Aho P. Rest. doi:10.1234/gone"),
    entries("Aho P. Rest. doi:10.1234/gone. Retraction in: Back 2019."),
    entries("Aho P. [Withdrawn] Rest. PMID: 31415926"),
    entries("Aho P. Rest. doi:10.1234/gone", body="Rest helps, a retracted trial said [1]."),
    "Rest helps.[^1]\n\n[^1]: Aho P. Rest. doi:10.1234/gone (retracted 2019).\n",
    "Rest helps. `doi:10.1234/gone` <!-- doi:10.1234/gone -->",
    "Rest helps. The notice is at doi:10.1234/gone.r",
    "Phone 31415926 to book.",
]


@pytest.mark.parametrize("text", PASSING)
def test_nothing_to_report(text: str) -> None:
    assert found(text) == []


ARTICLE = "# Back pain\n\nRest helps most people who have back pain (doi:10.1234/gone).\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an article, and a list of one retracted paper in a folder below."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "back.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "gone.txt").write_text("10.1234/gone\n", encoding="utf-8")
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--preview", "--quiet", *arguments])


def test_the_option_names_the_list(folder: Path) -> None:
    result = check("back.md", "--select", "retracted-reference", "--retractions", "lists/gone.txt")
    assert result.exit_code == 1
    assert "back.md:3:48 error “10.1234/gone” was retracted." in result.output


def test_without_a_list_nothing_is_known(folder: Path) -> None:
    result = check("back.md", "--select", "retracted-reference")
    assert (result.exit_code, result.output) == (0, "")


def test_the_configuration_names_the_list_relative_to_itself(folder: Path) -> None:
    (folder / "lists" / "medlint.toml").write_text('preview = true\nretractions = "gone.txt"\n')
    (folder / "lists" / "back.md").write_text(ARTICLE)
    assert "was retracted" in check("lists/back.md").output


def test_the_option_goes_before_the_configuration(folder: Path) -> None:
    (folder / "medlint.toml").write_text('preview = true\nretractions = "lists/gone.txt"\n')
    (folder / "other.txt").write_text("10.1234/other\n")
    assert "was retracted" not in check("back.md", "--retractions", "other.txt").output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            None,
            "bad.csv: there is no such file; give the CSV of Retraction Watch, or DOIs",
        ),
        ("nonsense\n", "bad.csv:1: “nonsense” is no DOI"),
        ("10.1234/abc\nnonsense\n", "bad.csv:2: “nonsense” is no DOI"),
    ],
)
def test_a_list_that_cannot_be_used_ends_the_run(
    folder: Path, content: str | None, message: str
) -> None:
    if content is not None:
        (folder / "bad.csv").write_text(content)
    result = check("back.md", "--retractions", "bad.csv")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert message in result.output


def test_a_wrong_value_in_the_configuration(folder: Path) -> None:
    (folder / "medlint.toml").write_text("retractions = 3\n")
    result = check("back.md")
    assert result.exit_code == 2
    assert 'medlint.toml:1: "retractions" cannot be 3' in result.output


def test_a_missing_list_in_the_configuration(folder: Path) -> None:
    (folder / "medlint.toml").write_text('preview = true\nretractions = "none.csv"\n')
    result = check("back.md")
    assert result.exit_code == 2
    assert "none.csv: there is no such file" in result.output


@pytest.mark.parametrize("select", [(), ("--select", "retracted-reference")])
def test_naming_a_list_runs_its_rule_without_previews(
    folder: Path, select: tuple[str, ...]
) -> None:
    asked = ["check", "back.md", "--retractions", "lists/gone.txt", *select]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    assert "was retracted" in result.output


def test_a_list_in_the_configuration_runs_its_rule_without_previews(folder: Path) -> None:
    (folder / "medlint.toml").write_text('retractions = "lists/gone.txt"\n')
    result = CliRunner().invoke(main, ["check", "back.md"])
    assert result.exit_code == 1
    assert "was retracted" in result.output
