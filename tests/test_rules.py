"""Every example of every bundled rule is one case."""

from __future__ import annotations

import pytest

from medlint.rulebook import Rulebook
from medlint.selftest import ExampleKind, examples_of, run_example

RULEBOOK = Rulebook.load()

CASES = [
    pytest.param(name, kind, index, id=f"{name}-{kind}-{index}")
    for name, rule in RULEBOOK.rules.items()
    for kind, index in examples_of(rule)
]


@pytest.mark.parametrize(("name", "kind", "index"), CASES)
def test_example(name: str, kind: ExampleKind, index: int) -> None:
    result = run_example(RULEBOOK, RULEBOOK.rules[name], kind, index)
    assert result.ok, f"{result.place}: {result.explanation}"
