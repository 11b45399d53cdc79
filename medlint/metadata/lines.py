"""Metadata in the text itself: by-lines, date lines, journal lines, words on interests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from medlint.document import Document
from medlint.finding import Span
from medlint.layout import BlockKind
from medlint.metadata.credentials import has_clinical_credentials, has_credentials
from medlint.metadata.days import days_in
from medlint.metadata.model import Dated, DateKind, Disclosure, Person, Role
from medlint.metadata.places import Places

#: Characters from the start (of a web page: from its title), and from the end, in which a by-line
#: or a date may stand alone.
HEAD = 1500
TAIL = 1500
#: Characters in front of the day in such a line.
LONGEST_DATELINE = 120
#: Characters of a line that are read for labels; journals put all their dates on one.
LONGEST_LINE = 600
#: The longest part of a by-line, in characters.
LONGEST_BYLINE = 160
#: So many characters may follow the date on a line that only says when the page was made.
AFTER_DATE = 60
#: Characters of what follows a by-line in which degrees are looked for, too.
CREDENTIAL_REACH = 80

_LINE = re.compile(r"[^\r\n]+")
# A run of blanks is tried from its first one only: markup may leave thousands.
_PART = re.compile(r"(?<!\s)\s+[|·•‧⋅]\s*|[|·•‧⋅]\s+|;\s+|(?<!\s)\s+[–—]\s+|(?<!\s)\s{4,}(?=\w+:)")
#: Blocks whose lines say nothing of the article itself.
_UNREAD: frozenset[BlockKind] = frozenset({"references", "code", "front-matter", "table"})
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)|copyright)", re.IGNORECASE)

_NAME = (
    r"(?:(?-i:Dr|Prof|Professor|Mr|Mrs|Ms|Sister)\.?\s+)?(?-i:[^\W\d_a-z][\w.'’-]*)"
    r"(?:\s+(?-i:[^\W\d_a-z][\w.'’-]*|van|von|de|der|den|del|della|da|di|la|le|bin|al|ter))"
    r"{1,5}"
)
_HOUSE = (
    r"(?:the\s+)?(?:[\w.'’&-]+\s+){0,6}(?:staff|team|editors?|editorial\s+board|desk|newsroom|admin"
    r"|administrator|department|association|society|foundation|institutes?|clinic|hospital|trust"
    r"|university|college|council|centre|center|agency|charity|service)"
)
_REVIEWED = (
    r"(?:(?:medically|clinically|scientifically|expertly|professionally|independently)[\s-]+"
    r"(?:reviewed|checked|verified|approved|vetted)|(?:fact[\s-]?)?(?:reviewed|checked))"
    r"(?:\s+(?:and|&)\s+\w+)?"
)
_LABELS: Mapping[Role, tuple[str, ...]] = {
    "reviewer": (
        rf"{_REVIEWED}\s+by\b\s*[:\-–]?",
        r"(?:(?:medical|clinical|expert|scientific|content|peer)\s+)?review(?:ers?)?\s*:",
        r"(?:medical|clinical|expert)\s+(?:editors?|advis[eo]rs?)\s*[:\-–]",
        r"fact[\s-]?check(?:ers?|ed)?(?:\s+by)?\s*:",
    ),
    "editor": (r"edited\s+by\b\s*:?", r"editors?\s*:"),
    "author": (
        r"(?:written|authored|posted|contributed|compiled|prepared|produced|provided|created"
        r"|researched)(?:\s+and\s+(?:written|edited|researched))?\s+by\b\s*[:\-–]?",
        r"(?:words|story|text|report(?:ed|ing)?)\s+by\b\s*:?",
        r"(?:article|content|page)\s+(?:written\s+)?by\b\s*:?",
        r"(?:contributing\s+)?(?:authors?|writers?)\s*(?::|\s[-–])",
        r"by(?:line)?\s*:",
        r"correspond(?:ence|ing\s+author)\b(?:\s+to)?\s*:?",
        r"(?:how\s+to\s+cite|cite\s+this|citation)\b[\w\s]{0,24}:",
    ),
}
_PEOPLE: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"^[^\w\n]{{0,8}}(?:{'|'.join(labels)})\s*", re.IGNORECASE))
    for role, labels in _LABELS.items()
)
#: Where a second person's part in it begins: "By Ana Ruiz, reviewed by Lena Ho".
_SECOND = re.compile(rf"(?:[,.;]|\band\b|&)\s*(?=(?:{_REVIEWED}|edited)\s+by\b)", re.IGNORECASE)
_BARE_BY = re.compile(
    rf"^[^\w\n]{{0,8}}by\s+(?P<name>{_NAME}|{_HOUSE})"
    r"(?=\W*$|\s*[,(|]|\s+(?:and|&|with|on|in|for|at)\s|\s+\d|\s+(?:updated|published|posted)\b)",
    re.IGNORECASE,
)
#: Authors of a journal page bear footnote marks: "Anna Berg1,2*, Jo Lund2".
_MARKED_NAMES = re.compile(
    rf"^(?:{_NAME}[\d*†‡][\d*†‡,]{{0,4}}(?:\s*(?:,|and|&)\s*|$))+$|^{_NAME}(?:[*†‡]|\d\*?)$"
)

_PAGE = (
    r"(?:(?P<own>this|our)\s+|the\s+)?(?:(?:web\s?)?page|article|content|information|document|leaflet"
    r"|fact\s?sheet|guide|booklet|topic|text|resource|story|post|entry|version)s?\s+"
)
_HOW = (
    r"(?:(?:last|first|originally|most\s+recently|medically|clinically|editorially|expert|peer"
    r"|initially|next)\s+){0,2}"
)
_DONE: dict[str, DateKind] = {
    **dict.fromkeys(
        "published posted released issued created written produced".split(), "published"
    ),
    **dict.fromkeys("updated modified amended edited".split(), "updated"),
    "revised": "revised",
    **dict.fromkeys("reviewed checked approved".split(), "reviewed"),
    "received": "received",
    "accepted": "accepted",
}
_NOUNS: dict[str, DateKind] = {
    **dict.fromkeys("publication preparation issue release creation".split(), "published"),
    **dict.fromkeys("update revision modification amendment".split(), "updated"),
    **dict.fromkeys("review check".split(), "reviewed"),
}
_LABEL = re.compile(
    rf"(?<![\w-])(?:(?P<page>{_PAGE}(?:(?:was|were|is|has\s+been)\s+)?)?(?P<how>{_HOW})"
    rf"(?P<done>{'|'.join(_DONE)})"
    rf"|(?P<of>date\s+of\s+)?(?P<last>(?:last|latest|most\s+recent|first)\s+)?"
    rf"(?:medical\s+|clinical\s+)?(?P<noun>{'|'.join(_NOUNS)})(?P<day>\s+date)?"
    rf"|(?P<date>date)(?:\s+(?P<what>{'|'.join(_DONE)}))?)\b",
    re.IGNORECASE,
)
_WEEKDAYS = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?|\d{1,2}:\d\d(?::\d\d)?"
    r"\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4}\b)?"
)
#: What may stand between a label and its date.
_GAP = re.compile(
    rf"(?:\s|[:,\-–—()]|{_WEEKDAYS}|online|ahead\s+of\s+print|in\s+print|date|on|in|at|the|as\s+of|by"
    r"\s+[^\n|;]{2,80}?|for\s+accuracy|and\s+(?:updated|reviewed|approved|checked))*",
    re.IGNORECASE,
)
#: Words that say nothing firm of the article itself without a colon: "Approved in May 2019, it".
_WEAK = frozenset(
    "approved created produced written checked received accepted issued released".split()
)
_MARKS = " \t*_#>-–—•|·[(:"
_ENDS_PART = re.compile(r"(?:[|·•;,.(]|[-–—]|\d|\))\s*$")
_END_OF_PART = re.compile(r"[|·•;.]")
_NEXT = re.compile(r"\b(?:next|due|planned|scheduled|valid|expir\w+|until)\b", re.IGNORECASE)
_CITATION = re.compile(
    r"^\W*(?:full\s+|original\s+)?(?:citation|reference|source|paper|study|journal|doi)s?\s*:",
    re.IGNORECASE,
)
#: How a release says when it may be used.
_RELEASED = re.compile(
    r"^\W*(?:for\s+(?:immediate\s+)?release|embargo\w*|media\s+release|news\s+release)\b[^\n]{0,50}$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^(?:\W|{_WEEKDAYS}|at\b|on\b|updated|published)*$", re.IGNORECASE)
_REPORTED = re.compile(r"^\s*(?:[)/]|[-–—]|\([^)\n]{2,40}\)|\S{0,3}PR\s?Newswire)")

_INTERESTS = re.compile(
    r"\b(?:conflicts?|competing|financial|commercial|declarations?|disclosures?)\s+(?:of\s+)?"
    r"interests?\b"
    r"|(?m:^)[^\w\n]{0,8}(?:disclosures?|disclosure\s+statement|funding|sponsors?|sponsored|advertorial"
    r"|competing\s+interests|declarations?)\b[^\w\n]{0,4}(?::|(?m:$))"
    r"|\bsponsored\s+by\b|(?m:^)[^\w\n]{0,8}(?:paid\s+for|underwritten)\s+by\b|(?:^|[.\n:]\s*)funded\s+by\b"
    r"|\b(?:article|page|work|study|review|leaflet|site|website|post|content|trial)\b[^.\n]{0,30}"
    r"\b(?:funded|supported|sponsored|financed|paid\s+for)\s+by\b"
    r"|\bfinancial\s+(?:relationships?|disclosures?|ties|stake)\b"
    r"|\baffiliate\s+(?:links?|disclosures?|commissions?|partners?|program(?:me)?s?)\b"
    r"|\bpaid\s+(?:partnership|promotion|content|post|advertisement)\b|\badvertising\s+feature\b"
    r"|\bsponsored\s+(?:content|post|article|feature|link)s?\b"
    r"|\b(?:earn|receive)\s+an?\s+(?:small\s+)?commission\b|\bgrant\s+support\b"
    r"|\bnothing\s+to\s+(?:disclose|declare)\b|\bno\s+(?:external\s+|specific\s+)?funding\b"
    r"|\bdeclares?d?\s+(?:that\s+)?(?:they\s+have\s+)?(?:no|none)\b"
    r"|\bfunding\s+(?:source|statement|was|came)\b|\bno\s+disclosures\b",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """The opening of a line that may say something about the article itself, and its offset.

    `is_whole` says whether that is all of the line, `at_head` and `at_tail` whether it stands where
    by-lines and dates may stand alone: near the title, or near the end.
    """

    start: int
    text: str
    is_whole: bool = True
    at_head: bool = False
    at_tail: bool = False

    @property
    def span(self) -> Span:
        """The line without white space at its ends."""
        body = self.text.strip()
        start = self.start + self.text.find(body)
        return Span(start, start + len(body))


def metadata_lines(document: Document) -> tuple[Line, ...]:
    """The lines outside of sources, code and tables.

    Of a long line, only the opening is given. Markup is blanked, no-break spaces are plain ones.
    On a web page, lines above and below the article are read, too, and its tables.
    """
    if document.format == "html":
        return tuple(_lines_of_page(document))
    prose = document.prose.replace("\u00a0", " ")
    skipped = Places(document, _UNREAD)
    end = len(prose)
    return tuple(
        Line(
            found.start(),
            found.group()[:LONGEST_LINE],
            len(found.group()) <= LONGEST_LINE,
            found.start() < HEAD,
            found.end() > end - TAIL,
        )
        for found in _LINE.finditer(prose)
        if _is_read(found.start(), found.group(), skipped)
    )


def _is_read(start: int, line: str, skipped: Places) -> bool:
    body = line.lstrip()
    return bool(body) and not skipped.hold(start + len(line) - len(body))


def _lines_of_page(document: Document) -> Iterator[Line]:
    """The lines that readers of a page see; how far one is from the title counts in their text."""
    from medlint.metadata.pagelines import page_lines

    lines = [(start, text.replace("\u00a0", " ")) for start, text in page_lines(document.text)]
    title = next((block.span.start for block in document.blocks if block.kind == "title"), 0)
    sizes = [len(" ".join(text.split())) for _, text in lines]
    at_title = sum(size for (start, _), size in zip(lines, sizes, strict=True) if start < title)
    total, seen = sum(sizes), 0
    skipped = Places(document, _UNREAD - {"table"})
    for (start, text), size in zip(lines, sizes, strict=True):
        if _is_read(start, text, skipped):
            whole = size <= LONGEST_LINE
            opening = text if whole else text[:LONGEST_LINE]
            yield Line(start, opening, whole, abs(seen - at_title) < HEAD, seen > total - TAIL)
        seen += size


def people_of(document: Document, lines: tuple[Line, ...]) -> Iterator[Person]:
    """Who is named as author, editor or reviewer on a line of the text, in text order."""
    for line in lines:
        if not line.is_whole or _COPYRIGHT.match(line.text):
            continue
        for part in _parts(line.text):
            found = _person(document, line, part)
            if found is not None:
                yield found
                second = _SECOND.search(part)
                rest = part[second.end() :].strip() if second else ""
                other = _person(document, line, rest) if rest else None
                yield from () if other is None else (other,)


def dates_of(lines: tuple[Line, ...]) -> Iterator[Dated]:
    """The dates that lines of the text give for the article, in text order.

    A manuscript is revised before it is published, a page afterwards: that is an update.
    """
    found = list(_dates_of(lines))
    is_journal = any(each.kind in ("received", "accepted") for each in found)
    for each in found:
        update = each.kind == "revised" and not is_journal
        yield replace(each, kind="updated") if update else each


def _dates_of(lines: tuple[Line, ...]) -> Iterator[Dated]:
    in_prose = False
    for line in lines:
        # The day on which a paper came out is not the article's.
        days = () if _CITATION.match(line.text) else days_in(line.text)
        for start, stop, day in days:
            kind = _kind_of(line, start, stop, in_prose)
            if kind is None:
                continue
            at = Span(line.start + start, line.start + stop)
            if kind == "unclear":
                yield Dated("reviewed", None, at, line.span, "text")
            else:
                yield Dated(kind, day, at, line.span, "text")
        in_prose = in_prose or len(line.text.split()) > 30


def disclosures_of(document: Document, lines: tuple[Line, ...]) -> Iterator[Disclosure]:
    """Words on funding and interests in the text, and above and below the article of a page."""
    spans = {Span(*found.span()) for found in _INTERESTS.finditer(document.prose)}
    if document.format == "html":
        for line in lines:
            for found in _INTERESTS.finditer(line.text):
                spans.add(Span(line.start + found.start(), line.start + found.end()))
    for span in sorted(spans):
        yield Disclosure(span, "text")


def _length(text: str) -> int:
    """The characters of a text that readers see, however much blanked markup it holds."""
    return len(" ".join(text.split()))


def _parts(text: str) -> Iterator[str]:
    """The parts of a line that bars, dots, dashes and semicolons keep apart."""
    return (part.strip() for part in _PART.split(text))


def _person(document: Document, line: Line, part: str) -> Person | None:
    for role, label in _PEOPLE:
        found = label.match(part)
        if found:
            name = part[found.end() :].strip()
            return _named(document, role, name, line) if _is_name(name) else None
    if _length(part) > LONGEST_BYLINE:
        return None
    bare = _BARE_BY.match(part) if line.at_head or line.at_tail else None
    if bare:
        return _named(document, "author", part[bare.start("name") :].strip(), line)
    if line.at_head and _MARKED_NAMES.match(part):
        return _named(document, "author", part, line)
    return None


def _named(document: Document, role: Role, name: str, line: Line) -> Person:
    span = line.span
    second = _SECOND.search(name)
    name = name[: second.start()] if second else name
    first = next((start for start, _, _ in days_in(name)), len(name))
    name = re.sub(r"(?:\W|\b(?:on|at)\b)+$", "", name[:first]) or name
    beside = document.text[span.start : span.end + CREDENTIAL_REACH]
    return Person(
        role,
        " ".join(name.split())[:LONGEST_BYLINE],
        span,
        "text",
        has_credentials(beside),
        has_clinical_credentials(beside),
    )


def _is_name(name: str) -> bool:
    """Whether a capital stands first among the letters, and more than a date is said."""
    dates = list(days_in(name))
    if dates and dates[0][0] == 0:
        return False
    letters = [letter for letter in name[:40] if letter.isalpha()]
    house = re.match(_HOUSE, name, re.IGNORECASE)
    return len(letters) > 1 and (letters[0].isupper() or house is not None)


def _kind_of(
    line: Line, start: int, stop: int, in_prose: bool
) -> DateKind | Literal["unclear"] | None:
    """What a date on a line tells; "unclear" where it may be a day that is still to come."""
    before, written, behind = line.text[:start], line.text[start:stop], line.text[stop:]
    if line.at_head and _RELEASED.match(before):
        return "dateline"
    label = _label_before(before)
    if label is not None:
        return _labelled(label, before, written, behind)
    if written.strip().isdigit() or _COPYRIGHT.match(before):
        return None
    if _ALONE.match(before) and _ALONE.match(behind):
        return "dateline" if line.at_head or line.at_tail else None
    if (
        not in_prose
        and line.at_head
        and _length(line.text) <= LONGEST_BYLINE
        and _BARE_BY.match(line.text.strip())
    ):
        return "published"
    if line.at_head and start <= LONGEST_DATELINE and _REPORTED.match(behind):
        return "dateline"
    return None


def _label_before(before: str) -> re.Match[str] | None:
    """The label to which a date belongs, if nothing but a few small words stands between."""
    labels = list(_LABEL.finditer(before))
    return labels[-1] if labels and _GAP.fullmatch(before, labels[-1].end()) else None


def _labelled(
    label: re.Match[str], before: str, written: str, behind: str
) -> DateKind | Literal["unclear"] | None:
    """What a date behind a label tells; None where the label is but a word of a sentence."""
    above = before[: label.start()]
    if _NEXT.search(before, max(0, label.start() - 12), label.end()):
        return None
    opens = not above.strip(_MARKS) or _ENDS_PART.search(above) is not None
    if not (opens or label["own"]):
        return None
    gap = before[label.end() :]
    firm = ":" in gap or bool(label["page"] or label["how"])
    done = (label["done"] or label["what"] or "").lower()
    if not firm:
        rest = _END_OF_PART.split(behind, maxsplit=1)[0].strip()
        if done in _WEAK or len(rest) > AFTER_DATE or written.strip().isdigit():
            return None
    if label["date"] and not done:
        return "dateline" if ":" in gap else None
    return _DONE[done] if done else _noun_kind(label)


def _noun_kind(label: re.Match[str]) -> DateKind | Literal["unclear"] | None:
    """What "date of last review" dates; "review date" may be the day when one is due."""
    if not (label["of"] or label["last"] or label["day"]):
        return None
    noun = label["noun"].lower()
    if noun == "review" and label["day"] and not label["last"]:
        return "unclear"
    return _NOUNS[noun]
