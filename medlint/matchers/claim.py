"""Kind `claim`: a condition over the claims that the language layer found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.matchers.descriptions import only_describes
from medlint.matchers.pharmacology import is_settled

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.reading import Reading, Sentence

_RESOLVABLE = 2
# How many sentences behind an assurance of safety may tell the events.
_EVENTS_IN = 2
_EXCEPT = frozenset({"except", "besides"})
_SHARE = frozenset({"%", "percent", "per", "of", "in", "out", "patients", "people", "participants"})


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
        if claim.kind == "mechanism" and claim.described:
            return False
        if claim.kind in ("mechanism", "efficacy") and is_settled(reading, claim):
            return False
        if claim.kind in ("mechanism", "efficacy") and only_describes(reading, claim):
            return False
        if _in_animals_or_cells(reading, claim) and claim.kind != "cure":
            # The sentence says itself where it was seen.
            return False
        if "concessive" in claim.contexts and not claim.certain:
            return False
        if claim.support >= self.support_below:
            return False
        if self.support_below == _RESOLVABLE and _is_backed(reading, claim):
            return False
        return not (self.curable and _known_curable(reading, claim))


def _best_first(claim: Claim) -> tuple[int, bool, int]:
    return claim.sentence, not claim.certain, claim.span.start


def _is_backed(reading: Reading, claim: Claim) -> bool:
    """Whether the study that the article reports, or the events it tells of, stand behind it.

    That a study found a treatment safe says little without the events, so they must be told.
    """
    if claim.kind == "safety":
        return _tells_events(reading, claim)
    return _is_reported(reading, claim)


def _tells_events(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence or one of the next two names events, or counts them."""
    sentence = reading.sentences[claim.sentence]
    behind = reading.following(sentence, _EVENTS_IN)
    if any(_counts(reading, each) for each in (sentence, *behind)):
        return True
    words = reading.words[sentence.first : sentence.last]
    if ("other", "than") in pairwise(words) or not _EXCEPT.isdisjoint(words):
        return "harm" in reading.tags[sentence.index]
    told = {harm.sentence for harm in reading.harm_statements if harm.kind == "named"}
    return any(each.index in told for each in behind)


def _counts(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence counts harms: "nausea in 12 of 60", "serious events in 2%"."""
    words = reading.words[sentence.first : sentence.last]
    if reading.tags[sentence.index].isdisjoint({"harm", "harm-generic"}):
        return False
    return any(
        word[0].isdigit() and after in _SHARE
        for word, after in zip(words, [*words[1:], ""], strict=True)
    )


def _is_reported(reading: Reading, claim: Claim) -> bool:
    """Whether the claim is a finding of the study that the article reports."""
    sentence = reading.sentences[claim.sentence]
    return reading.reported_study.tells(sentence, claim.span, "quoted" in claim.contexts)


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
    if claim.support == 0 and _is_reported(reading, claim):
        shift -= 1
        support = "the study behind it is named, its events are not"
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
