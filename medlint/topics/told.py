"""Which of a pack's harms an article tells of its treatment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medlint.harms.sameness import canonical_harm
from medlint.language.intervention import (
    is_comparator,
    is_intervention,
    is_named_intervention,
)

if TYPE_CHECKING:
    from medlint.harms.statements import HarmStatement
    from medlint.language.reading import Reading, Sentence
    from medlint.topics.model import Topic

_NAMED_HARM = frozenset({"harm", "harm-serious"})
_ILLNESS = frozenset({"condition", "condition-head"})
_NOT_TOLD = frozenset({"question", "myth"})
_CAUSING = frozenset(
    "cause causes caused causing risk risks chance lead leads led include includes including such"
    " linked raise raises raised increase increases increased develop developed reported trigger"
    " triggers effects complications bring brings brought".split()
)
#: Words that tell an effect less plainly.
_ADDING = frozenset(
    "add adds added contribute contributes contributed drive drives fuel fuels drawback downside"
    " concern concerns worry".split()
)
#: Words before an illness that make it the patient's.
_OF_THE_ILL = frozenset({"with", "for", "against", "have", "having"})
#: Words over which "prevents" or "reduces" reaches.
_REACH = 8
_POINTING_BACK = frozenset({"it", "they", "this", "these"})


def told_harms(topic: Topic, reading: Reading) -> frozenset[str]:
    """The names of the pack's harms that the article tells of the promoted treatment.

    Words that the lexicon lists as harms count where a statement of harm tells them; other
    wordings of a pack ("slows your breathing") where the sentence is about the treatment and
    does not deny them.
    """
    told: set[str] = set()
    for sentence, statements in _sentences_on_harm(reading):
        for first, last, harm in topic.harm_words.find(
            reading.words, sentence.first, sentence.last
        ):
            if harm not in told and _is_told(reading, sentence, statements, first, last):
                told.add(harm)
    return frozenset(told)


def said_asks(topic: Topic, reading: Reading) -> frozenset[str]:
    """The names of what the pack asks for beside harms and the article says somewhere."""
    return frozenset(
        meant
        for sentence in reading.sentences
        for _, _, meant in topic.ask_words.find(reading.words, sentence.first, sentence.last)
    )


def _sentences_on_harm(
    reading: Reading,
) -> Iterator[tuple[Sentence, Sequence[HarmStatement]]]:
    """Sentences about the promoted treatment, with the harms that are told of it there."""
    told: dict[int, list[HarmStatement]] = {}
    of_another: set[int] = set()
    for statement in reading.harm_statements:
        if statement.of_promoted or _is_of_nobody_else(reading, statement):
            told.setdefault(statement.sentence, []).append(statement)
        else:
            of_another.add(statement.sentence)
    of_another -= told.keys()
    linked = False
    for sentence in reading.sentences:
        if not sentence.is_prose and sentence.kind != "table":
            linked = False
            continue
        if sentence.index in of_another:
            linked = False
            continue
        linked = sentence.index in told or _is_linked(reading, sentence, linked)
        if linked and not reading.context(sentence).whole & _NOT_TOLD:
            yield sentence, told.get(sentence.index, ())


def _is_of_nobody_else(reading: Reading, statement: HarmStatement) -> bool:
    """Whether an article that promotes one treatment can only mean that one's harms.

    "Complications can include infection." says whose they are nowhere; "Overuse of antibiotics
    adds to resistance" does not say "causes". What an article is said to leave out must be left
    out for sure, so the doubt counts for it.
    """
    if statement.comparator:
        return False
    if statement.treatment is None:
        return "harm-generic" in reading.tags[statement.sentence]
    sentence = reading.sentences[statement.sentence]
    words = reading.words[sentence.first : sentence.last]
    return statement.treatment in reading.promotion and not _ADDING.isdisjoint(words)


def _is_linked(reading: Reading, sentence: Sentence, before: bool) -> bool:
    """Whether a sentence without a listed harm is about the promoted treatment."""
    mentions = reading.mentions[sentence.index]
    treatments = [m for m in mentions if is_intervention(reading, sentence, m)]
    if treatments:
        # "The procedure" is the promoted one; what has another name is not.
        return any(
            (not is_named_intervention(m) or reading.promotion.is_promoted(m))
            and not is_comparator(reading, sentence, m)
            for m in treatments
        )
    if before and reading.words[sentence.first] in _POINTING_BACK:
        return True
    return _is_under_harm_heading(reading, sentence)


def _is_under_harm_heading(reading: Reading, sentence: Sentence) -> bool:
    heading = reading.heading_above(sentence)
    if heading is None or heading.kind == "title":
        return False
    return any("harm-heading" in m.term.tags for m in reading.mentions[heading.index])


def _is_told(
    reading: Reading, sentence: Sentence, statements: Sequence[HarmStatement], first: int, last: int
) -> bool:
    """Whether the words of a harm are told as a harm of the treatment, and not denied."""
    listed = [
        mention
        for mention in reading.mentions[sentence.index]
        if mention.start < last and first < mention.end
    ]
    harms = [mention for mention in listed if mention.term.tags & _NAMED_HARM]
    if harms:
        names = {canonical_harm(reading, mention.term.lemma) for mention in harms}
        return any(
            canonical_harm(reading, told) in names
            for statement in statements
            for told in statement.harms
        )
    if any("harm-not" in mention.term.tags for mention in listed):
        return False
    illnesses = [mention for mention in listed if mention.term.tags & _ILLNESS]
    if any(mention.start < first or last < mention.end for mention in illnesses):
        return False
    if illnesses and not _is_caused(reading, sentence, first):
        return False
    return "negated" not in reading.context(sentence).at(first)


def _is_caused(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether an illness is told as an effect, and not as what the treatment is for."""
    before = reading.words[sentence.first : first]
    if before and before[-1] in _OF_THE_ILL:
        return False
    lessened = any(
        "lessens" in mention.term.tags and 0 <= first - mention.end <= _REACH
        for mention in reading.mentions[sentence.index]
    )
    return not lessened and (
        not _CAUSING.isdisjoint(before) or _is_under_harm_heading(reading, sentence)
    )
