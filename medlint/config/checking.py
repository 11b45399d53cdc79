"""Whether the names and options of a configuration exist and make sense; options put to use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from medlint.config.model import SEVERITIES, Config, ConfigError, Layer, Override
from medlint.finding import Severity
from medlint.tomlfile import Mistake, did_you_mean, spoken, written

if TYPE_CHECKING:
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook
    from medlint.tomllines import KeyPath

_LISTS = ("select", "extend-select", "ignore", "extend-ignore", "unfixable")


def validate(config: Config, rulebook: Rulebook) -> None:
    """Raise ConfigError when a file that the configuration was read from names an unknown rule,
    pack or option of a rule, also where another file or an override says something else.

    So does a preview rule that is selected where previews are off.
    """
    messages: list[str] = []
    for layer in config.layers:
        mistakes = [
            *_mistakes_in(layer.values, (), rulebook),
            *_previews_selected(layer.values, (), config, rulebook),
            *_mistakes_in_overrides(layer, config, rulebook),
        ]
        if mistakes:
            messages += layer.origin.error(mistakes).messages
    if not messages and len(config.layers) > 1:
        messages = list(_mistakes_of_layers_together(config, rulebook))
    if messages:
        raise ConfigError(*messages)


def check_names(source: str, names: Collection[str], rulebook: Rulebook) -> None:
    """Raise ConfigError when a name is neither a rule nor a pack; `source` opens the message."""
    unknown = [name for name in names if not _is_known(name, rulebook)]
    if unknown:
        raise ConfigError(*(f"{source}: {_unknown(name, rulebook)}" for name in unknown))


def check_stages(source: str, names: Collection[str], rulebook: Rulebook, config: Config) -> None:
    """Raise ConfigError when a name is that of a preview rule and previews are off."""
    off = [
        name
        for name in names
        if not config.preview and _is_preview(name, rulebook) and not config.asks_for(name)
    ]
    if off:
        raise ConfigError(
            *(f'{source}: "{name}" is a preview rule; add --preview to run it' for name in off)
        )


def option_for(rule: Rule, config: Config) -> Rule:
    """The rule with the options and the severity that a validated configuration gives it.

    That severity also holds in profiles with one of their own; a rule that a profile switches off
    stays off there.
    """
    options = dict(config.rule_options.get(rule.name, {}))
    severity = options.pop("severity", None)
    if options:
        rule = replace(rule, matcher=_changed(rule.whole_matcher, options))
    if severity is not None:
        off = {profile: level for profile, level in rule.profiles.items() if level is None}
        rule = replace(rule, severity=Severity(str(severity)), profiles=off)
    if rule.fix is not None and {rule.name, rule.pack} & set(config.unfixable):
        rule = replace(rule, fix=None)
    return rule


def _mistakes_in(values: Mapping[str, Any], at: KeyPath, rulebook: Rulebook) -> Iterator[Mistake]:
    """The unknown names, and the wrong options, in the values of a layer or an override."""
    lists: dict[KeyPath, tuple[str, ...]] = {(key,): values.get(key, ()) for key in _LISTS}
    for glob, names in values.get("per-path-ignores", {}).items():
        lists["per-path-ignores", glob] = names
    for key, names in lists.items():
        for number, name in enumerate(names):
            if not _is_known(name, rulebook):
                text = f"{spoken(key)}: {_unknown(name, rulebook)}"
                yield Mistake((*at, *key, number), text)
    for name, options in values.get("rules", {}).get("options", {}).items():
        rule = rulebook.rules.get(name)
        here = (*at, "rules", name)
        if rule is None:
            advice = did_you_mean(name, rulebook.rules)
            yield Mistake(here, f'[rules.{name}]: there is no rule "{name}"; {advice}')
            continue
        for mistake in _mistakes_in_options(rule, options, rulebook):
            yield Mistake((*here, *mistake.at), f"[rules.{name}]: {mistake.text}")


def _mistakes_in_overrides(layer: Layer, config: Config, rulebook: Rulebook) -> Iterator[Mistake]:
    for override in layer.values.get("overrides", ()):
        mistakes = list(_mistakes_in(override.values, override.at, rulebook))
        yield from mistakes
        there = config.with_override(override)
        yield from _previews_selected(override.values, override.at, there, rulebook)
        if not mistakes:
            yield from _mistakes_together(there, override, rulebook)


def _mistakes_together(there: Config, override: Override, rulebook: Rulebook) -> Iterator[Mistake]:
    """Options of an override that are wrong only beside those that hold everywhere."""
    for name in override.values.get("rules", {}).get("options", {}):
        options = there.rule_options[name]
        for mistake in _mistakes_in_options(rulebook.rules[name], options, rulebook):
            at = (*override.at, "rules", name, *mistake.at)
            yield Mistake(at, f"[rules.{name}]: {mistake.text}")


def _mistakes_of_layers_together(config: Config, rulebook: Rulebook) -> Iterator[str]:
    """Options that are wrong only beside those of a file that is extended, with their place."""
    for name, options in config.rule_options.items():
        saying = [
            layer
            for layer in config.layers
            if name in layer.values.get("rules", {}).get("options", {})
        ]
        if len(saying) < 2:
            continue
        mistakes = [
            Mistake(("rules", name, *mistake.at), f"[rules.{name}]: {mistake.text}")
            for mistake in _mistakes_in_options(rulebook.rules[name], options, rulebook)
        ]
        if mistakes:
            yield from saying[-1].origin.error(mistakes).messages


def _previews_selected(
    values: Mapping[str, Any], at: KeyPath, config: Config, rulebook: Rulebook
) -> Iterator[Mistake]:
    """The preview rules that are selected here where previews are off."""
    if config.preview:
        return
    for key in ("select", "extend-select"):
        for number, name in enumerate(values.get(key, ())):
            used = name in config.selected or at
            if used and _is_preview(name, rulebook) and not config.asks_for(name):
                advice = "add preview = true above it, or run with --preview"
                text = f'{key}: "{name}" is a preview rule; {advice}'
                yield Mistake((*at, key, number), text)


def _is_known(name: str, rulebook: Rulebook) -> bool:
    return name in rulebook.rules or name in rulebook.packs


def _unknown(name: str, rulebook: Rulebook) -> str:
    known = {**rulebook.rules, **rulebook.packs}
    return f'there is no rule or pack "{name}"; {did_you_mean(name, known)}'


def _is_preview(name: str, rulebook: Rulebook) -> bool:
    return name in rulebook.rules and rulebook.rules[name].preview


def _mistakes_in_options(
    rule: Rule, options: Mapping[str, object], rulebook: Rulebook
) -> Iterator[Mistake]:
    from medlint.ruleloader import with_options
    from medlint.tables import key_named_first

    allowed = {key: value for key, value in options.items() if key in rule.options}
    for key, value in options.items():
        if key == "severity":
            if value not in SEVERITIES:
                advice = did_you_mean(str(value), SEVERITIES)
                yield Mistake((key,), f'"severity" cannot be {written(value)}; {advice}')
        elif key not in allowed:
            advice = did_you_mean(key, [*rule.options, "severity"])
            yield Mistake((key,), f'unknown option "{key}"; {advice}')
    try:
        with_options(rule, allowed, rulebook.lexicon)
    except ValueError as error:
        for text in str(error).splitlines():
            yield Mistake(key_named_first(text, allowed, ()), text)


def _changed(matcher: Any, options: Mapping[str, object]) -> Any:
    from medlint.tables import change_fields

    mistakes: list[Mistake] = []
    changed = change_fields(matcher, options, (), mistakes)
    if changed is None:
        raise ConfigError(*(mistake.text for mistake in mistakes))
    return changed
