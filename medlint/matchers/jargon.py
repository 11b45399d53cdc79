"""Kind `jargon`: technical words that an article uses and does not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Edit, Match
from medlint.language.tokens import tokenize
from medlint.matchers.acronym import listed
from medlint.rewriting import is_part_of_name, is_spoken_of, put_in_place, tells_of_weight, text_for

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon, Mention
    from medlint.language.plain_words import PlainPlace
    from medlint.language.reading import Reading, Sentence

#: So many technical words in a paragraph make one count that is fair enough alone.
_DENSE = 3
#: So many percentages in a sentence are a table whose lines were lost.
_SHARES_IN_A_TABLE = 2
_GLOSSARY = re.compile(
    r"\b(?:glossary|definitions?|words? to know|key terms|terms to know|what .{3,40} mean)\b", re.I
)
# Behind a term: "(fluid in the tissue)", ", or swelling", ", which means ...", "is when ...".
_GLOSS_BEHIND = re.compile(
    r"(?:\s*\([^()]*\))?(?:\s+[a-z]+)?(?:\s*[(\[]\s*[“\"'‘]?(?:[^()\[\]]*[\s(])?[a-z]{3,}[^()\[\]]*[)\]]"
    r"|,?\s+or\s+|\s*,\s*(?:(?:in\s+)?which|where|a|an|the|meaning|that\s+is|i\.e\.|also|called|such\s+as|another)\b"
    r"|\s*[—–:]|\s+-\s|[^.;,()]{0,40},?\s+(?:which\s+means|meaning)\b"
    r"|\s+(?:means|meaning|refers?\s+to|stands?\s+for|describes?|occurs?\s+when|happens?\s+when)\b"
    r"|\s+(?:is|are)\s+(?:when|where|what|called|defined|known|the\s+(?:medical|name|term|word)"
    r"|a\b|an\b|any\b|one\b|another))",
    re.IGNORECASE,
)
# Before a term: "swelling (", ", or ", "called ", "known as ", "the medical name is ".
_GLOSS_BEFORE = re.compile(
    r"(?:[(\[]\s*(?:[^()\[\]]{0,40}\s)?|,\s+or\s+|\bi\.e\.,?\s+"
    r"|\bterms?\b[^.;:]{0,50}\s|\b(?:called|termed|known\s+as|named|(?:name|term|word)s?\s+(?:for\s+\w+\s+)?(?:is|are)"
    r"|referred\s+to\s+as|medically|technically|diagnosed\s+as|that\s+is)\s+"
    r"(?:a\s+|an\s+|the\s+)?(?:[a-z-]+\s){0,5})\Z",
    re.IGNORECASE,
)
# What the next sentence opens with where it explains this one.
_GOES_ON = re.compile(r"(?:This|That|Which|It)\s+means\b|In\s+other\s+words\b|That\s+is,", re.I)
_SMALL = frozenset(
    "a an the of in on to for by with from or and not as at be is are it its your that than other"
    " into such some who you able without medicine medicines".split()
)
#: "Professor of oncology": what somebody or a place is called.
_POSTS = frozenset(
    "professor department division school journal director chief head institute chair faculty"
    " college clinic field".split()
)
_ILLNESSES = frozenset({"condition", "condition-head"})
_ILL_IN_GENERAL = frozenset(
    "disease diseases disorder disorders illness illnesses condition conditions infection"
    " infections pain cancer cancers tumor tumors tumour tumours injury injuries".split()
)
_ARTICLES = ("a ", "an ")


@dataclass(frozen=True)
class Jargon:
    """Reports technical words of the lists of plain words that nothing explains, once an article.

    `known`     words that the readers know
    `weak`      words that count only in a paragraph with three technical words or more
    `without`   lists of plain words that are left out, by name
    `at_least`  how many such words an article must have
    `also_said` for a listed word, other words that explain it where they stand nearby
    `limit`     how many of them are reported, those used most; the last of these names the others

    A word is explained by brackets, an apposition, "called" and the like, by a glossary, by its
    plain words in the sentence or next to it; what the title names is the article's matter.
    """

    known: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    at_least: int = 1
    limit: int = 3
    also_said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    details: ClassVar[frozenset[str]] = frozenset({"plain", "rest"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for each reported word, where it stands first."""
        unexplained = self._unexplained(reading)
        if len(unexplained) < max(1, self.at_least):
            return
        by_use = sorted(unexplained, key=lambda term: -len(unexplained[term]))
        chosen, others = by_use[: self.limit], by_use[self.limit :]
        in_text = sorted(chosen, key=lambda term: unexplained[term][0].first)
        for term in in_text:
            rest = others if term == in_text[-1] else []
            yield _match(reading, unexplained[term][0], [unexplained[each][0] for each in rest])

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        lists = {word.list for word in lexicon.plain_words.words.values()}
        for name in sorted(set(self.without) - lists):
            yield f'without names "{name}", which is no list; lists: {", ".join(sorted(lists))}'
        for term in sorted(
            self.also_said.keys() - {word.listed for word in lexicon.plain_words.words.values()}
        ):
            yield f'also_said names "{term}", which no list of plain words has'
        for number, key in ((self.at_least, "at_least"), (self.limit, "limit")):
            if number < 1:
                yield f"{key} must be 1 or more; to report none, ignore the rule"

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(" ".join(tokenize(word).words) for word in self.known)

    @cached_property
    def _weak(self) -> frozenset[str]:
        return frozenset(self.weak)

    def _unexplained(self, reading: Reading) -> dict[str, list[PlainPlace]]:
        """The places of every word that nothing in the article explains, by its listed form."""
        places: dict[str, list[PlainPlace]] = {}
        settled: set[str] = set()
        for place in reading.lexicon.plain_words.find(reading):
            term = place.word.listed
            if term in settled or place.word.list in self.without:
                continue
            if place.word.term in self._known or term in self._known:
                continue
            sentence = reading.sentence_at(reading.tokens.starts[place.first])
            also_said = self.also_said.get(term, ())
            if sentence is None or _is_explained(reading, sentence, place, also_said):
                settled.add(term)
                places.pop(term, None)
            elif sentence.kind in ("paragraph", "list-item") and not _is_let_be(
                reading, sentence, place
            ):
                places.setdefault(term, []).append(place)
        return self._without_weak(reading, places)

    def _without_weak(
        self, reading: Reading, places: dict[str, list[PlainPlace]]
    ) -> dict[str, list[PlainPlace]]:
        """The words without the weak ones of paragraphs that hold few technical words."""
        if self._weak.isdisjoint(places):
            return places
        in_block: dict[int, set[str]] = {}
        for term, each in places.items():
            for place in each:
                in_block.setdefault(_block(reading, place), set()).add(term)
        strong = {
            term: [p for p in each if len(in_block[_block(reading, p)]) >= _DENSE]
            if term in self._weak
            else each
            for term, each in places.items()
        }
        return {term: each for term, each in strong.items() if each}


def _block(reading: Reading, place: PlainPlace) -> int:
    sentence = reading.sentence_at(reading.tokens.starts[place.first])
    return sentence.block if sentence else -1


def _is_explained(
    reading: Reading, sentence: Sentence, place: PlainPlace, also_said: Sequence[str]
) -> bool:
    """Whether the place explains the word, or the article is about it.

    `also_said` are words that explain it beside its plain ones.
    """
    if sentence.kind == "title" or _is_glossary(reading, sentence):
        return True
    span, text = reading.token_span(place.first, place.last), reading.prose
    if _GLOSS_BEHIND.match(text, span.end, min(sentence.span.end, span.end + 200)):
        return True
    if _GLOSS_BEFORE.search(text, max(sentence.span.start, span.start - 60), span.start):
        return True
    if any(_GOES_ON.match(text, each.span.start) for each in reading.following(sentence, 1)):
        return True
    around = reading.sentences[max(0, sentence.index - 1) : sentence.index + 2]
    near = {
        word
        for each in around
        if each.block == sentence.block
        for word in reading.plain_words[each.index]
    }
    return any(_says(words, near) for words in (place.word.plain, *also_said))


def _is_glossary(reading: Reading, sentence: Sentence) -> bool:
    heading = reading.heading_above(sentence)
    return heading is not None and bool(_GLOSSARY.search(reading.text(heading.span)))


def _says(plain: str, words: set[str]) -> bool:
    """Whether the words hold every word of weight of the plain words, in one form or another."""
    wanted = [word for word in plain.lower().split() if word not in _SMALL]
    return bool(wanted) and all(
        word in words or any(len(word) > 4 and each.startswith(_stem(word)) for each in words)
        for word in wanted
    )


def _stem(word: str) -> str:
    """What "prevention" and "prevent" have in common, roughly."""
    return word[: max(4, len(word) - 3)]


def _is_let_be(reading: Reading, sentence: Sentence, place: PlainPlace) -> bool:
    """Whether the word is part of a name, of an illness too, or of a table, or is quoted."""
    first, last = place.first, place.last
    words = reading.words
    if words[sentence.first : sentence.last].count("%") >= _SHARES_IN_A_TABLE:
        return True
    if not _POSTS.isdisjoint(words[max(sentence.first, first - 6) : first]):
        return True
    if is_part_of_name(reading, sentence, first, last):
        return True
    for mention in reading.mentions[sentence.index]:
        holds = mention.start <= first and last <= mention.end
        if holds and mention.end - mention.start > last - first:
            return True
        if _names_illness(reading, place, mention):
            return True
    return is_spoken_of(reading, sentence, first, last)


def _names_illness(reading: Reading, place: PlainPlace, mention: Mention) -> bool:
    """Whether the word opens the name of an illness, as in "stromal corneal dystrophy"."""
    between = reading.words[place.last : mention.start]
    return (
        place.last <= mention.start <= place.last + 2
        and bool(mention.term.tags & _ILLNESSES)
        and mention.term.text not in _ILL_IN_GENERAL
        and not any(word in _ENDS_NAME for word in between)
    )


def _match(reading: Reading, place: PlainPlace, rest: Sequence[PlainPlace]) -> Match:
    span = reading.token_span(place.first, place.last)
    sentence = reading.sentence_at(span.start)
    edit = _edit(reading, sentence, place)
    others = [f"{each.word.term} ({each.word.plain})" for each in rest]
    return Match(
        span,
        sentence=sentence.index if sentence else None,
        details={
            "plain": place.word.plain,
            "rest": f" The same goes for {listed(others)}." if others else "",
        },
        replacement=text_for(edit, span),
        edits=(edit,) if edit else (),
    )


def _edit(reading: Reading, sentence: Sentence | None, place: PlainPlace) -> Edit | None:
    """The edit that writes the plain words; None where they might not fit, or within a claim."""
    word = place.word
    if sentence is None or not word.fits or tells_of_weight(reading, sentence):
        return None
    span, prose = reading.token_span(place.first, place.last), reading.prose
    if "-" in (prose[span.start - 1 : span.start], prose[span.end : span.end + 1]):
        return None
    grammar = reading.lexicon.part("grammar")
    before = reading.words[place.first - 1] if place.first > sentence.first else "."
    if word.plain.startswith(_ARTICLES) and (
        before in grammar.words_tagged("determiner")
        or before not in grammar.words_tagged("before-phrase")
    ):
        return None
    after = reading.words[place.last] if place.last < sentence.last else "."
    ends = not after.isalpha() or after in grammar.words_tagged("behind-noun") | _JOINING
    # Before another noun, "anticoagulant" is an adjective.
    if word.table == "nouns" and not ends:
        return None
    return put_in_place(reading, place.first, place.last, word.plain)


_JOINING = frozenset({"and", "or"})
_ENDS_NAME = frozenset(
    {"and", "or", "of", "in", "for", "with", "is", "are", "to", ",", ".", ";", ":", "(", ")"}
)
