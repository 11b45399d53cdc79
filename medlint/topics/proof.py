"""Topic packs against their own words and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from medlint import engine
from medlint.document import Document
from medlint.matchers.topic_harms import TopicHarms
from medlint.tomlfile import TomlFile, shown
from medlint.topics.wordings import GAP

if TYPE_CHECKING:
    from medlint.language.reading import Reading
    from medlint.rulebook import Rulebook
    from medlint.tomllines import KeyPath
    from medlint.topics.model import Topic

#: Years after which a review is old.
YEARS = 2


@dataclass(frozen=True, slots=True)
class TopicProof:
    """How one proof of a pack went; `place` is its "path:line", `text` says what is wrong."""

    topic: str
    ok: bool
    place: str = ""
    text: str = ""


def prove(rulebook: Rulebook, topics: Iterable[Topic]) -> list[TopicProof]:
    """Every proof of the packs: each word for a harm is found, each example does as it says."""
    return [proof for topic in topics for proof in _proofs(rulebook, topic)]


def is_old(topic: Topic, today: date) -> bool:
    """Whether the pack was reviewed more than two years before the day."""
    return (today.year - topic.reviewed.year, today.month, today.day) > (
        YEARS,
        topic.reviewed.month,
        topic.reviewed.day,
    )


def old_note(topic: Topic) -> str:
    """A line that says that a pack's review is old, with its place."""
    place = _place(topic, ("reviewed",))
    return (
        f"{place}: note: {topic.name} was reviewed on {topic.reviewed.isoformat()}, more than "
        f"{YEARS} years ago; read it against its sources again"
    )


def _proofs(rulebook: Rulebook, topic: Topic) -> Iterator[TopicProof]:
    known = _known_treatment(rulebook, topic)
    if known is None:
        text = "medlint knows none of the treatments; write one under [intervention] of a lexicon"
        yield TopicProof(topic.name, False, _place(topic, ("treatments",)), text)
        return
    yield TopicProof(topic.name, True)
    yield from _word_proofs(rulebook, topic, known)
    yield from _example_proofs(rulebook, topic)


def _known_treatment(rulebook: Rulebook, topic: Topic) -> str | None:
    """The first word for a treatment of the pack that is found to be one in an article."""
    for name in topic.treatments.names:
        reading = _read(rulebook, f"# {name[0].upper()}{name[1:]} at home\n\nIt is new.\n")
        if any(each.name == topic.name for each in reading.topics):
            return name
    return None


def _word_proofs(rulebook: Rulebook, topic: Topic, treatment: str) -> Iterator[TopicProof]:
    """That each word for a harm is found where a plain sentence tells it."""
    for number, harm in enumerate(topic.harms):
        for place, wording in enumerate(harm.wordings):
            plain = wording.replace(GAP, "the")
            text = f"# {treatment} at home\n\n{treatment} can cause {plain}.\n"
            named, _ = topic.harms_named(_read(rulebook, text))
            if harm in named:
                yield TopicProof(topic.name, True)
                continue
            at: KeyPath = ("harms", number, *(("synonyms", place - 1) if place else ("name",)))
            said = f'"{treatment} can cause {plain}." is not read as the harm "{harm.name}"'
            advice = "delete the wording, or write it as articles do"
            yield TopicProof(topic.name, False, _place(topic, at), f"{said}; {advice}")


def _example_proofs(rulebook: Rulebook, topic: Topic) -> Iterator[TopicProof]:
    rule = next((each for each in rulebook.rules.values() if each.kind == "topic-harms"), None)
    matcher = rule.whole_matcher if rule is not None else TopicHarms()
    for kind in ("flagged", "passing", "established", "unproven"):
        for number, text in enumerate(getattr(topic.examples, kind)):
            reading = _read(rulebook, text)
            wrong = _not_of_pack(topic, reading)
            if not wrong and kind in ("flagged", "passing"):
                found = any(matcher.find(reading))
                wrong = _not_asked(reading) or _wrong_verdict(topic, reading, kind, found)
            elif not wrong and topic.is_established_for(reading) != (kind == "established"):
                state = "is not" if kind == "established" else "is"
                wrong = f"the use in it {state} taken for an established one"
            at = ("examples", kind, number)
            place = _place(topic, at) if wrong else ""
            told = f"{kind} example {number + 1}: {wrong}" if wrong else ""
            yield TopicProof(topic.name, not wrong, place, told)


def _not_of_pack(topic: Topic, reading: Reading) -> str:
    if any(each.name == topic.name for each in reading.topics):
        return ""
    name = reading.promotion.name or "no treatment"
    return f"it is read as an article on {name}, which is not of this pack"


def _not_asked(reading: Reading) -> str:
    """What keeps an example from being asked for harms at all, so that it would prove nothing."""
    matcher = TopicHarms()
    if len(reading.benefits) < matcher.claims:
        return f"it needs {matcher.claims} sentences on benefits; found {len(reading.benefits)}"
    if reading.prose_word_count < matcher.words:
        return f"it needs {matcher.words} words of text; it has {reading.prose_word_count}"
    return ""


def _wrong_verdict(topic: Topic, reading: Reading, kind: str, found: bool) -> str:
    if found == (kind == "flagged"):
        return ""
    named = ", ".join(harm.name for harm in topic.harms_named(reading)[0]) or "none"
    return f"{'it is flagged' if found else 'it is not flagged'}; harms found in it: {named}"


def _read(rulebook: Rulebook, text: str) -> Reading:
    return engine.read(Document("example.md", text, "markdown"), rulebook)


def _place(topic: Topic, at: KeyPath) -> str:
    return f"{shown(topic.path)}:{TomlFile.read(topic.path).line(at)}"
