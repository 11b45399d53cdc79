"""Clauses and passives of a sentence, told from its words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlint.language.morphology import IRREGULAR_VERBS

#: Words that open a clause wherever they stand.
_OPENERS = frozenset(
    """
    although because if since though unless whereas when whenever where whereby whether which while
    who whom whose why
    """.split()
)
#: Words that open one only where a subject follows: "after you eat", but "after meals".
_OPENERS_BEFORE_SUBJECT = frozenset(
    "after and as before but how once or so than that until what yet".split()
)
_SUBJECTS = frozenset("he i it she there they we you".split())

_FORMS_OF_BE = frozenset("am are be been being is was were".split())
#: What may stand between a form of be and the participle.
_BETWEEN = frozenset("also always even ever never not now often only sometimes still then".split())
_IRREGULAR_PARTICIPLES = frozenset(
    """
    begun bitten bound broken brought built chosen cut done drawn driven eaten felt forgotten found
    given heard held kept known laid led left lost made meant overcome paid put read rewritten said
    seen sent set shown shut spent spread struck taken taught thought told torn understood undergone
    withdrawn withheld worn written
    """.split()
) | {forms[3] for forms in IRREGULAR_VERBS.values()} - {
    "been", "become", "come", "fallen", "gone", "grown", "hit", "quit", "rid", "slept",
}  # fmt: skip
#: Participles that tell what something is like, and words in -ed that are none.
ADJECTIVAL = frozenset(
    """
    accustomed advanced allowed aged ashamed associated based blessed bored called complicated
    concerned confused crowded dedicated depressed detailed determined devoted disabled
    disappointed embarrassed
    excited exhausted experienced finished frightened gifted impaired inclined indeed infected
    inflamed interested involved isolated known limited linked
    located married mistaken naked named need pleased
    prepared qualified red related relaxed relieved retired sacred satisfied scared shocked
    skilled supposed surprised tired united unrelated unwanted upset used worried wounded
    """.split()
)


def clause_openings(words: Sequence[str]) -> list[int]:
    """The indexes of the words that open a clause beside the main one, in order.

    `words` are those of a sentence in original case. Relative clauses without a relative word, and
    those with "that", are missed.
    """
    small = [word.lower() for word in words]
    found = []
    for at, word in enumerate(small):
        if word in _OPENERS:
            opens = not words[at].isupper() or len(word) == 1  # WHO is an organisation
        else:
            opens = word in _OPENERS_BEFORE_SUBJECT and small[at + 1 : at + 2] != []
            opens = opens and small[at + 1] in _SUBJECTS
        if opens:
            found.append(at)
    return found


def clauses(words: Sequence[str]) -> int:
    """How many clauses a sentence has, at least 1; 0 without words."""
    return 1 + len(clause_openings(words)) if words else 0


def passives(words: Sequence[str]) -> Iterator[int]:
    """The indexes of the participles that stand behind a form of be: "is taken", "was not seen".

    Participles that tell what something is like ("is interested") are left out.
    """
    small = [word.lower() for word in words]
    for at, word in enumerate(small):
        if word not in _FORMS_OF_BE:
            continue
        behind = at + 1
        while behind < len(small) and _may_stand_between(small[behind]):
            behind += 1
        if behind < len(small) and _is_participle(small[behind]):
            yield behind


def _may_stand_between(word: str) -> bool:
    return word in _BETWEEN or (word.endswith("ly") and len(word) > 4)


def _is_participle(word: str) -> bool:
    regular = len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
    return (regular or word in _IRREGULAR_PARTICIPLES) and word not in ADJECTIVAL
