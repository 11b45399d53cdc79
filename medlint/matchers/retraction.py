"""Kind `retraction`: papers that a list calls retracted, cited as if they still stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan
from medlint.references.identifiers import Paper, papers_in
from medlint.references.nearby import sentence_near, texts_around
from medlint.references.retractions import Notice, RetractionList

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SAID = {
    "retraction": re.compile(r"retract|withdr[ae]w", re.IGNORECASE),
    "concern": re.compile(r"expressions? of concern|retract|withdr[ae]w", re.IGNORECASE),
}
_WORDS = {
    "retraction": (
        "was retracted",
        "Take it out with what rests on it, or say beside it that it was retracted.",
    ),
    "concern": (
        "has an expression of concern from its journal",
        "Say so beside it, or cite another source.",
    ),
}


@dataclass(frozen=True, slots=True)
class KnownRetraction:
    """A retracted paper that is known without a list: its DOI, PubMed number, and when."""

    doi: str
    pmid: str
    year: str


@dataclass(frozen=True)
class Retraction:
    """Reports each retracted paper once, where the article names it first.

    `known`          papers that are known without a list
    `concern_shift`  how many severity levels an expression of concern moves the finding
    """

    known: tuple[KnownRetraction, ...] = ()
    concern_shift: int = -1

    details: ClassVar[frozenset[str]] = frozenset({"status", "advice"})

    @cached_property
    def _known(self) -> RetractionList:
        notices: dict[tuple[str, str], Notice] = {}
        for paper in self.known:
            notice = Notice("retraction", paper.year)
            notices["doi", paper.doi.lower()] = notices["pmid", paper.pmid] = notice
        return RetractionList(notices)  # type: ignore[arg-type]

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for each retracted paper that nothing beside it calls so, in text order."""
        text = reading.document.text
        if next(papers_in(text), None) is None:
            return
        for notice, places in self._retracted(reading):
            if any(_is_disclosed(reading, paper, notice) for paper in places):
                continue
            yield self._match(reading, notice, places)

    def _retracted(self, reading: Reading) -> list[tuple[Notice, list[Paper]]]:
        """Each paper that is not to be relied on, with every place where it is named."""
        found: dict[object, tuple[Notice, list[Paper]]] = {}
        papers = papers_in(reading.references.source)
        for paper in sorted(papers, key=lambda paper: paper.span):
            notice = self._notice(reading, paper)
            if notice is None or notice.status == "reinstatement":
                continue
            # The DOI and the PubMed number of one entry are one paper.
            entry = reading.references.entry_at(paper.span.start)
            own = found.get((paper.kind, paper.value)) or (entry and found.get(entry.span))
            place = own or (notice, [])
            place[1].append(paper)
            found[paper.kind, paper.value] = place
            if entry:
                found[entry.span] = place
        distinct = {id(place): place for place in found.values()}
        return sorted(distinct.values(), key=lambda place: place[1][0].span)

    def _notice(self, reading: Reading, paper: Paper) -> Notice | None:
        listed = reading.retractions.notice(paper) if reading.retractions else None
        return listed or self._known.notice(paper)

    def _match(self, reading: Reading, notice: Notice, places: list[Paper]) -> Match:
        first = places[0].span
        sentence = sentence_near(reading, first.start)
        words, advice = _WORDS[notice.status]
        entry = reading.references.entry_at(first.start)
        number = f" (entry {entry.number})" if entry and entry.number else ""
        see = f"; see {notice.doi}" if notice.doi else ""
        return Match(
            first,
            sentence=sentence.index if sentence else None,
            shift=self.concern_shift if notice.status == "concern" else 0,
            details={"status": f"{number} {words}{_when(notice)}{see}".strip(), "advice": advice},
            related=tuple(
                RelatedSpan(paper.span, "the same paper")
                for paper in places[1:]
                if reading.document.position(paper.span.start)[0]
                != reading.document.position(first.start)[0]
            ),
        )


def _when(notice: Notice) -> str:
    """ " on 6 February 2010", " in 2010" or nothing; a concern is dated by "since"."""
    parts = notice.date.split("-")
    if not notice.date:
        return ""
    if len(parts) < 3:
        return f" in {parts[0]}"
    year, month, day = (int(part) for part in parts)
    preposition = "since" if notice.status == "concern" else "on"
    return f" {preposition} {day} {_MONTHS[month - 1]} {year}"


def _is_disclosed(reading: Reading, paper: Paper, notice: Notice) -> bool:
    """Whether the text says what happened: in the entry, where it is cited, or in the sentence."""
    said = _SAID[notice.status]
    references = reading.references
    entry = references.entry_at(paper.span.start)
    if entry is None:
        return any(said.search(text) for text in texts_around(reading, paper.span))
    if said.search(entry.text):
        return True
    return any(
        said.search(text)
        for mark in references.citing(entry)
        for text in texts_around(reading, mark.span)
    )
