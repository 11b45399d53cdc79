"""What two versions of a passage differ in, word by word, and whether safety hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

from medlint.document import Document
from medlint.duplicates.clusters import Run
from medlint.duplicates.passages import ArticlePassages
from medlint.duplicates.quantities import DOSES, MEASURED, Item, read_items
from medlint.duplicates.wording import plain_text, shingles
from medlint.finding import Span
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading, Sentence

DriftKind = Literal["negation", "number", "dose", "unit", "date", "warning"]

#: Two sentences with this share of words in common, in their order, are versions of one.
_SAME_SENTENCE = 0.5
#: Where one sentence is shorter than this share of the other, two were joined or one was parted.
_ONE_SENTENCE = 0.7
#: A replacement of more words is a new wording, in which numbers need not answer each other.
_LONGEST_REPLACEMENT = 4
#: Fewer words warn of nothing.
_SHORTEST_WARNING = 4
#: A "sentence" of more words is a list, such as one of links.
_LONGEST_WARNING = 60
#: A sentence so much of which stands elsewhere in the article has only been moved.
_MOVED = 0.6
_MOVED_TOGETHER = 3
_LONGEST_TITLE = 20
_YEAR_OR_VERSION = re.compile(r"(?:19|20)\d\d|v\d+")
_NEGATIVE_PREFIXES = ("un", "in", "im", "non", "dis", "il", "ir")
#: What a passage is about, or whom; with another of them it is about something else.
_ABOUT = frozenset({"intervention", "condition", "food", "population"})
_TREATED = frozenset({"intervention", "food"})
_UNNAMED_TREATMENTS = frozenset({"intervention-generic", "intervention-form"})
_DURATIONS = frozenset({"hours", "months"})


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that differs: its span in the first version and in the second, either empty."""

    first: Span
    second: Span


@dataclass(frozen=True, slots=True)
class Drift:
    """A difference on which safety hangs; `lacking` is which version has lost something, 0 or 1.

    The spans are those of the words in each version. What a version lacks stands at the sentence
    before it. A changed figure has been lost by neither; the second version is then the one told.
    """

    kind: DriftKind
    first: Span
    second: Span
    lacking: int


class _Pair(NamedTuple):
    """A sentence of the first version and one of the second; either is None where it is lost."""

    first: Sentence | None
    second: Sentence | None


class Side:
    """One version of a passage at one place, read as a text of its own; spans are the article's."""

    def __init__(self, article: ArticlePassages, run: Run, prose: str) -> None:
        self.article = article
        self.run = run
        self._prose = prose

    @cached_property
    def span(self) -> Span:
        """Where it stands in the article."""
        return self.article.span(self.run.first, self.run.last)

    @cached_property
    def reading(self) -> Reading:
        """The passage alone, as the language layer reads it."""
        text = self._prose[self.span.start : self.span.end]
        return Reading(Document(self.article.path, text), self.article.lexicon)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences that hold a word."""
        words = self.reading.plain_words
        return [sentence for sentence in self.reading.sentences if words[sentence.index]]

    def items(self, sentence: Sentence) -> list[Item]:
        """The words and quantities of a sentence, with their places in the passage."""
        return read_items(self.reading.prose, sentence.span.start, sentence.span.end)

    def at(self, span: Span) -> Span:
        """A span of the passage as a span of the article."""
        return Span(self.span.start + span.start, self.span.start + span.end)

    def terms(self, sentence: Sentence, tags: frozenset[str]) -> dict[str, Span]:
        """The lexicon's terms with one of the tags in a sentence, each with its first place."""
        anyone = self.drift_words("anyone")
        found: dict[str, Span] = {}
        for mention in self.reading.mentions[sentence.index]:
            if mention.term.tags & tags and mention.term.lemma not in anyone:
                found.setdefault(
                    mention.term.lemma, self.reading.token_span(mention.start, mention.end)
                )
        return found

    def drift_words(self, tag: str) -> frozenset[str]:
        """The words of one list of what versions may not differ in."""
        return self.article.lexicon.part("drift").words_tagged(tag)

    @property
    def title_words(self) -> list[str]:
        """The plain words of what its article opens with."""
        return self.article.texts[0].split() if self.article.texts else []

    @cached_property
    def treated_with(self) -> frozenset[str]:
        """The treatments that it names."""
        return frozenset(
            name for sentence in self.sentences for name in self.terms(sentence, _TREATED)
        )


class Comparison:
    """Two versions of one passage; the first is the one that the second is held against."""

    def __init__(self, first: Side, second: Side, *, common: bool = False) -> None:
        self.first = first
        self.second = second
        self._common = common

    @cached_property
    def _pairs(self) -> list[_Pair]:
        return [*_paired(self.first, self.second)]

    def changes(self) -> list[Change]:
        """Every stretch that differs, in the order of the texts."""
        found = []
        for pair in self._pairs:
            if pair.first and pair.second:
                found += [
                    Change(self.first.at(hunk.places[0]), self.second.at(hunk.places[1]))
                    for hunk in self._hunks(pair)
                ]
            elif pair.first:
                found.append(Change(self.first.at(pair.first.span), _NOWHERE))
            elif pair.second:
                found.append(Change(_NOWHERE, self.second.at(pair.second.span)))
        return found

    def drifts(self) -> list[Drift]:
        """The differences on which safety hangs; none where the versions speak of two things."""
        if self._about_other_things():
            return []
        found: list[Drift] = []
        for number, pair in enumerate(self._pairs):
            if pair.first and pair.second:
                if self._speaks_of_the_same(pair.first, pair.second):
                    found += self._in_sentence(pair.first, pair.second, self._hunks(pair))
            elif self._subject.same:
                found += self._lost_warning(number)
        return [drift for drift in found if drift.lacking or not self._subject.only_common]

    def _hunks(self, pair: _Pair) -> list[_Hunk]:
        if pair.first is None or pair.second is None:
            return []
        words = (self.first.reading.plain_words, self.second.reading.plain_words)
        if words[0][pair.first.index] == words[1][pair.second.index]:
            return []
        return _hunks(self.first.items(pair.first), self.second.items(pair.second))

    @cached_property
    def _subject(self) -> _Subject:
        return _subject(self.first, self.second, self._common)

    def _about_other_things(self) -> bool:
        """Whether one version names a treatment, condition, group or name in another's place."""
        if self._subject.other:
            return True
        for pair in self._pairs:
            if not (pair.first and pair.second):
                continue
            first_terms = self.first.terms(pair.first, _ABOUT)
            second_terms = self.second.terms(pair.second, _ABOUT)
            for hunk in self._hunks(pair):
                before = {n for n, at in first_terms.items() if _overlaps(hunk.first, at)}
                after = {n for n, at in second_terms.items() if _overlaps(hunk.second, at)}
                if before - second_terms.keys() and after - first_terms.keys():
                    return True
                if self._is_other_name(hunk, pair):
                    return True
        return False

    def _is_other_name(self, hunk: _Hunk, pair: _Pair) -> bool:
        """Whether the words that replace each other are names: capitals within a sentence."""
        return _holds_name(self.first, hunk.first, pair.first) and _holds_name(
            self.second, hunk.second, pair.second
        )

    def _speaks_of_the_same(self, first: Sentence, second: Sentence) -> bool:
        """Whether two versions of a sentence are about the same people and treatment."""
        first_terms = {*self.first.terms(first, _ABOUT)}
        if first_terms != {*self.second.terms(second, _ABOUT)}:
            return False
        if self._subject.same:
            return True
        return bool(self._subject.by_sentence and self.first.terms(first, _TREATED))

    def _in_sentence(
        self, first: Sentence, second: Sentence, hunks: Sequence[_Hunk]
    ) -> Iterator[Drift]:
        yield from self._lost_denial(first, second, hunks)
        for hunk in hunks:
            for before, after in _answering(hunk):
                kind = self._kind(before, after)
                if kind and self._tells(before, after, first) and self._is_sure(before, first):
                    yield Drift(
                        kind,
                        self.first.at(Span(before.start, before.end)),
                        self.second.at(Span(after.start, after.end)),
                        1,
                    )

    def _is_sure(self, before: Item, sentence: Sentence) -> bool:
        """Whether a figure must be the same on pages of any subject: how long, and not how much.

        The dose of a treatment that is not named may be of any.
        """
        if not self._subject.only_common:
            return True
        tags = self.first.reading.tags[sentence.index]
        return (
            before.quantity is not None
            and before.quantity.measure in _DURATIONS
            and not tags & _UNNAMED_TREATMENTS
        )

    def _tells(self, before: Item, after: Item, sentence: Sentence) -> bool:
        """Whether a figure is no part of a name, such as step 3 or what the title says."""
        if self._is_label(before, sentence):
            return False
        return not any(
            side.reading.prose[item.start : item.end] in side.title_words
            for side, item in ((self.first, before), (self.second, after))
        )

    def _is_label(self, item: Item, sentence: Sentence) -> bool:
        items = self.first.items(sentence)
        at = next(n for n, each in enumerate(items) if each.start == item.start)
        return at > 0 and items[at - 1].key in self.first.drift_words("label")

    def _kind(self, before: Item, after: Item) -> DriftKind | None:
        """What has changed between two quantities, None where they cannot be compared."""
        one, two = before.quantity, after.quantity
        if one is None or two is None or before.key == after.key:
            return None
        if one.measure != two.measure:
            measured = {one.measure, two.measure} <= MEASURED
            return "unit" if one.number == two.number and measured else None
        if one.measure == "year" or self._is_date(before):
            return "date"
        if one.number == two.number:
            return "unit"
        return "dose" if one.measure in DOSES else "number"

    def _is_date(self, item: Item) -> bool:
        """Whether a month stands beside a number."""
        months = self.first.drift_words("month")
        prose = self.first.reading.prose
        around = (
            f"{prose[max(0, item.start - 12) : item.start]} | {prose[item.end : item.end + 12]}"
        )
        before, _, after = around.partition("|")
        near = [*before.split()[-1:], *after.split()[:1]]
        return any(word[:1].isupper() and word.strip(".,").lower() in months for word in near)

    def _lost_denial(
        self, first: Sentence, second: Sentence, hunks: Sequence[_Hunk]
    ) -> Iterator[Drift]:
        """A "not" that one version has and the other has not, all else being nearly the same."""
        denies = self.first.drift_words("denies")
        sides = (self.first, self.second)
        counts = [
            sum(each.key in denies for each in side.items(sentence)) - self._answers(side, sentence)
            for side, sentence in zip(sides, (first, second), strict=True)
        ]
        lengths = sorted((first.last - first.first, second.last - second.first))
        if counts[0] == counts[1] or lengths[0] < _ONE_SENTENCE * lengths[1]:
            return
        lacking = int(counts[0] > counts[1])
        for hunk in hunks:
            here, there = (hunk.second, hunk.first) if lacking else (hunk.first, hunk.second)
            if any(each.key in denies for each in there) and self._is_lost(there, here, hunks):
                spans = [self.first.at(first.span), self.second.at(second.span)]
                if not self._denies_nothing(first if lacking else second, 1 - lacking, there):
                    yield Drift("negation", spans[0], spans[1], lacking)
                    return

    @staticmethod
    def _answers(side: Side, sentence: Sentence) -> int:
        """1 where a sentence opens with "No," as an answer, which denies nothing in it, else 0."""
        return int(side.reading.words[sentence.first : sentence.first + 2] == ["no", ","])

    def _is_lost(self, there: Sequence[Item], here: Sequence[Item], hunks: Sequence[_Hunk]) -> bool:
        """Whether nothing goes with the denial but words that always do."""
        light = self.first.drift_words("beside-denial") | self.first.drift_words("denies")
        if any(item.key not in light for item in (*there, *here) if not item.is_mark):
            return False
        otherwise = self.first.drift_words("denies-otherwise")
        replaced = [
            item.key for hunk in hunks for item in (*hunk.first, *hunk.second) if not item.is_mark
        ]
        return not any(
            word in otherwise or (word.startswith(_NEGATIVE_PREFIXES) and len(word) > 5)
            for word in replaced
        )

    def _denies_nothing(self, sentence: Sentence, side: int, there: Sequence[Item]) -> bool:
        """Whether the denial is part of a phrase such as "not only"."""
        which = (self.first, self.second)[side]
        for mention in which.reading.part_mentions("drift", sentence):
            if "denies-nothing" in mention.term.tags:
                span = which.reading.token_span(mention.start, mention.end)
                if _overlaps(there, span):
                    return True
        return False

    def _lost_warning(self, number: int) -> Iterator[Drift]:
        """A sentence that warns, and that the other version does not have."""
        pair = self._pairs[number]
        side, other = (self.first, self.second) if pair.first else (self.second, self.first)
        sentence = pair.first or pair.second
        if (
            sentence is None
            or not _warns(side, sentence)
            or _stands_elsewhere(side, sentence, other)
        ):
            return
        gap = self._gap(number, other)
        told = side.at(sentence.span)
        if pair.first:
            yield Drift("warning", told, gap, 1)
        else:
            yield Drift("warning", gap, told, 0)

    def _gap(self, number: int, other: Side) -> Span:
        """The sentence of a version beside which something is missing."""
        which = 1 if other is self.second else 0
        for pair in (*reversed(self._pairs[:number]), *self._pairs[number:]):
            beside = pair[which]
            if beside is not None:
                return other.at(beside.span)
        return other.span


_NOWHERE = Span(0, 0)


class _Hunk(NamedTuple):
    """Items of two sentences that stand in each other's place; either list may be empty.

    `places` are where they stand, or would, in each passage.
    """

    first: list[Item]
    second: list[Item]
    places: tuple[Span, Span]


class _Subject(NamedTuple):
    """What the articles tell of the subject of two passages.

    They have the same, or another; or only a sentence that names its treatment can be compared.
    `only_common` is the sameness of a passage that many articles share.
    """

    same: bool
    other: bool = False
    by_sentence: bool = False
    only_common: bool = False


def _subject(first: Side, second: Side, common: bool) -> _Subject:
    if _headed_for_others(first, second):
        return _Subject(same=False, other=True)
    titles = [_title_terms(first.article), _title_terms(second.article)]
    if titles[0] is None or titles[1] is None or _one_title(titles[0], titles[1]):
        return _Subject(same=True)
    if first.treated_with & second.treated_with and not _two_titles(titles[0], titles[1]):
        return _Subject(same=True)
    return _Subject(same=common, only_common=common, by_sentence=True)


class _Title(NamedTuple):
    """The treatments, conditions and people that a title names, and its telling words."""

    treated: frozenset[str]
    conditions: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]

    @property
    def codes(self) -> frozenset[str]:
        """The words with figures, but for years and versions."""
        return frozenset(
            word
            for word in self.words
            if any(map(str.isdigit, word)) and not _YEAR_OR_VERSION.fullmatch(word)
        )


def have_two_subjects(first: ArticlePassages, second: ArticlePassages) -> bool:
    """Whether the titles of two articles name other treatments, conditions or people.

    So they do with other codes, and where they share no telling word.
    """
    titles = _title_terms(first), _title_terms(second)
    return titles[0] is not None and titles[1] is not None and _two_titles(titles[0], titles[1])


def _title_terms(article: ArticlePassages) -> _Title | None:
    """What the title of an article names; None where there is none, or a list of boilerplate."""
    if article.allowed or not article.texts or article.texts[0].count(" ") >= _LONGEST_TITLE:
        return None
    text = article.texts[0]
    drift = article.lexicon.part("drift")
    dull = drift.words_tagged("title-word")
    words = frozenset(word for word in text.split() if word not in dull)
    return _Title(
        _terms_of(text, article.lexicon, _TREATED),
        _terms_of(text, article.lexicon, frozenset({"condition"})),
        _terms_of(text, article.lexicon, frozenset({"population"})) - drift.words_tagged("anyone"),
        words,
    )


def _terms_of(text: str, lexicon: Lexicon, tags: frozenset[str]) -> frozenset[str]:
    reading = Reading(Document("", text), lexicon)
    return frozenset(
        mention.term.lemma
        for mentions in reading.mentions
        for mention in mentions
        if mention.term.tags & tags
    )


def _one_title(first: _Title, second: _Title) -> bool:
    """Whether two titles name one subject: nothing in one that another replaces in the other."""
    if _two_titles(first, second):
        return False
    if first.treated & second.treated or first.conditions & second.conditions:
        return True
    if not first.words or not second.words:
        return True
    shared = len(first.words & second.words)
    return shared * 2 > min(len(first.words), len(second.words))


def _two_titles(first: _Title, second: _Title) -> bool:
    """Whether two titles name other treatments, conditions or people, or share no telling word.

    So they do with different codes: 14q and 16q, B6 and B12.
    """
    if first.codes != second.codes:
        return True
    parts = (
        (first.treated, second.treated),
        (first.conditions, second.conditions),
        (first.people, second.people),
        (first.words, second.words),
    )
    return any(one and two and not one & two for one, two in parts)


def _headed_for_others(first: Side, second: Side) -> bool:
    """Whether the headings above name different people, treatments or conditions."""
    terms = []
    for side in (first, second):
        above = side.article.heading_above(side.run.first)
        # The title is judged with care elsewhere.
        if not above:
            return False
        terms.append(_terms_of(side.article.texts[above], side.article.lexicon, _ABOUT))
    return bool(terms[0] and terms[1] and not terms[0] & terms[1])


def _paired(first: Side, second: Side) -> Iterator[_Pair]:
    """The sentences of both versions in order, those that are versions of one together."""
    mine = [tuple(first.reading.plain_words[each.index]) for each in first.sentences]
    theirs = [tuple(second.reading.plain_words[each.index]) for each in second.sentences]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for tag, low, high, from_, to in matcher.get_opcodes():
        if tag != "equal":
            yield from _most_alike(
                [*zip(first.sentences[low:high], mine[low:high], strict=True)],
                [*zip(second.sentences[from_:to], theirs[from_:to], strict=True)],
            )
        else:
            pairs = zip(first.sentences[low:high], second.sentences[from_:to], strict=True)
            yield from (_Pair(*pair) for pair in pairs)


_Worded = tuple[Sentence, tuple[str, ...]]


def _most_alike(first: Sequence[_Worded], second: Sequence[_Worded]) -> Iterator[_Pair]:
    """The sentences in order, each with the one left that is most alike, if one is."""
    done = 0
    for sentence, words in first:
        alike = [
            SequenceMatcher(None, words, others, autojunk=False).ratio()
            for _, others in second[done:]
        ]
        best = max(alike, default=0.0)
        if best < _SAME_SENTENCE:
            yield _Pair(sentence, None)
            continue
        at = done + alike.index(best)
        yield from (_Pair(None, each) for each, _ in second[done:at])
        yield _Pair(sentence, second[at][0])
        done = at + 1
    yield from (_Pair(None, each) for each, _ in second[done:])


def _hunks(first: list[Item], second: list[Item]) -> list[_Hunk]:
    first = [item for item in first if not item.is_mark]
    second = [item for item in second if not item.is_mark]
    matcher = SequenceMatcher(
        None, [item.key for item in first], [item.key for item in second], autojunk=False
    )
    return [
        _Hunk(
            first[low:high], second[from_:to], (_span(first, low, high), _span(second, from_, to))
        )
        for tag, low, high, from_, to in matcher.get_opcodes()
        if tag != "equal"
    ]


def _answering(hunk: _Hunk) -> Iterator[tuple[Item, Item]]:
    """The quantities that stand in each other's place."""
    words = (hunk.first, hunk.second)
    sides = [[item for item in items if item.quantity] for items in words]
    if len(sides[0]) != len(sides[1]):
        return
    if any(
        len(items) - len(figures) > _LONGEST_REPLACEMENT
        for items, figures in zip(words, sides, strict=True)
    ):
        return
    yield from zip(*sides, strict=True)


def _span(items: Sequence[Item], low: int, high: int) -> Span:
    """The span of a range of items; of an empty one, the point behind the item before it."""
    if low < high:
        return Span(items[low].start, items[high - 1].end)
    at = items[low - 1].end if low else items[0].start
    return Span(at, at)


def _overlaps(items: Sequence[Item], span: Span) -> bool:
    return any(item.start < span.end and span.start < item.end for item in items)


def _holds_name(side: Side, items: Sequence[Item], sentence: Sentence | None) -> bool:
    if sentence is None:
        return False
    prose = side.reading.prose
    months = side.drift_words("month")
    return any(
        prose[item.start].isupper()
        and not prose[item.start : item.end].isupper()
        and item.start > sentence.span.start
        and item.key not in months
        for item in items
    )


def _warns(side: Side, sentence: Sentence) -> bool:
    words = side.reading.plain_words[sentence.index]
    asks = side.reading.words[sentence.last - 1] == "?"
    if asks or not _SHORTEST_WARNING <= len(words) <= _LONGEST_WARNING:
        return False
    mentions = side.reading.part_mentions("drift", sentence)
    tags = frozenset[str]().union(*(mention.term.tags for mention in mentions))
    if "warns" in tags:
        return True
    # What an illness does is a fact; what a treatment does is a warning.
    return "warns-of-treatment" in tags and bool(side.terms(sentence, _TREATED))


def _stands_elsewhere(side: Side, sentence: Sentence, other: Side) -> bool:
    """Whether most of a sentence stands somewhere in the other version's article."""
    plain = plain_text(side.reading.prose[sentence.span.start : sentence.span.end])
    parts = [*shingles(plain, _MOVED_TOGETHER)]
    whole = f" {' '.join(other.article.texts)} "
    return sum(f" {part} " in whole for part in parts) >= _MOVED * len(parts)
