"""The bundled rules as an earlier run read and checked them, made again without a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, get_args, get_type_hints

from medlint.finding import Severity
from medlint.kept import keep, recall
from medlint.matchers import KINDS
from medlint.rule import Examples, FixedExample, Rule

if TYPE_CHECKING:
    from medlint.finding import Match
    from medlint.language.reading import Reading

_NAME = "rules"


def recalled_rules(root: Path) -> tuple[dict[str, Rule], dict[str, Any]] | None:
    """The rules by name and the tables of the packs, or None where nothing fitting is kept."""
    kept = recall(_NAME, _sources(root))
    if kept is None:
        return None
    rules = {name: _rule(table) for name, table in kept["rules"].items()}
    return rules, kept["packs"]


def keep_rules(root: Path, rules: Mapping[str, Rule], packs: Mapping[str, Any]) -> None:
    """Keep rules that were found without a mistake; a mistake is so told in every run."""
    from medlint.tomlfile import TomlFile

    tables: dict[str, Any] = {}
    for rule in rules.values():
        table = TomlFile.read(rule.path).data
        tables[rule.name] = {**table, "name": rule.name, "pack": rule.pack, "path": str(rule.path)}
    keep(_NAME, _sources(root), {"rules": tables, "packs": dict(packs)})


def _sources(root: Path) -> list[Path]:
    """The bundled files of rules and packs, and the code that checks and makes them."""
    code = Path(__file__).parent
    return [
        *sorted(root.glob("*/*.toml")),
        code / "ruleloader.py",
        code / "keptrules.py",
        *sorted((code / "matchers").glob("*.py")),
        *sorted((code / "duties").glob("*.py")),
    ]


def _rule(table: Mapping[str, Any]) -> Rule:
    match = dict(table["match"])
    kind = match.pop("kind")
    severities = {
        profile: None if severity == "off" else Severity(severity)
        for profile, severity in table.get("profiles", {}).items()
    }
    return Rule(
        name=table["name"],
        pack=table["pack"],
        title=table["title"],
        severity=Severity(table["severity"]),
        message=table["message"],
        why=table["why"].strip(),
        sources=tuple(table["sources"]),
        scope=table["scope"],
        kind=kind,
        # Few runs ask for previews, and what their matchers need takes long to load.
        matcher=_Deferred(kind, match) if table.get("preview") else _matcher(KINDS[kind], match),
        examples=_examples(table["examples"]),
        path=Path(table["path"]),
        default=table.get("default", True),
        preview=table.get("preview", False),
        yields_to=tuple(table.get("yields_to", ())),
        profiles=severities,
        options=tuple(table.get("options", ())),
        fix=table.get("fix"),
    )


def _examples(table: Mapping[str, Any]) -> Examples:
    texts = {key: tuple(each) for key, each in table.items() if key != "fixed"}
    return Examples(**texts, fixed=tuple(FixedExample(**each) for each in table.get("fixed", ())))


class _Deferred:
    """A matcher that is made when it is first used."""

    details: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, kind: str, fields: Mapping[str, Any]) -> None:
        self._kind = kind
        self._fields = fields

    @cached_property
    def made(self) -> Any:
        """The matcher itself."""
        return _matcher(KINDS[self._kind], self._fields)

    def find(self, reading: Reading) -> Iterable[Match]:
        """Each match, in the order of the text."""
        found: Iterable[Match] = self.made.find(reading)
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.made, name)


def _matcher(shape: Any, fields: Mapping[str, Any]) -> Any:
    """The matcher of a checked [match]; tables become the dataclasses that they stand for."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            if value and isinstance(value[0], dict):
                entry = get_args(get_type_hints(shape)[name])[0]
                values[name] = tuple(_matcher(entry, each) for each in value)
            else:
                values[name] = tuple(value)
        elif isinstance(value, dict) and is_dataclass(shape_of := get_type_hints(shape)[name]):
            values[name] = _matcher(shape_of, value)
        else:
            values[name] = value
    return shape(**values)
