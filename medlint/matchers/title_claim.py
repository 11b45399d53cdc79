"""Kind `title-claim`: a title that promises more than the body of the article holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.claims.ledger import entries_of
from medlint.finding import Match, RelatedSpan, Span
from medlint.language.contexts import NOT_ASSERTED
from medlint.language.intervention import is_intervention
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

_PROMISING_KINDS = frozenset({"efficacy", "mechanism", "cure", "prevention", "superiority"})


@dataclass(frozen=True)
class TitleClaim:
    """A title that states a benefit as fact, over a body that hedges the same treatment.

    `promises` are phrases of a title that promise an answer ("the answer to"), `modest` words that
    open a title which promises nothing, `doubts` the tags of sentences that hold back, `settled`
    phrases of the body after which the title may stand (an approved use).
    """

    details: ClassVar[frozenset[str]] = frozenset()

    promises: tuple[str, ...]
    modest: tuple[str, ...]
    doubts: tuple[str, ...]
    settled: tuple[str, ...] = ()

    def find(self, reading: Reading) -> Iterator[Match]:
        """At most one match: the title, with the sentence that holds back most plainly."""
        title = reading.title
        if title is None or reading.document.layout.front_matter.get("title_exempt"):
            return
        span = self._promise(reading, title)
        if span is None or self._is_settled(reading):
            return
        doubt = self._doubt(reading, title)
        if doubt is not None:
            note = "the body holds back here"
            yield Match(span, title.index, related=(RelatedSpan(doubt.span, note),))

    @cached_property
    def _promise_index(self) -> PhraseIndex:
        return phrase_index(self.promises)

    @cached_property
    def _settled_index(self) -> PhraseIndex:
        return phrase_index(self.settled)

    def _promise(self, reading: Reading, title: Sentence) -> Span | None:
        """What in the title promises, or None where it asks, hedges or only names a subject."""
        words = reading.words[title.first : title.last]
        opening = " ".join(words[:3])
        if "?" in words or any(opening.startswith(modest) for modest in self.modest):
            return None
        tentative = self._first_tentative(reading, title)
        for first, last in occurrences(reading, self._promise_index):
            if not title.first <= first < title.last or not self._names_treatment(reading, title):
                continue
            if tentative < title.span.end:
                continue
            if not reading.context(title).at(first) & NOT_ASSERTED:
                return reading.token_span(first, last)
        for entry in entries_of(reading, title):
            sure = entry.strength == "causal" and not (entry.negated or entry.hedged)
            told = sure and entry.outcome is not None
            orders = entry.predicate.start == entry.span.start
            stated = told and not orders and entry.speaker in ("article", "study")
            # A word such as "maybe" behind the claim goes with something else.
            if stated and entry.kind in _PROMISING_KINDS and tentative > entry.predicate.start:
                return entry.span
        return None

    def _first_tentative(self, reading: Reading, sentence: Sentence) -> int:
        """The offset of the first tentative word of a sentence, its end where it has none."""
        tokens = reading.tokens
        mentions = reading.lexicon.part("relations").scan(
            tokens.words, reading.prose, tokens.starts, tokens.ends, sentence.first, sentence.last
        )
        return next(
            (tokens.starts[each.start] for each in mentions if "tentative" in each.term.tags),
            sentence.span.end,
        )

    def _names_treatment(self, reading: Reading, title: Sentence) -> bool:
        mentions = reading.mentions[title.index]
        return any(is_intervention(reading, title, mention) for mention in mentions)

    def _is_settled(self, reading: Reading) -> bool:
        return any(True for _ in occurrences(reading, self._settled_index))

    def _doubt(self, reading: Reading, title: Sentence) -> Sentence | None:
        """The first sentence on the title's treatment or outcome that hedges or asks for trials."""
        subjects = {
            m.term.lemma
            for m in reading.mentions[title.index]
            if is_intervention(reading, title, m)
        }
        for sentence in reading.prose_sentences:
            if not reading.tags[sentence.index] & set(self.doubts):
                continue
            if self._holds_back(reading, sentence, subjects):
                return sentence
        return None

    def _holds_back(self, reading: Reading, sentence: Sentence, subjects: set[str]) -> bool:
        mentions = reading.mentions[sentence.index]
        if any("need" in m.term.tags or "caveat" in m.term.tags for m in mentions):
            return True
        named = any(m.term.lemma in subjects for m in mentions)
        return named and any(entry.hedged for entry in entries_of(reading, sentence))
