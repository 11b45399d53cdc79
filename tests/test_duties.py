"""Duties: what opens them, what discharges them, where none is owed, and what came nearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from passages import bundled_lexicon, read_passage

from medlint.config import Config
from medlint.document import Document
from medlint.duties.discharges import Require, missing_groups
from medlint.duties.exemptions import Article, Unless, is_article
from medlint.duties.gates import SentenceKind, When
from medlint.duties.nearest import Miss, Near
from medlint.engine import lint
from medlint.finding import Match
from medlint.matchers.obligation import Obligation
from medlint.rulebook import Rulebook

#: Sentences without claim or harm, so that a text is long enough to owe anything.
FILLING = (
    "A visit takes an hour and begins with a talk about your week. The room is warm, and you may "
    "keep your socks on. A screen stands between the couch and the door. Music plays if you like. "
    "You pay at the desk when you leave, and the next visit is written on a card. The bus stops in "
    "front of the house. Bring a towel and something to read. The stairs have a rail on both sides."
)
TITLE = "# Acupuncture for back pain\n\n"
TWO_BENEFITS = "Acupuncture eases back pain. Acupuncture improves sleep quality.\n\n"


def article(*paragraphs: str, title: str = TITLE) -> str:
    """An article with two benefits of acupuncture, the paragraphs given, and filling."""
    return title + TWO_BENEFITS + "\n\n".join((*paragraphs, FILLING)) + "\n"


def duty(**fields: object) -> Obligation:
    """A duty to tell a harm, opened by two benefits, with other fields as given."""
    plain = Obligation((When(("benefit",)),), Require(harms="told"))
    return replace(plain, **fields)


def found(rule: Obligation, text: str) -> list[Match]:
    return list(rule.find(read_passage(text)))


# What opens a duty.

OPENING: list[tuple[SentenceKind, str]] = [
    ("benefit", "Acupuncture relieves stiffness."),
    ("safety", "Acupuncture is safe."),
    ("hope", "Acupuncture offers hope for people with a stiff back."),
    ("claim", "Acupuncture relieves stiffness."),
    ("report", "A study found that the back was less stiff."),
    ("named-harm", "Acupuncture can cause bruising."),
    ("serious-harm", "Acupuncture can cause death."),
    ("comparator-harm", "Conventional drugs can cause stomach bleeding."),
]


@pytest.mark.parametrize(("kind", "sentence"), OPENING)
def test_each_kind_of_sentence_opens_a_duty(kind: SentenceKind, sentence: str) -> None:
    rule = duty(when=(When((kind,), at_least=1),), require=Require(citation=True))
    assert found(rule, f"{TITLE}{sentence}\n\n{FILLING}\n")


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in OPENING}))
def test_filling_opens_no_duty(kind: SentenceKind) -> None:
    rule = duty(when=(When((kind,), at_least=1),), require=Require(citation=True))
    assert not found(rule, f"{TITLE}{FILLING}\n")


def test_a_dose_of_the_treatment_opens_a_duty() -> None:
    rule = duty(when=(When(("dose",), at_least=1),), require=Require(citation=True))
    assert found(rule, f"# Zinc for colds\n\nTake 20 mg of zinc each day.\n\n{FILLING}\n")


@pytest.mark.parametrize(
    "sentence",
    ["Take 20 mg of iron each day.", "Zinc costs 20 pounds a day.", "A nut has 20 mg of zinc."],
)
def test_other_amounts_are_no_dose(sentence: str) -> None:
    rule = duty(when=(When(("dose",), at_least=1),), require=Require(citation=True))
    assert not found(rule, f"# Zinc for colds\n\n{sentence}\n\n{FILLING}\n")


def test_too_few_sentences_open_nothing() -> None:
    assert not found(duty(claims=3), article())


def test_a_way_may_ask_for_sentences_of_another_kind_beside() -> None:
    beside: Mapping[SentenceKind, int] = {"report": 1}
    rule = duty(when=(When(("benefit",), beside=beside),))
    assert not found(rule, article())
    assert found(rule, article("A study found that the back was less stiff."))


def test_the_first_way_that_opens_counts() -> None:
    rule = duty(when=(When(("hope",)), When(("benefit",), at_least=1)))
    assert [match.details["count"] for match in found(rule, article())] == ["2"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acupuncture does not ease back pain. Acupuncture does not improve sleep quality.",
        "Does acupuncture ease back pain? Does acupuncture improve sleep quality?",
        "**Myth:** Acupuncture eases back pain.\n\n**Myth:** Acupuncture improves sleep quality.",
        "Conventional drugs ease back pain. Conventional drugs improve sleep quality.",
        "Back pain comes with age. It can lead to poor sleep and depression.",
    ],
)
def test_what_holds_out_no_benefit_opens_no_duty(sentence: str) -> None:
    assert not found(duty(), f"{TITLE}{sentence}\n\n{FILLING}\n")


def test_treatments_in_a_section_of_a_page_on_a_disease_are_not_promoted() -> None:
    text = (
        f"# Gout\n\nGout hurts.\n\n{FILLING}\n\n## Treatment\n\nColchicine eases gout. "
        "Colchicine improves sleep.\n"
    )
    assert not found(duty(), text)


def test_an_illness_that_is_named_after_a_treatment_is_not_promoted() -> None:
    text = f"# Aspirin allergy\n\nAspirin eases pain. Aspirin prevents strokes.\n\n{FILLING}\n"
    assert not found(duty(), text)


@pytest.mark.parametrize(
    ("title", "sentences"),
    [
        ("New pill clears psoriasis", "The pill cleared psoriasis. The new pill eased itching."),
        ("Knee injection eases pain", "The injection eased pain. The injection improved sleep."),
    ],
)
def test_a_title_may_promote_a_treatment_by_its_kind(title: str, sentences: str) -> None:
    assert found(duty(), f"# {title}\n\n{sentences}\n\n{FILLING}\n")


def test_what_may_be_made_one_day_promotes_nothing() -> None:
    text = (
        "# Exosomes\n\nExosomes hold promise for skin. Exosomes may one day help research into "
        f"scars.\n\n{FILLING}\n"
    )
    assert not found(duty(claims=1), text)


# For which treatment.


@pytest.mark.parametrize(
    ("title", "sentences", "opens"),
    [
        ("Exosomes for acne", "Exosomes ease acne. Exosomes improve skin.", True),
        ("Zinc for acne", "Zinc eases acne. Zinc improves skin.", False),
    ],
)
def test_a_duty_may_be_owed_for_unproven_treatments_only(
    title: str, sentences: str, opens: bool
) -> None:
    rule = duty(when=(When(("benefit",), at_least=1, treatment="unproven"),))
    assert bool(found(rule, f"# {title}\n\n{sentences}\n\n{FILLING}\n")) is opens


@pytest.mark.parametrize(
    ("name", "opens"), [("Adalimumab", True), ("A pacemaker", True), ("Yoga", False)]
)
def test_a_duty_may_be_owed_for_medicines_and_devices_only(name: str, opens: bool) -> None:
    rule = duty(when=(When(("benefit",), at_least=1, treatment="regulated"),))
    text = f"# {name} for fatigue\n\n{name} relieves fatigue.\n\n{FILLING}\n"
    assert bool(found(rule, text)) is opens


TWO_TREATMENTS = (
    "# Aspirin or acupuncture for back pain\n\nAspirin eases back pain. Aspirin can cause nausea.\n"
    "\nAcupuncture eases back pain. Acupuncture improves sleep quality.\n\n"
)


def test_a_duty_may_be_owed_for_each_treatment() -> None:
    way = When(("benefit",), treatment="each", beside={"named-harm": 1})
    rule = duty(when=(way,), require=Require(harms="named"))
    matches = found(rule, TWO_TREATMENTS + FILLING)
    assert [match.details["treatment"] for match in matches] == ["Acupuncture"]


def test_each_treatment_with_a_harm_of_its_own_owes_nothing() -> None:
    way = When(("benefit",), treatment="each", beside={"named-harm": 1})
    rule = duty(when=(way,), require=Require(harms="named"))
    assert not found(rule, TWO_TREATMENTS + "Acupuncture can cause bruising.\n\n" + FILLING)


# What discharges a duty to tell harms.


@pytest.mark.parametrize(
    "sentence",
    ["Acupuncture can cause bruising.", "Acupuncture may have side effects.",
     "Acupuncture is not without risk."],
)  # fmt: skip
def test_a_told_harm_of_the_treatment_discharges(sentence: str) -> None:
    assert not found(duty(), article(sentence))


@pytest.mark.parametrize(
    "sentence",
    ["Conventional drugs can cause bleeding.", "Acupuncture has no side effects.",
     "Good training minimises the risks of acupuncture.", "Back pain can lead to depression.",
     "Does acupuncture cause bleeding?", "**Myth:** Acupuncture causes bleeding.",
     "Acupuncture lowers the risk of a stroke."],
)  # fmt: skip
def test_what_tells_no_harm_of_the_treatment_discharges_nothing(sentence: str) -> None:
    assert found(duty(), article(sentence))


def test_the_illness_that_the_treatment_is_for_is_no_harm_of_it() -> None:
    text = (
        "# Acupuncture for migraine\n\nAcupuncture prevents migraine. Acupuncture eases nausea.\n\n"
        f"Acupuncture is given for migraine. Migraine often leads to nausea.\n\n{FILLING}\n"
    )
    assert found(duty(), text)


NAMED = Require(harms="named")


@pytest.mark.parametrize(
    ("sentence", "owed"),
    [
        ("Acupuncture can cause bruising and fainting.", False),
        ("Acupuncture can cause bruising.", True),
        ("Acupuncture may have side effects.", True),
        ("Acupuncture can cause bruising, a broken needle or an odd smell.", False),
        ("Acupuncture can cause bruising, which fades and leaves no mark.", True),
    ],
)
def test_enough_distinct_harms_discharge(sentence: str, owed: bool) -> None:
    assert bool(found(duty(require=NAMED, at_least=2), article(sentence))) is owed


def test_a_list_under_a_heading_on_harms_discharges() -> None:
    listed = "## Side effects\n\n- Bruising\n- Odd smells\n- Cold feet\n\n## Visits"
    assert not found(duty(require=NAMED, at_least=2), article(listed))


# What discharges other duties, and where.

SIGN = Require(statements=("ask|talk ..4 nurse",))


@pytest.mark.parametrize(
    ("within", "owed"), [("sentence", True), ("section", False), ("document", False)]
)
def test_a_statement_further_on_in_the_section(within: str, owed: bool) -> None:
    rule = duty(require=replace(SIGN, within=within))
    assert bool(found(rule, article("The room is warm.", "Ask the nurse."))) is owed


@pytest.mark.parametrize(
    ("within", "owed"), [("sentence", True), ("section", True), ("document", False)]
)
def test_a_statement_in_another_section(within: str, owed: bool) -> None:
    rule = duty(require=replace(SIGN, within=within))
    assert bool(found(rule, article("## Visits", "Ask the nurse."))) is owed


def test_a_statement_two_sentences_on_is_within_the_sentence() -> None:
    text = f"{TITLE}Acupuncture eases back pain. It is old. Ask the nurse.\n\n{FILLING}\n"
    rule = duty(claims=1, require=replace(SIGN, within="sentence"))
    assert not found(rule, text)


def test_a_question_discharges_nothing() -> None:
    assert found(duty(require=SIGN), article("Why would you ask a nurse?"))


def test_a_heading_discharges_only_by_its_own_templates() -> None:
    text = article("## Ask the nurse", "It is old.")
    assert found(duty(require=SIGN), text)
    assert not found(duty(require=Require(headings=SIGN.statements)), text)


def test_a_statement_on_other_treatments_only_does_not_count_where_it_must_be_its_own() -> None:
    text = article("Aspirin is still experimental.")
    require = Require(statements=("experimental",))
    assert not found(duty(require=require), text)
    assert found(duty(require=replace(require, own=True)), text)


def test_a_citation_discharges() -> None:
    rule = duty(require=Require(citation=True))
    assert found(rule, article("It is old."))
    assert not found(rule, article("It is old [1].\n\n## References\n\n1. Lund A. Backs. 2019."))


GROUPS = Require(groups={"cost": ("cost~|price",), "place": ("clinic|shop",)}, groups_needed=2)


def test_groups_that_are_missing_are_named() -> None:
    matches = found(duty(require=GROUPS), article("It costs a lot."))
    assert [match.details["missing"] for match in matches] == ["place"]


def test_enough_groups_discharge() -> None:
    assert not found(duty(require=GROUPS), article("It costs a lot in a clinic."))


def test_all_missing_groups_are_told_in_the_rules_order() -> None:
    assert missing_groups(read_passage("It is old."), GROUPS) == ("cost", "place")


# Where nothing is owed.


def test_front_matter_can_say_that_the_duty_is_met_elsewhere() -> None:
    text = "---\nrisk_page: risks.html\n---\n\n" + article()
    assert found(duty(), text)
    assert not found(duty(unless=Unless(front_matter=("risk_page",))), text)


ARTICLES: list[tuple[Article, str]] = [
    ("warning", "Regulator warns of acupuncture with long needles"),
    ("warning", "Side effects of acupuncture"),
    ("myths", "Five myths about acupuncture"),
    ("myths", "Acupuncture does not work for gout"),
    ("notice", "Vacancy: nurse for acupuncture"),
    ("notice", "Acupuncture: opening hours"),
    ("notice", "Obituary: a master of acupuncture"),
    ("recipe", "A soup for days with acupuncture"),
    ("test", "A blood test before acupuncture"),
]


@pytest.mark.parametrize(("kind", "title"), ARTICLES)
def test_kinds_of_article_that_owe_nothing(kind: Article, title: str) -> None:
    assert not found(duty(unless=Unless(articles=(kind,))), article(title=f"# {title}\n\n"))


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in ARTICLES}))
def test_an_article_that_promotes_is_of_none_of_these_kinds(kind: Article) -> None:
    assert not is_article(read_passage(article()), kind)


@pytest.mark.parametrize(
    "opening",
    ["BOSTON (Sept. 14, 2016) -- Acupuncture is old.", "Newswise — Acupuncture is old.",
     "CHICAGO, Aug. 2 /PRNewswire/ -- It is old.", "For Immediate Release: it is old.",
     "PHILADELPHIA - Acupuncture is old.", "January 2, 2018 - Acupuncture is old."],
)  # fmt: skip
def test_news_says_where_and_when_it_was_written(opening: str) -> None:
    assert is_article(read_passage(f"{TITLE}{opening}\n"), "news")


@pytest.mark.parametrize(
    "opening", ["Acupuncture is old.", "Back pain - an old woe - is common.", "Pain: 5 - 7 days."]
)
def test_other_openings_are_no_news(opening: str) -> None:
    assert not is_article(read_passage(f"{TITLE}{opening}\n"), "news")


def test_a_report_of_a_study_is_news() -> None:
    text = (
        f"{TITLE}A trial published in the Annals of Backs followed 90 nurses. The researchers "
        "found less pain after a month. The study was led by Ada Lund of the university. "
        "The participants slept better.\n"
    )
    assert is_article(read_passage(text), "news")


def test_short_news_owes_nothing() -> None:
    text = article("BOSTON (Sept. 14, 2016) -- Acupuncture is old.")
    assert not found(duty(unless=Unless(short_news=300)), text)
    assert found(duty(unless=Unless(short_news=80)), text)


@pytest.mark.parametrize(("illness", "owed"), [("lymphoma", False), ("lupus", True)])
def test_an_established_use_owes_nothing(illness: str, owed: bool) -> None:
    text = (
        f"# Stem cell transplants for {illness}\n\nA stem cell transplant prolongs survival in "
        f"{illness}. A stem cell transplant prevents relapse.\n\n{FILLING}\n"
    )
    rule = duty(unless=Unless(established=True))
    assert bool(found(rule, text)) is owed


def test_treatments_of_some_kinds_owe_nothing() -> None:
    assert not found(duty(unless=Unless(treatments=("complementary",))), article())


# What came nearest.

MISSES: list[tuple[Miss, str, str]] = [
    ("generic", "Acupuncture may have side effects.",
     "line 5 says only “side effects”, and does not name one"),
    ("compared", "Conventional drugs can cause stomach bleeding.",
     "line 5 tells “stomach bleeding” of Conventional drugs, not of Acupuncture"),
    ("another", "Ibuprofen can cause stomach bleeding.",
     "line 5 tells “stomach bleeding” of Ibuprofen, not of Acupuncture"),
    ("denied", "Acupuncture has no side effects.",
     "line 5 denies harm or plays it down (“no side effects”), and names none"),
    ("lessened", "Good training minimises the risks.",
     "line 5 speaks of “risks” only as made less, and names none"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sentence", "note"), MISSES)
def test_the_nearest_miss_says_its_line_and_what_is_wrong(
    kind: Miss, sentence: str, note: str
) -> None:
    rule = duty(require=Require(citation=True), near=Near(harms=(kind,)))
    (match,) = found(rule, article(sentence))
    assert match.related[-1].note == note


def test_the_message_may_quote_the_nearest_miss() -> None:
    rule = duty(near=Near(harms=("compared",)))
    (match,) = found(rule, article("Conventional drugs can cause stomach bleeding."))
    assert match.details["near"].startswith("The nearest it comes: line 5 tells")


def test_without_a_miss_the_message_says_nothing_of_one() -> None:
    (match,) = found(duty(near=Near(harms=("compared",))), article())
    assert match.details["near"] == ""


def test_weak_statements_are_named_with_the_rules_note() -> None:
    near = Near(statements=("more research",), note="says only {words}")
    (match,) = found(duty(near=near), article("We need more research."))
    assert match.related[-1].note == "line 5 says only “more research”"


def test_weak_statements_need_a_note() -> None:
    with pytest.raises(ValueError, match="`note` is missing"):
        Near(statements=("more research",))


# Where the finding stands, and what it points to.


def test_a_finding_stands_at_the_title() -> None:
    reading = read_passage(article())
    (match,) = duty().find(reading)
    assert reading.text(match.span) == "Acupuncture for back pain"


def test_a_finding_may_stand_at_the_nearest_miss() -> None:
    reading = read_passage(article("Acupuncture may have side effects."))
    rule = duty(require=NAMED, anchor="nearest-miss", near=Near(harms=("generic",)))
    (match,) = rule.find(reading)
    assert reading.text(match.span) == "side effects"


def test_there_is_no_finding_at_a_miss_that_is_not_there() -> None:
    rule = duty(require=NAMED, anchor="nearest-miss", near=Near(harms=("generic",)))
    assert not found(rule, article())


def test_a_finding_may_stand_at_the_harm_that_opened_the_duty() -> None:
    reading = read_passage(article("Acupuncture can cause death."))
    rule = duty(
        when=(When(("serious-harm",), at_least=1),),
        require=Require(frequency=True),
        anchor="opening",
    )
    (match,) = rule.find(reading)
    assert reading.text(match.span) == "death"


def test_the_strongest_claim_comes_first_and_the_nearest_miss_last() -> None:
    text = (
        f"{TITLE}Acupuncture may ease back pain. Acupuncture improves sleep quality.\n\n"
        f"Acupuncture has no side effects.\n\nAcupuncture cures back pain.\n\n{FILLING}\n"
    )
    (match,) = found(duty(near=Near(harms=("denied",))), text)
    reading = read_passage(text)
    told = [reading.text(each.span) for each in match.related]
    assert told == [
        "Acupuncture cures back pain.",
        "Acupuncture may ease back pain.",
        "Acupuncture improves sleep quality.",
        "no side effects",
    ]


def test_the_first_related_line_says_that_it_is_the_strongest() -> None:
    (match,) = found(duty(), article())
    assert match.related[0].note.endswith(": the strongest claim")


# Short texts.


def test_a_short_text_lowers_the_severity() -> None:
    (match,) = found(duty(), article())
    assert match.shift == -2


def test_a_long_text_has_the_full_severity() -> None:
    (match,) = found(duty(words=60), article())
    assert match.shift == 0


def test_a_very_short_text_owes_nothing() -> None:
    assert not found(duty(), TITLE + TWO_BENEFITS)


# Profiles.


@pytest.mark.parametrize(("profile", "owed"), [("consumer", True), ("professional", False)])
def test_a_duty_to_the_lay_reader_is_not_owed_to_professionals(profile: str, owed: bool) -> None:
    rulebook = Rulebook.load()
    config = Config(select=("consult-professional-missing",), preview=True)
    text = f"---\nprofile: {profile}\n---\n\n{article()}"
    assert bool(lint([Document("a.md", text, "markdown")], rulebook, config)) is owed


# Mistakes in a rule file.


def test_a_template_that_cannot_be_read_is_a_mistake() -> None:
    rule = duty(require=Require(statements=("ask ..x nurse",)))
    assert [text for text in rule.mistakes(bundled_lexicon()) if "no gap" in text]


def test_a_tag_that_no_lexicon_has_is_a_mistake() -> None:
    rule = duty(near=Near(statements=("<nonsense>",), note="says {words}"))
    assert list(rule.mistakes(bundled_lexicon())) == ["tag 'nonsense' is in no lexicon"]


# Several treatments, and rivals of the promoted one.

SEVERAL = "# Warfarin and acupuncture for a stiff back\n\n"
OF_EACH = Obligation(
    (When(("benefit",), titled=1, treatment="each", beside={"named-harm": 1}),),
    Require(harms="named"),
)


def labels(text: str) -> list[str]:
    return [match.details["treatment"].lower() for match in found(OF_EACH, text)]


def test_under_a_title_on_several_one_benefit_of_each_opens_a_duty() -> None:
    text = (
        f"{SEVERAL}Warfarin eases back pain. Acupuncture improves sleep quality.\n\n"
        f"Warfarin can cause bleeding.\n\n{FILLING}\n"
    )
    assert labels(text) == ["acupuncture"]


def test_a_gain_is_of_the_treatment_that_its_sentence_opens_with() -> None:
    text = (
        f"{SEVERAL}Warfarin eases back pain. With acupuncture most were back on their feet.\n\n"
        f"Warfarin can cause bleeding.\n\n{FILLING}\n"
    )
    assert labels(text) == ["acupuncture"]


def test_a_harm_told_behind_the_second_treatment_is_told_of_it() -> None:
    text = (
        f"{SEVERAL}Warfarin eases back pain. Acupuncture improves sleep quality.\n\n"
        f"Warfarin can cause bleeding, while acupuncture leaves some with bruising.\n\n{FILLING}\n"
    )
    assert labels(text) == []


def test_a_rival_named_in_the_title_has_harms_that_are_compared() -> None:
    rule = duty(when=(When(("comparator-harm",), at_least=1),), require=Require(citation=True))
    text = f"Warfarin can cause bleeding.\n\n{FILLING}\n"
    assert found(rule, f"# Acupuncture beats warfarin for back pain\n\n{text}")
    assert not found(rule, f"{TITLE}{text}")


def test_what_is_relieved_is_no_harm_told() -> None:
    assert found(duty(), article("Acupuncture is quick. After a month migraines fell by half."))


def test_a_title_can_show_that_a_treatment_is_unproven() -> None:
    rule = duty(
        when=(When(("benefit",), at_least=1, treatment="unproven"),),
        require=Require(citation=True),
    )
    text = f"Cord blood eases back pain.\n\n{FILLING}\n"
    assert found(rule, f"# Cord blood for a stiff back\n\n{text}")
    assert not found(rule, article())


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Prescribers reminded to keep linezolid in reserve", "warning"),
        ("Eating out when your kidneys are weak", "recipe"),
        ("Minutes of the spring meeting", "notice"),
    ],
)
def test_more_titles_tell_the_kind_of_article(title: str, kind: Article) -> None:
    assert is_article(read_passage(f"# {title}\n\n{FILLING}\n"), kind)


def test_minutes_that_a_treatment_takes_are_no_notice() -> None:
    assert not is_article(read_passage(f"# Calm in ten minutes\n\n{FILLING}\n"), "notice")
