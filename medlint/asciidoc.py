"""Blocks of AsciiDoc, with every offset that of the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medlint.finding import Span
from medlint.layout import BlockKind, Layout
from medlint.markuplines import Line, Sheet, lines_of

_HEADING = re.compile(r"(={1,6}|#{1,6})\s+(?=\S)")
_ATTRIBUTE = re.compile(r":(!?[\w][\w-]*!?):(?:\s+|$)")
_FENCE = re.compile(r"(-{4,}|\.{4,}|`{3,}\S*|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--)$")
_TABLE = re.compile(r"[|,:!]={3,}$")
_SETTING = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]$")
_TITLE = re.compile(r"\.(?=[^\s.])")
_NOTE = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|DANGER):\s+")
_ITEM = re.compile(r"(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>)\s+(?=\S)")
_CHECKBOX = re.compile(r"\[[ xX*]\]\s+")
_TERM = re.compile(r"(?P<term>(?:[^:]|:(?!:))+?)(?P<mark>:{2,4}|;;)(?:\s+|$)")
_BLOCK_MACRO = re.compile(r"(?P<name>[a-z]\w*)::(?P<target>[^\[\]]*)\[(?P<text>[^\]]*)\]$")
_RULE = re.compile(r"(?:'{3,}|-{3}|\*{3}|- - -|\* \* \*|<{3,})$")
_AUTHOR = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+){1,2}(?:\s+<[^<>]*>)?(?:;.*)?$")
_REVISION = re.compile(
    r"v?\d[\w.]*(?:,\s*(?P<date>[^:]+))?(?::.*)?$|(?P<only>\d{4}-\d\d-\d\d)(?::.*)?$"
)
_COLUMNS = re.compile(r"cols\s*=\s*\"?(?P<cols>[^\"\]]*)")
_CELL = re.compile(r"(?<!\\)(?:\d*[.+*]*[<^>.]*[a-z]?)?\|")
_CODE_STYLES = ("source", "listing", "literal", "stem", "latexmath", "asciimath", "mermaid",
                "plantuml", "graphviz", "ditaa", ",", "pass")  # fmt: skip

_INLINE = re.compile(
    r"(?P<pass>\+\+\+(?:[^+]|\+(?!\+\+)){0,2000}\+\+\+|pass:[\w,]{0,40}\[[^\]]{0,1000}\]|(?:stem|latexmath|asciimath)"
    r":\[[^\]]{0,1000}\])"
    r"|(?P<code>``(?:[^`]|`(?!`)){1,1000}``|(?<![\w`])`(?=\S)[^`\r\n]{0,1000}(?<=\S)`(?![\w`]))"
    r"|(?P<footnote>footnote(?:ref)?:[\w-]{0,80}\[[^\]]{0,1000}\])"
    r"|(?P<anchor>\[{2,3}[^\[\]]{0,200}\]{2,3}|anchor:[\w-]{1,80}\[[^\]]{0,1000}\]|indexterm2?:\[[^\]]{0,1000}\]|\(\(\([^()]{0,200}\)\)\))"
    r"|(?P<link>(?:link:|mailto:|xref:|(?=https?://|ftp://|irc://))(?P<address>[^\s\[\]<>]{1,500})\[)"
    r"(?P<words>[^\]]{0,1000})(?P<link_end>\])"
    r"|(?P<image>(?:image|icon|btn|kbd|menu):[^\s\[\]:]{0,300}\[)(?P<alt>[^\],]{0,500})(?P<image_end>[^\]]{0,1000}\])"
    r"|(?P<cross><<[^<>,]{0,200},?\s*)(?P<cross_words>[^<>]{0,500})(?P<cross_end>>>)"
    r"|(?P<attribute>\{[\w-]{1,80}(?::[^{}]{0,200})?\})"
    r"|(?P<role>\[[.#%\w][\w.#% -]{0,80}\](?=[#*_`]))"
    r"|(?P<sub>(?<=\w)~(?=\S)(?P<subtext>[^~\s]{1,40})(?P<sub_end>~))"
    r"|(?P<sup>(?<=\S)\^(?=\S)(?P<suptext>[^\^\s]{1,40})(?P<sup_end>\^))"
    r"|(?P<break>(?<=\s)\+(?=\s*$))"
    r"|(?P<marks>\*\*|__|##|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])|(?<![\w#&])\#(?=[^\s#])|(?<=[^\s#&])\#(?![\w#]))",
    re.MULTILINE,
)
_RESOLVABLE = re.compile(r"(?:https?:)?//|doi:", re.IGNORECASE)


def read_asciidoc(text: str) -> Layout:
    """The layout of AsciiDoc; markup, code, comments and settings are blanked."""
    reader = _Reader(Sheet(text), lines_of(text))
    reader.read()
    return reader.sheet.layout(_mask_inline)


@dataclass(slots=True)
class _Fence:
    """A block of prose between two like lines: the line, and the kind of what stands inside."""

    mark: str
    kind: BlockKind


@dataclass
class _Reader:
    """Reads lines from top to bottom; `style` is what the setting above the block says."""

    sheet: Sheet
    lines: Sequence[Line]
    open: list[_Fence] = field(default_factory=list)
    style: str = ""
    in_item: bool = False
    goes_on: bool = False
    has_header: bool = False

    def read(self) -> None:
        """Read all lines."""
        at = 0
        while at < len(self.lines):
            at = self._take(at)

    def _take(self, at: int) -> int:
        """Take what starts on a line; the number of the line behind it."""
        line = self.lines[at]
        if line.is_blank:
            self.in_item = self.in_item and self._item_goes_on(at)
            return at + 1
        for part in (self._comment, self._fence, self._table, self._setting, self._heading,
                     self._attribute, self._macro, self._item, self._paragraph):  # fmt: skip
            following = part(at)
            if following:
                return following
        return at + 1

    def _item_goes_on(self, at: int) -> bool:
        """Whether the next line of text continues a list behind a blank line."""
        return at + 1 < len(self.lines) and self.lines[at + 1].body == "+"

    @property
    def _kind(self) -> BlockKind:
        if self.style.startswith(("quote", "verse")):
            return "quote"
        kind = self.open[-1].kind if self.open else "paragraph"
        return "list-item" if kind == "paragraph" and (self.in_item or self.goes_on) else kind

    # --- what is no prose ---

    def _comment(self, at: int) -> int:
        line = self.lines[at]
        is_fence = len(line.body) >= 4 and not line.body.strip("/")
        if not line.body.startswith("//") or (line.body.startswith("///") and not is_fence):
            return 0
        if is_fence:
            end = self._closing(at, line.body)
            self.sheet.comments.append(Span(line.start, self.lines[end - 1].end))
            return end
        self.sheet.comments.append(Span(line.start, line.end))
        return at + 1

    def _closing(self, at: int, mark: str) -> int:
        """Behind the line that closes a block; a block that nothing closes goes to the end."""
        end = at + 1
        while end < len(self.lines) and self.lines[end].body != mark:
            end += 1
        return min(end + 1, len(self.lines))

    def _fence(self, at: int) -> int:
        line = self.lines[at]
        found = _FENCE.match(line.body)
        if not found or line.indent:
            return 0
        mark = line.body
        if any(fence.mark == mark for fence in self.open):
            while self.open.pop().mark != mark:
                pass
            self.in_item = False
            return at + 1
        is_code = mark[0] in "-.`+" and mark != "--"
        if is_code or self.style.startswith(_CODE_STYLES):
            end = self._closing(at, "```" if mark[0] == "`" else mark)
            self.sheet.add_code(line, self.lines[end - 1])
            self.style = ""
            return end
        kind: BlockKind = (
            "quote" if mark[0] == "_" or self.style.startswith("quote") else self._kind
        )
        self.open.append(_Fence(mark, kind))
        self.style, self.goes_on = "", False
        return at + 1

    def _setting(self, at: int) -> int:
        line = self.lines[at]
        if line.indent or not _SETTING.match(line.body):
            return 0
        if not line.body.startswith("[["):
            self.style = line.body[1:-1]
        return at + 1

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        found = _HEADING.match(line.body)
        if line.indent or not found:
            return 0
        self.in_item = self.goes_on = False
        level = len(found[1])
        self.sheet.add("heading", [Span(line.start + found.end(), line.end)], level)
        if self.style.startswith("bibliography"):
            self.sheet.references_level = level
        self.style = ""
        if level == 1 and not self.has_header:
            self.has_header = True
            return self._header(at + 1)
        return at + 1

    def _header(self, at: int) -> int:
        """The lines below the title: authors, revision."""
        if at < len(self.lines) and _AUTHOR.match(self.lines[at].body):
            line = self.lines[at]
            name = line.body.partition("<")[0].rstrip()
            self.sheet.state("author", line.start, line.start + len(name))
            self.sheet.add("metadata", [Span(line.start, line.end)])
            at += 1
            if at < len(self.lines) and (found := _REVISION.match(self.lines[at].body)):
                line = self.lines[at]
                group = "date" if found["date"] else "only" if found["only"] else None
                if group:
                    start, end = found.span(group)
                    self.sheet.state("revdate", line.start + start, line.start + end)
                self.sheet.add("metadata", [Span(line.start, line.end)])
                at += 1
        return at

    def _attribute(self, at: int) -> int:
        line = self.lines[at]
        found = _ATTRIBUTE.match(line.body)
        if line.indent or not found:
            return 0
        self.sheet.state(found[1].strip("!"), line.start + found.end(), line.end)
        return at + 1

    def _macro(self, at: int) -> int:
        line = self.lines[at]
        found = _BLOCK_MACRO.match(line.body)
        if found:
            if found["name"] == "image":
                start = line.start + found.start("text")
                alt = found["text"].partition(",")[0].strip('"')
                start += found["text"].startswith('"')
                self.sheet.add(self._kind, [Span(start, start + len(alt))])
            self.style = ""
            return at + 1
        return at + 1 if _RULE.match(line.body) else 0

    # --- tables ---

    def _table(self, at: int) -> int:
        line = self.lines[at]
        if not _TABLE.match(line.body):
            return 0
        end = self._closing(at, line.body)
        stated = _COLUMNS.search(self.style)
        columns = _count(stated["cols"]) if stated else 0
        self.style = ""
        cells = 0
        self.sheet.row += 1
        first = self.sheet.row
        for row in self.lines[at + 1 : end]:
            if row.body == line.body:
                break
            places = list(_CELL.finditer(row.body))
            if not places:
                self.sheet.add("table", [Span(row.start, row.end)], self.sheet.row)
                continue
            columns = columns or len(places)
            ends = [*(place.start() for place in places[1:]), len(row.body)]
            for place, stop in zip(places, ends, strict=True):
                self.sheet.row = first + cells // columns
                cells += 1
                words = row.body[place.end() : stop]
                start = row.start + place.end() + len(words) - len(words.lstrip())
                self.sheet.add("table", [Span(start, start + len(words.strip()))], self.sheet.row)
        return end

    # --- lists and paragraphs ---

    def _item(self, at: int) -> int:
        line = self.lines[at]
        if line.body == "+":
            self.goes_on = True
            return at + 1
        mark = _ITEM.match(line.body)
        if mark:
            start = mark.end()
            box = _CHECKBOX.match(line.body, start)
            return self._add_item(at, line.start + (box.end() if box else start))
        term = _TERM.match(line.body)
        if not term:
            return 0
        self.sheet.add(self._item_kind, [Span(line.start, line.start + term.end("term"))])
        self.in_item = True
        if term.end() < len(line.body):
            return self._add_item(at, line.start + term.end())
        following = at + 1
        while following < len(self.lines) and self.lines[following].is_blank:
            following += 1
        if following < len(self.lines) and not self._starts_block(following):
            return self._add_item(following, self.lines[following].start)
        return at + 1

    @property
    def _item_kind(self) -> BlockKind:
        kind = self.open[-1].kind if self.open else "paragraph"
        return kind if kind == "quote" else "list-item"

    def _add_item(self, at: int, start: int) -> int:
        end = self._end_of_paragraph(at)
        pieces = [Span(start, self.lines[at].end)]
        pieces += [Span(each.start, each.end) for each in self.lines[at + 1 : end]]
        kind: BlockKind = "references" if self.style.startswith("bibliography") else self._item_kind
        self.sheet.add(kind, pieces)
        self.in_item, self.goes_on = True, False
        return end

    def _end_of_paragraph(self, at: int) -> int:
        at += 1
        while at < len(self.lines) and self.lines[at].body and not self._starts_block(at):
            at += 1
        return at

    def _starts_block(self, at: int) -> bool:
        """Whether a line ends the paragraph above without a blank line."""
        body = self.lines[at].body
        return bool(
            body == "+"
            or body.startswith("//")
            or _FENCE.match(body)
            or _TABLE.match(body)
            or _ITEM.match(body)
            or (_SETTING.match(body) and not self.lines[at].indent)
            or _TERM.match(body)
            or _BLOCK_MACRO.match(body)
        )

    def _paragraph(self, at: int) -> int:
        line = self.lines[at]
        end = at + 1
        while end < len(self.lines) and self.lines[end].body and not self._ends_plain(end):
            end += 1
        if self.style.startswith(_CODE_STYLES) or (line.indent and not self.in_item):
            self.sheet.add_code(line, self.lines[end - 1])
            self.style = ""
            return end
        title = _TITLE.match(line.body)
        if title and not line.indent:
            self.sheet.add("heading", [Span(line.start + 1, line.end)], 6)
            return at + 1
        note = _NOTE.match(line.body)
        pieces = [Span(line.start + (note.end() if note else 0), line.end)]
        pieces += [Span(each.start, each.end) for each in self.lines[at + 1 : end]]
        self.sheet.add(self._kind, pieces)
        self.style, self.goes_on = "", False
        return end

    def _ends_plain(self, at: int) -> bool:
        body = self.lines[at].body
        return bool(
            body.startswith("//")
            or _FENCE.match(body)
            or _TABLE.match(body)
            or _BLOCK_MACRO.match(body)
            or (_SETTING.match(body) and not self.lines[at].indent)
            or (self.in_item and (body == "+" or _ITEM.match(body)))
        )


def _count(columns: str) -> int:
    """How many columns "1,2*,3" stands for."""
    total = 0
    for part in columns.split(","):
        times = re.match(r"\s*(\d{1,3})\*", part)
        total += int(times[1]) if times else 1
    return max(1, total)


def _mask_inline(sheet: Sheet, span: Span) -> None:
    """Find the markup inside a block."""
    for found in _INLINE.finditer(sheet.text, *span):
        whole = Span(*found.span())
        if found["link"]:
            words = found["words"].strip()
            sheet.masked += [Span(*found.span("link")), Span(*found.span("link_end"))]
            options = re.search(r",\s*(?:window|role|opts|rel)=.*$|\^$", found["words"])
            if options:
                start = found.start("words") + options.start()
                sheet.masked.append(Span(start, found.end("words")))
            if _RESOLVABLE.match(found["address"]) and words is not None:
                sheet.citations.append(whole)
        elif found["image"]:
            sheet.masked += [Span(*found.span("image")), Span(*found.span("image_end"))]
        elif found["cross"]:
            sheet.masked += [Span(*found.span("cross")), Span(*found.span("cross_end"))]
        elif found["sub"] or found["sup"]:
            name = "sub" if found["sub"] else "sup"
            start, end = found.span(f"{name}_end")
            sheet.masked += [Span(found.start(), found.start() + 1), Span(start, end)]
            if name == "sub":
                sheet.joints += [Span(found.start(), found.start() + 1), Span(start, end)]
        else:
            sheet.masked.append(whole)
            if found["footnote"]:
                sheet.citations.append(whole)
            elif found["marks"]:
                sheet.joints.append(whole)
