"""Balance sheets for people: benefits on the left, harms on the right, treatment by treatment."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from medlint.reporters.excerpt import columns, shown
from medlint.reporters.text import number, styled

if TYPE_CHECKING:
    from medlint.balance.report import BalanceReport
    from medlint.balance.sheet import Account, BenefitLine, HarmLine, Sheet
    from medlint.harms.statements import Link
    from medlint.reporters import Look

LIMIT = (
    "A sheet shows what an article says, found by its wording; it does not say which benefits and "
    "harms there are."
)
LEGEND = (
    "Ratio: sentences on benefit to harms. Every harm that a sentence names counts as one; a "
    "sentence that names none counts as one, too."
)

_INDENT = "  "
_GAP = " | "
#: A side is cut no narrower than this, however narrow the terminal.
_NARROWEST = 36
#: Lines wider than this are hard to follow from one side to the other.
_WIDEST = 140
#: The most lines that the words of one sentence take.
_MOST_LINES = 3
_MORE = "…"
_HEADS = ("Benefits", "Harms")
_LINKS: dict[Link, str] = {
    "sentence": "in the sentence",
    "pronoun": "by a pronoun",
    "section": "by its heading",
    "list": "by its list",
    "table": "by its table",
    "paragraph": "by its paragraph",
    "none": "not at all",
}
_COLORS = {"asserted": "yellow", "promised": "yellow", "hedged": "cyan"}


def render(report: BalanceReport, look: Look, width: int) -> str:
    """The sheets as lines of 77 to 140 columns, as `width` allows; with `quiet`, nothing else."""
    side = max(_NARROWEST, (min(width, _WIDEST) - len(_INDENT) - len(_GAP)) // 2)
    blocks = [[*_sheet(sheet, look, side)] for sheet in report.sheets]
    if not look.quiet:
        blocks.append([*_summary(report)])
    return "\n".join("".join(f"{line.rstrip()}\n" for line in block) for block in blocks)


def _sheet(sheet: Sheet, look: Look, side: int) -> Iterator[str]:
    yield f"{styled(shown(sheet.path), look, bold=True)}: {_verdict(sheet)}"
    for account in sheet.accounts:
        yield ""
        yield from _account(account, look, side)


def _verdict(sheet: Sheet) -> str:
    """What the sheet comes to, for the treatment that the article is about."""
    promoted = sheet.promoted
    if promoted is not None:
        return f"about {shown(promoted.label)}, {_ratio(promoted)}"
    if sheet.accounts:
        return "about no single treatment"
    return "no benefit and no harm of a treatment told"


def _ratio(account: Account) -> str:
    if account.ratio is None:
        return "no harm told"
    if not account.benefits:
        return "no benefit told"
    return f"ratio {account.ratio:g} to 1"


def _account(account: Account, look: Look, side: int) -> Iterator[str]:
    name = shown(account.label) if account.name else "No treatment named"
    role = " (promoted)" if account.promoted else " (compared with)" * account.comparator
    benefits = number(len(account.benefits), "sentence")
    harms = number(len(account.harms), "sentence")
    distinct = len(account.distinct_harms)
    naming = f", naming {number(distinct, 'harm')}" if distinct else ", naming none"
    told = f"{harms} of harm{naming if account.harms else ''}"
    yield f"{styled(name, look, bold=True)}{role}: {benefits} on benefit, {told}; {_ratio(account)}"
    left = [line for each in account.benefits for line in _benefit(each, look, side)]
    right = [line for each in account.harms for line in _harm(each, look, side)]
    benefits_head, harms_head = (styled(each, look, dim=True) for each in _HEADS)
    yield _beside(benefits_head, harms_head, _HEADS[0], side)
    for one, other in zip_longest(left or _NONE, right or _NONE, fillvalue=("", "")):
        yield _beside(one[0], other[0], one[1], side)


#: A line of a side: as printed and, to measure it by, without colour.
_Line = tuple[str, str]
_NONE: list[_Line] = [("none told", "none told")]


def _beside(left: str, right: str, plain_left: str, side: int) -> str:
    return f"{_INDENT}{left}{' ' * (side - columns(plain_left))}{_GAP}{right}"


def _benefit(line: BenefitLine, look: Look, side: int) -> Iterator[_Line]:
    head = f"{line.place.line:>4} {line.kind:<8} "
    color = _COLORS[line.kind]
    yield from _cell(head, [line.plain], look, color, side)


def _harm(line: HarmLine, look: Look, side: int) -> Iterator[_Line]:
    head = f"{line.place.line:>4} {line.kind:<8} "
    color = "green" if line.kind == "named" else "cyan"
    yield from _cell(head, [line.plain, f"> {_details(line)}"], look, color, side)


def _details(line: HarmLine) -> str:
    """What is known of a harm: its names, how it is tied to the treatment, and how often."""
    if line.kind == "unknown":
        names = "not enough is known"
    else:
        names = ", ".join(line.harms) or "names none"
    serious = " (serious)" if line.serious else ""
    often = line.frequency
    rate = f"how often: “{often.text}” (line {often.line})" if often else "how often: not said"
    return f"{names}{serious}; linked {_LINKS[line.link]}; {rate}"


def _cell(head: str, texts: Sequence[str], look: Look, color: str, side: int) -> Iterator[_Line]:
    """The lines of one entry: what it is, its words, and below them what else is known."""
    room = side - len(head)
    first = True
    for number_of_text, text in enumerate(texts):
        for part in _wrapped(text, room):
            start = head if first else " " * len(head)
            body = styled(part, look, dim=True) if number_of_text else part
            yield styled(start, look, color) + body, start + part
            first = False


def _wrapped(text: str, room: int) -> list[str]:
    return textwrap.wrap(
        shown(text), room, max_lines=_MOST_LINES, placeholder=_MORE, break_on_hyphens=False
    ) or [""]


def _summary(report: BalanceReport) -> Iterator[str]:
    if any(sheet.accounts for sheet in report.sheets):
        yield LEGEND
    elif not report.sheets:
        yield "No article was read."
    if report.problems:
        yield (
            f"{number(len(report.problems), 'problem')} kept medlint from reading everything; "
            "see the messages on standard error."
        )
    yield LIMIT
