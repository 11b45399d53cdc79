"""Instructions on a dose without its unit or its time, or with a time that reads two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.dosing.amounts import NUMBER, RANGE, number_value, read_amounts
from medlint.dosing.passages import Passage, passages, sentence_passage
from medlint.dosing.schedules import read_frequencies
from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.dosing.rows import Cell
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

#: A smaller number may count tablets that the sentence before named.
_SMALLEST = 10
#: A smaller number under "Dose" may tell which dose it is, as of a vaccine.
_SMALLEST_IN_TABLE = 5
# What may follow a number that has no unit: the end, a mark, or a word of time or purpose.
_NOTHING_COUNTED = re.compile(
    r"(?=\s*(?:\Z|[.;!)](?:\s|\Z)))|\s(?=(?:for|before|at|with|every|once|twice|daily|nightly|in\sthe"
    r"|by\smouth|after|when|per\sday|a\sday|a\snight|each|three\stimes|four\stimes|at\sbedtime)\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s(?:(?:up to|about|around|only|just|at least|a further|another)\s)?"
    r"(?:[A-Za-z-]{4,}\s){0,2}\Z"
)
_A_NUMBER = re.compile(
    rf"(?<![\w.,/$£€#%:-])(?P<number>{NUMBER})(?:{RANGE}{NUMBER})?(?![\w%°]|\s?%|[.,:/]\d)",
    re.IGNORECASE,
)
_DOSE_HEAD = re.compile(r"\b(?:dose|dosage)s?\b", re.IGNORECASE)
_RISKY = ("dose-harm", "dose-report")
_TREATMENT = frozenset({"intervention", "intervention-generic", "intervention-form"})
_OF_HEALTH = _TREATMENT | {"condition", "harm"}
#: Measures of which a dose is told; volumes and weights of food need the name of a medicine.
_DOSED = frozenset({"mass", "units", "volume", "form", "mmol"})


@dataclass(frozen=True)
class DoseInstruction:
    """Reports orders ("take", "give", "inject") with a bare number or with no time, and times such
    as "biweekly".

    Reports of what was given are no orders. `verbs` are the orders that take a dose. A number in a
    table has its unit where the head of its column, its row or the caption tells one.
    """

    verbs: frozenset[str]

    details: ClassVar[frozenset[str]] = frozenset({"problem", "advice"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every instruction, in text order."""
        found: dict[Span, Match] = {}
        words = reading.word_places.keys()
        if not words.isdisjoint(self.verbs):
            for passage in passages(reading, self.verbs):
                if not passage.is_row:
                    for match in self._orders(passage):
                        found.setdefault(match.span, match)
        if not words.isdisjoint(_AMBIGUOUS_WORDS):
            for passage in passages(reading, _AMBIGUOUS_WORDS):
                for match in _ambiguous(passage):
                    found.setdefault(match.span, match)
        if any(block.kind == "table" for block in reading.blocks):
            for match in _bare_cells(reading):
                found.setdefault(match.span, match)
        for span in sorted(found):
            yield found[span]

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if not self.verbs:
            yield 'verbs is empty; write verbs = ["take"]'

    def _orders(self, passage: Passage) -> Iterator[Match]:
        for at in self._order_places(passage):
            first, last = passage.clause(at.start)
            # "Take 400 mg, then rest": a comma ends no order.
            if not _is_sober(passage, first, last) or passage.is_denied(at.start):
                continue
            if passage.text.rstrip().endswith("?"):
                continue
            bare = _bare_number(passage, at.end, last)
            if bare is not None:
                yield _match(passage, at.start, bare.end, "has a number without a unit", _UNIT)
            elif (dose := _timeless(passage, at.end, last)) is not None:
                yield _match(passage, at.start, dose.end, "tells no time or frequency", _TIME)

    def _order_places(self, passage: Passage) -> Iterator[Span]:
        """The verbs of orders that open a clause of the passage."""
        for mention in passage.dosing:
            at = passage.token_range(mention)
            word = passage.text[at.start : at.end].lower()
            if word in self.verbs and passage.is_order(passage.clause(at.start)[0], at.end):
                yield at


_UNIT = "write the unit (mg, mL, tablets)"
_TIME = "say when, how often, or that it is one dose only"
_TWO_WAYS = "write “every 2 weeks” or “twice a week”, “every 2 months” or “twice a month”"
_AMBIGUOUS_WORDS = frozenset(
    "biweekly bimonthly semiweekly bi semi other".split()
)  # of the terms tagged "twice-or-every-two"


def _is_sober(passage: Passage, first: int, last: int) -> bool:
    """Whether a clause speaks of an illness or a drug, and of no poisoning, report or kitchen."""
    if any(passage.tagged(tag, first, last) for tag in _RISKY) or passage.tagged("kitchen"):
        return False
    reading, sentence = passage.reading, passage.sentence
    whole = reading.context(sentence).whole
    if not whole.isdisjoint({"question", "myth", "quoted"}):
        return False
    heading = reading.heading_above(sentence)
    around = [each for each in (heading, reading.title) if each is not None]
    if any(sentence_passage(reading, each).tagged("kitchen") for each in around):
        return False
    tags = reading.tags[sentence.index].union(*(reading.tags[each.index] for each in around))
    return bool(_OF_HEALTH & tags)


def _bare_number(passage: Passage, start: int, end: int) -> Span | None:
    """A number right behind an order that counts nothing and has no unit."""
    text = passage.text
    found = _A_NUMBER.search(text, start, end)
    if found is None or not _BETWEEN.fullmatch(text[start : found.start()]):
        return None
    if any(each.start <= found.start() < each.end for each in read_amounts(text)):
        return None
    if any(each.start <= found.start() < each.end for each in read_frequencies(text)):
        return None
    value = number_value(found.group("number"))
    if value < _SMALLEST or 1900 <= value <= 2100:
        return None
    if not _NOTHING_COUNTED.match(text, found.end()) and not _is_of(passage, found.end()):
        return None
    between = text[start : found.start()].split()
    if any(len(word) > 3 for word in between) and not _names_treatment(passage, start, found):
        return None
    return Span(*found.span())


def _is_of(passage: Passage, at: int) -> bool:
    """Whether "of" and a medicine follow a number ("take 250 of amoxicillin")."""
    behind = re.compile(r"\sof\s").match(passage.text, at)
    return behind is not None and any(each.start == behind.end() for each in passage.treatments)


def _names_treatment(passage: Passage, start: int, found: re.Match[str]) -> bool:
    """Whether what stands between the order and the number is a medicine ("take ibuprofen 400")."""
    return any(start <= each.start and each.end <= found.start() for each in passage.treatments)


def _timeless(passage: Passage, start: int, end: int) -> Span | None:
    """A dose of a medicine behind an order, where its paragraph tells no time for it at all."""
    text = passage.text
    amounts = [
        each
        for each in read_amounts(text[:end])
        if each.start >= start and each.measure in _DOSED and not each.relative
    ]
    if not amounts or not _BETWEEN.fullmatch(text[start : amounts[0].start] or " "):
        return None
    if not any(start <= each.start for each in passage.treatments):
        return None
    reading, sentence = passage.reading, passage.sentence
    same = [each for each in reading.sentences if each.block == sentence.block]
    told = [passage, *(sentence_passage(reading, each) for each in same if each is not sentence)]
    if any(each.tagged("dose-timing") or read_frequencies(each.text) for each in told):
        return None
    if reading.blocks[sentence.block].kind != "paragraph":
        # The other items of a list, or the line over it, may tell the time.
        return None
    return Span(amounts[0].start, amounts[0].end)


def _ambiguous(passage: Passage) -> Iterator[Match]:
    """Words such as "biweekly" that tell how often a medicine is to be taken."""
    if passage.tagged("twice-or-every-two-explained"):
        return
    for at in passage.tagged("twice-or-every-two"):
        first, last = passage.clause(at.start)
        if any(passage.tagged(tag, first, last) for tag in _RISKY) or passage.is_denied(at.start):
            continue
        if not passage.gives_advice(at.start, at.end):
            continue
        if _TREATMENT & passage.reading.tags[passage.sentence.index] or read_amounts(passage.text):
            yield _match(passage, at.start, at.end, "reads two ways", _TWO_WAYS)


def _bare_cells(reading: Reading) -> Iterator[Match]:
    """The first number of each column headed "Dose" to which no head, row or caption gives a unit.

    A column is one where rows follow each other line by line.
    """
    told: dict[int, int] = {}
    for row in reading.table_rows:
        for cell in row.cells:
            if not cell.number or cell.unit or not _DOSE_HEAD.search(cell.head):
                continue
            sentence = reading.sentence_at(cell.span.start)
            if sentence is None or number_value(_first(cell)) < _SMALLEST_IN_TABLE:
                continue
            if any(read_amounts(other.text) or other.unit for other in row.cells):
                continue
            above = reading.blocks[sentence.block - cell.column - 1 :: -1]
            caption = next((each for each in above if each.kind != "table"), None)
            if caption is not None and _names_unit(reading, caption.span):
                continue
            last_row = told.get(cell.column)
            told[cell.column] = cell.row
            if last_row == cell.row - 1:
                continue
            details = {"problem": "is a number without a unit", "advice": _UNIT_OF_COLUMN}
            yield Match(cell.span, sentence=sentence.index, details=details)


_UNIT_OF_COLUMN = "write the unit in the cell or at the head of the column"
_ANY_UNIT = re.compile(
    r"\b(?:mg|mcg|g|mL|ml|units?|micrograms?|milligrams?|millilit\w+|IU)\b|[µμ]g"
)


def _first(cell: Cell) -> str:
    found = _A_NUMBER.search(cell.number)
    return found.group("number") if found else "0"


def _names_unit(reading: Reading, span: Span) -> bool:
    return _ANY_UNIT.search(reading.prose, span.start, span.end) is not None


def _match(passage: Passage, start: int, end: int, problem: str, advice: str) -> Match:
    return Match(
        passage.span(start, end),
        sentence=passage.sentence.index,
        details={"problem": problem, "advice": advice},
    )
