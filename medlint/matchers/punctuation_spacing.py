"""Kind `punctuation-spacing`: spaces that are missing behind a mark, or stray before one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from medlint.finding import Edit, Match, RelatedSpan, Span
from medlint.layout import PROSE_KINDS, BlockKind
from medlint.matchers.markup import is_web_page

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_SPACES = " \t\u00a0\u2009\u202f"
#: French sets such a space before its high marks.
_FIXED_SPACES = "\u00a0\u2009\u202f"

_COMMA = re.compile(r",(?=[^\W\d_]{2})")
_STOP = re.compile(r"[.;:!?](?<=[a-z]{2}.)(?=[A-Z][a-z])|;(?<=[a-z]{3};)(?=[a-z]{2})")
_CLOSING = re.compile(r"\)(?=[A-Z]?[a-z]{2})")
_OPENING = re.compile(r"\((?<=[a-z]{3}\()(?=[A-Z]{2,}[a-z]?\)|[a-z]+(?: [a-z]+)+\))")
_STRAY = re.compile(rf"[,;:.)](?<=[{_SPACES}].)")
_STRAY_INSIDE = re.compile(rf"\((?=[{_SPACES}]+[^\s)])")

_LETTERS_BEFORE = re.compile(r"[^\W_]+$")
_LETTERS_AFTER = re.compile(r"[^\W_]+")
_CODE = re.compile(r"://|www\.|[@=_\\<>{}|]")
_ROMAN = re.compile(r"[IVXLC]+")
_ISOMERS = re.compile(r"[RSEZDL,+±\d-]+")
_ACRONYM = re.compile(r"[A-Z][A-Z\d-]*[A-Z\d]s?")
_YEAR = re.compile(r"(?:19|20)\d\d")

#: Labels, such as the volume of a journal, are read too; cells of tables are set too tight.
_KINDS: frozenset[BlockKind] = PROSE_KINDS | {"title", "heading", "metadata"}

_WORD = 40
_BRACKET = 80
_MOST_RELATED = 3
_ACRONYM_LETTERS = 3


class _Fault(NamedTuple):
    """One space too many or too few: the words around it, what is wrong, what mends it."""

    span: Span
    problem: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True)
class PunctuationSpacing:
    """Reports a mark without its space behind, and a space before a mark, in prose and headings.

    `chemical` are parts of chemical names that stand between commas; `connecting` words follow a
    comma behind a figure ("in 2019,and") and a short acronym; `abbreviations` end in a full stop
    without a space behind ("Prof.Smith"); `domains` are what follows the dot of a web address or a
    file name; `spaced_marks` are marks that the house sets a space before, as French does. A fault
    that stands `many` times or more in an article is reported once. Addresses, code, figures,
    ratios and single letters are let be.
    """

    chemical: tuple[str, ...] = ()
    connecting: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    spaced_marks: str = ""
    many: int = 4

    details: ClassVar[frozenset[str]] = frozenset({"problem", "better", "times"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for every run of words with such a fault, in text order."""
        if is_web_page(reading.document):
            return
        text = reading.document.text
        faults = chain(
            self._commas(text),
            self._stops(text),
            self._brackets(text),
            self._stray(text),
        )
        shown = sorted(fault for fault in faults if _is_prose(reading, fault))
        by_problem: dict[str, list[list[_Fault]]] = {}
        for group in _grouped(shown):
            by_problem.setdefault(group[0].problem, []).append(group)
        matches = (
            match for groups in by_problem.values() for match in self._matches(reading, groups)
        )
        yield from sorted(matches, key=lambda match: match.span)

    @cached_property
    def _chemical(self) -> frozenset[str]:
        return frozenset(self.chemical)

    @cached_property
    def _connecting(self) -> frozenset[str]:
        return frozenset(self.connecting)

    @cached_property
    def _abbreviations(self) -> frozenset[str]:
        return frozenset(self.abbreviations)

    @cached_property
    def _domains(self) -> frozenset[str]:
        return frozenset(self.domains)

    def _matches(self, reading: Reading, groups: list[list[_Fault]]) -> Iterator[Match]:
        """A match for each place with the same fault, or one for all where there are many."""
        if len(groups) < self.many:
            for group in groups:
                yield _match(reading, group, [group])
        else:
            yield _match(reading, groups[0], groups)

    def _commas(self, text: str) -> Iterator[_Fault]:
        """Commas that a word follows without a space."""
        for found in _COMMA.finditer(text):
            at = found.start()
            before, after = _word_before(text, at), _word_after(text, at + 1)
            if not before or _is_code(text, at):
                if text[at - 1 : at] not in (")", "]", "”", "%") or _is_code(text, at):
                    continue
            elif self._is_bound(text, at, before, after):
                continue
            yield _missing(text, at + 1, "no space behind the comma", safe=True)

    def _is_bound(self, text: str, at: int, before: str, after: str) -> bool:
        """Whether figures, single letters, symbols or a chemical name make the comma tight."""
        if before[-1].isdigit():
            return after.lower() not in self._connecting or text[at - len(before) - 1] == "-"
        symbols = before.isupper() and after[:2].isupper()
        chemical = before.lower() in self._chemical or after.lower() in self._chemical
        return len(before) == 1 or symbols or chemical

    def _stops(self, text: str) -> Iterator[_Fault]:
        """Full stops, semicolons, colons and the like that a new sentence or clause follows."""
        for found in _STOP.finditer(text):
            at = found.start()
            before, after = _word_before(text, at), _word_after(text, at + 1)
            if _is_code(text, at) or after.lower() in self._domains:
                continue
            if before.lower() in self._abbreviations or not after[1:].islower():
                continue
            if text[at] == ";" and text[max(0, at - len(before) - 1)] == "&":
                continue
            if text[at] == "." and (
                # "Node.Js.Org", "ICD.Codes.Txt": the parts of a name.
                text[at + 1 + len(after) : at + 2 + len(after)] in (".", "/")
                and text[at + 2 + len(after) : at + 3 + len(after)].isalpha()
            ):
                continue
            yield _missing(text, at + 1, f"no space behind the {_NAMES[text[at]]}", safe=False)

    def _brackets(self, text: str) -> Iterator[_Fault]:
        """Brackets of several words, an acronym or a year that a word touches from outside."""
        for found in _CLOSING.finditer(text):
            at = found.start()
            opening = text.rfind("(", max(0, at - _BRACKET), at)
            within = text[opening + 1 : at]
            if opening < 0 or ")" in within or text[opening - 1 : opening].strip():
                continue
            follows = _word_after(text, at + 1).lower()
            # "(MU)scle" tells what an acronym is made of.
            short = len(within) < _ACRONYM_LETTERS and follows not in self._connecting
            if _is_aside(within) and not short and not _is_code(text, at):
                fault = _missing(text, at + 1, "no space behind the bracket", safe=True)
                yield fault._replace(span=Span(opening, fault.span.end))
        for found in _OPENING.finditer(text):
            at = found.start()
            within = text[at + 1 : text.find(")", at)]
            if _word_before(text, at).lower() in self._chemical or _is_code(text, at):
                continue
            if " " in within or not _ROMAN.fullmatch(within):
                fault = _missing(text, at, "no space before the bracket", safe=True)
                yield fault._replace(span=Span(fault.span.start, at + len(within) + 2))

    def _stray(self, text: str) -> Iterator[_Fault]:
        """Spaces before a closing mark and behind an opening bracket."""
        for found in _STRAY.finditer(text):
            at = found.start()
            start = _back_over_spaces(text, at)
            if self._may_stand_apart(text, start, at):
                continue
            mark = text[at]
            behind = " " if mark in ",;:" and text[at + 1 : at + 2].isalnum() else ""
            edits = [Edit(Span(start, at), "")]
            if behind:
                edits.append(Edit(Span(at + 1, at + 1), behind))
            span = Span(_start_of(text, start), _end_of(text, at + 1))
            if mark == "," and not behind:
                span = Span(span.start, _end_of(text, _over_spaces(text, at + 1)))
            yield _Fault(span, f"a space before the {_NAMES[mark]}", tuple(edits), mark in ",)")
        for found in _STRAY_INSIDE.finditer(text):
            start = found.end()
            end = _over_spaces(text, start)
            span = Span(found.start(), _end_of(text, end))
            edit = Edit(Span(start, end), "")
            yield _Fault(span, "a space behind the opening bracket", (edit,), safe=True)

    def _may_stand_apart(self, text: str, start: int, at: int) -> bool:
        """Whether the space from `start` to the mark at `at` belongs there."""
        mark, before = text[at], text[start - 1 : start]
        after = text[at + 1 : at + 2]
        if not before or before in "\r\n" or mark in self.spaced_marks:
            return True
        if mark in ";:" and text[at - 1] in _FIXED_SPACES:
            return True
        if not (before.isalnum() or before in ")]”’\"'%"):
            return True
        if mark == ":":
            return not (after.isspace() or not after) or before.isdigit()
        if mark == ".":
            return (bool(after) and not (after.isspace() or after in "\"'”’)")) or _dots(text, at)
        return mark == ")" and before.isdigit() and _opens_line(text, start - 1)


_NAMES = {
    ",": "comma",
    ".": "full stop",
    ";": "semicolon",
    ":": "colon",
    "!": "exclamation mark",
    "?": "question mark",
    ")": "closing bracket",
}


def _match(reading: Reading, first: list[_Fault], groups: list[list[_Fault]]) -> Match:
    """The match at the first place of a fault, with the edits of all its places."""
    text = reading.document.text
    span = _around(first)
    sentence = reading.sentence_at(span.start)
    faults = list(chain.from_iterable(groups))
    return Match(
        span,
        sentence=sentence.index if sentence else None,
        details={
            "problem": first[0].problem,
            "better": _mended(text, span, _edits(first)),
            "times": "" if len(groups) == 1 else f" ({len(groups)} times in the article)",
        },
        related=tuple(
            RelatedSpan(_around(group), "and here") for group in groups[1 : 1 + _MOST_RELATED]
        ),
        edits=_edits(faults),
        fix=None if all(fault.safe for fault in faults) else "none",
    )


def _around(group: list[_Fault]) -> Span:
    return Span(group[0].span.start, max(fault.span.end for fault in group))


def _edits(faults: list[_Fault]) -> tuple[Edit, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(fault.edits for fault in faults)))


def _is_prose(reading: Reading, fault: _Fault) -> bool:
    """Whether all of the fault stands in one block that people read, outside markup."""
    start, end = fault.span
    number = bisect_right(reading.blocks, start, key=lambda block: block.span.start) - 1
    if number < 0 or reading.blocks[number].kind not in _KINDS:
        return False
    if end > reading.blocks[number].span.end:
        return False
    sentence = reading.sentence_at(start)
    if sentence is not None and sentence.kind == "table":
        return False
    return reading.prose[start:end] == reading.document.text[start:end]


def _grouped(faults: list[_Fault]) -> Iterator[list[_Fault]]:
    """Faults whose words overlap, together."""
    group: list[_Fault] = []
    for fault in faults:
        if group and fault.span.start >= max(each.span.end for each in group):
            yield group
            group = []
        group.append(fault)
    if group:
        yield group


def _mended(text: str, span: Span, edits: tuple[Edit, ...]) -> str:
    """The text of the span after the edits, white space collapsed."""
    pieces: list[str] = []
    done = span.start
    for edit in sorted(edits):
        pieces += (text[done : edit.span.start], edit.text)
        done = edit.span.end
    return " ".join("".join([*pieces, text[done : span.end]]).split())


def _missing(text: str, at: int, problem: str, *, safe: bool) -> _Fault:
    span = Span(_start_of(text, at - 1), _end_of(text, at + 1))
    return _Fault(span, problem, (Edit(Span(at, at), " "),), safe)


def _is_aside(within: str) -> bool:
    """Whether a bracket holds words of their own, and no part of the word that follows."""
    if " " in within.strip() or _YEAR.fullmatch(within):
        return True
    acronym = _ACRONYM.fullmatch(within) and not _ROMAN.fullmatch(within)
    return bool(acronym) and not _ISOMERS.fullmatch(within)


def _is_code(text: str, at: int) -> bool:
    """Whether the text between the spaces around an offset is an address or code."""
    start = at
    while start > 0 and at - start < _WORD and not text[start - 1].isspace():
        start -= 1
    end = at
    while end < len(text) and end - at < _WORD and not text[end].isspace():
        end += 1
    return bool(_CODE.search(text, start, end))


def _word_before(text: str, at: int) -> str:
    found = _LETTERS_BEFORE.search(text[max(0, at - _WORD) : at])
    return found.group() if found else ""


def _word_after(text: str, at: int) -> str:
    found = _LETTERS_AFTER.match(text, at, at + _WORD)
    return found.group() if found else ""


def _start_of(text: str, at: int) -> int:
    """Where the word that ends before `at`, with its closing marks, starts."""
    start = at
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "(,;:":
        start -= 1
        if at - start >= _WORD:
            break
    return start


def _end_of(text: str, at: int) -> int:
    """Where the word that starts at `at` or goes on there ends, without the marks behind it."""
    end = at
    while end < len(text) and end - at < _WORD and (text[end].isalnum() or text[end] in "-'’"):
        end += 1
    return end


def _back_over_spaces(text: str, at: int) -> int:
    while at > 0 and text[at - 1] in _SPACES:
        at -= 1
    return at


def _over_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


def _dots(text: str, at: int) -> bool:
    """Whether a full stop is one of the spaced dots of an ellipsis."""
    return text[at + 1 : at + 3].strip(_SPACES).startswith(".")


def _opens_line(text: str, at: int) -> bool:
    """Whether nothing but the figure at `at` stands before it on its line: "1 )"."""
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return not text[line:at].strip()
