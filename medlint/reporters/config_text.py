"""What applies to an article, for people; and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from medlint.finding import Severity
from medlint.reporters import Look
from medlint.reporters.text import profile_lines, styled

if TYPE_CHECKING:
    from medlint.config.explaining import Explained, RuleHere, Setting

_NOT_SET = {
    "select": "the rules that run by default",
    "profile": "as the article shows",
}


def render_json(told: Explained) -> str:
    """One JSON object."""
    values = asdict(told)
    values["overrides"] = [
        {"paths": json.loads(globs), "place": place} for globs, place in told.overrides
    ]
    settings = [
        *values["settings"],
        *(each for rule in values["rules"] for each in rule["options"]),
    ]
    for setting in settings:
        value = setting["value"]
        setting["value"] = None if value is None else json.loads(value)
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def render_text(told: Explained, look: Look) -> str:
    """Paragraphs with a heading each."""
    paragraphs = [
        [styled(told.path, look, bold=True), f"  {_searched(told)}"],
        ["Configuration files; where they differ, the last one holds", *_files(told)],
        ["Settings", *_columns(_setting(each) for each in told.settings)],
        ["Kind of article", *(f"  {line}" for line in profile_lines(told.profile, look))],
    ]
    if told.overrides:
        rows = ((f"paths = {globs}", place) for globs, place in told.overrides)
        paragraphs.insert(
            2, ["Overrides that fit; where they differ, the first one holds", *_columns(rows)]
        )
    running = [
        (severity.value, rule.name, _why(rule))
        for severity in sorted(Severity, key=lambda each: -each.rank)
        for rule in told.rules
        if rule.severity is severity
    ]
    others = [rule for rule in told.rules if rule.severity is None]
    if running:
        paragraphs.append([f"Rules that run: {len(running)}", *_columns(running)])
    if others:
        title = f"Rules that do not run: {len(others)}"
        paragraphs.append([title, *_columns((rule.name, _why(rule)) for rule in others)])
    return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"


def _searched(told: Explained) -> str:
    if told.left_out is None:
        return "A search of its folder checks it."
    return f"A search of its folder leaves it out: {told.left_out}."


def _files(told: Explained) -> list[str]:
    return [f"  {file}" for file in told.files] or ["  none; the defaults hold"]


def _setting(setting: Setting) -> tuple[str, str, str]:
    value = setting.value or _NOT_SET.get(setting.key, "none")
    return setting.key, value, ", ".join(setting.places) or "default"


def _why(rule: RuleHere) -> str:
    """The reason with its places, then the options that are set."""
    told = [f"{rule.reason}{_behind(rule.places)}"] if rule.reason else []
    told += [f"{each.key} = {each.value}{_behind(each.places)}" for each in rule.options]
    return "; ".join(told)


def _behind(places: Sequence[str]) -> str:
    return f" ({', '.join(places)})" if places else ""


def _columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows, indented, with columns as wide as they must be, but those of long lists."""
    listed = list(rows)
    if not listed:
        return
    widths = [
        max((len(row[n]) for row in listed if len(row[n]) <= _WIDEST), default=0)
        for n in range(len(listed[0]))
    ]
    for row in listed:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(padded)}".rstrip()


#: A text longer than this does not widen its column.
_WIDEST = 40
