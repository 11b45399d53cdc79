"""Offsets, lines and columns, and prose that keeps the length of its text."""

from __future__ import annotations

import pytest

from medlint.document import Document, Format
from medlint.finding import Place, Span

LINE_ENDS = ["\n", "\r\n", "\r"]
LINES = ["# Zinc for *colds*", "", "A **daily** lozenge – 10&nbsp;mg.", "", "- 🙂 one", "- two"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_the_position_of_every_character_leads_back_to_it(end: str) -> None:
    document = Document("zinc.md", end.join(LINES), "markdown")
    for offset in range(len(document.text) + 1):
        assert document.offset(*document.position(offset)) == offset


@pytest.mark.parametrize("end", LINE_ENDS)
def test_lines_and_columns_count_from_one(end: str) -> None:
    document = Document("zinc.md", end.join(LINES), "markdown")
    assert document.position(0) == (1, 1)
    assert document.position(document.text.index("daily")) == (3, 5)
    assert document.position(document.text.index("one")) == (5, 5)


def test_each_kind_of_line_end_ends_one_line() -> None:
    document = Document("mixed.txt", "one\r\ntwo\rthree\nfour")
    assert [document.line_text(line) for line in (1, 2, 3, 4)] == ["one", "two", "three", "four"]


def test_a_last_line_end_opens_an_empty_line() -> None:
    document = Document("end.txt", "one\n")
    assert document.position(4) == (2, 1)
    assert document.line_text(2) == ""


def test_the_end_of_a_place_is_exclusive() -> None:
    document = Document("two.txt", "ab\ncd")
    assert document.place(Span(1, 5)) == Place("two.txt", 1, 2, 2, 3)


def test_a_column_counts_code_points() -> None:
    document = Document("emoji.md", "🙂 e\u0301 word", "markdown")
    assert document.position(document.text.index("word")) == (1, 6)


def test_the_empty_text_has_one_line_and_no_blocks() -> None:
    document = Document("empty.md", "", "markdown")
    assert document.position(0) == (1, 1)
    assert document.line_text(1) == ""
    assert document.blocks == ()


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("written", ["text", "markdown"])
def test_prose_keeps_length_and_line_ends(written: Format, end: str) -> None:
    text = end.join(
        [
            "---", "title: Zinc", "---", "",
            "See <b>this</b> [trial](https://example.org) &amp; `code`.[^1]", "",
            "| a | b |", "|---|---|", "| 1 | 2 |", "",
            "<!-- a", "comment -->", "",
            "```", "code", "```", "",
            "[^1]: Note.",
        ]
    )  # fmt: skip
    prose = Document("zinc", text, written).prose
    assert len(prose) == len(text)
    ends = [(at, mark) for at, mark in enumerate(text) if mark in "\r\n"]
    assert [(at, mark) for at, mark in enumerate(prose) if mark in "\r\n"] == ends


def test_plain_text_has_no_markup() -> None:
    text = "5 * 3 is <b>15</b> & [more](x)\n"
    assert Document("plain.txt", text).prose == text


def test_lone_surrogates_of_undecodable_bytes_are_kept() -> None:
    text = "A \udc9d *word* \ud800 then **zinc**"
    document = Document("odd.md", text, "markdown")
    assert len(document.prose) == len(text)
    assert document.prose.index("zinc") == text.index("zinc")
