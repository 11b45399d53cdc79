"""`medlint baseline`: the file of findings that were there when medlint was adopted."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from medlint.cli.arguments import cache_folder_of, config_options, refuse_contradictions
from medlint.cli.output import UserError, write
from medlint.cli.progress import progress_bar
from medlint.config import PROFILES, Profile

if TYPE_CHECKING:
    from medlint.run import Options, Report

_Command = TypeVar("_Command", bound=Callable[..., Any])

_FILE = click.option(
    "--baseline",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline.  [default: the one in the configuration, else medlint-baseline.tsv]",
)


@click.group("baseline", short_help="Accept what is there, so that only new findings are reported.")
def command() -> None:
    """Accept the findings that are there today, so that medlint reports only new ones.

    A finding is known again by its rule and the words of its sentence, not by its line: edits
    elsewhere do not bring it back. An article that is moved or renamed keeps what was accepted.

    \b
    Examples:
      medlint baseline write articles/
      medlint check articles/ --baseline medlint-baseline.tsv
      medlint baseline update
    """


def _rule_options(command: _Command) -> _Command:
    """The options of `medlint check` that decide what there is to find."""
    for option in (
        click.option(
            "--no-corpus", is_flag=True, help="Leave out rules that compare files with each other."
        ),
        click.option("--profile", type=click.Choice(PROFILES), help="The kind of article."),
        click.option("--preview/--no-preview", default=None, help="Run preview rules too."),
    ):
        command = option(command)
    return config_options(command)


@command.command("write")
@click.argument("paths", nargs=-1, type=click.Path())
@_FILE
@click.option("--force", is_flag=True, help="Write it anew where there is one already.")
@_rule_options
def write_command(
    paths: tuple[str, ...],
    file: Path | None,
    force: bool,
    preview: bool | None,
    profile: str | None,
    no_corpus: bool,
    config: Path | None,
    no_config: bool,
) -> None:
    """Check articles and accept all that is found.

    Nothing is written when an article cannot be checked: what it holds would be missing.
    """
    from medlint.baseline.keeping import write_baseline

    refuse_contradictions("baseline write", paths, config, no_config, None)
    file = _file(file, config, no_config)
    if file.exists() and not force:
        advice = "run medlint baseline update to take out what is mended, or add --force"
        raise UserError(f"{file}: there is a baseline already; {advice}")
    options = _options(preview, profile, no_corpus, config, no_config)
    report = _run(paths, options, None)
    count = write_baseline(file, report.findings)
    articles = len({finding.place.path for finding in report.findings})
    write(
        f"{file}: {_number(count, 'finding')} in {articles} of "
        f"{_number(len(report.files), 'article')} accepted.\n"
    )
    if _configured(config, no_config) is None:
        write(_naming(file, config, no_config))


@command.command("update")
@click.argument("paths", nargs=-1, type=click.Path())
@_FILE
@_rule_options
def update_command(
    paths: tuple[str, ...],
    file: Path | None,
    preview: bool | None,
    profile: str | None,
    no_corpus: bool,
    config: Path | None,
    no_config: bool,
) -> None:
    """Take out of a baseline what is mended; nothing is ever added.

    Without PATHS, all articles in the baseline's folder are checked, so that those that were
    moved are found again.
    """
    from medlint.baseline.entries import read_baseline
    from medlint.baseline.keeping import shrink_baseline

    file = _file(file, config, no_config)
    baseline = read_baseline(file)
    chosen: Sequence[str | Path] = paths or [Path(os.path.dirname(os.path.abspath(file)))]
    options = _options(preview, profile, no_corpus, config, no_config)
    report = _run(chosen, options, file)
    change = shrink_baseline(baseline, report.stale, report.moved)
    moved = f", {change.moved} kept under a new path" if change.moved else ""
    write(f"{file}: {_number(change.removed, 'entry')} taken out, {change.kept} left{moved}.\n")


@command.command("show")
@_FILE
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the counts.",
)
@config_options
def show_command(file: Path | None, format_name: str, config: Path | None, no_config: bool) -> None:
    """Say how many findings a baseline accepts, by rule and by article."""
    from medlint.baseline.entries import read_baseline

    file = _file(file, config, no_config)
    entries = read_baseline(file).entries
    rules = Counter(entry.rule for entry in entries.elements())
    articles = Counter(entry.path for entry in entries.elements())
    if format_name == "json":
        counts = {"total": entries.total(), "rules": dict(rules), "articles": dict(articles)}
        write(json.dumps(counts, indent=2, sort_keys=True) + "\n")
        return
    lines = [
        f"{file}: {_number(entries.total(), 'finding')} in {_number(len(articles), 'article')}"
    ]
    for title, counted in (("By rule", rules), ("By article", articles)):
        lines += ["", title]
        ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        lines += [f"{count:>7}  {name}" for name, count in ranked]
    write("\n".join(lines) + "\n")


def _file(named: Path | None, config: Path | None, no_config: bool) -> Path:
    """The baseline that is named, in the command or in the configuration, else the usual one."""
    from medlint.baseline.entries import FILE_NAME

    return named or _configured(config, no_config) or Path(FILE_NAME)


def _configured(config: Path | None, no_config: bool) -> Path | None:
    """The baseline that the working folder's configuration names, as messages show it."""
    from medlint.config import ConfigFinder
    from medlint.discovery import display_name

    configured = ConfigFinder(config, search=not no_config).for_folder(Path()).baseline
    return None if configured is None else Path(display_name(configured))


def _naming(file: Path, config: Path | None, no_config: bool) -> str:
    """Have the configuration name the baseline, where it is prepared for that, and say so; else
    say how."""
    from medlint.baseline.naming import name_prepared
    from medlint.config import ConfigFinder
    from medlint.discovery import display_name

    origin = ConfigFinder(config, search=not no_config).for_folder(Path()).origin
    if origin is not None and name_prepared(file, Path(origin.file.path)):
        return (
            f"{display_name(Path(origin.file.path))} names it now, so that every check finds it.\n"
        )
    name = json.dumps(file.as_posix())
    return f"Name it in medlint.toml, so that every check finds it: baseline = {name}\n"


def _options(
    preview: bool | None, profile: str | None, no_corpus: bool, config: Path | None, no_config: bool
) -> Options:
    from medlint.run import Options

    return Options(
        preview=preview,
        profile=cast(Profile | None, profile),
        corpus=not no_corpus,
        config=config,
        use_config=not no_config,
    )


def _run(paths: Sequence[str | Path], options: Options, baseline: Path | None) -> Report:
    """The run over the paths; raises UserError when something kept it from checking all of them."""
    from dataclasses import replace

    from medlint.finding import Severity
    from medlint.run import run

    # What a configuration hides today may be shown tomorrow, and was there all the same.
    options = replace(
        options,
        severity=Severity.SUGGESTION,
        baseline=baseline,
        use_baseline=bool(baseline),
        cache=cache_folder_of(),
        jobs=None,
    )
    with progress_bar("Checking") as progress:
        report = run(paths, options, progress=progress)
    for message in (*report.notes, *report.problems):
        click.echo(message, err=True)
    if report.problems:
        raise UserError("the baseline is as it was; put right what is said above and run again")
    return report


def _number(count: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
