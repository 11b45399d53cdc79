"""Every rule of a run: the bundled packs, and the packs of folders that a user names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from medlint.keptrules import keep_rules, recalled_rules
from medlint.language.lexicon import Lexicon, LexiconError
from medlint.rule import Rule
from medlint.tomlfile import Mistake, RuleError, TomlFile, control_characters, shown

if TYPE_CHECKING:
    from medlint.packfolders import PackFolder
    from medlint.topics.book import TopicBook

__all__ = ["Pack", "RuleError", "Rulebook", "bundled_rules"]


WORDS_FOLDER = "lexicons"
TOPICS_FOLDER = "topics"


@dataclass(frozen=True)
class Pack:
    """Rules that belong together. The name is the folder's; `about` is a sentence or two."""

    name: str
    title: str
    about: str


@dataclass(frozen=True)
class Rulebook:
    """Rules and packs by name, in the order of pack and rule names, over one lexicon."""

    rules: Mapping[str, Rule]
    packs: Mapping[str, Pack]
    lexicon: Lexicon
    topic_folders: tuple[Path, ...] = ()

    @cached_property
    def topics(self) -> TopicBook:
        """The topic packs, those of a user's folders in place of bundled ones of the same name."""
        from medlint.topics.book import TopicBook

        return TopicBook(self.topic_folders)

    @classmethod
    def load(cls, extra: Sequence[Path] = (), bundled: Path | None = None) -> Rulebook:
        """The bundled rules, and those of a user's folders of rules or of packs.

        Raises RuleError with every mistake in every file.
        """
        root = bundled or bundled_rules()
        recalled = None if extra else recalled_rules(root)
        if recalled is not None:
            rules, packs = recalled
            lexicon = Lexicon.load(root / WORDS_FOLDER)
            named = {name: Pack(name, **table) for name, table in packs.items()}
            return cls(rules, named, lexicon, (root / TOPICS_FOLDER,))
        book = cls._checked(root, extra)
        if not extra:
            about = {p.name: {"title": p.title, "about": p.about} for p in book.packs.values()}
            keep_rules(root, book.rules, about)
        return book

    @classmethod
    def _checked(cls, root: Path, extra: Sequence[Path]) -> Rulebook:
        """The rulebook read from its files, each of which is checked."""
        from medlint.packfolders import bundled_packs, users_packs, users_topics

        messages: list[str] = []
        folders = _distinct(
            bundled_packs(root)
            + [pack for folder in dict.fromkeys(extra) for pack in users_packs(folder, messages)],
            messages,
        )
        lexicon = _lexicon(root / WORDS_FOLDER, folders, messages)
        packs = [_pack(folder, messages) for folder in folders]
        rules = _rules(folders, lexicon, messages)
        messages += _circle_messages(rules)
        users = [each for folder in dict.fromkeys(extra) for each in users_topics(folder)]
        messages += _topic_messages(root / TOPICS_FOLDER, users)
        if messages or lexicon is None:
            raise RuleError(*messages)
        topics = (root / TOPICS_FOLDER, *users)
        return cls(rules, {pack.name: pack for pack in packs}, lexicon, topics)


def bundled_rules() -> Path:
    """`medlint/rules` in an installed wheel, `rules` beside the package in a checkout."""
    package = Path(__file__).parent
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def _distinct(folders: list[PackFolder], messages: list[str]) -> list[PackFolder]:
    """The packs by name, without those whose name an earlier one has."""
    packs: dict[str, PackFolder] = {}
    for folder in folders:
        first = packs.setdefault(folder.name, folder)
        if first is not folder:
            taken = "a bundled pack" if first.bundled else shown(first.path)
            text = f"the pack name {folder.name} is taken by {taken}; rename the folder"
            messages.append(f"{shown(folder.path)}:1: {text}")
    return sorted(packs.values(), key=lambda folder: folder.name)


def _lexicon(root: Path, folders: list[PackFolder], messages: list[str]) -> Lexicon | None:
    """The bundled words, and those of the packs; None when a file of words is wrong."""
    before = len(messages)
    try:
        bundled = Lexicon.load(root)
        with_words = [folder for folder in folders if folder.words or folder.plain_words]
        for folder in with_words:
            messages += _tag_messages(folder, bundled)
        if not with_words or len(messages) > before:
            return bundled
        lexicon = Lexicon.load(root, *(folder.path / WORDS_FOLDER for folder in with_words))
        if any(folder.plain_words for folder in with_words):
            # They are read when a rule asks for them; what is wrong with them is told now.
            _ = lexicon.plain_words
        return lexicon
    except LexiconError as error:
        messages += str(error).splitlines()
        return None
    except RuleError as error:
        messages += error.messages
        return None


def _tag_messages(folder: PackFolder, bundled: Lexicon) -> Iterator[str]:
    """Messages about tags of a user's pack that are not its own."""
    prefix = f"{folder.name}-"
    for path in folder.words:
        try:
            file = TomlFile.read(path)
        except RuleError as error:
            yield from error.messages
            continue
        mistakes = [
            Mistake((tag,), f'[{tag}] is not a tag of this pack; write a new tag "{prefix}..."')
            for tag in file.data
            if not tag.startswith(prefix) or tag in bundled.tags
        ]
        yield from file.error([*mistakes, *control_characters(file.data)]).messages


def _topic_messages(bundled: Path, users: Sequence[Path]) -> Iterator[str]:
    """Mistakes in topic packs, looked for where a user has some: ours are read when needed."""
    if not users:
        return
    from medlint.topics.book import TopicBook

    first: dict[str, Path] = {}
    for path in (path for folder in users for path in sorted(folder.glob("*.toml"))):
        other = first.setdefault(path.stem, path)
        if other is not path:
            text = f"the name {path.stem} is taken by {shown(other)}; rename this file"
            yield f"{shown(path)}:1: {text}"
    try:
        _ = TopicBook((bundled, *users)).topics
    except RuleError as error:
        yield from error.messages


def _pack(folder: PackFolder, messages: list[str]) -> Pack:
    """What pack.toml says; a user's pack may do without, and is titled by its name."""
    from medlint.packfolders import PACK_FILE
    from medlint.tables import read_table

    plain = Pack(folder.name, folder.name, "")
    path = folder.path / PACK_FILE
    if not folder.bundled and not path.exists():
        return plain
    try:
        file = TomlFile.read(path)
        mistakes = list(control_characters(file.data))
        values = read_table(_PackFile, file.data, (), mistakes)
        if mistakes:
            raise file.error(mistakes)
    except RuleError as error:
        messages += error.messages
        return plain
    return Pack(folder.name, values.title.strip(), values.about.strip())


@dataclass(frozen=True)
class _PackFile:
    """The keys of a pack.toml."""

    title: str
    about: str


def _rules(
    folders: list[PackFolder], lexicon: Lexicon | None, messages: list[str]
) -> dict[str, Rule]:
    """The rules without a mistake, by name."""
    from medlint.ruleloader import load_rule

    rules: dict[str, Rule] = {}
    names = {path.stem for folder in folders for path in folder.rules}
    # The bundled rules first: when a name is taken, the user's file is the one to change.
    owners: dict[str, tuple[PackFolder, Path]] = {}
    for folder in sorted(folders, key=lambda folder: not folder.bundled):
        for path in folder.rules:
            if path.stem in owners:
                messages.append(_name_taken(path, *owners[path.stem]))
                continue
            owners[path.stem] = folder, path
            try:
                rules[path.stem] = load_rule(path, folder.name, names, lexicon)
            except RuleError as error:
                messages += error.messages
    return dict(sorted(rules.items(), key=lambda item: (item[1].pack, item[0])))


def _name_taken(path: Path, owner: PackFolder, first: Path) -> str:
    name = path.stem
    if owner.bundled:
        advice = f"change the bundled rule by options under [rules.{name}], or rename this file"
        return f"{shown(path)}:1: the name {name} is taken by a bundled rule; {advice}"
    return f"{shown(path)}:1: the name {name} is taken by {shown(first)}; rename this file"


def _circle_messages(rules: Mapping[str, Rule]) -> Iterator[str]:
    """A message when rules yield to each other in a circle, so that none of them would report."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter({rule.name: rule.yields_to for rule in rules.values()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        text = f"rules yield to each other in a circle ({', '.join(circle)}); take out one name"
        file = TomlFile.read(rules[circle[0]].path)
        yield from file.error([Mistake(("yields_to",), text)]).messages
