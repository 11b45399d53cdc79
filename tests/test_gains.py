"""Results told in plain words, treatments that only a title names, and harm that is not named."""

from __future__ import annotations

import pytest
from passages import read_passage

from medlint.duties.nearest import general_statements
from medlint.language.gains import tells_gain

GAINS = [
    "Eight in ten were back on their feet by Easter.",
    "Four out of five patients responded.",
    "Sixty per cent of the ulcers closed.",
    "The waist shrinks.",
    "Cravings ebb by the second week.",
    "Desire returns in spring.",
    "Guests lose four kilos in a month.",
    "She walks to the shop without a stick.",
    "It leaves you with smoother skin.",
    "Satisfaction is high.",
]
NO_GAINS = [
    "Eight in ten came by bus.",
    "The queue shrinks at noon.",
    "The shop returns bottles.",
    "We lose four keys a month.",
    "She walks to the shop with a stick.",
    "The waist does not shrink.",
    "Is satisfaction high?",
    "A new lens is kept in the drawer.",
]


@pytest.mark.parametrize("sentence", GAINS)
def test_results_in_plain_words_are_gains(sentence: str) -> None:
    reading = read_passage(sentence)
    assert tells_gain(reading, reading.sentences[0])


@pytest.mark.parametrize("sentence", NO_GAINS)
def test_other_sentences_tell_no_gain(sentence: str) -> None:
    reading = read_passage(sentence)
    assert not tells_gain(reading, reading.sentences[0])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Gentle jaw adjustment at our house", "adjustment"),
        ("Nose reshaping in your lunch break", "reshaping"),
        ("Ice bath: three minutes to happiness", "ice bath"),
        ("The balloon that you drink", "balloon"),
        ("Freezing off a stubborn verruca", "freezing"),
        ("Farewell to thread veins: microsclerotherapy in town", "microsclerotherapy"),
    ],
)
def test_a_title_names_a_treatment_that_no_list_has(title: str, name: str) -> None:
    assert read_passage(f"# {title}\n\nCome on Monday.\n").promotion.name == name


@pytest.mark.parametrize(
    "title",
    [
        "Heart valve disease",
        "Foot drop",
        "A correction to our March issue",
        "Valve recall",
        "Is jaw adjustment for you?",
        "How to find us",
        "Press release of the eye hospital",
    ],
)
def test_other_titles_name_no_treatment(title: str) -> None:
    assert read_passage(f"# {title}\n\nCome on Monday.\n").promotion.name is None


def test_the_opening_names_the_treatment_where_the_title_promises() -> None:
    text = "# Varicose veins fade for good\n\nSclerotherapy takes ten minutes. Come on Monday.\n"
    assert read_passage(text).promotion.name == "sclerotherapy"


def test_a_treatment_named_in_passing_is_not_the_one_promised() -> None:
    text = "# Walnuts shrink tumours\n\nAll of them had undergone chemotherapy. Come on Monday.\n"
    assert read_passage(text).promotion.name is None


def general(sentence: str) -> list[str]:
    reading = read_passage(f"# Acupuncture for a stiff neck\n\n{sentence}\n")
    return [reading.text(span) for span in general_statements(reading)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Every operation carries risks.", "Every operation carries risks"),
        ("It is not without risk.", "not without risk"),
        ("Your nurse will run through the risks.", "run through the risks"),
        ("Complications are rare.", "Complications are rare"),
    ],
)
def test_harm_can_be_told_without_a_name(sentence: str, words: str) -> None:
    assert general(sentence) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "There are no possible complications.",
        "Are there any possible complications?",
        "Diabetes has possible complications.",
        "Aspirin is not without risk.",
        "It reduces possible complications.",
        "The room has a window.",
    ],
)
def test_harm_that_is_denied_or_is_of_something_else_is_not_told(sentence: str) -> None:
    assert general(sentence) == []
