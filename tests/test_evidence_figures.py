"""Statistics, results and dates that lack what a reader needs: what is flagged, what passes."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon

from medlint.document import Document
from medlint.finding import Match
from medlint.language.reading import Reading
from medlint.matchers.recency import Recency
from medlint.matchers.significant import Significant
from medlint.matchers.statistic import Statistic
from medlint.matchers.unquantified import Unquantified
from medlint.rulebook import Rulebook

RULES = Rulebook.load().rules

STATISTICS = [
    "One in six adults has had a kidney stone by the age of seventy.",
    "Coeliac disease affects about 1% of people in Europe.",
    "Some 12 million people worldwide live with sickle cell disease.",
    "Every year 40,000 people die of the flu in that country.",
    "Up to 30% of women have vaginal thrush more than once.",
    "Hip fracture kills 20 percent of patients within a year.",
    "Endometriosis affects roughly one in ten women.",
    "About 2 in 3 children have an ear infection before they start school.",
    "The incidence of type 1 diabetes is 20 in 100,000 a year.",
    "More than 60,000 Americans are diagnosed with melanoma each year.",
    "Postnatal depression is seen in 10 to 15 percent of mothers.",
    "Around 5 million people in the country suffer from asthma.",
    "Nearly 90% of cases of lung cancer are due to smoking.",
]
NO_STATISTICS = [
    "One in six adults has had a kidney stone by the age of seventy [4].",
    "One in six adults has had a kidney stone (Okafor et al., 2021).",
    "Take 1 in the morning and 2 in the evening for asthma.",
    "The cream holds 1% of hydrocortisone and calms eczema.",
    "A jar for 300 people with hay fever costs $40 million.",
    "Is it true that one in six adults has had a kidney stone?",
    "**Myth:** One in two colds needs an antibiotic.",
    "In our ward 20% of patients with a hip fracture were over ninety.",
    "Each child of two carriers has a one in four chance of cystic fibrosis.",
    "Suppose 10% of people with gout stop the tablets.",
    "Losing 5% of your weight helps against diabetes.",
    "Doctors should offer the test to 90% of people with diabetes.",
    "Asthma may be mild or severe.",
    "The study ran in Oslo. In the treated group of this study 12% of patients had a stroke. "
    "Researchers saw no deaths.",
]
AMBIGUOUS = [
    "Patients reported a significant improvement in their hearing.",
    "The trial found a significant reduction in hot flushes.",
    "In the study, the splint significantly reduced wrist pain.",
    "Studies show significantly fewer fractures among people who take it.",
    "Women in the yoga group slept significantly better.",
    "Children given zinc had significantly shorter colds.",
    "The review found a significant association between shift work and ulcers.",
    "In that experiment, the lens significantly slowed myopia.",
    "Research links the vaccine to a significant drop in cervical cancer.",
    "Participants saw a significant decline in migraine days.",
    "Among the nurses, back pain fell significantly after the course.",
    "The survival benefit came close to significance.",
    "There was a trend toward significance for stroke.",
    "The drop in eye pressure was nearly significant.",
]
CLEAR = [
    "Patients reported a significant improvement in hearing, by 12%.",
    "The trial found a significant reduction in hot flushes (P = 0.01).",
    "In the study, the splint significantly reduced wrist pain, from 6 points to 4 on the scale.",
    "The study found a statistically significant rise in bone density.",
    "The trial found a clinically significant gain in walking distance.",
    "The trial found no significant difference in deaths.",
    "The patch did not significantly improve sleep in the study.",
    "Did patients in the trial see a significant improvement?",
    "The trial aims to find a significant reduction in falls.",
    "More trials are needed to show a significant effect on eczema.",
    "People with lupus often have significant side effects.",
    "Her significant other came to the clinic.",
    "A significant number of patients in the study had asthma.",
    "In the study, women slept significantly better. They slept 40 minutes longer.",
    "In the study, women slept significantly better. All were content. They woke two times less.",
    "The trial found a modest but significant effect on cough.",
    "In the trial, men had significantly shorter colds. They were well two days earlier.",
    "If the trial shows a significant benefit, the rules will change.",
    "Ginger is a plant.",
]
UNQUANTIFIED = [
    "In the trial, the splint reduced wrist pain.",
    "The study found that zinc shortened colds.",
    "Patients given the patch had fewer hot flushes.",
    "The trial compared two insoles. The firmer insole eased heel pain.",
    "In a randomised trial, the inhaler improved breathing in children with asthma.",
    "People who took the supplement slept better.",
    "The study showed that acupuncture relieves pain in arthritic knees.",
    "Volunteers in the study took magnesium. Magnesium eased their cramps.",
    "In that trial the vaccine prevented shingles in older adults.",
    "Participants who took the tablet had fewer migraines.",
    "The trial showed that the drug prolonged survival in pancreatic cancer.",
    "In the study, light therapy lifted the mood and reduced fatigue after a stroke.",
    "In the experiment, honey reduced coughing in children.",
]
QUANTIFIED = [
    "In the trial, the splint reduced wrist pain by 30%.",
    "In the trial, the splint reduced wrist pain in 14 of 40 patients.",
    "The study found that zinc shortened colds by two of the usual seven days.",
    "Patients given the patch had half as many hot flushes.",
    "In the trial, the insole eased heel pain. Scores fell by 2 points.",
    "In the trial of 300 people, the inhaler improved breathing.",
    "The study may show that acupuncture relieves pain.",
    "The study did not find that honey reduced coughing.",
    "Did the study find that honey reduced coughing?",
    "The study will test whether the vaccine prevents shingles.",
    "More trials are needed to show that the drug prolongs survival.",
    "The splint eases wrist pain.",
    "In the trial, the vaccine prevented shingles. The report gives no figures.",
    "The trial was run in Norway.",
]
UNDATED = [
    "In recent years, robots have entered the operating theatre.",
    "Robots have come into use.\n\nHernias are mended with them nowadays. The first came in 1999.",
    "Over the past decade, hip replacement has become safer.",
    "There is currently no vaccine against the virus.",
    "Until recently, the ear was packed with gauze.",
    "A new study links sleep to gout.",
    "Recent research has changed the care of sepsis.",
    "Nowadays most hernias are mended through small cuts.",
    "To date, ten cases have been described.",
    "The newest inhalers count the doses.",
    "The drug was launched last year.",
    "Surgeons have recently begun to use glue for the wound.",
    "Recent trials point to a shorter course.",
]
DATED = [
    "In 2019 robots entered the operating theatre.",
    "In recent years, since 2015, hip replacement has become safer.",
    "---\ndate: 2024-02-01\n---\n\nThere is currently no vaccine against the virus.",
    "Published: 12 June 2022\n\nThere is currently no vaccine against the virus.",
    "LEEDS, June 3, 2021 - A new study links sleep to gout.",
    "Tell the doctor if you have recently had a fever.",
    "People who recently gave birth should not take it.",
    "Has the care of sepsis changed in recent years?",
    "Children currently taking steroids need a lower dose.",
    "Come back after six weeks at the latest.",
    "Ask which vaccines are currently advised.",
    "We recently moved to a new clinic.",
    "The new study is the largest of its kind.",
    "LONDON, 21 JULY 2016\n\nA new study links sleep to gout.",
    "Robots\n\nThe Courier\n\n21 JUNE 16\n\nA new study links sleep to gout.",
    "A new study links sleep to gout. It was told at the European Gout Congress 2017.",
    "A new study links sleep to gout.\n\nThe Courier, 2014",
    "The hospital had recently bought a robot.",
    "Hernias are mended through small cuts.",
]
CASES = {
    "statistic-without-source": (STATISTICS, NO_STATISTICS),
    "ambiguous-significant": (AMBIGUOUS, CLEAR),
    "unquantified-result": (UNQUANTIFIED, QUANTIFIED),
    "undated-recency": (UNDATED, DATED),
}


def found(rule: str, text: str) -> list[Match]:
    reading = Reading(Document("article.md", text, "markdown"), bundled_lexicon())
    return list(RULES[rule].matcher.find(reading))


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, (flagged, _) in CASES.items() for text in flagged]
)
def test_it_is_flagged_once(rule: str, text: str) -> None:
    assert len(found(rule, text)) == 1


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, (_, passing) in CASES.items() for text in passing]
)
def test_it_is_left_alone(rule: str, text: str) -> None:
    assert found(rule, text) == []


def test_a_statistic_of_a_named_body_is_left_alone() -> None:
    text = "One in ten adults has gout, according to the Kidney Foundation."
    assert found("statistic-without-source", text) == []


def test_a_statistic_whose_source_stands_in_the_sentence_before_is_left_alone() -> None:
    text = "The WHO keeps count. Malaria kills 600,000 people a year."
    assert found("statistic-without-source", text) == []


def test_a_statistic_that_somebody_unnamed_says_is_a_suggestion() -> None:
    text = "One in ten adults has gout, she said."
    assert [match.shift for match in found("statistic-without-source", text)] == [-1]


def test_the_shares_of_a_paragraph_are_told_once() -> None:
    text = "Some 60% of people with lupus have a rash. About 30% of people with lupus have fever."
    (match,) = found("statistic-without-source", text)
    assert [text[each.span.start : each.span.end] for each in match.related] == ["30% of"]


def test_spin_is_a_warning() -> None:
    text = "The drop in eye pressure was borderline significant."
    assert [match.shift for match in found("ambiguous-significant", text)] == [1]


def test_recency_is_told_once_with_its_other_places() -> None:
    text = "Recently, glue has come into use.\n\nCurrently, there is no vaccine."
    (match,) = found("undated-recency", text)
    assert [text[each.span.start : each.span.end] for each in match.related] == ["Currently"]


def test_a_full_date_before_long_closing_notes_dates_an_article() -> None:
    notes = "The Courier is printed in Leeds and has been read there for long. " * 12
    dated = f"A new study links sleep to gout.\n\nAnnals of Sleep. Feb. 2, 2017. {notes}"
    assert found("undated-recency", f"{notes}\n\n{dated}") == []


def test_an_old_list_of_sources_makes_a_dated_article_stale() -> None:
    dated = "---\ndate: 2024-02-01\n---\n\nCare has changed in recent years."
    text = f"{dated}\n\n## References\n\n1. Lund A. 2016."
    (match,) = found("undated-recency", text)
    assert match.details["reason"] == "the article is of 2024 and its newest source of 2016"


@pytest.mark.parametrize(
    "matcher",
    [
        Statistic(when=("(",), signs=("%",), about=("no-such-tag",)),
        Significant(when=("(",), near=("no-such-tag",), statistics=()),
        Unquantified(kinds=(), study=("no-such-tag",), told=("(",), figures=()),
    ],
    ids=["statistic", "significant", "unquantified"],
)
def test_a_broken_pattern_and_an_unknown_tag_are_named(
    matcher: Statistic | Significant | Unquantified,
) -> None:
    mistakes = list(matcher.mistakes(bundled_lexicon()))
    assert len(mistakes) == 2
    assert mistakes[0].startswith("pattern '('")
    assert mistakes[1] == "tag 'no-such-tag' is in no lexicon"


def test_a_broken_pattern_of_recency_is_named() -> None:
    mistakes = list(Recency(phrases=("lately",), unless=("(",)).mistakes(bundled_lexicon()))
    assert [mistake.split(":")[0] for mistake in mistakes] == ["pattern '('"]
