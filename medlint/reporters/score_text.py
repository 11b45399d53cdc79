"""Scorecards for people: one article with its reasons, several as a table."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from medlint.instruments.instrument import VERDICTS, Verdict
from medlint.reporters.excerpt import columns, shown
from medlint.reporters.text import number, styled

if TYPE_CHECKING:
    from medlint.instruments.report import ScoreReport
    from medlint.instruments.scorecard import Judged, Scorecard
    from medlint.reporters import Look

#: What a verdict is called.
NAMES: Mapping[Verdict, str] = {
    "satisfied": "satisfied",
    "not_satisfied": "not satisfied",
    "not_applicable": "not applicable",
    "not_judged": "not judged by rules",
}
_MARKS: Mapping[Verdict, str] = {
    "satisfied": "+", "not_satisfied": "!", "not_applicable": "-", "not_judged": "?",
}  # fmt: skip
_COLORS: Mapping[Verdict, str | None] = {
    "satisfied": "green", "not_satisfied": "yellow", "not_applicable": None, "not_judged": "cyan",
}  # fmt: skip
_INDENT = "    "
_GAP = "  "
#: Text is wrapped no narrower and no wider than this, however wide the terminal.
_NARROWEST, _WIDEST = 60, 110
#: A path in the table is cut at its start to so many columns.
_PATH_ROOM = 48
_MORE = "…"


def render(report: ScoreReport, look: Look, width: int) -> str:
    """The scorecard of one article with reasons, or a table of several, then what it leaves out.

    With `quiet`, the scorecard or the table alone.
    """
    room = max(_NARROWEST, min(width, _WIDEST))
    lines = [*_heading(report, look)] if not look.quiet else []
    if len(report.cards) == 1:
        lines += _card(report.cards[0], look, room)
    elif report.cards:
        lines += _table(report, look)
    if not look.quiet:
        lines += _summary(report, room)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _heading(report: ScoreReport, look: Look) -> Iterator[str]:
    yield styled(report.instrument.title, look, bold=True)
    yield ""


def _card(card: Scorecard, look: Look, room: int) -> Iterator[str]:
    counts = Counter(judged.verdict for judged in card.items)
    told = ", ".join(f"{counts[verdict]} {NAMES[verdict]}" for verdict in VERDICTS)
    yield f"{styled(shown(card.path), look, bold=True)}: {told}"
    for judged in card.items:
        yield from _item(judged, look, room)


def _item(judged: Judged, look: Look, room: int) -> Iterator[str]:
    mark = styled(_MARKS[judged.verdict], look, _COLORS[judged.verdict], bold=True)
    verdict = styled(NAMES[judged.verdict], look, _COLORS[judged.verdict])
    yield f"{mark} {judged.item.label}: {verdict}"
    reason = shown(_sentence(judged))
    for line in textwrap.wrap(reason, room - len(_INDENT), break_on_hyphens=False):
        yield f"{_INDENT}{line}"


def _sentence(judged: Judged) -> str:
    """The reason as a sentence, with the lines that show it."""
    reason = judged.reason[:1].upper() + judged.reason[1:]
    if not judged.lines:
        return reason
    noun = "line" if len(judged.lines) == 1 else "lines"
    return f"{reason} ({noun} {', '.join(map(str, judged.lines))})"


def _table(report: ScoreReport, look: Look) -> Iterator[str]:
    """Articles by items, one mark each, and below them how many have each verdict."""
    items = report.instrument.items
    for index, item in enumerate(items, 1):
        yield f"{index:>3} {item.label}"
    yield ""
    paths = [_cut(shown(card.path)) for card in report.cards]
    labels = [*paths, *(NAMES[verdict] for verdict in VERDICTS)]
    wide = max(map(columns, labels))
    cells = max(2, len(str(len(report.cards))))
    numbers = _GAP.join(f"{index:>{cells}}" for index in range(1, len(items) + 1))
    yield styled(f"{' ' * wide}{_GAP}{numbers}", look, dim=True)
    for path, card in zip(paths, report.cards, strict=True):
        marks = _GAP.join(_mark(judged.verdict, cells, look) for judged in card.items)
        yield f"{path}{' ' * (wide - columns(path))}{_GAP}{marks}"
    yield ""
    counts = report.counts()
    for verdict in VERDICTS:
        figures = _GAP.join(f"{counts[item.name][verdict]:>{cells}}" for item in items)
        yield f"{NAMES[verdict].ljust(wide)}{_GAP}{figures}"


def _mark(verdict: Verdict, width: int, look: Look) -> str:
    return " " * (width - 1) + styled(_MARKS[verdict], look, _COLORS[verdict])


def _cut(path: str) -> str:
    """The path, cut at its start where it is long: its end tells more."""
    if columns(path) <= _PATH_ROOM:
        return path
    while columns(path) >= _PATH_ROOM:
        path = path[1:]
    return _MORE + path


def _summary(report: ScoreReport, room: int) -> Iterator[str]:
    yield ""
    if not report.cards:
        yield "No article was scored."
    elif len(report.cards) > 1:
        yield ", ".join(f"{_MARKS[verdict]} {NAMES[verdict]}" for verdict in VERDICTS) + "."
        yield "For the reasons, score one article alone or write --format json."
    if report.problems:
        yield (
            f"{number(len(report.problems), 'problem')} kept medlint from reading everything; "
            "see the messages on standard error."
        )
    yield from textwrap.wrap(report.instrument.limits, room)
    yield from textwrap.wrap(f"Criteria: {report.instrument.source}.", room)
