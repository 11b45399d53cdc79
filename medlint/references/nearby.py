"""The words around a place of an article: what it says beside a source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlint.finding import Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence


def sentence_near(reading: Reading, offset: int) -> Sentence | None:
    """The sentence that holds an offset, or at whose end the link stands that does, if any."""
    inside = reading.sentence_at(offset)
    if inside is not None:
        return inside
    starts = [sentence.span.start for sentence in reading.sentences]
    before = bisect_right(starts, offset) - 1
    if before < 0:
        return None
    sentence = reading.sentences[before]
    between = reading.prose[sentence.span.end : offset]
    # The address of a link is blank in the prose; a word in between belongs to something else.
    return sentence if not between.strip(" )].>\t") and "\n" not in between else None


def texts_around(reading: Reading, span: Span) -> Iterator[str]:
    """The sentence around a span and those beside it in its paragraph, or else its line."""
    sentence = sentence_near(reading, span.start)
    if sentence is None:
        line, _ = reading.document.position(span.start)
        yield reading.document.line_text(line)
        return
    for each in reading.sentences[max(0, sentence.index - 1) : sentence.index + 2]:
        if each.block == sentence.block:
            yield reading.prose[each.span.start : each.span.end]
