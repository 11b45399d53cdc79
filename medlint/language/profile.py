"""Which kind of publication a document is: consumer, professional or promotional."""

from __future__ import annotations

import re

from medlint.document import Document

# Furniture of journal pages; three different kinds make a professional document.
_PROFESSIONAL_CUES = {
    "issn": r"\bISSN\b",
    "received": r"\b(?:Received|Accepted|Editor assigned)\s*:",
    "manuscript": r"\bManuscript No\b",
    "correspondence": r"\*?Correspondence\b",
    "doi": r"\bDOI\s*:",
    "volume": r"\bVolume \d+\b[^\n]{0,12}\bIssue\b|\bVol\. ?\d+",
    "abstract": r"(?m)^\W*Abstract\b",
    "keywords": r"(?m)^\W*Key ?words\s*:",
    "citation": r"(?m)^\W*(?:Citation|How to cite|Cite this article)\s*:",
}
_CUES_NEEDED = 3
_PROFESSIONAL = {name: re.compile(pattern) for name, pattern in _PROFESSIONAL_CUES.items()}


def professional_cues(document: Document) -> list[str]:
    """Names of the journal-page cues that the text holds."""
    return [name for name, cue in _PROFESSIONAL.items() if cue.search(document.text)]


def detect_profile(document: Document) -> str:
    """The profile that the document's furniture shows: "professional" or "consumer"."""
    stated = document.layout.front_matter.get("profile")
    if stated:
        return stated
    return "professional" if len(professional_cues(document)) >= _CUES_NEEDED else "consumer"
