"""The cues by which kinds of article are recognised, read from `rules/profiles`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from medlint.kept import keep, recall

#: Folder beside the packs.
FOLDER = "profiles"

Where = Literal["text", "headings", "title"]
_PLACES: tuple[Where, ...] = ("text", "headings", "title")

#: Phrases as token tuples by the word that they are looked for by, and its place in the phrase.
PhraseIndex = Mapping[str, Sequence[tuple[int, tuple[str, ...]]]]


class ProfileError(ValueError):
    """A file of cues that cannot be used; the message names the file, the cue and the fix."""


@dataclass(frozen=True)
class Cue:
    """One sign that an article is of a kind.

    `name` says what the article does, as an editor reads it; it is worth `points` where it is
    seen at least `least` times in different words. A profile needs one cue that `decides`, where
    it has any. `phrases` are looked for `where` they may stand, in headings and titles at their
    start only. `pattern` is looked for in the whole file, if one of the texts in `needs` stands
    there. `words` count where they make at least `percent` % of all words, `unquoted` ones only
    if so.
    """

    name: str
    points: int
    decides: bool = False
    where: Where = "text"
    phrases: tuple[str, ...] = ()
    least: int = 1
    pattern: str = ""
    needs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    percent: float = 0.0
    unquoted: bool = False

    def __post_init__(self) -> None:
        if not (self.phrases or self.pattern or self.words):
            raise ValueError("nothing to look for; write `phrases`, `pattern` or `words`")
        if self.where not in _PLACES:
            raise ValueError(f"`where` cannot be {self.where!r}; write one of {_PLACES}")
        if bool(self.pattern) != bool(self.needs):
            raise ValueError("`pattern` and `needs` go together; write both")
        if bool(self.words) != bool(self.percent):
            raise ValueError("`words` and `percent` go together; write both")
        if self.pattern:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise ValueError(f"`pattern` is no regular expression: {error}") from None

    @cached_property
    def index(self) -> PhraseIndex:
        """The phrases by their longest word; those of headings and titles by their first."""
        index: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for phrase in self.phrases:
            words = tuple(phrase.lower().replace("%", " % ").split())
            anchor = max(words, key=len) if self.where == "text" else words[0]
            index.setdefault(anchor, []).append((words.index(anchor), words))
        return index

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, compiled when an article first holds what it needs."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Kind:
    """How one kind of article is recognised: so many points, from so many different cues.

    With `not_selling`, an article with any sign of selling is not of this kind; with
    `not_about_a_treatment`, none that is about one treatment is.
    """

    profile: str
    about: str
    points: int
    cues: int
    cue: tuple[Cue, ...]
    not_selling: bool = False
    not_about_a_treatment: bool = False


def read_kinds(folder: Path) -> Mapping[str, Kind]:
    """The kinds of article by profile; raises ProfileError for a file that cannot be used."""
    files = sorted(folder.glob("*.toml"))
    sources = [*files, Path(__file__)]
    tables = recall(FOLDER, sources)
    if tables is None:
        tables = {file.stem: _table(file) for file in files}
        kinds = {name: _kind(name, table) for name, table in tables.items()}
        keep(FOLDER, sources, tables)
        return kinds
    return {name: _kind(name, table) for name, table in tables.items()}


@cache
def bundled_kinds() -> Mapping[str, Kind]:
    """The kinds that medlint knows."""
    from medlint.rulebook import bundled_rules

    return read_kinds(bundled_rules() / FOLDER)


def _table(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{file}: {error}") from None


def _kind(profile: str, table: Mapping[str, Any]) -> Kind:
    cues = tuple(_cue(profile, number, each) for number, each in enumerate(table["cue"], 1))
    rest = {key: value for key, value in table.items() if key != "cue"}
    _refuse_unknown(f"{profile}.toml", rest, Kind)
    return Kind(profile, cue=cues, **rest)


def _cue(profile: str, number: int, table: Mapping[str, Any]) -> Cue:
    where = f"{profile}.toml, cue {number} ({table.get('name', 'without a name')})"
    _refuse_unknown(where, table, Cue)
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    try:
        return Cue(**values)
    except (TypeError, ValueError) as error:
        raise ProfileError(f"{where}: {error}") from None


def _refuse_unknown(where: str, table: Mapping[str, Any], shape: type[Cue] | type[Kind]) -> None:
    known = {field.name for field in fields(shape)}
    for key in sorted(table.keys() - known):
        raise ProfileError(f"{where}: there is no key `{key}`; keys: {', '.join(sorted(known))}")
