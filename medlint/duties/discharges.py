"""What discharges a duty, and where it must stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from medlint.duties.gates import is_of_illness, treated_illnesses
from medlint.duties.nearest import general_statements, is_on_others
from medlint.language.gains import tells_gain
from medlint.language.templates import Template, read_templates

if TYPE_CHECKING:
    from medlint.duties.gates import Opening
    from medlint.harms.statements import HarmStatement
    from medlint.language.reading import Reading, Sentence

#: How near to a claim its discharge must stand.
Within = Literal["sentence", "section", "document"]
#: Sentences after a claim that still belong to it.
SENTENCES_ON = 2
#: Items under a heading on harms that discharge as named harms do, whatever they are called.
LISTED_HARMS = 2
#: Tokens behind a harm within which a list of harms comes to its "or".
LIST_REACH = 7


@dataclass(frozen=True)
class Require:
    """What discharges the duty; any one of the things named here does.

    `harms`       "told": a statement of harm of the treatment, though it name none; "named": the
                  rule's `at_least` distinct harms of it, one of them with how often it comes, or a
                  list of them under a heading
    `frequency`   how often a harm of the treatment comes, or that this is not known
    `citation`    a citation that can be followed
    `statements`  templates (see language.templates) in the running text or a table
    `headings`    templates in a heading
    `groups`      lists of templates by name; so many groups as `groups_needed` must be found
    `sets`        words and phrases that the templates call by name
    `contexts`    contexts of the deciding word in which a statement discharges nothing
    `own`         whether a statement must not stand in a sentence on other treatments only
    `within`      "sentence": in each sentence that opened the duty or the two after it; "section":
                  under the same heading; "document": anywhere
    """

    harms: Literal["no", "told", "named"] = "no"
    frequency: bool = False
    citation: bool = False
    statements: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups_needed: int = 1
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contexts: tuple[str, ...] = ("question", "myth")
    own: bool = False
    within: Within = "document"

    def templates(self) -> Iterable[Template]:
        """Every template; raises TemplateError for one that cannot be read."""
        yield from self.in_text
        yield from self.in_headings
        for group in self.in_groups.values():
            yield from group

    @cached_property
    def in_text(self) -> tuple[Template, ...]:
        """The templates of `statements`."""
        return read_templates(self.statements, self.sets)

    @cached_property
    def in_headings(self) -> tuple[Template, ...]:
        """The templates of `headings`."""
        return read_templates(self.headings, self.sets)

    @cached_property
    def in_groups(self) -> Mapping[str, tuple[Template, ...]]:
        """The templates of each group."""
        return {name: read_templates(each, self.sets) for name, each in self.groups.items()}


def undischarged(
    reading: Reading, require: Require, opening: Opening, at_least: int
) -> tuple[Sentence, ...]:
    """The sentences that opened the duty and for which nothing discharges it."""
    if require.within == "document":
        done = _discharges(reading, require, opening, reading.sentences, at_least)
        return () if done else opening.sentences
    return tuple(
        sentence
        for sentence in opening.sentences
        if not _discharges(
            reading, require, opening, _around(reading, sentence, require.within), at_least
        )
    )


def missing_groups(reading: Reading, require: Require) -> tuple[str, ...]:
    """The names of the groups of which the article holds nothing, in the rule's order."""
    return tuple(
        name
        for name, templates in require.in_groups.items()
        if not any(_stands(reading, require, templates, each) for each in reading.sentences)
    )


def _around(reading: Reading, sentence: Sentence, within: Within) -> Sequence[Sentence]:
    """The sentences in which a discharge of what the sentence says may stand."""
    if within == "sentence":
        return [sentence, *reading.following(sentence, SENTENCES_ON)]
    heading = reading.heading_above(sentence)
    return [each for each in reading.sentences if reading.heading_above(each) == heading]


def _discharges(
    reading: Reading,
    require: Require,
    opening: Opening,
    scope: Sequence[Sentence],
    at_least: int,
) -> bool:
    """Whether one of the things required stands in the scope."""
    if require.citation and _is_cited(reading, scope):
        return True
    if require.harms != "no" or require.frequency:
        told = told_harms(reading, opening, {each.index for each in scope})
        if require.frequency and any(each.frequency for each in told):
            return True
        if require.harms == "told" and (told or any(general_statements(reading))):
            return True
        if require.harms == "named" and (
            _are_named(reading, told, scope, at_least) or _is_named_beside(reading, opening)
        ):
            return True
    if require.groups:
        return len(require.groups) - len(missing_groups(reading, require)) >= require.groups_needed
    return any(
        _stands(
            reading,
            require,
            require.in_headings if each.kind in ("heading", "title") else require.in_text,
            each,
        )
        for each in scope
    )


def _is_cited(reading: Reading, scope: Sequence[Sentence]) -> bool:
    if len(scope) == len(reading.sentences):
        return reading.support.cites_anything
    return any(reading.support.level(each) >= 2 for each in scope)


def told_harms(reading: Reading, opening: Opening, indexes: set[int]) -> list[HarmStatement]:
    """Statements of harm of the opening's treatment in the sentences with these indexes."""
    promotion = reading.promotion
    own = opening.treatment
    treated = treated_illnesses(reading)
    return [
        each
        for each in reading.harm_statements
        if each.sentence in indexes
        and not is_of_illness(each, treated)
        and not _is_relieved(reading, each)
        and (
            each.of_promoted
            if own == promotion.name
            else each.treatment is not None
            and own is not None
            and promotion.are_same(own, each.treatment)
        )
    ]


_LOOSE_LINKS = frozenset({"paragraph", "pronoun"})
# What shows that a sentence speaks of harm all the same: "pain eases, but nausea may follow".
_TURNS = frozenset(
    "but however although though yet while whereas except can could may might risk risks sometimes"
    " rarely occasionally side harm harms had".split()
)


def _is_relieved(reading: Reading, harm: HarmStatement) -> bool:
    """Whether a harm told without a name of its treatment is what that relieves.

    "Fractures fell by half" is such a sentence; it says nothing that turns it round.
    """
    if harm.link not in _LOOSE_LINKS or harm.kind != "named":
        return False
    sentence = reading.sentences[harm.sentence]
    return _TURNS.isdisjoint(reading.words[sentence.first : sentence.last]) and tells_gain(
        reading, sentence
    )


def _are_named(
    reading: Reading, told: Sequence[HarmStatement], scope: Sequence[Sentence], at_least: int
) -> bool:
    """Whether harms are named: enough of them, one with its frequency, or a headed list."""
    if any(each.harms and each.frequency for each in told):
        return True
    if len(frozenset().union(*(each.harms for each in told))) >= at_least:
        return True
    if any(_opens_list(reading, each) for each in told if each.harms):
        return True
    return bool(told) and sum(_is_listed_harm(reading, each) for each in scope) >= LISTED_HARMS


def _is_named_beside(reading: Reading, opening: Opening) -> bool:
    """Whether a harm stands behind the treatment in a sentence that tells harms of two.

    "Heat can burn the skin, while foam may bring on a clot": whose the second is, the statement
    of harm does not tell.
    """
    promotion, own = reading.promotion, opening.treatment
    if own is None or own == promotion.name:
        return False
    short = promotion.telling_words(own)
    for told in reading.harm_statements:
        sentence = reading.sentences[told.sentence]
        places = range(sentence.first, sentence.last)
        at = next((n for n in places if reading.words[n].rstrip("s") in short), None)
        if at is not None and (
            told.span.start > reading.tokens.starts[at]
            or any(
                mention.start > at and mention.term.tags & _HARM_TAGS
                for mention in (
                    *reading.mentions[told.sentence],
                    *reading.harm_words[told.sentence],
                )
            )
        ):
            return True
    return False


_HARM_TAGS = frozenset({"harm", "harm-serious", "harm-name", "symptom"})


def _opens_list(reading: Reading, harm: HarmStatement) -> bool:
    """Whether more harms are listed behind the first, though no lexicon has them.

    "Infection, a broken lead or a leak can happen" names three; "bruising, which fades" names one.
    """
    sentence = reading.sentences[harm.sentence]
    words = reading.words[bisect_left(reading.tokens.starts, harm.span.end) : sentence.last]
    return (
        len(words) > 2
        and words[0] == ","
        and words[1] in ("a", "an", "the")
        and not {"or", "and"}.isdisjoint(words[2:LIST_REACH])
    )


def _is_listed_harm(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence is an item of a list or table right under a heading on harms."""
    if sentence.kind not in ("list-item", "table"):
        return False
    heading = reading.heading_above(sentence)
    return (
        heading is not None
        and heading.kind == "heading"
        and not {"harm-heading", "harm-generic"}.isdisjoint(reading.tags[heading.index])
    )


def _stands(
    reading: Reading, require: Require, templates: Sequence[Template], sentence: Sentence
) -> bool:
    """Whether one of the templates stands in the sentence and is meant."""
    if not templates:
        return False
    words = frozenset(reading.words[sentence.first : sentence.last])
    tags = reading.tags[sentence.index]
    void = frozenset(require.contexts)
    for template in templates:
        if not template.could_stand(words, tags):
            continue
        for found in template.find(reading, sentence):
            if void.isdisjoint(reading.context(sentence).at(found.key)):
                return not (require.own and is_on_others(reading, sentence))
    return False
