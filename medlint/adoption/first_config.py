"""The first configuration of a repository, and what was seen, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator

from medlint.adoption.survey import FACTS, Survey

_NAMES = {
    "markdown": "Markdown", "text": "plain text", "html": "HTML", "mdx": "MDX",
    "rst": "reStructuredText", "asciidoc": "AsciiDoc",
}  # fmt: skip


def config_text(seen: Survey) -> str:
    """The text of a medlint.toml, every line of it explained."""
    return "\n".join(_config_lines(seen)) + "\n"


def _config_lines(seen: Survey) -> Iterator[str]:
    yield "# The configuration of medlint. Paths and patterns are relative to this file."
    yield "# What applies to an article, and why: medlint config ARTICLE"
    yield ""
    yield "# The lowest severity that makes a check fail: error, warning, suggestion or never."
    yield 'fail-on = "error"'
    yield ""
    yield "# Rules or packs that are not wanted; medlint rules lists them, medlint explain says why"
    yield "# each is there."
    yield "ignore = []"
    yield ""
    yield "# Preview rules are new, and it is not yet known how often they are right."
    yield "preview = false"
    yield ""
    yield from _excluding(seen)
    yield ""
    yield "# The findings that are accepted: medlint baseline write makes the file."
    named = json.dumps(seen.baseline or "medlint-baseline.tsv")
    yield f"{'' if seen.baseline else '# '}baseline = {named}"
    yield ""
    yield from _kinds(seen)
    yield "# Options of a rule; medlint explain lists them."
    yield "# [rules.reading-grade]"
    yield "# target = 8"


def _excluding(seen: Survey) -> Iterator[str]:
    yield "# Files and folders that are not checked; what git ignores is left out anyway."
    if not seen.excluded:
        yield "exclude = []"
        return
    yield "exclude = ["
    for pattern, reason in seen.excluded.items():
        yield f"  {_toml(pattern)},  # {reason}"
    yield "]"


def _toml(text: str) -> str:
    """The text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _kinds(seen: Survey) -> Iterator[str]:
    """Overrides, as comments: medlint looks at each article, and that is right more often."""
    yield "# medlint looks at each article to tell its kind. To say it for a folder:"
    for folder, profile in (seen.alike or {"press": "promotional"}).items():
        yield "# [[overrides]]"
        yield f"# paths = [{_toml(f'/{folder}/**')}]"
        yield f"# profile = {_toml(profile)}"
        yield ""


def report_lines(seen: Survey) -> Iterator[str]:
    """What was seen, a line each."""
    formats = sorted(seen.formats.items(), key=lambda each: (-each[1], each[0]))
    listed = ", ".join(f"{count} {_NAMES.get(name, name)}" for name, count in formats)
    yield f"Articles: {seen.articles or 'none yet'}{f' ({listed})' if listed else ''}"
    if seen.sampled:
        yield f"Front matter: in {seen.with_front_matter} of {seen.sampled} looked at{_facts(seen)}"
        kinds = sorted(seen.profiles.items(), key=lambda each: (-each[1], each[0]))
        yield f"Kinds of article: {', '.join(f'{count} {name}' for name, count in kinds)}"
    for folder, profile in seen.alike.items():
        yield f"  nearly all in {folder}/ are {profile}"
    if seen.foreign:
        yield f"Not in English: {seen.foreign}; most rules say nothing about them"
    for pattern, reason in seen.excluded.items():
        yield f"Left out: {pattern}, {reason}"
    for folder in seen.ignored:
        yield f"Left out anyway: {folder}/"
    hooks = {None: "none", True: "with medlint", False: "without medlint"}
    yield f"pre-commit: {hooks[seen.hook]}"
    yield f"CI: {', '.join(seen.ci) or 'none that is known'}"


def _facts(seen: Survey) -> str:
    if not seen.with_front_matter:
        return ""
    return f": {', '.join(f'{fact} in {seen.facts.get(fact, 0)}' for fact in FACTS)}"


def next_steps(seen: Survey, folder: str) -> Iterator[str]:
    """What to do next, a line each."""
    steps = [f"see what there is: medlint check {folder}"]
    if seen.baseline is None:
        write = f"medlint baseline write {folder}"
        steps.append(f"accept that, so that only new findings are reported: {write}")
    if not seen.hook:
        where = "add the hook to" if seen.hook is False else "write"
        steps.append(f"{where} .pre-commit-config.yaml, as the README of medlint shows")
    steps.append(f"run medlint check {folder} in CI")
    yield "Next steps"
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step}"
