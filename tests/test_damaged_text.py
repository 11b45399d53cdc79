"""Damage that text takes on its way: doubled words, spaces, broken characters, leftovers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint import engine
from medlint.config import Config
from medlint.document import Document
from medlint.finding import Finding
from medlint.fixing.edits import apart, edited, edits_of
from medlint.rulebook import Rulebook

RULEBOOK = Rulebook.load()
FIXING = ["punctuation-spacing", "irregular-whitespace", "repeated-word", "mojibake"]


def found(name: str, text: str, path: str = "article.md") -> list[Finding]:
    """What one rule finds in a text."""
    form = "markdown" if path.endswith(".md") else "text"
    document = Document(path, text, form)  # type: ignore[arg-type]
    return engine.findings_of(RULEBOOK.rules[name], document, RULEBOOK)


def mended(name: str, text: str) -> str:
    """The text after one round of the rule's safe fixes."""
    safe = [each for each in found(name, text) if each.fix is not None and each.fix.kind == "safe"]
    return edited(text, sorted(edit for each in apart(safe) for edit in edits_of(each)))


def quoted(finding: Finding, text: str) -> str:
    """The words that a finding is about."""
    document = Document("article.md", text)
    at = finding.place
    start = document.offset(at.line, at.column)
    return text[start : document.offset(at.end_line, at.end_column)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("repeated-word", "Asthma is is not caught from others.", "is is"),
        ("repeated-word", "Wash the wound wound with clean water.", "wound wound"),
        ("repeated-word", "People with with gout drink more.", "with with"),
        ("repeated-word", "> The nurse came.\n\nShe took a a swab.", "a a"),
        ("repeated-word", "1. Shake the the bottle.", "the the"),
        ("repeated-word", "It was very very sore in the morning.", "very very"),
        ("repeated-word", "Of Of all the tests, one was new.", "Of Of"),
        ("punctuation-spacing", "Iron,zinc and folate are in lentils.", "Iron,zinc"),
        ("punctuation-spacing", "The ulcer healed.Then it bled.", "healed.Then"),
        ("punctuation-spacing", "A stent (a small tube)keeps it open.", "(a small tube)keeps"),
        ("punctuation-spacing", "## Shingles : what helps", "Shingles :"),
        ("punctuation-spacing", "Malaria , dengue and typhus spread.", "Malaria , dengue"),
        ("punctuation-spacing", "The cast stays dry;bathing must wait.", "dry;bathing"),
        ("punctuation-spacing", "Eye drops ( one a day) sting.", "( one"),
        ("punctuation-spacing", "Ask the midwife(RM) first.", "midwife(RM)"),
        ("punctuation-spacing", "Published: 02-Sep-2024 , revised later", "02-Sep-2024 , revised"),
        ("irregular-whitespace", "An   x-ray   of   the hip.", "An   x-ray"),
        ("irregular-whitespace", "A preg\u200bnancy test.", "preg\u200bnancy"),
        ("irregular-whitespace", "A lung\u00a0scan on\u00a0the same\u00a0day.", "lung\u00a0scan"),
        ("mojibake", "Crohnâ€™s disease comes in bouts.", "Crohnâ€™s"),
        ("mojibake", "BehÃ§et described ulcers.", "BehÃ§et"),
        ("mojibake", "The limit was 5 Âµmol.", "Âµmol"),
        ("mojibake", "A dose of 2Ã—10 cells was given.", "Ã—"),
        ("mojibake", "The risk fell â€” a little.", "â€”"),
        ("mojibake", "Ω-3 and Î²-blockers differ.", "Î²"),
        ("mojibake", "A ﬁbula breaks in ﬁve weeks.", "ﬁbula"),
        ("mojibake", "A tear\x07 in the knee.", "tear\x07"),
        ("mojibake", "She said â€œyesâ€ and left.", "â€œyesâ€"),
        ("placeholder-text", "The vaccine is [TBC] for infants.", "[TBC]"),
        ("placeholder-text", "Call [phone number] at night.", "[phone number]"),
        ("placeholder-text", "Hives fade in XX days.", "XX days"),
        ("placeholder-text", "Rest the knee.【12†source】", "【12†source】"),
        ("placeholder-text", "Rest the knee turn0search3 for a day.", " turn0search3 "),
        ("placeholder-text", "| Age | Dose |\n|---|---|\n| 6 | [dose] |", "[dose]"),
        (
            "placeholder-text",
            "As of my knowledge cutoff, no test was sold.",
            "As of my knowledge cutoff",
        ),
        ("placeholder-text", "Error! Reference source not found.", None),
    ],
)
def test_damage_is_found(name: str, text: str, words: str | None) -> None:
    (finding,) = found(name, text)
    assert quoted(finding, text) == (text if words is None else words)


def test_a_template_is_a_leftover_in_plain_text_and_markup_in_markdown() -> None:
    text = "Dear {{ first_name }}, your scan is due."
    (finding,) = found("placeholder-text", text, "letter.txt")
    assert quoted(finding, text) == "{{ first_name }}"
    assert found("placeholder-text", text, "letter.md") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("repeated-word", "All that that scan showed was a cyst."),
        ("repeated-word", "Baden Baden has a clinic for rheumatism."),
        ("repeated-word", "In the the-then hospital, cholera spread."),
        ("repeated-word", "Take it at night, night after night."),
        ("repeated-word", "## Shingles\n\nShingles hurts."),
        ("repeated-word", "“The the the ...” is how he spoke after the stroke."),
        ("repeated-word", "In May may sufferers sneeze."),
        ("punctuation-spacing", "Serum sodium was 1,250 at 12:30, in a 2:1 split."),
        ("punctuation-spacing", "The gene HLA-DQ2,HLA-DQ8 and BRCA1,BRCA2 were read."),
        ("punctuation-spacing", "See Corinthians 3:16, www.kidney.example/a,b and file.Name.txt."),
        ("punctuation-spacing", "Use (R)-salbutamol, (un)likely (s)he, tablet(s) or FeCl(III)."),
        ("punctuation-spacing", "She waited . . . and the fever went :)"),
        ("punctuation-spacing", "Diabetes Mellitus, Type 2, e.g. at 8 a.m. or U.S.-made."),
        ("punctuation-spacing", "*Fever* , no; `a ,b` neither; **Cough**: a sign."),
        ("irregular-whitespace", "Wait.  Rest.  Drink.  Sleep.  Call."),
        (
            "irregular-whitespace",
            "2\u00a0mg, 4\u00a0mg, 6\u00a0mg and Dr\u00a0Abara, p\u00a0<\u00a05.",
        ),
        ("irregular-whitespace", "```\na    b    c    d\n```"),
        ("irregular-whitespace", "- one\n    - two\n        - three\n\n      four"),
        ("mojibake", "Guillain–Barré, Sjögren’s, Behçet’s, 37 °C, ≥ 5 µg, α and β, naïve façade."),
        ("mojibake", "Œdème, cœur, Ångström, Ærø, Þór, ßtest, Château, BÂTIMENT."),
        ("mojibake", "NAÇÃO, SÃO, IRMÃ, ÂNGULO, TÂM and CÂY."),
        ("mojibake", "CAFÉ™ and DÉJÀ® are brands."),
        ("placeholder-text", "The consent form (see [1]) lists the risks [2, 3]."),
        ("placeholder-text", "Add [the salt] slowly; insert the tube here."),
        ("placeholder-text", "The XX and XY chromosomes were read."),
        ("placeholder-text", "What is a large language model? It predicts words."),
        ("placeholder-text", "As of my birthday, I have had no seizure."),
        ("placeholder-text", "Of course! Pain is common."),
        ("placeholder-text", "Serum sodium<br>was low."),
    ],
)
def test_what_is_right_is_let_be(name: str, text: str) -> None:
    assert found(name, text) == []


def test_markup_that_readers_see_is_found_in_plain_text_only() -> None:
    (finding,) = found("placeholder-text", "Wash your hands.<br>Dry them.", "article.txt")
    assert finding.severity == "warning"


def test_a_fault_of_a_whole_article_is_told_once() -> None:
    text = "\n\n".join(f"- {organ} : healthy" for organ in ("Liver", "Spleen", "Lung", "Heart"))
    (finding,) = found("punctuation-spacing", text)
    assert "4 times" in finding.message


def test_a_gap_beside_a_figure_keeps_its_fixed_space() -> None:
    text = "Take 5 \u00a0mg at night,   10 \u00a0mg at noon."
    assert mended("irregular-whitespace", text) == "Take 5\u00a0mg at night, 10\u00a0mg at noon."


def test_text_that_was_misread_twice_is_undone_twice() -> None:
    text = "Parkinson’s disease".encode().decode("cp1252").encode().decode("cp1252")
    assert mended("mojibake", text) == "Parkinson’s disease"


def test_a_word_that_another_article_parts_is_found() -> None:
    texts = ["A knee jointreplacement lasts.", "A joint replacement is sore. A joint replacement."]
    documents = [Document(f"{n}.md", text, "markdown") for n, text in enumerate(texts)]
    found_here = engine.lint(documents, RULEBOOK, Config(select=("joined-words",), preview=True))
    assert [(each.place.path, each.place.column) for each in found_here] == [("0.md", 8)]


def test_a_listed_word_is_told_by_its_own_rule_alone() -> None:
    text = "Longterm care is a plan. A longterm plan is a long term plan, a long term plan."
    config = Config(select=("joined-words", "lost-hyphen"), preview=True)
    findings = engine.lint([Document("a.md", text, "markdown")], RULEBOOK, config)
    assert {each.rule for each in findings} == {"lost-hyphen"}


_WORDS = st.sampled_from(
    "the the of asthma Fever fever,chills (CKD)or had Rest.Then 1,000 10\u00a0mg 2:1 e.g. p53 ,"
    " ) ( . ; : : www.lung.example/a,b <br> **dose** *of* `a,b` patientâ€™s Âµg eﬃcacy very"
    " thera\u200bpy x , and isnâ€™t — ... [1] N,N-dimethyl 10:30".split(" ")
)
_GAPS = st.sampled_from(
    [" ", " ", " ", "  ", "   ", "\u00a0", " \u00a0", "\n", "  \n", "\t", "\n\n"]
)
_TEXTS = st.lists(st.tuples(_WORDS, _GAPS), max_size=24).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)


@pytest.mark.parametrize("name", FIXING)
@given(text=_TEXTS)
@settings(max_examples=60, deadline=None)
def test_fixing_comes_to_rest(name: str, text: str) -> None:
    for _ in range(6):
        before, text = text, mended(name, text)
    assert text == before


@pytest.mark.parametrize("name", ["punctuation-spacing", "irregular-whitespace"])
@given(text=_TEXTS)
@settings(max_examples=60, deadline=None)
def test_spaces_are_all_that_a_fix_of_spaces_changes(name: str, text: str) -> None:
    def without_spaces(text: str) -> str:
        return re.sub("[\\s\u200b]", "", text)

    assert without_spaces(mended(name, text)) == without_spaces(text)
