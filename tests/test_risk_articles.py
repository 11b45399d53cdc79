"""Whole articles and the rules on risk: minimal pairs, and articles that owe no word on risk.

`tests/duties/pairs-*.toml` holds articles with a slot, `@@`: with `flagged` in it the rule has a
finding, with `twin` none. `tests/duties/quiet-*.toml` holds articles of which no rule of the pack
`risk` says anything. All were written by writers who had seen neither the rules nor the words they
use; `[written]` keeps how the first run went. What does not hold says why in `known`, and its test
fails when it holds after all.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from test_pairs import frame

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.rulebook import Rulebook

FOLDER = Path(__file__).with_name("duties")
RULEBOOK = Rulebook.load()
RISK = tuple(name for name, rule in RULEBOOK.rules.items() if rule.pack == "risk")

FEWEST_PAIRS, FEWEST_QUIET = 40, 20
#: Of two frames, at most this share of the words may be the same.
MOST_ALIKE = 0.8


def tables(kind: str, key: str) -> list[dict[str, Any]]:
    return [
        {**table, "id": f"{path.stem}-{n}"}
        for path in sorted(FOLDER.glob(f"{kind}-*.toml"))
        for n, table in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))[key], 1)
    ]


PAIRS = tables("pairs", "pair")
QUIET = tables("quiet", "article")


def cases(tables: list[dict[str, Any]]) -> list[Any]:
    return [
        pytest.param(
            table,
            id=table["id"],
            marks=[pytest.mark.xfail(reason=table["known"], strict=True)]
            if "known" in table
            else [],
        )
        for table in tables
    ]


@cache
def rules_found(text: str) -> frozenset[str]:
    """The rules of the pack `risk` that have a finding on a Markdown article."""
    config = Config(select=RISK, preview=True)
    document = Document("article.md", text.strip() + "\n", "markdown")
    return frozenset(finding.rule for finding in lint([document], RULEBOOK, config))


def filled(pair: dict[str, Any], slot: str) -> str:
    return str(pair["text"]).strip().replace("@@", str(pair[slot]).strip())


@pytest.mark.parametrize("pair", cases(PAIRS))
def test_the_fault_is_found_and_its_cure_accepted(pair: dict[str, Any]) -> None:
    found = pair["rule"] in rules_found(filled(pair, "flagged"))
    cured = pair["rule"] not in rules_found(filled(pair, "twin"))
    assert (found, cured) == (True, True)


@pytest.mark.parametrize("article", cases(QUIET))
def test_an_article_that_owes_nothing_is_left_alone(article: dict[str, Any]) -> None:
    assert rules_found(article["text"]) == frozenset()


def test_enough_pairs_hold() -> None:
    assert sum("known" not in pair for pair in PAIRS) >= FEWEST_PAIRS


def test_enough_articles_are_left_alone() -> None:
    assert sum("known" not in article for article in QUIET) >= FEWEST_QUIET


def test_no_two_pairs_have_the_same_frame() -> None:
    frames = {pair["id"]: Counter(frame(filled(pair, "flagged"))) for pair in PAIRS}
    alike = [
        (one, other)
        for one, other in combinations(frames, 2)
        if (frames[one] & frames[other]).total()
        > MOST_ALIKE * min(frames[one].total(), frames[other].total())
    ]
    assert alike == []


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
def test_a_twin_differs_in_the_slot_alone(pair: dict[str, Any]) -> None:
    assert pair["text"].count("@@") == 1
