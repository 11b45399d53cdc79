"""Claims in sentences: kind, span, whether they are asserted, and for which treatment."""

from __future__ import annotations

import pytest
from passages import read_passage

from medlint.language.claims import Claim
from medlint.language.reading import Reading

# Kind of claim, and a text in which braces mark what is claimed.
Marked = tuple[str, str]

ACTIVE: list[Marked] = [
    ("efficacy", "{Statins lower the risk of a heart attack}."),
    ("efficacy", "{Inhaled steroids prevent asthma attacks} in children."),
    ("efficacy", "{The eczema cream soothes itching} within an hour."),
    ("efficacy", "{Peppermint oil relieves bloating}."),
    ("efficacy", "{Fluoride toothpaste prevents tooth decay}."),
    ("efficacy", "{Levodopa improves balance} for many years."),
    ("efficacy", "{Cognitive behavioural therapy eases anxiety} in teenagers."),
    ("efficacy", "{Light therapy lifts mood} in winter."),
    ("efficacy", "{Tamsulosin improves urinary flow}."),
    ("efficacy", "{Physiotherapy restores knee function} after surgery."),
    ("efficacy", "{Allopurinol reduces gout flares}."),
    ("efficacy", "{The flu vaccine prevents pneumonia} in older people."),
    ("efficacy", "{Chemotherapy prolongs survival} in women with breast cancer."),
    ("efficacy", "{Atropine drops slow the progression} of short sight."),
    ("efficacy", "{Melatonin can shorten jet lag}."),
    ("efficacy", "{Magnesium helps to prevent migraine}."),
    ("efficacy", "{Our ginger tea beats nausea} in early pregnancy."),
    ("efficacy", "{Acupuncture has been shown to reduce hot flashes}."),
    ("efficacy", "{Yoga lowers blood pressure}."),
    ("efficacy", "{Honey calms a cough} at night."),
    ("efficacy", "{The tonic raises iron levels} in runners."),
    ("efficacy", "{Sage tea improves blood pressure}."),
    ("mechanism", "{Collagen powder rebuilds cartilage}."),
    ("mechanism", "{Probiotics restore the gut flora}."),
    ("mechanism", "{Turmeric capsules suppress inflammation}."),
    ("mechanism", "{Red light therapy stimulates collagen production}."),
    ("mechanism", "{Metformin activates an enzyme} in the liver."),
    ("mechanism", "{Vitamin C supplements boost the immune system}."),
]

MORE_THAN_ONE_VERB: list[Marked] = [
    ("efficacy", "{The nasal spray clears congestion} and eases headache."),
    ("efficacy", "The gel cools the skin and {reduces swelling}."),
    ("efficacy", "{The tablet contains zinc and prevents colds}."),
    ("efficacy", "{The splint relieves pain}, improves grip strength and costs little."),
]

PASSIVE: list[Marked] = [
    ("efficacy", "{Knee pain was reduced by the brace}."),
    ("efficacy", "{Symptoms are relieved by antihistamines}."),
    ("efficacy", "{Sleep quality was improved with melatonin}."),
    ("efficacy", "{Relapses were prevented by lithium}."),
    ("efficacy", "{Seizures are prevented by valproate}."),
    ("efficacy", "With daily insulin injections, {blood sugar is lowered}."),
    ("mechanism", "{The gut lining is repaired by probiotics}."),
]

NOMINAL: list[Marked] = [
    ("efficacy", "{Acupuncture provides relief from back pain}."),
    ("efficacy", "{The patch offers protection against motion sickness}."),
    ("efficacy", "{Cataract surgery leads to better vision}."),
    ("efficacy", "{The diet results in fewer migraines}."),
    ("efficacy", "{Statin therapy produces a reduction in strokes}."),
    ("efficacy", "{Cardiac rehabilitation brings an improvement in survival}."),
    ("efficacy", "The {benefits of yoga include} better sleep."),
    ("efficacy", "There was a marked {drop in pain} after the injection."),
    ("efficacy", "{Trials have confirmed the efficacy of minoxidil}."),
    ("efficacy", "{Studies show the effectiveness of the HPV vaccine}."),
    ("mechanism", "{Ginseng has powerful antioxidant properties}."),
]

ADJECTIVES: list[Marked] = [
    ("efficacy", "{Finasteride is effective against hair loss}."),
    ("efficacy", "{The patch is a highly effective} way to stop smoking."),
    ("efficacy", "{Garlic capsules are excellent for high blood pressure}."),
    ("efficacy", "{Botox works wonders for migraine}."),
    ("efficacy", "{The mouth guard works well for snoring}."),
    ("efficacy", "{Propranolol has proven effective for stage fright}."),
    ("efficacy", "{Zinc drops are good for diarrhoea}."),
]

PATIENTS: list[Marked] = [
    ("efficacy", "{Patients who took the capsules had fewer flares}."),
    ("efficacy", "{Women treated with the gel reported less pain}."),
    ("efficacy", "{Children given the syrup slept better}."),
    ("efficacy", "{People using the lamp felt better} in a week."),
    ("efficacy", "{Smokers on the patch experienced fewer cravings}."),
    ("efficacy", "{Runners wearing the brace recovered faster}."),
    ("efficacy", "{Men taking tadalafil saw an improvement in erections}."),
    ("efficacy", "After acupuncture, {patients enjoyed better sleep}."),
    ("efficacy", "{You will notice your mood lift} after a week on St John's wort."),
]

COMPLAINTS: list[Marked] = [
    ("efficacy", "{Headaches disappear after a massage}."),
    ("efficacy", "{Pain eases with the heat wrap}."),
    ("efficacy", "{Vision improves after cataract surgery}."),
    ("efficacy", "{Blood pressure falls with regular exercise}."),
    ("efficacy", "{The bracelet keeps seasickness at bay}."),
    ("efficacy", "{Hibiscus tea brings blood pressure down}."),
]

PRONOUNS: list[Marked] = [
    ("efficacy", "Statins are cheap, and {they prevent strokes}."),
    ("efficacy", "Minoxidil is rubbed into the scalp. {It reduces hair loss}."),
    ("efficacy", "Statins are taken at night. {They prevent strokes}."),
    ("efficacy", "The clinic gives botox injections. {These relieve migraine}."),
    ("efficacy", "Acupuncture is an old craft. {This treatment eases back pain}."),
    ("efficacy", "{Ginger capsules, which relieve nausea}, are sold everywhere."),
    ("mechanism", "Collagen powder is stirred into coffee. {It rebuilds cartilage}."),
]

LISTS: list[Marked] = [
    ("efficacy", "Ginger capsules do a lot of good:\n\n- {relieves nausea}\n- costs little\n"),
    ("efficacy", "What melatonin does:\n\n- costs little\n- {improves sleep}\n"),
]

CURES: list[Marked] = [
    ("cure", "This herbal tea {cures} diabetes."),
    ("cure", "The laser is a {permanent cure} for tinnitus."),
    ("cure", "After ten sessions of hypnosis, asthma is {cured}."),
    ("cure", "The diet relieves psoriasis {once and for all}."),
    ("cure", "Our stem cell therapy offers a {complete cure} for arthritis."),
]

SAFETY: list[Marked] = [
    ("safety", "The skin patch is {well tolerated}."),
    ("safety", "Laser therapy is a {safe and effective} choice."),
    ("safety", "Melatonin is {safe for children}."),
    ("safety", "The herbal capsules have {minimal side effects}."),
    ("safety", "Botox has an {excellent safety profile}."),
    ("safety", "Cupping is gentle. It has {few side effects}."),
]

MORE: list[Marked] = [
    ("efficacy", "{Metformin lowers blood sugar} and helps with weight."),
    ("mechanism", "{Nitroglycerin widens the arteries} and relieves chest pain."),
    ("efficacy", "{Ibuprofen, taken with food, relieves toothache}."),
    ("efficacy", "{The drops, which sting a little, clear red eyes}."),
    ("efficacy", "{Hearing aids improve speech recognition} in noise."),
    ("efficacy", "{Compression stockings prevent blood clots} on long flights."),
    ("efficacy", "{A Mediterranean diet cuts the risk of a stroke} by a third."),
    ("efficacy", "{Sunscreen protects the skin against cancer}."),
    ("efficacy", "{Oral rehydration salts save lives}."),
    ("efficacy", "{Iron tablets correct anaemia} within weeks."),
    ("efficacy", "{Zinc, vitamin C and honey shorten colds}."),
    ("efficacy", "{Both yoga and tai chi improve balance}."),
    ("efficacy", "{The HPV vaccine protects girls and boys from cervical cancer}."),
    ("efficacy", "{Laser surgery gives you perfect vision}."),
    ("efficacy", "{Cranberry juice keeps urinary infections away}."),
    ("efficacy", "{Green tea melts belly fat}."),
    ("mechanism", "{Colloidal silver kills viruses}."),
    ("mechanism", "{Turmeric fights inflammation} and cancer."),
    ("efficacy", "{Our serum erases wrinkles} in days."),
    ("efficacy", "{Antidepressants work for} most people."),
    ("efficacy", "{CPAP therapy restores normal sleep}."),
    ("efficacy", "{Insulin pumps give better control of blood sugar} than injections."),
    ("efficacy", "{An EpiPen can save your life}."),
    ("efficacy", "Studies have found that {cinnamon reduces blood sugar}."),
    ("efficacy", "In a trial of 60 people, {the gel reduced acne} by half."),
    ("efficacy", "{Ginger tea is a natural remedy for nausea}."),
    ("efficacy", "{Fish oil is good for your heart}."),
]

ASSERTED = {
    "active": ACTIVE,
    "verbs": MORE_THAN_ONE_VERB,
    "passive": PASSIVE,
    "nominal": NOMINAL,
    "adjective": ADJECTIVES,
    "patients": PATIENTS,
    "complaint": COMPLAINTS,
    "pronoun": PRONOUNS,
    "list": LISTS,
    "cure": CURES,
    "safety": SAFETY,
    "more": MORE,
}

# A claim is found, and the sentence does not assert it.
NOT_ASSERTED: list[str] = [
    "Statins may lower the risk of dementia.",
    "Peppermint oil might relieve bloating.",
    "Acupuncture is thought to ease back pain.",
    "Vitamin C does not prevent colds.",
    "Antibiotics do not shorten a cold.",
    "Homeopathy has never been shown to relieve hay fever.",
    "Does melatonin improve sleep?",
    "**Myth:** Vitamin C prevents colds.",
    "It is a myth that carrots improve vision.",
    "Yoga aims to reduce falls.",
    "Researchers are testing whether yoga lowers blood pressure.",
    "If ginger capsules relieve your nausea, keep taking them.",
    "Larger trials are needed to show that cupping relieves pain.",
    "One day gene therapy restores sight.",
    "The box says “turmeric capsules ease pain” in red.",
    "Statins do not cure heart disease, and they cannot prevent every stroke.",
    "Smokers on the patch may experience fewer cravings.",
    "Pain may ease with the heat wrap.",
    "The skin patch may be well tolerated.",
]

# What a comparator does is told, not promoted.
COMPARATORS: list[str] = [
    "Conventional painkillers relieve the pain.",
    "Standard chemotherapy prolongs survival.",
    "Placebo reduces pain as well.",
    "Traditional drugs lower blood pressure.",
    "Usual care improves symptoms.",
]

# No asserted claim for a treatment at all.
NONE: list[str] = [
    # what a disease, a habit or a body does
    "Diabetes reduces vision over time.",
    "Gout causes sudden pain in a toe.",
    "Smoking increases the risk of a stroke.",
    "Lack of sleep raises blood pressure.",
    "The liver breaks down alcohol.",
    "Insulin lowers blood sugar after a meal.",
    "White blood cells fight infection.",
    "Stress can worsen eczema.",
    "Age slows healing.",
    # a treatment that does no good, or harm
    "Ibuprofen can cause stomach bleeding.",
    "Antibiotics increase the risk of diarrhoea.",
    "The tablet reduces appetite for some.",
    "Chemotherapy lowers immunity.",
    "Steroids raise blood sugar.",
    "Ibuprofen can raise blood pressure.",
    "Steroids cause a rise in blood sugar.",
    "Blood pressure rises with some nasal sprays.",
    "Blood sugar is raised by steroids.",
    "Finasteride is not effective against grey hair.",
    "Melatonin is not safe for infants.",
    # what a treatment is, costs or contains
    "Metformin is a tablet for type 2 diabetes.",
    "The vaccine is given as two shots.",
    "Cataract surgery takes half an hour.",
    "The cream contains zinc and water.",
    "The clinic offers botox injections on Mondays.",
    "Acupuncture involves thin needles.",
    "The brace costs ten pounds.",
    # uses
    "Propranolol is used to treat tremor.",
    "Doctors treat gout with colchicine.",
    "Lithium is prescribed for bipolar disorder.",
    "Take ibuprofen for pain.",
    # people who do things
    "Doctors can reduce the dose.",
    "Your nurse will relieve the pressure on the bandage.",
    "Researchers improved the test.",
    "Ask your doctor about melatonin.",
    "You can lower your heating bill.",
    # verbs without anything that matters to health
    "The clinic reduced its waiting list.",
    "The new label improves the look of the box.",
    "The law lowers the price of insulin.",
    "The tablet dissolves in water.",
    # nouns that look like verbs
    "The cut on the leg needs a stitch.",
    "Support groups meet on Mondays.",
    "The drop in price came in May.",
    "Pain relief is sold over the counter.",
    # words of safety and cure about other things
    "Keep the tablets in a safe place.",
    "Is the vaccine safe?",
    "There is no cure for lupus.",
    "The cure rate was not given.",
    "He cured the ham in salt.",
    # advice, prognosis, other people's words, and a body's own work
    "The nurse reduces the swelling with a cold pack.",
    "Doctors may try to lower your dose to prevent side effects.",
    "Your body needs zinc to fight infection.",
    "Vitamin D helps the body absorb calcium.",
    "Exercise until your pain eases.",
    "Call 999 if the pain does not ease with painkillers.",
    "If the tablets do not relieve your pain, tell your nurse.",
    "Tell your doctor if the drug reduces your appetite.",
    "Wash your hands to prevent infection.",
    "Stop taking aspirin before surgery to reduce bleeding.",
    "The drug is being tested to see if it slows dementia.",
    "There is not enough evidence to say that glucosamine eases arthritis.",
    "Few studies have asked whether copper relieves pain.",
    "Some people say honey eases hay fever.",
    "You may be given oxygen to help you breathe.",
    "The aim of surgery is to relieve pressure on the nerve.",
    "Antibiotics are only effective against bacteria.",
    "The surgeon repairs the torn ligament.",
    "The dentist fills the cavity with a white filling.",
    "Chemotherapy can lower the number of white blood cells.",
    "Warfarin slows clotting, so you may bleed more.",
    "Steroid creams can thin the skin.",
    "Long use of omeprazole reduces magnesium in the blood.",
    "Grapefruit juice increases the level of statins in the blood.",
    "Alcohol makes the tablet work less well.",
    "Quitting smoking lowers your risk of cancer.",
    "Losing weight reduces blood pressure.",
    "Breast milk protects babies from infection.",
    "Asthma can be controlled but not cured.",
    "People with asthma should have their inhaler with them.",
    "A rash may clear without treatment.",
    "The pain usually goes away within days.",
    "Most colds get better without antibiotics.",
    "The fracture heals in six weeks.",
    "What works for one person may not work for another.",
    "Is acupuncture effective for migraine?",
    "How do statins lower cholesterol?",
    "The drug did no better than placebo at easing pain.",
    "Acupuncture was no more effective than sham needles.",
    "There was no difference in pain between the groups.",
    "The trial was stopped early because the drug raised the risk of death.",
    "The company claims that its patch cures insomnia.",
    "Ads say the pills melt fat.",
    "Beware of products that promise to reverse ageing.",
    "A placebo can ease pain.",
    "Side effects of the tablet include nausea, headache and a rash.",
    "The vaccine does not give you flu.",
    "Keep the cream away from your eyes to avoid irritation.",
    "The test finds cancer early.",
    "Screening saves lives, some argue; others disagree.",
    "Insurance covers the treatment of obesity.",
    "See https://example.org/tea-cures-asthma for more.",
    "See www.tea-cures-asthma.example today, or write to tea.cures.asthma@example.org.",
    "Read [our page](https://example.org/tea-cures-asthma).",
    # headings and tables
    "# Zinc\n\n## Zinc prevents colds\n\nRead the label.",
    "| Pill | Use |\n|---|---|\n| Zinc prevents colds | daily |",
]

# Claims that no form of the language layer reads; one that is found must move up.
MISSED: list[str] = [
    "Hip replacement gives people back their mobility.",
    "Pelvic floor exercises stop leaks after childbirth.",
    "With acupuncture, most women sleep through the night.",
    "Thanks to minoxidil, my hair grew back.",
    "Vitamin D is essential for strong bones.",
    "Detox foot pads draw toxins out of the body.",
    "Garlic thins the blood.",
    "Dialysis keeps people with kidney failure alive.",
    "Whitening strips remove stains.",
    "Massage makes labour less painful.",
    "Experts say that lavender oil calms the mind.",
    "Eighty percent of patients improved on ketamine.",
    "Nine in ten users saw clearer skin with the cream.",
    "Nothing relieves cramps like ginger tea.",
    "Statins: proven to lower cholesterol.",
    "Say goodbye to back pain with our magnetic belt.",
    "Try our probiotic to boost your immunity.",
    "Take zinc to stop a cold in its tracks.",
    "Without statins, many people would have a second heart attack.",
]


def unmarked(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def claims_of(text: str) -> tuple[Reading, tuple[Claim, ...]]:
    reading = read_passage(unmarked(text))
    return reading, reading.claims


def told(reading: Reading, claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    return [(claim.kind, reading.text(claim.span)) for claim in claims]


MARKED_CASES = [
    pytest.param(kind, text, id=f"{name}-{number}")
    for name, table in ASSERTED.items()
    for number, (kind, text) in enumerate(table)
]


@pytest.mark.parametrize(("kind", "text"), MARKED_CASES)
def test_an_asserted_claim_has_its_kind_and_span(kind: str, text: str) -> None:
    reading, claims = claims_of(text)
    asserted = tuple(claim for claim in claims if claim.asserted and not claim.comparator)
    expected = text[text.index("{") + 1 : text.index("}")]
    assert (kind, " ".join(expected.split())) in told(reading, asserted)


@pytest.mark.parametrize("text", NOT_ASSERTED)
def test_a_claim_may_be_found_and_not_asserted(text: str) -> None:
    reading, claims = claims_of(text)
    assert claims
    assert told(reading, tuple(claim for claim in claims if claim.asserted)) == []


@pytest.mark.parametrize("text", COMPARATORS)
def test_what_a_comparator_does_is_no_promotion(text: str) -> None:
    reading, claims = claims_of(text)
    assert claims
    assert told(reading, tuple(claim for claim in claims if not claim.comparator)) == []


@pytest.mark.parametrize("text", NONE)
def test_sentences_that_claim_nothing(text: str) -> None:
    reading, claims = claims_of(text)
    own = tuple(claim for claim in claims if claim.asserted and not claim.comparator)
    assert told(reading, own) == []


@pytest.mark.parametrize("text", MISSED)
@pytest.mark.xfail(strict=True, reason="no form reads it")
def test_claims_that_are_missed(text: str) -> None:
    reading, claims = claims_of(text)
    assert told(reading, tuple(claim for claim in claims if claim.asserted)) != []
