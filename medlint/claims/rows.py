"""The claim ledger as commands show it: rows with places in the file and text to read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from medlint.claims.caveats import causality_statements
from medlint.claims.certainty import certainty
from medlint.claims.designs import Design
from medlint.claims.ledger import Entry, Kind, Verdict
from medlint.claims.relations import Strength, Voice
from medlint.claims.speakers import Speaker
from medlint.finding import Place, Span
from medlint.wording import plain_parts, plain_words, source_words

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.reading import Reading, Sentence

#: From the weakest tie to the strongest.
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
KINDS: tuple[Kind, ...] = get_args(Kind)
#: From no source at all to one in the sentence, as `Support.level` has them.
SUPPORT_LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Row:
    """One claim: where it stands, its words, and what the ledger says of it.

    `text` is the source with white space collapsed. `plain` is the same without markup, and the
    characters of it from `decided` to `decided_end` are the words that make it a claim. The other
    fields are those of an `Entry`; `source_line` is the 1-based line of the citation, or None.
    """

    place: Place
    text: str
    plain: str
    decided: int
    decided_end: int
    kind: Kind
    strength: Strength
    certainty: float
    hedged: bool
    negated: bool
    support: int
    design: Design | None
    verdict: Verdict
    voice: Voice
    speaker: Speaker
    intervention: str | None
    outcome: str | None
    source_line: int | None
    main: bool

    @property
    def comes_first(self) -> bool:
        """Whether an editor looks here first: cause and effect stated as fact with no source."""
        return self.strength == "causal" and self.verdict == "unsupported"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its place; `text` and `plain` are as in a Row."""

    place: Place
    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence that was read: how sure it is (1 to 6), and how many claims it makes.

    `caveat` says whether it is about what the research can show of cause and effect.
    """

    place: Place
    certainty: float
    claims: int
    caveat: bool


@dataclass(frozen=True, slots=True)
class ArticleLedger:
    """What one article claims, in text order.

    `statements` are its sentences on what the research can show of cause and effect. `sentences`
    is empty unless every sentence was asked for.
    """

    path: str
    rows: tuple[Row, ...]
    statements: tuple[Passage, ...]
    sentences: tuple[SentenceRow, ...] = ()

    @property
    def tells_research(self) -> bool:
        """Whether a claim names a study as its speaker, or a study design near it."""
        return any(row.design or row.speaker == "study" for row in self.rows)

    def counts(self) -> Counter[tuple[Strength, int]]:
        """How many claims there are of each strength and level of support."""
        return Counter((row.strength, row.support) for row in self.rows)


def ledger_of(reading: Reading, *, all_sentences: bool = False) -> ArticleLedger:
    """The ledger of one article, which must be in English."""
    statements = [*causality_statements(reading)]
    return ArticleLedger(
        reading.document.path,
        tuple(sorted((_row(reading, entry) for entry in reading.ledger), key=_order)),
        tuple(_passage(reading.document, sentence.span) for sentence in statements),
        _sentence_rows(reading, statements) if all_sentences else (),
    )


def _order(row: Row) -> tuple[int, int, int, int, int, str]:
    at = row.place
    return at.line, at.column, row.decided, at.end_line, at.end_column, row.kind


def _row(reading: Reading, entry: Entry) -> Row:
    document = reading.document
    before, decided, after = plain_parts(document, entry.span, entry.predicate)
    line = None if entry.source is None else document.position(entry.source)[0]
    return Row(
        place=document.place(entry.span),
        text=source_words(document, entry.span),
        plain=before + decided + after,
        decided=len(before),
        decided_end=len(before) + len(decided),
        kind=entry.kind,
        strength=entry.strength,
        certainty=entry.certainty,
        hedged=entry.hedged,
        negated=entry.negated,
        support=entry.support,
        design=entry.design,
        verdict=entry.verdict,
        voice=entry.voice,
        speaker=entry.speaker,
        intervention=entry.intervention,
        outcome=entry.outcome,
        source_line=line,
        main=entry.main,
    )


def _passage(document: Document, span: Span) -> Passage:
    words = source_words(document, span)
    return Passage(document.place(span), words, plain_words(document, span))


def _sentence_rows(reading: Reading, statements: list[Sentence]) -> tuple[SentenceRow, ...]:
    claims = Counter(entry.sentence for entry in reading.ledger)
    caveats = {sentence.index for sentence in statements}
    return tuple(
        SentenceRow(
            reading.document.place(sentence.span),
            certainty(reading, sentence),
            claims[sentence.index],
            sentence.index in caveats,
        )
        for sentence in reading.sentences
    )
