"""Paragraphs of one article that say nearly the same in nearly the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.duplicates.wording import resemblance, shingles
from medlint.finding import Match, RelatedSpan, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Words in a row that are compared as one, and those that show that clauses were moved around.
_IN_A_ROW = 4
_IN_PAIRS = 2
#: What a paragraph is about; with another of them it is about something else.
_ABOUT = frozenset({"intervention", "condition", "food", "population"})
#: Who anybody is: "adults" for "patients" is no other subject.
_ANYONE = "anyone"
#: A word that one paragraph has so often and the other never is what that paragraph is about.
_TELLING = 2


class _Paragraph(NamedTuple):
    """A paragraph: its block, its sentences, and its words in their order."""

    block: int
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]

    @property
    def span(self) -> Span:
        """From its first sentence to its last."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


@dataclass(frozen=True, slots=True)
class NearParagraph:
    """Reports paragraphs of at least `least_words` words that are nearly the same.

    They share `least_alike` of their rows of four words (the Jaccard index of Broder 1997), or
    `least_held` of the shorter one's rows stand in the other, or they have nearly the same words
    (`least_moved`) in other places. Paragraphs that name different treatments, conditions, people,
    names or figures tell of two things, and copies word for word are told by another rule.
    """

    least_words: int = 40
    least_alike: float = 0.6
    least_held: float = 0.75
    least_moved: float = 0.85

    details: ClassVar[frozenset[str]] = frozenset({"count", "first_line", "alike"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every cluster, at the second paragraph; the others are related."""
        paragraphs = self._paragraphs(reading)
        if len(paragraphs) < 2:
            return
        ties = [*self._ties(reading, paragraphs)]
        for group in _groups(ties):
            alike = min(share for one, two, share in ties if one in group and two in group)
            first, second, *others = (paragraphs[at] for at in group)
            line, _ = reading.document.position(first.span.start)
            yield Match(
                second.span,
                details={
                    "count": str(len(group)),
                    "first_line": str(line),
                    "alike": str(int(100 * alike)),
                },
                related=(
                    RelatedSpan(first.span, "nearly the same stands here first"),
                    *(RelatedSpan(each.span, "nearly the same again") for each in others),
                ),
            )

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < _IN_A_ROW:
            yield f"least_words must be {_IN_A_ROW} or more"
        shares = {
            "least_alike": self.least_alike,
            "least_held": self.least_held,
            "least_moved": self.least_moved,
        }
        for name, share in shares.items():
            if not 0 < share <= 1:
                yield f"{name} is a share; write a number above 0, 1 at most"

    def _paragraphs(self, reading: Reading) -> list[_Paragraph]:
        """The paragraphs that are long enough."""
        by_block: dict[int, list[Sentence]] = {}
        for sentence in reading.prose_sentences:
            if sentence.kind == "paragraph":
                by_block.setdefault(sentence.block, []).append(sentence)
        found = []
        for block, sentences in by_block.items():
            if sentences[-1].last - sentences[0].first >= self.least_words:
                words = [word for each in sentences for word in reading.plain_words[each.index]]
                if len(words) >= self.least_words:
                    found.append(_Paragraph(block, tuple(sentences), tuple(words)))
        return found

    def _ties(
        self, reading: Reading, paragraphs: list[_Paragraph]
    ) -> Iterator[tuple[int, int, float]]:
        """The pairs that are nearly the same and tell of one thing, with how alike they are."""
        rows = [frozenset(shingles(" ".join(each.words), _IN_A_ROW)) for each in paragraphs]
        # Clauses may be moved about, but no two paragraphs are alike that share no four words.
        standing: dict[str, list[int]] = {}
        for at, each in enumerate(rows):
            for row in each:
                standing.setdefault(row, []).append(at)
        sharing = Counter(
            pair for each in standing.values() if len(each) > 1 for pair in combinations(each, 2)
        )
        for (one, two), shared in sorted(sharing.items()):
            share = self._alike(paragraphs[one], paragraphs[two], rows[one], rows[two], shared)
            if (
                share
                and not _are_copies(paragraphs[one], paragraphs[two])
                and not _tell_of_two(reading, paragraphs[one], paragraphs[two])
            ):
                yield one, two, share

    def _alike(
        self,
        one: _Paragraph,
        two: _Paragraph,
        rows_of_one: frozenset[str],
        rows_of_two: frozenset[str],
        shared: int,
    ) -> float:
        """How alike two paragraphs are, 0 where they are not alike enough."""
        jaccard = resemblance(rows_of_one, rows_of_two)
        held = shared / min(len(rows_of_one), len(rows_of_two))
        if jaccard >= self.least_alike or held >= self.least_held:
            return max(jaccard, held)
        mine, theirs = Counter(one.words), Counter(two.words)
        same = (mine & theirs).total() / (mine | theirs).total()
        if same < self.least_moved:
            return 0.0
        pairs = [frozenset(shingles(" ".join(each.words), _IN_PAIRS)) for each in (one, two)]
        return same if resemblance(pairs[0], pairs[1]) >= self.least_alike else 0.0


def _groups(ties: list[tuple[int, int, float]]) -> list[list[int]]:
    """The paragraphs that ties hold together, each group in the order of the article."""
    group_of: dict[int, list[int]] = {}
    for one, two, _ in ties:
        joined = sorted({*group_of.get(one, [one]), *group_of.get(two, [two])})
        for at in joined:
            group_of[at] = joined
    return [list(each) for each in dict.fromkeys(map(tuple, group_of.values()))]


def _are_copies(one: _Paragraph, two: _Paragraph) -> bool:
    """Whether one paragraph stands in the other, word for word."""
    texts = [f" {' '.join(each.words)} " for each in (one, two)]
    return texts[0] in texts[1] or texts[1] in texts[0]


def _tell_of_two(reading: Reading, one: _Paragraph, two: _Paragraph) -> bool:
    """Whether each paragraph names something that the other does not: parallel text."""
    for subjects in (
        [_terms(reading, side.sentences) for side in (one, two)],
        [_headed(reading, side) for side in (one, two)],
        [_names(reading, side) for side in (one, two)],
        [{word for word in side.words if word[0].isdigit()} for side in (one, two)],
    ):
        if subjects[0] - subjects[1] and subjects[1] - subjects[0]:
            return True
    if _differ_as_headed(reading, one, two) or _differ_as_headed(reading, two, one):
        return True
    counts = [Counter(side.words) for side in (one, two)]
    return all(
        any(count >= _TELLING and word not in other for word, count in mine.items())
        for mine, other in (counts, reversed(counts))
    )


def _differ_as_headed(reading: Reading, one: _Paragraph, two: _Paragraph) -> bool:
    """Whether a paragraph alone has a word of its heading, which is another than the other's."""
    above = [reading.heading_above(side.sentences[0]) for side in (one, two)]
    if above[0] is None or above[1] is None or above[0] == above[1]:
        return False
    mine, theirs = (set(reading.plain_words[each.index]) for each in above if each)
    return not (mine - theirs).isdisjoint(set(one.words) - set(two.words))


def _terms(reading: Reading, sentences: tuple[Sentence, ...]) -> set[str]:
    """The treatments, conditions and people that sentences name."""
    anyone = reading.lexicon.part("drift").words_tagged(_ANYONE)
    return {
        mention.term.lemma
        for sentence in sentences
        for mention in reading.mentions[sentence.index]
        if mention.term.tags & _ABOUT and mention.term.lemma not in anyone
    }


def _headed(reading: Reading, paragraph: _Paragraph) -> set[str]:
    """What the heading above a paragraph names."""
    above = reading.heading_above(paragraph.sentences[0])
    return _terms(reading, (above,)) if above else set()


def _names(reading: Reading, paragraph: _Paragraph) -> set[str]:
    """The words with a capital that open no sentence."""
    written = reading.tokens.written
    return {
        written[at].lower()
        for sentence in paragraph.sentences
        for at in range(sentence.first + 1, sentence.last)
        if written[at][0].isupper()
    }
