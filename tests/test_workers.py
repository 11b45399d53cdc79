"""Worker processes: they find what one process finds, and end when they should."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import main
from medlint.config import Config
from medlint.document import Document
from medlint.engine import Checked, Checker
from medlint.linting import Work, _jobs
from medlint.references.retractions import RetractionList
from medlint.results.shelf import unpack_checked, unpack_records
from medlint.results.store import Store
from medlint.rulebook import Rulebook
from medlint.run import Options, Report, run
from medlint.source import decode
from medlint.workers import FailedCheckError, Start, WorkerError, check_in_workers

DAY = date(2026, 3, 1)
TEXT = (
    "# Asthma {number}\n\nThis tea cures asthma in {number} days. Take the the tea hot.\n\n"
    "Please ask the nurse at the desk about anything in this leaflet that worries you.\n\n"
    "<!-- medlint-disable-next-line cure-claim -- quoted -->\nThe balm cures psoriasis.\n"
)
needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="forks are safe on Linux only")


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork, so that workers have what a test put in place, whatever threads run the tests."""
    monkeypatch.setattr("medlint.workers.best_start", lambda: "fork")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return Rulebook.load()


def documents(count: int = 40) -> list[Document]:
    return [
        decode(TEXT.format(number=number).encode(), f"page-{number:02}.md")
        for number in range(count)
    ]


def checker_of(rulebook: Rulebook, articles: list[Document]) -> Checker:
    paths = [each.path for each in articles]
    return Checker(rulebook, Config(preview=True), paths, DAY, profiles=True)


@pytest.mark.parametrize("start", [pytest.param("fork", marks=needs_fork), "spawn"])
def test_workers_make_of_documents_what_one_process_makes(rulebook: Rulebook, start: Start) -> None:
    articles = documents()
    checker = checker_of(rulebook, articles)
    made = check_in_workers(checker, [*enumerate(articles)], None, DAY, 2, start)
    found = {
        each.number: unpack_checked(
            each.checked,
            articles[each.number].path,
            unpack_records(checker, each.records, articles[each.number]),
        )
        for each in made
    }
    assert [found[number] for number in range(40)] == [checker.check(each) for each in articles]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for each in documents():
        (folder / each.path).write_text(each.text)
    return folder


def told(report: Report) -> Report:
    """The report with the names of its rules: each run makes their matchers anew."""
    return replace(report, rules=tuple(rule.name for rule in report.rules))  # type: ignore[misc]


def options(jobs: int, cache: Path | None = None) -> Options:
    return Options(jobs=jobs, cache=cache, preview=True, show_profiles=True, today=DAY)


@needs_fork
@pytest.mark.usefixtures("forks")
def test_a_run_with_workers_says_what_one_without_says(site: Path) -> None:
    assert told(run(["."], options(3))) == told(run(["."], options(1)))


@needs_fork
@pytest.mark.usefixtures("forks")
def test_workers_keep_results_that_one_process_reads(site: Path, tmp_path: Path) -> None:
    first = run(["."], options(2, tmp_path))
    again = run(["."], options(1, tmp_path))
    assert (again.known, told(replace(again, known=0))) == (40, told(first))


@needs_fork
@pytest.mark.usefixtures("forks")
def test_output_is_the_same_in_every_byte(site: Path) -> None:
    words = ["check", ".", "--format", "json", "--preview", "--today", "2026-03-01", "--jobs"]
    outputs = [CliRunner().invoke(main, [*words, jobs]).output for jobs in ("1", "2", "4")]
    assert len({*outputs}) == 1


def in_worker() -> bool:
    return multiprocessing.parent_process() is not None


def failing(
    self: Checker, document: Document, retractions: RetractionList | None = None
) -> Checked:
    if document.path == "page-20.md":
        raise ZeroDivisionError("a rule that cannot cope")
    return CHECK(self, document, retractions)


def dying(self: Checker, document: Document, retractions: RetractionList | None = None) -> Checked:
    if in_worker():
        os.kill(os.getpid(), signal.SIGKILL)
    return CHECK(self, document, retractions)


CHECK = Checker.check


@needs_fork
@pytest.mark.usefixtures("forks")
def test_an_article_that_cannot_be_checked_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checker, "check", failing)
    report = run(["."], options(2))
    assert told(report) == told(run(["."], options(1)))
    assert ["page-20.md" in each for each in report.problems] == [True]


@needs_fork
@pytest.mark.usefixtures("forks")
def test_a_failure_brings_its_traceback(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checker, "check", failing)
    articles = documents()
    made = check_in_workers(checker_of(rulebook, articles), [*enumerate(articles)], None, DAY, 2)
    with pytest.raises(FailedCheckError, match="ZeroDivisionError: a rule that cannot cope"):
        list(made)


@needs_fork
@pytest.mark.usefixtures("forks")
def test_a_worker_that_dies_ends_the_run_with_one_line(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checker, "check", dying)
    result = CliRunner().invoke(main, ["check", ".", "--jobs", "2"])
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "(signal 9)" in result.stderr


@needs_fork
@pytest.mark.usefixtures("forks")
def test_what_was_found_before_a_worker_died_is_kept(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checker, "check", dying)
    with pytest.raises(WorkerError):
        run(["."], options(2, tmp_path))
    assert Store(tmp_path).count() > 0


@needs_fork
@pytest.mark.usefixtures("forks")
def test_all_workers_end_when_nobody_asks_for_more(rulebook: Rulebook) -> None:
    articles = documents()
    made = check_in_workers(checker_of(rulebook, articles), [*enumerate(articles)], None, DAY, 2)
    next(made)
    made.close()
    assert multiprocessing.active_children() == []


WAITING = """
import multiprocessing, os, signal
from medlint.cli import main
from medlint.engine import Checker
check = Checker.check
def waiting(self, document, retractions=None):
    if multiprocessing.parent_process() is not None:
        os.write(1, b"waiting\\n")
        signal.pause()
    return check(self, document, retractions)
Checker.check = waiting
main(["check", ".", "--jobs", "2"])
"""


@needs_fork
def test_ctrl_c_stops_all_processes_at_once(site: Path) -> None:
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING],
        cwd=site,
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "waiting\n"
    # As a terminal does: to all processes of the group.
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "medlint: stopped\n")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@needs_fork
def test_workers_end_when_the_run_is_killed(site: Path) -> None:
    root = str(Path(__file__).parent.parent)
    script = WAITING.replace("signal.pause()", "pass")
    script = script.replace("return check", "self.today or 0; return check")
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=site,
        env={**os.environ, "PYTHONPATH": root},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    # The pipe ends when the last worker has; one that waited for ever would time this out.
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL


def work(jobs: int | None, articles: list[Document], rulebook: Rulebook) -> Work:
    return Work(Checker(rulebook, Config(), []), articles, jobs=jobs)


def test_few_articles_start_no_workers(rulebook: Rulebook) -> None:
    articles = documents()
    assert _jobs(work(None, articles, rulebook), articles) == 1


@needs_fork
@pytest.mark.usefixtures("forks")
def test_many_articles_start_a_worker_a_core(
    rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medlint.linting._cores", lambda: 6)
    articles = [Document(f"{number}.txt", "x" * 100_000) for number in range(10)]
    assert _jobs(work(None, articles, rulebook), articles) == 6


def test_the_number_asked_for_is_started(rulebook: Rulebook) -> None:
    articles = documents()
    assert _jobs(work(3, articles, rulebook), articles) == 3


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", "61", "9" * 5000])
def test_a_wrong_number_of_jobs_is_refused(site: Path, jobs: str) -> None:
    result = CliRunner().invoke(main, ["check", ".", f"--jobs={jobs}"])
    assert (result.exit_code, "write auto, or a number" in result.stderr) == (2, True)
