"""Which sentences tell of a harm of the promoted treatment, and which hold out its benefit."""

from __future__ import annotations

import pytest
from passages import read_passage

from medlint.language.benefits import benefit_sentences

#: The articles below promote acupuncture, or what their own first line names.
OPENING = "# Acupuncture for back pain\n\nAcupuncture is an old craft.\n\n"


def risks(text: str) -> list[tuple[str, frozenset[str]]]:
    """The text of each risk statement's first risk word, and the harms it names."""
    reading = read_passage(text)
    return [(reading.text(risk.span), risk.harms) for risk in reading.risks]


TOLD: list[tuple[str, str]] = [
    ("Acupuncture can cause bruising.", "bruising"),
    ("Acupuncture can cause infection and bleeding.", "infection bleeding"),
    ("Bruising is common after acupuncture.", "bruising"),
    ("Some people feel dizziness during acupuncture.", "dizziness"),
    ("Acupuncture has been linked to nerve damage.", "nerve damage"),
    ("After acupuncture, fainting may occur.", "fainting"),
    ("Acupuncture may have side effects.", ""),
    ("Side effects of acupuncture are rare.", ""),
    ("Acupuncture carries risks.", ""),
    ("Compared with painkillers, acupuncture causes more bruising.", "bruising"),
    ("Compared with painkillers, bruising is more common after acupuncture.", "bruising"),
    ("Acupuncture is not without risk.", ""),
    ("In rare cases, acupuncture leads to a collapsed lung.", "collapsed lung"),
    ("People who had acupuncture reported nausea.", "nausea"),
    ("Acupuncture is gentle. It can cause bruising.", "bruising"),
    ("Acupuncture is gentle. Side effects include nausea.", "nausea"),
    ("Acupuncture increases the risk of infection.", "infection"),
    ("The treatment can cause bruising.", "bruising"),
    ("Do not have acupuncture if you bleed easily; it can cause bleeding.", "bleeding"),
]


@pytest.mark.parametrize(("sentence", "harms"), TOLD)
def test_a_harm_of_the_treatment_is_told(sentence: str, harms: str) -> None:
    found = risks(OPENING + sentence)
    assert found
    named = frozenset[str]().union(*(each for _, each in found))
    assert all(harm in named for harm in harms.split() if harm == harms)
    assert bool(named) == bool(harms)


NOT_TOLD = [
    # another treatment's harms
    "Painkillers can cause stomach bleeding.",
    "Conventional drugs often come with side effects.",
    "Unlike painkillers, which cause bleeding, acupuncture is cheap.",
    "Conventional drugs cause bleeding, but acupuncture does not.",
    "Compared with acupuncture, painkillers cause bleeding.",
    "Standard care may cause addiction.",
    # the disease's own harms
    "Back pain can lead to depression.",
    "Complications of the disease include nerve damage.",
    "Diabetes increases the risk of a stroke.",
    "Untreated back pain carries the risk of disability.",
    # no harm, or less of it
    "Acupuncture has no side effects.",
    "Acupuncture is free of side effects.",
    "Acupuncture does not cause bleeding.",
    "Acupuncture never leads to infection.",
    "Acupuncture is without risk.",
    "Acupuncture has minimal side effects.",
    "Good training minimises the risks of acupuncture.",
    "Acupuncture comes with fewer side effects than pills.",
    "No adverse events were reported with acupuncture.",
    # harms that it prevents
    "Acupuncture reduces the risk of a stroke.",
    "Acupuncture prevents headache.",
    "Acupuncture eases nausea.",
    "Acupuncture lowers the risk of depression.",
    "Acupuncture protects against falls and fractures.",
    # asked, mistaken, or general
    "Does acupuncture cause bleeding?",
    "**Myth:** Acupuncture causes infection.",
    "Weigh the risks and benefits of acupuncture.",
    "Ask about risk factors before acupuncture.",
    "The risk assessment takes an hour.",
    "Acupuncture is used for nausea.",
    "Acupuncture treats pain, nausea and headache.",
]


@pytest.mark.parametrize("sentence", NOT_TOLD)
def test_a_word_of_harm_is_no_risk_statement(sentence: str) -> None:
    assert risks(OPENING + sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Surgery carries a risk of infection.",
        "Steroids have many side effects. They can cause weight gain.",
    ],
)
def test_harms_of_another_treatment_that_nothing_marks_as_such(sentence: str) -> None:
    assert risks(OPENING + sentence) == []


def test_list_items_under_a_harm_heading_are_told() -> None:
    text = OPENING + "## Side effects\n\n- Bruising\n- Nausea\n"
    assert [word for word, _ in risks(text)] == ["Bruising", "Nausea"]


@pytest.mark.parametrize(
    "heading", ["Risks", "What can go wrong?", "Harms", "Warnings", "Safety", "Complications"]
)
def test_headings_that_announce_harms(heading: str) -> None:
    assert risks(OPENING + f"## {heading}\n\nBleeding is rare.\n") != []


@pytest.mark.parametrize("heading", ["Symptoms", "What is back pain?", "Signs of trouble"])
def test_headings_that_announce_none(heading: str) -> None:
    assert risks(OPENING + f"## {heading}\n\nBleeding is rare.\n") == []


def test_another_treatments_harms_do_not_count_under_a_harm_heading() -> None:
    assert risks(OPENING + "## Risks\n\nPainkillers can cause bleeding.\n") == []


def test_table_rows_under_a_harm_heading_are_told() -> None:
    text = OPENING + "## Side effects\n\n| Harm | How often |\n|---|---|\n| Nausea | 1 in 50 |\n"
    assert "Nausea" in [word for word, _ in risks(text)]


def test_a_list_goes_on_in_the_block_of_a_told_harm() -> None:
    found = risks(OPENING + "Acupuncture can cause bruising. Nausea and fainting are rarer.")
    assert [word for word, _ in found] == ["bruising", "Nausea"]


@pytest.mark.parametrize(
    ("sentence", "serious"),
    [
        ("Acupuncture can cause death.", True),
        ("Acupuncture can cause anaphylaxis.", True),
        ("Acupuncture can cause bruising.", False),
    ],
)
def test_serious_harms_are_known(sentence: str, serious: bool) -> None:
    assert [risk.serious for risk in read_passage(OPENING + sentence).risks] == [serious]


def promoted(text: str) -> str | None:
    return read_passage(text).promotion.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Acupuncture for back pain\n\nIt is old.", "acupuncture"),
        ("# Statins or aspirin?\n\nBoth are old.", "statin"),
        ("# Beyond conventional painkillers: acupuncture\n\nIt is old.", "acupuncture"),
        ("# Back pain\n\nBotox helps. Botox is old. Botox is dear.", "botox"),
        ("# Back pain\n\nBotox helps. It is old.", None),
        ("# Back pain\n\nIt hurts.", None),
    ],
)
def test_the_promoted_treatment_is_the_titles_or_the_one_named_most(
    text: str, name: str | None
) -> None:
    assert promoted(text) == name


def test_an_acronym_stands_for_the_promoted_treatment() -> None:
    text = (
        "# Platelet-rich plasma for hair loss\n\n"
        "Platelet-rich plasma (PRP) is drawn from your blood.\n\nPRP can cause bleeding.\n"
    )
    assert [word for word, _ in risks(text)] == ["bleeding"]


def benefits(text: str) -> list[str]:
    reading = read_passage(text)
    return [reading.text(sentence.span) for sentence in benefit_sentences(reading)]


BENEFITS = [
    "Acupuncture eases back pain.",
    "Acupuncture may ease back pain.",
    "Acupuncture aims to ease back pain.",
    "Acupuncture offers hope for people with back pain.",
    "People who had acupuncture slept better.",
    "Back pain is relieved by acupuncture.",
    "Acupuncture boosts the immune system.",
    "Acupuncture is effective for back pain.",
]


@pytest.mark.parametrize("sentence", BENEFITS)
def test_a_sentence_that_holds_out_a_benefit(sentence: str) -> None:
    assert sentence in benefits(OPENING + sentence)


NO_BENEFITS = [
    "Acupuncture does not ease back pain.",
    "Does acupuncture ease back pain?",
    "**Myth:** Acupuncture eases back pain.",
    "Conventional painkillers ease back pain.",
    "Botox relieves migraine.",
    "Acupuncture is safe.",
    "Acupuncture can cause bleeding.",
    "Acupuncture involves easing thin needles into the skin.",
    "Researchers asked whether acupuncture eases back pain.",
    "Acupuncture costs sixty pounds.",
]


@pytest.mark.parametrize("sentence", NO_BENEFITS)
def test_a_sentence_that_holds_out_none(sentence: str) -> None:
    assert benefits(OPENING + sentence) == []


def test_an_article_about_a_disease_promotes_no_treatment() -> None:
    text = (
        "# Living with gout\n\nGout hurts. Allopurinol prevents gout attacks. "
        "Colchicine eases gout. A cold pack soothes the joint.\n"
    )
    assert benefits(text) == []
