"""Different names for one harm, and treatments whose harms are each other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlint.language.reading import Reading

#: The part of the lexicon whose terms are only looked up: synonyms, classes, closed lists of words.
LOOKUPS = "harm-lookups"
_SYNONYM = "same-harm-"
_CLASS = "class-"
_OPERATION = "class-operation"
_OPERATING = frozenset({"surgery", "operation"})


def canonical_harm(reading: Reading, name: str) -> str:
    """One name for a harm, whichever of its names is given: acronyms, synonyms, degrees.

    "Severe bleeding" and "haemorrhage" are both "bleeding".
    """
    name = _spelled_out(reading, name.lower().removesuffix(" to").removesuffix(" of"))
    known = _synonym(reading, name)
    if known is not None:
        return known
    degrees = reading.lexicon.part(LOOKUPS).words_tagged("degree")
    plain = " ".join(word for word in name.split() if word not in degrees)
    if plain and plain != name and reading.lexicon.term(plain) is not None:
        return _synonym(reading, plain) or plain
    return name


class Names:
    """Gives each harm of an article one name: the listed form of the first that is used for it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._first: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The article's name for a harm; names must be asked for in text order."""
        plain = name.removesuffix(" to").removesuffix(" of")
        return self._first.setdefault(canonical_harm(self._reading, name), plain)


def _spelled_out(reading: Reading, name: str) -> str:
    """What an acronym stands for in this article, else the name itself."""
    if " " in name or len(name) > 10:
        return name
    definition = reading.acronyms.get(name.upper())
    return definition.long_form.lower() if definition is not None else name


def _synonym(reading: Reading, name: str) -> str | None:
    term = reading.lexicon.part(LOOKUPS).term(name)
    if term is None:
        return None
    tags = (tag for tag in term.tags if tag.startswith(_SYNONYM))
    tag = next(tags, None)
    return None if tag is None else tag.removeprefix(_SYNONYM).replace("-", " ")


def is_of_promoted(reading: Reading, treatment: str) -> bool:
    """Whether a treatment's harms are the promoted one's.

    They are under another name, where one of the two is the class that the other belongs to, and
    where both are operations of which one is just called surgery.
    """
    promoted = reading.promotion.name
    if promoted is None:
        return True
    return treatment in reading.promotion or are_kin(reading, treatment, promoted)


def are_kin(reading: Reading, one: str, other: str) -> bool:
    """Whether one of two treatments, by their listed names, is the class of the other."""
    if one in _OPERATING or other in _OPERATING:
        return _is_operation(reading, one) and _is_operation(reading, other)
    first, second = _classes(reading, one), _classes(reading, other)
    if not first or not second:
        return False
    return bool(_own_classes(one, first) & second) or bool(_own_classes(other, second) & first)


def _is_operation(reading: Reading, name: str) -> bool:
    """Whether a treatment is an operation, by its last word: "cataract surgery"."""
    return _OPERATION in _classes(reading, name.rpartition(" ")[2].removesuffix("s"))


def _classes(reading: Reading, name: str) -> frozenset[str]:
    term = reading.lexicon.part(LOOKUPS).term(name)
    if term is None:
        return frozenset()
    return frozenset(tag for tag in term.tags if tag.startswith(_CLASS))


def _own_classes(name: str, classes: frozenset[str]) -> frozenset[str]:
    """The classes that the name is the name of: none for a single medicine."""
    if "class-name" not in classes:
        return frozenset()
    own = _CLASS + name.replace(" ", "-")
    return frozenset({own}) if own in classes else classes - {"class-name"}
