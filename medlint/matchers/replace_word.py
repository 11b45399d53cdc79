"""Words that should be written another way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_AROUND_ADDRESS = 80
_REST_OF_ADDRESS = re.compile(r"[.][a-z]|/[a-z-]+[./]")


@dataclass(frozen=True)
class ReplaceWord:
    """Reports the keys of `words` where they stand as whole words, and gives their values.

    A key in small letters also finds the word with capitals; a key with capitals finds only
    itself. Words in web addresses, user names, hashtags and proper names are let be.
    """

    words: Mapping[str, str]

    details: ClassVar[frozenset[str]] = frozenset({"better"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every place where a word of the list stands."""
        places = reading.word_places
        tokens = sorted(at for word in self._by_lower & places.keys() for at in places[word])
        for at in tokens:
            span = Span(reading.tokens.starts[at], reading.tokens.ends[at])
            written = reading.prose[span.start : span.end]
            better = self._better(written)
            sentence = reading.sentence_at(span.start)
            if better is None or sentence is None:
                continue
            if not _is_address(reading.prose, span) and not _is_name(reading, sentence, at):
                yield Match(
                    span,
                    sentence=sentence.index,
                    details={"better": better},
                    replacement=better,
                )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for word, better in self.words.items():
            if not word.isalnum():
                yield f'words: "{word}" is not one word of letters and figures'
            if word == better:
                yield f'words: "{word}" is replaced by itself; write what it should be'

    @cached_property
    def _by_lower(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)

    def _better(self, written: str) -> str | None:
        """What to write instead, with the capitals of what is there."""
        if written in self.words:
            return self.words[written]
        better = self.words.get(written.lower())
        if better is None:
            return None
        if written.isupper():
            return better.upper()
        return better[0].upper() + better[1:] if written[0].isupper() else better


def _is_address(text: str, span: Span) -> bool:
    """Whether the word is part of a web address, a file or user name, or a hashtag."""
    start = span.start
    while start > max(0, span.start - _AROUND_ADDRESS) and not text[start - 1].isspace():
        start -= 1
    end = span.end
    while end < min(len(text), span.end + _AROUND_ADDRESS) and not text[end].isspace():
        end += 1
    before, after = text[start : span.start], text[span.end : end]
    if "://" in before or "@" in before or before.startswith("www."):
        return True
    if before.endswith(("#", "_", "\\")) or (before.endswith("/") and "." in before):
        return True
    # "longterm.example/care" is an address, "longterm.Then" a lost space.
    return after.startswith(("_", "@", "://")) or bool(_REST_OF_ADDRESS.match(after))


def _is_name(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Whether a capitalised word inside a sentence is part of a name of several words."""
    text, tokens = reading.prose, reading.tokens
    written = text[tokens.starts[at] : tokens.ends[at]]
    if not sentence.is_prose or not written[0].isupper() or written.isupper():
        return False
    neighbours = [other for other in (at - 1, at + 1) if sentence.first < other < sentence.last]
    return at != sentence.first and any(
        text[tokens.starts[other]].isupper() for other in neighbours
    )
