"""The commands of `python -m quality`."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from quality import shipped
from quality.labelled import Half
from quality.problems import QualityError

#: Where verdicts, counts and cards are kept.
KEPT = Path(__file__).resolve().parent

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_kept = click.option(
    "--kept",
    type=_FOLDER,
    default=KEPT,
    show_default="this package's folder",
    help="The folder of verdicts, counts and cards.",
)
_day = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: date.today().isoformat(),
    show_default="today",
    help="The date that is kept.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Measure how often medlint is right."""


@main.command()
@click.argument("rule")
@click.option("--data", type=_FOLDER, multiple=True, required=True, help="Articles; may repeat.")
@click.option("--seed", type=int, required=True, help="The same seed draws the same sample.")
@click.option("--size", type=click.IntRange(1), default=50, show_default=True)
@click.option("--out", type=_FILE, required=True, help="The reading sheet of the first reader.")
@click.option("--second", type=_FILE, help="The second reader's, a quarter of the same sample.")
@click.option(
    "--half",
    type=click.Choice(["tune", "set aside"]),
    default="set aside",
    show_default=True,
    help="Which half of labelled data; rules are mended on what the other shows.",
)
def sample(
    rule: str,
    data: tuple[Path, ...],
    seed: int,
    size: int,
    out: Path,
    second: Path | None,
    half: Half,
) -> None:
    """Draw findings of RULE at random and write reading sheets.

    DATA are folders of articles, labelled sets, or a folder of labelled sets. The half of labelled
    data that is set aside is for readers alone: who mends a rule sees the other. A sheet holds
    texts: it may not lie inside this repository.
    """
    from quality.sampling import draw, found_by, sources
    from quality.sheets import sheet

    sheets = [("A", out)] if second is None else [("A", out), ("B", second)]
    for _, path in sheets:
        if path.resolve().is_relative_to(shipped.ROOT):
            raise QualityError(f"{path}: a sheet holds texts; write it outside this repository")
    with TemporaryDirectory() as temporary:
        drawn = draw(rule, found_by(rule, list(sources(data, Path(temporary), half))), seed, size)
    about = shipped.rules()[rule]
    for reader, path in sheets:
        part = drawn if reader == "A" else drawn.for_second_reader()
        path.write_text(sheet(part, about, reader), encoding="utf-8", newline="\n")
        found = ", ".join(f"{count} in {name}" for name, count in drawn.found.items())
        click.echo(f"{path}: {len(part.sample)} findings for reader {reader}; found {found}")


@main.command()
@click.argument("sheets", nargs=-1, required=True, type=_FILE)
@click.option("--reader", type=click.Choice(["A", "B"]), help="Instead of the one on the sheet.")
@click.option(
    "--replace",
    is_flag=True,
    help="Drop the rule's earlier verdicts: the rule was changed after they were given.",
)
@_day
@_kept
def record(
    sheets: tuple[Path, ...], reader: str | None, replace: bool, day: datetime, kept: Path
) -> None:
    """Keep the verdicts of SHEETS that are filled in, without any text."""
    from quality.sheets import filled
    from quality.verdicts import Verdict, keep_verdicts

    by_rule: dict[str, list[Verdict]] = defaultdict(list)
    for path in sheets:
        for verdict in filled(path, reader, day.date()):
            by_rule[verdict.rule].append(verdict)
    for verdicts in by_rule.values():
        path = keep_verdicts(kept, verdicts, replace=replace)
        click.echo(f"{path}: {len(verdicts)} verdicts kept; now run: python -m quality cards")


@main.command()
@_kept
def agreement(kept: Path) -> None:
    """How far two readers agree on what both have read, rule by rule and in all."""
    from quality.figures import cohen_kappa
    from quality.verdicts import read_twice, read_verdicts, rules_read

    pairs = {rule: read_twice(read_verdicts(kept, rule)) for rule in rules_read(kept)}
    pairs = {rule: each for rule, each in pairs.items() if each}
    if not pairs:
        raise QualityError(f"{kept}: no finding was read by two readers")
    everything = [pair for each in pairs.values() for pair in each]
    click.echo("| Rule | Read by both | Agreed | Cohen's kappa |\n| --- | --- | --- | --- |")
    for rule, each in [*pairs.items(), ("all", everything)]:
        alike = sum(first == second for first, second in each) / len(each)
        kappa = cohen_kappa(each)
        shown = "not defined" if kappa is None else f"{kappa:.2f}"
        click.echo(f"| {rule} | {len(each)} | {100 * alike:.1f} % | {shown} |")


@main.command()
@click.option("--corpus", type=_FOLDER, help="Count findings per 1,000 words of these articles.")
@_day
@_kept
def cards(corpus: Path | None, day: datetime, kept: Path) -> None:
    """Make the card of every rule anew, from the verdicts and the counts that are kept."""
    from quality.cards import cards as made_cards
    from quality.cards import unjustified, write_cards
    from quality.counts import count_noise, keep_noise

    if corpus is not None:
        keep_noise(kept, count_noise(corpus, day.date()))
    rules = shipped.rules()
    made = made_cards(kept, rules)
    write_cards(kept, made.values())
    click.echo(f"{kept}: {len(made)} cards")
    for name, card in made.items():
        problem = unjustified(card, preview=rules[name]["stage"] == "preview")
        if problem:
            click.echo(problem, err=True)


@main.command()
@click.option("--data", type=_FOLDER, required=True, help="A folder of labelled sets.")
@click.option("--out", type=_FILE, help="Write the tables to this file, too.")
@click.option("--keep", is_flag=True, help="Keep the recall of rules for their cards.")
@_day
@_kept
def measure(data: Path, out: Path | None, keep: bool, day: datetime, kept: Path) -> None:
    """Measure medlint on labelled data and print the tables."""
    from quality.counts import keep_recall
    from quality.measure import measure as measured
    from quality.report import markdown

    result = measured(data, day.date())
    tables = markdown(result)
    click.echo(tables, nl=False)
    if out is not None:
        out.write_text(tables, encoding="utf-8", newline="\n")
    if keep and result.recalls:
        keep_recall(kept, result.recalls)


if __name__ == "__main__":
    main(prog_name="python -m quality")
