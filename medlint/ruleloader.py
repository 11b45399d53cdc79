"""One rule file read into a validated rule, or every mistake in it reported at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

from medlint.config import Profile
from medlint.finding import FixKind, Severity
from medlint.marks import read_marks, separate_documents
from medlint.matchers import KINDS
from medlint.optionranges import option_mistakes
from medlint.rule import Examples, Rule, Scope
from medlint.tables import change_fields, key_named_first, read_fields, read_table, table_fields
from medlint.tomlfile import Mistake, TomlFile, control_characters, did_you_mean

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon

_KEBAB_CASE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ONE_LINE = ("title", "message")
_NEVER_BLANK = ("title", "message", "why", "sources")


@dataclass(frozen=True)
class _RuleFile:
    """The keys at the top of a rule file."""

    title: str
    severity: Severity
    scope: Scope
    message: str
    why: str
    sources: tuple[str, ...]
    match: Mapping[str, object]
    examples: Mapping[str, object]
    yields_to: tuple[str, ...] = ()
    default: bool = True
    preview: bool = False
    options: tuple[str, ...] = ()
    profiles: Mapping[Profile, Literal["off", "error", "warning", "suggestion"]] = field(
        default_factory=dict
    )
    fix: FixKind | None = None


def load_rule(path: Path, pack: str, names: Collection[str], lexicon: Lexicon | None) -> Rule:
    """The rule in a file; raises RuleError with every mistake found in it.

    `names` are those of all rules, which `yields_to` may use. Without a lexicon, a matcher's own
    look at the words in its fields is left out.
    """
    file = TomlFile.read(path)
    mistakes = [*name_mistakes("file", path.stem), *_control_characters(file.data)]
    values = read_fields(_RuleFile, file.data, (), mistakes)
    examples: dict[str, Any] = {}
    if "examples" in values:
        examples = read_fields(Examples, values["examples"], ("examples",), mistakes)
    matcher: Any = None
    if "match" in values:
        matcher = _matcher(values["match"], lexicon, mistakes)
    mistakes += [*_blank_texts(values), *_example_mistakes(examples, values.get("scope"))]
    mistakes += _mistakes_about_kind(values)
    mistakes += _fix_mistakes(file.data, examples)
    mistakes += _precedence_mistakes(values.get("yields_to", ()), path.stem, names)
    if mistakes:
        raise file.error(mistakes)
    return _rule(path, pack, values, examples, matcher)


def _rule(
    path: Path, pack: str, values: dict[str, Any], examples: dict[str, Any], matcher: Any
) -> Rule:
    return Rule(
        name=path.stem,
        pack=pack,
        title=values["title"],
        severity=values["severity"],
        message=values["message"],
        why=values["why"].strip(),
        sources=values["sources"],
        scope=values["scope"],
        kind=values["match"]["kind"],
        matcher=matcher,
        examples=Examples(**examples),
        path=path,
        default=values.get("default", True),
        preview=values.get("preview", False),
        yields_to=values.get("yields_to", ()),
        profiles=_severities(values.get("profiles", {})),
        options=values.get("options", ()),
        fix=values.get("fix"),
    )


def with_options(rule: Rule, options: Mapping[str, object], lexicon: Lexicon) -> Rule:
    """The rule with a user's values for the keys of [match] that its `options` name.

    Raises ValueError, one line for every mistake, when a key or a value is not allowed.
    """
    mistakes = [
        Mistake((key,), f'{rule.name} has no option "{key}"; {did_you_mean(key, rule.options)}')
        for key in options
        if key not in rule.options
    ]
    allowed = {key: value for key, value in options.items() if key in rule.options}
    mistakes += control_characters(allowed)
    usual = {name: getattr(rule.whole_matcher, name) for name in allowed}
    no_sense = [Mistake((name,), text) for name, text in option_mistakes(rule.kind, allowed, usual)]
    mistakes += no_sense
    # What makes no sense is told once, and not again by the matcher.
    sensible = {name: allowed[name] for name in allowed.keys() - {m.at[0] for m in no_sense}}
    matcher = change_fields(rule.whole_matcher, sensible, (), mistakes)
    if matcher is not None and not no_sense:
        mistakes += _own_mistakes(matcher, allowed, (), lexicon)
    if mistakes:
        raise ValueError("\n".join(mistake.text for mistake in mistakes))
    return replace(rule, matcher=matcher)


def name_mistakes(what: str, name: str) -> Iterator[Mistake]:
    """A mistake when the name of a rule or a pack is not lower-case words joined by hyphens."""
    if not is_kebab_case(name):
        better = "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "my-rule"
        yield Mistake(
            (),
            f'the {what} name "{name}" is not lower-case words joined by hyphens; '
            f'rename it to "{better}"',
        )


def is_kebab_case(name: str) -> bool:
    """Whether the name is made of lower-case words and figures joined by single hyphens."""
    return bool(_KEBAB_CASE.fullmatch(name))


def _control_characters(data: Mapping[str, Any]) -> Iterator[Mistake]:
    """Control characters anywhere but in examples, which may show a damaged text."""
    return control_characters({key: data[key] for key in data if key != "examples"})


def _matcher(match: Mapping[str, Any], lexicon: Lexicon | None, mistakes: list[Mistake]) -> Any:
    """The matcher that [match] describes, or None when its kind or its fields are wrong."""
    at = ("match",)
    kind = match.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        wrong = "match.kind is missing" if kind is None else f'there is no kind "{kind}"'
        advice = did_you_mean(str(kind or ""), KINDS)
        mistakes.append(Mistake(("match", "kind"), f"{wrong}; {advice}"))
        return None
    fields = {key: value for key, value in match.items() if key != "kind"}
    matcher = read_table(KINDS[kind], fields, at, mistakes)
    if matcher is not None and lexicon is not None:
        mistakes += _own_mistakes(matcher, fields, at, lexicon)
    return matcher


def _own_mistakes(
    matcher: Any, fields: Mapping[str, Any], at: tuple[str, ...], lexicon: Lexicon
) -> Iterator[Mistake]:
    """What the matcher itself has to say about the values of its fields."""
    for text in matcher.mistakes(lexicon) if hasattr(matcher, "mistakes") else ():
        yield Mistake(key_named_first(text, fields, at), text)


def _blank_texts(values: Mapping[str, Any]) -> Iterator[Mistake]:
    for key in _NEVER_BLANK:
        texts = values.get(key, "-")
        if not texts or any(not text.strip() for text in _as_tuple(texts)):
            yield Mistake((key,), f"{key} is empty; {_NEVER_BLANK_ADVICE[key]}")
    for key in _ONE_LINE:
        if "\n" in values.get(key, "").strip():
            yield Mistake((key,), f"{key} has more than one line; write it on one line")


_NEVER_BLANK_ADVICE = {
    "title": "say in plain words what is flagged",
    "message": "say what is wrong and what to write",
    "why": "say what harm the rule prevents",
    "sources": "name at least one guideline, study or regulator",
}


def _as_tuple(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else texts


def _example_mistakes(
    examples: Mapping[str, tuple[str, ...]], scope: Scope | None
) -> Iterator[Mistake]:
    for kind, texts in examples.items():
        if kind == "fixed":
            continue
        if not texts and kind != "missed":
            yield Mistake(
                ("examples", kind), f"examples.{kind} is empty; write at least one example"
            )
        for number, text in enumerate(texts):
            wrong = _what_is_wrong(text, kind, scope)
            if wrong:
                place = f"examples.{kind} item {number + 1}"
                yield Mistake(("examples", kind, number), f"{place}: {wrong}")


def _what_is_wrong(example: str, kind: str, scope: Scope | None) -> str:
    """What is wrong with the marks of an example; empty when nothing is."""
    documents = separate_documents(example) if scope == "corpus" else [example]
    try:
        marked = sum(len(read_marks(document).spans) for document in documents)
    except ValueError as error:
        return str(error)
    if kind == "flagged" and not marked:
        return "nothing is marked; put braces around the words that must be found"
    if kind != "flagged" and marked:
        return "only flagged examples mark words; write {{ and }} for braces of the text"
    return ""


def _fix_mistakes(
    given: Mapping[str, Any], examples: Mapping[str, tuple[Any, ...]]
) -> Iterator[Mistake]:
    """Where a fix has no proof, a proof no fix, or the rule cannot have one."""
    shown = examples.get("fixed", ())
    if "fix" not in given:
        if shown:
            advice = 'write fix = "safe" or fix = "unsafe" beside scope, or delete them'
            yield Mistake(("examples", "fixed"), f"examples.fixed needs a fix; {advice}")
        return
    if given.get("scope") == "corpus":
        text = "a rule that compares articles changes none of them; delete fix"
        yield Mistake(("fix",), text)
    if "flagged" in examples and not shown and "fixed" not in given["examples"]:
        advice = "write [[examples.fixed]], and below it before = and after ="
        yield Mistake(("fix",), f"fix has no example of what it makes of a text; {advice}")
    for number, example in enumerate(shown):
        if example is not None and example.before == example.after:
            text = f"examples.fixed item {number + 1} changes nothing; write another after ="
            yield Mistake(("examples", "fixed", number, "after"), text)


def _mistakes_about_kind(values: Mapping[str, Any]) -> Iterator[Mistake]:
    """Where message, scope or options do not fit the kind; only the message without a kind."""
    kind = values.get("match", {}).get("kind")
    shape = KINDS.get(kind) if isinstance(kind, str) else None
    yield from _message_mistakes(values.get("message", ""), shape, kind)
    if shape is None:
        return
    yield from _scope_mistakes(values.get("scope"), shape, kind)
    fields = table_fields(shape)
    for number, option in enumerate(values.get("options", ())):
        if option not in fields:
            advice = did_you_mean(option, fields)
            text = f'options names "{option}", which is no key of kind "{kind}"; {advice}'
            yield Mistake(("options", number), text)


def _message_mistakes(message: str, shape: Any, kind: Any) -> Iterator[Mistake]:
    at = ("message",)
    try:
        pieces = list(Formatter().parse(message))
    except ValueError:
        yield Mistake(at, "message has a brace without its partner; write {match}, or no brace")
        return
    if "{{" in message or "}}" in message:
        yield Mistake(at, "message has doubled braces; write {match}, or no brace")
        return
    names = {"match"} | getattr(shape, "details", frozenset())
    for _, name, layout, conversion in pieces:
        if name is None:
            continue
        if layout or conversion:
            yield Mistake(at, f"message has more than a name in {{{name}}}; write {{{name}}}")
        elif shape is not None and name not in names:
            text = f'message uses {{{name}}}, which kind "{kind}" does not give'
            yield Mistake(at, f"{text}; {did_you_mean(name, names)}")


def _scope_mistakes(scope: Scope | None, shape: Any, kind: str) -> Iterator[Mistake]:
    across = hasattr(shape, "find_across")
    if scope == "corpus" and not across:
        text = f'kind "{kind}" reads one document at a time; write scope = "sentence" or "document"'
        yield Mistake(("scope",), text)
    elif scope in ("sentence", "document") and across:
        yield Mistake(("scope",), f'kind "{kind}" compares documents; write scope = "corpus"')


def _precedence_mistakes(
    yields_to: tuple[str, ...], own_name: str, names: Collection[str]
) -> Iterator[Mistake]:
    for number, name in enumerate(yields_to):
        at = ("yields_to", number)
        if name == own_name:
            yield Mistake(at, "yields_to names the rule itself; delete it")
        elif name not in names:
            advice = did_you_mean(name, set(names) - {own_name})
            yield Mistake(at, f'yields_to names "{name}", which is no rule; {advice}')


def _severities(profiles: Mapping[str, str]) -> dict[str, Severity | None]:
    return {name: None if level == "off" else Severity(level) for name, level in profiles.items()}
