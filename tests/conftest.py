"""The option that rewrites the golden files."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests find into tests/golden instead of comparing",
    )


@pytest.fixture(autouse=True)
def _no_kept_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a test that changes how medlint works from leaving results to others."""
    monkeypatch.setenv("MEDLINT_NO_CACHE", "1")
