"""Kind `repeated-word`: the same word twice in a row, as a slip of the keyboard leaves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count, islice
from operator import eq
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.finding import Edit, FixKind, Match, Span
from medlint.language.tokens import MARKS

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_MARKUP = re.compile(r"(?:\s|[*_~]|</?[a-z][^<>]{0,80}>)+", re.IGNORECASE)
_HYPHENS = "-‐‑"


@dataclass(frozen=True)
class RepeatedWord:
    """Reports words of letters that stand twice or more in a row within a sentence.

    `allowed` words may be repeated ("had had", "no no", names of species); `pairs` names words
    that may, and what follows them then ("in in vitro"). `grammatical` words are the only ones
    that are reported when all have a capital, since other such pairs are names. Before a word of
    `particles` a verb may end in the same one ("came in in March"), so no safe fix is made.
    Quotations and tables are let be.
    """

    allowed: tuple[str, ...]
    grammatical: tuple[str, ...]
    particles: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"word"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every run of equal words, with the edit that keeps the first."""
        words = reading.words
        done = 0
        for at in compress(count(), map(eq, words, islice(words, 1, None))):
            if at < done or words[at] in MARKS:
                continue
            done = at + 1
            while done < len(words) and words[done] == words[at]:
                done += 1
            match = self._match(reading, at, done)
            if match is not None:
                yield match

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for pair in self.pairs:
            if len(pair.split()) != 2:
                yield f'pairs: "{pair}" is not a word and the one that follows it'

    @cached_property
    def _allowed(self) -> frozenset[str]:
        return frozenset(self.allowed)

    def _match(self, reading: Reading, first: int, last: int) -> Match | None:
        """The match of the tokens `first:last`, which are equal, where they are a slip."""
        word = reading.words[first]
        if word in self._allowed or not word.isalpha() or (len(word) == 1 and word != "a"):
            return None
        span = reading.token_span(first, last)
        sentence = reading.sentence_at(span.start)
        if sentence is None or last > sentence.last or sentence.kind in ("table", "quote"):
            return None
        if not self._is_slip(reading, sentence, first, last):
            return None
        if self._is_spoken(reading, sentence, first):
            return None
        joined = _joined(reading, first, last)
        if joined == "text":
            return None
        fix: FixKind | Literal["none"] | None = "none" if joined == "markup" else None
        if fix is None and word in self.particles:
            fix = "unsafe"
        return Match(
            span,
            sentence=sentence.index,
            details={"word": reading.tokens.written[first]},
            edits=() if fix == "none" else (_edit(reading, first, last),),
            fix=fix,
        )

    def _is_spoken(self, reading: Reading, sentence: Sentence, first: int) -> bool:
        """Whether a quotation holds the word, short or long."""
        context = reading.context(sentence)
        before = reading.prose[sentence.span.start : reading.tokens.starts[first]]
        return (
            context.inside_quotation(first)
            or "mentioned" in context.at(first)
            or before.rfind("‘") > before.rfind("’")
        )

    def _is_slip(self, reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
        """Whether capitals, hyphens and what follows leave no other reading."""
        written = reading.tokens.written[first:last]
        word, following = reading.words[first], reading.words[last : last + 1]
        if f"{word} {''.join(following)}" in self.pairs:
            return False
        opening, rest = written[0], written[1:]
        if len(word) == 1 and "A" in rest:
            return False
        if any(each != each.lower() for each in rest):
            # "Walla Walla" is a name, "the The Lancet" ends in one.
            if any(each != opening for each in rest) or word not in self.grammatical:
                return False
        elif opening != opening.lower() and first != sentence.first:
            return False
        text, span = reading.document.text, reading.token_span(first, last)
        around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
        return not any(hyphen in around for hyphen in _HYPHENS)


def _joined(reading: Reading, first: int, last: int) -> Literal["space", "markup", "text"]:
    """What stands between the words in the source: only space, also markup, or something else."""
    tokens, text = reading.tokens, reading.document.text
    gaps = [text[tokens.ends[at] : tokens.starts[at + 1]] for at in range(first, last - 1)]
    if all(gap.isspace() for gap in gaps):
        return "space"
    return "markup" if all(_MARKUP.fullmatch(gap) for gap in gaps) else "text"


def _edit(reading: Reading, first: int, last: int) -> Edit:
    """What leaves the first word alone: the others with the space before, or behind a line end."""
    text, tokens = reading.document.text, reading.tokens
    start, end = tokens.ends[first], tokens.ends[last - 1]
    if "\n" not in text[start:end] and "\r" not in text[start:end]:
        return Edit(Span(start, end), "")
    # The line end stays, and what follows the words takes their place behind it.
    start = tokens.starts[first + 1]
    while end < len(text) and text[end] == " ":
        end += 1
    return Edit(Span(start, end), "")
