"""Which findings of a run a baseline accepts, and which of its entries nothing answers to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from medlint.baseline.entries import Baseline, Entry
from medlint.finding import Finding

_MOST_HOLDERS = 20


@dataclass(frozen=True, slots=True)
class Matched:
    """The findings of a run, parted by a baseline.

    `stale` are entries that nothing in the articles checked answers to, with how many of each.
    `moved` maps the path of an article that is gone to that of the one taken for it.
    """

    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    stale: Counter[Entry]
    moved: Mapping[str, str]


class _Key(NamedTuple):
    """What tells accepted findings of one article apart; a title may change in its own article."""

    path: str
    rule: str
    words: str | None


def match(
    findings: Sequence[Finding],
    baseline: Baseline,
    checked: Collection[str],
    ran: Callable[[Entry], bool] = lambda entry: True,
) -> Matched:
    """Part the findings, which are in the order of the text, by a baseline.

    Of findings with the same rule and words, the first ones are accepted, as many as it has.
    `checked` names the articles that were read. An article that the baseline does not know and
    that has the passages of one that is gone is taken for that one under a new name. `ran` says of
    an entry of an article checked whether a run like this one could have found it.
    """
    left: dict[_Key, list[Entry]] = defaultdict(list)
    for entry in sorted(baseline.entries.elements()):
        left[_key(entry)].append(entry)
    entries = [baseline.entry_of(finding) for finding in findings]
    is_accepted = [_take(_key(entry), left) for entry in entries]
    pending = [entry for entry, taken in zip(entries, is_accepted, strict=True) if not taken]
    moved = _moved(pending, left, baseline)
    origin = {new: old for old, new in moved.items()}
    for number, entry in enumerate(entries):
        if not is_accepted[number] and entry.path in origin:
            old = entry._replace(path=origin[entry.path])
            is_accepted[number] = _take(_key(old), left)
    return Matched(
        tuple(found for found, taken in zip(findings, is_accepted, strict=True) if not taken),
        tuple(found for found, taken in zip(findings, is_accepted, strict=True) if taken),
        Counter(_stale(left, baseline, checked, moved, ran)),
        moved,
    )


def _key(entry: Entry) -> _Key:
    return _Key(entry.path, entry.rule, None if entry.whole else entry.words)


def _take(key: _Key, left: Mapping[_Key, list[Entry]]) -> bool:
    """Use up an entry that a finding answers to; False where there is none left."""
    if not left.get(key):
        return False
    left[key].pop()
    return True


def _moved(
    pending: Iterable[Entry], left: Mapping[_Key, list[Entry]], baseline: Baseline
) -> dict[str, str]:
    """The articles that are gone, each with the new one that shares most of its passages."""
    known = {entry.path for entry in baseline.entries}
    arrived = _by_path(entry for entry in pending if entry.path not in known)
    if not arrived:
        return {}
    gone = {path for path in known if not baseline.exists(path)}
    lost = _by_path(each for entries in left.values() for each in entries if each.path in gone)
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, new in sorted(_shared(lost, arrived)):
        if old not in moved and new not in taken:
            moved[old] = new
            taken.add(new)
    return moved


def _shared(
    lost: Mapping[str, Counter[Entry]], arrived: Mapping[str, Counter[Entry]]
) -> Iterator[tuple[int, str, str]]:
    """Pairs of a lost and a new article with passages in common, the number of those negative."""
    holders: dict[Entry, list[str]] = defaultdict(list)
    for path, entries in lost.items():
        for entry in entries:
            holders[entry].append(path)
    for new, entries in arrived.items():
        common: Counter[str] = Counter()
        for entry, count in entries.items():
            # What stands in many articles does not tell which of them this one was.
            if len(holders[entry]) <= _MOST_HOLDERS:
                for old in holders[entry]:
                    common[old] += min(count, lost[old][entry])
        yield from ((-count, old, new) for old, count in common.items())


def _by_path(entries: Iterable[Entry]) -> dict[str, Counter[Entry]]:
    """How often each entry occurs in an article, the path left out."""
    found: dict[str, Counter[Entry]] = defaultdict(Counter)
    for entry in entries:
        found[entry.path][entry._replace(path="")] += 1
    return found


def _stale(
    left: Mapping[_Key, list[Entry]],
    baseline: Baseline,
    checked: Collection[str],
    moved: Mapping[str, str],
    ran: Callable[[Entry], bool],
) -> Iterator[Entry]:
    read = {baseline.path_of(name) for name in checked}
    for entries in left.values():
        for entry in entries:
            is_read = entry.path in read or moved.get(entry.path) in read
            if ran(entry) and (is_read or not baseline.exists(entry.path)):
                yield entry
