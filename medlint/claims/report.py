"""The ledgers of many articles: read them, and choose the rows to show."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from medlint.claims.ledger import Kind, Verdict
from medlint.claims.relations import Strength
from medlint.claims.rows import KINDS, STRENGTHS, VERDICTS, ArticleLedger, Row, ledger_of
from medlint.run import Articles, Progress, Unread, internal_error


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows to show; every count is of all rows, whatever is shown."""

    verdicts: Container[Verdict] = VERDICTS
    strengths: Container[Strength] = STRENGTHS
    kinds: Container[Kind] = KINDS

    def of(self, article: ArticleLedger) -> tuple[Row, ...]:
        """The rows of an article that are shown."""
        return tuple(
            row
            for row in article.rows
            if row.verdict in self.verdicts
            and row.strength in self.strengths
            and row.kind in self.kinds
        )


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """The ledgers of a run, sorted by path, and what went wrong.

    `problems` are things that the user must fix for the ledger to be whole, `notes` things to know.
    """

    articles: tuple[ArticleLedger, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    selection: Selection = Selection()

    @property
    def exit_code(self) -> int:
        """2 when the user must fix something, else 0: a claim is no fault."""
        return 2 if self.problems else 0


def report_on(
    articles: Articles,
    selection: Selection | None = None,
    *,
    all_sentences: bool = False,
    progress: Progress | None = None,
) -> LedgerReport:
    """The ledgers of the articles; one that cannot be read whole is a problem, and has none."""
    progress = progress or Progress()
    problems, notes = [*articles.problems], [*articles.notes]
    ledgers: list[ArticleLedger] = []
    progress.started(len(articles.documents))
    for article in articles.documents:
        try:
            ledger = _ledger(article, all_sentences, problems, notes)
        except Exception as error:
            problems.append(internal_error(article.document.path, error))
        else:
            ledgers += [ledger] if ledger else []
        progress.checked()
    return LedgerReport(tuple(ledgers), tuple(problems), tuple(notes), selection or Selection())


def _ledger(
    article: Unread,
    all_sentences: bool,
    problems: list[str],
    notes: list[str],
) -> ArticleLedger | None:
    document, reading = article.document, article.read()
    if not reading.is_english:
        problems.append(
            f"{document.path}: this article does not seem to be in English, so its claims were "
            "not read; exclude it, or have it reviewed in its own language"
        )
        return None
    if not reading.sentences:
        notes.append(f"{document.path}: no sentence to read, and so no claim")
    return ledger_of(reading, all_sentences=all_sentences)
