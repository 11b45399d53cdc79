"""The words that a match is about, by which its finding is known again when lines have moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.document import Document
from medlint.finding import Match, Passage, Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading

# A number keeps its point or comma: "0.5 mg" and "5 mg" are two sentences, not one.
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*|[%<>=±]")


def passage_of(match: Match, document: Document, reading: Reading | None = None) -> Passage:
    """What a match is about: its sentence, else its block, else its line.

    A match that says so, or that stands where findings on the whole document do and names no
    sentence, is about the whole article. Without a `reading` the block is taken.
    """
    if reading is not None and (
        match.whole or (match.sentence is None and match.span == reading.anchor)
    ):
        return _passage(document, reading.anchor, whole=True)
    return _passage(document, _around(match, document, reading))


def words_of(text: str) -> str:
    """The words of a text as a passage has them: lower case, without punctuation, one space."""
    return " ".join(word.lower().replace("’", "'") for word in _WORD.findall(text))


def _around(match: Match, document: Document, reading: Reading | None) -> Span:
    at = match.span.start
    if reading is not None:
        if match.sentence is not None:
            return reading.sentences[match.sentence].span
        sentence = reading.sentence_at(at)
        if sentence is not None:
            return sentence.span
    # A table is one block; what stands in one of its rows is not about the others.
    for block in document.blocks:
        if block.kind not in ("table", "front-matter", "references") and (
            block.span.start <= at < block.span.end
        ):
            return block.span
    line = document.position(at)[0]
    start = document.line_starts[line - 1]
    return Span(start, start + len(document.line_text(line)))


def _passage(document: Document, span: Span, *, whole: bool = False) -> Passage:
    # The prose has blanks for markup; where all of it is blank (front matter), the text counts.
    text = document.prose[span.start : span.end]
    if not text.strip():
        text = document.text[span.start : span.end]
    words = words_of(text)
    line, column = document.position(span.start)
    last_line, last_column = document.position(max(span.start, span.end - 1))
    return Passage(words, line, last_line, whole, (column, last_column + 1))
