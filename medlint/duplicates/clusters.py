"""Passages, and whole articles, that are the same or nearly the same, gathered in clusters."""

from __future__ import annotations

from array import array
from collections import Counter
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


class _Index:
    """The different texts of a collection, sorted, and where each stands.

    Places have numbers in the order of the articles; they are kept in arrays, because there may be
    a million of them.
    """

    def __init__(self, entries: Iterable[tuple[str, Run]]) -> None:
        numbers: dict[str, int] = {}
        self.article = array("L")
        self._first = array("L")
        self._last = array("L")
        texts = array("L")
        for text, run in entries:
            texts.append(numbers.setdefault(text, len(numbers)))
            self.article.append(run.article)
            self._first.append(run.first)
            self._last.append(run.last)
        self.texts = sorted(numbers)
        sorted_as = array("L", bytes(texts.itemsize * len(numbers)))
        for index, text in enumerate(self.texts):
            sorted_as[numbers[text]] = index
        self._texts = array("L", map(sorted_as.__getitem__, texts))

    def run(self, place: int) -> Run:
        """The run at a place."""
        return Run(self.article[place], self._first[place], self._last[place])

    def groups(self, links: Sequence[Link]) -> tuple[list[list[int]], dict[int, list[int]]]:
        """The texts that links tie together, and those with copies; and the places of their texts.

        Groups come in the order of their first texts.
        """
        roots = _roots(links)
        copies = Counter(self._texts)
        groups: dict[int, list[int]] = {}
        places: dict[int, list[int]] = {}
        for text in sorted({*roots, *(text for text, count in copies.items() if count > 1)}):
            groups.setdefault(roots.get(text, text), []).append(text)
            places[text] = []
        for place, text in enumerate(self._texts):
            if text in places:
                places[text].append(place)
        return [*groups.values()], places


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
    whole = [*_clusters_of_articles(known, least_alike, allowed)]
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
    articles: Sequence[ArticlePassages], least_alike: float, allowed: _Allowed
) -> Iterator[Cluster]:
    index = _Index(_whole(articles, allowed))
    links = near_pairs(index.texts, least_alike)
    groups, places = index.groups(links)
    of_group = _by_group(links)
    for group in groups:
        runs = {text: [*map(index.run, places[text])] for text in group}
        yield _cluster("article", runs, index.texts, of_group.get(group[0], ()), ())


def _whole(articles: Sequence[ArticlePassages], allowed: _Allowed) -> Iterator[tuple[str, Run]]:
    """The articles as one text each, without what is allowed everywhere."""
    for number, article in enumerate(articles):
        text = " ".join(text for text in article.texts if text not in allowed)
        if not article.allowed and _words(text) >= LEAST_WORDS_OF_ARTICLE:
            yield text, Run(number, 0, len(article.texts) - 1)


def _clusters_of_passages(
    articles: Sequence[ArticlePassages], least_words: int, least_alike: float, allowed: _Allowed
) -> Iterator[Cluster]:
    index = _Index(
        (article.texts[at], Run(number, at, at))
        for number, article in enumerate(articles)
        for at in article.passages
        if _words(article.texts[at]) >= least_words
    )
    texts = index.texts
    links = near_pairs(texts, least_alike)
    groups, places = index.groups(links)
    of_group = _by_group(links)
    listed = [group for group in groups if any(texts[text] not in allowed for text in group)]
    for chain in _chains(listed, places, index):
        if len(chain) > 1:
            yield _joined(chain, places, index, allowed)
            continue
        (group,) = chain
        runs = {text: [*map(index.run, places[text])] for text in group}
        permitted = [text for text in group if texts[text] in allowed]
        yield _cluster("passage", runs, texts, of_group.get(group[0], ()), permitted)


def _by_group(links: Sequence[Link]) -> Mapping[int, list[Link]]:
    """The links of every group, by the group's first text."""
    roots = _roots(links)
    found: dict[int, list[Link]] = {}
    for link in links:
        found.setdefault(roots[link.first], []).append(link)
    return found


def _roots(links: Sequence[Link]) -> dict[int, int]:
    """For each text that has a link the smallest one that links tie it to."""
    parents: dict[int, int] = {}

    def root(at: int) -> int:
        while parents.setdefault(at, at) != at:
            parents[at] = at = parents[parents[at]]
        return at

    for link in links:
        first, second = sorted((root(link.first), root(link.second)))
        parents[second] = first
    return {at: root(at) for at in sorted(parents)}


def _chains(
    groups: Sequence[list[int]], places: Mapping[int, list[int]], index: _Index
) -> Iterator[list[list[int]]]:
    """The groups, those chained whose passages follow each other in all their articles."""
    stands = [tuple(sorted(at for text in group for at in places[text])) for group in groups]
    # Groups of many versions stay alone: a template is read more easily passage by passage.
    numbers = {each: n for n, each in enumerate(stands) if len(groups[n]) <= _FEW}
    following = {
        number: numbers[after]
        for each, number in numbers.items()
        if (after := tuple(at + 1 for at in each)) in numbers
        and all(index.article[at] == index.article[at + 1] for at in each)
    }
    inner = set(following.values())
    for number in range(len(groups)):
        if number not in inner:
            chain = [number]
            while chain[-1] in following:
                chain.append(following[chain[-1]])
            yield [groups[each] for each in chain]


def _joined(
    chain: Sequence[Sequence[int]],
    places: Mapping[int, list[int]],
    index: _Index,
    allowed: _Allowed,
) -> Cluster:
    """The cluster of passages that follow each other."""
    columns = [sorted((at, text) for text in group for at in places[text]) for group in chain]
    found: dict[str, list[Run]] = {}
    permitted: set[str] = set()
    for parts in zip(*columns, strict=True):
        texts = [index.texts[text] for _, text in parts]
        first, last = index.run(parts[0][0]), index.run(parts[-1][0])
        joined = " ".join(texts)
        found.setdefault(joined, []).append(Run(first.article, first.first, last.last))
        if all(text in allowed for text in texts):
            permitted.add(joined)
    wordings = sorted(found)
    runs = {number: found[text] for number, text in enumerate(wordings)}
    marked = [number for number, text in enumerate(wordings) if text in permitted]
    return _cluster("passage", runs, wordings, (), marked)


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
