"""`medlint rules`: the list of rules."""

from __future__ import annotations

import click

from medlint.cli.output import UserError, write


@click.command("rules", short_help="List the rules.")
@click.option("--pack", metavar="NAME", help="List only the rules of this pack.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the list.",
)
def command(pack: str | None, format_name: str) -> None:
    """List the rules, those of your configuration's packs among them.

    \b
    Examples:
      medlint rules
      medlint rules --pack claims
      medlint rules --format json
    """
    from medlint.card import read_cards
    from medlint.catalogue import rules_json, rules_table_text
    from medlint.cli.here import rulebook_here
    from medlint.tomlfile import did_you_mean

    rulebook = rulebook_here()
    if pack is not None and pack not in rulebook.packs:
        raise UserError(f'there is no pack "{pack}"; {did_you_mean(pack, rulebook.packs)}')
    rules = [rule for rule in rulebook.rules.values() if pack in (None, rule.pack)]
    told = rules_json if format_name == "json" else rules_table_text
    write(told(rules, read_cards()))
