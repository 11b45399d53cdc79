"""A rule: a condition over the language layer, with its reasons and its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from medlint.finding import FixKind, Severity

if TYPE_CHECKING:
    from medlint.matchers import Matcher

Scope = Literal["sentence", "document", "corpus"]


@dataclass(frozen=True, slots=True)
class FixedExample:
    """A text, and what the fixes of a rule must make of it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Examples:
    """A rule's proof: what it must flag, must pass, is known to miss, and what its fixes make.

    In `flagged`, braces mark the spans that must be found, and nothing else may be.
    `missed` are strict expected failures: an example that is found has to move to `flagged`.
    """

    flagged: tuple[str, ...]
    passing: tuple[str, ...]
    missed: tuple[str, ...] = ()
    fixed: tuple[FixedExample, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file, validated. The file's name is the rule's name, its folder the pack's.

    `yields_to` names rules that, finding something in the same sentence (or, for a document rule,
    in the same document), take precedence over this one: one problem, one finding.
    A `preview` rule runs only when the user asks for previews: too little is known of how often it
    is right. `profiles` maps a profile to a severity, or to None where the rule is off. A rule that
    is not on by `default` runs where it is selected, and in a profile to which it gives a severity.
    `options` are the fields of the matcher that a user's configuration may change. `fix` says
    whether the edits or replacements of its matches may be written, and how safe that is; without
    it a replacement is only shown.
    """

    name: str
    pack: str
    title: str
    severity: Severity
    message: str
    why: str
    sources: tuple[str, ...]
    scope: Scope
    kind: str
    matcher: Matcher
    examples: Examples
    path: Path
    default: bool = True
    preview: bool = False
    yields_to: tuple[str, ...] = ()
    profiles: Mapping[str, Severity | None] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    fix: FixKind | None = None

    @property
    def whole_matcher(self) -> Matcher:
        """The matcher itself, also of a kept rule, whose matcher is made when it is first used."""
        whole: Matcher = getattr(self.matcher, "made", self.matcher)
        return whole
