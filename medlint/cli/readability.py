"""`medlint readability`: how hard articles are to read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from medlint.cli.output import UserError, write

if TYPE_CHECKING:
    from medlint.language.reading import Reading, Sentence
    from medlint.readability.report import Article
    from medlint.readability.report import Sentence as MeasuredSentence


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
    from medlint.readability.frequency import WordfreqError
    from medlint.readability.report import render_json, render_text, report_on
    from medlint.readability.sentences import plain_words_in
    from medlint.run import read_articles

    articles = read_articles(files)
    for note in articles.notes:
        click.echo(note, err=True)
    readings = [each.read() for each in articles.documents]
    try:
        reports = [report_on(_article(each), plain_words_in(each)) for each in readings]
    except (TextstatError, WordfreqError) as error:
        raise UserError(str(error)) from None
    if reports:
        write(render_json(reports) if format_name == "json" else render_text(reports))
    for reading in readings:
        if not reading.is_english:
            click.echo(f"{reading.document.path}: not English; the figures mean little", err=True)
    for problem in articles.problems:
        click.echo(problem, err=True)
    ctx.exit(2 if articles.problems else 0)


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
    from medlint.readability.sentences import sentence_words, unavoidable

    line = reading.document.position(sentence.span.start)[0]
    words = sentence_words(reading, sentence)
    return MeasuredSentence(
        line, reading.text(sentence.span), words, unavoidable(reading, sentence)
    )
