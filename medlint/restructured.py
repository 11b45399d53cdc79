"""Blocks of reStructuredText, with every offset that of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medlint.finding import Span
from medlint.layout import BlockKind, Layout
from medlint.markuplines import Line, Sheet, lines_of

_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}$")
_SHORT_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1*$")
_EXPLICIT = re.compile(r"\.\.(?:\s+|$)")
_TARGET = re.compile(r"\.\.\s+_(?:[^:\\]|\\.)+:|__\s")
_NOTE = re.compile(r"\.\.\s+\[([^\]\s]+)\](?:\s+|$)")
_DIRECTIVE = re.compile(r"\.\.\s+(?:\|[^|]+\|\s+)?([A-Za-z][\w:.+-]*)::(?:\s+|$)")
_SUBSTITUTION = re.compile(r"\.\.\s+\|[^|]+\|")
_FIELD = re.compile(r":((?:[^:\\`]|\\.)+):(?:\s+|$)")
_BULLET = re.compile(r"[-*+•‣⁃](?:\s+|$)")
_NUMBER = re.compile(r"\(?(?:\d{1,4}|#|[A-Za-z]|[ivxlc]{1,7})[.)](?:\s+|$)")
_OPTION = re.compile(r"(?:--?|/)[A-Za-z][\w-]*(?:[ =]\S+)?(?:, .*?)?(?: {2,}|$)")
_GRID = re.compile(r"\+(?:[-=]+\+)+$")
_SIMPLE = re.compile(r"=+(?: +=+)+$")
_SIMPLE_COLUMN = re.compile(r"=+")
_LINE_BLOCK = re.compile(r"\|(?:\s+|$)")

# Directives whose body is no prose.
_NO_PROSE = frozenset(
    "code code-block sourcecode literalinclude include raw math toctree contents index highlight"
    " meta parsed-literal doctest testcode graphviz digraph mermaid plantuml uml role"
    " default-role sectnum bibliography autosummary tabularcolumns title unicode replace date"
    " image-map prompt option program productionlist ifconfig currentmodule module jinja".split()
)
# Directives whose argument is a title, and those whose argument is text of the body.
_TITLED = frozenset(
    "admonition topic sidebar rubric table list-table csv-table dropdown card tab tab-item centered"
    " collapse details".split()
)
_TEXT = frozenset(
    "note warning caution danger tip hint important attention error seealso todo epigraph"
    " highlights pull-quote versionadded versionchanged deprecated compound".split()
)
_QUOTING = frozenset({"epigraph", "highlights", "pull-quote"})

_INLINE = re.compile(
    r"(?P<literal>``(?:[^`]|`(?!`)){1,2000}``)"
    r"|(?P<escape>\\(?:[ \t\r\n]|(?=\S)))"
    r"|(?P<role>(?::[A-Za-z][\w:.+-]{0,40}:)?`)(?P<text>(?:[^`<\\]|\\.|<(?![^<>`]{0,500}>`)){1,2000})"
    r"(?P<target>\s{0,8}<[^<>`]{0,500}>)?(?P<end>`(?:__?|:[A-Za-z][\w:.+-]{0,40}:)?)"
    r"|(?P<strong>\*\*(?=\S))|(?P<strong_end>(?<=\S)\*\*)"
    r"|(?P<emphasis>(?<![\w*])\*(?=[^\s*]))|(?P<emphasis_end>(?<=[^\s*])\*(?![\w*]))"
    r"|(?P<substitution>\|(?=\S)[^|\r\n]{1,80}(?<=\S)\|_{0,2})"
    r"|\[(?P<note>[^\]\s]{1,40})\](?P<note_end>_)(?!\w)"
    r"|(?P<reference>(?<=\w)__?(?![\w_]))"
)
_ADDRESS = re.compile(r"(?:https?:)?//|doi:", re.IGNORECASE)
_NO_TEXT_ROLES = frozenset(
    {"code", "math", "raw", "literal", "samp", "kbd", "file", "command", "download"}
)
#: A field of more characters is none of the head.
_LONGEST_FIELD = 200
#: A line of so many marks underlines any title, a shorter one only a title as short.
_SHORTEST_UNDERLINE = 4


def read_restructured(text: str) -> Layout:
    """The layout of reStructuredText; markup, code, comments and settings are blanked."""
    lines = lines_of(text)
    reader = _Reader(Sheet(text), lines)
    reader.read(0, len(lines), 0, "paragraph")
    return reader.sheet.layout(_mask_inline)


class _Reader:
    """Reads lines from top to bottom, going into what is indented."""

    def __init__(self, sheet: Sheet, lines: Sequence[Line]) -> None:
        self.sheet = sheet
        self._lines = lines
        self._ranks: list[str] = []
        # What is still to be read: ranges of lines, each with its indentation and kind.
        self._waiting: list[tuple[int, int, int, BlockKind]] = []

    def read(self, first: int, last: int, indent: int, kind: BlockKind) -> None:
        """Read the lines from `first` up to `last`, which stand at the indentation or deeper."""
        self._waiting.append((first, last, indent, kind))
        while self._waiting:
            first, last, indent, kind = self._waiting.pop()
            at = first
            while at < last:
                following = self._take(at, last, indent, kind)
                if self._waiting and self._waiting[-1][0] < following:
                    # What is inside comes before what is behind.
                    inside = self._waiting.pop()
                    self._waiting += [(following, last, indent, kind), inside]
                    break
                at = following

    def _take(self, at: int, last: int, indent: int, kind: BlockKind) -> int:
        """Take what starts on a line; the number of the line behind it."""
        line = self._lines[at]
        if line.is_blank:
            return at + 1
        if line.indent > indent:
            return self._inside(at, last, line.indent, "quote" if kind == "paragraph" else kind)
        return (
            self._heading(at, last)
            or self._explicit(at, last, kind)
            or self._table(at, last)
            or self._item(at, last, kind)
            or self._paragraph(at, last, kind)
        )

    def _inside(self, at: int, last: int, indent: int, kind: BlockKind) -> int:
        """Put off what is indented; the number of the line behind it."""
        end = self._end_of_indented(at, last, indent)
        self._waiting.append((at, end, indent, kind))
        return end

    def _end_of_indented(self, at: int, last: int, indent: int) -> int:
        while at < last and (self._lines[at].is_blank or self._lines[at].indent >= indent):
            at += 1
        return at

    def _line(self, at: int, last: int) -> Line | None:
        return self._lines[at] if at < last else None

    # --- headings ---

    def _heading(self, at: int, last: int) -> int:
        line, below, third = (self._line(at + step, last) for step in range(3))
        if line is None:
            return 0
        over = _UNDERLINE.match(line.body)
        if over and len(line.body) >= _SHORTEST_UNDERLINE and (below is None or below.is_blank):
            return at + 1
        if below is None:
            return 0
        if (
            over
            and third
            and third.body == line.body
            and below.body
            and not over.end() < len(below.body)
        ):
            return self._add_heading(below, over[1] * 2, at + 3)
        under = _UNDERLINE.match(below.body) or _SHORT_UNDERLINE.match(below.body)
        if (
            under
            and below.indent == line.indent
            and len(below.body) >= min(len(line.body), _SHORTEST_UNDERLINE)
            and not _UNDERLINE.match(line.body)
            and not _EXPLICIT.match(line.body)
        ):
            return self._add_heading(line, under[1], at + 2)
        return 0

    def _add_heading(self, line: Line, mark: str, following: int) -> int:
        if mark not in self._ranks:
            self._ranks.append(mark)
        self.sheet.add("heading", [Span(line.start, line.end)], self._ranks.index(mark) + 1)
        return following

    # --- comments, directives, notes ---

    def _explicit(self, at: int, last: int, kind: BlockKind) -> int:
        line = self._lines[at]
        if line.body.startswith("__ "):
            return at + 1
        if not _EXPLICIT.match(line.body):
            return 0
        end = self._end_of_indented(at + 1, last, line.indent + 1)
        while end > at + 1 and self._lines[end - 1].is_blank:
            end -= 1
        if _TARGET.match(line.body):
            return end
        note = _NOTE.match(line.body)
        if note:
            self._note(line, note, at, end)
            return end
        directive = _DIRECTIVE.match(line.body)
        if directive:
            self._directive(directive, at, end, kind)
            return end
        if _SUBSTITUTION.match(line.body):
            return end
        self.sheet.comments.append(Span(line.start, self._lines[end - 1].end))
        return end

    def _note(self, line: Line, note: re.Match[str], at: int, end: int) -> None:
        # What reads lists of sources looks for the number in brackets.
        self.sheet.numbers.append(Span(line.start, line.start + 2))
        pieces = [Span(line.start + note.end(), line.end)]
        pieces += [Span(each.start, each.end) for each in self._lines[at + 1 : end]]
        self.sheet.add("references", pieces)

    def _directive(self, found: re.Match[str], at: int, end: int, kind: BlockKind) -> None:
        line = self._lines[at]
        name = found[1].rpartition(":")[2].lower()
        body = at + 1
        has_text = name in _TEXT or name in _TITLED
        while body < end and (field := _FIELD.match(self._lines[body].body)):
            option = self._lines[body]
            if name in ("image", "figure") and field[1] == "alt":
                self.sheet.add("paragraph", [Span(option.start + field.end(), option.end)])
            elif name == "meta" and option.body[field.end() :]:
                self.sheet.state(field[1], option.start + field.end(), option.end)
            body += 1
        if name in _NO_PROSE or _SUBSTITUTION.match(line.body):
            if name != "meta" and body < end:
                self.sheet.add_code(self._lines[body], self._lines[end - 1])
            return
        argument = Span(line.start + found.end(), line.end)
        inside: BlockKind = "quote" if name in _QUOTING else kind
        if name in _TITLED:
            self.sheet.add("heading", [argument], 6)
        elif has_text and argument.start < argument.end:
            pieces = [argument]
            while body < end and not self._lines[body].is_blank:
                pieces.append(Span(self._lines[body].start, self._lines[body].end))
                body += 1
            self.sheet.add(inside, pieces)
        if name == "csv-table":
            for row in self._lines[body:end]:
                self._cells(row, _CSV_CELL.finditer(row.body))
            return
        if name == "list-table":
            inside = "table"
        while body < end and self._lines[body].is_blank:
            body += 1
        if body < end:
            self._waiting.append((body, end, self._lines[body].indent, inside))

    # --- tables ---

    def _table(self, at: int, last: int) -> int:
        line = self._lines[at]
        if _GRID.match(line.body):
            return self._grid(at, last)
        if _SIMPLE.match(line.body):
            return self._simple_table(at, last)
        return 0

    def _grid(self, at: int, last: int) -> int:
        while at < last and self._lines[at].body.startswith(("+", "|")):
            line = self._lines[at]
            if line.body.startswith("+"):
                self.sheet.row += 1
            else:
                self._add_cells(line, re.finditer(r"[^|]+", line.body))
            at += 1
        return at

    def _simple_table(self, at: int, last: int) -> int:
        columns = [found.start() for found in _SIMPLE_COLUMN.finditer(self._lines[at].body)]
        borders, start = 1, at
        at += 1
        while at < last and borders < 3:
            line = self._lines[at]
            if _SIMPLE.match(line.body) or re.match(r"=+$", line.body):
                borders += 1
                after = self._line(at + 1, last)
                if borders == 2 and (after is None or after.is_blank):
                    return at + 1
            elif line.body and not re.match(r"-[- ]*$", line.body):
                shift = line.indent - self._lines[start].indent
                ends = [*columns[1:], len(line.body) + shift]
                self.sheet.row += 1
                for first, end in zip(columns, ends, strict=True):
                    self._add_cell(line, max(0, first - shift), max(0, end - shift))
            at += 1
        return at

    def _cells(self, line: Line, cells: Iterator[re.Match[str]]) -> None:
        self.sheet.row += 1
        self._add_cells(line, cells)

    def _add_cells(self, line: Line, cells: Iterator[re.Match[str]]) -> None:
        for cell in cells:
            self._add_cell(line, *cell.span())

    def _add_cell(self, line: Line, first: int, end: int) -> None:
        words = line.body[first:end]
        if words.strip():
            start = line.start + first + len(words) - len(words.lstrip())
            span = Span(start, start + len(words.strip()))
            self.sheet.add("table", [span], self.sheet.row)

    # --- lists and paragraphs ---

    def _item(self, at: int, last: int, kind: BlockKind) -> int:
        line = self._lines[at]
        field = _FIELD.match(line.body)
        if field:
            return self._field(at, last, field)
        if line.body.startswith(">>>"):
            end = self._end_of_paragraph(at, last)
            self.sheet.add_code(line, self._lines[end - 1])
            return end
        mark = _BULLET.match(line.body) or self._number(at, last)
        if mark is None:
            return 0
        inner: BlockKind = kind if kind in ("quote", "table") else "list-item"
        content = line.indent + mark.end()
        end = self._end_of_indented(at + 1, last, line.indent + 1)
        rest = line.body[mark.end() :]
        nested = _BULLET.match(rest)
        start = line.start + mark.end()
        if nested:
            # "* - cell" of a list table.
            start += nested.end()
            content += nested.end()
        pieces = [Span(start, line.end)]
        following = at + 1
        while following < end and not self._lines[following].is_blank:
            below = self._lines[following]
            if below.indent != content and _BULLET.match(below.body):
                break
            if _BULLET.match(below.body):
                break
            pieces.append(Span(below.start, below.end))
            following += 1
        self._add_text(inner, pieces, following, end)
        if following < end:
            self._wait_for(following, end, inner)
        return end

    def _wait_for(self, at: int, end: int, kind: BlockKind) -> None:
        while at < end and self._lines[at].is_blank:
            at += 1
        if at < end:
            self._waiting.append((at, end, self._lines[at].indent, kind))

    def _number(self, at: int, last: int) -> re.Match[str] | None:
        """The mark of a numbered item; a line below that is not indented makes it a sentence."""
        line = self._lines[at]
        mark = _NUMBER.match(line.body)
        below = self._line(at + 1, last)
        if (
            mark
            and below
            and below.body
            and below.indent == line.indent
            and not _NUMBER.match(below.body)
        ):
            return None
        return mark

    def _field(self, at: int, last: int, field: re.Match[str]) -> int:
        line = self._lines[at]
        end = self._end_of_indented(at + 1, last, line.indent + 1)
        pieces = [Span(line.start + field.end(), line.end)]
        pieces += [Span(each.start, each.end) for each in self._lines[at + 1 : end] if each.body]
        is_head = not any(b.kind not in ("heading", "metadata") for b in self.sheet.blocks)
        if is_head and line.indent == 0 and len(line.body) <= _LONGEST_FIELD:
            self.sheet.state(field[1], line.start + field.end(), line.end)
            self.sheet.add("metadata", [Span(line.start, line.end), *pieces[1:]])
        else:
            self.sheet.add("list-item", pieces)
        return end

    def _end_of_paragraph(self, at: int, last: int) -> int:
        indent = self._lines[at].indent
        at += 1
        while at < last and self._lines[at].body and self._lines[at].indent == indent:
            at += 1
        return at

    def _paragraph(self, at: int, last: int, kind: BlockKind) -> int:
        line = self._lines[at]
        end = self._end_of_paragraph(at, last)
        if _LINE_BLOCK.match(line.body):
            pieces = [self._unmarked(each) for each in self._lines[at:end]]
            self.sheet.add(kind, pieces)
            return end
        below = self._line(end, last)
        if end == at + 1 and below and below.body and below.indent > line.indent:
            # A term and what it means; the name of an option is none.
            self.sheet.add(
                "list-item" if kind == "paragraph" else kind, [Span(line.start, line.end)]
            )
            if line.body.endswith("::"):
                return self._literal(end, last, line.indent)
            return self._inside(end, last, below.indent, kind)
        pieces = [Span(each.start, each.end) for each in self._lines[at:end]]
        self._add_text(kind, pieces, end, end)
        if self._lines[end - 1].body.endswith("::"):
            return self._literal(end, last, line.indent)
        return end

    def _unmarked(self, line: Line) -> Span:
        mark = _LINE_BLOCK.match(line.body)
        return Span(line.start + (mark.end() if mark else 0), line.end)

    def _add_text(self, kind: BlockKind, pieces: list[Span], at: int, last: int) -> None:
        """Add a block; the second colon of "::" at its end is markup, and code may follow."""
        end = pieces[-1].end
        if self.sheet.text.endswith("::", pieces[-1].start, end):
            self.sheet.masked.append(Span(end - 1, end))
        self.sheet.add(kind, pieces)

    def _literal(self, at: int, last: int, indent: int) -> int:
        """Take the code below a paragraph that ends in "::"."""
        start = at
        while start < last and self._lines[start].is_blank:
            start += 1
        if start == last or self._lines[start].indent <= indent:
            return at
        end = self._end_of_indented(start, last, indent + 1)
        while self._lines[end - 1].is_blank:
            end -= 1
        self.sheet.add_code(self._lines[start], self._lines[end - 1])
        return end


_CSV_CELL = re.compile(r"(?<=\")[^\"]*(?=\"\s*(?:,|$))|[^,\"]+")


def _mask_inline(sheet: Sheet, span: Span) -> None:
    """Find the markup inside a block."""
    for found in _INLINE.finditer(sheet.text, *span):
        kind = found.lastgroup
        if found["role"] is not None:
            _mask_role(sheet, found)
        elif kind == "note_end":
            sheet.citations.append(Span(*found.span()))
            sheet.masked.append(Span(*found.span("note_end")))
        else:
            sheet.masked.append(Span(*found.span()))
            if kind == "escape":
                sheet.joints.append(Span(*found.span()))


def _mask_role(sheet: Sheet, found: re.Match[str]) -> None:
    """Mask an interpreted text or link but for its words."""
    role = found["role"].strip(":`")
    if role.rpartition(":")[2] in _NO_TEXT_ROLES:
        sheet.masked.append(Span(*found.span()))
        return
    sheet.masked += [Span(*found.span("role")), Span(*found.span("end"))]
    text = sheet.text
    start, end = found.span("role")
    if text[start - 2 : start] == "\\ ":
        sheet.joints.append(Span(start - 2, end))
    start, end = found.span("end")
    if text[end : end + 2] == "\\ ":
        sheet.joints.append(Span(start, end + 2))
    if found["target"]:
        sheet.masked.append(Span(*found.span("target")))
        if _ADDRESS.match(found["target"].strip().strip("<>")):
            sheet.citations.append(Span(*found.span()))
