"""What a finding is about stays the same when lines move, and changes when the words do."""

from __future__ import annotations

import pytest

from medlint.document import Document
from medlint.finding import Match, Passage, Span
from medlint.language.reading import Reading
from medlint.passage import passage_of
from medlint.rulebook import Rulebook

ARTICLE = """---
title: Gout
---

# Gout

The *first* tablet is **0.5 mg**,
taken with food. Drink   water!

| Drug | Dose |
|---|---|
| Colchicine | 0.5 mg |
| Allopurinol | 100 mg |
"""


def passage(text: str, words: str, *, sentence: bool = True) -> Passage:
    document = Document("gout.md", text, "markdown")
    start = text.index(words)
    match = Match(Span(start, start + len(words)))
    reading = Reading(document, Rulebook.load().lexicon) if sentence else None
    return passage_of(match, document, reading)


def test_markup_line_ends_and_punctuation_are_no_part_of_it() -> None:
    assert passage(ARTICLE, "tablet") == Passage(
        "the first tablet is 0.5 mg taken with food", 7, 8, columns=(1, 17)
    )


@pytest.mark.parametrize(
    "changed",
    [
        ARTICLE.replace("# Gout", "A line above.\n\n# Gout"),
        ARTICLE.replace("**0.5 mg**,\ntaken", "0.5 mg, taken"),
        ARTICLE.replace("The *first*", "The first"),
        ARTICLE.replace("\n", "\r\n"),
    ],
    ids=["a line above", "other line ends", "other markup", "CRLF"],
)
def test_edits_that_keep_the_words_keep_it(changed: str) -> None:
    assert passage(changed, "tablet").words == passage(ARTICLE, "tablet").words


@pytest.mark.parametrize(("old", "new"), [("0.5 mg**", "5 mg**"), ("is **", "is not **")])
def test_other_words_make_another(old: str, new: str) -> None:
    assert passage(ARTICLE.replace(old, new, 1), "tablet").words != passage(ARTICLE, "tablet").words


def test_a_row_of_a_table_is_one_of_its_own() -> None:
    assert "allopurinol" not in passage(ARTICLE, "Colchicine").words


def test_the_title_stands_for_the_whole_article() -> None:
    assert passage(ARTICLE, "Gout\n\n") != passage(ARTICLE, "tablet")
    document = Document("gout.md", ARTICLE, "markdown")
    reading = Reading(document, Rulebook.load().lexicon)
    whole = Passage("gout", 5, 5, whole=True, columns=(3, 7))
    assert passage_of(Match(reading.anchor), document, reading) == whole
    start = ARTICLE.index("tablet")
    elsewhere = Match(Span(start, start + len("tablet")), whole=True)
    assert passage_of(elsewhere, document, reading) == whole


def test_without_a_reading_the_block_is_taken() -> None:
    found = passage(ARTICLE, "water", sentence=False)
    assert found.words == "the first tablet is 0.5 mg taken with food drink water"


def test_front_matter_has_words_too() -> None:
    assert passage(ARTICLE, "title: Gout", sentence=False).words == "title gout"
