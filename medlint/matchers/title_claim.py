"""Kind `title-claim`: a title that promises more than the body of the article holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.claims.ledger import does_good, entries_of
from medlint.finding import Match, RelatedSpan, Span
from medlint.language.contexts import NOT_ASSERTED
from medlint.language.intervention import is_intervention
from medlint.matchers.phrases import PhraseIndex, occurrences, phrase_index

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

#: A message quotes no more of the doubt than this, in characters.
LONGEST_QUOTED = 90
_CAUSING = frozenset({"cause", "causes", "caused", "trigger", "triggers", "lead", "leads", "feel"})
_OF_RESEARCH = frozenset({"study", "study-mass", "experimental", "synthesis"})
_TOLD = frozenset(
    {"intervention", "intervention-generic", "investigational", "condition", "symptom",
     "outcome-bad", "outcome-good", "outcome-neutral", "food", "complementary"}
)  # fmt: skip
_POINTING = frozenset({"it", "they", "this", "these", "perhaps", "possibly"})
_PROMISING_KINDS = frozenset({"efficacy", "mechanism", "cure", "prevention", "superiority"})


@dataclass(frozen=True)
class TitleClaim:
    """A title that states a benefit as fact, over a body that hedges the same treatment.

    `promises` are phrases of a title that promise an answer ("the answer to"), `modest` words that
    open a title which promises nothing. The body holds back in a sentence on research with a tag of
    `doubts`, in one with a phrase of `doubt_phrases`, and in one that hedges the same treatment or
    outcome. `settled` are phrases of the body after which the title may stand (an approved use).
    """

    details: ClassVar[frozenset[str]] = frozenset({"doubt"})

    promises: tuple[str, ...]
    modest: tuple[str, ...]
    doubts: tuple[str, ...]
    doubt_phrases: tuple[str, ...] = ()
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
            words = reading.text(doubt.span)
            said = words if len(words) <= LONGEST_QUOTED else f"{words[:LONGEST_QUOTED].rstrip()}…"
            related = (RelatedSpan(doubt.span, note),)
            yield Match(span, title.index, details={"doubt": said}, related=related)

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
            # "I Can Lower My Risk" promises nothing of anything.
            orders = entry.predicate.start == entry.span.start or words[0] in ("i", "we", "my")
            stated = told and not orders and entry.speaker in ("article", "study")
            # A word such as "maybe" behind the claim goes with something else.
            promising = entry.kind in _PROMISING_KINDS or does_good(reading, entry)
            if stated and promising and tentative > entry.predicate.start:
                return entry.span
        return None

    def _first_tentative(self, reading: Reading, sentence: Sentence) -> int:
        """The offset of the first tentative word of a sentence, its end where it has none."""
        mentions = reading.related_mentions(sentence)
        starts = reading.tokens.starts
        return next(
            (starts[each.start] for each in mentions if "tentative" in each.term.tags),
            sentence.span.end,
        )

    def _names_treatment(self, reading: Reading, title: Sentence) -> bool:
        mentions = reading.mentions[title.index]
        return any(is_intervention(reading, title, mention) for mention in mentions)

    def _is_settled(self, reading: Reading) -> bool:
        return any(True for _ in occurrences(reading, self._settled_index))

    def _doubt(self, reading: Reading, title: Sentence) -> Sentence | None:
        """The first sentence of the body that says how little is known, or hedges the benefit."""
        told = {m.term.lemma for m in reading.mentions[title.index] if m.term.tags & _TOLD}
        return next(
            (each for each in reading.prose_sentences if self._holds_back(reading, each, told)),
            None,
        )

    def _holds_back(self, reading: Reading, sentence: Sentence, told: set[str]) -> bool:
        """Whether a sentence calls for research, says what is not known, or hedges the claim."""
        tags = reading.tags[sentence.index]
        if tags & set(self.doubts) and tags & _OF_RESEARCH:
            return True
        if sentence.index in self._doubted(reading):
            return True
        points = reading.words[sentence.first] in _POINTING
        named = points or any(m.term.lemma in told for m in reading.mentions[sentence.index])
        if not named or self._tells_harm(reading, sentence):
            return False
        return any(entry.main and entry.hedged for entry in entries_of(reading, sentence))

    def _doubted(self, reading: Reading) -> set[int]:
        """The sentences that hold one of the doubt phrases."""
        starts = reading.tokens.starts
        found = (
            reading.sentence_at(starts[at]) for at, _ in occurrences(reading, self._doubt_index)
        )
        return {sentence.index for sentence in found if sentence is not None}

    @cached_property
    def _doubt_index(self) -> PhraseIndex:
        return phrase_index(self.doubt_phrases)

    def _tells_harm(self, reading: Reading, sentence: Sentence) -> bool:
        """Whether what is hedged is a harm, which takes nothing from the benefit."""
        tags = reading.tags[sentence.index]
        words = reading.words[sentence.first : sentence.last]
        return "harm-generic" in tags or ("harm" in tags and not _CAUSING.isdisjoint(words))
