"""Rules against their own examples: what they must find, leave alone, are known to miss and fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from medlint import engine
from medlint.config import Config
from medlint.document import Document
from medlint.finding import FIX_KINDS, Span
from medlint.fixing.guard import Guard
from medlint.fixing.rounds import FixError, fixed
from medlint.language.reading import Reading
from medlint.marks import MarkedText, read_marks, separate_documents
from medlint.rule import FixedExample, Rule
from medlint.rulebook import Rulebook
from medlint.source import SourceError, decode
from medlint.tomlfile import TomlFile, shown

ExampleKind = Literal["flagged", "passing", "missed", "fixed"]
EXAMPLE_KINDS: tuple[ExampleKind, ...] = ("flagged", "passing", "missed", "fixed")

#: The day on which examples are read, so that they prove the same in every year.
TODAY = date(2026, 11, 1)
#: Characters of a span that an explanation shows.
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example of a rule went; `index` counts from 0 within its kind.

    `explanation` is one line. `place` is the example's "path:line", given only when it failed.
    """

    rule: str
    kind: ExampleKind
    index: int
    ok: bool
    explanation: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A span in one of an example's documents, and its text, for comparing and for showing."""

    document: int
    span: Span
    text: str
    line: int
    column: int


def run_examples(rulebook: Rulebook, names: Iterable[str] | None = None) -> list[ExampleResult]:
    """Every example of the named rules, or of all; raises KeyError for a name that is no rule."""
    rules = rulebook.rules.values() if names is None else [rulebook.rules[name] for name in names]
    return [
        run_example(rulebook, rule, kind, index)
        for rule in rules
        for kind, index in examples_of(rule)
    ]


def examples_of(rule: Rule) -> Iterator[tuple[ExampleKind, int]]:
    """The kind and the 0-based index of every example of a rule."""
    for kind in EXAMPLE_KINDS:
        for index in range(len(getattr(rule.examples, kind))):
            yield kind, index


def run_example(rulebook: Rulebook, rule: Rule, kind: ExampleKind, index: int) -> ExampleResult:
    """One example read as Markdown and searched by its rule alone, in the engine's usual way.

    A flagged example of a rule with a fix must be clean once it is fixed, too.
    """
    if kind == "fixed":
        wrong = _wrongly_fixed(rulebook, rule, rule.examples.fixed[index])
        place = _place(rule, kind, index) if wrong else ""
        return ExampleResult(rule.name, kind, index, not wrong, wrong or "fixed", place)
    texts: tuple[str, ...] = getattr(rule.examples, kind)
    example = texts[index]
    pieces = separate_documents(example) if rule.scope == "corpus" else [example]
    marked = [read_marks(piece) for piece in pieces]
    try:
        readings = [_reading(piece, number, rulebook) for number, piece in enumerate(marked, 1)]
        expected = sorted(_marks(marked, readings), key=_where)
        found = sorted(_matches(rulebook, rule, readings), key=_where)
    except SourceError as error:
        return ExampleResult(rule.name, kind, index, False, str(error), _place(rule, kind, index))
    ok = not found if kind == "missed" else expected == found
    explanation = _explanation(kind, ok, expected, found)
    if ok and kind == "flagged" and rule.fix is not None and rule.scope != "corpus":
        unfixed = _unfixed(rulebook, rule, readings[0].document)
        ok, explanation = not unfixed, unfixed or explanation
    return ExampleResult(
        rule.name, kind, index, ok, explanation, "" if ok else _place(rule, kind, index)
    )


def _unfixed(rulebook: Rulebook, rule: Rule, document: Document) -> str:
    """What is wrong with the fix of a flagged example; empty for nothing.

    After it, the rule finds no more than the places for which it has no fix.
    """
    before = engine.findings_of(rule, document, rulebook)
    try:
        after = _fixed(rulebook, rule, document)
    except FixError as error:
        return str(error)
    kept = sum(finding.fix is None for finding in before)
    found = engine.findings_of(rule, after, rulebook)
    if len(found) <= kept:
        return ""
    places = ", ".join(f"line {each.place.line}, column {each.place.column}" for each in found)
    return f"the fixed text “{_cut(after.text)}” is still flagged ({places})"


def _wrongly_fixed(rulebook: Rulebook, rule: Rule, example: FixedExample) -> str:
    """What is wrong with the text that the rule's fixes make of an example; empty for nothing."""
    try:
        made = _fixed(rulebook, rule, decode(example.before.encode(), "example.md")).text
    except (FixError, SourceError) as error:
        return str(error)
    if made == example.after:
        return ""
    pairs = zip(made, example.after, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    at = max(0, same - _LONGEST_QUOTE // 2)
    return f"expected “{_cut(example.after[at:])}”, the fix makes “{_cut(made[at:])}”"


def _fixed(rulebook: Rulebook, rule: Rule, document: Document) -> Document:
    """The document with all fixes of one rule made; raises FixError."""
    guard = Guard(lambda document: engine.read(document, rulebook))
    made = fixed(
        document,
        lambda document: engine.findings_of(rule, document, rulebook),
        FIX_KINDS,
        guard.objection,
    )
    return made.document


def _reading(piece: MarkedText, number: int, rulebook: Rulebook) -> Reading:
    path = "example.md" if number == 1 else f"example-{number}.md"
    # Through its bytes, as a file comes, so that rules about the file have what they need.
    return engine.read(decode(piece.text.encode(), path), rulebook, today=TODAY)


def _marks(marked: Sequence[MarkedText], readings: Sequence[Reading]) -> Iterator[_Found]:
    for number, (piece, reading) in enumerate(zip(marked, readings, strict=True)):
        for span in piece.spans:
            yield _found(number, span, reading.document)


def _matches(rulebook: Rulebook, rule: Rule, readings: Sequence[Reading]) -> Iterator[_Found]:
    if rule.scope == "corpus":
        for number, match in engine.corpus_matches(rule, readings):
            yield _found(number, match.span, readings[number].document)
    elif rule.kind == "suppression":
        # Only a whole run can tell which comments hide nothing.
        document = readings[0].document
        for finding in engine.lint([document], rulebook, Config()):
            if finding.rule == rule.name:
                at = finding.place
                start = document.offset(at.line, at.column)
                span = Span(start, document.offset(at.end_line, at.end_column))
                yield _found(0, span, document)
    else:
        for match in engine.matches(rule, readings[0]):
            yield _found(0, match.span, readings[0].document)


def _found(number: int, span: Span, document: Document) -> _Found:
    span = _trimmed(span, document.prose) or _trimmed(span, document.text) or span
    return _Found(
        number, span, document.text[span.start : span.end], *document.position(span.start)
    )


def _trimmed(span: Span, prose: str) -> Span | None:
    """The span without white space, and markup blanked in the prose, at its ends."""
    body = prose[span.start : span.end]
    if not body.strip():
        return None
    start = span.start + len(body) - len(body.lstrip())
    return Span(start, span.start + len(body.rstrip()))


def _where(found: _Found) -> tuple[int, Span]:
    return found.document, found.span


def _explanation(
    kind: ExampleKind, ok: bool, expected: Sequence[_Found], found: Sequence[_Found]
) -> str:
    if kind == "missed":
        text = f"found {_listed(found)}"
        return "still missed" if ok else f"now caught; move it to flagged ({text})"
    if ok:
        return f"found {_listed(found)}"
    return f"expected {_listed(expected)}, found {_listed(found)}"


def _listed(spans: Sequence[_Found]) -> str:
    """The spans' texts with their lines and columns; "nothing" when there are none."""
    several = any(span.document for span in spans)
    return ", ".join(_shown(span, several) for span in spans) or "nothing"


def _cut(text: str) -> str:
    """The text on one line, and no longer than an explanation shows."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _shown(found: _Found, several: bool) -> str:
    text = _cut(found.text)
    document = f"document {found.document + 1}, " if several else ""
    return f"“{text}” ({document}line {found.line}, column {found.column})"


def _place(rule: Rule, kind: ExampleKind, index: int) -> str:
    line = TomlFile.read(rule.path).line(("examples", kind, index))
    return f"{shown(rule.path)}:{line}"
