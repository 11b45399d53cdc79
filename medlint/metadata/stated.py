"""Metadata as keys and values: what the entries of a front matter, or the like, say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from medlint.finding import Span
from medlint.metadata import keys as known
from medlint.metadata.credentials import has_clinical_credentials, has_credentials
from medlint.metadata.days import days_in
from medlint.metadata.frontmatter import Entry
from medlint.metadata.model import Dated, Disclosure, EmptyField, Origin, Person, Role, Stated


class _Key(NamedTuple):
    """A key that means something, without joints; what stands above it, and what below."""

    name: str
    upto: tuple[str | int, ...]
    below: tuple[str, ...]


def stated_metadata(entries: Iterable[Entry], origin: Origin) -> Stated:
    """What the entries say of people, dates and interests, and which of their keys are empty."""
    read = [(key, entry) for entry in entries if (key := _key(entry)) is not None]
    return Stated(
        people=tuple(_people(read, origin)),
        dates=tuple(each for key, entry in read for each in _dates(key, entry, origin)),
        disclosures=tuple(
            Disclosure(entry.span, origin)
            for key, entry in read
            if key.name in known.DISCLOSURES and _is_told(entry)
        ),
        empty=tuple(each for key, entry in read for each in _empty(key, entry, origin)),
    )


def _key(entry: Entry) -> _Key | None:
    """The deepest key of an entry that is known, alone or with the one above ("review: date:")."""
    keys = entry.keys
    names = [(n, known.plain(key)) for n, key in enumerate(keys) if isinstance(key, str)]
    for place in range(len(names) - 1, -1, -1):
        number, name = names[place]
        below = tuple(each for _, each in names[place + 1 :])
        above = names[place - 1][1] if place else ""
        joined = above + name
        # A person's own "title" or "date" is not the article's.
        if above in known.PEOPLE:
            continue
        for each in (joined, name):
            if known.about(each) or each in known.UNCLEAR_DATES:
                return _Key(each, _with_item(keys, number), below)
    return None


def _with_item(keys: Sequence[str | int], number: int) -> tuple[str | int, ...]:
    """The keys up to one of them, with the place in its list if it has one."""
    following = keys[number + 1 : number + 2]
    return (*keys[: number + 1], *(each for each in following if isinstance(each, int)))


def _is_told(entry: Entry) -> bool:
    return bool(entry.text) and entry.text.lower() not in known.PLACEHOLDERS


def _people(read: Sequence[tuple[_Key, Entry]], origin: Origin) -> Iterator[Person]:
    """One person for each entry, or for each table of entries that holds a name."""
    named: dict[tuple[str | int, ...], list[Entry]] = {}
    titles: dict[tuple[str | int, ...], list[str]] = {}
    roles: dict[tuple[str | int, ...], Role] = {}
    for key, entry in read:
        role = known.PEOPLE.get(key.name)
        if role is None or not _is_told(entry):
            continue
        roles[key.upto] = role
        if not key.below or key.below[-1] in known.NAMES:
            named.setdefault(key.upto, []).append(entry)
        elif key.below[-1] in known.CREDENTIALS:
            titles.setdefault(key.upto, []).append(entry.text)
    for upto, entries in named.items():
        name = " ".join(entry.text for entry in entries)
        if not any(letter.isalpha() for letter in name):
            continue
        whole = ", ".join([name, *titles.get(upto, ())])
        yield Person(
            roles[upto],
            name,
            entries[0].span,
            origin,
            has_credentials(whole),
            has_clinical_credentials(whole),
        )


def _dates(key: _Key, entry: Entry, origin: Origin) -> Iterator[Dated]:
    """The date of an entry; one that cannot be read counts as given if it holds a figure."""
    if not any(character.isdigit() for character in entry.text) or key.below:
        return
    kind = known.DATES.get(key.name)
    unclear = key.name in known.UNCLEAR_DATES
    if kind is None and not unclear:
        return
    day = None if unclear else next((day for _, _, day in days_in(entry.text)), None)
    value = Span(max(entry.at, entry.span.start), entry.span.end)
    yield Dated(kind or "reviewed", day, value, entry.span, origin)


def _empty(key: _Key, entry: Entry, origin: Origin) -> Iterator[EmptyField]:
    about = known.about(key.name)
    if entry.text or about is None or (key.below and key.below[-1] not in known.NAMES):
        return
    label = next((str(each) for each in reversed(entry.keys) if isinstance(each, str)), key.name)
    yield EmptyField(label, about, entry.span, origin)
