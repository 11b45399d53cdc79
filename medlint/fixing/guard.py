"""The guard of last resort: what no fix may change, whatever rule asks for it.

It knows nothing of the rules. It compares the text before and after a round of fixes, line by line
around the edits, and then what the language layer reads in the two. Text may go where it stands
elsewhere word for word, and whole lines where they hold nothing of weight. Anything else must keep
every number with its unit, every identifier, and every word that denies or hedges.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from medlint.document import Document
from medlint.figures.numbers import NUMERAL, parse_numeral
from medlint.finding import Edit, Finding, Span
from medlint.fixing.edits import edited, edits_of

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: A text of fewer words is no copy of another: "not" stands everywhere.
FEWEST_COPY_WORDS = 3
#: A shorter copy may not hold a dose or a percentage: it may be the only one of its sentence.
_FEWEST_DOSE_COPY_WORDS = 8

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FIGURE = re.compile(rf"{NUMERAL}(?=\s?(?P<unit>%|[^\W\d_]+)?)")
_SPELLED = {
    word: float(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
_SPELLED |= {"half": 0.5, "once": 1.0, "twice": 2.0}
#: Raised and lowered figures, fractions and signs, which no numeral holds.
_SIGNS = re.compile(r"[⁰¹²³⁴-⁹₀-₉½¼¾⅓⅔⅛±≤≥]")
_UNIT_SIZES: dict[str, tuple[str, float]] = {
    "ng": ("mass", 1e-9), "nanogram": ("mass", 1e-9), "nanograms": ("mass", 1e-9),
    "µg": ("mass", 1e-6), "μg": ("mass", 1e-6), "mcg": ("mass", 1e-6), "ug": ("mass", 1e-6),
    "microgram": ("mass", 1e-6), "micrograms": ("mass", 1e-6),
    "mg": ("mass", 1e-3), "milligram": ("mass", 1e-3), "milligrams": ("mass", 1e-3),
    "g": ("mass", 1.0), "gram": ("mass", 1.0), "grams": ("mass", 1.0),
    "kg": ("mass", 1e3), "kilogram": ("mass", 1e3), "kilograms": ("mass", 1e3),
    "ml": ("volume", 1.0), "cc": ("volume", 1.0), "millilitre": ("volume", 1.0),
    "millilitres": ("volume", 1.0), "milliliter": ("volume", 1.0), "milliliters": ("volume", 1.0),
    "l": ("volume", 1e3), "litre": ("volume", 1e3), "litres": ("volume", 1e3),
    "liter": ("volume", 1e3), "liters": ("volume", 1e3),
    "u": ("activity", 1.0), "iu": ("activity", 1.0), "unit": ("activity", 1.0),
    "units": ("activity", 1.0), "%": ("share", 1.0), "percent": ("share", 1.0),
    "meq": ("equivalents", 1.0), "mmol": ("substance", 1.0),
}  # fmt: skip
#: Words without which a sentence says something else; "cannot" and "isn't" count as "not".
_DECISIVE = frozenset(
    "not no never nor neither none nothing without unless until except avoid stop only may might"
    " could must should".split()
)
_IDENTIFIER = re.compile(
    r"(?P<paper>10\.\d{4,9}/[^\s\"<>]+|\b(?:NCT|ISRCTN|PMC)\d+|\bPMID:?\s?\d+)"
    r"|(?:https?://|www\.)[^\s<>\"]+|[\w.+-]+@[\w-]+\.[\w.-]+",
    re.IGNORECASE,
)
_MARK = re.compile(r"\[\^?\d[\d,;\s–-]*\]")
_TRAILING = ".,;:!?)]}'’”*_"

#: Makes the reading of a document.
Read = Callable[[Document], "Reading"]


@dataclass(frozen=True, slots=True)
class _Region:
    """Whole lines around edits that share them: the text and the edits, in places of that text."""

    text: str
    start: int
    edits: tuple[Edit, ...]


class Guard:
    """Compares documents before and after a round; keeps the last reading for the next round."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._last: tuple[Document, Reading] | None = None

    def objection(self, before: Document, after: Document, findings: Collection[Finding]) -> str:
        """What is wrong with a round of fixes, one clause that names the rules; empty for nothing.

        `findings` are those whose edits lead from the one document to the other.
        """
        if before.text.strip() and not after.text.strip():
            return f"{_named(findings)} would leave nothing of the text"
        owners = {edit: finding for finding in findings for edit in edits_of(finding)}
        in_code = _edit_in_code(before, owners)
        if in_code is not None:
            return f"{_named([owners[in_code]])} would change code"
        gone: list[Span] = []
        words_after = _words(after.text)
        for region in _regions(before.text, sorted(owners)):
            deleted = [edit for edit in region.edits if _may_go(region, edit, words_after)]
            wrong = _change(region, deleted)
            if wrong:
                whose = {owners[_placed(edit, region.start)].rule for edit in region.edits}
                return f"{_fix_of(whose)} would change {wrong}"
            gone += [_placed(edit, region.start).span for edit in deleted]
        wrong = self._lost(before, after, gone, words_after)
        return f"{_named(findings)} would lose {wrong}" if wrong else ""

    def _lost(
        self, before: Document, after: Document, gone: Sequence[Span], words_after: str
    ) -> str:
        """A claim or a harm that only the first document states, copies that went left out."""
        old = self._reading(before)
        new = self._reading(after)
        # A word more or less can decide it where half of a short text is in another language.
        if not (old.is_english and new.is_english):
            return ""
        uncopied = [each for each in gone if not _is_copy(before.text, each, words_after)]
        if lost := _statements(old, gone, uncopied) - _statements(new, [], []):
            what = sorted({kind for kind, *_ in lost}, key=str)
            return f"{' and '.join(f'a statement of {kind}' for kind in what)}"
        return ""

    def _reading(self, document: Document) -> Reading:
        if self._last is None or self._last[0] is not document:
            self._last = document, self._read(document)
        return self._last[1]


def _statements(
    reading: Reading, gone: Sequence[Span], uncopied: Sequence[Span]
) -> Counter[tuple[Hashable, ...]]:
    """What the sentences claim and what harms they tell, without where and in which words.

    Sentences of which a copy went are left out: it stands elsewhere, and what was glued to it may
    now be read another way. A sentence that went for good counts.
    """
    found: Counter[tuple[Hashable, ...]] = Counter()
    left_out = {
        sentence.index
        for sentence in reading.sentences
        if any(sentence.span.overlaps(span) for span in gone)
        and not any(sentence.span.overlaps(span) for span in uncopied)
    }
    for entry in reading.ledger:
        if entry.sentence not in left_out:
            found["benefit or effect", entry.strength, entry.negated, entry.hedged] += 1
    for told in reading.harm_statements:
        if told.sentence not in left_out:
            found["harm",] += 1
            found["harm", "named"] += told.kind == "named"
            found["harm", "serious"] += told.serious
    return +found


def _regions(text: str, edits: Sequence[Edit]) -> Iterator[_Region]:
    """The lines that edits stand on, joined where edits share a line."""
    group: list[Edit] = []
    start = end = 0
    for edit in edits:
        first, last = _line_start(text, edit.span.start), _line_end(text, edit.span.end)
        if group and first > end:
            yield _region(text, start, end, group)
            group = []
        start = start if group else first
        end = max(end, last) if group else last
        group.append(edit)
    if group:
        yield _region(text, start, end, group)


def _region(text: str, start: int, end: int, edits: Sequence[Edit]) -> _Region:
    return _Region(text[start:end], start, tuple(_placed(edit, -start) for edit in edits))


def _placed(edit: Edit, by: int) -> Edit:
    return Edit(Span(edit.span.start + by, edit.span.end + by), edit.text)


def _line_start(text: str, at: int) -> int:
    """The start of the line before the one of a place, or of its own where that is the first.

    What a fix joins to the line above belongs to what it changes.
    """
    own = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at))
    above = text[:own].rstrip("\r\n") if own >= 0 else ""
    return max(above.rfind("\n"), above.rfind("\r")) + 1


def _line_end(text: str, at: int) -> int:
    """The end of the line below the one of a place, or of its own where that is the last."""
    for _ in range(2):
        found = re.compile(r"[\r\n]+").search(text, at)
        if found is None:
            return len(text)
        end, at = found.start(), found.end()
    return end


def _may_go(region: _Region, edit: Edit, words_after: str) -> bool:
    """Whether an edit deletes what stands elsewhere, or a whole line that holds nothing of weight.

    Other deletions are no worse than a rewriting, and are judged as one.
    """
    removed = region.text[edit.span.start : edit.span.end]
    if _WORD.search(edit.text) or not _WORD.search(removed):
        return False
    heavy = any(measure for _, measure in _numbers(removed))
    if _is_copy(region.text, edit.span, words_after):
        return not heavy or len(_WORD.findall(removed)) >= _FEWEST_DOSE_COPY_WORDS
    weighty = heavy or _MARK.search(removed) or any(paper for paper, _ in _identifiers(removed))
    return not weighty and _is_whole_line(region.text, edit.span)


def _is_copy(text: str, span: Span, words_after: str) -> bool:
    """Whether the words of a span still stand elsewhere, in order, once it has gone."""
    removed = _words(text[span.start : span.end])
    return removed.count(" ") > FEWEST_COPY_WORDS and removed in words_after


def _is_whole_line(text: str, span: Span) -> bool:
    """Whether no word stands on the lines of a span but in it."""
    before = re.split(r"[\r\n]", text[: span.start])[-1]
    after = re.split(r"[\r\n]", text[span.end :])[0]
    removed = text[span.start : span.end]
    above = removed.endswith(("\r", "\n")) or not _WORD.search(after)
    return not _WORD.search(before) and above


def _change(region: _Region, deleted: Sequence[Edit]) -> str:
    """What the edits of a region change that no fix may, in words; empty for nothing."""
    new = edited(region.text, region.edits)
    pieces: list[str] = []
    removed: list[str] = []
    done = 0
    for edit in deleted:
        pieces.append(region.text[done : edit.span.start])
        removed.append(region.text[edit.span.start : edit.span.end])
        done = edit.span.end
    pieces.append(region.text[done:])
    whole = [part for pair in zip(pieces, [*removed, ""], strict=True) for part in pair]
    for name, values in _KEPT.items():
        left = [value for piece in pieces for value in values(piece)]
        torn = values(region.text) != [value for part in whole for value in values(part)]
        if torn or not _alike(left, values(new)):
            return name
    lost = Counter(word for piece in pieces for word in _decisive(piece)) - Counter(_decisive(new))
    return f"the meaning: “{min(lost)}” would be gone" if lost else ""


def _numbers(text: str) -> list[tuple[float, tuple[str, float] | None]]:
    """The numbers of a text in order, spelled ones too, with what their unit measures, if any."""
    found: list[tuple[int, float, tuple[str, float] | None]] = []
    for figure in _FIGURE.finditer(text):
        value, _ = parse_numeral(figure.group())
        found.append((figure.start(), value, _UNIT_SIZES.get((figure["unit"] or "").lower())))
    found += [
        (word.start(), _SPELLED[word.group().lower()], None)
        for word in _WORD.finditer(text)
        if word.group().lower() in _SPELLED
    ]
    return [(value, unit) for _, value, unit in sorted(found, key=lambda each: each[0])]


def _identifiers(text: str) -> list[tuple[bool, str]]:
    """The addresses and numbers of papers in a text, each with whether it names a paper."""
    return [
        (found["paper"] is not None, found.group().rstrip(_TRAILING))
        for found in _IDENTIFIER.finditer(text)
    ]


#: What must be the same before and after, by the name that an objection gives it.
_KEPT: dict[str, Callable[[str], list[Hashable]]] = {
    "a number or its unit": lambda text: [*_numbers(text)],
    "an address or an identifier": lambda text: [*_identifiers(text)],
}


def _alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Whether two lists hold the same; a number without a known unit fits one that has a unit."""
    return len(old) == len(new) and all(map(_same, old, new))


def _same(old: Hashable, new: Hashable) -> bool:
    if old == new:
        return True
    if not (isinstance(old, tuple) and isinstance(new, tuple)) or old[0] != new[0]:
        return False
    return isinstance(old[0], float) and old[1] is None


def _decisive(text: str) -> Iterator[str]:
    """The words and signs that decide what a text says; "not not" counts once."""
    for word, _ in groupby(map(_plain, _WORD.findall(text))):
        if word in _DECISIVE:
            yield word
    yield from _SIGNS.findall(text)


def _plain(word: str) -> str:
    lowered = word.lower().replace("’", "'")
    return "not" if lowered == "cannot" or lowered.endswith("n't") else lowered


def _words(text: str) -> str:
    """The words of a text in small letters, a space around each."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _edit_in_code(document: Document, edits: Collection[Edit]) -> Edit | None:
    code = [block.span for block in document.blocks if block.kind == "code"]
    return next((edit for edit in edits for span in code if edit.span.overlaps(span)), None)


def _named(findings: Collection[Finding]) -> str:
    return _fix_of({finding.rule for finding in findings})


def _fix_of(rules: Collection[str]) -> str:
    return f"the fix of {', '.join(sorted(rules))}"
