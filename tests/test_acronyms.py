"""Acronyms: which words are some, where they are spelled out, which are reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.document import Document
from medlint.finding import Match
from medlint.language.acronyms import acronym_uses, definitions, long_form_start
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.matchers.acronym import Acronym
from medlint.rulebook import Rulebook, bundled_rules

LEXICON = Lexicon.load(bundled_rules() / "lexicons")
KNOWN = Acronym(frozenset({"MRI", "HIV"}))


def reading(text: str) -> Reading:
    return Reading(Document("article.md", text, "markdown"), LEXICON)


def undefined(text: str, matcher: Acronym = KNOWN) -> list[str]:
    return [text[match.span.start : match.span.end] for match in matcher.find(reading(text))]


def matches(text: str, matcher: Acronym = KNOWN) -> list[Match]:
    return list(matcher.find(reading(text)))


def test_words_with_mostly_capitals_are_acronyms() -> None:
    text = "mRNA, 5-FU, IL-6, PsA, eGFR, H5N1 and the ABCs; anti-TNF, HLA-B27, PD-1/PD-L1"
    assert [use.acronym for use in acronym_uses(text)] == [
        "mRNA", "5-FU", "IL-6", "PsA", "eGFR", "H5N1", "ABC", "TNF", "HLA-B27", "PD-1/PD-L1",
    ]  # fmt: skip


def test_names_identifiers_and_telephone_numbers_are_none() -> None:
    text = "McDonald asked PubMed; my_VAR, fooBAR, 1-800-QUITNOW, T cells, X-rays and Vitamin D"
    assert list(acronym_uses(text)) == []


@pytest.mark.parametrize(
    ("text", "acronym", "long_form"),
    [
        ("Deep vein thrombosis (DVT) is a clot.", "DVT", "Deep vein thrombosis"),
        ("Mesenchymal stem cells (MSCs) are grown.", "MSC", "Mesenchymal stem cells"),
        ("DVT (deep vein thrombosis) is a clot.", "DVT", "deep vein thrombosis"),
        ("A DVT scan (deep vein thrombosis scan) is quick.", "DVT", "deep vein thrombosis scan"),
        ("Deep vein thrombosis, or DVT, is a clot.", "DVT", "Deep vein thrombosis"),
        ("Deep vein thrombosis, also known as DVT, hurts.", "DVT", "Deep vein thrombosis"),
        ("PE stands for pulmonary embolism.", "PE", "pulmonary embolism"),
        ("Tumour necrosis factor (cachexin; TNF) is made.", "TNF", "Tumour necrosis factor"),
        ("atrial fibrillation (AFib) comes and goes", "AFib", "atrial fibrillation"),
        (
            "The National Institute of Neurological Disorders and Stroke (NINDS) pays.",
            "NINDS",
            "National Institute of Neurological Disorders and Stroke",
        ),
        (
            "gastroesophageal (GAS-tro-e-SOF-a-jee-al) reflux disease, or GERD",
            "GERD",
            "gastroesophageal reflux disease",
        ),
    ],
)
def test_a_definition_in_either_direction(text: str, acronym: str, long_form: str) -> None:
    found = definitions(reading(text))
    assert found[acronym].long_form == long_form
    span = found[acronym].span
    assert acronym in text[span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "The clinic (DVT) is closed.",
        "In one trial (ACCORD) people took more.",
        "It was cold (see the DVT page).",
    ],
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert definitions(reading(text)) == {}


@given(st.text("ABCabc123-", min_size=1, max_size=8), st.text("abcABC (-)\n", max_size=80))
def test_a_long_form_starts_a_word_inside_its_text(acronym: str, words: str) -> None:
    if not any(letter.isalnum() for letter in acronym):
        return
    start = long_form_start(acronym, words)
    if start is not None:
        first = next(letter for letter in acronym if letter.isalnum())
        assert words[start].lower() == first.lower()
        assert start == 0 or not words[start - 1].isalnum()


def test_the_first_use_is_reported_with_the_line_of_a_later_definition() -> None:
    text = "Ask about DVT.\n\nIt is a clot.\n\nDeep vein thrombosis (DVT) can kill."
    (match,) = matches(text)
    assert text[match.span.start : match.span.end] == "DVT"
    assert match.details["problem"] == "is spelled out only later, on line 5"
    assert [related.note for related in match.related] == ["DVT is spelled out only here"]


def test_the_most_used_are_reported_and_the_last_names_the_others() -> None:
    text = (
        "One is AQA. Two is ABA. Three is AXA. Some like AQA and some like AXA. Others try AQA,"
        " and people find AXA. A few ask for AWA, and hardly anybody wants AZA."
    )
    found = matches(text, Acronym(frozenset(), limit=2))
    assert [match.details["acronym"] for match in found] == ["AQA", "AXA"]
    assert [match.details["rest"] for match in found] == [
        "",
        " The same goes for ABA, AWA and AZA.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The MRI was clear, and HIV-negative people went home.",
        "Grade III disease, type IE, stage IV.",
        "# DVT AND YOU\n\nClots can kill.",
        "PLEASE CALL THE DVT CLINIC NOW.",
        "You must NOT stop; do not halve the pills.",
        "Mutations in SCN1A and SLC26A2 are found in the gene.",
        "The CFTR gene makes a channel; CFTR is large.",
        "The SPRINT trial was stopped, and SPRINT is famous.",
        "Say angina as (an-JI-nuh).",
        "Write to Bethesda, MD 20892.",
        "See www.DVTX.org or ask info@DVTX.org.",
        "Run `DVT --all`.",
        "## References\n\n1. Lee A. DVT in 2020.",
        "A clot in a leg vein (DVT) is treated at once.",
        "DVT, which stands for deep vein thrombosis, can kill.",
        'Doctors use the word "DVT" for it.',
    ],
)
def test_what_needs_no_expansion(text: str) -> None:
    assert undefined(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "People with DVT swell.",
        "# DVT\n\nA DVT is a clot.",
        "- pain from DVTs in the leg",
        "Some clots (see the page on DVT) are small.",
        "| Clot | Name |\n|---|---|\n| leg | DVT |",
    ],
)
def test_what_is_reported(text: str) -> None:
    assert [acronym.rstrip("s") for acronym in undefined(text)] == ["DVT"]


def test_professional_articles_get_a_suggestion() -> None:
    rule = Rulebook.load().rules["undefined-acronym"]
    assert rule.profiles["professional"] == "suggestion"
    assert isinstance(rule.matcher, Acronym)
    assert len(rule.matcher.known) >= 250
