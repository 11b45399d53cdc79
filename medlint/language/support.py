"""Where an article names or cites its sources, and what support a sentence has.

Levels: 3 a resolvable citation in the sentence; 2 one in the next sentence or at the end of the
paragraph; 1 a source that is named but cannot be resolved; 0 none. The article's own DOI, "how to
cite" and copyright lines stand in metadata blocks, which are never read for support.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.references.citations import (
    FOOTNOTE_MARK,
    NUMBER_BEHIND_STOP,
    NUMBER_SPOKEN,
    NUMBERS_IN_BRACKETS,
    NUMBERS_IN_ROUND_BRACKETS,
    SUPERSCRIPT_DIGITS,
    SUPERSCRIPT_TAG,
)
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

_CITATION = re.compile(
    rf"""{NUMBERS_IN_BRACKETS}
      |{FOOTNOTE_MARK}
      |{SUPERSCRIPT_DIGITS}
      |\((?:e\.g\.,?\ |see\ )?[A-Z][\w'’-]+(?:\ et\ al\.?|\ (?:and|&)\ [A-Z][\w'’-]+)?
         ,?\ (?:19|20)\d\d[a-z]?(?:[;,]\ [^)]{{1,120}})?\)
      |\b[A-Z][\w'’-]+(?:\ et\ al\.?|\ and\ colleagues|\ (?:and|&)\ [A-Z][\w'’-]+)?
         ,?\ \((?:19|20)\d\d[a-z]?\)
      |{NUMBER_BEHIND_STOP}
      |\b(?:19|20)\d\d;\s?\d{{1,4}}
      |\b10\.\d{{4,9}}/[^\s"<>]+
      |\bPMID:?\s*\d{{4,9}}\b
      |\bPMC\d{{5,9}}\b
      |\b(?:NCT\d{{8}}|ISRCTN\d{{8}}|EUCTR\d{{4}}-\d{{6}}-\d{{2}}|ACTRN\d{{14}}|ChiCTR[\w-]{{6,}})\b
      |\barXiv:\d{{4}}\.\d{{4,5}}\b
      |https?://[^\s)\]>"]+
      |\bwww\.[^\s)\]>"]+\.[^\s)\]>"]+
      |{NUMBER_SPOKEN}
    """,
    re.VERBOSE,
)
# Cheap signs that spare most of the text the expression above: texts one of which the article must
# hold for the sign to be looked for at all, and the sign.
_SIGNS = tuple(
    (literals, re.compile(pattern))
    for literals, pattern in (
        (("[",), r"\["),
        ((".", ","), r"[.,]\d"),
        ((";",), r"(?:19|20)\d\d;"),
        (("(",), r"\([^()]{0,80}(?:19|20)\d\d"),
        (("10.",), r"10\.\d"),
        (("PMID", "PMC"), r"PM(?:ID|C)"),
        *(((word,), re.escape(word)) for word in ("NCT", "ISRCTN", "EUCTR", "ACTRN")),
        *(((word,), re.escape(word)) for word in ("ChiCTR", "arXiv", "http", "www.")),
        (("ref", "source"), r"\b(?:ref(?:erence)?s?\.?|source)\s{0,2}[:#]?\s{0,2}\[?\d"),
    )
)
_SUPERSCRIPTS = re.compile(r"[¹²³⁰⁴-⁹]")
_LETTER = re.compile(r"[^\W\d_]")
_GAP = re.compile(r"[^\S\r\n]*")
_NUMBERED_ENTRY = re.compile(r"^\W{0,3}\d{1,3}[.)\]]?\s")
_NAMED = re.compile(
    r"\b[A-Z][A-Za-z]*[A-Z]{2,}[A-Za-z0-9-]* (?:trial|study|registry)\b"
    r"|\(([A-Z]{3,}|[A-Z][A-Za-z]*[A-Z]{2,}[\w-]*)\) (?:trial|study|registry)\b"
    r"|\b[Ii]n the [A-Z]{3,}(?:-\d)?(?=[,\s])"
    r"|\b[Aa]ccording to (?:Dr\.?|Professor|Prof\.?|the) [A-Z][\w'’-]+"
    r"|\b(?:Dr\.?|Professor|Prof\.?) [A-Z][\w'’-]+"
)
# One of these stands in all that the pattern above fits.
_NAMED_SIGNS = ("trial", "study", "registry", "n the ", "ccording to", "Dr", "Prof")

# What may stand before the full stop or comma that a citation's number stands behind.
_BEFORE_NUMBER = frozenset("abcdefghijklmnopqrstuvwxyz)")
# How far before and behind a sign of a citation the citation itself may reach.
_BEFORE_SIGN, _BEHIND_SIGN = 60, 200


def _citations_in(text: str) -> set[int]:
    """Offsets of the citations in a text; only the surroundings of a sign are looked at closely."""
    found: set[int] = set()
    passed = done = 0
    for start, end in sorted(_signs_in(text)):
        # A sign that stands inside another is none of its own.
        if start < passed:
            continue
        passed = end
        if start < done:
            continue
        done = end + _BEHIND_SIGN
        first = max(0, start - _BEFORE_SIGN)
        found.update(mark.start() for mark in _CITATION.finditer(text, first, done))
    return found


def _signs_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of everything that may belong to a citation."""
    for literals, pattern in _SIGNS:
        if any(literal in text for literal in literals):
            for sign in pattern.finditer(text):
                start, end = sign.span()
                # A figure right behind the full stop or comma of a word: "lasts.12", not "0.5".
                if text[start] in ".,":
                    start -= 1
                    if start < 0 or text[start] not in _BEFORE_NUMBER:
                        continue
                yield start, end
    if not text.isascii():
        yield from (mark.span() for mark in _SUPERSCRIPTS.finditer(text))


def _opening_of_line(text: str, at: int) -> str:
    """The first characters of the line that holds an offset."""
    start = text.rfind("\n", 0, at) + 1
    return text[start : start + 12]


class Support:
    """The citations of one article and the support level of its sentences."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @once
    def _marker_offsets(self) -> list[int]:
        """Offsets of every resolvable citation that the text itself holds."""
        reading, document = self._reading, self._reading.document
        found = [self._place(span) for span in document.layout.citations]
        source = self._source
        if "<sup" in source.lower():
            found += [tag.start() for tag in SUPERSCRIPT_TAG.finditer(source)]
        found += _citations_in(document.prose)
        if self.has_numbered_references:
            found += [m.start() for m in NUMBERS_IN_ROUND_BRACKETS.finditer(reading.prose)]
        return sorted(found)

    @property
    def _source(self) -> str:
        """The article with the tags and numbers that its format's prose leaves out."""
        document = self._reading.document
        return document.layout.source or document.text

    def _place(self, link: Span) -> int:
        """Where a link counts: at its first word; one without words hangs on what is before it."""
        letter = _LETTER.search(self._reading.prose, link.start, link.end)
        return letter.start() if letter else link.start

    @once
    def has_numbered_references(self) -> bool:
        """Whether the reference list is numbered, so that "(3)" can be a citation."""
        document = self._reading.document
        entries = [b for b in document.blocks if b.kind == "references"]
        return any(
            _NUMBERED_ENTRY.match(_opening_of_line(self._source, b.span.start)) for b in entries
        )

    def cites(self, span: Span) -> bool:
        """Whether a resolvable citation stands inside the span."""
        at = bisect_left(self._marker_offsets, span.start)
        return at < len(self._marker_offsets) and self._marker_offsets[at] < span.end

    @once
    def _cited(self) -> list[bool]:
        """For each sentence, whether it holds a citation or one stands just behind it."""
        sentences = self._reading.sentences
        if not self._marker_offsets:
            return [False] * len(sentences)
        return [
            self.cites(Span(sentence.span.start, self._reach(sentence))) for sentence in sentences
        ]

    def _reach(self, sentence: Sentence) -> int:
        """Where the next word or the line's end stands: a mark behind the full stop counts."""
        end = sentence.span.end
        gap = _GAP.match(self._reading.prose, end)
        return max(end + 1, gap.end() if gap else end)

    def level(self, sentence: Sentence) -> int:
        """The support level, 0 to 3, of a sentence.

        "This study found ..." has the support of the sentence that introduces the study.
        """
        own = self._own_level(sentence)
        if own >= 2 or not self._points_back(sentence):
            return own
        return max(own, self._own_level(self._reading.sentences[sentence.index - 1]))

    def source_of(self, sentence: Sentence) -> int | None:
        """The offset of the citation that supports a sentence, None where none can be followed."""
        for each in (sentence, *self._rest_of_block(sentence)):
            if self._marker_offsets and self._cited[each.index]:
                return self._marker_offsets[bisect_left(self._marker_offsets, each.span.start)]
        return None

    def _points_back(self, sentence: Sentence) -> bool:
        """Whether the sentence opens with "this study" or the like, after another in its block."""
        sentences = self._reading.sentences
        if not sentence.index or sentences[sentence.index - 1].block != sentence.block:
            return False
        words = self._reading.words
        return words[sentence.first] in ("this", "the", "these", "that") and any(
            mention.start <= sentence.first + 2 and "study" in mention.term.tags
            for mention in self._reading.mentions[sentence.index][:2]
        )

    def _own_level(self, sentence: Sentence) -> int:
        if not self._marker_offsets:
            return 1 if self.names_source(sentence) else 0
        if self._cited[sentence.index]:
            return 3
        rest = self._rest_of_block(sentence)
        if rest and (self._cited[rest[0].index] or self._cited[rest[-1].index]):
            return 2
        return 1 if self.names_source(sentence) else 0

    def _rest_of_block(self, sentence: Sentence) -> list[Sentence]:
        """The sentences after this one in its paragraph, up to the first citation."""
        rest: list[Sentence] = []
        sentences = self._reading.sentences
        for index in range(sentence.index + 1, len(sentences)):
            if sentences[index].block != sentence.block:
                break
            rest.append(sentences[index])
            if self._cited[index]:
                break
        return rest

    def names_source(self, sentence: Sentence) -> bool:
        """Whether the sentence names a trial, a journal, a body or a person as its source."""
        tags = self._reading.tags[sentence.index]
        if "journal" in tags or "named-body" in tags:
            return True
        text = self._reading.prose[sentence.span.start : sentence.span.end]
        return any(sign in text for sign in _NAMED_SIGNS) and bool(
            _NAMED.search(self._reading.prose, sentence.span.start, sentence.span.end)
        )

    @once
    def cites_anything(self) -> bool:
        """Whether the article cites any source or has a reference list with an entry."""
        if any(block.kind == "references" for block in self._reading.blocks):
            return True
        if self._reading.document.layout.front_matter.get("references"):
            return True
        return any(self._cited)
