"""What rules that compare articles keep of each, as values that JSON can hold, and back."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from medlint.finding import Span

if TYPE_CHECKING:
    from medlint.document import Document
    from medlint.language.lexicon import Lexicon


class RecordForm(Protocol):
    """How the records of one kind of rule are written; what the article itself tells is not."""

    def plain(self, record: Any) -> Any:
        """The record as lists, texts and numbers."""
        ...

    def record(self, plain: Any, document: Document, lexicon: Lexicon) -> Any:
        """The record again, of the same document read with the same words."""
        ...


class _SharedPassages(NamedTuple):
    """The records of kind `shared-passage`."""

    def plain(self, record: Any) -> Any:
        """The record as lists of numbers."""
        return [
            [*each]
            for each in (record.numbers, record.keys, record.starts, record.ends, record.declared)
        ]

    def record(self, plain: Any, document: Document, lexicon: Lexicon) -> Any:
        """The record again."""
        from medlint.matchers.shared_passage import Passages

        numbers, keys, starts, ends, declared = plain
        return Passages(
            document.path,
            array("L", numbers),
            array("Q", keys),
            array("L", starts),
            array("L", ends),
            array("Q", declared),
        )


class _Words(NamedTuple):
    """The records of kind `joined-words`."""

    def plain(self, record: Any) -> Any:
        """The record as lists of words and places."""
        return [record.words, [[p.word, *p.span, p.sentence] for p in record.singles]]

    def record(self, plain: Any, document: Document, lexicon: Lexicon) -> Any:
        """The record again."""
        from medlint.matchers.joined_words import Place, Words

        words, singles = plain
        places = (Place(word, Span(start, end), at) for word, start, end, at in singles)
        return Words(words, tuple(places))


class _ArticlePassages(NamedTuple):
    """The records of kind `boilerplate-drift`."""

    def plain(self, record: Any) -> Any:
        """The record as lists of texts and numbers."""
        numbers = (record.starts, record.ends, record.passages, record.headings)
        marked = sorted(record.marked)
        return [[*record.texts], *([*each] for each in numbers), marked, record.allowed]

    def record(self, plain: Any, document: Document, lexicon: Lexicon) -> Any:
        """The record again."""
        from medlint.duplicates.passages import ArticlePassages

        texts, starts, ends, passages, headings, marked, allowed = plain
        return ArticlePassages(
            document,
            lexicon,
            tuple(texts),
            array("L", starts),
            array("L", ends),
            array("L", passages),
            array("L", headings),
            frozenset(marked),
            allowed,
        )


class _WholeArticle(NamedTuple):
    """The records of kind `near-article`."""

    def plain(self, record: Any) -> Any:
        """The record as lists of texts and numbers."""
        passages = _ArticlePassages().plain(record.passages)
        return [passages, [*record.anchor], [*record.declared]]

    def record(self, plain: Any, document: Document, lexicon: Lexicon) -> Any:
        """The record again."""
        from medlint.matchers.near_article import WholeArticle

        passages, anchor, declared = plain
        of_passages = _ArticlePassages().record(passages, document, lexicon)
        return WholeArticle(of_passages, Span(*anchor), tuple(declared))


#: How records are written, by the kind of their rule; those of other kinds are not kept.
FORMS: Mapping[str, RecordForm] = {
    "shared-passage": _SharedPassages(),
    "joined-words": _Words(),
    "boilerplate-drift": _ArticlePassages(),
    "near-article": _WholeArticle(),
}
