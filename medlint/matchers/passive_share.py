"""Kind `passive-share`: articles in which nobody does anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

_RELATED = 5


@dataclass(frozen=True)
class PassiveShare:
    """A document of `sentences` sentences or more, over `percent` of which are in the passive.

    Only passives that leave out who acts count: not "caused by a virus". Quotations are other
    people's words and do not count.
    """

    details: ClassVar[frozenset[str]] = frozenset({"share", "count"})

    percent: float = 35.0
    sentences: int = 10

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the title, with the first five passive sentences."""
        counted = [each for each in reading.prose_sentences if each.kind != "quote"]
        if len(counted) < self.sentences:
            return
        passive = [
            (sentence, verb)
            for sentence in counted
            if (verb := _without_actor(_words(reading, sentence))) is not None
        ]
        share = 100 * len(passive) / len(counted)
        if share <= self.percent:
            return
        related = tuple(
            RelatedSpan(sentence.span, f"passive: “{_words(reading, sentence)[verb]}”")
            for sentence, verb in passive[:_RELATED]
        )
        details = {"share": f"{share:.0f}", "count": str(len(passive))}
        yield Match(reading.anchor, None, 0, details, related)


def _without_actor(words: list[str]) -> int | None:
    """The index of the first participle of a passive that does not say who acts, if any."""
    from medlint.readability.structure import passives

    return next((at for at in passives(words) if words[at + 1 : at + 2] != ["by"]), None)


def _words(reading: Reading, sentence: Sentence) -> list[str]:
    return reading.tokens.written[sentence.first : sentence.last]
