"""Articles made up from parts, for a race without articles of one's own."""

from __future__ import annotations

import random
from pathlib import Path

_CONDITIONS = (
    "asthma", "back pain", "eczema", "gout", "hay fever", "heart failure", "high blood pressure",
    "insomnia", "knee arthritis", "migraine", "osteoporosis", "psoriasis", "type 2 diabetes",
)  # fmt: skip
_TREATMENTS = (
    "acupuncture", "aspirin", "breathing exercises", "cognitive behavioural therapy", "fish oil",
    "ibuprofen", "light therapy", "metformin", "physiotherapy", "steroid cream", "vitamin D",
)  # fmt: skip
_HARMS = (
    "a rash", "bleeding", "dizziness", "headache", "heartburn", "loose stools", "nausea",
    "sleepiness", "swollen ankles", "tiredness",
)  # fmt: skip
_OUTCOMES = (
    "fewer days off work", "fewer flare-ups", "less pain at night", "longer walks", "lower scores",
    "more hours of sleep", "fewer visits to hospital",
)  # fmt: skip
_PEOPLE = (
    "adults over 65", "children at school", "cyclists", "farmers", "new mothers",
    "nurses on night shifts", "office workers", "teachers", "young men",
)  # fmt: skip
_PLACES = (
    "a district hospital", "a rehabilitation ward", "a village surgery", "an eye clinic",
    "nine surgeries", "the dialysis unit", "two care homes", "two pharmacies",
)  # fmt: skip
_TIMES = (
    "after lunch", "at bedtime", "before breakfast", "in the evening", "on Mondays",
    "when the pain starts", "with a glass of water", "with food",
)  # fmt: skip
_REASONS = (
    "a holiday", "a long illness", "an operation", "a change of job", "heavy rain",
    "a move to another town", "the birth of a child",
)  # fmt: skip

#: Prose of several kinds: plain, cited, hedged, denied and asked.
_SENTENCES = (
    "Many {people} live with {condition} and tell only {other_people}.",
    "In {place}, {count} {people} with {condition} tried {treatment} for {weeks} weeks [{source}].",
    "Of those who came {time}, {count} reported {outcome}, and {small} stopped because of {harm}.",
    "It is not clear whether {treatment} does more for {condition} than {other_treatment} does.",
    "{Treatment} may ease {condition} in some {people}, and in {other_people} it often does not.",
    "{Treatment} does not cure {condition}, even {time} or after {reason}.",
    "Among {people}, {harm} and {other_harm} are common; {small} in 100 have them [{source}].",
    "Call {place} if {harm} comes {time} and lasts longer than {small} days.",
    "Take {small}.5 mg {time}, and do not double it after {reason}.",
    "A nurse, e.g. one from {place}, can ask {people} about {harm}, {outcome} or {reason}.",
    "What should {people} with {condition} ask about {treatment} after {reason}?",
    "Dr. Hale saw {count} {people} from {place} between 2016 and 2021 (Hale et al., 2022).",
    "Before you choose {treatment}, ask what {place} charges, and what {other_treatment} costs.",
    "After {reason}, the staff of {place} keep a diary of {harm}, {other_harm} and {outcome}.",
    "To {people}, {outcome} can matter more than {harm} {time}.",
)
#: What a rule flags, as one sentence in thirty.
_CLAIMS = (
    "{Treatment} relieves {condition} within {weeks} weeks.",
    "Studies have shown that {treatment} prevents {condition} in {people}.",
    "For {people}, {treatment} is a breakthrough.",
)
_CLAIM_SHARE = 1 / 30
_HEADINGS = (
    "What is {condition}?", "How {treatment} is given", "Side effects of {treatment}",
    "Living with {condition}", "Questions to ask", "What the studies looked at",
)  # fmt: skip


def write_articles(folder: Path, words: int, seed: int = 0) -> None:
    """Write Markdown articles of about 700 words each until they hold so many words.

    The same seed gives the same text.
    """
    chance = random.Random(seed)
    number = 0
    while words > 0:
        article = _article(chance)
        (folder / f"article-{number:05}.md").write_text(article, encoding="utf-8", newline="\n")
        words -= len(article.split())
        number += 1


def _article(chance: random.Random) -> str:
    condition, treatment = chance.choice(_CONDITIONS), chance.choice(_TREATMENTS)
    parts = [f"# {_capital(treatment)} for {condition}"]
    for heading in chance.sample(_HEADINGS, 5):
        parts.append(f"## {heading.format(condition=condition, treatment=treatment)}")
        parts += [
            " ".join(_sentence(chance, condition, treatment) for _ in range(chance.randint(3, 6)))
            for _ in range(chance.randint(1, 3))
        ]
    sources = [f"{number}. Journal of Examples {2000 + number}, p. {number}." for number in (1, 2)]
    return "\n\n".join([*parts, "## References", "\n".join(sources)]) + "\n"


def _sentence(chance: random.Random, condition: str, treatment: str) -> str:
    # Every other sentence strays from the article's topic, so that articles differ.
    if chance.random() < 0.5:
        condition, treatment = chance.choice(_CONDITIONS), chance.choice(_TREATMENTS)
    people, other_people = chance.sample(_PEOPLE, 2)
    harm, other_harm = chance.sample(_HARMS, 2)
    other_treatment = chance.choice([each for each in _TREATMENTS if each != treatment])
    kind = _CLAIMS if chance.random() < _CLAIM_SHARE else _SENTENCES
    return chance.choice(kind).format(
        condition=condition,
        treatment=treatment,
        Treatment=_capital(treatment),
        other_treatment=other_treatment,
        people=people,
        other_people=other_people,
        place=chance.choice(_PLACES),
        outcome=chance.choice(_OUTCOMES),
        time=chance.choice(_TIMES),
        reason=chance.choice(_REASONS),
        harm=harm,
        other_harm=other_harm,
        count=chance.randint(12, 900),
        weeks=chance.randint(2, 52),
        small=chance.randint(2, 9),
        source=chance.randint(1, 2),
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
