"""Kind `graded-claim`: a claim that is stronger than the design of its research allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.claims.caveats import causality_statements
from medlint.claims.designs import Design, design_in, sentences_naming
from medlint.claims.ledger import Entry, entries_of
from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence


#: How many sentences of running text an article opens with, beside its title.
LEAD = 3


@dataclass(frozen=True)
class GradedClaim:
    """A claim that the research it rests on is too weak for.

    `strengths`     grades of the claim: correlational, conditional, causal
    `beside`        the design that the sentence or one of the two before it names; an article that
                    names this design and no other is judged in its title and its lead, too
    `unless_designs` designs that, named in the same window, take the claim out
    `unless_words`  words of the claim that take it out, such as causes that are long established
    """

    details: ClassVar[frozenset[str]] = frozenset({"design"})

    strengths: tuple[str, ...]
    beside: Design
    unless_designs: tuple[Design, ...] = ()
    unless_words: tuple[str, ...] = ()

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match for the lead and one for each sentence that names the design."""
        sources = [
            each
            for each in sentences_naming(reading, self.beside)
            if each.is_prose or each.kind == "title"
        ]
        if not sources or any(True for _ in causality_statements(reading)):
            return
        done: set[int] = set()
        others = any(True for each in self.unless_designs for _ in sentences_naming(reading, each))
        windows = (
            [] if others or not _reports_research(reading) else [(sources[0], _opening(reading))]
        )
        windows += [(each, [each, *reading.following(each, 2)]) for each in sources]
        for source, window in windows:
            if others and any(design_in(reading, s) in self.unless_designs for s in window):
                continue
            found = next(self._claims(reading, window, done), None)
            if found is not None:
                done.add(found.sentence)
                yield self._match(reading, source, found)

    def _claims(
        self, reading: Reading, window: Sequence[Sentence], done: set[int]
    ) -> Iterator[Entry]:
        for sentence in window:
            if sentence.index in done:
                continue
            for entry in entries_of(reading, sentence):
                if self._applies(reading, entry) and self._is_result(reading, sentence, entry):
                    yield entry

    def _is_result(self, reading: Reading, sentence: Sentence, entry: Entry) -> bool:
        """Whether the claim is told as what the research found, not as background to it."""
        if sentence.kind == "title" or entry.speaker == "study":
            return True
        return entry.speaker == "article" and design_in(reading, sentence) == self.beside

    def _applies(self, reading: Reading, entry: Entry) -> bool:
        if entry.strength not in self.strengths or entry.negated or entry.hedged:
            return False
        if entry.speaker == "myth" or entry.kind in ("cure", "safety"):
            return False
        if entry.voice == "nominal" or entry.outcome is None:
            return False
        words = set(reading.text(entry.span).lower().split())
        return words.isdisjoint(self.unless_words)

    def _match(self, reading: Reading, source: Sentence, entry: Entry) -> Match:
        note = f"this calls the research {self.beside}"
        shift = -1 if entry.speaker == "person" else 0
        related = (RelatedSpan(source.span, note),) if source.index != entry.sentence else ()
        return Match(entry.span, entry.sentence, shift, {"design": self.beside}, related)


def _reports_research(reading: Reading) -> bool:
    """Whether the article opens with research, as news of a study does."""
    opening = _opening(reading)
    return any(
        reading.tags[each.index] & {"study", "study-mass", "observational"} for each in opening
    )


def _opening(reading: Reading) -> list[Sentence]:
    """The title and the first sentences of running text."""
    title = [reading.title] if reading.title is not None else []
    return [*title, *reading.prose_sentences[:LEAD]]
