"""Templates: what their parts match, and what is wrong with a bad one."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon, read_passage

from medlint.language.templates import TemplateError, read_templates, unknown_tags

SETS = {"stop": ["give~ up", "quit~"]}


def spans(pattern: str, text: str) -> list[str]:
    """What a template finds in the first sentence of a text, the first of each place."""
    (template,) = read_templates([pattern], SETS)
    reading = read_passage(text)
    return [
        reading.text(reading.token_span(found.first, found.last))
        for found in template.find(reading, reading.sentences[0])
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("cures", "The tea cures gout.", ["cures"]),
        ("cures|heals gout", "The tea heals gout.", ["heals gout"]),
        ("treat~ gout", "The tea treated gout.", ["treated gout"]),
        ("eat~ figs", "He ate figs.", ["ate figs"]),
        ("side_effects", "It has side-effects.", ["side-effects"]),
        ("@stop your", "They gave up your pills.", ["gave up your"]),
        ("cures <condition>", "The tea cures asthma.", ["cures asthma"]),
        ("with <condition>", "People with asthma came.", ["with asthma"]),
        ("<intervention> works", "Ibuprofen works.", ["Ibuprofen works"]),
        ("than <treatment>", "It is less than ibuprofen.", ["than ibuprofen"]),
        ("<intervention> helps", "Standard physiotherapy helps.", []),
        ("<comparator> helps", "Standard physiotherapy helps.", ["physiotherapy helps"]),
        ("<figure> kg", "It weighs 3 kg.", ["3 kg"]),
        ("<number> women", "Ten women came.", ["Ten women"]),
        ("tea ..2 gout", "The tea that eases gout sells.", ["tea that eases gout"]),
        ("tea ..1 gout", "The tea that eases gout sells.", []),
        ("tea ..5 gout", "Drink tea; it eases gout.", []),
        ("tea ..5 gout", "Drink tea but fear gout.", []),
        ("tea now? eases", "The tea eases gout.", ["tea eases"]),
        ("^ drink", "Sit and drink tea.", ["drink"]),
        ("^ drink", "They drink tea.", []),
        ("“ tea", "She said, “The tea tasted of nothing at all.”", ["tea"]),
        ("“ tea", "She said that the tea was cold.", []),
        ("tea & gout", "The tea eases gout.", ["tea"]),
        ("tea & gout", "The tea is hot.", []),
        ("tea && gout", "The tea is hot. Gout hurts.", ["tea"]),
        ("tea ! gout", "The tea eases gout.", []),
        ("tea ! gout", "The tea is hot.", ["tea"]),
    ],
)
def test_a_pattern(pattern: str, text: str, expected: list[str]) -> None:
    assert spans(pattern, text) == expected


def test_the_marked_word_decides() -> None:
    (template,) = read_templates(["tea ..3 *eases"], {})
    reading = read_passage("The tea now eases gout.")
    (found,) = template.find(reading, reading.sentences[0])
    assert reading.words[found.key] == "eases"


def test_without_a_mark_the_first_word_decides() -> None:
    (template,) = read_templates(["..1 tea eases"], {})
    reading = read_passage("The tea eases gout.")
    assert reading.words[next(template.find(reading, reading.sentences[0])).key] == "tea"


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("tea ..x", "write ..4 for four words"),
        ("tea @nothing", "which is not there"),
        ("tea &", "no part before or behind"),
        ("", "no part before or behind"),
        ("tea *", "holds no word"),
    ],
)
def test_a_bad_pattern_is_told(pattern: str, problem: str) -> None:
    with pytest.raises(TemplateError, match=problem):
        read_templates([pattern], SETS)


def test_an_unknown_tag_is_told() -> None:
    templates = read_templates(["<condition> <conditoin> <figure>"], {})
    assert list(unknown_tags(templates, bundled_lexicon())) == ["tag 'conditoin' is in no lexicon"]
