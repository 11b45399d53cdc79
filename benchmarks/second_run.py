"""How long a second run over unchanged files takes, and what a second process saves.

    python benchmarks/second_run.py FOLDER [--files 5000] [--rounds 3]

FOLDER holds text pages; articles are made of them by changing figures, so that no two are equal.
Every figure is the median of the rounds, in seconds of the clock and of the processors. Runs to be
compared take turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Taken(NamedTuple):
    """Seconds of the clock, and of the processors."""

    clock: float
    work: float


def write_articles(pages: Path, folder: Path, count: int) -> None:
    """Write articles made of the pages: each page as it is, then with other figures."""
    sources = sorted(path for path in pages.rglob("*") if path.suffix in (".txt", ".md"))
    for number in range(count):
        source = sources[number % len(sources)]
        turn = number // len(sources)
        text = source.read_text(encoding="utf-8", errors="replace")
        changed = with_other_figures(text, turn)
        part = folder / f"part-{number % 50:02}"
        part.mkdir(exist_ok=True)
        (part / f"{number:05}{source.suffix}").write_text(changed, encoding="utf-8")


def with_other_figures(text: str, turn: int) -> str:
    """The text with every figure raised."""
    return re.sub(r"\d+", lambda found: str(int(found[0][:9]) + turn), text)


def check(folder: Path, *options: str) -> tuple[Taken, bytes]:
    """What one `medlint check` took, and its report."""
    command = [sys.executable, "-m", "medlint", "check", ".", *options]
    with tempfile.TemporaryFile() as report:
        began, before = time.perf_counter(), os.times()
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        subprocess.run(command, cwd=folder, stdout=report, env=environment, check=False)
        after = os.times()
        clock = time.perf_counter() - began
        work = after.children_user + after.children_system
        work -= before.children_user + before.children_system
        report.seek(0)
        return Taken(clock, work), report.read()


def read_and_hash(folder: Path) -> Taken:
    """What finding, reading and hashing the files takes in a loop that does nothing else."""
    began, before = time.perf_counter(), time.process_time()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            blake2b(path.read_bytes()).digest()
    return Taken(time.perf_counter() - began, time.process_time() - before)


def told(name: str, taken: list[Taken]) -> Taken:
    """Print the medians under a name."""
    middle = Taken(median(each.clock for each in taken), median(each.work for each in taken))
    print(f"{name:<28}{middle.clock:>8.2f} s clock{middle.work:>8.2f} s work", flush=True)
    return middle


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def second_runs(articles: Path, rounds: int, preview: list[str]) -> None:
    """First runs, second runs, and reading alone, in turns."""
    first: list[Taken] = []
    second: list[Taken] = []
    reading: list[Taken] = []
    for _ in range(rounds):
        with new_folder() as cache:
            options = ("--cache-dir", str(cache), "--jobs", "1", *preview)
            taken, report = check(articles, *options)
            first.append(taken)
            taken, again = check(articles, *options)
            second.append(taken)
            if report != again:
                raise SystemExit("the second run reports something else")
        reading.append(read_and_hash(articles))
    one, two = told("first run", first), told("second run", second)
    told("reading and hashing", reading)
    print(f"second run {one.clock / two.clock:.1f} times as fast ({one.work / two.work:.1f} work)")


def two_workers(articles: Path, rounds: int, preview: list[str]) -> None:
    """One process and two, in turns."""
    alone: list[Taken] = []
    together: list[Taken] = []
    for _ in range(rounds):
        taken, report = check(articles, "--no-cache", "--jobs", "1", *preview)
        alone.append(taken)
        taken, again = check(articles, "--no-cache", "--jobs", "2", *preview)
        together.append(taken)
        if report != again:
            raise SystemExit("two processes report something else")
    one, two = told("one process", alone), told("two processes", together)
    print(f"two processes {one.clock / two.clock:.2f} times as fast", flush=True)


def main() -> None:
    """Make the articles and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--only", choices=["second", "workers"])
    given = parser.parse_args()
    preview = ["--preview"] if given.preview else []
    with new_folder() as articles:
        write_articles(given.folder, articles, given.files)
        if given.only != "workers":
            second_runs(articles, given.rounds, preview)
        if given.only != "second":
            two_workers(articles, given.rounds, preview)


if __name__ == "__main__":
    main()
