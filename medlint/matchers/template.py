"""Kind `template`: wordings of a kind, made of words, tags and gaps, that the text asserts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match
from medlint.language.templates import (
    Found,
    Template,
    TemplateError,
    holds,
    read_templates,
    unknown_tags,
)
from medlint.layout import PROSE_KINDS
from medlint.matchers.phrases import check_names

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_NO_SUPPORT_SPARES = 4


@dataclass(frozen=True)
class TemplateMatcher:
    """Sentences in which one of the `patterns` stands; `language.templates` says how to write them.

    `sets`           words and phrases that patterns call by name
    `unless`         patterns that take out a sentence that holds one
    `unless_next`    patterns that do so in the sentence or in the one that follows it
    `contexts`       contexts of the deciding word that take a match out
    `blocks`         where to look; "prose" stands for paragraphs, list items and quotations
    `support_below`  the support level (see language.support) from which a sentence is spared
    `named_shift`    severity levels by which a source that is only named moves a finding
    `cited_shift`    severity levels by which a citation moves it
    `quoted_shift`   severity levels by which a quotation moves it
    `title_shift`    severity levels by which standing in the title moves it
    """

    details: ClassVar[frozenset[str]] = frozenset({"support"})

    patterns: tuple[str, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    unless_next: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ("prose",)
    support_below: int = _NO_SUPPORT_SPARES
    named_shift: int = 0
    cited_shift: int = 0
    quoted_shift: int = 0
    title_shift: int = 0

    def __post_init__(self) -> None:
        check_names(self.contexts, self.blocks)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Patterns that cannot be read, and tags that no lexicon has."""
        try:
            templates = (*self._templates, *self._unless, *self._unless_next)
        except TemplateError as error:
            yield str(error)
            return
        yield from unknown_tags(templates, lexicon)

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        return read_templates(self.patterns, self.sets)

    @cached_property
    def _unless(self) -> tuple[Template, ...]:
        return read_templates(self.unless, self.sets)

    @cached_property
    def _unless_next(self) -> tuple[Template, ...]:
        return read_templates(self.unless_next, self.sets)

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[Template]]:
        """Templates by the first words of their anchors; those without one stand under ""."""
        found: dict[str, list[Template]] = {}
        for template in self._templates:
            if template.anchor is None:
                found.setdefault("", []).append(template)
                continue
            for word in template.parts[template.anchor].phrases:
                found.setdefault(word, []).append(template)
        return found

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match a sentence: the first in the text."""
        for sentence, templates in self._candidates(reading):
            found = self._first(reading, sentence, templates)
            if found is not None:
                yield self._match(reading, sentence, found)

    def occurrences(self, reading: Reading) -> Iterator[tuple[Sentence, Found]]:
        """Every place at which a pattern stands and is asserted; of overlapping ones the first."""
        for sentence, templates in self._candidates(reading):
            end = sentence.first
            for found in self._asserted(reading, sentence, templates):
                if found.first >= end:
                    yield sentence, found
                    end = found.last

    def _candidates(self, reading: Reading) -> Iterator[tuple[Sentence, list[Template]]]:
        """Sentences that hold the anchor of a template, in order, with those templates."""
        by_word, places, starts = self._by_word, reading.word_places, reading.tokens.starts
        wanted: dict[int, dict[str, Template]] = {}
        for word in by_word.keys() & places.keys():
            for at in places[word]:
                sentence = reading.sentence_at(starts[at])
                if sentence is not None and self._in_block(sentence):
                    here = wanted.setdefault(sentence.index, {})
                    here.update((each.text, each) for each in by_word[word])
        everywhere = by_word.get("", ())
        if everywhere:
            for sentence in reading.sentences:
                if self._in_block(sentence):
                    here = wanted.setdefault(sentence.index, {})
                    here.update((each.text, each) for each in everywhere)
        for index in sorted(wanted):
            yield reading.sentences[index], list(wanted[index].values())

    def _in_block(self, sentence: Sentence) -> bool:
        return sentence.kind in self.blocks or (
            "prose" in self.blocks and sentence.kind in PROSE_KINDS
        )

    def _first(
        self, reading: Reading, sentence: Sentence, templates: Sequence[Template]
    ) -> Found | None:
        """The leftmost asserted match, the longest where several begin at one place."""
        return next(iter(self._asserted(reading, sentence, templates)), None)

    def _asserted(
        self, reading: Reading, sentence: Sentence, templates: Sequence[Template]
    ) -> list[Found]:
        """All asserted matches from left to right, the longest first where several begin."""
        words = set(reading.words[sentence.first : sentence.last])
        tags = reading.tags[sentence.index]
        found = [
            each
            for template in templates
            if template.could_stand(words, tags)
            for each in template.find(reading, sentence)
            if not self._is_taken_out(reading, sentence, each)
        ]
        if not found or self._is_spared(reading, sentence):
            return []
        return sorted(found, key=lambda each: (each.first, -each.last))

    def _is_taken_out(self, reading: Reading, sentence: Sentence, found: Found) -> bool:
        if not self.contexts:
            return False
        context = reading.context(sentence)
        held = context.at(found.key)
        if "quoted" in self.contexts and context.inside_quotation(found.key):
            return True
        return not held.isdisjoint(self.contexts)

    def _is_spared(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether the sentence's support, or what it or the next one says, takes it out."""
        if (
            self.support_below < _NO_SUPPORT_SPARES
            and reading.support.level(sentence) >= self.support_below
        ):
            return True
        window = [sentence, *reading.following(sentence, 1)]
        return _holds_one(self._unless, reading, window[:1]) or _holds_one(
            self._unless_next, reading, window
        )

    def _match(self, reading: Reading, sentence: Sentence, found: Found) -> Match:
        shift = 0
        level = reading.support.level(sentence)
        if self.cited_shift and level >= 2:
            shift += self.cited_shift
        if self.named_shift and level == 1:
            shift += self.named_shift
        if self.quoted_shift and reading.context(sentence).inside_quotation(found.key):
            shift += self.quoted_shift
        if sentence.kind == "title":
            shift += self.title_shift
        support = "a source is named but not cited" if level == 1 else "no source is cited"
        span = reading.token_span(found.first, found.last)
        return Match(span, sentence.index, shift, {"support": support})


def _holds_one(
    templates: Sequence[Template], reading: Reading, sentences: Sequence[Sentence]
) -> bool:
    return any(
        holds(template, reading, sentence) for sentence in sentences for template in templates
    )
