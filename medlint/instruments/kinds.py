"""Signals of what an article is about: a medicine, a procedure, a test, food, exercise or advice.

The title decides, as far as it names a kind; else what the text names most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from medlint.finding import Span
from medlint.instruments.signals import Signal, seen
from medlint.language.intervention import is_comparator, is_named_intervention

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

#: The part of the lexicon that names kinds of intervention.
PART = "instruments"
#: An article whose title names none is about a treatment if so many sentences name one.
SENTENCES_NAMING = 3
_FOOD_OR_EXERCISE = frozenset({"food", "exercise"})
#: Kinds that the published criteria do not ask harms of.
_LOW_RISK = _FOOD_OR_EXERCISE | {"behaviour", "information"}
_RISKY = frozenset({"medicine", "procedure", "device", "test"})
_SPOKEN = {
    "behaviour": "a habit or a talking therapy",
    "information": "information",
    "test": "a test",
}
# A treatment by name of which the part of the lexicon does not say what kind it is.
_OTHER = "medicine"


class _Kind(NamedTuple):
    """A word that shows a kind, and its place."""

    kind: str
    span: Span
    word: str


def treatment(reading: Reading) -> Signal:
    """The treatment, test or habit that the article is about, in its own words."""
    kind = _kind(reading)
    if kind is not None and (_in_title(reading) or _naming(reading) >= SENTENCES_NAMING):
        return seen([kind.span], [kind.word])
    if reading.promotion.name is None:
        return Signal()
    return seen([reading.anchor], [reading.promotion.label])


def _naming(reading: Reading) -> int:
    """How many sentences name something that is given to people or done by them."""
    return sum(any(_kinds(reading, sentence)) for sentence in reading.prose_sentences)


def food_or_exercise(reading: Reading) -> Signal:
    """Whether it is about what people eat or how they move."""
    return _of(reading, _FOOD_OR_EXERCISE)


def low_risk(reading: Reading) -> Signal:
    """Whether it is about food, exercise, a habit, a talking therapy or information."""
    return _of(reading, _LOW_RISK)


def test(reading: Reading) -> Signal:
    """Whether it is about a test, a scan or screening."""
    return _of(reading, frozenset({"test"}))


def _of(reading: Reading, kinds: frozenset[str]) -> Signal:
    found = _kind(reading)
    if found is None or found.kind not in kinds:
        return Signal()
    return seen([found.span], [f"{_SPOKEN.get(found.kind, found.kind)} (“{found.word}”)"])


def _kind(reading: Reading) -> _Kind | None:
    """The first kind that the title names, else the commonest of the text; None without one."""
    in_title = _in_title(reading)
    if in_title is not None:
        return in_title
    found = [each for sentence in reading.prose_sentences for each in _kinds(reading, sentence)]
    groups = Counter(each.kind in _LOW_RISK for each in found)
    if not groups:
        return None
    # Where as much speaks for the one as for the other, harms are asked for.
    gentle = groups[True] > groups[False]
    common = Counter(each.kind for each in found if (each.kind in _LOW_RISK) == gentle)
    kind = common.most_common(1)[0][0]
    return next(each for each in found if each.kind == kind)


def _in_title(reading: Reading) -> _Kind | None:
    title = reading.title
    return next(_kinds(reading, title), None) if title is not None else None


def _kinds(reading: Reading, sentence: Sentence) -> Iterator[_Kind]:
    """The kinds that a sentence names, in text order, without what it only compares with."""
    by_kind = reading.part_mentions(PART, sentence)
    # A phrase such as "eating disorder" is no kind and hides what stands in it.
    taken = [(mention.start, mention.end) for mention in by_kind]
    others = [
        mention
        for mention in reading.mentions[sentence.index]
        if is_named_intervention(mention)
        and not any(start < mention.end and mention.start < end for start, end in taken)
    ]
    shown = [
        (mention, kind)
        for mention in sorted([*by_kind, *others], key=lambda each: each.start)
        if (kind := _kind_of(mention)) is not None and not is_comparator(reading, sentence, mention)
    ]
    for index, (mention, kind) in enumerate(shown):
        following = shown[index + 1] if index + 1 < len(shown) else None
        # "Weight-loss surgery" and "sleep drug" are what their last word says.
        if following is not None and following[0].start == mention.end:
            continue
        span = reading.token_span(mention.start, mention.end)
        yield _Kind(kind, span, reading.text(span))


def _kind_of(mention: Mention) -> str | None:
    """The kind that a term shows; None for a phrase that only sounds like one."""
    tags = mention.term.tags
    shown = sorted(tags & (_LOW_RISK | _RISKY))
    if shown:
        return shown[0]
    return _OTHER if is_named_intervention(mention) else None
