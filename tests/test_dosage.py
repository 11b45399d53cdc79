"""Notations of doses: what is reported, what may replace it, what passes."""

from __future__ import annotations

import pytest

from medlint.document import Document
from medlint.finding import Match
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.marks import read_marks
from medlint.matchers import notation
from medlint.matchers.notation import Entry, Notation
from medlint.rulebook import Rulebook, bundled_rules

LEXICON = Lexicon.load(bundled_rules() / "lexicons")
RULES = Rulebook.load().rules
ABBREVIATION = RULES["error-prone-abbreviation"]
DECIMAL = RULES["decimal-format"]


def find(rule_name: str, text: str, profile: str | None = None) -> list[Match]:
    reading = Reading(Document("article.md", text, "markdown"), LEXICON, profile)
    return list(RULES[rule_name].matcher.find(reading))


def fixed(text: str, matches: list[Match]) -> str:
    for match in reversed(matches):
        if match.replacement is not None:
            text = text[: match.span.start] + match.replacement + text[match.span.end :]
    return text


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("error-prone-abbreviation", "Inject 12U at noon.", "Inject 12 units at noon."),
        ("error-prone-abbreviation", "Take 1,500 µg of folate.", "Take 1,500 mcg of folate."),
        ("error-prone-abbreviation", "Sip 15 cc QD.", "Sip 15 mL daily."),
        ("error-prone-abbreviation", "Take it per os.", "Take it by mouth."),
        ("error-prone-abbreviation", "48 000 U of amylase", "48 000 units of amylase"),
        ("decimal-format", "Start with 2.0mg.", "Start with 2mg."),
        ("decimal-format", "Give .125 mL or 10.00 mL.", "Give 0.125 mL or 10 mL."),
    ],
)
def test_the_replacement_makes_the_dose_safe(rule: str, text: str, expected: str) -> None:
    matches = find(rule, text)
    assert fixed(text, matches) == expected
    assert find(rule, expected) == []


@pytest.mark.parametrize("rule", [ABBREVIATION, DECIMAL], ids=lambda rule: rule.name)
def test_every_replacement_in_the_examples_is_safe_itself(rule: object) -> None:
    for example in rule.examples.flagged:  # type: ignore[attr-defined]
        text = read_marks(example).text
        matches = find(rule.name, text)  # type: ignore[attr-defined]
        left = find(rule.name, fixed(text, matches))  # type: ignore[attr-defined]
        assert [match.replacement for match in left] == [None] * len(left)


def test_every_entry_has_an_example_or_is_found_here() -> None:
    reached: set[str] = set()
    extra = [
        "Give 5 mg qn and 5 mg BT.",
        "Give it q1d or q6PM.",
        "Methotrexate is injected BIW.",
        "Insulin is injected SQ or given subq.",
        "Put two drops OS in the morning.",
        "Give 2 mg IN for a seizure.",
        "Start the SSI insulin tonight.",
        "Take aspirin 5 gr tablets with water.",
        "The dose is 40 ngm in all.",
        "Take 5 mg UD.",
        "Take 5 mg i/d.",
        "Take 5 mg qhs.",
    ]
    for text in [read_marks(example).text for example in ABBREVIATION.examples.flagged] + extra:
        reached |= {match.details["meaning"] for match in find(ABBREVIATION.name, text)}
    matcher = ABBREVIATION.matcher
    assert isinstance(matcher, Notation)
    assert {entry.meaning for entry in matcher.entries} == reached


@pytest.mark.parametrize(
    "text",
    [
        "The price rose to $5.0 million, or 5.0 percent.",
        "A calcium level of 2.0 mmol/L is low.",
        "Read chapter 3.0 and section .5 of it.",
        "Give 0.5 mL, then 10 mL.",
        "Glucose was 126.0 mg/dL.",
        "`5.0 mg` is how the form prints it.",
        "# References\n\n1. Lee A. Effects of 5.0 mg of a drug. 2020.",
    ],
)
def test_figures_that_are_no_doses_keep_their_zero(text: str) -> None:
    assert find("decimal-format", text) == []


def test_the_micro_sign_is_a_suggestion_where_journals_require_it() -> None:
    text = "Levothyroxine 50 µg was given."
    assert [match.shift for match in find("error-prone-abbreviation", text)] == [0]
    professional = find("error-prone-abbreviation", text, "professional")
    assert [match.shift for match in professional] == [-2]


def test_headings_lists_and_tables_are_searched_too() -> None:
    text = "# Lispro 4U\n\n- glargine 6U\n\n| Drug | Dose |\n|---|---|\n| aspart | 8U |\n"
    found = [text[m.span.start : m.span.end] for m in find("error-prone-abbreviation", text)]
    assert found == ["4U", "6U", "8U"]


def test_one_place_is_reported_once() -> None:
    text = "Put two drops OD daily and take 5 mg OD."
    spans = [match.span for match in find("error-prone-abbreviation", text)]
    assert len(spans) == 2
    assert not spans[0].overlaps(spans[1])


def test_a_pattern_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notation, "_TIMEOUT", 0.2)
    slow = Notation((Entry(r"(?:a|aa|aaa)+$", ("aaaa",), "x", "y"),))
    text = "aaaa " + "a" * 5000 + "b"
    with pytest.raises(TimeoutError):
        list(slow.find(Reading(Document("article.md", text, "markdown"), LEXICON)))


def test_a_broken_pattern_is_named() -> None:
    broken = Notation((Entry("(", ("x",), "x", "y"), Entry("x", (), "x", "y")), unless=("[",))
    places = [mistake.split(" is ")[0] for mistake in broken.mistakes(LEXICON)]
    assert places == ["entries item 2: words", "unless", "entries item 1: pattern"]
