"""Who says what a sentence claims: the article, a study, a person, or a myth it corrects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

    from medlint.claims.said import Said
    from medlint.language.contexts import Context
    from medlint.language.reading import Reading, Sentence

Speaker = Literal["article", "study", "person", "myth"]

_NAMED_PERSON = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms)\b\.? [A-Z]|\b(?:says?|said|according to|adds?|added)"
    r" (?:[a-z-]+ ){0,4}[A-Z][a-z]+ [A-Z][a-z]+|\b[A-Z][a-z]+ [A-Z][a-z]+,? (?:says?|said|adds?)\b"
)


def speaker_of(
    reading: Reading, sentence: Sentence, said: Said, contexts: Collection[Context]
) -> Speaker:
    """Whose claim it is; research that is only named as the source is a study."""
    if "myth" in contexts:
        return "myth"
    text = reading.prose[sentence.span.start : sentence.span.end]
    if "quoted" in contexts or _NAMED_PERSON.search(text):
        return "person"
    return "article" if said.report is None else "study"
