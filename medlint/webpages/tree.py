"""The elements and pieces of an HTML page, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import turbohtml

from medlint.finding import Span

PieceKind = Literal["text", "entity", "open", "close", "comment", "other"]

#: The element that stands for the page itself; its index is 0.
ROOT = "#page"

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # fmt: skip
# Elements that end an open paragraph where they begin.
BLOCKS = frozenset(
    "address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search"
    " section summary table ul".split()
)
TABLE_PARTS = frozenset("table thead tbody tfoot tr td th caption".split())
_SCOPES = ("table", "td", "th", "caption", "template", "object")
_OUTER = frozenset({"html", "body", "head"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What an element ends where it begins, unless one of the borders stands between.
_ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "tr"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "tr"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "body": (frozenset({"head"}), frozenset()),
    "a": (frozenset({"a"}), frozenset({"table", "td", "th"})),
}
# Where a paragraph cannot be ended from inside.
_PARAGRAPH_BORDERS = frozenset({"table", "td", "th", "caption", "button", "object", "template"})
_WORD = re.compile(r"\w+")
_LINE_END = re.compile(r"\r\n|\r|\n")
# "</>" is no tag and no text.
_EMPTY_END_TAG = re.compile(r"</>")


class Piece(NamedTuple):
    """A stretch of the source: text, one entity, a tag or a comment.

    `element` is the index of the element that it stands in or, for a tag, that it opens or closes.
    `value` is what an entity stands for. A close without a tag of its own is empty.
    """

    kind: PieceKind
    span: Span
    element: int
    value: str = ""


@dataclass(slots=True)
class Element:
    """One element: its name, attributes (names in small letters, values decoded) and place.

    `inner` is what stands between its tags, `words` how many words, `linked` how many of them in
    links; `paragraphs`, `headings`, `tables` and `links` count such elements inside it, `outward`
    the links that lead to another site.
    """

    name: str
    attributes: dict[str, str]
    parent: int
    start: int
    inner: Span
    words: int = 0
    linked: int = 0
    paragraphs: int = 0
    headings: int = 0
    tables: int = 0
    links: int = 0
    outward: int = 0
    has_h1: bool = False
    has_main: bool = False


@dataclass
class Page:
    """A page: its source text, its elements (parents before children) and its pieces in order."""

    text: str
    elements: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def ancestors(self, element: int) -> Iterator[Element]:
        """The element and those around it, innermost first."""
        while element >= 0:
            yield self.elements[element]
            element = self.elements[element].parent


@dataclass
class _Builder:
    """The elements that are open at one point, and at which depths each name is open."""

    page: Page
    open: list[int] = field(default_factory=list)
    depths: dict[str, list[int]] = field(default_factory=dict)
    block_depths: list[int] = field(default_factory=list)

    def push(self, name: str, attributes: dict[str, str], span: Span) -> int:
        """Open an element with the start tag at the span; its index."""
        parent = self.open[-1] if self.open else -1
        index = len(self.page.elements)
        inner = Span(span.end, span.end)
        self.page.elements.append(Element(name, attributes, parent, span.start, inner))
        self.depths.setdefault(name, []).append(len(self.open))
        if name in BLOCKS or name in TABLE_PARTS:
            self.block_depths.append(len(self.open))
        self.open.append(index)
        return index

    def close_down_to(self, depth: int, at: int) -> None:
        """Close every element at the depth and below, as no tag of their own does."""
        while len(self.open) > depth:
            self._pop(Span(at, at))

    def close(self, name: str, span: Span) -> None:
        """Close the innermost element of the name with the end tag at the span, if one is open.

        A tag does not reach out of its table, nor a tag within a paragraph out of the paragraph.
        """
        depths = self.depths.get(name)
        if not depths:
            return
        if name in BLOCKS:
            borders = [self.depths[each][-1] for each in _SCOPES if self.depths.get(each)]
        else:
            borders = [] if name in TABLE_PARTS else self.block_depths[-1:]
        if depths[-1] < max(borders, default=0) and name not in _OUTER:
            return
        self.close_down_to(depths[-1] + 1, span.start)
        self._pop(span)

    def end_before(self, ended: frozenset[str], borders: frozenset[str], at: int) -> None:
        """Close the outermost of the elements to be ended that stands inside the last border."""
        border = max(
            (self.depths[name][-1] for name in borders if self.depths.get(name)), default=0
        )
        found = [self.depths[name][-1] for name in ended if self.depths.get(name)]
        inside = [depth for depth in found if depth > border]
        if inside:
            self.close_down_to(min(inside), at)

    def _pop(self, span: Span) -> None:
        index = self.open.pop()
        element = self.page.elements[index]
        self.depths[element.name].pop()
        if self.block_depths and self.block_depths[-1] == len(self.open):
            self.block_depths.pop()
        element.inner = Span(element.inner.start, max(element.inner.start, span.start))
        self.page.pieces.append(Piece("close", span, index))


def read_page(text: str) -> Page:
    """The elements and pieces of the source, in time linear in its length.

    End tags may be missing, and tags that close nothing are passed over, as browsers do.
    """
    page = Page(text)
    builder = _Builder(page)
    builder.push(ROOT, {}, Span(0, 0))
    tokens = _tokens(text)
    for token, span in tokens:
        _take(builder, token, span)
    builder.close_down_to(0, len(text))
    _count(page)
    return page


def _tokens(text: str) -> Iterator[tuple[turbohtml.Token, Span]]:
    """The tokens with their places; turbohtml counts lines from 1 and columns from 0."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    before: tuple[turbohtml.Token, int] | None = None
    for token in turbohtml.tokenize(text, resolve_references=False):
        start = starts[token.line - 1] + token.col
        if before is not None:
            yield before[0], Span(before[1], start)
        before = token, start
    if before is not None:
        yield before[0], Span(before[1], len(text))


def _take(builder: _Builder, token: turbohtml.Token, span: Span) -> None:
    kinds = turbohtml.TokenType
    pieces = builder.page.pieces
    inside = builder.open[-1]
    if token.type == kinds.TEXT:
        pieces.append(Piece("text", _written(builder.page.text, span, token.data or ""), inside))
    elif token.type == kinds.CHARACTER_REFERENCE:
        pieces.append(Piece("entity", span, inside, token.data or ""))
    elif token.type == kinds.START_TAG:
        _open(builder, token, span)
    elif token.type == kinds.END_TAG:
        builder.close(token.tag or "", span)
    elif token.type == kinds.COMMENT:
        pieces.append(Piece("comment", span, inside))
    else:
        pieces.append(Piece("other", span, inside))


def _written(text: str, span: Span, data: str) -> Span:
    """The span without the unfinished tag that may stand at the end of the file."""
    written = text[span.start : span.end]
    if len(written) == len(data):
        return span
    plain = _LINE_END.sub("\n", written)
    if plain == data or not plain.startswith(data):
        return span
    kept, end = 0, span.start
    while kept < len(data):
        end += 2 if text.startswith("\r\n", end) else 1
        kept += 1
    return Span(span.start, end)


def _open(builder: _Builder, token: turbohtml.Token, span: Span) -> None:
    name = token.tag or ""
    if name in BLOCKS:
        builder.end_before(frozenset({"p"}), _PARAGRAPH_BORDERS, span.start)
    if name in HEADINGS and builder.page.elements[builder.open[-1]].name in HEADINGS:
        builder.close_down_to(len(builder.open) - 1, span.start)
    if name in _ENDED_BY:
        builder.end_before(*_ENDED_BY[name], span.start)
    attributes: dict[str, str] = {}
    for key, value in token.attrs or ():
        attributes.setdefault(key.lower(), unescape(value or ""))
    index = builder.push(name, attributes, span)
    builder.page.pieces.append(Piece("open", span, index))
    foreign = builder.depths.get("svg") or builder.depths.get("math")
    if name in _VOID or (token.self_closing and foreign):
        builder.close_down_to(len(builder.open) - 1, span.end)


def _count(page: Page) -> None:
    """Fill in what each element holds."""
    elements = page.elements
    links = [element.name == "a" for element in elements]
    for index, element in enumerate(elements):
        if element.parent >= 0 and links[element.parent]:
            links[index] = True
    for piece in page.pieces:
        if piece.kind == "text":
            count = len(_WORD.findall(page.text, *piece.span))
            elements[piece.element].words += count
            if links[piece.element]:
                elements[piece.element].linked += count
    own = own_hosts(page)
    for element in reversed(elements[1:]):
        above = elements[element.parent]
        if element.name not in UNREAD:
            above.words += element.words
            above.linked += element.linked
        above.paragraphs += element.paragraphs + (element.name == "p")
        above.headings += element.headings + (element.name in HEADINGS)
        above.tables += element.tables + (element.name == "table")
        above.links += element.links + ("href" in element.attributes and element.name == "a")
        above.outward += element.outward + _leads_away(element, own)
        above.has_h1 |= element.has_h1 or element.name == "h1"
        above.has_main |= element.has_main or is_main(element)


def own_hosts(page: Page) -> frozenset[str]:
    """The names under which the page says that its site is reached, without "www."."""
    addresses = [
        element.attributes.get("href" if element.name == "link" else "content", "")
        for element in page.elements
        if element.attributes.get("rel", "").lower() == "canonical"
        or element.attributes.get("property", "").lower() == "og:url"
    ]
    return frozenset(host for host in map(host_of, addresses) if host)


def host_of(address: str) -> str:
    """The name of the site to which an address leads, without "www."; empty for its own."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _leads_away(element: Element, own: frozenset[str]) -> bool:
    host = host_of(element.attributes.get("href", "")) if element.name == "a" else ""
    return bool(host) and host not in own


#: Elements whose text no reader sees.
UNREAD = frozenset(
    "script style template noscript noframes noembed iframe svg math object head title".split()
)


def is_main(element: Element) -> bool:
    """Whether an element declares itself to be the page's content."""
    return element.name == "main" or element.attributes.get("role") == "main"
