"""Signals of harm: which harms an article names of what it is about, and whether it sizes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from medlint.instruments.kinds import PART
from medlint.instruments.signals import Signal, seen
from medlint.language.intervention import is_named_intervention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medlint.harms.statements import HarmStatement
    from medlint.language.reading import Reading

_NAMES = frozenset({"harm", "harm-serious"})
_HARM_WORDS = frozenset({"harm-generic", "harm-heading"})
_OF_DISEASES = frozenset({"risk", "danger", "hazard", "health risk", "complication", "harm"})
_HOW_OFTEN = frozenset(
    "mainly mostly predominantly largely chiefly fewer than compared versus".split()
)
#: Links that part harms from everything else: a heading on side effects, its list, its table.
_TOLD_APART = frozenset({"section", "list", "table"})
#: Sentences in which a text says what it is about.
LEAD = 3
#: Sentences before a name in which a word for harms may stand.
SENTENCES_BACK = 2


def named(reading: Reading) -> Signal:
    """The distinct harms that are named; the count is theirs, not that of the sentences."""
    told = [*_as_harms(reading)]
    harms = sorted(frozenset[str]().union(*(each.harms for each in told)))
    places = seen((each.span for each in told), harms)
    return Signal(len(harms), places.spans, places.words)


def sized(reading: Reading) -> Signal:
    """The sentences on a named harm that say how often it comes, or that this is not known.

    Words do as well as figures: "mainly", "most common", "rarely", "less often than".
    """
    told = [each for each in _as_harms(reading) if each.frequency or _says_how_often(reading, each)]
    return seen(
        (each.span for each in told), [word for each in told for word in sorted(each.harms)]
    )


def _says_how_often(reading: Reading, told: HarmStatement) -> bool:
    """Whether the sentence has words for how often something happens, or compares it."""
    sentence = reading.sentences[told.sentence]
    words = reading.words[sentence.first : sentence.last]
    return "frequency-word" in reading.tags[told.sentence] or not _HOW_OFTEN.isdisjoint(words)


def unnamed(reading: Reading) -> Signal:
    """The sentences that speak of harm, such as "side effects", and name none."""
    told = [each for each in _told(reading) if not each.harms and each.kind != "unknown"]
    # "Risk" by itself is as often that of the disease.
    told = [each for each in told if reading.text(each.span).lower() != "risk"]
    return seen((each.span for each in told), [reading.text(each.span) for each in told])


def assured(reading: Reading) -> Signal:
    """The sentences that only assure: safe, well tolerated."""
    spans = [
        reading.token_span(mention.start, mention.end)
        for sentence in reading.prose_sentences
        if reading.tags[sentence.index] & {"safe-claim", "safe-word"}
        for mention in reading.mentions[sentence.index]
        if mention.term.tags & {"safe-claim", "safe-word"}
        and not reading.context(sentence).at(mention.start) & {"negated", "question", "myth"}
    ]
    return seen(spans, [reading.text(span) for span in spans])


def _told(reading: Reading) -> Iterator[HarmStatement]:
    """The statements of harm of the article's own treatment.

    A sentence on side effects that names no other treatment is about the article's own, too: news
    of one product seldom repeats its name, and no list holds the names of all products.
    """
    for each in reading.harm_statements:
        if each.of_promoted or (not each.comparator and _is_on_own_effects(reading, each)):
            yield each


def _is_on_own_effects(reading: Reading, told: HarmStatement) -> bool:
    """Whether the sentence has a word such as "side effect" and no listed treatment but its own."""
    sentence = reading.sentences[told.sentence]
    effects = any(
        "effects-word" in mention.term.tags for mention in reading.part_mentions(PART, sentence)
    )
    return effects and not any(
        is_named_intervention(mention) and not reading.promotion.is_promoted(mention)
        for mention in reading.mentions[sentence.index]
    )


def _as_harms(reading: Reading) -> Iterator[HarmStatement]:
    """The statements that call what they name a harm, without what the treatment is for.

    A release about a cancer drug names the cancer in every other sentence. A name counts with a
    word such as "side effect" near it, or in a section on harms.
    """
    treated = _treated(reading)
    for each in _told(reading):
        harms = frozenset(harm for harm in each.harms if not _is_one_of(harm, treated))
        if harms and (each.link in _TOLD_APART or _speaks_of_harm(reading, each)):
            yield replace(each, harms=harms)


def _treated(reading: Reading) -> frozenset[str]:
    """The names in the title and the lead that could be harms: they are what it is about.

    A sentence of the lead that speaks of side effects tells harms, and names none of these.
    """
    title = [] if reading.title is None else [reading.title]
    lead = [
        sentence
        for sentence in reading.prose_sentences[:LEAD]
        if not reading.tags[sentence.index] & _HARM_WORDS
    ]
    return frozenset(
        mention.term.lemma.lower()
        for sentence in (*title, *lead)
        for mention in reading.mentions[sentence.index]
        if mention.term.tags & _NAMES
    )


def _is_one_of(harm: str, treated: frozenset[str]) -> bool:
    """Whether a name is one of the title's, or a kind of it: breast cancer is a cancer."""
    return any(harm == each or harm.endswith(f" {each}") for each in treated)


def _speaks_of_harm(reading: Reading, told: HarmStatement) -> bool:
    """Whether the sentence, or one of the two before it in its block, has a word for harms.

    Diseases have risks and dangers, too: such words count only beside the treatment's name.
    """
    block = reading.sentences[told.sentence].block
    beside = told.link in ("sentence", "pronoun")
    for at in range(max(0, told.sentence - SENTENCES_BACK), told.sentence + 1):
        if reading.sentences[at].block != block or not reading.tags[at] & _HARM_WORDS:
            continue
        words = [m.term.lemma for m in reading.mentions[at] if m.term.tags & _HARM_WORDS]
        if (beside and at == told.sentence) or not _OF_DISEASES.issuperset(words):
            return True
    return False
