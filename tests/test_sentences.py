"""Sentence boundaries: abbreviations, figures, citations, quotations, lost spaces, hostile text."""

from __future__ import annotations

import time

import pytest
from passages import bundled_lexicon

from medlint.language.sentences import sentence_spans

ABBREVIATIONS = bundled_lexicon().words_tagged("abbreviation")


def split(text: str) -> list[str]:
    spans = sentence_spans(text, 0, len(text), ABBREVIATIONS)
    return [text[start:end] for start, end in spans]


# "|" marks each place where one sentence ends and the next begins.
CASES = [
    # plain
    "Rest for a day. |Then walk.",
    "Does it hurt? |Ask a nurse!",
    "It hurts! |Really? |Yes.",
    "One sentence without a stop",
    "Rest.\n|Then walk.",
    "Rest for\na day. |Then walk.",
    "Stop at once!! |Call a doctor.",
    "Is it safe?! |Nobody knows.",
    # abbreviations
    "Take a pain reliever, e.g. paracetamol, at night. |It may help.",
    "Some drugs (e.g. warfarin) interact. |Ask first.",
    "Use a sedating drug, i.e. one that makes you sleepy. |Do not drive.",
    "Lund et al. found no gain. |Others did.",
    "Lund et al. Found a drop in pain.",
    "Berg et al. (2020) agreed. |So did we.",
    "The rate was 4% vs. 9% on placebo. |That is small.",
    "Knee vs. Hip pain was not compared. |It should be.",
    "See Dr. Moor before you start. |She can help.",
    "Ask Mr. Lund or Mrs. Berg. |They know.",
    "Prof. Okafor led the trial. |It ran for a year.",
    "See fig. 2 and tab. 4 for details. |Both are simple.",
    "Data are in Fig. 3. |They are simple.",
    "The dose is approx. 5 mg. |Take it daily.",
    "Lund Inc. sells the brace. |It costs a lot.",
    "She works at St. Olav hospital. |It is large.",
    "It ran from Jan. 2 to Oct. 5 in Oslo. |Snow fell.",
    "Bacteria such as L. reuteri were given. |Nothing changed.",
    "Staph. aureus was found in S. aureus cultures. |It was treated.",
    "Fruit, nuts, etc. are fine. |Salt is not.",
    "Compare ref. 4 with ref. 5. |They differ.",
    "It was sold by Lund Ltd. |The firm is gone.",
    "Apples, pears, etc. |They are good for you.",
    "Does it hurt? |No. |Nurses numb the skin first.",
    "Does it hurt? |No. |It does not.",
    "It is the no. 1 cause of pain. |Rest helps.",
    "No. 4 was the best. |The rest were poor.",
    "See Fig. A for details. |It is clear.",
    "It began in Oct. |The last visit was in Jan. 2020.",
    "Dr. An Li and Dr. You So agree. |They wrote it.",
    # acronyms are no abbreviations
    "Some people with MS. |Others with ED. |Pills help few of them.",
    "Tests at the ED. |Doctors there are quick.",
    # units and Latin of prescriptions
    "Take 5 ml. with food. |Rest after.",
    "One tablet b.i.d. for a week. |Then stop.",
    "Give it i.v. or i.m. at once. |Call for help.",
    "Give 0.5 mg. |Wait for two hrs. |Measure again after 30 min. |Stop then.",
    # times, states, titles
    "Take it at 8 a.m. with water. |Eat later.",
    "Take one at 8 a.m. and one at 8 p.m. daily. |Drink water.",
    "The clinic opens at 8 a.m. |The nurse comes at nine.",
    "It is sold in the U.S. and Canada. |It is cheap.",
    "It was approved in the U.S. |The price is high.",
    "A U.S. Army study ran for a year. |It was small.",
    "Anna Berg, M.D. and Tom Lund, Ph.D. wrote it. |We read it.",
    # figures
    "The gap was real (p < 0.05). |It was small.",
    "It fell by 3.5 points. |That is little.",
    "Give 0.5 mg. |Wait an hour.",
    "The cost is $3.50. |That is low.",
    "Version 2.0 came in 2020. |It was better.",
    "Only 12. |The others left.",
    "About 1.000.000 people have it. |Most are old.",
    # initials and letter names
    "J. R. Smith led the work. |It was brief.",
    "A review by A. Moor is out. |Read it.",
    "Milk holds vitamin D. |The sun makes more.",
    "He has hepatitis C. |Drugs clear it.",
    "This is group A. |Group B had none.",
    "It was a placebo in arm B. |The others had more.",
    "Get a shot against influenza A. |Nurses give it in autumn.",
    "Tests for hepatitis B. |Vaccines prevent it.",
    "Eat foods with vitamin K. |Spinach has plenty.",
    # lost spaces
    "It eases pain.The drug is old.",
    "Pain fell by half (in all).The rest left.",
    "It helped 40%.Most were women.",
    "Read www.example.org/Page for more. |It is free.",
    # citations
    "It eases pain [12]. |It is old.",
    "It eases pain.[12] |It is old.",
    "It eases pain. [12] |It is old.",
    "It eases pain.[1-3,5] |It is old.",
    "It eases pain.[^4] |It is old.",
    "It eases pain.¹² |It is old.",
    "It eases pain.¹,³ |It is old.",
    "It eases pain (Lund, 2020). |It is old.",
    "It eases pain.” [3] |It is old.",
    # quotations and brackets
    "“It helps.” |So said the nurse.",
    "She said, “Rest now.” |Then she left.",
    '"Does it work?" |Many ask that.',
    "“Does it work?” he asked. |Nobody knew.",
    "(It is rare.) |Call if it lasts.",
    "It is rare (see below). |Call if it lasts.",
    "It is rare. |(Call if it lasts.)",
    "It is rare. |“Call me,” she said.",
    "‘It helps.’ |So said the nurse.",
    # ellipses
    "Well … it may help. |Try it.",
    "It may help... or not. |Try it.",
    "It may help... |Nobody knows.",
    "It may help… |Nobody knows.",
    # what starts a sentence
    "It eases pain. |2 of 9 people left.",
    "It eases pain. |Éva agreed.",
    "It eases pain. **|**So it is.".replace("**|**", "|**"),
    "It eases pain. |*Not* always.",
    "The drug, no. 4 of five, was best. |It won.",
]  # fmt: skip


def expected(case: str) -> list[str]:
    return [part.strip() for part in case.split("|")]


LOST_SPACES = {
    "It eases pain.The drug is old.": ["It eases pain.", "The drug is old."],
    "Pain fell by half (in all).The rest left.": ["Pain fell by half (in all).", "The rest left."],
    "It helped 40%.Most were women.": ["It helped 40%.", "Most were women."],
}


@pytest.mark.parametrize("case", [case for case in CASES if case not in LOST_SPACES])
def test_sentences_end_where_they_should(case: str) -> None:
    assert split(case.replace("|", "")) == expected(case)


@pytest.mark.parametrize("mark", ["-", "•", "·"])
def test_what_is_left_of_a_list_parts_sentences(mark: str) -> None:
    text = f"Check your feet. {mark} Wash them daily. {mark} Dry them well."
    assert split(text) == ["Check your feet.", "Wash them daily.", "Dry them well."]


def test_a_dash_inside_a_sentence_parts_nothing() -> None:
    assert split("See Dr. - as he is known - Moor. Then rest.") == [
        "See Dr. - as he is known - Moor.",
        "Then rest.",
    ]


@pytest.mark.parametrize(("text", "sentences"), LOST_SPACES.items())
def test_a_lost_space_still_ends_a_sentence(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_spans_are_those_of_the_part_that_was_asked_for() -> None:
    text = "Skip this. Rest now.  Then walk. Not this."
    start, end = text.index("Rest"), text.index(" Not")
    spans = list(sentence_spans(text, start, end, ABBREVIATIONS))
    assert [text[a:b] for a, b in spans] == ["Rest now.", "Then walk."]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_white_space_holds_no_sentence(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize("text", ["...", "?!", "[1]", "¹²³", "“”", ". . ."])
def test_marks_without_words_raise_nothing(text: str) -> None:
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")


def seconds(text: str) -> float:
    """The least processor time of three runs over a text."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _ in sentence_spans(text, 0, len(text), ABBREVIATIONS):
            pass
        best = min(best, time.process_time() - start)
    return best


HOSTILE = {
    "no white space": "x",
    "full stops": ". ",
    "initials": "A. ",
    "stops without spaces": ".",
    "dotted letters": "a.",
    "closing marks": '.”)]"',
    "brackets": ")",
    "quotation marks": "”",
    "spaces": " ",
    "citations": ".[1]",
    "open brackets": ".[",
    "raised figures": ".¹",
    "letter names": "vitamin A. ",
    "abbreviations": "e.g. ",
    "capitals": "e.g.A",
    "spaces after stops": ".   ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_text_four_times_as_long_takes_about_four_times_as_long(piece: str) -> None:
    short, long = ("Yes." + piece * (size // len(piece)) for size in (250_000, 1_000_000))
    # Quadratic work would take 16 times as long; the constant forgives a slow clock.
    assert seconds(long) < 10 * seconds(short) + 0.05
