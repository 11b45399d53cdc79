"""Kind `graded-claim`: a claim of a given strength beside research of a given design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.claims.caveats import causality_statements
from medlint.claims.designs import Design, design_in, sentences_naming
from medlint.claims.ledger import Entry, entries_of
from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence


@dataclass(frozen=True)
class GradedClaim:
    """A claim that the named research is too weak for.

    `strengths`     grades of the claim: correlational, conditional, causal
    `beside`        the design that the sentence or one of the two before it names
    `unless_designs` designs that, named in the same window, take the claim out
    `unless_words`  words of the claim that take it out, such as causes that are long established
    """

    details: ClassVar[frozenset[str]] = frozenset({"design"})

    strengths: tuple[str, ...]
    beside: Design
    unless_designs: tuple[str, ...] = ()
    unless_words: tuple[str, ...] = ()

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match for each sentence that names the design: the nearest such claim."""
        judged: set[int] | None = None
        done: set[int] = set()
        for source in sentences_naming(reading, self.beside):
            if not source.is_prose:
                continue
            if judged is None:
                judged = {each.block for each in causality_statements(reading)}
            if source.block in judged:
                continue
            window = [source, *reading.following(source, 2)]
            if any(design_in(reading, each) in self.unless_designs for each in window):
                continue
            found = next(self._claims(reading, window, done), None)
            if found is not None:
                done.add(found.sentence)
                yield self._match(reading, source, found)

    def _claims(self, reading: Reading, window: list[Sentence], done: set[int]) -> Iterator[Entry]:
        for sentence in window:
            if sentence.index in done:
                continue
            for entry in entries_of(reading, sentence):
                if self._applies(reading, entry):
                    yield entry

    def _applies(self, reading: Reading, entry: Entry) -> bool:
        if entry.strength not in self.strengths or entry.negated or entry.hedged:
            return False
        if entry.speaker == "myth" or entry.kind in ("cure", "safety"):
            return False
        words = set(reading.text(entry.span).lower().split())
        return words.isdisjoint(self.unless_words)

    def _match(self, reading: Reading, source: Sentence, entry: Entry) -> Match:
        note = f"this calls the research {self.beside}"
        shift = -1 if entry.speaker == "person" else 0
        related = (RelatedSpan(source.span, note),) if source.index != entry.sentence else ()
        return Match(entry.span, entry.sentence, shift, {"design": self.beside}, related)
