"""Rules against their own examples: what they must find, must leave alone and are known to miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from medlint import engine
from medlint.config import Config
from medlint.document import Document
from medlint.finding import Span
from medlint.language.reading import Reading
from medlint.marks import MarkedText, read_marks, separate_documents
from medlint.rule import Rule
from medlint.rulebook import Rulebook
from medlint.source import SourceError, decode
from medlint.tomlfile import TomlFile, shown

ExampleKind = Literal["flagged", "passing", "missed"]
EXAMPLE_KINDS: tuple[ExampleKind, ...] = ("flagged", "passing", "missed")

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
        for index in range(len(_texts(rule, kind))):
            yield kind, index


def run_example(rulebook: Rulebook, rule: Rule, kind: ExampleKind, index: int) -> ExampleResult:
    """One example read as Markdown and searched by its rule alone, in the engine's usual way."""
    example = _texts(rule, kind)[index]
    pieces = separate_documents(example) if rule.scope == "corpus" else [example]
    marked = [read_marks(piece) for piece in pieces]
    try:
        readings = [_reading(piece, number, rulebook) for number, piece in enumerate(marked, 1)]
        expected = sorted(_marks(marked, readings), key=_where)
        found = sorted(_matches(rulebook, rule, readings), key=_where)
    except SourceError as error:
        return ExampleResult(rule.name, kind, index, False, str(error), _place(rule, kind, index))
    ok = not found if kind == "missed" else expected == found
    place = "" if ok else _place(rule, kind, index)
    return ExampleResult(rule.name, kind, index, ok, _explanation(kind, ok, expected, found), place)


def _texts(rule: Rule, kind: ExampleKind) -> tuple[str, ...]:
    texts: tuple[str, ...] = getattr(rule.examples, kind)
    return texts


def _reading(piece: MarkedText, number: int, rulebook: Rulebook) -> Reading:
    path = "example.md" if number == 1 else f"example-{number}.md"
    # Through its bytes, as a file comes, so that rules about the file have what they need.
    return engine.read(decode(piece.text.encode(), path), rulebook)


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


def _shown(found: _Found, several: bool) -> str:
    text = " ".join(found.text.split())
    if len(text) > _LONGEST_QUOTE:
        text = f"{text[: _LONGEST_QUOTE - 1]}…"
    document = f"document {found.document + 1}, " if several else ""
    return f"“{text}” ({document}line {found.line}, column {found.column})"


def _place(rule: Rule, kind: ExampleKind, index: int) -> str:
    line = TomlFile.read(rule.path).line(("examples", kind, index))
    return f"{shown(rule.path)}:{line}"
