"""`medlint init`: a first configuration, after a look at the repository."""

from __future__ import annotations

import os
from pathlib import Path

import click

from medlint.cli.output import UserError, write


@click.command("init", short_help="Look at a repository and write a medlint.toml for it.")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write it anew where there is one already.")
@click.option(
    "--dry-run",
    "--stdout",
    "dry_run",
    is_flag=True,
    help="Write no file; print what would stand in it, and what was seen on standard error.",
)
@click.pass_context
def command(ctx: click.Context, folder: Path, force: bool, dry_run: bool) -> None:
    """Look at the articles in FOLDER and write a medlint.toml with comments into it.

    It looks at formats, front matter, kinds of article, folders that programs write, pre-commit
    and CI, and says what it saw. An existing configuration is never overwritten without --force.

    \b
    Examples:
      medlint init
      medlint init site/ --dry-run
    """
    from medlint.adoption.first_config import config_text, next_steps, report_lines
    from medlint.adoption.survey import survey
    from medlint.atomic import write_whole
    from medlint.config import FILE_NAME
    from medlint.discovery import display_name

    if not folder.is_dir():
        problem = "is no folder" if folder.exists() else "no such folder"
        raise UserError(f"{display_name(folder)}: {problem}; name the folder of the articles")
    file = folder / FILE_NAME
    if not (dry_run or force):
        _refuse_to_replace(file)
    seen = survey(folder)
    report = "\n".join(report_lines(seen))
    if dry_run:
        click.echo(report, err=True)
        write(config_text(seen))
    else:
        try:
            write_whole(file, config_text(seen).encode())
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError(f"{display_name(file)}: cannot be written ({reason})") from None
        steps = "\n".join(next_steps(seen, display_name(folder)))
        write(f"{report}\n\nWrote {display_name(file)}.\n\n{steps}\n")
    for problem in seen.problems:
        click.echo(problem, err=True)


def _refuse_to_replace(file: Path) -> None:
    """Raise UserError where there is a configuration already."""
    from medlint.config.model import PROJECT_FILE_NAME
    from medlint.config.reading import ConfigFinder
    from medlint.discovery import display_name

    if os.path.lexists(file):
        advice = "change it, or add --force to write it anew"
        raise UserError(f"{display_name(file)}: there is a configuration already; {advice}")
    origin = ConfigFinder().for_folder(file.parent).origin
    if (
        origin is not None
        and origin.file.path.name == PROJECT_FILE_NAME
        and (origin.file.path.parent == Path(os.path.abspath(file.parent)))
    ):
        advice = "medlint.toml would take its place; change it, or add --force"
        raise UserError(f"{display_name(origin.file.path)}: has [tool.medlint] already; {advice}")
