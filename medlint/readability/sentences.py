"""The sentences of an article as readability reads them, and the names that it cannot avoid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.readability.reasons import Reasons, reasons
from medlint.readability.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from medlint.language.reading import Reading, Sentence

# "[12]" and "[3, 4]" are not read as words.
_CITATION = re.compile(r"\[\d+(?:[\s,–-]+\d+)*\]")

_SYMBOL = re.compile(r"(?=.*[^\W\d_])(?=.*\d)[\w-]+$")

#: Tags of the lexicon whose words name what a page is about.
_NAMING = frozenset({"intervention", "condition"})


def sentence_words(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """The words of a sentence in original case, without marks of citation and addresses."""
    text = reading.prose[sentence.span.start : sentence.span.end]
    return tuple(words_of(_CITATION.sub(" ", text)))


def unavoidable(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """The words in small letters that name a treatment or a condition, or stand in the title.

    Symbols of letters and digits, such as a gene's, are names, too.
    """
    named = {
        word
        for mention in reading.mentions[sentence.index]
        if not _NAMING.isdisjoint(mention.term.tags)
        for word in reading.words[mention.start : mention.end]
    }
    written = sentence_words(reading, sentence)
    named.update(word.lower() for word in written if _SYMBOL.match(word))
    title = reading.title
    return frozenset(named | set(reading.words_of(title) if title else ()))


def plain_words_in(reading: Reading) -> Callable[[str], str]:
    """What gives the plain words for a word in small letters, "" where no list has any."""
    listed = reading.lexicon.plain_words

    def plain(word: str) -> str:
        term = listed.term(word)
        return term.plain if term else ""

    return plain


def why_hard(
    reading: Reading, sentence: Sentence, hardness: Callable[[str], float] | None = None
) -> Reasons:
    """Why a sentence of an article is hard to read, with plain words where the lists have them."""
    words = sentence_words(reading, sentence)
    return reasons(words, unavoidable(reading, sentence), plain_words_in(reading), hardness)
