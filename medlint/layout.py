"""What a document looks like: its blocks, over prose whose offsets are the source's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from medlint.finding import Span

BlockKind = Literal[
    "title",
    "heading",
    "paragraph",
    "list-item",
    "quote",
    "table",
    "code",
    "references",
    "metadata",
    "front-matter",
]

#: Blocks whose sentences an author wrote as running text.
PROSE_KINDS: frozenset[BlockKind] = frozenset({"paragraph", "list-item", "quote"})

_NOT_LINE_END = re.compile(r"[^\r\n]")


class Block(NamedTuple):
    """A paragraph, heading, list item or the like.

    `level` is a heading's depth; for a table's cell the number of its row from 1 on, where the
    format tells rows from lines; else 0.
    """

    kind: BlockKind
    span: Span
    level: int = 0


#: Where a page says something about itself.
Carrier = Literal["front-matter", "title", "meta", "json-ld", "microdata"]


class Stated(NamedTuple):
    """One thing that a page says about itself, outside its text: "author" is "Ada Moor".

    `key` is in small letters; what lies inside something else has a path ("author.name"). `value`
    is decoded and may be empty, `span` is where it stands without its quotation marks. A list has
    one record for each of its values. `of` is the type of the JSON-LD object ("MedicalWebPage").
    """

    key: str
    value: str
    span: Span
    carrier: Carrier
    of: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's prose, its blocks, and what only the markup knows.

    `prose` has the length of the text: markup is blanked by spaces, never removed.
    `citations` are spans of links and footnote marks, which resolve to a source.
    `comments` are spans of comments, with the marks around them.
    `front_matter` holds the top-level `key: value` pairs of a front matter block.
    `metadata` is all that the page says about itself, in the order of the text.
    `entities` are the places of character entities, each of which is one character to the reader.
    `source` is the text as those read it who look for addresses and citation marks: with link
    addresses and without what is no part of the article. Empty where the text itself will do.
    """

    prose: str
    blocks: tuple[Block, ...]
    citations: tuple[Span, ...] = ()
    comments: tuple[Span, ...] = ()
    front_matter: Mapping[str, str] = field(default_factory=dict)
    front_matter_span: Span | None = None
    broken_front_matter: bool = False
    metadata: tuple[Stated, ...] = ()
    entities: tuple[Span, ...] = ()
    source: str = ""

    def whole(self, span: Span) -> Span:
        """The span, with all of the entity at its end if it stops inside one."""
        at = bisect_left(self.entities, (span.end, span.end)) - 1
        if at >= 0 and self.entities[at].end > span.end:
            return Span(span.start, self.entities[at].end)
        return span


#: Stands in the prose for markup inside a word, so that the word stays whole: "H<sub>2</sub>O".
#: Tokens leave it out of their words, as they do the soft hyphens that an article has itself.
JOINT = "\u00ad"


def blank(text: str) -> str:
    """The text with every character but line ends replaced by a space."""
    return _NOT_LINE_END.sub(" ", text)


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with spans, in any order, replaced by spaces of the same length."""
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        start = max(done, span.start)
        if start < span.end:
            pieces += (text[done:start], blank(text[start : span.end]))
            done = span.end
    return "".join([*pieces, text[done:]])


#: How comments open and close: in HTML and Markdown, MDX, AsciiDoc (blocks and lines), and
#: reStructuredText.
_COMMENT_MARKS = (("<!--", "-->"), ("{/*", "*/}"), ("////", "////"), ("//", ""), ("..", ""))


def comment_body(text: str, comment: Span) -> Span:
    """What stands between the marks of a comment."""
    start, end = comment
    for opening, closing in _COMMENT_MARKS:
        if text.startswith(opening, start):
            start += len(opening)
            end -= len(closing) if closing and text.endswith(closing, start, end) else 0
            break
    return Span(start, end)


# Labels of journal and web pages that carry no prose: ISSN, received and accepted dates, how to
# cite, correspondence, copyright, navigation.
_METADATA_LINE = re.compile(
    r"""^\W{0,8}(?:
      (?:e-?issn|p-?issn|issn|isbn|doi|citation|how\ to\ cite|cite\ this|copyright|received|accepted
        |revised|published(?:\ online)?|last\ (?:updated|reviewed)|updated|reviewed|date
        |medically\ reviewed\ by|reviewed\ by|written\ by|author(?:s|ed\ by)?|editor|keywords?|tags?
        |categor(?:y|ies)|manuscript\ no|pre\ ?qc|editor\ assigned|correspondence|licen[cs]e|e-?mail
        |phone|tel|fax|volume|word\ count|next\ review(?:\ due)?
        |fact\ checked\ by)\b[^.!?\n]{0,3}[:©]
      |by\ (?:dr\.?\ )?(?-i:[A-Z])[\w.'’-]+(?:\ (?-i:[A-Z])[\w.'’-]*){1,3}(?:,\ .{1,40})?$
      |(?:©|\(c\)\ |copyright\ ).*
      |(?:distributed\ under|licensed\ under|all\ rights\ reserved).*
      |(?:back\ to\ top|top|share|tweet|print|e-?mail|menu|home|search|log\ ?in|sign\ up|subscribe
        |next|previous|read\ more|advertisement|skip\ to\ content|open\ access
        |author\ info(?:rmation)?)\W*$
      |.{0,60}\bvolume\ \d+\b.{0,40}$
      |\+?\d[\d\ ()-]{7,}$
      |.*:\ open\ access$
    )""",
    re.IGNORECASE | re.VERBOSE,
)

_REFERENCE_HEADING = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:references?|bibliography|sources?|works cited|citations|further reading"
    r"|footnotes|endnotes|literature cited|reference list|selected references"
    r"|evidence and sources|sources and references|references and sources|where this comes from"
    r")\W*$",
    re.IGNORECASE,
)


#: A label stands within so many characters of a line's start.
LONGEST_LABEL = 400


def is_metadata_line(line: str) -> bool:
    """Whether a line is page or journal furniture, not something the article says."""
    return _opens_as_metadata(line[:LONGEST_LABEL])


# Every part of the layout asks, so a line is asked about three times or more.
@lru_cache(maxsize=1 << 10)
def _opens_as_metadata(opening: str) -> bool:
    return bool(_METADATA_LINE.match(opening.replace("\u00a0", " ").strip()))


def is_reference_heading(line: str) -> bool:
    """Whether a heading opens the list of sources."""
    return bool(_REFERENCE_HEADING.match(line.strip()))
