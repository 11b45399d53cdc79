"""Which part of a sentence says something, without the report around it.

In "A study in 40 clinics found that walking lowers blood pressure, the authors say" only the words
from "walking" to "pressure" are what is said; the rest reports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

# A reporting verb further from the start of the sentence is part of what is said.
_REACH = 40
# "..., says the author of the study": the verb follows the comma this closely, in tokens.
_TAIL_REACH = 8
_NOT_REPORTED = frozenset({",", ".", "to", "in", "by", "as", "on", "for", "of"})
_SPEAKERS = frozenset({"it", "they", "he", "she", "he's", "i"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


@dataclass(frozen=True, slots=True)
class Said:
    """The half-open token range of what is said; `report` is the token of the reporting verb."""

    first: int
    last: int
    report: int | None = None


def what_is_said(reading: Reading, sentence: Sentence, mentions: Sequence[Mention]) -> Said:
    """The part of the sentence behind "finds that" and before ", according to"."""
    words, last = reading.words, sentence.last
    for mention in mentions:
        if mention.start - sentence.first > _REACH:
            break
        if "reports" not in mention.term.tags or not mention.term.form:
            continue
        if ";" in words[sentence.first : mention.start]:
            break
        for at in range(mention.end, min(mention.end + 3, last)):
            if words[at] == "that":
                return Said(at + 1, _tail(words, at + 1, last, mentions), mention.start)
        if _reports_directly(words, sentence, mention, mentions):
            return Said(mention.end, _tail(words, mention.end, last, mentions), mention.start)
    end = _tail(words, sentence.first, last, mentions)
    return Said(sentence.first, end, end if end < last else None)


def _reports_directly(
    words: list[str], sentence: Sentence, verb: Mention, mentions: Sequence[Mention]
) -> bool:
    """Whether what is found follows the verb without "that": "a study finds walking lowers"."""
    if verb.term.form == "ing" or verb.end >= sentence.last - 3:
        return False
    if words[verb.end] in _NOT_REPORTED or words[verb.start - 1] in _BE:
        return False
    return any("research-noun" in m.term.tags and m.start < verb.start for m in mentions)


def _tail(words: list[str], first: int, last: int, mentions: Sequence[Mention]) -> int:
    """Where ", says the author" or "according to" begins, else the end."""
    for at in range(first + 4, last - 1):
        if words[at] == "according" and words[at + 1] == "to":
            return at
        if words[at] in (",", ";") and _report_follows(words, at, last, mentions):
            return at
    return last


def _report_follows(words: list[str], comma: int, last: int, mentions: Sequence[Mention]) -> bool:
    for verb in mentions:
        if not comma < verb.start <= comma + _TAIL_REACH or "reports" not in verb.term.tags:
            continue
        if verb.term.form in ("", "ing") or "that" in words[verb.end : min(verb.end + 3, last)]:
            continue
        spoken = verb.start == comma + 2 and words[comma + 1] in _SPEAKERS
        if (
            verb.start == comma + 1
            or spoken
            or any(
                "research-noun" in m.term.tags and comma < m.start < verb.start for m in mentions
            )
        ):
            return True
    return False
