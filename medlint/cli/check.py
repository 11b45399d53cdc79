"""`medlint check`: the findings of articles."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import cast

import click

from medlint.cli.arguments import (
    ArticlesCommand,
    baseline_options,
    cache_folder_of,
    changes_options,
    config_options,
    day,
    exclude_options,
    look_options,
    names,
    refuse_contradictions,
    refuse_unknown_changes,
    speed_options,
    stdin_option,
)
from medlint.cli.output import wants_color, write
from medlint.cli.progress import progress_bar
from medlint.cli.reports import deliver, destinations
from medlint.config import FAIL_ON, PROFILES, SEVERITIES, FailOn, Profile
from medlint.finding import FIX_KINDS, FixKind, Severity
from medlint.reporters import REPORTERS, Look
from medlint.run import Options, Report, run


@click.command("check", cls=ArticlesCommand)
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
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"How to write the findings, and where to: {', '.join(REPORTERS)}. May be repeated, one "
    "report for each.  [default: text, to standard output]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the findings into this file; its folder is made where it is missing.",
)
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
@click.option(
    "--only-corpus", is_flag=True, help="Run no rules but those that compare files with each other."
)
@exclude_options
@baseline_options
@changes_options
@click.option("--fix", is_flag=True, help="Write the safe fixes into the files.")
@click.option(
    "--fix-unsafe", is_flag=True, help="Write the fixes that change the wording, too; read them."
)
@click.option(
    "--diff",
    is_flag=True,
    help="Show what --fix (with --fix-unsafe, both) would write, and write nothing.",
)
@speed_options
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
    formats: tuple[str, ...],
    output: Path | None,
    config: Path | None,
    no_config: bool,
    retractions: Path | None,
    today: date | None,
    no_corpus: bool,
    only_corpus: bool,
    exclude: tuple[str, ...],
    force_exclude: bool,
    baseline: Path | None,
    no_baseline: bool,
    changed_since: str | None,
    staged: bool,
    fix: bool,
    fix_unsafe: bool,
    diff: bool,
    no_cache: bool,
    cache_dir: Path | None,
    jobs: int | None,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """Check articles and list what an editor should look at.

    PATHS are files, folders (searched for articles), or - for standard input.

    \b
    Examples:
      medlint check article.md
      medlint check articles/ --fail-on warning
      medlint check articles/ --select claims,dosage --format json
      medlint check article.md --show-profile
      medlint check articles/ --format text --format sarif:report.sarif
      medlint check articles/ --fix --diff
      medlint check - --stdin-filename draft.md < draft.md

    \b
    Exit codes:
      0  nothing at or above --fail-on
      1  findings at or above --fail-on
      2  something to put right first, such as a missing file or a wrong configuration
    With --fix, the findings are those that are left; with --diff, 1 says that something would
    be changed.
    """
    refuse_contradictions("check", paths, config, no_config, stdin_filename)
    if baseline and no_baseline:
        text = "--baseline and --no-baseline contradict each other; give one of them"
        raise click.UsageError(text)
    if no_corpus and only_corpus:
        text = "--no-corpus and --only-corpus contradict each other; give one of them"
        raise click.UsageError(text)
    refuse_unknown_changes(paths, changed_since, staged)
    if (fix or fix_unsafe or diff) and (staged or changed_since):
        raise click.UsageError(
            "fixes are made in whole files as they are on the disk; "
            "leave out --staged and --changed-since, or the fixes"
        )
    wanted = destinations(formats, output)
    if diff and wanted != destinations((), None):
        option = "--output" if output else f"--format {formats[0]}"
        raise click.UsageError(f"--diff and {option} contradict each other; give one of them")
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
        only_corpus=only_corpus,
        stdin_filename=stdin_filename,
        retractions=retractions,
        exclude=exclude,
        force_exclude=force_exclude,
        baseline=baseline,
        use_baseline=not no_baseline,
        today=today,
        changed_since=changed_since,
        staged=staged,
        show_profiles=show_profile or any(each.format_name == "json" for each in wanted),
        fix=_kinds(fix=fix or diff, fix_unsafe=fix_unsafe),
        diff=diff,
        cache=cache_folder_of(cache_dir, no_cache),
        jobs=jobs,
    )
    with progress_bar("Checking") as progress:
        report = run(paths, options, progress=progress)
    look = Look(color=wants_color(color), quiet=quiet)
    undelivered: list[str] = []
    if diff:
        _show_diff(report, look)
    else:
        undelivered = deliver(report, wanted, look, shows_profiles=show_profile)
    for message in (*(() if quiet else report.notes), *report.problems, *undelivered):
        click.echo(message, err=True)
    ctx.exit(2 if undelivered else report.exit_code)


def _kinds(*, fix: bool, fix_unsafe: bool) -> frozenset[FixKind]:
    """The kinds of fixes to make; who asks for unsafe ones wants the safe ones, too."""
    if fix_unsafe:
        return FIX_KINDS
    return frozenset({"safe"}) if fix else frozenset()


def _show_diff(report: Report, look: Look) -> None:
    """The differences on standard output, and how many findings they fix on standard error."""
    from medlint.fixing.patch import colored, showable
    from medlint.reporters.text import would_fix

    for article in report.fixed:
        # A file or a program gets the very text; a terminal must not be steered by it.
        diff = showable(article.patch) if sys.stdout.isatty() else article.patch
        write(colored(diff) if look.color else diff)
    if not look.quiet:
        click.echo(f"{would_fix(report)}.", err=True)
