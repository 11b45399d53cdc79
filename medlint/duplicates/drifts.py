"""Copies of one passage that have drifted apart where safety hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from medlint.duplicates.clusters import Cluster, Clusters, Run
from medlint.duplicates.differences import Comparison, Drift, DriftKind, Side
from medlint.finding import Span

#: With so many of the versions before it that are most like it a version is compared.
_COMPARED_WITH = 3
#: A passage that stands in so many articles of different titles does not hang on their subject.
_COMMON = 3


@dataclass(frozen=True, slots=True)
class PlacedDrift:
    """A drift at one place, told against another: indexes of articles, spans in their texts.

    `cluster` and `version` are indexes. `lost` is False where a figure changed, and nothing is
    missing at the place.
    """

    cluster: int
    version: int
    kind: DriftKind
    article: int
    span: Span
    other: int
    other_span: Span
    lost: bool


class Prose:
    """The prose of articles by their index, laid out when needed, of which a few are kept."""

    def __init__(self, found: Clusters) -> None:
        # The documents' own layouts, if there are any, are used again; others are not kept.
        self._of = lru_cache(256)(lambda article: _prose(found, article))

    def __getitem__(self, article: int) -> str:
        return self._of(article)


def _prose(found: Clusters, article: int) -> str:
    document = found.articles[article].document
    return document.prose if "layout" in vars(document) else replace(document).prose


def find_drifts(found: Clusters, prose: Prose | None = None) -> list[PlacedDrift]:
    """The drifts of every cluster, in the order of the clusters and their versions.

    Each version is told once, against the version most like it that it has drifted from.
    """
    prose = prose or Prose(found)
    told: set[tuple[int, Span, DriftKind]] = set()
    drifts = []
    for number, cluster in enumerate(found.clusters):
        for version in range(1, len(cluster.versions)):
            for drift in _of_version(found, number, version, prose):
                key = (drift.article, drift.span, drift.kind)
                # A list of boilerplate may lack what an article adds; the list has no fault.
                if key not in told and not found.articles[drift.article].allowed:
                    told.add(key)
                    drifts.append(drift)
    return drifts


def comparison(
    found: Clusters, cluster: Cluster, first: int, second: int, prose: Prose
) -> Comparison | None:
    """Two versions of a cluster, each at a place of its own article; None within one article."""
    one, two = cluster.versions[first], cluster.versions[second]
    places = next(((a, b) for b in two.runs for a in one.runs if a.article != b.article), None)
    if places is None:
        return None
    sides = [Side(found.articles[run.article], run, prose[run.article]) for run in places]
    common = one.allowed or _is_common(found, one.runs)
    return Comparison(*sides, common=common)


def _is_common(found: Clusters, runs: tuple[Run, ...]) -> bool:
    """Whether a passage stands in several articles that are about different things."""
    titles = [found.articles[number].texts[:1] for number in {run.article for run in runs}]
    return len(titles) >= _COMMON and len(set(titles)) > 1


def _of_version(found: Clusters, number: int, version: int, prose: Prose) -> Iterator[PlacedDrift]:
    cluster = found.clusters[number]
    for before in cluster.near.get(version, ())[:_COMPARED_WITH]:
        compared = comparison(found, cluster, before, version, prose)
        drifts = compared.drifts() if compared else []
        if compared and drifts:
            ends = (compared.first.run.article, compared.second.run.article)
            for drift in drifts:
                yield _placed(drift, number, version, ends)
            return


def _placed(drift: Drift, cluster: int, version: int, articles: tuple[int, int]) -> PlacedDrift:
    spans = (drift.first, drift.second)
    here, there = drift.lacking, 1 - drift.lacking
    return PlacedDrift(
        cluster,
        version,
        drift.kind,
        articles[here],
        spans[here],
        articles[there],
        spans[there],
        drift.kind in ("negation", "warning"),
    )


def told(found: Clusters, drift: PlacedDrift, prose: Prose) -> str:
    """One clause that says what differs, for a message; the other place by its path and line."""
    here = _quoted(prose[drift.article], drift.span)
    there = _quoted(prose[drift.other], drift.other_span)
    where = place_of(found, drift)
    if drift.kind == "warning":
        return f"the warning “{there}” of {where} is missing here"
    if drift.kind == "negation":
        return f"“{here}” lacks the denial of “{there}” in {where}"
    return f"“{here}” stands here and “{there}” in {where} ({drift.kind})"


def place_of(found: Clusters, drift: PlacedDrift) -> str:
    """The other place of a drift: path and line."""
    document = found.articles[drift.other].document
    return f"{document.path}:{document.position(drift.other_span.start)[0]}"


#: Characters of a quotation in a message.
_LONGEST = 110


def _quoted(prose: str, span: Span) -> str:
    text = " ".join(prose[span.start : span.end].split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
