"""Numbers as articles write them: numerals, number words and percentages, each with its rounding.

A number stands for a range: "35%" is anything from 34.5 to 35.5, half a unit of its last digit
either way. A count ("12 patients") is exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

#: What binary fractions may be off by; two figures that differ by less are the same.
EPSILON = 1e-9

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORD_VALUES = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(_UNITS[1:])})"
_SPELLED = rf"(?:(?:{_SMALL}|a)\s+hundred(?:\s+and\s+{_SMALL}|\s+{_SMALL})?|{_SMALL})"
#: A numeral without its sign: "1,200", "1 200" with any thin space, "0.5", ".5", "0·5".
NUMERAL = r"(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?![\d,])(?:[.·]\d+)?|\d+(?:[.·]\d+)?|[.·]\d+)"
#: What a percentage is written with.
PERCENT = r"(?:\s?%|\s?(?:per\s?cent|pct)\b)"
_NUMBER = re.compile(
    rf"""(?<![\w.,·])(?<![A-Za-z][-–])
    (?:(?P<sign>(?<![\w)\]%])(?<!\d\s)[-−–+])?(?P<numeral>{NUMERAL})|(?P<spelled>\b{_SPELLED}\b))
    (?P<percent>{PERCENT})?
    (?P<multiplier>\s(?:thousand|million|billion)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_MULTIPLIERS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_ABOUT = frozenset(
    "about around approximately approx approx. roughly nearly almost some over under above below"
    " estimated nearer just exceed exceeds exceeded exceeding circa c. every another further"
    " average virtually practically well between from additional".split()
)
_ABOUT_PHRASES = frozenset(
    {f"{word} than" for word in "more less fewer greater better higher lower other".split()}
    | {"up to", "at least", "at most", "estimate of", "close to", "maximum of", "minimum of"}
    | {"average of"}
    | {f"as {word} as" for word in "many much few high low".split()}
)
_ABOUT_MARKS = frozenset("~≈><≥≤±∼")
_ARTICLES = frozenset({"the", "a", "an"})
_ABOUT_REACH = 24
_LOOSE_END = re.compile(
    r"\s*(?:\+|±|or\s+(?:so|more|less|fewer|higher|over|above)\b|plus\b)", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:[-–—−]|to)\s*")
_GLUED = re.compile(r"[A-Za-zµμ°]|[-–][A-Za-z]|/\d|:\d|[-–]\d")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text; `start` and `end` are offsets, the percent sign included.

    `half` is half a unit of its last stated digit, 0 for a count. `approximate` is True where a
    word such as "about" or a range makes it inexact; `glued` where it belongs to a unit, a date
    or a compound ("5mg", "12-week", "3rd").
    """

    start: int
    end: int
    value: float
    half: float
    decimals: int
    percent: bool
    approximate: bool
    glued: bool

    @property
    def is_count(self) -> bool:
        """Whether it can count people or things: whole, exact, with no unit and no sign."""
        return not (
            self.percent or self.approximate or self.glued or self.decimals or self.value < 0
        )


def read_numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers in `text[start:end]`, left to right."""
    found = [_number(text, start, end, match) for match in _NUMBER.finditer(text, start, end)]
    return [_ranged(text, found, index) for index in range(len(found))]


def parse_numeral(written: str) -> tuple[float, int]:
    """The value of a numeral, with or without a sign, and how many decimals it shows."""
    plain = re.sub(r"[,\s\u2009\u202f\u00a0%]", "", written).replace("·", ".")
    plain = plain.replace("−", "-").replace("–", "-")
    return float(plain), len(plain.partition(".")[2])


def half_unit(decimals: int) -> float:
    """Half a unit in the last of so many decimals."""
    return 0.5 * 10.0**-decimals


def shown(value: float, decimals: int) -> str:
    """A computed value for a message, rounded to so many decimals, halves away from zero."""
    nudged = value + (EPSILON if value >= 0 else -EPSILON)
    return f"{nudged:,.{decimals}f}"


def _number(text: str, start: int, end: int, match: re.Match[str]) -> Number:
    if match.group("numeral"):
        value, decimals = parse_numeral((match.group("sign") or "") + match.group("numeral"))
    else:
        value, decimals = float(_spelled_value(match.group("spelled"))), 0
    half = half_unit(decimals) if match.group("percent") or decimals else 0.0
    if match.group("multiplier"):
        factor = _MULTIPLIERS[match.group("multiplier").strip().lower()]
        value, half, decimals = value * factor, half_unit(decimals) * factor, 0
    elif not half and value >= 1000:
        half = _round_figure_half(int(value))
    before = text[max(start, match.start() - _ABOUT_REACH) : match.start()]
    return Number(
        start=match.start(),
        end=match.end(),
        value=value,
        half=half,
        decimals=decimals,
        percent=bool(match.group("percent")),
        approximate=_is_about(before) or bool(_LOOSE_END.match(text, match.end(), end)),
        glued=bool(_GLUED.match(text, match.end(), end)),
    )


def _is_about(before: str) -> bool:
    """Whether the words right before a number make it inexact."""
    if before.rstrip()[-1:] in _ABOUT_MARKS:
        return True
    words = before.lower().split()[-4:]
    while words and words[-1] in _ARTICLES:
        words.pop()
    if not words:
        return False
    words = [word.lstrip('([“"') for word in words]
    return (
        words[-1] in _ABOUT
        or " ".join(words[-2:]) in _ABOUT_PHRASES
        or " ".join(words[-3:]) in _ABOUT_PHRASES
    )


def _ranged(text: str, numbers: list[Number], index: int) -> Number:
    """The number itself, made approximate where it is one end of a range."""
    number = numbers[index]
    around = numbers[max(0, index - 1) : index + 2]
    for left, right in pairwise(around):
        if _RANGE.fullmatch(text, left.end, right.start):
            return replace(number, approximate=True)
    return number


def _round_figure_half(value: int) -> float:
    """Half the unit to which a large count seems rounded: 3,000 of them may be 2,950.

    The last zero but one is taken as meant, for an author who rounds more says "about".
    """
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return 0.5 * 10.0 ** (zeros - 1) if zeros >= 2 else 0.0


def _spelled_value(words: str) -> int:
    total = 0
    for word in re.split(r"[-\s]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += _WORD_VALUES.get(word, 0)
    return total
