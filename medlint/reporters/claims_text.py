"""The claim ledger for people: one row a claim, then what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from medlint.claims.rows import STRENGTHS, SUPPORT_LEVELS
from medlint.reporters.excerpt import columns, excerpt, shown
from medlint.reporters.text import number, styled

if TYPE_CHECKING:
    from medlint.claims.ledger import Verdict
    from medlint.claims.report import LedgerReport
    from medlint.claims.rows import ArticleLedger, Passage, Row
    from medlint.reporters import Look

LIMIT = "A row is what an article says, found by its wording; it says nothing about what is true."

_FIRST = "!"
_HEADER = ("", "Place", "Kind", "Strength", "Support", "Design", "Verdict", "Claim")
_NONE = "-"
_GAP = "  "
_INDENT = "    "
#: A claim is cut no shorter than this, however narrow the terminal.
_NARROWEST = 60
#: So many columns of the words that decide a claim are enough to see why it is one.
_DECIDED_AT_LEAST = 20
_MORE = "…"
_COLORS: dict[Verdict, str] = {
    "unsupported": "yellow", "named": "cyan", "hedged": "cyan", "cited": "green",
}  # fmt: skip
_LEGEND = (
    "S3: cited in the sentence. S2: cited in the next sentence or at the paragraph's end. "
    "S1: a source is only named. S0: no source."
)
_STATEMENTS = "What it says on whether cause and effect are shown:"
_NO_STATEMENTS = "It tells of research and does not say whether cause and effect are shown."


def render(report: LedgerReport, look: Look, width: int) -> str:
    """The ledger as lines of at most `width` columns; with `quiet`, the rows alone.

    A claim keeps 60 columns where the width has no room for it.
    """
    blocks = [
        [*_article(report, article, look, width)]
        for article in report.articles
        # Where the reader asked for some claims only, files without any are not worth a line.
        if not article.rows or report.selection.of(article)
    ]
    if look.quiet:
        return "".join(f"{line}\n" for block in blocks for line in block)
    blocks.append([*_summary(report)])
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _article(report: LedgerReport, article: ArticleLedger, look: Look, width: int) -> Iterator[str]:
    rows = report.selection.of(article)
    if look.quiet:
        yield from _table(rows, look, width, prefix=f"{shown(article.path)}:", header=False)
        return
    title = styled(shown(article.path), look, bold=True)
    yield f"{title}: {_counted(rows, article)}"
    if rows:
        yield ""
        yield from _table(rows, look, width, prefix="", header=True)
    if article.statements:
        yield ""
        yield _STATEMENTS
        yield from (_statement(statement, width) for statement in article.statements)
    elif article.tells_research:
        yield ""
        yield _NO_STATEMENTS


def _counted(rows: Sequence[Row], article: ArticleLedger) -> str:
    """How many claims there are, how many are shown, and how many to look at first."""
    claims = number(len(article.rows), "claim")
    told = claims if len(rows) == len(article.rows) else f"{len(rows)} of {claims} shown"
    first = sum(row.comes_first for row in article.rows)
    return f"{told}, {first} to look at first" if first else told


def _table(
    rows: Sequence[Row], look: Look, width: int, *, prefix: str, header: bool
) -> Iterator[str]:
    cells = [_cells(row, prefix) for row in rows]
    table = [_HEADER[:-1], *cells] if header else cells
    widths = [max(map(columns, column)) for column in zip(*table, strict=True)]
    room = max(_NARROWEST, width - sum(widths) - len(_GAP) * len(widths) - 2)
    if header:
        yield styled(_GAP.join([*_padded(_HEADER[:-1], widths), _HEADER[-1]]), look, dim=True)
    for row, told in zip(rows, cells, strict=True):
        padded = _padded(told, widths)
        color = "red" if row.comes_first else _COLORS.get(row.verdict)
        padded[0] = styled(padded[0], look, color, bold=True)
        padded[-1] = styled(padded[-1], look, color)
        yield _GAP.join([*padded, _claim(row, look, room)])


def _cells(row: Row, prefix: str) -> tuple[str, ...]:
    return (
        _FIRST if row.comes_first else "",
        f"{prefix}{row.place.line}:{row.place.column}",
        row.kind,
        row.strength,
        f"S{row.support}",
        row.design or _NONE,
        row.verdict,
    )


def _padded(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell + " " * (width - columns(cell)) for cell, width in zip(cells, widths, strict=True)]


def _claim(row: Row, look: Look, room: int) -> str:
    """The claim, cut where it is long; the words that decide it stand out in colour.

    It is shown from its start, where its subject is, unless the words that decide it come too late.
    """
    enough = min(row.decided_end, row.decided + _DECIDED_AT_LEAST)
    late = columns(row.plain[:enough]) > room
    window, indent, mark = excerpt(row.plain, *((row.decided, enough) if late else (0, 0)), room)
    if not look.color or columns(window) != len(window):
        return window
    shown_end = len(window) - window.endswith(_MORE)
    start = indent if late else row.decided
    end = min(shown_end, start + (mark if late else row.decided_end - row.decided))
    return f"{window[:start]}{styled(window[start:end], look, bold=True)}{window[end:]}"


def _statement(statement: Passage, width: int) -> str:
    place = f"{_INDENT}line {statement.place.line}: "
    room = max(_NARROWEST, width - len(place) - 2)
    return f"{place}{excerpt(statement.plain, 0, 0, room)[0]}"


def _summary(report: LedgerReport) -> Iterator[str]:
    counts: Counter[tuple[str, int]] = Counter()
    for article in report.articles:
        counts.update(article.counts())
    files = number(len(report.articles), "file")
    if counts:
        yield f"{number(counts.total(), 'claim')} in {files}, by strength and support:"
        yield ""
        yield from _grid(counts)
        yield ""
        yield _LEGEND
    else:
        yield f"No claims in {files}."
    first = sum(row.comes_first for article in report.articles for row in article.rows)
    if first:
        yield (
            f"Look first at the {number(first, 'row')} marked {_FIRST}: "
            "cause and effect stated as fact, with no source."
        )
    if report.problems:
        yield (
            f"{number(len(report.problems), 'problem')} kept medlint from reading everything; "
            "see the messages on standard error."
        )
    yield LIMIT


def _grid(counts: Counter[tuple[str, int]]) -> Iterator[str]:
    """The claims by strength, the firmest first, and by support, the best last."""
    strengths = [*reversed(STRENGTHS)]
    table = [["", *(f"S{level}" for level in SUPPORT_LEVELS), "all"]]
    for strength in strengths:
        figures = [counts[strength, level] for level in SUPPORT_LEVELS]
        table.append([strength, *map(str, [*figures, sum(figures)])])
    sums = [sum(counts[strength, level] for strength in strengths) for level in SUPPORT_LEVELS]
    table.append(["all", *map(str, [*sums, sum(sums)])])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for name, *cells in table:
        right = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        yield f"{_INDENT}{_GAP.join([name.ljust(widths[0]), *right])}"
