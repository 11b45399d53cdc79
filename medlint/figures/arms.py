"""Groups of a trial that do not add up to the people who were divided among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medlint.figures.numbers import Number, read_numbers, shown
from medlint.figures.passage import Contradiction, Passage
from medlint.finding import Span

_DIVIDES = (
    r"(?:randomi[sz](?:ed|ing)|randomly\s+(?:assigned|allocated|divided|split)|assign(?:ed|ing)"
    r"|allocated|divided|split)"
)
_DIVIDED = re.compile(
    rf"(?:\s+[^\W\d_][\w'’/-]*){{1,8}}?\s+(?:were|was|had\s+been|got)\s+(?:then\s+|equally\s+|evenly\s+)?"
    rf"{_DIVIDES}\b",
    re.IGNORECASE,
)
# "Of the 120 patients randomised, ..." and "enrolled 120 patients and randomised ..."
_SOME_DIVIDED = re.compile(
    rf"(?:\s+[^\W\d_][\w'’/-]*){{1,6}}?\s+(?:(?:who|that)\s+(?:were|had\s+been)\s+{_DIVIDES}\s*,"
    rf"|{_DIVIDES}\s*,|,?\s*and\s+(?:then\s+)?{_DIVIDES}\b)",
    re.IGNORECASE,
)
_DIVIDING = re.compile(rf"\b{_DIVIDES}\s+(?:a\s+total\s+of\s+|the\s+)?$", re.IGNORECASE)
# Somebody else is told of, or left out, so that nothing need add up.
_LEFT_OVER = re.compile(
    r"\b(?:rest|remain\w*|others?|another|exclud\w*|withdr\w*|dropp?(?:ed|out)?\w*|lost|complet\w*"
    r"|analy[sz]\w*|evalua\w*|whom|which|decline\w*|refus\w*|screen\w*|eligible|did\s+not|includ\w*"
    r"|stratif\w*|crossover|cross-over|died|among|follow\w*|block\w*|ratio|each|both|half|third"
    r"|quarter|ages?d?|per|same|third|fourth)\b|\d:\d",
    re.IGNORECASE,
)
_ARM = re.compile(
    r"\s+(?:(?:to|in|into|on|for)\b|(?:(?:[^\W\d_][\w'’-]*\s+){0,2}?)(?:to|in|into|on|received?|got|had"
    r"|took|were\s+(?:given|assigned|allocated|randomi[sz]ed|put)|underwent|drank|ate|wore|used"
    r"|assigned|allocated|given|receiving|taking)\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[(\[]\s*n\s*=\s*$", re.IGNORECASE)
_PEOPLE_CLOSED = r"\s+(?!trial|stud|site|cent|dose|week|month|year|review|hospital|mg)[a-z]+\)"
_NEXT_ARM = re.compile(
    r"(?:,|;|:|\band\b|\bor\b|\bversus\b|\bvs\.?|\bwhile\b|\bwith\b)", re.IGNORECASE
)
_MEASURE = re.compile(
    r"\s*-?(?:mg|mcg|g|kg|ml|mL|µg|units?|IU|hours?|days?|weeks?|months?|years?|minutes?|times|sessions?"
    r"|doses?|tablets?|capsules?|grams?|milligrams?|cups?|sites?|centers?|centres?|hospitals?"
    r"|countries|clinics?|groups?|arms?|visits?)\b"
)
_COUNTED_GROUPS = re.compile(r"\s+(?:\w+\s+)?(?:groups?|arms?)\b", re.IGNORECASE)
_GROUPS_OF = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:groups?|arms?)\s+of\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Groups that miss their total, and whether they hold more people than there were."""

    contradiction: Contradiction
    is_over: bool


def check(passage: Passage) -> Iterator[Contradiction]:
    """Each total that the groups named behind it miss."""
    if passage.tight:
        return
    for index, total in enumerate(passage.numbers):
        start, all_divided = _told_from(passage, total)
        if start is None or not total.is_count or total.half or total.value < 4:
            continue
        behind = [number for number in passage.numbers[index + 1 :] if number.start >= start]
        end = passage.end
        if not behind and passage.after > passage.end:
            end = passage.after
            behind = read_numbers(passage.text, passage.end, end)
        for found in _added_up(passage, total, behind, Span(start, end)):
            if all_divided or found.is_over:
                yield found.contradiction
        return


def _told_from(passage: Passage, total: Number) -> tuple[int | None, bool]:
    """Where the groups of a number of people begin to be told, if they were divided at all.

    The second value is False where some of the people may have been left out.
    """
    if passage.counts_after(total.end) is None:
        return None, False
    divided = _DIVIDED.match(passage.text, total.end, passage.end)
    if divided is not None:
        return divided.end(), True
    divided = _SOME_DIVIDED.match(passage.text, total.end, passage.end)
    if divided is not None:
        return divided.end(), False
    before = passage.text[max(passage.start, total.start - 40) : total.start]
    return (total.end, True) if _DIVIDING.search(before) else (None, False)


def _added_up(passage: Passage, total: Number, behind: list[Number], told: Span) -> Iterator[_Sum]:
    text = passage.text
    if _LEFT_OVER.search(text, told.start, told.end):
        return
    arms: list[Number] = []
    for at, number in enumerate(behind):
        if number.approximate:
            return
        following = behind[at + 1] if at + 1 < len(behind) else None
        if following and _GROUPS_OF.fullmatch(text, number.end, following.start):
            yield from _equal_groups(passage, total, number, following, behind[at + 2 :])
            return
        if number.percent or number.glued or _MEASURE.match(text, number.end, told.end):
            continue
        if not number.is_count or not _is_arm(text, told, number):
            return
        arms.append(number)
    if len(arms) < 2 or any(arm.value >= total.value for arm in arms):
        return
    # Every group between the first and the last has its number, or the sum means nothing.
    listed = text[arms[0].end : arms[-1].start]
    if len(_NEXT_ARM.findall(listed)) > 2 * len(arms) or _unnumbered(text, arms, told):
        return
    added = sum(arm.value for arm in arms)
    if added == total.value:
        return
    terms = " + ".join(passage.written(arm) for arm in arms)
    span = Span(total.start, arms[-1].end)
    detail = f"{terms} is {shown(added, 0)}, not {passage.written(total)}"
    yield _Sum(Contradiction(span, detail), is_over=added > total.value)


def _unnumbered(text: str, arms: list[Number], told: Span) -> bool:
    """Whether one more group, without a number, seems to follow the last one."""
    tail = text[arms[-1].end : told.end]
    return re.search(r"\b(?:and|or)\s+(?:to|the|a|an)\b.*\b(?:group|arm)\b", tail) is not None


def _is_arm(text: str, told: Span, number: Number) -> bool:
    if _NUMBERED.search(text, max(told.start, number.start - 8), number.start):
        return True
    if text[number.start - 1] == "(":
        return re.match(_PEOPLE_CLOSED, text[number.end : told.end], re.IGNORECASE) is not None
    return _ARM.match(text, number.end, told.end) is not None


def _equal_groups(
    passage: Passage, total: Number, groups: Number, size: Number, rest: list[Number]
) -> Iterator[_Sum]:
    """ "divided into three groups of 50"."""
    if not (groups.is_count and size.is_count) or size.value < 2 or groups.value < 2:
        return
    if any(not (n.percent or n.glued or _MEASURE.match(passage.text, n.end)) for n in rest):
        return
    added = groups.value * size.value
    if added != total.value:
        span = Span(total.start, size.end)
        detail = (
            f"{passage.written(groups)} groups of {passage.written(size)} are {shown(added, 0)} "
            f"people, not {passage.written(total)}"
        )
        yield _Sum(Contradiction(span, detail), is_over=added > total.value)
