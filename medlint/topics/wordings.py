"""Wordings of several things, found in a run of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from medlint.language.morphology import plural
from medlint.language.tokens import MARKS, tokenize

#: What stands for a few words between two others of a wording: "slows .. breathing".
GAP = ".."
#: Words that a gap may hold at most.
LONGEST_GAP = 3


class Wordings:
    """Wordings by what they stand for; each is found in the singular and in the plural."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        self._by_first_word: dict[str, list[tuple[tuple[tuple[str, ...], ...], str]]] = {}
        for meant, texts in wordings.items():
            for text in texts:
                for form in (text, plural(text)):
                    self._add(form, meant)

    def _add(self, text: str, meant: str) -> None:
        pieces = pieces_of(text)
        if pieces:
            entries = self._by_first_word.setdefault(pieces[0][0], [])
            entries.append((pieces, meant))

    def find(self, words: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """Half-open token ranges within `first:last` at which a wording stands, and its meaning."""
        for at in range(first, last):
            for pieces, meant in self._by_first_word.get(words[at], ()):
                end = _end(pieces, words, at, last)
                if end is not None:
                    yield at, end, meant


def pieces_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a wording, in lower case, parted at its gaps; empty pieces are left out."""
    pieces = (tuple(tokenize(piece).words) for piece in text.lower().split(GAP))
    return tuple(piece for piece in pieces if piece)


def _end(pieces: Sequence[tuple[str, ...]], words: Sequence[str], at: int, last: int) -> int | None:
    """Where a wording ends that begins at the token `at`; None where it does not stand there."""
    for number, piece in enumerate(pieces):
        starts = range(at, at + 1 if number == 0 else at + LONGEST_GAP + 1)
        start = next((n for n in starts if tuple(words[n : n + len(piece)]) == piece), None)
        if start is None or start + len(piece) > last:
            return None
        if any(word in MARKS for word in words[at:start]):
            return None
        at = start + len(piece)
    return at
