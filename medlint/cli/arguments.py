"""What the commands that read articles have in common in their arguments."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from medlint.config import ConfigError
from medlint.discovery import SUFFIXES
from medlint.run import STANDARD_INPUT

#: The columns that a line fills where nothing tells how wide the reader's window is.
WIDTH = 140
#: Windows waits for no more processes at once.
MOST_JOBS = 60
_NOT = frozenset({"", "0", "false", "no", "off"})


class ArticlesCommand(click.Command):
    """A command that takes files from patterns and hooks, whatever their names begin with."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one that begins with a dash and names an article is that article.

        pre-commit and `*.md` hand over names as they are, so a file can look like an option.
        """
        return super().parse_args(
            ctx, [f"./{each}" if _is_article(each) else each for each in args]
        )


def _is_article(argument: str) -> bool:
    """Whether an argument that begins with a dash is the name of an article that exists."""
    return (
        argument.startswith("-")
        and os.path.splitext(argument)[1].lower() in SUFFIXES
        and os.path.isfile(argument)
    )


_Command = TypeVar("_Command", bound=Callable[..., Any])


def format_option(formats: Sequence[str], what: str) -> Callable[[_Command], _Command]:
    """The option --format with these choices, the first of them by default; `format_name`."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(list(formats)),
        default=formats[0],
        show_default=True,
        help=f"How to write the {what}.",
    )


def config_options(command: _Command) -> _Command:
    """The options --config and --no-config; `config` and `no_config`."""
    return _with_options(
        command,
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Use this configuration instead of the nearest medlint.toml or pyproject.toml.",
        ),
        click.option("--no-config", is_flag=True, help="Use no configuration file."),
    )


def exclude_options(command: _Command) -> _Command:
    """The options --exclude and --force-exclude; `exclude` and `force_exclude`."""
    return _with_options(
        command,
        click.option(
            "--exclude",
            multiple=True,
            metavar="GLOB",
            callback=_globs,
            help="Leave out these files and folders, too. Repeat the option for several.",
        ),
        click.option(
            "--force-exclude",
            is_flag=True,
            help="Leave out what the configuration excludes even where PATHS name it.",
        ),
    )


def _globs(
    ctx: click.Context, parameter: click.Parameter, globs: tuple[str, ...]
) -> tuple[str, ...]:
    from medlint.config.values import wrong_glob

    for glob in globs:
        if wrong := wrong_glob(glob):
            raise click.UsageError(f"--exclude: {wrong}", ctx)
    return globs


def baseline_options(command: _Command) -> _Command:
    """The options --baseline and --no-baseline; `baseline` and `no_baseline`."""
    return _with_options(
        command,
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Do not report the findings accepted in this file; see medlint baseline.",
        ),
        click.option("--no-baseline", is_flag=True, help="Report what a baseline accepts, too."),
    )


def changes_options(command: _Command) -> _Command:
    """The options --changed-since and --staged; `changed_since` and `staged`."""
    return _with_options(
        command,
        click.option(
            "--changed-since",
            metavar="REVISION",
            help="Report only what was changed since this git revision, such as origin/main.",
        ),
        click.option(
            "--staged", is_flag=True, help="Report only what is staged for the next commit."
        ),
    )


def refuse_unknown_changes(paths: tuple[str, ...], changed_since: str | None, staged: bool) -> None:
    """Raise UsageError where what changed is asked for in a way that git cannot answer."""
    if changed_since and staged:
        raise click.UsageError(
            "--changed-since and --staged ask for different changes; give one of them"
        )
    if (changed_since or staged) and STANDARD_INPUT in paths:
        option = "--staged" if staged else "--changed-since"
        raise click.UsageError(f"{option} needs files; git knows no standard input")


def speed_options(command: _Command) -> _Command:
    """The options --no-cache, --cache-dir and --jobs; `no_cache`, `cache_dir` and `jobs`."""
    return _with_options(
        command,
        click.option(
            "--no-cache",
            is_flag=True,
            help="Check every file anew and keep nothing, as with MEDLINT_NO_CACHE=1.",
        ),
        click.option(
            "--cache-dir",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="FOLDER",
            help="Keep results here instead of in the folder that medlint cache info tells.",
        ),
        click.option(
            "--jobs",
            "-j",
            default="auto",
            show_default=True,
            metavar="N",
            callback=_jobs,
            help="How many processes check files; auto is one a core, where it pays.",
        ),
    )


def cache_folder_of(cache_dir: Path | None = None, no_cache: bool = False) -> Path | None:
    """The folder where results are kept, None where they are not."""
    from medlint.kept import cache_folder

    off = os.environ.get("MEDLINT_NO_CACHE", "0").lower() not in _NOT
    return None if no_cache or off else cache_dir or cache_folder()


def _jobs(ctx: click.Context, parameter: click.Parameter, given: str) -> int | None:
    """The number of processes, None for auto."""
    if given == "auto":
        return None
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= MOST_JOBS:
        raise click.UsageError(
            f'--jobs cannot be "{given}"; write auto, or a number from 1 to {MOST_JOBS}'
        )
    return int(given)


def stdin_option(command: _Command) -> _Command:
    """The option --stdin-filename; `stdin_filename`."""
    return click.option(
        "--stdin-filename",
        metavar="FILE",
        help="The name that standard input goes by; its ending tells Markdown from plain text.",
    )(command)


def look_options(what: str) -> Callable[[_Command], _Command]:
    """The options --quiet, which leaves nothing but `what`, and --color; `quiet` and `color`."""
    return lambda command: _with_options(
        command,
        click.option("--quiet", "-q", is_flag=True, help=f"Print the {what} and nothing else."),
        click.option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Colour the output. On auto, NO_COLOR and FORCE_COLOR are obeyed.",
        ),
    )


def _with_options(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    """The command with the options, which its help lists in this order."""
    for option in reversed(options):
        command = option(command)
    return command


def names(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Names from options that repeat or hold several, or None when the option is not given."""
    split = [name.strip() for part in given for name in part.split(",")]
    return tuple(name for name in split if name) if given else None


def day(ctx: click.Context, parameter: click.Parameter, given: str | None) -> date | None:
    """The day that an option names, None when it is not given; raises ConfigError for no day."""
    if given is None:
        return None
    try:
        if len(given) != len("2026-12-31"):
            raise ValueError
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigError(
            f'{parameter.opts[0]}: "{given}" is no day of the calendar; '
            "write the year, the month and the day, such as 2026-12-31"
        ) from None


def refuse_contradictions(
    command: str,
    paths: tuple[str, ...],
    config: Path | None,
    no_config: bool,
    stdin_filename: str | None,
) -> None:
    """Raise UsageError when there is nothing to read, or when options exclude each other."""
    if not paths:
        raise click.UsageError(
            f"nothing to {'check' if command == 'check' else 'read'}; name files or folders, "
            f"or - for standard input, as in: medlint {command} articles/"
        )
    if config and no_config:
        raise click.UsageError("--config and --no-config contradict each other; give one of them")
    if stdin_filename and STANDARD_INPUT not in paths:
        raise click.UsageError("--stdin-filename names standard input; add - to the paths")


def output_width() -> int:
    """The columns of the terminal, or a fixed number so that a file is the same everywhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
