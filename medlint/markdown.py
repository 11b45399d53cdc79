"""Blocks of Markdown, with every offset that of the source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyromark

from medlint.finding import Span
from medlint.layout import (
    Block,
    BlockKind,
    Layout,
    blank,
    blanked,
    is_metadata_line,
    is_reference_heading,
)
from medlint.metadata.frontmatter import front_matter_statements
from medlint.sitemarkup import prepare

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
)
_PARSER = pyromark.Markdown(options=_OPTIONS)

_CONTINUATION_BYTE = re.compile(rb"[\x80-\xbf]")
_HTML_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|<[!?][^<>]*>", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
# A citation mark: it is no word of the sentence. Behind a figure it is a power ("10<sup>9</sup>").
_CITATION_MARK = re.compile(r"(?<!\d)<sup>\s*\[?[\d,–-]{1,12}\]?\s*</sup>", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
_HTML_STRUCTURE = re.compile(r"<(?:td|th|li|dt|dd|p|h[1-6]|blockquote|br)\b", re.IGNORECASE)
_NON_SPACE = re.compile(r"\S")
_RESOLVABLE = re.compile(r"(?:https?:|doi:|//|#(?:ref|fn|cite|r\d))", re.IGNORECASE)
_FRONT_MATTER_PAIR = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*?)\s*$", re.MULTILINE)
_UNCLOSED_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n[A-Za-z_][\w-]*\s*[:=]")

_LONGEST_REFERENCE_HEADING = 40
_LOWEST_LEVEL = 6

_LEAF_KINDS: dict[str, BlockKind] = {
    "Paragraph": "paragraph",
    "TableCell": "table",
    "DefinitionListTitle": "list-item",
}
_READ_AS = {"DefinitionListDefinition": "Item"}
_CALLOUT = re.compile(r">[ \t]*(\[![\w-]+\])")


@dataclass
class _Walk:
    """What is open while the events of a Markdown document go by.

    `references_level` is the rank of the heading of the sources while below it, else 0.
    """

    text: str
    prose: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    citations: list[Span] = field(default_factory=list)
    html: list[tuple[int, int]] = field(default_factory=list)
    masked: list[Span] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    front_matter: Span | None = None
    references_level: int = 0
    items: list[int] = field(default_factory=list)
    begun_items: set[int] = field(default_factory=set)


def read_markdown(text: str, *, mdx: bool = False) -> Layout:
    """The layout of a Markdown text; markup, code and HTML tags are blanked in the prose.

    In MDX, so are imports, exports, expressions and the tags of components.
    """
    # Lone surrogates cannot be encoded for the parser; any other character will do in their place.
    written = _SURROGATE.sub("\ufffd", text)
    if "\r" in written:
        written = _LONE_CARRIAGE_RETURN.sub("\n", written)
    prepared = prepare(written, mdx=mdx)
    to_source = prepared.to_source
    to_code_point = _byte_to_code_point(prepared.text)
    walk = _Walk(text)
    for event, place in _PARSER.events_with_range(prepared.text):
        # The last character's place and not the one behind it, which may lie behind what the
        # parser did not get.
        start, end = to_code_point(place["start"]), to_code_point(place["end"])
        first = to_source(start)
        _take(walk, event, Span(first, to_source(end - 1) + 1 if end > start else first))
    walk.citations += (span for span, address in prepared.links if _RESOLVABLE.match(address))
    prose = blanked(_prose(walk), [*prepared.masked, *walk.masked])
    blocks = _trimmed(walk.blocks, prose)
    block = walk.front_matter
    stated = _stated_title(walk, blocks)
    if stated is not None:
        prose = prose[: stated.start] + text[stated.start : stated.end] + prose[stated.end :]
    return Layout(
        prose=prose,
        blocks=_with_title(blocks, stated),
        citations=tuple(sorted(walk.citations)),
        comments=tuple(sorted([*_comments(text), *prepared.comments])),
        front_matter=_front_matter_pairs(text, block),
        metadata=tuple(front_matter_statements(text, block)) if block else (),
        front_matter_span=walk.front_matter,
        broken_front_matter=walk.front_matter is None and bool(_UNCLOSED_FRONT_MATTER.match(text)),
    )


def _byte_to_code_point(text: str) -> Callable[[int], int]:
    """A function from a UTF-8 byte offset to the code-point offset of the same character."""
    if text.isascii():
        return lambda offset: offset
    data = text.encode("utf-8")
    continuations = [found.start() for found in _CONTINUATION_BYTE.finditer(data)]
    return lambda offset: offset - bisect_left(continuations, offset)


def _take(walk: _Walk, event: Any, span: Span) -> None:
    """Record what one parser event says about the document."""
    if isinstance(event, str):
        return
    name, value = next(iter(event.items()))
    if name == "Start":
        _enter(walk, value, span)
    elif name == "End":
        _leave(walk)
    elif name == "Text":
        if not {"CodeBlock", "MetadataBlock"} & set(walk.open):
            walk.prose.append((span.start, span.end))
    elif name == "FootnoteReference":
        walk.citations.append(span)
    elif name == "Html":
        walk.html.append((span.start, span.end))


def _enter(walk: _Walk, value: Any, span: Span) -> None:
    name, detail = (value, None) if isinstance(value, str) else next(iter(value.items()))
    if name == "BlockQuote" and (callout := _CALLOUT.match(walk.text, span.start)):
        name = "Admonition"
        walk.masked.append(Span(*callout.span(1)))
    name = _READ_AS.get(name, name)
    walk.open.append(name)
    if name == "Link" and detail and _RESOLVABLE.match(detail["dest_url"]):
        walk.citations.append(span)
    if name == "MetadataBlock":
        walk.front_matter = span
        walk.blocks.append(Block("front-matter", span))
    elif name == "Heading" and detail:
        title = walk.text[span.start : span.end].strip("#= \t\r\n*_")
        level = int(str(detail["level"])[-1])
        if is_reference_heading(title):
            walk.references_level = level
        elif walk.references_level and level <= walk.references_level:
            walk.references_level = 0
        walk.blocks.append(Block("heading", span, level))
    elif name == "CodeBlock":
        walk.blocks.append(Block("code", span))
    elif name == "Item":
        walk.items.append(len(walk.blocks))
        walk.blocks.append(Block(_text_kind(walk), span))
    elif name in _LEAF_KINDS:
        _enter_leaf(walk, name, span)
    elif name == "HtmlBlock":
        walk.blocks += _html_blocks(walk, span)


def _html_blocks(walk: _Walk, span: Span) -> Iterator[Block]:
    """The blocks of an HTML block: those of its lists, tables and paragraphs, if it has any."""
    kind = _text_kind(walk)
    if kind != "paragraph" or not _HTML_STRUCTURE.search(walk.text, *span):
        yield Block(kind, span)
        return
    # Imported here: few articles hold such HTML, and its parser takes long to load.
    from medlint.webpages.reader import blocks_of

    written = _SURROGATE.sub("\ufffd", walk.text[span.start : span.end])
    for block in blocks_of(written):
        place = Span(block.span.start + span.start, block.span.end + span.start)
        yield Block(block.kind, place, block.level)


def _enter_leaf(walk: _Walk, name: str, span: Span) -> None:
    if name == "Paragraph" and walk.open == ["Paragraph"] and _heads_references(walk.text, span):
        # Such a line has no rank; the next heading of any rank ends what is below it.
        walk.references_level = _LOWEST_LEVEL
        walk.blocks.append(Block("heading", span, 2))
        return
    kind = _text_kind(walk) if name == "Paragraph" else _LEAF_KINDS[name]
    if walk.references_level:
        kind = "references"
    in_item = name == "Paragraph" and walk.open[-2:-1] == ["Item"]
    if in_item and walk.items[-1] not in walk.begun_items:
        # The first paragraph of a loose list item is the item itself.
        walk.begun_items.add(walk.items[-1])
        walk.blocks[walk.items[-1]] = Block(kind, span)
        return
    walk.blocks.append(Block(kind, span))


def _heads_references(text: str, span: Span) -> bool:
    """Whether a paragraph of its own, such as "**References**", stands over the sources."""
    words = text[span.start : span.end]
    return len(words) <= _LONGEST_REFERENCE_HEADING and is_reference_heading(words.strip("*_ \r\n"))


def _text_kind(walk: _Walk) -> BlockKind:
    if walk.references_level or "FootnoteDefinition" in walk.open:
        return "references"
    if "BlockQuote" in walk.open:
        return "quote"
    return "list-item" if "Item" in walk.open else "paragraph"


def _leave(walk: _Walk) -> None:
    if walk.open.pop() == "Item":
        _end_item_at_nested_blocks(walk, walk.items.pop())


def _end_item_at_nested_blocks(walk: _Walk, index: int) -> None:
    """Cut an item's span where its first nested block begins, so that blocks never overlap."""
    item = walk.blocks[index]
    nested = walk.blocks[index + 1].span.start if index + 1 < len(walk.blocks) else item.span.end
    if nested < item.span.end:
        end = max(item.span.start, nested)
        walk.blocks[index] = Block(item.kind, Span(item.span.start, end), item.level)


def _prose(walk: _Walk) -> str:
    """The text with everything blanked but what the parser calls text."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted([*walk.prose, *walk.html]):
        if end <= done:
            continue
        start = max(start, done)
        pieces.append(blank(walk.text[done:start]))
        pieces.append(walk.text[start:end])
        done = end
    pieces.append(blank(walk.text[done:]))
    prose = "".join(pieces)
    if "<" in walk.text:
        prose = _without_citation_marks(_without_tags(prose), walk.text)
    if "&" in prose:
        prose = _ENTITY.sub(_one_character, prose)
    return prose


def _without_tags(prose: str) -> str:
    """The prose with HTML tags, scripts and style sheets blanked."""
    # The parser gives an HTML block as one piece; what stands between its tags is prose.
    for furniture in (_SCRIPT, _HTML_TAG):
        prose = furniture.sub(lambda found: blank(found.group()), prose)
    return prose


def _without_citation_marks(prose: str, text: str) -> str:
    """The prose with superscript citation marks blanked, which the text still has tags around."""
    pieces: list[str] = []
    done = 0
    for mark in _CITATION_MARK.finditer(text):
        pieces += (prose[done : mark.start()], blank(mark.group()))
        done = mark.end()
    return "".join([*pieces, prose[done:]])


def _comments(text: str) -> Iterator[Span]:
    """The HTML comments, in order; one that is never closed is none."""
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield Span(start, end + 3)
        start = text.find("<!--", end + 3)


_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


def _one_character(entity: re.Match[str]) -> str:
    """The entity's character where it starts, padded with spaces to the entity's length."""
    from html import unescape

    character = unescape(entity.group())
    if len(character) != 1 or character in "\r\n":
        return entity.group()
    return character.ljust(len(entity.group()))


def _trimmed(blocks: list[Block], prose: str) -> list[Block]:
    """The blocks without blank edges, and without blocks that hold no prose."""
    kept: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.span.start, -block.span.end)):
        if block.kind in ("front-matter", "code"):
            kept.append(block)
            continue
        first = _NON_SPACE.search(prose, block.span.start, block.span.end)
        if first is None:
            continue
        body = prose[first.start() : block.span.end].rstrip()
        span = Span(first.start(), first.start() + len(body))
        if block.kind == "paragraph" and "\n" not in body and is_metadata_line(body):
            block = Block("metadata", span)
        kept.append(Block(block.kind, span, block.level))
    return kept


_STATED_TITLE = re.compile(r"^title\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)


def _stated_title(walk: _Walk, blocks: list[Block]) -> Span | None:
    """The title in the front matter, which counts where no level-1 heading is the title."""
    if walk.front_matter is None or any(
        block.kind == "heading" and block.level == 1 for block in blocks
    ):
        return None
    found = _STATED_TITLE.search(walk.text, walk.front_matter.start, walk.front_matter.end)
    return Span(*found.span(1)) if found else None


def _with_title(blocks: list[Block], stated: Span | None) -> tuple[Block, ...]:
    """The blocks with the first level-1 heading, the stated title or the first heading as title."""
    if stated is not None:
        after = next((n for n, each in enumerate(blocks) if each.span > stated), len(blocks))
        return (*blocks[:after], Block("title", stated, 1), *blocks[after:])
    headings = [number for number, block in enumerate(blocks) if block.kind == "heading"]
    if not headings:
        return tuple(blocks)
    first = next((number for number in headings if blocks[number].level == 1), headings[0])
    title = Block("title", blocks[first].span, 1)
    return (*blocks[:first], title, *blocks[first + 1 :])


def _front_matter_pairs(text: str, span: Span | None) -> dict[str, str]:
    """The top-level scalars of a front matter block, unquoted."""
    if span is None:
        return {}
    return {
        pair[1].lower(): pair[2].strip("\"'")
        for pair in _FRONT_MATTER_PAIR.finditer(text, span.start, span.end)
    }
