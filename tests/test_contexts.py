"""What a sentence does with a word: asserts, hedges, denies, asks, plans, defines or quotes it."""

from __future__ import annotations

import pytest
from passages import read_passage

from medlint.language.contexts import SentenceContext

# A text with one word in braces, and every context that holds for that word.
Case = tuple[str, str]


def contexts(text: str) -> set[str]:
    """The contexts of the word that stands in braces."""
    start = text.index("{")
    reading = read_passage(text.replace("{", "").replace("}", ""))
    at = reading.tokens.starts.index(start)
    sentence = reading.sentence_at(start)
    assert sentence is not None
    return set(SentenceContext(reading, sentence).at(at))


ASSERTED: list[Case] = [
    ("Antihistamines {relieve} hay fever.", ""),
    ("Inhaled steroids can {prevent} asthma attacks.", ""),
    ("The vaccine has been shown to {prevent} shingles.", ""),
    ("Metformin is known to {lower} blood sugar.", ""),
    ("The patch is proven to {ease} nerve pain.", ""),
    ("Physiotherapy helps to {restore} movement.", ""),
    ("Statins will {lower} cholesterol.", ""),
    ("The splint is able to {straighten} a finger.", ""),
    ("Fluoride toothpaste clearly {prevents} decay.", ""),
    ("In most adults, the tablet {eases} heartburn.", ""),
    ("After a week, the cream {clears} the rash.", ""),
    ("Light therapy, which is cheap, {lifts} mood.", ""),
]

HEDGED: list[Case] = [
    ("Zinc may {shorten} a cold.", "hedged"),
    ("Zinc might {shorten} a cold.", "hedged"),
    ("Turmeric could {ease} stiff knees.", "hedged"),
    ("The gel would {soothe} the burn.", "hedged"),
    ("The drops possibly {slow} short sight.", "hedged"),
    ("Yoga potentially {improves} balance.", "hedged"),
    ("Acupuncture probably {eases} back pain.", "hedged"),
    ("The diet is thought to {calm} the bowel.", "hedged"),
    ("Probiotics are believed to {prevent} thrush.", "hedged"),
    ("The lamp seems to {lift} mood.", "hedged"),
    ("Early data suggest that the pump {steadies} blood sugar.", "hedged"),
    ("The nurses believe that music {calms} patients.", "hedged"),
    ("Some evidence shows that massage {eases} labour pain.", "hedged"),
    ("It is possible that the mask {prevents} snoring.", "hedged"),
    ("The implant has the potential to {restore} hearing.", "hedged"),
    ("In theory, the magnet {speeds} healing.", "hedged"),
    ("Peppermint sometimes {soothes} cramps.", "hedged"),
    ("The cream is said to {fade} scars.", "hedged"),
    ("The tea is marketed as a drink that {cures} insomnia.", "hedged"),
    ("The maker claims that the ring {treats} tremor.", "hedged"),
    ("Reportedly, the balm {heals} cracked heels.", "hedged"),
    ("The vaccine may, in older adults, {prevent} pneumonia.", "hedged"),
    ("The inhaler may reduce coughing and {ease} breathing.", "hedged"),
]

HEDGE_OUT_OF_REACH: list[Case] = [
    ("Zinc {shortens} a cold, which may surprise you.", ""),
    ("Zinc {shortens} colds and may help with flu.", ""),
    ("The patch {relieves} pain, suggesting a possible role in gout.", ""),
    ("It may sting, but the spray {clears} the nose.", ""),
    ("It may cost more; the spray {clears} the nose.", ""),
    ("The dose may change: the drug {lowers} blood pressure.", ""),
    ("The tablet may be crushed, and it {relieves} heartburn.", ""),
    ("Results may vary, however the gel {soothes} burns.", ""),
    ("You may wonder why. The gel {soothes} burns.", ""),
    ("In mice that may be ill, the drug {lowers} fever.", ""),
]

NEGATED: list[Case] = [
    ("Antibiotics do not {cure} a cold.", "negated"),
    ("Antibiotics don't {cure} a cold.", "negated"),
    ("Antibiotics don’t {cure} a cold.", "negated"),
    ("Homeopathy has never been shown to {prevent} malaria.", "negated"),
    ("The brace cannot {straighten} the spine.", "negated"),
    ("No diet {cures} coeliac disease.", "negated"),
    ("Neither cream {clears} rosacea.", "negated"),
    ("The drops failed to {slow} glaucoma.", "negated"),
    ("There is no evidence that copper {eases} arthritis.", "negated"),
    ("The cleanse is unlikely to {remove} toxins.", "negated"),
    ("The supplement does little to {prevent} colds.", "negated"),
    ("The trial found no improvement in {pain}.", "negated"),
    ("Vitamin C does not treat or {prevent} the flu.", "negated"),
    ("Vitamin C does not treat, soothe or {prevent} a sore throat.", "negated"),
    ("Surgery without {antibiotics} is risky.", "negated"),
    ("That the bracelet {heals} joints is unproven.", "negated"),
    ("Vitamin C does not cure or {prevent} a cold.", "negated"),
    ("The claim that tea {dissolves} stones is false.", "hedged negated"),
    ("That detox teas {cleanse} the liver has never been shown.", "negated"),
    ("The pump rarely {causes} harm.", "negated"),
    ("Nobody has found that crystals {ease} migraine.", "negated"),
    ("The lack of sun does not {cause} psoriasis.", "negated"),
    ("It is false that eggs {cause} acne.", "negated"),
]

NOT_NEGATED: list[Case] = [
    ("The vaccine not only {prevents} measles, it also saves money.", ""),
    ("The pill not just {eases} cramps but also clears skin.", ""),
    ("Without a doubt, the inhaler {stops} wheezing.", ""),
    ("No doubt the cream {heals} eczema.", ""),
    ("The drug is not without {risks}.", ""),
    ("The device {relieves} pain without surgery.", ""),
    ("The drug {lowers} blood pressure and does not cause a cough.", ""),
    ("It does not taste good, but the syrup {relieves} a cough.", ""),
    ("Not surprisingly, exercise {lifts} mood.", ""),
    ("The shot does not hurt, and it {prevents} tetanus.", ""),
    ("The gel has no smell. It {soothes} burns.", ""),
    ("No matter the season, the spray {clears} the nose.", ""),
    ("No fewer than nine trials show that it {eases} gout.", ""),
    ("Ginger {eases} nausea, but its effect on headache is unclear.", ""),
    ("Ginger {eases} nausea, and it is unclear for headache.", ""),
    ("The gel does not sting, and it cools or {soothes} burns.", ""),
    ("The tablet does not contain lactose, so it {relieves} wind.", ""),
]

PURPOSE: list[Case] = [
    ("The trial aims to {reduce} falls.", "purpose"),
    ("The tablet is designed to {dissolve} stones.", "purpose"),
    ("Doctors use cooling in order to {protect} the brain.", "purpose"),
    ("The insole is meant to {ease} heel pain.", "purpose"),
    ("Beta blockers are used to {treat} angina.", "purpose"),
    ("The gel is used for {relieving} mouth ulcers.", "purpose"),
    ("The goal is to {prevent} pressure sores.", "purpose"),
    ("Surgeons hope to {restore} sight.", "purpose"),
    ("The programme seeks to {reduce} and prevent smoking.", "purpose"),
    ("It is a strategy to {lower} salt intake.", "purpose"),
    ("She wants to {improve} her sleep.", "purpose"),
]

ANTICIPATION: list[Case] = [
    ("In the coming years, gene therapy {restores} sight.", "anticipation"),
    ("The finding offers hope for {relief} from tinnitus.", "anticipation"),
    ("One day a patch {replaces} insulin shots.", "anticipation"),
    ("The work paves the way for drugs that {halt} dementia.", "anticipation"),
    ("The vaccine shows promise for {preventing} acne.", "anticipation"),
    ("We anticipate that the implant {restores} hearing.", "anticipation"),
    ("There is new hope for {treating} endometriosis.", "anticipation"),
]

INQUIRY: list[Case] = [
    ("Researchers are testing whether singing {eases} snoring.", "inquiry"),
    ("The study examined whether zinc {prevents} diarrhoea.", "inquiry"),
    ("We asked if walking {improves} memory.", "inquiry"),
    ("Scientists explore how fasting {changes} the gut.", "inquiry"),
    ("The team is looking into {relief} from phantom pain.", "inquiry"),
    ("It is being studied for {relief} from hot flushes.", "inquiry"),
    ("The registry will evaluate {healing} after burns.", "inquiry"),
    ("Nobody asked why the tablet {prevents} cramps.", "inquiry negated"),
]

NEED: list[Case] = [
    ("More research must show that it {prevents} relapse.", "need"),
    ("It remains to be seen whether cupping {eases} pain.", "inquiry need"),
    ("Larger trials are needed to show that it {slows} glaucoma.", "need"),
    ("Nobody has yet to show that it {heals} bone.", "need negated"),
    ("The maker has yet to prove that it {heals} bone.", "need"),
]

DEFINITION: list[Case] = [
    ("Cryotherapy involves {freezing} a wart.", "definition"),
    ("Ablation is a procedure that {destroys} faulty heart tissue.", "definition"),
    ("Remission means that the {disease} is quiet.", "definition"),
    ("A diuretic is a type of drug that {removes} water.", "definition"),
    ("Dialysis refers to {cleaning} the blood.", "definition"),
]

CONDITIONAL: list[Case] = [
    ("If the splint {eases} pain, keep wearing it.", "conditional"),
    ("If the splint hurts, the gel {eases} pain.", ""),
    ("Unless the drug {lowers} your pressure, ask for another.", "conditional"),
    ("Assuming that the pill {prevents} clots, you take it for a year.", "conditional"),
    ("Keep the ointment if it {soothes} the itch.", "conditional"),
    ("Ask for help if the pill {stops} your breath.", "conditional"),
    ("Stop if it stings, as the cream {soothes} within days.", ""),
    ("Provided that the shot {works}, you need no booster.", "conditional"),
]

CONCESSIVE: list[Case] = [
    ("Although the drug {lowers} blood pressure, it makes some people cough.", "concessive"),
    ("Although it makes some people cough, the drug {lowers} blood pressure.", ""),
    ("While the mask {stops} snoring, few people like it.", "concessive"),
    ("Even though the cream {clears} spots, it stains sheets.", "concessive"),
    ("It makes some people cough, though it {lowers} blood pressure.", "concessive"),
]

QUESTION: list[Case] = [
    ("Does honey {soothe} a cough?", "question"),
    ("Which drug {prevents} migraine best?", "question"),
    ("Honey {soothes} a cough, does it not?", "question"),
    ("“Will the brace {straighten} my back?”", "mentioned question quoted"),
    ("Does honey work? It {soothes} a cough.", ""),
]

MYTH: list[Case] = [
    ("**Myth:** Sugar {causes} hyperactivity.", "myth"),
    ("Myth: Sugar {causes} hyperactivity.", "myth"),
    ("**Myth 3:** Sugar {causes} hyperactivity.", "myth"),
    ("Misconception: Cold air {causes} colds.", "myth"),
    ("**Myth.** Sugar {causes} hyperactivity.", "myth"),
    ("It is a myth that sugar {causes} hyperactivity.", "myth"),
    ("Contrary to popular belief, shaving does not {thicken} hair.", "myth negated"),
    ("Beware of a tea that {cures} cancer.", "myth"),
    ("# Health\n\n## Myths\n\n- Sugar {causes} hyperactivity.", "myth"),
    ("# Health\n\n## Common misconceptions\n\n- Cold air {causes} colds.", "myth"),
    ("# Health\n\n## Red flags of a scam\n\n- The tea {cures} every disease.", "myth"),
    ("# Health\n\n## Myth: cold air makes you ill\n\nCold air {causes} colds.", "myth"),
    ("# Health\n\n## Myths\n\n- Fact: Sleep {helps} memory.", ""),
    ("# Health\n\n## Myths\n\nSleep {helps} memory.", ""),
    ("**Fact:** Sleep {helps} memory.", ""),
    ("# Myths about sleep\n\n- Sleep {helps} memory.", ""),
    ("Myth: Sugar makes children wild. \n\nSleep {helps} memory.", ""),
]

QUOTED: list[Case] = [
    ("> The balm {healed} my knee in a week.", "quoted"),
    ("“The balm {healed} my knee in a week,” said a runner.", "quoted"),
    ('"The balm {healed} my knee in a week," said a runner.', "quoted"),
    ("“My knee was sore. The balm {healed} it in a week,” said a runner.", "quoted"),
    ("The balm, which a runner called “quite nice to smell”, {healed} a knee.", ""),
]

MENTIONED: list[Case] = [
    ("Be careful with words such as “{cures} everything” on a label.", "mentioned"),
    ("The box says “{heals} fast” in large print.", "mentioned"),
    ("A label that reads “natural” says nothing of {safety}.", "negated"),
    ("The so-called “detox” {harms} more than it helps.", "hedged"),
]

META: list[Case] = [
    ("This article explains how splints {ease} pain.", "inquiry meta"),
    ("This page is about drugs that {prevent} gout.", "meta"),
    ("Read on for foods that {lower} cholesterol.", "meta"),
    ("In this article, we list drugs that {prevent} gout.", "meta"),
    ("The drug {prevents} gout, as this article shows.", ""),
]

TABLES = {
    "asserted": ASSERTED,
    "hedged": HEDGED,
    "hedge-out-of-reach": HEDGE_OUT_OF_REACH,
    "negated": NEGATED,
    "not-negated": NOT_NEGATED,
    "purpose": PURPOSE,
    "anticipation": ANTICIPATION,
    "inquiry": INQUIRY,
    "need": NEED,
    "definition": DEFINITION,
    "conditional": CONDITIONAL,
    "concessive": CONCESSIVE,
    "question": QUESTION,
    "myth": MYTH,
    "quoted": QUOTED,
    "mentioned": MENTIONED,
    "meta": META,
}
CASES = [
    pytest.param(text, expected, id=f"{name}-{number}")
    for name, table in TABLES.items()
    for number, (text, expected) in enumerate(table)
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_contexts_of_a_word(text: str, expected: str) -> None:
    assert contexts(text) == set(expected.split())
