"""What the commands that read articles have in common in their arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from medlint.run import STANDARD_INPUT


def names(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Names from options that repeat or hold several, or None when the option is not given."""
    split = [name.strip() for part in given for name in part.split(",")]
    return tuple(name for name in split if name) if given else None


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
