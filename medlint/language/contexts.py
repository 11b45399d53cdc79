"""What a sentence does with the words in it: asserts, hedges, denies, asks, plans or quotes them.

Contexts hold for a place in a sentence, not for the sentence: a hedge after a predicate does not
reach back to it, and nothing reaches across the end of a clause. Negation follows NegEx (Chapman
et al. 2001): a trigger reaches right until a terminator.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.predicates import Predicate
    from medlint.language.reading import Reading, Sentence

Context = Literal[
    "hedged",
    "negated",
    "purpose",
    "anticipation",
    "inquiry",
    "need",
    "definition",
    "conditional",
    "concessive",
    "question",
    "myth",
    "quoted",
    "mentioned",
    "meta",
]

#: Contexts in which a sentence does not assert what its words say.
NOT_ASSERTED: frozenset[Context] = frozenset(
    {"hedged", "negated", "purpose", "anticipation", "inquiry", "need", "definition",
     "conditional", "question", "myth", "mentioned", "meta"}
)  # fmt: skip

# Reach of a trigger to its right, in tokens.
HEDGE_REACH = 24
NEGATION_REACH = 10
FRAME_REACH = 16

_FRAMES: tuple[Context, ...] = ("anticipation", "inquiry", "need", "definition", "meta")
# Brackets are no breaks: what follows them goes on with the clause.
_BREAK_MARKS = frozenset(";:—…-")
_SUBORDINATORS = frozenset(
    "if when whenever after before because since as once unless although though while whilst"
    " whereas despite in by with for to during among at on from through given following using"
    " unlike under within based over due thanks according compared".split()
)
_COORDINATORS = frozenset(
    {"and", "or", ",", "then", "also", "but", "plus", "as", "well", "not", "only"}
)
_MYTH_LABEL = re.compile(
    r"\W*(?:myth|misconception|false claim|claim|rumou?r)s?\b[^.!?\n]{0,12}[:–—?]", re.I
)
_MYTH_LABEL_SENTENCE = re.compile(
    r"\W*(?:myth|misconception|rumou?r)\s?#?\d{0,2}\W*$", re.IGNORECASE
)
_MYTH_HEADING = re.compile(r"\b(?:myths?|misconceptions?|red flags?|scams?|false claims?)\b", re.I)
_FACT_LABEL = re.compile(r"\W*(?:fact|truth|reality)\b", re.I)
_QUOTATION = re.compile(r"[\"“][^\"“”\n]{12,1200}[\"”]")
_ANY_QUOTATION = re.compile(r"[\"“][^\"“”\n]{1,1200}[\"”]")
#: A quotation of at most this many words quotes a wording.
MENTIONED_WORDS = 7


class Clause(NamedTuple):
    """A half-open token range that contexts do not cross; `opener` is its first word."""

    first: int
    last: int
    opener: str


class SentenceContext:
    """The contexts of one sentence, asked for by token index."""

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self._reading = reading
        self._sentence = sentence
        self._words = reading.words
        self._mentions = reading.mentions[sentence.index]
        #: Filled by the claim forms, which all need the sentence's verbs.
        self.predicates: list[Predicate] | None = None

    @once
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence from left to right."""
        return list(self._split())

    def _split(self) -> Iterator[Clause]:
        words, sentence = self._words, self._sentence
        own = words[sentence.first : sentence.last]
        breaks: set[int] = set()
        if not _BREAK_MARKS.isdisjoint(own):
            breaks |= {at for at, word in enumerate(own, sentence.first) if word in _BREAK_MARKS}
        if "clause-break" in self._reading.tags[sentence.index]:
            breaks |= {
                m.start
                for m in self._mentions
                # "while minimising risks" goes on with the clause that it hangs on.
                if "clause-break" in m.term.tags
                and not (m.end < sentence.last and words[m.end].endswith("ing"))
            }
        start = sentence.first
        for at in [*sorted(breaks), sentence.last]:
            if at > start:
                yield from self._without_opening_phrase(start, at)
            start = at
        if start < sentence.last and start == sentence.last - 1:
            return

    def _without_opening_phrase(self, first: int, last: int) -> Iterator[Clause]:
        """A clause, its introductory phrase ("In mice, ...", "While ..., ...") cut off."""
        words = self._words
        opener_at = first + (words[first] in _BREAK_MARKS)
        if opener_at >= last:
            return
        opener = words[opener_at]
        if opener in _SUBORDINATORS:
            comma = self._main_clause_comma(opener_at, last)
            if comma is not None:
                yield Clause(first, comma, opener)
                yield Clause(comma, last, words[comma + 1] if comma + 1 < last else "")
                return
        yield Clause(first, last, opener)

    def _main_clause_comma(self, first: int, last: int) -> int | None:
        """The comma after which the main clause starts: one before a subject, else the first."""
        commas = [at for at in range(first + 1, last - 2) if self._words[at] == ","]
        if not commas:
            return None
        for at in commas:
            if self._words[at + 1] in _SUBJECT_STARTS:
                return at
        return commas[-1] if len(commas) <= 2 else commas[0]

    @once
    def _clause_starts(self) -> list[int]:
        return [clause.first for clause in self.clauses]

    def clause_of(self, at: int) -> Clause:
        """The clause that holds the token `at`."""
        index = max(0, bisect_right(self._clause_starts, at) - 1)
        if not self.clauses:
            return Clause(self._sentence.first, self._sentence.last, "")
        return self.clauses[index]

    @once
    def whole(self) -> frozenset[Context]:
        """Contexts that hold for every word of the sentence."""
        return frozenset(self._whole())

    def _whole(self) -> Iterator[Context]:
        words, sentence = self._words, self._sentence
        if "?" in words[max(sentence.first, sentence.last - 3) : sentence.last]:
            yield "question"
        if self._is_myth():
            yield "myth"
        if self._is_quoted():
            yield "quoted"
        if any("meta" in m.term.tags for m in self._mentions[:2]):
            yield "meta"

    def _is_myth(self) -> bool:
        reading, sentence = self._reading, self._sentence
        prose = reading.prose
        if _MYTH_LABEL.match(prose, sentence.span.start, sentence.span.end):
            return True
        if "myth" in reading.tags[sentence.index]:
            return True
        # "**Myth:** Copper heals joints." reads as two sentences where the label ends in a stop.
        block = reading.blocks[sentence.block]
        label = block.span.start, sentence.span.start
        if 0 < label[1] - label[0] < 40 and (
            _MYTH_LABEL.match(prose, *label) or _MYTH_LABEL_SENTENCE.match(prose, *label)
        ):
            return True
        heading = reading.heading_above(sentence)
        if heading is None or _FACT_LABEL.match(prose, sentence.span.start, sentence.span.end):
            return False
        title = prose[heading.span.start : heading.span.end]
        in_myths = bool(_MYTH_HEADING.search(title)) and heading.kind == "heading"
        return in_myths and (sentence.kind == "list-item" or bool(_MYTH_LABEL.match(title)))

    def _is_quoted(self) -> bool:
        """Whether a quotation covers most of the sentence."""
        if self._sentence.kind == "quote":
            return True
        span = self._sentence.span
        prose = self._reading.prose
        if not _has_quotes(prose, span.start, span.end) and not self._inside_long_quotation():
            return False
        covered = sum(
            min(end, span.end) - max(start, span.start)
            for start, end in self._quotations()
            if start < span.end and end > span.start
        )
        return covered * 2 >= span.end - span.start

    def _inside_long_quotation(self) -> bool:
        block = self._reading.blocks[self._sentence.block]
        return _has_quotes(self._reading.prose, block.span.start, block.span.end)

    def _quotations(self) -> list[tuple[int, int]]:
        block = self._reading.blocks[self._sentence.block]
        found = _QUOTATION.finditer(self._reading.prose, block.span.start, block.span.end)
        return [quotation.span() for quotation in found]

    def inside_quotation(self, at: int) -> bool:
        """Whether the token stands within quotation marks."""
        offset = self._reading.tokens.starts[at]
        span = self._sentence.span
        if not _has_quotes(self._reading.prose, span.start, span.end):
            return "quoted" in self.whole
        return any(start <= offset < end for start, end in self._quotations())

    def at(self, at: int) -> frozenset[Context]:
        """Every context that holds for the word at token index `at`."""
        held = self.whole | frozenset(self._local(at))
        return held | {"mentioned"} if self._is_mentioned(at) else held

    def _is_mentioned(self, at: int) -> bool:
        """Whether a short quotation holds the word: the text speaks about words, not with them."""
        offset = self._reading.tokens.starts[at]
        span = self._sentence.span
        prose = self._reading.prose
        if not _has_quotes(prose, span.start, span.end):
            return False
        return any(
            found.start() < offset < found.end() and len(found.group().split()) <= MENTIONED_WORDS
            for found in _ANY_QUOTATION.finditer(prose, span.start, span.end)
        )

    def _local(self, at: int) -> Iterator[Context]:
        clause = self.clause_of(at)
        for mention in self._mentions:
            if mention.start >= at:
                break
            if mention.start >= clause.first:
                yield from self._reached(mention, at)
            elif self._is_opening_phrase(mention, clause):
                yield from (each for each in _LASTING if _TAG_OF[each] in mention.term.tags)
        for mention in self._mentions:
            ends_clause = at < mention.start < clause.last
            denies = ends_clause and "negation-after" in mention.term.tags
            if denies and not self._new_subject(at, mention.start):
                yield "negated"
        if clause.opener in _CONDITIONS:
            yield "conditional"
        if clause.opener in _CONCESSIONS:
            yield "concessive"

    def _reached(self, mention: Mention, at: int) -> Iterator[Context]:
        """The contexts that a trigger before `at`, in its clause, brings to it."""
        tags, distance = mention.term.tags, at - mention.end
        if "hedge" in tags and self._is_month(mention):
            return
        if tags & _HEDGES and distance <= HEDGE_REACH and not self._new_subject(mention.end, at):
            yield "hedged"
        if tags & _DENIALS and distance <= NEGATION_REACH and self._denied(mention, at):
            yield "negated"
        if "purpose" in tags and distance <= FRAME_REACH and self._same_verb_chain(mention.end, at):
            yield "purpose"
        for frame in _FRAMES:
            if frame in tags and distance <= FRAME_REACH:
                yield frame
        if "conditional" in tags and "," not in self._words[mention.end : at]:
            yield "conditional"

    def _is_opening_phrase(self, mention: Mention, clause: Clause) -> bool:
        """Whether the mention is the phrase that opens the clause: "In theory, the drug ..."."""
        words = self._words
        return words[clause.first] == "," and mention.end == clause.first

    def _is_month(self, mention: Mention) -> bool:
        """Whether "May" is the month: it has a capital, and stands beside a date or behind "in".

        In a headline every word may have a capital.
        """
        at = self._reading.tokens.starts[mention.start]
        if mention.start == self._sentence.first or not self._reading.prose.startswith("May", at):
            return False
        before = self._words[mention.start - 1]
        behind = self._words[mention.end] if mention.end < self._sentence.last else ""
        return before in _BEFORE_MONTH or before[0].isdigit() or not behind.isalpha()

    def _new_subject(self, first: int, at: int) -> bool:
        """Whether ", and it" or the like stands between: a fresh, unhedged statement."""
        words = self._words
        return any(
            words[n] in ("and", ",", "so") and words[n + 1] in _PRONOUNS
            for n in range(first, min(at, len(words) - 1))
        )

    def _denied(self, mention: Mention, at: int) -> bool:
        """Whether a negation's scope still holds: it ends where a comma starts a new statement."""
        words = self._words
        for n in range(mention.end, at):
            if words[n] == "," and not self._continues_list(n, at):
                return False
        return not self._new_subject(mention.end, at)

    def _continues_list(self, comma: int, at: int) -> bool:
        """Whether the comma only separates verbs or objects that share the negation."""
        after = self._words[comma + 1 : at]
        if len(after) <= 1 or after[0] in ("or", "nor"):
            return True
        listed = "or" in after or "nor" in after
        return listed and after[0] not in _SUBJECT_STARTS and "and" not in after

    def _same_verb_chain(self, first: int, at: int) -> bool:
        """Whether the word at `at` is what the purpose phrase leads to, directly or coordinated."""
        words = self._words
        if at - first <= 3:
            return True
        before = words[at - 1]
        return before in _COORDINATORS or before in _CHAINING or before.endswith("ly")


_CHAINING = frozenset({"to", "help", "while", "by", "thereby", "thus"})
# Frames that an introductory phrase sets for the main clause behind its comma.
_LASTING: tuple[Context, ...] = ("hedged", "anticipation")
_TAG_OF = {"hedged": "hedge", "anticipation": "anticipation"}
_HEDGES = frozenset({"hedge", "hedge-verb"})
_BEFORE_MONTH = frozenset(
    "in since until till of by on this last next early mid late from to through during and for"
    " every each before after april".split()
)
# "is unproven" denies the clause it ends; "has not been shown" also denies what follows it.
_DENIALS = frozenset({"negation", "negation-after"})
_CONDITIONS = frozenset({"if", "unless", "assuming", "suppose", "provided"})
_CONCESSIONS = frozenset(
    {"although", "though", "while", "whilst", "whereas", "despite", "even", "albeit"}
)
_PRONOUNS = frozenset({"it", "they", "this", "these", "he", "she", "we", "you"})
_SUBJECT_STARTS = _PRONOUNS | frozenset(
    {"the", "a", "an", "our", "your", "his", "her", "their", "its", "some", "many", "most",
     "patients",
     "people", "those", "there", "researchers", "doctors", "several", "one", "each", "every"}
)  # fmt: skip


def _has_quotes(text: str, start: int, end: int) -> bool:
    return text.find('"', start, end) >= 0 or text.find("“", start, end) >= 0
