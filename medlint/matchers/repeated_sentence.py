"""The same sentence twice in one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.language.tokens import tokenize

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence


@dataclass(frozen=True, slots=True)
class RepeatedSentence:
    """Reports each later copy of a sentence; sentences that repeat together are one match.

    Sentences shorter than `least_words` are set phrases, and a list item that is a sentence of
    its own must have `least_words_in_lists`. A sentence that holds one of the `allowed` phrases
    may stand as often as its author likes. At most `limit` are reported; the last says how many
    more there are.
    """

    least_words: int = 6
    least_words_in_lists: int = 12
    allowed: tuple[str, ...] = ()
    limit: int = 3

    details: ClassVar[frozenset[str]] = frozenset({"count", "first_line"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every sentence, or run of sentences, that is said again."""
        runs = list(self._runs(reading))
        for number, run in enumerate(runs[: self.limit], start=1):
            more = len(runs) - self.limit
            note = f"({more} more in this article.)" if more > 0 and number == self.limit else ""
            yield replace(_match(reading, run), note=note)

    def _runs(self, reading: Reading) -> Iterator[list[list[Sentence]]]:
        """The sentences that repeat, those that repeat together in one run."""
        by_first = {copies[0].index: copies for copies in self._clusters(reading)}
        done: set[int] = set()
        for index, copies in by_first.items():
            if index not in done:
                run = list(_run(copies, by_first))
                done.update(each[0].index for each in run)
                yield run

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < 1:
            yield "least_words must be 1 or more"

    def _clusters(self, reading: Reading) -> list[list[Sentence]]:
        """The copies of every sentence that stands at least twice, in order of the first copy."""
        places: dict[str, list[Sentence]] = {}
        alone, texts = _alone_in_block(reading), reading.plain_texts
        for sentence in reading.prose_sentences:
            if sentence.last - sentence.first < self.least_words or not _is_said(
                reading, sentence, sentence.index in alone
            ):
                continue
            words = plain_words(reading, sentence)
            listed = sentence.kind == "list-item" and sentence.index in alone
            if len(words) >= (self.least_words_in_lists if listed else self.least_words):
                places.setdefault(texts[sentence.index], []).append(sentence)
        allowed = normal_phrases(self.allowed)
        return [
            copies
            for said, copies in places.items()
            if len(copies) > 1
            and not holds_phrase(said, allowed)
            and not _are_key_points(copies, alone)
        ]


def _is_said(reading: Reading, sentence: Sentence, alone: bool) -> bool:
    """Whether a sentence states something: not quoted, no question, and no lead-in of a list."""
    last = reading.words[sentence.last - 1]
    if sentence.kind == "quote" or last == ":":
        return False
    # Alone in its block, a question is a heading, and words without a full stop are a label.
    return not alone or last in (".", "!", "…", ")", "]")


def _are_key_points(copies: list[Sentence], alone: set[int]) -> bool:
    """Whether a page first lists the sentences that later stand as headings over its parts."""
    return any(copy.kind == "list-item" for copy in copies) and all(
        copy.index in alone for copy in copies
    )


@lru_cache(maxsize=64)
def normal_phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases as `holds_phrase` compares them: small letters, a space on either side."""
    return tuple(f" {' '.join(tokenize(phrase).words)} " for phrase in phrases)


def holds_phrase(said: str, phrases: Iterable[str]) -> bool:
    """Whether the plain words of a sentence hold one of the phrases."""
    padded = f" {said} "
    for phrase in phrases:  # noqa: SIM110 - a generator would take most of the time
        if phrase in padded:
            return True
    return False


def plain_words(reading: Reading, sentence: Sentence) -> list[str]:
    """The lower-case words of a sentence, numbers included, without its punctuation."""
    return reading.plain_words[sentence.index]


def _alone_in_block(reading: Reading) -> set[int]:
    """The indexes of sentences that share their block with no other."""
    sentences = reading.sentences
    last = len(sentences) - 1
    return {
        sentence.index
        for sentence in sentences
        if (sentence.index == 0 or sentences[sentence.index - 1].block != sentence.block)
        and (sentence.index == last or sentences[sentence.index + 1].block != sentence.block)
    }


def _run(
    copies: list[Sentence], by_first: Mapping[int, list[Sentence]]
) -> Iterator[list[Sentence]]:
    """The cluster, and those of the next sentences while they are copied to the same places."""
    yield copies
    following = by_first.get(copies[0].index + 1)
    while following and [copy.index + 1 for copy in copies] == [copy.index for copy in following]:
        yield following
        copies = following
        following = by_first.get(copies[0].index + 1)


def _match(reading: Reading, run: list[list[Sentence]]) -> Match:
    spans = [
        Span(first.span.start, last.span.end) for first, last in zip(run[0], run[-1], strict=True)
    ]
    original, copy, *others = spans
    line, _ = reading.document.position(original.start)
    return Match(
        copy,
        sentence=run[0][1].index,
        details={"count": str(len(spans)), "first_line": str(line)},
        related=(
            RelatedSpan(original, "first said here"),
            *(RelatedSpan(other, "said again here") for other in others),
        ),
    )
