"""The fixes of one article by the rules that are on for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint import engine
from medlint.fixing.guard import Guard
from medlint.fixing.rounds import Fixed, fixed

if TYPE_CHECKING:
    from medlint.config import Config
    from medlint.document import Document
    from medlint.finding import Finding, FixKind
    from medlint.references.retractions import RetractionList
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class FixedArticle:
    """An article that was changed, or would be: how many findings of each rule, and the diff."""

    path: str
    rules: tuple[tuple[str, int], ...]
    patch: str = ""

    @property
    def findings(self) -> int:
        """How many findings were fixed."""
        return sum(count for _, count in self.rules)


def fix_article(
    document: Document,
    rules: Sequence[Rule],
    rulebook: Rulebook,
    config: Config,
    kinds: Collection[FixKind],
    retractions: RetractionList | None = None,
    new: Callable[[list[Finding]], Iterable[Finding]] = lambda found: found,
) -> Fixed:
    """The article with the fixes made that its configuration's rules have.

    `rules` are those of `engine.fixing_rules`; an article with overrides has its own. `new` leaves
    out findings that are accepted. Raises FixError where a fix cannot be made, and
    SlowPatternError.
    """
    own = config.at(document.path)
    if own is not config:
        config, rules = own, engine.fixing_rules(rulebook, own)
    guard = Guard(lambda each: engine.read(each, rulebook, config.profile, retractions))
    return fixed(
        document,
        lambda each: new(engine.fixable_findings(each, rules, rulebook, config, retractions)),
        kinds,
        guard.objection,
        whole=[rule.name for rule in rules if rule.scope == "document"],
    )


def told(path: str, made: Fixed, patch: str = "") -> FixedArticle:
    """What was fixed in an article, by rule."""
    counts = Counter(finding.rule for finding in made.findings)
    return FixedArticle(path, tuple(sorted(counts.items())), patch)
