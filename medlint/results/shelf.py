"""What earlier runs made of the articles of this one, and what this one keeps for the next."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date

from medlint.document import Document
from medlint.engine import Checked, Checker
from medlint.finding import Finding
from medlint.results.form import (
    checked_of,
    finding_of,
    packed,
    plain_checked,
    plain_finding,
    unpacked,
)
from medlint.results.keys import key, key_of_document, key_of_rules, key_of_settings
from medlint.results.records import FORMS
from medlint.results.store import Store
from medlint.rule import Rule

#: What is kept in one go; more waits for no room in memory, less for the disk.
_BYTES_AT_ONCE = 4_000_000
#: What reading a value of another form raises.
_WRONG = (ValueError, TypeError, KeyError, IndexError, zlib.error)


def pack_checked(checked: Checked, today: date) -> bytes:
    """What was made of an article but its records, and the day if another day would change it."""
    return packed([today.isoformat() if checked.is_dated else "", plain_checked(checked)])


def unpack_checked(data: bytes, path: str, records: tuple[object, ...] = ()) -> Checked:
    """What was made of the article that goes by this path; raises what stands in `_WRONG`."""
    return checked_of(unpacked(data)[1], path, records)


def pack_records(rules: Sequence[Rule], records: Sequence[object]) -> tuple[bytes, ...]:
    """The records of an article, one for each rule; all rules have a form for theirs."""
    return tuple(
        zlib.compress(packed(FORMS[rule.kind].plain(record)), 1)
        for rule, record in zip(rules, records, strict=True)
    )


def unpack_records(
    checker: Checker, packs: Sequence[bytes], document: Document
) -> tuple[object, ...]:
    """The records of an article again."""
    return tuple(
        FORMS[rule.kind].record(unpacked(zlib.decompress(pack)), document, checker.rulebook.lexicon)
        for rule, pack in zip(checker.across, packs, strict=True)
    )


def all_have_forms(rules: Sequence[Rule]) -> bool:
    """Whether the records of all rules can be written, so that another process can send them."""
    return all(rule.kind in FORMS for rule in rules)


class Shelf:
    """The kept results that the rules and the configuration of one checker would make again."""

    def __init__(self, store: Store, checker: Checker, today: date) -> None:
        self._store = store
        self._checker = checker
        self._today = today
        self._rules = key_of_rules(checker.config.rules)
        # How the records of each rule that compares are made.
        self._ways = [
            key("record", self._rules, rule.name, rule.kind, repr(rule.whole_matcher))
            for rule in checker.across
        ]
        self._settings: dict[tuple[int, frozenset[str]], bytes] = {}
        self._texts: dict[int, bytes] = {}
        self._waiting: list[tuple[bytes, bytes]] = []
        self._size = 0

    def checked(self, documents: Sequence[Document]) -> list[Checked | None]:
        """What was made of each document, without records; None where that is not kept."""
        keys = [*map(self._key, documents)]
        found = self._store.values(keys)
        pairs = zip(documents, keys, strict=True)
        return [self._read(document, found.get(each)) for document, each in pairs]

    def keep_checked(self, document: Document, pack: bytes) -> None:
        """Keep what was made of a document, packed."""
        self._keep(self._key(document), pack)

    def records(self, documents: Sequence[Document]) -> list[tuple[object, ...] | None]:
        """The records of each document; None where not all of them are kept."""
        if not all_have_forms(self._checker.across):
            return [None] * len(documents)
        keys = [self._keys_of_records(document) for document in documents]
        found = self._store.values([each for of_document in keys for each in of_document])
        return [
            self._read_records(document, [found.get(each) for each in of_document])
            for document, of_document in zip(documents, keys, strict=True)
        ]

    def keep_records(self, document: Document, packs: Sequence[bytes]) -> None:
        """Keep the records of a document, packed."""
        for each, pack in zip(self._keys_of_records(document), packs, strict=True):
            self._keep(each, pack)

    def compared(
        self,
        documents: Sequence[Document],
        beside: Sequence[Document],
        listed: Sequence[Document],
    ) -> list[tuple[int, Finding]] | None:
        """What comparing these very documents brought; None where that is not kept."""
        each = self._key_of_comparison(documents, beside, listed)
        value = self._store.values([each]).get(each)
        if value is None:
            return None
        try:
            plain = unpacked(zlib.decompress(value))
            return [(index, finding_of(each, documents[index].path)) for index, each in plain]
        except _WRONG:
            return None

    def keep_compared(
        self,
        documents: Sequence[Document],
        beside: Sequence[Document],
        listed: Sequence[Document],
        found: Sequence[tuple[int, Finding]],
    ) -> None:
        """Keep what comparing these documents brought."""
        plain = [[index, plain_finding(finding)] for index, finding in found]
        each = self._key_of_comparison(documents, beside, listed)
        self._keep(each, zlib.compress(packed(plain), 1))

    def flush(self) -> None:
        """Put what waits to be kept into the file."""
        self._store.put(self._waiting)
        self._waiting, self._size = [], 0

    def _keep(self, each: bytes, value: bytes) -> None:
        self._waiting.append((each, value))
        self._size += len(value)
        if self._size > _BYTES_AT_ONCE:
            self.flush()

    def _read(self, document: Document, value: bytes | None) -> Checked | None:
        if value is None:
            return None
        try:
            day, plain = unpacked(value)
            if day not in ("", self._today.isoformat()):
                return None
            checked = checked_of(plain, document.path)
        except _WRONG:
            return None
        return None if self._checker.profiles and checked.profile is None else checked

    def _read_records(
        self, document: Document, packs: Sequence[bytes | None]
    ) -> tuple[object, ...] | None:
        there = [pack for pack in packs if pack is not None]
        if len(there) < len(packs):
            return None
        try:
            return unpack_records(self._checker, there, document)
        except _WRONG:
            return None

    def _key(self, document: Document) -> bytes:
        own = self._checker.config.at(document.path)
        ignored = own.names_ignored_in(document.path)
        if (id(own), ignored) not in self._settings:
            settings = key_of_settings(own, ignored)
            self._settings[id(own), ignored] = key("checked", self._rules, settings)
        return key(self._settings[id(own), ignored], self._text(document))

    def _text(self, document: Document) -> bytes:
        # The documents live as long as their comparison, so that an id stays its own.
        if id(document) not in self._texts:
            self._texts[id(document)] = key_of_document(document)
        return self._texts[id(document)]

    def _keys_of_records(self, document: Document) -> list[bytes]:
        return [key(how, self._text(document)) for how in self._ways]

    def _key_of_comparison(
        self,
        documents: Sequence[Document],
        beside: Sequence[Document],
        listed: Sequence[Document],
    ) -> bytes:
        parts: list[str | bytes] = ["compared", *self._ways]
        for each in documents:
            parts += [each.path, self._key(each)]
        for name, others in (("beside", beside), ("listed", listed)):
            parts.append(name)
            for each in others:
                parts += [each.path, self._text(each)]
        return key(*parts)
