"""How far a long run is, for the person who waits for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from medlint.run import Progress

#: A run over more files than this shows how far it is.
FILES_WITHOUT_PROGRESS = 50


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Progress shown on standard error when the run is long and a person is watching."""
    bar: Any = None

    def start(files: int) -> None:
        nonlocal bar
        if files > FILES_WITHOUT_PROGRESS and sys.stderr.isatty():
            bar = click.progressbar(length=files, label=label, file=sys.stderr)
            bar.render_progress()

    def advance() -> None:
        if bar is not None:
            bar.update(1)

    try:
        yield Progress(start, advance)
    finally:
        if bar is not None:
            bar.render_finish()
