"""Kind `headings`: articles and sections with too much text under one heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence


@dataclass(frozen=True)
class Headings:
    """A document of more than `words` words without a heading below its title.

    Where there are headings, a document with a section of more than `section` words. List items are
    scanned by themselves and count half. Letters, which open with a salutation, need no headings.
    """

    details: ClassVar[frozenset[str]] = frozenset({"where"})

    words: int = 300
    section: int = 400

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most: at the title, or at the heading of the longest section."""
        sections = [
            (heading, _words(reading, list(sentences)))
            for heading, sentences in groupby(reading.prose_sentences, reading.heading_above)
        ]
        if not sections or _is_letter(reading):
            return
        headed = any(each.kind == "heading" for each in reading.sentences)
        heading, longest = max(sections, key=lambda each: each[1])
        if not headed:
            total = sum(words for _, words in sections)
            if total > self.words:
                yield Match(
                    reading.anchor, None, 0, {"where": f"{total:.0f} words without a heading"}
                )
        elif longest > self.section:
            span = heading.span if heading else reading.anchor
            where = f"{longest:.0f} words under one heading"
            yield Match(span, None, 0, {"where": where})


def _words(reading: Reading, sentences: list[Sentence]) -> float:
    return sum(
        sum(word[0].isalnum() for word in reading.words[each.first : each.last])
        * (0.5 if each.kind == "list-item" else 1)
        for each in sentences
    )


def _is_letter(reading: Reading) -> bool:
    """Whether the article opens with a salutation."""
    return any(reading.words[each.first] == "dear" for each in reading.prose_sentences[:3])
