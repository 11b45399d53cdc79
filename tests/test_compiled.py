"""The compiled loops, held against what they stand for in Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import bundled_lexicon

from medlint.language import lexicon as lexicon_module
from medlint.language import tokens as tokens_module
from medlint.language.compiled import LOOPS
from medlint.language.lexicon import Lexicon, Mention
from medlint.language.tokens import Tokens, places_of, tokenize

ROOT = Path(__file__).resolve().parent.parent

built = pytest.mark.skipif(LOOPS is None, reason="not built: python hatch_build.py")

# Letters, digits of several scripts, marks, joints and spaces, close together.
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("aBé ²½٣中İ.,-_'’ʼ\u00ad019(%—…\n\u00a0"), st.characters()),
    max_size=60,
)
LEXICON = bundled_lexicon()
WORDS = st.sampled_from(
    "may not be able to be breakthrough infection side effects of no known cure May or AIDS aids"
    " risk reduces patient's diabetes , . who WHO clinical trial trials".split()
)


@contextmanager
def in_python() -> Iterator[None]:
    """Without the compiled loops."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens_module, "LOOPS", None)
        patch.setattr(lexicon_module, "LOOPS", None)
        yield


def _halves(count: int) -> list[tuple[int, int]]:
    """A text's tokens as two sentences."""
    return [(0, count // 2), (count // 2, count)]


@built
@given(TEXTS)
def test_tokens_are_the_same(text: str) -> None:
    with in_python():
        expected = tokenize(text)
    assert tokenize(text) == expected


@built
@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5a",
        "1.5.6a",
        "1.5.6",
        "1,000.",
        "1.",
        "a'b'",
        "x_y",
        "-",
        " - ",
        "a - b",
        "\U0001d7d8.5",
    ],
)
def test_tokens_at_the_edges_of_a_pattern_are_the_same(text: str) -> None:
    with in_python():
        expected = tokenize(text)
    assert tokenize(text) == expected


@built
def test_a_token_longer_than_those_that_are_kept_is_the_same() -> None:
    assert tokenize("b" * 500 + " B").words == ["b" * 500, "b"]


@built
def test_words_beyond_the_indexes_that_are_kept_have_the_right_places() -> None:
    tokens = tokenize("ab " * 40_000)
    assert tokens.starts == list(range(0, 120_000, 3))
    assert places_of(tokens.words) == {"ab": list(range(40_000))}


@built
@given(TEXTS)
def test_places_are_the_same_in_the_same_order(text: str) -> None:
    words = text.split(" ")
    with in_python():
        expected = places_of(words)
    assert list(places_of(words).items()) == list(expected.items())


@built
@given(st.lists(WORDS, max_size=30))
def test_mentions_are_the_same(words: list[str]) -> None:
    found = _mentions(LEXICON, " ".join(words))
    with in_python():
        assert _mentions(LEXICON, " ".join(words)) == found


def _mentions(lexicon: Lexicon, text: str) -> list[list[Mention]]:
    tokens = tokenize(text)
    return lexicon.find(tokens, places_of(tokens.words), _halves(len(tokens.words)))


@built
def test_a_mention_is_a_mention() -> None:
    tokens = tokenize("Diabetes")
    ((mention,),) = LEXICON.find(tokens, places_of(tokens.words), [(0, 1)])
    assert (type(mention), mention.start, mention.end) == (Mention, 0, 1)


@built
@pytest.mark.parametrize(("first", "last"), [(-1, 1), (0, 3)])
def test_a_range_beyond_the_words_is_refused(first: int, last: int) -> None:
    with pytest.raises(IndexError):
        LEXICON.find(Tokens(["a"], ["a"], [0], [1]), {"a": [0]}, [(first, last)])


@built
def test_an_error_in_python_code_that_a_loop_calls_is_raised() -> None:
    assert LOOPS is not None
    with pytest.raises(KeyError):
        LOOPS.tokens("word", {})


@pytest.mark.parametrize("seed", ["faulty-clinic-blog.md", "faulty-journal-page.txt"])
def test_findings_are_the_same_without_the_compiled_loops(seed: str) -> None:
    reports = [
        subprocess.run(
            [sys.executable, "-m", "medlint", "check", "--preview", str(ROOT / "seeds" / seed)],
            env={**os.environ, "MEDLINT_COMPILED": compiled},
            capture_output=True,
            cwd=ROOT,
            timeout=120,
        ).stdout
        for compiled in ("off", "on")
    ]
    assert b" error " in reports[0]
    assert reports[0] == reports[1]
