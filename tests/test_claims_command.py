"""`medlint claims` as a user calls it: three formats, filters, bad input."""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from medlint.claims.report import LedgerReport
from medlint.claims.rows import ArticleLedger, Row
from medlint.cli import main
from medlint.finding import Place
from medlint.reporters import Look
from medlint.reporters.claims_csv import COLUMNS, POSITIONS
from medlint.reporters.claims_csv import render as render_csv
from medlint.reporters.claims_text import LIMIT
from medlint.reporters.claims_text import render as render_text

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(
    (ROOT / "medlint" / "reporters" / "claims.schema.json").read_text(encoding="utf-8")
)
ARTICLE = """# Gout

Allopurinol prevents gout flares.

Cherries may lower uric acid [2]. Gout is linked to
kidney disease. This does not prove cause and effect.

Garlic does not lower uric acid.
"""
SPANISH = (
    "# Asma\n\nEl asma es una enfermedad de los pulmones que estrecha las vías respiratorias. Las "
    "personas con asma tosen por la noche y respiran con dificultad después de correr. Un "
    "inhalador abre las vías en pocos minutos, y otro, que se usa todos los días, evita los "
    "ataques.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(name: str, content: str | bytes = ARTICLE) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def call(*arguments: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(main, ("claims", *arguments), input=stdin)


def told(*arguments: str, **options) -> dict:
    """The JSON, which the schema allows."""
    value = json.loads(call(*arguments, "--format", "json", **options).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def table(*arguments: str, **options) -> list[list[str]]:
    content = call(*arguments, "--format", "csv", **options).stdout_bytes.decode()
    return list(csv.reader(io.StringIO(content, newline="")))


def columns_of(*names: str, rows: list[list[str]]) -> list[tuple[str, ...]]:
    header, *body = rows
    return [tuple(row[header.index(name)] for name in names) for row in body]


def row(**changes) -> Row:
    values = {
        "place": Place("a.md", 3, 5, 3, 25),
        "text": "Tea *cures* asthma",
        "plain": "Tea cures asthma",
        "decided": 4,
        "decided_end": 9,
        "kind": "cure",
        "strength": "causal",
        "certainty": 5.0,
        "hedged": False,
        "negated": False,
        "support": 0,
        "design": None,
        "verdict": "unsupported",
        "voice": "active",
        "speaker": "article",
        "intervention": "Tea",
        "outcome": "asthma",
        "source_line": None,
        "main": True,
    }
    return Row(**{**values, **changes})


def report(*rows: Row, **options) -> LedgerReport:
    return LedgerReport((ArticleLedger("a.md", rows, ()),), **options)


# Text


def test_the_ledger_of_an_article(folder):
    write("gout.md")
    result = call("gout.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "gout.md: 4 claims, 1 to look at first\n"
        "\n"
        "   Place  Kind              Strength       Support  Design  Verdict      Claim\n"
        "!  3:1    prevention        causal         S0       -       unsupported  "
        "Allopurinol prevents gout flares\n"
        "   5:1    efficacy          conditional    S3       -       cited        "
        "Cherries may lower uric acid [2]\n"
        "   5:35   risk-association  correlational  S0       -       unsupported  "
        "Gout is linked to kidney disease\n"
        "   8:1    efficacy          causal         S0       -       denied       "
        "Garlic does not lower uric acid\n"
        "\n"
        "What it says on whether cause and effect are shown:\n"
        "    line 6: This does not prove cause and effect.\n"
        "\n"
        "4 claims in 1 file, by strength and support:\n"
        "\n"
        "                   S0  S1  S2  S3  all\n"
        "    causal          2   0   0   0    2\n"
        "    conditional     0   0   0   1    1\n"
        "    correlational   1   0   0   0    1\n"
        "    all             3   0   0   1    4\n"
        "\n"
        "S3: cited in the sentence. S2: cited in the next sentence or at the paragraph's end. "
        "S1: a source is only named. S0: no source.\n"
        "Look first at the 1 row marked !: cause and effect stated as fact, with no source.\n"
        f"{LIMIT}\n"
    )


def test_an_article_that_claims_nothing(folder):
    write("a.md", "# Kidneys\n\nThere are two kidneys.\n")
    result = call("a.md")
    assert result.exit_code == 0
    assert result.stdout == f"a.md: 0 claims\n\nNo claims in 1 file.\n{LIMIT}\n"


def test_quiet_prints_rows_alone_each_with_its_file(folder):
    write("gout.md")
    lines = call("gout.md", "--quiet").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].split()[:3] == ["!", "gout.md:3:1", "prevention"]
    assert lines[1].split()[:2] == ["gout.md:5:1", "efficacy"]


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (["--verdict", "unsupported"], ["3:1", "5:35"]),
        (["--verdict", "unsupported", "--strength", "causal"], ["3:1"]),
        (["--verdict", "denied,cited"], ["5:1", "8:1"]),
        (["--strength", "conditional", "--strength", "correlational"], ["5:1", "5:35"]),
        (["--verdict", "myth"], []),
        (["--kind", "prevention,cure"], ["3:1"]),
    ],
)
def test_filters_choose_rows(folder, options, places):
    write("gout.md")
    found = told("gout.md", *options)["claims"]
    assert [f"{claim['line']}:{claim['column']}" for claim in found] == places


def test_filters_change_no_count(folder):
    write("gout.md")
    write("quiet.md", "Garlic does not lower uric acid.\n")
    whole, chosen = told("."), told(".", "--verdict", "unsupported")
    assert chosen["files"] == whole["files"]
    text = call(".", "--verdict", "unsupported").stdout
    assert text.startswith("gout.md: 2 of 4 claims shown, 1 to look at first\n")
    assert "quiet.md" not in text
    assert "5 claims in 2 files, by strength and support:" in text


def test_color_marks_rows_and_changes_no_character(folder):
    write("gout.md")
    plain = call("gout.md").stdout
    colored = call("gout.md", "--color", "always").stdout
    assert "\x1b[31m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_color_by_the_environment(folder, monkeypatch, variables, colored):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    write("gout.md")
    assert ("\x1b[" in call("gout.md").stdout) is colored


def test_a_long_claim_is_cut_around_the_words_that_decide_it():
    before, after = "word " * 60, " word" * 60
    long = row(plain=f"{before}cures{after}", decided=len(before), decided_end=len(before) + 5)
    (line,) = render_text(report(long), Look(quiet=True), 140).splitlines()
    assert len(line) <= 140
    assert "…" in line
    assert " cures " in line


def test_a_long_claim_is_shown_from_its_start_where_that_shows_what_decides_it():
    long = row(plain=f"Tea cures asthma {'and so on ' * 60}")
    (line,) = render_text(report(long), Look(quiet=True), 140).splitlines()
    assert "  Tea cures asthma and so on" in line
    assert line.endswith("…")


@pytest.mark.parametrize("length", [1, 60])
def test_the_words_that_decide_are_bold_in_colour(length):
    before = "word " * length
    each = row(plain=f"{before}cures asthma", decided=len(before), decided_end=len(before) + 5)
    (line,) = render_text(report(each), Look(color=True, quiet=True), 140).splitlines()
    assert "\x1b[1mcures\x1b[0m" in line


@pytest.mark.parametrize(
    ("changes", "said"),
    [({}, False), ({"design": "trial"}, True), ({"speaker": "study"}, True)],
)
def test_silence_on_cause_and_effect_is_told_where_research_is(changes, said):
    text = render_text(report(row(**changes)), Look(), 140)
    assert ("does not say whether cause and effect are shown" in text) is said


def test_a_narrow_terminal_still_shows_the_claim():
    (line,) = render_text(report(row()), Look(quiet=True), 20).splitlines()
    assert line.endswith("  Tea cures asthma")


def test_control_characters_never_reach_the_terminal():
    hostile = row(place=Place("a\x1b.md", 1, 1, 1, 9), plain="Tea \x1b[2Jcures\u202e asthma")
    article = ArticleLedger("a\x1b.md", (hostile,), ())
    text = render_text(LedgerReport((article,)), Look(), 140)
    assert "\x1b" not in text
    assert "\u202e" not in text


# JSON


def test_json_holds_everything_about_a_claim(folder):
    write("gout.md")
    value = told("gout.md")
    assert value["version"] == "1"
    assert value["claims"][1] == {
        "path": "gout.md",
        "line": 5,
        "column": 1,
        "end_line": 5,
        "end_column": 33,
        "text": "Cherries may lower uric acid [2]",
        "kind": "efficacy",
        "strength": "conditional",
        "certainty": 3.25,
        "hedged": True,
        "negated": False,
        "support": 3,
        "design": None,
        "verdict": "cited",
        "voice": "active",
        "speaker": "article",
        "intervention": None,
        "outcome": "uric acid",
        "source_line": 5,
        "main": True,
    }
    assert value["files"] == [
        {
            "path": "gout.md",
            "claims": 4,
            "by_strength": {"correlational": 1, "conditional": 1, "causal": 2},
            "by_support": {"0": 3, "1": 0, "2": 0, "3": 1},
            "causality_statements": [
                {
                    "line": 6,
                    "column": 17,
                    "end_line": 6,
                    "end_column": 54,
                    "text": "This does not prove cause and effect.",
                }
            ],
        }
    ]
    assert value["problems"] == []
    assert "sentences" not in value


def test_a_claim_over_two_lines_is_one_line_of_text(folder):
    write("gout.md")
    claim = told("gout.md")["claims"][2]
    assert (claim["line"], claim["end_line"]) == (5, 6)
    assert claim["text"] == "Gout is linked to kidney disease"


def test_every_sentence_on_demand(folder):
    write("gout.md")
    sentences = told("gout.md", "--all-sentences")["sentences"]
    assert [(each["line"], each["claims"], each["caveat"]) for each in sentences] == [
        (1, 0, False),
        (3, 1, False),
        (5, 1, False),
        (5, 1, False),
        (6, 0, True),
        (8, 1, False),
    ]
    assert [each["certainty"] for each in sentences[1:3]] == [5.0, 3.25]


def test_places_are_where_the_text_is(folder):
    write("gout.md", "\ufeff" + ARTICLE.replace("\n", "\r\n"))
    lines = ARTICLE.split("\n")
    for claim in told("gout.md")["claims"]:
        start, end = claim["column"] - 1, claim["end_column"] - 1
        if claim["line"] == claim["end_line"]:
            found = lines[claim["line"] - 1][start:end]
        else:
            found = f"{lines[claim['line'] - 1][start:]} {lines[claim['end_line'] - 1][:end]}"
        assert found == claim["text"]


def test_json_is_ascii(folder):
    write("a.md", "Grüner Tee — “sencha” — is said to help. Sencha prevents “jet lag” — often.\n")
    result = call("a.md", "--format", "json", "--all-sentences")
    assert result.stdout.isascii()


def test_the_schema_knows_every_key_and_no_other(folder):
    def keys(*names: str) -> set[str]:
        return {key for name in names for key in SCHEMA["$defs"][name]["properties"]}

    write("gout.md")
    value = told("gout.md", "--all-sentences")
    (file,) = value["files"]
    assert set(value) == set(SCHEMA["properties"])
    assert set(value["claims"][0]) == keys("range", "claim") == set(COLUMNS)
    assert set(value["sentences"][0]) == keys("range", "sentence")
    assert set(file) == keys("file")
    assert set(file["causality_statements"][0]) == keys("range", "statement")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value.pop("problems"),
        lambda value: value.update(version=1),
        lambda value: value["claims"][0].update(strength="strong"),
        lambda value: value["claims"][0].update(support=4),
        lambda value: value["claims"][0].update(certainty=0),
        lambda value: value["claims"][0].update(design="cohort"),
        lambda value: value["claims"][0].pop("end_column"),
        lambda value: value["claims"][0].update(source_line=0),
        lambda value: value["files"][0]["by_support"].pop("0"),
        lambda value: value["files"][0]["causality_statements"][0].pop("text"),
        lambda value: value["sentences"][0].pop("caveat"),
    ],
)
def test_the_schema_refuses_a_spoilt_ledger(folder, spoil):
    write("gout.md")
    value = told("gout.md", "--all-sentences")
    spoil(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(value)


def test_the_example_in_the_documentation_is_valid_and_complete(folder):
    page = (ROOT / "docs" / "json-output.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[2].split("```")[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(example)
    write("gout.md")
    real = told("gout.md", "--all-sentences")
    assert set(example["claims"][0]) == set(real["claims"][0])
    for key in (*real, *real["claims"][0], *real["files"][0], *real["sentences"][0]):
        assert f"`{key}`" in page


# CSV


def test_csv_has_a_header_and_a_row_a_claim(folder):
    write("gout.md")
    rows = table("gout.md")
    assert rows[0] == list(COLUMNS)
    assert columns_of("line", "strength", "support", "hedged", "design", rows=rows) == [
        ("3", "causal", "0", "false", ""),
        ("5", "conditional", "3", "true", ""),
        ("5", "correlational", "0", "false", ""),
        ("8", "causal", "0", "false", ""),
    ]


def test_csv_and_json_tell_the_same(folder):
    write("gout.md")
    claims = told("gout.md")["claims"]
    texts = columns_of("path", "text", "kind", "verdict", rows=table("gout.md"))
    assert texts == [tuple(claim[key] for key in ("path", "text", "kind", "verdict"))
                     for claim in claims]  # fmt: skip


def test_csv_quotes_and_ends_lines_as_rfc_4180_says():
    content = render_csv(report(row(text='Tea, "green", cures asthma')))
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert b',"Tea, ""green"", cures asthma",' in content


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_computes_no_cell(sign):
    content = render_csv(report(row(text=f"{sign}SUM(A1)", outcome=f"{sign}1"))).decode()
    (found,) = columns_of(
        "text", "outcome", rows=list(csv.reader(io.StringIO(content, newline="")))
    )
    assert found == (f"'{sign}SUM(A1)", f"'{sign}1")


def test_without_positions_a_claim_that_moved_is_no_difference(folder):
    write("old/gout.md")
    write("new/gout.md", ARTICLE.replace("# Gout\n", "# Gout\n\nA page for patients.\n"))
    old, new = (
        table("-", "--no-positions", "--stdin-filename", "gout.md", stdin=Path(path).read_bytes())
        for path in ("old/gout.md", "new/gout.md")
    )
    assert old == new
    assert set(COLUMNS) - set(old[0]) == POSITIONS


def test_a_changed_claim_is_one_line_of_difference(folder):
    old = table("-", "--no-positions", stdin=ARTICLE)
    new = table("-", "--no-positions", stdin=ARTICLE.replace("prevents", "may prevent"))
    changed = [
        number for number, each in enumerate(zip(old, new, strict=True)) if each[0] != each[1]
    ]
    assert changed == [1]


# Files and folders


def test_the_order_of_the_paths_does_not_matter(folder):
    for name in ("b.md", "a/z.md", "a.txt"):
        write(name)
    paths = ["b.md", "a", "a.txt"]
    expected = {name: call(*paths, "--format", name).stdout for name in ("text", "json", "csv")}
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        found = {name: call(*paths, "--format", name).stdout for name in expected}
        assert found == expected
    assert [file["path"] for file in told(*paths)["files"]] == ["a.txt", "a/z.md", "b.md"]


def test_standard_input_by_its_given_name(folder):
    write("drafts/medlint.toml", "")
    result = told("-", "--stdin-filename", "drafts/gout.md", stdin=ARTICLE)
    assert {claim["path"] for claim in result["claims"]} == {"drafts/gout.md"}
    assert told("-", stdin=ARTICLE)["files"][0]["path"] == "<stdin>"


def test_the_configuration_leaves_files_out(folder):
    write("medlint.toml", 'exclude = ["old"]\nforce-exclude = true')
    write("old/a.md")
    write("b.md")
    assert [file["path"] for file in told(".")["files"]] == ["b.md"]
    result = call("old/a.md")
    assert result.exit_code == 0
    assert result.stderr == "old/a.md: left out by `exclude` in the configuration\n"
    assert len(told(".", "--no-config")["files"]) == 2


def test_an_empty_file_is_told(folder):
    write("a.md", "")
    result = call("a.md")
    assert (result.exit_code, result.stderr) == (0, "a.md: no sentence to read, and so no claim\n")


# What the user must put right


def test_text_that_is_not_english_is_no_empty_ledger(folder):
    write("asma.md", SPANISH)
    write("gout.md")
    result = call("asma.md", "gout.md", "--format", "json")
    assert result.exit_code == 2
    assert result.stderr == (
        "asma.md: this article does not seem to be in English, so its claims were not read; "
        "exclude it, or have it reviewed in its own language\n"
    )
    value = json.loads(result.stdout)
    assert value["problems"] == result.stderr.splitlines()
    assert [file["path"] for file in value["files"]] == ["gout.md"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "no such file or folder"),
        (b"\x7fELF\x00\x00", "not text"),
        (b"%PDF-1.4 x", "is a PDF"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_a_bad_file_is_one_line_and_the_others_are_still_read(folder, content, expected):
    if content is not None:
        write("bad.md", content)
    write("gout.md")
    result = call("bad.md", "gout.md")
    assert result.exit_code == 2
    (message,) = result.stderr.splitlines()
    assert message.startswith("bad.md: ")
    assert expected in message
    assert result.stdout.startswith("gout.md: 4 claims")
    assert "1 problem kept medlint from reading everything" in result.stdout


def test_a_wrong_configuration_exits_with_2(folder):
    write("medlint.toml", 'ingore = ["hype-language"]\n')
    write("gout.md")
    result = call("gout.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'medlint.toml:1: unknown key "ingore"; did you mean "ignore"?\n'


def test_an_internal_error_names_the_file_and_keeps_the_other_ledgers(folder, monkeypatch):
    from medlint.claims import report as module

    def fail(reading, **options):
        if reading.document.path == "b.md":
            raise RuntimeError("the floor\nis wet")
        return ledger_of(reading, **options)

    ledger_of = module.ledger_of
    monkeypatch.setattr(module, "ledger_of", fail)
    write("a.md")
    write("b.md")
    result = call(".")
    assert result.exit_code == 2
    assert result.stdout.startswith("a.md: 4 claims")
    assert result.stderr == (
        "medlint: internal error while reading b.md: RuntimeError: the floor is wet; "
        "please report it\n"
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "nothing to read; name files or folders, or - for standard input"),
        (["a.md", "--verdict", "unsuported"], '"unsuported"; did you mean "unsupported"'),
        (["a.md", "--strength", "strong"], '--strength: there is no "strong"'),
        (["a.md", "--strength", ","], "--strength: no name given; write one of"),
        (["a.md", "--format", "xml"], "'xml' is not one of"),
        (["a.md", "--all-sentences"], "--all-sentences needs --format json"),
        (["a.md", "--no-positions"], "--no-positions needs --format csv"),
        (["a.md", "--config", "x", "--no-config"], "contradict each other"),
        (["a.md", "--stdin-filename", "x.md"], "add - to the paths"),
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2_and_a_hint(folder, arguments, expected):
    write("a.md")
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr


# From outside


def outside(*arguments: str, **options) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "medlint", "claims", *arguments],
        env=environment, capture_output=True, timeout=120, **options,
    )  # fmt: skip


def test_csv_is_utf_8_whatever_the_terminal(folder):
    write("a.md", "Green “tea” prevents colds.\n")
    run = outside("a.md", "--format", "csv", env={"PYTHONIOENCODING": "ascii"})
    assert (run.returncode, run.stderr) == (0, b"")
    assert "Green “tea” prevents colds" in run.stdout.decode("utf-8")


def test_two_runs_print_the_same_bytes(folder):
    write("a.md", (ROOT / "seeds" / "faulty-clinic-blog.md").read_bytes())
    for format_name in ("text", "json", "csv"):
        first, second = (
            outside("a.md", "--format", format_name, env={"PYTHONHASHSEED": seed, "COLUMNS": seed})
            for seed in ("1", "90")
        )
        assert first.stdout == second.stdout != b""
