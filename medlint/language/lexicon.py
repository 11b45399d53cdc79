"""The vocabulary of the language layer, read from TOML files and found in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from medlint.language.morphology import plural, verb_forms


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the table and the fix."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as it stands in text, with every tag it has.

    `lemma` is the listed form; `form` is "base", "s", "ed" or "ing" for a verb, else "".
    """

    text: str
    tags: frozenset[str]
    lemma: str
    form: str = ""


class Mention(NamedTuple):
    """A term found in a text: half-open range of token indexes, and the term."""

    start: int
    end: int
    term: Term


@dataclass(slots=True)
class _Entry:
    """What is being gathered for one surface form while files are read."""

    tags: set[str]
    lemma: str
    form: str


_INFLECTIONS = ("none", "noun", "verb")
_KEYS = frozenset({"about", "inflect", "terms", "endings", "except", "forms"})
_SHORTEST_WORD_WITH_ENDING = 6


@dataclass(frozen=True)
class Lexicon:
    """All terms by tag, with one-pass lookup over a token list.

    `tags` maps each tag to the sentence that explains it to an editor.
    """

    tags: Mapping[str, str]
    _single: Mapping[str, Term]
    _multi: Mapping[str, Mapping[str, Sequence[tuple[tuple[str, ...], Term]]]]
    _cased: Mapping[str, Term]
    _endings: Mapping[str, frozenset[str]]
    _exceptions: frozenset[str]
    _memo: dict[str, Term | None] = field(default_factory=dict)
    _tagged: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, *extra: Path) -> Lexicon:
        """Read every `*.toml` of the folders. Raises LexiconError with all mistakes at once."""
        builder = _Builder()
        for path in (file for each in (folder, *extra) for file in sorted(each.glob("*.toml"))):
            builder.read(path)
        return builder.lexicon()

    def scan(self, words: Sequence[str], text: str, starts: Sequence[int], ends: Sequence[int],
             first: int, last: int) -> list[Mention]:
        """Mentions in the tokens `first:last`, leftmost and longest first, never overlapping.

        `text`, `starts` and `ends` serve terms whose capitals matter.
        """
        found: list[Mention] = []
        append = found.append
        multi = self._multi
        memo = self._memo
        cased = self._cased
        at = first
        while at < last:
            word = words[at]
            if word in multi:
                mention = self._longest(words, at, last)
                if mention is not None:
                    append(mention)
                    at = mention.end
                    continue
            if cased and word in cased:
                exact = cased[word]
                if text[starts[at] : ends[at]] == exact.text:
                    append(Mention(at, at + 1, exact))
                    at += 1
                    continue
            term = memo[word] if word in memo else self._single_word(word)
            if term is not None:
                append(Mention(at, at + 1, term))
            at += 1
        return found

    def _longest(self, words: Sequence[str], at: int, last: int) -> Mention | None:
        """The longest phrase at a token; phrases are kept by their first two words."""
        if at + 1 >= last:
            return None
        phrases = self._multi[words[at]].get(words[at + 1])
        if phrases is None:
            return None
        for rest, term in phrases:
            end = at + 2 + len(rest)
            if end <= last and (not rest or tuple(words[at + 2 : end]) == rest):
                return Mention(at, end, term)
        return None

    def _single_word(self, word: str) -> Term | None:
        """The term of one word: as listed, without its possessive, or by its ending."""
        term = self._single.get(word)
        if term is None and word.endswith("'s"):
            term = self._single.get(word[:-2])
        if term is None and len(word) >= _SHORTEST_WORD_WITH_ENDING and word.isalpha():
            term = self._by_ending(word)
        self._memo[word] = term
        return term

    def _by_ending(self, word: str) -> Term | None:
        stem = word[:-1] if word.endswith("s") and not word.endswith(("ss", "sis", "tis")) else word
        if stem in self._exceptions or word in self._exceptions:
            return None
        for length in range(min(9, len(stem) - 2), 2, -1):
            tags = self._endings.get(stem[-length:])
            if tags:
                return Term(word, tags, stem)
        return None

    def words_tagged(self, tag: str) -> frozenset[str]:
        """The surface forms of a tag, in lower case; raises KeyError for an unknown tag."""
        if tag not in self.tags:
            raise KeyError(tag)
        if tag not in self._tagged:
            self._tagged[tag] = frozenset(self._surfaces(tag))
        return self._tagged[tag]

    def _surfaces(self, tag: str) -> Iterator[str]:
        for terms in (self._single.values(), self._cased.values()):
            yield from (term.text.lower() for term in terms if tag in term.tags)
        for seconds in self._multi.values():
            for entries in seconds.values():
                yield from (term.text.lower() for _, term in entries if tag in term.tags)


class _Builder:
    """Gathers the terms of several files, and every mistake in them."""

    def __init__(self) -> None:
        self.about: dict[str, str] = {}
        self.entries: dict[tuple[str, ...], _Entry] = {}
        self.cased: dict[str, _Entry] = {}
        self.endings: dict[str, set[str]] = {}
        self.exceptions: set[str] = set()
        self.mistakes: list[str] = []

    def read(self, path: Path) -> None:
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            self.mistakes.append(f"{path}: {error}")
            return
        for tag, table in tables.items():
            self._table(path, tag, table)

    def _table(self, path: Path, tag: str, table: Any) -> None:
        if not isinstance(table, dict) or not isinstance(table.get("about"), str):
            self.mistakes.append(f"{path}: [{tag}] needs `about`, a sentence that says what it is")
            return
        for key in sorted(table.keys() - _KEYS):
            self.mistakes.append(f"{path}: [{tag}] has no key `{key}`; keys: {sorted(_KEYS)}")
        inflect = table.get("inflect", "none")
        if inflect not in _INFLECTIONS:
            self.mistakes.append(f"{path}: [{tag}] inflect = {inflect!r}; write one of none, noun, verb")
        self.about.setdefault(tag, table["about"])
        irregular = {forms[0]: tuple(forms) for forms in table.get("forms", ())}
        for term in _strings(table.get("terms", ()), path, tag, self.mistakes):
            self._add(tag, term, inflect, irregular)
        for ending in table.get("endings", ()):
            self.endings.setdefault(ending, set()).add(tag)
        self.exceptions.update(table.get("except", ()))

    def _add(
        self, tag: str, term: str, inflect: str, irregular: Mapping[str, tuple[str, ...]]
    ) -> None:
        if inflect == "verb":
            head, _, rest = term.partition(" ")
            for form, word in verb_forms(head, irregular.get(head)):
                self._put(f"{word} {rest}".strip(), tag, term, form)
            return
        self._put(term, tag, term, "")
        if inflect == "noun":
            self._put(plural(term), tag, term, "")

    def _put(self, surface: str, tag: str, lemma: str, form: str) -> None:
        key = _words(surface)
        if len(key) == 1 and surface != surface.lower():
            entry = self.cased.setdefault(surface, _Entry(set(), lemma, form))
        else:
            entry = self.entries.setdefault(key, _Entry(set(), lemma, form))
        entry.tags.add(tag)
        entry.form = entry.form or form

    def lexicon(self) -> Lexicon:
        if self.mistakes:
            raise LexiconError("\n".join(self.mistakes))
        single: dict[str, Term] = {}
        multi: dict[str, dict[str, list[tuple[tuple[str, ...], Term]]]] = {}
        shared: dict[frozenset[str], frozenset[str]] = {}
        for key, entry in self.entries.items():
            tags = frozenset(entry.tags)
            tags = shared.setdefault(tags, tags)
            term = Term(" ".join(key), tags, entry.lemma, entry.form)
            if len(key) == 1:
                single[key[0]] = term
            else:
                multi.setdefault(key[0], {}).setdefault(key[1], []).append((key[2:], term))
        for seconds in multi.values():
            for entries in seconds.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        cased = {
            surface.lower(): Term(surface, frozenset(entry.tags), entry.lemma, entry.form)
            for surface, entry in self.cased.items()
        }
        endings = {ending: frozenset(tags) for ending, tags in self.endings.items()}
        return Lexicon(self.about, single, multi, cased, endings, frozenset(self.exceptions))


def _words(surface: str) -> tuple[str, ...]:
    from medlint.language.tokens import tokenize

    if surface.isascii() and surface.replace(" ", "").isalpha():
        return tuple(surface.lower().split())
    return tuple(tokenize(surface).words)


def _strings(values: Iterable[Any], path: Path, tag: str, mistakes: list[str]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield value
        else:
            mistakes.append(f"{path}: [{tag}] holds {value!r}; write words in quotation marks")
