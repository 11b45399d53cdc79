"""Lists of technical words with their plain equivalents."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlint.document import Document
from medlint.language.lexicon import Lexicon
from medlint.language.plain_words import PlainWords
from medlint.language.reading import Reading
from medlint.rulebook import bundled_rules
from medlint.tomlfile import RuleError

LEXICON = Lexicon.load(bundled_rules() / "lexicons")
HEAD = 'about = "Words."\nsources = ["A guide"]\n'


def loaded(tmp_path: Path, text: str) -> PlainWords:
    folder = tmp_path / "plain-words"
    folder.mkdir()
    (folder / "house.toml").write_text(text, encoding="utf-8")
    return PlainWords.load([tmp_path])


@pytest.mark.parametrize(
    ("term", "plain", "fits"),
    [
        ("dyspnoea", "shortness of breath", True),
        ("arrhythmias", "irregular heartbeats", True),
        ("myocardial infarctions", "heart attacks", True),
        ("comorbidities", "other health conditions", True),
        ("modalities", "types of treatment", True),
        ("bronchodilators", "medicines to open the airways", True),
        ("utilizes", "uses", True),
        ("excised", "cut out", True),
        ("administered", "give", False),
        ("administering", "giving", True),
        ("refractory", "not helped by treatment", False),
        ("half life", "time in which half of a medicine leaves the body", False),
        ("autoantibodies", "antibodies that attack the body's own tissue", False),
    ],
)
def test_a_form_has_its_plain_words(term: str, plain: str, fits: bool) -> None:
    word = LEXICON.plain_words.term(term)
    assert word is not None
    assert (word.plain, word.fits) == (plain, fits)


def test_a_word_of_no_list() -> None:
    assert LEXICON.plain_words.term("kitchen") is None


def test_places_in_text_order_and_the_longest_at_each() -> None:
    text = "Utilize care: peripheral blood and myocardial infarction, then oedema of the blood."
    reading = Reading(Document("a.txt", text), LEXICON)
    found = [place.word.term for place in LEXICON.plain_words.find(reading)]
    assert found == ["utilize", "peripheral blood", "myocardial infarction", "oedema"]


def test_every_bundled_list_says_where_it_comes_from_and_repeats_no_other() -> None:
    import tomllib

    seen: dict[str, str] = {}
    for path in sorted((bundled_rules() / "lexicons" / "plain-words").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for table in {"nouns", "verbs", "words", "meanings"} & data.keys():
            for term in data[table]:
                assert seen.setdefault(term, path.stem) == path.stem, term


def test_a_later_folder_goes_before_an_earlier_one(tmp_path: Path) -> None:
    house = tmp_path / "house"
    (house / "plain-words").mkdir(parents=True)
    (house / "plain-words" / "ours.toml").write_text(
        HEAD + '[words]\n"oedema" = "water in the legs"\n', encoding="utf-8"
    )
    words = PlainWords.load([bundled_rules() / "lexicons", house])
    word = words.term("oedema")
    assert word is not None
    assert (word.plain, word.list) == ("water in the legs", "ours")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('sources = ["x"]\n[words]\n', "about is missing"),
        ('about = "x"\n[words]\n', "sources is missing"),
        (HEAD + "[word]\n", 'has no key "word"; did you mean "words"?'),
        (HEAD + 'words = "x"\n', "words must be a table"),
        (HEAD + '[words]\n"oedema" = ""\n', '"oedema" needs its plain words'),
        (HEAD + '[nouns]\n"a" = "b"\n[words]\n"A" = "c"\n', '"A" stands in [nouns] too'),
    ],
)
def test_a_mistake_names_the_file_and_the_fix(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(RuleError) as error:
        loaded(tmp_path, text)
    assert "house.toml:" in str(error.value)
    assert message in str(error.value)


def test_a_file_that_is_no_toml_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="is not TOML"):
        loaded(tmp_path, "about = [")
