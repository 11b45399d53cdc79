"""Passages, and whole articles, that are the same or nearly the same, gathered in clusters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import Literal, NamedTuple

from medlint.duplicates.pairs import LEAST_ALIKE, Link, near_pairs
from medlint.duplicates.passages import ArticlePassages
from medlint.duplicates.wording import resemblance, shingles

ClusterKind = Literal["passage", "article"]

#: A passage of fewer words is a set phrase, a label or a list of things.
LEAST_WORDS = 12
#: An article of fewer words is a stub, and like other stubs.
LEAST_WORDS_OF_ARTICLE = 40
#: Up to so many versions are compared each with each; of more, with those found to be alike.
_FEW = 24


class Run(NamedTuple):
    """Neighbouring blocks of one article, by its index and those of the first and last block."""

    article: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a cluster, and where it stands, in the order of the articles.

    `like` is the index of the earlier version that it is compared with, `similarity` how alike
    they are; the first version is like itself. An `allowed` version is declared boilerplate.
    """

    runs: tuple[Run, ...]
    words: int
    like: int
    similarity: float
    allowed: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """A passage or an article in all its versions, that of most copies first.

    `near` maps a version's index to earlier ones that it is nearly the same as, the most alike
    first.
    """

    kind: ClusterKind
    versions: tuple[Version, ...]
    near: Mapping[int, tuple[int, ...]]

    @property
    def runs(self) -> list[Run]:
        """All places, in the order of the articles."""
        return sorted(run for version in self.versions for run in version.runs)

    @property
    def similarity(self) -> float:
        """How alike the two versions are that are least so; 1 where all are the same."""
        return min(version.similarity for version in self.versions)

    @property
    def size(self) -> int:
        """The words of all its copies together."""
        return sum(version.words * len(version.runs) for version in self.versions)


@dataclass(frozen=True, slots=True)
class Clusters:
    """What was found in a collection of articles, which are sorted by path; clusters largest first.

    Passages of articles that are in one cluster as a whole are not listed again.
    """

    articles: tuple[ArticlePassages, ...]
    clusters: tuple[Cluster, ...]
    passages: int


class _Texts(NamedTuple):
    """The different texts, sorted, each with the places of its copies."""

    texts: list[str]
    places: list[list[Run]]


def find_clusters(
    articles: Iterable[ArticlePassages],
    least_words: int = LEAST_WORDS,
    least_alike: float = LEAST_ALIKE,
) -> Clusters:
    """The clusters of passages of at least so many words and of articles; order does not matter.

    Copies that differ in less than a word are the same. What is nearly the same has a resemblance
    of `least_alike` or more, which is not below 0.6.
    """
    known = tuple(sorted(articles, key=lambda each: (each.path, each.document.text)))
    allowed = _Allowed(known)
    whole = [*_clusters_of_articles(known, least_alike)]
    one_of = {run.article: number for number, each in enumerate(whole) for run in each.runs}
    passages = [
        cluster
        for cluster in _clusters_of_passages(known, least_words, least_alike, allowed)
        if len({one_of.get(run.article, -1 - run.article) for run in cluster.runs}) > 1
        or cluster.runs[0].article not in one_of
    ]
    found = sorted(
        [*whole, *passages], key=lambda each: (-each.size, each.kind, each.versions[0].runs)
    )
    count = sum(len(article.passages) for article in known if not article.allowed)
    return Clusters(known, tuple(found), count)


class _Allowed:
    """Which plain texts are declared boilerplate: equal to such a passage, or a part of one."""

    def __init__(self, articles: Sequence[ArticlePassages]) -> None:
        passages = {article.texts[at] for article in articles for at in article.marked}
        self._all = f" {' | '.join(sorted(passages))} "
        self._any = bool(passages)

    def __contains__(self, text: str) -> bool:
        return self._any and f" {text} " in self._all


def _clusters_of_articles(
    articles: Sequence[ArticlePassages], least_alike: float
) -> Iterator[Cluster]:
    found: dict[str, list[Run]] = {}
    for number, article in enumerate(articles):
        text = " ".join(article.texts)
        if not article.allowed and _words(text) >= LEAST_WORDS_OF_ARTICLE:
            found.setdefault(text, []).append(Run(number, 0, len(article.texts) - 1))
    known = _sorted(found)
    links = near_pairs(known.texts, least_alike)
    for group in _groups(known, links):
        yield _cluster("article", {at: known.places[at] for at in group}, known.texts, links, ())


def _clusters_of_passages(
    articles: Sequence[ArticlePassages], least_words: int, least_alike: float, allowed: _Allowed
) -> Iterator[Cluster]:
    found: dict[str, list[Run]] = {}
    ordinals: dict[Run, int] = {}
    for number, article in enumerate(articles):
        ordinal = 0
        for at in article.passages:
            text = article.texts[at]
            if _words(text) >= least_words:
                found.setdefault(text, []).append(run := Run(number, at, at))
                ordinals[run] = (ordinal := ordinal + 1)
    known = _sorted(found)
    links = near_pairs(known.texts, least_alike)
    of_group = _by_group(links, known)
    groups = {group[0]: group for group in _groups(known, links)}
    for chain in _chains(groups, known, ordinals):
        if all(known.texts[at] in allowed for first in chain for at in groups[first]):
            continue
        if len(chain) == 1:
            group = groups[chain[0]]
            places = {at: known.places[at] for at in group}
            permitted = [at for at in group if known.texts[at] in allowed]
            yield _cluster("passage", places, known.texts, of_group.get(group[0], ()), permitted)
        else:
            yield _joined([groups[first] for first in chain], known, allowed)


def _by_group(links: Sequence[Link], known: _Texts) -> Mapping[int, list[Link]]:
    """The links of every group, by the group's first text."""
    root = _roots(len(known.texts), links)
    found: dict[int, list[Link]] = {}
    for link in links:
        found.setdefault(root[link.first], []).append(link)
    return found


def _sorted(found: Mapping[str, list[Run]]) -> _Texts:
    texts = sorted(found)
    return _Texts(texts, [found[text] for text in texts])


def _groups(known: _Texts, links: Sequence[Link]) -> Iterator[list[int]]:
    """The indexes of texts that links tie together, or of one that stands in several places."""
    groups: dict[int, list[int]] = {}
    for at, root in enumerate(_roots(len(known.texts), links)):
        groups.setdefault(root, []).append(at)
    for group in groups.values():
        if len(group) > 1 or len(known.places[group[0]]) > 1:
            yield group


def _roots(count: int, links: Sequence[Link]) -> list[int]:
    """For each text the smallest index that links tie it to."""
    parents = list(range(count))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for link in links:
        first, second = sorted((root(link.first), root(link.second)))
        parents[second] = first
    return [root(at) for at in range(count)]


def _chains(
    groups: Mapping[int, list[int]], known: _Texts, ordinals: Mapping[Run, int]
) -> Iterator[list[int]]:
    """The groups, those chained whose passages follow each other in all their articles."""
    places: dict[int, tuple[tuple[int, int], ...]] = {
        first: tuple(
            sorted((run.article, ordinals[run]) for at in group for run in known.places[at])
        )
        for first, group in groups.items()
    }
    # Groups of many versions stay alone: a template is read more easily passage by passage.
    starts = {each: first for first, each in places.items() if len(groups[first]) <= _FEW}
    following = {
        first: starts[after]
        for each, first in starts.items()
        if (after := tuple((article, at + 1) for article, at in each)) in starts
    }
    inner = set(following.values())
    for first in groups:
        if first not in inner:
            chain = [first]
            while chain[-1] in following:
                chain.append(following[chain[-1]])
            yield chain


def _joined(chain: Sequence[Sequence[int]], known: _Texts, allowed: _Allowed) -> Cluster:
    """The cluster of passages that follow each other."""
    columns = [sorted((run, at) for at in group for run in known.places[at]) for group in chain]
    found: dict[str, list[Run]] = {}
    permitted: set[str] = set()
    for parts in zip(*columns, strict=True):
        text = " ".join(known.texts[at] for _, at in parts)
        run = Run(parts[0][0].article, parts[0][0].first, parts[-1][0].last)
        found.setdefault(text, []).append(run)
        if all(known.texts[at] in allowed for _, at in parts):
            permitted.add(text)
    joined = _sorted(found)
    places = dict(enumerate(joined.places))
    marked = [at for at, text in enumerate(joined.texts) if text in permitted]
    return _cluster("passage", places, joined.texts, (), marked)


def _cluster(
    kind: ClusterKind,
    places: Mapping[int, list[Run]],
    texts: Sequence[str],
    links: Sequence[Link],
    allowed: Iterable[int],
) -> Cluster:
    """The cluster of these texts, by their indexes; what is allowed leads, then what stands most.

    The links are needed where there are many texts.
    """
    permitted = frozenset(allowed)
    ranked = sorted(places, key=lambda at: (at not in permitted, -len(places[at]), places[at][0]))
    rank = {at: number for number, at in enumerate(ranked)}
    if len(ranked) <= _FEW:
        links = [*_each_with_each(ranked, texts)]
    else:
        links = [link for link in links if link.first in rank and link.second in rank]
    ties = [
        Link(min(rank[a], rank[b]), max(rank[a], rank[b]), similarity) for a, b, similarity in links
    ]
    tree = _tree(len(ranked), ties)
    versions = tuple(
        Version(tuple(places[at]), _words(texts[at]), *tree[number], at in permitted)
        for number, at in enumerate(ranked)
    )
    return Cluster(kind, versions, _near(ties))


def _near(ties: Iterable[Link]) -> Mapping[int, tuple[int, ...]]:
    near: dict[int, list[tuple[float, int]]] = {}
    for first, second, similarity in ties:
        if similarity >= LEAST_ALIKE:
            near.setdefault(second, []).append((-similarity, first))
    return {at: tuple(first for _, first in sorted(each)) for at, each in near.items()}


def _each_with_each(ranked: Sequence[int], texts: Sequence[str]) -> Iterator[Link]:
    set_of = lru_cache(_FEW)(lambda at: frozenset(shingles(texts[at])))
    for number, second in enumerate(ranked):
        for first in ranked[:number]:
            yield Link(first, second, resemblance(set_of(first), set_of(second)))


def _tree(count: int, ties: Sequence[Link]) -> list[tuple[int, float]]:
    """For each version the one that it is compared with, and how alike they are.

    A greatest spanning tree by Prim's algorithm, from the first version.
    """
    around: dict[int, list[tuple[int, float]]] = {}
    for first, second, similarity in ties:
        around.setdefault(first, []).append((second, similarity))
        around.setdefault(second, []).append((first, similarity))
    tree = [(0, 1.0)] * count
    reached: set[int] = set()
    border = [(-1.0, 0, 0)]
    while border:
        similarity, at, source = heappop(border)
        if at in reached:
            continue
        reached.add(at)
        tree[at] = (source, -similarity)
        for other, alike in around.get(at, ()):
            if other not in reached:
                heappush(border, (-alike, other, at))
    return tree


def _words(text: str) -> int:
    return text.count(" ") + 1 if text else 0
