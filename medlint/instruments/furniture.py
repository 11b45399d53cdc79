"""Signals of who made a text and when: by-lines, credentials, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from medlint.finding import Span
from medlint.instruments.signals import Signal, seen

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_NAME = r"(?-i:[A-Z][\w.'’-]+)(?:\s(?-i:[A-Z][\w.'’-]*)){1,3}"
_AUTHOR = re.compile(
    rf"^[^\w\n]{{0,8}}(?:(?:written|medically\sreviewed|reviewed|edited|posted|authored)\s+by\b"
    rf"|authors?\s?:|byline\s?:|by\s+{_NAME}\W*(?:,.*)?$).*",
    re.IGNORECASE | re.MULTILINE,
)
_CREDENTIALS = re.compile(
    r"(?:,\s?|\s)(?:M\.?D\.?|Ph\.?D\.?|MBBS|MBChB|FRCP|RN|R\.N\.|PharmD|Pharm\.D\.|MPH|MSc|M\.Sc\.|DO"
    r"|DDS|DPhil|RD|RDN|FACP|BDS)\b|\b(?:Dr|Prof|Professor)\.?\s[A-Z][\w'’-]+"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)"
)
_UPDATED = re.compile(
    rf"\b(?:(?:last|page|article|content|medically)\s+)?(?:updated|reviewed|revised|modified)\b"
    rf"[^.\n]{{0,40}}?(?:{_DAY}|(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    rf"^[^\w\n]{{0,8}}(?:.{{0,60}}?\b(?:published|posted|date|released?|received|accepted|issued|embargo\w*)\b"
    rf".{{0,40}}?)?{_DAY}.{{0,80}}$|^.{{0,120}}?\b{_DAY}\s?(?:[-–—)/]|\bPRNewswire)",
    re.IGNORECASE | re.MULTILINE,
)
_AUTHOR_KEYS = ("author", "authors", "byline", "by", "reviewer", "medical_reviewer", "reviewed_by")
_DATE_KEYS = ("date", "published", "publishdate", "pubdate", "created")
_UPDATE_KEYS = ("updated", "last_updated", "lastmod", "modified", "reviewed", "last_reviewed")
#: A dateline stands within so many characters of the start of the text.
LONGEST_HEAD = 1500


def author(reading: Reading) -> Signal:
    """A by-line or a named reviewer; people who are only quoted are no authors."""
    found = [*_front_matter(reading, _AUTHOR_KEYS), *_matches(_AUTHOR, reading.document.text)]
    return _quoted(reading, found)


def credentials(reading: Reading) -> Signal:
    """Degrees or a title beside the by-line."""
    text = reading.document.text
    lines = author(reading).spans
    found = [span for span in lines if _CREDENTIALS.search(text, span.start, span.end + 80)]
    return _quoted(reading, found)


def date(reading: Reading) -> Signal:
    """A date of publication: in the front matter, on a line of its own, or a dateline."""
    text = reading.document.text
    head = text[:LONGEST_HEAD]
    tail_at = max(LONGEST_HEAD, len(text) - LONGEST_HEAD)
    found = [*_front_matter(reading, _DATE_KEYS), *_matches(_PUBLISHED, head)]
    found += [
        Span(span.start + tail_at, span.end + tail_at)
        for span in _matches(_PUBLISHED, text[tail_at:])
    ]
    return _quoted(reading, found)


def updated(reading: Reading) -> Signal:
    """A date of the last update or review."""
    found = [*_front_matter(reading, _UPDATE_KEYS), *_matches(_UPDATED, reading.document.text)]
    return _quoted(reading, found)


def _front_matter(reading: Reading, keys: Iterable[str]) -> Iterator[Span]:
    """The lines of the front matter that give one of the keys a value."""
    layout = reading.document.layout
    if layout.front_matter_span is None:
        return
    start, end = layout.front_matter_span.start, layout.front_matter_span.end
    for key in keys:
        if layout.front_matter.get(key, "").strip():
            line = re.compile(rf"^{re.escape(key)}\s*:.*$", re.MULTILINE | re.IGNORECASE)
            found = line.search(reading.document.text, start, end)
            yield Span(found.start(), found.end()) if found else Span(start, end)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(found.start(), found.end()) for found in pattern.finditer(text))


def _quoted(reading: Reading, spans: Iterable[Span]) -> Signal:
    places = sorted(set(spans))
    text = reading.document.text
    return seen(places, [" ".join(text[s.start : s.end].split())[:80] for s in places])
