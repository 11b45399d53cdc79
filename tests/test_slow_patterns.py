"""Patterns of a user's rules that take too long: named, never silent, nothing else lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlint.matchers import companion
from medlint.run import Options, run

RULE = """
title    = "A slow pattern"
severity = "warning"
scope    = "sentence"
message  = "{match} is found."
why      = "It shows what happens to a pattern that does not end."
sources  = ["house style"]

[match]
kind    = "companion"
when    = ['(?:a|aa)+$']
require = ["never said"]

[examples]
flagged = ["{a}"]
passing = ["Nothing here."]
"""


def test_a_slow_pattern_is_named_and_the_other_findings_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companion, "PATTERN_TIMEOUT", 0.05)
    pack = tmp_path / "house"
    pack.mkdir()
    (pack / "slow-pattern.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "medlint.toml").write_text('rules = ["house"]\n', encoding="utf-8")
    article = tmp_path / "article.md"
    text = "# Tea\n\nThis tea cures diabetes. It went " + "a" * 4000 + "b on.\n"
    article.write_text(text, encoding="utf-8")
    report = run([str(article)], Options(config=tmp_path / "medlint.toml"))
    assert report.exit_code == 2
    assert any("slow-pattern.toml" in each and "article.md" in each for each in report.problems)
    assert "cure-claim" in {finding.rule for finding in report.findings}
