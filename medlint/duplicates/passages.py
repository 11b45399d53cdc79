"""The passages of an article, small enough to be kept of every article of a large collection."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medlint.duplicates.wording import plain_text
from medlint.finding import Span
from medlint.layout import BlockKind, comment_body

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.lexicon import Lexicon
    from medlint.layout import Block

#: What is read of an article; code, sources and metadata are not.
READ: frozenset[BlockKind] = frozenset(
    {"title", "heading", "paragraph", "list-item", "quote", "table"}
)
#: What is a passage of its own. A quotation is the same everywhere, and meant to be.
_PASSAGES: frozenset[BlockKind] = frozenset({"paragraph", "list-item"})
_HEADINGS: frozenset[BlockKind] = frozenset({"title", "heading"})

_MARK = re.compile(
    r"\s*medlint-(?P<form>allow|end)-boilerplate\s*(?:--.*)?", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class ArticlePassages:
    """What is kept of one article: for every block that is read its plain words and its place.

    `passages` are the indexes of the blocks that are passages, `headings` those of the title and
    the headings. `marked` are passages that a comment declares to be boilerplate. With `allowed`,
    the article is a list of boilerplate, and all its passages are.
    """

    document: Document
    lexicon: Lexicon
    texts: tuple[str, ...]
    starts: array[int]
    ends: array[int]
    passages: array[int]
    headings: array[int]
    marked: frozenset[int]
    allowed: bool = False

    @property
    def path(self) -> str:
        """The article's path as messages show it."""
        return self.document.path

    def span(self, first: int, last: int) -> Span:
        """The span in the article's text from one block to another, both included."""
        return Span(self.starts[first], self.ends[last])

    def heading_above(self, block: int) -> int | None:
        """The index of the nearest heading above a block, the title among them."""
        at = bisect_left(self.headings, block)
        return self.headings[at - 1] if at else None


def read_passages(
    document: Document, lexicon: Lexicon, *, allowed: bool = False
) -> ArticlePassages:
    """The passages of an article, or of a list of boilerplate that is `allowed` everywhere."""
    # Of a document that nobody has laid out yet a copy is, since a layout is several times the text
    # and would be kept with the document.
    whole = document if "layout" in vars(document) else replace(document)
    prose = whole.prose
    blocks = [block for block in whole.blocks if block.kind in READ]
    texts = [plain_text(prose[block.span.start : block.span.end]) for block in blocks]
    passages = [at for at, block in enumerate(blocks) if block.kind in _PASSAGES]
    return ArticlePassages(
        document=document,
        lexicon=lexicon,
        texts=tuple(texts),
        starts=array("L", (block.span.start for block in blocks)),
        ends=array("L", (block.span.end for block in blocks)),
        passages=array("L", passages),
        headings=array("L", (at for at, each in enumerate(blocks) if each.kind in _HEADINGS)),
        marked=frozenset(passages) if allowed else frozenset(_marked(whole, blocks, passages)),
        allowed=allowed,
    )


def has_passages(document: Document) -> bool:
    """Whether a document holds a passage at all."""
    return any(block.kind in _PASSAGES for block in replace(document).blocks)


def boilerplate_spans(document: Document) -> Iterator[Span]:
    """The stretches of an article that comments declare to be boilerplate.

    One runs from `<!-- medlint-allow-boilerplate -->` to `<!-- medlint-end-boilerplate -->`.
    Without the second it is the next block.
    """
    if document.format == "text" or "-boilerplate" not in document.text.lower():
        return
    opened: int | None = None
    for comment in document.layout.comments:
        mark = _MARK.fullmatch(document.text, *comment_body(document.text, comment))
        if mark is None:
            continue
        opens = mark["form"].lower() == "allow"
        if opened is not None:
            yield _next_block(document, opened) if opens else Span(opened, comment.start)
        opened = comment.end if opens else None
    if opened is not None:
        yield _next_block(document, opened)


def _next_block(document: Document, offset: int) -> Span:
    following = (block.span for block in document.blocks if block.span.start >= offset)
    return next(following, Span(offset, offset))


def _marked(document: Document, blocks: list[Block], passages: list[int]) -> Iterator[int]:
    for span in boilerplate_spans(document):
        yield from (at for at in passages if blocks[at].span.overlaps(span))
