"""The documents of a run that share a configuration: what is known of them is not found anew, the
rest is checked, by several processes where there is much to do, and all are compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from medlint.document import Document
from medlint.engine import Checked, Checker, Outcome, by_rule
from medlint.finding import Accepted, Finding

if TYPE_CHECKING:
    from medlint.profiles.report import ArticleProfile
    from medlint.references.retractions import RetractionList
    from medlint.results.shelf import Shelf
    from medlint.results.store import Store

#: Documents checked before other processes begin, so that these find loaded what all need.
_CHECKED_BEFORE = 4


@dataclass(frozen=True)
class Work:
    """What is to be done: documents to check, and those that they are only compared with.

    `listed` are passages that may stand in many articles. `retractions` gives the list of retracted
    papers, if these documents need it. `store` is where results are kept, if they are. `jobs` is
    the number of processes; None is as many as pay.
    """

    checker: Checker
    documents: Sequence[Document]
    beside: Sequence[Document] = ()
    listed: Sequence[Document] = ()
    retractions: Callable[[Sequence[Document]], RetractionList | None] = lambda documents: None
    today: date | None = None
    store: Store | None = None
    jobs: int | None = None
    on_checked: Callable[[], None] = lambda: None


@dataclass
class Linted:
    """What came of the documents: sorted findings, those that comments hide, and the profiles.

    `problems` tell of patterns that took too long; `known` says how many documents had been checked
    by an earlier run.
    """

    findings: list[Finding] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    lapsed: list[Accepted] = field(default_factory=list)
    profiles: list[ArticleProfile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    known: int = 0


def lint_all(work: Work) -> Linted:
    """What the rules find in the documents, each alone and compared with the others.

    Raises what a rule raises that cannot cope with a document, and WorkerError.
    """
    shelf: Shelf | None = None
    if work.store is not None:
        from medlint.results.shelf import Shelf

        shelf = Shelf(work.store, work.checker, work.today or date.today())
    try:
        return _Linting(work, shelf).linted()
    finally:
        # What was found before somebody stopped the run need not be found again.
        if shelf is not None:
            shelf.flush()


class _Linting:
    """The work, and what came of it so far: `_packs` are records that another process sent."""

    def __init__(self, work: Work, shelf: Shelf | None) -> None:
        self._work = work
        self._shelf = shelf
        self._packs: dict[int, tuple[bytes, ...]] = {}
        self._checked: list[Checked | None] = [None] * len(work.documents)
        self._known: frozenset[int] = frozenset()

    def linted(self) -> Linted:
        """What came of it."""
        documents = self._work.documents
        if self._shelf is not None:
            self._checked = self._shelf.checked(documents)
        todo = [index for index, each in enumerate(self._checked) if each is None]
        self._known = frozenset(range(len(documents))).difference(todo)
        for _ in self._known:
            self._work.on_checked()
        self._check(todo)
        linted = Linted(known=len(self._known))
        together: dict[int, list[Finding]] = {}
        for index, finding in self._compared():
            together.setdefault(index, []).append(finding)
        for index, (document, checked) in enumerate(zip(documents, self._checked, strict=True)):
            assert checked is not None
            brought = together.get(index, ())
            _add(linted, checked, self._work.checker.outcome(document, checked, brought))
        linted.findings.sort(key=lambda finding: finding.sort_key)
        return linted

    def _check(self, todo: Sequence[int]) -> None:
        if not todo:
            return
        documents = self._work.documents
        retractions = self._work.retractions([documents[index] for index in todo])
        jobs = _jobs(self._work, [documents[index] for index in todo])
        here = todo if jobs == 1 else todo[:_CHECKED_BEFORE]
        for index in here:
            self._checked[index] = checked = self._work.checker.check(documents[index], retractions)
            self._keep(index, checked)
            self._work.on_checked()
        if len(here) < len(todo):
            self._check_elsewhere(todo[len(here) :], retractions, jobs)

    def _keep(self, index: int, checked: Checked) -> None:
        """Keep what was made here of a document, unless it may be another the next time."""
        if self._shelf is None or checked.problems:
            return
        from medlint.results.shelf import all_have_forms, pack_checked, pack_records

        document, across = self._work.documents[index], self._work.checker.across
        today = self._work.today or date.today()
        self._shelf.keep_checked(document, pack_checked(checked, today))
        if all_have_forms(across):
            self._shelf.keep_records(document, pack_records(across, checked.records))

    def _check_elsewhere(
        self, todo: Sequence[int], retractions: RetractionList | None, jobs: int
    ) -> None:
        from medlint.results.shelf import unpack_checked
        from medlint.workers import check_in_workers

        documents = self._work.documents
        sent = [(index, documents[index]) for index in todo]
        today = self._work.today or date.today()
        for made in check_in_workers(self._work.checker, sent, retractions, today, jobs):
            document = documents[made.number]
            self._checked[made.number] = unpack_checked(made.checked, document.path)
            self._packs[made.number] = made.records
            if self._shelf is not None and made.keep:
                self._shelf.keep_checked(document, made.checked)
                self._shelf.keep_records(document, made.records)
            self._work.on_checked()

    def _compared(self) -> list[tuple[int, Finding]]:
        """What comparing the documents brings, from an earlier run where there was the same."""
        work = self._work
        if not work.checker.across:
            return []
        asked = work.documents, work.beside, work.listed
        kept = self._shelf.compared(*asked) if self._shelf is not None else None
        if kept is not None:
            return kept
        records = [*self._own_records(), *self._records_of(work.beside)]
        listed = [work.checker.records(each, work.checker.across) for each in work.listed]
        checker = work.checker
        found = [
            *checker.compare(work.documents, by_rule(checker, records), by_rule(checker, listed))
        ]
        if self._shelf is not None:
            self._shelf.keep_compared(*asked, found)
        return found

    def _own_records(self) -> Iterator[tuple[object, ...]]:
        from medlint.results.shelf import unpack_records

        documents, checker = self._work.documents, self._work.checker
        known = sorted(self._known)
        kept = dict(zip(known, self._records_of([documents[at] for at in known]), strict=True))
        for index, checked in enumerate(self._checked):
            assert checked is not None
            if index in kept:
                yield kept[index]
            elif index in self._packs:
                yield unpack_records(checker, self._packs.pop(index), documents[index])
            else:
                yield checked.records

    def _records_of(self, documents: Sequence[Document]) -> list[tuple[object, ...]]:
        """The records of documents, made anew where none are kept."""
        kept = (
            self._shelf.records(documents) if self._shelf is not None else [None] * len(documents)
        )
        return [
            each if each is not None else self._gathered(document)
            for document, each in zip(documents, kept, strict=True)
        ]

    def _gathered(self, document: Document) -> tuple[object, ...]:
        # A copy, since what is made of a document is several times its text and is kept with it.
        made = self._work.checker.records(replace(document), self._work.checker.across)
        if self._shelf is not None:
            from medlint.results.shelf import all_have_forms, pack_records

            if all_have_forms(self._work.checker.across):
                self._shelf.keep_records(document, pack_records(self._work.checker.across, made))
        return made


def _add(linted: Linted, checked: Checked, outcome: Outcome) -> None:
    linted.findings += outcome.findings
    linted.accepted += outcome.accepted
    linted.lapsed += outcome.lapsed
    linted.problems += checked.problems
    linted.profiles += [checked.profile] if checked.profile is not None else []


def _jobs(work: Work, documents: Sequence[Document]) -> int:
    """How many processes are to check the documents; 1 is this one alone."""
    if work.jobs == 1 or len(documents) <= _CHECKED_BEFORE:
        return 1
    from medlint.results.records import FORMS

    if any(rule.kind not in FORMS for rule in work.checker.across):
        return 1
    if work.jobs is not None:
        return work.jobs
    cores = _cores()
    if cores == 1:
        return 1
    from medlint.workers import LEAST_CHARACTERS, best_start

    enough = LEAST_CHARACTERS[best_start()]
    return cores if sum(len(document.text) for document in documents) >= enough else 1


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
