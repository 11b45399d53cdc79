"""Files of topic packs, read and checked; every mistake is told with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from medlint.ruleloader import name_mistakes
from medlint.tables import read_table
from medlint.tomlfile import Mistake, RuleError, TomlFile, control_characters
from medlint.tomllines import KeyPath
from medlint.topics.book import key_of, packs_of, treatment_words
from medlint.topics.model import Ask, Established, Harm, TopicExamples, Treatments
from medlint.topics.wordings import pieces_of


@dataclass(frozen=True)
class _TopicFile:
    """The keys at the top of a pack's file."""

    title: str
    about: str
    sources: tuple[str, ...]
    reviewed: str
    reviewed_by: str
    treatments: Treatments
    harms: tuple[Harm, ...]
    examples: TopicExamples
    least: int = 2
    asks: tuple[Ask, ...] = ()
    established: tuple[Established, ...] = ()
    not_for: tuple[str, ...] = ()


def read_packs(files: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """The tables of the packs by name; raises RuleError with every mistake in every file."""
    messages: list[str] = []
    read: dict[str, TomlFile] = {}
    for name, path in files.items():
        try:
            read[name] = _checked(name, path)
        except RuleError as error:
            messages += error.messages
    if not messages:
        messages += _doubly_held(read)
    if messages:
        raise RuleError(*messages)
    return {name: file.data for name, file in read.items()}


def _checked(name: str, path: Path) -> TomlFile:
    """The file of one pack; raises RuleError with all its mistakes."""
    file = TomlFile.read(path)
    mistakes = [*name_mistakes("file", name), *control_characters(file.data)]
    pack = read_table(_TopicFile, file.data, (), mistakes)
    if pack is not None:
        mistakes += [*_mistakes_on_top(pack), *_mistakes_in_harms(pack)]
        mistakes += [*_mistakes_in_treatments(pack), *_mistakes_in_examples(pack)]
        mistakes += _mistakes_in_uses(pack)
    if mistakes:
        raise file.error(mistakes)
    return file


def _mistakes_on_top(pack: _TopicFile) -> Iterator[Mistake]:
    for key, advice in _NEVER_BLANK.items():
        value = getattr(pack, key)
        texts = (value,) if isinstance(value, str) else value
        if not texts or not all(text.strip() for text in texts):
            yield Mistake((key,), f"{key} is empty; {advice}")
    try:
        date.fromisoformat(pack.reviewed)
    except ValueError:
        yield Mistake(
            ("reviewed",), f'reviewed is no day ("{pack.reviewed}"); write it as "2026-11-22"'
        )
    asked = sum(not harm.only_of for harm in pack.harms)
    if not 1 <= pack.least <= asked:
        text = f"least is {pack.least}, and {asked} harms are asked for of every treatment"
        yield Mistake(("least",), f"{text}; ask for at least 1 and at most these")


_NEVER_BLANK = {
    "title": "say which treatments the pack is on",
    "about": "say in a sentence what the pack is for",
    "sources": "name the labels, guidelines or reviews that the harms are taken from",
    "reviewed_by": "say who read the pack against its sources, or that nobody has",
}


def _mistakes_in_harms(pack: _TopicFile) -> Iterator[Mistake]:
    """Harms without a name or words, and words that two harms share."""
    seen: dict[tuple[tuple[str, ...], ...], str] = {}
    for number, harm in enumerate(pack.harms):
        at: KeyPath = ("harms", number)
        places = [(*at, "name"), *((*at, "synonyms", n) for n in range(len(harm.synonyms)))]
        for place, wording in zip(places, harm.wordings, strict=True):
            pieces = pieces_of(wording)
            if not pieces:
                yield Mistake(place, f'"{wording}" holds no word that a text could hold; delete it')
            elif pieces in seen:
                other = seen[pieces]
                where = "twice" if other == harm.name else f'under the harm "{other}", too'
                yield Mistake(place, f'"{wording}" stands {where}; delete one')
            else:
                seen[pieces] = harm.name
    for number, ask in enumerate(pack.asks):
        if not ask.name.strip() or not any(pieces_of(phrase) for phrase in ask.phrases):
            yield Mistake(("asks", number), "asks has nothing that a text could say; write phrases")


def _mistakes_in_treatments(pack: _TopicFile) -> Iterator[Mistake]:
    names = [*pack.treatments.names]
    if not any(key_of(name) for name in names):
        yield Mistake(("treatments", "classes"), "classes is empty; write a word for the treatment")
    seen: set[str] = set()
    for key in ("classes", "members"):
        for number, entry in enumerate(getattr(pack.treatments, key)):
            for name in entry.split(",") if key == "members" else (entry,):
                word, at = key_of(name), ("treatments", key, number)
                if not word:
                    yield Mistake(at, f'"{entry}" holds an empty name; write a name, or delete it')
                elif word in seen:
                    yield Mistake(at, f'"{name.strip()}" stands twice; delete one')
                seen.add(word)
    for number, ending in enumerate(pack.treatments.endings):
        if len(ending) < _SHORTEST_ENDING or not ending.isalpha() or not ending.islower():
            text = f'the ending "{ending}" is too short or no ending'
            yield Mistake(
                ("treatments", "endings", number),
                f"{text}; write at least {_SHORTEST_ENDING} small letters",
            )


_SHORTEST_ENDING = 4


def _mistakes_in_uses(pack: _TopicFile) -> Iterator[Mistake]:
    """Uses and harms of treatments that the pack does not hold, and entries without a use."""
    tables = treatment_words({"own": {"treatments": _plain(pack.treatments)}})
    named: list[tuple[KeyPath, str]] = []
    for number, each in enumerate(pack.established):
        at: KeyPath = ("established", number)
        if not any(pieces_of(use) for use in each.uses):
            yield Mistake((*at, "uses"), "uses is empty; name a condition")
        named += [((*at, "treatments", place), name) for place, name in enumerate(each.treatments)]
    for number, harm in enumerate(pack.harms):
        named += [(("harms", number, "only_of", n), name) for n, name in enumerate(harm.only_of)]
    for place, name in named:
        if not packs_of(name, tables):
            text = f'"{name}" is no treatment of this pack; add it under [treatments]'
            yield Mistake(place, text)


def _plain(treatments: Treatments) -> dict[str, tuple[str, ...]]:
    return {key: getattr(treatments, key) for key in ("classes", "members", "endings", "without")}


def _mistakes_in_examples(pack: _TopicFile) -> Iterator[Mistake]:
    for kind in ("flagged", "passing"):
        if not getattr(pack.examples, kind):
            at = ("examples", kind)
            yield Mistake(at, f"examples.{kind} is empty; write a short article that proves it")
    if pack.established and not pack.examples.established:
        text = "examples.established is missing, and the pack has established uses"
        yield Mistake(("examples",), f"{text}; write a short text on one of them")


def _doubly_held(files: Mapping[str, TomlFile]) -> Iterator[str]:
    """A message for each treatment that two packs hold and do not both say to share."""
    packs = {name: file.data for name, file in files.items()}
    tables = treatment_words(packs)
    for name, file in files.items():
        mistakes = [
            Mistake(at, _shared_text(word, [other for other in owners if other != name]))
            for at, word in _places(file.data["treatments"])
            for owners in [_owners(word, tables)]
            if len(owners) > 1 and not _is_shared(word, owners, packs)
        ]
        yield from file.error(mistakes).messages


def _owners(word: str, tables: Mapping[str, Any]) -> list[str]:
    """The packs that hold a word by name, and those that would by its ending."""
    key = key_of(word)
    by_name = list(tables["words"].get(key, ()))
    if " " in key:
        return by_name
    endings: Mapping[str, Sequence[str]] = tables["endings"]
    return list(
        dict.fromkeys(
            [
                *by_name,
                *(pack for end, each in endings.items() if key.endswith(end) for pack in each),
            ]
        )
    )


def _is_shared(word: str, owners: Sequence[str], packs: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether every pack that holds the word either shares it or leaves it out."""
    key = key_of(word)

    def stated(pack: str) -> bool:
        treatments = packs[pack]["treatments"]
        listed = (*treatments.get("shared", ()), *treatments.get("without", ()))
        return key in {key_of(each) for each in listed}

    holding = [pack for pack in owners if not _leaves_out(key, packs[pack])]
    return len(holding) < 2 or all(stated(pack) for pack in holding)


def _leaves_out(key: str, table: Mapping[str, Any]) -> bool:
    return key in {key_of(each) for each in table["treatments"].get("without", ())}


def _places(treatments: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for key in ("classes", "members"):
        for number, entry in enumerate(treatments.get(key, ())):
            for name in entry.split(",") if key == "members" else (entry,):
                yield ("treatments", key, number), name.strip()


def _shared_text(word: str, others: Sequence[str]) -> str:
    return (
        f'"{word}" is also a treatment of the pack {others[0]}; delete it in one of them, '
        "or write it under treatments.shared in both"
    )
