"""A part, its whole and the percentage beside them: "12 of 40 (35%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from medlint.figures.granularity import NEW_WHOLE, is_opening_total
from medlint.figures.numbers import EPSILON, Number, shown
from medlint.figures.passage import Contradiction, Passage
from medlint.finding import Span

_DETERMINERS = r"(?:(?:the|all|these|those|a\s+total\s+of|its|their|our|his|her)\s+){0,3}"
_LINKS = {
    "of": re.compile(rf"\s+(?:out\s+)?of\s+{_DETERMINERS}", re.IGNORECASE),
    "/": re.compile(r"\s?/\s?"),
    "in": re.compile(r"\s+in\s+(?:every\s+)?", re.IGNORECASE),
}
_OUT_OF = re.compile(rf"(?:\s+[a-z]+){{1,3}}\s+out\s+of\s+{_DETERMINERS}", re.IGNORECASE)
# "Day 3 of 5" and "grade 2 of 6" number things, they count none.
_LABEL = re.compile(
    r"\b(?:tables?|fig(?:ure|\.)|chapter|page|days?|weeks?|months?|years?|step|stage|phase|cycle"
    r"|grade|part|type|level|class|visit|dose|scores?(?:\s+of)?|scored|rated|no\.|number|question"
    r"|item|version|room|volume|ratios?(?:\s+of)?)\s*$",
    re.IGNORECASE,
)
_WORDS = r"(?:\s+[^\W\d_][\w'’-]*)"
_UP_TO_BRACKET = re.compile(rf"{_WORDS}{{0,8}}\s*")
_TIGHT = re.compile(r"\s?")
_LIST_GAP = re.compile(
    rf"{_WORDS}{{0,6}}\s*(?:,|\band\b|\bor\b|\bversus\b|\bvs\.?|\bcompared\s+(?:with|to)\b|&|;)"
    rf"{_WORDS}{{0,4}}\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_BESIDE = re.compile(
    rf"{_WORDS}{{0,6}}\s*(?:[,–—]\s*(?:or|i\.e\.,?|that\s+is,?|which\s+is|equal(?:ling)?\s+to|meaning)"
    r"\s+|(?:\s(?:is|was|equals)|\s?=)\s*)",
    re.IGNORECASE,
)
_BESIDE_TIGHT = re.compile(r"\s?(?:=|,\s+or|\s(?:is|equals))\s?", re.IGNORECASE)
_SAID_AGAIN = re.compile(r",\s+(?:or|that\s+is,?|i\.e\.,?)\s+")
_JOINED = re.compile(rf"{_WORDS}{{0,3}}\s*(?:[,;:=]|\bor\b)\s*(?:or\s+)?")
_OPENS = re.compile(r"\s*(?:or|i\.e\.,?|that\s+is,?|=|n\s*=)?\s*", re.IGNORECASE)
# What makes a percentage something else than the share of the whole that stands beside it.
_OTHER_PERCENT = re.compile(
    r"\s*(?:of\b|confidence|C\.?I\b|CrI|credible|power|(?:relative\s+|absolute\s+)?(?:risk\s+)?"
    r"(?:reduction|increase|decrease|decline|drop|rise|improvement|change|gain|loss|difference)"
    r"|more\b|less\b|fewer|higher|lower|greater|better|worse|chance|likelihood|probability|interest"
    r"|point|each\b|per\b|in\b|for\b|among\b|by\b|at\b|from\b|with\b|when\b)",
    re.IGNORECASE,
)
_OTHER_SHARE = re.compile(
    r"\b(?:reduc|increas|decreas|declin|drop|higher|lower|greater|fewer|improvement|survival|risk"
    r"|chance|rate|sensitiv|specific|accura|average|mean|median|expected|compared)",
    re.IGNORECASE,
)
_LIST_OF_PERCENTS = re.compile(
    r"\s*(?:,|;|and|or|versus|vs\.?|&|compared\s+(?:with|to)|,\s*and)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fraction:
    """A part and its whole, with the word between them: "of", "in" or "/"."""

    part: Number
    whole: Number
    link: str

    @property
    def start(self) -> int:
        """Where the part begins."""
        return min(self.part.start, self.whole.start)

    @property
    def end(self) -> int:
        """Where the whole ends."""
        return max(self.part.end, self.whole.end)

    def percentages(self) -> tuple[float, float]:
        """The least and the greatest percentage that the two counts allow.

        "One in four" stands for anything that rounds to it.
        """
        part, whole = self.part, self.whole
        if self.link != "in":
            low, high = part.value - part.half, part.value + part.half
            return 100 * low / (whole.value + whole.half), 100 * high / (whole.value - whole.half)
        if part.value == 1:
            return 100 / (whole.value + 0.5), 100 / (whole.value - 0.5)
        return 100 * (part.value - 0.5) / whole.value, 100 * (part.value + 0.5) / whole.value


def check(passage: Passage) -> Iterator[Contradiction]:
    """Each percentage that is not the share which the counts beside it make."""
    fractions = _fractions(passage)
    seen: set[int] = set()
    found = [*_interleaved(passage), *_pairs(passage, fractions), *_of_an_opening_total(passage)]
    for fraction, percent in found:
        if percent.start in seen:
            continue
        seen.add(percent.start)
        contradiction = _compared(passage, fraction, percent)
        if contradiction is not None:
            yield contradiction


def _fractions(passage: Passage) -> list[Fraction]:
    found: list[Fraction] = []
    for part, whole in pairwise(passage.numbers):
        link = _link(passage, part, whole)
        if link and not (found and found[-1].whole is part):
            found.append(Fraction(part, whole, link))
    return found


def _link(passage: Passage, part: Number, whole: Number) -> str | None:
    """What joins two numbers to a part of a whole, or None where they are none."""
    if part.percent or part.approximate or part.decimals or part.value < 0:
        return None
    if not whole.is_count or not 0 <= part.value <= whole.value or whole.value < 1:
        return None
    gap = passage.between(part, whole)
    link = next((name for name, link in _LINKS.items() if link.fullmatch(gap)), None)
    if link is None and not passage.tight and _OUT_OF.fullmatch(gap):
        link = "of"
    if link is None or (part.glued and link != "/"):
        return None
    before = passage.text[max(passage.start, part.start - 16) : part.start]
    return None if _LABEL.search(before) else link


def _interleaved(passage: Passage) -> Iterator[tuple[Fraction, Number]]:
    """ "12 (30%) of 40 patients" and "30% (12) of 40 patients"."""
    numbers = passage.numbers
    for first, second, whole in zip(numbers, numbers[1:], numbers[2:], strict=False):
        opened = re.fullmatch(
            r"(?:\s+[a-z]+){0,2}\s*[(\[]\s*(?:n\s*=\s*)?", passage.between(first, second), re.I
        )
        closed = re.fullmatch(
            rf"\s*[)\]]((?:\s+[a-z]+){{0,2}})\s+(?:out\s+)?of\s+{_DETERMINERS}",
            passage.between(second, whole),
            re.IGNORECASE,
        )
        if not opened or not closed or first.percent == second.percent or not whole.is_count:
            continue
        if any(word.lower() not in passage.counted for word in closed.group(1).split()):
            continue
        part, percent = (second, first) if first.percent else (first, second)
        counted = passage.counts_after(whole.end, 2) or passage.counts_after(first.end, 0)
        if part.is_count and part.value <= whole.value and counted:
            yield Fraction(part, whole, "of"), percent


def _of_an_opening_total(passage: Passage) -> Iterator[tuple[Fraction, Number]]:
    """ "Of 50 patients, 45 (90%) recovered and 5 (10%) did not"."""
    if passage.tight or passage.names_groups:
        return
    total: Number | None = None
    numbers = iter(pairwise(passage.numbers))
    for first, second in numbers:
        if total is None:
            if is_opening_total(passage, first):
                total = last = first
            continue
        if NEW_WHOLE.search(passage.between(last, first).removeprefix(")")):
            return
        is_pair = first.is_count and second.percent and first.value <= total.value
        if not is_pair or not re.fullmatch(
            r"(?:\s+[a-z]+){0,2}\s*[(\[]\s*", passage.between(first, second), re.IGNORECASE
        ):
            return
        if _is_share(passage, second):
            yield Fraction(first, total, "of"), second
        last = second
        next(numbers, None)


def _pairs(passage: Passage, fractions: list[Fraction]) -> Iterator[tuple[Fraction, Number]]:
    """Fractions with the percentages that stand beside them."""
    if not fractions:
        return
    percents = [number for number in passage.numbers if number.percent]
    for bracket in _BRACKET.finditer(passage.text, passage.start, passage.end):
        inside = [p for p in percents if bracket.start() < p.start < bracket.end()]
        within = [f for f in fractions if bracket.start() < f.start < bracket.end()]
        if inside and not within:
            yield from _zipped(passage, fractions, _plain(passage, bracket, inside), bracket)
        elif within and not inside:
            yield from _reversed(passage, percents, within, bracket)
        elif len(within) == len(inside) == 1:
            yield from _bracketed(passage, within[0], inside[0], bracket)
    for fraction in fractions:
        yield from ((fraction, p) for p in percents if _stands_beside(passage, fraction, p))


def _stands_beside(passage: Passage, fraction: Fraction, percent: Number) -> bool:
    """Whether a percentage is told to be what a fraction amounts to, without a bracket."""
    if percent.end <= fraction.start:
        return bool(_SAID_AGAIN.fullmatch(passage.text, percent.end, fraction.start))
    beside = _BESIDE_TIGHT if passage.tight else _BESIDE
    return (
        beside.fullmatch(passage.text, fraction.end, percent.start) is not None
        and not _list_goes_on(passage, fraction)
        and _is_share(passage, percent)
    )


def _list_goes_on(passage: Passage, fraction: Fraction) -> bool:
    """Whether another number stands right before a fraction, so that both may be meant."""
    return any(
        other.end <= fraction.start and _LIST_GAP.fullmatch(passage.text, other.end, fraction.start)
        for other in passage.numbers
    )


def _plain(passage: Passage, bracket: re.Match[str], percents: list[Number]) -> list[Number]:
    """The percentages with which a bracket opens, listed without anything else between them."""
    if not _OPENS.fullmatch(passage.text[bracket.start() + 1 : percents[0].start]):
        return []
    listed = [percents[0]]
    for percent in percents[1:]:
        if not _LIST_OF_PERCENTS.fullmatch(passage.between(listed[-1], percent)):
            break
        if not _is_share(passage, percent):
            break
        listed.append(percent)
    return listed if all(_is_share(passage, percent) for percent in listed) else []


def _is_share(passage: Passage, percent: Number) -> bool:
    return not _OTHER_PERCENT.match(passage.text, percent.end, passage.end)


def _bracketed(
    passage: Passage, fraction: Fraction, percent: Number, bracket: re.Match[str]
) -> Iterator[tuple[Fraction, Number]]:
    """ "(45 of 50, 90%)" and "(90%; 45 of 50 women)"."""
    first = min(fraction.start, percent.start)
    gap = passage.text[min(fraction.end, percent.end) : max(fraction.start, percent.start)]
    if not _OPENS.fullmatch(passage.text, bracket.start() + 1, first) or not _JOINED.fullmatch(gap):
        return
    if percent.start == first or _is_share(passage, percent):
        yield fraction, percent


def _zipped(
    passage: Passage, fractions: list[Fraction], percents: list[Number], bracket: re.Match[str]
) -> Iterator[tuple[Fraction, Number]]:
    """The fractions right before a bracket of percentages, if there is one for each."""
    before = [f for f in fractions if f.end <= bracket.start()]
    if not percents or not before:
        return
    gap = passage.text[before[-1].end : bracket.start()]
    if not (_TIGHT if passage.tight else _UP_TO_BRACKET).fullmatch(gap) or _OTHER_SHARE.search(gap):
        return
    run = [before.pop()]
    while before and _LIST_GAP.fullmatch(passage.text[before[-1].end : run[0].start]):
        run.insert(0, before.pop())
    if len(run) == len(percents):
        yield from zip(run, percents, strict=True)


def _reversed(
    passage: Passage, percents: list[Number], fractions: list[Fraction], bracket: re.Match[str]
) -> Iterator[tuple[Fraction, Number]]:
    """The percentages right before a bracket of fractions, if there is one for each."""
    before = [p for p in percents if p.end <= bracket.start()]
    if not before or not _OPENS.fullmatch(passage.text[bracket.start() + 1 : fractions[0].start]):
        return
    last = passage.text[fractions[-1].end : bracket.end() - 1]
    if re.search(r"\d|%", last) and not re.match(rf"{_WORDS}{{0,5}}\s*[;,]", last):
        return
    gap = passage.text[before[-1].end : bracket.start()]
    if not (_TIGHT if passage.tight else _UP_TO_BRACKET).fullmatch(gap) or _OTHER_SHARE.search(gap):
        return
    if _OTHER_PERCENT.match(gap) and not re.match(r"\s*of\b", gap):
        return
    run = [before.pop()]
    while before and _LIST_GAP.fullmatch(passage.text[before[-1].end : run[0].start]):
        run.insert(0, before.pop())
    if len(run) == len(fractions):
        yield from zip(fractions, run, strict=True)


def _compared(passage: Passage, fraction: Fraction, percent: Number) -> Contradiction | None:
    """What is wrong with a percentage beside its counts, if they cannot both be right."""
    if percent.approximate or percent.value > 100:
        return None
    low, high = fraction.percentages()
    if low - percent.half - EPSILON <= percent.value <= high + percent.half + EPSILON:
        return None
    exact = 100 * fraction.part.value / fraction.whole.value
    decimals = percent.decimals
    part, whole = passage.written(fraction.part), passage.written(fraction.whole)
    link = "in" if fraction.link == "in" else "of"
    return Contradiction(
        Span(min(fraction.start, percent.start), max(fraction.end, percent.end)),
        f"{part} {link} {whole} is {shown(exact, decimals)}%, not {passage.written(percent)}",
        minor=0 < exact - percent.value < 2 * percent.half,
    )
