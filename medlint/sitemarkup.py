"""What sites put into Markdown that is no Markdown: shortcodes, admonitions, and what MDX adds.

The parser gets a text in which such things are filled up and from which indentation that would turn
prose into code is left out. `Prepared.to_source` leads from its offsets back to those of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from medlint.finding import Span

#: Fills what is masked inside a line: no mark of Markdown, no space, and in no text of an article.
FILLER = "\ue000"

_SHORTCODE = re.compile(
    r"\{\{[<%](?:[^%>{]|[%>](?!\}\})|\{(?!\{[<%])){0,4000}+[%>]\}\}"
    r"|\{%(?:[^%{]|%(?!\})|\{(?!%)){0,4000}+%\}"
    r"|\{\{(?![<%])[^{}\r\n]{0,1000}+\}\}"
)
# Shortcodes whose content is no prose, by the name that their end has too.
_RAW = re.compile(
    r"\{\{[<%]\s*+(?:highlight|mermaid|code|raw|rawhtml|katex|math|script|style)\b"
    r"|\{%-?\s*+(?:highlight|raw|comment|math|codeblock)\b"
)
_NAME = re.compile(r"\w+")
_FENCE = re.compile(r"^[ \t>]*+(`{3,}|~{3,})[^\r\n]*+", re.MULTILINE)
_COLONS = re.compile(
    r"^(?P<before>[ \t>]*+)(?P<marks>:{3,})[ \t]*+(?P<kind>(?:\{[^{}\r\n]*+\}|[A-Za-z][\w-]*+)*)"
    r"(?P<open>[ \t]*+\[?)(?P<title>[^\r\n]*)",
    re.MULTILINE,
)
_BANGS = re.compile(
    r"^(?P<indent>[ \t]*+)(?P<marks>(?:!!!|\?\?\?\+?)[ \t]++[\w-]++(?:[ \t]++[\w-]++)*+)"
    r"(?:(?P<open>[ \t]*+\")(?P<title>[^\"\r\n]*+)\")?[ \t]*+(?=\r?$)",
    re.MULTILINE,
)
_CALLOUT = re.compile(
    r"^(?P<before>[ \t]*+(?:>[ \t]*+)++)(?P<mark>\[![\w-]++\][+-]?[ \t]++)(?=\S)", re.MULTILINE
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FILLED_LINE = re.compile(rf"^[ \t]*+{FILLER}(?:{FILLER}|[ \t])*+(?=\r?$)", re.MULTILINE)
_SPACES = re.compile(r"[ \t]*")
_LOWEST_LEVEL = 6
_TAB = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """The text for the parser, and how to get back from its offsets.

    `masked` are the spans of the source that are no prose, `comments` those of MDX comments,
    `links` those of MDX elements that lead to the address beside them.
    """

    text: str
    to_source: Callable[[int], int]
    masked: tuple[Span, ...] = ()
    comments: tuple[Span, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()


def prepare(text: str, *, mdx: bool) -> Prepared:
    """The text as the Markdown parser is to see it, in time linear in its length."""
    if not (mdx or any(sign in text for sign in ("{{", "{%", ":::", "!!!", "???", "[!"))):
        return Prepared(text, lambda offset: offset)
    code = fenced_code(text)
    masked = list(_shortcodes(text, code))
    work = _filled(text, masked)
    comments: tuple[Span, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()
    dropped: list[Span] = []
    if mdx:
        from medlint.mdx import read_mdx

        found = read_mdx(work, code)
        masked += found.masked
        comments, links, dropped = found.comments, found.links, [*found.indentation]
        work = _filled(work, found.masked)
    work, titles, indentation = _admonitions(work, code)
    work = _FILLED_LINE.sub(lambda line: " " * len(line.group()), work)
    parsed, to_source = _without(work, sorted([*dropped, *indentation]))
    return Prepared(parsed, to_source, tuple(sorted([*masked, *titles])), comments, links)


def fenced_code(text: str) -> list[Span]:
    """The spans of fenced code, fences included, in order; one that never ends goes to the end."""
    found: list[Span] = []
    start, mark = -1, ""
    for fence in _FENCE.finditer(text):
        if start < 0:
            start, mark = fence.start(), fence[1]
        elif (
            fence[1][0] == mark[0]
            and len(fence[1]) >= len(mark)
            and not text[fence.end(1) : fence.end()].strip()
        ):
            found.append(Span(start, fence.end()))
            start = -1
    if start >= 0:
        found.append(Span(start, len(text)))
    return found


def is_inside(offset: int, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order and apart, holds the offset."""
    at = bisect_right(spans, (offset, len(spans) and spans[-1].end)) - 1
    return at >= 0 and spans[at].start <= offset < spans[at].end


def _shortcodes(text: str, code: Sequence[Span]) -> Iterator[Span]:
    """Every shortcode, together with its content where that is no prose."""
    done = 0
    ends: dict[str, int] = {}
    for found in _SHORTCODE.finditer(text):
        if found.start() < done or is_inside(found.start(), code):
            continue
        done = found.end()
        if _RAW.match(found.group()):
            name = _NAME.search(found.group())
            end = re.compile(rf"\{{(?:\{{[<%]\s*+/|%-?\s*+end)\s*+{name and name.group()}\b")
            # A name that ends nowhere behind one place ends nowhere behind a later one.
            if name and ends.get(name.group(), 0) >= 0:
                closing = end.search(text, done)
                ends[name.group()] = closing.start() if closing else -1
                done = closing.start() if closing else done
        yield Span(found.start(), done)


def _filled(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans filled up, line ends kept."""
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        start = max(done, span.start)
        if start < span.end:
            pieces += (text[done:start], _FILLED.sub(FILLER, text[start : span.end]))
            done = span.end
    return "".join([*pieces, text[done:]])


_FILLED = re.compile(r"[^\r\n]")


def _admonitions(text: str, code: Sequence[Span]) -> tuple[str, list[Span], list[Span]]:
    """The text with the titles of admonitions as headings, and the spans of their marks.

    The last list has the indentation of what stands inside admonitions of the "!!!" kind.
    """
    masked: list[Span] = []
    indentation: list[Span] = []
    changes: list[tuple[int, str]] = []
    if ":::" in text:
        changes += [
            (found.start("marks"), _as_heading(found, masked))
            for found in _COLONS.finditer(text)
            if not is_inside(found.start(), code)
        ]
    if "!!!" in text or "???" in text:
        for found in _BANGS.finditer(text):
            if not is_inside(found.start(), code):
                changes.append((found.start("marks"), _as_heading(found, masked)))
                indentation.append(Span(found.start(), found.end()))
    if "[!" in text:
        for found in _CALLOUT.finditer(text):
            mark = "#" * min(_LOWEST_LEVEL, len(found["mark"]) - 1)
            changes.append((found.start("mark"), mark.ljust(len(found["mark"]))))
            masked.append(Span(*found.span("mark")))
    pieces: list[str] = []
    done = 0
    for at, written in sorted(changes):
        pieces += (text[done:at], written)
        done = at + len(written)
    work = "".join([*pieces, text[done:]])
    return work, masked, list(_indented(text, indentation)) if indentation else []


def _as_heading(found: re.Match[str], masked: list[Span]) -> str:
    """The marks of an admonition with its title as those of a heading; blank without a title."""
    start = found.start("marks")
    end = found.end()
    title = (found["title"] or "").rstrip(" \t]")
    if not title.strip(":"):
        masked.append(Span(start, end))
        return " " * (end - start)
    at = found.start("title")
    masked += [Span(start, at), Span(at + len(title), end)]
    marks = "#" * min(_LOWEST_LEVEL, at - start - 1)
    return (marks.ljust(at - start) + title).ljust(end - start)


def _indented(text: str, openings: list[Span]) -> Iterator[Span]:
    """The four columns, or the tab, before each line that an opening line is followed by."""
    starts = {opening.start: opening for opening in openings}
    depths: list[int] = []
    for line in _LINE.finditer(text):
        body = line.group().strip()
        indent = _width(line.group())
        if not body:
            continue
        while depths and indent < depths[-1]:
            depths.pop()
        if depths:
            yield Span(line.start(), line.start() + _columns(line.group(), _TAB * len(depths)))
        if line.start() in starts:
            depths.append(indent + _TAB)


def _width(line: str) -> int:
    """The columns of a line's indentation; a tab goes to the next multiple of four."""
    blanks = _SPACES.match(line)
    return len(blanks.group().expandtabs(_TAB)) if blanks else 0


def _columns(line: str, width: int) -> int:
    """How many characters of indentation make up so many columns, at most."""
    taken = count = 0
    for letter in line:
        if letter not in " \t" or taken >= width:
            break
        taken += _TAB - taken % _TAB if letter == "\t" else 1
        count += 1
    return count


def _without(text: str, dropped: Sequence[Span]) -> tuple[str, Callable[[int], int]]:
    """The text without the spans, and the way from its offsets to those of the text."""
    if not dropped:
        return text, lambda offset: offset
    pieces: list[str] = []
    lengths: list[int] = []
    done = 0
    for span in dropped:
        start = max(done, span.start)
        if start < span.end:
            pieces.append(text[done:start])
            lengths.append(span.end - start)
            done = span.end
    starts = list(accumulate(map(len, pieces)))
    shifts = [0, *accumulate(lengths)]
    return "".join([*pieces, text[done:]]), lambda at: at + shifts[bisect_right(starts, at)]
