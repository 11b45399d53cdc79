"""`medlint check`: the findings of articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import click

from medlint.cli.arguments import (
    baseline_options,
    changes_options,
    config_options,
    day,
    format_option,
    look_options,
    names,
    refuse_contradictions,
    refuse_unknown_changes,
    stdin_option,
)
from medlint.cli.output import wants_color, write
from medlint.cli.progress import progress_bar
from medlint.config import FAIL_ON, PROFILES, SEVERITIES, FailOn, Profile
from medlint.finding import Severity
from medlint.reporters import REPORTERS, Look
from medlint.run import Options, run


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    callback=names,
    help="Run only these rules or packs. Separate names by commas or repeat the option.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="NAMES",
    callback=names,
    help="Do not run these rules or packs.",
)
@click.option(
    "--preview/--no-preview",
    default=None,
    help="Run preview rules too: new ones, not yet shown to be right often enough.",
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    help="The lowest severity to show.  [default: suggestion]",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The lowest severity that makes the exit code 1.  [default: error]",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    help="The kind of article. Without it, medlint looks at each article to tell.",
)
@click.option(
    "--show-profile",
    is_flag=True,
    help="Say for each article what kind it was taken for, by which cues, and what that changes.",
)
@format_option([*REPORTERS], "findings")
@config_options
@click.option(
    "--retractions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list of retracted papers: the CSV of Retraction Watch, or DOIs one a line.",
)
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    callback=day,
    help="The day against which the dates of articles are held.  [default: this day]",
)
@click.option(
    "--no-corpus", is_flag=True, help="Leave out rules that compare files with each other."
)
@baseline_options
@changes_options
@stdin_option
@look_options("findings")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    preview: bool | None,
    severity: str | None,
    fail_on: str | None,
    profile: str | None,
    show_profile: bool,
    format_name: str,
    config: Path | None,
    no_config: bool,
    retractions: Path | None,
    today: date | None,
    no_corpus: bool,
    baseline: Path | None,
    no_baseline: bool,
    changed_since: str | None,
    staged: bool,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """Check articles and list what an editor should look at.

    PATHS are files, folders (searched for .md, .markdown and .txt), or - for standard input.

    \b
    Examples:
      medlint check article.md
      medlint check articles/ --fail-on warning
      medlint check articles/ --select claims,dosage --format json
      medlint check article.md --show-profile
      medlint check - --stdin-filename draft.md < draft.md

    \b
    Exit codes:
      0  nothing at or above --fail-on
      1  findings at or above --fail-on
      2  something to put right first, such as a missing file or a wrong configuration
    """
    refuse_contradictions("check", paths, config, no_config, stdin_filename)
    if baseline and no_baseline:
        text = "--baseline and --no-baseline contradict each other; give one of them"
        raise click.UsageError(text)
    refuse_unknown_changes(paths, changed_since, staged)
    options = Options(
        select=select,
        ignore=ignore,
        preview=preview,
        severity=Severity(severity) if severity else None,
        fail_on=cast(FailOn | None, fail_on),
        profile=cast(Profile | None, profile),
        config=config,
        use_config=not no_config,
        corpus=not no_corpus,
        stdin_filename=stdin_filename,
        retractions=retractions,
        baseline=baseline,
        use_baseline=not no_baseline,
        today=today,
        changed_since=changed_since,
        staged=staged,
        show_profiles=show_profile or format_name == "json",
    )
    with progress_bar("Checking") as progress:
        report = run(paths, options, progress=progress)
    write(REPORTERS[format_name](report, Look(color=wants_color(color), quiet=quiet)))
    for message in (*(() if quiet else report.notes), *report.problems):
        click.echo(message, err=True)
    ctx.exit(report.exit_code)
