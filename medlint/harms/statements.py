"""Sentences that tell the reader of a harm of a treatment.

A word is not a risk statement: another treatment's side effects, the disease's own complications,
"minimise risks", "no side effects" and a harm that the treatment prevents tell nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.finding import Span
from medlint.language.intervention import is_comparator, is_intervention, is_named_intervention

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_HARMS = frozenset({"harm", "harm-serious", "harm-generic"})
_ILLNESS = frozenset({"condition", "condition-head"})
_SILENCING = frozenset({"negated", "question", "myth"})
_CAUSES = frozenset(
    "cause causes caused causing lead leads led result results resulted produce produces"
    " trigger triggers"
    " include includes including included such occur occurs occurred develop develops"
    " developed reported"
    " report experience experienced follow raise raises raised increase increases increased"
    " risk risks"
    " common rare serious severe possible get got have had feel feels happen happens worsen"
    " worsens carry"
    " carries linked after from associated chance died die".split()
)
#: How far back a paragraph is read for the treatment that a harm is told of.
SENTENCES_BACK = 6
_PROTECTS = frozenset({"lessens"})


#: "unknown" says that not enough is known about the treatment's safety.
Kind = Literal["named", "generic", "unknown"]
#: What ties the harm to its treatment.
Link = Literal["sentence", "pronoun", "section", "list", "table", "paragraph", "none"]


@dataclass(frozen=True, slots=True)
class HarmStatement:
    """One sentence that tells of a harm.

    `sentence` is its index, `span` the place of its first risk word. `harms` are the canonical
    names of the distinct harms, none where it says only "side effects". `treatment` is the
    canonical name of the treatment whose harms they are, None where the text does not tell;
    `link` is what ties the two. `frequency` is the place of a figure or rate that says how often,
    in the sentence or the next two, or of words that say that this is not known. `comparator`
    says that the treatment is only one that the article's own is compared with.
    """

    sentence: int
    harms: frozenset[str]
    span: Span
    serious: bool = False
    kind: Kind = "named"
    treatment: str | None = None
    link: Link = "none"
    frequency: Span | None = None
    of_promoted: bool = False
    comparator: bool = False


def find_harms(reading: Reading) -> Iterator[HarmStatement]:
    """Every statement of harm, of whatever treatment, in text order."""
    linked_block = -1
    for sentence in reading.sentences:
        if not sentence.is_prose and sentence.kind != "table":
            continue
        if _HARMS.isdisjoint(reading.tags[sentence.index]):
            continue
        mentions = reading.mentions[sentence.index]
        risky = [mention for mention in mentions if mention.term.tags & _HARMS]
        told = _told(reading, sentence, risky)
        if not told:
            continue
        of_promoted = _about_promoted(reading, sentence, told, linked_block)
        if of_promoted:
            linked_block = sentence.block
        yield _statement(reading, sentence, told, of_promoted)


def _statement(
    reading: Reading, sentence: Sentence, told: list[Mention], of_promoted: bool
) -> HarmStatement:
    named = [m for m in told if m.term.tags & {"harm", "harm-serious"}]
    treatments = [
        m for m in reading.mentions[sentence.index] if is_intervention(reading, sentence, m)
    ]
    own = next((m for m in treatments if is_named_intervention(m)), None)
    treatment = reading.promotion.name if of_promoted else own and own.term.lemma.lower()
    return HarmStatement(
        sentence.index,
        frozenset(m.term.lemma.lower() for m in named),
        reading.token_span(told[0].start, told[0].end),
        any("harm-serious" in m.term.tags for m in named),
        "named" if named else "generic",
        treatment,
        _link(reading, sentence, bool(treatments), of_promoted),
        None,
        of_promoted,
        not of_promoted and own is not None and is_comparator(reading, sentence, own),
    )


def _link(reading: Reading, sentence: Sentence, names: bool, of_promoted: bool) -> Link:
    """What ties the harms of a sentence to their treatment."""
    if names:
        return "sentence"
    if _under_harm_heading(reading, sentence):
        return "table" if sentence.kind == "table" else "section"
    return "paragraph" if of_promoted else "none"


def _told(reading: Reading, sentence: Sentence, risky: list[Mention]) -> list[Mention]:
    """The risk words that are asserted as harms: not denied, asked, or prevented."""
    context = reading.context(sentence)
    if context.whole & {"question", "myth"}:
        return []
    words = reading.words
    told: list[Mention] = []
    for mention in risky:
        if "negated" in context.at(mention.start) and not _double_negative(words, mention):
            continue
        if _is_prevented(reading, sentence, mention) or _is_lessened(words, mention):
            continue
        told.append(mention)
    return told


def _double_negative(words: list[str], mention: Mention) -> bool:
    return (
        "without" in words[max(0, mention.start - 3) : mention.start]
        and "not" in words[max(0, mention.start - 5) : mention.start]
    )


def _is_lessened(words: list[str], mention: Mention) -> bool:
    """Whether what stands before makes the harm a gain: "less pain", "a reduction in pain"."""
    before = words[max(0, mention.start - 2) : mention.start]
    return bool(before) and (
        before[-1] in _LESS or (before[-1] in ("in", "of", "from") and before[0] in _FALLS)
    )


_FALLS = frozenset(
    "reduction reductions decrease drop decline fall relief improvement improvements"
    " prevention".split()
)
_LESS = frozenset({"less", "fewer", "reduced", "lower", "decreased", "milder", "no", "without"})


def _is_prevented(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the harm is what the treatment lessens: "reduces the risk of stroke"."""
    words = reading.words
    for other in reading.mentions[sentence.index]:
        if not other.term.form or not other.term.tags & _PROTECTS:
            continue
        if other.end <= mention.start <= other.end + 8 and not any(
            words[n] in ("but", ";", "while", "by") for n in range(other.end, mention.start)
        ):
            return True
    return False


def _about_promoted(
    reading: Reading, sentence: Sentence, told: list[Mention], linked_block: int
) -> bool:
    """Whether the harms are the promoted treatment's: by name, section, or what goes before."""
    mentions = reading.mentions[sentence.index]
    treatments = [m for m in mentions if is_intervention(reading, sentence, m)]
    compared = [m for m in treatments if is_comparator(reading, sentence, m)]
    promotion = reading.promotion
    promoted = [
        m for m in treatments if m not in compared
        and (not is_named_intervention(m) or promotion.name is None or promotion.is_promoted(m))
    ]  # fmt: skip
    if promoted:
        return _names_harm_of(reading, sentence, told) and not all(
            _is_of_another(reading, treatments, promoted, harm) for harm in told
        )
    if treatments:
        return False
    if _under_harm_heading(reading, sentence):
        return True
    if _comparator_speaks(reading, sentence):
        return False
    if linked_block == sentence.block:
        return True
    generic = any("harm-generic" in m.term.tags for m in told)
    if not generic:
        return _before_names_promoted(reading, sentence) and _names_harm_of(reading, sentence, told)
    if any(m.term.tags & _ILLNESS and "harm" not in m.term.tags for m in mentions):
        return _before_names_promoted(reading, sentence)
    plain = {m.term.lemma for m in told if "harm-generic" in m.term.tags}
    return bool(plain - {"complication", "risk", "danger", "warning", "interaction", "harm"}) or (
        _before_names_promoted(reading, sentence)
    )


def _is_of_another(
    reading: Reading, treatments: list[Mention], promoted: list[Mention], harm: Mention
) -> bool:
    """Whether the nearest treatment before the harm is another one that is said to cause it."""
    before = [treatment for treatment in treatments if treatment.end <= harm.start]
    if not before or before[-1] in promoted:
        return False
    between = reading.words[before[-1].end : harm.start]
    return any(word in _CAUSES or word in ("which", "that", "with") for word in between)


def _names_harm_of(reading: Reading, sentence: Sentence, told: list[Mention]) -> bool:
    """Whether the sentence links its harms as effects, and not as what the treatment is for."""
    if any("harm-generic" in m.term.tags for m in told):
        return True
    words = reading.words[sentence.first : sentence.last]
    return any(word in _CAUSES for word in words)


def _under_harm_heading(reading: Reading, sentence: Sentence) -> bool:
    heading = reading.heading_above(sentence)
    if heading is None or heading.kind == "title":
        return False
    tags = {tag for m in reading.mentions[heading.index] for tag in m.term.tags}
    return bool(tags & {"harm-heading", "harm-generic"})


def _comparator_speaks(reading: Reading, sentence: Sentence) -> bool:
    """Whether a bare pronoun or nothing names the treatment and the text is on the comparator."""
    for index in (sentence.index, sentence.index - 1):
        if index < 0 or reading.sentences[index].block != sentence.block:
            continue
        each = reading.sentences[index]
        treatments = [m for m in reading.mentions[index] if is_intervention(reading, each, m)]
        if treatments:
            return all(is_comparator(reading, each, m) for m in treatments)
    return False


def _before_names_promoted(reading: Reading, sentence: Sentence) -> bool:
    """Whether one of the sentences just before, in the same block, names the promoted treatment."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - SENTENCES_BACK), -1):
        each = reading.sentences[index]
        if each.block != sentence.block:
            return False
        if any(
            is_intervention(reading, each, m) and not is_comparator(reading, each, m)
            for m in reading.mentions[index]
        ):
            return True
    return False
