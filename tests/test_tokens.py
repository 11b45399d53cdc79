"""Words, their places, and the terms found among them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import bundled_lexicon

from medlint.document import Document
from medlint.language.reading import Reading
from medlint.language.tokens import MARKS, places_of, tokenize
from medlint.remembered import Remembered

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("aBé İΣ.,;:!?()[]%-–…'’\u00ad0129\n"), st.characters()),
    max_size=80,
)


@given(TEXTS)
def test_every_token_stands_as_written_at_its_offsets(text: str) -> None:
    tokens = tokenize(text)
    spans = zip(tokens.starts, tokens.ends, strict=True)
    assert tokens.written == [text[start:end] for start, end in spans]


@given(TEXTS)
def test_a_token_is_a_mark_or_starts_with_a_letter_or_figure(text: str) -> None:
    for word in tokenize(text).written:
        assert (word in MARKS) != word[0].isalnum()


@given(TEXTS)
def test_places_say_where_each_word_stands(text: str) -> None:
    words = tokenize(text).words
    rebuilt = dict.fromkeys(range(len(words)), "")
    for word, places in places_of(words).items():
        rebuilt.update(dict.fromkeys(places, word))
    assert list(rebuilt.values()) == words


@pytest.mark.parametrize(
    "text",
    [
        "Tadalafil eases breathlessness. May helped, and it may help again.",
        "Side effects of statins are rare; there is no known cure for lupus",
        "Vitamin D and calcium. Vitamin K too. Side",
    ],
)
def test_terms_of_a_sentence_are_those_of_its_tokens_alone(text: str) -> None:
    reading = Reading(Document("a.txt", text), bundled_lexicon())
    tokens = reading.tokens
    alone = [
        reading.lexicon.scan(
            tokens.words, reading.prose, tokens.starts, tokens.ends, sentence.first, sentence.last
        )
        for sentence in reading.sentences
    ]
    assert any(alone)
    assert reading.mentions == alone


def test_a_remembered_value_is_made_once() -> None:
    made: list[str] = []
    lengths = Remembered[str, int](lambda word: made.append(word) or len(word))
    assert [lengths["gout"], lengths["flu"], lengths["gout"]] == [4, 3, 4]
    assert made == ["gout", "flu"]


def test_a_released_reading_holds_nothing() -> None:
    reading = Reading(Document("a.txt", "Rest eases a cough. It may last."), bundled_lexicon())
    assert reading.claims is not None
    reading.release()
    assert not vars(reading)


def test_a_kind_that_no_rule_asks_for_is_not_loaded() -> None:
    code = (
        "import sys; from medlint.matchers import KINDS; KINDS['phrases'];"
        "print(*(name for name in sys.modules if name.startswith('medlint.matchers.')))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == ["medlint.matchers.phrases"]


def test_soft_hyphens_of_any_number_keep_a_word_whole() -> None:
    text = "vitamin B\u00ad\u00ad\u00ad12\u00ad, don\u00ad\u00ad’\u00ad\u00adt \u00ad\u00ad x\u00ad"
    tokens = tokenize(text)
    assert tokens.words == ["vitamin", "b12", ",", "don't", "x"]
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.written
