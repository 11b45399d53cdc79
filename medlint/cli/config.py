"""`medlint config`: what applies to an article and why, and the schema for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from medlint.cli.arguments import config_options, format_option
from medlint.cli.output import UserError, wants_color, write

if TYPE_CHECKING:
    from medlint.config.explaining import Explained


@click.command("config", short_help="Say what applies to an article, and which line says so.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--schema", is_flag=True, help="Print the JSON schema of medlint.toml, for editors, instead."
)
@format_option(["text", "json"], "answer")
@config_options
def command(
    file: Path | None, schema: bool, format_name: str, config: Path | None, no_config: bool
) -> None:
    """Say what applies to an article: settings, overrides, kind of article, rules on and off.

    Beside each stands the line of the file that says so, or that it is the default. It also says
    whether a search of its folder leaves the article out, and by which pattern.

    \b
    Examples:
      medlint config articles/press/launch.md
      medlint config --schema > medlint.schema.json
    """
    if schema:
        from medlint.cli.here import rulebook_here
        from medlint.config.schema import schema_text

        if file is not None:
            raise click.UsageError("--schema is about no FILE; give one of them")
        write(schema_text(rulebook_here()))
        return
    if file is None:
        raise click.UsageError("FILE is missing; write the path of an article")
    if config and no_config:
        text = "--config and --no-config contradict each other; give one of them"
        raise click.UsageError(text)
    told = _explained(file, config, no_config)
    if format_name == "json":
        from medlint.reporters.config_text import render_json

        write(render_json(told))
    else:
        from medlint.reporters import Look
        from medlint.reporters.config_text import render_text

        write(render_text(told, Look(color=wants_color("auto"), quiet=False)))


def _explained(file: Path, config: Path | None, no_config: bool) -> Explained:
    """What applies to the file; raises UserError, ConfigError or RuleError."""
    from medlint.config import ConfigFinder, validate
    from medlint.config.explaining import explain_config
    from medlint.discovery import display_name
    from medlint.rulebook import Rulebook
    from medlint.source import SourceError, read

    if not file.is_file():
        problem = "is a folder; name an article" if file.is_dir() else "no such file"
        raise UserError(f"{display_name(file)}: {problem}")
    found = ConfigFinder(config, search=not no_config).for_folder(file.parent)
    rulebook = Rulebook.load(found.rules)
    validate(found, rulebook)
    try:
        document = read(file, display_name(file), found.max_file_size)
    except SourceError as error:
        raise UserError(str(error)) from None
    return explain_config(document, file, found, rulebook)
