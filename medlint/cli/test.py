"""`medlint test`: rules against their own examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from medlint.cli.output import UserError, write

if TYPE_CHECKING:
    from medlint.instruments.proof import ItemProof
    from medlint.rulebook import Rulebook
    from medlint.selftest import ExampleResult
    from medlint.topics.proof import TopicProof


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which the age of a topic pack's review is counted.  [default: today]",
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], today: datetime | None) -> None:
    """Try rules, topic packs and instruments on their own examples.

    PATH is a folder of rules, one rule file, a topic pack or an instrument. Without a PATH, all
    that come with medlint are tried. The exit code is 1 when an example goes wrong; a topic pack
    whose review is more than two years old is only noted.

    \b
    Examples:
      medlint test
      medlint test house-style/
      medlint test house-style/miracle-berry.toml
    """
    from medlint.instruments import proof as instruments
    from medlint.instruments.instrument import instrument_files
    from medlint.instruments.report import instruments_folder
    from medlint.rulebook import Rulebook, bundled_rules
    from medlint.selftest import run_examples
    from medlint.tomlfile import shown
    from medlint.topics.proof import is_old, old_note, prove

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UserError(f"{missing[0]}: no such file or folder; check the path")
    ours = bundled_rules().resolve()
    folders = [_folder(path) for path in paths]
    extra = [folder for folder in folders if not folder.resolve().is_relative_to(ours)]
    rulebook = Rulebook.load(extra)
    roots = paths or (ours,)
    names = _rules_under(roots, rulebook)
    topics = [each for each in rulebook.topics.topics if _is_under(each.path, roots)]
    scored = [each for each in instrument_files(instruments_folder()) if _is_under(each, roots)]
    if not names and not topics and not scored:
        raise UserError(f"{shown(roots[0])}: no rules there; a rule is a file PACK/NAME.toml")
    results = run_examples(rulebook, names)
    if names:
        write(_told(results, len(names)))
    day = today.date() if today is not None else date.today()
    write("".join(f"{old_note(each)}\n" for each in topics if is_old(each, day)))
    proofs = prove(rulebook, topics)
    if topics:
        write(_topics_told(proofs, len(topics)))
    verdicts = instruments.prove(scored, rulebook.lexicon)
    if scored:
        write(_instruments_told(verdicts, len(scored)))
    went_well = [each.ok for each in results]
    went_well += [each.ok for each in proofs]
    went_well += [each.ok for each in verdicts]
    ctx.exit(int(not all(went_well)))


def _folder(path: Path) -> Path:
    """The folder of packs or rules that a path belongs to; topics, too, lie beside packs."""
    from medlint.packfolders import NOT_PACKS

    folder = path.resolve().parent if path.is_file() else path
    return folder.resolve().parent if folder.resolve().name in NOT_PACKS else folder


def _rules_under(paths: Sequence[Path], rulebook: Rulebook) -> list[str]:
    """The names of the rules in the files, and anywhere in the folders."""
    return [rule.name for rule in rulebook.rules.values() if _is_under(rule.path, paths)]


def _is_under(file: Path, paths: Sequence[Path]) -> bool:
    """Whether a file is one of the paths, or lies in one of them."""
    return any(file.resolve().is_relative_to(path.resolve()) for path in paths)


def _told(results: Sequence[ExampleResult], rules: int) -> str:
    """A line for each example that went wrong, and one for the whole."""
    wrong = [result for result in results if not result.ok]
    lines = [
        f"{result.place}: {result.rule}, {result.kind} example {result.index + 1}: "
        f"{result.explanation}\n"
        for result in wrong
    ]
    ending = f"{len(wrong)} went wrong" if wrong else "all as they should be"
    tried = f"{_number(len(results), 'example')} of {_number(rules, 'rule')}"
    return f"{''.join(lines)}{tried}: {ending}.\n"


def _topics_told(proofs: Sequence[TopicProof], topics: int) -> str:
    """A line for each proof of a topic pack that went wrong, and one for the whole."""
    wrong = [proof for proof in proofs if not proof.ok]
    lines = [f"{proof.place}: {proof.topic}: {proof.text}\n" for proof in wrong]
    ending = f"{len(wrong)} went wrong" if wrong else "all as they should be"
    tried = f"{_number(len(proofs), 'proof')} of {_number(topics, 'topic pack')}"
    return f"{''.join(lines)}{tried}: {ending}.\n"


def _instruments_told(proofs: Sequence[ItemProof], files: int) -> str:
    """A line for each example of an instrument that went wrong, and one for the whole."""
    wrong = [proof for proof in proofs if not proof.ok]
    lines = [f"{proof.place}: {proof.item}: {proof.text}\n" for proof in wrong]
    ending = f"{len(wrong)} went wrong" if wrong else "all as they should be"
    tried = f"{_number(len(proofs), 'example')} of {_number(files, 'instrument')}"
    return f"{''.join(lines)}{tried}: {ending}.\n"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
