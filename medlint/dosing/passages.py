"""Sentences and table rows on doses: their words, and whether they give advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.language.tokens import Tokens, tokenize
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.dosing.rows import Row
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_PART = "dosing"
# A dose is told within a clause; what the next one warns of is another matter.
_CLAUSE_END = re.compile(
    r"[;—–]\s|:\s(?=(?-i:[A-Z]))|,\s(?:but|because|as|since|though|although|while|which|or|and\s(?:never|do"
    r"|not|more))\b|\.\s|\s(?:because|although|whereas)\s",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|when|whether|unless|who|that)\b[^,;:.]*\Z", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:(?:for|if|when|in|to|after|before|at|with|as)\s[^,;:]{1,60},\s)?"
    r"[\W\d]*(?:then|next|also|please|always|first|instead|step \d+|adults?|children|dose"
    r"|treatment)?"
    r"[\s,:]*\Z",
    re.IGNORECASE,
)
#: Words between a modal or a subject and the verb that it goes with.
_MODAL_REACH = 3
_FRAGMENT_KINDS = frozenset({"list-item", "heading", "title"})
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|can|may|will|should|must|causes?|means?|shows?"
    r"|found|helps?|works?|eases?|lowers?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Passage:
    """A sentence, or a table row put into words, with its own tokens.

    `text` keeps the offsets of a sentence: offset 0 is `start` in the document. Of a row, `cells`
    are the ranges of the text with the spans that they stand for.
    """

    reading: Reading
    sentence: Sentence
    text: str
    start: int
    cells: tuple[tuple[int, int, Span], ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.cells)

    @once
    def tokens(self) -> Tokens:
        """The tokens of the text."""
        return tokenize(self.text)

    @once
    def treatments(self) -> list[Span]:
        """Where treatments of any kind are named, as ranges of the text."""
        return [
            self.token_range(mention)
            for mention in self._scanned(None)
            if "intervention" in mention.term.tags
        ]

    @once
    def dosing(self) -> list[Mention]:
        """The words that tell advice from reports, in text order."""
        return self._scanned(_PART)

    def _scanned(self, part: str | None) -> list[Mention]:
        lexicon = self.reading.lexicon if part is None else self.reading.lexicon.part(part)
        tokens = self.tokens
        return lexicon.scan(
            tokens.words, self.text, tokens.starts, tokens.ends, 0, len(tokens.words)
        )

    def token_range(self, mention: Mention) -> Span:
        """The range of the text that a mention of it covers."""
        return Span(self.tokens.starts[mention.start], self.tokens.ends[mention.end - 1])

    def tagged(self, tag: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The ranges of the text between two offsets whose words have a tag of the part."""
        end = len(self.text) if end is None else end
        return [
            at
            for mention in self.dosing
            if tag in mention.term.tags
            and start <= (at := self.token_range(mention)).start
            and at.end <= end
        ]

    def clause(self, at: int) -> tuple[int, int]:
        """The range of the clause around an offset; a row is one clause."""
        if self.is_row:
            return 0, len(self.text)
        borders = [found.start() for found in _CLAUSE_END.finditer(self.text)]
        before = [border for border in borders if border < at]
        after = [border for border in borders if border >= at]
        return (before[-1] + 1 if before else 0), (after[0] if after else len(self.text))

    def span(self, start: int, end: int) -> Span:
        """The span of the document for a range of the text; of a row, the cell at its start."""
        for first, last, span in self.cells:
            if start < last and end > first:
                return span
        return Span(self.start + start, self.start + end)

    def gives_advice(self, start: int, end: int) -> bool:
        """Whether the dose at a range of the text is one that a reader is told to take.

        Questions, myths, reports, warnings, conditions and poisonings are no advice.
        """
        if not self._is_own_voice:
            return False
        first, last = self.clause(start)
        if self.tagged("dose-harm", first, last) or self.tagged("dose-report", first, last):
            return False
        before = self.text[first:start]
        if self.is_denied(start) or (_CONDITION.search(before) and not self.is_order(first, start)):
            return False
        if self.tagged("dose-excess", max(first, start - 24), start) and not self.is_most(start):
            return False
        return self._has_cue(first, start, last)

    def is_denied(self, at: int) -> bool:
        """Whether a word of denial stands before an offset in its clause; a limit is none."""
        first, _ = self.clause(at)
        return bool(self.tagged("dose-denied", first, at))

    def is_most(self, at: int) -> bool:
        """Whether words such as "up to" or "no more than" stand before an offset in its clause."""
        first, _ = self.clause(at)
        return bool(self.tagged("dose-most", first, at))

    def is_order(self, first: int, last: int) -> bool:
        """Whether a clause opens as an order, "Take ..."."""
        for mention in self.dosing:
            at = self.token_range(mention)
            ordered = "dose-order" in mention.term.tags and mention.term.form == "base"
            if not ordered or not first <= at.start < last:
                continue
            if _OPENS.match(self.text[first : at.start]):
                return True
        return False

    @once
    def _is_own_voice(self) -> bool:
        if self.text.rstrip().endswith("?"):
            return False
        whole = self.reading.context(self.sentence).whole
        return whole.isdisjoint({"question", "myth", "quoted"})

    def _has_cue(self, first: int, start: int, last: int) -> bool:
        """Whether the clause orders, allows or lists the dose."""
        if self.is_row or self.is_order(first, last) or self.is_most(start):
            return True
        if self.tagged("dose-usual", first, last):
            return True
        words = self.tokens.words
        for mention in self.dosing:
            if "dose-order" not in mention.term.tags or mention.term.form == "ing":
                continue
            if not first <= self.token_range(mention).start < last:
                continue
            near = range(max(0, mention.start - _MODAL_REACH), mention.start)
            if any("dose-modal" in each.term.tags for each in self.dosing if each.start in near):
                return True
            if mention.start and words[mention.start - 1] in ("and", "or", ","):
                return True
        listed = self.sentence.kind in _FRAGMENT_KINDS or ":" in self.text[:start]
        return listed and not _FINITE.search(self.text)


def passages(reading: Reading, words: Iterable[str]) -> Iterator[Passage]:
    """The sentences and table rows that hold one of some lower-case words, in text order."""
    wanted = set(words)
    places = sorted(at for word in wanted for at in reading.word_places.get(word, ()))
    seen: set[int] = set()
    rows_seen: set[int] = set()
    for at in places:
        sentence = reading.sentence_at(reading.tokens.starts[at])
        if sentence is None or sentence.index in seen:
            continue
        seen.add(sentence.index)
        if reading.blocks[sentence.block].kind == "table":
            number = _row_number(reading, sentence)
            if number is None or number in rows_seen:
                continue
            rows_seen.add(number)
            yield row_passage(reading, sentence, reading.table_rows[number])
        else:
            yield sentence_passage(reading, sentence)


def sentence_passage(reading: Reading, sentence: Sentence) -> Passage:
    """A sentence as a passage."""
    text = reading.prose[sentence.span.start : sentence.span.end]
    return Passage(reading, sentence, text, sentence.span.start)


def row_passage(reading: Reading, sentence: Sentence, row: Row) -> Passage:
    """A table row as a passage, put into words."""
    text = ""
    cells: list[tuple[int, int, Span]] = []
    for cell in row.cells:
        start = len(text)
        text += cell.words
        cells.append((start, len(text), cell.span))
        text += ", "
    return Passage(reading, sentence, text.removesuffix(", "), 0, tuple(cells))


def _row_number(reading: Reading, sentence: Sentence) -> int | None:
    """The index of the row that holds a sentence, None for one among the heads of columns."""
    for number, row in enumerate(reading.table_rows):
        if any(cell.span.overlaps(sentence.span) for cell in row.cells):
            return number
    return None
