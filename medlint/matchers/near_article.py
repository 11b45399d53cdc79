"""Articles of a collection that are nearly the same as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from medlint.duplicates.passages import ArticlePassages, read_passages
from medlint.finding import Match, Span

if TYPE_CHECKING:
    from medlint.duplicates.articles import Likeness
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading

#: Keys of front matter that say which page an article is a copy, a version or a translation of.
_DECLARING = (
    "canonical", "canonical_url", "canonical-url", "versions", "version_of", "version-of",
    "copy_of", "copy-of", "print_of", "print-of", "amp_of", "amp-of", "translation_of",
    "translation-of", "translations", "replaces", "replaced_by", "supersedes", "superseded_by",
)  # fmt: skip
#: A word of the title that comes so often, the title included, is what the article is about.
_TELLING = 3
#: Words before the name of a place: pages for many towns are one page.
_BEFORE_PLACES = frozenset({"in", "near", "at", "around"})


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """What is kept of one article: its passages, where its title stands, and what it declares."""

    passages: ArticlePassages
    anchor: Span
    declared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearArticle:
    """Reports an article that is nearly the same as an earlier one in the order of the paths.

    They share `least_alike` of their rows of five words (the Jaccard index), or `least_held` of
    the shorter one's stand in the other; both have at least `least_words` words. What is declared
    boilerplate is left out. A copy or version that front matter declares is let be, and so are
    pages on two treatments, conditions or groups of people that were made from one template.
    """

    least_words: int = 100
    least_alike: float = 0.5
    least_held: float = 0.7

    details: ClassVar[frozenset[str]] = frozenset({"other", "alike", "more"})

    def gather(self, reading: Reading) -> WholeArticle:
        """The passages of an article and what its front matter declares."""
        declared = _declared(reading.document.layout.front_matter)
        passages = read_passages(reading.document, reading.lexicon)
        return WholeArticle(passages, reading.anchor, declared)

    def find_across(
        self, records: Sequence[WholeArticle], boilerplate: Sequence[WholeArticle] = ()
    ) -> Iterator[tuple[int, Match]]:
        """One match for every later copy, against the earlier one that it is most like."""
        # Imported here: the search is loaded where the rule runs.
        from medlint.duplicates.articles import near_articles

        # Without their endings, so that "leaflet.md" comes before "leaflet-2.md".
        paths = [PurePosixPath(record.passages.path).with_suffix("") for record in records]
        order = sorted(range(len(records)), key=lambda at: (str(paths[at]), at))
        articles = [records[at] for at in order]
        allowed = _allowed(records, boilerplate)
        texts = [_text(article.passages, allowed) for article in articles]
        long = [at for at, text in enumerate(texts) if text.count(" ") + 1 >= self.least_words]
        found: dict[int, list[tuple[float, int]]] = {}
        for each in near_articles([texts[at] for at in long], self.least_alike, self.least_held):
            first, second = long[each.first], long[each.second]
            if _may_be_alike(articles[first], articles[second]):
                continue
            found.setdefault(second, []).append((-_share(each, self.least_alike), first))
        for second, near in sorted(found.items()):
            share, first = min(near)
            more = f" and {len(near) - 1} more" if len(near) > 1 else ""
            details = {
                "other": articles[first].passages.path,
                "alike": str(int(-100 * share)),
                "more": more,
            }
            yield order[second], Match(articles[second].anchor, details=details)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        if self.least_words < 40:
            yield "least_words must be 40 or more; shorter pages are stubs, and alike"
        for name, share in (("least_alike", self.least_alike), ("least_held", self.least_held)):
            if not 0.3 <= share <= 1:
                yield f"{name} is a share; write a number from 0.3 to 1"


def _share(likeness: Likeness, least_alike: float) -> float:
    """The share that made two articles alike: of both, or else of the shorter one."""
    if likeness.resemblance >= least_alike:
        return likeness.resemblance
    return likeness.containment


def _declared(front: Mapping[str, str]) -> tuple[str, ...]:
    """The pages that front matter names as originals, versions or translations, by file or URL."""
    values = " ".join(front[key] for key in _DECLARING if front.get(key))
    return tuple(filter(None, map(_page, re.split(r"[\s,;\[\]\"']+", values))))


def _page(address: str) -> str:
    """The name of a page in a path or URL, without its ending."""
    return PurePosixPath(address.split("?")[0].split("#")[0].rstrip("/")).stem.lower()


def _may_be_alike(one: WholeArticle, two: WholeArticle) -> bool:
    """Whether one is the declared copy of the other, or they tell of two things."""
    from medlint.duplicates.differences import have_two_subjects

    pages = [_page(article.passages.path) for article in (one, two)]
    if pages[1] in one.declared or pages[0] in two.declared:
        return True
    if not {*one.declared}.isdisjoint(two.declared):
        return True
    if have_two_subjects(one.passages, two.passages):
        return True
    return _named_alone(one, two) and _named_alone(two, one)


def _named_alone(one: WholeArticle, two: WholeArticle) -> bool:
    """Whether a word of one title is what that article alone speaks of, and no name of a place."""
    titles = [each.passages.texts[0].split() if each.passages.texts else [] for each in (one, two)]
    own = Counter(word for text in one.passages.texts for word in text.split())
    other = {word for text in two.passages.texts for word in text.split()}
    before = ["", *titles[0]]
    return any(
        word not in other and own[word] >= _TELLING and previous not in _BEFORE_PLACES
        for previous, word in zip(before, titles[0], strict=False)
    )


def _allowed(
    records: Sequence[WholeArticle], boilerplate: Sequence[WholeArticle]
) -> frozenset[str]:
    """The plain texts of the passages that are declared boilerplate."""
    marked = (record.passages.texts[at] for record in records for at in record.passages.marked)
    listed = (text for record in boilerplate for text in record.passages.texts)
    return frozenset((*marked, *listed))


def _text(article: ArticlePassages, allowed: frozenset[str]) -> str:
    return " ".join(text for text in article.texts if text not in allowed)
