"""All topic packs of a run: the bundled ones, and those of folders that a user names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlint.kept import keep, recall
from medlint.language.morphology import plural
from medlint.language.tokens import tokenize
from medlint.topics.model import Topic, Treatments

if TYPE_CHECKING:
    from medlint.language.reading import Reading

_NAME = "topics"
#: Times that a use must be named in a text whose title does not name it, to be what it is on.
OFTEN = 3


class TopicBook:
    """Packs by name; nothing is read until one is asked for.

    A pack of a later folder takes the place of one of an earlier folder with the same name.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._made: dict[str, Topic] = {}

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The file of every pack, by the pack's name."""
        return {
            path.stem: path
            for folder in self._folders
            for path in sorted(folder.glob("*.toml"))
            if path.name[0] != "."
        }

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Every pack by name. Raises RuleError with every mistake in every file."""
        return tuple(self._topic(name) for name in sorted(self._tables["packs"]))

    def of_treatment(self, treatment: str) -> tuple[Topic, ...]:
        """The packs of a treatment, given in any of its words; none where no pack holds it."""
        return tuple(self._topic(name) for name in packs_of(treatment, self._tables))

    def promoted(self, reading: Reading) -> tuple[Topic, ...]:
        """The packs of the treatment that an article is about."""
        name = reading.promotion.name
        if name is None or _is_only_background(reading):
            return ()
        found = self.of_treatment(name)
        if not found:
            long_form = next(
                (each.long_form for short, each in reading.acronyms.items()
                 if short.lower().rstrip("s") == name.rstrip("s")), "",
            )  # fmt: skip
            found = self.of_treatment(long_form) if long_form else ()
        return tuple(topic for topic in found if not _is_on(reading, topic.not_for))

    def _topic(self, name: str) -> Topic:
        if name not in self._made:
            table = self._tables["packs"][name]
            self._made[name] = Topic.of_table(name, self.files[name], table)
        return self._made[name]

    @cached_property
    def _tables(self) -> Mapping[str, Any]:
        """The checked tables of the packs, and the words for treatments with their packs."""
        code = Path(__file__).parent
        sources = [*self.files.values(), *sorted(code.glob("*.py"))]
        tables = recall(_NAME, sources)
        if tables is None:
            from medlint.topics.loader import read_packs

            packs = read_packs(self.files)
            tables = {"packs": packs, **treatment_words(packs)}
            keep(_NAME, sources, tables)
        found: Mapping[str, Any] = tables
        return found


def bundled_topics() -> Path:
    """The folder of the topic packs that come with medlint."""
    from medlint.rulebook import TOPICS_FOLDER, bundled_rules

    return bundled_rules() / TOPICS_FOLDER


def treatment_words(packs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The packs by word for a treatment, under "words", and by ending, under "endings"."""
    words: dict[str, list[str]] = {}
    endings: dict[str, list[str]] = {}
    for name, table in packs.items():
        treatments = Treatments(**{key: tuple(each) for key, each in table["treatments"].items()})
        for word in treatments.names:
            for form in forms_of(word):
                owners = words.setdefault(form, [])
                if name not in owners:
                    owners.append(name)
        for ending in treatments.endings:
            endings.setdefault(ending, []).append(name)
        for word in treatments.without:
            words.setdefault(key_of(word), [])
    return {"words": words, "endings": endings}


def packs_of(treatment: str, tables: Mapping[str, Any]) -> Sequence[str]:
    """The names of a treatment's packs: by its words, its ending, or the longest name within."""
    words, endings = tables["words"], tables["endings"]
    name = longest_name_in(treatment, words)
    if name is not None:
        owners: Sequence[str] = words[name]
        return owners
    for part in reversed(key_of(treatment).split()):
        stem = part.removesuffix("s")
        for at in range(len(stem)):
            if stem[at:] in endings:
                by_ending: Sequence[str] = endings[stem[at:]]
                return by_ending
    return ()


def longest_name_in(treatment: str, names: Collection[str]) -> str | None:
    """The longest of the names, given as `key_of` has them, that stands in a treatment's words."""
    parts = key_of(treatment).split()
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length, -1, -1):
            name = " ".join(parts[start : start + length])
            if name in names:
                return name
    return None


def forms_of(name: str) -> frozenset[str]:
    """A name in the singular and the plural, as `key_of` has them."""
    return frozenset({key_of(name), key_of(plural(name))})


def key_of(name: str) -> str:
    """The words of a name in lower case, one space between them."""
    return " ".join(tokenize(name).words)


def _is_only_background(reading: Reading) -> bool:
    """Whether the title names the treatment only as what comes before or is replaced.

    "Walking after a hip operation", "An alternative to statins".
    """
    title = reading.title
    if title is None:
        return False
    words = reading.words
    places = [
        mention.start
        for mention in reading.mentions[title.index]
        if mention.term.lemma.lower() == reading.promotion.name
    ]
    return bool(places) and all(
        not _BEFORE.isdisjoint(words[max(title.first, at - 3) : at]) for at in places
    )


_BEFORE = frozenset(
    "after before during following alternative alternatives instead replace replacing".split()
)


def _is_on(reading: Reading, uses: Sequence[str]) -> bool:
    """Whether the article is on one of the uses: by its title, or by how often it names it."""
    if not uses:
        return False
    from medlint.topics.wordings import Wordings

    words = Wordings({"use": uses})
    title = reading.title
    if title is not None and any(words.find(reading.words, title.first, title.last)):
        return True
    return sum(1 for _ in words.find(reading.words, 0, len(reading.words))) >= OFTEN
