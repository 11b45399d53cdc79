"""Writing a baseline after a run, and taking out of it what is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from medlint.atomic import write_whole
from medlint.baseline.entries import Baseline, Entry, baseline_text
from medlint.config import ConfigError
from medlint.discovery import display_name
from medlint.finding import Finding
from medlint.suppressions import RULES


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did to a baseline: entries taken out, kept, and kept under a new path."""

    removed: int
    kept: int
    moved: int


def write_baseline(file: Path, findings: Iterable[Finding]) -> int:
    """Accept the findings in a baseline, in place of what it holds; how many there are.

    Raises ConfigError when the file cannot be written; it is then as it was.
    """
    baseline = Baseline(file, Counter())
    # What is wrong with an exception is put right, not excepted once more.
    entries = [baseline.entry_of(each) for each in findings if each.rule not in RULES]
    _write(file, entries)
    return len(entries)


def shrink_baseline(baseline: Baseline, stale: Iterable[Entry], moved: Mapping[str, str]) -> Change:
    """Take stale entries out of a baseline, and write those of moved articles under the new path.

    Nothing is ever added. Raises ConfigError as `write_baseline` does.
    """
    left = baseline.entries - Counter(stale)
    renamed = Counter[Entry]()
    for entry, count in left.items():
        renamed[entry._replace(path=moved.get(entry.path, entry.path))] += count
    change = Change(
        removed=baseline.entries.total() - left.total(),
        kept=left.total(),
        moved=sum(count for entry, count in left.items() if entry.path in moved),
    )
    if change.removed or change.moved:
        _write(baseline.file, renamed.elements())
    return change


def _write(file: Path, entries: Iterable[Entry]) -> None:
    try:
        write_whole(file, baseline_text(entries).encode())
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "check the folder and its permissions"
        raise ConfigError(f"{display_name(file)}: cannot be written ({reason}); {advice}") from None
