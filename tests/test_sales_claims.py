"""Rules on how treatments are sold: pairs over the fields of medicine.

Each file in tests/sales holds the pairs of one rule: a sentence that it flags and a twin, one thing
changed, that passes; sentences that stay flagged whatever was added; and, where a citation only
lowers a finding, a sentence and its cited twin.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from passages import read_passage

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint, matches
from medlint.finding import Match
from medlint.rulebook import Rulebook

FILES = sorted((Path(__file__).parent / "sales").glob("*.toml"))
RULEBOOK = Rulebook.load()
LEAST_PAIRS = 15
LEAST_FIELDS = 10


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def found(rule: str, text: str) -> list[Match]:
    return matches(RULEBOOK.rules[rule], read_passage(text))


def cases(key: str, *columns: int) -> list[Any]:
    """One case for each sentence in the columns of the rows under a key of every file."""
    return [
        pytest.param(path.stem, row[column], id=f"{path.stem}-{row[0]}-{column}-{number}")
        for path in FILES
        for number, row in enumerate(read(path).get(key, ()))
        for column in columns
    ]


@pytest.mark.parametrize(("rule", "text"), [*cases("pairs", 2), *cases("stays", 2)])
def test_the_rule_flags(rule: str, text: str) -> None:
    assert len(found(rule, text)) == 1


@pytest.mark.parametrize(("rule", "text"), cases("pairs", 3))
def test_the_twin_passes(rule: str, text: str) -> None:
    assert found(rule, text) == []


@pytest.mark.parametrize(
    ("rule", "plain", "cited"),
    [
        pytest.param(path.stem, row[1], row[2], id=path.stem)
        for path in FILES
        for row in read(path).get("lowered", ())
    ],
)
def test_a_citation_lowers_the_finding(rule: str, plain: str, cited: str) -> None:
    assert found(rule, cited)[0].shift == found(rule, plain)[0].shift - 1


def frame(text: str) -> str:
    """The text with its names of treatments, diseases and figures masked."""
    reading = read_passage(text)
    words = list(reading.words)
    for sentence in reading.sentences:
        for mention in reading.mentions[sentence.index]:
            if mention.term.tags & {"intervention", "condition", "symptom", "body-part", "food"}:
                words[mention.start : mention.end] = ["*"] * (mention.end - mention.start)
    return re.sub(r"(?:\*\s?)+", "* ", " ".join("#" if w[0].isdigit() else w for w in words))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_has_pairs_of_its_own_frame_in_many_fields(path: Path) -> None:
    pairs = read(path)["pairs"]
    assert len({frame(row[2]) for row in pairs}) == len(pairs) >= LEAST_PAIRS
    assert len({row[0] for row in pairs}) >= LEAST_FIELDS


@pytest.mark.parametrize(
    ("config", "reported"),
    [
        pytest.param(Config(preview=True), False, id="by default"),
        pytest.param(Config(preview=True, profile="professional"), False, id="another profile"),
        pytest.param(Config(preview=True, profile="nutrition"), True, id="its profile"),
        pytest.param(Config(preview=True, select=("food-disease-claim",)), True, id="selected"),
    ],
)
def test_a_rule_that_only_a_profile_asks_for(config: Config, reported: bool) -> None:
    document = Document("tea.md", "Green tea cures gout.", "markdown")
    rules = {finding.rule for finding in lint([document], RULEBOOK, config)}
    assert ("food-disease-claim" in rules) == reported
