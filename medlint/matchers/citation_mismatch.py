"""Kind `citation-mismatch`: marks that lead nowhere, and entries that nothing cites or that repeat.

A list that cannot be told apart for sure, or that nothing in the text points to, is let be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.references.entries import Entry, ReferenceList, plain

if TYPE_CHECKING:
    from medlint.language.reading import Reading
    from medlint.references.citations import Mark
    from medlint.references.model import References

#: Marks and entries that a message names at most.
_MOST_NAMED = 5
#: Of each style of marks with numbers, so many must have an entry before one without is reported:
#: raised figures may be powers, and those in round brackets are often values.
_MARKS_TO_TRUST = {"bracket": 1, "superscript": 2, "round": 3}
#: So many marks with an author and a year must have an entry before one without is reported.
_AUTHORS_TO_TRUST = 2


@dataclass(frozen=True)
class CitationMismatch:
    """Reports each kind of mismatch once, at the first mark or entry; the others are related.

    `uncited_shift`    how many severity levels an entry moves that is never cited
    `duplicate_shift`  the same for an entry that stands twice
    `gap_shift`        the same for a number that is missing or given twice
    `not_authors`      names that stand before a year without being those of authors
    """

    uncited_shift: int = 0
    duplicate_shift: int = 0
    gap_shift: int = 0
    not_authors: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"problem", "advice"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for each kind of mismatch, in text order."""
        references = reading.references
        if not references.lists and "[^" not in references.source:
            return
        if not references.marks:
            return
        check = _Check(reading, references, self.not_authors)
        found = [
            *check.lost_numbers(),
            *check.lost_footnotes(),
            *check.lost_authors(),
            *check.uncited(self.uncited_shift),
            *check.repeated(self.duplicate_shift),
            *check.gaps(self.gap_shift),
        ]
        yield from sorted(found, key=lambda match: match.span)


@dataclass(frozen=True)
class _Check:
    """The comparison of one article's marks with its lists."""

    reading: Reading
    references: References
    not_authors: tuple[str, ...] = ()

    @cached_property
    def numbered(self) -> list[ReferenceList]:
        """The lists whose numbers can be trusted; none where one of several cannot."""
        lists = [each for each in self.references.lists if each.kind == "numbered"]
        return lists if all(each.is_sure for each in lists) else []

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers that lead to an entry."""
        return frozenset(number for each in self.numbered for number in each.by_number)

    @cached_property
    def number_marks(self) -> list[Mark]:
        """The marks with numbers, of each style of which enough lead to an entry."""
        trusted: list[Mark] = []
        for style, needed in _MARKS_TO_TRUST.items():
            # Figures in round brackets are mostly values where marks are written otherwise.
            if style == "round" and trusted:
                continue
            own = [m for m in self.references.marks if m.style == style and self._stands_apart(m)]
            known = sum(not self.numbers.isdisjoint(mark.numbers) for mark in own)
            if known >= needed and (style == "bracket" or 2 * known >= len(own)):
                trusted += own
        return sorted(trusted, key=lambda mark: mark.span)

    def _stands_apart(self, mark: Mark) -> bool:
        """Whether a number in round brackets stands where marks do: "(1) rest, (2) heat" count."""
        if mark.style != "round":
            return True
        body = self.references.body
        return body[mark.span.end : mark.span.end + 1] in ("", ".", ",", ";", ":", "\n", "\r")

    @cached_property
    def is_cited_at_all(self) -> bool:
        """Whether marks of any style lead to an entry, so that the lists are meant to be cited."""
        authors = (mark for mark in self.references.marks if mark.author)
        return bool(
            self.number_marks
            or any(mark.label for mark in self.references.marks)
            or any(self._is_listed(mark) and not mark.author.isupper() for mark in authors)
        )

    @cached_property
    def cited_numbers(self) -> frozenset[int]:
        """The numbers that any mark names, be it a sure one or not."""
        return frozenset(number for mark in self.references.marks for number in mark.numbers)

    def lost_numbers(self) -> Iterator[Match]:
        """The first mark whose number no entry has."""
        if not self.numbered:
            return
        targets = self.references.link_targets
        lost = [
            (mark, missing)
            for mark in self.number_marks
            if (missing := self._missing(mark, targets))
        ]
        if not lost:
            return
        numbers = sorted({number for _, missing in lost for number in missing})
        found = self.numbered[0]
        last = max(self.numbers)
        beyond = all(number > last for number in numbers)
        reason = f"ends at {last}" if beyond else f"has no entry {_listed(numbers, 'or')}"
        names = _listed([f"[{number}]" for number in numbers])
        verb = "leads" if len(numbers) == 1 else "lead"
        where = f"the list under “{found.heading}” on line {found.line}"
        yield self._match(
            [mark.span for mark, _ in lost],
            f"{names} {verb} to no entry: {where} {reason}",
            "Add the source, or correct the number.",
            "another mark without an entry",
        )

    def _missing(self, mark: Mark, targets: frozenset[str]) -> list[int]:
        return [
            number
            for number in mark.numbers
            if number not in self.numbers and str(number) not in targets
        ]

    def lost_footnotes(self) -> Iterator[Match]:
        """The first "[^label]" without its footnote."""
        if self.reading.document.format not in ("markdown", "mdx") and not self._footnotes:
            return
        labels = {entry.label for each in self._footnotes for entry in each.entries}
        lost = [m for m in self.references.marks if m.label and m.label not in labels]
        if lost:
            names = _listed([f"[^{label}]" for label in dict.fromkeys(m.label for m in lost)])
            verb = "leads" if len({m.label for m in lost}) == 1 else "lead"
            yield self._match(
                [mark.span for mark in lost],
                f"{names} {verb} to no footnote",
                "Add a line that begins with the label and a colon, or correct the label.",
                "another mark without a footnote",
            )

    @property
    def _footnotes(self) -> list[ReferenceList]:
        return [each for each in self.references.lists if each.kind == "footnotes"]

    @cached_property
    def _by_author(self) -> list[ReferenceList]:
        """The lists by which marks with an author and a year can be looked up."""
        lists = [each for each in self.references.lists if each.kind != "footnotes"]
        if not all(each.is_sure for each in lists):
            return []
        numbered = any(each.kind == "numbered" for each in lists)
        return [] if numbered and self.number_marks else lists

    def lost_authors(self) -> Iterator[Match]:
        """The first author and year that no entry has, where others of the article have one."""
        marks = [
            mark
            for mark in self.references.marks
            if mark.author and mark.author not in self.not_authors
        ]
        if not marks or not self._by_author:
            return
        lost = [mark for mark in marks if not self._is_listed(mark)]
        listed = len(marks) - len(lost)
        if not lost or listed < _AUTHORS_TO_TRUST or listed < len(lost):
            return
        found = self._by_author[0]
        first = lost[0]
        names = _listed([f"{mark.author} ({mark.year})" for mark in _distinct(lost)])
        verb = "has" if len(_distinct(lost)) == 1 else "have"
        hint = self._other_year(first)
        where = f"in the list under “{found.heading}” on line {found.line}"
        yield self._match(
            [mark.span for mark in lost],
            f"{names} {verb} no entry {where}{hint}",
            "Add the source, or correct the name and the year.",
            "another mark without an entry",
        )

    def _is_listed(self, mark: Mark) -> bool:
        """Whether an entry has the author and the year, or the author cannot be looked up."""
        # "WHO" may stand for a name that the list spells out.
        return mark.author.isupper() or (mark.author, mark.year[:4]) in self._listed_authors

    @cached_property
    def _listed_authors(self) -> frozenset[tuple[str, str]]:
        """The authors and years of marks that an entry has."""
        texts = [entry.plain_text for each in self._by_author for entry in each.entries]
        years = {mark.year[:4] for mark in self.references.marks if mark.author}
        of_year = {year: [text for text in texts if year in text] for year in years}
        wanted = {(mark.author, mark.year[:4]) for mark in self.references.marks if mark.author}
        return frozenset(
            (author, year)
            for author, year in wanted
            if any(plain(author) in text for text in of_year[year])
        )

    def _other_year(self, mark: Mark) -> str:
        surname = plain(mark.author)
        for each in self._by_author:
            for entry in each.entries:
                if entry.year and plain(entry.surname) == surname:
                    return f", which has {entry.surname} ({entry.year})"
        return ""

    def uncited(self, shift: int) -> Iterator[Match]:
        """The first entry that no mark leads to, where most entries of its list are cited."""
        for found in self.references.lists if self.is_cited_at_all else ():
            lone = list(self._uncited_in(found))
            if lone and 2 * len(lone) <= len(found.entries):
                yield self._uncited_match(found, lone, shift)

    def _uncited_in(self, found: ReferenceList) -> Iterator[Entry]:
        if found.optional or not found.is_sure:
            return
        if found.kind == "numbered":
            if len(self.numbered) != 1 or not self.number_marks:
                return
        elif found.kind == "unnumbered" and not (found.by_habit and self._by_author):
            return
        for entry in found.entries:
            if not self._is_cited(entry, found):
                yield entry

    def _is_cited(self, entry: Entry, found: ReferenceList) -> bool:
        if entry.label:
            return entry.label in self._cited_labels
        if entry.number in self.cited_numbers and entry.number:
            return True
        if found.kind == "unnumbered" and not entry.surname:
            return True
        if entry.surname and plain(entry.surname) in self._plain_body:
            return True
        return any(address in self._small_text for address in _addresses(entry))

    @cached_property
    def _cited_labels(self) -> frozenset[str]:
        return frozenset(mark.label for mark in self.references.marks if mark.label)

    @cached_property
    def _plain_body(self) -> str:
        return plain(self.references.body)

    @cached_property
    def _small_text(self) -> str:
        """The text outside of the lists, addresses included, in small letters."""
        return self.references.text_outside_lists.lower()

    def _uncited_match(self, found: ReferenceList, lone: list[Entry], shift: int) -> Match:
        names = _listed([_name(entry) for entry in lone])
        verb = "is" if len(lone) == 1 else "are"
        lines = _listed([str(self._line(entry)) for entry in lone])
        kind = "entry" if found.kind != "footnotes" else "footnote"
        kind = kind if len(lone) == 1 else {"entry": "entries", "footnote": "footnotes"}[kind]
        return self._match(
            [entry.span for entry in lone],
            f"{kind} {names} ({'line' if len(lone) == 1 else 'lines'} {lines}) {verb} never cited",
            "Cite it where it is used, or take it out.",
            "also never cited",
            shift,
        )

    def repeated(self, shift: int) -> Iterator[Match]:
        """The first entry that stands in its list a second time."""
        pairs: list[tuple[Entry, Entry, str]] = []
        for found in self.references.lists if self.is_cited_at_all else ():
            if found.is_sure and not found.holds_notes:
                pairs += _pairs(found.entries)
        if pairs:
            first, second, sameness = pairs[0]
            more = f"; {len(pairs) - 1} more of this kind" if len(pairs) > 1 else ""
            match = self._match(
                [again.span for _, again, _ in pairs],
                f"entry {_name(second)} is the same source as entry {_name(first)} on line "
                f"{self._line(first)} ({sameness}){more}",
                "Keep one of them and cite it in both places.",
                "an entry that stands twice",
                shift,
            )
            yield match

    def gaps(self, shift: int) -> Iterator[Match]:
        """The first entry whose number does not follow that of the entry before it."""
        lost = {number for mark in self.number_marks for number in self._missing(mark, frozenset())}
        for found in self.numbered if self.is_cited_at_all else ():
            for before, entry in pairwise(found.entries):
                missing = list(range(before.number + 1, entry.number))
                if before.number == entry.number:
                    problem = f"two entries have the number {entry.number}"
                elif missing and not lost.issuperset(missing):
                    problem = f"the numbers jump from {before.number} to {entry.number}"
                else:
                    continue
                where = f"in the list under “{found.heading}” on line {found.line}"
                advice = "Number the entries anew and check every mark."
                yield self._match([entry.span], f"{problem} {where}", advice, "", shift)
                break

    def _line(self, entry: Entry) -> int:
        return self.reading.document.position(entry.span.start)[0]

    def _match(
        self, spans: Sequence[Span], problem: str, advice: str, note: str, shift: int = 0
    ) -> Match:
        problem = problem[0].upper() + problem[1:]
        return Match(
            spans[0],
            shift=shift,
            details={"problem": problem, "advice": advice},
            related=tuple(RelatedSpan(span, note) for span in spans[1:]),
        )


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry, str]]:
    """Each entry that names the source of an earlier one, the earlier one first, and why."""
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        keys = [(paper.kind, paper.value) for paper in entry.papers]
        own = [("title", entry.surname, entry.year, entry.title)] if _is_told(entry) else []
        for key in [*keys, *own]:
            first = seen.setdefault(key, entry)
            if first is not entry and not (key[0] == "title" and _differ(first, entry)):
                sameness = {"doi": "same DOI", "pmid": "same PMID"}.get(
                    key[0], "same author, year and title"
                )
                yield first, entry, sameness
                break


def _is_told(entry: Entry) -> bool:
    return bool(entry.surname and entry.year and entry.title)


def _differ(one: Entry, other: Entry) -> bool:
    """Whether two entries name different papers by identifiers of the same kind."""
    for kind in ("doi", "pmid"):
        ours = {paper.value for paper in one.papers if paper.kind == kind}
        theirs = {paper.value for paper in other.papers if paper.kind == kind}
        if ours and theirs and not ours & theirs:
            return True
    return False


def _addresses(entry: Entry) -> Iterator[str]:
    """What in the text would be a link to the entry's source, in small letters."""
    for paper in entry.papers:
        yield paper.value if paper.kind == "doi" else f"/{paper.value}"
    for word in entry.text.split():
        if "://" in word:
            yield word[word.index("://") + 3 :].strip("<>()[].,;").lower().rstrip("/")


def _name(entry: Entry) -> str:
    """How an entry is called in a message: by its number, its label, or author and year."""
    if entry.label:
        return f"[^{entry.label}]"
    if entry.number:
        return str(entry.number)
    return f"“{entry.surname} {entry.year}”"


def _distinct(marks: Sequence[Mark]) -> list[Mark]:
    return list({(mark.author, mark.year): mark for mark in marks}.values())


def _listed(names: Sequence[object], conjunction: str = "and") -> str:
    """The names in words, the first few of them."""
    named = [str(name) for name in names[:_MOST_NAMED]]
    more = len(names) - len(named)
    if more:
        return ", ".join(named) + f" and {more} more"
    return f" {conjunction} ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
