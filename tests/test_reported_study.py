"""Which study an article reports, and which of its sentences tell what that study found."""

from __future__ import annotations

import pytest
from passages import read_passage

OPENING = "A new trial in 240 adults with gout was published in the journal Joint Care."
FOLLOWED = "The researchers followed them for a year."


def is_named(text: str) -> bool:
    return read_passage(text).reported_study.is_named


def tells(last: str, quoted: bool = False) -> bool:
    """Whether the last sentence of an article on the trial tells what the trial found."""
    filler = "Gout is common. It hurts. Many live with it."
    reading = read_passage(f"# Gout\n\n{OPENING} {FOLLOWED}\n\n{filler}\n\n{last}\n")
    sentence = reading.sentences[-1]
    return reading.reported_study.tells(sentence, sentence.span, quoted)


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENING} {FOLLOWED}",
        "In a new study from Lund University, 90 nurses wore a patch. The team saw no change.",
        "The trial was presented at the annual meeting of rheumatologists. The results were clear."
        " The researchers saw fewer attacks.",
    ],
)
def test_a_study_is_named_by_place_people_or_design(text: str) -> None:
    assert is_named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Studies show that cherries help. Experts agree. Researchers found fewer attacks.",
        "A new study found that cherries help. The study was large.",
        "Gout hurts. " * 20 + f"{OPENING} {FOLLOWED}",
    ],
)
def test_a_study_in_passing_is_none_that_the_article_reports(text: str) -> None:
    assert not is_named(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants on cherry juice had fewer attacks.",
        "The study shows that cherry juice lowers urate.",
        "Cherry juice reduced attacks of gout.",
        "Attacks were rarer with cherry juice than with water.",
    ],
)
def test_a_result_is_told_of_the_study(sentence: str) -> None:
    assert tells(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cherry juice lowers urate.",
        "Previous studies found that cherry juice lowered urate.",
        "Other researchers found that cherry juice reduced attacks.",
    ],
)
def test_a_general_statement_or_other_research_is_not(sentence: str) -> None:
    assert not tells(sentence)


def test_what_a_quoted_person_went_through_is_not() -> None:
    assert not tells("Cherry juice reduced my attacks of gout.", quoted=True)


def test_an_article_that_opens_with_its_study_tells_it_in_the_title() -> None:
    reading = read_passage(f"# Cherry juice prevents gout\n\n{OPENING} {FOLLOWED}\n")
    title = reading.sentences[0]
    assert reading.reported_study.tells(title, title.span)
