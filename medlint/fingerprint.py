"""Names for findings that stay the same while the article is edited around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from medlint.finding import Finding

if TYPE_CHECKING:
    from medlint.run import Report


class Fingerprints:
    """The fingerprints of a report's findings, the accepted ones included.

    They rest on the rule, the words of the passage, and on how many of the rule's findings are in
    the passage before this one; never on lines. What a run did not look for is not counted.
    `path_of` makes a path of the one in a finding, where the report shows another.
    """

    def __init__(self, report: Report, path_of: Callable[[str], str] = str) -> None:
        self._report = report
        self._path_of = path_of

    def of_passage(self, finding: Finding) -> str:
        """Sixteen hexadecimal digits, a colon and the count, from 1: unique in an article."""
        return f"{_hash(*_key(finding)[1:])}:{self._occurrences[id(finding)]}"

    def of(self, finding: Finding) -> str:
        """Thirty-two hexadecimal digits, unique in the report; a moved article gets new ones."""
        path = self._path_of(finding.place.path)
        occurrence = self._occurrences[id(finding)]
        return _hash(path, *_key(finding)[1:], str(occurrence), size=16)

    @cached_property
    def _occurrences(self) -> Mapping[int, int]:
        accepted = (each.finding for each in self._report.accepted)
        return dict(_numbered((*self._report.findings, *accepted)))


def _numbered(findings: Iterable[Finding]) -> Iterator[tuple[int, int]]:
    """The id of each finding, and the how-manieth it is among those that are otherwise alike."""
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        key = _key(finding)
        seen[key] += 1
        yield id(finding), seen[key]


def _key(finding: Finding) -> tuple[str, ...]:
    passage = finding.passage
    return finding.place.path, finding.rule, "whole" if passage.whole else "", passage.words


def _hash(*parts: str, size: int = 8) -> str:
    # The built-in module: `hashlib` would load OpenSSL, which takes longer than all of this.
    from _blake2 import blake2b

    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return str(blake2b(text, digest_size=size).hexdigest())
