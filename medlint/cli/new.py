"""`medlint new`: a rule file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from medlint.cli.output import UserError, write


@click.command("new")
@click.argument("name", metavar="PACK/NAME")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder that holds your packs.  [default: the working folder]",
)
def command(name: str, folder: Path) -> None:
    """Write a rule file that works, for you to change.

    A pack is a folder, a rule is a file in it. The new rule comes with examples that pass.

    \b
    Examples:
      medlint new house-style/miracle-berry
      medlint new house-style/miracle-berry --in editorial/
    """
    from medlint.rulebook import Rulebook
    from medlint.skeleton import create
    from medlint.tomlfile import shown

    try:
        path = create(folder, name, taken=Rulebook.load().rules)
    except (ValueError, OSError) as error:
        raise UserError(str(error)) from None
    pack = shown(path.parent)
    write(
        f"{shown(path)}\n\n"
        f"Change it, try it with: medlint test {pack}\n"
        f'Use it by writing in medlint.toml: [rules] and below it folders = ["{pack}"]\n'
    )
