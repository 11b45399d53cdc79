"""Topic packs: that each is sound, and what a fault in one says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint import engine
from medlint.cli import main
from medlint.document import Document
from medlint.language.reading import Reading
from medlint.rulebook import Rulebook
from medlint.tomlfile import RuleError
from medlint.topics.book import TopicBook, bundled_topics
from medlint.topics.model import Topic
from medlint.topics.proof import is_old, prove
from medlint.topics.wordings import Wordings

RULEBOOK = Rulebook.load()
TOPICS = {topic.name: topic for topic in RULEBOOK.topics.topics}
RULE = RULEBOOK.rules["topic-harm-checklist"]

PACK = """\
title       = "Moss cures"
about       = "Cures with moss."
sources     = ["A moss label"]
reviewed    = "2026-01-15"
reviewed_by = "nobody yet"
least       = 1

[treatments]
classes = ["gripe water"]

[[harms]]
name     = "rash"
synonyms = ["skin rash"]

[[harms]]
name = "fever"

[examples]
flagged = ['''
# Gripe water for colic

Gripe water is a drink for babies. Gripe water relieves colic within an hour. It improves
sleep, and the whole house is calm again.
You give a spoon of it after each feed, and you wash the spoon with hot water. A bottle
lasts for about three weeks and costs little.
Keep it in the fridge once it is open. Shake it well, and throw it away after a month even
where some of it is left in the bottle.
''']
passing = ['''
# Gripe water for colic

Gripe water is a drink for babies. Gripe water relieves colic within an hour. It improves
sleep, and the whole house is calm again.
Gripe water can cause a rash. You give a spoon of it after each feed. A bottle lasts for
about three weeks and costs little.
Keep it in the fridge once it is open. Shake it well, and throw it away after a month even
where some of it is left in the bottle.
''']
"""


def read(text: str, rulebook: Rulebook = RULEBOOK) -> Reading:
    return engine.read(Document("article.md", text, "markdown"), rulebook)


def packs(folder: Path, **files: str) -> TopicBook:
    """A book of the packs that are written into the folder, by name."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return TopicBook([folder])


def fault(folder: Path, old: str, new: str) -> str:
    """What is said of a pack in which one text stands in place of another, which must be there."""
    assert old in PACK
    with pytest.raises(RuleError) as error:
        _ = packs(folder, moss=PACK.replace(old, new, 1)).topics
    (message,) = error.value.messages
    return message.removeprefix(f"{folder.as_posix()}/")


def article(treatment: str, condition: str, harms: str) -> str:
    """An article that holds out benefits of a treatment and tells the harms given of it."""
    return (
        f"# {treatment} for {condition}\n\n"
        f"{treatment} is given to many people with {condition}. {treatment} relieves pain within a "
        f"month. {treatment} improves sleep, and most people go back to work. {harms} The first "
        "visit takes about an hour. You bring your papers with you and sit in a quiet room, and "
        "somebody calls you on the next day to ask how you feel and whether you slept well.\n"
    )


def test_the_bundled_packs_are_the_nineteen_topics_at_least() -> None:
    assert set(TOPICS) >= {
        "stem-cells", "hsct", "gene-cell-therapy", "opioids", "anticoagulants", "steroids",
        "immunosuppressants", "chemotherapy", "nsaids", "antidepressants", "antibiotics", "statins",
        "glp1", "hormones", "vaccines", "supplements", "injections", "devices", "surgery",
    }  # fmt: skip


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_every_word_for_a_harm_is_found_and_every_example_does_as_it_says(topic: Topic) -> None:
    proofs = prove(RULEBOOK, [topic])
    assert [(proof.place, proof.text) for proof in proofs if not proof.ok] == []
    assert len(proofs) > len(topic.harms)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_a_pack_says_where_it_comes_from_and_that_no_clinician_has_read_it(topic: Topic) -> None:
    assert len(topic.sources) >= 2
    assert topic.reviewed <= date.today()
    assert "not yet reviewed by a clinician" in topic.reviewed_by


def test_treatment_related_death_and_infection_are_mandatory_for_hsct() -> None:
    mandatory = [harm.name for harm in TOPICS["hsct"].harms if harm.mandatory]
    assert mandatory == ["treatment-related death", "infection"]


ARTICLES = [
    ("Stem cell therapy", "sore knees", "can cause fatigue", "has caused infections and tumours"),
    ("Oxycodone", "back pain", "can cause constipation", "can cause addiction and an overdose"),
    ("Warfarin", "atrial fibrillation", "can cause nausea", "can cause severe bleeding"),
    ("Prednisone", "gout", "can cause weight gain", "can cause bone loss and infections"),
    ("Etanercept", "psoriasis", "can cause headache", "can cause tuberculosis and lymphoma"),
    ("Chemotherapy", "lymphoma", "can cause fatigue", "can cause neutropenia and infertility"),
    ("Diclofenac", "gout", "can cause dizziness", "can cause stomach bleeding and stroke"),
    ("Paroxetine", "anxiety", "can cause nausea", "can cause suicidal thoughts and withdrawal"),
    ("Moxifloxacin", "cystitis", "can cause nausea", "can cause tendon rupture and psychosis"),
    ("Simvastatin", "angina", "can cause headache", "can cause muscle damage and diabetes"),
    ("Tirzepatide", "obesity", "can cause nausea", "can cause pancreatitis and gallstones"),
    ("Kratom", "fatigue", "can cause nausea", "can cause liver injury and seizures"),
    ("Hip replacement", "arthritis", "can cause pain", "can cause infection and blood clots"),
    ("Spinal cord stimulator", "sciatica", "can cause pain", "can cause infection and bleeding"),
    ("Gene therapy", "haemophilia", "can cause fever", "can cause liver injury and cancer"),
    ("Hyperbaric oxygen therapy", "migraine", "can cause fatigue", "can cause barotrauma, burns"),
    ("Faecal transplant", "obesity", "can cause nausea", "can cause serious infections"),
    ("Chelation therapy", "angina", "can cause nausea", "can cause kidney failure and death"),
    ("Esketamine", "depression", "can cause nausea", "can cause dissociation and addiction"),
    ("Nivolumab", "melanoma", "can cause fatigue", "can cause pneumonitis and colitis"),
    ("Cataract surgery", "cataracts", "can cause redness", "can cause infection and blindness"),
]  # fmt: skip


@pytest.mark.parametrize(("treatment", "condition", "few", "enough"), ARTICLES)
def test_an_article_with_too_few_of_the_harms_is_flagged(
    treatment: str, condition: str, few: str, enough: str
) -> None:
    text = article(treatment, condition, f"{treatment} {few}.")
    assert len(engine.matches(RULE, read(text))) == 1


@pytest.mark.parametrize(("treatment", "condition", "few", "enough"), ARTICLES)
def test_an_article_with_enough_of_the_harms_passes(
    treatment: str, condition: str, few: str, enough: str
) -> None:
    reading = read(article(treatment, condition, f"{treatment} {enough}."))
    assert reading.topics != ()
    assert engine.matches(RULE, reading) == []


@pytest.mark.parametrize(
    ("pack", "treatment", "words", "harm"),
    [
        ("anticoagulants", "Warfarin", "life-threatening bleeding", "serious bleeding"),
        ("opioids", "Oxycodone", "a fatal overdose", "overdose"),
    ],
)
def test_a_harm_with_its_degree_counts_under_its_plain_name(
    pack: str, treatment: str, words: str, harm: str
) -> None:
    reading = read(article(treatment, "back pain", f"{treatment} can cause {words}."))
    named, _ = TOPICS[pack].harms_named(reading)
    assert harm in [each.name for each in named]


def test_harms_that_are_denied_do_not_count() -> None:
    text = article("Oxycodone", "back pain", "Oxycodone does not cause addiction or an overdose.")
    assert len(engine.matches(RULE, read(text))) == 1


def test_harms_of_another_treatment_do_not_count() -> None:
    harms = "Unlike oxycodone, naproxen does not make you drowsy. Oxycodone can cause bleeding."
    named, _ = TOPICS["nsaids"].harms_named(read(article("Naproxen", "back pain", harms)))
    assert "stomach or gut bleeding" not in [harm.name for harm in named]


def test_harms_under_a_heading_count() -> None:
    text = article("Naproxen", "back pain", "It is cheap.")
    text += "\n## Side effects\n\n- Stomach bleeding\n- Kidney damage\n"
    assert engine.matches(RULE, read(text)) == []


def test_a_page_on_risks_kept_elsewhere_is_not_asked() -> None:
    text = "---\nrisk_page: risks.md\n---\n" + article("Oxycodone", "back pain", "It is cheap.")
    assert engine.matches(RULE, read(text)) == []


def test_the_message_names_the_pack_and_what_is_missing() -> None:
    text = article("Oxycodone", "back pain", "Oxycodone can cause addiction.")
    (match,) = engine.matches(RULE, read(text))
    assert match.details["topic"] == "Opioids"
    assert match.details["said"] == "only addiction or dependence"
    assert match.details["missing"].startswith("slowed breathing, overdose, death")
    assert match.related[0].note == "the strongest claim of a benefit"


def test_the_checklist_is_quiet_where_no_harm_at_all_is_told() -> None:
    from medlint.config import Config

    text = article("Oxycodone", "back pain", "It is cheap.")
    found = engine.lint([Document("a.md", text, "markdown")], RULEBOOK, Config(preview=True))
    assert "topic-harm-checklist" not in {finding.rule for finding in found}


APPROVED = [
    ("CAR T-cell therapy for lymphoma", "CAR T-cell therapy clears lymphoma.", True),
    ("CAR T-cell therapy for lupus", "CAR T-cell therapy was made for lymphoma.", False),
    ("Bone marrow transplant for leukaemia", "A bone marrow transplant cures some.", True),
    ("Stem cell transplants for sickle cell disease", "Stem cell transplants help.", True),
    ("HSCT for multiple sclerosis", "HSCT is in use for leukaemia and lymphoma.", False),
    ("Botulinum toxin for migraine", "Botulinum toxin reduces headache days.", True),
    ("Botulinum toxin for depression", "Botulinum toxin lifts the mood.", False),
    ("Gene therapy for spinal muscular atrophy", "Gene therapy helps babies to sit.", True),
    ("Stem cell therapy for autism", "Stem cell therapy improves speech.", False),
    ("Semaglutide for type 2 diabetes", "Semaglutide lowers blood sugar.", True),
    ("Warfarin for a mechanical heart valve", "Warfarin prevents clots.", True),
    ("Apixaban for a mechanical heart valve", "Apixaban prevents clots.", False),
    ("Ocrelizumab for multiple sclerosis", "Ocrelizumab prevents relapses.", True),
    ("Adalimumab for multiple sclerosis", "Adalimumab prevents relapses.", False),
    ("Retatrutide for obesity", "Retatrutide reduces weight.", False),
    ("Esketamine for treatment-resistant depression", "Esketamine lifts the mood.", True),
    ("Ketamine infusions for depression", "A ketamine infusion lifts the mood.", False),
    ("Chelation therapy for lead poisoning", "Chelation therapy lowers lead.", True),
    ("Hyperbaric oxygen therapy for autism", "Hyperbaric oxygen improves speech.", False),
    ("Faecal transplants for C. difficile", "A faecal transplant prevents relapses.", True),
]


@pytest.mark.parametrize(("title", "text", "approved"), APPROVED)
def test_an_approved_use_is_told_from_an_unproven_one(
    title: str, text: str, approved: bool
) -> None:
    reading = read(f"# {title}\n\n{text}\n")
    (topic,) = reading.topics
    assert topic.is_established_for(reading) is approved


def test_a_treatment_without_a_pack_has_no_topic() -> None:
    assert read("# Yoga for back pain\n\nYoga relieves pain.\n").topics == ()


@pytest.mark.parametrize(
    ("word", "pack"),
    [
        ("atorvastatins", "statins"),
        ("pitavastatin", "statins"),
        ("Stem-Cell Transplantation", "hsct"),
        ("hepatitis b vaccine", "vaccines"),
        ("levofloxacin", "antibiotics"),
        ("magnesium supplement", "supplements"),
    ],
)
def test_a_treatment_is_found_by_name_ending_or_the_words_within(word: str, pack: str) -> None:
    assert [topic.name for topic in RULEBOOK.topics.of_treatment(word)] == [pack]


def test_a_treatment_that_two_packs_share_is_in_both() -> None:
    owners = RULEBOOK.topics.of_treatment("methotrexate")
    assert sorted(topic.name for topic in owners) == ["chemotherapy", "immunosuppressants"]


@pytest.mark.parametrize("word", ["cancer vaccine", "mouthwash", "fibre supplement"])
def test_what_only_looks_like_a_treatment_of_a_pack_is_in_none(word: str) -> None:
    assert RULEBOOK.topics.of_treatment(word) == ()


def test_a_gap_holds_a_few_words_and_ends_with_the_clause() -> None:
    wordings = Wordings({"breathing": ["slows .. breathing"]})

    def found(text: str) -> bool:
        words = text.split()
        return any(wordings.find(words, 0, len(words)))

    assert found("it slows your breathing")
    assert not found("it slows the heart and then stops the breathing")
    assert not found("it slows you , breathing stays")


FAULTS = [
    ('title       = "Moss cures"\n', "", "moss.toml:1: title is missing;"),
    ('reviewed    = "2026-01-15"\n', "", "moss.toml:1: reviewed is missing;"),
    ("2026-01-15", "January", 'moss.toml:4: reviewed is no day ("January");'),
    ('["A moss label"]', "[]", "moss.toml:3: sources is empty; name the labels"),
    ('"A moss label"', '" "', "moss.toml:3: sources is empty; name the labels"),
    ("least       = 1", "least = 3", "moss.toml:6: least is 3, and 2 harms are asked for of every"),
    ("least       = 1", "leest = 1", 'moss.toml:6: the file has no key "leest"; did you mean'),
    ("synonyms =", "sinonyms =", 'moss.toml:13: [harms item 1] has no key "sinonyms";'),
    ('"skin rash"', '"Rash"', 'moss.toml:13: "Rash" stands twice; delete one'),
    ('"skin rash"', '"fever"', 'under the harm "rash", too; delete one'),
    ('"skin rash"', '"\'--"', "holds no word that a text could hold; delete it"),
    ('["gripe water"]', "[]", "moss.toml:9: classes is empty; write a word for the treatment"),
    ('["gripe water"]', '["a", "A"]', 'moss.toml:9: "A" stands twice; delete one'),
    ("passing = ['''", "passing = []\nx = ['''", 'has no key "x"'),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_fault_gives_one_line_with_its_place(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in fault(tmp_path, old, new)


def test_a_treatment_in_two_packs_is_a_fault_in_both_files(tmp_path: Path) -> None:
    book = packs(tmp_path, moss=PACK, fern=PACK)
    with pytest.raises(RuleError) as error:
        _ = book.topics
    assert [message.rpartition("/")[2] for message in error.value.messages] == [
        f'{name}.toml:9: "gripe water" is also a treatment of the pack {other}; delete it in one '
        "of them, or write it under treatments.shared in both"
        for name, other in (("fern", "moss"), ("moss", "fern"))
    ]


def test_a_treatment_that_both_packs_say_they_share_is_no_fault(tmp_path: Path) -> None:
    shared = PACK.replace('["gripe water"]', '["gripe water"]\nshared = ["gripe water"]')
    assert len(packs(tmp_path, moss=shared, fern=shared).topics) == 2


def test_a_harm_that_nobody_can_match_fails_its_proof(tmp_path: Path) -> None:
    book = packs(tmp_path, moss=PACK.replace('"skin rash"', '"bleeding disorder"'))
    bad = [proof for proof in prove(_with(book), book.topics) if not proof.ok]
    assert len(bad) == 1
    assert bad[0].place.endswith("moss.toml:13")
    assert "is not read as the harm" in bad[0].text


def test_a_treatment_that_medlint_does_not_know_fails_its_proof(tmp_path: Path) -> None:
    book = packs(tmp_path, moss=PACK.replace('["gripe water"]', '["xyzzy"]'))
    (bad,) = prove(_with(book), book.topics)
    assert "medlint knows none of the treatments" in bad.text


def test_an_example_that_does_not_do_as_it_says_fails_its_proof(tmp_path: Path) -> None:
    book = packs(tmp_path, moss=PACK.replace("can cause a rash", "is sweet"))
    (bad,) = [proof for proof in prove(_with(book), book.topics) if not proof.ok]
    assert bad.text == "passing example 1: it is flagged; harms found in it: none"


def _with(book: TopicBook) -> Rulebook:
    """The bundled rules with other topic packs."""
    rulebook = Rulebook(RULEBOOK.rules, RULEBOOK.packs, RULEBOOK.lexicon)
    vars(rulebook)["topics"] = book
    return rulebook


@pytest.mark.parametrize(("today", "old"), [(date(2028, 1, 15), False), (date(2028, 1, 16), True)])
def test_a_review_is_old_after_two_years(tmp_path: Path, today: date, old: bool) -> None:
    (topic,) = packs(tmp_path, moss=PACK).topics
    assert is_old(topic, today) is old


def house(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / "house"
    (folder / "topics").mkdir(parents=True)
    (folder / "topics" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_house_pack_takes_the_place_of_the_bundled_one_of_its_name(tmp_path: Path) -> None:
    text = (bundled_topics() / "statins.toml").read_text(encoding="utf-8")
    folder = house(tmp_path, "statins", text.replace('"Statins"', '"Our statins"', 1))
    topics = {topic.name: topic.title for topic in Rulebook.load([folder]).topics.topics}
    assert topics["statins"] == "Our statins"
    assert len(topics) == len(TOPICS)


def test_a_house_pack_with_a_fault_stops_every_command(tmp_path: Path) -> None:
    folder = house(tmp_path, "moss", PACK.replace("least       = 1", "least = 9"))
    with pytest.raises(RuleError, match=r"topics/moss\.toml:6: least is 9"):
        Rulebook.load([folder])


def test_the_command_proves_one_pack_of_a_folder(tmp_path: Path) -> None:
    folder = house(tmp_path, "moss", PACK)
    path = folder / "topics" / "moss.toml"
    result = CliRunner().invoke(main, ["test", str(path), "--today", "2026-02-01"])
    assert (result.exit_code, result.output) == (
        0,
        "6 proofs of 1 topic pack: all as they should be.\n",
    )


def test_the_command_notes_an_old_review_and_does_not_fail(tmp_path: Path) -> None:
    folder = house(tmp_path, "moss", PACK)
    result = CliRunner().invoke(main, ["test", str(folder), "--today", "2029-02-01"])
    assert result.exit_code == 0
    assert "moss.toml:4: note: moss was reviewed on 2026-01-15, more than 2 years" in result.output


def test_the_command_fails_when_a_proof_goes_wrong(tmp_path: Path) -> None:
    folder = house(tmp_path, "moss", PACK.replace("can cause a rash", "is sweet"))
    result = CliRunner().invoke(main, ["test", str(folder)])
    assert result.exit_code == 1
    assert "moss: passing example 1: it is flagged" in result.output


def test_the_packs_are_listed() -> None:
    lines = CliRunner().invoke(main, ["topics"]).output.splitlines()
    assert len(lines) == len(TOPICS) + 1
    assert any(line.startswith("statins ") and "2026-" in line for line in lines)


def test_the_packs_are_listed_as_json() -> None:
    listed = json.loads(CliRunner().invoke(main, ["topics", "--format", "json"]).output)
    assert [each["name"] for each in listed] == sorted(TOPICS)
    assert listed[0].keys() >= {
        "title",
        "reviewed",
        "reviewed_by",
        "sources",
        "harms",
        "treatments",
    }


def test_the_explanation_of_the_rule_lists_the_packs() -> None:
    output = CliRunner().invoke(main, ["explain", "topic-harm-checklist"]).output
    assert "  - opioids: Opioids; 8 harms, at least 2 asked for; reviewed 2026-" in output


@pytest.mark.parametrize(
    ("title", "harm", "asked"),
    [
        ("Testosterone gel for low testosterone", "prostate problems", True),
        ("Oestrogen patches at the menopause", "prostate problems", False),
        ("Botox for migraine", "drooping eyelid or face", True),
        ("Catheter ablation for atrial fibrillation", "drooping eyelid or face", False),
        ("Growth hormone therapy for short children", "breast cancer", False),
        ("Aspirin for gout", "heart attack", False),
        ("Ibuprofen for gout", "heart attack", True),
        ("Vitamin D for weak bones", "liver damage", False),
        ("Kava for sleep", "liver damage", True),
    ],
)
def test_a_harm_of_some_treatments_is_asked_for_of_these_alone(
    title: str, harm: str, asked: bool
) -> None:
    reading = read(f"# {title}\n\nIt is given for a year.\n")
    (topic,) = reading.topics
    _, missing = topic.harms_named(reading)
    assert (harm in [each.name for each in missing]) is asked


def test_harms_told_of_no_treatment_count_for_the_promoted_one() -> None:
    harms = "Complications can include stomach bleeding and kidney damage."
    assert engine.matches(RULE, read(article("Naproxen", "back pain", harms))) == []


def test_a_title_that_only_looks_back_at_a_treatment_is_not_on_it() -> None:
    text = article("Walking", "stiff hips", "It is free.").replace(
        "# Walking for stiff hips", "# Walking after knee replacement"
    )
    assert read(text).topics == ()
