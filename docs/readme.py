"""What medlint makes of itself: parts of the README (the output of two commands, the rule table),
and the schema of configurations.

    python -m docs.readme            write them
    python -m docs.readme --check    change nothing; exit 1 when they are out of date

Another README may be named after the options; it alone is then looked at.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from medlint.card import read_cards
from medlint.catalogue import with_rules_table
from medlint.config.schema import SHIPPED, schema_text
from medlint.finding import Severity
from medlint.rulebook import Rulebook

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "seeds/faulty-clinic-blog.md"
OUTPUT_START = "<!-- output: begin -->"
OUTPUT_END = "<!-- output: end -->"
CLAIMS_START = "<!-- claims: begin -->"
CLAIMS_END = "<!-- claims: end -->"
#: How many claims the README shows; the others are counted.
CLAIMS_SHOWN = 6

_FINDING = re.compile(r"^\S+:\d+:\d+ (?P<severity>[a-z]+) .* \[(?P<rule>[a-z-]+)\]$")


def main(arguments: list[str]) -> int:
    """Write or check the README and the schema; the exit code."""
    names = [argument for argument in arguments if argument != "--check"]
    check = "--check" in arguments
    path = Path(names[0]) if names else ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    rulebook = Rulebook.load()
    new = with_rules_table(old, rulebook.rules.values(), read_cards())
    findings = "\n".join(shortened(printed("check", SAMPLE, exit_code=1), rulebook))
    new = with_output(new, f"check {SAMPLE}", findings, OUTPUT_START, OUTPUT_END)
    claims = "\n".join(first_claims(printed("claims", SAMPLE, exit_code=0)))
    new = with_output(new, f"claims {SAMPLE}", claims, CLAIMS_START, CLAIMS_END)
    stale = renewed(path, old, new, "The README", check)
    if not names:
        held = SHIPPED.read_text(encoding="utf-8") if SHIPPED.exists() else ""
        stale |= renewed(SHIPPED, held, schema_text(rulebook), "The schema", check)
    return int(stale)


def renewed(path: Path, old: str, new: str, name: str, check: bool) -> bool:
    """Write what is new, or with `check` only say so; whether the file is out of date now."""
    if not check:
        path.write_text(new, encoding="utf-8")
    elif new != old:
        lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, "made anew", n=0)
        print(*lines, f"{name} is out of date; run: python -m docs.readme", sep="\n")
    return check and new != old


def with_output(readme: str, command: str, shown: str, opening: str, closing: str) -> str:
    """The README with the output of a command written anew between its two markers.

    Raises ValueError when a marker is missing.
    """
    before, start, rest = readme.partition(opening)
    _, end, after = rest.partition(closing)
    if not (start and end):
        raise ValueError(f"the README has no {opening} followed by {closing}")
    return f"{before}{start}\n\n```text\n$ medlint {command}\n{shown}\n```\n\n{end}{after}"


def printed(*arguments: str, exit_code: int) -> str:
    """What medlint prints, in full; raises RuntimeError when it exits with another code."""
    run = subprocess.run(
        [sys.executable, "-m", "medlint", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode != exit_code:
        raise RuntimeError(f"medlint {' '.join(arguments)}: exit {run.returncode}\n{run.stderr}")
    return run.stdout


def first_claims(output: str) -> Iterator[str]:
    """The first claims of a ledger, those after them counted, and its summary."""
    heading, table, *rest = output.rstrip("\n").split("\n\n")
    header, *rows = table.split("\n")
    yield from (heading, "", header, *rows[:CLAIMS_SHOWN], *_gap(len(rows) - CLAIMS_SHOWN, "claim"))
    yield from "".join(f"\n\n{part}" for part in rest)[1:].split("\n")


def shortened(output: str, rulebook: Rulebook) -> Iterator[str]:
    """The lines of each pack's first gravest finding, those between counted, and the summary."""
    findings, summary = output.rstrip("\n").rsplit("\n\n", 1)
    blocks = list(_blocks(findings.split("\n")))
    chosen: dict[str, int] = {}
    # Sorting keeps the order of the text among equals, and the first of a pack stays.
    for number in sorted(range(len(blocks)), key=lambda number: -_severity(blocks[number][0]).rank):
        chosen.setdefault(_pack(blocks[number][0], rulebook), number)
    last = -1
    for number in sorted(chosen.values()):
        yield from _gap(number - last - 1, "finding")
        yield from blocks[number]
        last = number
    yield from _gap(len(blocks) - last - 1, "finding")
    yield ""
    yield from summary.split("\n")


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each finding."""
    block: list[str] = []
    for line in lines:
        if _FINDING.match(line) and block:
            yield block
            block = []
        block.append(line)
    yield block


def _severity(line: str) -> Severity:
    return Severity(_parts(line)["severity"])


def _pack(line: str, rulebook: Rulebook) -> str:
    return rulebook.rules[_parts(line)["rule"]].pack


def _parts(line: str) -> re.Match[str]:
    found = _FINDING.match(line)
    if found is None:
        raise ValueError(f"not the first line of a finding: {line}")
    return found


def _gap(count: int, noun: str) -> Iterator[str]:
    if count > 0:
        yield f"[... {count} more {noun if count == 1 else noun + 's'} ...]"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
