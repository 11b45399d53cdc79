"""Short texts as the language layer reads them, for the tests of that layer."""

from __future__ import annotations

from functools import lru_cache

from medlint.document import Document, Format
from medlint.language.lexicon import Lexicon
from medlint.language.reading import Reading
from medlint.rulebook import bundled_rules


@lru_cache(maxsize=1)
def bundled_lexicon() -> Lexicon:
    """The bundled vocabulary, read once."""
    return Lexicon.load(bundled_rules() / "lexicons")


def read_passage(text: str, written: Format = "markdown") -> Reading:
    """The reading of a text, by default of Markdown."""
    name = "passage.md" if written == "markdown" else "passage.txt"
    return Reading(Document(name, text, written), bundled_lexicon())
