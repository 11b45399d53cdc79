"""The dosage family on texts over varied medicine, and what its edits do to a dose."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint import engine
from medlint.document import Document
from medlint.dosing.amounts import read_amounts
from medlint.dosing.schedules import read_frequencies
from medlint.fixing.edits import edited
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.marks import read_marks
from medlint.rule import Rule
from medlint.rulebook import Rulebook, bundled_rules
from medlint.ruleloader import with_options

LEXICON = Lexicon.load(bundled_rules() / "lexicons")
BOOK = Rulebook.load()
FAMILY = {name: rule for name, rule in BOOK.rules.items() if rule.pack == "dosage"}

SCHEDULE = "high-alert-frequency"
INSTRUCTION = "dose-missing-unit-or-frequency"
SHORT_NAME = "drug-name-abbreviation"
BRAND = "brand-without-generic"
NUMBER = "dose-number-format"
ABBREVIATION = "error-prone-abbreviation"
DECIMAL = "decimal-format"

FLAGGED = [
    (SCHEDULE, "The maximum dose of paracetamol is {6 g per day}."),
    (SCHEDULE, "Adults: {two 500 mg caplets of acetaminophen every 2 hours}."),
    (SCHEDULE, "Your doctor may prescribe methotrexate 7.5 mg {once a day} for psoriasis."),
    (SCHEDULE, "Tramadol can be taken as {100 mg up to six times a day}."),
    (SCHEDULE, "Take {20 mg of apixaban twice daily} for atrial fibrillation."),
    (SCHEDULE, "Do not take more than {6 g of acetaminophen a day}."),
    (SCHEDULE, "| Medicine | Maximum daily dose |\n|---|---|\n| Tramadol | {600 mg} |"),
    (SCHEDULE, "| Medicine | Dose (mg) | Every (hours) |\n|---|---|---|\n| Tylenol | {1000} | 4 |"),
    (SCHEDULE, "1. Give vincristine 2 mg {intrathecally}."),
    (SCHEDULE, "Apply a new buprenorphine patch {every day}."),
    (SCHEDULE, "Metformin: start with 500 mg twice a day and go up to {2 g twice a day}."),
    (SCHEDULE, "- Alendronate: {70 mg daily}"),
    (SCHEDULE, "Colchicine helps in gout. Take {1 mg every 4 hours} until it stops."),
    (INSTRUCTION, "For a migraine, {take 900} with food."),
    (INSTRUCTION, "{Inject 40} every two weeks for ulcerative colitis."),
    (INSTRUCTION, "Dupilumab is given {biweekly} for eczema."),
    (INSTRUCTION, "{Take 500 mg} of naproxen to soothe the ache."),
    (INSTRUCTION, "| Medicine | Dosage |\n|---|---|\n| Salbutamol | {200} |"),
    (SHORT_NAME, "| Medicine | Weekly dose (mg) |\n|---|---|\n| {MTX} | 15 |"),
    (SHORT_NAME, "- {5-FU} 400 mg as a bolus"),
    (SHORT_NAME, "Hang the {nitro drip} at 5 mcg/min."),
    (SHORT_NAME, "Start {PTU} 100 mg three times a day."),
    (SHORT_NAME, "For a bleed, {TXA} 1 g is given by vein."),
    (BRAND, "Rub {Voltarol} into the knee."),
    (BRAND, "Dab {Xalatan} into the eye at night."),
    (BRAND, "| Inhaler | Puffs |\n|---|---|\n| {Symbicort} | 2 |"),
    (NUMBER, "A child of six takes {5ml} of the syrup."),
    (NUMBER, "Inject {12units} of insulin glargine."),
    (NUMBER, "| Eye drop | Strength |\n|---|---|\n| Latanoprost | {50mcg} |"),
    (NUMBER, "Dalteparin {15000 units} is given once a day."),
    (DECIMAL, "| Patch | Nicotine (mg) |\n|---|---|\n| Large | {21.0} |"),
    (DECIMAL, "- Digoxin {.125 mg} each morning"),
    (ABBREVIATION, "Put two {drops OU} at bedtime."),
    (ABBREVIATION, "| Insulin | Before supper |\n|---|---|\n| Lispro | {8U} |"),
]

PASSING = [
    (SCHEDULE, "Adults take no more than 4 g of acetaminophen a day."),
    (SCHEDULE, "He swallowed 12 g of paracetamol a day by mistake."),
    (SCHEDULE, "In the trial, patients took methotrexate 2.5 mg daily."),
    (SCHEDULE, "Methotrexate 15 mg once weekly, with folic acid 5 mg daily on other days."),
    (SCHEDULE, "Methotrexate is given weekly; prednisolone 5 mg daily may be added."),
    (SCHEDULE, "If you take 6 g of paracetamol a day, see a doctor."),
    (SCHEDULE, "People who take 5 g of acetaminophen a day risk liver failure."),
    (
        SCHEDULE,
        "Take one or two 500 mg tablets of paracetamol every 4 to 6 hours. "
        "Do not take more than 8 tablets in 24 hours.",
    ),
    (SCHEDULE, "Acetaminophen 650 mg every 4 hours, or 1 g every 6 hours, is usual."),
    (SCHEDULE, "Weekly methotrexate and daily hydroxychloroquine are often combined."),
    (SCHEDULE, "# Childhood leukaemia\n\n## Treatment\n\nTake methotrexate every day."),
    (SCHEDULE, "The paracetamol level was 150 mg/L at 4 hours."),
    (SCHEDULE, "“I took methotrexate daily and nearly died,” she said."),
    (SCHEDULE, "Why is methotrexate not taken every day?"),
    (SCHEDULE, "Rybelsus is taken every day, Ozempic once a week."),
    (SCHEDULE, "Fentanyl patches and, as needed, short-acting morphine control the pain."),
    (SCHEDULE, "| Medicine | Dose (mg) | Every (hours) |\n|---|---|---|\n| Tylenol | 500 | 6 |"),
    (SCHEDULE, "Paracetamol: 15 mg/kg every 4 hours."),
    (SCHEDULE, "Tylenol comes in 500 mg tablets, and many take a daily vitamin of 5 g."),
    (INSTRUCTION, "Take 2 at bedtime if the pain wakes you."),
    (INSTRUCTION, "Use 30 minutes of exercise to lower blood pressure."),
    (INSTRUCTION, "Inject 10 units of insulin glargine at night."),
    (INSTRUCTION, "# Ginger tea recipe\n\nUse 500 for nausea."),
    (INSTRUCTION, "The nurse gave 500 to the man with chest pain."),
    (INSTRUCTION, "Give 5 mL of amoxicillin.\nRepeat every eight hours."),
    (INSTRUCTION, "| Medicine | Dose (mg) |\n|---|---|\n| Amoxicillin | 250-500 |"),
    (INSTRUCTION, "A biweekly call from a nurse helped people with heart failure."),
    (SHORT_NAME, "In MS, 10 mg of fampridine may help walking."),
    (SHORT_NAME, "TAC levels of 5 to 10 ng/mL are aimed for in kidney transplants."),
    (SHORT_NAME, "Tranexamic acid (TXA) stops bleeding. TXA 1 g is given by vein."),
    (SHORT_NAME, "The AZT arm took 300 mg twice a day."),
    (SHORT_NAME, "After HCT, fevers come daily."),
    (BRAND, "Salbutamol (Ventolin) opens the airways."),
    (BRAND, "# Insulin pens\n\nLantus lasts a day."),
    (BRAND, "Take prednisolone, and stop Humira that week: adalimumab is in your blood for long."),
    (NUMBER, "A 330ml can of cola has 35 g of sugar."),
    (NUMBER, "The 5G mast and the 4x4 car are 20m apart."),
    (NUMBER, "Fasting glucose of 126mg/dL means diabetes."),
    (NUMBER, "See https://example.org/10mg-tablets for the leaflet."),
    (DECIMAL, "| Stone | Size (mm) |\n|---|---|\n| Left | 6.0 |"),
    (DECIMAL, "The pH was 7.0 and the tumour 3.0 cm."),
    (ABBREVIATION, "The letters `10U` are code, and #6699cc is a colour."),
    (ABBREVIATION, "Do not write QD on a prescription."),
]


def found(rule: Rule, text: str) -> list[str]:
    """What a rule finds in a Markdown text, as written there."""
    reading = Reading(Document("article.md", text, "markdown"), LEXICON)
    return [text[match.span.start : match.span.end] for match in rule.matcher.find(reading)]


@pytest.mark.parametrize(("rule", "marked"), FLAGGED)
def test_an_unsafe_dose_is_found(rule: str, marked: str) -> None:
    example = read_marks(marked)
    expected = [example.text[span.start : span.end] for span in example.spans]
    assert found(FAMILY[rule], example.text) == expected


@pytest.mark.parametrize(("rule", "text"), PASSING)
def test_a_safe_or_reported_dose_passes(rule: str, text: str) -> None:
    assert found(FAMILY[rule], text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("two 500 mg tablets", 1000, 1000),
        ("1-2 500 mg caplets", 500, 1000),
        ("2 x 250 mg capsules", 500, 500),
        ("2 tablets (500 mg each)", 1000, 1000),
        ("0.5 to 1 g", 500, 1000),
        ("1,500 mg", 1500, 1500),
        ("50 mcg", 0.05, 0.05),
    ],
)
def test_an_amount_is_read_in_milligrams(text: str, low: float, high: float) -> None:
    (amount,) = read_amounts(text)
    assert (amount.low, amount.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("every 4 to 6 hours", 4, 6),
        ("every four hours", 6, 6),
        ("up to eight times a day", 8, 8),
        ("three or four times daily", 3, 4),
        ("twice a week", 2 / 7, 2 / 7),
        ("every other day", 0.5, 0.5),
        ("once weekly", 1 / 7, 1 / 7),
        ("in 24 hours", 1, 1),
        ("q.i.d", 4, 4),
        ("every morning", 1, 1),
    ],
)
def test_a_frequency_is_read_as_times_a_day(text: str, low: float, high: float) -> None:
    (frequency,) = read_frequencies(text)
    assert (frequency.low, frequency.high) == pytest.approx((low, high))


def test_nothing_every_no_hours_is_no_frequency_that_divides_by_zero() -> None:
    assert [each.high for each in read_frequencies("every 0 hours")] == [0]


@pytest.mark.parametrize(
    ("thousands", "expected"),
    [("comma", "Inject 100,000 units."), ("space", "Inject 100\u00a0000 units.")],
)
def test_thousands_are_written_where_the_option_says_how(thousands: str, expected: str) -> None:
    rule = with_options(FAMILY[NUMBER], {"thousands": thousands}, LEXICON)
    assert fixed(rule, "Inject 100000 units.") == expected


def test_thousands_are_only_shown_where_no_option_says_how() -> None:
    assert fixed(FAMILY[NUMBER], "Inject 100000 units.") == "Inject 100000 units."


@pytest.mark.parametrize(
    "text",
    ["Give **.5** mg now.", "Give <b>10</b>U now.", "Give 10&nbsp;U now.", "Give 10\nU now."],
)
def test_no_edit_reaches_over_markup_or_lines(text: str) -> None:
    assert {rule.name: fixed(rule, text) for rule in FAMILY.values()} == dict.fromkeys(FAMILY, text)


def test_the_full_stop_of_a_sentence_is_kept() -> None:
    text = "Take 5 mg q.d. Then rest. Take 2 mg q.o.d. with food."
    expected = "Take 5 mg daily. Then rest. Take 2 mg every other day with food."
    assert fixed(FAMILY[ABBREVIATION], text) == expected


# What the property reads is read apart from medlint: a number, and the unit in any of its forms.
_UNITS = {
    **dict.fromkeys(("U", "u", "unit", "units", "IU"), "unit"),
    **dict.fromkeys(("mcg", "µg", "μg"), "mcg"),
    **dict.fromkeys(("mL", "ml", "cc"), "mL"),
    **{unit: unit for unit in ("mg", "g", "mmol", "tablets", "kg")},
}
_QUANTITY = re.compile(
    rf"(?<![\d.,])(?P<number>\d{{1,3}}(?:[ ,\u00a0]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    rf"[ \u00a0*_]*(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![A-Za-z])"
)


def quantities(text: str) -> list[tuple[Decimal, str]]:
    """Every number of a text that has a unit, with the unit in one form."""
    return [
        (Decimal(re.sub(r"[ ,\u00a0]", "", hit.group("number"))), _UNITS[hit.group("unit")])
        for hit in _QUANTITY.finditer(text)
    ]


def fixed(rule: Rule, text: str) -> str:
    """The text with every edit of a rule that may be written, safe or not."""
    document = Document("article.md", text, "markdown")
    found = engine.findings_of(rule, document, BOOK)
    return edited(text, [edit for each in found if each.fix for edit in each.fix.edits])


numbers = st.one_of(
    st.integers(0, 999_999).map(str),
    st.integers(1000, 999_999).map(lambda n: f"{n:,}"),
    st.integers(1000, 99_999).map(lambda n: f"{n:,}".replace(",", " ")),
    st.decimals(0, 99, places=2, allow_nan=False, allow_infinity=False).map(str),
    st.integers(0, 99).map(lambda n: f"{n}.0"),
    st.integers(0, 999).map(lambda n: f".{n}"),
)
doses = st.builds(
    lambda number, space, unit, per: number + space + unit + per,
    numbers,
    st.sampled_from(["", " ", "\u00a0", "* ", "** "]),
    st.sampled_from(sorted(_UNITS)),
    st.sampled_from(
        ["", "/kg", "/day", "/mL", "/dL", ".", " QD", " q.d.", " per os", " SC", " qhs"]
    ),
)
frames = st.sampled_from(
    [
        "Take {} at night, then {} in the morning.",
        "- Give {} by mouth\n- Inject {}\n",
        "| Drug | Dose | Most |\n|---|---|---|\n| Insulin | {} | {} |\n",
        "The syrup holds {}, `{}` in code.",
        "Inject {}-{} of enoxaparin.",
        "See https://example.org/{0} on {0} and {1}.",
        "Her level was {} and the cyst {}.",
        "**Dose:** {} *or {}* of the tablet.",
        "Never write {}; write {}.",
        "Aspirin{} and propranolol{} are given.",
    ]
)


@settings(max_examples=400, deadline=None)
@given(frames, doses, doses, st.sampled_from(sorted(FAMILY)))
def test_no_edit_changes_a_number_or_its_unit(frame: str, one: str, two: str, name: str) -> None:
    text = frame.format(one, two)
    assert quantities(fixed(FAMILY[name], text)) == quantities(text)


@settings(max_examples=200, deadline=None)
@given(doses, st.sampled_from(sorted(FAMILY)))
def test_no_edit_touches_code_or_addresses(dose: str, name: str) -> None:
    kept = "`" + dose.strip("* ") + "`", "https://example.org/a-" + re.sub(r"[\s*]", "", dose)
    text = f"Give {dose} as in {kept[0]} and <{kept[1]}>."
    assert all(each in fixed(FAMILY[name], text) for each in kept)


@pytest.mark.parametrize(("count", "unit"), [(1, "unit"), (2, "units")])
def test_one_unit_is_written_in_the_singular(count: int, unit: str) -> None:
    assert fixed(FAMILY[ABBREVIATION], f"Inject {count} U.") == f"Inject {count} {unit}."
