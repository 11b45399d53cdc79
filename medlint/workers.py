"""Many documents checked by several processes; what comes out is what one process would find."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from medlint.config import Config, ConfigError
from medlint.document import Document, Format, SourceProblem
from medlint.results.shelf import pack_checked, pack_records

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from medlint.engine import Checker
    from medlint.references.retractions import RetractionList

#: How a process begins: with all that this one has in memory, or with nothing.
Start = Literal["fork", "spawn"]

#: Documents are sent in parts of about so many characters, a tenth of a second of work.
_CHARACTERS_A_PART = 50_000
_DOCUMENTS_A_PART = 16
#: With fewer characters to check, starting processes takes longer than they save.
LEAST_CHARACTERS = {"fork": 600_000, "spawn": 3_000_000}


class WorkerError(ConfigError):
    """A process that checks documents ended before its work was done."""


class FailedCheckError(Exception):
    """A document could not be checked in another process; the message is the traceback there."""


class Packed(NamedTuple):
    """What was made of a document, as bytes: the number of the document, what the rules found, and
    its records. Without `keep`, it may be another the next time."""

    number: int
    checked: bytes
    records: tuple[bytes, ...]
    keep: bool


class _Text(NamedTuple):
    """A document as it is sent: without what was made of it."""

    number: int
    path: str
    text: str
    format: Format
    problems: tuple[SourceProblem, ...]


class Source(Protocol):
    """Where a process has the rules from."""

    def checker(self) -> Checker:
        """Checks documents; made once in every process."""
        ...


@dataclass(frozen=True)
class _Ready:
    """The rules that were there before the process began."""

    made: Checker

    def checker(self) -> Checker:
        """Checks documents."""
        return self.made


@dataclass(frozen=True)
class _Loaded:
    """The rules that a process loads for itself."""

    config: Config
    paths: tuple[str, ...]
    today: date | None
    profiles: bool

    def checker(self) -> Checker:
        """Checks documents."""
        from medlint.engine import Checker
        from medlint.rulebook import Rulebook

        rulebook = Rulebook.load(self.config.rules)
        return Checker(rulebook, self.config, self.paths, self.today, profiles=self.profiles)


def best_start() -> Start:
    """How processes begin here: a fork is quick, but safe on Linux only, with a single thread."""
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


def check_in_workers(
    checker: Checker,
    documents: Sequence[tuple[int, Document]],
    retractions: RetractionList | None,
    today: date,
    jobs: int,
    start: Start | None = None,
) -> Iterator[Packed]:
    """What the rules make of each document, in the order in which it is ready.

    Raises WorkerError when a process dies, and FailedCheckError when a document cannot be checked.
    All processes have ended when this ends, however it does.
    """
    start = start or best_start()
    team = _Team(_source(checker, start), retractions, today, start)
    try:
        yield from team.work([*_parts(documents)], jobs)
    finally:
        team.stop()


def _source(checker: Checker, start: Start) -> Source:
    if start == "fork":
        return _Ready(checker)
    return _Loaded(checker.config, checker.paths, checker.today, checker.profiles)


def _parts(documents: Sequence[tuple[int, Document]]) -> Iterator[list[_Text]]:
    part: list[_Text] = []
    size = 0
    for index, each in documents:
        part.append(_Text(index, each.path, each.text, each.format, each.problems))
        size += len(each.text)
        if size >= _CHARACTERS_A_PART or len(part) == _DOCUMENTS_A_PART:
            yield part
            part, size = [], 0
    if part:
        yield part


class _Team:
    """The processes, and what connects them with this one."""

    def __init__(
        self, source: Source, retractions: RetractionList | None, today: date, start: Start
    ) -> None:
        self._source = source
        self._retractions = retractions
        self._today = today
        self._start = start
        self._context: Any = multiprocessing.get_context(start)
        self._members: dict[Connection, BaseProcess] = {}

    def work(self, parts: list[list[_Text]], jobs: int) -> Iterator[Packed]:
        """Give each process one part after the other, until all are done."""
        for _ in range(min(jobs, len(parts))):
            self._add()
        left = iter(parts)
        busy = [member for member in self._members if self._give(member, next(left, None))]
        while busy:
            for member in wait(busy):
                assert isinstance(member, Connection)
                made = self._take(member)
                if not self._give(member, next(left, None)):
                    busy.remove(member)
                yield from made

    def stop(self) -> None:
        """End all processes at once, whatever they do."""
        for connection, process in self._members.items():
            connection.close()
            process.kill()
        for process in self._members.values():
            process.join()
        self._members = {}

    def _add(self) -> None:
        here, there = self._context.Pipe()
        # A forked process has the ends of this one, too, and would never see them closed.
        ours = (*self._members, here) if self._start == "fork" else ()
        setup = (there, ours, self._source, self._retractions, self._today)
        process = self._context.Process(target=_work, args=setup, daemon=True)
        with _no_interruption():
            process.start()
            self._members[here] = process
        there.close()

    def _give(self, member: Connection, part: list[_Text] | None) -> bool:
        if part is None:
            return False
        try:
            member.send(part)
        except OSError:
            raise self._death(member) from None
        return True

    def _take(self, member: Connection) -> list[Packed]:
        try:
            made = member.recv()
        except (EOFError, OSError):
            raise self._death(member) from None
        if isinstance(made, str):
            raise FailedCheckError(made)
        assert isinstance(made, list)
        return made

    def _death(self, member: Connection) -> WorkerError:
        process = self._members[member]
        process.join(1)
        code = process.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return WorkerError(
            f"medlint: a worker process was ended from outside ({how}), often for want of memory; "
            "nothing is reported, run again with --jobs 1"
        )


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Put off Ctrl-C; a process that begins meanwhile is never told of it."""
    # Windows has no such thing; there a process may say that it was stopped as it began.
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(
    connection: Connection,
    inherited: Sequence[Connection],
    source: Source,
    retractions: RetractionList | None,
    today: date,
) -> None:
    """What a process does: check part after part until nobody sends any more."""
    # Who presses Ctrl-C means the process that started this one, which then ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in inherited:
        each.close()
    checker: Checker | None = None
    while True:
        try:
            part: list[_Text] = connection.recv()
        except (EOFError, OSError):
            return
        made: list[Packed] | str
        try:
            checker = checker or source.checker()
            made = [_packed(each, checker, retractions, today) for each in part]
        except Exception:
            made = traceback.format_exc()
        try:
            connection.send(made)
        except OSError:
            return


def _packed(
    sent: _Text, checker: Checker, retractions: RetractionList | None, today: date
) -> Packed:
    document = Document(sent.path, sent.text, sent.format, sent.problems)
    checked = checker.check(document, retractions)
    records = pack_records(checker.across, checked.records)
    return Packed(sent.number, pack_checked(checked, today), records, not checked.problems)
