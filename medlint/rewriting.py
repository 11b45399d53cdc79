"""Words of an article put in another way: whether they may be, and how the edit is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from medlint.finding import Edit, Span

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence

_MARKS_AROUND = re.compile(r"[*_'‘’`\"“”]")
#: Words behind which a word is spoken of.
_NAMING = frozenset(
    "term terms word words label labels phrase phrases called termed say saying says expression"
    " expressions labelled labeled formerly previously known".split()
)
_ARTICLES = frozenset({"a", "an"})
_VOWELS = frozenset("aeiou")
_SPOKEN_VOWEL = ("hour", "honest", "heir", "x-ray")
_SPOKEN_CONSONANT = ("uni", "use", "usu", "one", "eu", "uter", "uri")


def is_spoken_of(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens `first:last` are quoted, or named as words, so that nobody uses them."""
    if sentence.kind == "quote" or reading.context(sentence).inside_quotation(first):
        return True
    if "mentioned" in reading.context(sentence).at(first):
        return True
    span, text = reading.token_span(first, last), reading.document.text
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if span.start and _MARKS_AROUND.match(before) and _MARKS_AROUND.match(after):
        return True
    return not _NAMING.isdisjoint(reading.words[max(sentence.first, first - 4) : first])


def is_part_of_name(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Whether the tokens `first:last` belong to a name such as "Alcoholics Anonymous"."""
    written = reading.tokens.written
    own = [written[at] for at in range(first, last) if written[at][:1].isalpha()]
    if not own or not own[-1][0].isupper():
        return False
    if first > sentence.first:
        return not all(word.isupper() for word in own)
    return last < sentence.last and written[last][:1].isupper() and sentence.is_prose


def opens_phrase(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Whether nothing before the token describes it, so that a longer phrase may replace it."""
    before = reading.words[first - 1] if first > sentence.first else "."
    return before in reading.lexicon.part("grammar").words_tagged("before-phrase")


def tells_of_weight(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence claims an effect or tells a harm, which no fix may touch."""
    if any(entry.sentence == sentence.index for entry in reading.ledger):
        return True
    return any(told.sentence == sentence.index for told in reading.harm_statements)


def in_small_letters(written: str) -> str:
    """A name with a small first letter, unless it has capitals further on or is one's own."""
    first, rest = written.split()[0], written[1:]
    own = "'" in first or "’" in first
    return written if own or rest != rest.lower() else written[0].lower() + rest


def put_in_place(reading: Reading, first: int, last: int, better: str) -> Edit | None:
    """The edit that writes `better` in place of the tokens `first:last`.

    It keeps a capital at the start, and makes "a" before it "an" or the other way round. None
    where the words hold markup or stand in capitals, so that no plain edit is sure to be right.
    """
    span = reading.token_span(first, last)
    there = reading.document.text[span.start : span.end]
    if there != reading.prose[span.start : span.end] or "\n" in there:
        return None
    written = reading.tokens.written[first]
    if len(written) > 1 and written.isupper() and not better.isupper():
        return None
    if written[0].isupper():
        better = better[0].upper() + better[1:]
    return _with_article(reading, first, Edit(span, better))


def text_for(edit: Edit | None, span: Span) -> str | None:
    """What the edit writes in place of the span alone, without an article before it."""
    if edit is None:
        return None
    if edit.span == span:
        return edit.text
    return edit.text.split(" ", 1)[1]


def _with_article(reading: Reading, first: int, edit: Edit) -> Edit | None:
    """The edit with the article before it, where that has to change; None where it cannot."""
    article = reading.words[first - 1] if first else ""
    if article not in _ARTICLES:
        return edit
    right = "an" if opens_with_vowel(edit.text) else "a"
    if article == right:
        return edit
    start, end = reading.tokens.starts[first - 1], reading.tokens.ends[first - 1]
    if reading.document.text[end : edit.span.start] != " ":
        return None
    if reading.tokens.written[first - 1][0].isupper():
        right = right.capitalize()
    return Edit(Span(start, edit.span.end), f"{right} {edit.text}")


def opens_with_vowel(words: str) -> bool:
    """Whether words are spoken with a vowel first, so that "an" stands before them."""
    small = words.lower()
    if small.startswith(_SPOKEN_VOWEL):
        return True
    return small[:1] in _VOWELS and not small.startswith(_SPOKEN_CONSONANT)
