"""Words that stand for a treatment in one article only: its acronyms, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from medlint.harms.sameness import LOOKUPS
from medlint.language.tokens import MARKS, tokenize

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: How many characters of a text are read for what it is about.
OPENING = 400

_TREATMENT = frozenset({"intervention", "investigational"})
_SAFE_SUBJECT = re.compile(
    r"^\s*(?:Taking |Using |The )?([A-Z][\w'’-]*(?:[ -][\w'’-]+){0,3}?) "
    r"(?:is|are|seems?|appears?|might be|may be|can be) "
    r"(?:to be |considered |also |generally |likely |possibly |probably |LIKELY |POSSIBLY )*"
    r"(?:safe|unsafe|SAFE|UNSAFE)\b"
)
_UNKNOWN_SUBJECT = re.compile(
    r"(?:\b(?:if|whether(?: or not)?|safety of(?: taking| using)?|about)) "
    r"(?:the )?([A-Za-z][\w'’-]*(?:[ -][\w'’-]+){0,3}?)"
    r"(?: (?:is|are) (?:safe|likely safe|unsafe)| to know (?:if|whether)|(?<=[a-z])\.)"
)


def treatment_aliases(reading: Reading) -> Mapping[tuple[str, ...], str]:
    """Lower-case words with the listed name of the treatment that they stand for here.

    Acronyms stand for what the article spells them out as. In a text without a promoted treatment,
    what its start calls safe or unsafe, or says not enough is known of, is one under its own name.
    """
    found: dict[tuple[str, ...], str] = {
        (acronym.lower(),): name for acronym, name in _acronyms(reading)
    }
    subject = _subject(reading)
    if subject:
        found[subject] = " ".join(subject)
    return found


def _acronyms(reading: Reading) -> Iterator[tuple[str, str]]:
    """The acronyms of treatments that no list has, with the treatment's listed name."""
    for acronym, definition in reading.acronyms.items():
        words = tokenize(definition.long_form).words
        if reading.lexicon.term(acronym.lower()) is not None or not words:
            continue
        # "Botulinum toxin type A": the longest part that is a treatment, from either end.
        parts = [words[:end] for end in range(len(words), 0, -1)]
        parts += [words[start:] for start in range(1, len(words))]
        for part in parts:
            term = reading.lexicon.term(" ".join(part))
            if term is not None and term.tags & _TREATMENT:
                yield acronym, term.lemma.lower()
                break


def _subject(reading: Reading) -> tuple[str, ...]:
    """What a text without a promoted treatment says is safe, unsafe or not known; else nothing."""
    if reading.promotion.name is not None:
        return ()
    prose = reading.prose
    found = _SAFE_SUBJECT.search(prose, 0, OPENING) or _UNKNOWN_SUBJECT.search(prose, 0, OPENING)
    words = tuple(tokenize(found.group(1)).words) if found is not None else ()
    if not words or words[0] in reading.lexicon.part(LOOKUPS).words_tagged("no-name"):
        return ()
    return words if MARKS.isdisjoint(words) else ()
