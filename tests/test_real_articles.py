"""Real articles that are not part of this repository: the folder is named by MEDLINT_SHARED."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = os.environ.get("MEDLINT_SHARED", "")
ARTICLES = sorted(Path(SHARED, "seeds").glob("*.txt")) if SHARED else []

pytestmark = pytest.mark.skipif(not SHARED, reason="MEDLINT_SHARED names no folder of articles")


def test_there_are_articles() -> None:
    assert ARTICLES, f"no .txt in {SHARED}/seeds"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_a_real_article(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "medlint", "check", "--no-config", "--format", "json", str(article)],
        capture_output=True,
        encoding="utf-8",
    )
    assert run.stderr == ""
    assert run.returncode in (0, 1)
    report = json.loads(run.stdout)
    assert report["problems"] == []
    assert report["findings"] != []
    lines = article.read_text(encoding="utf-8").splitlines()
    assert all(1 <= finding["line"] <= len(lines) for finding in report["findings"])
    with capsys.disabled():
        counts = {key: value for key, value in report["summary"].items() if key != "files"}
        told = ", ".join(f"{count} {severity}" for severity, count in counts.items())
        print(f"\nreal article {article.stem}: {told}")
