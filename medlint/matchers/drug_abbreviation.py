"""Names of medicines cut short, such as MTX, where a dose, a route or a frequency stands by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.dosing.amounts import Amount, read_amounts
from medlint.dosing.passages import Passage, passages
from medlint.dosing.schedules import read_frequencies
from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

_QUOTES = "\"'“”‘’«»"
_WORD = re.compile(r"[\w/%-]+")
# "the MTX group", "MTX arm": a name of a group of a trial.
_ARM = re.compile(r"[\s-](?:[\w.]+\s){0,3}(?:groups?|arms?|cohorts?|recipients|users)\b")
_TAUGHT = re.compile(
    r"\b(?:abbreviat\w+|acronym|stands? for|short for|letters|spelled out|write out|misread"
    r"|mistaken|confused|error[- ]prone|do not use list|means)\b",
    re.IGNORECASE,
)
_ROUTE = re.compile(
    r"\b(?:IV|IM|SC|SQ|PO|i\.v\.|i\.m\.|s\.c\.|p\.o\.|intravenous(?:ly)?|intramuscular(?:ly)?"
    r"|subcutaneous(?:ly)?|orally|by mouth|intrathecal(?:ly)?|bolus|drip|tablets?|injections?"
    r"|infusion|cream|ointment)\b"
)


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short form of a medicine's name, the capitals as written, and what it is short for.

    One that is `ambiguous` means other things too, and counts only with a dose right behind it.
    One that is `always` wrong is reported even where the article spells it out.
    """

    short: str
    name: str
    ambiguous: bool = False
    always: bool = False


@dataclass(frozen=True)
class DrugAbbreviation:
    """Reports short names of medicines within `reach` words of a dose, a route or a frequency.

    What the article spells out is its own acronym and passes, as do groups of trials, quoted and
    taught abbreviations.
    """

    names: tuple[ShortName, ...]
    reach: int = 6

    details: ClassVar[frozenset[str]] = frozenset({"name"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every use, in text order."""
        if reading.word_places.keys().isdisjoint(self._words):
            return
        found: dict[Span, Match] = {}
        for passage in passages(reading, self._words):
            for hit in self._pattern.finditer(passage.text):
                short = self._by_short[" ".join(hit.group().split())]
                if not self._is_prescribed(passage, short, Span(*hit.span())):
                    continue
                if self._is_spelled_out(reading, short) or _is_taught(passage, hit):
                    continue
                span = passage.span(*hit.span())
                details = {"name": short.name}
                found[span] = Match(span, sentence=passage.sentence.index, details=details)
        for span in sorted(found):
            yield found[span]

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.reach < 1:
            yield "reach must be 1 or more"
        for number, each in enumerate(self.names, start=1):
            if not each.short.strip() or not each.name.strip():
                yield f"names item {number}: short or name is empty"

    @cached_property
    def _by_short(self) -> dict[str, ShortName]:
        return {each.short: each for each in self.names}

    @cached_property
    def _words(self) -> frozenset[str]:
        """A token of each short name, by which the sentences that hold it are found."""
        return frozenset(
            _WORD.findall(each.short)[-1].split("-")[-1].lower() for each in self.names
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_short, key=len, reverse=True)
        joined = "|".join(r"\s".join(map(re.escape, each.split())) for each in longest_first)
        return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")

    def _is_prescribed(self, passage: Passage, short: ShortName, at: Span) -> bool:
        """Whether a dose, a route or a frequency stands near, and it is no group of a trial."""
        text = passage.text
        if _ARM.match(text, at.end) and not passage.is_row:
            return False
        marks = [Span(each.start, each.end) for each in read_amounts(text) if not _is_level(each)]
        if short.ambiguous:
            return any(
                each.start >= at.end and not text[at.end : each.start].strip(" :") for each in marks
            ) and not re.search(r"\b(?:with|of|in|for|has|have|had)\s\Z", text[: at.start])
        marks += [Span(each.start, each.end) for each in read_frequencies(text)]
        marks += [Span(*found.span()) for found in _ROUTE.finditer(text)]
        return any(self._is_near(text, at, mark) for mark in marks)

    def _is_near(self, text: str, at: Span, mark: Span) -> bool:
        between = text[at.end : mark.start] if mark.start >= at.end else text[mark.end : at.start]
        if re.search(r"[.;](?:\s|\Z)", between):
            return False
        return len(_WORD.findall(between)) < self.reach

    def _is_spelled_out(self, reading: Reading, short: ShortName) -> bool:
        """Whether the article says what the letters stand for, be it this medicine or not."""
        definition = reading.acronyms.get(short.short)
        if definition is None:
            return False
        own = short.name.lower().split()[0] in definition.long_form.lower()
        return not (short.always and own)


def _is_level(amount: Amount) -> bool:
    """Whether an amount is one in a litre of blood or the like, and no dose."""
    return amount.relative and amount.measure == "mmol"


def _is_taught(passage: Passage, hit: re.Match[str]) -> bool:
    """Whether the text speaks about the letters instead of using them."""
    around = passage.text[hit.start() - 1 : hit.start()] + passage.text[hit.end() : hit.end() + 1]
    return bool(set(around) & set(_QUOTES)) or bool(_TAUGHT.search(passage.text))
