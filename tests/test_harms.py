"""Statements of harm: which harm, of which treatment, tied by what, and how often it happens."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon, read_passage

from medlint.harms.sameness import are_kin, canonical_harm
from medlint.harms.statements import HarmStatement

STATINS = "# Statins after a heart attack\n\nStatins lower cholesterol.\n\n"


def statements(text: str) -> tuple[HarmStatement, ...]:
    return read_passage(text).harm_statements


def owners(text: str) -> set[tuple[str | None, str]]:
    """The treatments whose harms a text tells, and what ties the two."""
    return {(each.treatment, each.link) for each in statements(text)}


def named(text: str) -> set[str]:
    return {harm for each in statements(text) for harm in each.harms}


def meant(text: str, told: HarmStatement) -> set[str]:
    """The harms of a statement, each under the one name that all its names have."""
    return {canonical_harm(read_passage(text), harm) for harm in told.harms}


SENTENCES = [
    ("Metformin can cause diarrhoea.", "metformin", "diarrhoea"),
    ("Bruising is common after heparin.", "heparin", "bruising"),
    ("Lithium has been linked to kidney damage.", "lithium", "kidney damage"),
    ("Tendon rupture is a known side effect of ciprofloxacin.", "ciprofloxacin", "tendon rupture"),
    ("We saw two cases of muzolimine-induced neuropathy.", "muzolimine", "nerve damage"),
    ("Amiodarone pulmonary toxicity is rare.", "amiodarone", "toxicity"),
    ("A woman developed pancreatitis after starting azathioprine.", "azathioprine", "pancreatitis"),
    ("A man receiving linezolid developed severe thrombocytopenia.", "linezolid", "low platelets"),
    ("Her rash was due to lamotrigine.", "lamotrigine", "rash"),
    ("Hepatitis occurred in patients treated with ketoconazole.", "ketoconazole", "hepatitis"),
    ("The cough resolved on discontinuation of enalapril.", "enalapril", "cough"),
    ("Kava damages the liver.", "kava", "liver damage"),
    ("Liquorice raises blood pressure.", "liquorice", "high blood pressure"),
    ("Do not take ephedra, because it has caused strokes.", "ephedra", "stroke"),
    ("The risks of warfarin include bleeding.", "warfarin", "bleeding"),
    ("Seizures have been reported with bupropion.", "bupropion", "seizure"),
]


@pytest.mark.parametrize(("sentence", "treatment", "harm"), SENTENCES)
def test_one_sentence_ties_a_harm_to_its_treatment(
    sentence: str, treatment: str, harm: str
) -> None:
    told = [each for each in statements(sentence) if each.treatment == treatment]
    assert [each.link for each in told] == ["sentence"]
    assert harm in meant(sentence, told[0])


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Prednisone calms gut inflammation. It can cause weight gain.", ("prednisone", "pronoun")),
        (STATINS + "Ezetimibe is newer. This drug may cause diarrhoea.", ("ezetimibe", "pronoun")),
        ("Clozapine is a last resort. Drooling is common.", ("clozapine", "paragraph")),
        (STATINS + "## Side effects\n\nMuscle pain is common.\n", ("statin", "section")),
        (STATINS + "## Risks of ezetimibe\n\nGallstones are rare.\n", ("ezetimibe", "section")),
        (STATINS + "## Side effects\n\n- Muscle pain\n", ("statin", "list")),
        (STATINS + "Side effects include:\n\n- muscle pain\n", ("statin", "list")),
        (STATINS + "Ezetimibe can cause:\n\n- gallstones\n", ("ezetimibe", "list")),
        (
            STATINS + "| Medicine | Harm |\n|---|---|\n| Ezetimibe | Diarrhoea |\n",
            ("ezetimibe", "table"),
        ),
        (
            STATINS + "| Statins | Ezetimibe |\n|---|---|\n| Headache | Diarrhoea |\n",
            ("ezetimibe", "table"),
        ),
        (
            STATINS + "## Harms\n\n| Harm | How often |\n|---|---|\n| Headache | 1 in 50 |\n",
            ("statin", "table"),
        ),
    ],
)
def test_what_ties_a_harm_to_its_treatment(text: str, owner: tuple[str, str]) -> None:
    assert owner in owners(text)


NO_HARM = [
    # denied, asked, mistaken
    "Paracetamol does not cause stomach ulcers.",
    "Melatonin has no side effects.",
    "Does the flu jab cause fever?",
    "**Myth:** Vaccination causes autism and seizures.",
    # what it prevents or lessens
    "Aspirin reduces the risk of stroke.",
    "Alendronate prevents hip fractures.",
    "Patients had less pain after physiotherapy.",
    "A reduction in nausea was seen with ondansetron.",
    # what it is given for
    "Ondansetron is used to treat nausea and vomiting.",
    "Sumatriptan is taken for headache.",
    "Nausea was treated with ginger.",
    "Her seizures responded to valproate.",
    "She was given morphine for pain.",
    "A man with asthma received salbutamol.",
    "Depression patients receiving sertraline were interviewed.",
    "The infection resolved with doxycycline.",
    "Donepezil is studied in patients with dementia.",
    "Thiamine-responsive anaemia is a rare disease.",
    "When you have a seizure, a carer gives you midazolam.",
    "Taking too much exercise is a cause of injury.",
]


@pytest.mark.parametrize("sentence", NO_HARM)
def test_a_word_of_harm_that_tells_of_none(sentence: str) -> None:
    assert [each for each in statements(sentence) if each.treatment] == []


OF_ANOTHER = [
    "Ibuprofen can cause stomach bleeding.",
    "Unlike ibuprofen, which causes stomach bleeding, acupuncture is dear.",
    "Compared with acupuncture, ibuprofen causes more bleeding.",
    "Conventional drugs cause bleeding, but acupuncture does not.",
    "Surgery carries a risk of infection.",
    "Ibuprofen is a painkiller. It can cause stomach bleeding.",
    "Gout can cause kidney stones. It can lead to joint damage.",
    "## Risks of ibuprofen\n\nStomach bleeding is the main one.",
]


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_the_harms_of_others_are_not_the_promoted_treatments(text: str) -> None:
    opening = "# Acupuncture for gout\n\nAcupuncture is an old craft.\n\n"
    assert not any(each.of_promoted for each in statements(opening + text))


def test_a_comparators_harm_is_marked() -> None:
    text = "# Acupuncture for gout\n\nUnlike ibuprofen, which causes bleeding, needles are cheap."
    assert [each.comparator for each in statements(text)] == [True]


def test_a_sentence_makes_a_statement_for_each_treatment() -> None:
    text = "Aspirin can cause bleeding, and paracetamol can cause liver damage."
    assert {(each.treatment, *each.harms) for each in statements(text)} == {
        ("aspirin", "bleeding"),
        ("paracetamol", "liver damage"),
    }


@pytest.mark.parametrize(
    ("article", "told", "counts"),
    [
        ("statin", "Atorvastatin", True),
        ("atorvastatin", "Statins", True),
        ("atorvastatin", "Simvastatin", False),
        ("antibiotic", "Amoxicillin", True),
        ("opioid", "Oxycodone", True),
        ("opioid", "Naproxen", False),
        ("cataract surgery", "Surgery", True),
        ("acupuncture", "Surgery", False),
    ],
)
def test_harms_of_a_class_and_its_members(article: str, told: str, counts: bool) -> None:
    text = f"# What {article} does\n\nMuch is written on it.\n\n{told} can cause nausea.\n"
    assert [each.of_promoted for each in statements(text)] == [counts]


def test_an_acronym_is_the_treatment_it_stands_for() -> None:
    text = (
        "# Platelet-rich plasma for tennis elbow\n\n"
        "Platelet-rich plasma (PRP) is spun from blood.\n\nPRP can cause pain and infection.\n"
    )
    assert [each.of_promoted for each in statements(text)] == [True]


DISTINCT = [
    ("Warfarin can cause bleeding and haemorrhage.", {"bleeding"}),
    ("The pill can cause blood clots, including deep vein thrombosis (DVT).", {"blood clot"}),
    ("Metformin can cause diarrhoea and nausea.", {"diarrhoea", "nausea"}),
    ("Clozapine can cause drowsiness and sleepiness.", {"drowsiness"}),
    ("Opioids can cause respiratory depression (RD). RD is rare.", {"respiratory depression"}),
]


@pytest.mark.parametrize(("text", "harms"), DISTINCT)
def test_distinct_harms_are_counted_not_words(text: str, harms: set[str]) -> None:
    assert named(text) == harms


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("severe bleeding", "bleeding"),
        ("Thrombosis", "blood clot"),
        ("urticaria", "hives"),
        ("reaction to", "reaction"),
        ("gallstone", "gallstones"),
        ("tendon rupture", "tendon rupture"),
    ],
)
def test_one_name_for_a_harm(name: str, canonical: str) -> None:
    assert canonical_harm(read_passage("Nothing."), name) == canonical


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("ssri", "sertraline", True),
        ("antidepressant", "amitriptyline", True),
        ("ssri", "amitriptyline", False),
        ("sertraline", "citalopram", False),
        ("biologic", "adalimumab", True),
        ("garlic", "adalimumab", False),
    ],
)
def test_kin_are_a_class_and_its_member(one: str, other: str, kin: bool) -> None:
    assert are_kin(read_passage("Nothing."), one, other) is kin


FREQUENCIES = [
    ("Ramipril causes cough in 10% of people.", "10%"),
    ("Ramipril causes cough in 1 in 10 people.", "1 in 10"),
    ("Ramipril can cause cough. It happens to about one in ten users.", "one in ten"),
    ("Ramipril can cause cough. Stop it then. It affects 8 per cent of users.", "8 per cent"),
    ("Ramipril caused cough in 3 of 40 patients.", "3 of 40 patients"),
    ("Ramipril can cause cough; how often is not known.", "how often is not known"),
    ("Ramipril can cause cough. It is cheap. It is old. Cough affects 10% of users.", None),
    ("Ramipril can cause cough. Blood pressure fell by 10%.", None),
    ("Ramipril can cause cough.", None),
]


@pytest.mark.parametrize(("text", "figure"), FREQUENCIES)
def test_how_often_a_harm_happens(text: str, figure: str | None) -> None:
    reading = read_passage(text)
    first = reading.harm_statements[0]
    assert (first.frequency and reading.text(first.frequency)) == figure


UNKNOWN = [
    "It is not known if burdock is safe.",
    "There isn't enough information to know whether burdock is safe.",
    "The long-term safety of burdock has not been established.",
    "Not enough is known about the safety of burdock.",
    "The side effects of burdock are not known.",
]


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_that_safety_is_not_known_is_a_kind_of_its_own(sentence: str) -> None:
    assert [(each.kind, each.harms) for each in statements(sentence)] == [("unknown", frozenset())]


@pytest.mark.parametrize(
    "sentence",
    ["It is not known how burdock works, but it is safe.", "Burdock is safe.", "Is burdock safe?"],
)
def test_what_does_not_say_that_safety_is_unknown(sentence: str) -> None:
    assert statements(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Burdock may have side effects.", "generic"),
        ("Burdock is poisonous.", "generic"),
        ("Burdock can cause a rash.", "named"),
    ],
)
def test_a_named_harm_says_more_than_a_general_word(sentence: str, kind: str) -> None:
    assert [each.kind for each in statements("Burdock is safe as a food. " + sentence)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "medicine"),
    [
        ("Ciclosporin can cause tremor.", True),
        ("Antidepressants can cause tremor.", False),
        ("Chemotherapy can cause tremor.", False),
        ("Tonsillectomy can cause bleeding.", False),
    ],
)
def test_one_medicine_is_told_from_a_class_or_a_procedure(sentence: str, medicine: bool) -> None:
    assert [each.medicine for each in statements(sentence)] == [medicine]


def test_the_stems_name_medicines_that_no_list_has() -> None:
    drugs = bundled_lexicon().part("harms")
    for invented in ("zorlimab", "quvatinib", "brelazole", "nolvapril", "duxamycin"):
        term = drugs.term(invented)
        assert term is not None
        assert "drug" in term.tags


def test_what_an_illness_does_is_no_harm_of_the_treatment_spoken_of_before() -> None:
    text = (
        "# Stem cell therapy for lupus\n\nStem cell therapy restores the body. Marked by organ"
        " damage and swelling, lupus can affect the joints.\n"
    )
    assert read_passage(text).risks == ()
