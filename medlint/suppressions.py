"""Comments of an article that hide findings.

`<!-- medlint-disable-next-line RULE ... -- reason -->`, `medlint-disable` ... `medlint-enable`,
and `medlint-disable-file`; without a rule they hide every finding. Before the reason may stand who
accepted the finding and for how long: `reviewer="A. Ruiz" accepted=2026-05-04 until=2027-05-04`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from medlint.document import Document
from medlint.finding import NO_TERMS, Accepted, Finding, Severity, Span, Terms
from medlint.layout import blanked, comment_body
from medlint.tomlfile import did_you_mean

Form = Literal["disable-next-line", "disable", "enable", "disable-file"]

#: The rules that report what is wrong with suppressions; they cannot be hidden by one.
RULE = "unused-suppression"
EXPIRED_RULE = "expired-waiver"
UNEXPLAINED_RULE = "unexplained-waiver"
RULES = frozenset({RULE, EXPIRED_RULE, UNEXPLAINED_RULE})

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
_SETTING = re.compile(r"""(?<![^\s,])([\w-]+)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s,]*))""")
#: What may be said of a suppression before its reason.
_SETTINGS = ("reviewer", "accepted", "until")


@dataclass(frozen=True, slots=True)
class SuppressionProblem:
    """A suppression that is wrong or does nothing, and one sentence that says what to write.

    `rule` is the one that it is reported under.
    """

    span: Span
    message: str
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings of one document, parted: those to report and those that comments hide.

    `lapsed` are those to report that a comment hid until its last day.
    """

    kept: tuple[Finding, ...]
    suppressed: tuple[Accepted, ...]
    problems: tuple[SuppressionProblem, ...]
    lapsed: tuple[Accepted, ...] = ()


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
    terms: Terms = NO_TERMS
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
    today: date | None = None,
) -> Suppressed:
    """Part the findings of a document by the comments in it.

    `known_names` are the rules and packs there are; any other name is a problem. `ran` are those
    that were on for this document, None meaning all: a suppression for something that was off is
    not called unused. One without names is called unused only in a `complete` run, one that left
    out no rule that is on by default; when not told, a run is complete if `ran` is None. A comment
    whose last day was before `today` (None is this day) hides nothing.
    """
    directives, problems = _directives(document)
    if not directives and not problems:
        return Suppressed(tuple(findings), (), ())
    today = today or date.today()
    hidden = _hidden(document, findings, [d for d in directives if not d.terms.expired(today)])
    kept = [finding for number, finding in enumerate(findings) if number not in hidden]
    lapsed = _hidden(document, kept, [d for d in directives if _may_lapse(d, today)])
    judged = {*(known_names if ran is None else ran)}
    if complete or (complete is None and ran is None):
        judged.add("")
    problems += _unused(directives, known_names, judged)
    problems += _expired(lapsed.values())
    problems += _unexplained((findings[number], by) for number, by in hidden.items())
    return Suppressed(
        tuple(kept),
        _accepted(document, findings, hidden),
        tuple(sorted(problems, key=lambda problem: (problem.span, problem.rule))),
        _accepted(document, kept, lapsed),
    )


def _may_lapse(directive: _Directive, today: date) -> bool:
    return directive.form == "enable" or directive.terms.expired(today)


def _accepted(
    document: Document, findings: Sequence[Finding], hidden: Mapping[int, _Directive]
) -> tuple[Accepted, ...]:
    return tuple(
        Accepted(findings[number], "comment", by.terms, document.place(by.span))
        for number, by in sorted(hidden.items())
    )


def _expired(lapsed: Iterable[_Directive]) -> Iterator[SuppressionProblem]:
    for directive in {id(each): each for each in lapsed}.values():
        message = f"this waiver {ended(directive.terms)}; mend what it hid, or accept it anew"
        yield SuppressionProblem(directive.span, message, EXPIRED_RULE)


def ended(terms: Terms) -> str:
    """When a waiver ended, and who gave it: "ended on 2026-01-31 (reviewer: A. Ruiz)"."""
    reviewer = f" (reviewer: {terms.reviewer})" if terms.reviewer else ""
    return f"ended on {terms.until}{reviewer}"


def _unexplained(
    hidden: Iterable[tuple[Finding, _Directive]],
) -> Iterator[SuppressionProblem]:
    """A problem for each comment without a reason that hides an error."""
    blamed: set[int] = set()
    for finding, directive in hidden:
        if directive.terms.reason or finding.severity is not Severity.ERROR:
            continue
        if id(directive) not in blamed:
            blamed.add(id(directive))
            message = f'this hides an error of "{finding.rule}" without a reason; write -- and why'
            yield SuppressionProblem(directive.span, message, UNEXPLAINED_RULE)


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
            directives.append(_directive(form, found, comment, problems))
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


def _directive(
    form: Form, found: re.Match[str], comment: Span, problems: list[SuppressionProblem]
) -> _Directive:
    """The directive in a comment; what is wrong with it goes into `problems`."""
    start, end = found.span("rest")
    reason = _REASON.search(found.string, start, end)
    middle = reason.start() if reason else end
    settings: dict[str, str] = {}
    names: list[_Name] = []
    at = start
    for setting in _SETTING.finditer(found.string, start, middle):
        names += _names(found.string, at, setting.start())
        at = setting.end()
        if setting[1] not in _SETTINGS:
            message = f'"{setting[1]}" says nothing here; {did_you_mean(setting[1], _SETTINGS)}'
            problems.append(SuppressionProblem(Span(*setting.span(1)), message))
        else:
            settings[setting[1]] = setting[2] or setting[3] or setting[4] or ""
    names += _names(found.string, at, middle)
    why = " ".join(found.string[reason.end() : end].split()) if reason else ""
    terms = Terms(
        reason=why,
        reviewer=settings.get("reviewer") or None,
        accepted=_day("accepted", settings, comment, problems),
        until=_day("until", settings, comment, problems),
    )
    return _Directive(form, comment, tuple(names) or (_Name("", comment),), terms)


def _names(text: str, start: int, end: int) -> list[_Name]:
    return [_Name(name.group(), Span(*name.span())) for name in _NAME.finditer(text, start, end)]


def _day(
    key: str, settings: Mapping[str, str], comment: Span, problems: list[SuppressionProblem]
) -> date | None:
    """The day under a key; one that is none counts as long past, so that a slip hides nothing."""
    if key not in settings:
        return None
    try:
        return date.fromisoformat(settings[key])
    except ValueError:
        message = f'"{settings[key]}" is no day; write {key}=2027-01-31'
        problems.append(SuppressionProblem(comment, message))
        return date.min if key == "until" else None


def _hidden(
    document: Document, findings: Sequence[Finding], directives: list[_Directive]
) -> dict[int, _Directive]:
    """The findings that a directive hides, by index; what each one hides is noted in it."""
    next_lines: dict[int, list[_Directive]] = {}
    bare = blanked(document.text, document.layout.comments)
    for directive in directives:
        if directive.form == "disable-next-line":
            next_lines.setdefault(_line_below(document, directive, bare), []).append(directive)
    whole_file = [directive for directive in directives if directive.form == "disable-file"]
    ranges = _RangeWalk([d for d in directives if d.form in ("disable", "enable")])
    in_order = sorted(range(len(findings)), key=lambda n: _offset(document, findings[n]))
    hidden: dict[int, _Directive] = {}
    for number in in_order:
        finding = findings[number]
        if finding.rule in RULES:
            continue
        by = (
            _hiding(next_lines.get(finding.place.line, ()), finding)
            or ranges.hiding(finding, _offset(document, finding))
            or _hiding(whole_file, finding)
        )
        if by is not None:
            hidden[number] = by
    return hidden


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


def _hiding(directives: Sequence[_Directive], finding: Finding) -> _Directive | None:
    """The first of the directives that names the finding's rule or pack, or names nothing."""
    for directive in directives:
        for name in directive.names:
            if name.text in ("", finding.rule, finding.pack):
                directive.used.add(name.text)
                return directive
    return None


class _RangeWalk:
    """The `disable` and `enable` comments, replayed once while findings come in order."""

    def __init__(self, directives: list[_Directive]) -> None:
        self._coming = directives[::-1]
        self._open = _Open()

    def hiding(self, finding: Finding, offset: int) -> _Directive | None:
        """The directive in whose range a finding lies; offsets never fall from call to call."""
        while self._coming and self._coming[-1].span.end <= offset:
            self._take(self._coming.pop())
        for name in (finding.rule, finding.pack):
            if name in self._open.named:
                self._open.named[name].used.add(name)
                return self._open.named[name]
        everything = self._open.everything
        if everything is None or {finding.rule, finding.pack} & self._open.back_on:
            return None
        everything.used.add("")
        return everything

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
    if name in RULES:
        return f'"{name}" cannot be hidden by a comment; use ignore in medlint.toml'
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
