"""What of a run's findings is reported: not what a waiver or a baseline accepts, nor what git
says is unchanged, nor what is below the lowest severity to show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.config import Config
from medlint.discovery import display_name
from medlint.document import Document
from medlint.finding import Accepted, Finding, Match

if TYPE_CHECKING:
    from medlint.baseline.entries import Baseline, Entry
    from medlint.changes import Changes
    from medlint.rulebook import Rulebook
    from medlint.waivers import WaiverProblem, Waivers


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in articles that share a configuration, and by which rules.

    `articles` are the names of those that were read, `rules` and `across` the names of the rules
    that were on, and of those among them that compare articles.
    """

    config: Config
    rulebook: Rulebook
    articles: tuple[str, ...]
    findings: tuple[Finding, ...]
    rules: frozenset[str]
    across: frozenset[str]


@dataclass
class Settled:
    """What is reported, and what became of the rest; as in a Report."""

    findings: list[Finding] = field(default_factory=list)
    failed: bool = False
    accepted: list[Accepted] = field(default_factory=list)
    lapsed: list[Accepted] = field(default_factory=list)
    stale: list[Entry] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def settle(groups: Sequence[Found], changes: Changes | None, today: date) -> Settled:
    """Part what was found by waivers, by baselines and by what changed, and judge the rest.

    Each finding is judged by the configuration of its article. Raises ConfigError when a list of
    waivers or a baseline is missing or wrong.
    """
    settled = Settled()
    left = _after_waivers(groups, today, settled)
    left = _after_baselines(left, settled)
    for group in left:
        new = group.findings
        if changes is not None:
            new = tuple(finding for finding in new if changes.touches(finding))
        shown = [finding for finding in new if group.config.shows(finding)]
        settled.findings += shown
        settled.failed = settled.failed or any(map(group.config.fails, shown))
    return settled


def _after_waivers(groups: Sequence[Found], today: date, settled: Settled) -> list[Found]:
    left = list(groups)
    for file in sorted({file for group in groups if (file := group.config.waivers_file)}):
        from medlint.waivers import read_waivers

        sharing = [n for n, group in enumerate(left) if group.config.waivers_file == file]
        rulebook = left[sharing[0]].rulebook
        known = rulebook.rules.keys() | rulebook.packs.keys()
        waivers = read_waivers(file, known)
        for number, group in _waived([left[n] for n in sharing], waivers, today, settled):
            left[sharing[number]] = group
    return left


def _waived(
    groups: Sequence[Found], waivers: Waivers, today: date, settled: Settled
) -> list[tuple[int, Found]]:
    """The groups without what the waivers accept, with what is wrong with the waivers."""
    from medlint.waivers import waive

    articles = [name for group in groups for name in group.articles]
    rules = frozenset[str]().union(*(group.rules for group in groups))
    book = groups[0].rulebook.rules
    packs = {book[name].pack for name in rules if name in book}
    found = [finding for group in groups for finding in group.findings]
    waived = waive(found, waivers, today, articles, (rules | packs).__contains__)
    settled.accepted += waived.accepted
    settled.lapsed += waived.lapsed
    kept = {id(finding) for finding in waived.kept}
    left = [
        replace(group, findings=tuple(each for each in group.findings if id(each) in kept))
        for group in groups
    ]
    told = _told(waived.problems, waivers, groups[0], rules)
    left[0] = replace(left[0], findings=(*left[0].findings, *told))
    return list(enumerate(left))


def _told(
    problems: Sequence[WaiverProblem], waivers: Waivers, group: Found, rules: frozenset[str]
) -> Iterator[Finding]:
    """What is wrong with waivers, as findings in their file."""
    from medlint.engine import finding_of

    if not problems:
        return
    text = waivers.file.read_text(encoding="utf-8")
    document = Document(display_name(waivers.file), text)
    for each in problems:
        if each.rule in rules:
            match = Match(waivers.span(each.waiver, document), details={"detail": each.message})
            finding = finding_of(each.rule, match, document, group.rulebook, group.config)
            yield from (finding,) if finding else ()


def _after_baselines(groups: Sequence[Found], settled: Settled) -> list[Found]:
    left = list(groups)
    for file in sorted({group.config.baseline for group in groups if group.config.baseline}):
        sharing = [n for n, group in enumerate(left) if group.config.baseline == file]
        accepted = _accept(file, [left[n] for n in sharing], settled)
        for n in sharing:
            new = tuple(each for each in left[n].findings if id(each) not in accepted)
            left[n] = replace(left[n], findings=new)
    return left


def _accept(file: Path, groups: Sequence[Found], settled: Settled) -> set[int]:
    """The ids of the findings that a baseline accepts; they and stale entries are noted."""
    from medlint.baseline.entries import read_baseline
    from medlint.baseline.matching import match

    baseline = read_baseline(file)
    found = [finding for group in groups for finding in group.findings]
    found.sort(key=lambda finding: finding.sort_key)
    checked = [name for group in groups for name in group.articles]
    matched = match(found, baseline, checked, _could_find(baseline, groups))
    settled.accepted += [Accepted(finding, "baseline") for finding in matched.accepted]
    settled.stale += matched.stale.elements()
    settled.moved.update(matched.moved)
    if matched.stale:
        settled.notes.append(_stale_note(file, matched.stale.total()))
    return {id(finding) for finding in matched.accepted}


def _could_find(baseline: Baseline, groups: Sequence[Found]) -> Callable[[Entry], bool]:
    """Whether the rules of a run, over the files that it read, could have found an entry again."""
    rules = frozenset[str]().union(*(group.rules for group in groups))
    known = frozenset[str]().union(*(group.rulebook.rules for group in groups))
    read = {os.path.abspath(name) for group in groups for name in group.articles}
    # What a rule finds by comparing articles says nothing where some of them were not read.
    complete = read >= {os.path.abspath(path) for path in baseline.files()}
    across = frozenset[str]().union(*(group.across for group in groups))
    return lambda entry: (
        entry.rule not in known or (entry.rule in rules and (complete or entry.rule not in across))
    )


def _stale_note(file: Path, count: int) -> str:
    entries = "1 entry answers" if count == 1 else f"{count} entries answer"
    advice = "take them out with: medlint baseline update"
    return f"{display_name(file)}: {entries} to no finding any more; {advice}"
