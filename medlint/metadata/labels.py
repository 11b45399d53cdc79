"""Labels on lines of the text that have lost their values: "Reviewed by:", and nothing behind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from medlint.document import Document
from medlint.finding import Span
from medlint.layout import BlockKind
from medlint.metadata.days import read_day
from medlint.metadata.model import EmptyField
from medlint.metadata.places import Places

About = Literal["author", "reviewer", "date", "disclosure", "other"]
#: What a value must look like that stands below a blank line, where it may be something else.
Shape = Literal["mail", "figures", "date", "name", "anything"]

#: Labels in small letters, with what they tell and the shape of their values.
LABELS: dict[str, tuple[About, Shape]] = {
    **dict.fromkeys(("email", "e-mail", "email address", "e-mail address"), ("other", "mail")),
    **dict.fromkeys(("phone", "telephone", "tel", "fax", "doi", "issn"), ("other", "figures")),
    **dict.fromkeys(("contact", "correspondence", "references"), ("other", "anything")),
    **dict.fromkeys(
        ("author", "authors", "author(s)", "written by", "byline", "by", "writer", "edited by",
         "editor"),
        ("author", "name"),
    ),
    **dict.fromkeys(
        ("reviewed by", "medically reviewed by", "clinically reviewed by", "reviewer",
         "medical reviewer", "fact checked by", "fact-checked by", "checked by", "approved by"),
        ("reviewer", "name"),
    ),
    **dict.fromkeys(
        ("date", "published", "updated", "last updated", "reviewed", "last reviewed",
         "date published", "date updated", "date reviewed", "published on", "updated on",
         "reviewed on", "last reviewed on", "last updated on", "date of publication",
         "date of last review", "publication date", "received", "accepted", "posted",
         "last modified", "page last reviewed", "page last updated", "medically reviewed on"),
        ("date", "date"),
    ),
    **dict.fromkeys(
        ("funding", "disclosure", "disclosures", "conflict of interest", "conflicts of interest",
         "competing interests", "funded by", "sponsored by", "declaration of interests"),
        ("disclosure", "anything"),
    ),
}  # fmt: skip

_LINE = re.compile(r"[^\r\n]+")
#: A colon with nothing behind it but markup, a bar or a dot that parts it from the next label.
_ENDS = re.compile(r":[ \t\u00a0*_]*(?=[|·•]|$|[\r\n])", re.MULTILINE)
_BEFORE = re.compile(r"(?:^|[,;|·•.)])[^\w\n]*([\w()/-]+(?: [\w()/-]+){0,4})\s*$")
_ANY_LABEL = re.compile(r"^\W{0,8}[\w'’()/ -]{2,40}:[\s*_]*$")
_LABELLED = re.compile(r"^\W{0,8}([\w()/-]+(?: [\w()/-]+){0,3})\s*:")
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_MAIL = re.compile(r"\w\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?\w", re.IGNORECASE)
_HEADING = re.compile(r"^\s{0,3}(?:#|={3,}|-{3,}|\*{3,}|_{3,})")
_UNREAD: frozenset[BlockKind] = frozenset({"code", "front-matter", "table", "references", "quote"})


class _Line(NamedTuple):
    """A line that holds more than white space; `gap` says whether a blank line stands before it."""

    start: int
    text: str
    gap: bool


def empty_labels(document: Document) -> Iterator[EmptyField]:
    """The labels without a value on their line or the next, in text order.

    A form asks for values that it does not have, so labels beside others that tell nothing of an
    article ("Name:", "Signature:") are none; nor is the last word of a sentence before a list.
    """
    if document.format == "html":
        lines = [*_blocks(document)]
        places = [
            line.start + found.start() for line in lines for found in _ENDS.finditer(line.text)
        ]
    else:
        # Cheaper than a look at every line: few articles have one colon at the end of a line.
        places = [found.start() for found in _ENDS.finditer(document.prose)]
        lines = _lines(document.prose) if places else []
    starts = [line.start for line in lines]
    unread = Places(document, _UNREAD)
    forms = _forms(lines)
    for colon in places:
        number = bisect_right(starts, colon) - 1
        found = _label(lines[number], colon)
        if found is None or unread.hold(colon):
            continue
        label, start = found
        about, shape = LABELS[label.lower()]
        end = lines[number].start + len(lines[number].text)
        # What the prose leaves out, such as a picture, is a value all the same.
        behind = _TAG.sub("", document.text[colon + 1 : end]).strip(" \t\u00a0*_")
        if behind and behind[0] not in "|·•":
            continue
        if not behind and (_has_value(lines, number, shape, document) or number in forms):
            continue
        yield EmptyField(label, about, Span(start, colon + 1), "text")


def _blocks(document: Document) -> Iterator[_Line]:
    """The blocks of a page, each of which is a line of its own to its readers."""
    for block in document.blocks:
        shown = document.prose[block.span.start : block.span.end]
        yield _Line(block.span.start, shown.replace("\n", " ").replace("\r", " "), gap=True)


def _lines(prose: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for found in _LINE.finditer(prose):
        if found.group().strip():
            between = prose[end : found.start()]
            gap = between.count("\n") > 1 or between.count("\r") > 2
            lines.append(_Line(found.start(), found.group(), gap))
            end = found.end()
    return lines


def _label(line: _Line, colon: int) -> tuple[str, int] | None:
    """The known label before a colon, and its offset: at the line's start or a part's, in capitals
    there."""
    found = _BEFORE.search(line.text.replace("\u00a0", " "), 0, colon - line.start)
    if found is None or found.group(1).lower() not in LABELS:
        return None
    opens = not line.text[: found.start(1)].strip(" \t\u00a0*_#>-–—•|·(")
    if not opens and not found.group(1)[0].isupper():
        return None
    return found.group(1), line.start + found.start(1)


def _has_value(lines: Sequence[_Line], number: int, shape: Shape, document: Document) -> bool:
    """Whether the next line holds the value; below a blank line, only what looks like one."""
    if number + 1 >= len(lines):
        return False
    following = lines[number + 1]
    source = document.text[following.start : following.start + len(following.text)]
    if _HEADING.match(source):
        return False
    label = _LABELLED.match(following.text)
    if label is not None and label.group(1).lower() in LABELS:
        return False
    return not following.gap or _looks_like(following.text.strip(), shape)


def _looks_like(text: str, shape: Shape) -> bool:
    if shape == "mail":
        return _MAIL.search(text) is not None
    if shape == "figures":
        return any(character.isdigit() for character in text)
    if shape == "date":
        return read_day(text) is not None and len(text) <= 60
    if shape == "name":
        names = [word for word in text.split() if word[:1].isupper()]
        return len(text) <= 120 and len(names) >= 2
    return True


def _forms(lines: Sequence[_Line]) -> frozenset[int]:
    """The numbers of the lines in runs of empty labels of which one asks for something else."""
    forms: list[int] = []
    run: list[int] = []
    for number, line in enumerate([*lines, _Line(0, "", gap=True)]):
        if _ANY_LABEL.match(line.text):
            run.append(number)
            continue
        if any(_asks_otherwise(lines[each]) for each in run):
            forms += run
        run = []
    return frozenset(forms)


def _asks_otherwise(line: _Line) -> bool:
    """Whether a line opens with a label that tells nothing of an article."""
    label = _LABELLED.match(line.text)
    return label is None or label.group(1).lower() not in LABELS
