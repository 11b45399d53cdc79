"""Schedules of a few medicines that harm: more a day than the limit, daily for weekly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.dosing.daily import DailyDose, counted_limit, daily_doses
from medlint.dosing.passages import Passage, passages, sentence_passage
from medlint.dosing.schedules import read_frequencies
from medlint.finding import Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

#: Sentences after one that names a medicine that may go on about it without its name.
_FOLLOWING = 2
#: What a sum may be off by.
_EPSILON = 1e-6
_WORD = re.compile(r"\w+")
_OF = re.compile(r"[\s-](?:of\s|dose\sof\s|oral\s)?", re.IGNORECASE)
_APART = re.compile(r"\b(?:before|after|until|since|while|for|during|because)\b", re.IGNORECASE)
#: Words around a wording of a schedule within which a medicine must stand.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Limit:
    """How a medicine may be taken: at most `daily_mg` a day, or `never` in a certain way.

    `drugs` are its names; `usual` says what is right, `source` where that is stated. Words of
    `unless` in the sentence, its paragraph, the heading above or the title name a use with other
    schedules.
    """

    drugs: tuple[str, ...]
    usual: str
    source: str
    daily_mg: float = 0.0
    never: Literal["", "daily", "as-needed", "intrathecal"] = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class DoseLimit:
    """Reports advice in which dose times frequency is above a medicine's limit, or never right.

    Reports, questions, myths, warnings and poisonings are no advice. Where the article tells the
    limit beside the dose, the limit holds.
    """

    limits: tuple[Limit, ...]

    details: ClassVar[frozenset[str]] = frozenset({"problem", "usual", "source"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every dose or schedule that is above a limit, in text order."""
        if reading.word_places.keys().isdisjoint(self._first_words):
            return
        found: dict[Span, Match] = {}
        for limit, pattern, words in self._compiled:
            if reading.word_places.keys().isdisjoint(words):
                continue
            for match in _matches(reading, limit, pattern, words):
                found.setdefault(match.span, match)
        last = Span(0, 0)
        for span in sorted(found):
            if not span.overlaps(last):
                last = span
                yield found[span]

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for number, limit in enumerate(self.limits, start=1):
            if not limit.drugs:
                yield f"limits item {number}: drugs is empty; name the medicine"
            if bool(limit.daily_mg > 0) == bool(limit.never):
                yield f"limits item {number}: write either daily_mg or never"

    @cached_property
    def _compiled(self) -> tuple[tuple[Limit, re.Pattern[str], frozenset[str]], ...]:
        return tuple((each, _pattern(each.drugs), _first_words(each.drugs)) for each in self.limits)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(word for limit in self.limits for word in _first_words(limit.drugs))


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    joined = "|".join(r"[\s-]".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"\b(?:{joined})(?:e?s)?\b", re.IGNORECASE)


def _first_words(names: tuple[str, ...]) -> frozenset[str]:
    """The words that open a name, in the plural too where the name is one word."""
    first = {name.split()[0].lower() for name in names}
    return frozenset(first | {f"{word}s" for word in first})


def _matches(
    reading: Reading, limit: Limit, pattern: re.Pattern[str], words: frozenset[str]
) -> Iterator[Match]:
    for passage in passages(reading, words):
        if pattern.search(passage.text) is None or _is_other_use(reading, limit, passage):
            continue
        if limit.never:
            yield from _forbidden(passage, limit, pattern)
            continue
        told = [passage, *_continued(reading, passage)]
        yield from _above(told, limit, pattern)


def _continued(reading: Reading, passage: Passage) -> Iterator[Passage]:
    """The sentences behind a passage that name no medicine and so go on about its own."""
    if passage.is_row:
        return
    for sentence in reading.following(passage.sentence, _FOLLOWING):
        following = sentence_passage(reading, sentence)
        if following.treatments:
            return
        yield following


def _above(told: list[Passage], limit: Limit, pattern: re.Pattern[str]) -> Iterator[Match]:
    """The doses above the limit in a passage that names the medicine and in those behind it."""
    doses = [
        (passage, dose)
        for number, passage in enumerate(told)
        for dose in daily_doses(passage)
        if number or _is_of(passage, dose.start, dose.end, pattern)
    ]
    if any(dose.is_limit and dose.most <= limit.daily_mg + _EPSILON for _, dose in doses):
        # The article tells the limit, and that holds for every dose beside it.
        doses = [(passage, dose) for passage, dose in doses if dose.is_limit]
    for passage, dose in doses:
        most = _counted(told, dose)
        if most <= limit.daily_mg + _EPSILON or not passage.gives_advice(
            dose.amount.start, dose.amount.end
        ):
            continue
        name = _name(told[0], pattern)
        problem = f"makes up to {_weight(most)} of {name} a day"
        yield _match(passage, dose.start, dose.end, problem, limit, told[0], pattern)


def _counted(told: list[Passage], dose: DailyDose) -> float:
    """The most that a limit of doses or tablets in the same passages leaves of a dose."""
    limits = [
        each for passage in told if (each := counted_limit(passage.text, dose.amount)) is not None
    ]
    return min([dose.most, *limits])


def _forbidden(passage: Passage, limit: Limit, pattern: re.Pattern[str]) -> Iterator[Match]:
    """The first schedule or route of the medicine in a passage that is never right."""
    for start, end, problem in _ways(passage, limit):
        if _is_of(passage, start, end, pattern) and passage.gives_advice(start, end):
            yield _match(passage, start, end, problem, limit, passage, pattern)
            return


def _ways(passage: Passage, limit: Limit) -> Iterator[tuple[int, int, str]]:
    if limit.never != "daily":
        for at in passage.tagged(limit.never):
            # "fentanyl patches and, as needed, morphine": the commas tie it to what follows.
            if passage.text[at.start - 2 : at.start] + passage.text[at.end : at.end + 1] != ", ,":
                yield at.start, at.end, _PROBLEMS[limit.never]
        return
    frequencies = read_frequencies(passage.text)
    if any(each.high < 1 for each in frequencies):
        return
    spared = passage.tagged("not-a-schedule")
    for each in frequencies:
        if not any(Span(each.start, each.end).overlaps(other) for other in spared):
            yield each.start, each.end, _PROBLEMS["daily"]


_PROBLEMS = {
    "daily": "gives a medicine every day that is not taken daily",
    "as-needed": "leaves the times to the patient",
    "intrathecal": "gives a way that is fatal",
}


def _is_of(passage: Passage, start: int, end: int, pattern: re.Pattern[str]) -> bool:
    """Whether a dose or schedule belongs to the medicine and not to another one beside it.

    "Daily folic acid" and "5 mg of folic acid" belong to what follows; else the medicine named
    last before it is meant, and where none is, the first one behind it.
    """
    own = [Span(*found.span()) for found in pattern.finditer(passage.text)]
    others = [
        each for each in passage.treatments if not any(each.overlaps(mention) for mention in own)
    ]
    named = sorted([*own, *others])
    behind = [each for each in named if each.start >= end]
    if behind and re.fullmatch(
        r"[\s-](?:of\s|dose\sof\s|oral\s)?", passage.text[end : behind[0].start]
    ):
        return behind[0] in own
    before = [each for each in named if each.end <= start]
    nearest = before[-1] if before else (behind[0] if behind else None)
    if nearest and not before and _APART.search(passage.text[end : nearest.start]):
        return False
    inside = [each for each in named if each.start >= start and each.end <= end]
    if inside:
        return inside[0] in own
    return nearest in own and abs(nearest.start - start) <= _REACH


def _is_other_use(reading: Reading, limit: Limit, passage: Passage) -> bool:
    """Whether the text around names a use for which other schedules are right."""
    if not limit.unless:
        return False
    other = re.compile(rf"\b(?:{'|'.join(limit.unless)})", re.IGNORECASE)
    sentence = passage.sentence
    if passage.is_row and other.search(passage.text):
        return True
    heading = reading.heading_above(sentence)
    block = reading.blocks[sentence.block].span
    spans = [block, *(each.span for each in (heading, reading.title) if each is not None)]
    return any(other.search(reading.prose, span.start, span.end) for span in spans)


def _match(
    passage: Passage,
    start: int,
    end: int,
    problem: str,
    limit: Limit,
    named: Passage,
    pattern: re.Pattern[str],
) -> Match:
    span = passage.span(start, end)
    related: tuple[RelatedSpan, ...] = ()
    found = pattern.search(named.text)
    if found and not named.is_row:
        at = named.span(*found.span())
        if not at.overlaps(span):
            related = (RelatedSpan(at, "the medicine that the dose is of"),)
    return Match(
        span,
        sentence=passage.sentence.index,
        details={"problem": problem, "usual": limit.usual, "source": limit.source},
        related=related,
    )


def _name(passage: Passage, pattern: re.Pattern[str]) -> str:
    found = pattern.search(passage.text)
    return found.group() if found else "the medicine"


def _weight(milligrams: float) -> str:
    """Milligrams as people write them: "6 g", "7.5 g", "450 mg"."""
    if milligrams >= 1000:
        return f"{milligrams / 1000:,.4g} g"
    return f"{milligrams:,.4g} mg"
