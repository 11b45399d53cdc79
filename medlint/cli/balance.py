"""`medlint balance`: what articles say for treatments, and what against them."""

from __future__ import annotations

from pathlib import Path

import click

from medlint.cli.arguments import (
    config_options,
    format_option,
    look_options,
    output_width,
    refuse_contradictions,
    stdin_option,
)
from medlint.cli.output import wants_color, write
from medlint.cli.progress import progress_bar


@click.command("balance", short_help="Weigh what articles say for treatments against the harms.")
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path())
@format_option(["text", "json"], "balance sheets")
@config_options
@stdin_option
@look_options("sheets")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_name: str,
    config: Path | None,
    no_config: bool,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """Show what articles say for each treatment beside the harms that they tell of it.

    FILE is an article, a folder (searched for .md, .markdown and .txt), or - for standard input.
    The treatment that the article is about comes first, what it is compared with after it. A
    balance sheet shows what is written; it does not say which benefits and harms there are.

    \b
    Examples:
      medlint balance article.md
      medlint balance articles/ --format json

    \b
    Exit codes:
      0  the sheets are whole, balanced or not
      2  something to put right first, such as a missing file or one that is not in English
    """
    from medlint.balance.report import report_on
    from medlint.run import Options, read_articles

    refuse_contradictions("balance", paths, config, no_config, stdin_filename)
    options = Options(config=config, use_config=not no_config, stdin_filename=stdin_filename)
    with progress_bar("Reading") as progress:
        report = report_on(read_articles(paths, options), progress=progress)
    if format_name == "json":
        from medlint.reporters.balance_json import render as render_json

        write(render_json(report))
    else:
        from medlint.reporters import Look
        from medlint.reporters.balance_text import render as render_text

        write(render_text(report, Look(color=wants_color(color), quiet=quiet), output_width()))
    for message in (*(() if quiet else report.notes), *report.problems):
        click.echo(message, err=True)
    ctx.exit(report.exit_code)
