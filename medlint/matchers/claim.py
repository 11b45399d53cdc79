"""Kind `claim`: a condition over the claims that the language layer found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.reading import Reading

_RESOLVABLE = 2


@dataclass(frozen=True)
class ClaimMatcher:
    """A claim of one of the `kinds` that the article itself makes, with too little support.

    `support_below` is a level of `language.support`: 2 asks for a resolvable citation, 4 flags
    a claim however well it is cited. `curable` is True where naming a condition or treatment
    that is known to be curable takes the claim out of the rule.
    """

    details: ClassVar[frozenset[str]] = frozenset({"support"})

    kinds: tuple[str, ...]
    support_below: int = _RESOLVABLE
    curable: bool = False

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence: the claim with the most certain subject."""
        seen: set[int] = set()
        for claim in sorted(reading.claims, key=_best_first):
            if claim.sentence in seen or not self._applies(reading, claim):
                continue
            seen.add(claim.sentence)
            yield _match(reading, claim)

    def _applies(self, reading: Reading, claim: Claim) -> bool:
        if claim.kind not in self.kinds or claim.comparator or not claim.asserted:
            return False
        if claim.described and claim.kind == "mechanism":
            return False
        if _in_animals_or_cells(reading, claim) and (
            claim.kind == "mechanism" or "caveat" in reading.tags[claim.sentence]
        ):
            # The sentence says itself where it was seen.
            return False
        if "concessive" in claim.contexts and not claim.certain:
            return False
        if claim.support >= self.support_below:
            return False
        return not (self.curable and _known_curable(reading, claim))


def _best_first(claim: Claim) -> tuple[int, bool, int]:
    return claim.sentence, not claim.certain, claim.span.start


def _known_curable(reading: Reading, claim: Claim) -> bool:
    return any(
        "condition-curable" in mention.term.tags for mention in reading.mentions[claim.sentence]
    )


def _match(reading: Reading, claim: Claim) -> Match:
    """The match of a claim, its severity moved by who says it and where.

    A named but unresolvable source, a quotation and an inferred subject each take one level off;
    the title, which many readers see alone, adds one.
    """
    sentence = reading.sentences[claim.sentence]
    shift = -(claim.support == 1) - ("quoted" in claim.contexts)
    if not claim.certain and claim.form == "verb" and claim.intervention is None:
        shift -= _inferred_from_unknown(reading, claim)
    shift += sentence.kind == "title"
    shift -= claim.described
    shift -= _in_animals_or_cells(reading, claim)
    support = "a source is named but not cited" if claim.support == 1 else "no source is cited"
    return Match(claim.span, claim.sentence, max(-1, shift), {"support": support})


def _in_animals_or_cells(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence itself keeps its result to animals or cells."""
    return any(
        mention.term.tags & {"animal", "in-vitro"} for mention in reading.mentions[claim.sentence]
    )


def _inferred_from_unknown(reading: Reading, claim: Claim) -> bool:
    """Whether the subject is a word the lexicon does not know, not a pronoun."""
    first = reading.prose[claim.span.start : claim.span.end].split(maxsplit=1)[0].lower()
    return first not in ("it", "they", "this", "these", "our")
