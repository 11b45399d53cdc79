"""Kind `currency`: an article without a date, or with one that is old, too late or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from medlint.duties.exemptions import is_article as is_of_kind
from medlint.finding import Match, RelatedSpan
from medlint.matchers.byline import BARE_NOTE
from medlint.metadata.days import Day, months_before
from medlint.metadata.owed import ARTICLE_WORDS, has_flag, is_article, is_bare

if TYPE_CHECKING:
    from medlint.language.reading import Reading
    from medlint.metadata.model import Dated, DateKind

_CURRENT: tuple[DateKind, ...] = ("published", "updated", "reviewed")
_JOURNAL: tuple[DateKind, ...] = ("received", "revised", "accepted")
#: What must not come before what.
_ORDER: tuple[tuple[DateKind, DateKind], ...] = (
    ("received", "accepted"),
    ("received", "published"),
    ("accepted", "published"),
    ("published", "updated"),
)


@dataclass(frozen=True)
class Currency:
    """Reports dates that are missing, older than `months`, still to come or out of order.

    A date that may be read in two ways counts only where both come to the same. Dates in running
    text, in sources, of events and of copyright are none of the article's.

    `months`       age of the newest date from which an article is stale
    `words`        running words from which a text must have a date
    `records`      profiles whose articles are records of their time and never stale
    `bare_text`    whether texts without any metadata are reported
    `byline`       the rule that goes first for a text that tells nothing of itself
    `empty_field`  the rule that goes first where the label is there and empty
    """

    details: ClassVar[frozenset[str]] = frozenset({"problem"})

    byline: str
    empty_field: str
    months: int = 36
    words: int = ARTICLE_WORDS
    records: tuple[str, ...] = ()
    bare_text: bool = True

    def find(self, reading: Reading) -> Iterator[Match]:
        """A match for each date that is wrong; one at the title where there is none."""
        if has_flag(reading, "fragment"):
            return
        if not reading.metadata.dates:
            yield from self._missing(reading)
            return
        wrong = [*_still_to_come(reading), *_out_of_order(reading)]
        yield from wrong or self._stale(reading)

    def _missing(self, reading: Reading) -> Iterator[Match]:
        bare = is_bare(reading)
        if not is_article(reading, self.words) or has_flag(reading, "evergreen"):
            return
        if bare and not self.bare_text:
            return
        first = [self.byline] if bare else []
        if any(field.about == "date" for field in reading.metadata.empty):
            first.append(self.empty_field)
        yield Match(
            reading.anchor,
            shift=-1 if bare else 0,
            details={
                "problem": "the article has no date; say when it was published or last reviewed"
            },
            note=BARE_NOTE if bare else "",
            yields_to=tuple(first),
        )

    def _stale(self, reading: Reading) -> Iterator[Match]:
        current = reading.metadata.dated(*_CURRENT)
        days = [each.day for each in current if each.day is not None]
        # One that cannot be read may be the newest.
        if not days or len(days) < len(current) or self._is_record(reading):
            return
        newest = max(current, key=_latest)
        if _latest(newest) >= months_before(reading.today, self.months):
            return
        problem = (
            f"{_told(reading, newest)} is the newest date, more than {self.months} months ago; "
            "review the article and say when, or mark it as `archived: true`"
        )
        yield Match(newest.span, details={"problem": problem})

    def _is_record(self, reading: Reading) -> bool:
        if has_flag(reading, "evergreen", "archived", "archive"):
            return True
        return reading.profile in self.records or is_of_kind(reading, "news")


def _still_to_come(reading: Reading) -> Iterator[Match]:
    """The dates that surely come after today, unless the article is said to be a draft."""
    stated = reading.document.layout.front_matter
    planned = stated.get("status", "").lower() in ("draft", "scheduled")
    if planned or has_flag(reading, "draft"):
        return
    for each in reading.metadata.dated(*_CURRENT, *_JOURNAL):
        if each.day is not None and each.day.is_after(reading.today):
            problem = (
                f"{_told(reading, each)} is still to come (today is {reading.today}); "
                "correct it, or set `draft: true` until then"
            )
            yield Match(each.span, details={"problem": problem})


def _out_of_order(reading: Reading) -> Iterator[Match]:
    """The first pair of dates, if any, that is surely the wrong way round."""
    for before, after in _ORDER:
        earlier, later = _known(reading, before), _known(reading, after)
        if not earlier or not later:
            continue
        first = min(earlier, key=lambda each: each[1].earliest)
        last = max(later, key=lambda each: each[1].latest)
        if last[1].is_before(first[1]):
            problem = (
                f"{_told(reading, last[0])} comes before {_told(reading, first[0])}; "
                "correct the wrong one"
            )
            related = (RelatedSpan(first[0].span, f"{first[0].kind} on this day"),)
            yield Match(last[0].span, details={"problem": problem}, related=related)
            return


def _known(reading: Reading, kind: DateKind) -> list[tuple[Dated, Day]]:
    return [(each, each.day) for each in reading.metadata.dated(kind) if each.day is not None]


def _latest(dated: Dated) -> date:
    return dated.day.latest if dated.day is not None else date.min


def _told(reading: Reading, dated: Dated) -> str:
    """What the date dates, as a message names it."""
    written = " ".join(reading.document.text[dated.span.start : dated.span.end].split())
    return f"“{dated.kind} {written.strip(chr(34) + chr(39))}”"
