"""`medlint duplicates`: the same passages, and nearly the same, in many articles."""

from __future__ import annotations

from pathlib import Path
from typing import cast

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
from medlint.config import FAIL_ON, FailOn


@click.command("duplicates", short_help="List passages and articles that stand in several places.")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path())
@click.option(
    "--allow",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file of passages that may stand in many articles, one a paragraph. May be repeated.",
)
@click.option(
    "--similarity",
    type=click.FloatRange(0.6, 1.0),
    default=0.6,
    show_default=True,
    help="How alike two passages are at least: shared runs of five words, of all that either has.",
)
@click.option(
    "--least-words",
    type=click.IntRange(min=5),
    default=12,
    show_default=True,
    help="Leave out passages of fewer words.",
)
@click.option(
    "--largest",
    type=click.IntRange(min=1),
    metavar="N",
    help="List only so many clusters, those with the most words in all copies.",
)
@click.option(
    "--drifted", is_flag=True, help="List only clusters in which a copy has drifted from another."
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The lowest severity of a drift that makes the exit code 1.  [default: error]",
)
@format_option(["text", "json"], "clusters")
@config_options
@stdin_option
@look_options("clusters")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    allow: tuple[Path, ...],
    similarity: float,
    least_words: int,
    largest: int | None,
    drifted: bool,
    fail_on: str | None,
    format_name: str,
    config: Path | None,
    no_config: bool,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """List passages and whole articles that stand in several places, the largest first.

    PATH is an article, a folder (searched for .md, .markdown and .txt), or - for standard input.
    Copies that are only nearly the same are compared word by word. Where they differ in a dose,
    another figure, a unit, a date, a denial or a warning, that is reported as boilerplate-drift.

    \b
    Boilerplate that is meant to be everywhere is left out when it stands in a file named by
    --allow, or by allow under [duplicates] in medlint.toml, or when a comment marks one copy:
      <!-- medlint-allow-boilerplate -->   ...   <!-- medlint-end-boilerplate -->

    \b
    Examples:
      medlint duplicates articles/
      medlint duplicates articles/ --allow disclaimer.md --largest 20
      medlint duplicates articles/ --drifted --fail-on warning

    \b
    Exit codes:
      0  the list is whole, with duplicates or without
      1  drifts at or above --fail-on
      2  something to put right first, such as a missing file or a wrong configuration
    """
    from medlint.duplicates.report import Search, report_on
    from medlint.run import Options, read_articles

    refuse_contradictions("duplicates", paths, config, no_config, stdin_filename)
    options = Options(
        config=config,
        use_config=not no_config,
        stdin_filename=stdin_filename,
        fail_on=cast(FailOn | None, fail_on),
    )
    search = Search(least_words, similarity, largest, drifted)
    with progress_bar("Reading") as progress:
        report = report_on(read_articles(paths, options), search, allow, progress=progress)
    if format_name == "json":
        from medlint.reporters.duplicates_json import render as render_json

        write(render_json(report))
    else:
        from medlint.reporters import Look
        from medlint.reporters.duplicates_text import render as render_text

        write(render_text(report, Look(color=wants_color(color), quiet=quiet), output_width()))
    for message in (*(() if quiet else report.notes), *report.problems):
        click.echo(message, err=True)
    ctx.exit(report.exit_code)
