"""Kind `identifier`: DOIs, PubMed, trial, book, journal and author numbers that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.references.faults import (
    Fault,
    Registry,
    doi_faults,
    isbn_faults,
    issn_faults,
    orcid_faults,
    pubmed_faults,
    registry_faults,
)
from medlint.references.sourcetext import source_text

if TYPE_CHECKING:
    from medlint.language.reading import Reading


@dataclass(frozen=True)
class Identifier:
    """Reports identifiers anywhere in the article whose form or check digit is wrong.

    `registries`  registers of trials: the prefix of their numbers, and how many digits follow
    """

    registries: tuple[Registry, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"name", "problem", "written"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every faulty identifier, in text order."""
        faults = sorted(self._faults(reading), key=lambda fault: fault.span)
        for fault in faults:
            sentence = reading.sentence_at(fault.span.start)
            yield Match(
                fault.span,
                sentence=sentence.index if sentence else None,
                # Prose leaves addresses out, and an identifier may stand in one.
                details={
                    "name": fault.name,
                    "problem": fault.problem,
                    "written": reading.document.text[fault.span.start : fault.span.end],
                },
            )

    def _faults(self, reading: Reading) -> Iterator[Fault]:
        """The faults of every kind of identifier that the article may hold at all."""
        small = reading.document.text.lower()
        prefixes = [registry.prefix.lower() for registry in self.registries]
        labels = ("doi:", "doi :", "doi.org/", "doi 1", "pmid", "pmc", "pubmed", "isbn", "issn")
        if not any(sign in small for sign in (*labels, "orcid", *prefixes)):
            return
        text = source_text(reading.document)
        if "doi" in small:
            yield from doi_faults(text)
        if "pmid" in small or "pmc" in small or "pubmed" in small:
            yield from pubmed_faults(text)
        if "isbn" in small:
            yield from isbn_faults(text)
        if "issn" in small:
            yield from issn_faults(text)
        if "orcid" in small:
            yield from orcid_faults(text)
        yield from registry_faults(text, self.registries)
