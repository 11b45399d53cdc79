"""How the settings of one file, or of one override, join those that hold already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The lists that a key with "extend-" adds to, as fields of a Config; the others replace.
_ADDED_TO = {
    "extend-select": "extend_select",
    "extend-ignore": "ignore",
    "extend-exclude": "exclude",
    "overrides": "overrides",
}
#: The tables that are joined key by key.
_TABLES = frozenset({"per-path-ignores"})


def merge(fields: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Join the values of a layer or an override, by their keys, with the fields of a Config.

    A value replaces the one before; "extend-" and `overrides` add; tables are joined key by key,
    those of rules' options too; folders of rules add up. `select` also does away with what was
    added to a `select` before.
    """
    for key, value in values.items():
        if key in _ADDED_TO:
            continue
        if key == "rules":
            _merge_rules(fields, value)
        elif key in _TABLES:
            name = field_name(key)
            # What is said later is looked at later, as if both stood in one file.
            kept = {glob: each for glob, each in fields.get(name, {}).items() if glob not in value}
            fields[name] = {**kept, **value}
        elif key == "duplicates":
            fields.update({"boilerplate": value["allow"]} if "allow" in value else {})
        else:
            fields[field_name(key)] = value
            if key == "select":
                fields["extend_select"] = ()
    for key, name in _ADDED_TO.items():
        if key in values:
            fields[name] = (*fields.get(name, ()), *values[key])


def field_name(key: str) -> str:
    """The field of a Config that a key of the file sets."""
    return key.replace("-", "_")


def _merge_rules(fields: dict[str, Any], rules: Mapping[str, Any]) -> None:
    folders = (*fields.get("rules", ()), *rules.get("folders", ()))
    if folders:
        fields["rules"] = tuple(dict.fromkeys(folders))
    options = dict(fields.get("rule_options", {}))
    for rule, changed in rules.get("options", {}).items():
        options[rule] = {**options.get(rule, {}), **changed}
    fields["rule_options"] = options
