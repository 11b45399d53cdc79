"""The list of waivers: findings that an editor accepted, kept in one file beside the articles.

`medlint-waivers.toml` holds one table [[waiver]] for each: rule, path, reason, reviewer, and if
need be text, accepted and until.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from medlint.config import ConfigError
from medlint.discovery import display_name
from medlint.document import Document
from medlint.finding import Accepted, Finding, Place, Span, Terms
from medlint.globs import matches_any
from medlint.passage import words_of
from medlint.suppressions import EXPIRED_RULE, RULE, RULES, ended
from medlint.tomlfile import Mistake, RuleError, TomlFile, did_you_mean

#: Columns of the line that opens a waiver.
_WIDTH = len("[[waiver]]")
_TEXTS = ("rule", "path", "text", "reason", "reviewer")
_DAYS = ("accepted", "until")
_NEEDED: Mapping[str, str] = {
    "rule": 'write the rule that is waived, such as rule = "cure-claim"',
    "path": 'write the article, or a pattern, such as path = "archive/**"',
    "reason": "say why the finding is accepted",
    "reviewer": "say who accepts it",
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: findings of a rule or pack, in the articles of a path, on what terms.

    `path` is a pattern, from the file's folder. With `words`, only findings whose sentence has them
    are waived, and findings on the whole article that point at them. `line` is the waiver's in its
    file, 1-based.
    """

    rule: str
    path: str
    words: str
    terms: Terms
    line: int

    def covers(self, finding: Finding, path: str) -> bool:
        """Whether a finding in the article at a path from the file's folder is waived."""
        return (
            self.rule in (finding.rule, finding.pack)
            and finding.rule not in RULES
            and matches_any(path, (self.path,))
            and (not self.words or _has_words(finding, self.words))
        )


def _has_words(finding: Finding, words: str) -> bool:
    """Whether the words stand in what the finding is about, or in the line that it points at."""
    passage = finding.passage
    texts = [passage.words, words_of(finding.source)] if passage.whole else [passage.words]
    # Whole words: "cures" is not in "secures".
    return any(f" {words} " in f" {text} " for text in texts)


@dataclass(frozen=True)
class Waivers:
    """The waivers of one file."""

    file: Path
    waivers: tuple[Waiver, ...]

    def path_of(self, name: str) -> str:
        """The path from the file's folder of an article as the run names it."""
        return os.path.relpath(os.path.abspath(name), self.folder).replace(os.sep, "/")

    @property
    def folder(self) -> str:
        """The folder from which paths count."""
        return os.path.dirname(os.path.abspath(self.file))

    def place(self, waiver: Waiver) -> Place:
        """Where a waiver stands."""
        return Place(display_name(self.file), waiver.line, 1, waiver.line, _WIDTH + 1)

    def span(self, waiver: Waiver, document: Document) -> Span:
        """Where a waiver stands in the text of the file."""
        start = document.line_starts[waiver.line - 1]
        return Span(start, start + _WIDTH)


@dataclass(frozen=True, slots=True)
class WaiverProblem:
    """A waiver that has ended or hides nothing, the rule that reports it, and what to do."""

    waiver: Waiver
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Waived:
    """Findings parted by waivers; `lapsed` are those to report that one hid until its last day."""

    kept: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    lapsed: tuple[Accepted, ...]
    problems: tuple[WaiverProblem, ...]


def read_waivers(file: Path, known_names: Collection[str]) -> Waivers:
    """The waivers in a file; raises ConfigError, a line for every mistake.

    `known_names` are the rules and packs there are.
    """
    try:
        toml = TomlFile.read(file)
    except RuleError as error:
        raise ConfigError(*error.messages) from None
    mistakes = [
        Mistake((key,), f'unknown key "{key}"; write tables [[waiver]]')
        for key in toml.data
        if key != "waiver"
    ]
    tables = toml.data.get("waiver", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        text = "a waiver is a table; write [[waiver]] above its keys"
        mistakes.append(Mistake(("waiver",), text))
        tables = []
    for number, table in enumerate(tables):
        mistakes += _mistakes(table, ("waiver", number), known_names)
    if mistakes:
        raise ConfigError(*toml.error(mistakes).messages)
    return Waivers(
        file,
        tuple(_waiver(table, toml.line(("waiver", number))) for number, table in enumerate(tables)),
    )


def waive(
    findings: Sequence[Finding],
    waivers: Waivers,
    today: date,
    checked: Collection[str],
    ran: Callable[[str], bool],
) -> Waived:
    """Part the findings by the waivers.

    `checked` names the articles that were read, `ran` tells of a rule or pack whether it was on: a
    waiver is called unused only where what it hides could have been found.
    """
    kept: list[Finding] = []
    accepted: list[Accepted] = []
    lapsed: list[Accepted] = []
    used: set[int] = set()
    by_rule = _by_rule(waivers.waivers)
    for finding in findings:
        path = waivers.path_of(finding.place.path)
        named = (*by_rule.get(finding.rule, ()), *by_rule.get(finding.pack, ()))
        covering = [each for each in named if each.covers(finding, path)]
        used |= {id(waiver) for waiver in covering}
        valid = next((each for each in covering if not each.terms.expired(today)), None)
        by = valid or next(iter(covering), None)
        if by is None:
            kept.append(finding)
            continue
        told = Accepted(finding, "waiver", by.terms, waivers.place(by))
        if valid is None:
            kept.append(finding)
            lapsed.append(told)
        else:
            accepted.append(told)
    expired = {told.record for told in lapsed}
    problems = [
        *_expired(waivers, expired),
        *_unused((each for each in waivers.waivers if id(each) not in used), waivers, checked, ran),
    ]
    return Waived(tuple(kept), tuple(accepted), tuple(lapsed), tuple(problems))


def _by_rule(waivers: Iterable[Waiver]) -> dict[str, list[Waiver]]:
    found: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        found.setdefault(waiver.rule, []).append(waiver)
    return found


def _expired(waivers: Waivers, places: Collection[Place | None]) -> Iterator[WaiverProblem]:
    for waiver in waivers.waivers:
        if waivers.place(waiver) in places:
            advice = "mend what it hid, or accept it anew"
            text = f"this waiver {ended(waiver.terms)}; {advice}"
            yield WaiverProblem(waiver, EXPIRED_RULE, text)


def _unused(
    unused: Iterable[Waiver], waivers: Waivers, checked: Collection[str], ran: Callable[[str], bool]
) -> Iterator[WaiverProblem]:
    read = {waivers.path_of(name) for name in checked}
    for waiver in unused:
        if not ran(waiver.rule):
            continue
        here = _articles(waiver.path, waivers.folder)
        if not here:
            text = f'there is no article at "{waiver.path}"; correct the path or delete this waiver'
            yield WaiverProblem(waiver, RULE, text)
        elif here <= read:
            yield WaiverProblem(waiver, RULE, "this waiver hides nothing; delete it")


def _articles(pattern: str, folder: str) -> set[str]:
    """The files below the folder that a pattern fits, as paths from the folder."""
    from medlint.discovery import SUFFIXES

    if os.path.isfile(os.path.join(folder, pattern)):
        return {pattern}
    found: set[str] = set()
    for top, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")
            if os.path.splitext(name)[1].lower() in SUFFIXES and matches_any(path, (pattern,)):
                found.add(path)
    return found


def _mistakes(
    table: Mapping[str, Any], at: tuple[str, int], known_names: Collection[str]
) -> Iterator[Mistake]:
    for key, advice in _NEEDED.items():
        if key not in table:
            yield Mistake(at, f'this waiver has no "{key}"; {advice}')
    for key, value in table.items():
        here = (*at, key)
        if key in _DAYS:
            if not isinstance(value, date) or isinstance(value, datetime):
                yield Mistake(here, f'"{key}" is no day; write {key} = 2027-01-31')
        elif key not in _TEXTS:
            advice = did_you_mean(key, (*_TEXTS, *_DAYS))
            yield Mistake(here, f'unknown key "{key}"; {advice}')
        elif not isinstance(value, str) or not value.strip():
            yield Mistake(here, f'"{key}" must be a text; {_NEEDED.get(key, "write or delete it")}')
        elif key == "text" and not words_of(value):
            yield Mistake(here, '"text" has no word in it; write words of the sentence')
    rule = table.get("rule")
    if isinstance(rule, str) and rule in RULES:
        yield Mistake((*at, "rule"), f'"{rule}" cannot be waived; use ignore in medlint.toml')
    elif isinstance(rule, str) and rule.strip() and rule not in known_names:
        advice = did_you_mean(rule, known_names)
        yield Mistake((*at, "rule"), f'there is no rule or pack "{rule}"; {advice}')


def _waiver(table: Mapping[str, Any], line: int) -> Waiver:
    terms = Terms(table["reason"], table["reviewer"], table.get("accepted"), table.get("until"))
    return Waiver(table["rule"], table["path"], words_of(table.get("text", "")), terms, line)
