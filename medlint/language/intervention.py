"""Which words of a text are interventions, and which of them the article is about."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_NAMED_TAGS = frozenset({"intervention", "investigational"})
_POINTERS = frozenset(
    {"the", "this", "these", "that", "those", "our", "your", "its", "their", "each", "such", "both"}
)
_ARTICLES = frozenset(
    {"a", "an", "one", "any", "every", "some", "all", "most", "many", "several", "other"}
)
_AGAINST = frozenset({"than", "versus", "vs", "unlike", "without", "from"})
_NOT_A_MODIFIER = frozenset(
    "the this these that those our your its their each such both a an one any every some all most"
    " many several other of in for with on to and or by as is are was were be been from at into"
    " may can will not no more new further early prompt proper right best good better effective"
    " medical first second only , . : ; ( ) about after before during without under your".split()
)
# Words that say nothing about which treatment is meant.
_GENERIC_WORDS = frozenset(
    "therapy treatment drug medicine medication injection infusion surgery operation"
    " procedure vaccine"
    " supplement remedy device capsule tablet extract product shot pill implant transplant"
    " transplantation inhibitor cream gel drop drops oil tea spray patch high low dose oral topical"
    " a an the of and for".split()
)


def is_named_intervention(mention: Mention) -> bool:
    """Whether the term is a treatment wherever it stands."""
    return bool(_NAMED_TAGS & mention.term.tags)


def is_intervention(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is a treatment here: named, or generic with a modifier or pointer."""
    tags = mention.term.tags
    if "endogenous" in tags:
        return _is_given(reading, sentence, mention)
    if _NAMED_TAGS & tags or "intervention-bare" in tags:
        return True
    if not tags & {"intervention-generic", "intervention-form"}:
        return False
    if mention.start <= sentence.first:
        return False
    before = reading.words[mention.start - 1]
    if before in _POINTERS:
        return before != "your" or "intervention-form" in tags
    return before not in _NOT_A_MODIFIER and before[0].isalpha() and not before.endswith("ly")


def _is_given(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a substance that the body makes is given as a medicine here."""
    words = reading.words
    after = words[mention.end] if mention.end < sentence.last else ""
    before = words[mention.start - 1] if mention.start > sentence.first else ""
    return after.rstrip("s") in _GIVEN_AS or before in _GIVING


_GIVEN_AS = frozenset(
    "therapy treatment injection shot pump pill tablet capsule supplement cream gel patch"
    " drink powder dose"
    " infusion replacement spray regimen".split()
)
_GIVING = frozenset(
    "taking using injecting injected inhaled oral synthetic topical taken bioidentical".split()
)


def is_comparator(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the treatment is only what the promoted one is compared with."""
    words = reading.words
    for at in range(max(sentence.first, mention.start - 2), mention.start):
        if words[at] in _AGAINST:
            return True
    if "comparator-marker" not in reading.tags[sentence.index]:
        return False
    marked = (
        ("comparator-marker" in other.term.tags and 0 <= mention.start - other.end <= 1)
        or ("comparator-marker" in other.term.tags and other.start <= mention.start < other.end)
        for other in reading.mentions[sentence.index]
        if other.start <= mention.start
    )
    return any(marked)


class Promotion:
    """Which intervention the article is about: the title's, else the one named most often."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._memo: dict[str, frozenset[str]] = {}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Acronyms of the document with their long forms, in lower case."""
        return {
            name.lower(): definition.long_form.lower()
            for name, definition in self._reading.acronyms.items()
        }

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each named intervention stands in the prose, by its listed form."""
        return Counter(
            mention.term.lemma.lower()
            for sentence in self._reading.prose_sentences
            if not _NAMED_TAGS.isdisjoint(self._reading.tags[sentence.index])
            for mention in self._reading.mentions[sentence.index]
            if is_named_intervention(mention)
            and not is_comparator(self._reading, sentence, mention)
        )

    @cached_property
    def name(self) -> str | None:
        """The promoted intervention's listed form, or None where the article promotes none."""
        title = self._reading.title
        if title is not None:
            named = [m for m in self._reading.mentions[title.index] if is_named_intervention(m)]
            for mention in named:
                if not is_comparator(self._reading, title, mention):
                    return mention.term.lemma.lower()
        families = Counter[str]()
        for lemma, count in self.counts.items():
            families[lemma] = (
                sum(each for other, each in self.counts.items() if self._same(lemma, other)) + count
            )  # the family, with the commonest member first
        common = families.most_common(1)
        if common and sum(n for o, n in self.counts.items() if self._same(common[0][0], o)) >= 3:
            return common[0][0]
        return None

    @cached_property
    def label(self) -> str:
        """The promoted intervention in the article's own words, as messages name it."""
        reading = self._reading
        title = [reading.title] if reading.title is not None else []
        for sentence in (*title, *reading.prose_sentences):
            if _NAMED_TAGS.isdisjoint(reading.tags[sentence.index]):
                continue
            for mention in reading.mentions[sentence.index]:
                if is_named_intervention(mention) and self.is_promoted(mention):
                    return reading.text(reading.token_span(mention.start, mention.end))
        return "the treatment"

    def _same(self, one: str, other: str) -> bool:
        """Whether two listed forms name the same kind of treatment."""
        return one == other or bool(self._content_words(one) & self._content_words(other))

    def _content_words(self, lemma: str) -> frozenset[str]:
        """The words of a listed form, and of its long form, that tell which treatment it is."""
        if lemma not in self._memo:
            self._memo[lemma] = self._found_content_words(lemma)
        return self._memo[lemma]

    def _found_content_words(self, lemma: str) -> frozenset[str]:
        long_form = self._aliases.get(lemma) or self._aliases.get(lemma.rstrip("s")) or ""
        words = f"{lemma} {long_form}".replace("-", " ").split()
        return frozenset(word.rstrip("s") for word in words) - _GENERIC_WORDS

    def is_promoted(self, mention: Mention) -> bool:
        """Whether the named intervention is the promoted one or an alias of it."""
        return self.name is not None and self._same(self.name, mention.term.lemma.lower())

    def __contains__(self, lemma: str) -> bool:
        return self.name is not None and self._same(self.name, lemma.lower())
