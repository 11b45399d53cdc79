"""What MDX adds to Markdown: imports and exports, components, expressions and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlint.finding import Span

_SIGN = re.compile(
    r"(?P<esm>^(?:import|export)\b)"
    r"|(?P<code>`+)"
    r"|\\."
    r"|(?P<comment>\{[ \t]*+/\*)"
    r"|(?P<brace>\{)"
    r"|(?P<tag></?(?=[A-Za-z>]))",
    re.MULTILINE,
)
_IMPORT = re.compile(r"import\s*+(?:[\w$*{},\s]{1,400}?\bfrom\s*+)?[\"']")
_EXPORT = re.compile(r"export\s+(?:const|let|var|function|async|class|default|type|\{|\*)")
_TAG_NAME = re.compile(r"</?([\w$][\w$.:-]*+)?")
_INSIDE_TAG = re.compile(r"[\"'{>]")
_INSIDE_BRACES = re.compile(r"[{}\"'`]|/\*|//")
_HREF = re.compile(r"\s(?:href|to)=(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]([^\"'`]*)[\"'`]\s*\})")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?=\r|\n|\Z)")
_LINE = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
#: An expression or tag is no longer; what never ends is read as text.
_LONGEST = 20_000
_LONGEST_CODE = 2_000
#: How many characters may be searched in vain for an end, for each of the text.
_PATIENCE = 4
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class Mdx(NamedTuple):
    """What a text holds beside Markdown: spans that are no prose, and what they say.

    `indentation` is what stands before lines inside components only for the looks of the source.
    """

    masked: tuple[Span, ...]
    comments: tuple[Span, ...]
    links: tuple[tuple[Span, str], ...]
    indentation: tuple[Span, ...]


class _Tag(NamedTuple):
    span: Span
    opens: bool
    closes: bool


class _Scanner:
    """Goes once through a text."""

    def __init__(self, text: str, code: Sequence[Span]) -> None:
        self._text = text
        self._code = code
        self._patience = _PATIENCE * len(text)
        self.masked: list[Span] = []
        self.comments: list[Span] = []
        self.tags: list[_Tag] = []
        self.open_links: list[tuple[int, str]] = []
        self.links: list[tuple[Span, str]] = []

    def run(self) -> None:
        front = _FRONT_MATTER.match(self._text)
        at = front.end() if front else 0
        blocks = iter(self._code)
        block = next(blocks, None)
        while found := _SIGN.search(self._text, at):
            while block is not None and block.end <= found.start():
                block = next(blocks, None)
            if block is not None and block.start <= found.start():
                at = block.end
                continue
            at = max(found.end(), self._take(found))

    def _take(self, found: re.Match[str]) -> int:
        """Record what starts here; the offset behind it."""
        start = found.start()
        if found["code"]:
            return self._end_of_code(found)
        if found["esm"]:
            return self._end_of_statement(start)
        if found["comment"]:
            end = self._text.find("*/", found.end(), found.end() + _LONGEST)
            close = self._text.find("}", end, end + _LONGEST_CODE) if end >= 0 else -1
            if close < 0 or self._text[end + 2 : close].strip():
                return found.end()
            self.comments.append(Span(start, close + 1))
            return self._masked(start, close + 1)
        if found["brace"]:
            end = self._end_of_braces(start)
            return self._masked(start, end) if end else found.end()
        return self._tag(start)

    def _masked(self, start: int, end: int) -> int:
        self.masked.append(Span(start, end))
        return end

    def _end_of_code(self, found: re.Match[str]) -> int:
        ticks = re.compile(rf"(?<!`){found.group()}(?!`)") if len(found.group()) < 9 else None
        closing = ticks and ticks.search(self._text, found.end(), found.end() + _LONGEST_CODE)
        return closing.end() if closing else found.end()

    def _end_of_statement(self, start: int) -> int:
        """The end of an import or export: a blank line outside of its braces."""
        text = self._text
        if not (_IMPORT.match(text, start) or _EXPORT.match(text, start)):
            return start
        at = start
        while True:
            blank = _BLANK_LINE.search(text, at)
            end = blank.start() if blank else len(text)
            brace = text.find("{", at, end)
            if brace < 0:
                return self._masked(start, end)
            at = self._end_of_braces(brace) or end
            if at == end:
                return self._masked(start, end)

    def _end_of_braces(self, start: int) -> int:
        """Behind the brace that closes the one at the offset; 0 where none does."""
        text = self._text
        limit = min(len(text), start + _LONGEST)
        at, depth = start + 1, 1
        while self._patience > 0 and (found := _INSIDE_BRACES.search(text, at, limit)):
            sign = found.group()
            at = found.end()
            if sign == "{":
                depth += 1
            elif sign == "}":
                depth -= 1
                if not depth:
                    return at
            elif sign == "/*":
                at = self._behind("*/", at, limit)
            elif sign == "//":
                # In an address it is no comment.
                at = at if text[found.start() - 1] == ":" else self._behind("\n", at, limit)
            elif sign == "`" or text.find(sign, at, text.find("\n", at, limit)) >= 0:
                at = self._behind(sign, at, limit)
        self._patience -= limit - start
        return 0

    def _behind(self, sign: str, at: int, limit: int) -> int:
        found = self._text.find(sign, at, limit)
        return limit if found < 0 else found + len(sign)

    def _tag(self, start: int) -> int:
        """Record a tag; the offset behind it, or behind its first sign where it is none."""
        text = self._text
        name = _TAG_NAME.match(text, start)
        at = name.end() if name else start + 1
        if text[at : at + 3] == "://" or text[at : at + 1] == "@":
            return at
        limit = min(len(text), start + _LONGEST)
        while self._patience > 0 and (found := _INSIDE_TAG.search(text, at, limit)):
            at = found.end()
            if found.group() == ">":
                self._take_tag(Span(start, at), name[1] if name and name[1] else "")
                return self._masked(start, at)
            if found.group() == "{":
                at = self._end_of_braces(found.start()) or limit
            else:
                at = self._behind(found.group(), at, limit)
        self._patience -= limit - start
        return start + 1

    def _take_tag(self, span: Span, name: str) -> None:
        text = self._text
        closes = text.startswith("</", span.start)
        alone = text.startswith("/>", span.end - 2)
        self.tags.append(_Tag(span, opens=not (closes or alone), closes=closes))
        if name in ("a", "Link"):
            if closes and self.open_links:
                start, address = self.open_links.pop()
                self.links.append((Span(start, span.end), address))
            elif not closes and (found := _HREF.search(text, span.start, span.end)):
                self.open_links.append((span.start, found[1] or found[2] or found[3] or ""))


def read_mdx(text: str, code: Sequence[Span]) -> Mdx:
    """What the text holds beside Markdown; `code` are its blocks of fenced code."""
    scanner = _Scanner(text, code)
    scanner.run()
    indentation = tuple(_indentation(text, scanner.tags, code)) if scanner.tags else ()
    links = tuple(sorted(scanner.links))
    return Mdx(tuple(scanner.masked), tuple(scanner.comments), links, indentation)


def _indentation(text: str, tags: Sequence[_Tag], code: Sequence[Span]) -> Iterator[Span]:
    """What stands before the lines of a component as far as its first line of content.

    In MDX indented lines are no code, but to the parser of Markdown they are.
    """
    coming = iter(tags)
    tag = next(coming, None)
    bases: list[int | None] = []
    for line in _LINE.finditer(text):
        indent = len(line[1])
        body = line[2].strip()
        if bases and body and not body.startswith("</"):
            base = bases[-1] = indent if bases[-1] is None else bases[-1]
            drop = min(indent, base)
            if drop:
                yield Span(line.start(), line.start() + drop)
        while tag is not None and tag.span.start < line.end():
            if tag.opens:
                bases.append(None)
            elif tag.closes and bases:
                bases.pop()
            tag = next(coming, None)
