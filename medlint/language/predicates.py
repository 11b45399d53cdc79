"""Where a verb stands: finite or not, active or passive, and where its group starts.

No part-of-speech model is used: the closed classes (auxiliaries, determiners, prepositions) around
a listed verb decide whether it is a verb there, and in which role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

Role = Literal[
    "finite", "passive", "infinitive", "gerund", "participle", "imperative", "coordinated"
]

_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "gets", "get", "got", "'s"}
)
_HAVE = frozenset({"has", "have", "had", "having"})
_MODALS = frozenset(
    {"can", "will", "may", "might", "could", "would", "should", "must", "shall", "do", "does",
     "did", "cannot", "can't", "won't", "don't", "doesn't", "didn't", "couldn't", "wouldn't", "'ll"}
)  # fmt: skip
_HELP = frozenset({"help", "helps", "helped", "helping"})
_ENABLING = _HELP | frozenset(
    {"let", "lets", "allow", "allows", "allowed", "enable", "enables", "enabled", "makes", "make"}
)
_ADVERBS = frozenset(
    {"also", "not", "then", "often", "always", "never", "even", "usually", "just", "soon", "now",
     "still", "both", "either", "thus", "only", "sometimes", "better", "actually", "to", "further",
     "all"}
)  # fmt: skip
_DETERMINERS = frozenset(
    "the a an this these that those my our your his her its their some any no each every such"
    " another"
    " more less fewer most many several few much of in for with at from on by into as than without"
    " about between during after before high low good better great new severe mild"
    " chronic acute".split()
)
_BEFORE_GERUND = frozenset(
    "by of for in at with without from through via after before while when on and or , than".split()
)


class Predicate(NamedTuple):
    """A listed verb used as a verb: token range, role, and the token its verb group starts at."""

    mention: Mention
    role: Role
    group: int
    licensed: bool = True

    @property
    def at(self) -> int:
        """Token index of the verb itself."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Token index just behind the verb."""
        return self.mention.end


def predicate_at(
    reading: Reading, sentence: Sentence, mention: Mention, previous: Predicate | None
) -> Predicate | None:
    """The predicate that a verb mention is, or None where the word is a noun or an adjective.

    `previous` is the predicate before it in the sentence; a coordinated verb takes its role.
    """
    words, form = reading.words, mention.term.form
    if form in ("ed", "ing") and _is_hyphenated(reading, mention):
        return None
    start = _skip_adverbs(words, mention.start, sentence.first)
    before = words[start - 1] if start > sentence.first else ""
    if form == "ing":
        return _ing(words, sentence, mention, start, before, previous)
    if form == "ed" or (form == "base" and before in _BE):
        found = _ed(words, sentence, mention, start, before, previous)
        if found is not None or form == "ed":
            return found
    return _finite(words, sentence, mention, start, before, previous)


def _is_hyphenated(reading: Reading, mention: Mention) -> bool:
    """Whether the word is the second half of an adjective: "placebo-controlled"."""
    start = reading.tokens.starts[mention.start]
    return start > 0 and reading.prose[start - 1] in "-‐‑"


def _skip_adverbs(words: list[str], at: int, first: int) -> int:
    """The token from which the verb group runs unbroken, adverbs and `help` left out."""
    while at > first and (
        words[at - 1] in _ADVERBS - {"to"}
        or words[at - 1] in _HELP
        or (words[at - 1].endswith("ly") and len(words[at - 1]) > 4)
    ):
        at -= 1
    return at


def _ing(
    words: list[str], sentence: Sentence, mention: Mention, start: int, before: str,
    previous: Predicate | None,
) -> Predicate | None:  # fmt: skip
    if before in _BE:
        return Predicate(mention, "finite", _group_start(words, start, sentence.first))
    if before in ("and", "or", ",") and previous is not None:
        return Predicate(mention, "gerund", previous.group, previous.licensed)
    if before in _BEFORE_GERUND or not before:
        return Predicate(mention, "gerund", start)
    if before in _DETERMINERS or before == "to":
        return None
    return Predicate(mention, "participle", start)


def _ed(
    words: list[str], sentence: Sentence, mention: Mention, start: int, before: str,
    previous: Predicate | None,
) -> Predicate | None:  # fmt: skip
    first = sentence.first
    if before in _BE:
        return Predicate(mention, "passive", _group_start(words, start, first))
    if before in _HAVE:
        return Predicate(mention, "finite", _group_start(words, start, first))
    following = words[mention.end] if mention.end < sentence.last else ""
    if before in ("and", "or", ",", "but") and previous is not None and previous.role != "gerund":
        role: Role = previous.role if previous.role == "passive" else "coordinated"
        return Predicate(mention, role, previous.group, previous.licensed)
    if following in ("by", "with") and before not in ("", ","):
        return Predicate(mention, "passive", start)
    if before in _DETERMINERS or not before or before in ("and", "or", ","):
        return None
    return Predicate(mention, "finite", _group_start(words, start, first))


def _finite(
    words: list[str], sentence: Sentence, mention: Mention, start: int, before: str,
    previous: Predicate | None,
) -> Predicate | None:  # fmt: skip
    first = sentence.first
    base = mention.term.form == "base"
    if before == "to" and base:
        return _infinitive(words, sentence, mention, start, previous)
    if before in _MODALS or before in _ENABLING:
        return Predicate(mention, "finite", _group_start(words, start, first))
    if not before or before in (":", ";", "—", "–", "("):
        if mention.term.form == "s" and sentence.kind == "list-item":
            return Predicate(mention, "finite", start)
        return Predicate(mention, "imperative", start) if base else None
    if before in ("and", "or", ",", "but", "then"):
        return _coordinated(words, sentence, mention, start, previous)
    if before == "that" and start - 2 >= first and words[start - 2] not in _NO_NOUN_BEFORE_THAT:
        return Predicate(mention, "finite", start)
    if _is_subject(before, mention):
        return Predicate(mention, "finite", start)
    if before in _DETERMINERS or before == "%" or before[0].isdigit():
        return None
    if base and _after_enabled_person(words, sentence, start):
        return Predicate(mention, "finite", _group_start(words, start - 1, first))
    following = words[mention.end] if mention.end < sentence.last else "."
    if mention.end - mention.start == 1 and following in _NOUN_FOLLOWERS:
        return None
    if base and mention.term.lemma in _ALSO_NOUNS and _is_noun_there(words, first, start):
        return None
    return Predicate(mention, "finite", start)


_ALSO_NOUNS = frozenset(
    "cut control benefit support boost lift drop block limit ease calm balance fix gain treat"
    " help aid rise"
    " fall end increase decrease delay plug seal stop repair release rebound change"
    " result show report find".split()
)
# "This relieves" and "these relieve": a noun there would have the other number.
_SINGULAR_POINTERS = frozenset({"this", "that", "each"})
_PLURAL_POINTERS = frozenset({"these", "those", "both", "many", "most", "some", "few", "several"})
_ALSO_ADJECTIVES = frozenset(
    "slow calm clear lower quiet smooth dull numb steady narrow double triple correct free".split()
)
_ARTICLES = frozenset(
    {"a", "an", "the", "this", "your", "their", "its", "his", "her", "our", "any", "no", "each"}
)


def _is_subject(before: str, mention: Mention) -> bool:
    """Whether the pointing word before a verb is its subject and not an article."""
    if mention.term.form == "s":
        return before in _SINGULAR_POINTERS
    return before in _PLURAL_POINTERS and mention.term.lemma not in _ALSO_ADJECTIVES


def _is_noun_there(words: list[str], first: int, start: int) -> bool:
    """Whether an article and at most one adjective stand before: "a small cut"."""
    return any(words[at] in _ARTICLES for at in range(max(first, start - 2), start))


_NO_NOUN_BEFORE_THAT = _DETERMINERS | _BE | _MODALS | {"and", "or", ",", "but", "of", "to"}
_NOUN_FOLLOWERS = frozenset("of is are was were has have had may can will".split())


def _after_enabled_person(words: list[str], sentence: Sentence, start: int) -> bool:
    """Whether "helps patients sleep" or "lets people walk" leads up to the verb."""
    return any(words[at] in _ENABLING for at in range(max(sentence.first, start - 4), start))


def _coordinated(
    words: list[str], sentence: Sentence, mention: Mention, start: int, previous: Predicate | None
) -> Predicate | None:
    if previous is None:
        # ", derived from bone marrow, have ...": the comma closes an insertion after the subject.
        closes = words[start - 1] == "," and start - sentence.first > 4
        if closes:
            return Predicate(mention, "finite", start)
        # "cools the skin and reduces ...": the verb before is in no list, but this one is a verb.
        ends = mention.term.form == "s" and words[start - 1] == "and" and start - sentence.first > 3
        return Predicate(mention, "coordinated", start) if ends else None
    if mention.term.form == "base" and previous.mention.term.form == "s":
        # "prevents infection and support groups": the number differs, so this is a noun.
        following = words[mention.end] if mention.end < sentence.last else "."
        if following in ("groups", "group", "levels", "for"):
            return None
    role: Role = "coordinated" if previous.role == "finite" else previous.role
    if previous.role == "passive":
        role = "coordinated"
    return Predicate(mention, role, previous.group, previous.licensed)


def _infinitive(
    words: list[str], sentence: Sentence, mention: Mention, start: int, previous: Predicate | None
) -> Predicate:
    """An infinitive: asserted after "shown to" and the like, else a purpose."""
    to = start - 1
    licensor = words[to - 1] if to > sentence.first else ""
    if licensor in _ASSERTIVE_BEFORE_TO:
        group = _group_start(words, _skip_adverbs(words, to - 1, sentence.first), sentence.first)
        return Predicate(mention, "finite", group)
    if licensor in ("and", "or") and previous is not None and words[previous.at - 1] == "to":
        return Predicate(mention, previous.role, previous.group, previous.licensed)
    if any(words[at] in _ENABLING for at in range(max(sentence.first, to - 4), to)):
        at = next(n for n in range(to - 1, sentence.first - 1, -1) if words[n] in _ENABLING)
        return Predicate(mention, "finite", _group_start(words, at, sentence.first))
    return Predicate(mention, "infinitive", to, licensed=False)


_ASSERTIVE_BEFORE_TO = frozenset(
    "able proven proved shown known found demonstrated guaranteed sure certain bound works"
    " work worked"
    " working helps help helped helping acts act serves serve continues continue manages"
    " managed began"
    " begins begin starts start started power ability combine combines goes go interact contributes"
    " contribute capable confirmed documented appears appear seems seem tends likely unlikely"
    " thought"
    " believed expected reported said claimed".split()
)


def _group_start(words: list[str], at: int, first: int) -> int:
    """The token at which the auxiliaries before `at` begin."""
    while at > first and (
        words[at - 1] in _BE
        or words[at - 1] in _HAVE
        or words[at - 1] in _MODALS
        or words[at - 1] in _ADVERBS
        or words[at - 1] in _ENABLING
        or words[at - 1] in _ASSERTIVE_BEFORE_TO
        or (words[at - 1].endswith("ly") and len(words[at - 1]) > 4)
    ):
        at -= 1
    return at
