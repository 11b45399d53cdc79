"""Builds the compiled loops of medlint/language/_scan.c into the wheel, where there is a compiler.

Where there is none, or MEDLINT_COMPILED is "off", the wheel is made without them: it then runs on
every platform, and medlint does in Python what the loops do. `python hatch_build.py` builds them in
place, for work on a checkout.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
MODULE = "medlint.language._scan"


class CompiledLoops(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled module to a wheel, and puts it beside its source in an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the module; `version` is "standard" or "editable"."""
        if self.target_name != "wheel" or os.environ.get("MEDLINT_COMPILED") == "off":
            return
        built = build(ROOT if version == "editable" else Path(tempfile.mkdtemp()))
        if built is None:
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        if version != "editable":
            build_data["force_include"][str(built)] = f"medlint/language/{built.name}"


def build(folder: Path) -> Path | None:
    """Build the module below the folder; None, with a line on standard error, where that fails."""
    try:
        from setuptools import Distribution, Extension
        from setuptools.command.build_ext import build_ext

        source = ROOT.joinpath(*MODULE.split(".")).with_suffix(".c")
        module = Extension(MODULE, [os.path.relpath(source)])
        command = build_ext(Distribution({"name": "medlint", "ext_modules": [module]}))
        with tempfile.TemporaryDirectory() as temporary:
            command.build_lib, command.build_temp = str(folder), temporary
            command.ensure_finalized()
            command.run()
        return folder / command.get_ext_filename(MODULE)
    # Whatever is missing or wrong here: an installation must not fail for what it can do without.
    except (Exception, SystemExit) as error:
        print(f"medlint: built without compiled loops, which is slower ({error})", file=sys.stderr)
        return None


if __name__ == "__main__":
    sys.exit(build(ROOT) is None)
