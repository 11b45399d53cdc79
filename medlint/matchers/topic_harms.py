"""Kind `topic-harms`: serious harms that a treatment's topic pack asks for and nobody names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from medlint.duties.exemptions import Unless, is_exempt
from medlint.finding import Match, RelatedSpan

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence
    from medlint.topics.model import Topic

#: Missing harms that a message lists at most.
MOST_LISTED = 5
#: Sentences that a finding points to at most, beside its own line.
MOST_RELATED = 6


@dataclass(frozen=True)
class TopicHarms:
    """An article that holds out a treatment's benefits names the harms its topic pack asks for.

    `claims` is how many sentences of benefit open the duty, `words` how many running words,
    `unless` where it is not owed.
    """

    details: ClassVar[frozenset[str]] = frozenset(
        {"treatment", "topic", "said", "wanted", "missing", "also"}
    )

    claims: int = 2
    words: int = 60
    unless: Unless = field(default_factory=Unless)

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match at most, at the title."""
        if reading.prose_word_count < self.words or reading.promotion.name is None:
            return
        if reading.title is None:
            # A part of a page: what it often names need not be what it is about.
            return
        # The packs before the benefits: most treatments are in none, and to find that is cheaper.
        topics = reading.topics
        if not topics or len(reading.benefits) < self.claims or is_exempt(reading, self.unless):
            return
        if any(topic.is_satisfied(reading) for topic in topics):
            return
        topic = min(topics, key=lambda each: len(each.harms_named(reading)[1]))
        details = _details(topic, reading)
        related = (_strongest(reading), *_told(reading))
        yield Match(reading.anchor, None, 0, details, related[:MOST_RELATED])


def _details(topic: Topic, reading: Reading) -> dict[str, str]:
    named, missing = topic.harms_named(reading)
    mandatory = [harm.name for harm in missing if harm.mandatory]
    others = [harm.name for harm in missing if not harm.mandatory]
    short = max(0, topic.least - len(named) - len(mandatory))
    listed = [*mandatory, *others[: max(0, MOST_LISTED - len(mandatory))]]
    asks = [ask.name for ask in topic.asks_missing(reading)]
    return {
        "treatment": reading.promotion.label,
        "topic": topic.title,
        "said": f"only {_joined([harm.name for harm in named])}" if named else "none",
        "wanted": _wanted(mandatory, short),
        "missing": ", ".join(listed) + (", …" if len(missing) > len(listed) else ""),
        "also": f"Say also: {_joined(asks)}." if asks else "",
    }


def _wanted(mandatory: Sequence[str], short: int) -> str:
    """What is to be added: the mandatory harms, and how many of the others."""
    if not mandatory:
        return f"at least {short} more" if short else "what is asked for"
    return _joined(mandatory) + (f", and at least {short} more" if short else "")


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _strongest(reading: Reading) -> RelatedSpan:
    """The sentence that claims most for the treatment."""
    strength = {
        claim.sentence: 2 if claim.kind in ("cure", "efficacy") else 1
        for claim in reading.claims
        if claim.asserted
    }

    def weight(sentence: Sentence) -> tuple[int, int]:
        return strength.get(sentence.index, 0), -sentence.index

    strongest = max(reading.benefits, key=weight)
    return RelatedSpan(strongest.span, "the strongest claim of a benefit")


def _told(reading: Reading) -> Iterator[RelatedSpan]:
    for risk in reading.risks:
        named = ", ".join(sorted(risk.harms))
        yield RelatedSpan(risk.span, f"tells of {named}" if named else "names no harm")
