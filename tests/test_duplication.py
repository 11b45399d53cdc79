"""Pasted titles, repeated sentences and passages shared between articles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import corpus_matches, lint
from medlint.finding import Match, Severity, Span
from medlint.language.lexicon import Lexicon
from medlint.language.pasted import pasted_title_spans, pasted_titles
from medlint.language.reading import Reading
from medlint.matchers.pasted_title import PastedTitles
from medlint.matchers.repeated_sentence import RepeatedSentence
from medlint.matchers.shared_passage import SharedPassage
from medlint.rulebook import Rulebook, bundled_rules
from medlint.source import format_of

LEXICON = Lexicon.load(bundled_rules() / "lexicons")
SAMPLES = Path(__file__).parent.parent / "seeds"


def document(text: str, name: str = "article.md") -> Document:
    return Document(name, text, format_of(name))


def reading(text: str, name: str = "article.md") -> Reading:
    return Reading(document(text, name), LEXICON)


def pasted(text: str, name: str = "article.md") -> list[tuple[int, str]]:
    """Line and text of every pasted title."""
    read = document(text, name)
    return [
        (read.position(span.start)[0], text[span.start : span.end])
        for span in pasted_title_spans(read)
    ]


def article(title: str, *paragraphs: str) -> str:
    return "\n\n".join([title, *paragraphs])


class TestPastedTitle:
    def test_the_sample_has_seven_and_no_other_sample_has_any(self) -> None:
        found = {
            path.name: pasted(path.read_text(encoding="utf-8"), path.name)
            for path in sorted(SAMPLES.iterdir())
        }
        assert [line for line, _ in found.pop("faulty-pasted-title.txt")] == [2, 3, 4, 5, 6, 7, 8]
        assert set(map(tuple, found.values())) == {()}

    @pytest.mark.parametrize(
        ("title", "paragraph", "fragment"),
        [
            ("# Laser care for acne scars", "Laser care for acne scars The skin is cooled.", True),
            ("# Laser care for acne scars", "The skin is cooled. Laser care for acne scars", True),
            ("# Laser care for acne scars", "It is cooled! [2] laser care: for acne scars", True),
            ("# Laser care for acne scars", "**Laser Care for Acne Scars** Skin heals.", True),
            (
                "# Laser care for acne scars | Glow",
                "Laser care for acne scars In May we met.",
                True,
            ),
            ("# Laser care for acne scars: a guide", "Rest. Go. Laser care for acne scars", True),
            ("# Laser care for acne scars", "Laser care for acne scars is not cheap.", False),
            ("# Laser care for acne scars", "Laser care for acne scars (LCS) helps.", False),
            ("# Laser care for acne scars", "Ask about laser care for acne scars", False),
            ("# Laser care for acne scars", "It works. Laser care for acne scars.", False),
            ("# Laser care for acne scars", "See also: Clinics. Laser care for acne scars", False),
            ("# Laser care for acne scars", "Lee A. Laser care for acne scars", False),
            ("# Laser care for acne scars", "Laser care for acne scars Medicare pays for.", False),
            ("# Laser care", "Laser care The skin is cooled.", False),
        ],
    )
    def test_a_copy_of_the_title(self, title: str, paragraph: str, fragment: bool) -> None:
        found = pasted(article(title, "The skin is the largest organ.", paragraph))
        assert bool(found) == fragment
        assert all(line == 5 for line, _ in found)

    def test_a_name_that_goes_on_counts_only_beside_a_certain_copy(self) -> None:
        doubtful = "Laser care for acne scars Medicare pays for."
        certain = "The skin is cooled. Laser care for acne scars"
        assert pasted(article("# Laser care for acne scars", doubtful)) == []
        both = pasted(article("# Laser care for acne scars", doubtful, certain))
        assert [line for line, _ in both] == [3, 5]

    def test_front_matter_names_the_title_and_prints_nothing(self) -> None:
        front = "---\ntitle: 'Sleep and the ageing brain'\n---"
        heading = article(front, "# Sleep and the ageing brain", "Old people sleep less.")
        assert pasted(heading) == []
        glued = article(front, "## Why", "Old people sleep less. Sleep and the ageing brain")
        assert [text for _, text in pasted(glued)] == ["Sleep and the ageing brain"]

    def test_a_title_printed_twice_is_a_suggestion_and_no_word_is_offered(self) -> None:
        twice = "# Sleep and age\n\n## Sleep and age\n\nOld people sleep less."
        assert [each.echo for each in pasted_titles(document(twice))] == [True]
        (match,) = PastedTitles().find(reading(twice))
        assert match.replacement is None
        rulebook = Rulebook.load()
        config = Config(select=("pasted-title-fragment",))
        (finding,) = lint([document(twice)], rulebook, config)
        assert (finding.severity, finding.place.line) == (Severity.SUGGESTION, 3)

    def test_three_blocks_that_are_only_the_title_are_pasted(self) -> None:
        copy = "Sleep and the ageing brain"
        many = article("# " + copy, "One.", copy, "Two.", copy, "Three.", copy)
        assert [line for line, _ in pasted(many)] == [5, 9, 13]
        assert pasted(article("# " + copy, "One.", copy, "Two.", copy)) == []

    def test_a_fragment_that_was_never_a_heading_needs_three_edges(self) -> None:
        ends = [
            f"Paragraph number {n} says something of its own about sleep. Buy cheap pillows online"
            for n in range(3)
        ]
        assert len(pasted(article("# Sleep", *ends))) == 3
        assert pasted(article("# Sleep", *ends[:2])) == []

    def test_an_opening_that_sentences_share_is_no_fragment(self) -> None:
        starts = [f"The National Institute of {name} supports the work." for name in
                  ("Arthritis", "Aging", "Nursing", "Dental Research")]  # fmt: skip
        assert pasted(article("# Institutes", *starts)) == []

    def test_other_rules_read_around_the_copies_at_unchanged_offsets(self) -> None:
        text = article(
            "# Laser care for acne scars", "Laser care for acne scars The skin is cooled."
        )
        read = reading(text)
        assert len(read.prose) == len(text)
        first = read.prose_sentences[0]
        assert text[first.span.start : first.span.end] == "The skin is cooled."

    def test_each_copy_points_to_the_title_and_may_be_deleted(self) -> None:
        text = article(
            "# Laser care for acne scars", "The skin is cooled. Laser care for acne scars"
        )
        (match,) = PastedTitles().find(reading(text))
        assert (match.replacement, match.details["original_line"]) == ("", "1")
        assert [text[r.span.start : r.span.end] for r in match.related] == [
            "Laser care for acne scars"
        ]

    def test_letters_that_grow_in_lower_case_do_not_move_the_spans(self) -> None:
        text = article("# İstanbul eye care centre", "İİİ rest. İstanbul eye care centre")
        for _, fragment in pasted(text):
            assert fragment == "İstanbul eye care centre"

    def test_a_hostile_article_takes_no_longer_than_its_length(self) -> None:
        lines = [
            f"This is a sentence of its own, number {n}. Cheap pills offer {n // 3} online"
            for n in range(6000)
        ]
        text = "My title stands here\n\n" + "\n\n".join(lines)
        read = document(text, "article.txt")
        assert read.blocks
        start = time.perf_counter()
        pasted_titles(read)
        assert time.perf_counter() - start < 3


def repeated(text: str, matcher: RepeatedSentence | None = None) -> list[str]:
    found = (matcher or RepeatedSentence()).find(reading(text))
    return [text[match.span.start : match.span.end] for match in found]


class TestRepeatedSentence:
    def test_the_later_copy_is_reported_and_the_others_are_related(self) -> None:
        said = "Warm compresses loosen the crust on the eyelid."
        text = article(f"{said} It itches.", f"Wash your hands. {said}", f"{said} Twice a day.")
        (match,) = RepeatedSentence().find(reading(text))
        assert match.span == Span(text.index(said, 60), text.index(said, 60) + len(said))
        assert match.details == {"count": "3", "first_line": "1"}
        assert [related.note for related in match.related] == [
            "first said here",
            "said again here",
        ]

    def test_sentences_that_repeat_together_are_one_match(self) -> None:
        both = "Warm compresses loosen the crust on the eyelid. A drop of shampoo cleans it."
        assert repeated(article("It itches.", both, "It burns.", both)) == [both]

    def test_capitals_marks_and_white_space_make_no_difference(self) -> None:
        text = article(
            "Warm water loosens the crust, at once.", "Warm *water* loosens\nthe Crust at once!"
        )
        assert len(repeated(text)) == 1

    @pytest.mark.parametrize(
        "said",
        [
            "Take with food at night.",
            "Ask your doctor if the rash comes back again.",
            "| Warm water loosens the crust at once. |\n|---|\n| x |",
            "> Warm water loosens the crust at once.",
            "## Warm water loosens the crust at once",
            "Does warm water loosen the crust at once?",
            "- Warm water loosens the crust at once.",
            "The following things loosen the crust at once:",
        ],
    )
    def test_what_may_repeat(self, said: str) -> None:
        matcher = RepeatedSentence(allowed=("your doctor",))
        assert repeated(article("# Eyes", said, "It itches.", said), matcher) == []

    def test_the_least_length_is_an_option(self) -> None:
        text = article("Take with food.", "It itches.", "Take with food.")
        assert repeated(text, RepeatedSentence(least_words=3)) == ["Take with food."]


def shared(texts: list[str], matcher: SharedPassage | None = None) -> list[tuple[int, Match]]:
    across = matcher or SharedPassage()
    records = [across.gather(reading(text, f"{number}.md")) for number, text in enumerate(texts)]
    return list(across.find_across(records))


SHARED = "Our clinic is open to all who seek gentle care."


class TestSharedPassage:
    def test_the_share_of_documents_decides_in_large_runs(self) -> None:
        others = [
            f"This page is about topic number {n} and about nothing else." for n in range(196)
        ]
        assert shared([*others, *[SHARED] * 3]) == []
        assert [number for number, _ in shared([*others, *[SHARED] * 4])] == [196, 197, 198, 199]

    def test_the_others_are_counted_and_the_first_ones_named(self) -> None:
        found = shared([SHARED] * 6)
        assert found[0][1].details == {
            "count": "6",
            "total": "6",
            "others": "1.md, 2.md, 3.md and 2 more",
        }
        assert found[5][1].details["others"] == "0.md, 1.md, 2.md and 2 more"

    def test_neighbouring_sentences_are_one_passage(self) -> None:
        passage = f"{SHARED} Nurses call every patient on the day after the visit."
        found = shared([article("Own words here.", passage) for _ in range(3)])
        assert [match.span for _, match in found] == [Span(17, 17 + len(passage))] * 3

    def test_a_passage_twice_in_an_article_is_reported_once(self) -> None:
        text = article(SHARED, "Own words here.", SHARED)
        assert [number for number, _ in shared([text] * 3)] == [0, 1, 2]

    def test_two_articles_share_nothing(self) -> None:
        assert shared([SHARED, SHARED, "Own words."]) == []

    def test_allowed_phrases_are_meant_to_be_everywhere(self) -> None:
        assert shared([SHARED] * 3, SharedPassage(allowed=("gentle care",))) == []

    def test_the_bundled_rule_finds_the_same_through_the_engine(self) -> None:
        rule = Rulebook.load().rules["corpus-boilerplate"]
        readings = [reading(SHARED, f"{n}.md") for n in range(3)]
        assert [number for number, _ in corpus_matches(rule, readings)] == [0, 1, 2]

    def test_impossible_options_are_refused(self) -> None:
        mistakes = list(SharedPassage(least_share=2.0, least_documents=1).mistakes(LEXICON))
        assert len(mistakes) == 2
