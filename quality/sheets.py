"""Reading sheets: what a reader judges without knowing what anybody else thinks of it.

A sheet holds text of articles, so it is for the reader only and is never kept with the verdicts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import fill
from typing import Any

from quality.places import marked
from quality.problems import QualityError
from quality.sampling import Drawn, Found
from quality.verdicts import JUDGEMENTS, READERS, Verdict

#: Characters of a text that a sheet shows around a finding: of a paragraph, of a whole article.
LONGEST_PARAGRAPH = 2_500
LONGEST_ARTICLE = 20_000

_SHEET = re.compile(r"^<!-- sheet: (?P<table>\{.*\}) -->$", re.MULTILINE)
_FINDING = re.compile(r"^<!-- finding: (?P<table>\{.*\}) -->$", re.MULTILINE)
_VERDICT = re.compile(r"^Verdict:[ \t]*(?P<word>\w*)", re.MULTILINE)

_HELP = """\
Judge each finding by itself. After "Verdict:" write one word:

- right: an editor of a health magazine would want to be told this, here;
- wrong: the article is fine here, or what the finding says is not so;
- undecidable: what is shown does not settle it.

The words found stand in ⟦ ⟧.
"""


def sheet(drawn: Drawn, rule: Mapping[str, Any], reader: str) -> str:
    """The sheet of a sample for a reader to fill in; `rule` is what `medlint rules` tells of it."""
    head = {"rule": drawn.rule, "seed": drawn.seed, "reader": reader, "found": dict(drawn.found)}
    parts = [
        f"# Reading sheet for {drawn.rule}, reader {reader}",
        _comment("sheet", head),
        f"What the rule flags: {rule['title']}",
        fill(" ".join(rule["why"].split()), 100),
        _HELP,
    ]
    for number, found in enumerate(drawn.sample, 1):
        parts += _finding(number, found, whole_article=rule["scope"] != "sentence")
    return "\n\n".join(parts) + "\n"


def _finding(number: int, found: Found, *, whole_article: bool) -> Iterator[str]:
    named = {
        "data": found.data,
        "document": found.document,
        "offset": found.offset,
        "length": found.length,
    }
    start, end = found.offset, found.offset + found.length
    text = found.text
    yield f"## Finding {number}"
    yield _comment("finding", named)
    if whole_article:
        first, last = 0, min(len(text.text), LONGEST_ARTICLE)
        # A finding far down is shown with what stands before it.
        if end > last:
            first, last = end - LONGEST_ARTICLE, end
        yield f"Article, from line {text.line(max(first, 0))}:"
        yield _quoted(marked(text.text, max(first, 0), last, start, end))
    else:
        yield "Sentence:"
        yield _quoted(marked(text.text, *text.sentence(start, end), start, end))
        yield "Paragraph:"
        first, last = text.paragraph(start, end)
        first, last = max(first, start - LONGEST_PARAGRAPH), min(last, end + LONGEST_PARAGRAPH)
        yield _quoted(marked(text.text, first, last, start, end))
    yield "The finding says:"
    yield _quoted("\n".join([found.message, *found.notes]))
    yield "Verdict:"


def _comment(name: str, table: Mapping[str, object]) -> str:
    # A document's name must not end the comment.
    written = json.dumps(table, ensure_ascii=False).replace(">", "\\u003e")
    return f"<!-- {name}: {written} -->"


def _quoted(text: str) -> str:
    """The text with a mark before every line, so that none can be taken for the sheet's own."""
    return "\n".join(
        f"> {line}".rstrip() for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
    )


def filled(path: Path, reader: str | None, day: date) -> list[Verdict]:
    """The verdicts of a sheet that is filled in; `reader` instead of the one the sheet names.

    Raises QualityError, naming every finding without a verdict, when it is not.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QualityError(f"{path}: cannot be read ({error.__class__.__name__})") from None
    head = _SHEET.search(text)
    findings = list(_FINDING.finditer(text))
    if head is None or not findings:
        raise QualityError(f"{path}: this is no reading sheet; make one with: quality sample")
    ends = [*(found.start() for found in findings[1:]), len(text)]
    words = [_word(text, found.end(), end) for found, end in zip(findings, ends, strict=True)]
    missing = [number for number, word in enumerate(words, 1) if word not in JUDGEMENTS]
    if missing:
        listed = ", ".join(map(str, missing))
        raise QualityError(f"{path}: write {' or '.join(JUDGEMENTS)} in finding {listed}")
    try:
        return [
            _verdict(json.loads(head["table"]), json.loads(found["table"]), word, reader, day)
            for found, word in zip(findings, words, strict=True)
        ]
    except (ValueError, KeyError, TypeError):
        raise QualityError(f"{path}: a comment of the sheet was changed; make it anew") from None


def _word(text: str, start: int, end: int) -> str:
    said = _VERDICT.search(text, start, end)
    return said["word"].lower() if said else ""


def _verdict(
    head: Mapping[str, Any], finding: Mapping[str, Any], word: str, reader: str | None, day: date
) -> Verdict:
    judgement = next(each for each in JUDGEMENTS if each == word)
    who = reader or head["reader"]
    if who not in READERS:
        raise ValueError(who)
    return Verdict(
        data=finding["data"],
        document=finding["document"],
        offset=int(finding["offset"]),
        length=int(finding["length"]),
        rule=head["rule"],
        verdict=judgement,
        reader=who,
        seed=int(head["seed"]),
        found=int(head["found"][finding["data"]]),
        date=day,
    )
