"""Kind `companion`: where one thing is said, another must be said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Seconds after which a pattern is given up; patterns may come from a user's pack.
PATTERN_TIMEOUT = 1.0


@dataclass(frozen=True)
class Companion:
    """Sentences in which a `when` pattern stands and no `require` pattern does nearby.

    `when` and `require` are regular expressions, matched without regard to case. `words` are
    lower-case pieces of text one of which every `when` match holds. `near` are lexicon tags one of
    which must stand in the sentence. `within` counts sentences of the same paragraph: 1 is
    the sentence itself, 3 it and the two that follow; the one before is always read too.
    """

    details: ClassVar[frozenset[str]] = frozenset()

    when: tuple[str, ...]
    require: tuple[str, ...]
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: int = 1

    def __post_init__(self) -> None:
        for pattern in (*self.when, *self.require, *self.unless):
            _compiled((pattern,))

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has."""
        for tag in self.near:
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    @cached_property
    def _when(self) -> Any:
        return _compiled(self.when)

    @cached_property
    def _require(self) -> Any:
        return _compiled(self.require)

    @cached_property
    def _unless(self) -> Any:
        return _compiled(self.unless) if self.unless else None

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence."""
        for sentence in reading.prose_sentences:
            prose = reading.prose
            span = sentence.span
            if self.words:
                lower = prose[span.start : span.end].lower()
                if not any(word in lower for word in self.words):
                    continue
            found = self._when.search(prose, span.start, span.end, timeout=PATTERN_TIMEOUT)
            if found is None or not self._is_near(reading, sentence):
                continue
            if self._unless is not None and self._unless.search(
                prose, span.start, span.end, timeout=PATTERN_TIMEOUT
            ):
                continue
            if not self._accompanied(reading, sentence):
                yield Match(Span(*found.span()), sentence.index)

    def _is_near(self, reading: Reading, sentence: Sentence) -> bool:
        if not self.near:
            return True
        wanted = set(self.near)
        return any(m.term.tags & wanted for m in reading.mentions[sentence.index])

    def _accompanied(self, reading: Reading, sentence: Sentence) -> bool:
        following = reading.following(sentence, self.within - 1)
        end = following[-1].span.end if following else sentence.span.end
        start = sentence.span.start
        if sentence.index and reading.sentences[sentence.index - 1].block == sentence.block:
            start = reading.sentences[sentence.index - 1].span.start
        found = self._require.search(reading.prose, start, end, timeout=PATTERN_TIMEOUT)
        return found is not None


def _compiled(patterns: tuple[str, ...]) -> Any:
    """One pattern for several, ignoring case; raises ValueError with the pattern at fault."""
    import regex

    try:
        return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), regex.IGNORECASE)
    except regex.error as error:
        raise ValueError(f"pattern {patterns[0]!r}: {error}") from None
