"""One article against one instrument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.instruments.instrument import REASON_FIELD, Instrument, Item, Step, Verdict
from medlint.instruments.signals import Signal

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.instruments.catalogue import Signals
    from medlint.language.reading import Reading

#: Lines that an item lists at most; more of them would show an editor no more.
MOST_LINES = 8
#: Words of a signal that a reason quotes at most.
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """What an article shows of one item: the verdict, the 1-based lines that show it, and why."""

    item: Item
    verdict: Verdict
    lines: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What one article shows of the items of an instrument, in their order."""

    path: str
    items: tuple[Judged, ...]


def scorecard(reading: Reading, instrument: Instrument, signals: Signals) -> Scorecard:
    """The scorecard of an article, which must be in English."""
    held = signals.of(reading)
    judged = (_judged(reading.document, item, held) for item in instrument.items)
    return Scorecard(reading.document.path, tuple(judged))


def judge(reading: Reading, item: Item, signals: Signals) -> Judged:
    """One item alone, as `scorecard` judges it."""
    return _judged(reading.document, item, signals.of(reading))


def _judged(document: Document, item: Item, held: Mapping[str, Signal]) -> Judged:
    step = next(step for step in item.steps if _holds(step, held))
    spans = (span for name in step.evidence for span in held[name].spans)
    lines = sorted({document.position(span.start)[0] for span in spans})
    return Judged(item, step.verdict, tuple(lines[:MOST_LINES]), _reason(step, held))


def _holds(step: Step, held: Mapping[str, Signal]) -> bool:
    return all(each.holds(held[each.signal].count) for each in step.conditions)


def _reason(step: Step, held: Mapping[str, Signal]) -> str:
    """The step's reason with what the article says in place of the names of signals."""
    return REASON_FIELD.sub(
        lambda found: (
            f"{held[found.group(2)].count:,}"
            if found.group(1)
            else listed(held[found.group(2)].words)
        ),
        step.reason,
    )


def listed(words: Iterable[str]) -> str:
    """The first few distinct words, joined by commas."""
    distinct = [*dict.fromkeys(words)]
    return ", ".join(distinct[:MOST_WORDS]) + (" …" if len(distinct) > MOST_WORDS else "")
