"""`medlint test`: rules against their own examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from medlint.cli.output import UserError, write

if TYPE_CHECKING:
    from medlint.rulebook import Rulebook
    from medlint.selftest import ExampleResult


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Try rules on their own examples.

    PATH is a folder of rules or one rule file. Without a PATH, the rules that come with medlint
    are tried. The exit code is 1 when an example goes wrong.

    \b
    Examples:
      medlint test
      medlint test house-style/
      medlint test house-style/miracle-berry.toml
    """
    from medlint.rulebook import Rulebook, bundled_rules
    from medlint.selftest import run_examples
    from medlint.tomlfile import shown

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UserError(f"{missing[0]}: no such file or folder; check the path")
    ours = bundled_rules().resolve()
    folders = [path.parent if path.is_file() else path for path in paths]
    extra = [folder for folder in folders if not folder.resolve().is_relative_to(ours)]
    rulebook = Rulebook.load(extra)
    roots = paths or (ours,)
    names = _rules_under(roots, rulebook)
    if not names:
        raise UserError(f"{shown(roots[0])}: no rules there; a rule is a file PACK/NAME.toml")
    results = run_examples(rulebook, names)
    write(_told(results, len(names)))
    ctx.exit(int(any(not result.ok for result in results)))


def _rules_under(paths: Sequence[Path], rulebook: Rulebook) -> list[str]:
    """The names of the rules in the files, and anywhere in the folders."""
    roots = [path.resolve() for path in paths]
    return [
        rule.name
        for rule in rulebook.rules.values()
        if any(rule.path.resolve().is_relative_to(root) for root in roots)
    ]


def _told(results: Sequence[ExampleResult], rules: int) -> str:
    """A line for each example that went wrong, and one for the whole."""
    wrong = [result for result in results if not result.ok]
    lines = [
        f"{result.place}: {result.rule}, {result.kind} example {result.index + 1}: "
        f"{result.explanation}\n"
        for result in wrong
    ]
    ending = f"{len(wrong)} went wrong" if wrong else "all as they should be"
    tried = f"{_number(len(results), 'example')} of {_number(rules, 'rule')}"
    return f"{''.join(lines)}{tried}: {ending}.\n"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
