"""Titles and site names pasted in other forms, and what deleting them leaves."""

from __future__ import annotations

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.rulebook import Rulebook
from medlint.source import format_of

RULEBOOK = Rulebook.load()
ONLY = Config(select=("pasted-title-fragment",))


def mended(text: str, name: str = "article.md", kinds: tuple[str, ...] = ("safe",)) -> str:
    """The text after all edits of these kinds that the rule offers, made from the last back."""
    findings = lint([Document(name, text, format_of(name))], RULEBOOK, ONLY)
    edits = [edit for each in findings if each.fix and each.fix.kind in kinds
             for edit in each.fix.edits]  # fmt: skip
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("title", "paragraph", "left"),
    [
        ("Botox for migraine", "BOTOX FOR MIGRAINE The jab numbs.", "The jab numbs."),
        ("Knee brace sizes | Ortho Shop", "Pads slip. Knee Brace Sizes", "Pads slip."),
        ("Knee brace sizes", "Pads slip. Knee brace sizes | Ortho Shop", "Pads slip."),
        ("Knee brace sizes", "Pads slip. Knee brace sizes - Ortho Shop", "Pads slip."),
        ("Knee brace sizes | Ortho Shop", "Pads slip. Ortho Shop | Knee brace sizes", "Pads slip."),
        ("Living with eczema – Skin Care Trust", "Skin Care Trust It dries.", "It dries."),
        ("Best vein clinic in Bath", "Veins swell. Best vein clinics in Bath", "Veins swell."),
        ("Gene therapies for eyes", "Gene therapy for eyes In May it rained.", "In May it rained."),
        ("The stroke rehab plan", "Walk daily. Stroke rehab plan", "Walk daily."),
        ("Stroke rehab plan", "The stroke rehab plan Walking helps.", "Walking helps."),
        ("Long-term gout control", "Drink water. Long term gout control", "Drink water."),
        ("Gout: long-term control", "Drink water. Gout - long-term control", "Drink water."),
        ("Iron & folic acid", "Take it early. Iron and folic acid", "Take it early."),
        ("Crohn's disease diet", "Eat slowly. Crohn’s disease diets", "Eat slowly."),
        ("Statin myths today", "**Statin myths today** The liver does.", "The liver does."),
        ("Statin myths today", "The liver does. <b>Statin myths today</b>", "The liver does."),
        ("Statin myths today", "- Statin myths today | The liver does.", "- The liver does."),
        ("Statin myths today", "The liver does.\nStatin myths today", "The liver does."),
    ],
)  # fmt: skip
def test_a_copy_goes_with_the_space_beside_it(title: str, paragraph: str, left: str) -> None:
    around = f"# {title}\n\nThese are facts, walking helps too.\n\n%s\n\nThe end is near.\n"
    assert mended(around % paragraph) == around % left


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        ("Botox for migraine", "Botox for migraine is given every twelve weeks."),
        ("Botox for migraine", "Ask your neurologist about botox for migraine"),
        ("Knee braces | Ortho Shop", "Pads slip over time. Ortho Shop"),
        ("Knee braces | Ortho Shop", "Ortho Shop The pads slip."),
        ("Gout diets explained", "Gout diets explained – The fifth edition."),
        ("Gout diets explained", "Drink water. Gout diets explained."),
        ("Gout diets explained", "See also: water. Gout diets explained - Joint Trust"),
        ("The pill and clots", "Pill and clots: what women ask most."),
        ("Asthma in infants", "Infants with asthma The chest is tight."),
        ("Asthma in infants", "An inhaler helps. Asthma in infants (2nd part)"),
        ("Measles and its rash", "Measles and its rashes (Koplik) fade."),
        ("Sleep apnoea masks | Rest", "Masks leak. Sleep apnoea masks and straps"),
    ],
)
def test_what_a_sentence_holds_stays(title: str, paragraph: str) -> None:
    text = f"# {title}\n\nThese are facts.\n\n{paragraph}\n\nThe end is near.\n"
    assert mended(text, kinds=("safe", "unsafe")) == text


def test_short_names_and_stops_count_beside_certain_copies_or_in_numbers() -> None:
    name = "# Warts in children | Dr Otto"
    ends = "\n\n".join(f"Fact number {n} is that warts go. Dr Otto" for n in "123")
    assert mended(f"{name}\n\n{ends}\n").count("Dr Otto") == 1
    stop = "Warts go. Warts in children."
    sure = "Ice helps. Warts in children"
    assert mended(f"{name}\n\n{stop}\n\n{sure}\n") == f"{name}\n\nWarts go.\n\nIce helps.\n"


def test_whole_blocks_go_with_one_line_end() -> None:
    text = "Zinc for colds\n\nOne.\n\nZinc for colds\n\nTwo.\n\nZinc for colds\n\n"
    text += "Three.\n\nZinc for colds"
    left = "Zinc for colds\n\nOne.\n\n\nTwo.\n\n\nThree.\n"
    assert mended(text, "article.txt") == left


def test_line_ends_of_the_file_stay() -> None:
    text = "# Zinc for colds\r\n\r\nZinc for colds The trial was small.\r\n"
    assert mended(text) == "# Zinc for colds\r\n\r\nThe trial was small.\r\n"


def test_which_of_two_titles_goes_is_asked() -> None:
    text = "# Zinc for colds\n\n## Zinc for colds\n\nIt was a small trial.\n"
    assert mended(text) == text
    assert mended(text, kinds=("unsafe",)) == "# Zinc for colds\n\n\nIt was a small trial.\n"


def test_a_link_is_never_deleted() -> None:
    text = "# Zinc for colds\n\nIt was small. [Zinc for colds](https://example.org/zinc)\n"
    assert mended(text, kinds=("safe", "unsafe")) == text


def test_a_mended_article_needs_no_more_mending() -> None:
    text = "# Zinc for colds\n\nZinc for colds The trial was small. Zinc for colds\n\n"
    text += "- Zinc for colds The dose varied.\n"
    once = mended(text)
    assert "colds" not in once[17:]
    assert mended(once) == once
