"""The vocabulary of the language layer, read from TOML files and found in one pass."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from medlint.kept import keep, recall
from medlint.language.compiled import LOOPS
from medlint.language.tokens import Tokens, places_of, tokenize
from medlint.remembered import Remembered, once

if TYPE_CHECKING:
    from medlint.language.plain_words import PlainWords


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


#: Of a word: its term, how that is written where capitals matter, the term of the word in small
#: letters, and the phrases that it opens, by their second word, the longest first.
_Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], Term]]]
_Notes = tuple[Term | None, str | None, Term | None, _Phrases | None]

_INFLECTIONS = ("none", "noun", "verb")
_KEYS = frozenset({"about", "inflect", "terms", "endings", "except", "forms"})
_SHORTEST_WORD_WITH_ENDING = 6

#: A surface form as it is kept: index of its tag set, verb form and listed form, bar-separated
#: (one text loads three times faster than a list); for terms with capitals the surface, too.
_Raw = str


def _longest(phrases: Sequence[str], words: Sequence[str], at: int, last: int) -> str | None:
    """The longest of the phrases, which are sorted so, that stands at a token."""
    for phrase in phrases:
        end = at + 1 + phrase.count(" ")
        if end <= last and " ".join(words[at:end]) == phrase:
            return phrase
    return None


class Lexicon:
    """All terms by tag, with one-pass lookup over a token list.

    `tags` maps each tag to the sentence that explains it to an editor. The tables are plain lists
    and dictionaries, so that they can be kept as JSON; `Term` objects are made when first met.
    """

    def __init__(self, tables: Mapping[str, Any], folders: tuple[Path, ...] = ()) -> None:
        self.tables = tables
        self._folders = folders
        self._parts: dict[str, Lexicon] = {}
        self.tags: Mapping[str, str] = tables["about"]
        self._tag_sets = [frozenset(tags) for tags in tables["tag_sets"]]
        self._single: Mapping[str, _Raw] = tables["single"]
        self._phrases: Mapping[str, _Raw] = tables["phrases"]
        self._starts: Mapping[str, Sequence[str]] = tables["starts"]
        self._second_words = Remembered(self._phrases_by_second_word)
        self._cased: Mapping[str, _Raw] = tables["cased"]
        self._endings: Mapping[str, int] = tables["endings"]
        self._exceptions = frozenset(tables["exceptions"])
        self._terms = Remembered(self._one_word)
        self._notes = Remembered(self._noted)
        self._in_small_letters = Remembered(self._small_word)
        self._terms_of_phrases = Remembered(self._phrase)
        self._tagged: dict[str, frozenset[str]] = {}

    @classmethod
    def load(cls, folder: Path, *extra: Path) -> Lexicon:
        """Read every `*.toml` of the folders. Raises LexiconError with all mistakes at once."""
        files = [file for each in (folder, *extra) for file in sorted(each.glob("*.toml"))]
        # The code that makes the tables counts as one of their sources.
        sources = [*files, Path(__file__), Path(__file__).with_name("morphology.py")]
        kind = f"lexicon-{folder.name}"
        tables = recall(kind, sources)
        if tables is None:
            tables = _tables(files)
            keep(kind, sources, tables)
        return cls(tables, (folder, *extra))

    def part(self, name: str) -> Lexicon:
        """The terms of the folder `name` within the lexicon's folders, which are not scanned for
        with the rest. Raises LexiconError as `load` does.
        """
        if name not in self._parts:
            self._parts[name] = Lexicon.load(*(folder / name for folder in self._folders))
        return self._parts[name]

    @once
    def plain_words(self) -> PlainWords:
        """The technical words of the lexicon's folders with their plain equivalents.

        Raises RuleError with every mistake in their lists.
        """
        from medlint.language.plain_words import PlainWords

        return PlainWords.load(self._folders)

    def scan(
        self, words: Sequence[str], text: str, starts: Sequence[int], ends: Sequence[int],
        first: int, last: int,
    ) -> list[Mention]:  # fmt: skip
        """Mentions in the tokens `first:last`, leftmost and longest first, never overlapping.

        `text`, `starts` and `ends` serve terms whose capitals matter. For a whole document, `find`
        is cheaper.
        """
        here = [*words[first:last]]
        spans = zip(starts[first:last], ends[first:last], strict=True)
        written = [text[start:end] for start, end in spans]
        ranges = ((0, last - first),)
        (found,) = self.find(Tokens(here, written, [], []), places_of(here), ranges)
        return [Mention(first + start, first + end, term) for start, end, term in found]

    def find(
        self, tokens: Tokens, places: Mapping[str, list[int]], ranges: Iterable[tuple[int, int]]
    ) -> list[list[Mention]]:
        """The mentions in each half-open range of tokens, leftmost and longest first.

        They never overlap. `places` are the indexes of every word in the tokens.
        """
        if LOOPS is not None:
            found: list[list[Mention]] = LOOPS.mentions(
                tokens.words, tokens.written, [*ranges], self._notes, Mention
            )
            return found
        return self._find(tokens, places, ranges)

    def _find(
        self, tokens: Tokens, places: Mapping[str, list[int]], ranges: Iterable[tuple[int, int]]
    ) -> list[list[Mention]]:
        """What `find` does, in Python."""
        words = [*tokens.words, ""]
        terms, seconds = self._terms, self._second_words
        notable: list[int] = []
        openings: dict[int, Sequence[str]] = {}
        # What is done word by word is done once for all the places of a word.
        for word, everywhere in places.items():
            term = terms[word]
            if term is not None:
                notable += everywhere
            following = seconds[word]
            if following:
                for at in everywhere:
                    if words[at + 1] in following:
                        openings[at] = following[words[at + 1]]
                        if term is None:
                            notable.append(at)
        notable.sort()
        cased, written, new = self._cased, tokens.written, tuple.__new__
        found: list[list[Mention]] = []
        for first, last in ranges:
            mentions: list[Mention] = []
            free = first
            for at in notable[bisect_left(notable, first) : bisect_left(notable, last)]:
                if at < free:
                    continue
                term, end = terms[words[at]], at + 1
                phrase = _longest(openings[at], words, at, last) if at in openings else None
                if phrase is not None:
                    term, end = self._terms_of_phrases[phrase], at + 1 + phrase.count(" ")
                elif term is not None and words[at] in cased and written[at] != term.text:
                    term = self._in_small_letters[words[at]]
                if term is not None:
                    # What `Mention(at, end, term)` does, in half the time.
                    mentions.append(new(Mention, (at, end, term)))
                    free = end
            found.append(mentions)
        return found

    def _term(self, text: str, raw: _Raw) -> Term:
        index, form, lemma = raw.split("|")[:3]
        return Term(text, self._tag_sets[int(index)], lemma or text, form)

    def _phrases_by_second_word(self, word: str) -> Mapping[str, Sequence[str]]:
        """The phrases that open with a word, by their second word, the longest first."""
        phrases: dict[str, list[str]] = {}
        for phrase in self._starts.get(word, ()):
            phrases.setdefault(phrase.split(" ", 2)[1], []).append(phrase)
        return phrases

    def _noted(self, word: str) -> _Notes | None:
        """What there is to know where a word stands, for the compiled loop; None for nothing."""
        term = self._one_word(word)
        phrases = (
            {
                second: tuple((tuple(phrase.split(" ")), self._phrase(phrase)) for phrase in each)
                for second, each in self._phrases_by_second_word(word).items()
            }
            if word in self._starts
            else None
        )
        if word in self._cased and term is not None:
            return term, term.text, self._in_small_letters[word], phrases
        return (term, None, None, phrases) if term or phrases else None

    def _phrase(self, phrase: str) -> Term:
        return self._term(phrase, self._phrases[phrase])

    def _one_word(self, word: str) -> Term | None:
        """The term of a word: where the word has one with capitals, that."""
        raw = self._cased.get(word)
        if raw is not None:
            return self._term(raw.rpartition("|")[2], raw)
        return self._in_small_letters[word]

    def _small_word(self, word: str) -> Term | None:
        """The term of one word: as listed, without its possessive, or by its ending."""
        raw = self._single.get(word)
        if raw is None and word.endswith("'s"):
            raw = self._single.get(word[:-2])
        term = None if raw is None else self._term(word, raw)
        if term is None and len(word) >= _SHORTEST_WORD_WITH_ENDING and word.isalpha():
            term = self._by_ending(word)
        return term

    def _by_ending(self, word: str) -> Term | None:
        stem = word[:-1] if word.endswith("s") and not word.endswith(("ss", "sis", "tis")) else word
        if stem in self._exceptions or word in self._exceptions:
            return None
        for length in range(min(9, len(stem) - 2), 2, -1):
            index = self._endings.get(stem[-length:])
            if index is not None:
                return Term(word, self._tag_sets[index], stem)
        return None

    def term(self, words: str) -> Term | None:
        """The term that a word or phrase in small letters is by itself; None where it is none."""
        if " " not in words:
            return self._terms[words]
        return self._terms_of_phrases[words] if words in self._phrases else None

    def words_tagged(self, tag: str) -> frozenset[str]:
        """The surface forms of a tag, in lower case; raises KeyError for an unknown tag."""
        if tag not in self.tags:
            raise KeyError(tag)
        if tag not in self._tagged:
            self._tagged[tag] = frozenset(self._surfaces(tag))
        return self._tagged[tag]

    def _surfaces(self, tag: str) -> Iterator[str]:
        wanted = tuple(f"{index}|" for index, tags in enumerate(self._tag_sets) if tag in tags)
        for table in (self._single, self._phrases, self._cased):
            yield from (surface for surface, raw in table.items() if raw.startswith(wanted))


def _tables(files: Sequence[Path]) -> dict[str, Any]:
    builder = _Builder()
    for path in files:
        builder.read(path)
    return builder.tables()


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
        import tomllib

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
            self.mistakes.append(
                f"{path}: [{tag}] inflect = {inflect!r}; write one of none, noun, verb"
            )
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
        from medlint.language.morphology import plural, verb_forms

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

    def tables(self) -> dict[str, Any]:
        """The tables of a Lexicon. Raises LexiconError with every mistake there was."""
        if self.mistakes:
            raise LexiconError("\n".join(self.mistakes))
        sets: dict[frozenset[str], int] = {}

        def index(tags: set[str]) -> int:
            return sets.setdefault(frozenset(tags), len(sets))

        single: dict[str, str] = {}
        phrases: dict[str, str] = {}
        starts: dict[str, list[str]] = {}
        for key, entry in self.entries.items():
            surface = " ".join(key)
            lemma = "" if entry.lemma == surface else entry.lemma
            raw = f"{index(entry.tags)}|{entry.form}|{lemma}"
            if len(key) == 1:
                single[surface] = raw
            elif key:
                phrases[surface] = raw
                starts.setdefault(key[0], []).append(surface)
        for each in starts.values():
            each.sort(key=lambda phrase: -phrase.count(" "))
        cased = {
            surface.lower(): f"{index(entry.tags)}|{entry.form}|{entry.lemma}|{surface}"
            for surface, entry in self.cased.items()
        }
        endings = {ending: index(tags) for ending, tags in self.endings.items()}
        return {
            "about": self.about,
            "single": single,
            "phrases": phrases,
            "starts": starts,
            "cased": cased,
            "endings": endings,
            "exceptions": sorted(self.exceptions),
            "tag_sets": [sorted(tags) for tags in sets],
        }


def _words(surface: str) -> tuple[str, ...]:
    if surface.isascii() and surface.replace(" ", "").isalpha():
        return tuple(surface.lower().split())
    return tuple(tokenize(surface).words)


def _strings(values: Iterable[Any], path: Path, tag: str, mistakes: list[str]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield value
        else:
            mistakes.append(f"{path}: [{tag}] holds {value!r}; write words in quotation marks")
