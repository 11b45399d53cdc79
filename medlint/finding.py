"""What medlint reports: spans, matches, related places and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple


class Severity(StrEnum):
    """How much a finding matters: an error blocks publication, a warning wants an editor's eye."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"

    @property
    def rank(self) -> int:
        """0 for suggestion, 1 for warning, 2 for error."""
        return _RANKS[self]

    def moved(self, steps: int) -> Severity:
        """The severity `steps` levels up (down when negative), stopping at either end."""
        return _ORDER[max(0, min(len(_ORDER) - 1, self.rank + steps))]


_ORDER = (Severity.SUGGESTION, Severity.WARNING, Severity.ERROR)
_RANKS = {severity: rank for rank, severity in enumerate(_ORDER)}


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end


#: A safe fix may be written without a look; an unsafe one changes wording: an editor asks for it.
FixKind = Literal["safe", "unsafe"]
FIX_KINDS: frozenset[FixKind] = frozenset({"safe", "unsafe"})


class Edit(NamedTuple):
    """Text that is to stand in place of a span of the document's text; either may be empty."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What makes a finding go away: all of its edits together, or none of them.

    `places` are those of the edits as people read them, in the same order.
    """

    kind: FixKind
    edits: tuple[Edit, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class RelatedSpan:
    """Another place in the same document that explains a match, and one line that says how."""

    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a matcher reports: where, by how many severity levels it moves, and what explains it.

    `details` are names that the rule's message may use in braces beside `{match}`.
    `sentence` is the index of the sentence that the match belongs to, or None for a match of
    the whole document. `replacement` is the text that may stand in place of the span; `edits` say
    what is to be changed where that is not the span alone. `fix` is set where a match is less
    safe to change than its rule says (or "none": not to be changed at all). `whole` says that the
    match is about the whole article, though its span is in a sentence.
    """

    span: Span
    sentence: int | None = None
    shift: int = 0
    details: Mapping[str, str] = field(default_factory=dict)
    related: tuple[RelatedSpan, ...] = ()
    note: str = ""
    replacement: str | None = None
    edits: tuple[Edit, ...] = ()
    fix: FixKind | Literal["none"] | None = None
    yields_to: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A range in a file as people read it: 1-based lines and columns, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding points to, with one line that says why."""

    place: Place
    note: str


class Passage(NamedTuple):
    """What a finding is about, told apart from anything else in the article without line numbers.

    `words` are those of the sentence (of the block, where no sentence is meant; of the title, for a
    finding on the `whole` article): lower case, without markup and punctuation, one space between
    them. `line` and `end_line` are its first and last line, 1-based; for a `whole` article those of
    its title. `columns` are where it starts on its first line and ends on its last one, 1-based,
    the end exclusive; None where it fills its lines.
    """

    words: str
    line: int
    end_line: int
    whole: bool = False
    columns: tuple[int, int] | None = None


NO_PASSAGE = Passage("", 1, 1, whole=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in one file, complete when made.

    Columns count code points. `source` is the whole line that the finding starts on, without its
    line end; `replacement` is the text that may stand in place of the span, where a rule has one;
    `fix` the edits that `--fix` or `--fix-unsafe` makes, in code points of the document's text.
    `passage` is what it is about, for whatever must know the finding again in a later version.
    """

    place: Place
    rule: str
    pack: str
    severity: Severity
    message: str
    source: str
    related: tuple[Related, ...] = ()
    replacement: str | None = None
    fix: Fix | None = None
    passage: Passage = NO_PASSAGE

    @property
    def sort_key(self) -> tuple[str, int, int, str, int, int, str]:
        """Path, line, column and rule first, so that two runs print the same bytes."""
        at = self.place
        return (
            at.path, at.line, at.column, self.rule, at.end_line, at.end_column, self.message,
        )  # fmt: skip


#: How a finding was accepted: in the article, in the list of waivers, or when medlint was adopted.
AcceptedBy = Literal["comment", "waiver", "baseline"]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a finding was accepted, as far as that is told.

    `accepted` is the day on which it was, `until` the last day on which that holds.
    """

    reason: str = ""
    reviewer: str | None = None
    accepted: date | None = None
    until: date | None = None

    def expired(self, today: date) -> bool:
        """Whether the last day has passed."""
        return self.until is not None and self.until < today


NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody accepted, so that it is neither reported nor fails a run.

    `record` is where that is written down, unless it is in a baseline.
    """

    finding: Finding
    by: AcceptedBy
    terms: Terms = NO_TERMS
    record: Place | None = None
