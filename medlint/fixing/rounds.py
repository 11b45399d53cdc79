"""Fixes made round by round until no finding is left that has one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from medlint.document import Document
from medlint.finding import Finding, FixKind
from medlint.fixing.edits import apart, edited, edits_of, fixable

#: Rounds after which fixes count as endless; an article with many that touch needs a handful.
MOST_ROUNDS = 100
#: So many rounds in a row that each make the text longer do not end either.
_MOST_GROWING = 10
#: A text that has grown to more than this many times its length, and a little, grows for ever.
_MOST_GROWTH = 2
_A_LITTLE = 10_000

#: The findings of a document, those without a fix may be left out.
Find = Callable[[Document], Iterable[Finding]]
#: What is wrong with the change from one document to the next by these findings, empty for nothing.
Check = Callable[[Document, Document, Collection[Finding]], str]


class FixError(Exception):
    """Fixes that cannot be made; the message is one clause that says why."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document with all fixes made, and the findings that were fixed, as they stood then."""

    document: Document
    findings: tuple[Finding, ...] = ()


def fixed(
    document: Document,
    find: Find,
    kinds: Collection[FixKind],
    check: Check,
    whole: Collection[str] = (),
) -> Fixed:
    """The document with the fixes of these kinds made until none is left.

    Edits that overlap or touch are made one after the other, with a new look at the text between
    them. So are those of different rules if one is among `whole`, the rules that look at the whole
    article: two of them could each remove what the other keeps. Raises FixError where fixes undo
    each other or never end, and where `check` refuses one.
    """
    seen = {document.text}
    longest = _MOST_GROWTH * len(document.text) + _A_LITTLE
    made: list[Finding] = []
    now = document
    growing = 0
    for _ in range(MOST_ROUNDS):
        found = fixable(find(now), kinds, now.text)
        chosen = apart(_of_one_kind(found, whole))
        if not chosen:
            return Fixed(now, tuple(made))
        then = _changed(now, chosen)
        if then.text in seen:
            raise FixError(f"{_rules(made, chosen)} undo what they have fixed")
        wrong = check(now, then, chosen)
        if wrong:
            raise FixError(wrong)
        seen.add(then.text)
        made += chosen
        growing = growing + 1 if len(then.text) > len(now.text) else 0
        now = then
        if growing == _MOST_GROWING or len(now.text) > longest:
            break
    raise FixError(f"{_rules([], chosen)} never come to an end")


def _of_one_kind(found: list[Finding], whole: Collection[str]) -> list[Finding]:
    """The findings that may be fixed in one round, by what their rules look at."""
    first = next((finding.rule for finding in found if finding.rule in whole), None)
    if first is None:
        return found
    return [finding for finding in found if finding.rule == first]


def _changed(document: Document, chosen: Iterable[Finding]) -> Document:
    edits = [edit for finding in chosen for edit in edits_of(finding)]
    try:
        # Problems of the bytes name places that an edit may have moved.
        return replace(document, text=edited(document.text, edits), problems=())
    except ValueError as error:
        raise FixError(f"{_rules([], chosen)}: {error}") from None


def _rules(made: Iterable[Finding], chosen: Iterable[Finding]) -> str:
    """The rules whose fixes are to blame, in words."""
    names = sorted({finding.rule for finding in (*made, *chosen)})
    return f"the fixes of {', '.join(names)}"
