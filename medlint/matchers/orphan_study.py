"""Kind `orphan-study`: "the study found", where no study was spoken of before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True)
class OrphanStudy:
    """Reports the first sentence that points back to a study or its authors without an antecedent.

    `heads`       nouns that point back behind "the" or "this": study, authors, ...
    `verb_tags`   lexicon tags of verbs one of which must follow
    `verbs`       further verbs that may follow
    `between`     words that may stand between noun and verb
    `opening`     how many words of a sentence the determiner may follow
    `introduce`   words that bring in a study or people who study
    `intro_tags`  lexicon tags of such words
    """

    details: ClassVar[frozenset[str]] = frozenset()

    heads: tuple[str, ...]
    verb_tags: tuple[str, ...]
    introduce: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    intro_tags: tuple[str, ...] = ()
    opening: int = 3

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """Tags that no lexicon has."""
        for tag in (*self.verb_tags, *self.intro_tags):
            if tag not in lexicon.tags:
                yield f"tag {tag!r} is in no lexicon"

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for the article, at the first such sentence."""
        if not any(head in reading.word_places for head in self.heads):
            return
        for sentence, at in self._pointing(reading):
            if self._is_orphan(reading, sentence, at):
                yield Match(reading.token_span(at, at + 2), sentence=sentence.index)
                return

    def _pointing(self, reading: Reading) -> Iterator[tuple[Sentence, int]]:
        """Each sentence that opens with "the study found" or the like, and where it does."""
        words = reading.words
        places = sorted(at for head in self.heads for at in reading.word_places.get(head, ()))
        for at in places:
            if at == 0 or words[at - 1] not in _DETERMINERS:
                continue
            sentence = reading.sentence_at(reading.tokens.starts[at])
            if sentence is None or not sentence.is_prose:
                continue
            opens = sentence.first <= at - 1 <= sentence.first + self.opening
            if opens and self._reports(reading, sentence, at + 1):
                yield sentence, at - 1

    def _reports(self, reading: Reading, sentence: Sentence, at: int) -> bool:
        """Whether a verb that reports stands at a token, adverbs between left out."""
        words = reading.words
        while at < sentence.last and (words[at] in self.between or words[at].endswith("ly")):
            at += 1
        if at >= sentence.last:
            return False
        if words[at] in self.verbs:
            return True
        return any(
            mention.start == at and not mention.term.tags.isdisjoint(self.verb_tags)
            for mention in reading.mentions[sentence.index]
        )

    def _is_orphan(self, reading: Reading, sentence: Sentence, at: int) -> bool:
        """Whether nothing before brings in a study, and neither does the sentence itself."""
        if reading.support.level(sentence) >= 1:
            return False
        start = reading.tokens.starts[at]
        if start > self._first_introduction(reading):
            return False
        return not reading.support.cites(Span(0, start))

    def _first_introduction(self, reading: Reading) -> int:
        """Where the article first speaks of a study or of people who study, else past its end."""
        first = len(reading.prose)
        for word in self.introduce:
            for at in reading.word_places.get(word, ()):
                if word not in self.heads or reading.words[at - 1] not in _DETERMINERS or not at:
                    first = min(first, reading.tokens.starts[at])
                    break
        if self.intro_tags:
            for sentence in reading.sentences:
                if sentence.span.start > first:
                    break
                if not reading.tags[sentence.index].isdisjoint(self.intro_tags):
                    return min(first, sentence.span.start)
        return first
