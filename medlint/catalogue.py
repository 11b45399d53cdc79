"""Rules as people read them: the README's table, a list, one rule explained, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from textwrap import indent, wrap
from typing import Any

from medlint.card import INSUFFICIENT, Card
from medlint.finding import FixKind
from medlint.rule import FixedExample, Rule

#: The lines of the README between which its table of rules stands.
TABLE_START = "<!-- rules: begin -->"
TABLE_END = "<!-- rules: end -->"

_COLUMNS = (
    "Rule",
    "Pack",
    "Severity",
    "Stage",
    "Scope",
    "Fix",
    "Precision",
    "What it flags",
)
_WIDTH = 88
_FIX_OPTIONS: Mapping[FixKind, str] = {
    "safe": "written by medlint check --fix",
    "unsafe": "written by medlint check --fix-unsafe only",
}
_NO_CARDS: Mapping[str, Card] = {}
#: What stands for the precision of a rule without a card, as a user's own rules are.
_NO_CARD = "-"


def rules_markdown(rules: Iterable[Rule], cards: Mapping[str, Card] = _NO_CARDS) -> str:
    """The rules as a Markdown table, one row each, with a final line end."""
    rows = [(f"`{rule.name}`", *_cells(rule, cards)[1:]) for rule in rules]
    lines = [_COLUMNS, tuple("---" for _ in _COLUMNS), *rows]
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def with_rules_table(
    readme: str, rules: Iterable[Rule], cards: Mapping[str, Card] = _NO_CARDS
) -> str:
    """The README with the table between its two markers made anew.

    Raises ValueError when a marker is missing.
    """
    before, start, rest = readme.partition(TABLE_START)
    _, end, after = rest.partition(TABLE_END)
    if not (start and end):
        raise ValueError(f"the README has no {TABLE_START} followed by {TABLE_END}")
    return f"{before}{start}\n\n{rules_markdown(rules, cards)}\n{end}{after}"


def rules_table_text(rules: Iterable[Rule], cards: Mapping[str, Card] = _NO_CARDS) -> str:
    """The rules as aligned columns for a terminal, with a final line end."""
    lines = [_COLUMNS, *(_cells(rule, cards) for rule in rules)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def rules_json(rules: Iterable[Rule], cards: Mapping[str, Card] = _NO_CARDS) -> str:
    """The rules as a JSON list of objects, with a final line end."""
    listed = [_as_json(rule, cards.get(rule.name)) for rule in rules]
    return json.dumps(listed, ensure_ascii=False, indent=2, default=_iso_day) + "\n"


def explain(rule: Rule, card: Card | None = None) -> str:
    """Everything an editor may want to know about a rule, for a terminal, with a final line end."""
    sections = [
        "\n".join(_heading_lines(rule)),
        _section("Why", "\n".join(_wrapped(rule.why))),
        _section("Sources", _bullets(rule.sources)),
        _section("How often it is right", _bullets(list(_card_lines(card)) if card else ())),
        _section("Flagged (what is found stands in braces)", _bullets(rule.examples.flagged)),
        _section("Not flagged", _bullets(rule.examples.passing)),
        _section("Known misses", _bullets(rule.examples.missed)),
        _section("Fixed", _bullets([*map(_before_and_after, rule.examples.fixed)])),
        _section(f"Options under [rules.{rule.name}]", "\n".join(_option_lines(rule))),
        _section("To hide a finding, with the reason why", "\n".join(_suppressions(rule))),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def options_of(rule: Rule) -> Mapping[str, Any]:
    """The options that a user may set for the rule, with the values that hold when none is set."""
    return {name: getattr(rule.matcher, name) for name in rule.options}


def _cells(rule: Rule, cards: Mapping[str, Card]) -> tuple[str, ...]:
    severity = rule.severity.value if rule.default else f"{rule.severity.value}, opt-in"
    card = cards.get(rule.name)
    precision = card.in_short if card else _NO_CARD
    return (
        rule.name,
        rule.pack,
        severity,
        _stage(rule),
        rule.scope,
        _fix(rule),
        precision,
        rule.title,
    )


def _stage(rule: Rule) -> str:
    return "preview" if rule.preview else "stable"


def _fix(rule: Rule) -> str:
    return rule.fix or "-"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def _as_json(rule: Rule, card: Card | None) -> dict[str, Any]:
    return {
        "name": rule.name,
        "pack": rule.pack,
        "title": rule.title,
        "severity": rule.severity.value,
        "stage": _stage(rule),
        "scope": rule.scope,
        "fix": rule.fix,
        "kind": rule.kind,
        "default": rule.default,
        "profiles": {name: _level(rule, name) for name in rule.profiles},
        "message": rule.message,
        "why": rule.why,
        "sources": list(rule.sources),
        "yields_to": list(rule.yields_to),
        "options": {name: _plain(value) for name, value in options_of(rule).items()},
        "examples": asdict(rule.examples),
        "card": asdict(card) if card else None,
    }


def _iso_day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no {type(value).__name__}")


def _level(rule: Rule, profile: str) -> str:
    severity = rule.profiles[profile]
    return "off" if severity is None else severity.value


def _plain(value: Any) -> Any:
    """The value as lists, tables and scalars, as TOML and JSON have them."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value


def _heading_lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.name}: {rule.title}"
    yield ""
    yield f"Pack:      {rule.pack}"
    yield f"Severity:  {rule.severity.value}{'' if rule.default else ', off until selected'}"
    yield f"Stage:     {_stage(rule)}{', runs only with --preview' if rule.preview else ''}"
    yield f"Scope:     {rule.scope}"
    if rule.fix is not None:
        yield f"Fix:       {rule.fix}, {_FIX_OPTIONS[rule.fix]}"
    if rule.profiles:
        levels = (f"{name} {_level(rule, name)}" for name in rule.profiles)
        yield f"Profiles:  {', '.join(levels)}"
    if rule.yields_to:
        yield f"Yields to: {', '.join(rule.yields_to)}"


def _card_lines(card: Card) -> Iterator[str]:
    """What the card says, a sentence or two for each thing that was measured."""
    yield _precision_line(card)
    for sample in card.samples:
        yield (
            f"Sample of {sample.data}, seed {sample.seed}, {sample.day}: "
            f"{sample.right} of {sample.read} right; the rule found {sample.found} there."
        )
    if card.readers:
        kappa = "" if card.readers.kappa is None else f", Cohen's kappa {card.readers.kappa:.2f}"
        yield (
            f"Two readers read {card.readers.both} of them "
            f"and agreed on {100 * card.readers.alike:.0f} %{kappa}."
        )
    for noise in card.noise:
        yield (
            f"{noise.per_1000_words:.3f} findings per 1,000 words of {noise.data}, {noise.day} "
            f"({noise.findings:,} in {noise.words:,} words)."
        )
    for recall in card.recall:
        yield (
            f"Recall {recall.recall:.2f} on {recall.data}, {recall.day}: flags {recall.flagged} "
            f"of {recall.labelled} with the label {recall.label}."
        )


def _precision_line(card: Card) -> str:
    if card.precision is None or card.interval is None:
        return f"{card.in_short[0].upper()}{card.in_short[1:]}."
    low, high = card.interval
    undecidable = f", {card.undecidable} could not be judged" if card.undecidable else ""
    enough = "" if card.sufficient else f" That is {INSUFFICIENT}."
    return (
        f"Of {card.read} findings read by hand {card.right} were right{undecidable}: "
        f"precision {card.precision:.2f}, 95 % interval {low:.2f} to {high:.2f}.{enough}"
    )


def _section(title: str, body: str) -> str:
    return f"{title}\n{indent(body, '  ')}" if body else ""


def _wrapped(text: str) -> Iterator[str]:
    """The paragraphs of a text in lines of a terminal's width, blank lines between them."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ""
        yield from wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _before_and_after(example: FixedExample) -> str:
    return f"{example.before.strip()}\nbecomes:\n{example.after.strip()}"


def _bullets(texts: Sequence[str]) -> str:
    """One bullet a text, as written; further lines of a text are indented under its first."""
    return "\n".join(f"- {indent(text.strip(), '  ').lstrip()}" for text in texts)


def _option_lines(rule: Rule) -> Iterator[str]:
    for name, value in options_of(rule).items():
        yield f"{name} = {_toml(_plain(value))}"


def _toml(value: Any) -> str:
    """A value as it is written on one line of TOML; None, which TOML has not, as a comment."""
    if value is None:
        return "...   # not set"
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items()) + " }"
        )
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # JSON and TOML write text, numbers and truth alike.
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isascii() and bare.isalnum() else json.dumps(name, ensure_ascii=False)


def _suppressions(rule: Rule) -> Iterator[str]:
    if rule.scope == "sentence":
        yield f"<!-- medlint-disable-next-line {rule.name} -- reason -->"
    yield f"<!-- medlint-disable-file {rule.name} -- reason -->"
