"""Why a sentence is hard to read, in the words of an editor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from medlint.readability.familiar import is_familiar
from medlint.readability.structure import clauses, passives
from medlint.readability.syllables import is_acronym, syllables

#: From here on a reason is given; fewer are no burden.
_CLAUSES = 3
_PASSIVES = 2
_NUMBERS = 4
_ACRONYMS = 2
#: Hard words that are named, and the syllables that make one where no word list is asked.
_NAMED = 3
_LONG_WORD = 5
_POLYSYLLABLES = 5


@dataclass(frozen=True, slots=True)
class Reasons:
    """What makes a sentence hard.

    `hard_words` are at most three, the hardest first, `plain` what could stand for them, "" where
    no list has it. `names` are hard words that the page may be unable to avoid: a medicine, a
    disease, a word of the title.
    """

    words: int
    polysyllables: int
    clauses: int
    passives: int
    numbers: int
    acronyms: tuple[str, ...]
    hard_words: tuple[str, ...]
    plain: tuple[str, ...]
    names: tuple[str, ...]

    def phrases(self) -> Iterator[str]:
        """Each reason as an editor would say it: "41 words", "“syncope” (fainting)"."""
        yield _number_of("word", self.words)
        if self.polysyllables >= _POLYSYLLABLES:
            yield f"{self.polysyllables} of three or more syllables"
        if self.clauses >= _CLAUSES:
            yield _number_of("clause", self.clauses)
        if self.passives >= _PASSIVES:
            yield _number_of("passive", self.passives)
        if self.numbers >= _NUMBERS:
            yield _number_of("number", self.numbers)
        if len(self.acronyms) >= _ACRONYMS:
            yield f"acronyms {', '.join(self.acronyms)}"
        for word, plain in zip(self.hard_words, self.plain, strict=True):
            yield f"“{word}” ({plain})" if plain else f"“{word}”"
        if self.names:
            yield f"names that may be needed: {', '.join(f'“{name}”' for name in self.names)}"


def reasons(
    words: Sequence[str],
    names: Collection[str] = (),
    plain: Callable[[str], str] = lambda word: "",
    hardness: Callable[[str], float] | None = None,
) -> Reasons:
    """Why a sentence given as its words in original case is hard.

    `names` are words in small letters that the page may be unable to avoid; `plain` gives the plain
    words for a word in small letters, "" where there are none; `hardness` is above 0 for a hard
    word and ranks hard words. Without it hard are unfamiliar words of five syllables or more, so
    that no list of how often words are met need be read, and words for which there are plain ones.
    """
    rank = hardness or _by_length
    different = {word.lower(): word for word in reversed(words) if word[:1].isalpha()}
    acronyms = [word for word in reversed(different.values()) if is_acronym(word)]
    others = [word for word in reversed(different.values()) if not is_acronym(word)]
    ranked = [
        (bool(plain(word.lower())), rank(word), word)
        for word in others
        if rank(word) > 0 or plain(word.lower())
    ]
    ranked.sort(key=lambda each: (-each[0], -each[1]))
    avoidable = [word for _, _, word in ranked if word.lower() not in names][:_NAMED]
    return Reasons(
        words=len(words),
        polysyllables=sum(syllables(word) >= 3 for word in words),
        clauses=clauses(words),
        passives=sum(1 for _ in passives(words)),
        numbers=sum(word[:1].isdigit() for word in words),
        acronyms=tuple(acronyms),
        hard_words=tuple(avoidable),
        plain=tuple(plain(word.lower()) for word in avoidable),
        names=tuple(word for _, _, word in ranked if word.lower() in names)[:_NAMED],
    )


def _by_length(word: str) -> float:
    long = syllables(word) - _LONG_WORD + 1
    return long if long > 0 and not is_familiar(word) else 0


def _number_of(noun: str, number: int) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
