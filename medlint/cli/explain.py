"""`medlint explain`: one rule and its reasons."""

from __future__ import annotations

import click

from medlint.cli.output import UserError, write


@click.command("explain", short_help="Say why a rule exists and what it finds.")
@click.argument("name")
def command(name: str) -> None:
    """Say why a rule exists, what it finds, and how to hide a finding.

    NAME is what stands in brackets after a finding.

    \b
    Example:
      medlint explain cure-claim
    """
    from medlint.card import read_cards
    from medlint.catalogue import explain
    from medlint.cli.here import rulebook_here
    from medlint.tomlfile import did_you_mean

    rulebook = rulebook_here()
    rule = rulebook.rules.get(name)
    if rule is None:
        if name in rulebook.packs:
            raise UserError(f'"{name}" is a pack; list its rules with: medlint rules --pack {name}')
        raise UserError(f'there is no rule "{name}"; {did_you_mean(name, rulebook.rules)}')
    told = explain(rule, read_cards().get(name))
    if rule.kind == "topic-harms":
        from medlint.topics.listing import topics_section

        told += f"\n{topics_section(rulebook.topics.topics)}"
    write(told)
