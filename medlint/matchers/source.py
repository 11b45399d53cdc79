"""Matchers for the file itself: its bytes, its front matter, its language, its suppressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Source:
    """Reports what reading the file brought to light; `problem` is the kind of SourceProblem.

    Characters that were lost before the file was saved count as an "encoding" problem too.
    """

    problem: Literal["encoding", "empty"]

    details: ClassVar[frozenset[str]] = frozenset({"detail"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every problem of this kind, where the problem shows."""
        problems = [found for found in reading.document.problems if found.kind == self.problem]
        for found in problems:
            yield Match(found.span, details={"detail": found.detail})
        if self.problem == "encoding" and not problems:
            yield from _lost_characters(reading.document.text)


def _lost_characters(text: str) -> Iterator[Match]:
    """One match at the first replacement character, which stands where letters were lost."""
    first = text.find(_REPLACEMENT)
    if first >= 0:
        count = text.count(_REPLACEMENT)
        characters = "a character" if count == 1 else f"{count} characters"
        detail = f"lost {characters} in an earlier conversion"
        yield Match(Span(first, first + 1), details={"detail": detail})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Reports front matter that opens but never closes, or that no site can read."""

    details: ClassVar[frozenset[str]] = frozenset({"problem"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match, at the line that opens the front matter or at the first that is wrong."""
        document = reading.document
        if document.layout.broken_front_matter:
            span = Span(0, len(document.line_text(1)))
            yield Match(span, details={"problem": _NEVER_CLOSES})
        elif document.layout.front_matter_span is not None:
            from medlint.frontmatter import front_matter_mistake

            mistake = front_matter_mistake(document.text, document.layout.front_matter_span)
            if mistake is not None:
                yield Match(mistake.span, details={"problem": mistake.problem})


_NEVER_CLOSES = (
    "opens here and never closes, so it would be printed as text; write the same line of dashes or"
    " plus signs after its last entry"
)


@dataclass(frozen=True, slots=True)
class Language:
    """Reports an article that is not English, which no other rule could judge."""

    details: ClassVar[frozenset[str]] = frozenset()

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for the article, at its title or first sentence."""
        if not reading.is_english:
            yield Match(reading.anchor)


@dataclass(frozen=True, slots=True)
class Suppression:
    """Stands for suppression comments that hide nothing; only a whole run can tell, so it
    finds nothing itself and the engine reports them."""

    details: ClassVar[frozenset[str]] = frozenset({"detail"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """Nothing."""
        return iter(())
