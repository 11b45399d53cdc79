"""Where no duty is owed, whatever the article claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.duties.gates import WORDS, promoted_mentions
from medlint.topics.uses import is_established

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: Kinds of article that promote nothing, though they may speak of a treatment's benefits.
Article = Literal["warning", "myths", "notice", "recipe", "test", "news"]

#: What a title holds that shows the kind of article, as tags of the lexicon.
_TITLE_TAGS: Mapping[Article, str] = {
    "warning": "article-warning",
    "myths": "article-myths",
    "notice": "article-notice",
    "recipe": "article-recipe",
    "test": "article-test",
}
# "BOSTON (Sept. 14, 2016) --", "/PRNewswire/", "For immediate release": how news begins.
_NEWS = re.compile(
    r"(?i:PR\s?Newswire|Newswise|Business Wire|EurekAlert|for immediate release|\bembargoed\b"
    r"|\(Reuters\)|\bpress release\b|\bmedia release\b|\bbottom line:)"
    r"|(?m:^)[A-Z(][^\n]{2,60}?(?:\d{4}\)?|[A-Z]{4,}|[A-Z][a-z]{1,5}\.) ?(?:--|[—–]|- )"
)
#: Characters in which news says where it comes from.
_OPENING = 700


@dataclass(frozen=True, slots=True)
class Unless:
    """Where the duty is not owed.

    `front_matter`  keys of the front matter one of which says that the duty is met elsewhere
    `articles`      kinds of article, told by their title; "news" by how it begins, or by the study
                    that it reports
    `short_news`    words under which news owes nothing
    `treatments`    tags of the lexicon; a promoted treatment with one of them owes nothing
    `established`   whether a use in which the topic packs call the treatment established owes
                    nothing
    """

    front_matter: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    short_news: int = 0
    treatments: tuple[str, ...] = ()
    established: bool = False


def is_exempt(reading: Reading, unless: Unless) -> bool:
    """Whether the article owes nothing."""
    stated = reading.document.layout.front_matter
    if any(stated.get(key) for key in unless.front_matter):
        return True
    if any(is_article(reading, kind) for kind in unless.articles):
        return True
    if reading.prose_word_count < unless.short_news and is_article(reading, "news"):
        return True
    if unless.established and any(is_established(each, reading) for each in reading.topics):
        return True
    tags = frozenset(unless.treatments)
    return bool(tags) and any(tags & each.term.tags for _, each in promoted_mentions(reading))


def is_article(reading: Reading, kind: Article) -> bool:
    """Whether the document is an article of this kind, as `Unless` tells them."""
    if kind == "news":
        opening = reading.document.text[:_OPENING]
        return _NEWS.search(opening) is not None or reading.reported_study.is_named
    title = reading.title
    return title is not None and any(
        _TITLE_TAGS[kind] in mention.term.tags for mention in reading.part_mentions(WORDS, title)
    )
