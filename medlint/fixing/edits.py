"""Edits of several findings put into one text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence

from medlint.finding import Edit, Finding, FixKind, Span


def fixable(findings: Iterable[Finding], kinds: Collection[FixKind], text: str) -> list[Finding]:
    """The findings with a fix of one of the kinds that would change the text."""
    return [
        finding
        for finding in findings
        if finding.fix is not None
        and finding.fix.kind in kinds
        and any(text[edit.span.start : edit.span.end] != edit.text for edit in finding.fix.edits)
    ]


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with all of its edits, that no edit of one before it comes near.

    Edits that touch are not made together: a later round sees what the first has left.
    """
    taken: list[Span] = []
    chosen: list[Finding] = []
    for finding in sorted(findings, key=_order):
        spans = [edit.span for edit in edits_of(finding)]
        if not any(_is_near(span, taken) for span in spans):
            chosen.append(finding)
            for span in spans:
                insort(taken, span)
    return chosen


def edits_of(finding: Finding) -> Sequence[Edit]:
    """The edits of a finding's fix in the order of the text; none where it has no fix."""
    return sorted(finding.fix.edits) if finding.fix else ()


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; raises ValueError where two of them overlap."""
    return "".join(_pieces(text, sorted(edits)))


def _pieces(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    done = 0
    for edit in edits:
        if edit.span.start < done or edit.span.end > len(text):
            raise ValueError("two edits of one fix overlap, or one ends behind the text")
        yield text[done : edit.span.start]
        yield edit.text
        done = edit.span.end
    yield text[done:]


def _is_near(span: Span, taken: list[Span]) -> bool:
    """Whether the span touches or overlaps one of the taken ones, which lie apart in order."""
    at = bisect_left(taken, span)
    after = at < len(taken) and taken[at].start <= span.end
    return after or (at > 0 and span.start <= taken[at - 1].end)


def _order(finding: Finding) -> tuple[Sequence[Edit], str]:
    return edits_of(finding), finding.rule
