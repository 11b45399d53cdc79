"""Race medlint against other prose linters over a folder of articles.

    python benchmarks/race.py                  on text made for the purpose
    python benchmarks/race.py articles/        on your own .md and .txt files

Every linter is installed into an environment of its own and called as a user calls it: one
process, all the files on its command line, all rules that are on by default. The table goes to
standard output, what is being done to standard error.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from sample_text import write_articles

ROOT = Path(__file__).resolve().parent.parent

#: The two prose linters that pip and npm install without more, in their newest releases of
#: 22 November 2026; pinned, so that figures of two runs can be compared.
PROSELINT = "proselint==0.16.0"
WRITE_GOOD = "write-good@1.0.8"

ONE_SENTENCE = "Rest and drink water, and see your doctor when the cough lasts.\n"
#: Words of articles joined into one file: is a word of a long article dearer?
LONG_FILE_WORDS = (4_000, 16_000, 64_000)

START, MANY, LONG = "start-up", "many files", "one long file"


@dataclass(frozen=True)
class Linter:
    """A linter as it is called: `command` comes before the files.

    `finding` matches the lines of its output that each report one finding, and `passes` says which
    exit codes mean that it did its work.
    """

    name: str
    command: tuple[str, ...]
    finding: re.Pattern[str]
    passes: Callable[[int], bool] = lambda code: code in (0, 1)


@dataclass(frozen=True)
class Case:
    """Files that are checked in one call, by name below the working folder.

    The cases of a group have the same kind of text in several sizes.
    """

    group: str
    title: str
    files: tuple[str, ...]
    words: int


@dataclass(frozen=True)
class Result:
    """What a linter took for a case: seconds of each run, and how much it found."""

    seconds: tuple[float, ...]
    findings: int

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


class NotInstalledError(Exception):
    """A linter that could not be installed, and why in one line."""


def main() -> None:
    """Install the linters, run the race, print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        linters, absent = _installed(options.tools or work / "tools")
        field = cases(options.folder, work, options.words)
        results = race(linters, field, work / "text", options.runs)
        print("\n".join(table(linters, field, results)))
        for line in absent:
            print(f"\nNot in the race: {line}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Race medlint against other prose linters.")
    parser.add_argument("folder", nargs="?", type=Path, help="articles to check (.md, .txt)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each linter and case")
    parser.add_argument(
        "--words", type=int, default=300_000, help="words to make when there is no folder"
    )
    parser.add_argument("--tools", type=Path, help="folder to keep the installed linters in")
    options = parser.parse_args()
    if options.folder and not any(_articles(options.folder)):
        parser.error(f"{options.folder}: no .md or .txt file in it; name a folder of articles")
    if options.runs < 1:
        parser.error("--runs must be 1 or more")
    return options


def _installed(tools: Path) -> tuple[list[Linter], list[str]]:
    """The linters that could be installed, medlint first, and why others could not."""
    linters = [_medlint(tools / "medlint")]
    absent = []
    for install, folder in ((_proselint, tools / "proselint"), (_write_good, tools / "write-good")):
        try:
            linters.append(install(folder))
        except NotInstalledError as error:
            absent.append(str(error))
    return linters, absent


def _medlint(folder: Path) -> Linter:
    """This checkout's medlint, installed like a user's, without its developers' packages."""
    scripts = _environment(folder)
    _install("medlint", [str(scripts / "python"), "-m", "pip", "install", "--quiet", str(ROOT)])
    # Once more without the rest: pip takes a checkout of the same version for installed.
    again = ["--quiet", "--force-reinstall", "--no-deps", str(ROOT)]
    _install("medlint", [str(scripts / "python"), "-m", "pip", "install", *again])
    version = _output([str(scripts / "medlint"), "--version"])
    return Linter(
        version,
        # No configuration from above the folder of the text, so that the default rules run.
        (str(scripts / "medlint"), "check", "--no-config", "--no-cache", "--jobs", "1"),
        re.compile(r"^\S+:\d+:\d+ (?:error|warning|suggestion) ", re.MULTILINE),
    )


def _proselint(folder: Path) -> Linter:
    scripts = _environment(folder)
    _install(PROSELINT, [str(scripts / "python"), "-m", "pip", "install", "--quiet", PROSELINT])
    return Linter(
        PROSELINT.replace("==", " "),
        (str(scripts / "proselint"), "check"),
        re.compile(r"^\S.*?:\d+:\d+: \w", re.MULTILINE),
    )


def _write_good(folder: Path) -> Linter:
    npm = shutil.which("npm")
    if not (npm and shutil.which("node")):
        raise NotInstalledError(f"{WRITE_GOOD} (there is no node with npm here)")
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    _install(WRITE_GOOD, [npm, "install", *arguments, WRITE_GOOD])
    return Linter(
        WRITE_GOOD.replace("@", " "),
        (str(folder / "node_modules" / ".bin" / "write-good"),),
        re.compile(r" on line \d+ at column \d+$", re.MULTILINE),
        # Its exit code is the number of findings, of which a system keeps the last eight bits.
        lambda code: code >= 0,
    )


def _environment(folder: Path) -> Path:
    """The folder of the programs of a virtual environment, made when it is not there."""
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if not scripts.is_dir():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return scripts


def _install(name: str, command: Sequence[str]) -> None:
    _say(f"installing {name}")
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NotInstalledError(f"{name} ({reason})")


def _articles(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in {".md", ".txt"})


def cases(folder: Path | None, work: Path, words: int) -> list[Case]:
    """Write the text of every case below `work`; many files first, then single ones."""
    text = work / "text"
    text.mkdir()
    if folder is None:
        folder = work / "made"
        folder.mkdir()
        write_articles(folder, words)
    sizes = {}
    # Short names of our own: the command line stays short, and nobody's configuration is near.
    for number, path in enumerate(_articles(folder)):
        name = f"{number:05}{path.suffix}"
        article = path.read_text(encoding="utf-8", errors="replace")
        (text / name).write_text(article, encoding="utf-8", newline="\n")
        sizes[name] = len(article.split())
    (text / "one.md").write_text(ONE_SENTENCE, encoding="utf-8")
    return [
        Case(START, "one sentence", ("one.md",), len(ONE_SENTENCE.split())),
        # A small folder has no sixteenth part of its own.
        *dict.fromkeys(_share(sizes, part) for part in (16, 4, 1)),
        *_long_files(text, sizes),
    ]


def _share(sizes: Mapping[str, int], part: int) -> Case:
    """Every `part`th file, which is about so large a part of the words."""
    files = tuple(list(sizes)[::part])
    words = sum(sizes[name] for name in files)
    return Case(MANY, f"{_number(len(files), 'file')}, {words:,} words", files, words)


def _long_files(text: Path, sizes: Mapping[str, int]) -> Iterator[Case]:
    """Articles one after the other in a single file, of three sizes where there is text enough."""
    for limit in LONG_FILE_WORDS:
        if limit > sum(sizes.values()):
            return
        name = f"long-{limit}.md"
        parts, words = [], 0
        for each, size in sizes.items():
            if words >= limit:
                break
            parts.append((text / each).read_text(encoding="utf-8"))
            words += size
        (text / name).write_text("\n\n".join(parts), encoding="utf-8", newline="\n")
        yield Case(LONG, f"1 long file, {words:,} words", (name,), words)


def race(
    linters: Sequence[Linter], cases: Sequence[Case], folder: Path, runs: int
) -> dict[tuple[str, str], Result]:
    """Results by linter and case; linters and cases take turns: a busy moment hits them all."""
    seconds: dict[tuple[str, str], list[float]] = {}
    findings: dict[tuple[str, str], int] = {}
    # The first turn is not counted: it fills the caches that a second run finds filled.
    for turn in range(runs + 1):
        _say(f"run {turn} of {runs}" if turn else "warming up")
        for case, linter in product(cases, linters):
            key = linter.name, case.title
            took, output = _timed(linter, case, folder)
            findings[key] = len(linter.finding.findall(output))
            if turn:
                seconds.setdefault(key, []).append(took)
    return {key: Result(tuple(taken), findings[key]) for key, taken in seconds.items()}


def _timed(linter: Linter, case: Case, folder: Path) -> tuple[float, str]:
    """Seconds on the clock from start to end of the process, and what it printed."""
    command = [*linter.command, *case.files]
    # Into a file: reading a pipe would share the processor with the linter.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
        start = time.perf_counter()
        run = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.PIPE, text=True)
        took = time.perf_counter() - start
        out.seek(0)
        output = out.read()
    if not linter.passes(run.returncode) or "Traceback" in run.stderr:
        sys.exit(f"{linter.name} failed on {case.title}, exit {run.returncode}: {run.stderr[:500]}")
    return took, output


def table(
    linters: Sequence[Linter], cases: Sequence[Case], results: Mapping[tuple[str, str], Result]
) -> Iterator[str]:
    """The lines of a Markdown table, one column a linter; medlint is the first."""
    groups = {group: [case for case in cases if case.group == group] for group in (MANY, LONG)}
    (start,) = (case for case in cases if case.group == START)
    whole = groups[MANY][-1]
    runs = len(results[linters[0].name, whole.title].seconds)

    def row(title: str, cell: Callable[[Linter], str]) -> str:
        return f"| {title} | {' | '.join(cell(linter) for linter in linters)} |"

    def of(linter: Linter, case: Case) -> Result:
        return results[linter.name, case.title]

    def seconds(case: Case) -> Callable[[Linter], str]:
        return lambda linter: f"{of(linter, case).median:.2f}"

    def ratio(case: Case) -> Callable[[Linter], str]:
        first = of(linters[0], case).median
        return lambda linter: f"{of(linter, case).median / first:.2f}"

    yield row(f"medians of {_number(runs, 'run')}", lambda linter: linter.name)
    yield f"|---|{'---:|' * len(linters)}"
    yield row(
        f"words per second, {whole.title}",
        lambda linter: f"{whole.words / of(linter, whole).median:,.0f}",
    )
    yield row("time against medlint's", ratio(whole))
    yield row("findings there", lambda linter: f"{of(linter, whole).findings:,}")
    yield row("start-up, ms: one sentence", lambda linter: f"{of(linter, start).median * 1000:.0f}")
    yield row("time against medlint's", ratio(start))
    for title, group in groups.items():
        for case in group:
            yield row(f"seconds, {case.title}", seconds(case))
        if len(group) > 1:
            yield row(f"growth, {title}", _growth(group, start, of))


def _growth(
    group: Sequence[Case], start: Case, of: Callable[[Linter, Case], Result]
) -> Callable[[Linter], str]:
    """Time for a word at the largest size over that at the smallest, start-up taken off.

    1.00 where the time grows as the text does.
    """

    def cell(linter: Linter) -> str:
        small, large = (
            (of(linter, case).median - of(linter, start).median) / case.words
            for case in (group[0], group[-1])
        )
        return f"{large / small:.2f}" if small > 0 else "too fast to tell"

    return cell


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
