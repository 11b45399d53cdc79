"""Of changed lines, only the words that differ count as touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.touched import Touched, touched


def part(old: str, new: str) -> str | None:
    """What of the new text, on a single line, is touched."""
    found = touched(old, new, 1)
    return None if found is None else new[found.start[1] - 1 : found.end[1] - 1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("One. Two. Three.", "One. Six. Three.", "Six."),
        ("One. Three.", "One. Two more. Three.", "Two more."),
        ("The a. The c.", "The a. The b. The c.", "The b."),
        ("It is a. It is c d.", "It is a. It is b. It is c d.", "It is b."),
        ("One two three.", "Six two nine.", "Six two nine."),
        ("One. Two. Three.", "One. Three.", ". T"),
        ("It is a. It is b. It is c.", "It is a. It is c.", ". I"),
        ("a a", "a a a", "a"),
        ("one", "two", "two"),
    ],
)
def test_the_words_that_differ_are_touched(old: str, new: str, said: str) -> None:
    assert part(old, new) == said


@pytest.mark.parametrize("new", ["One.\nTwo three.", "One. Two\nthree.", " One.  Two three.\r"])
def test_other_line_ends_touch_nothing(new: str) -> None:
    assert touched("One. Two three.", new, 1) is None


def test_lines_count_from_the_one_given() -> None:
    assert touched("a b\nc d\ne f", "a b\nc x\ne f", 7) == Touched((8, 3), (8, 4))


def test_words_taken_out_at_the_start_touch_the_line_before() -> None:
    assert touched("gone a", "a", 7) == Touched((6, 1), (7, 2))


def test_words_taken_out_at_the_end_touch_the_line_behind() -> None:
    assert touched("a gone", "a", 7) == Touched((7, 1), (9, 1))


WORDS = st.lists(st.sampled_from(["a", "b", "A.", "B!", "c"]), max_size=8).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_what_is_the_same_on_both_sides_of_a_new_word_stays_untouched(
    before: str, new: str, after: str
) -> None:
    old, now = f"{before} {after}", f"{before} NEW {new} {after}"
    found = touched(old, now, 1)
    assert found is not None
    assert found.start[1] - 1 <= now.index("NEW") < found.end[1] - 1
