"""The guard refuses what no fix may change, and lets pass what fixes are for."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon

from medlint.document import Document
from medlint.finding import Edit, Finding, Fix, Place, Severity, Span
from medlint.fixing.edits import edited
from medlint.fixing.guard import Guard
from medlint.language.reading import Reading


def objection(text: str, *changes: tuple[str, str], path: str = "a.md") -> str:
    """What the guard says of each first text being replaced by the second, which occurs once."""
    edits = []
    for old, new in changes:
        assert text.count(old) == 1, old
        start = text.index(old)
        edits.append(Edit(Span(start, start + len(old)), new))
    return judged(text, edits, path)


def judged(text: str, edits: list[Edit], path: str = "a.md") -> str:
    place = Place(path, 1, 1, 1, 2)
    fix = Fix("safe", tuple(edits))
    finding = Finding(place, "toy", "pack", Severity.ERROR, "", "", fix=fix)
    before, after = (Document(path, each, "markdown") for each in (text, edited(text, edits)))
    guard = Guard(lambda document: Reading(document, bundled_lexicon()))
    return guard.objection(before, after, [finding])


PASSING = [
    ("Take 5.0 mg of it.", "5.0 mg", "5 mg"),
    ("Take .5 mL of it.", ".5 mL", "0.5 mL"),
    ("Inject 10U at night.", "10U", "10 units"),
    ("Take 50 µg of it.", "50 µg", "50 mcg"),
    ("Take 10mg of it.", "10mg", "10 mg"),
    ("Inject 100000 units once.", "100000", "100,000"),
    ("Take two tablets.", "two", "2"),
    ("It is not not a cure.", "not not", "not"),
    ("You donot have to fast.", "donot", "do not"),
    ("You can not drink.", "can not", "cannot"),
    ("Few sideeffects were seen.", "sideeffects", "side effects"),
    ("Rest ,then walk.", " ,", ", "),
    ("## Rest\n\nShare this page\n\nWalk a little each day.", "Share this page\n\n", ""),
    ("Rest helps.\n\nPrint | E-mail | 5 comments\n", "Print | E-mail | 5 comments\n", ""),
    ("# Nine foods for gout\n\nNine foods for Gout Rest helps.", "Nine foods for Gout ", ""),
    ("The Â± sign is in the text.", "Â±", "±"),
    ("See https://a.example/x .", " .", "."),
]


@pytest.mark.parametrize(("text", "old", "new"), PASSING)
def test_what_fixes_are_for_passes(text: str, old: str, new: str) -> None:
    assert objection(text, (old, new)) == ""


NUMBER = "the fix of toy would change a number or its unit"
ADDRESS = "the fix of toy would change an address or an identifier"
REFUSED = [
    ("Take 5 mg of it.", "5 mg", "50 mg", NUMBER),
    ("Take 5.0 mg of it.", ".0", "0", NUMBER),
    ("Take 5 mg of it.", "mg", "mcg", NUMBER),
    ("Take 5 mg of it.", "mg", "g", NUMBER),
    ("Take 1 0 mg of it.", "1 0", "10", NUMBER),
    ("Take 10 mg of it.", "10", "1 0", NUMBER),
    ("Take two tablets.", "two", "three", NUMBER),
    ("It fell by 12 percent.", " percent", "", NUMBER),
    ("It fell by 12 percent of all.", "12 percent of", "", NUMBER),
    ("Rest well.", "Rest", "Take 5 mg", NUMBER),
    ("See https://a.example/old for more.", "old", "new", ADDRESS),
    ("See 10.1000/abc.def for more.", "10.1000/abc.def", "10.1000/abc. def", ADDRESS),
    ("Write to info@a.example today.", "info@", "info @", ADDRESS),
    ("The trial NCT01234567 goes on.", "NCT01234567", "NCT 01234567", ADDRESS),
    ("Do not drink.", " not", "", "the fix of toy would change the meaning: “not” would be gone"),
    ("It may help.", "may ", "", "the fix of toy would change the meaning: “may” would be gone"),
    ("You can't drink.", "can't", "can", "“not” would be gone"),
    ("About ½ of them.", "½", "", "“½” would be gone"),
    ("Rest.\n\n```sh\nlongterm\n```\n", "longterm", "long-term", "would change code"),
    ("Rest.", "Rest.", "", "would leave nothing of the text"),
]


@pytest.mark.parametrize(("text", "old", "new", "why"), REFUSED)
def test_what_no_fix_may_change_is_refused(text: str, old: str, new: str, why: str) -> None:
    assert why in objection(text, (old, new))


CLAIM = (
    "# Gout\n\nAllopurinol prevents gout flares in most people.\n\n"
    "It can cause a rash and liver failure.\n\nRest the joint, and keep it cool for a day.\n"
)


def test_a_claim_is_not_lost() -> None:
    assert "would lose a statement of benefit or effect" in objection(
        CLAIM, ("Allopurinol prevents gout flares in most people.\n\n", "")
    )


def test_a_harm_is_not_lost() -> None:
    assert "a statement of harm" in objection(
        CLAIM, ("It can cause a rash and liver failure.\n\n", "")
    )


def test_a_copy_of_a_claim_may_go() -> None:
    sentence = "Allopurinol prevents gout flares in most people."
    text = f"{CLAIM}\n{sentence}\n"
    start = text.rindex(sentence)
    assert judged(text, [Edit(Span(start - 1, len(text)), "")]) == ""


def test_a_short_copy_with_a_dose_stays() -> None:
    text = "Take 5 mg daily now. Later, take 5 mg daily with food."
    start = text.rindex("5 mg daily")
    assert judged(text, [Edit(Span(start, start + len("5 mg daily ")), "")]) == NUMBER


def test_a_line_with_a_source_stays() -> None:
    text = "Rest helps.\n\nLund. Gout and rest. doi:10.1000/abc\n\nWalk a little.\n"
    start = text.index("Lund")
    assert judged(text, [Edit(Span(start, text.index("Walk")), "")]) != ""


def test_the_rules_that_touch_the_lines_are_named() -> None:
    assert objection("Take 5 mg.", ("5", "6")).startswith("the fix of toy ")
