"""Kind `unused-acronym`: acronyms that an article spells out and never uses again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Edit, Match, Span
from medlint.matchers.acronym import listed

if TYPE_CHECKING:
    from medlint.language.acronyms import Definition
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_STUDY = frozenset(
    "trial trials study studies registry cohort score scale index questionnaire inventory survey"
    " criteria classification gene protein test assay exam".split()
)
# A second name is given so that readers who look for its letters find it.
_CALLED = re.compile(
    r"\b(?:called|known\s+as|referred\s+to\s+as|termed|named|or)\s+(?:[a-z]+\s+)?\Z", re.IGNORECASE
)
# "Clinical breast exam (CBE): ..." is a list of tests by name.
_LISTED = re.compile(
    r"\)?(?:\s[a-z]+)?\s?:|\s+or\s|\s\(|\)?\s(?:syndrome|disease|disorder|virus|cells?|region|types?|group)\b"
)
_GENES = frozenset({"gene", "genes", "protein", "proteins", "mutation", "mutations"})


@dataclass(frozen=True)
class UnusedAcronym:
    """Reports, once an article, acronyms that stand nowhere but where they are spelled out.

    `known` are those better known than their long forms, which readers look for. An article
    shorter than `shortest` words is let be: what it introduces may be used in another part.
    """

    known: tuple[str, ...]
    shortest: int = 150

    details: ClassVar[frozenset[str]] = frozenset({"acronym", "long_form", "rest"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the first such acronym."""
        if reading.prose_word_count < self.shortest or not reading.acronyms:
            return
        unused = [
            (definition, sentence, written)
            for definition in sorted(reading.acronyms.values(), key=lambda each: each.span)
            if (found := self._unused(reading, definition)) is not None
            for sentence, written in [found]
        ]
        if not unused:
            return
        definition, sentence, written = unused[0]
        rest = [each.acronym for each, _, _ in unused[1:]]
        edits = [_removal(reading, each, place) for each, _, place in unused]
        yield Match(
            written,
            sentence=sentence.index,
            details={
                "acronym": definition.acronym,
                "long_form": definition.long_form,
                "rest": f" The same goes for {listed(rest)}." if rest else "",
            },
            edits=tuple(edit for edit in edits if edit is not None) if all(edits) else (),
        )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.shortest < 0:
            yield "shortest must be 0 or more"

    def _unused(self, reading: Reading, definition: Definition) -> tuple[Sentence, Span] | None:
        """The sentence of the definition and its acronym, where that is its only place."""
        acronym = definition.acronym
        if {acronym, acronym.rstrip("sS")} & set(self.known) or _is_name(definition):
            return None
        places = [use.span for use in reading.acronym_uses if acronym in use.acronym]
        if len(places) != 1:
            return None
        sentence = reading.sentence_at(places[0].start)
        if sentence is None or sentence.kind not in ("paragraph", "list-item"):
            return None
        start = definition.span.start
        if places[0].start == start or _is_second_name(reading, definition, places[0]):
            return None
        if _LISTED.match(reading.prose, places[0].end):
            return None
        if not _GENES.isdisjoint(reading.words[sentence.first : sentence.last]):
            return None
        if not _STUDY.isdisjoint(definition.long_form.lower().split()):
            return None
        behind = reading.words[sentence.first : sentence.last]
        if not _STUDY.isdisjoint(behind) and acronym.lower() in behind:
            at = behind.index(acronym.lower())
            if not _STUDY.isdisjoint(behind[at : at + 4]):
                return None
        return sentence, places[0]


def _is_second_name(reading: Reading, definition: Definition, written: Span) -> bool:
    """Whether readers may look for the letters: a name in use, or that of the article's matter."""
    heading = reading.title or reading.sentences[0]
    if _plain(definition.long_form) in _plain(reading.text(heading.span)):
        return True
    starts = (definition.span.start, written.start)
    return any(_CALLED.search(reading.prose, max(0, start - 40), start) for start in starts)


def _plain(words: str) -> str:
    return words.lower().replace("-", " ")


def _is_name(definition: Definition) -> bool:
    """Whether the letters are a code, or stand for the name of a body, a register or a syndrome."""
    if any(letter.isdigit() or letter == "-" for letter in definition.acronym):
        return True
    if ". " in definition.long_form or "," in definition.long_form:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", definition.long_form) if len(word) > 3]
    return all(word[0].isupper() for word in words) and len(words) != 1


def _removal(reading: Reading, definition: Definition, written: Span) -> Edit | None:
    """The edit that takes " (LF)" away behind the long form; None where more stands in brackets."""
    text = reading.document.text
    start, end = written.start - 2, written.end + 1
    if text[start : written.start] != " (" or text[written.end : end] != ")":
        return None
    if reading.prose[start:end] != text[start:end] or definition.span.start > start:
        return None
    return Edit(Span(start, end), "")
