"""Ways of writing a dose that have been misread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from medlint.finding import FixKind, Match, Span

if TYPE_CHECKING:
    from regex import Match as Found
    from regex import Pattern

    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

#: Seconds that one pattern may take on one article; a slow pattern must not stop a run.
_TIMEOUT = 1.0
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One notation: where it is wrong, what it means and what to write.

    `pattern` is a regular expression that keeps capitals apart; the whole of what it finds is
    reported. It runs only on articles that hold one of `words`, tokens in lower case without
    their figures ("mg" stands for "5mg" too). `replacement` is a template such as `\\1 units`;
    `fix` says where writing it is less safe than the rule's own fix.
    `unless` is a pattern, found in the same sentence, that makes the notation harmless.
    `shift` moves the severity, `profile_shifts` moves it in one profile. An entry with `groups`
    puts separators into the first group of the pattern, a whole number, every three figures. One
    with `treatment` counts only where the first group names one. `cell` is a pattern for a whole
    cell of a table under a head that tells one of `words` as the unit. `needs` is a pattern that
    the sentence must hold.
    """

    pattern: str
    words: tuple[str, ...]
    meaning: str
    safer: str
    replacement: str | None = None
    fix: FixKind | Literal["none"] | None = None
    unless: str = ""
    shift: int = 0
    profile_shifts: Mapping[str, int] = field(default_factory=dict)
    groups: bool = False
    treatment: bool = False
    needs: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Notation:
    """Reports notations in running text, lists, tables and headings.

    A sentence that one of the `unless` patterns fits explains the notation or is about another
    matter; a notation between quotation marks is named, not used; letters that the article spells
    out as something else are its own acronym. All pass. `thousands` is what stands between groups
    of three figures: "comma", "space", or "" where no one has said; then none is written.

    An edit is offered only where the text is what the prose shows: never across markup or lines.
    """

    entries: tuple[Entry, ...]
    unless: tuple[str, ...] = ()
    thousands: Literal["", "comma", "space"] = ""

    details: ClassVar[frozenset[str]] = frozenset({"meaning", "safer"})

    def in_profile(self, profile: str) -> str:
        """Which notations weigh less or more in a profile, empty where none does."""
        moved = [entry for entry in self.entries if entry.profile_shifts.get(profile)]
        told = (
            f"{'less' if entry.profile_shifts[profile] < 0 else 'more'} severe for {entry.words[0]}"
            for entry in moved
        )
        return ", ".join(told)

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every place where an entry is used as if it were safe."""
        present = reading.bare_words
        if present.isdisjoint(self._words):
            return
        found = [
            match
            for entry, pattern, harmless in self._compiled
            if not present.isdisjoint(entry.words)
            for hit in _hits(pattern, reading.prose)
            if (match := self._match(reading, entry, hit, harmless)) is not None
        ]
        found += self._in_cells(reading)
        last = Span(0, 0)
        for match in sorted(found, key=lambda match: match.span):
            if not match.span.overlaps(last):
                last = match.span
                yield match

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        import regex

        patterns = [("unless", each) for each in self.unless]
        for number, entry in enumerate(self.entries, start=1):
            patterns += [(f"entries item {number}: pattern", entry.pattern)]
            patterns += [(f"entries item {number}: unless", entry.unless)]
            patterns += [(f"entries item {number}: cell", entry.cell)]
            patterns += [(f"entries item {number}: needs", entry.needs)]
            if not entry.words:
                yield f"entries item {number}: words is empty; name a word the pattern needs"
        for place, pattern in patterns:
            try:
                regex.compile(pattern)
            except regex.error as error:
                yield f"{place} is not a regular expression ({error})"

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words one of which an article must hold to be looked at; compiling is slow."""
        return frozenset(word for entry in self.entries for word in entry.words)

    @cached_property
    def _compiled(self) -> tuple[tuple[Entry, Pattern[str], Pattern[str] | None], ...]:
        import regex

        return tuple(
            (
                entry,
                regex.compile(entry.pattern),
                regex.compile(entry.unless, regex.IGNORECASE) if entry.unless else None,
            )
            for entry in self.entries
        )

    @cached_property
    def _unless(self) -> Pattern[str] | None:
        import regex

        joined = "|".join(f"(?:{pattern})" for pattern in self.unless)
        return regex.compile(joined, regex.IGNORECASE) if joined else None

    def _in_cells(self, reading: Reading) -> Iterator[Match]:
        """The numbers of table cells that a pattern for cells fits, under a head with the unit."""
        import regex

        entries = [entry for entry in self.entries if entry.cell]
        if not entries or not any(block.kind == "table" for block in reading.blocks):
            return
        for row in reading.table_rows:
            for cell in row.cells:
                sentence = reading.sentence_at(cell.span.start)
                if not cell.number or not cell.unit or sentence is None:
                    continue
                if self._unless is not None and self._unless.search(cell.head, timeout=_TIMEOUT):
                    continue
                for entry in entries:
                    hit = regex.fullmatch(entry.cell, cell.text, timeout=_TIMEOUT)
                    if hit is not None and cell.unit.lower() in entry.words:
                        written = hit.expand(entry.replacement or "").strip()
                        yield self._made(reading, entry, cell.span, sentence.index, written)

    def _match(
        self, reading: Reading, entry: Entry, hit: Found[str], harmless: Pattern[str] | None
    ) -> Match | None:
        span = Span(*hit.span())
        sentence = reading.sentence_at(span.start)
        if sentence is None or _is_quoted(reading.prose, span):
            return None
        if any(
            pattern is not None and _fits(pattern, reading, sentence)
            for pattern in (self._unless, harmless)
        ):
            return None
        if _is_own_acronym(reading, span, entry.meaning):
            return None
        if entry.needs and not _fits(_pattern_of(entry.needs), reading, sentence):
            return None
        if entry.treatment and not _is_treatment(reading, hit.group(1)):
            return None
        return self._made(reading, entry, span, sentence.index, self._replacement(entry, hit))

    def _made(
        self, reading: Reading, entry: Entry, span: Span, sentence: int, written: str | None
    ) -> Match:
        return Match(
            span,
            sentence=sentence,
            shift=entry.shift + entry.profile_shifts.get(reading.profile, 0),
            details={"meaning": entry.meaning, "safer": written or entry.safer},
            replacement=written if _is_plain(reading, span) else None,
            fix="none" if entry.groups and not self.thousands else entry.fix,
        )

    def _replacement(self, entry: Entry, hit: Found[str]) -> str | None:
        """What may stand in place of a hit, None where the entry has nothing to offer."""
        if entry.groups:
            mark = "\u00a0" if self.thousands == "space" else ","
            grouped = f"{int(hit.group(1)):,}".replace(",", mark)
            return grouped + hit.group()[len(hit.group(1)) :]
        return None if entry.replacement is None else hit.expand(entry.replacement)


def _hits(pattern: Pattern[str], text: str) -> list[Found[str]]:
    """What the pattern finds, empty matches left out; raises TimeoutError where it is slow."""
    found = pattern.finditer(text, timeout=_TIMEOUT)
    return [hit for hit in found if hit.start() < hit.end()]


def _fits(pattern: Pattern[str], reading: Reading, sentence: Sentence) -> bool:
    """Whether the pattern fits somewhere in the sentence; raises TimeoutError where it is slow."""
    span = sentence.span
    return bool(pattern.search(reading.prose, span.start, span.end, timeout=_TIMEOUT))


@cache
def _pattern_of(pattern: str) -> Pattern[str]:
    import regex

    return regex.compile(pattern, regex.IGNORECASE)


def _is_treatment(reading: Reading, word: str) -> bool:
    """Whether a word names a treatment."""
    term = reading.lexicon.term(word.lower())
    return term is not None and "intervention" in term.tags


def _is_plain(reading: Reading, span: Span) -> bool:
    """Whether the text of a span is its prose, on one line: an edit then touches no markup."""
    written = reading.document.text[span.start : span.end]
    return written == reading.prose[span.start : span.end] and not set(written) & {"\n", "\r"}


def _is_own_acronym(reading: Reading, span: Span, meaning: str) -> bool:
    """Whether the article spells the letters out as something else than the notation means."""
    letters = reading.prose[span.start : span.end].strip("0123456789., ")
    definition = reading.acronyms.get(letters) if letters.isupper() else None
    if definition is None:
        return False
    first = definition.long_form.lower().split()[0]
    return first not in meaning.lower()


def _is_quoted(text: str, span: Span) -> bool:
    """Whether quotation marks stand right around a span."""
    opening = text[span.start - 1 : span.start]
    return bool(opening) and text[span.end : span.end + 1] == _QUOTES.get(opening)
