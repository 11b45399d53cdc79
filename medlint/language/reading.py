"""One document as the language layer reads it; everything is computed once, when asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import filterfalse
from typing import TYPE_CHECKING

from medlint.config import known_profile
from medlint.document import Document
from medlint.finding import Span
from medlint.language.contexts import SentenceContext
from medlint.language.lexicon import Lexicon, Mention
from medlint.language.pasted import PastedTitle, pasted_titles
from medlint.language.sentences import sentence_spans
from medlint.language.tokens import MARKS, Tokens, places_of, tokenize
from medlint.layout import PROSE_KINDS, Block, BlockKind, blank
from medlint.remembered import once

if TYPE_CHECKING:
    from medlint.claims.ledger import Entry
    from medlint.dosing.rows import Row
    from medlint.harms.statements import HarmStatement
    from medlint.language.acronyms import Definition, Use
    from medlint.language.benefits import Benefit
    from medlint.language.claims import Claim
    from medlint.language.promotion import Promotion
    from medlint.language.reported_study import ReportedStudy
    from medlint.language.support import Support
    from medlint.metadata.reader import Metadata
    from medlint.profiles.detection import Detection
    from medlint.references.model import References
    from medlint.references.retractions import RetractionList
    from medlint.topics.book import TopicBook
    from medlint.topics.model import Topic

#: Blocks that are read sentence by sentence; code, metadata and references are not.
READ_KINDS: frozenset[BlockKind] = PROSE_KINDS | {"title", "heading", "table"}

# A "sentence" of this many tokens with this many percentages, or of more tokens than anybody
# writes, is a table or a list whose line breaks were lost.
SHORTEST_TABLE = 40
PERCENTAGES_IN_A_TABLE = 6
LONGEST_SENTENCE = 160
DASHES_IN_A_LIST = 5

# What an address spells is said by nobody: ".../tea-cures-asthma" claims nothing.
_PAGE = r"(?:https?://|\bwww\.)[^\s<>\"“”)\]]*[^\s<>\"“”)\].,;:!?'’]"
_MAILBOX = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}\b"
_PAGES = re.compile(_PAGE)
_PAGES_AND_MAILBOXES = re.compile(f"{_PAGE}|{_MAILBOX}")


def _without_addresses(prose: str) -> str:
    """The prose with web and mail addresses blanked."""
    # Most articles hold none, and looking for the mark of one is much cheaper than a pattern.
    if "@" in prose:
        addresses = _PAGES_AND_MAILBOXES
    elif "://" in prose or "www." in prose:
        addresses = _PAGES
    else:
        return prose
    return addresses.sub(lambda address: blank(address.group()), prose)


# Frozen, it would take three times as long to make, and there are as many as sentences.
@dataclass(slots=True, unsafe_hash=True)
class Sentence:
    """One sentence: its place in the reading, its block, its span and its half-open token range.

    Nobody may change one.
    """

    index: int
    block: int
    kind: BlockKind
    span: Span
    first: int
    last: int

    @property
    def is_prose(self) -> bool:
        """Whether an author wrote it as running text (paragraph, list item or quotation)."""
        return self.kind in PROSE_KINDS


class Reading:
    """One document as the language layer reads it.

    Offsets are code points into `document.text`; token indexes run over the whole document.
    `retractions` is the user's list of retracted papers, if there is one. `topic_book` gives the
    topic packs of the run; without it the bundled ones are used. `today` is the day against which
    dates are held; without it, this day.
    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        profile: str | None = None,
        retractions: RetractionList | None = None,
        topic_book: Callable[[], TopicBook] | None = None,
        today: date | None = None,
    ) -> None:
        self.document = document
        self.lexicon = lexicon
        self.retractions = retractions
        self._topic_book = topic_book
        self._given_profile = profile
        self._given_today = today
        self._contexts: dict[int, SentenceContext] = {}
        self._parts: dict[tuple[str, int], list[Mention]] = {}

    def release(self) -> None:
        """Forget everything, so that memory is freed at once; the reading is of no use then.

        What the reading has made points back at it, and only the collector could tell.
        """
        vars(self).clear()

    @once
    def today(self) -> date:
        """The day against which dates are held."""
        return self._given_today or date.today()

    @once
    def metadata(self) -> Metadata:
        """What the article says about itself: its people, its dates, its interests."""
        from medlint.metadata.reader import Metadata

        return Metadata(self.document)

    @once
    def profile(self) -> str:
        """The profile asked for, else the one that the article states, else what its cues show.

        A profile that does not exist is taken for a slip and not obeyed.
        """
        return self._given_profile or self.stated_profile or self.detection.profile

    @property
    def is_given_profile(self) -> bool:
        """Whether whoever runs medlint said what kind of article it is."""
        return self._given_profile is not None

    @once
    def stated_profile(self) -> str | None:
        """The profile that the front matter states, if there is such a profile."""
        return known_profile(self.document.layout.front_matter.get("profile"))

    @once
    def detection(self) -> Detection:
        """The profile that the article's cues show, whatever it states."""
        from medlint.profiles.detection import detect

        return detect(self)

    @once
    def pasted_titles(self) -> tuple[PastedTitle, ...]:
        """The places where the title was pasted into the text; no other rule reads them."""
        return pasted_titles(self.document)

    @once
    def prose(self) -> str:
        """The document's prose with addresses and pasted titles blanked; offsets stay."""
        prose = _without_addresses(self.document.prose)
        for span in (pasted.span for pasted in self.pasted_titles):
            prose = prose[: span.start] + blank(prose[span.start : span.end]) + prose[span.end :]
        return prose

    @once
    def lowered(self) -> str:
        """The prose in lower case, of equal length."""
        lowered = self.prose.lower()
        if len(lowered) == len(self.prose):
            return lowered
        # A few capitals, such as the dotted I, are two code points in lower case.
        return "".join(letter.lower()[:1] for letter in self.prose)

    @once
    def tokens(self) -> Tokens:
        """Every word and punctuation mark of the prose."""
        return tokenize(self.prose)

    @once
    def words(self) -> list[str]:
        """The lower-case tokens of the whole document."""
        return self.tokens.words

    @once
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document in reading order."""
        return self.document.blocks

    @once
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of every block that is read, in order."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        abbreviations = self.lexicon.words_tagged("abbreviation")
        starts = self.tokens.starts
        prose = self.prose
        index = 0
        for number, block in enumerate(self.blocks):
            if block.kind not in READ_KINDS:
                continue
            spans = sentence_spans(prose, block.span.start, block.span.end, abbreviations)
            for start, end in spans:
                first = bisect_left(starts, start)
                last = bisect_left(starts, end, first)
                if first < last:
                    kind = block.kind
                    if last - first >= SHORTEST_TABLE and self._is_run_together(first, last):
                        kind = "table"
                    yield Sentence(index, number, kind, Span(start, end), first, last)
                    index += 1

    def _is_run_together(self, first: int, last: int) -> bool:
        """Whether the tokens, of which there are many, are a table or list without line breaks."""
        words = self.tokens.words[first:last]
        return (
            words.count("%") >= PERCENTAGES_IN_A_TABLE
            or words.count("-") >= DASHES_IN_A_LIST
            or last - first > LONGEST_SENTENCE
        )

    @once
    def prose_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs, list items and quotations."""
        return tuple(sentence for sentence in self.sentences if sentence.is_prose)

    @once
    def mentions(self) -> list[list[Mention]]:
        """The lexicon's terms in each sentence, by sentence index, in text order."""
        ranges = ((sentence.first, sentence.last) for sentence in self.sentences)
        return self.lexicon.find(self.tokens, self.word_places, ranges)

    def part_mentions(self, part: str, sentence: Sentence) -> list[Mention]:
        """The terms of a part of the lexicon in a sentence, in text order.

        Such parts serve the claim ledger and are looked for only when it asks, and only where.
        """
        key = (part, sentence.index)
        found = self._parts.get(key)
        if found is None:
            tokens = self.tokens
            found = self._parts[key] = self.lexicon.part(part).scan(
                tokens.words, self.prose, tokens.starts, tokens.ends, sentence.first, sentence.last
            )
        return found

    def related_mentions(self, sentence: Sentence) -> list[Mention]:
        """The terms of relation (cause, link, comparison) in a sentence, in text order."""
        return self._related[sentence.index]

    @once
    def _related(self) -> list[list[Mention]]:
        ranges = ((sentence.first, sentence.last) for sentence in self.sentences)
        return self.lexicon.part("relations").find(self.tokens, self.word_places, ranges)

    @once
    def treatment_aliases(self) -> Mapping[tuple[str, ...], str]:
        """Words that stand for a treatment in this article only, with its listed name."""
        from medlint.harms.aliases import treatment_aliases

        return treatment_aliases(self)

    @once
    def harm_words(self) -> list[list[Mention]]:
        """The terms that tie harms to treatments in each sentence, by sentence index."""
        ranges = ((sentence.first, sentence.last) for sentence in self.sentences)
        return self.lexicon.part("harms").find(self.tokens, self.word_places, ranges)

    @once
    def composed_words(self) -> list[list[Mention]]:
        """The words of each sentence that harms without a name are put together from."""
        from medlint.harms.composed import PART

        ranges = ((sentence.first, sentence.last) for sentence in self.sentences)
        return self.lexicon.part(PART).find(self.tokens, self.word_places, ranges)

    @once
    def tags(self) -> list[frozenset[str]]:
        """Every tag of each sentence's mentions, by sentence index."""
        none: frozenset[str] = frozenset()
        return [none.union(*[mention.term.tags for mention in each]) for each in self.mentions]

    @once
    def prose_word_count(self) -> int:
        """How many words, numbers included, the running text has."""
        return sum(len(self.plain_words[sentence.index]) for sentence in self.prose_sentences)

    @once
    def plain_words(self) -> list[list[str]]:
        """The lower-case words of each sentence, numbers included, without its punctuation."""
        words, is_mark = self.words, MARKS.__contains__
        return [
            list(filterfalse(is_mark, words[sentence.first : sentence.last]))
            for sentence in self.sentences
        ]

    @once
    def plain_texts(self) -> list[str]:
        """The `plain_words` of each sentence, with a space between them."""
        return list(map(" ".join, self.plain_words))

    @once
    def bare_words(self) -> frozenset[str]:
        """The lower-case tokens of the prose, those that open with figures also without them."""
        words = self.word_places.keys()
        return frozenset(words).union(
            word.lstrip("0123456789.,") for word in words if word[0].isdigit()
        )

    @once
    def word_places(self) -> dict[str, list[int]]:
        """Token indexes of each lower-case word."""
        return places_of(self.words)

    @once
    def title(self) -> Sentence | None:
        """The article's title, if it has one."""
        return next((sentence for sentence in self.sentences if sentence.kind == "title"), None)

    @once
    def anchor(self) -> Span:
        """Where findings about the whole document stand: its title, else its first sentence."""
        title = next((block for block in self.blocks if block.kind == "title"), None)
        if title is not None:
            return title.span
        return self.sentences[0].span if self.sentences else Span(0, 0)

    def words_of(self, sentence: Sentence) -> list[str]:
        """The sentence's words as written, numbers included, punctuation left out."""
        written = self.tokens.written[sentence.first : sentence.last]
        return list(filterfalse(MARKS.__contains__, written))

    def token_span(self, first: int, last: int) -> Span:
        """The span of the half-open token range `first:last`, which must not be empty."""
        return Span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset, if any."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0:
            return None
        sentence = self.sentences[index]
        return sentence if offset < sentence.span.end else None

    @once
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def text(self, span: Span) -> str:
        """The prose of a span with white space collapsed, as messages quote it."""
        return " ".join(self.prose[span.start : span.end].split())

    def following(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences that come next in the same block."""
        after = self.sentences[sentence.index + 1 : sentence.index + 1 + count]
        return [each for each in after if each.block == sentence.block]

    def heading_above(self, sentence: Sentence) -> Sentence | None:
        """The nearest heading or title before a sentence."""
        return self._headings_above[sentence.index]

    @once
    def _headings_above(self) -> list[Sentence | None]:
        above: list[Sentence | None] = []
        current: Sentence | None = None
        for sentence in self.sentences:
            above.append(current)
            if sentence.kind in ("heading", "title"):
                current = sentence
        return above

    @once
    def acronym_uses(self) -> tuple[Use, ...]:
        """Every acronym in the prose, in text order."""
        from medlint.language.acronyms import acronym_uses

        return tuple(acronym_uses(self.prose))

    @once
    def acronyms(self) -> Mapping[str, Definition]:
        """The acronyms that the article spells out, by acronym in the singular."""
        from medlint.language.acronyms import definitions

        return definitions(self)

    @once
    def support(self) -> Support:
        """Where the article names or cites its sources."""
        from medlint.language.support import Support

        return Support(self)

    @once
    def reported_study(self) -> ReportedStudy:
        """The study that the article reports, if it reports one."""
        from medlint.language.reported_study import ReportedStudy

        return ReportedStudy(self)

    @once
    def table_rows(self) -> tuple[Row, ...]:
        """The rows of the article's Markdown tables, the heads of columns left out."""
        from medlint.dosing.rows import table_rows

        return table_rows(self)

    @once
    def references(self) -> References:
        """The article's lists of sources and the marks that cite them."""
        from medlint.references.model import References

        return References(self.document)

    @once
    def promotion(self) -> Promotion:
        """Which intervention the article is about."""
        from medlint.language.promotion import Promotion

        return Promotion(self)

    def context(self, sentence: Sentence) -> SentenceContext:
        """The contexts of a sentence, made once for all rules."""
        found = self._contexts.get(sentence.index)
        if found is None:
            found = self._contexts[sentence.index] = SentenceContext(self, sentence)
        return found

    @once
    def claims(self) -> tuple[Claim, ...]:
        """What the article claims, in text order."""
        from medlint.language.claims import find_claims

        return tuple(find_claims(self))

    def claims_of(self, sentence: Sentence) -> Sequence[Claim]:
        """The claims for a treatment that one sentence makes."""
        return self._claims_by_sentence.get(sentence.index, ())

    @once
    def _claims_by_sentence(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.sentence, []).append(claim)
        return found

    @once
    def ledger(self) -> tuple[Entry, ...]:
        """Every claim with its strength and support, associations too, in text order."""
        from medlint.claims.ledger import read_ledger

        return tuple(read_ledger(self))

    @once
    def harm_statements(self) -> tuple[HarmStatement, ...]:
        """The sentences that tell of a harm of any treatment, in text order."""
        from medlint.harms.statements import find_harms

        return tuple(find_harms(self))

    @once
    def risks(self) -> tuple[HarmStatement, ...]:
        """The sentences that tell of a harm of the promoted intervention."""
        return tuple(harm for harm in self.harm_statements if harm.of_promoted)

    @once
    def told_benefits(self) -> tuple[Benefit, ...]:
        """Every benefit that the article tells of a treatment, of whatever one."""
        from medlint.language.benefits import find_benefits

        return tuple(find_benefits(self))

    @once
    def benefits(self) -> tuple[Sentence, ...]:
        """The prose sentences that hold out a benefit of the promoted intervention."""
        from medlint.language.benefits import benefit_sentences

        return benefit_sentences(self)

    @once
    def topics(self) -> tuple[Topic, ...]:
        """The topic packs of the promoted intervention; none where no pack holds it."""
        if self._topic_book is not None:
            return self._topic_book().promoted(self)
        from medlint.topics.book import TopicBook, bundled_topics

        return TopicBook([bundled_topics()]).promoted(self)

    @once
    def is_english(self) -> bool:
        """Whether the prose is English enough for the prose rules to mean anything."""
        from medlint.language.english import is_english

        return is_english(self)
