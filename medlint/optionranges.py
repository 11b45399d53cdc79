"""Which numbers make sense as options of rules: a slip of the pen must not silence a rule."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that an option may have, both ends included, and what the option counts."""

    least: float
    most: float
    what: str

    def advice(self) -> str:
        """What to write."""
        if math.isinf(self.most):
            return f"{self.least:g} or more"
        return f"from {self.least:g} to {self.most:g}"


_MANY = math.inf
#: Which article is too short to owe something; above this no article is long enough.
_WORDS = Range(0, 20_000, "the least number of words of an article that owes this")
_CLAIMS = Range(1, 1_000, "a number of claims")
_PER_THOUSAND = Range(0, 1_000, "a number in a thousand words")

#: By the kind of a rule and the option. Kinds whose `mistakes` look at a number have no entry.
RANGES: Mapping[tuple[str, str], Range] = {
    ("density", "at_least"): Range(1, 1_000, "a number of places in an article"),
    ("density", "per_thousand"): _PER_THOUSAND,
    ("repeated-sentence", "least_words_in_lists"): Range(1, 100, "a number of words"),
    ("repeated-phrase", "per_thousand"): _PER_THOUSAND,
    ("repeated-phrase", "own_words"): Range(0, 20, "a number of words"),
    ("punctuation-spacing", "many"): Range(1, _MANY, "a number of places"),
    ("byline", "words"): _WORDS,
    ("disclosure", "words"): _WORDS,
    ("medical-review", "words"): _WORDS,
    ("currency", "words"): _WORDS,
    ("currency", "months"): Range(1, 600, "an age in months"),
    ("sentence-length", "words"): Range(5, 200, "a number of words in a sentence"),
    ("sentence-length", "very_long"): Range(5, 500, "a number of words in a sentence"),
    ("sentence-length", "limit"): Range(1, _MANY, "the most findings in an article"),
    ("reading-grade", "target"): Range(1, 20, "a school grade, the years of schooling it takes"),
    ("reading-grade", "tolerance"): Range(0, 10, "the grades above the target that are let be"),
    ("difficulty", "hard"): Range(1, 20, "how hard a sentence may be to read"),
    ("difficulty", "words"): Range(1, 200, "the least number of words of a sentence"),
    ("difficulty", "limit"): Range(1, _MANY, "the most findings in an article"),
    ("paragraph-length", "words"): Range(20, 2_000, "a number of words in a paragraph"),
    ("paragraph-length", "professional_words"): Range(20, 2_000, "a number of words"),
    ("paragraph-length", "sentences"): Range(2, 100, "a number of sentences in a paragraph"),
    ("paragraph-length", "least"): Range(0, 2_000, "a number of words in a paragraph"),
    ("paragraph-length", "limit"): Range(1, _MANY, "the most findings in an article"),
    ("headings", "words"): Range(50, 20_000, "a number of words in an article"),
    ("headings", "section"): Range(50, 20_000, "a number of words below a heading"),
    ("passive-share", "percent"): Range(1, 100, "a share of sentences in percent"),
    ("passive-share", "sentences"): Range(1, 1_000, "the least number of sentences"),
    ("balance", "benefits"): Range(1, 1_000, "a number of benefits"),
    ("balance", "ratio"): Range(1, 100, "the benefits to one harm that are let be"),
    ("obligation", "at_least"): Range(1, 1_000, "a number of sentences"),
    ("obligation", "claims"): _CLAIMS,
    ("obligation", "words"): _WORDS,
    ("topic-harms", "claims"): _CLAIMS,
    ("topic-harms", "words"): _WORDS,
}


def option_mistakes(
    kind: str, options: Mapping[str, object], usual: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """The options of a rule that make no sense, each with what to write in its place.

    `usual` are the values that the rule has without them.
    """
    for name, value in options.items():
        allowed = RANGES.get((kind, name))
        if allowed is not None and isinstance(value, int | float):
            if not allowed.least <= value <= allowed.most:
                advice = f"write a number {allowed.advice()}, such as {name} = {usual[name]:g}"
                yield name, f"{name} cannot be {value}, it is {allowed.what}; {advice}"
        # An empty text is found in every text: it would allow everything, or match everywhere.
        elif isinstance(value, list | dict) and any(
            isinstance(each, str) and not each.strip() for each in value
        ):
            yield name, f"{name} holds an empty text; write words there, or delete it"
