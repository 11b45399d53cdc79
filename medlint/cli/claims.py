"""`medlint claims`: the claim ledger of articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import click

from medlint.claims.ledger import Kind, Verdict
from medlint.claims.relations import Strength
from medlint.claims.rows import KINDS, STRENGTHS, VERDICTS
from medlint.cli.arguments import (
    config_options,
    format_option,
    look_options,
    names,
    output_width,
    refuse_contradictions,
    stdin_option,
)
from medlint.cli.output import wants_color, write, write_bytes
from medlint.cli.progress import progress_bar


@click.command("claims", short_help="List what articles claim, how firmly and on what source.")
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path())
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    metavar="NAMES",
    callback=names,
    help=f"Show only these claims: {', '.join(VERDICTS)}. Separate names by commas.",
)
@click.option(
    "--strength",
    "strengths",
    multiple=True,
    metavar="NAMES",
    callback=names,
    help=f"Show only these claims: {', '.join(STRENGTHS)}. Separate names by commas.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="NAMES",
    callback=names,
    help=f"Show only these claims: {', '.join(KINDS)}. Separate names by commas.",
)
@format_option(["text", "json", "csv"], "ledger")
@click.option(
    "--all-sentences",
    is_flag=True,
    help="List in the JSON every sentence with its certainty, those without a claim too.",
)
@click.option(
    "--no-positions",
    is_flag=True,
    help="Leave lines and columns out of the CSV, so that a moved claim is no difference.",
)
@config_options
@stdin_option
@look_options("rows")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    verdicts: tuple[str, ...] | None,
    strengths: tuple[str, ...] | None,
    kinds: tuple[str, ...] | None,
    format_name: str,
    all_sentences: bool,
    no_positions: bool,
    config: Path | None,
    no_config: bool,
    stdin_filename: str | None,
    quiet: bool,
    color: str,
) -> None:
    """List what articles claim: what is said to do what, how firmly, and on which source.

    FILE is an article, a folder (searched for .md, .markdown and .txt), or - for standard input.
    A row is what the article says, never whether it is true. Rows marked ! come first in a fact
    check: they state cause and effect as fact and name no source.

    \b
    Examples:
      medlint claims article.md
      medlint claims articles/ --verdict unsupported --strength causal
      medlint claims article.md --format csv --no-positions > ledger.csv

    \b
    Exit codes:
      0  the ledger is whole, with claims or without
      2  something to put right first, such as a missing file or one that is not in English
    """
    from medlint.claims.report import Selection, report_on
    from medlint.run import Options, read_articles

    refuse_contradictions("claims", paths, config, no_config, stdin_filename)
    _refuse_idle_options(format_name, all_sentences=all_sentences, no_positions=no_positions)
    selection = Selection(
        cast(tuple[Verdict, ...], _known("--verdict", verdicts, VERDICTS)),
        cast(tuple[Strength, ...], _known("--strength", strengths, STRENGTHS)),
        cast(tuple[Kind, ...], _known("--kind", kinds, KINDS)),
    )
    options = Options(config=config, use_config=not no_config, stdin_filename=stdin_filename)
    with progress_bar("Reading") as progress:
        articles = read_articles(paths, options)
        report = report_on(articles, selection, all_sentences=all_sentences, progress=progress)
    if format_name == "json":
        from medlint.reporters.claims_json import render as render_json

        write(render_json(report, all_sentences=all_sentences))
    elif format_name == "csv":
        from medlint.reporters.claims_csv import render as render_csv

        write_bytes(render_csv(report, positions=not no_positions))
    else:
        from medlint.reporters import Look
        from medlint.reporters.claims_text import render as render_text

        write(render_text(report, Look(color=wants_color(color), quiet=quiet), output_width()))
    for message in (*(() if quiet else report.notes), *report.problems):
        click.echo(message, err=True)
    ctx.exit(report.exit_code)


def _refuse_idle_options(format_name: str, *, all_sentences: bool, no_positions: bool) -> None:
    if all_sentences and format_name != "json":
        raise click.UsageError("--all-sentences needs --format json; the other formats list claims")
    if no_positions and format_name != "csv":
        raise click.UsageError("--no-positions needs --format csv; the other formats tell the line")


def _known(option: str, given: tuple[str, ...] | None, known: Iterable[str]) -> Any:
    """The names given, or all when none is; raises UsageError for one that does not exist."""
    from medlint.tomlfile import did_you_mean

    if given is None:
        return tuple(known)
    if not given:
        raise click.UsageError(f"{option}: no name given; write one of {', '.join(known)}")
    for name in given:
        if name not in known:
            raise click.UsageError(f'{option}: there is no "{name}"; {did_you_mean(name, known)}')
    return given
