"""Harms told by a verb, a state or an event, and whose they are when nobody says so."""

from __future__ import annotations

import pytest
from passages import read_passage

OPENING = "# Botulinum toxin for migraine\n\nBotulinum toxin reduces migraine days.\n\n"
LIFT = "# Knee arthroscopy: back on the pitch\n\nKnee arthroscopy eases pain.\n\n"


def own(text: str, opening: str = OPENING) -> set[str]:
    """The harms of the article's own treatment that a passage tells."""
    return {harm for each in read_passage(opening + text).risks for harm in each.harms}


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("It can injure the bladder.", "bladder damage"),
        ("In rare cases a tendon is torn.", "tendon damage"),
        ("The probe may scald the cheek.", "cheek burn"),
        ("Too high a dose may weaken the neck.", "neck weakness"),
        ("It may irritate the gullet.", "gullet irritation"),
        ("In a few people the hip stays stiff for months.", "stiff hip"),
        ("A sore, swollen tongue is common in the first week.", "sore tongue"),
        ("The injections can leave the forehead numb.", "numb forehead"),
        ("Afterwards the eyelid may droop.", "eyelid: droop"),
        ("It can make you drowsy.", "drowsiness"),
        ("Some people feel dizzy for a day.", "dizziness"),
        ("One in fifty women faint.", "fainting"),
        ("Now and then patients vomit all night.", "vomiting"),
        ("Some men need another operation.", "need for another operation"),
        ("The pacing lead can slip out of place.", "pacing lead failure"),
        ("It may lower the sperm count.", "loss of sperm count"),
        ("A sudden drop in blood pressure can follow.", "drop in blood pressure"),
        ("Nausea and chills are common on the first day.", "nausea"),
    ],
)
def test_what_is_put_together_as_a_harm(text: str, harm: str) -> None:
    assert harm in own(text)


@pytest.mark.parametrize(
    "text",
    [
        "It does not damage the liver.",
        "It spares people a sore neck, which may last for weeks.",
        "Unlike tablets, which can irritate the stomach, it stays where it is put.",
        "Left alone, migraine can leave one side of the face numb.",
        "Migraine itself may make people sick.",
        "Can it injure the bladder?",
        "In rare cases it kills bacteria in the skin.",
        "It may dissolve the faulty vein.",
        "Older tablets may leave people drowsy.",
        "Aspirin may bruise the skin.",
        "A racket can bruise the shin.",
        "Metal combs can cut the lip.",
        "That it leaves the face paralysed is a myth.",
        "The clinic has a dry garden and a red door.",
        "In the placebo group, some people felt dizzy.",
    ],
)
def test_what_is_no_harm_of_the_treatment(text: str) -> None:
    assert own(text) == set()


def test_each_state_of_one_part_is_a_harm() -> None:
    assert own("The knee may stay sore and numb.", LIFT) == {"sore knee", "numb knee"}


def test_what_the_article_is_for_is_no_harm() -> None:
    assert own("Migraine is common in the first week.") == set()


def test_a_heading_that_announces_harms_needs_no_word_of_chance() -> None:
    assert own("## Drawbacks\n\n- numb lips\n- a swollen tongue\n") == {
        "numb lip",
        "swollen tongue",
    }


def test_the_line_before_a_list_announces_harms() -> None:
    assert own("Some users notice:\n\n- itchy palms\n- vomiting\n") == {"itchy palm", "vomiting"}


def test_a_row_of_a_table_announces_harms() -> None:
    table = "| Visits | two |\n|---|---|\n| What may go wrong | sore scalp, fainting |\n"
    assert own(table) == {"sore scalp", "fainting"}


def test_two_treatments_each_have_their_own_harm() -> None:
    text = "Botulinum toxin can leave the eyelid swollen; propranolol may make people dizzy."
    assert own(text) == {"swollen eyelid"}


def test_a_page_on_an_illness_puts_nothing_together() -> None:
    page = "# Shingles\n\nShingles is a rash.\n\nThe skin may stay sore and numb for months."
    assert read_passage(page).risks == ()


def test_what_one_part_of_the_body_does_to_another_is_no_harm_of_the_treatment() -> None:
    assert own("Tight calves may strain the heel.", LIFT) == set()


def test_counts_of_the_treated_tell_harms() -> None:
    assert own("Of the first 90, 3 died and one woman bled.", LIFT) >= {"death", "bleeding"}


def test_an_advertisement_without_a_listed_treatment_tells_its_own_harms() -> None:
    page = (
        "# Two hours to a brighter smile: see what our studio can do\n\n"
        "The procedure takes two hours, and treatment is painless. Book a session now.\n\n"
        "Afterwards the gums may stay sore.\n"
    )
    assert own(page, "") == {"sore gum"}
