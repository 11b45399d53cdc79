"""Clusters of duplicates for people: each with its places, its versions and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medlint.reporters.excerpt import excerpt, shown
from medlint.reporters.text import number, styled

if TYPE_CHECKING:
    from medlint.duplicates.report import ChangeRow, ClusterRow, DuplicatesReport, VersionRow
    from medlint.finding import Place
    from medlint.reporters import Look

LIMIT = "Copies are found by their words; the same said in other words is not."

_INDENT = "    "
#: So many places, versions and changes are named; the JSON has all of them.
_MOST_PLACES = 6
_MOST_VERSIONS = 8
_MOST_CHANGES = 8
#: An excerpt is cut no shorter than this, however narrow the terminal.
_NARROWEST = 60


def render(report: DuplicatesReport, look: Look, width: int) -> str:
    """The clusters as lines of about `width` columns; with `quiet`, the clusters alone."""
    lines: list[str] = []
    for row in report.clusters:
        lines += [*_cluster(row, look, max(_NARROWEST, width - len(_INDENT) - 2)), ""]
    if look.quiet:
        lines = lines[:-1]
    else:
        lines += _summary(report)
    return "".join(f"{line}\n" for line in lines)


def _cluster(row: ClusterRow, look: Look, room: int) -> Iterator[str]:
    first = row.versions[0]
    what = "An article" if row.kind == "article" else "A passage"
    told = f"{what} of {number(first.words, 'word')} in {number(row.copies, 'place')}"
    versions = len(row.versions)
    alike = "all the same" if versions == 1 else f"{versions} versions, {_percent(row.similarity)}"
    yield styled(f"{told}: {alike}", look, bold=True)
    yield f"{_INDENT}“{excerpt(first.text, 0, 0, room - 2)[0]}”"
    for at, version in enumerate(row.versions[:_MOST_VERSIONS]):
        yield from _version(at, version, versions, look, room)
    # A drift is told wherever it is.
    for at, version in enumerate(row.versions[_MOST_VERSIONS:], _MOST_VERSIONS):
        if version.drifts:
            yield from _version(at, version, versions, look, room)
    hidden = sum(not version.drifts for version in row.versions[_MOST_VERSIONS:])
    if hidden:
        yield f"{_INDENT}and {number(hidden, 'more version')}; --format json has them all"


def _percent(similarity: float) -> str:
    """How alike versions are, never rounded up to all."""
    return f"{min(99, int(100 * similarity))} % alike" if similarity < 1 else "alike"


def _version(at: int, version: VersionRow, versions: int, look: Look, room: int) -> Iterator[str]:
    places = _places(version.places)
    allowed = " (allowed boilerplate)" if version.allowed else ""
    if versions == 1:
        yield f"{_INDENT}{places}{allowed}"
        return
    like = f", {_percent(version.similarity)} with {version.like + 1}" if at else ""
    yield f"{_INDENT}version {at + 1}{like}{allowed}: {places}"
    for change in version.changes[:_MOST_CHANGES]:
        yield f"{_INDENT * 2}{_change(change, look, room)}"
    if len(version.changes) > _MOST_CHANGES:
        yield f"{_INDENT * 2}and {len(version.changes) - _MOST_CHANGES} more"
    for drift in version.drifts:
        place = drift.finding.place
        severity = styled(drift.finding.severity.value, look, "yellow", bold=True)
        where = styled(f"{shown(place.path)}:{place.line}:{place.column}", look, bold=True)
        rule = styled(f"[{drift.finding.rule}]", look, dim=True)
        yield f"{_INDENT * 2}{where} {severity} {shown(drift.finding.message)} {rule}"


def _change(change: ChangeRow, look: Look, room: int) -> str:
    """What differs, as `git diff --word-diff` writes it."""
    half = max(_NARROWEST // 2, room // 2)
    before = f"[-{excerpt(change.before, 0, 0, half)[0]}-]" if change.before else ""
    after = f"{{+{excerpt(change.after, 0, 0, half)[0]}+}}" if change.after else ""
    parts = (
        shown(change.left),
        styled(before, look, "red") if before else "",
        styled(after, look, "green") if after else "",
        shown(change.right),
    )
    return f"line {change.line}: {' '.join(part for part in parts if part)}"


def _places(places: Sequence[Place]) -> str:
    named = [_place(place) for place in places[:_MOST_PLACES]]
    more = len(places) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _place(place: Place) -> str:
    end = f"-{place.end_line}" if place.end_line != place.line else ""
    return f"{shown(place.path)}:{place.line}{end}"


def _summary(report: DuplicatesReport) -> Iterator[str]:
    read = f"{number(report.passages, 'passage')} in {number(report.files, 'file')}"
    if report.found:
        listed = len(report.clusters)
        some = f", the {listed} largest listed" if listed < report.found else ""
        yield f"{number(report.found, 'cluster')}{some}; {read} compared."
    else:
        yield f"No duplicates; {read} compared."
    drifts = sum(len(row.drifts) for row in report.clusters)
    if drifts:
        yield (
            f"{number(drifts, 'difference')} on which safety hangs; see the lines marked "
            "[boilerplate-drift]."
        )
    if report.problems:
        yield (
            f"{number(len(report.problems), 'problem')} kept medlint from reading everything; "
            "see the messages on standard error."
        )
    yield LIMIT
