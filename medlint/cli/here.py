"""The rules of the folder in which a command is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.rulebook import Rulebook


def rulebook_here() -> Rulebook:
    """The bundled rules and those that the working folder's configuration adds.

    Raises ConfigError or RuleError when one of the files is wrong.
    """
    from medlint.config import ConfigFinder
    from medlint.rulebook import Rulebook

    return Rulebook.load(ConfigFinder().for_folder(Path()).rules)
