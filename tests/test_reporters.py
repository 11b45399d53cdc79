import json
import re
import unicodedata
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import medlint
from medlint.finding import Accepted, Finding, Place, Related, Severity, Terms
from medlint.reporters import REPORTERS, Look
from medlint.reporters.excerpt import WIDTH, columns, excerpt, shown
from medlint.reporters.json import SCHEMA_VERSION
from medlint.reporters.text import LIMIT
from medlint.run import Report

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(
    (ROOT / "medlint" / "reporters" / "findings.schema.json").read_text(encoding="utf-8")
)


def finding(source="This tea cures asthma.", start=9, end=14, **changes) -> Finding:
    values = {
        "place": Place("a.md", 3, start + 1, 3, end + 1),
        "rule": "cure-claim",
        "pack": "claims",
        "severity": Severity.ERROR,
        "message": "“cures” promises a cure.",
        "source": source,
    }
    return Finding(**{**values, **changes})


def report(*findings: Finding, files=("a.md", "b.md"), problems=(), accepted=()) -> Report:
    return Report(tuple(findings), tuple(problems), tuple(files), accepted=tuple(accepted))


def text_of(*findings: Finding, look=Look(), **options) -> str:  # noqa: B008
    return REPORTERS["text"](report(*findings, **options), look)


# Text


def test_a_finding_with_its_line_and_a_summary():
    assert text_of(finding()) == (
        "a.md:3:10 error “cures” promises a cure. [cure-claim]\n"
        "    This tea cures asthma.\n"
        "             ^^^^^\n"
        "\n"
        "1 error, 0 warnings, 0 suggestions in 1 of 2 files.\n"
        f"{LIMIT}\n"
    )


def test_related_places_in_the_same_file_and_in_another():
    related = (
        Related(Place("a.md", 21, 1, 21, 5), "the same promise"),
        Related(Place("b.md", 7, 1, 7, 5), "and again"),
    )
    assert text_of(finding(related=related)).splitlines()[3:5] == [
        "    line 21: the same promise",
        "    b.md line 7: and again",
    ]


def test_no_findings_still_says_what_that_means():
    assert text_of(files=("a.md",)) == f"No findings in 1 file.\n{LIMIT}\n"


def test_the_summary_counts_each_severity_and_the_files():
    other = Place("b.md", 1, 1, 1, 2)
    text = text_of(
        finding(),
        finding(severity=Severity.WARNING),
        finding(severity=Severity.WARNING, place=other),
        finding(severity=Severity.SUGGESTION, place=other),
        files=("a.md", "b.md", "c.md"),
    )
    assert text.splitlines()[-2] == "1 error, 2 warnings, 1 suggestion in 2 of 3 files."


def test_problems_keep_a_clean_summary_from_looking_clean():
    text = text_of(problems=("x.md: is gone",))
    assert "1 problem kept medlint from checking everything; see" in text


def test_quiet_prints_the_findings_alone():
    assert text_of(look=Look(quiet=True)) == ""
    assert text_of(finding(), look=Look(quiet=True)).splitlines()[-1].strip() == "^^^^^"


def test_an_empty_line_is_not_shown():
    empty = finding(source="  ", place=Place("a.md", 1, 1, 1, 1))
    assert text_of(empty, look=Look(quiet=True)).count("\n") == 1


def test_color_marks_the_severity_and_changes_no_character():
    plain, colored = text_of(finding()), text_of(finding(), look=Look(color=True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_control_characters_of_an_article_never_reach_the_terminal():
    hostile = "a\x1b[31mb\x07 \u202ecures\u202c \x9b31m\u200b"
    text = text_of(
        finding(
            source=hostile,
            start=hostile.index("cures"),
            end=hostile.index("cures") + 5,
            message=f"“{hostile}” is\nbad",
            place=Place("a\x1b.md", 3, 11, 3, 16),
        )
    )
    characters = set(text) - {"\n"}
    assert not [c for c in characters if unicodedata.category(c) in ("Cc", "Cf")]
    assert text.count("\n") == 6


# The window on a line


def marked(line: str, start: int, end: int, width: int = WIDTH) -> str:
    """The characters above the mark."""
    window, indent, mark = excerpt(line, start, end, width)
    taken, at = "", 0
    for character in window:
        if indent <= at < indent + mark:
            taken += character
        at += columns(character)
    return taken


def test_a_short_line_is_shown_whole():
    assert excerpt("one two three", 4, 7) == ("one two three", 4, 3)


def test_a_long_line_is_cut_around_the_span_at_words():
    line = "word " * 200 + "cures" + " word" * 200
    window, indent, mark = excerpt(line, 1000, 1005)
    assert window.startswith("…word")
    assert window.endswith("word…")
    assert columns(window) <= WIDTH + 2
    assert window[indent : indent + mark] == "cures"
    assert 30 < indent < 70


def test_at_an_end_of_the_line_the_window_uses_the_whole_width():
    line = "cures" + " word" * 200
    window, indent, _ = excerpt(line, 0, 5)
    assert indent == 0
    assert 85 < columns(window) <= WIDTH + 1
    window, _, _ = excerpt("word " * 200 + "cures", 1000, 1005)
    assert window.endswith(" cures")
    assert 85 < columns(window) <= WIDTH + 1


def test_a_span_wider_than_the_window_is_cut():
    line = "Start. " + "x" * 300 + " end."
    window, indent, mark = excerpt(line, 7, 307)
    assert columns(window) <= WIDTH + 2
    assert window[indent : indent + mark] == "x" * WIDTH


def test_a_line_without_white_space():
    line = "x" * 1000 + "cures" + "x" * 1000
    window, indent, mark = excerpt(line, 1000, 1005)
    assert window[indent : indent + mark] == "cures"
    assert columns(window) <= WIDTH + 2


@pytest.mark.parametrize(
    "line",
    [
        "\t\ttea cures\tasthma",
        "茶は tea cures 喘息 です",
        "cafe\u0301 e\u0301\u0323 cures",
        "soft\u00adhy\u200bphen cures",
        "\x00\x1f\x7f cures",
        "💊💊 cures 💊",
        "nbsp\u00a0\u2003 cures",
    ],
)
def test_wide_and_invisible_characters_do_not_misplace_the_mark(line):
    start = line.index("cures")
    for padded in (line, "word " * 60 + line + " word" * 60):
        at = padded.index("cures")
        assert marked(padded, at, at + 5) == "cures"
    assert excerpt(line, start, start + 5)[2] == 5


def test_tabs_and_accents_take_the_columns_they_fill():
    assert excerpt("\tcures", 1, 6) == (" cures", 1, 5)
    assert excerpt("e\u0301 cures", 3, 8) == ("e\u0301 cures", 2, 5)
    assert excerpt("茶 cures", 2, 7) == ("茶 cures", 3, 5)


def test_an_empty_span_gets_one_mark_even_at_the_end():
    assert excerpt("abc", 3, 3) == ("abc", 3, 1)
    assert excerpt("abc", 1, 1) == ("abc", 1, 1)


def test_a_finding_over_several_lines_is_marked_to_the_end_of_its_first():
    text = text_of(finding(place=Place("a.md", 3, 10, 4, 6)), look=Look(quiet=True))
    assert text.splitlines()[2].count("^") == len("cures asthma.")


@given(st.text(max_size=300), st.integers(0, 310), st.integers(0, 310), st.integers(10, 100))
def test_any_line_fits_its_window(line, start, length, width):
    window, indent, mark = excerpt(line, start, start + length, width)
    assert columns(window) <= width + 2
    assert 0 <= indent <= width + 1
    assert 1 <= mark <= width
    assert len(shown(line)) == len(line)


# JSON


def parsed(*findings: Finding, **options) -> dict:
    value = json.loads(REPORTERS["json"](report(*findings, **options), Look()))
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def full_report() -> dict:
    related = (Related(Place("b.md", 7, 1, 7, 5), "and again"),)
    accepted = (Accepted(finding(), "comment", Terms("quoted from a leaflet")),)
    return parsed(
        finding(related=related, replacement="eases"),
        problems=("x.md: is gone",),
        accepted=accepted,
    )


def test_json_holds_everything_about_a_finding():
    value = full_report()
    fingerprint = value["findings"][0]["fingerprint"]
    assert value["schema_version"] == SCHEMA_VERSION == 1
    assert value["medlint_version"] == medlint.__version__
    assert value["findings"] == [
        {
            "path": "a.md",
            "line": 3,
            "column": 10,
            "end_line": 3,
            "end_column": 15,
            "rule": "cure-claim",
            "pack": "claims",
            "severity": "error",
            "message": "“cures” promises a cure.",
            "related": [
                {
                    "path": "b.md",
                    "line": 7,
                    "column": 1,
                    "end_line": 7,
                    "end_column": 5,
                    "note": "and again",
                }
            ],
            "replacement": "eases",
            "fix": None,
            "fingerprint": fingerprint,
        }
    ]
    assert value["summary"] == {"files": 2, "errors": 1, "warnings": 0, "suggestions": 0}
    assert value["problems"] == ["x.md: is gone"]


def test_the_schema_knows_every_key_and_no_other():
    def keys(schema: dict) -> set[str]:
        return set(schema["properties"])

    definitions = SCHEMA["$defs"]
    place = keys(definitions["place"])
    value = full_report()
    (found,) = value["findings"]
    assert set(value) == keys(SCHEMA)
    assert set(value["summary"]) == keys(SCHEMA["properties"]["summary"])
    assert set(found) == place | keys(definitions["finding"])
    assert set(found["related"][0]) == place | keys(definitions["related"])
    (accepted,) = value["accepted"]
    assert set(accepted) == set(found) | keys(definitions["accepted"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value.pop("summary"),
        lambda value: value["findings"][0].update(line=0),
        lambda value: value["findings"][0].update(severity="note"),
        lambda value: value["findings"][0]["related"][0].pop("note"),
        lambda value: value["findings"][0].pop("end_column"),
        lambda value: value.update(schema_version=2),
    ],
)
def test_the_schema_refuses_a_spoilt_report(spoil):
    value = full_report()
    spoil(value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(value)


def test_json_is_ascii_and_the_same_each_time():
    text = REPORTERS["json"](report(finding()), Look(color=True))
    assert text.isascii()
    assert text == REPORTERS["json"](report(finding()), Look())


def test_an_empty_report_is_valid():
    assert parsed()["findings"] == []


def test_the_example_in_the_documentation_is_valid_and_complete():
    page = (ROOT / "docs" / "json-output.md").read_text(encoding="utf-8")
    example = json.loads(page.split("```json\n")[1].split("```")[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(example)
    assert set(example["findings"][0]) == set(full_report()["findings"][0])
    accepted = SCHEMA["$defs"]["accepted"]["properties"]
    for key in (*example, *example["findings"][0], *example["summary"], *accepted, "note"):
        assert f"`{key}`" in page
