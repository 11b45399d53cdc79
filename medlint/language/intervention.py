"""Which words of a text are interventions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: Tags of treatments that are so wherever they stand.
NAMED_TAGS = frozenset({"intervention", "investigational"})
_POINTERS = frozenset(
    {"the", "this", "these", "that", "those", "our", "your", "its", "their", "each", "such", "both"}
)
_ARTICLES = frozenset(
    {"a", "an", "one", "any", "every", "some", "all", "most", "many", "several", "other"}
)
_AGAINST = frozenset({"than", "versus", "vs", "unlike", "without"})
# "Switch from warfarin" sets a treatment aside; "headaches from valerian" does not.
_LEAVING = frozenset(
    "switch switches switched switching change changed changing move moved moving convert converted"
    " different differs differ away graduate graduated taper tapered weaned".split()
)
_NOT_A_MODIFIER = frozenset(
    "the this these that those our your its their each such both a an one any every some all most"
    " many several other of in for with on to and or by as is are was were be been from at into"
    " may can will not no more new further early prompt proper right best good better effective"
    " medical first second only , . : ; ( ) about after before during without under your which what"
    " when why how whose".split()
)


def is_named_intervention(mention: Mention) -> bool:
    """Whether the term is a treatment wherever it stands."""
    return bool(NAMED_TAGS & mention.term.tags)


_TREATMENT_TAGS = NAMED_TAGS | {
    "endogenous",
    "intervention-bare",
    "intervention-generic",
    "intervention-form",
}


def is_intervention(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the mention is a treatment here: named, or generic with a modifier or pointer."""
    tags = mention.term.tags
    # Most terms are nothing of the kind, and are asked about a hundred times an article.
    if _TREATMENT_TAGS.isdisjoint(tags):
        return False
    if "endogenous" in tags:
        return _is_given(reading, sentence, mention)
    if NAMED_TAGS & tags or "intervention-bare" in tags:
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
        if words[at] == "from" and not _LEAVING.isdisjoint(words[max(sentence.first, at - 3) : at]):
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
