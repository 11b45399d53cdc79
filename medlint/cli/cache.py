"""`medlint cache`: the results that are kept between runs."""

from __future__ import annotations

from pathlib import Path

import click

from medlint.cli.output import UserError, write
from medlint.kept import cache_folder

_WHERE = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The folder that was given to medlint check.",
)


@click.group("cache", short_help="Show or clear the results kept between runs.")
def command() -> None:
    """Show or clear the results kept between runs.

    What was found in a file is kept, and found again at once as long as the file, the rules, the
    configuration and medlint itself stay as they are. MEDLINT_CACHE names another folder, or is
    off, as MEDLINT_NO_CACHE=1 and --no-cache are for results.

    \b
    Examples:
      medlint cache info
      medlint cache clear
    """


@command.command("info")
@_WHERE
def info(cache_dir: Path | None) -> None:
    """Say where results are kept, and how much room they take."""
    from medlint.results.store import MOST_BYTES, Store

    store = Store(_folder(cache_dir))
    write(
        f"{store.path}\n"
        f"{store.count():,} results in {store.size() / 1e6:,.1f} MB of "
        f"{MOST_BYTES / 1e6:,.0f} MB at most\n"
    )


@command.command("clear")
@_WHERE
def clear(cache_dir: Path | None) -> None:
    """Throw the kept results away; nothing but time is lost."""
    from medlint.results.store import Store

    store = Store(_folder(cache_dir))
    size = store.size()
    try:
        store.clear()
    except OSError as error:
        raise UserError(f"{store.path}: cannot be deleted ({error.strerror})") from None
    write(f"{store.path}: {size / 1e6:,.1f} MB cleared\n" if size else "nothing was kept\n")


def _folder(cache_dir: Path | None) -> Path:
    folder = cache_dir or cache_folder()
    if folder is None:
        raise UserError("nothing is kept: MEDLINT_CACHE is off, or there is no home folder")
    return folder
