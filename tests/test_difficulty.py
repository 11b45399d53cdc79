"""How hard sentences are, why, and the rules on hard sentences, long paragraphs and passives."""

# ruff: noqa: E501
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import read_passage

from medlint.engine import matches
from medlint.finding import Match
from medlint.readability import frequency
from medlint.readability.difficulty import (
    STRETCH,
    hard_word,
    is_nominalisation,
    sentence_difficulty,
    text_difficulty,
)
from medlint.readability.frequency import RAREST, WordfreqError, family_zipf, zipf
from medlint.readability.reasons import reasons
from medlint.readability.structure import clauses, passives
from medlint.readability.words import words_of
from medlint.rulebook import Rulebook

RULEBOOK = Rulebook.load()

WORDS = st.sampled_from(
    "take a tablet the which because heterogeneity HIV 12 was measured nurse renal therapy".split()
)
SENTENCES = st.lists(WORDS, max_size=40)


def found(rule: str, text: str) -> list[Match]:
    return list(matches(RULEBOOK.rules[rule], read_passage(text)))


@pytest.mark.parametrize("word", ["the", "heart", "heterogeneity", "doctor", "placebo"])
def test_contract_our_reading_of_the_list_is_that_of_wordfreq(word):
    import wordfreq

    assert zipf(word) == pytest.approx(wordfreq.zipf_frequency(word, "en"), abs=0.01)


def test_a_word_that_is_not_listed_is_as_rare_as_can_be():
    assert zipf("qwzvbnm") == RAREST


def test_a_compound_is_as_rare_as_its_rarest_part():
    assert zipf("knee-qwzvbnm") == RAREST
    assert zipf("nurse's") == zipf("nurse")


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("treating", "treat"),
        ("biopsies", "biopsy"),
        ("randomised", "randomize"),
        ("stopped", "stop"),
    ],
)
def test_a_regular_form_is_as_common_as_its_base(form, base):
    assert family_zipf(form) >= zipf(base)


def test_an_acronym_has_no_endings():
    assert family_zipf("AIDS") == zipf("aids")


def test_a_missing_wordfreq_says_what_to_do(monkeypatch):
    frequency._zipf_values.cache_clear()
    monkeypatch.setattr(frequency, "find_spec", lambda name: None)
    with pytest.raises(WordfreqError, match=r"^wordfreq is not installed; run: pip install"):
        zipf("tea")
    frequency._zipf_values.cache_clear()


@pytest.mark.parametrize("content", [b"no gzip", b""])
def test_a_broken_list_says_where_it_is(monkeypatch, tmp_path, content):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "large_en.msgpack.gz").write_bytes(content)
    spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    frequency._zipf_values.cache_clear()
    monkeypatch.setattr(frequency, "find_spec", lambda name: spec)
    with pytest.raises(WordfreqError, match=r"large_en\.msgpack\.gz: .* cannot be read; run: pip"):
        zipf("tea")
    frequency._zipf_values.cache_clear()


def test_a_check_with_default_rules_loads_no_list_of_words(tmp_path):
    grade = RULEBOOK.rules["reading-grade"].examples.flagged[0]
    (tmp_path / "a.md").write_text(grade.replace("{", "").replace("}", ""), encoding="utf-8")
    code = (
        "import sys; from medlint.cli import main\n"
        "try: main(['check', 'a.md', '--no-config'])\n"
        "except SystemExit: pass\n"
        "loaded = {'wordfreq', 'msgpack', 'medlint.readability.frequency'} & set(sys.modules)\n"
        "print('loaded:', sorted(loaded))"
    )
    root = str(Path(__file__).parent.parent)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": root, "MEDLINT_CACHE": "off"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "reading-grade" in run.stdout
    assert run.stdout.strip().endswith("loaded: []")


@settings(deadline=None)  # the first sentence waits for the list of words
@given(SENTENCES, SENTENCES)
def test_adding_a_clause_never_makes_a_sentence_easier(sentence, clause):
    longer = [*sentence, "because", "it", *clause]
    assert sentence_difficulty(longer) >= sentence_difficulty(sentence) - 1e-9


@given(SENTENCES, WORDS)
def test_adding_a_word_never_makes_a_sentence_easier(sentence, word):
    assert sentence_difficulty([*sentence, word]) >= sentence_difficulty(sentence) - 1e-9


@given(st.lists(SENTENCES.filter(bool), min_size=1, max_size=6))
def test_a_short_text_is_as_hard_as_one_sentence_or_harder(sentences):
    if sum(map(len, sentences)) <= STRETCH:
        hardest = max(map(sentence_difficulty, sentences))
        assert text_difficulty(sentences) >= hardest - 1e-9


def test_a_long_text_is_no_harder_for_being_long():
    text = [
        words_of("Put the cream on dry skin twice a day and wash your hands before you do it")
    ] * 3
    assert text_difficulty(text * 6) == pytest.approx(text_difficulty(text * 3), abs=0.3)


def test_nothing_is_not_difficult():
    assert sentence_difficulty([]) == 0.0
    assert text_difficulty([]) == 0.0


@pytest.mark.parametrize(
    ("plain", "hard"),
    [
        ("The drug eases itching.", "The drug alleviates pruritus."),
        ("Wash the cut.", "Irrigate the laceration."),
        ("The scan was clear.", "The MRI was NAD."),
        ("We use this test.", "The utilisation of this test is our recommendation."),
        ("Take two tablets.", "Take 2 tablets at 08:00 and 3 at 20:00."),
        ("The nurse checks it.", "It is checked by the nurse, which the ward requires."),
        ("Vegetables help.", "Titres help."),
    ],
)
def test_what_readers_find_harder_is_harder(plain, hard):
    assert sentence_difficulty(words_of(plain)) < sentence_difficulty(words_of(hard))


@pytest.mark.parametrize(
    ("word", "whether"),
    [
        ("utilisation", True),
        ("assessment", True),
        ("adherence", True),
        ("ages", False),
        ("city", False),
        ("mention", True),
        ("women", False),
    ],
)
def test_nominalisations(word, whether):
    assert is_nominalisation(word) is whether


def test_hard_words_are_rare_ones():
    assert hard_word("heterogeneity") > 0
    assert hard_word("vegetables") <= 0
    assert hard_word("12") == 0


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Take it with food", 1),
        ("Take it when you eat", 2),
        ("If it hurts, call the clinic that treats you", 2),
        ("Rest after meals", 1),
        ("Rest after you eat", 2),
        ("The WHO and who it helps", 2),
        ("You sleep, and it heals, although it itches", 3),
        ("", 0),
    ],
)
def test_clauses(sentence, number):
    assert clauses(words_of(sentence)) == number


@pytest.mark.parametrize(
    ("sentence", "participles"),
    [
        ("Blood is taken", ["taken"]),
        ("Doses were not usually adjusted", ["adjusted"]),
        ("She is interested and the clinic is located in Bonn", []),
        ("The nurse has taken it", []),
        ("It can be seen and was felt", ["seen", "felt"]),
        ("You may need a bed", []),
        ("They are indeed red", []),
    ],
)
def test_passives(sentence, participles):
    words = words_of(sentence)
    assert [words[at] for at in passives(words)] == participles


def test_reasons_name_what_an_editor_can_change():
    sentence = words_of(
        "When 3 of 12 RCTs and 5 SRs were pooled, heterogeneity was found, which suggests that lupus, if it is renal, differs"
    )
    told = list(
        reasons(
            sentence, {"lupus"}, lambda word: {"heterogeneity": "variety"}.get(word, ""), hard_word
        ).phrases()
    )
    assert told[0] == "22 words"
    assert "4 clauses" in told
    assert "2 passives" in told
    assert "acronyms RCTs, SRs" in told
    assert "“heterogeneity” (variety)" in told
    assert told[-1] == "names that may be needed: “lupus”"


def test_the_hardest_sentences_of_a_grade_say_why():
    (match,) = found(
        "reading-grade",
        RULEBOOK.rules["reading-grade"].examples.flagged[0].replace("{", "").replace("}", ""),
    )
    notes = [related.note for related in match.related]
    assert all(note.startswith("hard to read: ") for note in notes)
    assert any("“" in note for note in notes)


HARD = [
    "Concomitant corticosteroid administration attenuates granulocyte recruitment and predisposes recipients to disseminated fungaemia without premonitory pyrexia.",
    "Transmural ischaemia provokes ventricular dyskinesis, papillary dysfunction and eventual regurgitant haemodynamic compromise.",
    "Pharmacokinetic heterogeneity necessitates individualised titration, because hepatic glucuronidation diminishes progressively with chronological senescence.",
    "Intraluminal photocoagulation obliterates incompetent perforators while minimising periprocedural ecchymosis, paraesthesia and thermal neuropraxia.",
]
READABLE = [
    "If the rash spreads or your face swells, stop taking the tablets, call an ambulance and tell the crew what you took and when you took it.",
    "Your nurse will show you how to clean the wound, how to change the dressing and what to look out for before you go home with your family.",
    "Ask for adalimumab, etanercept, infliximab or golimumab only after you and your doctor have talked about what each of them can and cannot do for you.",
    "Many people with psoriasis find that sunlight helps their skin, but too much of it burns, so go out for a few minutes at first.",
]


@pytest.mark.parametrize("sentence", HARD)
def test_hard_sentences_are_found(sentence):
    (match,) = found("hard-sentence", sentence)
    assert match.details["reasons"].startswith(f"{len(words_of(sentence))} words")


def test_names_alone_make_no_sentence_a_finding():
    text = "Subclinical hypercortisolaemia exacerbates insulin resistance and precipitates dyslipidaemia, osteopenia and recurrent nephrolithiasis in predisposed individuals."
    assert sentence_difficulty(words_of(text)) > 7.5
    assert found("hard-sentence", text) == []


@pytest.mark.parametrize("sentence", READABLE)
def test_readable_sentences_pass(sentence):
    assert found("hard-sentence", sentence) == []


def test_enumerations_and_quotations_are_let_be():
    terms = "Look for dyspnoea, haemoptysis, orthopnoea, cyanosis, tachypnoea, bradycardia, syncope, oedema, ascites, hepatomegaly and splenomegaly."
    assert found("hard-sentence", terms) == []
    assert found("hard-sentence", f"> {HARD[1]}") == []


def test_the_last_hard_sentence_says_how_many_more_there_are():
    found_here = found("hard-sentence", "\n\n".join(HARD))
    assert [match.note for match in found_here] == ["", "(2 more in this article.)"]


STEP = "Lift the leg slowly, hold it there while you count to five, and put it down again. "
LONG_PARAGRAPHS = [
    STEP * 8,
    "Ask the midwife what she checks at each visit, since some tests are done once and others every time you come. "
    * 6,
    "Drink a glass of water every hour while the heat lasts, even when you feel no thirst, and keep the blinds down until the sun has gone from the room. "
    * 5,
    "Keep the inhaler dry. "
    + "Rinse your mouth when you have used it, and write the date on the new one before you put it in your bag. "
    * 7,
]
SHORT_PARAGRAPHS = [
    STEP * 6,
    "Stop. Sit. Breathe. Wait. Count. Drink. Rest. Call. Go home. Sleep.",
    "\n".join(f"- {STEP}" for _ in range(12)),
    "\n".join(f"> {STEP}" for _ in range(12)),
    f"{STEP * 6}\n\n{STEP * 6}",
]


@pytest.mark.parametrize("text", LONG_PARAGRAPHS)
def test_long_paragraphs_are_found(text):
    assert len(found("long-paragraph", text)) == 1


@pytest.mark.parametrize("text", SHORT_PARAGRAPHS)
def test_short_paragraphs_pass(text):
    assert found("long-paragraph", text) == []


def test_professionals_may_write_longer_paragraphs():
    text = f"---\nprofile: professional\n---\n\n{STEP * 9}"
    assert found("long-paragraph", text) == []
    assert len(found("long-paragraph", f"---\nprofile: professional\n---\n\n{STEP * 12}")) == 1


BLOCK = f"{STEP * 6}\n\n"
UNHEADED = [
    f"# Knees\n\n{BLOCK * 4}",
    f"# Knees\n\n## Daily\n\n{BLOCK * 5}",
    f"# Knees\n\n## Daily\n\n{STEP}\n\n## Weekly\n\n{BLOCK * 5}",
]
HEADED = [
    f"# Knees\n\n{BLOCK * 2}",
    "# Knees\n\n" + f"## Daily\n\n{BLOCK * 2}" * 4,
    f"Dear colleague,\n\n{BLOCK * 5}",
    "# Knees\n\n" + "\n".join(f"- {STEP}" for _ in range(30)),
]


@pytest.mark.parametrize("text", UNHEADED)
def test_text_without_headings_is_found(text):
    assert len(found("missing-headings", text)) == 1


@pytest.mark.parametrize("text", HEADED)
def test_text_with_headings_passes(text):
    assert found("missing-headings", text) == []


def test_the_longest_section_is_where_the_heading_lacks():
    (match,) = found("missing-headings", UNHEADED[2])
    assert UNHEADED[2][match.span.start :].startswith("Weekly")


PASSIVE = [
    "The eye is numbed.",
    "A flap is cut.",
    "The lens is shaped.",
    "Drops are given.",
    "The shield is taped on.",
    "A visit is booked.",
]
ACTIVE = [
    "You lie down.",
    "It takes ten minutes.",
    "Bring sunglasses.",
    "Rest at home.",
    "Do not rub it.",
]
BY_SOMEBODY = [
    "Mumps is caused by a virus.",
    "It is spread by drops.",
    "The jab is given by a nurse.",
    "The cost is paid by the state.",
    "Spots are felt by most people.",
    "It is known as parotitis.",
]


@pytest.mark.parametrize(
    ("passive", "active", "flagged"),
    [(6, 5, True), (4, 5, False), (3, 5, False), (6, 3, False), (0, 5, False)],
)
def test_the_share_of_passives(passive, active, flagged):
    text = "# Laser\n\n" + " ".join([*PASSIVE[:passive], *ACTIVE[:active]])
    assert bool(found("passive-density", text)) is flagged


def test_passives_that_say_who_acts_do_not_count():
    assert found("passive-density", "# Mumps\n\n" + " ".join([*BY_SOMEBODY, *ACTIVE])) == []


def test_the_first_passives_are_listed():
    (match,) = found("passive-density", "# Laser\n\n" + " ".join([*PASSIVE, *ACTIVE]))
    assert match.details == {"share": "55", "count": "6"}
    assert match.related[0].note == "passive: “numbed”"
    assert len(match.related) == 5
