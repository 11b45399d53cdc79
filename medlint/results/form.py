"""What the rules make of one article, as bytes that can be kept or sent, and back.

It is JSON: whatever stands in a file of kept results, reading it never runs code. The path of the
article is not in it, so that it is the same under another name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from medlint.engine import Checked, Outcome
from medlint.finding import (
    Accepted,
    AcceptedBy,
    Edit,
    Finding,
    Fix,
    Passage,
    Place,
    Related,
    Severity,
    Span,
    Terms,
)
from medlint.profiles.report import ArticleProfile, CuePlace, CueShown, Effect, Source


def packed(value: Any) -> bytes:
    """Lists, texts and numbers as bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Any:
    """What was packed; raises ValueError when these are other bytes."""
    return json.loads(data.decode("utf-8", "surrogatepass"))


def plain_checked(checked: Checked) -> Any:
    """What was made of an article without its records, as lists, texts and numbers."""
    told = [plain_outcome(checked.outcome)] if checked.outcome != Outcome(checked.found) else []
    profile = [_plain_profile(checked.profile)] if checked.profile else []
    found = [plain_finding(finding) for finding in checked.found]
    flags = [checked.has_comments, checked.is_dated]
    return [found, told, flags, profile, [*checked.problems]]


def checked_of(plain: Any, path: str, records: tuple[object, ...] = ()) -> Checked:
    """What was made of the article that now goes by this path."""
    findings, told, (has_comments, is_dated), profile, problems = plain
    found = tuple([finding_of(each, path) for each in findings])
    return Checked(
        found,
        _outcome(told[0], path) if told else Outcome(found),
        has_comments,
        is_dated,
        _profile(profile[0], path) if profile else None,
        tuple(problems),
        records,
    )


def plain_finding(finding: Finding) -> Any:
    """A finding as lists, texts and numbers, without the path."""
    fix = finding.fix
    return [
        _plain_place(finding.place),
        finding.rule,
        finding.pack,
        finding.severity.value,
        finding.message,
        finding.source,
        [[_plain_place(each.place), each.note] for each in finding.related],
        finding.replacement,
        [
            fix.kind,
            [[*edit.span, edit.text] for edit in fix.edits],
            [_plain_place(place) for place in fix.places],
        ]
        if fix
        else None,
        [*finding.passage],
    ]


def finding_of(plain: Any, path: str) -> Finding:
    """The finding again, in the article that now goes by this path."""
    place, rule, pack, severity, message, source, related, replacement, fix, passage = plain
    return Finding(
        Place(path, *place),
        rule,
        pack,
        _SEVERITIES[severity],
        message,
        source,
        tuple([Related(Place(path, *at), note) for at, note in related]),
        replacement,
        _fix(fix, path) if fix else None,
        _passage(*passage),
    )


def plain_outcome(outcome: Outcome) -> Any:
    """What is told of an article as lists, texts and numbers."""
    return [
        [plain_finding(finding) for finding in outcome.findings],
        [_plain_accepted(each) for each in outcome.accepted],
        [_plain_accepted(each) for each in outcome.lapsed],
    ]


_SEVERITIES = {severity.value: severity for severity in Severity}


def _outcome(plain: Any, path: str) -> Outcome:
    findings, accepted, lapsed = plain
    return Outcome(
        tuple([finding_of(each, path) for each in findings]),
        tuple([_accepted(each, path) for each in accepted]),
        tuple([_accepted(each, path) for each in lapsed]),
    )


def _plain_place(place: Place) -> Sequence[int]:
    return [place.line, place.column, place.end_line, place.end_column]


def _fix(plain: Any, path: str) -> Fix:
    kind, edits, places = plain
    return Fix(
        kind,
        tuple([Edit(Span(start, end), text) for start, end, text in edits]),
        tuple([Place(path, *place) for place in places]),
    )


def _passage(
    words: str, line: int, end_line: int, whole: bool, columns: Sequence[int] | None
) -> Passage:
    between = None if columns is None else (columns[0], columns[1])
    return Passage(words, line, end_line, whole, between)


def _plain_accepted(accepted: Accepted) -> Any:
    terms = accepted.terms
    days = [day.isoformat() if day else None for day in (terms.accepted, terms.until)]
    record = _plain_place(accepted.record) if accepted.record else None
    told = [terms.reason, terms.reviewer, *days]
    return [plain_finding(accepted.finding), accepted.by, told, record]


def _accepted(plain: Any, path: str) -> Accepted:
    finding, by, (reason, reviewer, accepted, until), record = plain
    terms = Terms(reason, reviewer, _day(accepted), _day(until))
    place = Place(path, *record) if record else None
    return Accepted(finding_of(finding, path), cast(AcceptedBy, by), terms, place)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain_profile(profile: ArticleProfile) -> Any:
    cues = [
        [cue.name, cue.points, [[place.line, place.text] for place in cue.places], cue.share]
        for cue in profile.cues
    ]
    effects = [[each.rule, each.severity, each.usual, each.limits] for each in profile.effects]
    return [profile.profile, profile.source, cues, effects]


def _profile(plain: Any, path: str) -> ArticleProfile:
    profile, source, cues, effects = plain
    return ArticleProfile(
        path,
        profile,
        cast(Source, source),
        tuple([CueShown(name, points, _cue_places(at), share) for name, points, at, share in cues]),
        tuple(
            [
                Effect(rule, _severity(severity), _severity(usual), limits)
                for rule, severity, usual, limits in effects
            ]
        ),
    )


def _cue_places(plain: Any) -> tuple[CuePlace, ...]:
    return tuple([CuePlace(line, text) for line, text in plain])


def _severity(plain: str | None) -> Severity | None:
    return _SEVERITIES[plain] if plain else None
