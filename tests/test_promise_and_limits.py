"""Document rules: articles full of promise, and articles that never say what is not known."""

# ruff: noqa: E501
from __future__ import annotations

import pytest
from passages import read_passage

from medlint.engine import matches
from medlint.finding import Match
from medlint.rulebook import Rulebook

RULEBOOK = Rulebook.load()

FILLER = (
    "The visit takes an hour, and you may eat before it. Bring a list of your medicines, your card"
    " and a friend who can drive you home. The nurse measures your pulse and weight first. Then you"
    " sit in a chair by the window. The bus stops in front of the house, and a ramp leads to the door."
)

# Field, and three sentences that promise a better future.
PROMISES = [
    ("oncology", "The vaccine offers hope to people with melanoma.", "Doctors call the early data encouraging results.", "A cure for melanoma is just around the corner."),
    ("cardiology", "Heart patches hold great promise.", "They are poised to replace the transplant.", "A brighter future awaits people with heart failure."),
    ("neurology", "A new era of stroke care has begun.", "The chip will transform rehabilitation.", "In the not too distant future, arms will move again."),
    ("dermatology", "Gene creams are paving the way.", "Promising work comes from Kyoto.", "Scarring may soon be a thing of the past."),
    ("psychiatry", "Psilocybin brings new hope.", "The field continues to evolve, and its potential is vast.", "We can expect gentler days ahead."),
    ("ophthalmology", "Retinal chips raise hopes.", "They open the door to sight.", "A world in which nobody goes blind is on the horizon."),
    ("endocrinology", "Islet cells show promise.", "The future of diabetes care looks bright.", "We move closer to a life free of needles."),
    ("orthopedics", "Printed cartilage is an exciting prospect.", "It has the potential to transform knee care.", "In the years to come, limps will vanish."),
    ("pulmonology", "Lung cells give fresh hope.", "This is a turning point.", "Exciting possibilities lie in the airways."),
    ("gastroenterology", "Phages spark hope for people with colitis.", "They could revolutionize care.", "It is only a matter of time."),
    ("nephrology", "The wearable kidney is a beacon of hope.", "Its promise for kidney care is real.", "Dialysis will soon be shorter."),
    ("hematology", "Gene therapy is a ray of hope in sickle cell disease.", "The outlook is bright.", "One day it will replace transfusions."),
    ("urology", "Light at the end of the tunnel is seen for incontinence.", "Muscle cells look like a promising path.", "We harness the potential of the body."),
    ("gynecology", "A dawn of change has come for endometriosis.", "The test offers real hope.", "It is set to become routine."),
    ("dentistry", "Regrown teeth are within reach.", "The drug opens exciting horizons.", "Dentists look forward to a bright tomorrow."),
]  # fmt: skip

# What takes the promise out of an article, and the sentences that it leaves.
NO_PROMISES = [
    ("denied", "The trial raised no new hope.", "It showed no promise.", "The outlook is not bright."),
    ("asked", "Does the drug offer hope?", "Will it transform care?", "Is a cure on the horizon?"),
    ("one only", "Early data look promising.", "No trial has finished.", "The dose is not known."),
    ("two only", "The patch offers hope.", "It is a promising idea.", "It costs ten dollars."),
    ("quoted", "“It offers hope, and it is a bright future for us all,” said the maker.", "“Cures are just around the corner,” he said.", "“We are paving the way to a new era,” he said."),
    ("myth", "It is a myth that the drug offers hope.", "It is a myth that a cure is just around the corner.", "It is a myth that it will transform care."),
    ("facts", "The drug lowered blood pressure by 4 mmHg.", "One in ten people stopped taking it.", "It is taken once a day."),
    ("promised", "The clinic promised a refund.", "The maker promises to mend the pump.", "A nurse promised to call."),
    ("hopes", "She hoped that the bus would come.", "He hopes to eat soon.", "They hope for rain."),
    ("future dates", "The next visit is in May.", "The wards will open in June.", "The fee will rise next year."),
    ("potential harm", "The drug has the potential to harm the liver.", "A rash may come.", "Call if your eyes turn yellow."),
    ("lost hope", "Many had lost hope for relief.", "They felt no promise in it.", "Little hope was left."),
    ("names", "Hope Street has a clinic.", "The Promise Hall is next to it.", "The lift is broken."),
    ("explainer", "Gout is a kind of arthritis.", "Crystals build up in a joint.", "The big toe swells."),
    ("history", "The pump was invented in 1963.", "It weighed as much as a child.", "Today it fits in a pocket."),
]  # fmt: skip

# Treatment, what it does, what a trial showed, a harm.
TREATMENTS = [
    ("Melatonin", "Melatonin improves sleep in shift workers.", "A trial showed that melatonin shortens jet lag.", "Headache"),
    ("Botox", "Botox relieves migraine.", "Studies show that botox reduces headache days.", "Drooping eyelids"),
    ("Acupuncture", "Acupuncture eases back pain.", "Research has found that acupuncture improves mobility.", "Bruising"),
    ("Minoxidil", "Minoxidil reduces hair loss.", "Trials showed that minoxidil improves hair density.", "Itching"),
    ("Metformin", "Metformin lowers blood sugar.", "A study found that metformin prevents diabetes.", "Diarrhea"),
    ("Statins", "Statins prevent strokes.", "Trials have shown that statins prevent heart attacks.", "Muscle pain"),
    ("Yoga", "Yoga lowers blood pressure.", "Studies showed that yoga reduces anxiety.", "Sprains"),
    ("Probiotics", "Probiotics relieve bloating.", "A study found that probiotics prevent diarrhea.", "Gas"),
    ("Cataract surgery", "Cataract surgery restores vision.", "Studies have shown that cataract surgery prevents falls.", "Infection"),
    ("Physiotherapy", "Physiotherapy improves knee function.", "A trial showed that physiotherapy reduces pain.", "Soreness"),
    ("Lithium", "Lithium prevents relapse in bipolar disorder.", "Studies show that lithium reduces suicide.", "Tremor"),
    ("CPAP", "CPAP improves sleep in people with sleep apnea.", "Trials found that CPAP lowers blood pressure.", "A dry mouth"),
    ("Fish oil", "Fish oil lowers triglycerides.", "A study showed that fish oil reduces joint pain.", "Belching"),
    ("Inhaled steroids", "Inhaled steroids prevent asthma attacks.", "Trials showed that inhaled steroids reduce asthma deaths.", "Thrush"),
    ("Fluoride varnish", "Fluoride varnish prevents tooth decay.", "Studies found that fluoride varnish prevents cavities.", "Nausea"),
]  # fmt: skip

LIMITS = [
    "Most of the trials were small.",
    "Long-term effects are unknown.",
    "The study had no control group.",
    "Larger trials are needed before anybody can be sure.",
    "It is not clear how long the effect lasts.",
    "The study followed only 24 people.",
    "It does not work for everyone.",
    "The results were mixed.",
    "It has not been tested in pregnancy.",
    "More research is needed in children.",
    "The evidence is weak.",
    "Chance cannot be ruled out, and the study cannot prove cause and effect.",
    "Experts disagree on the dose, and many questions remain.",
    "It is still experimental.",
    "Critics point to the short follow-up.",
]


def found(rule: str, text: str) -> list[Match]:
    return matches(RULEBOOK.rules[rule], read_passage(text))


def article(*sentences: str) -> str:
    return f"# News from the clinic\n\n{FILLER}\n\n{' '.join(sentences)}\n"


def treatment_article(name: str, *sentences: str) -> str:
    return f"# {name}\n\n{' '.join(sentences)}\n\n{FILLER}\n"


@pytest.mark.parametrize("sentences", [row[1:] for row in PROMISES], ids=[r[0] for r in PROMISES])
def test_an_article_full_of_promise(sentences: tuple[str, str, str]) -> None:
    (match,) = found("promissory-language", article(*sentences))
    assert match.details["count"] == "3"


@pytest.mark.parametrize(
    "sentences", [row[1:] for row in NO_PROMISES], ids=[row[0] for row in NO_PROMISES]
)
def test_an_article_without_a_load_of_promise(sentences: tuple[str, str, str]) -> None:
    assert found("promissory-language", article(*sentences)) == []


def test_the_same_promises_thinly_sown() -> None:
    text = article(*PROMISES[0][1:]) + "\n".join([FILLER, ""] * 20)
    assert found("promissory-language", text) == []


@pytest.mark.parametrize(
    ("name", "benefit", "result", "harm"), TREATMENTS, ids=[row[0] for row in TREATMENTS]
)
def test_benefits_without_limits(name: str, benefit: str, result: str, harm: str) -> None:
    text = treatment_article(name, benefit, result, f"{harm} can come with it.")
    assert len(found("limitations-missing", text)) == 1


@pytest.mark.parametrize(
    ("treatment", "limit"),
    list(zip(TREATMENTS, LIMITS, strict=True)),
    ids=[row[0] for row in TREATMENTS],
)
def test_one_limit_is_enough(treatment: tuple[str, str, str, str], limit: str) -> None:
    name, benefit, result, harm = treatment
    text = treatment_article(name, benefit, result, f"{harm} can come with it.", limit)
    assert found("limitations-missing", text) == []


def test_a_heading_on_limits_is_enough() -> None:
    name, benefit, result, _ = TREATMENTS[0]
    text = treatment_article(name, benefit, result) + "\n## Limitations\n\nAsk your nurse.\n"
    assert found("limitations-missing", text) == []


def test_an_unknown_cause_of_the_disease_is_no_limit() -> None:
    name, benefit, result, _ = TREATMENTS[1]
    text = treatment_article(name, benefit, result, "The cause of migraine is unknown.")
    assert len(found("limitations-missing", text)) == 1
