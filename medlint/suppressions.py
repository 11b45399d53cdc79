"""Comments of an article that hide findings.

`<!-- medlint-disable-next-line RULE ... -- reason -->`, `medlint-disable` ... `medlint-enable`,
and `medlint-disable-file`; without a rule they hide every finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from medlint.document import Document
from medlint.finding import Finding, Span
from medlint.layout import blanked, comment_body
from medlint.tomlfile import did_you_mean

Form = Literal["disable-next-line", "disable", "enable", "disable-file"]

#: The rule that reports what is wrong with suppressions; it cannot be hidden by one.
RULE = "unused-suppression"

_FORMS: tuple[Form, ...] = ("disable-next-line", "disable", "enable", "disable-file")

#: Comments for medlint that hide no finding; they mark boilerplate.
_OTHER_FORMS = ("medlint-allow-boilerplate", "medlint-end-boilerplate")

# What is meant as a directive, well written or not; "medlint is great" is an ordinary comment.
_DIRECTIVE = re.compile(
    r"\s*(?P<form>medlint(?:[-:_][\w:-]*|\s+(?:disable|enable|ignore)[\w-]*))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = re.compile(r"<!--\s*medlint\b", re.IGNORECASE)
_MEDLINT = re.compile(r"\s*medlint\b", re.IGNORECASE)
#: Formats in which a comment may lack its end.
_ENDLESS = frozenset({"markdown", "mdx", "html"})
_REASON = re.compile(r"(?:^|\s)--(?:\s|$)")
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class SuppressionProblem:
    """A suppression that is wrong or does nothing, and one sentence that says what to write."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings of one document, parted: those to report and those that comments hide."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    problems: tuple[SuppressionProblem, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A rule or pack that a directive names; a directive that names none has one empty name."""

    text: str
    span: Span


@dataclass
class _Directive:
    form: Form
    span: Span
    names: tuple[_Name, ...]
    used: set[str] = field(default_factory=set)


@dataclass
class _Open:
    """What `disable` has switched off at one point of the document.

    `everything` is a directive without names, `back_on` what was enabled again since.
    """

    named: dict[str, _Directive] = field(default_factory=dict)
    everything: _Directive | None = None
    back_on: set[str] = field(default_factory=set)


def apply(
    document: Document,
    findings: Sequence[Finding],
    known_names: Collection[str],
    *,
    ran: Collection[str] | None = None,
    complete: bool | None = None,
) -> Suppressed:
    """Part the findings of a document by the comments in it.

    `known_names` are the rules and packs there are; any other name is a problem. `ran` are those
    that were on for this document, None meaning all: a suppression for something that was off is
    not called unused. One without names is called unused only in a `complete` run, one that left
    out no rule that is on by default; when not told, a run is complete if `ran` is None.
    """
    directives, problems = _directives(document)
    if not directives and not problems:
        return Suppressed(tuple(findings), (), ())
    hidden = _hidden(document, findings, directives)
    judged = {*(known_names if ran is None else ran)}
    if complete or (complete is None and ran is None):
        judged.add("")
    problems += _unused(directives, known_names, judged)
    return Suppressed(
        tuple(found for number, found in enumerate(findings) if number not in hidden),
        tuple(found for number, found in enumerate(findings) if number in hidden),
        tuple(sorted(problems, key=lambda problem: problem.span)),
    )


def _directives(document: Document) -> tuple[list[_Directive], list[SuppressionProblem]]:
    directives: list[_Directive] = []
    problems: list[SuppressionProblem] = []
    if document.format == "text" or "medlint" not in document.text.lower():
        return directives, problems
    for start, comment in _live_comments(document):
        if comment is None:
            message = "this comment has no end; write --> after it"
            problems.append(SuppressionProblem(Span(start, start + len("<!--")), message))
            continue
        found = _DIRECTIVE.match(document.text, *comment_body(document.text, comment))
        if not found or found["form"].lower() in _OTHER_FORMS:
            continue
        form = next((form for form in _FORMS if found["form"] == f"medlint-{form}"), None)
        if form is None:
            problems.append(SuppressionProblem(comment, _no_such_form(found["form"])))
        else:
            directives.append(_Directive(form, comment, _names(found, comment)))
    return directives, problems


def _no_such_form(written: str) -> str:
    if "line" in written.lower():
        return f'"{written}" hides nothing; did you mean "medlint-disable-next-line"?'
    words = written.lower().removeprefix("medlint").lstrip("-:_ \t\r\n")
    forms = [*(f"medlint-{form}" for form in _FORMS), *_OTHER_FORMS]
    advice = did_you_mean(f"medlint-{words}", forms)
    return f'"{written}" hides nothing; {advice}'


def _live_comments(document: Document) -> Iterator[tuple[int, Span | None]]:
    """Where comments for medlint start, and their spans, or None for one that never ends.

    Comments that code shows as examples are not among them.
    """
    text = document.text
    code = [block.span for block in document.blocks if block.kind in ("code", "front-matter")]

    def is_shown(start: int, end: int) -> bool:
        in_backticks = text[start - 1 : start] == "`" and text[end : end + 1] in ("`", "")
        return in_backticks or any(span.start <= start < span.end for span in code)

    for comment in document.layout.comments:
        if _MEDLINT.match(text, *comment_body(text, comment)) and not is_shown(*comment):
            yield comment.start, comment
    if document.format in _ENDLESS:
        # Such a comment swallows the rest of the document, and with it any comment below.
        last = text.rfind("-->")
        unclosed = (each.start() for each in _OPENING.finditer(text, max(0, last)))
        start = next((at for at in unclosed if not is_shown(at, len(text))), None)
        if start is not None:
            yield start, None


def _names(found: re.Match[str], comment: Span) -> tuple[_Name, ...]:
    start, end = found.span("rest")
    reason = _REASON.search(found.string, start, end)
    names = tuple(
        _Name(name.group(), Span(*name.span()))
        for name in _NAME.finditer(found.string, start, reason.start() if reason else end)
    )
    return names or (_Name("", comment),)


def _hidden(
    document: Document, findings: Sequence[Finding], directives: list[_Directive]
) -> set[int]:
    """The indexes of the findings that a directive hides; what each one hides is noted in it."""
    next_lines: dict[int, list[_Directive]] = {}
    bare = blanked(document.text, document.layout.comments)
    for directive in directives:
        if directive.form == "disable-next-line":
            next_lines.setdefault(_line_below(document, directive, bare), []).append(directive)
    whole_file = [directive for directive in directives if directive.form == "disable-file"]
    ranges = _RangeWalk([d for d in directives if d.form in ("disable", "enable")])
    in_order = sorted(range(len(findings)), key=lambda n: _offset(document, findings[n]))
    return {
        number
        for number in in_order
        if findings[number].rule != RULE
        and (
            _hidden_by(next_lines.get(findings[number].place.line, ()), findings[number])
            or ranges.hides(findings[number], _offset(document, findings[number]))
            or _hidden_by(whole_file, findings[number])
        )
    }


def _offset(document: Document, finding: Finding) -> int:
    return document.offset(finding.place.line, finding.place.column)


def _line_below(document: Document, directive: _Directive, bare: str) -> int:
    """The next line after a comment that holds something else than comments; 0 for none.

    `bare` is the text with its comments blanked.
    """
    line = document.position(directive.span.end)[0] + 1
    starts = document.line_starts
    while line <= len(starts):
        end = starts[line] if line < len(starts) else len(bare)
        if bare[starts[line - 1] : end].strip():
            return line
        line += 1
    return 0


def _hidden_by(directives: Sequence[_Directive], finding: Finding) -> bool:
    """Whether one of the directives names the finding's rule or pack, or names nothing."""
    for directive in directives:
        for name in directive.names:
            if name.text in ("", finding.rule, finding.pack):
                directive.used.add(name.text)
                return True
    return False


class _RangeWalk:
    """The `disable` and `enable` comments, replayed once while findings come in order."""

    def __init__(self, directives: list[_Directive]) -> None:
        self._coming = directives[::-1]
        self._open = _Open()

    def hides(self, finding: Finding, offset: int) -> bool:
        """Whether the finding at an offset, none before the last one's, lies in a range."""
        while self._coming and self._coming[-1].span.end <= offset:
            self._take(self._coming.pop())
        for name in (finding.rule, finding.pack):
            if name in self._open.named:
                self._open.named[name].used.add(name)
                return True
        everything = self._open.everything
        if everything is None or {finding.rule, finding.pack} & self._open.back_on:
            return False
        everything.used.add("")
        return True

    def _take(self, directive: _Directive) -> None:
        names = {name.text for name in directive.names}
        if names == {""}:
            disabled = directive if directive.form == "disable" else None
            self._open = _Open(everything=disabled)
        elif directive.form == "disable":
            self._open.named.update(dict.fromkeys(names, directive))
            self._open.back_on -= names
        else:
            for name in names:
                self._open.named.pop(name, None)
            self._open.back_on |= names


def _unused(
    directives: list[_Directive], known_names: Collection[str], judged: Collection[str]
) -> Iterator[SuppressionProblem]:
    disabled: set[str] = set()
    for directive in directives:
        for name in directive.names:
            message = (
                _name_problem(name.text, known_names)
                or (directive.form == "enable" and _nothing_to_enable(name.text, disabled))
                or (directive.form != "enable" and _hides_nothing(directive, name.text, judged))
            )
            if message:
                yield SuppressionProblem(name.span, message)
        if directive.form == "disable":
            disabled |= {name.text for name in directive.names}


def _name_problem(name: str, known_names: Collection[str]) -> str:
    if name == RULE:
        return f'"{RULE}" cannot be hidden by a comment; use ignore in medlint.toml'
    if name and name not in known_names:
        return f'there is no rule "{name}" to hide; {did_you_mean(name, known_names)}'
    return ""


def _nothing_to_enable(name: str, disabled: Collection[str]) -> str:
    if (not name and disabled) or name in disabled or "" in disabled:
        return ""
    what = f'"{name}"' if name else "anything"
    return f"nothing above disables {what}; delete this medlint-enable"


def _hides_nothing(directive: _Directive, name: str, judged: Collection[str]) -> str:
    if name in directive.used or name not in judged:
        return ""
    what = f' for "{name}"' if name else ""
    return f"this medlint-{directive.form}{what} hides nothing; delete it"
