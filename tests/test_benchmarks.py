"""The benchmarks: the race, with linters that do next to nothing, and the hunt for near copies."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.rulebook import Rulebook

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
FINDING = re.compile("^found", re.MULTILINE)


@pytest.fixture
def race(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import race

    return race


@pytest.fixture
def folder(tmp_path: Path, race: ModuleType) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    sys.modules["sample_text"].write_articles(made, 5_000)
    return made


def test_the_made_text_is_the_same_each_time_and_of_the_size_asked(
    tmp_path: Path, folder: Path
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    sys.modules["sample_text"].write_articles(again, 5_000)
    texts = [[path.read_text() for path in sorted(each.iterdir())] for each in (folder, again)]
    assert texts[0] == texts[1]
    assert 5_000 <= sum(len(text.split()) for text in texts[0]) < 7_000


def test_the_made_text_is_read_as_english_prose(folder: Path) -> None:
    documents = [Document(path.name, path.read_text()) for path in sorted(folder.iterdir())]
    rules = {finding.rule for finding in lint(documents, Rulebook.load(), Config())}
    assert "not-english" not in rules
    assert rules, "the text holds claims that a rule flags"


def test_a_race(tmp_path: Path, race: ModuleType, folder: Path) -> None:
    linters = [
        race.Linter(name, (sys.executable, "-c", f"print('found\\n' * {found})"), FINDING)
        for name, found in (("first", 3), ("second", 1_234))
    ]
    cases = race.cases(folder, tmp_path, 0)
    assert [case.group for case in cases] == ["start-up", *["many files"] * 3, "one long file"]
    parts = [case.words for case in cases if case.group == "many files"]
    assert parts[0] < parts[1] < parts[2]
    results = race.race(linters, cases, tmp_path / "text", runs=2)
    assert all(len(result.seconds) == 2 and min(result.seconds) > 0 for result in results.values())
    rows = [line.strip("| ").split(" | ") for line in race.table(linters, cases, results)]
    assert rows[0] == ["medians of 2 runs", "first", "second"]
    assert rows[2][0] == f"words per second, {cases[3].title}"
    assert rows[3][:2] == ["time against medlint's", "1.00"]
    assert rows[4] == ["findings there", "3", "1,234"]
    assert {len(row) for row in rows if "---" not in row[0]} == {3}


def test_growth_is_the_time_for_a_word_without_the_start(race: ModuleType) -> None:
    linter = race.Linter("it", (), FINDING)
    cases = [race.Case(race.START, "start", ("a",), 1)]
    cases += [race.Case(race.MANY, f"{words}", ("a",), words) for words in (10, 160)]
    seconds = {"start": 0.5, "10": 1.5, "160": 32.5}
    results = {("it", title): race.Result((took,), 0) for title, took in seconds.items()}
    assert "| growth, many files | 2.00 |" in list(race.table([linter], cases, results))


def test_a_linter_that_fails_ends_the_race(tmp_path: Path, race: ModuleType, folder: Path) -> None:
    broken = race.Linter("broken", (sys.executable, "-c", "raise SystemExit(3)"), FINDING)
    cases = race.cases(folder, tmp_path, 0)
    with pytest.raises(SystemExit, match="broken failed on one sentence, exit 3"):
        race.race([broken], cases, tmp_path / "text", runs=1)


def test_a_small_folder_is_timed_once_for_each_size(tmp_path: Path, race: ModuleType) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Rest helps.\n")
    titles = [case.title for case in race.cases(folder, tmp_path, 0)]
    assert titles == ["one sentence", "1 file, 2 words"]


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import duplicates

    return duplicates


def test_planted_copies_are_as_alike_as_they_say(folder: Path, copies: ModuleType) -> None:
    passages = sorted(set(copies.read_folder(folder)))
    pairs = copies.planted(passages, 40)
    assert pairs == copies.planted(passages, 40), "the same each time"
    for number, pair in enumerate(pairs):
        alike = copies.alike(copies.five_grams(pair.original), copies.five_grams(pair.copy))
        low = copies.BANDS[number % len(copies.BANDS)]
        assert pair.alike == alike
        assert low <= alike < low + 0.051


def test_the_table_of_recall_counts_every_pair(folder: Path, copies: ModuleType) -> None:
    passages = sorted(set(copies.read_folder(folder)))
    lines = [*copies.recall_table(passages, copies.planted(passages, 80))]
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")][2:]
    assert rows[-1][:2] == ["all", "80"]
    assert sum(int(row[1]) for row in rows[:-1]) == 80
    assert float(rows[-1][3]) >= 0.97
    assert "precision 1.0000" in lines[-1]


def test_the_line_through_the_memory(copies: ModuleType) -> None:
    rows = [
        {"passages": n, "words": 50, "alone": 2, "read": 1, "find": 3, "megabytes": 80 + n / 1000}
        for n in (10_000, 20_000, 40_000)
    ]
    lines = [*copies.size_table(rows)]
    assert "| 10,000 | 50 | 2.0 | 5,000 | 1.0 | 3.0 | 90 |" in lines
    assert "a million: 1,080 MB" in lines[-1]
