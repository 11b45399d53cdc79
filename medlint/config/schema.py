"""The JSON schema of a configuration, made from what reads one, for editors."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlint.config.keys import KEYS, keys_schema
from medlint.config.model import SEVERITIES
from medlint.config.values import Schema
from medlint.optionranges import RANGES
from medlint.tables import annotation_schema, table_fields

if TYPE_CHECKING:
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook

#: The schema of a configuration with the bundled rules, as it is shipped.
SHIPPED = Path(__file__).with_name("medlint.schema.json")


def schema_text(rulebook: Rulebook) -> str:
    """The schema of a `medlint.toml`, with the rules and packs of a rulebook, as JSON text.

    Names of other rules are accepted too: a base or a folder may bring them.
    """
    return json.dumps(_schema(rulebook), indent=1, ensure_ascii=False) + "\n"


def _schema(rulebook: Rulebook) -> Schema:
    rules = {rule.name: _rule_schema(rule) for rule in rulebook.rules.values()}
    others = {
        "type": "object",
        "properties": {"severity": {"enum": list(SEVERITIES)}},
    }
    folders = {
        "description": "Folders with rules of your own, relative to this file.",
        "type": "array",
        "items": {"type": "string", "minLength": 1},
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "medlint.toml",
        "description": "The configuration of medlint, the linter for medical articles.",
        **keys_schema(KEYS),
        "definitions": {
            "name": {"anyOf": [{"enum": [*rulebook.packs, *rules]}, {"type": "string"}]},
            "rules": {
                "type": "object",
                "properties": {**rules, "folders": False},
                "additionalProperties": others,
            },
            "rules-and-folders": {
                "type": "object",
                "properties": {"folders": folders, **rules},
                "additionalProperties": others,
            },
        },
    }


def _rule_schema(rule: Rule) -> Schema:
    """The table of one rule: its options and its severity, and nothing else."""
    fields = table_fields(type(rule.whole_matcher))
    options: Mapping[str, Any] = {
        option: {**annotation_schema(fields[option].annotation), **_range(rule.kind, option)}
        for option in rule.options
    }
    return {
        "description": rule.title,
        "type": "object",
        "properties": {"severity": {"enum": list(SEVERITIES)}, **options},
        "additionalProperties": False,
    }


def _range(kind: str, option: str) -> Schema:
    allowed = RANGES.get((kind, option))
    if allowed is None:
        return {}
    most = {} if math.isinf(allowed.most) else {"maximum": allowed.most}
    return {"description": f"It is {allowed.what}.", "minimum": allowed.least, **most}
