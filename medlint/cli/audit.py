"""`medlint audit`: who accepted which finding, when, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from medlint.cli.arguments import (
    cache_folder_of,
    config_options,
    day,
    format_option,
    refuse_contradictions,
)
from medlint.cli.output import write
from medlint.cli.progress import progress_bar


@click.command("audit", short_help="List who accepted which finding, when, and until when.")
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path())
@format_option(["text", "json", "csv"], "record")
@click.option("--preview/--no-preview", default=None, help="Run preview rules too.")
@click.option(
    "--with-baseline", is_flag=True, help="List what the baseline accepts, too, one by one."
)
@click.option(
    "--today",
    callback=day,
    metavar="DAY",
    help="The day against which the last days of waivers are held.  [default: today]",
)
@config_options
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_name: str,
    preview: bool | None,
    with_baseline: bool,
    today: date | None,
    config: Path | None,
    no_config: bool,
) -> None:
    """List the findings that somebody accepted, in comments and in medlint-waivers.toml.

    A waiver without a day is dated by git, where the articles lie in a repository. What waivers
    accept no longer, since their last day has passed, is listed as expired.

    \b
    Examples:
      medlint audit articles/
      medlint audit articles/ --format csv > accepted.csv

    \b
    Exit codes:
      0  the record is whole
      2  something to put right first, such as a missing file or a wrong configuration
    """
    from medlint.audit.record import rows
    from medlint.audit.writing import as_csv, as_json, as_text
    from medlint.run import Options, run

    refuse_contradictions("audit", paths, config, no_config, None)
    options = Options(
        preview=preview,
        config=config,
        use_config=not no_config,
        today=today,
        cache=cache_folder_of(),
        jobs=None,
    )
    with progress_bar("Reading") as progress:
        report = run(paths, options, progress=progress)
    written = {"text": as_text, "json": as_json, "csv": as_csv}[format_name]
    write(written(rows(report, baseline=with_baseline)))
    for message in report.problems:
        click.echo(message, err=True)
    ctx.exit(2 if report.problems else 0)
