"""Who or what a predicate is said of: a treatment, people, research, a disease or else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from medlint.language.intervention import is_comparator, is_intervention, is_named_intervention

if TYPE_CHECKING:
    from medlint.language.contexts import SentenceContext
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

SubjectKind = Literal[
    "intervention",
    "comparator",
    "people",
    "professional",
    "research",
    "disease",
    "biology",
    "outcome",
    "other",
    "none",
]

_RELATIVE = frozenset({"which", "that", "who"})
_PRONOUNS = frozenset({"it", "they", "this", "these", "both", "each", "one", "all"})
_PREPOSITIONS = frozenset(
    "of in for with at from on by into as than without about between during after before through"
    " among against per under over within via to who which that like such including".split()
)
_OPENERS = _PREPOSITIONS | frozenset(
    "if when whenever because since once unless although though while whilst whereas despite given"
    " following using unlike based due thanks according compared taken used applied moreover"
    " furthermore"
    " additionally however therefore thus fortunately unfortunately".split()
)
# A noun before "of" or "with" that passes its role on to what follows.
_TRANSPARENT = frozenset(
    "use uses treatment therapy dose doses course courses addition combination combinations"
    " application"
    " administration injection injections infusion infusions session sessions intake amount"
    " amounts range"
    " types type kind kinds form forms majority number group class classes pair bottle cup"
    " glass spoonful"
    " one some all most many benefits effects effect power combination regular daily weekly early"
    " supplementation supplements exposure month months week weeks year years days"
    " hours minutes".split()
)
_TAKING = frozenset(
    "taking using wearing doing drinking eating adding applying receiving having getting practising"
    " practicing undergoing sipping rubbing swallowing combining inhaling injecting starting"
    " wearing"
    " putting placing spraying chewing".split()
)
_TAKEN_WITH = frozenset(
    "taking took take takes using used use uses wearing wore on receiving received given undergoing"
    " underwent after following having doing tried treated assigned started from through starting"
    " drank drinking swallowed applied adding".split()
)
# Articles that open a sentence about a thing that the lexicon does not know.
_THINGS = frozenset({"the", "our", "this", "a", "an"})
_READER = frozenset({"you", "you'll", "you've", "we"})
_OWN = frozenset({"our", "this", "these"})
_HEAD_ENDS = _PREPOSITIONS | (_TAKEN_WITH - {"use", "uses", "used", "treated"})
_SUBORDINATE = frozenset({"where", "when", "because", "since", "whereby", "whose", "so"})


class Subject(NamedTuple):
    """The kind of a predicate's subject, and the treatment it names where it is one.

    `certain` is False where the treatment was not named but inferred; `described` is True where a
    relative clause only says what kind of thing it is ("a cream that blocks ...").
    """

    kind: SubjectKind
    intervention: Mention | None = None
    certain: bool = True
    first: int = 0
    last: int = 0
    described: bool = False


def subject_of(
    reading: Reading, sentence: Sentence, context: SentenceContext, group: int, at: int
) -> Subject:
    """The subject of the predicate at token `at` whose verb group starts at token `group`."""
    first, last = _region(reading, sentence, context, group, at)
    words = reading.words
    if first >= last and sentence.kind == "list-item" and group == sentence.first:
        return _list_subject(reading, sentence)
    if last > first and words[last - 1] in _RELATIVE:
        return _relative(reading, sentence, first, last - 1)
    for n in range(last - 1, first, -1):
        if words[n] == "that" and n + 1 < last:
            first = n + 1
            break
    return _noun_phrase(reading, sentence, first, last)


def _list_subject(reading: Reading, sentence: Sentence) -> Subject:
    """The treatment that the line above a list names, for items such as "- eases pain"."""
    for index in range(sentence.index - 1, max(-1, sentence.index - 20), -1):
        before = reading.sentences[index]
        if before.kind != "list-item":
            named = _first_intervention(reading, before, reading.mentions[index])
            return Subject("intervention" if named is not None else "none", named)
    return Subject("none")


def _region(
    reading: Reading, sentence: Sentence, context: SentenceContext, group: int, at: int
) -> tuple[int, int]:
    """The tokens between the start of the clause and the verb group."""
    words = reading.words
    clause = context.clause_of(min(group, at))
    first, last = clause.first, max(group, clause.first)
    while first < last and (not words[first][0].isalnum() or words[first] in _CLAUSE_OPENERS):
        first += 1
    if first < last and (words[first] in _OPENERS or words[first].endswith(("ing", "ly"))):
        comma = _last_comma(words, first, last)
        if comma is not None:
            first = comma + 1
    for n in range(last - 1, first - 1, -1):
        if words[n] == ")":
            break
        if words[n] == "(":
            first = n + 1
            break
    for n in range(last - 1, first, -1):
        if words[n] in ("and", "so", "or") and n + 1 < last and words[n + 1] in _PRONOUNS:
            first = n + 1
            break
    for n in range(last - 1, first, -1):
        if words[n] in _SUBORDINATE and n + 1 < last:
            first = n + 1
            break
    while first < last and words[first] in ("and", "so", ",", "but", "then"):
        first += 1
    while last > first and words[last - 1] == ",":
        last -= 1
    return first, last


_CLAUSE_OPENERS = frozenset(
    "but however although though while whilst whereas yet nevertheless nonetheless even"
    " albeit and so"
    " if when where because since moreover furthermore additionally also".split()
)


def _last_comma(words: list[str], first: int, last: int) -> int | None:
    for n in range(last - 2, first, -1):
        if words[n] == ",":
            return n
    return None


def _relative(reading: Reading, sentence: Sentence, first: int, last: int) -> Subject:
    """The subject that a relative pronoun stands for: the nearest noun, or the clause's subject.

    "MSCs release growth factors, which restore ..." says it of the treatment all the same, so
    biology in between does not hide a treatment that opens the clause.
    """
    mentions = [m for m in reading.mentions[sentence.index] if first <= m.start < last]
    nearest = mentions[-1] if mentions and mentions[-1].end >= last - 1 else None
    if nearest is not None and nearest.term.tags & {"intervention-generic", "intervention-form"}:
        before = reading.words[max(sentence.first, nearest.start - 5) : nearest.start]
        described = bool({"a", "an", "is", "are", "("} & set(before))
        if is_comparator(reading, sentence, nearest):
            return Subject("comparator", nearest, True, first, last)
        return Subject("intervention", nearest, True, first, last, described)
    if nearest is not None and "cell" in nearest.term.lemma and not is_named_intervention(nearest):
        return Subject("biology", None, True, first, last)
    whole = _noun_phrase(reading, sentence, first, last)
    if any(reading.words[n] in ("a", "an") for n in range(max(first, last - 5), last)):
        whole = whole._replace(described=True)
    if whole.kind == "intervention":
        return whole
    for mention in reversed(mentions):
        kind = _kind_of(reading, sentence, mention)
        if kind not in ("none", "biology"):
            return Subject(kind, mention if kind == "intervention" else None)
    return Subject("none")


def _noun_phrase(reading: Reading, sentence: Sentence, first: int, last: int) -> Subject:
    """The subject that the tokens `first:last` are."""
    words = reading.words
    if first >= last:
        return Subject("none")
    mentions = [m for m in reading.mentions[sentence.index] if first <= m.start < last]
    head_end = next((n for n in range(first + 1, last) if words[n] in _HEAD_ENDS), last)
    head = [mention for mention in mentions if mention.start < head_end]
    kinds = [(_kind_of(reading, sentence, mention), mention) for mention in head]
    if any("comparator-marker" in m.term.tags and m.start - first <= 1 for m in head):
        return Subject("comparator", None, True, first, last)
    # The head noun of an English noun phrase is its last one.
    for kind, mention in reversed(kinds):
        if kind in ("intervention", "comparator"):
            return Subject(kind, mention, True, first, last)
        if kind != "none" and mention.end >= head_end - 1:
            return _people_or(reading, sentence, kind, mention, mentions, first, last)
    if any(words[n] in _TAKING for n in range(first, min(first + 3, last))):
        named = _first_intervention(reading, sentence, mentions)
        if named is not None:
            return Subject("intervention", named, True, first, last)
    if words[head_end - 1] in _TRANSPARENT or words[first] in _TRANSPARENT:
        named = _first_intervention(reading, sentence, mentions)
        if named is not None:
            return Subject("intervention", named, True, first, last)
    if words[first] in _READER and head_end - first <= 2:
        return Subject("people", None, True, first, last)
    if words[first] in _PRONOUNS and head_end - first <= 1:
        return _resolved(reading, sentence, words[first], first, last)
    if kinds and kinds[-1][0] != "none":
        kind, mention = kinds[-1]
        return _people_or(reading, sentence, kind, mention, mentions, first, last)
    if words[first] in _OWN and _previous_names_intervention(reading, sentence):
        return Subject("intervention", None, False, first, last)
    return Subject("other", None, False, first, last)


def _people_or(
    reading: Reading, sentence: Sentence, kind: SubjectKind, mention: Mention,
    mentions: list[Mention], first: int, last: int,
) -> Subject:  # fmt: skip
    """People are remembered with the treatment they are said to have had."""
    if kind == "people":
        return Subject(
            "people", _first_intervention(reading, sentence, mentions), True, first, last
        )
    return Subject(kind, None, True, first, last)


def _first_intervention(
    reading: Reading, sentence: Sentence, mentions: list[Mention]
) -> Mention | None:
    for mention in mentions:
        if is_intervention(reading, sentence, mention) and not is_comparator(
            reading, sentence, mention
        ):
            return mention
    return None


def _kind_of(reading: Reading, sentence: Sentence, mention: Mention) -> SubjectKind:
    tags = mention.term.tags
    if is_intervention(reading, sentence, mention):
        return "comparator" if is_comparator(reading, sentence, mention) else "intervention"
    for kind, names in _KIND_TAGS:
        if tags & names:
            return kind
    return "none"


_KIND_TAGS: tuple[tuple[SubjectKind, frozenset[str]], ...] = (
    ("professional", frozenset({"professional", "vague-agent"})),
    ("people", frozenset({"population"})),
    ("research", frozenset({"study", "study-mass"})),
    (
        "disease",
        frozenset(
            {"condition", "symptom", "condition-head", "harm", "harm-generic", "outcome-bad"}
        ),
    ),
    ("outcome", frozenset({"outcome-good", "outcome-neutral", "health-quantity", "change"})),
    ("biology", frozenset({"mechanism", "body-part", "endogenous"})),
)


def _resolved(reading: Reading, sentence: Sentence, pronoun: str, first: int, last: int) -> Subject:
    """What a bare pronoun stands for: what its sentence, or the one before it, speaks of first."""
    opening = next(
        (m for m in reading.mentions[sentence.index] if m.start < first
         and _kind_of(reading, sentence, m) in ("intervention", "comparator", "people", "disease")),
        None,
    )  # fmt: skip
    if opening is not None and pronoun in ("it", "they", "both"):
        kind = _kind_of(reading, sentence, opening)
        if kind == "intervention":
            return Subject(kind, opening, False, first, last)
    before = _earlier(reading, sentence)
    if before is None:
        named = next(
            (m for m in reading.mentions[sentence.index] if is_named_intervention(m)), None
        )
        kind = "intervention" if named is not None and pronoun == "it" else "none"
        return Subject(kind, named, False, first, last)
    mentions = reading.mentions[before.index]
    kinds = [(_kind_of(reading, before, mention), mention) for mention in mentions]
    solid = [(kind, m) for kind, m in kinds if kind in ("intervention", "people", "disease")]
    if not solid:
        if any(kind == "comparator" for kind, _ in kinds):
            return Subject("comparator", None, False, first, last)
        if pronoun in ("it", "they", "these") and _pronoun_opens(reading, before):
            deeper = _earlier(reading, before)
            if deeper is not None and any(
                is_named_intervention(m) for m in reading.mentions[deeper.index]
            ):
                return Subject("intervention", None, False, first, last)
        if not any(kind != "none" for kind, _ in kinds) and reading.words[before.first] in _THINGS:
            return Subject("intervention", None, False, first, last)
        return Subject("none", None, False, first, last)
    # The subject of the sentence before is the likeliest antecedent; a treatment anywhere in it
    # beats a disease, except where the disease opens the sentence.
    kind, mention = solid[0]
    if kind == "people" and pronoun in ("it", "this"):
        kind, mention = next(((k, m) for k, m in solid if k != "people"), (kind, mention))
    if kind == "people" and any(k == "intervention" for k, _ in solid) and pronoun != "they":
        kind = "intervention"
    if kind == "disease" and mention.start - before.first > 3:
        named = next((m for k, m in solid if k == "intervention"), None)
        if named is not None:
            return Subject("intervention", named, False, first, last)
    return Subject(kind, mention if kind == "intervention" else None, False, first, last)


def _pronoun_opens(reading: Reading, sentence: Sentence) -> bool:
    return reading.words[sentence.first] in _PRONOUNS


def _earlier(reading: Reading, sentence: Sentence) -> Sentence | None:
    """The prose sentence, or failing that the heading, just before this one."""
    if sentence.index == 0:
        return None
    before = reading.sentences[sentence.index - 1]
    return before if before.is_prose or before.kind in ("heading", "title") else None


def _previous_names_intervention(reading: Reading, sentence: Sentence) -> bool:
    before = _earlier(reading, sentence)
    return before is not None and any(
        is_intervention(reading, before, mention) for mention in reading.mentions[before.index]
    )


def taken_by(reading: Reading, sentence: Sentence, people_at: int, before: int) -> bool:
    """Whether "taking", "who" or the like links people to a treatment before `before`."""
    return any(
        reading.words[at] in _TAKEN_WITH or reading.words[at] == "who"
        for at in range(people_at, before)
    )
