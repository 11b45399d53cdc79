"""Plain text as blocks: line breaks and typography are all there is to go by."""

from __future__ import annotations

import pytest

from medlint.document import Document


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and text of every block, white space collapsed."""
    read = Document("article.txt", text)
    return [
        (block.kind, " ".join(text[block.span.start : block.span.end].split()))
        for block in read.blocks
    ]


def kinds(text: str) -> dict[str, str]:
    """The kind of each block by its text."""
    return {words: kind for kind, words in blocks(text)}


def title_of(text: str) -> str | None:
    return next((words for kind, words in blocks(text) if kind == "title"), None)


PROSE = (
    "Runners often ask whether insoles are worth the money, and the honest answer is a long one."
)

WRAPPED = (
    "Insoles for Runners\n"
    "\n"
    "This paragraph was wrapped by hand at about sixty columns, as\n"
    "mail used to be, so its lines are all of much the same length\n"
    "but for the last.\n"
    "\n"
    "A second paragraph stands after a blank line and is also long\n"
    "enough to be wrapped.\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_lines_make_one_paragraph(end: str) -> None:
    found = blocks(WRAPPED.replace("\n", end))
    assert [kind for kind, _ in found] == ["title", "paragraph", "paragraph"]
    assert found[1][1].endswith("but for the last.")


def test_long_lines_are_paragraphs_of_their_own() -> None:
    found = blocks(f"Insoles for Runners\n\n{PROSE} {PROSE}\n{PROSE} {PROSE}\n")
    assert [kind for kind, _ in found] == ["title", "paragraph", "paragraph"]


def test_a_stray_break_in_a_long_line_is_joined() -> None:
    found = blocks(f"{PROSE} {PROSE} It also\nneeds no more than a short break in the day.\n")
    assert [kind for kind, _ in found] == ["paragraph"]


def test_short_sentences_on_lines_of_their_own_are_not_joined() -> None:
    found = blocks("Rest the foot.\nCool it with ice.\nLift it up.\n")
    assert [kind for kind, _ in found] == ["paragraph"] * 3


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "– ", "1. ", "2) ", "(3) ", "a. "])
def test_a_list_item_is_what_follows_its_mark(mark: str) -> None:
    assert blocks(f"{PROSE}\n\n{mark}Rest the foot\n{mark}Cool it\n")[1:] == [
        ("list-item", "Rest the foot"),
        ("list-item", "Cool it"),
    ]


def test_an_item_goes_on_in_a_lower_case_line() -> None:
    assert blocks("- Rest the foot on\n  a chair\n- Cool it\n") == [
        ("list-item", "Rest the foot on a chair"),
        ("list-item", "Cool it"),
    ]


def test_a_dose_range_is_no_list_item() -> None:
    assert kinds(f"{PROSE}\n\n5 mg is enough for most adults.\n") == {
        PROSE: "paragraph",
        "5 mg is enough for most adults.": "paragraph",
    }


@pytest.mark.parametrize(
    "line", ["Side effects", "What Can Go Wrong?", "Who should not wear them", "2024 update"]
)
def test_a_short_line_apart_is_a_heading(line: str) -> None:
    text = f"Insoles for Runners\n\n{PROSE}\n\n{line}\n\n{PROSE} So it is.\n"
    assert kinds(text)[line] == "heading"


def test_a_short_line_above_a_long_one_is_a_heading() -> None:
    text = f"Insoles for Runners\n\n{PROSE}\n\nSide effects\n{PROSE} So it is.\n"
    assert kinds(text)["Side effects"] == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "Wear them for a day.",
        "You may notice one of these:",
        "such as a blister on the heel",
        "Blisters on the heel and the ball of the foot that last for more than a week at a time",
    ],
)
def test_lines_that_only_look_like_headings_are_none(line: str) -> None:
    text = f"Insoles for Runners\n\n{PROSE}\n\n{line}\n\n{PROSE} So it is.\n"
    assert kinds(text)[line] == "paragraph"


def test_a_numbered_line_above_prose_is_a_heading() -> None:
    found = kinds(f"Insoles\n\n{PROSE}\n\n2. Side effects\n{PROSE} So it is.\n")
    assert found["2. Side effects"] == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "ISSN: 1234-5678",
        "eISSN: 2345-6789",
        "Received: 2 May 2021; Accepted: 9 June 2021",
        "Citation: Berg A. Insoles. Foot. 2021;3:14-19.",
        "How to cite: Berg A. Insoles for runners. 2021.",
        "DOI: 10.1234/foot.2021.14",
        "Copyright: © 2021 Berg A.",
        "© 2021 The Foot Press",
        "Keywords: insoles; running",
        "*Correspondence: Anna Berg, Oslo",
        "Last reviewed: 4 April 2023",
        "Published online: 4 April 2023",
        "Medically reviewed by: Tom Lund, MD",
        "By Anna Berg, MD",
        "by Dr. Anna Berg",
        "Foot Medicine Volume 3, Issue 2",
        "+44 1632 960001",
        "Open Access",
        "Read more",
        "Back to top",
        "Distributed under the terms of a free licence",
    ],
)
def test_furniture_of_pages_is_metadata(line: str) -> None:
    text = f"Insoles for Runners\n\n{PROSE}\n\n{line}\n\n{PROSE} So it is.\n"
    assert kinds(text)[line] == "metadata"


@pytest.mark.parametrize(
    "line",
    [
        "Received wisdom has it that insoles help runners of every age.",
        "Share the load between both feet, and rest when it hurts.",
        "By the end of the month most of the runners had stopped.",
        "Print the sheet and take it to your doctor.",
        "Reviewed studies were small and short.",
    ],
)
def test_prose_that_starts_like_furniture_is_prose(line: str) -> None:
    text = f"Insoles for Runners\n\n{PROSE}\n\n{line}\n\n{PROSE} So it is.\n"
    assert kinds(text)[line] == "paragraph"


@pytest.mark.parametrize(
    "heading",
    ["References", "REFERENCES", "Bibliography", "Sources", "Works cited", "7. References"],
)
def test_what_follows_the_reference_heading_is_references(heading: str) -> None:
    found = kinds(
        f"Insoles for Runners\n\n{PROSE}\n\n{heading}\n\n"
        "1. Lund T. Shoes. Foot. 2019.\n[2] Berg A. Socks. Foot. 2020.\nMoor P. Feet. 2021.\n\n"
        f"About the author\n\n{PROSE} So it is.\n"
    )
    assert found["1. Lund T. Shoes. Foot. 2019."] == "references"
    assert found["[2] Berg A. Socks. Foot. 2020."] == "references"
    assert found["Moor P. Feet. 2021."] == "references"
    assert found[f"{PROSE} So it is."] == "paragraph"


def test_a_quotation_is_what_follows_its_mark() -> None:
    assert blocks("> My feet stopped aching.\n\nSo a runner told us.\n")[0] == (
        "quote",
        "My feet stopped aching.",
    )


def test_the_first_line_is_the_title() -> None:
    assert (
        title_of(f"Insoles for Runners\n\n{PROSE}\n\nHarms\n\n{PROSE}\n") == "Insoles for Runners"
    )


def test_the_title_may_stand_below_a_byline() -> None:
    assert title_of(f"By Anna Berg\n\nInsoles for Runners\n\n{PROSE}\n") == "Insoles for Runners"


def test_prose_alone_has_no_title() -> None:
    assert title_of(f"{PROSE} {PROSE}\n\nHarms\n\n{PROSE}\n") is None


def test_a_title_may_ask() -> None:
    assert title_of(f"Do Insoles Help Runners?\n\n{PROSE}\n") == "Do Insoles Help Runners?"


def test_the_title_of_a_journal_page_is_the_longest_line_above_its_prose() -> None:
    text = (
        "Archives of Foot Medicine\n\nOpen Access\n\nISSN: 2222-3333\n\nResearch Article\n\n"
        "Volume 3, Issue 2\n\nInsoles for Flat Feet in Adults Who Run: A Plain Account\n\n"
        "Anna Berg1* and Tom Lund2\n\n1Department of Sport, Oslo\n\n"
        f"Received: 2 May 2021; Accepted: 9 June 2021\n\nAbstract\n\n{PROSE}\n"
    )
    assert title_of(text) == "Insoles for Flat Feet in Adults Who Run: A Plain Account"


TIGHT_JOURNAL_PAGE = (
    "Archives of Foot Medicine\nISSN: 2222-3333\nResearch Article\nVolume 3, Issue 2\n"
    "Insoles for Flat Feet in Adults Who Run: A Plain Account\nAnna Berg1*, Tom Lund2\n"
    "1Department of Sport Science and Rehabilitation, University of the Fjords, Oslo, Norway\n"
    f"Received: 2 May 2021; Accepted: 9 June 2021\n\nAbstract\n\n{PROSE}\n"
)


def test_the_lines_of_a_journal_page_without_blank_lines_stand_alone() -> None:
    assert [kind for kind, _ in blocks(TIGHT_JOURNAL_PAGE)] == [
        "heading", "metadata", "heading", "metadata", "title", "metadata", "metadata", "metadata",
        "heading", "paragraph",
    ]  # fmt: skip


def test_authors_and_addresses_are_no_title() -> None:
    assert title_of(TIGHT_JOURNAL_PAGE) == (
        "Insoles for Flat Feet in Adults Who Run: A Plain Account"
    )


def test_a_title_that_ends_in_a_figure_is_no_author() -> None:
    text = f"Open Access\n\nVitamin D And COVID-19\n\n{PROSE}\n"
    assert title_of(text) == "Vitamin D And COVID-19"


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n \n"])
def test_white_space_has_no_blocks(text: str) -> None:
    assert blocks(text) == []
