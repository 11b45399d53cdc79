"""Which kind of publication a document is: consumer, professional or promotional."""

from __future__ import annotations

import re
from functools import lru_cache

from medlint.document import Document

# Furniture of journal pages; three different kinds make a professional document. The first texts
# of each cue are literals one of which the pattern needs: looking for them is much cheaper.
_PROFESSIONAL_CUES = {
    "issn": (("ISSN",), r"\bISSN\b"),
    "received": (("ed:",), r"\b(?:Received|Accepted|Editor assigned)\s*:"),
    "manuscript": (("Manuscript No",), r"\bManuscript No\b"),
    "correspondence": (("Correspondence",), r"\*?Correspondence\b"),
    "doi": (("DOI",), r"\bDOI\s*:"),
    "volume": (("Vol",), r"\bVolume \d+\b[^\n]{0,12}\bIssue\b|\bVol\. ?\d+"),
    "abstract": (("Abstract",), r"(?m)^\W{0,8}Abstract\b"),
    "keywords": (("words",), r"(?m)^\W{0,8}Key ?words\s*:"),
    "citation": (
        ("Citation", "cite", "Cite"),
        r"(?m)^\W{0,8}(?:Citation|How to cite|Cite this article)\s*:",
    ),
}
_CUES_NEEDED = 3

#: What an article's front matter may state; another word is taken for a slip and not obeyed.
PROFILES = frozenset(
    {"consumer", "professional", "promotional", "nutrition", "narrative", "regulatory", "education"}
)


@lru_cache(maxsize=len(_PROFESSIONAL_CUES))
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when an article first holds its literal."""
    return re.compile(pattern)


def professional_cues(document: Document) -> list[str]:
    """Names of the journal-page cues that the text holds."""
    text = document.text
    return [
        name
        for name, (literals, pattern) in _PROFESSIONAL_CUES.items()
        if any(literal in text for literal in literals) and _compiled(pattern).search(text)
    ]


def detect_profile(document: Document) -> str:
    """The profile that the document's furniture shows: "professional" or "consumer"."""
    stated = document.layout.front_matter.get("profile")
    if stated in PROFILES:
        return stated
    return "professional" if len(professional_cues(document)) >= _CUES_NEEDED else "consumer"
