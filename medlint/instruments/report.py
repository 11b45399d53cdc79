"""The scorecards of many articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from medlint.instruments.catalogue import Signals
from medlint.instruments.instrument import (
    VERDICTS,
    Instrument,
    Verdict,
    instrument_files,
    load_instrument,
)
from medlint.instruments.scorecard import Scorecard, scorecard
from medlint.language.lexicon import Lexicon
from medlint.packfolders import INSTRUMENTS_FOLDER
from medlint.rulebook import bundled_rules
from medlint.run import Articles, Progress, Unread, internal_error


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """The scorecards of a run, sorted by path, and what went wrong.

    `problems` are things that the user must fix for the report to be whole, `notes` things to know.
    """

    instrument: Instrument
    cards: tuple[Scorecard, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """2 when the user must fix something, else 0: an item that is not met is no fault."""
        return 2 if self.problems else 0

    def counts(self) -> Mapping[str, Mapping[Verdict, int]]:
        """For each item by name, how many articles have each verdict."""
        counted: dict[str, dict[Verdict, int]] = {}
        for index, item in enumerate(self.instrument.items):
            found = Counter(card.items[index].verdict for card in self.cards)
            counted[item.name] = {verdict: found[verdict] for verdict in VERDICTS}
        return counted


def instruments_folder() -> Path:
    """Where the bundled instruments are."""
    return bundled_rules() / INSTRUMENTS_FOLDER


def known_instruments() -> tuple[str, ...]:
    """The bundled instruments by name."""
    return tuple(path.stem for path in instrument_files(instruments_folder()))


def report_on(articles: Articles, name: str, *, progress: Progress | None = None) -> ScoreReport:
    """The scorecards of the articles; one that cannot be read whole is a problem, and has none.

    Raises RuleError when the instrument's file or the wordings are wrong.
    """
    progress = progress or Progress()
    folder = instruments_folder()
    signals = Signals.load(folder, Lexicon.load(bundled_rules() / "lexicons"))
    instrument = load_instrument(folder / f"{name}.toml", signals.names)
    problems, notes = [*articles.problems], [*articles.notes]
    cards: list[Scorecard] = []
    progress.started(len(articles.documents))
    for article in articles.documents:
        try:
            card = _card(article, instrument, signals, problems, notes)
        except Exception as error:
            problems.append(internal_error(article.document.path, error))
        else:
            cards += [card] if card else []
        progress.checked()
    return ScoreReport(instrument, tuple(cards), tuple(problems), tuple(notes))


def _card(
    article: Unread,
    instrument: Instrument,
    signals: Signals,
    problems: list[str],
    notes: list[str],
) -> Scorecard | None:
    document, reading = article.document, article.read()
    if not reading.is_english:
        problems.append(
            f"{document.path}: this article does not seem to be in English, so it was not scored; "
            "exclude it, or have it reviewed in its own language"
        )
        return None
    if not reading.sentences:
        notes.append(f"{document.path}: no sentence to read, and so nothing to score")
        return None
    return scorecard(reading, instrument, signals)
