"""The papers that an article names by DOI or PubMed number, however it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from medlint.finding import Span

PaperKind = Literal["doi", "pmid"]

# In Markdown "](address)" follows a DOI that is the text of a link.
_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*(?:/|%2[Ff])(?:(?!\]\()[^\s\"<>“”‘’{}|\\^`]){1,400}")
_PMID = re.compile(
    r"(?:\bPMID\s?[:#]?\s?|\bpubmed\.ncbi\.nlm\.nih\.gov/|\bncbi\.nlm\.nih\.gov/pubmed/)(\d{1,8})\b",
    re.IGNORECASE,
)
_ADDRESS_BEFORE_DOI = re.compile(
    r"^(?:https?://)?(?:(?:dx\.)?doi\.org/)?(?:doi:\s*)?", re.IGNORECASE
)
_TRAILING = ".,;:!?'\"*_…"
_CLOSING = {")": "(", "]": "["}
# What publishers' addresses write behind a DOI.
_PAGE_OF_PAPER = re.compile(
    r"(?:[?#].*|/(?:full|abstract|summary|pdf|epdf|meta|fulltext|references|html)(?:[/?#].*)?"
    r"|\.(?:full|abstract)?(?:\.pdf|\.short|\.long|\.full)|\.pdf)$"
)
_VERSION = re.compile(r"v\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper named by an identifier: `value` is the normalised DOI or the PubMed number."""

    kind: PaperKind
    value: str
    span: Span


def papers_in(text: str) -> Iterator[Paper]:
    """Every DOI, then every PubMed number of a text, addresses of links included."""
    if "10." in text:
        for found in _DOI.finditer(text):
            written = trimmed_doi(found.group())
            yield Paper(
                "doi", normalised_doi(written), Span(found.start(), found.start() + len(written))
            )
    if "PMID" in text or "pmid" in text or "pubmed" in text:
        for found in _PMID.finditer(text):
            yield Paper("pmid", found.group(1).lstrip("0"), Span(*found.span(1)))


def trimmed_doi(written: str) -> str:
    """A DOI without the punctuation of the sentence or of the link that it stands in."""
    while written:
        last = written[-1]
        if last in _TRAILING or (
            last in _CLOSING and written.count(last) > written.count(_CLOSING[last])
        ):
            written = written[:-1]
        else:
            break
    return written


def normalised_doi(written: str) -> str:
    """A DOI in lower case, without "doi:", the resolver's address and trailing punctuation."""
    bare = _ADDRESS_BEFORE_DOI.sub("", unquote(written.strip()), count=1)
    return trimmed_doi(bare).lower()


def doi_variants(doi: str) -> Iterator[str]:
    """A normalised DOI, and shorter ones that it may be when it was taken from an address."""
    yield doi
    shorter = doi
    while (cut := _PAGE_OF_PAPER.sub("", shorter)) != shorter and "/" in cut:
        shorter = cut
        yield shorter
    if (cut := _VERSION.sub("", shorter)) != shorter:
        yield cut
