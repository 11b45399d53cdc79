"""Whether an article is on a use for which a treatment is approved or standard care."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from medlint.topics.wordings import Wordings

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence
    from medlint.topics.model import Topic

#: Places in the text at which an approved use must be named, where no benefit names one.
LEAST_NAMED = 2
_USE = "use"
_CONDITION = frozenset({"condition", "condition-head"})
# Words for illness that do not tell which illness.
_ANY_ILLNESS = frozenset(
    "condition disease disorder illness cancer tumor tumour pain symptom syndrome infection"
    " inflammation injury death side effect complication problem".split()
)


def is_established(topic: Topic, reading: Reading) -> bool:
    """Whether the use that the article is on is established by the pack.

    The title decides where it names a condition; else the sentences on benefits do; else the uses
    that the text names.
    """
    words = Wordings({_USE: _uses(topic, reading)})
    if reading.title is not None:
        approved, others = _counted(words, reading, [reading.title])
        if approved or others:
            return approved > 0 and others == 0
    approved, others = _counted(words, reading, reading.benefits)
    if approved or others:
        return approved > others
    approved, others = _counted(words, reading, reading.prose_sentences)
    return approved >= max(LEAST_NAMED, others)


def _uses(topic: Topic, reading: Reading) -> Iterator[str]:
    """The established uses of the promoted treatment."""
    for each in topic.established:
        if topic.is_promoted_among(each.treatments, reading):
            yield from each.uses


def _counted(words: Wordings, reading: Reading, sentences: Iterable[Sentence]) -> tuple[int, int]:
    """How often an established use is named, and how often another condition that tells which."""
    approved = others = 0
    for sentence in sentences:
        found = list(words.find(reading.words, sentence.first, sentence.last))
        approved += len({first for first, _, _ in found})
        others += sum(
            not any(first < mention.end and mention.start < last for first, last, _ in found)
            and bool(mention.term.tags & _CONDITION)
            and mention.term.lemma.lower() not in _ANY_ILLNESS
            for mention in reading.mentions[sentence.index]
        )
    return approved, others
