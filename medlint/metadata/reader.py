"""The one reading of an article's metadata, from wherever it is given."""

from __future__ import annotations

from medlint.document import Document
from medlint.metadata.labels import empty_labels
from medlint.metadata.lines import Line, dates_of, disclosures_of, metadata_lines, people_of
from medlint.metadata.model import Dated, DateKind, Disclosure, EmptyField, Person
from medlint.metadata.stated import (
    Known,
    known_statements,
    stated_dates,
    stated_disclosures,
    stated_empty,
    stated_people,
)
from medlint.remembered import once


class Metadata:
    """What an article says about itself; each part is read when it is first asked for.

    What keys and values state comes first, then what lines of the text say, each in text order.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    @once
    def people(self) -> tuple[Person, ...]:
        """Who wrote, edited or reviewed the article."""
        return (*stated_people(self._stated), *people_of(self._document, self._lines))

    @once
    def authors(self) -> tuple[Person, ...]:
        """Who wrote the article or stands behind it: authors and editors."""
        return tuple(each for each in self.people if each.role != "reviewer")

    @once
    def reviewers(self) -> tuple[Person, ...]:
        """Who reviewed or checked the article."""
        return tuple(each for each in self.people if each.role == "reviewer")

    @once
    def dates(self) -> tuple[Dated, ...]:
        """The dates of the article."""
        return (*stated_dates(self._stated), *dates_of(self._lines))

    def dated(self, *kinds: DateKind) -> tuple[Dated, ...]:
        """The dates of these kinds."""
        return tuple(each for each in self.dates if each.kind in kinds)

    @once
    def disclosures(self) -> tuple[Disclosure, ...]:
        """Words on who paid and who has a stake."""
        return (
            *stated_disclosures(self._stated),
            *disclosures_of(self._document, self._lines),
        )

    @once
    def empty(self) -> tuple[EmptyField, ...]:
        """The labels and keys without a value."""
        return (*stated_empty(self._stated, self._document.text), *empty_labels(self._document))

    @once
    def is_bare(self) -> bool:
        """Whether no line and no key says anything, as in a text that lost its head on the way."""
        return not (
            self.people or self.dates or self.empty or any(stated_disclosures(self._stated))
        )

    @once
    def _lines(self) -> tuple[Line, ...]:
        return metadata_lines(self._document)

    @once
    def _stated(self) -> tuple[Known, ...]:
        """What front matter or the head of a page states."""
        return known_statements(self._document.layout.metadata)
