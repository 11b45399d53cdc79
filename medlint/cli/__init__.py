"""The command line: one module a command, imported when the command is used."""

from __future__ import annotations

import atexit
import gc
import os
from importlib import import_module
from typing import Any

import click

from medlint import __version__
from medlint.language.compiled import LOOPS

# A run makes many small objects and frees them without the collector's help; with the default
# thresholds it takes a sixth of the time for nothing.
gc.set_threshold(1_000_000, 50, 50)
# At the end, Python would look through all that is left for cycles, and then end anyway: a fiftieth
# of the time for many files, a tenth for one.
atexit.register(gc.freeze)

#: The modules of the commands, in the order of the help text; each has the command as `command`.
COMMANDS = {
    "init": "medlint.cli.init",
    "check": "medlint.cli.check",
    "claims": "medlint.cli.claims",
    "balance": "medlint.cli.balance",
    "score": "medlint.cli.score",
    "duplicates": "medlint.cli.duplicates",
    "baseline": "medlint.cli.baseline",
    "cache": "medlint.cli.cache",
    "audit": "medlint.cli.audit",
    "config": "medlint.cli.config",
    "readability": "medlint.cli.readability",
    "rules": "medlint.cli.rules",
    "topics": "medlint.cli.topics",
    "explain": "medlint.cli.explain",
    "test": "medlint.cli.test",
    "new": "medlint.cli.new",
}

_STOPPED_BY_USER = 130
#: What --version adds where medlint takes longer than it could.
_IN_PYTHON_ONLY = "" if LOOPS is not None else " (without compiled loops)"


class Commands(click.Group):
    """The commands by name; whatever goes wrong in one ends in a line of text, not a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; the error for an unknown one helps."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from medlint.tomlfile import did_you_mean

        hint = f"; to check files, write medlint check {name}" if os.path.exists(name) else ""
        advice = hint or f"; {did_you_mean(name, COMMANDS)}"
        raise click.UsageError(f'no such command "{name}"{advice}', ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors of the user's files and of medlint itself exit with 2."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("medlint: stopped", err=True)
            ctx.exit(_STOPPED_BY_USER)
        except Exception as error:
            _report(error)
            ctx.exit(2)


def _report(error: Exception) -> None:
    """Say on standard error what went wrong; a traceback only with MEDLINT_DEBUG=1."""
    from medlint.config import ConfigError
    from medlint.run import internal_error
    from medlint.tomlfile import RuleError

    if isinstance(error, ConfigError | RuleError):
        for message in error.messages:
            click.echo(message, err=True)
    else:
        click.echo(internal_error("the files given", error), err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, prog_name="medlint", message=f"%(prog)s %(version)s{_IN_PYTHON_ONLY}"
)
def main() -> None:
    """Check medical articles before they are published.

    medlint points at claims without support, missing risks, repeated boilerplate, unsafe doses
    and hard reading, and says on which line. No finding means nothing found by its rules, never
    that the article is medically correct.

    \b
    Examples:
      medlint check articles/
      medlint explain cure-claim
    """
