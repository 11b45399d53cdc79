from __future__ import annotations

from pathlib import Path

import pytest
from toy_rules import bundle

from medlint.rulebook import Rulebook
from medlint.selftest import run_examples
from medlint.skeleton import create


def test_a_new_rule_loads_and_passes_its_own_examples(tmp_path: Path) -> None:
    path = create(tmp_path, "house-style/miracle-berry")
    assert path == tmp_path / "house-style" / "miracle-berry.toml"
    rulebook = Rulebook.load([tmp_path / "house-style"], bundle(tmp_path / "b"))
    assert rulebook.rules["miracle-berry"].pack == "house-style"
    results = run_examples(rulebook, ["miracle-berry"])
    assert [result.kind for result in results] == ["flagged", "flagged", "passing", "passing"]
    assert [result.explanation for result in results if not result.ok] == []


def test_a_second_rule_joins_the_pack(tmp_path: Path) -> None:
    create(tmp_path, "house/one")
    assert create(tmp_path, "house/two").is_file()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = create(tmp_path, "house/one")
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="is there already; choose another name"):
        create(tmp_path, "house/one")
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    ["one", "house/", "/one", "house/One", "house/my_rule", "../one", "house/../x", "a/b/c", ""],
)
def test_a_name_that_no_rule_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is not PACK/NAME; write"):
        create(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["house/pack", "lexicons/one", "topics/one", "instruments/one"])
def test_a_name_with_another_meaning_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="has a meaning of its own"):
        create(tmp_path, name)


def test_the_name_of_another_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is a rule cure-claim already"):
        create(tmp_path, "house/cure-claim", taken={"cure-claim"})
