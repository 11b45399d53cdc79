"""The same passage in many articles."""

from __future__ import annotations

# The built-in module: `hashlib` would load OpenSSL, which nothing here needs.
from _blake2 import blake2b
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from medlint.duplicates.passages import boilerplate_spans
from medlint.finding import Match, Span
from medlint.matchers.repeated_sentence import holds_phrase, normal_phrases, plain_words

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_NAMED_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Passages:
    """What is kept of one article: for each sentence to compare its number in the article, the
    key of its words, and its span. `declared` are the keys of sentences that comments declare to be
    boilerplate."""

    path: str
    numbers: array[int]
    keys: array[int]
    starts: array[int]
    ends: array[int]
    declared: array[int]


@dataclass(frozen=True)
class SharedPassage:
    """Reports sentences that stand word for word in many of the articles of a run.

    A sentence has at least `least_words` and is shared by at least `least_documents` and by
    `least_share` of all. Sentences that hold an `allowed` phrase are meant to be everywhere, and so
    are those that a comment or a list of boilerplate declares.
    A passage of more than `most_files` articles is a template and is reported once, in the first
    of them; the others are reported in every article.
    """

    least_words: int = 8
    least_documents: int = 3
    least_share: float = 0.02
    allowed: tuple[str, ...] = ()
    most_files: int = 10

    details: ClassVar[frozenset[str]] = frozenset({"count", "total", "others"})

    def gather(self, reading: Reading) -> Passages:
        """The sentences of an article's running text and lists that are long enough."""
        record = Passages(
            reading.document.path, array("L"), array("Q"), array("L"), array("L"), array("Q")
        )
        declared = [*boilerplate_spans(reading.document)]
        places = reading.word_places
        allowed = [phrase for phrase, longest in self._allowed if longest in places]
        for sentence in reading.prose_sentences:
            if sentence.kind == "quote" or sentence.last - sentence.first < self.least_words:
                continue
            words = plain_words(reading, sentence)
            if len(words) < self.least_words or _is_question(reading, sentence):
                continue
            said = reading.plain_texts[sentence.index]
            if not (allowed and holds_phrase(said, allowed)):
                record.numbers.append(sentence.index)
                record.keys.append(_key(said))
                record.starts.append(sentence.span.start)
                record.ends.append(sentence.span.end)
                if declared and any(span.overlaps(sentence.span) for span in declared):
                    record.declared.append(record.keys[-1])
        return record

    def find_across(
        self, records: Sequence[Passages], boilerplate: Sequence[Passages] = ()
    ) -> Iterator[tuple[int, Match]]:
        """One match for every shared passage of every article, with the article's index."""
        counts: Counter[int] = Counter()
        for record in records:
            counts.update(set(record.keys))
        enough = max(self.least_documents, ceil(self.least_share * len(records)))
        permitted = {key for record in records for key in record.declared}
        permitted.update(key for record in boilerplate for key in record.keys)
        shared = {
            key: count for key, count in counts.items() if count >= enough and key not in permitted
        }
        holders = _first_holders(records, shared)
        told: set[int] = set()
        for index, record in enumerate(records):
            for run in _runs(record, shared):
                # The sentence that most articles share says best how far the passage went.
                key = max((record.keys[at] for at in run), key=lambda key: shared[key])
                if shared[key] > self.most_files:
                    keys = {record.keys[at] for at in run}
                    if keys <= told:
                        continue
                    told |= keys
                others = [records[at].path for at in holders[key] if at != index]
                yield index, _match(record, run, shared[key], len(records), others)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < 1:
            yield "least_words must be 1 or more"
        if not 0 <= self.least_share <= 1:
            yield "least_share is a share of all articles; write a number from 0 to 1"
        if self.least_documents < 2:
            yield "least_documents must be 2 or more; one article shares nothing"

    @cached_property
    def _allowed(self) -> tuple[tuple[str, str], ...]:
        """The allowed phrases, each with its longest word, which is mostly its rarest."""
        phrases = normal_phrases(self.allowed)
        return tuple((phrase, max(phrase.split(), key=len, default="")) for phrase in phrases)


def _is_question(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence asks; the questions of a page are its headings."""
    return reading.words[sentence.last - 1] == "?"


def _key(said: str) -> int:
    """A number that two runs and two machines give alike to the same words.

    Among ten million sentences, two different ones get the same 64-bit number in one of 370,000
    runs.
    """
    digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _first_holders(
    records: Sequence[Passages], shared: Mapping[int, int]
) -> Mapping[int, list[int]]:
    """The indexes of the first few articles that hold each shared sentence."""
    holders: dict[int, list[int]] = {key: [] for key in shared}
    for index, record in enumerate(records):
        for key in record.keys:
            named = holders.get(key)
            # One more than is named, since an article does not name itself.
            if named is not None and len(named) <= _NAMED_OTHERS and index not in named:
                named.append(index)
    return holders


def _runs(record: Passages, shared: Mapping[int, int]) -> Iterator[list[int]]:
    """Places in the record of shared sentences that follow each other, each sentence once."""
    run: list[int] = []
    seen: set[int] = set()
    for at, key in enumerate(record.keys):
        if key not in shared or key in seen:
            continue
        seen.add(key)
        if run and record.numbers[at] != record.numbers[run[-1]] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _match(record: Passages, run: list[int], count: int, total: int, others: list[str]) -> Match:
    named = others[:_NAMED_OTHERS]
    more = count - 1 - len(named)
    listed = ", ".join(named) + (f" and {more} more" if more > 0 else "")
    return Match(
        Span(record.starts[run[0]], record.ends[run[-1]]),
        sentence=record.numbers[run[0]],
        details={"count": str(count), "total": str(total), "others": listed},
    )
