"""The record of what an article says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medlint.finding import Span
from medlint.layout import Carrier
from medlint.metadata.days import Day

#: Where a piece of metadata was read: on a line of the text, or where pages state such things.
Origin = Carrier | Literal["text"]
#: What a person did. A house is an author, too ("By the editorial team").
Role = Literal["author", "editor", "reviewer"]
#: What happened on a day. A "dateline" opens a report ("OSLO, May 4, 2025 -") or stands alone, as
#: that of a newsletter's issue does.
DateKind = Literal[
    "published", "updated", "reviewed", "received", "revised", "accepted", "dateline"
]


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote, edited or reviewed the article, as written there.

    `clinical` says whether a degree or title of medicine, nursing or the like stands with the name,
    `credentials` whether any degree or title does. `span` is the line or the entry that says so.
    """

    role: Role
    name: str
    span: Span
    origin: Origin
    credentials: bool = False
    clinical: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the article; `day` is None where it is given and cannot be read.

    `line` is the whole line or entry, `span` the date itself.
    """

    kind: DateKind
    day: Day | None
    span: Span
    line: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Words on who paid, who has a stake, or that nobody has."""

    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class EmptyField:
    """A label without a value, as written; `about` is what the value would have told."""

    label: str
    about: Literal["author", "reviewer", "date", "disclosure", "other"]
    span: Span
    origin: Origin
