"""The syllable counter against counts made by hand, with the divisions that dictionaries print."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medlint.readability.syllables import is_acronym, syllables

EVERYDAY = {
    1: "the day walked aches called through tongue stage moist clothes",
    2: "needed table handled people being doing science quiet create every business lifetime "
    "careful safely movement always something walking nation patient social player naive",
    3: "area idea's media radio's period easily actual influence continued studying beautiful "
    "disease's everyone tomorrow banana reaction video violent basically expected",
    4: "situation continuous society's immediate variety material organism apologize "
    "experience evaluate alternative usually",
}
MEDICAL = {
    1: "gut spleen bruise pulse rash cough lymph gout",
    2: "tablet kidney vaccine steroid hormone disease dosage heartburn tissue fluid headache spasm "
    "protein platelet's",
    3: "hospital medicine opioid syncope clinical apnea nausea hernia colitis systole diseases "
    "poisoning arthritis trachea celiac's",
    4: "diabetes epilepsy pneumothorax melanoma anemia antibody penicillin diarrhea diarrhoea "
    "urinary chlamydia hypertension metastasis creatinine insomnia oesophagus",
    5: "immunology urticaria pancreatitis chemotherapy myocarditis endometrium inflammatory "
    "thyroidectomy tuberculosis",
    6: "osteoporosis angioedema hemodialysis hypoglycemia",
    7: "immunodeficiency gastroenterologist electrocardiogram",
}
COUNTED_BY_HAND = [
    (word, number)
    for group in (EVERYDAY, MEDICAL)
    for number, words in group.items()
    for word in words.split()
]


@pytest.mark.parametrize(("word", "number"), COUNTED_BY_HAND)
def test_words_counted_by_hand(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("HIV", 3),
        ("MRIs", 3),
        ("DNA's", 3),
        ("HbA1c", 5),
        ("mRNA", 4),
        ("WHO", 5),
        ("CD4+", 3),
        ("HIV-positive", 6),
    ],
)
def test_an_acronym_is_read_letter_by_letter(word, number):
    assert syllables(word) == number
    assert is_acronym(word)


@pytest.mark.parametrize(("word", "number"), [("AIDS", 1), ("NSAIDs", 2), ("COVID-19", 3)])
def test_some_acronyms_are_read_as_words(word, number):
    assert syllables(word) == number
    assert is_acronym(word)


@pytest.mark.parametrize(("word", "number"), [("NOT", 1), ("WARNING", 2), ("DOSES", 2), ("A", 1)])
def test_a_word_in_capitals_is_still_a_word(word, number):
    assert syllables(word) == number
    assert not is_acronym(word)


@pytest.mark.parametrize("word", ["7", "120", "1,000", "3.5", "20th", "1990s", "mg", "mL", "µg"])
def test_figures_and_units_are_one_syllable(word):
    assert syllables(word) == 1


@pytest.mark.parametrize(
    ("word", "number"),
    [("follow-up", 3), ("and/or", 2), ("well-tolerated", 5), ("U.S.", 2), ("5mg", 2), ("B12", 2)],
)
def test_parts_are_added_up(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [("doesn’t", 2), ("don't", 1), ("it'll", 2), ("we're", 1), ("nurse’s", 2), ("heart's", 1)],
)
def test_endings_after_an_apostrophe(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"), [("café", 2), ("naïve", 2), ("Sjögren’s", 2), ("im\u00admune", 2)]
)
def test_accents_and_soft_hyphens(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize("word", ["", "-", "%", "…", "'"])
def test_without_letters_or_digits_there_is_no_syllable(word):
    assert syllables(word) == 0


@given(st.text(max_size=40))
@example("²")
@example("\u0345")
@example("a" * 10_000)
@example("\u02bc")
def test_any_letter_or_digit_makes_at_least_one_syllable(word):
    # Unicode counts the modifier letter apostrophe as a letter; in a word it is an apostrophe.
    said = any(map(str.isalnum, word.replace("\u02bc", "")))
    assert (syllables(word) >= 1) == said


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_no_word_has_more_syllables_than_letters(word):
    assert 1 <= syllables(word) <= len(word) + 1
