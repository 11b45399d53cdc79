"""Rules about the file itself, and words that lost their hyphen."""

from __future__ import annotations

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.finding import Finding, Severity
from medlint.marks import read_marks
from medlint.matchers.replace_word import ReplaceWord
from medlint.rulebook import Rulebook
from medlint.selftest import examples_of
from medlint.source import decode

RULEBOOK = Rulebook.load()
SPANISH = (
    "# Asma\n\nEl asma es una enfermedad de los pulmones que estrecha las vías respiratorias. Las"
    " personas con asma tosen por la noche y respiran con dificultad después de correr. Un"
    " inhalador cura el asma en pocos minutos sin efectos secundarios, y otro evita los ataques."
)


def findings(document: Document, *select: str) -> list[Finding]:
    return lint([document], RULEBOOK, Config(select=select))


def article(text: str) -> Document:
    return Document("article.md", text, "markdown")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Ménière’s disease".encode("cp1252"), "Windows-1252"),
        ("Ménière’s disease".encode("utf-16"), "UTF-16"),
        ("The patient\N{REPLACEMENT CHARACTER}s dose".encode(), "lost a character"),
        ("\N{REPLACEMENT CHARACTER} and \N{REPLACEMENT CHARACTER}".encode(), "2 characters"),
    ],
)
def test_bytes_in_another_encoding(data: bytes, words: str) -> None:
    (finding,) = findings(decode(data, "article.md"), "wrong-encoding")
    assert words in finding.message
    assert finding.severity is Severity.WARNING


def test_the_finding_stands_at_the_first_wrong_byte() -> None:
    document = decode("Line one\nThe caf\xe9 is open.".encode("cp1252"), "article.txt")
    (finding,) = findings(document, "wrong-encoding")
    assert (finding.place.line, finding.place.column) == (2, 8)


def test_utf8_with_and_without_its_mark_is_right() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        document = decode(mark + "Ménière’s disease is rare.".encode(), "article.md")
        assert findings(document, "wrong-encoding", "empty-article") == []


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file(data: bytes) -> None:
    (finding,) = findings(decode(data, "article.md"), "empty-article")
    assert (finding.place.line, finding.place.column) == (1, 1)


def test_another_language_is_one_error_and_nothing_else() -> None:
    found = findings(article(SPANISH))
    assert [(each.rule, each.severity) for each in found] == [("not-english", Severity.ERROR)]


def test_front_matter_without_an_end() -> None:
    (finding,) = findings(article("---\ntitle: Gout\n\nIt hurts."), "broken-front-matter")
    assert (finding.place.line, finding.place.end_column) == (1, 4)
    assert findings(article("---\ntitle: Gout\n---\n\nIt hurts."), "broken-front-matter") == []


SUPPRESSION = RULEBOOK.rules["unused-suppression"]


@pytest.mark.parametrize(("kind", "index"), list(examples_of(SUPPRESSION)))
def test_suppressions_in_a_whole_run(kind: str, index: int) -> None:
    marked = read_marks(getattr(SUPPRESSION.examples, kind)[index])
    document = article(marked.text)
    found = findings(document, "unused-suppression", "lost-hyphen")
    assert [each.rule for each in found] == ["unused-suppression"] * len(marked.spans)
    assert [each.place for each in found] == [document.place(span) for span in marked.spans]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("A longterm plan.", "long-term"),
        ("Longterm plans fail.", "Long-term"),
        ("A LONGTERM PLAN", "LONG-TERM"),
        ("# Longterm Plans", "Long-term"),
        ("Many Tcells died.", "T cells"),
        ("The plan is longterm.Then rest.", "long-term"),
        ("A **longterm** plan.", "long-term"),
    ],
)
def test_a_fused_word_keeps_its_capitals(text: str, better: str) -> None:
    (finding,) = findings(article(text), "lost-hyphen")
    assert finding.replacement == better


@pytest.mark.parametrize(
    "text",
    [
        "The tcells package is free.",
        "Read https://example.org/longterm/plan or www.longterm.example now.",
        "Follow #longterm, @longterm and my_longterm.",
        "Write to longterm@example.org about it.",
        "We asked the Longterm Care Trust for help.",
        "`longterm = 1`",
        "Long-term and long term are both fine.",
    ],
)
def test_what_is_no_fused_word(text: str) -> None:
    assert findings(article(text), "lost-hyphen") == []


def test_a_list_that_cannot_work_is_refused() -> None:
    wrong = ReplaceWord({"long-term": "long term", "same": "same"})
    mistakes = list(wrong.mistakes(RULEBOOK.lexicon))
    assert [mistake.split('"')[1] for mistake in mistakes] == ["long-term", "same"]
