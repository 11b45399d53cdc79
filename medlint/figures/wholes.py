"""Shares of one whole that come to more than all of it, and shares above 100 percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medlint.figures.numbers import EPSILON, Number, shown
from medlint.figures.passage import Contradiction, Passage
from medlint.finding import Span

# Classes that exclude one another; a person is counted in one class of a set only.
_CLASSES = (
    (("men", "male", "males", "boys"), ("women", "female", "females", "girls")),
    (
        ("improved", "better"),
        ("unchanged", "same", "stable", "change"),
        ("worse", "worsened", "deteriorated"),
    ),
    (("mild",), ("moderate",), ("severe",)),
    (("agreed", "agree"), ("disagreed", "disagree")),
    (("survived",), ("died",)),
)
_COMPOSED = re.compile(
    r"\b(?:consist(?:s|ed|ing)?\s+of|made\s+up\s+of|composed\s+of|split\s+into|broken\s+down\s+into)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:the\s+)?(?:rest|remaining|remainder|others?)\s*(?:\(|,|were|was|of\s+them)?\s*$",
    re.IGNORECASE,
)
_ALL = r"\s+(?:sample|total|cohort|population|respondents|participants|patients)\b"
# Another whole, or a figure that is no share of people.
_OTHER_WHOLE = re.compile(
    rf"\b(?:of\s+(?:those|these|them|whom|which|the(?!{_ALL}))|among|whom|placebo|controls?|groups?|arms?|versus"
    r"|vs|compared|than|respectively|each|both|either|sham|reduc\w*|increas\w*|decreas\w*|rose|fell"
    r"|dropp?\w*|risk|CI|interval|accura\w*|sensitiv\w*|specific\w*|lower|higher|more|less|fewer"
    r"|while|whereas|but|also|overlap\w*|multiple|at\s+\w+\s+(?:weeks?|months?|years?)|after|by|from"
    r"|baseline|previous\w*|earlier|later|first|second|including|side\s+effects?)\b|[;:()\[\]]",
    re.IGNORECASE,
)
_PEOPLE_OF = re.compile(r"\s+of\s+(?:the\s+|all\s+|our\s+|these\s+|those\s+)?", re.IGNORECASE)


def check(passage: Passage) -> Iterator[Contradiction]:
    """Percentages that are clearly parts of one whole and exceed it."""
    if passage.tight:
        return
    percents = [number for number in passage.numbers if number.percent]
    for percent in percents:
        if percent.value - percent.half > 100 and _is_share_of_people(passage, percent):
            yield Contradiction(
                Span(percent.start, percent.end),
                f"{passage.written(percent)} of a group of people is more than all of them",
            )
    if len(percents) > 1:
        yield from _together(passage, percents)


def _is_share_of_people(passage: Passage, percent: Number) -> bool:
    of = _PEOPLE_OF.match(passage.text, percent.end, passage.end)
    return of is not None and passage.counts_after(of.end() - 1, 1) is not None


def _together(passage: Passage, percents: list[Number]) -> Iterator[Contradiction]:
    first, last = percents[0], percents[-1]
    if any(number.approximate or number.value > 100 for number in percents):
        return
    told = passage.text[first.end : passage.end]
    if _OTHER_WHOLE.search(told) or len({_is_of(passage, p) for p in percents[1:]} - {False}):
        return
    total = sum(number.value for number in percents)
    slack = sum(number.half for number in percents) + EPSILON
    rest = _REST.search(passage.text[passage.start : last.start])
    if rest is None and not (
        _COMPOSED.search(passage.text[passage.start : first.start]) or _exclusive(passage, percents)
    ):
        return
    if total - slack > 100 or (rest is not None and total + slack < 100):
        decimals = max(number.decimals for number in percents)
        listed = ", ".join(passage.written(number) for number in percents[:-1])
        yield Contradiction(
            Span(first.start, last.end),
            f"{listed} and {passage.written(last)} are parts of one whole and come to "
            f"{shown(total, decimals)}%",
        )


def _is_of(passage: Passage, percent: Number) -> bool:
    """Whether a percentage names a whole of its own."""
    return re.match(rf"\s+of\s(?!the{_ALL})", passage.text[percent.end : passage.end]) is not None


def _exclusive(passage: Passage, percents: list[Number]) -> bool:
    """Whether each percentage is of another class of one set, so that nobody counts twice."""
    starts = [number.start for number in percents]
    ends = [number.end for number in percents]
    behind = list(zip(ends, [*starts[1:], passage.end], strict=True))
    before = list(zip([passage.start, *ends], starts, strict=False))
    return _classes_differ(passage, behind) or _classes_differ(passage, before)


def _classes_differ(passage: Passage, pieces: list[tuple[int, int]]) -> bool:
    """Whether each piece of text names one class of a set, and none of them the same."""
    told = [set(re.findall(r"[a-z]+", passage.text[a:b].lower())) for a, b in pieces]
    for classes in _CLASSES:
        found = [
            [at for at, words in enumerate(classes) if not each.isdisjoint(words)] for each in told
        ]
        if all(len(each) == 1 for each in found):
            return len({each[0] for each in found}) == len(found)
    return False
