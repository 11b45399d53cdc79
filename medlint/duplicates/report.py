"""What `medlint duplicates` tells of a collection of articles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medlint.duplicates.clusters import (
    LEAST_WORDS,
    Cluster,
    ClusterKind,
    Clusters,
    Version,
    find_clusters,
)
from medlint.duplicates.differences import Change, DriftKind
from medlint.duplicates.drifts import PlacedDrift, Prose, comparison, find_drifts, told
from medlint.duplicates.pairs import LEAST_ALIKE
from medlint.duplicates.passages import ArticlePassages, read_passages
from medlint.engine import finding_of
from medlint.finding import Finding, Match, Place
from medlint.run import Articles, Progress, internal_error, load_boilerplate

#: The rule that copies which have drifted apart are reported under.
RULE = "boilerplate-drift"
#: Of a cluster with more versions, which is a template, the words that differ are not listed.
MOST_COMPARED = 24
#: Characters in which the words around a change are looked for.
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: passages of so many words, so alike; of what is found, how much to tell.

    `largest` limits the clusters, None being all; with `drifted`, only those with a drift are told.
    """

    least_words: int = LEAST_WORDS
    least_alike: float = LEAST_ALIKE
    largest: int | None = None
    drifted: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Words of the version compared with and the words in their place; either may be empty.

    `left` and `right` are a few words around them, `line` the line in the version told.
    """

    before: str
    after: str
    left: str
    right: str
    line: int


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A drift as a finding, the place that it is told against, and the words at both."""

    kind: DriftKind
    finding: Finding
    text: str
    other: Place
    other_text: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One wording: its places, its text with white space collapsed, and what differs.

    `like` is the index of the version that it is compared with, its own for the first one.
    """

    places: tuple[Place, ...]
    words: int
    text: str
    like: int
    similarity: float
    allowed: bool
    changes: tuple[ChangeRow, ...]
    drifts: tuple[DriftRow, ...]


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A passage or article that stands in several places; the version of most copies is first."""

    kind: ClusterKind
    similarity: float
    versions: tuple[VersionRow, ...]

    @property
    def copies(self) -> int:
        """In how many places it stands."""
        return sum(len(version.places) for version in self.versions)

    @property
    def drifts(self) -> list[DriftRow]:
        """The drifts of all its versions."""
        return [drift for version in self.versions for drift in version.drifts]


@dataclass(frozen=True, slots=True)
class DuplicatesReport:
    """The clusters of a run, largest first, how many there are in all, and what went wrong.

    `problems` are things that the user must fix for the report to be whole, `notes` things to know.
    `failed` says whether a drift is at or above its file's `fail-on`.
    """

    clusters: tuple[ClusterRow, ...]
    found: int
    files: int
    passages: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failed: bool = False

    @property
    def exit_code(self) -> int:
        """2 when the user must fix something, 1 when a drift fails the run, else 0."""
        return 2 if self.problems else int(self.failed)


def report_on(
    articles: Articles,
    search: Search | None = None,
    allow: Sequence[Path] = (),
    *,
    progress: Progress | None = None,
) -> DuplicatesReport:
    """The clusters of the articles; `allow` are more lists of boilerplate than the configurations'.

    Raises ConfigError for a list that cannot be used.
    """
    search = search or Search()
    progress = progress or Progress()
    problems = [*articles.problems]
    listed = _listed(articles, allow)
    known = _read(articles, {each.path for each in listed}, problems, progress)
    found = find_clusters([*known, *listed], search.least_words, search.least_alike)
    table = _Table(articles, found)
    rows = [*map(table.row, range(len(found.clusters)))]
    failed = any(table.fails(drift.finding) for row in rows for drift in row.drifts)
    chosen = [number for number, row in enumerate(rows) if row.drifts or not search.drifted]
    return DuplicatesReport(
        tuple(table.with_changes(number, rows[number]) for number in chosen[: search.largest]),
        found=len(chosen),
        files=len(known),
        passages=found.passages,
        problems=tuple(problems),
        notes=articles.notes,
        failed=failed,
    )


def _listed(articles: Articles, allow: Sequence[Path]) -> list[ArticlePassages]:
    """The lists of boilerplate that the configurations and the user name, each once."""
    paths = {config.boilerplate for config, _ in articles.settings if config.boilerplate}
    paths |= set(allow)
    if not paths or not articles.documents:
        return []
    lexicon = articles.documents[0].lexicon
    known = {os.path.realpath(path): path for path in sorted(paths)}
    return [read_passages(load_boilerplate(path), lexicon, allowed=True) for path in known.values()]


def _read(
    articles: Articles, listed: Iterable[str], problems: list[str], progress: Progress
) -> list[ArticlePassages]:
    """The passages of every article; one that cannot be read whole is a problem."""
    known = []
    progress.started(len(articles.documents))
    for article in articles.documents:
        try:
            if article.document.path not in listed:
                known.append(read_passages(article.document, article.lexicon))
        except Exception as error:
            problems.append(internal_error(article.document.path, error))
        progress.checked()
    return known


class _Table:
    """The rows of what was found, with the drifts that nothing hides."""

    def __init__(self, articles: Articles, found: Clusters) -> None:
        self._found = found
        self._prose = Prose(found)
        self._settings = {
            article.document.path: setting
            for article, setting in zip(articles.documents, articles.settings, strict=True)
        }
        self._drifts: dict[tuple[int, int], list[DriftRow]] = {}
        for drift in find_drifts(found, self._prose):
            row = self._drift(drift)
            if row is not None:
                self._drifts.setdefault((drift.cluster, drift.version), []).append(row)

    def fails(self, finding: Finding) -> bool:
        """Whether the finding is at or above the `fail-on` of its file."""
        return self._settings[finding.place.path][0].fails(finding)

    def row(self, number: int) -> ClusterRow:
        """A cluster, without the words that differ."""
        cluster = self._found.clusters[number]
        versions = tuple(
            self._version(each, tuple(self._drifts.get((number, at), ())))
            for at, each in enumerate(cluster.versions)
        )
        return ClusterRow(cluster.kind, cluster.similarity, versions)

    def with_changes(self, number: int, row: ClusterRow) -> ClusterRow:
        """The row with the words that differ."""
        cluster = self._found.clusters[number]
        if not 1 < len(cluster.versions) <= MOST_COMPARED:
            return row
        versions = tuple(
            replace(version, changes=self._changes(cluster, at, version.like) if at else ())
            for at, version in enumerate(row.versions)
        )
        return replace(row, versions=versions)

    def _version(self, version: Version, drifts: tuple[DriftRow, ...]) -> VersionRow:
        articles = self._found.articles
        places = tuple(
            articles[run.article].document.place(articles[run.article].span(run.first, run.last))
            for run in version.runs
        )
        first = version.runs[0]
        span = articles[first.article].span(first.first, first.last)
        text = articles[first.article].document.text[span.start : span.end]
        return VersionRow(
            places,
            version.words,
            _words(text),
            version.like,
            version.similarity,
            version.allowed,
            (),
            drifts,
        )

    def _changes(self, cluster: Cluster, at: int, like: int) -> tuple[ChangeRow, ...]:
        compared = comparison(self._found, cluster, like, at, self._prose)
        if compared is None:
            return ()
        one, two = compared.first, compared.second
        prose = (self._prose[one.run.article], self._prose[two.run.article])

        def row(change: Change) -> ChangeRow:
            # What a version lacks as a whole stands nowhere in it.
            at = 1 if change.second.end else 0
            side, span = ((one, change.first), (two, change.second))[at]
            left, right = side.span.start, side.span.end
            return ChangeRow(
                _words(prose[0][change.first.start : change.first.end]),
                _words(prose[1][change.second.start : change.second.end]),
                " ".join(prose[at][max(left, span.start - _AROUND) : span.start].split()[-3:]),
                " ".join(prose[at][span.end : min(right, span.end + _AROUND)].split()[:3]),
                two.article.document.position(change.second.start or two.span.start)[0],
            )

        return tuple(map(row, compared.changes()))

    def _drift(self, drift: PlacedDrift) -> DriftRow | None:
        """The row of a drift, None where the configuration or a comment hides it."""
        document = self._found.articles[drift.article].document
        other = self._found.articles[drift.other].document
        config, rulebook = self._settings[document.path]
        match = Match(drift.span, details={"change": told(self._found, drift, self._prose)})
        finding = finding_of(RULE, match, document, rulebook, config)
        if finding is None:
            return None
        return DriftRow(
            drift.kind,
            finding,
            _words(self._prose[drift.article][drift.span.start : drift.span.end]),
            other.place(drift.other_span),
            _words(self._prose[drift.other][drift.other_span.start : drift.other_span.end]),
        )


def _words(text: str) -> str:
    """The text with white space collapsed."""
    return " ".join(text.split())
