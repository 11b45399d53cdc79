"""Edits of several findings: which are made together, and when it ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

import pytest

from medlint.document import Document
from medlint.finding import FIX_KINDS, Edit, Finding, Fix, FixKind, Place, Severity, Span
from medlint.fixing.edits import edited
from medlint.fixing.rounds import Fixed, FixError, fixed

Find = Callable[[Document], Iterator[Finding]]


def finding(rule: str, *edits: tuple[int, int, str], kind: FixKind = "safe") -> Finding:
    made = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    place = Place("a.md", 1, 1, 1, 2)
    return Finding(place, rule, "pack", Severity.ERROR, "", "", fix=Fix(kind, made))


def finder(**rules: tuple[str, str]) -> Find:
    """Finds each rule's pattern, and writes its text instead."""

    def find(document: Document) -> Iterator[Finding]:
        for rule, (pattern, text) in rules.items():
            for hit in re.finditer(pattern, document.text):
                yield finding(rule, (hit.start(), hit.end(), hit.expand(text)))

    return find


def accept(before: Document, after: Document, findings: Collection[Finding]) -> str:
    return ""


def run(text: str, find: Find, **options: list[str]) -> Fixed:
    return fixed(Document("a.md", text), find, FIX_KINDS, accept, **options)


def test_edits_that_lie_apart_are_made_in_one_round() -> None:
    rounds: list[str] = []
    find = finder(b=("bb", "b"))

    def watched(document: Document) -> Iterator[Finding]:
        rounds.append(document.text)
        return find(document)

    made = run("bb bb bb", watched)
    assert made.document.text == "b b b"
    assert rounds == ["bb bb bb", "b b b"]
    assert len(made.findings) == 3


def test_edits_that_overlap_are_made_one_after_the_other() -> None:
    made = run("abc", finder(first=("ab", "x"), second=("bc", "y")))
    assert made.document.text == "xc"
    assert [each.rule for each in made.findings] == ["first"]


def test_edits_that_touch_are_made_one_after_the_other() -> None:
    made = run("aabb", finder(first=("aa", "a"), second=("(?<=aa)bb", "wrong"), third=("bb", "b")))
    assert made.document.text == "ab"


def test_all_edits_of_a_finding_are_made_or_none() -> None:
    def find(document: Document) -> Iterator[Finding]:
        if document.text == "abcd":
            yield finding("both", (0, 1, "x"), (3, 4, "y"))
            yield finding("late", (2, 3, "z"), (3, 4, "z"))

    assert run("abcd", find).document.text == "xbcy"


def test_rules_that_read_the_whole_article_are_fixed_one_at_a_time() -> None:
    # Each takes the other's copy away; together they would leave none.
    find = finder(head=("^same(?= .* same$)", "-"), tail=("(?<=same and )same$", "-"))
    assert run("same and same", find).document.text == "- and -"
    assert run("same and same", find, whole=["head", "tail"]).document.text == "- and same"


def test_a_finding_without_a_change_is_let_be() -> None:
    made = run("ab", finder(same=("a", "a")))
    assert (made.document.text, made.findings) == ("ab", ())


def test_only_the_kinds_asked_for_are_made() -> None:
    def find(document: Document) -> Iterator[Finding]:
        if "b" in document.text:
            yield finding("wording", (1, 2, "c"), kind="unsafe")

    document = Document("a.md", "ab")
    assert fixed(document, find, {"safe"}, accept).document is document
    assert fixed(document, find, {"unsafe"}, accept).document.text == "ac"


def test_fixes_that_undo_each_other_are_reported() -> None:
    with pytest.raises(FixError, match=r"^the fixes of back, forth undo what they have fixed$"):
        run("a", finder(forth=("a", "b"), back=("b", "a")))


@pytest.mark.parametrize("text", ["aa", "a" * 200])
def test_fixes_that_never_end_are_reported(text: str) -> None:
    with pytest.raises(FixError, match=r"^the fixes of more never come to an end$"):
        run("a", finder(more=("a$", text)))


def test_a_fix_whose_own_edits_overlap_is_reported() -> None:
    def find(document: Document) -> Iterator[Finding]:
        yield finding("odd", (0, 2, "x"), (1, 3, "y"))

    with pytest.raises(FixError, match=r"^the fixes of odd: two edits of one fix overlap"):
        run("abc", find)


def test_a_refused_round_changes_nothing() -> None:
    document = Document("a.md", "ab")
    with pytest.raises(FixError, match=r"^no$"):
        fixed(document, finder(b=("b", "c")), FIX_KINDS, lambda *told: "no")


def test_many_that_touch_come_to_an_end() -> None:
    made = run("ab" * 500, finder(b=("ab", "c")))
    assert made.document.text == "c" * 500


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ([(0, 0, "x")], "xabc"),
        ([(3, 3, "x")], "abcx"),
        ([(2, 3, ""), (0, 1, "")], "b"),
        ([(0, 3, "")], ""),
        ([], "abc"),
    ],
)
def test_edits_are_put_in(edits: list[tuple[int, int, str]], text: str) -> None:
    made = [Edit(Span(start, end), new) for start, end, new in edits]
    assert edited("abc", made) == text
