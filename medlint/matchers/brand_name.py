"""Brand names of medicines without the name of what they hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_COMPARES = re.compile(r"\b(?:vs\.?|versus|compared?|comparing|brands?|brand[- ]names?)\b", re.I)
_WORD = re.compile(r"[a-z0-9]+")
#: Brands that a message names beside the first.
_NAMED = 4


@dataclass(frozen=True)
class BrandName:
    """Reports the first brand name whose medicine is not named up to the sentence behind it.

    `brands` gives for each brand the names of what it holds: any one of them will do, and of a
    combination ("sacubitril/valsartan") all its parts. One finding names all such brands of an
    article. Titles, headings and what people say are not looked at; pages that compare brands pass.
    """

    brands: Mapping[str, tuple[str, ...]]

    details: ClassVar[frozenset[str]] = frozenset({"generic", "rest"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match in an article, at the first such brand."""
        if reading.word_places.keys().isdisjoint(self._words):
            return
        title = reading.title
        if title is not None and _COMPARES.search(reading.text(title.span)):
            return
        lacking: dict[str, Match] = {}
        seen: set[str] = set()
        for hit in self._pattern.finditer(reading.prose):
            brand = hit.group()
            sentence = reading.sentence_at(hit.start())
            if brand in seen or sentence is None or not _counts(sentence):
                continue
            if _is_spoken(reading, hit.start(), sentence):
                continue
            seen.add(brand)
            if not self._is_named(reading, brand, sentence):
                lacking[brand] = self._match(reading, brand, sentence)
        if lacking:
            first, *others = lacking
            yield self._with_rest(lacking[first], others)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for brand, names in self.brands.items():
            if not brand[:1].isupper() and not brand[1:2].isupper():
                yield f'brands: "{brand}" has no capital; write it as the maker does'
            if not names:
                yield f'brands: "{brand}" names no medicine'

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(brand.lower())[0] for brand in self.brands)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.brands, key=len, reverse=True)
        joined = "|".join(map(re.escape, longest_first))
        return re.compile(rf"(?<![\w-])(?:{joined})(?!\w|-[a-z]|\.\w)")

    def _is_named(self, reading: Reading, brand: str, sentence: Sentence) -> bool:
        """Whether a name of what the brand holds stands anywhere up to the next sentence's end."""
        following = reading.following(sentence, 1)
        end = following[-1].span.end if following else sentence.span.end
        told = reading.lowered[:end]
        return any(
            all(part in told for part in name.lower().split("/")) for name in self.brands[brand]
        )

    def _match(self, reading: Reading, brand: str, sentence: Sentence) -> Match:
        start = reading.prose.index(brand, sentence.span.start)
        names = self.brands[brand]
        generic = names[0] + (f" ({', '.join(names[1:])})" if len(names) > 1 else "")
        return Match(
            type(sentence.span)(start, start + len(brand)),
            sentence=sentence.index,
            details={"generic": generic, "rest": ""},
        )

    def _with_rest(self, match: Match, others: list[str]) -> Match:
        if not others:
            return match
        listed = ", ".join(f"{brand} ({self.brands[brand][0]})" for brand in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        rest = f" The same goes for {listed}{more}."
        return Match(match.span, match.sentence, details={**match.details, "rest": rest})


def _is_spoken(reading: Reading, offset: int, sentence: Sentence) -> bool:
    """Whether the word stands within quotation marks: what people say is left as they said it."""
    at = bisect_left(reading.tokens.starts, offset, sentence.first, sentence.last)
    return reading.context(sentence).inside_quotation(min(at, sentence.last - 1))


def _counts(sentence: Sentence) -> bool:
    """Whether a sentence is text of the article and no title, heading or quotation."""
    return sentence.kind in ("paragraph", "list-item", "table")
