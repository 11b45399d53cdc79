"""Confidence intervals with the estimate and the p value that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from medlint.figures.numbers import NUMERAL, half_unit, parse_numeral
from medlint.finding import Span

Measure = Literal["ratio", "difference", "other"]

_SIGNED = rf"[-−–+]?\s?{NUMERAL}"
_LEVEL = r"(?:(?P<level>\d\d(?:\.\d)?\s?(?:%|per\s?cent)|9[05-9](?=[\s-]))[\s-]*)"
_NAME = r"(?:(?:confidence|credible|credibility)\s+(?:intervals?|limits?)|C\.?I\.?s?\b|CrI\b)"
_LABEL = re.compile(
    rf"""(?<![\w.]){_LEVEL}?{_NAME}(?:\s*[(\[]\s*(?:CI|CrI)\s*[)\]])?\s?(?:(?P<late>9\d)\s?%?)?
    \s*(?:[:=,]|of|was|is|ranging|range[ds]?)?\s*(?:from|between)?\s*[(\[]?\s*$""",
    re.VERBOSE,
)
_LIMITS = re.compile(
    rf"""(?P<low>{_SIGNED})\s?(?P<unit>%|per\s?cent)?
    (?:\s*(?P<word>to|and|,|;)\s*(?P<high>{_SIGNED})
      |\s*(?P<dash>[-–—−]{{1,2}})\s*(?P<after_dash>[-−–+]?{NUMERAL}))
    (?:\s?(?P<high_unit>%|per\s?cent))?(?![\d])""",
    re.VERBOSE,
)
_LABEL_REACH = 60
# Cheap tests that spare most ranges the expressions above.
_LABEL_SIGNS = ("CI", "CrI", "nterval", "imit")
_OPENING = frozenset({"(", "["})
_MORE_LIMITS = re.compile(
    rf"\s*[)\]]?\s*(?:,|;|and|&|or)\s*[(\[]?\s*{_SIGNED}\s?%?\s*(?:to|[-–—]|,|and)\s*[-−]?\d"
)
_NOT_ENDED = re.compile(rf"[-–][A-Za-z\d]|,\d|\.\d|\s?[×x]\s?10|\s*(?:to|[-–—])\s*{NUMERAL}")
_RATIO_WORDS = (
    r"(?:(?:odds|hazards?|risk|rate|incidence|prevalence|mortality|likelihood)(?:\s+rate)?\s+ratios?"
    r"|relative\s+risks?)"
)
_RATIO_SIGNS = r"(?:[as]?(?:OR|HR|RR|IRR|PR)s?)"
_DIFFERENCE_WORDS = (
    r"(?:(?:mean|risk|absolute|between-group|treatment|rate|percentage)\s+(?:risk\s+)?differences?)"
)
_DIFFERENCE_SIGNS = r"(?:S?MD|WMD|ARD|RD|SMDs|MDs)"
_NAMED = rf"""(?:
    (?P<ratio_words>(?i:\b{_RATIO_WORDS}))|(?P<ratio>(?<![\w-]){_RATIO_SIGNS})
    |(?P<difference_words>(?i:\b{_DIFFERENCE_WORDS}))|(?P<difference>(?<![\w-]){_DIFFERENCE_SIGNS})
    )\b(?:\s*[(\[]\s*[A-Za-z]{{2,5}}\s*[)\]])?(?:\s+(?:for|of)(?:\s+[A-Za-z-]+){{1,5}}?)?
    \s*(?:[=:,]|of|was|is|were)?\s*(?:about\s+|of\s+)?"""
_UNITS = (
    r"(?:\s?(?:percentage\s+points?|points?|mm\s?Hg|mmHg|kg(?:/m[²2])?|g|mg(?:/d[Ll])?|mmol/[Ll]|cm|mm|m"
    r"|years?|months?|weeks?|days?|hours?|minutes?|min|h|d|units?|litres?|liters?|L|mL|fold|times))"
)
_DIRECTION = r"(?:\s(?:higher|lower|greater|smaller|fewer|more|less|longer|shorter))?"
_ESTIMATE = re.compile(
    rf"""(?:(?P<named>{_NAMED})|(?<![\w.,/·-]))(?P<estimate>{_SIGNED})\s?(?P<percent>%|per\s?cent)?
    (?P<measured>{_UNITS}?{_DIRECTION}|(?(named)(?:\s?[A-Za-z°µμ²/]+){{1,3}}))?\s*(?:,|;|:)?\s*(?:with\s+)?(?:and\s+)?(?:an?\s+|its\s+)?[(\[]?\s*$""",
    re.VERBOSE,
)
_ESTIMATE_REACH = 120
# Numbers needed to treat are told with their limits exchanged, or with two limits beyond infinity.
_NEEDED = re.compile(r"\b(?:NN[TH][BH]?s?|needed\s+to\s+(?:\w+\s+){1,6})", re.IGNORECASE)
_NEEDED_REACH = 90
# An estimate is none of these: "at 12 months", "12 of 40", "from 3.2 to 2.1", "n = 40", "5 and 7".
_NO_ESTIMATE = re.compile(
    rf"""(?:\b(?:at|after|within|during|over|under|per|of\s+the|in|than|vs\.?|versus|until|aged?
    |about|around|approximately|nearly|almost|roughly|or|least|most|through|between|every|day|week
    |month|year|grade|stage|phase|level|type|for)|(?<!\)\s)\b(?:to|and|or)|{NUMERAL}\s*(?:out\s+)?of|\b[nNkKpP]\s*[=<>≤≥]|[/<>≤≥~≈±^]
    |\d\s?%?\s*(?:,|[-–—]|and|or|to))\s*$""",
    re.VERBOSE,
)
_P = (
    r"[pP](?:[\s-]*values?)?(?:\s+(?:of|was|is))?\s*(?P<relation>[=<>≤≥])\s*"
    r"(?P<p>0?[.·]\d+|1\.0+|0\.0+)"
)
_P_BEHIND = re.compile(
    rf"\s*[)\]]?\s*[,;:]?\s*(?:and\s+|with\s+)?(?:an?\s+)?[(\[]?\s*(?:two-sided\s+)?{_P}"
)
_P_BEFORE = re.compile(rf"(?P<whole>[,;(\[\s]\s*{_P})\s*[,;]?\s*(?:with\s+an?\s+)?[(\[]?\s*$")
_P_OF_SOMETHING_ELSE = re.compile(
    r"\s*(?:for\s+(?:the\s+)?(?:trend|interaction|heterogeneity|non-?inferiority|superiority|linear)"
    r"|\(?\s*(?:trend|interaction|heterogeneity|non-?inferiority|adjusted|corrected)"
    r"|[,;]\s*(?:I\s?[2²]|I\(2\)|Q\b|Chi|Tau))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as written, its value, half a unit of its last digit, and whether in percent."""

    written: str
    value: float
    half: float
    percent: bool = False


@dataclass(frozen=True, slots=True)
class PValue:
    """A p value: "=", "<", ">", "≤" or "≥", and the figure."""

    relation: str
    figure: Value
    written: str


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval with what stands beside it.

    `level` is its level in percent, None where it is not stated. `other_low` is the lower limit's
    second reading, where a dash may be a minus ("1.2--0.5"). `dashed` is True where a dash stands
    between the limits. `span` runs from the estimate, or the interval, to the end of it all.
    """

    span: Span
    low: Value
    high: Value
    level: float | None
    dashed: bool
    estimate: Value | None
    measure: Measure
    p_value: PValue | None

    @property
    def written(self) -> str:
        """The limits for a message: "1.2 to 1.9"."""
        return f"{self.low.written} to {self.high.written}"


def read_intervals(text: str, start: int, end: int) -> Iterator[Interval]:
    """The intervals of a sentence that are named so, or stand in brackets behind a named ratio."""
    for limits in _LIMITS.finditer(text, start, end):
        if _NOT_ENDED.match(text, limits.end(), end) or _MORE_LIMITS.match(text, limits.end(), end):
            continue
        reach = max(start, limits.start() - _LABEL_REACH)
        is_labelled = any(sign in text[reach : limits.start()] for sign in _LABEL_SIGNS)
        if not is_labelled and text[limits.start() - 1 : limits.start()] not in _OPENING:
            continue
        label = _LABEL.search(text, reach, limits.start()) if is_labelled else None
        found = _interval(text, start, end, limits, label)
        if found is not None:
            yield found


def _interval(
    text: str, start: int, end: int, limits: re.Match[str], label: re.Match[str] | None
) -> Interval | None:
    before_end = label.start() if label else limits.start()
    if _NEEDED.search(text, max(start, before_end - _NEEDED_REACH), before_end):
        return None
    p_value, p_start, p_end = _p_beside(text, start, end, before_end, limits.end())
    if p_start is not None:
        before_end = p_start
    estimate = _estimate(text, start, before_end)
    if label is None and (
        estimate is None
        or estimate.group("named") is None
        or text[limits.start() - 1 : limits.start()] not in _OPENING
        or text[limits.end() : limits.end() + 1] not in (")", "]", ";", ",")
        or limits.group("word") == "and"
    ):
        return None
    return Interval(
        span=Span(
            estimate.start() if estimate else (label.start() if label else limits.start()),
            max(limits.end(), p_end),
        ),
        low=_value(limits.group("low"), limits.group("unit") or limits.group("high_unit")),
        high=_value(
            limits.group("high") or limits.group("after_dash"),
            limits.group("high_unit") or limits.group("unit"),
        ),
        level=_level(label),
        dashed=limits.group("dash") is not None,
        estimate=_value(estimate.group("estimate"), estimate.group("percent"))
        if estimate
        else None,
        measure=_measure(estimate),
        p_value=p_value,
    )


def _level(label: re.Match[str] | None) -> float | None:
    if label is None:
        return None
    written = label.group("level") or label.group("late")
    return float(written.rstrip(" %percnt")) if written else None


def _estimate(text: str, start: int, end: int) -> re.Match[str] | None:
    """The figure right before an interval, if it can be what the interval is about."""
    found = _ESTIMATE.search(text, max(start, end - _ESTIMATE_REACH), end)
    if found is None:
        return None
    before = text[max(start, found.start() - 24) : found.start("estimate")]
    if not found.group("named") and _NO_ESTIMATE.search(before):
        return None
    return found


def _measure(estimate: re.Match[str] | None) -> Measure:
    if estimate is None or not estimate.group("named"):
        return "other"
    is_ratio = estimate.group("ratio_words") or estimate.group("ratio")
    return "ratio" if is_ratio else "difference"


def _p_beside(
    text: str, start: int, end: int, before: int, after: int
) -> tuple[PValue | None, int | None, int]:
    """The p value on either side of an interval, where it starts if before it, and its end."""
    earlier = _P_BEFORE.search(text, max(start, before - 40), before)
    if earlier is not None:
        return _p_value(earlier), earlier.start("whole"), 0
    behind = _P_BEHIND.match(text, after, end)
    if behind is None:
        return None, None, 0
    if _P_OF_SOMETHING_ELSE.match(text, behind.end(), end):
        return None, None, 0
    return _p_value(behind), None, behind.end()


def _p_value(found: re.Match[str]) -> PValue:
    relation, written = found.group("relation"), found.group("p")
    return PValue(relation, _value(written, None), f"P {relation} {written}")


def _value(written: str, percent: str | None) -> Value:
    value, decimals = parse_numeral(written)
    plain = " ".join(written.split())
    return Value(f"{plain}%" if percent else plain, value, half_unit(decimals), bool(percent))
