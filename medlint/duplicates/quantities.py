"""The words of a sentence, in which a number and its unit are one, so that equal doses are equal.

"1 g" and "1,000 mg", "two" and "2", "24 hours" and "1 day" are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"\d+(?:[.,·]\d+)*|[^\W\d_][^\W_]*(?:['’][^\W_]+)*|[%£$€°]|[.,;:!?()\[\]]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:[.·]\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Figures of more digits, or several in a row, are telephone numbers and the like.
_LONGEST_FIGURE = 6
_MARKS = frozenset(".,;:!?()[]")
_BEHIND = frozenset('.,;!?)]"”’')
_CURRENCIES = frozenset("£$€")

_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_WORDS |= {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
#: How often a day is a quantity, too.
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}

#: Units by what they measure, each with its size.
_MEASURES: dict[str, dict[str, float]] = {
    "mass": {
        "kg": 1e6, "kilogram": 1e6, "kilogramme": 1e6, "g": 1e3, "gram": 1e3, "gramme": 1e3,
        "mg": 1.0, "milligram": 1.0, "milligramme": 1.0, "mcg": 1e-3, "µg": 1e-3, "μg": 1e-3,
        "ug": 1e-3, "microgram": 1e-3, "microgramme": 1e-3, "ng": 1e-6, "nanogram": 1e-6,
    },
    "volume": {
        "l": 1e3, "litre": 1e3, "liter": 1e3, "dl": 100.0, "cl": 10.0, "ml": 1.0,
        "millilitre": 1.0, "milliliter": 1.0, "teaspoon": 5.0, "tsp": 5.0, "tablespoon": 15.0,
        "tbsp": 15.0,
    },
    "activity": {"iu": 1.0, "unit": 1.0},
    "hours": {
        "second": 1 / 3600, "minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "hr": 1.0, "h": 1.0,
        "day": 24.0, "night": 24.0, "week": 168.0, "fortnight": 336.0,
    },
    "months": {"month": 1.0, "year": 12.0, "yr": 12.0},
    "percent": {"%": 1.0, "percent": 1.0, "pct": 1.0},
}  # fmt: skip
#: What a dose is counted in; each measures only itself.
_COUNTED = frozenset(
    "tablet capsule caplet pill puff drop spray dose patch sachet injection lozenge spoonful"
    " suppository time degree mmhg mmol bpm cup glass".split()
)
_UNITS = {
    unit: (measure, size) for measure, sizes in _MEASURES.items() for unit, size in sizes.items()
}
_PLURALS = {"patches": "patch", "doses": "dose", "glasses": "glass", "suppositories": "suppository"}
#: Measures in which a different value is a different dose.
DOSES = frozenset({"mass", "volume", "activity"} | (_COUNTED - {"degree", "mmhg", "mmol", "bpm"}))
#: Measures that are not told apart by what is counted, but by how much of it.
MEASURED = frozenset(_MEASURES)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: the number as written, what it measures, and its size there.

    `measure` is "" where no unit follows, and "year" for a year.
    """

    number: float
    measure: str
    size: float


@dataclass(frozen=True, slots=True)
class Item:
    """A word, mark or quantity at `start:end`; items with one `key` say the same."""

    key: str
    start: int
    end: int
    quantity: Quantity | None = None

    @property
    def is_mark(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.key in _MARKS


def read_items(text: str, start: int, end: int) -> list[Item]:
    """The items of `text[start:end]`, in order; hyphens and quotation marks are none."""
    words = [
        Item(found.group().lower().replace("’", "'"), found.start(), found.end())
        for found in _ITEM.finditer(text, start, end)
    ]
    return list(_with_quantities(text, words))


def _with_quantities(text: str, words: list[Item]) -> Iterator[Item]:
    at = 0
    while at < len(words):
        item = words[at]
        value = _value(item.key)
        if value is None or _is_no_quantity(words, at) or _is_mark(text, item):
            yield item
            at += 1
            continue
        after = words[at + 1] if at + 1 < len(words) else None
        measure, size = _unit(after.key) if after else ("", 1.0)
        if measure and after:
            quantity = Quantity(value, measure, round(value * size, 9))
            yield Item(f"#{quantity.size} {measure}", item.start, after.end, quantity)
            at += 2
            continue
        if after and after.start == item.end and after.key[0].isalpha():
            # A code such as "14q".
            yield item
            at += 1
            continue
        measure = "year" if _YEAR.fullmatch(item.key) else "time" if item.key in _TIMES else ""
        yield Item(f"#{value} {measure}", item.start, item.end, Quantity(value, measure, value))
        at += 1


def _value(word: str) -> float | None:
    """The number that a word is, if it is one."""
    if word in _WORDS:
        return float(_WORDS[word])
    if word in _TIMES:
        return _TIMES[word]
    if not word[0].isdigit():
        return None
    plain = word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    plain = plain.replace("·", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _is_no_quantity(words: list[Item], at: int) -> bool:
    """Whether a number is money, in brackets of a citation, or a part of a telephone number."""
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if before and (before.key in _CURRENCIES or before.key == "["):
        return True
    written = words[at].key
    if written[0].isdigit() and len(written) > _LONGEST_FIGURE and "," not in written:
        return True
    return any(
        beside is not None
        and beside.key[0].isdigit()
        and written[0].isdigit()
        and len(beside.key) + len(written) > _LONGEST_FIGURE
        for beside in (before, after)
    )


def _is_mark(text: str, item: Item) -> bool:
    """Whether a number is set right behind a word or its full stop, as a source is cited."""
    before = text[: item.start][-1:]
    return before in _BEHIND or before.isalpha()


def _unit(word: str) -> tuple[str, float]:
    """What a unit measures and its size; an empty name where the word is no unit."""
    single = _PLURALS.get(word, word)
    for unit in (single, single.removesuffix("s")):
        if unit in _UNITS:
            return _UNITS[unit]
        if unit in _COUNTED:
            return unit, 1.0
    return "", 1.0
