"""Signals that are wordings: an article shows them where one of their patterns stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.instruments.signals import Signal, seen
from medlint.language.templates import TemplateError
from medlint.matchers.template import TemplateMatcher
from medlint.tables import read_table
from medlint.tomlfile import Mistake, TomlFile, control_characters

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

_CLOSING_NOTES = re.compile(r"^(?:#{3}|\W{0,4}About\s(?:the\s)?[A-Z][^\n.?]{0,80}$)", re.MULTILINE)
#: The file of wordings beside the instruments.
WORDINGS_FILE = "wordings.toml"


@dataclass(frozen=True)
class Wording:
    """What an editor calls by one name, and the patterns that say it.

    The keys are those of rules of the kind `template`. Sentences in which a pattern of `unless`
    stands do not count; nor does a pattern whose deciding word is in one of `contexts`. The closing
    notes of a release, in which an institute tells of itself, are read only with `closing_notes`.
    """

    about: str
    patterns: tuple[str, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ("prose",)
    closing_notes: bool = False

    def __post_init__(self) -> None:
        self.matcher()

    def matcher(self) -> TemplateMatcher:
        """The matcher of the patterns; raises ValueError for a context or block that is none."""
        return TemplateMatcher(
            patterns=self.patterns,
            sets=self.sets,
            unless=self.unless,
            contexts=self.contexts,
            blocks=self.blocks,
        )


class Wordings:
    """The wordings of a file by name; what each shows in an article."""

    def __init__(self, wordings: Mapping[str, Wording]) -> None:
        self._wordings = wordings
        self._matchers = {name: wording.matcher() for name, wording in wordings.items()}

    @classmethod
    def load(cls, path: Path, lexicon: Lexicon) -> Wordings:
        """The file's wordings; raises RuleError with every mistake in it."""
        file = TomlFile.read(path)
        mistakes = [*control_characters(file.data)]
        wordings: dict[str, Wording] = {}
        for name, table in file.data.items():
            if not isinstance(table, dict):
                mistakes.append(Mistake((name,), f"{name} must be a table; write [{name}]"))
                continue
            wording = read_table(Wording, table, (name,), mistakes)
            if wording is not None:
                wordings[name] = wording
                mistakes += _pattern_mistakes(name, wording.matcher(), lexicon)
        if mistakes:
            raise file.error(mistakes)
        return cls(wordings)

    @property
    def names(self) -> frozenset[str]:
        """What the wordings are called."""
        return frozenset(self._matchers)

    def signal(self, name: str, reading: Reading) -> Signal:
        """The sentences in which the wording stands, with its first words as written."""
        spans: list[Span] = []
        end = len(reading.prose) if self._wordings[name].closing_notes else closing_notes(reading)
        for sentence, found in self._matchers[name].occurrences(reading):
            if sentence.span.start >= end:
                break
            if not spans or reading.sentence_at(spans[-1].start) is not sentence:
                spans.append(reading.token_span(found.first, found.last))
        return seen(spans, [reading.text(span) for span in spans])


def closing_notes(reading: Reading) -> int:
    """The offset at which a release ends and its notes on the institute begin.

    They open with "###" or with a line "About ..." in the second half of the text; without any,
    the offset is the text's end.
    """
    text = reading.document.text
    opening = _CLOSING_NOTES.search(text, len(text) // 2)
    return opening.start() if opening else len(text)


def _pattern_mistakes(name: str, matcher: TemplateMatcher, lexicon: Lexicon) -> list[Mistake]:
    try:
        return [Mistake((name, "patterns"), text) for text in matcher.mistakes(lexicon)]
    except TemplateError as error:
        return [Mistake((name, "patterns"), str(error))]
