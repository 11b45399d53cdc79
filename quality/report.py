"""What was measured, as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quality.figures import Estimate
from quality.measure import LEVEL_NAMES, PARTS, Measured, Result, Row


def markdown(result: Result) -> str:
    """The tables of a measurement, with a heading and a final line end."""
    sections = [
        "# Measured on labelled data",
        f"By `python -m quality measure` on {result.day}; [README.md](README.md) says how.",
        "## Figures",
        "The interval holds 95 % of bootstrap resamples of whole groups (studies or pages). "
        "The gap is the tuned half less the half set aside.",
        _table(_SUMMARY, map(_summary, result.figures)),
    ]
    flags = _distinct(row for row in (*result.figures, *result.rules) if row.parts["all"].precision)
    if flags:
        sections += ["## Precision and recall", _table(_FLAGS, _flag_lines(flags))]
    levels = [row for row in result.figures if row.parts["all"].classes]
    if levels:
        sections += ["## F1 of each level", _table(_LEVELS, _level_lines(levels))]
    refused = ", ".join(f"{name} {count}" for name, count in result.refused.items() if count)
    if refused:
        sections.append(
            f"Records that medlint does not read as English, counted as without a claim: {refused}."
        )
    if result.missing:
        sections.append(f"Not there and not measured: {', '.join(result.missing)}.")
    return "\n\n".join(sections) + "\n"


_SUMMARY = (
    "Data",
    "Figure",
    "Goal",
    "All",
    "95 % interval",
    "Tuned half",
    "Set aside",
    "Gap",
    "Flag everything",
    "Goal met",
)
_FLAGS = (
    "Data",
    "Flag",
    "Part",
    "Records",
    "Labelled",
    "Flagged",
    "Precision",
    "Recall",
    "F1",
    "Flag everything: precision",
    "F1",
)
_LEVELS = ("Data", "Part", "Records", *LEVEL_NAMES, "macro-F1")


def _summary(row: Row) -> Sequence[str]:
    whole = row.parts["all"]
    tune, aside = (row.parts.get(part) for part in PARTS[:2])
    gap = _number(tune.value.value - aside.value.value) if tune and aside else "-"
    met = "-" if row.goal is None else "yes" if whole.value.value >= row.goal else "no"
    return (
        row.data,
        row.name,
        _number(row.goal),
        _number(whole.value.value),
        f"{whole.value.low:.3f} to {whole.value.high:.3f}",
        _value(tune),
        _value(aside),
        gap,
        _number(whole.floor),
        met,
    )


def _flag_lines(rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    for row in rows:
        for part, measured in row.parts.items():
            yield (
                row.data,
                _flag_name(row),
                part,
                str(measured.records),
                str(measured.labelled),
                str(measured.flagged),
                _with_interval(measured.precision),
                _with_interval(measured.recall),
                _with_interval(measured.f1),
                _number(measured.floor_precision),
                _number(measured.floor_f1),
            )


def _flag_name(row: Row) -> str:
    """What is flagged, without the statistic that the figure is."""
    for statistic in (", F1", ", precision", ", recall"):
        if row.name.endswith(statistic):
            return row.name.removesuffix(statistic)
    return row.name


def _distinct(rows: Iterable[Row]) -> list[Row]:
    """The first row of each flag; another figure on it has the same precision and recall."""
    return list({(row.data, _flag_name(row)): row for row in reversed([*rows])}.values())[::-1]


def _level_lines(rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    for row in rows:
        for part, measured in row.parts.items():
            scores = map(_number, (*measured.classes, measured.value.value))
            yield row.data, part, str(measured.records), *scores


def _value(measured: Measured | None) -> str:
    return _number(measured.value.value) if measured else "-"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _with_interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f})"


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
