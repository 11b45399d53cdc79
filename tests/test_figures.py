"""Numbers that contradict themselves: what is read, what is computed, what is left alone."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from passages import bundled_lexicon

from medlint.document import Document
from medlint.figures.intervals import read_intervals
from medlint.figures.numbers import Number, read_numbers
from medlint.finding import Match
from medlint.language.reading import Reading
from medlint.rulebook import Rulebook

RULE = Rulebook.load().rules["inconsistent-figures"]
STEADY = settings(max_examples=300, derandomize=True, database=None, deadline=None)

SHARES = (
    "The rash cleared in {k} of {n} ({p}%).",
    "Nausea was seen in {k}/{n} ({p}%) of those on the drug.",
    "In all, {p}% ({k} of {n}) could hear again.",
    "The cough had gone in {p}% of the children ({k} out of {n}).",
    "In all, {k} of the {n} women, or {p}%, had a hot flush.",
    "Relapse was told by {k} ({p}%) of {n} patients with lupus.",
    "Relapse was told by {p}% ({k}) of the {n} patients.",
    "The graft failed in {k} of {n} patients ({p}%; five centres).",
    "Some ({k} of {n}, {p}%) could smell again.",
    "Some ({p}%; {k}/{n}) could smell again.",
    "Of the {n} women, {k} ({p}%) had anaemia.",
)
PEOPLE = (
    "Of the {n} patients with shingles, {p}% improved.",
    "Of {n} women, {p}% had a relapse.",
    "In the end {p}% of the {n} children were free of seizures.",
    "In a study of {n} adults, {p}% stopped snoring.",
)
RATIOS = ("hazard ratio", "odds ratio", "RR", "HR")
RANGES = (
    "Fewer fell ({m} {e}, 95% CI {a} to {b}{p}).",
    "Fewer fell ({m} {e}; 95% CI {a}-{b}{p}).",
    "Fewer fell ({m}, {e} [95% CI, {a}–{b}]{p}).",
    "Fewer fell ({m} = {e}, 95% confidence interval {a}, {b}{p}).",
)


def found(text: str) -> list[Match]:
    reading = Reading(Document("article.md", text, "markdown"), bundled_lexicon())
    return list(RULE.matcher.find(reading))


def problems(text: str) -> list[str]:
    return [match.details["problem"] for match in found(text)]


def numbers(text: str) -> list[Number]:
    return read_numbers(text, 0, len(text))


def rounded(value: float, decimals: int, rounding: str) -> str:
    return str(Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding))


DECIMALS = st.integers(0, 2)
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])
COUNTS = st.integers(2, 4000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@STEADY
@given(COUNTS, DECIMALS, ROUNDINGS, st.sampled_from(SHARES))
def test_a_rounded_share_is_never_flagged(
    counts: tuple[int, int], decimals: int, rounding: str, frame: str
) -> None:
    k, n = counts
    text = frame.format(k=k, n=n, p=rounded(100 * k / n, decimals, rounding))
    assert problems(text) == [], text


@STEADY
@given(COUNTS, DECIMALS, st.floats(0, 100), st.sampled_from(SHARES))
def test_a_share_off_by_more_than_rounding_is_flagged(
    counts: tuple[int, int], decimals: int, share: float, frame: str
) -> None:
    k, n = counts
    assume(n % 100)
    assume(k < 1000 or k % 100)
    stated = rounded(share, decimals, ROUND_HALF_UP)
    assume(abs(float(stated) - 100 * k / n) > 0.501 * 10.0**-decimals)
    text = frame.format(k=k, n=n, p=stated)
    assert len(problems(text)) == 1, text


@STEADY
@given(COUNTS, DECIMALS, ROUNDINGS, st.sampled_from(PEOPLE))
def test_a_share_that_whole_people_can_make_is_never_flagged(
    counts: tuple[int, int], decimals: int, rounding: str, frame: str
) -> None:
    k, n = counts
    text = frame.format(n=n, p=rounded(100 * k / n, decimals, rounding))
    assert problems(text) == [], text


@STEADY
@given(st.integers(2, 90), st.integers(1, 98), st.sampled_from(PEOPLE))
def test_a_share_that_no_whole_people_make_is_flagged(n: int, share: int, frame: str) -> None:
    assume(all(abs(100 * k / n - share) > 0.501 for k in range(n + 1)))
    text = frame.format(n=n, p=share)
    assert len(problems(text)) == 1, text


EFFECTS = st.tuples(st.floats(-1.5, 1.5), st.floats(0.05, 0.6))


def ratio_text(effect: tuple[float, float], p: str, frame: str, measure: str) -> str:
    middle, error = effect
    low, high = math.exp(middle - 1.96 * error), math.exp(middle + 1.96 * error)
    return frame.format(
        m=measure, e=f"{math.exp(middle):.2f}", a=f"{low:.2f}", b=f"{high:.2f}", p=p
    )


def implied(effect: tuple[float, float]) -> float:
    return math.erfc(abs(effect[0] / effect[1]) / math.sqrt(2))


@STEADY
@given(EFFECTS, st.sampled_from(RANGES), st.sampled_from(RATIOS), st.integers(2, 4))
def test_an_interval_with_its_own_estimate_and_p_is_never_flagged(
    effect: tuple[float, float], frame: str, measure: str, decimals: int
) -> None:
    p = implied(effect)
    shown = f"; P = {p:.{decimals}f}" if p >= 10.0**-decimals else "; P < 0.05"
    text = ratio_text(effect, shown, frame, measure)
    assert problems(text) == [], text


@STEADY
@given(EFFECTS, st.sampled_from(RANGES), st.sampled_from(RATIOS), st.floats(0.06, 1))
def test_a_p_on_the_wrong_side_of_its_interval_is_flagged(
    effect: tuple[float, float], frame: str, measure: str, other: float
) -> None:
    p = implied(effect)
    assume(p < 0.02 or p > 0.1)
    assume(effect[0] - 1.96 * effect[1] > -3)
    wrong = f"; P = {other:.2f}" if p < 0.05 else "; P = 0.01"
    text = ratio_text(effect, wrong, frame, measure)
    assert len(problems(text)) == 1, text


@STEADY
@given(st.integers(20, 90), st.integers(1, 90), st.integers(3, 200), st.sampled_from(RANGES))
def test_an_estimate_outside_its_interval_is_flagged(
    low: int, width: int, beyond: int, frame: str
) -> None:
    for estimate in (low + width + beyond, low - beyond):
        if estimate > 0:
            text = frame.format(
                m="HR", e=f"{estimate / 100:.2f}", a=f"{low / 100:.2f}",
                b=f"{(low + width) / 100:.2f}", p="",
            )  # fmt: skip
            assert len(problems(text)) == 1, text


ARMS = (
    "{n} patients were randomised: {a} to the drug and {b} to placebo.",
    "The trial randomised {n} patients to zinc (n = {a}) or placebo (n = {b}).",
    "In all, {n} women were randomly assigned: {a} received the patch and {b} got a sham patch.",
    "{n} nurses were assigned at random. Of them the sheet says {a} to nights, {b} to days.",
)


@STEADY
@given(st.integers(10, 900), st.integers(10, 900), st.sampled_from(ARMS))
def test_groups_that_add_up_are_never_flagged(a: int, b: int, frame: str) -> None:
    text = frame.format(n=a + b, a=a, b=b)
    assert problems(text) == [], text


@STEADY
@given(st.integers(10, 900), st.integers(10, 900), st.integers(-9, 9), st.sampled_from(ARMS[:3]))
def test_groups_that_do_not_add_up_are_flagged(a: int, b: int, off: int, frame: str) -> None:
    assume(off)
    assume(a + b + off < 1000 or (a + b + off) % 100)
    text = frame.format(n=a + b + off, a=a, b=b)
    assert len(problems(text)) == 1, text


@STEADY
@given(st.integers(10, 400), st.integers(10, 400), st.integers(1, 9))
def test_groups_larger_than_those_divided_are_flagged(a: int, b: int, off: int) -> None:
    assume((a + b - off) % 100)
    frame = "Of the {n} patients randomised, {a} received the drug and {b} received placebo."
    over = frame.format(n=a + b - off, a=a, b=b)
    under = frame.format(n=a + b + off, a=a, b=b)
    assert (len(problems(over)), len(problems(under))) == (1, 0), over


WHOLES = (
    "In all, {a}% improved, {b}% were unchanged and {c}% got worse.",
    "The rash was mild in {a}%. Of the others we know nothing.",
    "After a year {a}% were better, {b}% stayed the same, and the remaining {c}% got worse.",
    "The shake is made up of {a}% protein, {b}% fat and {c}% sugar.",
)


@STEADY
@given(
    st.integers(1, 400), st.integers(1, 400), st.integers(1, 400), DECIMALS, ROUNDINGS,
    st.sampled_from(WHOLES),
)  # fmt: skip
def test_parts_of_a_whole_are_never_flagged(
    a: int, b: int, c: int, decimals: int, rounding: str, frame: str
) -> None:
    total = a + b + c
    shares = [rounded(100 * each / total, decimals, rounding) for each in (a, b, c)]
    text = frame.format(a=shares[0], b=shares[1], c=shares[2])
    assert problems(text) == [], text


@STEADY
@given(
    st.integers(1, 97), st.integers(1, 97), st.integers(1, 97),
    st.sampled_from([WHOLES[0], *WHOLES[2:]]),
)  # fmt: skip
def test_parts_that_exceed_their_whole_are_flagged(a: int, b: int, c: int, frame: str) -> None:
    assume(a + b + c >= 102)
    text = frame.format(a=a, b=b, c=c)
    assert len(problems(text)) == 1, text


SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen".split()


@pytest.mark.parametrize(
    ("text", "value"),
    [(word, number) for number, word in enumerate(SMALL, start=1)]
    + [
        ("Twenty-four", 24),
        ("ninety nine", 99),
        ("one hundred and twenty", 120),
        ("a hundred", 100),
        ("two hundred five", 205),
        ("1,200", 1200),
        ("12,345,678", 12345678),
        ("0.5", 0.5),
        (".05", 0.05),
        ("0·72", 0.72),
        ("−1.5", -1.5),
        ("1.2 million", 1_200_000),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert [number.value for number in numbers(text)] == [pytest.approx(value)]


@pytest.mark.parametrize("text", ["CD4", "vitamin B12", "IL-6", "COVID-19", "H1N1"])
def test_figures_in_names_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    "text", ["about 12", "nearly 35%", "up to 40", "≥ 12", "12 or so", "more than twelve", "30-35%"]
)
def test_what_is_said_to_be_inexact_is_read_so(text: str) -> None:
    assert all(number.approximate for number in numbers(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It worked in 12 of 40 (35%).", "12 of 40 is 30%, not 35%"),
        ("It worked in twelve of forty (35.5%).", "Twelve of forty is 30.0%, not 35.5%"),
        (
            "Of the 8 patients, 40% improved.",
            "40% of 8 would be 3.20, no whole number; 3 is 38% and 4 is 50%",
        ),
        (
            "Strokes fell (HR 0.64, 95% CI 0.70 to 0.91).",
            "0.64 lies outside its confidence interval, 0.70 to 0.91",
        ),
        (
            "Strokes fell (HR 0.64, 95% CI 0.91 to 0.50).",
            "The lower limit 0.91 is above the upper limit 0.50",
        ),
        (
            "Strokes fell (HR 0.72, 95% CI 0.60 to 0.86; P = 0.31).",
            "The 95% confidence interval 0.60 to 0.86 excludes 1, so P must be below 0.05, and the"
            " text says P = 0.31",
        ),
        (
            "120 patients were randomised: 60 to drug and 50 to placebo.",
            "60 + 50 is 110, not 120",
        ),
        (
            "Sixty children were divided into three groups of 25.",
            "Three groups of 25 are 75 people, not sixty",
        ),
        (
            "Of all, 60% improved, 30% were unchanged and 20% got worse.",
            "60%, 30% and 20% are parts of one whole and come to 110%",
        ),
    ],
)  # fmt: skip
def test_the_message_says_what_was_computed(text: str, said: str) -> None:
    assert problems(text) == [said]


FLAGGED = [
    "The cream cleared eczema in 12 of 40 (35%).",
    "Nausea was seen in 12/40 (35%) of those on the drug.",
    "Pain eased in 35% (12 of 40) after a week.",
    "In all, 12 out of 40 patients, or 35%, could walk unaided.",
    "Twelve of forty women (35%) had a hot flush that week.",
    "Wound infection: 7 of 50 patients (24%) against 5 of 50 (10%).",
    "Cure was seen in 18 of 60 and 12 of 60 patients (30% and 25%, respectively).",
    "Bleeding stopped in 30% and 25% of patients (18 of 60 and 12 of 60).",
    "Rash occurred in 12 (35%) of 40 patients.",
    "Relapse was told by 35% (12) of 40 patients with lupus.",
    "Only 35 percent of the nurses (12 of 40) had been vaccinated.",
    "Seizures returned in 1,200 of 4,000 children (35%).",
    "| Drug | Cured |\n|---|---|\n| Amoxicillin | 12/40 (35%) |",
    "The hazard ratio was 0.64 (95% CI 0.70 to 0.91).",
    "Fewer died with the drug (RR 0.72, 95% CI 0.75-0.86).",
    "Fewer died with the drug (OR, 1.5; 95% CI, 1.7-1.9).",
    "Pain fell more with yoga (mean difference −1.2 points, 95% CI −0.9 to −0.3).",
    "The odds ratio (OR) for falls was 1.45 [1.6, 1.9].",
    "Stroke was rarer (HR 0.64, 95% CI 0.91 to 0.50).",
    "Survival rose by 12% (95% CI 14% to 20%).",
    "The relative risk of clots was 2.1 (1.2-1.9).",
    "The hazard ratio for death was 0.64 (95% confidence interval [CI], 0.70 to 0.91; P=0.001).",
    "RR 0.72, 95% CI 0.60 to 0.86; P = 0.31 for the whole group of people with gout.",
    "Weight loss was greater (mean difference 2.5 kg, 95% CI 1.5 to 3.5; P = 0.4).",
    "The trial found no effect (HR 0.95, 95% CI 0.70 to 1.29, P = 0.001).",
    "The trial found no effect (HR 0.95, P < 0.001, 95% CI 0.70 to 1.29).",
    "Falls were as common (odds ratio 1.10; 95% CI 0.80 to 1.51; p<0.05).",
    "Researchers randomised 120 patients: 60 to the drug and 50 to placebo.",
    "120 patients were randomised: 60 to drug and 50 to placebo.",
    "A total of 90 women were randomly assigned to yoga (n = 45) or stretching (n = 43).",
    "Sixty children were divided into three groups of 25.",
    "The 300 adults were randomly assigned: 100 received zinc, 90 took iron and 100 got placebo.",
    "The trial randomised 120 patients with gout. Sixty received the drug and 50 received placebo.",
    "Of the 8 patients with shingles, 40% improved.",
    "Of 12 women, 35% had a relapse.",
    "In a study of 9 children, 50% were free of seizures.",
    "About a year later, 40% of the 8 patients were well.",
    "Of the 15 trials, 35% were at high risk of bias.",
    "In the survey, 60% improved, 30% were unchanged and 20% got worse.",
    "After a year 55% were better, 35% stayed the same, and the remaining 20% got worse.",
    "The diet is made up of 50% carbohydrate, 30% fat and 30% protein.",
    "In that leaflet 120% of patients were said to be well.",
    "The sample was 55% women and 55% men.",
    "Twelve of the 40 patients (35 percent) had a fever.",
    "A total of 12 of 40 infants (35.0%) needed oxygen.",
    "The response rate was 35% (12 of 40).",
    "The response rate was 35% (n = 12/40).",
    "Twelve patients (35%) of 40 relapsed.",
    "Adverse events occurred in 22 of 100 patients (25%) on drug and 10 of 100 (10%) on placebo.",
    "Adverse events occurred in 22 of 100 patients (22%) on drug and 10 of 100 (15%) on placebo.",
    "Nine out of ten dentists, or 80%, agreed.",
    "Three-quarters (30 of 40; 85%) were women.",
    "30 of 40 women (85%; 95% CI 60 to 87) were free of pain.",
    "The cure rate was 90 percent, or 18 of 25 patients.",
    "12/40 patients (35%) vs 10/40 patients (25%) had pain.",
    "Only 1 in 10 (25%) knew the signs.",
    "Most (45 of 50, 80%) recovered.",
    "Of 50 patients, 45 (80%) recovered.",
    "Of the 50 patients, 45 (90%) recovered and 5 (20%) did not.",
    "Among 200 women, 30 (25%) had anaemia.",
    "Efficacy was 72% (95% CI 75% to 88%).",
    "The odds were 2.5 times higher (95% CI 2.8 to 3.9).",
    "Mean weight loss was 5.6 kg (95% CI, 6.1 to 7.0).",
    "The risk difference was 3% (95% CI 1% to 5%; P = 0.40).",
    "There was no difference (OR 1.20, 95% CI 0.80 to 1.79, P = .003).",
    "Fewer died (hazard ratio 0.60, 95% confidence interval 0.45 to 0.80, p value = 0.2).",
    "In all, 240 people were assigned to either vitamin D (118 people) or placebo (112 people).",
    "Of the 120 patients randomised, 70 received the drug and 60 received placebo.",
    "They enrolled 120 patients and randomised 60 to drug and 70 to placebo.",
    "The researchers split 90 students into three groups of 25.",
    "43% of 10 patients were women.",
    "In 7 patients, 50% had a fever.",
    "Of the six patients, 25% died.",
    "25% of the six patients died.",
    "40% were men and 70% were women.",
    "Men made up 40% and women 70% of the sample.",
    "Cases were mild in 50%, moderate in 40% and severe in 30%.",
]
LEFT_ALONE = [
    "About one in four people (40%) carries the bacterium.",
    "The cream cleared eczema in 12 of 40 (30%).",
    "The cream cleared eczema in about 12 of 40 (35%).",
    "The cream cleared eczema in 12 of 40 (about 35%).",
    "The cream cleared eczema in 13 of 40 (32%) and in 13 of 40 (33%).",
    "Rash occurred in 2 of 3 (67%), and itch in 1 of 3 (33%).",
    "Cure was seen in 18 of 60 and 12 of 60 patients (30% and 20%, respectively).",
    "Cure was seen in 18 of 60 and 12 of 60 patients (25% in all).",
    "Cure was seen in 18 of 60 and 12 of 60 patients (25%).",
    "Weighted for age, 12 of 40 (35%) had been vaccinated.",
    "Twelve of 40 patients (95% CI 18 to 46) improved.",
    "On day 3 of 5 (35% of the course) she felt better.",
    "Her pressure fell from 140/90 (35% above normal).",
    "The dose was cut in 12 of 40 patients (35% reduction).",
    "Of 40 patients 12 had pain (35% of all pain was mild).",
    "One in three (33%) snores.",
    "One in five adults (18%) smokes.",
    "Twelve of 40 patients had a rash (35% lower than before).",
    "Twelve of 40 clinics (35% of the patients) replied.",
    "12 of 40 patients on the drug improved compared with 35% on placebo.",
    "The mortality at 5 years was 12 of 40 (Kaplan-Meier 35%).",
    "| Drug | Cured | Of |\n|---|---|---|\n| Amoxicillin | 12/40 | (35%) |",
    "Fewer died with the drug (RR 0.72, 95% CI 0.60-0.86).",
    "Fewer died with the drug (OR, 1.5; 95% CI, 1.2-1.9; P<.001).",
    "Pain fell by 1.2 points (95% CI −1.9 to −0.3).",
    "Risk fell by 36% (95% CI 0.50 to 0.82).",
    "Risk fell by 36% (HR 0.64; 95% CI 0.50 to 0.82).",
    "Weight rose by 2.5 kg (95% CI 1.5-3.5).",
    "The score fell from 3.2 to 2.1 (95% CI for the change 0.5 to 1.7).",
    "At 12 months (95% CI 1.2 to 1.9) the ratio held.",
    "OR 1.0 (95% CI 1.0 to 1.3).",
    "Odds ratios were 1.5 and 2.5 (95% CI 1.2 to 1.9 and 2.0 to 3.1).",
    "MD −1.2 (95% CI −1.9--0.3).",
    "12 of 40 patients improved (95% CI 18% to 46%).",
    "The trial found no effect (HR 0.95, 95% CI 0.70 to 1.29, P = 0.75).",
    "The effect was borderline (HR 0.82, 95% CI 0.67 to 1.00, P = 0.049).",
    "The effect was borderline (HR 0.82, 95% CI 0.67 to 1.01, P = 0.05).",
    "The effect was borderline (HR 0.82, 95% CI 0.67 to 0.99, P = 0.06).",
    "The drug was non-inferior (HR 0.95, 95% CI 0.80 to 1.12; P < 0.001).",
    "RR 0.72, 95% CI 0.60 to 0.86; P = 0.31 for interaction.",
    "RR 0.72, 95% CI 0.60 to 0.86; P = 0.31, I² = 0%.",
    "RR 0.90, 90% CI 0.70 to 1.15; P = 0.01.",
    "120 patients were randomised: 60 to drug and 60 to placebo.",
    "120 patients were randomised: 60 to drug, 50 to placebo and the remaining 10 to no treatment.",
    "120 patients were randomised: 60 to drug and 50 to placebo; 10 withdrew.",
    "About 120 patients were randomised: 60 to drug and 50 to placebo.",
    "120 patients were randomised: 40 to drug, 40 to placebo and 40 to usual care.",
    "120 patients were randomised to 60 mg or 50 mg of the drug.",
    "120 patients were randomised in a 2:1 ratio to drug or placebo.",
    "Sixty children were divided into three groups of 20.",
    "120 patients were randomised to the drug for 12 weeks or placebo for 12 weeks.",
    "Of the 8 patients with shingles, 38% improved.",
    "Of the 8 patients with shingles, nearly 40% improved.",
    "Of the 8 patients, 40% of the wounds healed.",
    "Of the 140 patients, 37% improved.",
    "Of the 60 patients, 43% improved with the drug and 17% with placebo.",
    "Of the 12 women, 5 had hot flushes; of these, 40% got better.",
    "Some 40% of 8-year-olds are short-sighted.",
    "40% of 8 year old children wear glasses.",
    "In the survey, 60% improved, 30% were unchanged and 10% got worse.",
    "In the survey, 33% improved, 33% were unchanged and 33% got worse.",
    "In the survey, 60% had pain, 50% had fatigue and 40% slept badly.",
    "The sample was 55% women and 45% men.",
    "Sales rose to 120% of last year's.",
    "Take 110% of the usual dose.",
    "Of 50 patients, 45 (90%) recovered.",
    "Of the 50 patients, 45 (90%) recovered and 5 (10%) did not.",
    "Of the 50 patients, 20 were women, of whom 5 (25%) smoked.",
    "Of 50 patients with diabetes, 30 took insulin; 15 (50%) had low blood sugar.",
    "Of 50 patients, 45 completed the trial and 15 (33%) relapsed.",
    "12 of 40 patients (30 percent) had a fever.",
    "Among 200 women, 30 (15%) had anaemia.",
    "Among 200 women and 100 men, 30 (10%) had anaemia.",
    "In the first 12 of 40 weeks (35% of the study) nothing happened.",
    "Pain fell by 35% (12 of 34 points).",
    "Sensitivity was 35% (12 of 34) and specificity 90% (90 of 100).",
    "About 3 in 10 people (33%) have it.",
    "The 5-year survival was 80% (95% CI 70% to 90%).",
    "Patients scored 7 out of 10 (8 at baseline).",
    "It was 12 of 40 (range 35% to 40%).",
    "2 of 3 trials (50% of patients) found an effect.",
    "The test found 12 of 40 tumours, missing 70%.",
    "12 of 40 patients were given 35% oxygen.",
    "The vaccine was 95% effective: 8 of 18,000 versus 162 of 18,000 fell ill.",
    "The relative risk was 0.80 (95% CI 0.65-0.99; P=.04).",
    "relative risk reduction 20% (95% CI 1 to 35).",
    "a 36% reduction (HR, 0.64 [95% CI, 0.50-0.82]).",
    "The number needed to treat was 12 (95% CI 8 to 25).",
    "Median 12 months (IQR 8 to 20).",
    "Mean age 65 (SD 12).",
    "The odds ratio was 1.5 (1.2 to 1.9) for men and 2.0 (1.6 to 2.5) for women.",
    "Survival was 12.3 versus 10.1 months (HR 0.80; 95% CI 0.70 to 0.92; P = 0.001).",
    "The effect was 0.5 (95% CI 0.2 to 0.8) at 12 weeks and 0.3 (95% CI −0.1 to 0.7) at 24 weeks.",
    "SMD -0.45, 95% CI -0.80 to -0.10, P = 0.01, I2 = 45%.",
    "HbA1c fell by 0.5 percentage points (95% CI −0.8 to −0.2).",
    "OR 1.20, 95% CI 0.99-1.45, P = 0.06.",
    "The researchers split 90 students into three groups of 30.",
    "In all, 120 patients were randomised, 100 completed the trial and 20 dropped out.",
    "120 patients were randomly assigned 1:1 to 10 mg or 20 mg.",
    "The trial randomised 120 patients aged 40 to 80 to 60 minutes or 30 minutes of exercise.",
    "120 patients were assigned to drug or placebo and followed for 12 months; 50 had a stroke.",
    "120 women were randomised to yoga (40), stretching (40) or a waiting list (40).",
    "Of the 10 patients, 43% of episodes were mild.",
    "About 43% of 10 patients were women.",
    "Of 3 million people, 43% are women.",
    "Of the six patients, 50% died.",
    "Of the six patients, 17% died.",
    "40% of men and 70% of women smoked.",
    "Sleep improved in 40% of men and 70% of women.",
    "40% were mild, 40% moderate and 20% severe.",
    "Pain was mild at first in 50%, moderate later in 60%.",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_figures_that_contradict_one_another_are_flagged(text: str) -> None:
    assert len(problems(text)) == 1


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_figures_that_may_agree_are_left_alone(text: str) -> None:
    assert problems(text) == []


def test_a_figure_that_was_cut_off_is_a_warning() -> None:
    assert [match.shift for match in found("It worked in 20 of 30 (66%).")] == [-1]


def test_a_figure_that_is_plainly_wrong_is_an_error() -> None:
    assert [match.shift for match in found("It worked in 20 of 30 (76%).")] == [0]


def test_in_a_table_only_one_cell_is_read() -> None:
    table = "| Drug | Cured | Share |\n|---|---|---|\n| Amoxicillin | 12/40 {} |\n"
    assert problems(table.format("(35%) | high")) == ["12 of 40 is 30%, not 35%"]
    assert problems(table.format("| (35%)")) == []


def test_an_interval_is_read_with_what_stands_beside_it() -> None:
    text = "The odds ratio (OR) for falls was 1.45 [95% CI, 1.2-1.9; P<.001]."
    (interval,) = read_intervals(text, 0, len(text))
    assert (interval.measure, interval.level, interval.written) == ("ratio", 95, "1.2 to 1.9")
    assert interval.estimate is not None
    assert interval.estimate.value == 1.45
    assert interval.p_value is not None
    assert interval.p_value.written == "P < .001"


def test_a_long_run_of_figures_is_read_in_time() -> None:
    assert problems("It worked in " + "12 of 40 (35%) and " * 3000) == []
