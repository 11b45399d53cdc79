"""Whether what looks like a claim for a treatment only says which treatment, whose or when."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.claims import Claim
    from medlint.language.reading import Reading

#: Tags of treatments whose working is what they are sold with.
SOLD = frozenset({"complementary", "investigational", "food"})
_KINDS = frozenset(
    {"drug", "medicine", "medication", "treatment", "therapy", "procedure", "operation",
     "prescription", "product", "agent", "dose", "dosage"}
)  # fmt: skip
_NAMED = frozenset({"intervention", "investigational", "complementary", "intervention-form"})
_POINTING = frozenset({"the", "this", "these", "our", "its", "your", "such", "are", "is", "were"})
_FUNDED = frozenset({"research", "study", "studies", "trial", "trials", "consortium"})
_BIOLOGY = frozenset(
    "gene genes protein proteins mutation mutations enzyme enzymes receptor receptors chromosome"
    " variant variants problem problems loss damage material source spurt substance".split()
)
_NO_SUBJECT = frozenset(
    "available as in at on for many most some we he she i who what while with there they'll".split()
)
_AGENTS = ("ist", "ists", "maker", "makers")
_MISSING = frozenset({"degrades", "degrade", "degraded", "whether"})
_MISSING_PAIRS = frozenset(
    {("no", "efficacy"), ("no", "benefit"), ("no", "benefits"), ("no", "effectiveness"),
     ("raised", "questions"), ("raises", "questions"),
     ("good", "information"), ("loss", "of"), ("factors", "you"), ("limited", "efficacy"),
     ("limited", "effectiveness"), ("poor", "efficacy")}
)  # fmt: skip
_RAISING = frozenset({"increase", "raise", "double", "triple", "heighten", "elevate", "boost"})
_RISKS = frozenset({"risk", "risks", "odds"})
_OF_THE_BODY = frozenset({"endogenous", "mechanism", "body-part"})
_WORKS_BY = frozenset({("works", "by"), ("work", "by"), ("worked", "by")})
_AT_ITS_BEST = ("most effective", "works best", "work best", "worked best")
_TIMES = frozenset({"when", "if", "before", "early", "within", "soon"})
#: How many words behind "supports" may name the research that is paid for.
FUNDED_REACH = 5


def only_describes(reading: Reading, claim: Claim) -> bool:
    """Whether it tells a kind of treatment, a grant, a gene's work, the best time or no effect."""
    return (
        _tells_which_kind(reading, claim)
        or _pays_for_research(reading, claim)
        or _tells_biology(reading, claim)
        or _tells_when(reading, claim)
        or (claim.kind == "efficacy" and _tells_how(reading, claim))
        or _raises_a_risk(reading, claim)
        or _denies_effect(reading, claim)
    )


def _tells_which_kind(reading: Reading, claim: Claim) -> bool:
    """Whether a relative clause says which medicines are meant: "drugs that lower the pressure"."""
    named = claim.intervention
    sentence = reading.sentences[claim.sentence]
    if named is None or named.term.lemma not in _KINDS or named.term.tags & _NAMED:
        return False
    words = reading.words
    if not sentence.first <= named.start < named.end < sentence.last:
        return False
    if words[named.end] not in ("that", "which"):
        return False
    before = words[max(sentence.first, named.start - 2) : named.start]
    return "(" in before or _POINTING.isdisjoint(before)


def _pays_for_research(reading: Reading, claim: Claim) -> bool:
    """Whether somebody supports or promotes research: "the institute supports studies of gout"."""
    words, starts = reading.words, reading.tokens.starts
    return any(
        claim.span.start <= starts[verb.start] < claim.span.end
        and not _FUNDED.isdisjoint(words[verb.end : verb.end + FUNDED_REACH])
        for verb in reading.mentions[claim.sentence]
        if verb.term.form and verb.term.lemma in ("support", "promote")
    )


def _tells_biology(reading: Reading, claim: Claim) -> bool:
    """Whether what acts is a gene, a protein, a trouble or a person, and no treatment is named."""
    if claim.certain or claim.intervention is not None:
        return False
    first = bisect_left(reading.tokens.starts, claim.span.start)
    opening = reading.words[first : first + 5]
    if opening[0] in _NO_SUBJECT or any(word.endswith(_AGENTS) for word in opening[:3]):
        return True
    if not _BIOLOGY.isdisjoint(opening):
        return True
    return claim.form == "verb" and any(
        mention.term.tags & _OF_THE_BODY and first <= mention.start < first + 3
        for mention in reading.mentions[claim.sentence]
    )


def _tells_how(reading: Reading, claim: Claim) -> bool:
    """Whether the sentence explains how a medicine works: "works by blocking ..."."""
    sentence = reading.sentences[claim.sentence]
    words = reading.words[sentence.first : sentence.last]
    tags = reading.tags[claim.sentence]
    if not any(pair in _WORKS_BY for pair in pairwise(words)):
        return False
    return "intervention" in tags and tags.isdisjoint(SOLD)


def _raises_a_risk(reading: Reading, claim: Claim) -> bool:
    """Whether what is raised is a risk: "can increase your risk of other conditions"."""
    starts = reading.tokens.starts
    return any(
        mention.term.lemma in _RAISING
        and claim.span.start <= starts[mention.start] < claim.span.end
        and not _RISKS.isdisjoint(reading.words[mention.end : mention.end + 3])
        for mention in reading.mentions[claim.sentence]
    )


def _denies_effect(reading: Reading, claim: Claim) -> bool:
    """Whether the claim itself says that an effect is missing, lost or not known."""
    first = bisect_left(reading.tokens.starts, claim.span.start)
    last = bisect_left(reading.tokens.starts, claim.span.end)
    words = reading.words[first:last]
    pairs = set(pairwise(words))
    return not (_MISSING.isdisjoint(words) and pairs.isdisjoint(_MISSING_PAIRS))


def _tells_when(reading: Reading, claim: Claim) -> bool:
    """Whether the claim says when a treatment works best, or what it needs in order to."""
    text = reading.prose[claim.span.start : claim.span.end].lower()
    sentence = reading.sentences[claim.sentence]
    said = reading.words[sentence.first : sentence.last]
    if claim.form == "adjective" and ("only", "if") in pairwise(said):
        return True
    if not any(phrase in text for phrase in _AT_ITS_BEST):
        return False
    return not _TIMES.isdisjoint(said)
