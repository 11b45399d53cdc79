"""Which intervention an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from medlint.language.gains import tells_gain
from medlint.language.intervention import (
    NAMED_TAGS,
    is_comparator,
    is_intervention,
    is_named_intervention,
)

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

# Words that say nothing about which treatment is meant.
_GENERIC_WORDS = frozenset(
    "therapy treatment drug medicine medication injection infusion surgery operation"
    " procedure vaccine"
    " supplement remedy device capsule tablet extract product shot pill implant transplant"
    " transplantation inhibitor cream gel drop drops oil tea spray patch high low dose oral topical"
    " a an the of and for".split()
)


#: Sentences at the start of an article in which its treatment is named, where the title does not.
OPENING = 4
#: Words within which a sentence names what it is about.
SUBJECT = 3


# Where these fall, nobody is said to be treated: "Malaria cases fall for a third year".
_COUNTS = frozenset(
    "cases case deaths rates rate toll incidence numbers infections outbreak".split()
)


#: How often a text names the treatment of which its title tells only the kind.
NAMED_FOR_KIND = 2
#: Letters that a word needs for longer ones that end with it to be kinds of it.
SHORTEST_KIND = 7


def _promises(reading: Reading, title: Sentence) -> bool:
    """Whether a title that names no listed treatment promises something, or names an unlisted one.

    "Shrink an enlarged prostate through the wrist", "Jaw relaxing injections now in town"; not
    "Gout", and not "What helps against gout?".
    """
    words = reading.words[title.first : title.last]
    if words[-1] == "?":
        return False
    if any(is_intervention(reading, title, each) for each in reading.mentions[title.index]):
        return True
    return _COUNTS.isdisjoint(words) and tells_gain(reading, title)


# "Eating well on dialysis" is about eating.
_DURING = frozenset({"on", "after", "during", "before", "following", "while"})


def _is_circumstance(reading: Reading, title: Sentence, mention: Mention) -> bool:
    """Whether the title names the treatment only as the time of something else."""
    before = reading.words[max(title.first, mention.start - 2) : mention.start]
    return mention.start - title.first > 1 and not _DURING.isdisjoint(before)


# Behind a treatment's name, these make the name of an illness.
_ILLNESS_FROM = frozenset(
    "dependent induced related associated resistant responsive sensitivity resistance allergy"
    " allergies hypersensitivity deficiency overdose overdoses addiction dependence poisoning"
    " toxicity withdrawal abuse misuse intolerance metabolism insufficiency crisis disorder"
    " disorders syndrome syndromes failure embryopathy exposure binding defect defects receptor"
    " transporter channel pathway gene genes".split()
)


def names_an_illness(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether the treatment only tells which illness is meant: aspirin allergy."""
    words = reading.words
    after = mention.end + (mention.end < sentence.last and words[mention.end] == "-")
    return after < sentence.last and words[after] in _ILLNESS_FROM


# The part of the lexicon with the words by which a title names an unlisted treatment.
_TITLES = "titles"
_DONE_OR_USED = frozenset({"title-action", "title-thing", "title-name"})
# Before such a word these do not tell what kind of treatment it is; "the" does where the title
# goes on to say so: "the balloon that you swallow".
_NO_KIND = frozenset(
    "a an the this that these those your our its their his her my no any some all of in for with"
    " on to and or by as is are was were be at from into without after before during about under"
    " , . : ; ( ) - your when what why how who which".split()
)
_SAYS_WHICH = frozenset({"that", "you", "which", "we", "of"})
_OPENS = frozenset({":", "?", "!", "."})
_AIMS = frozenset({"for", "against", "off"})
_PAIRS = frozenset({"and", "or"})
_COUNTED = frozenset({"one", "two", "three", "four", "a", "the"})


def unlisted_treatment(reading: Reading, title: Sentence) -> Mention | None:
    """The treatment that a title names by what is done or used, though no list has it.

    "Neck adjustment for headache", "The balloon that you swallow"; not "Heart valve disease".
    """
    words = reading.words
    if words[title.last - 1] == "?":
        return None
    found = reading.part_mentions(_TITLES, title)
    avoided = {
        at
        for each in found
        if "title-other" in each.term.tags
        for at in range(each.start, each.end)
    }
    for each in found:
        if _DONE_OR_USED.isdisjoint(each.term.tags) or not avoided.isdisjoint(
            (each.start - 1, each.end)
        ):
            continue
        before = words[each.start - 1] if each.start > title.first else ","
        after = words[each.end] if each.end < title.last else ""
        opens = (each.start == title.first or before in _OPENS) and after in _AIMS
        kind = (
            opens
            or "title-name" in each.term.tags
            or each.end - each.start > 1
            or (before not in _NO_KIND and before[0].isalpha())
        )
        paired = after in _PAIRS and any(other.start == each.end + 1 for other in found)
        if (
            kind
            or paired
            or (before in _COUNTED and after in _SAYS_WHICH)
            or (after in _SAYS_WHICH and "title-thing" in each.term.tags)
        ) and not names_an_illness(reading, title, each):
            return each
    return None


_KIND_TAGS = frozenset({"intervention-generic", "intervention-form"})
_NEW = frozenset({"new", "novel", "first", "experimental", "breakthrough", "investigational"})


def _is_new(reading: Reading, title: Sentence, mention: Mention) -> bool:
    """Whether the title presents one treatment of a kind as new: "New pill", "First drug for"."""
    before = reading.words[max(title.first, mention.start - 3) : mention.start]
    return bool(mention.term.tags & _KIND_TAGS) and not _NEW.isdisjoint(before)


def _is_subject_in_general(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence opens with a kind of treatment: "Implants feel", "The procedure takes"."""
    if not mention.term.tags & _KIND_TAGS:
        return False
    if mention.start == sentence.first:
        return mention.term.text != mention.term.lemma
    return mention.start == sentence.first + 1 and reading.words[sentence.first] == "the"


def _is_kind_of(word: str, kind: str) -> bool:
    """Whether a word is a kind by its ending, as haemodialysis is dialysis."""
    return len(kind) >= SHORTEST_KIND and word.endswith(kind)


class Promotion:
    """Which intervention the article is about: the title's, else the one named most often."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._memo: dict[str, frozenset[str]] = {}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Acronyms of the document with their long forms, in lower case."""
        return {
            name.lower(): definition.long_form.lower()
            for name, definition in self._reading.acronyms.items()
        }

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each named intervention stands in the prose, by its listed form."""
        return Counter(
            mention.term.lemma.lower()
            for sentence in self._reading.prose_sentences
            if not NAMED_TAGS.isdisjoint(self._reading.tags[sentence.index])
            for mention in self._reading.mentions[sentence.index]
            if is_named_intervention(mention)
            and is_intervention(self._reading, sentence, mention)
            and not is_comparator(self._reading, sentence, mention)
            and not names_an_illness(self._reading, sentence, mention)
        )

    @property
    def name(self) -> str | None:
        """The promoted intervention's listed form, or None where the article promotes none."""
        return self._found[0] if self._found is not None else None

    @property
    def is_topic_by_place(self) -> bool:
        """Whether the title names the treatment, or the opening under a title that promises."""
        return self._found is not None and self._found[1] != "text"

    @cached_property
    def _found(self) -> tuple[str, Literal["title", "text", "opening"]] | None:
        """The promoted intervention's listed form, with the place that shows it to be so."""
        reading = self._reading
        title = reading.title
        if self.is_in_name_of_illness:
            title = None
        if title is not None:
            for mention in self._named_in(title):
                if not _is_circumstance(reading, title, mention):
                    return mention.term.lemma.lower(), "title"
        families = Counter[str]()
        for lemma, count in self.counts.items():
            families[lemma] = self._named(lemma) + count  # the commonest member first
        common = families.most_common(1)
        promises = title is not None and _promises(reading, title)
        opening = {sentence.index for sentence in reading.prose_sentences[:OPENING]}
        if promises:
            for claim in reading.claims:
                subject = claim.intervention
                if (
                    claim.sentence in opening
                    and not claim.comparator
                    and subject is not None
                    and is_named_intervention(subject)
                ):
                    return subject.term.lemma.lower(), "opening"
        if common and self._named(common[0][0]) >= 3:
            return common[0][0], "text"
        if promises and title is not None:
            for mention in reading.mentions[title.index]:
                if is_intervention(reading, title, mention) or _is_new(reading, title, mention):
                    # "The slimming programme" is a name for what the text calls semaglutide.
                    named = common and self._named(common[0][0]) >= NAMED_FOR_KIND
                    return common[0][0] if named else mention.term.lemma.lower(), "title"
        return self._unlisted(promises)

    def _unlisted(self, promises: bool) -> tuple[str, Literal["title", "opening"]] | None:
        """What a title names though no list has it, or the opening under a title that promises."""
        reading, title = self._reading, self._reading.title
        if title is None:
            return None
        named = None if self.is_in_name_of_illness else unlisted_treatment(reading, title)
        if named is not None:
            return named.term.lemma.lower(), "title"
        if not promises:
            return None
        for sentence in reading.prose_sentences[: OPENING + 1]:
            for mention in self._named_in(sentence):
                if mention.start < sentence.first + SUBJECT:
                    return mention.term.lemma.lower(), "opening"
        for sentence in reading.prose_sentences[: 2 * OPENING]:
            for mention in reading.mentions[sentence.index]:
                if _is_subject_in_general(reading, sentence, mention):
                    return mention.term.lemma.lower(), "opening"
        return None

    def _named(self, lemma: str) -> int:
        """How often the prose names the treatment, by whatever alias."""
        return sum(n for other, n in self.counts.items() if self.are_same(lemma, other))

    def _named_in(self, sentence: Sentence) -> Iterator[Mention]:
        """The named treatments of the sentence that it does not only compare with."""
        for mention in self._reading.mentions[sentence.index]:
            if (
                is_named_intervention(mention)
                and not is_comparator(self._reading, sentence, mention)
                and not names_an_illness(self._reading, sentence, mention)
                and self._is_given(sentence, mention)
            ):
                yield mention

    def _is_given(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a title is on the treatment, not on what the body makes: "insulin for"."""
        words = self._reading.words
        return is_intervention(self._reading, sentence, mention) or (
            mention.end < sentence.last and words[mention.end] == "for"
        )

    @cached_property
    def is_in_name_of_illness(self) -> bool:
        """Whether the title or first sentence names an illness by a treatment: aspirin allergy."""
        reading = self._reading
        first = reading.title or next(iter(reading.sentences), None)
        return first is not None and any(
            is_intervention(reading, first, mention) and names_an_illness(reading, first, mention)
            for mention in reading.mentions[first.index]
        )

    @cached_property
    def label(self) -> str:
        """The promoted intervention in the article's own words, as messages name it."""
        reading = self._reading
        title = [reading.title] if reading.title is not None else []
        for sentence in (*title, *reading.prose_sentences):
            if NAMED_TAGS.isdisjoint(reading.tags[sentence.index]):
                continue
            for mention in reading.mentions[sentence.index]:
                if is_named_intervention(mention) and self.is_promoted(mention):
                    return reading.text(reading.token_span(mention.start, mention.end))
        return "the treatment" if self.name is None else f"the {self.name}"

    def are_same(self, one: str, other: str) -> bool:
        """Whether two listed forms, in lower case, name the same kind of treatment."""
        words, others = self.telling_words(one), self.telling_words(other)
        return one == other or any(
            word == each or _is_kind_of(word, each) or _is_kind_of(each, word)
            for word in words
            for each in others
        )

    def telling_words(self, lemma: str) -> frozenset[str]:
        """The words of a listed form, and of its long form, that tell which treatment it is."""
        if lemma not in self._memo:
            self._memo[lemma] = self._found_telling_words(lemma)
        return self._memo[lemma]

    def _found_telling_words(self, lemma: str) -> frozenset[str]:
        long_form = self._aliases.get(lemma) or self._aliases.get(lemma.rstrip("s")) or ""
        words = f"{lemma} {long_form}".replace("-", " ").split()
        return frozenset(word.rstrip("s") for word in words) - _GENERIC_WORDS

    def is_promoted(self, mention: Mention) -> bool:
        """Whether the named intervention is the promoted one or an alias of it."""
        return self.name is not None and self.are_same(self.name, mention.term.lemma.lower())

    def __contains__(self, lemma: str) -> bool:
        return self.name is not None and self.are_same(self.name, lemma.lower())
