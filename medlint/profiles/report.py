"""What a profile was chosen by and what it changes, as `check --show-profile` tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from medlint.finding import Severity
from medlint.tomlfile import did_you_mean

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.reading import Reading
    from medlint.profiles.detection import Seen
    from medlint.rule import Rule

#: Who said what kind of article it is: the command line, the configuration, the front matter, the
#: article's own wording; "default" where nothing tells.
Source = Literal["option", "configuration", "front matter", "cues", "default"]

_FRONT_MATTER = ("---", "+++")
_MARK_LINES = {
    "-": re.compile(r"^---[ \t\r]*$", re.MULTILINE),
    "+": re.compile(r"^\+\+\+[ \t\r]*$", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class CuePlace:
    """Where a cue stands: its 1-based line, and the words there on one line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class CueShown:
    """A cue that an article shows; `share` is a percentage of words for a cue without places."""

    name: str
    points: int
    places: tuple[CuePlace, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a profile changes in a rule that is on: its severity, None being off, or its limits.

    `usual` is the severity elsewhere, None where the rule is off. `limits` says what else is
    different, empty where nothing is.
    """

    rule: str
    severity: Severity | None
    usual: Severity | None
    limits: str = ""


@dataclass(frozen=True, slots=True)
class ArticleProfile:
    """The profile of one article, who said so, by which cues, and what it changes."""

    path: str
    profile: str
    source: Source
    cues: tuple[CueShown, ...]
    effects: tuple[Effect, ...]


def profile_of(reading: Reading, rules: Iterable[Rule], named: frozenset[str]) -> ArticleProfile:
    """The profile that a reading has, and what it changes in the rules that are on.

    `named` are the rules that the user selected by name or pack, which are on in any profile.
    """
    source: Source = "configuration"
    cues: tuple[CueShown, ...] = ()
    if not reading.is_given_profile:
        source = "front matter" if reading.stated_profile else "default"
        if not reading.stated_profile and reading.detection.cues:
            source = "cues"
            cues = tuple(_shown(reading, seen) for seen in reading.detection.cues)
    effects = tuple(effects_of(reading.profile, rules, named))
    return ArticleProfile(reading.document.path, reading.profile, source, cues, effects)


def effects_of(profile: str, rules: Iterable[Rule], named: frozenset[str]) -> Iterator[Effect]:
    """What a profile changes in the rules, in their order."""
    for rule in rules:
        usual = rule.severity if rule.default or rule.name in named else None
        severity = rule.profiles.get(profile, usual)
        limits = getattr(rule.whole_matcher, "in_profile", lambda name: "")(profile)
        if severity is not usual or (limits and severity is not None):
            yield Effect(rule.name, severity, usual, limits)


def unknown_profile(document: Document) -> str | None:
    """The message about a front matter that states a profile that does not exist, else None."""
    from medlint.config import PROFILES, known_profile

    if not document.text.lstrip("\ufeff").startswith(_FRONT_MATTER):
        return None
    # Finding out without laying out the article: nearly no front matter has the key.
    if "profile" not in document.text[: _end_of_front_matter(document.text)].lower():
        return None
    layout = document.layout
    stated = layout.front_matter.get("profile")
    if not stated or known_profile(stated) or layout.front_matter_span is None:
        return None
    start, end = layout.front_matter_span.start, layout.front_matter_span.end
    at = document.text[start:end].lower().find("profile")
    line, _ = document.position(start + max(0, at))
    return f'{document.path}:{line}: "profile" cannot be "{stated}"; ' + did_you_mean(
        stated.lower(), PROFILES
    )


def _end_of_front_matter(text: str) -> int:
    """An offset behind all that could be front matter: after two lines of its mark."""
    mark = text.lstrip("\ufeff")[:1]
    ends = [end.end() for end in islice(_MARK_LINES[mark].finditer(text), 2)]
    return ends[-1] if len(ends) == 2 else len(text)


def _shown(reading: Reading, seen: Seen) -> CueShown:
    document = reading.document
    places = tuple(
        CuePlace(
            document.position(span.start)[0], " ".join(document.text[span.start : span.end].split())
        )
        for span in seen.spans
    )
    return CueShown(seen.cue.name, seen.cue.points, places, seen.share)
