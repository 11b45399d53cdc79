"""Rules on language over varied medicine: acronyms, people first, jargon, terms, filler."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import findings_of, lint
from medlint.finding import Finding
from medlint.fixing.edits import edited, edits_of
from medlint.rulebook import Rulebook

RULEBOOK = Rulebook.load()
CASES = Path(__file__).parent / "language" / "cases.toml"


class Case(NamedTuple):
    """A text, the rule that reads it, and the words that it must find there, in text order."""

    rule: str
    text: str
    found: tuple[str, ...] = ()


def cases(kind: str) -> list[Case]:
    """The cases of a kind in the file beside this one."""
    listed = tomllib.loads(CASES.read_text(encoding="utf-8"))[kind]
    return [Case(each["rule"], each["text"], tuple(each.get("found", ()))) for each in listed]


def findings(case: Case, profile: str | None = None) -> list[Finding]:
    text = case.text if profile is None else f"---\nprofile: {profile}\n---\n\n{case.text}"
    return findings_of(
        RULEBOOK.rules[case.rule], Document("article.md", text, "markdown"), RULEBOOK
    )


def words(text: str, found: list[Finding]) -> tuple[str, ...]:
    document = Document("article.md", text, "markdown")
    return tuple(
        text[
            document.offset(each.place.line, each.place.column) : document.offset(
                each.place.end_line, each.place.end_column
            )
        ]
        for each in found
    )


@pytest.mark.parametrize("case", cases("flagged"), ids=lambda case: case.text[:50])
def test_flagged(case: Case) -> None:
    assert words(case.text, findings(case)) == case.found


@pytest.mark.parametrize("case", cases("passing"), ids=lambda case: case.text[:50])
def test_passing(case: Case) -> None:
    assert words(case.text, findings(case)) == ()


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("condition-as-noun", "Ask a diabetic.", "Ask a person with diabetes."),
        ("condition-as-noun", "AN ALCOHOLIC.", "AN ALCOHOLIC."),
        ("condition-as-noun", "Many *asthmatics* smoke.", "Many *asthmatics* smoke."),
        ("condition-as-noun", "The card is an asthmatic's.", "The card is an asthmatic's."),
        ("condition-as-noun", "For **elderly diabetics** only.", "For **elderly diabetics** only."),
        ("discouraged-term", "He is an elderly man.", "He is an older man."),
        (
            "discouraged-term",
            "An addict is a drug abuser.",
            "An addict is a person who uses drugs.",
        ),
        ("discouraged-term", "It is a mental patient.", "It is a person with a mental illness."),
        ("victim-language", "Boys afflicted with gout.", "Boys with gout."),
        ("victim-language", "Often afflicted with gout.", "Often afflicted with gout."),
        (
            "condition-first-modifier",
            "Overweight and obese people came.",
            "Overweight and obese people came.",
        ),
        ("unexplained-jargon", "Bring an emollient.", "Bring a moisturiser."),
        ("unexplained-jargon", "Bring emollient cream.", "Bring emollient cream."),
        ("unexplained-jargon", "A severe pharyngitis.", "A severe pharyngitis."),
        ("formulaic-filler", "It's worth noting that he runs.", "He runs."),
        (
            "formulaic-filler",
            "It's worth noting that *he* runs.",
            "It's worth noting that *he* runs.",
        ),
    ],
)
def test_a_fix_is_grammatical_or_none(rule: str, before: str, after: str) -> None:
    made = before
    for finding in reversed(findings(Case(rule, before))):
        made = edited(made, edits_of(finding))
    assert made == after


def test_a_narrative_says_of_its_own_illness_what_it_likes() -> None:
    case = Case("victim-language", "Those suffering from gout limp.")
    config = Config(select=("victim-language",), preview=True, profile="narrative")
    assert lint([Document("article.md", case.text, "markdown")], RULEBOOK, config) == []


def test_a_professional_article_may_use_jargon() -> None:
    config = Config(select=("unexplained-jargon",), preview=True, profile="professional")
    document = Document("article.md", "# Feet\n\nDebridement was done.", "markdown")
    assert lint([document], RULEBOOK, config) == []


def test_people_named_by_a_word_many_of_them_use_make_a_suggestion() -> None:
    (finding,) = findings(Case("condition-as-noun", "Amputees train on Mondays."))
    assert finding.severity == "suggestion"


def test_a_condition_put_first_is_reported_once_with_the_number_of_others() -> None:
    text = "Lupus patients met stroke patients. Cancer patients came later."
    (finding,) = findings(Case("condition-first-modifier", text))
    assert "So do 2 other wordings." in finding.message
    assert len(finding.related) == 2


def test_jargon_beyond_the_limit_is_named_with_its_plain_words() -> None:
    text = "# Words\n\nHe had nystagmus, ataxia, dysarthria and ptosis."
    last = findings(Case("unexplained-jargon", text))[-1]
    assert (
        "The same goes for dysarthria (slurred speech) and ptosis (drooping eyelid)."
        in last.message
    )


def test_a_house_may_add_acronyms_to_the_known_ones() -> None:
    document = Document("article.md", "# Kidneys\n\nPeople with FSGS lose protein.", "markdown")
    options = {"undefined-acronym": {"also_known": ["FSGS"]}}
    config = Config(select=("undefined-acronym",), rule_options=options)
    assert lint([document], RULEBOOK, config) == []


def test_two_fillers_make_one_finding_and_three_make_three() -> None:
    two = "Needless to say, it rains. It is worth noting that it pours."
    three = f"{two} Last but not least, it snows."
    assert len(findings(Case("formulaic-filler", two))) == 1
    assert len(findings(Case("formulaic-filler", three))) == 3
