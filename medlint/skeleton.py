"""The text of a new rule file, for an editor to fill in."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from medlint.packfolders import NOT_PACKS
from medlint.ruleloader import is_kebab_case
from medlint.tomlfile import shown

#: A complete rule file of the kind "phrases" that loads and passes its own examples.
SKELETON = '''\
# Prose stands in double quotes, patterns in single quotes.
# Change every line below, then run `medlint test` with the path of this file.

title    = "A berry praised as a cure for everything"   # what is flagged, in plain words
severity = "warning"                                    # error, warning or suggestion
scope    = "sentence"                                   # sentence, document or corpus
message  = "“{match}” praises a food as a cure; say what was measured, in whom and how."
why      = """
Say in two or three sentences what harm the words do to a reader, and why this rule, and not an
editor's taste, decides.
"""
sources  = ["Name the guideline, study or regulator that the rule rests on."]

[match]
kind    = "phrases"
phrases = ["miracle berry", "miracle berries"]          # found in any case, through line breaks
unless  = ["so-called miracle berry"]                   # longer phrases that are fine

[examples]
# Braces mark the words that must be found; nothing else may be.
flagged = [
  "Eat one {miracle berry} a day and forget your pills.",
  "Our clinic sells {miracle berries} by the box.",
]
# The sentences that look alike and are fine.
passing = [
  "The so-called miracle berry did no better than sugar pills.",
  "Berries are part of a mixed diet.",
]
'''


def create(folder: Path, pack_and_name: str, taken: Container[str] = ()) -> Path:
    """Write the skeleton of PACK/NAME as folder/PACK/NAME.toml, and give its path.

    Raises ValueError for a name that no rule can have, FileExistsError when the file is there,
    and OSError when it cannot be written; `taken` are the names of other rules.
    """
    pack, _, name = pack_and_name.partition("/")
    _check(pack, name, pack_and_name, taken)
    path = folder / pack / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(SKELETON)
    except FileExistsError:
        raise FileExistsError(f"{shown(path)} is there already; choose another name") from None
    return path


def _check(pack: str, name: str, given: str, taken: Container[str]) -> None:
    """Raise ValueError, with what to write, when the pack or the name cannot be used."""
    if not (is_kebab_case(pack) and is_kebab_case(name)):
        raise ValueError(
            f'"{given}" is not PACK/NAME; write two names of lower-case words joined by hyphens, '
            "such as house-style/miracle-berry"
        )
    if pack in NOT_PACKS or name == "pack":
        word = pack if pack in NOT_PACKS else name
        raise ValueError(f'"{word}" has a meaning of its own here; choose another name')
    if name in taken:
        raise ValueError(f"there is a rule {name} already; choose another name")
