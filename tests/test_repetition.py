"""Refrains, near copies of paragraphs and articles, and the furniture of pages."""

from __future__ import annotations

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.finding import Finding
from medlint.rulebook import Rulebook
from medlint.source import format_of

RULEBOOK = Rulebook.load()


def found(rule: str, *texts: str, name: str = "page.md") -> list[Finding]:
    """What one rule finds in articles, named page.md or page-2.md and so on."""
    stem, dot, ending = name.partition(".")
    documents = [
        Document(path, text, format_of(path))
        for number, text in enumerate(texts, start=1)
        for path in [name if number == 1 else f"{stem}-{number}{dot}{ending}"]
    ]
    return lint(documents, RULEBOOK, Config(select=(rule,), preview=True))


def article(*blocks: str) -> str:
    return "\n\n".join(("# Notes from the clinic", *blocks)) + "\n"


def marked(findings: list[Finding]) -> list[str]:
    """The text of every finding within its first line."""
    return [each.source[each.place.column - 1 :][: each.place.end_column - each.place.column]
            for each in findings]  # fmt: skip


class TestRepeatedPhrase:
    @pytest.mark.parametrize(
        "phrase",
        [
            "our gentle hands make every visit calm",
            "with changes that everyone around can admire",
            "trusted by thousands of happy smiles",
            "the natural way to lasting freedom",
            "because your health deserves the best care",
        ],
    )
    def test_a_refrain_is_one_finding_with_all_its_lines(self, phrase: str) -> None:
        text = article(
            f"Psoriasis scales in winter, {phrase} here.",
            f"Light thins the scales, {phrase} again.",
            f"Salt baths soften them, {phrase} always.",
        )
        (finding,) = found("repeated-phrase", text)
        assert "lines 3, 5 and 7" in finding.message
        assert [each.place.line for each in finding.related] == [3, 7]

    @pytest.mark.parametrize(
        "phrase",
        [
            "people with chronic kidney disease",
            "bone marrow, adipose tissue or umbilical cord blood",
            "the Royal College of Speech and Language Therapists",
            "adults and children with type 1 diabetes",
            "a randomised trial of the treatment",
            "talk to your doctor about any new lump",
            "never stop the tablets without a word",
        ],
    )
    def test_names_lists_and_advice_may_come_back(self, phrase: str) -> None:
        text = article(
            f"In spring, {phrase} were seen.",
            f"By June, {phrase} had grown.",
            f"Later on, {phrase} did well.",
        )
        assert found("repeated-phrase", text) == []

    def test_a_refrain_in_a_long_article_is_rare_enough(self) -> None:
        filler = [f"Fact {n} tells that part {n} of the skin heals by itself." for n in range(90)]
        phrase = "our gentle hands make every visit calm"
        text = article(*filler[:40], f"So {phrase}.", f"And {phrase}.", f"Yes, {phrase}.", *filler)
        assert not any("gentle" in each.message for each in found("repeated-phrase", text))


PARAGRAPH = (
    "A hernia is a gap in the wall of the belly through which a loop of the bowel may slip. It"
    " bulges when you cough and flattens when you lie down. Most are mended through three small"
    " cuts, with a net that the body grows into. Lifting has to wait for four weeks afterwards."
)


class TestNearParagraph:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("flattens when you lie down", "goes flat when you rest"),
            ("three small cuts", "some small cuts"),
            ("may slip", "sometimes slips"),
            ("Most are mended", "In most clinics they are mended today"),
            (
                "It bulges when you cough and flattens when you lie down.",
                "It flattens when you lie down and bulges when you cough.",
            ),
        ],
    )
    def test_an_edited_copy_is_found(self, old: str, new: str) -> None:
        copy = PARAGRAPH.replace(old, new)
        assert copy != PARAGRAPH
        (finding,) = found("near-duplicate-paragraph", article(PARAGRAPH, "It aches.", copy))
        assert (finding.place.line, finding.related[0].place.line) == (7, 3)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("with a net", "with a net"),
            ("hernia", "haemorrhoid"),
            ("four weeks", "12 weeks and 3 days"),
        ],
    )
    def test_copies_and_other_subjects_are_not(self, old: str, new: str) -> None:
        first = PARAGRAPH.replace("four weeks", "2 weeks") if "12" in new else PARAGRAPH
        copy = PARAGRAPH.replace(old, new)
        assert found("near-duplicate-paragraph", article(first, "It aches.", copy)) == []

    def test_parts_under_headings_that_tell_them_apart_may_be_alike(self) -> None:
        child = PARAGRAPH.replace("A hernia", "A hernia at the navel")
        groin = PARAGRAPH.replace("A hernia", "A hernia in the groin")
        text = article("## At the navel", child, "## In the groin", groin)
        assert found("near-duplicate-paragraph", text) == []

    def test_three_of_a_kind_are_one_finding(self) -> None:
        copies = [PARAGRAPH.replace("small", word) for word in ("tiny", "short", "little")]
        (finding,) = found("near-duplicate-paragraph", article(*copies))
        assert len(finding.related) == 2


PAGE = " ".join(
    f"Step {word} of the visit lets the nurse note what the {part} shows and what you feel there."
    for word, part in zip(
        "one two three four five six seven".split(),
        "scalp brow neck chest belly thigh heel".split(),
        strict=True,
    )
)


class TestNearArticle:
    def test_pages_for_two_towns_are_found_once(self) -> None:
        texts = [
            f"# Mole checks in {town}\n\nCome to {town}. {PAGE}\n" for town in ("Bonn", "Graz")
        ]
        (finding,) = found("near-duplicate-document", *texts)
        assert (finding.place.path, finding.place.line) == ("page-2.md", 1)
        assert "page.md" in finding.message

    def test_the_order_of_the_files_does_not_matter(self) -> None:
        texts = [f"# Mole checks in {town}\n\n{PAGE}\n" for town in ("Bonn", "Graz")]
        documents = [Document(f"{n}.md", text, "markdown") for n, text in enumerate(texts)]
        config = Config(select=("near-duplicate-document",), preview=True)
        assert lint(documents, RULEBOOK, config) == lint(documents[::-1], RULEBOOK, config)

    @pytest.mark.parametrize(
        "front",
        [
            "canonical: https://example.org/skin/page",
            "version_of: page.md",
            "translations: [page, seite]",
            "superseded_by: page.md",
        ],
    )
    def test_a_declared_copy_is_let_be(self, front: str) -> None:
        original = f"# Mole checks\n\n{PAGE}\n"
        assert found("near-duplicate-document", original, f"---\n{front}\n---\n\n{original}") == []

    def test_boilerplate_does_not_make_pages_alike(self) -> None:
        notice = f"<!-- medlint-allow-boilerplate -->\n\n{PAGE}\n"
        own = [f"This page tells what is known of {what} and little else. " * 3 for what in
               ("freckles and the summer sun", "warts on the soles of walkers")]  # fmt: skip
        texts = [f"# Page {n}\n\n{text}\n\n{notice}" for n, text in enumerate(own)]
        assert found("near-duplicate-document", *texts) == []

    def test_pages_on_two_conditions_may_follow_one_template(self) -> None:
        texts = [f"# {name} syndrome\n\n{name} syndrome is rare. {name} is seen at birth. {PAGE}\n"
                 for name in ("Marbury", "Tolven")]  # fmt: skip
        assert found("near-duplicate-document", *texts) == []


class TestPageFurniture:
    @pytest.mark.parametrize(
        "line",
        ["Back to top", "BACK TO TOP ^", "Read more »", "Skip to main content", "Author info »",
         "Leave a comment", "Accept all cookies", "You may also like these pages on sleep"],
    )  # fmt: skip
    def test_a_line_of_the_page_is_found(self, line: str) -> None:
        text = article("Rosacea flushes the cheeks.", line, "Heat and wine make it worse.")
        assert marked(found("page-furniture", text)) == [line]

    @pytest.mark.parametrize(
        "block",
        [
            "Share this article with whoever cooks for you.",
            "## Share",
            "- Back to top",
            "> Read more",
            "| Print | Email |\n|---|---|\n| Top | Next |",
            "Home",
            "Author information",
            "```\nRead more\n```",
        ],
    )
    def test_what_belongs_to_the_article_is_not(self, block: str) -> None:
        text = article("Rosacea flushes the cheeks.", block, "Heat and wine make it worse.")
        assert found("page-furniture", text) == []

    def test_the_fix_deletes_the_line_and_its_end(self) -> None:
        text = "Rosacea\r\nIt flushes the cheeks of adults.\r\nBack to top\r\nIt comes late.\r\n"
        (finding,) = found("page-furniture", text, name="page.txt")
        assert finding.fix is not None
        (edit,) = finding.fix.edits
        left = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert (finding.fix.kind, left) == ("safe", text.replace("Back to top\r\n", ""))

    def test_a_link_is_shown_and_never_deleted(self) -> None:
        text = article("Rosacea flushes.", "[Back to top](#top)", "Heat makes it worse.")
        (finding,) = found("page-furniture", text)
        assert finding.fix is None

    def test_a_label_that_stands_everywhere_is_one_finding(self) -> None:
        text = article(
            "Skin House Bonn", "Moles grow.", "Skin House Bonn", "They fade.", "Skin House Bonn"
        )
        (finding,) = found("page-furniture", text)
        assert [each.place.line for each in finding.related] == [7, 11]
