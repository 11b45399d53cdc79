"""Technical and formal words with the everyday words that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from medlint.kept import keep, recall
from medlint.language.tokens import tokenize

if TYPE_CHECKING:
    from medlint.language.reading import Reading
    from medlint.tomlfile import Mistake

#: The folder within `rules/lexicons/`, and within a user's folder of words, that holds the lists.
FOLDER = "plain-words"
#: The tables of a list, and whether their plain words fit in the place of the term.
_TABLES: Mapping[str, bool] = {"nouns": True, "verbs": True, "words": True, "meanings": False}
_KEYS = frozenset({"about", "sources", *_TABLES})


@dataclass(frozen=True, slots=True)
class PlainWord:
    """A term as it may stand in a text, in small letters, and what it means in plain words.

    `fits` says whether the plain words can stand in the place of the term; else they only explain
    it. `listed` is the term as its list has it, `list` the name of that list, a file's name, and
    `table` the one of its tables that holds the term.
    """

    term: str
    plain: str
    fits: bool
    listed: str
    list: str
    table: str


class PlainPlace(NamedTuple):
    """A place where a term stands: a half-open range of token indexes, and the term."""

    first: int
    last: int
    word: PlainWord


class PlainWords:
    """All terms of the lists, by how they may stand in a text: in small letters, without marks."""

    def __init__(self, words: Mapping[str, PlainWord]) -> None:
        self.words = words

    @classmethod
    def load(cls, folders: Iterable[Path]) -> PlainWords:
        """The lists of some folders, a later one before an earlier one where both have a term.

        Raises RuleError with every mistake in every list.
        """
        files = [file for folder in folders for file in sorted((folder / FOLDER).glob("*.toml"))]
        sources = [*files, Path(__file__), Path(__file__).with_name("morphology.py")]
        kept = recall(FOLDER, sources)
        if kept is None:
            kept = _tables(files)
            keep(FOLDER, sources, kept)
        return cls({term: PlainWord(term, *values) for term, values in kept.items()})

    def term(self, words: str) -> PlainWord | None:
        """What is listed for a word or a phrase, in small letters with single spaces."""
        return self.words.get(words)

    def find(self, reading: Reading) -> list[PlainPlace]:
        """The places of a text where a term stands, the longest at each, in text order."""
        words, places = reading.words, reading.word_places
        found: list[PlainPlace] = []
        for anchor in self._by_anchor.keys() & places.keys():
            for offset, phrase, word in self._by_anchor[anchor]:
                for first in (at - offset for at in places[anchor] if at >= offset):
                    last = first + len(phrase)
                    if len(phrase) == 1 or tuple(words[first:last]) == phrase:
                        found.append(PlainPlace(first, last, word))
        return list(_longest(sorted(found, key=lambda place: (place.first, -place.last))))

    @cached_property
    def _by_anchor(self) -> Mapping[str, Sequence[tuple[int, tuple[str, ...], PlainWord]]]:
        """The terms by their longest word, which is mostly their rarest, and its place in them."""
        index: dict[str, list[tuple[int, tuple[str, ...], PlainWord]]] = {}
        for term, word in self.words.items():
            phrase = tuple(term.split(" "))
            anchor = max(phrase, key=len)
            index.setdefault(anchor, []).append((phrase.index(anchor), phrase, word))
        return index


def _longest(places: Iterable[PlainPlace]) -> Iterator[PlainPlace]:
    """The places that no earlier or longer one overlaps."""
    free = 0
    for place in places:
        if place.first >= free:
            free = place.last
            yield place


def _tables(files: Iterable[Path]) -> dict[str, Any]:
    """What is kept of the lists: the fields of `PlainWord` but the first, by that."""
    from medlint.tomlfile import RuleError, TomlFile

    made: dict[str, Any] = {}
    messages: list[str] = []
    for path in files:
        try:
            file = TomlFile.read(path)
        except RuleError as error:
            messages += error.messages
            continue
        mistakes = list(_mistakes(file.data))
        messages += file.error(mistakes).messages
        if not mistakes:
            made.update(_forms(file.data, path.stem))
    if messages:
        raise RuleError(*messages)
    return made


def _mistakes(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """What is wrong with a list."""
    from medlint.tomlfile import Mistake, did_you_mean

    for key in data.keys() - _KEYS:
        yield Mistake(
            (key,), f'a list of plain words has no key "{key}"; {did_you_mean(key, _KEYS)}'
        )
    if not isinstance(data.get("about"), str) or not data["about"].strip():
        yield Mistake(("about",), "about is missing; write what the words have in common")
    sources = data.get("sources")
    if not sources or not isinstance(sources, list) or not all(map(_is_text, sources)):
        yield Mistake(("sources",), 'sources is missing; write sources = ["a guide that says so"]')
    first: dict[str, str] = {}
    for table in (table for table in _TABLES if table in data):
        if not isinstance(data[table], dict):
            yield Mistake((table,), f"{table} must be a table; write [{table}]")
            continue
        for term, plain in data[table].items():
            if not _is_text(plain) or not tokenize(term).words:
                text = f'"{term}" needs its plain words; write "{term}" = "..."'
                yield Mistake((table, term), text)
            elif first.setdefault(term.lower(), table) != table:
                text = f'"{term}" stands in [{first[term.lower()]}] too; delete one'
                yield Mistake((table, term), text)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _forms(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, list[Any]]]:
    """Every form of a list's terms, with what is kept of it; forms listed themselves come last."""
    from medlint.language.morphology import plural

    for table in ("meanings", "nouns", "verbs", "words"):
        fits = _TABLES[table]
        for term, plain in data.get(table, {}).items():
            if table in ("nouns", "meanings"):
                more = _plural_of_head(plain) if fits else plain
                yield _surface(plural(term)), [more, fits, term, name, table]
            if table == "verbs":
                yield from _verb_forms(term, plain, name)
            yield _surface(term), [plain, fits, term, name, table]


def _plural_of_head(plain: str) -> str:
    """The plural of plain words: "types of treatment", "medicines that open the airways"."""
    from medlint.language.morphology import plural

    words = plain.split()
    head = next((n for n, word in enumerate(words) if n and word in _BEHIND_HEAD), len(words))
    return " ".join([plural(" ".join(words[:head])), *words[head:]])


#: Words behind which nothing of a noun phrase changes in its plural.
_BEHIND_HEAD = frozenset("of for to that in not with under from".split())


def _verb_forms(term: str, plain: str, name: str) -> Iterator[tuple[str, list[Any]]]:
    """The forms of a verb, each with the same form of the plain verb.

    "Administered" may be "gave" or "given", so that neither is sure to fit in its place.
    """
    from medlint.language.morphology import IRREGULAR_VERBS, verb_forms

    head, _, rest = plain.partition(" ")
    of_plain: dict[str, set[str]] = {}
    for form, word in verb_forms(head, IRREGULAR_VERBS.get(head)):
        of_plain.setdefault(form, set()).add(word)
    for form, word in verb_forms(term, IRREGULAR_VERBS.get(term)):
        (better, *more) = sorted(of_plain[form])
        if more:
            yield _surface(word), [plain, False, term, name, "verbs"]
        else:
            yield _surface(word), [f"{better} {rest}".strip(), True, term, name, "verbs"]


def _surface(term: str) -> str:
    return " ".join(tokenize(term).words)
