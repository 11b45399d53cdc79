"""Kind `preprint`: papers that no journal has reviewed, cited without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span
from medlint.references.identifiers import doi_variants, papers_in, trimmed_doi
from medlint.references.nearby import sentence_near, texts_around

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading
    from medlint.references.entries import Entry

_REST_OF_ADDRESS = r"[^\s\"<>“”)\]|]*"
_DISCLOSED = re.compile(
    r"pre-?prints?\b|peer[- ]?review"
    r"|\b(?:not|never|yet|before|awaiting|under|without)\b[^.]{0,30}\breview"
    r"|\bunreviewed\b|\bunpublished\b|working papers?\b|not (?:yet )?(?:been )?published"
    r"|yet to be published|(?:since|later|now|subsequently|meanwhile) (?:been )?published"
    r"|published version",
    re.IGNORECASE,
)
_ABOUT_PREPRINTS = re.compile(r"\bpre-?prints?\b", re.IGNORECASE)
#: An article that says the word so often is about preprints.
_MENTIONS_OF_THE_WORD = 4
# "2021;12:34-40" and "2021;12(3):34" are volumes of journals.
_JOURNAL_PLACE = re.compile(r"\b(?:19|20)\d\d\s?;\s?\d{1,4}|\b\d{1,4}\s?\(\d{1,3}\)\s?[:,]\s?[e\d]")
_OWN_KINDS = frozenset({"metadata", "front-matter", "code"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence or an entry with a preprint: its first sign, and the DOIs of all its signs."""

    span: Span
    entry: Entry | None
    sentence: int | None
    dois: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Preprint:
    """Reports each preprint once, where nothing beside it says that it is one.

    `prefixes`  beginnings of DOIs that only preprints have; "#" stands for a digit
    `hosts`     addresses of servers, with the part of the path that preprints have
    `names`     names of servers, as they stand for a journal in a list or a sentence
    """

    prefixes: tuple[str, ...]
    hosts: tuple[str, ...]
    names: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"place"})

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Values that would match nothing or everything."""
        for prefix in self.prefixes:
            if not prefix.startswith("10."):
                yield f'prefixes holds "{prefix}", which begins no DOI; write "10...."'

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        """Small texts, one of which an article with a preprint holds."""
        prefixes = (prefix.split("#", 1)[0].lower() for prefix in self.prefixes)
        hosts = (host.split("/", 1)[0].lower() for host in self.hosts)
        return tuple({*prefixes, *hosts, *(name.lower() for name in self.names)})

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        prefixes = "|".join(re.escape(each).replace(r"\#", r"\d") for each in self.prefixes)
        hosts = "|".join(map(re.escape, self.hosts))
        names = "|".join(map(re.escape, self.names)) or r"(?!)"
        return re.compile(
            rf"(?P<doi>\b(?i:{prefixes}){_REST_OF_ADDRESS})"
            rf"|(?P<address>\b(?i:{hosts}){_REST_OF_ADDRESS})"
            rf"|(?P<name>(?<![\w./@-])(?:{names})(?![\w-]|\.\w))"
        )

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for each preprint that nothing calls so, in text order."""
        small = reading.document.text.lower()
        if not any(sign in small for sign in self._signs) or _is_about_preprints(reading):
            return
        places = self._places(reading)
        told = {doi for place in places if self._is_disclosed(reading, place) for doi in place.dois}
        seen: set[str] = set()
        for place in places:
            if self._is_disclosed(reading, place) or place.dois & (seen | told):
                continue
            seen |= place.dois
            number = place.entry.number if place.entry else 0
            yield Match(
                place.span,
                sentence=place.sentence,
                details={"place": f" (entry {number})" if number else ""},
            )

    def _places(self, reading: Reading) -> list[_Place]:
        """The sentences and entries with a preprint, in text order; the article's own is none."""
        source = reading.references.source
        own = [block.span for block in reading.blocks if block.kind in _OWN_KINDS]
        places: dict[Span, _Place] = {}
        for found in self._pattern.finditer(source):
            span = _trimmed(found)
            if any(block.start <= span.start < block.end for block in own):
                continue
            entry = reading.references.entry_at(span.start)
            sentence = None if entry else sentence_near(reading, span.start)
            unit = entry.span if entry else sentence.span if sentence else span
            place = places.get(unit) or _Place(span, entry, sentence.index if sentence else None)
            dois = (paper.value for paper in papers_in(found.group()) if paper.kind == "doi")
            places[unit] = replace(place, dois=place.dois.union(*map(doi_variants, dois)))
        return list(places.values())

    def _is_disclosed(self, reading: Reading, place: _Place) -> bool:
        """Whether the text calls it a preprint, or names where it was published in the end."""
        entry = place.entry
        if entry is None:
            return any(self._says_so(text) for text in texts_around(reading, place.span))
        if self._says_so(entry.text) or self._is_published(entry):
            return True
        return any(
            self._says_so(text)
            for mark in reading.references.citing(entry)
            for text in texts_around(reading, mark.span)
        )

    def _says_so(self, text: str) -> bool:
        # The words of an address are not read: "preprints.org/manuscript/...".
        return bool(_DISCLOSED.search(self._pattern.sub(" ", text)))

    def _is_published(self, entry: Entry) -> bool:
        """Whether an entry names a journal's volume, a PubMed number or another DOI."""
        others = [
            paper
            for paper in papers_in(entry.text)
            if paper.kind == "pmid" or not self._pattern.match(paper.value)
        ]
        return bool(others or _JOURNAL_PLACE.search(entry.text))


def _trimmed(found: re.Match[str]) -> Span:
    """The span of a sign without the punctuation of its sentence."""
    return Span(found.start(), found.start() + len(trimmed_doi(found.group())))


def _is_about_preprints(reading: Reading) -> bool:
    title = reading.title
    if title and _ABOUT_PREPRINTS.search(reading.prose, title.span.start, title.span.end):
        return True
    return len(_ABOUT_PREPRINTS.findall(reading.prose)) >= _MENTIONS_OF_THE_WORD
