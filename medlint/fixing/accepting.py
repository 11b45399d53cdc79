"""What somebody accepted is not fixed: findings that a list of waivers or a baseline holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.baseline.entries import Baseline
    from medlint.config import Config
    from medlint.document import Document
    from medlint.finding import Finding
    from medlint.rulebook import Rulebook
    from medlint.waivers import Waivers


@dataclass(frozen=True)
class Accepting:
    """The waivers and the baseline of a configuration, as they stand on a day."""

    waivers: Waivers | None
    baseline: Baseline | None
    today: date

    @classmethod
    def of(cls, config: Config, rulebook: Rulebook, today: date) -> Accepting:
        """Those that a configuration names; raises ConfigError when one of them is wrong."""
        from medlint.baseline.entries import read_baseline
        from medlint.waivers import read_waivers

        file = config.waivers_file
        known = rulebook.rules.keys() | rulebook.packs.keys()
        return cls(
            read_waivers(file, known) if file else None,
            read_baseline(config.baseline) if config.baseline else None,
            today,
        )

    def left_of(self, found: list[Finding], document: Document) -> Sequence[Finding]:
        """The findings of a document that nobody accepted."""
        left: Sequence[Finding] = sorted(found, key=lambda finding: finding.sort_key)
        if self.waivers is not None and left:
            from medlint.waivers import waive

            left = waive(left, self.waivers, self.today, (), lambda name: False).kept
        if self.baseline is not None and left:
            left = self._not_in_baseline(left, document, self.baseline)
        return left

    @staticmethod
    def _not_in_baseline(
        found: Sequence[Finding], document: Document, baseline: Baseline
    ) -> Sequence[Finding]:
        from medlint.baseline.matching import match

        path = baseline.path_of(document.path)
        # Those of articles that are gone may be its own under another name.
        kept = [
            each for each in baseline.entries if each.path == path or each.path in baseline.gone
        ]
        entries = Counter({entry: baseline.entries[entry] for entry in kept})
        return match(found, replace(baseline, entries=entries), [document.path]).new
