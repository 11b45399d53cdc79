"""Keys of kept results: they change with everything that has a say in the result."""

from __future__ import annotations

import sys
import unicodedata
from _blake2 import blake2b
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from medlint import __version__
from medlint.config import Config
from medlint.document import Document
from medlint.kept import keep, recall
from medlint.rulebook import bundled_rules

#: Settings that have no say in what the rules find in a document: they choose the documents, or
#: what of the findings is shown, or they stand in the key in another way.
_APART = frozenset(
    {
        "fail_on", "severity", "exclude", "force_exclude", "respect_gitignore", "max_file_size",
        "baseline", "waivers", "origin", "layers", "per_path_ignores", "overrides", "rules",
        "retractions", "boilerplate",
    }
)  # fmt: skip
#: Packages that have a say in how an article is read.
_READING_WITH = ("pyromark", "regex", "textstat", "turbohtml", "wordfreq", "msgpack", "rensa")
_COMPILED = frozenset({".so", ".pyd", ".pyc", ".c"})


def key(*parts: bytes | str) -> bytes:
    """Sixteen bytes that stand for the parts, in their order."""
    digest = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        # With its length before it, so that no part can pass for two.
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def key_of_document(document: Document) -> bytes:
    """The key of an article's text as it was read; its name has no say."""
    return key(document.format, repr(document.problems), document.text)


def key_of_settings(config: Config, ignored: frozenset[str]) -> bytes:
    """The key of what a configuration says about an article at which `ignored` are switched off."""
    said = {
        each.name: _in_order(getattr(config, each.name))
        for each in fields(config)
        if each.init and each.name not in _APART
    }
    return key(repr(sorted(said.items())), repr(sorted(ignored)), _content(config.retractions))


def key_of_rules(folders: Sequence[Path]) -> bytes:
    """The key of medlint itself, its rules and words, and those in a user's folders."""
    users = (part for folder in folders for part in _named(folder, sorted(folder.rglob("*.toml"))))
    return key(_key_of_medlint(), *users)


def _key_of_medlint() -> str:
    """The key of the code, the bundled rules and words, and the packages that they need.

    It is made of contents, so that it is the same in every installation of a version.
    """
    package, rules = Path(__file__).parent.parent, bundled_rules()
    code, words = _files(package), _files(rules)
    files = [*code, *words]
    # Where packages are installed: its time changes when one of them does.
    around = [Path(spec.origin).parent.parent for spec in _specs() if spec.origin]
    kept = recall("identity", [*files, *around])
    if isinstance(kept, str):
        return kept
    from importlib.metadata import PackageNotFoundError, version

    versions = [__version__, str(sys.version_info[:3]), unicodedata.unidata_version]
    for name in _READING_WITH:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"{name} ?")
    made = key(*versions, *_named(package, code), *_named(rules, words)).hex()
    keep("identity", [*files, *around], made)
    return made


def _specs() -> Iterable[Any]:
    return filter(None, map(find_spec, _READING_WITH))


def _files(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.suffix not in _COMPILED)
    return sorted(path for path in files if path.is_file())


def _named(folder: Path, files: Sequence[Path]) -> Iterator[str | bytes]:
    """The names of files in a folder, each followed by the key of what it holds."""
    for file in files:
        yield file.relative_to(folder).as_posix()
        yield _content(file)


def _content(file: Path | None) -> bytes:
    """The key of what a file holds; empty for none."""
    if file is None:
        return b""
    digest = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.digest()


def _in_order(value: object) -> str:
    """The value as text, the same for equal values."""
    if isinstance(value, Mapping):
        return repr(sorted((repr(name), _in_order(each)) for name, each in value.items()))
    if isinstance(value, frozenset | set):
        return repr(sorted(map(repr, value)))
    return repr(value)
