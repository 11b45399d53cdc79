"""The layout of an HTML page: blocks and prose of its article, with the offsets of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from medlint.finding import Span
from medlint.layout import (
    JOINT,
    Block,
    BlockKind,
    Layout,
    Stated,
    blank,
    is_metadata_line,
    is_reference_heading,
)
from medlint.webpages.furniture import Furniture, furniture_of, unseen_in
from medlint.webpages.statements import attribute_span, statements_of
from medlint.webpages.tree import (
    BLOCKS,
    HEADINGS,
    ROOT,
    TABLE_PARTS,
    Element,
    Page,
    Piece,
    host_of,
    own_hosts,
    read_page,
)

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NON_SPACE = re.compile(r"\S")
_CODE = frozenset({"pre", "xmp", "listing", "plaintext"})
_BREAKS = BLOCKS | TABLE_PARTS | _CODE | {ROOT, "html", "body", "legend"}
_INLINE_CODE = frozenset({"code", "kbd", "samp", "tt"})
_APOSTROPHES = frozenset("'’ʼ")
_OPENING = frozenset("“‘«([")
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th)\s*", re.IGNORECASE)
_MARK = re.compile(r"[\s\[(]*(?:\d{1,3}|[a-z*†‡§])(?:[\s,;–-]+\d{1,3})*[\s\])]*")
_ADDRESS = re.compile(r"(?:https?:)?//|doi:", re.IGNORECASE)
_NOTE = re.compile(
    r"#(?:_?ftn|fn|footnote|endnote|en-?\d|note|ref|cit|bib|source|cr-?\d|[rb]-?\d|\d+$)",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"//(?:[\w-]+\.)*(?:addtoany\.com|addthis\.com|sharethis\.com|wa\.me|t\.me/share"
    r"|api\.whatsapp\.com|getpocket\.com|facebook\.com/(?:sharer|share|dialog)"
    r"|(?:twitter|x)\.com/(?:intent|share|home)|linkedin\.com/(?:share|cws|sharing)"
    r"|pinterest\.[\w.]+/pin/create|reddit\.com/submit|tumblr\.com/(?:share|widgets)"
    r"|news\.ycombinator\.com/submitlink|bsky\.app/intent|threads\.net/intent)",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(r"(?<!\s)\s++[|»·•–—-]\s+(?:(?!\s[|»·•–—-]\s).){1,50}$")
_BYLINE = re.compile(
    r"(?:^|[-_\s])(?:byline|author|published|updated|dateline|post-(?:meta|date)|entry-meta"
    r"|reviewed-by|reviewer)(?:$|[-_\s])"
)
_LOWEST_LEVEL = 6
_WHOLE = frozenset({ROOT, "html", "body"})
#: A line of at most so many words under a class such as "byline" is metadata.
_LONGEST_BYLINE = 40


@dataclass
class _Walk:
    """What is open while the pieces of a page go by.

    `kept` are the stretches of the source that are prose, with what is written in their place.
    `block` is where the open block starts, `kind` and `level` what it is.
    """

    page: Page
    furniture: Furniture
    kinds: list[BlockKind]
    kept: list[tuple[Span, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    entities: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    citations: list[Span] = field(default_factory=list)
    first: int = -1
    last: int = -1
    owner: int = 0
    row: int = 0
    references_level: int = 0
    broken: bool = True
    silent: int = 0


def read_html(text: str) -> Layout:
    """The layout of an HTML page; markup and what is no part of the article are blanked."""
    # Lone surrogates cannot be handed to the parser; any other character will do in their place.
    page = read_page(_SURROGATE.sub("\ufffd", text))
    furniture = furniture_of(page)
    walk = _Walk(page, furniture, _kinds(page, furniture))
    for piece in page.pieces:
        _take(walk, piece)
    _end_block(walk, len(text))
    metadata = tuple(sorted(statements_of(page), key=lambda stated: stated.span))
    prose = _written(text, walk.kept)
    walk.citations += _links(walk)
    blocks, title = _with_title(walk, prose, metadata)
    if title is not None:
        prose = prose[: title.start] + _readable(text, title) + prose[title.end :]
    return Layout(
        prose=prose,
        blocks=tuple(blocks),
        citations=tuple(sorted(walk.citations)),
        comments=tuple(walk.comments),
        metadata=metadata,
        entities=tuple(walk.entities),
        source=_source(walk, text, prose),
    )


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a fragment of HTML in an article of another format; it has no title."""
    page = read_page(text)
    furniture = unseen_in(page)
    walk = _Walk(page, furniture, _kinds(page, furniture))
    for piece in page.pieces:
        _take(walk, piece)
    _end_block(walk, len(text))
    return _trimmed(walk.blocks, _written(text, walk.kept))


def _kinds(page: Page, furniture: Furniture) -> list[BlockKind]:
    """For every element, the kind of a block whose text stands in it."""
    kinds: list[BlockKind] = []
    for index, element in enumerate(page.elements):
        above: BlockKind = kinds[element.parent] if element.parent >= 0 else "paragraph"
        kinds.append("references" if furniture.references[index] else _kind(element, above))
    return kinds


def _kind(element: Element, above: BlockKind) -> BlockKind:
    name = element.name
    if name in HEADINGS:
        return "heading"
    if name in _CODE:
        return "code"
    if name in ("td", "th", "caption"):
        # Old pages are laid out with tables; what such a cell holds is no table's.
        is_layout = element.headings or element.tables or element.paragraphs > 1
        return above if is_layout and above != "table" else "table"
    if above in ("references", "quote", "table", "code", "metadata"):
        return above
    if name == "blockquote":
        return "quote"
    if name in ("li", "dt", "dd"):
        return "list-item"
    if name == "address" or _is_byline(element):
        return "metadata"
    if name in ("article", "main", "section", "body"):
        return "paragraph"
    return above


def _is_byline(element: Element) -> bool:
    if element.words > _LONGEST_BYLINE or element.headings or element.name in _WHOLE:
        return False
    names = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return bool(_BYLINE.search(names.lower()))


def _take(walk: _Walk, piece: Piece) -> None:
    """Record what one piece says about the page."""
    if piece.kind == "comment":
        if walk.page.text.startswith("<!--", piece.span.start):
            walk.comments.append(piece.span)
    elif piece.kind in ("open", "close"):
        _take_tag(walk, piece)
    elif piece.kind in ("text", "entity") and not _is_silent(walk, piece.element):
        _take_text(walk, piece)


def _is_silent(walk: _Walk, element: int) -> bool:
    return walk.silent > 0 or walk.furniture.left_out[element]


def _take_tag(walk: _Walk, piece: Piece) -> None:
    page = walk.page
    element = page.elements[piece.element]
    name = element.name
    if name in _BREAKS:
        _end_block(walk, piece.span.start)
        walk.row += name == "tr" and piece.kind == "open"
    elif name == "br":
        between = page.text[walk.last : piece.span.start] if walk.first >= 0 else ""
        if piece.kind == "open" and "<br" in between.lower():
            _end_block(walk, piece.span.start)
        walk.broken = True
    elif name in ("img", "sup") or name in _INLINE_CODE:
        walk.broken = True
    if name in _INLINE_CODE and walk.kinds[piece.element] != "code":
        walk.silent += 1 if piece.kind == "open" else -1
    elif name == "sup" and _is_citation_mark(walk, element):
        walk.silent += 1 if piece.kind == "open" else -1
        if piece.kind == "open" and not walk.furniture.left_out[piece.element]:
            walk.citations.append(Span(piece.span.start, element.inner.end))
    elif name == "sup" and _ORDINAL.fullmatch(page.text, *element.inner):
        walk.broken = False
    elif name == "img" and piece.kind == "open" and not _is_silent(walk, piece.element):
        _take_picture(walk, piece)


def _is_citation_mark(walk: _Walk, element: Element) -> bool:
    """Whether raised text is a citation mark; behind a figure or a unit it is a power."""
    text = walk.page.text
    if element.inner.end - element.inner.start > _LONGEST_MARK:
        return False
    written = text[element.inner.start : element.inner.end]
    words = _TAG.sub("", written)
    if not _MARK.fullmatch(words):
        return False
    return "<a" in written.lower() or not text[max(0, element.start - 1) : element.start].isdigit()


_TAG = re.compile(r"<[^<>]*>")
_LONGEST_MARK = 400


def _take_picture(walk: _Walk, piece: Piece) -> None:
    """The words that stand for a picture are read where it stands."""
    span = attribute_span(walk.page, walk.page.elements[piece.element], "alt")
    if span is not None and _NON_SPACE.search(walk.page.text, *span):
        _keep(walk, span, _readable(walk.page.text, span), piece.element)
        walk.broken = True


def _take_text(walk: _Walk, piece: Piece) -> None:
    text = walk.page.text
    if walk.kinds[piece.element] == "code":
        _begin_block(walk, piece)
        walk.last = piece.span.end
        return
    if piece.kind == "entity":
        _keep(walk, piece.span, _filled(piece.value, piece.span), piece.element)
        walk.entities.append(piece.span)
    else:
        written = text[piece.span.start : piece.span.end]
        if "</>" in written:
            written = written.replace("</>", "   ")
        _keep(walk, piece.span, written, piece.element)


def _filled(value: str, span: Span) -> str:
    """What an entity stands for, with spaces up to the entity's length."""
    length = span.end - span.start
    value = value.replace("\r", " ").replace("\n", " ")
    return value.ljust(length)[:length]


def _keep(walk: _Walk, span: Span, written: str, element: int) -> None:
    """Take a stretch of the source into the prose."""
    if walk.first < 0:
        if not written.strip():
            return
        _begin_block(walk, Piece("text", span, element))
    elif not walk.broken and walk.kept:
        _join(walk, span.start, written)
    walk.kept.append((span, written))
    walk.last = span.end
    walk.broken = False


def _begin_block(walk: _Walk, piece: Piece) -> None:
    if walk.first < 0:
        walk.first, walk.owner = piece.span.start, piece.element
        walk.broken = False


def _join(walk: _Walk, start: int, written: str) -> None:
    """Fill what stands between two parts of one word, such as tags, so that it stays whole."""
    span, before = walk.kept[-1]
    left = before.rstrip(" ") if before[-1:] == " " and span in walk.entities[-1:] else before
    gap = walk.page.text[span.start + len(left) : start]
    if not gap or not left or "\n" in gap or "\r" in gap:
        return
    follows = written[:1]
    if _is_of_word(follows) and (
        _is_of_word(left[-1]) or (left[-1] in _OPENING and "<" not in gap)
    ):
        walk.kept[-1] = (Span(span.start, start), left + JOINT * len(gap))


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == JOINT or letter in _APOSTROPHES


def _end_block(walk: _Walk, end: int) -> None:
    """Close the open block, if there is one, as what its first words' element makes it."""
    if walk.first < 0:
        return
    first, walk.first = walk.first, -1
    walk.broken = True
    kind, level = walk.kinds[walk.owner], 0
    span = Span(first, walk.last)
    if kind == "heading":
        level = _level(walk)
        words = _TAG.sub("", walk.page.text[span.start : span.end])
        if is_reference_heading(" ".join(words.split())):
            walk.references_level = level
        elif walk.references_level and level <= walk.references_level:
            walk.references_level = 0
    elif walk.references_level and kind != "code":
        kind = "references"
    elif kind == "table":
        level = walk.row
    walk.blocks.append(Block(kind, span, level))


def _level(walk: _Walk) -> int:
    for element in walk.page.ancestors(walk.owner):
        if element.name in HEADINGS:
            return int(element.name[1])
    return _LOWEST_LEVEL


def _written(text: str, kept: list[tuple[Span, str]]) -> str:
    """The text with everything blanked but what is kept."""
    pieces: list[str] = []
    done = 0
    for span, written in kept:
        pieces.append(blank(text[done : span.start]))
        pieces.append(written)
        done = span.end
    pieces.append(blank(text[done:]))
    return "".join(pieces)


_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def _readable(text: str, span: Span) -> str:
    """A stretch of the source with its entities decoded, of the same length."""
    from html import unescape

    def filled(found: re.Match[str]) -> str:
        value = unescape(found.group())
        word = found.end() < span.end and text[found.end()].isalnum() and value.isalnum()
        return value.replace("\n", " ").ljust(len(found.group()), JOINT if word else " ")

    return _ENTITY.sub(filled, text[span.start : span.end])


def _links(walk: _Walk) -> Iterator[Span]:
    """The links of the article that lead to a source: to another site, or to a note of its own."""
    own = own_hosts(walk.page)
    for index, element in enumerate(walk.page.elements):
        if element.name != "a" or walk.furniture.left_out[index]:
            continue
        address = element.attributes.get("href", "").strip()
        if _NOTE.match(address) or (
            _ADDRESS.match(address) and not _SHARING.search(address) and host_of(address) not in own
        ):
            yield Span(element.start, max(element.inner.end, element.inner.start))


def _with_title(
    walk: _Walk, prose: str, metadata: tuple[Stated, ...]
) -> tuple[list[Block], Span | None]:
    """The trimmed blocks with the article's title, and the title's place if it is in the head."""
    blocks = list(_trimmed(walk.blocks, prose))
    headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
    first = next((number for number in headings if blocks[number].level == 1), None)
    stated = next((s for s in metadata if s.carrier == "title" and s.value), None)
    if first is None and stated is not None:
        span = _without_site_name(walk.page.text, stated.span, metadata)
        return [Block("title", span, 1), *blocks], span
    first = headings[0] if first is None and headings else first
    if first is not None:
        blocks[first] = Block("title", blocks[first].span, 1)
    return blocks, None


def _without_site_name(text: str, span: Span, metadata: tuple[Stated, ...]) -> Span:
    """A title without the name of the site behind it."""
    found = _SITE_NAME.search(text, *span)
    if found is None:
        return span
    name = found.group().strip(" |»·•–—-")
    sites = {stated.value for stated in metadata if stated.key == "og:site_name"}
    if name in sites or found.group().strip()[0] in "|»·•" or name.istitle() or " " not in name:
        return Span(span.start, found.start())
    return span


def _trimmed(blocks: list[Block], prose: str) -> Iterator[Block]:
    """The blocks without blank edges, and without blocks that hold no prose."""
    for block in blocks:
        if block.kind == "code":
            yield block
            continue
        body = prose[block.span.start : block.span.end]
        stripped = body.strip()
        if not stripped:
            continue
        start = block.span.start + len(body) - len(body.lstrip())
        span = Span(start, start + len(stripped))
        kind = block.kind
        if kind in ("paragraph", "list-item") and is_metadata_line(" ".join(stripped.split())):
            kind = "metadata"
        yield Block(kind, span, block.level)


def _source(walk: _Walk, text: str, prose: str) -> str:
    """The text as those read it who look for addresses and citation marks.

    It is the prose with the addresses of links, the tags of raised text, and the number of each
    entry of a numbered list in place of its tag.
    """
    letters: list[tuple[int, str]] = []
    counts: dict[int, int] = {}
    for index, element in enumerate(walk.page.elements):
        if element.name == "li" and element.parent >= 0:
            counts[element.parent] = counts.get(element.parent, 0) + 1
        if walk.furniture.left_out[index]:
            continue
        if element.name == "a":
            span = attribute_span(walk.page, element, "href")
            if span is not None:
                letters.append((span.start, _readable(text, span)))
        elif element.name == "sup":
            if element.inner.end - element.inner.start <= _LONGEST_MARK:
                letters.append((element.start, "<sup>"))
                words = _TAG.sub(lambda tag: " " * len(tag.group()), text[slice(*element.inner)])
                letters.append((element.inner.start, words))
                if text[element.inner.end : element.inner.end + 6].lower() == "</sup>":
                    letters.append((element.inner.end, "</sup>"))
        elif element.name == "li" and walk.page.elements[element.parent].name == "ol":
            mark = f"{counts[element.parent]}."
            if len(mark) < element.inner.start - element.start:
                letters.append((element.start, mark))
    return _overwritten(prose, letters)


def _overwritten(text: str, letters: list[tuple[int, str]]) -> str:
    """The text with letters written over it at their offsets; what overlaps is written once."""
    pieces: list[str] = []
    done = 0
    for at, written in sorted(letters):
        if at < done:
            continue
        pieces += (text[done:at], written)
        done = at + len(written)
    return "".join([*pieces, text[done:]])
