"""Signals that are wordings: an article shows them where one of their patterns stands."""

from __future__ import annotations

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

#: The file of wordings beside the instruments.
WORDINGS_FILE = "wordings.toml"


@dataclass(frozen=True)
class Wording:
    """What an editor calls by one name, and the patterns that say it.

    The keys are those of rules of the kind `template`. Sentences in which a pattern of `unless`
    stands do not count; nor does a pattern whose deciding word is in one of `contexts`.
    """

    about: str
    patterns: tuple[str, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ("prose",)

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

    def __init__(self, matchers: Mapping[str, TemplateMatcher]) -> None:
        self._matchers = matchers

    @classmethod
    def load(cls, path: Path, lexicon: Lexicon) -> Wordings:
        """The file's wordings; raises RuleError with every mistake in it."""
        file = TomlFile.read(path)
        mistakes = [*control_characters(file.data)]
        matchers: dict[str, TemplateMatcher] = {}
        for name, table in file.data.items():
            if not isinstance(table, dict):
                mistakes.append(Mistake((name,), f"{name} must be a table; write [{name}]"))
                continue
            wording = read_table(Wording, table, (name,), mistakes)
            if wording is not None:
                matchers[name] = wording.matcher()
                mistakes += _pattern_mistakes(name, matchers[name], lexicon)
        if mistakes:
            raise file.error(mistakes)
        return cls(matchers)

    @property
    def names(self) -> frozenset[str]:
        """What the wordings are called."""
        return frozenset(self._matchers)

    def signal(self, name: str, reading: Reading) -> Signal:
        """The sentences in which the wording stands, with its first words as written."""
        spans: list[Span] = []
        for sentence, found in self._matchers[name].occurrences(reading):
            if not spans or reading.sentence_at(spans[-1].start) is not sentence:
                spans.append(reading.token_span(found.first, found.last))
        return seen(spans, [reading.text(span) for span in spans])


def _pattern_mistakes(name: str, matcher: TemplateMatcher, lexicon: Lexicon) -> list[Mistake]:
    try:
        return [Mistake((name, "patterns"), text) for text in matcher.mistakes(lexicon)]
    except TemplateError as error:
        return [Mistake((name, "patterns"), str(error))]
