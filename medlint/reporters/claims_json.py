"""The claim ledger for programs: one JSON object, described by `claims.schema.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from medlint.claims.rows import STRENGTHS, SUPPORT_LEVELS

if TYPE_CHECKING:
    from medlint.claims.report import LedgerReport
    from medlint.claims.rows import ArticleLedger, Row, SentenceRow

#: Raised when a program that reads the format would have to change.
VERSION = "1"


def render(report: LedgerReport, *, all_sentences: bool = False) -> str:
    """The ledger as JSON in ASCII, so that no terminal or pipe can damage it.

    Nothing but the articles and the options changes it, so that two of them can be compared.
    """
    shown = [row for article in report.articles for row in report.selection.of(article)]
    told: dict[str, Any] = {
        "version": VERSION,
        "claims": [claim_object(row) for row in shown],
        "files": [_file(article) for article in report.articles],
        "problems": list(report.problems),
    }
    if all_sentences:
        told["sentences"] = [
            _sentence(sentence) for article in report.articles for sentence in article.sentences
        ]
    return json.dumps(told, indent=2) + "\n"


def claim_object(row: Row) -> dict[str, Any]:
    """One claim by the names of its columns, in their order."""
    return {
        **asdict(row.place),
        "text": row.text,
        "kind": row.kind,
        "strength": row.strength,
        "certainty": row.certainty,
        "hedged": row.hedged,
        "negated": row.negated,
        "support": row.support,
        "design": row.design,
        "verdict": row.verdict,
        "voice": row.voice,
        "speaker": row.speaker,
        "intervention": row.intervention,
        "outcome": row.outcome,
        "source_line": row.source_line,
        "main": row.main,
    }


def _file(article: ArticleLedger) -> dict[str, Any]:
    counts = article.counts()
    return {
        "path": article.path,
        "claims": len(article.rows),
        "by_strength": {
            strength: sum(counts[strength, level] for level in SUPPORT_LEVELS)
            for strength in STRENGTHS
        },
        "by_support": {
            str(level): sum(counts[strength, level] for strength in STRENGTHS)
            for level in SUPPORT_LEVELS
        },
        "causality_statements": [
            {**_without_path(asdict(statement.place)), "text": statement.text}
            for statement in article.statements
        ],
    }


def _sentence(sentence: SentenceRow) -> dict[str, Any]:
    return {
        **asdict(sentence.place),
        "certainty": sentence.certainty,
        "claims": sentence.claims,
        "caveat": sentence.caveat,
    }


def _without_path(place: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name != "path"}
