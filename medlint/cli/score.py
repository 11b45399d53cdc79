"""`medlint score`: what articles show of the criteria of published instruments."""

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


@click.command("score", short_help="Hold articles against published criteria, item by item.")
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path())
@click.option(
    "--instrument",
    metavar="NAME",
    help="The criteria: healthnewsreview, discern or jama.",
)
@format_option(["text", "json"], "scorecards")
@config_options
@stdin_option
@look_options("scorecards")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    instrument: str | None,
    format_name: str,
    config: Path | None,
    no_config: bool,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """Hold articles against the criteria of a published instrument, item by item.

    FILE is an article, a folder (searched for .md, .markdown and .txt), or - for standard input.
    Every item is satisfied, not satisfied, not applicable or not judged by rules, with a reason and
    the lines that show it. Several articles make a table. There is no grade: whether what is said
    is true and fair takes a reader.

    \b
    Examples:
      medlint score release.txt --instrument healthnewsreview
      medlint score articles/ --instrument discern
      medlint score article.md --instrument jama --format json

    \b
    Exit codes:
      0  the scorecards are whole, whatever they say
      2  something to put right first, such as a missing file or one that is not in English
    """
    from medlint.instruments.report import report_on
    from medlint.run import Options, read_articles

    refuse_contradictions("score", paths, config, no_config, stdin_filename)
    chosen = _known(instrument)
    options = Options(config=config, use_config=not no_config, stdin_filename=stdin_filename)
    with progress_bar("Reading") as progress:
        report = report_on(read_articles(paths, options), chosen, progress=progress)
    if format_name == "json":
        from medlint.reporters.score_json import render as render_json

        write(render_json(report))
    else:
        from medlint.reporters import Look
        from medlint.reporters.score_text import render as render_text

        write(render_text(report, Look(color=wants_color(color), quiet=quiet), output_width()))
    for message in (*(() if quiet else report.notes), *report.problems):
        click.echo(message, err=True)
    ctx.exit(report.exit_code)


def _known(name: str | None) -> str:
    """The instrument's name; raises UsageError when it is missing or is none."""
    from medlint.instruments.report import known_instruments
    from medlint.tomlfile import did_you_mean

    known = known_instruments()
    if name is None:
        raise click.UsageError(f"--instrument is missing; write one of {', '.join(known)}")
    if name not in known:
        raise click.UsageError(f'--instrument: there is no "{name}"; {did_you_mean(name, known)}')
    return name
