"""Metadata as keys and values: what front matter or the head of a page states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from medlint.finding import Span
from medlint.layout import Stated
from medlint.metadata import keys as known
from medlint.metadata.credentials import has_clinical_credentials, has_credentials
from medlint.metadata.days import days_in
from medlint.metadata.model import Dated, Disclosure, EmptyField, Person, Role

#: JSON-LD describes the house, its pictures and its crumbs as well; only these are the article.
_ARTICLE = re.compile(r"(?:Article|Page|Posting|Report|CreativeWork)$|^$")


class Known(NamedTuple):
    """A statement whose key means something: its name without joints, and what stands below it."""

    name: str
    above: str
    below: str
    stated: Stated


@dataclass
class _Named:
    """A person whose names and degrees are being gathered."""

    above: str
    role: Role
    parts: dict[str, Stated] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)


def known_statements(stated: Iterable[Stated]) -> tuple[Known, ...]:
    """The statements that tell of people, dates or interests, in their order."""
    return tuple(each for one in stated if (each := _known(one)) is not None)


def stated_people(read: Sequence[Known]) -> Iterator[Person]:
    """One person for each value that names one, or for each table that holds a name."""
    current: _Named | None = None
    for each in read:
        role = known.PEOPLE.get(each.name)
        if role is None or not _is_told(each.stated):
            continue
        again = current is not None and ({each.below, ""} & current.parts.keys())
        if current is None or again or current.above != each.above or not each.below:
            if current is not None:
                yield from _person(current)
            current = _Named(each.above, role)
        if each.below in known.CREDENTIALS:
            current.titles.append(each.stated.value)
        elif not each.below or each.below in known.NAMES:
            current.parts[each.below] = each.stated
    if current is not None:
        yield from _person(current)


def stated_dates(read: Sequence[Known]) -> Iterator[Dated]:
    """The dates; one that cannot be read counts as given if it holds a figure."""
    for each in read:
        value = each.stated.value
        kind = known.DATES.get(each.name)
        unclear = each.name in known.UNCLEAR_DATES
        if each.below or not (kind or unclear) or not any(map(str.isdigit, value)):
            continue
        day = None if unclear else next((day for _, _, day in days_in(value)), None)
        span = each.stated.span
        yield Dated(kind or "reviewed", day, span, span, each.stated.carrier)


def stated_disclosures(read: Sequence[Known]) -> Iterator[Disclosure]:
    """Who paid or has a stake; that nobody does is told as well."""
    for each in read:
        if each.name in known.DISCLOSURES and _is_told(each.stated):
            yield Disclosure(each.stated.span, each.stated.carrier)


def stated_empty(read: Sequence[Known], text: str) -> Iterator[EmptyField]:
    """The keys without a value."""
    for each in read:
        about = known.about(each.name)
        if each.stated.value or about is None or (each.below and each.below not in known.NAMES):
            continue
        label = each.stated.key.rpartition(".")[2]
        yield EmptyField(label, about, _with_key(each.stated, text), each.stated.carrier)


def _known(stated: Stated) -> Known | None:
    """The deepest key that is known, alone or with the one above ("review: date:").

    Of a page only the outermost counts: the date of its picture is not its own.
    """
    if stated.carrier == "json-ld" and not _ARTICLE.search(stated.of):
        return None
    dotted = stated.carrier in ("front-matter", "json-ld")
    names = [known.plain(key) for key in (stated.key.split(".") if dotted else [stated.key])]
    deepest = len(names) - 1 if stated.carrier == "front-matter" else 0
    for place in range(deepest, -1, -1):
        above = names[place - 1] if place else ""
        # A person's own "title" or "date" is not the article's.
        if above in known.PEOPLE:
            continue
        for name in (above + names[place], names[place]):
            if known.about(name) or name in known.UNCLEAR_DATES:
                prefix = f"{stated.carrier} {' '.join(names[: place + 1])}"
                return Known(name, prefix, " ".join(names[place + 1 :]), stated)
    return None


def _is_told(stated: Stated) -> bool:
    return bool(stated.value) and stated.value.lower() not in known.PLACEHOLDERS


def _person(named: _Named) -> Iterator[Person]:
    name = " ".join(each.value for each in named.parts.values())
    if not any(letter.isalpha() for letter in name):
        return
    first = next(iter(named.parts.values()))
    whole = ", ".join([name, *named.titles])
    yield Person(
        named.role,
        name,
        first.span,
        first.carrier,
        has_credentials(whole),
        has_clinical_credentials(whole),
    )


def _with_key(stated: Stated, text: str) -> Span:
    """The place of an empty value with its key: the line of front matter, the tag of a page."""
    at = stated.span.start
    if stated.carrier == "front-matter":
        start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        line = (text[start:].splitlines() or [""])[0]
        return Span(start + len(line) - len(line.lstrip(" \t-")), start + len(line.rstrip()))
    opening = f'"{stated.key.rpartition(".")[2]}"' if stated.carrier == "json-ld" else "<"
    closing = '"' if stated.carrier == "json-ld" else ">"
    start, end = text.lower().rfind(opening, 0, at), text.find(closing, at)
    return Span(start, end + 1) if 0 <= start < end else Span(max(0, at - 1), at + 1)
