"""Which folders are packs and which files in them are rules; nothing is read here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medlint.ruleloader import name_mistakes
from medlint.tomlfile import shown

PACK_FILE = "pack.toml"
WORDS_FOLDER = "lexicons"
TOPICS_FOLDER = "topics"
PLAIN_WORDS_FOLDER = "plain-words"
INSTRUMENTS_FOLDER = "instruments"
PROFILES_FOLDER = "profiles"

#: Folders beside the packs that hold something else than rules.
NOT_PACKS = frozenset({WORDS_FOLDER, TOPICS_FOLDER, INSTRUMENTS_FOLDER, PROFILES_FOLDER})


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A folder of rules: its rule files, and its files of words and of plain words."""

    path: Path
    rules: tuple[Path, ...]
    words: tuple[Path, ...] = ()
    plain_words: tuple[Path, ...] = ()
    bundled: bool = True

    @property
    def name(self) -> str:
        """The pack's name, which is the folder's."""
        return self.path.name


def bundled_packs(root: Path) -> list[PackFolder]:
    """Every pack of the bundled rules, by name."""
    folders = [folder for folder in _folders(root) if folder.name not in NOT_PACKS]
    return [PackFolder(folder, _rule_files(folder)) for folder in folders]


def users_packs(folder: Path, messages: list[str]) -> list[PackFolder]:
    """The packs of a user's folder: itself when it holds TOML files, else its sub-folders.

    What cannot be used goes into `messages` in the form that RuleError has.
    """
    # Resolved, so that "." has a name and a link that leads out can be told.
    root = folder.resolve()
    if not root.is_dir():
        messages.append(_message(root, "is not a folder; name a folder of rule files"))
        return []
    inside = [each for each in _folders(root) if each.name not in NOT_PACKS and _toml_files(each)]
    if not _toml_files(root):
        if not inside and not users_topics(folder):
            messages.append(_message(root, f"holds no rules; {_WRITE_A_RULE}"))
        return [_users_pack(each, root, messages) for each in inside]
    messages += [
        _message(each, "is a pack inside a pack; move it beside the outer one") for each in inside
    ]
    return [_users_pack(root, root, messages)]


def users_topics(folder: Path) -> list[Path]:
    """The folders of topic packs in a user's folder: its own, and those of the packs in it."""
    root = folder.resolve()
    if not root.is_dir():
        return []
    inside = [each / TOPICS_FOLDER for each in (root, *_folders(root))]
    return [each for each in inside if _toml_files(each)]


_WRITE_A_RULE = "write a first one with `medlint new PACK/NAME`"


def _users_pack(folder: Path, root: Path, messages: list[str]) -> PackFolder:
    rules = _rule_files(folder)
    words = _toml_files(folder / WORDS_FOLDER)
    plain_words = _toml_files(folder / WORDS_FOLDER / PLAIN_WORDS_FOLDER)
    messages += [_message(folder, mistake.text) for mistake in name_mistakes("pack", folder.name)]
    if not rules:
        messages.append(_message(folder, f"holds no rules; {_WRITE_A_RULE}"))
    for path in (*rules, *words, *plain_words, folder / PACK_FILE):
        if not path.resolve().is_relative_to(root):
            messages.append(_message(path, "is a link that leads out of the folder; copy the file"))
            rules, words, plain_words = (
                tuple(f for f in files if f != path) for files in (rules, words, plain_words)
            )
    return PackFolder(folder, rules, words, plain_words, bundled=False)


def _rule_files(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in _toml_files(folder) if path.name != PACK_FILE)


def _toml_files(folder: Path) -> tuple[Path, ...]:
    """The TOML files of a folder by name; files whose name begins with a dot are an editor's."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        # A broken link is no file, and must not be passed over in silence.
        if path.suffix == ".toml" and path.name[0] != "." and (path.is_file() or path.is_symlink())
    )


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] != ".")


def _message(path: Path, text: str) -> str:
    return f"{shown(path)}:1: {text}"
