"""Sentences that say what the research can show about cause and effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: A word of doubt and a word of cause belong together within this many tokens.
REACH = 14


def causality_statements(reading: Reading) -> Iterator[Sentence]:
    """The sentences on whether a cause is shown or not, in text order."""
    for sentence in reading.sentences:
        mentions = reading.part_mentions("caveats", sentence)
        if mentions and _judges_cause(reading, sentence, mentions):
            yield sentence


def _judges_cause(reading: Reading, sentence: Sentence, mentions: list[Mention]) -> bool:
    tags = {tag for mention in mentions for tag in mention.term.tags}
    if "condition" in tags:
        return True
    if "causation" in tags:
        negated = "negation" in reading.tags[sentence.index]
        return negated or bool(tags & {"doubt", "open", "inference"})
    if "doubt" in tags and "watching" in tags:
        return True
    doubts = [m.end for m in mentions if m.term.tags & {"doubt", "open"}]
    causes = [m.start for m in mentions if "cause" in m.term.tags]
    return any(0 <= cause - doubt <= REACH for cause in causes for doubt in doubts)
