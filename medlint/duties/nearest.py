"""What came nearest to discharging a duty, and why it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from medlint.duties.gates import (
    FIRM_LINKS,
    compared_harms,
    is_of_illness,
    treated_illnesses,
)
from medlint.finding import RelatedSpan, Span
from medlint.language.intervention import is_comparator, is_intervention, is_named_intervention
from medlint.language.templates import Template, read_templates

if TYPE_CHECKING:
    from medlint.duties.gates import Opening
    from medlint.harms.statements import HarmStatement
    from medlint.language.reading import Reading, Sentence

#: A sentence on harm that does not discharge a duty to tell one.
Miss = Literal["generic", "compared", "another", "denied", "lessened", "illness"]

# The part of the lexicon with statements of harm that name none.
_UNNAMED = "unnamed-harms"
_ILLNESS = frozenset({"condition", "condition-head"})
_HARM = frozenset({"harm", "harm-serious"})
# "High risk", "caries risk" and "risk sharing" are no statements; "it carries risks" is one.
_BARE = frozenset("risk risks toxic dangerous danger interaction interactions sick hazard".split())
_CARRYING = frozenset(
    "carry carries carried carrying has have had pose poses involve involves involving with discuss"
    " weigh about without there are is possible potential bring brings run runs explain".split()
)
#: Tokens before such a word in which something is said to have it.
CARRIED_WITHIN = 3
#: Sentences after a general statement of harm in which it may say what it means.
SENTENCES_ON = 2
# A phrase with a word of harm that opens so denies it or plays it down.
_DENYING = ("no ", "without ", "free ", "zero ", "non ", "not ", "nothing ")
_BELITTLING = ("few", "minimal ", "mild ", "minor ", "negligible ", "little ", "less ", "low ")
_LESSENING = ("manag", "minimi", "outweigh", "weigh", "assess", "reduc", "risk ", "risks ")


@dataclass(frozen=True)
class Near:
    """What comes near to a discharge without being one, the nearest first.

    `harms`       kinds of sentences on harm: "generic" names none; "compared" is on what the
                  treatment is set against, "another" on any other one; "denied" and "lessened"
                  deny or belittle harm; "illness" is on the illness
    `statements`  templates, with `note` to say why what they find discharges nothing
    """

    harms: tuple[Miss, ...] = ()
    statements: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.statements and not self.note:
            raise ValueError("`note` is missing: say why the statements discharge nothing")

    @cached_property
    def in_text(self) -> tuple[Template, ...]:
        """The templates of `statements`; raises TemplateError for one that cannot be read."""
        return read_templates(self.statements, {})


def nearest_miss(reading: Reading, near: Near, opening: Opening) -> RelatedSpan | None:
    """The nearest miss with a note that names its line, or None where nothing came near."""
    for kind in near.harms:
        found = next(_FINDERS[kind](reading, opening), None)
        if found is not None:
            return found
    for sentence in reading.prose_sentences:
        for template in near.in_text:
            for place in template.find(reading, sentence):
                span = reading.token_span(place.first, place.last)
                return RelatedSpan(span, _note(reading, span, near.note))
    return None


def _note(reading: Reading, span: Span, text: str) -> str:
    """The note with the line of the span and its words in place of {words}."""
    words = reading.text(span)
    return f"line {reading.document.place(span).line} {text.replace('{words}', f'“{words}”')}"


def _generic(reading: Reading, _: Opening) -> Iterator[RelatedSpan]:
    """Statements that the promoted treatment does harm, without a name for it."""
    treated = treated_illnesses(reading)
    told = [
        each
        for each in reading.risks
        if not each.harms
        and each.link in FIRM_LINKS
        and not is_of_illness(each, treated)
        and not _is_bare_word(reading, each)
        and not _is_followed_by_names(reading, each)
    ]
    for each in told:
        if each.kind == "unknown":
            text = "says {words}, and names no harm"
        else:
            text = "says only {words}, and does not name one"
        yield RelatedSpan(each.span, _note(reading, each.span, text))
    for span in general_statements(reading):
        text = "says only {words}, and names no harm"
        yield RelatedSpan(span, _note(reading, span, text))


def _is_bare_word(reading: Reading, harm: HarmStatement) -> bool:
    """Whether all it says is a word such as "risk" that nothing is said to have or to carry."""
    words = reading.words
    sentence = reading.sentences[harm.sentence]
    starts = reading.tokens.starts
    at = next(
        (n for n in range(sentence.first, sentence.last) if starts[n] == harm.span.start), None
    )
    if at is None or words[at] not in _BARE:
        return False
    return _CARRYING.isdisjoint(words[max(sentence.first, at - CARRIED_WITHIN) : at])


def _is_followed_by_names(reading: Reading, harm: HarmStatement) -> bool:
    """Whether "side effects" is followed, in its sentence or the next two, by words of harm.

    Whose they are is not always sure, but that they are all the article says is then not so.
    """
    sentence = reading.sentences[harm.sentence]
    near = [sentence, *reading.following(sentence, SENTENCES_ON)]
    return any(not _HARM.isdisjoint(reading.tags[each.index]) for each in near)


def general_statements(reading: Reading) -> Iterator[Span]:
    """Statements that the treatment can do harm, though they name none: "not without risk".

    Those on another treatment or on an illness are none, nor are those that deny or lessen harm.
    """
    for sentence in reading.prose_sentences:
        tags = reading.tags[sentence.index]
        if tags & _ILLNESS or tags & {"lessens"}:
            continue
        for mention in reading.part_mentions(_UNNAMED, sentence):
            denied = not mention.term.text.startswith("not ") and _is_in(
                reading, sentence, mention.start, "negated"
            )
            asked = not {"question", "myth"}.isdisjoint(reading.context(sentence).at(mention.start))
            if not (denied or asked or is_on_others(reading, sentence)):
                yield reading.token_span(mention.start, mention.end)


def is_on_others(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence names treatments, and none of them is the promoted one."""
    named = [
        mention for mention in reading.mentions[sentence.index] if is_named_intervention(mention)
    ]
    return bool(named) and not any(
        reading.promotion.is_promoted(each) and not is_comparator(reading, sentence, each)
        for each in named
    )


def _compared(reading: Reading, opening: Opening) -> Iterator[RelatedSpan]:
    """Harms told of what the treatment is set against."""
    for each in compared_harms(reading):
        yield _of_other(reading, opening, each)


def _another(reading: Reading, opening: Opening) -> Iterator[RelatedSpan]:
    """Harms told of any other treatment."""
    for each in reading.harm_statements:
        if each.treatment is None or each.of_promoted:
            continue
        if opening.treatment and reading.promotion.are_same(each.treatment, opening.treatment):
            continue
        yield _of_other(reading, opening, each)


def _of_other(reading: Reading, opening: Opening, harm: HarmStatement) -> RelatedSpan:
    other = _other_treatment(reading, harm) or harm.treatment or "what it is compared with"
    text = f"tells {{words}} of {other}, not of {opening.label}"
    return RelatedSpan(harm.span, _note(reading, harm.span, text))


def _other_treatment(reading: Reading, harm: HarmStatement) -> str | None:
    """The words of the harm's sentence for the treatment whose harm it is: "usual drugs"."""
    sentence = reading.sentences[harm.sentence]
    mentions = reading.mentions[sentence.index]
    for mention in mentions:
        if is_intervention(reading, sentence, mention) and not reading.promotion.is_promoted(
            mention
        ):
            marks = (
                other.start
                for other in mentions
                if "comparator-marker" in other.term.tags and other.end == mention.start
            )
            span = reading.token_span(next(marks, mention.start), mention.end)
            return reading.text(span)
    return None


def _belittled(
    reading: Reading, starts: Sequence[str], context: str, text: str
) -> Iterator[RelatedSpan]:
    """Phrases that only sound like a statement of harm, and harms in a clause that denies them."""
    telling = {each.sentence for each in reading.harm_statements}
    for sentence in reading.prose_sentences:
        tags = reading.tags[sentence.index]
        if sentence.index in telling or tags.isdisjoint(_ON_HARM):
            continue
        for mention in reading.mentions[sentence.index]:
            phrase = mention.term.text
            if not (
                ("harm-not" in mention.term.tags and phrase.startswith(tuple(starts)))
                or (
                    "harm-generic" in mention.term.tags
                    and _is_in(reading, sentence, mention.start, context)
                )
            ):
                continue
            span = reading.token_span(mention.start, mention.end)
            yield RelatedSpan(span, _note(reading, span, text))


_ON_HARM = frozenset({"harm-not", "harm-generic"})


def _is_in(reading: Reading, sentence: Sentence, at: int, context: str) -> bool:
    """Whether the word is denied, or stands behind a verb that makes it less."""
    if context == "negated":
        return "negated" in reading.context(sentence).at(at)
    return any(
        "lessens" in mention.term.tags and mention.end <= at
        for mention in reading.mentions[sentence.index]
    )


def _denied(reading: Reading, _: Opening) -> Iterator[RelatedSpan]:
    yield from _belittled(
        reading, (*_DENYING, *_BELITTLING), "negated",
        "denies harm or plays it down ({words}), and names none",
    )  # fmt: skip


def _lessened(reading: Reading, _: Opening) -> Iterator[RelatedSpan]:
    yield from _belittled(
        reading, _LESSENING, "lessened", "speaks of {words} only as made less, and names none"
    )


def _illness(reading: Reading, opening: Opening) -> Iterator[RelatedSpan]:
    """Harms of the illness: in a sentence that names it and no treatment."""
    for each in reading.harm_statements:
        tags = reading.tags[each.sentence]
        if each.of_promoted or each.treatment is not None or "condition" not in tags:
            continue
        text = f"tells {{words}} of the illness, not of {opening.label}"
        yield RelatedSpan(each.span, _note(reading, each.span, text))


_FINDERS = {
    "generic": _generic,
    "compared": _compared,
    "another": _another,
    "denied": _denied,
    "lessened": _lessened,
    "illness": _illness,
}
