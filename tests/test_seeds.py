"""The sample articles: every finding, one line each, against the golden files.

`pytest --update-golden` rewrites those files; read the difference before you commit it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from medlint.config import Config
from medlint.engine import lint
from medlint.finding import Finding, Severity
from medlint.rulebook import Rulebook
from medlint.source import read

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
ARTICLES = sorted(path for path in (ROOT / "seeds").iterdir() if path.name != "README.md")
GOOD = [path for path in ARTICLES if path.name.startswith("good-")]


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return Rulebook.load()


@lru_cache(maxsize=len(ARTICLES))
def findings(path: Path) -> tuple[Finding, ...]:
    document = read(path, f"seeds/{path.name}", max_size=1_000_000)
    return tuple(lint([document], rulebook(), Config()))


def line_of(finding: Finding) -> str:
    place = finding.place
    return f"{place.line}:{place.column} {finding.severity.value} {finding.rule} {finding.message}"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_whole_report_of_an_article(path: Path, request: pytest.FixtureRequest) -> None:
    report = "".join(line_of(finding) + "\n" for finding in findings(path))
    golden = GOLDEN / f"{path.name}.report"
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(report, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8").splitlines()
    assert report.splitlines() == expected, "see --update-golden if the change is meant"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_article_has_no_error_and_no_warning(path: Path) -> None:
    grave = [each for each in findings(path) if each.severity is not Severity.SUGGESTION]
    assert [line_of(finding) for finding in grave] == []


def test_every_golden_file_belongs_to_an_article() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{path.name}.report" for path in ARTICLES}
