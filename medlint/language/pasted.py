"""Titles, and other fragments without a verb, that were pasted at the edges of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from medlint.document import Document
from medlint.finding import Span
from medlint.layout import Block, is_metadata_line
from medlint.remembered import once

#: A title of one or two words opens too many honest sentences to be searched for.
FEWEST_TITLE_WORDS = 3
#: A fragment that never was a heading must be this long, in words, ...
FRAGMENT_WORDS = range(4, 13)
#: ... and stand at this many edges of paragraphs.
FRAGMENT_EDGES = 3
#: A whole block that repeats the title counts as pasted from this many copies on.
WHOLE_BLOCK_COPIES = 3

_LONGEST_TITLE_WORDS = 24
# Letters in which a word and its plural agree.
_SAME_START = 3
# Paragraphs that open with the same fragment share at least this many characters.
_ALIKE = 12
# No article has more; a file made to be slow may.
_MOST_FRAGMENTS = 50
_LONGEST_TITLE = 300
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SITE_NAME = re.compile(r"\s+[|–—»·-]+\s+|\s*[|»]\s*|:\s+")
# What a page's own name is joined to its title with; a colon rather opens a second title.
_SITE_MARK = re.compile(r"\s+[|–—»·-]+\s+|\s*[|»]\s*")
# A mark and the name of a site behind a title at the end of a block.
_SITE_TAIL = re.compile(
    r"(?:\s*[|»]\s*|\s+[–—·-]\s+)[A-Z]\w*(?:[.'’]\w+)*"
    r"(?: (?:[A-Z]\w*(?:[.'’]\w+)*|of|for|the|and|&)){0,4}\Z"
)
_LONGEST_TAIL = 60
_ANY_MARK = re.compile(r"[|»–—·]|\s-\s")
# A mark between a title and the sentence that it was glued to; with a dash it may be a subtitle.
_GLUE = re.compile(r"\s*(?:(?P<sure>[|»])|[–—]|(?<=\s)-)(?=\s)")
# A site's name, all in capitalised words, before the first word of a sentence.
_SITE_BEFORE = re.compile(
    r"\s(?P<name>[A-Z]\w*(?: [A-Z]\w*){0,3}?)"
    r"(?= (?:A|An|As|At|If|In|It|Many|Most|The|This|When|You|Your)\b)"
)
_ARTICLES = frozenset({"a", "an", "the"})
# Keys of front matter that hold a title or a site's name.
_STATED = ("title", "seo_title", "meta_title", "site", "site_name", "sitename")
# What may stand between the end of a sentence and a fragment glued to it.
_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’)\]]*(?:\s?\[[\w,\s–-]{1,20}\])*[⁰¹²³⁴-⁹]*\s+[\"'“‘(*_]*\Z"
)
_LAST_STOP = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[^.!?…]*\Z)")
_STOP_INSIDE = re.compile(r"[^\W\d_]{3}[.!?…][\"'”’)\]]*\s+[A-Z]")
_INITIAL = re.compile(r"\b[A-Z]\.\s+\Z")
_CITED = re.compile(
    r"\W*(?:how to cite|cite (?:this|as)|(?:suggested |recommended )?citation|references?|sources?"
    r"|from|see|watch|listen|image|photo|figure|table|related)\b[^.\n]{0,30}:",
    re.IGNORECASE,
)
_YEAR_AND_STOP = re.compile(r"\b(?:19|20)\d\d\b\W*\Z")

# Words that open a sentence and never continue a name.
_OPENERS = frozenset(
    "a about after all although among an and another any are as at because before being both but"
    " by can could despite did do does during each early even every few first finally for from"
    " given had has have having he her here his how however i if in instead is it its just let"
    " like many may might more moreover most much my new no none not now of on once one only or"
    " our over people perhaps recent research scientists she should similarly since so some"
    " studies such than that the their them then there these they this those though through thus"
    " to today two under unlike until was we were what when where whether which while who why"
    " will with within without would yet you your additionally also furthermore doctors patients"
    .split()
)  # fmt: skip
# After a capitalised word these go on with a name as easily as with a sentence.
_JOINING = frozenset({"and", "or", "of", "for", "in", "at", "de", "s"})
# A phrase that breaks off at one of these is the start of a sentence, not a title.
_DANGLING = frozenset(
    "a about against an and are as at because but by can could do does for from had has have if in"
    " including into is it its like may might more most near no not of on or our over s such than"
    " that the their these this those to under was were when which who will with without would"
    " your dr mr mrs ms prof st"
    .split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastedTitle:
    """A title or fragment that stands in the text where no sentence holds it.

    `original` is the title, or the fragment's first copy. `echo` is True for a title that a
    publishing system printed twice. `whole_block` is True where nothing else is in the block;
    `at_start` tells a copy that opens its block from one that closes it.
    """

    span: Span
    original: Span
    echo: bool = False
    whole_block: bool = False
    at_start: bool = False


class _Phrase(NamedTuple):
    """The words of a fragment without the endings of plurals; a `brief` one proves nothing once."""

    words: tuple[str, ...]
    original: Span
    brief: bool = False


class _Edge(NamedTuple):
    """A phrase at the start or the end of a block; `sure` when a sentence cannot hold it."""

    span: Span
    phrase: _Phrase
    sure: bool
    at_start: bool


@lru_cache(maxsize=1 << 12)
def _singular(word: str) -> str:
    """A lower-case word without the ending of a plural or a genitive, the same for both forms."""
    word = word.replace("’", "'").removesuffix("'s").replace("'", "")
    if word in _DANGLING or len(word) < 4 or word[-1] != "s":
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if word[-2] in "sui" else word[:-1]


def _singulars(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_singular, words))


def pasted_title_spans(document: Document) -> tuple[Span, ...]:
    """Spans of the title glued to the start or end of later blocks, in order, not overlapping."""
    return tuple(pasted.span for pasted in pasted_titles(document))


def pasted_titles(document: Document) -> tuple[PastedTitle, ...]:
    """Every title and repeated fragment that stands in the text where no sentence holds it."""
    text = _Lowered(document)
    titles = _titles(text)
    found = [*_title_pastes(text, titles), *_fragment_pastes(text, titles)]
    kept: list[PastedTitle] = []
    for pasted in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or not pasted.span.overlaps(kept[-1].span):
            kept.append(pasted)
    return tuple(kept)


class _Lowered:
    """A document's prose, its lower-case twin of equal length, and the blocks to search."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.prose = document.prose
        lowered = self.prose.lower()
        if len(lowered) != len(self.prose):
            # A few capitals, such as the dotted I, are two code points in lower case.
            lowered = "".join(letter.lower()[:1] for letter in self.prose)
        self.lowered = lowered
        blocks = document.blocks
        self.title = next((at for at, block in enumerate(blocks) if block.kind == "title"), None)

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The lower-case words of a range."""
        return tuple(_WORD.findall(self.lowered, start, end))

    def later_blocks(self) -> Iterator[tuple[int, Block]]:
        """The blocks below the title in which a fragment may have been pasted, by number.

        A heading that holds a whole sentence is a paragraph that lost its last full stop.
        """
        first = -1 if self.title is None else self.title
        for number, block in enumerate(self.document.blocks):
            if number <= first:
                continue
            if block.kind == "heading":
                inside = _STOP_INSIDE.search(self.prose, block.span.start, block.span.end)
                yield number, Block("paragraph", block.span) if inside else block
            elif block.kind in ("paragraph", "list-item"):
                yield number, block

    def starts_with(self, words: tuple[str, ...], start: int, end: int) -> Span | None:
        """The span of the words if a range opens with them; brackets or quotes may come first."""
        if self.lowered.find(words[0][:_SAME_START], start, start + 4 + _SAME_START) < 0:
            return None
        at = start
        first = -1
        for word in words:
            found = _WORD.search(self.lowered, at, min(end, at + 8 + len(word)))
            if found is None or found.start() > at + 3 or _singular(found.group()) != word:
                return None
            first = found.start() if first < 0 else first
            at = found.end()
        return Span(first, at)

    def ends_with(self, words: tuple[str, ...], start: int, end: int) -> Span | None:
        """The span of the words if a range closes with them and no punctuation follows."""
        last = words[-1]
        if self.lowered.find(last[:_SAME_START], max(start, end - len(last) - 3), end) < 0:
            return None
        longest = sum(len(word) + 6 for word in words)
        tail = list(_WORD.finditer(self.lowered, max(start, end - longest), end))[-len(words) :]
        if _singulars(found.group() for found in tail) != words or tail[-1].end() != end:
            return None
        return Span(tail[0].start(), end)

    def without_site(self, start: int, end: int) -> int:
        """Where a range ends without the name of a site behind a mark; `end` where it has none."""
        window = max(start, end - _LONGEST_TAIL)
        tail = _SITE_TAIL.search(self.prose, window, end)
        return tail.start() if tail else end

    def glued(self, span: Span, end: int) -> tuple[Span, bool]:
        """The span with a mark behind it, if one parts it from what follows, and if that is sure.

        A dash may also stand before a subtitle. Behind a bar a site's name may stand.
        """
        mark = _GLUE.match(self.prose, span.end, min(end, span.end + 4))
        if mark is None:
            return span, True
        site = _SITE_BEFORE.match(self.prose, mark.end(), end) if mark["sure"] else None
        if site:
            return Span(span.start, site.end("name")), True
        return Span(span.start, mark.end()), bool(mark["sure"])

    def opens_sentence(self, span: Span, end: int, phrase: _Phrase) -> bool | None:
        """Whether a new sentence opens behind `span`; None where it may be a name that goes on."""
        at = span.end
        if not self.prose[at : at + 1].isspace():
            return False
        following = list(_first(_WORD.finditer(self.prose, at, min(end, at + 80)), 2))
        if len(following) < 2 or self.prose[at : following[0].start()].strip(" \t\r\n\"'“‘"):
            return False
        word, after = following[0].group(), following[1].group()
        if not word[0].isupper() or (word.isupper() and len(word) > 1 and after.isupper()):
            return False
        lowered = word.lower()
        if lowered in _OPENERS:
            return True
        if after[0].isupper():
            return False
        if after in _JOINING or self.prose[span.start : span.end].istitle():
            return None
        # Written small somewhere, it is an ordinary word; else it may be a name ("Medicare").
        ordinary = _singular(lowered) in phrase.words or lowered in self._as_written
        return True if ordinary else None

    @once
    def _as_written(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.prose))

    def follows_sentence(self, at: int, start: int) -> bool:
        """Whether the text before `at` closes a sentence of the block that opens at `start`."""
        before = self.prose[max(start, at - 40) : at]
        # "2. Side effects" is a numbered heading, "Lee A. Side effects" an author's name.
        if _INITIAL.search(before) or len(_WORD.findall(before)) < 2:
            return False
        return bool(_SENTENCE_END.search(before))

    def is_citation(self, block: Block) -> bool:
        """Whether a block says where something comes from rather than what is so."""
        opening = self.prose[block.span.start : min(block.span.end, block.span.start + 90)]
        return bool(_CITED.match(opening)) or is_metadata_line(opening)


def _first(items: Iterator[re.Match[str]], count: int) -> Iterator[re.Match[str]]:
    for number, item in enumerate(items, start=1):
        yield item
        if number == count:
            return


def _titles(text: _Lowered) -> list[_Phrase]:
    """The article's titles, longest first: as printed and as front matter has them, in variants.

    Without the site's name, behind it, with and without an article, "&" for "and".
    """
    if text.title is None:
        return []
    span = text.document.blocks[text.title].span
    source = text.document.text
    front = text.document.layout.front_matter
    written = [source[span.start : span.end].strip("#=*_ \t\r\n")]
    written += [front[key] for key in _STATED if front.get(key)]
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for title in written:
        if len(title) > _LONGEST_TITLE:
            continue
        parts = _SITE_MARK.split(title)
        # With a site name on either side, each part may be what was pasted, and so may both.
        for part in (title, " ".join(reversed(parts)), *parts, *_SITE_NAME.split(title)):
            for words in _variants(part):
                if FEWEST_TITLE_WORDS <= len(words) <= _LONGEST_TITLE_WORDS:
                    phrases.setdefault(words, _Phrase(words, span))
        for part in parts if len(parts) > 1 else ():
            words = _singulars(_WORD.findall(part.lower()))
            if len(words) == FEWEST_TITLE_WORDS - 1:
                phrases.setdefault(words, _Phrase(words, span, brief=True))
    return sorted(phrases.values(), key=lambda phrase: -len(phrase.words))


def _variants(title: str) -> Iterator[tuple[str, ...]]:
    """The words of a title, also with and without its article, and with "&" read as "and"."""
    forms = {title.lower(), title.lower().replace("&", " and ")}
    for form in sorted(forms):
        words = _singulars(_WORD.findall(form))
        yield words
        if "and" in words:
            yield tuple(word for word in words if word != "and")
        if words[:1] and words[0] in _ARTICLES:
            yield words[1:]
        else:
            yield ("the", *words)


def _opening(words: tuple[str, ...]) -> str:
    """The first letters of a phrase; those of the word behind an article too, which opens much."""
    if words[0] in _ARTICLES:
        return f"{words[0]} {words[1][:_SAME_START]}"
    return words[0][:_SAME_START]


class _Gate:
    """A quick look at the first and the last letters of a block: may it hold one of the phrases?"""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        last = {phrase.words[-1] for phrase in phrases}
        self._openings = (*{_opening(phrase.words) for phrase in phrases},)
        forms = {form for word in last for form in (word, f"{word}s", f"{word}es")}
        forms |= {f"{word[:-1]}ies" for word in last if word.endswith("y")}
        forms |= {f"{word}{mark}s" for word in last for mark in "'’"}
        self._endings = (*forms, *(f"{form}." for form in forms))

    def lets_through(self, text: _Lowered, span: Span) -> bool:
        """Whether a block opens or closes like a phrase, or with what may be a site's name."""
        start, end = span
        if not text.lowered[start].isalnum():
            # Marks of a list, quotes or brackets come first.
            word = _WORD.search(text.lowered, start, min(end, start + 8))
            start = word.start() if word else start
        return (
            text.lowered.startswith(self._openings, start, end)
            or text.lowered.endswith(self._endings, start, end)
            or bool(_ANY_MARK.search(text.lowered, max(start, end - _LONGEST_TAIL), end))
        )


def _title_pastes(text: _Lowered, titles: list[_Phrase]) -> Iterator[PastedTitle]:
    if not titles:
        return
    edges: list[_Edge] = []
    whole: list[tuple[int, Block, _Phrase]] = []
    gate = _Gate(titles)
    for number, block in text.later_blocks():
        if not gate.lets_through(text, block.span):
            continue
        phrase = _whole_block(text, block, titles)
        if phrase is not None:
            whole.append((number, block, phrase))
        elif block.kind != "heading":
            edges += _edges(text, block, titles)
    # Doubtful copies count beside a certain one, or in numbers that no coincidence gives.
    doubtful_count = any(edge.sure for edge in edges) or len(edges) >= FRAGMENT_EDGES
    for edge in edges:
        if edge.sure or doubtful_count:
            yield PastedTitle(edge.span, edge.phrase.original, at_start=edge.at_start)
    yield from _whole_pastes(text, whole)


def _whole_block(text: _Lowered, block: Block, titles: list[_Phrase]) -> _Phrase | None:
    """The title that a block repeats without anything else."""
    start, end = block.span.start, block.span.end
    if end - start > _LONGEST_TITLE:
        return None
    words = _singulars(text.words(start, end))
    named = _singulars(text.words(start, text.without_site(start, end)))
    for phrase in titles:
        if not phrase.brief and phrase.words in (words, named):
            return phrase
    return None


def _whole_pastes(text: _Lowered, whole: list[tuple[int, Block, _Phrase]]) -> Iterator[PastedTitle]:
    """Blocks that repeat the title: many of them, or the one right under it."""
    many = len(whole) >= WHOLE_BLOCK_COPIES
    for number, block, phrase in whole:
        echo = not many and _is_echo(text, number, phrase)
        if many or echo:
            yield PastedTitle(block.span, phrase.original, echo, whole_block=True)


def _is_echo(text: _Lowered, number: int, phrase: _Phrase) -> bool:
    """Whether a block is the first below a printed title; front matter prints nothing."""
    blocks = text.document.blocks
    front = text.document.layout.front_matter_span
    if front is not None and phrase.original.overlaps(front):
        return False
    between = blocks[(text.title or 0) + 1 : number]
    same = _singulars(text.words(phrase.original.start, phrase.original.end)) == phrase.words
    return same and all(block.kind == "metadata" for block in between)


def _edges(text: _Lowered, block: Block, phrases: Iterable[_Phrase]) -> Iterator[_Edge]:
    """The longest phrase glued to the start, and the longest glued to the end, of a block."""
    start, end = block.span.start, block.span.end
    at_start = at_end = False
    # A full stop may have been set behind a copy; a site's name may stand there.
    stopped = end - 1 if text.prose[start:end].endswith(".") else end
    bare = text.without_site(start, end)
    for phrase in phrases:
        if not at_start and (span := text.starts_with(phrase.words, start, end)):
            edge = _start_edge(text, block, span, phrase)
            at_start = edge is not None
            if edge:
                yield edge
        if not at_end:
            for close in sorted({end, stopped, bare}, reverse=True):
                edge = _end_edge(text, block, close, phrase)
                if edge:
                    at_end = True
                    yield edge
                    break


def _start_edge(text: _Lowered, block: Block, span: Span, phrase: _Phrase) -> _Edge | None:
    """The edge of a phrase that opens a block, None where a sentence holds it."""
    end = block.span.end
    whole, certain = text.glued(span, end)
    opens = text.opens_sentence(whole, end, phrase)
    if opens is False or (phrase.brief and not opens) or text.is_citation(block):
        return None
    return _Edge(whole, phrase, opens is True and certain and not phrase.brief, True)


def _end_edge(text: _Lowered, block: Block, close: int, phrase: _Phrase) -> _Edge | None:
    """The edge of a phrase that closes a block at `close`, before a stop or a site's name."""
    start, end = block.span.start, block.span.end
    span = text.ends_with(phrase.words, start, close)
    if span is None or text.is_citation(block) or not text.follows_sentence(span.start, start):
        return None
    stopped = close == end - 1
    return _Edge(Span(span.start, end), phrase, not (stopped or phrase.brief), False)


def _fragment_pastes(text: _Lowered, titles: list[_Phrase]) -> Iterator[PastedTitle]:
    """Fragments that never were a heading but stand at three or more edges of paragraphs."""
    paragraphs = [block for _, block in text.later_blocks() if block.kind == "paragraph"]
    if len(paragraphs) < FRAGMENT_EDGES:
        return
    fragments = _fragments(text, paragraphs)
    if not fragments:
        return
    known = {phrase.words for phrase in titles} | _headings(text)
    for written, blocks in fragments.items():
        words = _singulars(written)
        if any(words == other[: len(words)] or other == words[: len(other)] for other in known):
            continue
        phrase = _Phrase(words, Span(0, 0))
        edges = [edge for block in blocks for edge in _edges(text, block, (phrase,))]
        # A doubtful copy may be the start of a name, so at most one in three counts.
        if len(edges) >= FRAGMENT_EDGES and sum(edge.sure for edge in edges) >= FRAGMENT_EDGES - 1:
            known.add(words)
            for edge in edges:
                yield PastedTitle(edge.span, edges[0].span, at_start=edge.at_start)


def _headings(text: _Lowered) -> set[tuple[str, ...]]:
    return {
        _singulars(text.words(block.span.start, block.span.end))
        for block in text.document.blocks
        if block.kind in ("heading", "title")
    }


def _fragments(text: _Lowered, paragraphs: list[Block]) -> dict[tuple[str, ...], list[Block]]:
    """Phrases that several paragraphs open or close with, longest first, and those paragraphs."""
    by_tail: dict[tuple[str, ...], list[Block]] = {}
    by_head: dict[str, list[Block]] = {}
    for block in paragraphs:
        start, end = block.span.start, block.span.end
        by_head.setdefault(text.lowered[start : start + _ALIKE], []).append(block)
        if text.prose[end - 1].isalnum():
            by_tail.setdefault(_tail(text, start, end), []).append(block)
    found = set(by_tail)
    for group in by_head.values():
        if len(group) >= FRAGMENT_EDGES - 1:
            found.add(_common_start([_head(text, block) for block in group]))
    blocks: dict[tuple[str, ...], list[Block]] = {}
    for words in found:
        if len(words) in FRAGMENT_WORDS and words[-1] not in _DANGLING:
            opened = by_head.get(" ".join(words)[:_ALIKE], [])
            both = {block.span: block for block in (*by_tail.get(words, ()), *opened)}
            if len(both) >= FRAGMENT_EDGES - 1:
                blocks[words] = [both[span] for span in sorted(both)]
    most = sorted(blocks, key=lambda words: (-len(blocks[words]), words))[:_MOST_FRAGMENTS]
    return {words: blocks[words] for words in sorted(most, key=lambda words: (-len(words), words))}


def _head(text: _Lowered, block: Block) -> tuple[str, ...]:
    """The first words of a block, one more than a fragment may have."""
    start = block.span.start
    window = text.words(start, min(block.span.end, start + 16 * FRAGMENT_WORDS.stop))
    return window[: FRAGMENT_WORDS.stop]


def _common_start(heads: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The words that all the heads open with."""
    lowest, highest = min(heads), max(heads)
    length = 0
    while length < min(len(lowest), len(highest)) and lowest[length] == highest[length]:
        length += 1
    return lowest[:length]


def _tail(text: _Lowered, start: int, end: int) -> tuple[str, ...]:
    """The words after the last full stop of a block."""
    window = text.prose[max(start, end - 16 * FRAGMENT_WORDS.stop) : end]
    stop = _LAST_STOP.search(window)
    return text.words(end - len(window) + stop.end(), end) if stop else ()
