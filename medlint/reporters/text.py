"""A report for people: each finding with its line and a mark, then a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from medlint.finding import Finding, FixKind, Related, Severity
from medlint.reporters import Look
from medlint.reporters.excerpt import excerpt, shown

if TYPE_CHECKING:
    from medlint.profiles.report import ArticleProfile, CueShown, Effect, Source
    from medlint.run import Report

LIMIT = (
    "No finding means nothing found by these rules, never that the article is medically correct."
)

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.SUGGESTION: "cyan"}
_FIX_MARKS: dict[FixKind, str] = {"safe": "[*]", "unsafe": "[?]"}
_INDENT = "    "
_SOURCES: dict[Source, str] = {
    "option": "as --profile says",
    "configuration": "as the configuration says",
    "front matter": "as its front matter says",
    "cues": "told by its wording:",
    "default": "since nothing marks it as anything else",
}
#: So many places of a cue are shown, each cut at so many characters.
_PLACES_SHOWN = 3
_LONGEST_CUE = 50


def render(report: Report, look: Look) -> str:
    """The report as lines of text; with `quiet`, the findings and the profiles asked for alone."""
    lines = [line for finding in report.findings for line in _finding(finding, look)]
    if report.profiles:
        lines += [""] if lines else []
        lines += [line for told in report.profiles for line in profile_lines(told, look)]
    if not look.quiet:
        lines += _summary(report)
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding, look: Look) -> Iterator[str]:
    yield heading(finding, look, before_rule=_fix_mark(finding))
    if finding.source.strip():
        line, indent, mark = _marked_line(finding)
        yield f"{_INDENT}{line}".rstrip()
        yield f"{_INDENT}{' ' * indent}{styled('^' * mark, look, _COLORS[finding.severity])}"
    for related in finding.related:
        yield f"{_INDENT}{_related(related, finding.place.path)}"


def heading(finding: Finding, look: Look, *, behind_column: str = "", before_rule: str = "") -> str:
    """The line that says where a finding is, how grave, what is wrong, and by which rule."""
    at = finding.place
    place = styled(f"{shown(at.path)}:{at.line}:{at.column}", look, bold=True)
    severity = styled(finding.severity.value, look, _COLORS[finding.severity], bold=True)
    rule = styled(f"{before_rule}[{finding.rule}]", look, dim=True)
    return f"{place}{behind_column} {severity} {shown(finding.message.strip())} {rule}"


def _fix_mark(finding: Finding) -> str:
    return f"{_FIX_MARKS[finding.fix.kind]} " if finding.fix else ""


def profile_lines(told: ArticleProfile, look: Look) -> Iterator[str]:
    """What kind an article was taken for, why, and what that changes."""
    path, profile = (styled(each, look, bold=True) for each in (shown(told.path), told.profile))
    yield f"{path}: profile {profile}, {_SOURCES[told.source]}"
    for cue in told.cues:
        yield f"{_INDENT}{_cue(cue)}"
    for effect in told.effects:
        yield f"{_INDENT}{effect.rule}: {_effect(effect)}"


def _cue(cue: CueShown) -> str:
    points = number(cue.points, "point")
    if cue.share is not None:
        return f"{cue.name}: {cue.share:g} % of the words ({points})"
    places = [f"line {place.line} “{_cut(place.text)}”" for place in cue.places[:_PLACES_SHOWN]]
    more = len(cue.places) - _PLACES_SHOWN
    places += [f"{more} more"] if more > 0 else []
    return f"{cue.name}: {', '.join(places)} ({points})"


def _cut(text: str) -> str:
    return shown(text if len(text) <= _LONGEST_CUE else f"{text[: _LONGEST_CUE - 1].rstrip()}…")


def _effect(effect: Effect) -> str:
    said = [effect.limits] if effect.limits else []
    if effect.severity is None:
        return f"off, elsewhere {effect.usual}"
    if effect.severity is not effect.usual:
        said.insert(0, f"{effect.severity}, elsewhere {effect.usual or 'off'}")
    return "; ".join(said)


def _marked_line(finding: Finding) -> tuple[str, int, int]:
    at = finding.place
    end = at.end_column - 1 if at.end_line == at.line else len(finding.source)
    return excerpt(finding.source, at.column - 1, end)


def _related(related: Related, path: str) -> str:
    at = related.place
    where = "" if at.path == path else f"{shown(at.path)} "
    return f"{where}line {at.line}: {shown(related.note)}"


def _summary(report: Report) -> Iterator[str]:
    if report.findings or report.profiles:
        yield ""
    if report.fixed:
        yield f"{_fixed(report)}."
    yield f"{tally(report)}.{_accepted(report)}"
    yield from _fixable(report)
    if report.problems:
        yield (
            f"{number(len(report.problems), 'problem')} kept medlint from checking everything; "
            "see the messages on standard error."
        )
    yield LIMIT


def tally(report: Report) -> str:
    """How many findings of each severity there are, and in how many files."""
    return f"{_counts(report)}{_files(report)}"


def would_fix(report: Report) -> str:
    """How many findings the differences would fix, in words."""
    files = number(len(report.files), "file")
    if not report.fixed:
        return f"Nothing to fix in {files}"
    count = sum(article.findings for article in report.fixed)
    return f"Would fix {number(count, 'finding')} in {len(report.fixed)} of {files}"


def _fixed(report: Report) -> str:
    """How many findings were fixed, by rule."""
    by_rule: Counter[str] = Counter()
    for article in report.fixed:
        by_rule.update(dict(article.rules))
    names = ", ".join(f"{rule} {count}" for rule, count in sorted(by_rule.items()))
    files = number(len(report.fixed), "file")
    return f"Fixed {number(by_rule.total(), 'finding')} in {files}: {names}"


def _fixable(report: Report) -> Iterator[str]:
    """How many findings an option would fix, and how they are marked."""
    kinds = Counter(finding.fix.kind for finding in report.findings if finding.fix)
    if kinds["safe"]:
        yield f"{_FIX_MARKS['safe']} {kinds['safe']} can be fixed with --fix."
    if kinds["unsafe"]:
        more = " more" if kinds["safe"] else ""
        yield f"{_FIX_MARKS['unsafe']} {kinds['unsafe']}{more} can be fixed with --fix-unsafe."


def _counts(report: Report) -> str:
    counts = Counter(finding.severity for finding in report.findings)
    by_severity = [number(counts[severity], severity.value) for severity in Severity]
    return ", ".join(by_severity) if report.findings else "No findings"


def _files(report: Report) -> str:
    checked = number(len(report.files), "file")
    if not report.findings:
        return f" in {checked}"
    return f" in {len({finding.place.path for finding in report.findings})} of {checked}"


def _accepted(report: Report) -> str:
    """How many findings are not shown because somebody accepted them, and where that is told."""
    count = sum(each.by == "baseline" for each in report.accepted)
    return f" {count} more accepted by the baseline." if count else ""


def number(count: int, noun: str) -> str:
    """The count with its noun, in the plural where it is not one."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def styled(
    text: str, look: Look, color: str | None = None, *, bold: bool = False, dim: bool = False
) -> str:
    """The text with its colour and weight, or as it is where the look has no colour."""
    if not look.color:
        return text
    from click import style

    return style(text, fg=color, bold=bold or None, dim=dim or None)
