"""`medlint topics`: the list of topic packs."""

from __future__ import annotations

import click

from medlint.cli.output import write


@click.command("topics", short_help="List the topic packs.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the list.",
)
def command(format_name: str) -> None:
    """List the topic packs: which serious harms are known of which kind of treatment.

    Those of your configuration's packs are among them. The rule topic-harm-checklist asks for
    these harms, and experimental-status-missing takes approved uses from them.

    \b
    Examples:
      medlint topics
      medlint topics --format json
    """
    from medlint.cli.here import rulebook_here
    from medlint.topics.listing import topics_json, topics_text

    topics = rulebook_here().topics.topics
    write(topics_json(topics) if format_name == "json" else topics_text(topics))
