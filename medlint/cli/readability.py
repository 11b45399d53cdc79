"""`medlint readability`: how hard articles are to read."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import click

from medlint.cli.output import UserError, write

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence
    from medlint.readability.report import Article
    from medlint.readability.report import Sentence as MeasuredSentence

# "[12]" and "[3, 4]" are not read as words.
_CITATION = re.compile(r"\[\d+(?:[\s,–-]+\d+)*\]")


@click.command("readability", short_help="Say how hard articles are to read.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write the figures.",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], format_name: str) -> None:
    """Say how hard articles are to read, section by section, and list the hardest sentences.

    FILE is an article, or a folder of articles. A grade is a measure, not a fault: the exit code
    is 0 unless a file could not be read.

    \b
    Examples:
      medlint readability article.md
      medlint readability articles/ --format json
    """
    from medlint.readability.familiar import TextstatError
    from medlint.readability.report import render_json, render_text, report_on

    readings, problems = _readings(files)
    try:
        reports = [report_on(_article(reading)) for reading in readings]
    except TextstatError as error:
        raise UserError(str(error)) from None
    if reports:
        write(render_json(reports) if format_name == "json" else render_text(reports))
    for reading in readings:
        if not reading.is_english:
            click.echo(f"{reading.document.path}: not English; the figures mean little", err=True)
    for problem in problems:
        click.echo(problem, err=True)
    ctx.exit(2 if problems else 0)


def _readings(files: tuple[str, ...]) -> tuple[list[Reading], list[str]]:
    """The articles as the language layer reads them, and what could not be read."""
    from medlint.config import ConfigFinder
    from medlint.discovery import discover
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading
    from medlint.rulebook import bundled_rules
    from medlint.source import SourceError, read

    configs = ConfigFinder()
    discovery = discover(files, lambda path, folder: configs.for_folder(folder).excludes(path))
    lexicon = Lexicon.load(bundled_rules() / "lexicons")
    readings: list[Reading] = []
    problems = [*discovery.problems]
    for article in discovery.articles:
        limit = configs.for_file(article.path).max_file_size
        try:
            readings.append(Reading(read(article.path, article.name, limit), lexicon))
        except SourceError as error:
            problems.append(str(error))
    for note in discovery.notes:
        click.echo(note, err=True)
    return readings, problems


def _article(reading: Reading) -> Article:
    """The running text of a document, parted at its headings."""
    from medlint.readability.report import Article, Section

    sections: list[Section] = []
    for heading, sentences in groupby(reading.prose_sentences, reading.heading_above):
        texts = tuple(_sentence(reading, sentence) for sentence in sentences)
        # The title heads the whole article, not a section of it.
        if heading is None or heading.kind == "title":
            sections.append(Section("", texts[0].line, texts))
        else:
            line = reading.document.position(heading.span.start)[0]
            sections.append(Section(reading.text(heading.span), line, texts))
    title = reading.title
    return Article(
        reading.document.path, reading.text(title.span) if title else "", tuple(sections)
    )


def _sentence(reading: Reading, sentence: Sentence) -> MeasuredSentence:
    from medlint.readability.report import Sentence as MeasuredSentence
    from medlint.readability.words import words_of

    text = reading.text(sentence.span)
    line = reading.document.position(sentence.span.start)[0]
    return MeasuredSentence(line, text, tuple(words_of(_CITATION.sub(" ", text))))
