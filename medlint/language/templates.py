"""Templates: wordings of a kind, written as words, tags of the lexicon and gaps.

A template is a line of parts with spaces between them:

    effective        this word
    stop|quit        one of these words
    treat~           this verb in any of its forms
    @medicines       one of the words and phrases of the rule's set of that name
    <condition>      a term of the lexicon with this tag
    ..4              at most four words, within the clause
    taking?          a part that may be missing
    *cures           the word whose contexts (negated, hedged, ...) decide; else the first word
    ^                here a sentence, a clause or a coordinated verb begins
    “                here the text is inside quotation marks

Tags that no lexicon holds: `<treatment>` is a treatment, named or generic with a word that points
to it; `<intervention>` one that is not only compared with, `<comparator>` one that is; `<promoted>`
the one that the article is about; `<number>` a figure or a number word, `<figure>` a figure.

Behind the parts may stand conditions, each a line of parts itself: `& ...` must be found in the
sentence too, `&& ...` there or in the sentence before or after it in the paragraph, and `! ...`
must not be found in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from medlint.language.intervention import is_comparator, is_intervention, is_named_intervention
from medlint.language.morphology import IRREGULAR_VERBS, verb_forms
from medlint.language.tokens import tokenize

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon, Mention
    from medlint.language.reading import Reading, Sentence

#: Tags that are worked out from the reading, not listed in a lexicon.
WORKED_OUT = frozenset({"treatment", "intervention", "comparator", "promoted", "number", "figure"})

#: Tags of the terms that can be treatments.
_TREATMENT_TAGS = frozenset(
    {"intervention", "investigational", "intervention-generic", "intervention-form",
     "intervention-bare", "endogenous"}
)  # fmt: skip
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty"
    " hundred thousand half third quarter".split()
)
# A gap ends with the clause. Brackets do, too: what they hold is said beside the sentence.
_GAP_ENDS = frozenset(
    "; : ? ! ( ) . — – but although though however whereas while yet unless except nevertheless"
    " nonetheless albeit".split()
)
# Behind these a new clause or a verb coordinated with the one before begins.
_BEFORE_START = frozenset(
    ", ; : — – - ( … and or then so but just simply please also even now today".split()
)
_FREQUENT = frozenset(
    "a an the your you my i it they this these that and or of to in for is are was were be been no"
    " not with our we has have had can will".split()
)


class TemplateError(ValueError):
    """A template that cannot be read; the message quotes it and says what to write."""


class Found(NamedTuple):
    """Where a template was found: half-open token range, and the token that decides contexts."""

    first: int
    last: int
    key: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a template; `phrases` are token tuples by their first word, longest first."""

    kind: Literal["term", "gap", "start", "quoted"]
    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    tags: frozenset[str]
    reach: int = 0
    optional: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Parts that must stand in the sentence ("&"), in or beside it ("&&"), or must not ("!")."""

    sign: str
    parts: tuple[Part, ...]


class Need(NamedTuple):
    """A sentence without one of these words, and without one of these tags, holds no match."""

    words: frozenset[str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be looked for in sentences.

    `anchor` is the part to look for first; `needs` rule out most sentences before any search.
    """

    text: str
    parts: tuple[Part, ...]
    conditions: tuple[Condition, ...]
    anchor: int | None
    needs: tuple[Need, ...]

    def could_stand(self, words: Set[str], tags: Set[str]) -> bool:
        """Whether a sentence with these words and tags holds something for every part."""
        return all(
            not need.words.isdisjoint(words) or not need.tags.isdisjoint(tags)
            for need in self.needs
        )

    def find(self, reading: Reading, sentence: Sentence) -> Iterator[Found]:
        """Each place of the sentence at which the template stands, from left to right."""
        view = _View(reading, sentence)
        for found in _occurrences(self.parts, view):
            if all(_holds(condition, view) for condition in self.conditions):
                yield found
            else:
                return

    def tags(self) -> Iterator[str]:
        """Every tag that the template names."""
        for parts in (self.parts, *(condition.parts for condition in self.conditions)):
            for part in parts:
                yield from part.tags


def read_templates(texts: Iterable[str], sets: Mapping[str, Sequence[str]]) -> tuple[Template, ...]:
    """The templates of several lines; raises TemplateError for the first that is not one."""
    phrases = {name: _phrases(entries) for name, entries in sets.items()}
    return tuple(_template(text, phrases) for text in texts)


def holds(template: Template, reading: Reading, sentence: Sentence) -> bool:
    """Whether the template stands in the sentence."""
    words = set(reading.words[sentence.first : sentence.last])
    return template.could_stand(words, reading.tags[sentence.index]) and (
        next(template.find(reading, sentence), None) is not None
    )


def unknown_tags(templates: Iterable[Template], lexicon: Lexicon) -> Iterator[str]:
    """One message for each tag of the templates that neither a lexicon nor this module knows."""
    for template in templates:
        for tag in template.tags():
            if tag not in lexicon.tags and tag not in WORKED_OUT:
                yield f"tag {tag!r} is in no lexicon"


def _template(text: str, sets: Mapping[str, Sequence[tuple[str, ...]]]) -> Template:
    lines: list[tuple[str, list[str]]] = [("", [])]
    for word in text.split():
        if word in ("&", "&&", "!"):
            lines.append((word, []))
        else:
            lines[-1][1].append(word)
    if any(not words for _, words in lines):
        raise TemplateError(f"pattern {text!r} has no part before or behind a condition's sign")
    read = [tuple(_part(word, text, sets) for word in words) for _, words in lines]
    conditions = [
        Condition(sign, parts) for (sign, _), parts in zip(lines[1:], read[1:], strict=True)
    ]
    needed = (read[0], *(each.parts for each in conditions if each.sign == "&"))
    needs = tuple(need for parts in needed for need in _needs(parts))
    return Template(text, read[0], tuple(conditions), _anchor(read[0]), needs)


def _needs(parts: tuple[Part, ...]) -> Iterator[Need]:
    """What a sentence must hold for each part; a number shows in no table, and needs nothing."""
    for part in parts:
        if part.kind != "term" or part.optional or part.tags & {"number", "figure"}:
            continue
        tags = part.tags - WORKED_OUT
        if part.tags & WORKED_OUT:
            tags |= _TREATMENT_TAGS
        yield Need(frozenset(part.phrases), tags)


def _part(word: str, text: str, sets: Mapping[str, Sequence[tuple[str, ...]]]) -> Part:
    if word == "^":
        return Part("start", {}, frozenset())
    if word == "“":
        return Part("quoted", {}, frozenset())
    if word.startswith(".."):
        if not word[2:].isdigit():
            raise TemplateError(f"pattern {text!r}: {word!r} is no gap; write ..4 for four words")
        return Part("gap", {}, frozenset(), reach=int(word[2:]))
    key, optional = word.startswith("*"), word.endswith("?")
    phrases: list[tuple[str, ...]] = []
    tags: set[str] = set()
    for each in word.removeprefix("*").removesuffix("?").split("|"):
        if each.startswith("<") and each.endswith(">"):
            tags.add(each[1:-1])
        elif each.startswith("@"):
            if each[1:] not in sets:
                raise TemplateError(f"pattern {text!r} names the set {each!r}, which is not there")
            phrases += sets[each[1:]]
        else:
            phrases += _phrases([each.replace("_", " ")])
    if not (phrases or tags):
        raise TemplateError(f"pattern {text!r}: {word!r} holds no word")
    return Part("term", _by_first_word(phrases), frozenset(tags), 0, optional, key)


def _phrases(entries: Iterable[str]) -> list[tuple[str, ...]]:
    """The phrases of a set; one whose first word ends in "~" stands for all forms of that verb."""
    found: list[tuple[str, ...]] = []
    for entry in entries:
        head, _, rest = entry.partition(" ")
        heads = [head]
        if head.endswith("~"):
            base = head[:-1]
            heads = [form for _, form in verb_forms(base, IRREGULAR_VERBS.get(base))]
        for each in heads:
            words = tuple(tokenize(f"{each} {rest}").words)
            if words:
                found.append(words)
    return found


def _by_first_word(
    phrases: Iterable[tuple[str, ...]],
) -> Mapping[str, Sequence[tuple[str, ...]]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in dict.fromkeys(phrases):
        grouped.setdefault(phrase[0], []).append(phrase)
    for each in grouped.values():
        each.sort(key=len, reverse=True)
    return grouped


def _anchor(parts: tuple[Part, ...]) -> int | None:
    """The part made of words alone that is rarest: frequent words are no help in a search."""
    able = [
        number
        for number, part in enumerate(parts)
        if part.kind == "term" and part.phrases and not (part.tags or part.optional)
    ]
    if not able:
        return None
    return min(
        able, key=lambda n: (not _FREQUENT.isdisjoint(parts[n].phrases), len(parts[n].phrases))
    )


class _View:
    """One sentence while templates are tried on it."""

    __slots__ = ("first", "last", "mentions", "reading", "sentence", "words")

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.sentence = sentence
        self.words = reading.words
        self.first = sentence.first
        self.last = sentence.last
        self.mentions: Mapping[int, Mention] = {
            mention.start: mention for mention in reading.mentions[sentence.index]
        }


def _occurrences(parts: tuple[Part, ...], view: _View) -> Iterator[Found]:
    for at in _openings(parts[0], view):
        found = _match(parts, 0, view, at, None, None)
        if found is not None:
            yield Found(at, found[0], found[1])


def _openings(part: Part, view: _View) -> Iterable[int]:
    """The tokens at which a first part can match."""
    everywhere = range(view.first, view.last)
    if part.kind != "term" or part.optional or part.tags & {"number", "figure"}:
        return everywhere
    words, phrases, mentions = view.words, part.phrases, view.mentions
    if part.tags:
        return [at for at in everywhere if words[at] in phrases or at in mentions]
    return [at for at in everywhere if words[at] in phrases]


def _match(
    parts: tuple[Part, ...], number: int, view: _View, at: int, key: int | None, word: int | None
) -> tuple[int, int] | None:
    """The end and the deciding token of the parts from `number` on, matched at the token `at`.

    `key` is the marked token met so far, `word` the first token matched by a part.
    """
    if number == len(parts):
        return (at, key if key is not None else word) if word is not None else None
    part = parts[number]
    if part.kind == "start":
        return _match(parts, number + 1, view, at, key, word) if _starts(view, at) else None
    if part.kind == "quoted":
        inside = at < view.last and view.reading.context(view.sentence).inside_quotation(at)
        return _match(parts, number + 1, view, at, key, word) if inside else None
    if part.kind == "gap":
        return _match_gap(parts, number, view, at, key, word)
    for end in _ends(part, view, at):
        own = at if part.key else key
        found = _match(parts, number + 1, view, end, own, at if word is None else word)
        if found is not None:
            return found
    return _match(parts, number + 1, view, at, key, word) if part.optional else None


def _match_gap(
    parts: tuple[Part, ...], number: int, view: _View, at: int, key: int | None, word: int | None
) -> tuple[int, int] | None:
    for end in range(at, min(at + parts[number].reach, view.last) + 1):
        found = _match(parts, number + 1, view, end, key, word)
        if found is not None:
            return found
        if end < view.last and view.words[end] in _GAP_ENDS:
            return None
    return None


def _ends(part: Part, view: _View, at: int) -> Iterator[int]:
    """Where a part that begins at the token `at` may end, the longest first."""
    if at >= view.last:
        return
    for phrase in part.phrases.get(view.words[at], ()):
        end = at + len(phrase)
        if end <= view.last and (len(phrase) == 1 or tuple(view.words[at:end]) == phrase):
            yield end
    if part.tags:
        mention = view.mentions.get(at)
        if mention is not None and (
            (part.tags - WORKED_OUT) & mention.term.tags or _is_worked_out(part.tags, view, mention)
        ):
            yield mention.end
        word = view.words[at]
        if ("figure" in part.tags and word[0].isdigit()) or (
            "number" in part.tags and _is_number(word)
        ):
            yield at + 1


def _is_worked_out(tags: frozenset[str], view: _View, mention: Mention) -> bool:
    if not tags & WORKED_OUT:
        return False
    reading, sentence = view.reading, view.sentence
    if "promoted" in tags and is_named_intervention(mention):
        return reading.promotion.is_promoted(mention)
    if not tags & {"treatment", "intervention", "comparator"}:
        return False
    if not is_intervention(reading, sentence, mention):
        return False
    compared = is_comparator(reading, sentence, mention)
    return (
        "treatment" in tags
        or ("comparator" in tags and compared)
        or ("intervention" in tags and not compared)
    )


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMBER_WORDS


def _starts(view: _View, at: int) -> bool:
    """Whether a sentence, a clause or a coordinated verb begins at the token."""
    return at == view.first or (at < view.last and view.words[at - 1] in _BEFORE_START)


def _holds(condition: Condition, view: _View) -> bool:
    here = next(_occurrences(condition.parts, view), None) is not None
    if condition.sign == "!":
        return not here
    if here or condition.sign == "&":
        return here
    reading, sentence = view.reading, view.sentence
    for index in (sentence.index - 1, sentence.index + 1):
        if 0 <= index < len(reading.sentences) and (
            reading.sentences[index].block == sentence.block
        ):
            beside = _View(reading, reading.sentences[index])
            if next(_occurrences(condition.parts, beside), None) is not None:
                return True
    return False
