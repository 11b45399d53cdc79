"""The words of a sentence as readability counts them: whole compounds, in original case."""

from __future__ import annotations

import re

_WORD = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])"  # 3.5 and 1,000
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # U.S. and e.g.
    r"|[^\W_]+(?:['’ʼ\-‐‑][^\W_]+)*"  # doesn't, follow-up, COVID-19
)


def words_of(sentence: str) -> list[str]:
    """The words of a sentence without punctuation; a compound with hyphens is one word."""
    return _WORD.findall(sentence.replace("\u00ad", ""))
