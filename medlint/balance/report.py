"""The balance sheets of many articles."""

from __future__ import annotations

from dataclasses import dataclass

from medlint.balance.sheet import Sheet, sheet_of
from medlint.run import Articles, Progress, Unread, internal_error


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """The balance sheets of a run, sorted by path, and what went wrong.

    `problems` are things that the user must fix for the report to be whole, `notes` things to know.
    """

    sheets: tuple[Sheet, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """2 when the user must fix something, else 0: a balance is no fault."""
        return 2 if self.problems else 0


def report_on(articles: Articles, *, progress: Progress | None = None) -> BalanceReport:
    """The sheets of the articles; one that cannot be read whole is a problem, and has none."""
    progress = progress or Progress()
    problems, notes = [*articles.problems], [*articles.notes]
    sheets: list[Sheet] = []
    progress.started(len(articles.documents))
    for article in articles.documents:
        try:
            sheet = _sheet(article, problems, notes)
        except Exception as error:
            problems.append(internal_error(article.document.path, error))
        else:
            sheets += [sheet] if sheet else []
        progress.checked()
    return BalanceReport(tuple(sheets), tuple(problems), tuple(notes))


def _sheet(article: Unread, problems: list[str], notes: list[str]) -> Sheet | None:
    document, reading = article.document, article.read()
    if not reading.is_english:
        problems.append(
            f"{document.path}: this article does not seem to be in English, so its benefits and "
            "harms were not read; exclude it, or have it reviewed in its own language"
        )
        return None
    if not reading.sentences:
        notes.append(f"{document.path}: no sentence to read, and so nothing to balance")
    return sheet_of(reading)
