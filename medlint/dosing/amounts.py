"""Amounts of a medicine: "two 500 mg tablets" is a gram, "5 to 10 mL" a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from medlint.figures.numbers import NUMERAL, parse_numeral

_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a half": 0.5, "half a": 0.5, "half": 0.5}
#: A number of a dose: a numeral, or a word up to twelve.
NUMBER = rf"(?:{NUMERAL}|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b)"
#: What stands between the ends of a range.
RANGE = r"(?:\s?[-–—]\s?|\s(?:to|or)\s)"

#: Units by what they measure, each with its size in milligrams, millilitres or units.
_SIZES: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("kg", "kilogram", "kilograms"), ("mass", 1e6)),
    **dict.fromkeys(("g", "gram", "grams", "gramme", "grammes", "gm"), ("mass", 1e3)),
    **dict.fromkeys(("mg", "milligram", "milligrams", "milligrammes", "mgs"), ("mass", 1.0)),
    **dict.fromkeys(
        ("mcg", "µg", "μg", "ug", "microgram", "micrograms", "microgrammes"), ("mass", 1e-3)
    ),
    **dict.fromkeys(("ng", "nanogram", "nanograms"), ("mass", 1e-6)),
    **dict.fromkeys(
        ("ml", "millilitre", "millilitres", "milliliter", "milliliters", "cc"), ("volume", 1.0)
    ),
    **dict.fromkeys(("teaspoon", "teaspoons", "tsp", "teaspoonful"), ("volume", 5.0)),
    **dict.fromkeys(("tablespoon", "tablespoons", "tbsp"), ("volume", 15.0)),
    **dict.fromkeys(("unit", "units", "iu", "u", "international units"), ("units", 1.0)),
    **dict.fromkeys(("mmol", "meq"), ("mmol", 1.0)),
}
#: The forms that a medicine is counted in.
FORMS = (
    r"(?:tablets?|capsules?|caplets?|pills?|lozenges?|puffs?|drops?|sprays?|patch(?:es)?|sachets?"
    r"|ampoules?|vials?|pens?|injections?|suppositor(?:y|ies)|inhalations?|doses?|gumm(?:y|ies)"
    r"|scoops?|spoonfuls?|applications?|pellets?|softgels?|pessar(?:y|ies)|wafers?|strips?|shots?"
    r"|jabs?|films?|actuations?|sticks?|syringes?|films?|cups?)"
)
_UNITS = "|".join(sorted(map(re.escape, _SIZES), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"""(?<![\w.,/$£€])(?P<low>{NUMBER})
    (?:{RANGE}(?P<high>{NUMBER}))?
    [\s-]?(?P<unit>{_UNITS})\b
    (?P<over>\s?/\s?(?:\d+\s?)?[A-Za-zµ]+|\sper\s(?:kg|kilogram|m[lL]|mL|lit(?:re|er)|dL|100)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_FORMS = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?:{RANGE}(?P<high>{NUMBER}))?[\s-](?:[a-z-]+\s)?{FORMS}\b",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?:{RANGE}(?P<high>{NUMBER}))?(?:\s?[x×]\s?|\s(?:of\sthe\s)?)\Z",
    re.IGNORECASE,
)
_FORM_BEHIND = re.compile(rf"[\s-](?:[\w-]+\s){{0,2}}{FORMS}\b", re.IGNORECASE)
_STRENGTH_BEHIND = re.compile(r"\s?(?:\(|of\s|at\s|,\s?)\s?(?:each\s)?\Z", re.IGNORECASE)
_PER_DAY = re.compile(r"\s?/\s?(?:d|day|24\s?h(?:ours)?)\Z", re.IGNORECASE)
_COUNT_REACH = 16


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at `start:end`, from `low` to `high`, in milligrams, millilitres, units or forms.

    `measure` is "mass", "volume", "units", "mmol" or "form". `relative` is True where it is an
    amount for each of something else, such as a kilogram of weight or a litre of blood. `each` is
    what one tablet holds, 0 where none are counted.
    """

    start: int
    end: int
    low: float
    high: float
    measure: str
    relative: bool = False
    each: float = 0.0


def number_value(written: str) -> float:
    """The value of a NUMBER."""
    word = " ".join(written.lower().split())
    return _WORDS[word] if word in _WORDS else parse_numeral(written)[0]


def read_amounts(text: str) -> list[Amount]:
    """The amounts of a text from left to right, those of counted tablets multiplied."""
    forms = [_amount(found, "form", 1.0) for found in _OF_FORMS.finditer(text)]
    measured = [_multiplied(text, each, forms) for each in _measured(text)]
    alone = [each for each in forms if not any(_overlap(each, other) for other in measured)]
    return sorted([*measured, *alone], key=lambda amount: amount.start)


def _measured(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        measure, size = _SIZES[found.group("unit").lower()]
        over = found.group("over")
        amount = _amount(found, measure, size)
        if over and _PER_DAY.match(over):
            yield replace(amount, end=found.start("over"))
        else:
            yield replace(amount, relative=bool(over))


def _amount(found: re.Match[str], measure: str, size: float) -> Amount:
    low = number_value(found.group("low")) * size
    high = number_value(found.group("high")) * size if found.group("high") else low
    return Amount(found.start(), found.end(), min(low, high), max(low, high), measure)


def _multiplied(text: str, amount: Amount, forms: list[Amount]) -> Amount:
    """The strength of a form times how many there are: "two 500 mg tablets", "2 tablets (5 mg)"."""
    before = text[max(0, amount.start - _COUNT_REACH) : amount.start]
    count = _COUNT_BEFORE.search(before)
    if count is not None and _FORM_BEHIND.match(text, amount.end):
        times = _amount(count, "form", 1.0)
        start = amount.start - len(before) + count.start()
        return _times(amount, times, start, amount.end)
    for form in forms:
        between = text[form.end : amount.start]
        if form.end <= amount.start and _STRENGTH_BEHIND.fullmatch(between):
            return _times(amount, form, form.start, amount.end)
    return amount


def _times(amount: Amount, count: Amount, start: int, end: int) -> Amount:
    return replace(
        amount,
        start=start,
        end=end,
        low=amount.low * count.low,
        high=amount.high * count.high,
        each=amount.high,
    )


def _overlap(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end
