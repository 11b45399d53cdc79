"""Where the reports of a run go: which format to standard output, which into which file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from medlint.cli.output import write, write_bytes
from medlint.discovery import display_name
from medlint.reporters import FOR_PEOPLE, REPORTERS, Look

if TYPE_CHECKING:
    from medlint.run import Report

_DEFAULT = "text"
_SUMMARY = "github-summary"
#: The file in which GitHub collects what a step says on the page of its run.
_SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
_STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and the file it goes to, None for standard output; `append` keeps what is there."""

    format_name: str
    file: Path | None = None
    append: bool = False


def destinations(formats: Sequence[str], output: Path | None) -> list[Destination]:
    """What `--format FORMAT[:FILE]`, given any number of times, and `--output FILE` ask for.

    Raises UsageError for an unknown format, where two reports would go to the same place, and for a
    folder in place of a file.
    """
    wanted = [_destination(text) for text in formats or (_DEFAULT,)]
    if output is not None:
        wanted = _with_output(wanted, output)
    wanted = [_to_summary(each) for each in wanted]
    if sum(each.file is None for each in wanted) > 1:
        raise click.UsageError(
            "only one report can go to standard output; give the others a file, as in "
            "--format text --format sarif:report.sarif"
        )
    files = [os.path.realpath(each.file) for each in wanted if each.file is not None]
    for each in wanted:
        if each.file is not None:
            if files.count(os.path.realpath(each.file)) > 1:
                raise click.UsageError(
                    f"two reports would go to {display_name(each.file)}; name two files"
                )
            if each.file.is_dir():
                raise click.UsageError(
                    f"{display_name(each.file)} is a folder; name the file for the report"
                )
    return wanted


def deliver(
    report: Report, wanted: Sequence[Destination], look: Look, *, shows_profiles: bool
) -> list[str]:
    """Write every report; those for files whole or not at all, their folders made where missing.

    Returns a line for each that could not be written; the others are. What `--fix` makes of
    standard input takes standard output, and the report goes to standard error.
    """
    problems: list[str] = []
    articles = {os.path.realpath(name) for name in report.files}
    for each in wanted:
        told = report
        if each.format_name != "json" and not shows_profiles:
            # They were gathered for the JSON report beside this one.
            told = replace(report, profiles=())
        render = REPORTERS[each.format_name]
        if each.file is None:
            _to_standard_output(each.format_name, render(told, look), report.output)
        elif os.path.realpath(each.file) in articles:
            name = display_name(each.file)
            problems.append(f"{name}: is an article, so no report is written there; name another")
        else:
            text = render(told, Look(quiet=look.quiet))
            problems += _to_file(each, each.file, text.encode("utf-8", "replace"))
    return problems


def _destination(text: str) -> Destination:
    name, colon, file = text.partition(":")
    if name not in REPORTERS:
        from medlint.tomlfile import did_you_mean

        raise click.UsageError(f'there is no format "{name}"; {did_you_mean(name, REPORTERS)}')
    if colon and not file:
        raise click.UsageError(f"--format {text} names no file; write it behind the colon")
    return Destination(name, Path(file) if file else None)


def _with_output(wanted: list[Destination], output: Path) -> list[Destination]:
    """The destinations with --output as the file of the one format that has none of its own."""
    without = [each for each in wanted if each.file is None]
    if len(without) != 1:
        raise click.UsageError(
            "--output names the file of one format; give each its own, as in "
            "--format sarif:report.sarif"
        )
    return [replace(each, file=output) if each.file is None else each for each in wanted]


def _to_summary(wanted: Destination) -> Destination:
    """Where GitHub collects summaries, those go there; "-" is standard output."""
    if wanted.file == Path(_STANDARD_OUTPUT):
        return replace(wanted, file=None)
    named = os.environ.get(_SUMMARY_VARIABLE)
    if wanted.format_name == _SUMMARY and wanted.file is None and named:
        return replace(wanted, file=Path(named), append=True)
    return wanted


def _to_standard_output(format_name: str, text: str, instead: bytes | None) -> None:
    if instead is not None:
        # The fixed text alone goes to standard output, so that it can be piped on.
        write_bytes(instead)
        click.echo(text, nl=False, err=True)
    elif format_name in FOR_PEOPLE:
        write(text)
    else:
        write_bytes(text.encode("utf-8", "replace"))


def _to_file(wanted: Destination, file: Path, content: bytes) -> Iterator[str]:
    """Write a report; a line that says why where it cannot be written."""
    from medlint.atomic import write_whole

    put: Callable[[Path, bytes], None] = _append if wanted.append else write_whole
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "check the folder and its permissions"
        yield f"{display_name(file)}: the report cannot be written ({reason}); {advice}"


def _append(file: Path, content: bytes) -> None:
    with file.open("ab") as stream:
        stream.write(content)
