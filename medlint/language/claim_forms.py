"""The forms in which English makes a claim for a treatment, one function a form.

Each takes a sentence and yields drafts; contexts and support are added by `claims`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from medlint.language.intervention import is_comparator, is_intervention
from medlint.language.outcomes import (
    change_effect,
    is_raised_harmfully,
    noun_end,
    outcome_of,
    quality_of,
)
from medlint.language.predicates import Predicate, predicate_at
from medlint.language.subjects import Subject, SubjectKind, subject_of, taken_by

if TYPE_CHECKING:
    from medlint.language.contexts import SentenceContext
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

_VERBS = frozenset({"lessens", "increases", "mends", "treats"})
_ALL_VERBS = _VERBS | {"gives", "experiences", "betters", "asserts", "separable"}
_ASSERTING_ROLES = frozenset({"finite", "coordinated", "participle", "gerund", "passive"})
_COPULAS = frozenset(
    "is are was were be been being prove proves proved proven remain remains become becomes".split()
)
_BETWEEN_COPULA = frozenset(
    "a an the as one of most very more so also both now to have be been our your".split()
)
_AGENT = frozenset({"by", "with", "using", "through", "via", "after", "from"})
_TAKEN = frozenset(
    {"take", "try", "use", "apply", "drink", "add", "wear", "start", "swallow", "rub", "spray"}
)
_OCCASION = frozenset(
    {
        "with",
        "after",
        "on",
        "using",
        "from",
        "following",
        "by",
        "thanks",
        "taking",
        "starting",
        "once",
        "take",
        "try",
        "use",
        "wear",
        "drink",
    }
)


#: A longer subject without one known treatment in it is something else.
LONGEST_UNKNOWN_SUBJECT = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its contexts are known: kind, form, deciding token and half-open range."""

    kind: Literal["efficacy", "mechanism", "cure", "safety"]
    form: str
    at: int
    first: int
    last: int
    subject: Subject
    purpose: bool = False


Form = Callable[["Reading", "Sentence", "SentenceContext"], Iterator[Draft]]


def _predicates(
    reading: Reading, sentence: Sentence, context: SentenceContext, tags: frozenset[str]
) -> list[Predicate]:
    """The listed verbs that are used as verbs and have one of the tags, in order."""
    if context.predicates is None:
        # All at once and in order: a coordinated verb takes its role from the one before it.
        context.predicates = _all_predicates(reading, sentence)
    return [each for each in context.predicates if each.mention.term.tags & tags]


def _all_predicates(reading: Reading, sentence: Sentence) -> list[Predicate]:
    found: list[Predicate] = []
    for mention in reading.mentions[sentence.index]:
        if mention.term.form and mention.term.tags & _ALL_VERBS:
            predicate = predicate_at(reading, sentence, mention, found[-1] if found else None)
            if predicate is not None:
                found.append(predicate)
    return found


def _promotable(subject: Subject) -> bool:
    return subject.kind in ("intervention", "comparator")


def _first_token(subject: Subject, predicate: Predicate) -> int:
    """Where a claim starts: at its subject where that stands right before the verb."""
    if subject.last and predicate.group - subject.last <= 1 and subject.last > subject.first:
        return subject.first
    return min(predicate.group, predicate.at)


def verb_claims(reading: Reading, sentence: Sentence, context: SentenceContext) -> Iterator[Draft]:
    """A treatment relieves a symptom or changes biology: active verbs."""
    carried: Subject | None = None
    for predicate in _predicates(reading, sentence, context, _VERBS):
        if predicate.role == "passive":
            continue
        outcome = outcome_of(reading, sentence, predicate.mention)
        subject = _subject(reading, sentence, context, predicate, carried)
        if _promotable(subject) and predicate.role in ("finite", "coordinated"):
            carried = subject
        if outcome is None:
            continue
        kind: Literal["efficacy", "mechanism"] = (
            "efficacy" if outcome.effect == "clinical" else "mechanism"
        )
        if not _promotable(subject):
            subject = _inferred(reading, subject, kind, predicate)
        if not _promotable(subject) or _is_plain_use(predicate, outcome.effect):
            continue
        yield Draft(
            kind, "verb", predicate.at, _first_token(subject, predicate),
            noun_end(reading, sentence, outcome.mention),
            subject,
            purpose=predicate.role in ("infinitive", "imperative") or not predicate.licensed,
        )  # fmt: skip


def _subject(
    reading: Reading, sentence: Sentence, context: SentenceContext, predicate: Predicate,
    carried: Subject | None,
) -> Subject:  # fmt: skip
    """The subject of a predicate; a non-finite one shares that of the clause it hangs on."""
    if predicate.role in ("participle", "gerund"):
        before = reading.words[predicate.group - 1] if predicate.group > sentence.first else ""
        opens = predicate.group - sentence.first <= 1
        if before in (",", "by", "and", "or", "while", "thereby", "thus") and carried is not None:
            return carried
        if opens or before in ("of", "for", "in", "at", "with", "from", "without", "before"):
            return Subject("none")
        if before == "by" or before == ",":
            return _clause_subject(reading, sentence, context, predicate)
        return Subject("none")
    subject = subject_of(reading, sentence, context, predicate.group, predicate.at)
    if predicate.role == "coordinated" and not _promotable(subject):
        if subject.kind == "none" and carried is not None:
            return carried
        if predicate.group == predicate.at:
            return _opening_of_clause(reading, sentence, context, predicate)
    return subject


def _opening_of_clause(
    reading: Reading, sentence: Sentence, context: SentenceContext, predicate: Predicate
) -> Subject:
    """The treatment that opens the clause and so is the subject of all its coordinated verbs."""
    first = context.clause_of(predicate.at).first
    opening = next((m for m in reading.mentions[sentence.index] if m.start >= first), None)
    if opening is None or opening.start - first > 2:
        return Subject("none")
    if not is_intervention(reading, sentence, opening):
        return Subject("none")
    compared = is_comparator(reading, sentence, opening)
    return Subject("comparator" if compared else "intervention", opening)


# "Changes include eating well, keeping a healthy weight": the participle is an item of a list.
_LISTING = frozenset({"include", "includes", "including", "such", "like", "are", "involves"})


def _clause_subject(
    reading: Reading, sentence: Sentence, context: SentenceContext, predicate: Predicate
) -> Subject:
    """The treatment that the clause before a participle or "by ...ing" is about."""
    clause = context.clause_of(predicate.at)
    if not _LISTING.isdisjoint(reading.words[clause.first : predicate.group]):
        return Subject("none")
    for mention in reading.mentions[sentence.index]:
        if clause.first <= mention.start < predicate.group and is_intervention(
            reading, sentence, mention
        ):
            if is_comparator(reading, sentence, mention):
                return Subject("comparator", mention)
            return Subject("intervention", mention)
    word = reading.words[clause.first] if clause.first < predicate.group else ""
    if word in ("it", "they", "this", "these"):
        return subject_of(reading, sentence, context, clause.first + 1, clause.first + 1)
    return Subject("none")


def _inferred(reading: Reading, subject: Subject, kind: str, predicate: Predicate) -> Subject:
    """An unknown thing said to relieve something clinical is taken for a treatment, uncertainly."""
    if (
        subject.kind != "other"
        or kind != "efficacy"
        or predicate.role not in ("finite", "coordinated")
    ):
        return subject
    if reading.words[subject.first].endswith("ing"):
        return subject
    return _unknown_thing(reading, subject)


_NOT_A_TREATMENT = frozenset(
    "we you i he she who what doctors people there this that these it they your his her their how"
    " early prompt lack poor good getting being having staying keeping avoiding"
    " quitting not".split()
)


def _is_plain_use(predicate: Predicate, effect: str) -> bool:
    """Whether the verb only says what the treatment is for or handles something biological."""
    return "treats" in predicate.mention.term.tags and effect == "biological"


def passive_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A symptom is relieved by a treatment."""
    for predicate in _predicates(reading, sentence, context, _VERBS):
        lemma_is_use = "treats" in predicate.mention.term.tags
        if predicate.role != "passive" or lemma_is_use:
            continue
        agent = _agent(reading, sentence, predicate.end) or _opening_treatment(
            reading, sentence, predicate
        )
        activity = _activity(reading, sentence, predicate.end) if agent is None else None
        if agent is None and activity is None:
            continue
        subject = subject_of(reading, sentence, context, predicate.group, predicate.at)
        effect = _patient_effect(reading, sentence, context, predicate)
        if effect is None or (agent is None and effect != "clinical"):
            continue
        compared = agent is not None and is_comparator(reading, sentence, agent)
        kind: SubjectKind = "comparator" if compared else "intervention"
        named = Subject(kind, agent, agent is not None, subject.first, subject.last)
        last = max(predicate.end, agent.end if agent is not None else activity or 0)
        yield Draft(
            "efficacy" if effect == "clinical" else "mechanism", "passive", predicate.at,
            _first_token(subject, predicate), last, named,
        )  # fmt: skip


def _activity(reading: Reading, sentence: Sentence, start: int) -> int | None:
    """The end of "by singing" or the like right behind a passive verb."""
    words = reading.words
    for at in range(start, min(start + 3, sentence.last - 1)):
        if words[at] == "by" and words[at + 1].endswith("ing") and len(words[at + 1]) > 5:
            return at + 2
    return None


def _agent(reading: Reading, sentence: Sentence, start: int) -> Mention | None:
    """The treatment in a "by ..." or "with ..." phrase right of a passive verb."""
    words = reading.words
    end = min(start + 12, sentence.last)
    for at in range(start, end):
        if words[at] in (".", ";", ":", "but"):
            return None
        if words[at] in _AGENT:
            return next(
                (
                    mention
                    for mention in reading.mentions[sentence.index]
                    if at < mention.start <= at + 7 and is_intervention(reading, sentence, mention)
                ),
                None,
            )
    return None


def _patient_effect(
    reading: Reading, sentence: Sentence, context: SentenceContext, predicate: Predicate
) -> str | None:
    """The effect on what a passive verb is said of: "pain was reduced", "tissue is repaired"."""
    clause = context.clause_of(predicate.at)
    tags = predicate.mention.term.tags
    for mention in reversed(reading.mentions[sentence.index]):
        if not clause.first <= mention.start < predicate.group:
            continue
        quality = quality_of(mention)
        if quality == "biological":
            return "biological"
        if quality in ("bad", "neutral") and tags & {"lessens", "mends"}:
            return "clinical"
        raised = is_raised_harmfully(mention) and not tags & {"mends"}
        if quality in ("good", "neutral") and tags & {"increases", "mends"} and not raised:
            return "clinical"
    return None


def change_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A treatment provides relief, leads to a drop in pain, has potent properties."""
    for predicate in _predicates(reading, sentence, context, frozenset({"gives"})):
        if predicate.role not in ("finite", "coordinated", "participle", "infinitive"):
            continue
        subject = _subject(reading, sentence, context, predicate, None)
        found = _given_change(reading, sentence, predicate)
        if found is None:
            continue
        kind, last = found
        if not _promotable(subject) and predicate.mention.term.lemma in _OFFERING:
            subject = _inferred(reading, subject, kind, predicate)
        if not _promotable(subject):
            continue
        yield Draft(
            kind, "change", predicate.at, _first_token(subject, predicate), last, subject,
            purpose=predicate.role == "infinitive",
        )  # fmt: skip


_GIVEN_STOPS = frozenset({".", ";", ":", "than", "no", "without", "little", "minimal", "limited"})
_OFFERING = frozenset({"provide", "offer", "deliver", "give", "bring", "yield"})


def _given_change(
    reading: Reading, sentence: Sentence, predicate: Predicate
) -> tuple[Literal["efficacy", "mechanism"], int] | None:
    """The effect noun that a light verb gives, as claim kind and last token."""
    words = reading.words
    for mention in reading.mentions[sentence.index]:
        if not predicate.end <= mention.start <= predicate.end + 7:
            continue
        if any(words[n] in _GIVEN_STOPS for n in range(predicate.end, mention.start)):
            return None
        if "change" in mention.term.tags:
            effect = change_effect(reading, sentence, mention)
            if effect is None or (
                effect.effect == "biological" and predicate.mention.term.lemma not in _OFFERING
            ):
                return None
            last = max(mention.end, effect.mention.end)
            return ("efficacy" if effect.effect == "clinical" else "mechanism"), last
        if "fewer" in mention.term.tags:
            good = better_of(reading, sentence, mention)
            if good is not None:
                return "efficacy", good.end
    for at in range(predicate.end, min(predicate.end + 8, sentence.last)):
        if words[at] in ("properties", "effects", "effect", "action") and any(
            words[n] in ("potent", "powerful", "strong", "remarkable", "proven")
            for n in range(predicate.end, at)
        ):
            return "mechanism", at + 1
    return None


def better_of(reading: Reading, sentence: Sentence, comparative: Mention) -> Mention | None:
    """The outcome that a comparative ("fewer", "better") makes good, if it does."""
    word = reading.words[comparative.end - 1]
    less = reading.words[comparative.start] in _LESS
    for mention in reading.mentions[sentence.index]:
        if not comparative.end <= mention.start <= comparative.end + 3:
            continue
        quality = quality_of(mention)
        if quality is None:
            continue
        if less or word in ("of", "from"):
            return mention if quality in ("bad", "neutral") else None
        return mention if quality in ("good", "neutral") else None
    return None


_LESS = frozenset("fewer less lower reduced shorter milder decreased diminished free rid".split())


def adjective_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A treatment is effective, is an excellent remedy, works wonders."""
    words = reading.words
    for mention in reading.mentions[sentence.index]:
        if "effective" not in mention.term.tags:
            continue
        if mention.term.lemma.split()[0] in _VERBS_OF_WORKING:
            copula: int | None = mention.start
        else:
            copula = _copula_before(words, mention.start, sentence.first)
        if copula is None or _compared_as_little(words, mention):
            continue
        group = copula
        while group > sentence.first and (
            words[group - 1] in _AUXILIARIES or words[group - 1].endswith("ly")
        ):
            group -= 1
        subject = subject_of(reading, sentence, context, group, mention.start)
        if not _promotable(subject) and _tells_of_health(reading, sentence, mention):
            subject = _unknown_thing(reading, subject)
        if not _promotable(subject):
            continue
        last = mention.end
        for other in reading.mentions[sentence.index]:
            if mention.end <= other.start <= mention.end + 8 and quality_of(other) is not None:
                last = other.end
                break
        first = subject.first if subject.last > subject.first else group
        yield Draft("efficacy", "adjective", mention.start, first, last, subject)


def _tells_of_health(reading: Reading, sentence: Sentence, adjective: Mention) -> bool:
    """Whether a complaint or people follow: "works better for most people with hay fever"."""
    return any(
        adjective.end <= m.start <= adjective.end + 8
        and m.term.tags & {"condition", "symptom", "condition-head", "outcome-bad"}
        for m in reading.mentions[sentence.index]
    )


def _unknown_thing(reading: Reading, subject: Subject) -> Subject:
    """A short unknown subject taken for a treatment, uncertainly."""
    known = subject.kind != "other" or subject.last - subject.first > LONGEST_UNKNOWN_SUBJECT
    if known or reading.words[subject.first] in _NOT_A_TREATMENT:
        return subject
    return Subject("intervention", None, False, subject.first, subject.last)


_VERBS_OF_WORKING = frozenset({"works", "work", "worked", "gets", "does", "saves", "save", "saved"})
_AUXILIARIES = frozenset(
    "has have had been can will be is are was were to also shown proven found known proved"
    " may might could"
    " would should not never".split()
)


def _copula_before(words: list[str], at: int, first: int) -> int | None:
    """The form of "to be" that the adjective at `at` completes, articles and adverbs between."""
    n = at - 1
    while n >= first and at - n <= 6:
        if words[n] in _COPULAS:
            return n
        if not (
            words[n] in _BETWEEN_COPULA or words[n].endswith("ly") or words[n] in ("safe", "and")
        ):
            return None
        n -= 1
    return None


def _compared_as_little(words: list[str], mention: Mention) -> bool:
    """Whether "less" or "only" or "how" takes the claim out of the adjective."""
    return mention.start > 0 and words[mention.start - 1] in (
        "less",
        "how",
        "least",
        "only",
        "equally",
    )


def evidence_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """Trials have demonstrated the efficacy of a treatment."""
    mentions = reading.mentions[sentence.index]
    if not any("intervention" in m.term.tags or "intervention-generic" in m.term.tags
               or "intervention-form" in m.term.tags for m in mentions):  # fmt: skip
        return
    for predicate in _predicates(reading, sentence, context, frozenset({"asserts"})):
        if predicate.role not in _ASSERTING_ROLES:
            continue
        source = _research_before(reading, sentence, predicate)
        efficacy = next(
            (
                m
                for m in mentions
                if predicate.end <= m.start <= predicate.end + 9 and _names_efficacy(m)
            ),
            None,
        )
        if source is None or efficacy is None:
            continue
        treatment = next(
            (
                m
                for m in mentions
                if m.start >= source.start and is_intervention(reading, sentence, m)
            ),
            None,
        )
        if treatment is None and not any(
            reading.words[n] in ("its", "their") for n in range(predicate.end, efficacy.start)
        ):
            continue
        compared = treatment is not None and is_comparator(reading, sentence, treatment)
        last = max(efficacy.end, treatment.end if treatment is not None else 0)
        subject = Subject("comparator" if compared else "intervention", treatment)
        yield Draft("efficacy", "evidence", predicate.at, source.start, last, subject)


def _names_efficacy(mention: Mention) -> bool:
    tags = mention.term.tags
    return (
        "efficacy" in tags
        or ("safe-claim" in tags and "efficacy" in mention.term.text)
        or ("safe-claim" in tags and "effectiveness" in mention.term.text)
    )


def _research_before(reading: Reading, sentence: Sentence, predicate: Predicate) -> Mention | None:
    for mention in reversed(reading.mentions[sentence.index]):
        if predicate.group - 14 <= mention.start < predicate.at and mention.term.tags & {
            "study", "study-mass", "vague-agent", "synthesis",
        }:  # fmt: skip
            return mention
    return None


# A single case is a story, and "few children" says the opposite.
_ONE_OR_FEW = frozenset({"one", "another", "a", "an", "few", "this", "he", "she"})


def people_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """People who had a treatment saw an improvement, or slept better."""
    for predicate in _predicates(reading, sentence, context, frozenset({"experiences"})):
        if predicate.role not in ("finite", "coordinated", "participle"):
            continue
        subject = subject_of(reading, sentence, context, predicate.group, predicate.at)
        if subject.kind != "people" or reading.words[subject.first] in _ONE_OR_FEW:
            continue
        treatment = subject.intervention
        if treatment is not None and not taken_by(
            reading, sentence, subject.first, treatment.start
        ):
            treatment = None
        if treatment is None:
            treatment = _treatment_after(reading, sentence, predicate)
        if treatment is None and not _treated_group(reading, sentence, subject):
            continue
        last = _improvement(reading, sentence, predicate)
        if last is None:
            continue
        compared = treatment is not None and is_comparator(reading, sentence, treatment)
        who = Subject(
            "comparator" if compared else "intervention", treatment, treatment is not None
        )
        yield Draft("efficacy", "people", predicate.at, subject.first, last, who)


def _treatment_after(reading: Reading, sentence: Sentence, predicate: Predicate) -> Mention | None:
    """The treatment with, after or on which something happens; it may open the sentence."""
    words = reading.words
    opening = _opening_treatment(reading, sentence, predicate)
    if opening is not None:
        return opening
    for mention in reading.mentions[sentence.index]:
        if predicate.end <= mention.start <= predicate.end + 16 and is_intervention(
            reading, sentence, mention
        ):
            window = range(max(predicate.end, mention.start - 5), mention.start)
            if any(words[n] in _OCCASION for n in window):
                return mention
    return None


def _treated_group(reading: Reading, sentence: Sentence, subject: Subject) -> bool:
    """Whether the people are "the treated group" or "patients" of a treatment named just before."""
    words = reading.words[subject.first : subject.last]
    return "treated" in words or (
        "group" in words and "control" not in words and "placebo" not in words
    )


def _improvement(reading: Reading, sentence: Sentence, predicate: Predicate) -> int | None:
    """The last token of what people are said to have gained, if it is a gain."""
    for mention in reading.mentions[sentence.index]:
        if not predicate.end <= mention.start <= predicate.end + 9:
            continue
        if "change" in mention.term.tags:
            effect = change_effect(reading, sentence, mention)
            return max(mention.end, effect.mention.end) if effect is not None else None
        if "fewer" in mention.term.tags:
            better = better_of(reading, sentence, mention)
            if better is not None:
                return better.end
            if predicate.mention.term.lemma in (
                "sleep",
                "feel",
                "walk",
                "recover",
                "heal",
                "live",
                "conceive",
            ):
                return mention.end
            if reading.words[mention.start] in ("fewer", "less") and mention.end < sentence.last:
                return min(mention.end + 2, sentence.last)
        if (
            quality_of(mention) == "good"
            and mention.end < sentence.last
            and (reading.words[mention.end] == "back")
        ):
            return mention.end + 1
        if quality_of(mention) in ("good", "neutral") and _lifts(reading, sentence, mention):
            return mention.end + 1
        if "negation" in mention.term.tags:
            return None
    return predicate.end if predicate.mention.term.lemma in _GETTING_BETTER else None


_GETTING_BETTER = frozenset({"improve", "get better"})


def _opening_treatment(
    reading: Reading, sentence: Sentence, predicate: Predicate
) -> Mention | None:
    """The treatment in a phrase that opens the sentence: "With daily drops, ..."."""
    first = reading.words[sentence.first]
    if first not in _OCCASION and first not in _TAKEN:
        return None
    for mention in reading.mentions[sentence.index]:
        if mention.start > sentence.first + 9 or mention.start >= predicate.group:
            return None
        if is_intervention(reading, sentence, mention):
            return mention
    return None


def _lifts(reading: Reading, sentence: Sentence, outcome: Mention) -> bool:
    """Whether the outcome itself gets better: "you will notice your mood lift"."""
    return any(
        m.start == outcome.end and "betters" in m.term.tags
        for m in reading.mentions[sentence.index]
    )


def separable_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A treatment brings blood pressure down, keeps gout at bay."""
    mentions = reading.mentions[sentence.index]
    if not any("particle" in m.term.tags for m in mentions):
        return
    for predicate in _predicates(reading, sentence, context, frozenset({"separable"})):
        if predicate.role not in ("finite", "coordinated"):
            continue
        particle = next(
            (
                m
                for m in mentions
                if "particle" in m.term.tags and predicate.end < m.start <= predicate.end + 7
            ),
            None,
        )
        if particle is None or not any(
            predicate.end <= m.start < particle.start and quality_of(m) in ("bad", "neutral")
            for m in mentions
        ):
            continue
        subject = _subject(reading, sentence, context, predicate, None)
        if not _promotable(subject):
            subject = _inferred(reading, subject, "efficacy", predicate)
        if _promotable(subject):
            first = _first_token(subject, predicate)
            yield Draft("efficacy", "separable", predicate.at, first, particle.end, subject)


def listed_benefits(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """The benefits of a treatment include this and that."""
    words = reading.words
    mentions = reading.mentions[sentence.index]
    for mention in mentions:
        if mention.term.lemma not in (
            "benefit",
            "benefits",
            "advantage",
            "health benefits",
            "health benefit",
        ):
            continue
        if mention.end >= sentence.last or words[mention.end] != "of":
            continue
        treatment = next(
            (m for m in mentions if mention.end < m.start <= mention.end + 6
             and is_intervention(reading, sentence, m)), None,
        )  # fmt: skip
        if treatment is None or is_comparator(reading, sentence, treatment):
            continue
        verb = next(
            (n for n in range(treatment.end, min(treatment.end + 5, sentence.last))
             if words[n] in ("include", "are", "range")), None,
        )  # fmt: skip
        if verb is not None and any(m.start > verb and quality_of(m) is not None for m in mentions):
            yield Draft(
                "efficacy",
                "listed",
                verb,
                mention.start,
                verb + 1,
                Subject("intervention", treatment),
            )


def works_by_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A treatment works by doing something to the body."""
    words = reading.words
    for at in range(sentence.first + 1, sentence.last - 2):
        if words[at] in ("work", "works", "worked") and words[at + 1] == "by":
            subject = subject_of(reading, sentence, context, at, at)
            effect = next(
                (m for m in reading.mentions[sentence.index]
                 if at + 2 < m.start <= at + 9 and quality_of(m) in ("biological", "bad")), None,
            )  # fmt: skip
            if effect is not None and _promotable(subject):
                yield Draft("mechanism", "works-by", at, subject.first, effect.end, subject)


def occurrence_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """There is a drop in pain with a treatment; with it comes relief."""
    words = reading.words
    for change in reading.mentions[sentence.index]:
        if "change" not in change.term.tags:
            continue
        before = set(words[max(sentence.first, change.start - 6) : change.start])
        behind = set(words[change.end : change.end + 8])
        if not (before & _HAPPENING or behind & _SEEN):
            continue
        effect = change_effect(reading, sentence, change)
        if effect is None or effect.effect != "clinical" or effect.mention is change:
            continue
        treatment = _occasion(reading, sentence, change)
        if treatment is None:
            continue
        compared = is_comparator(reading, sentence, treatment)
        subject = Subject("comparator" if compared else "intervention", treatment)
        last = max(change.end, effect.mention.end)
        yield Draft("efficacy", "occurrence", change.start, change.start, last, subject)


_HAPPENING = frozenset("there comes come came follows followed brings".split())
_SEEN = frozenset("seen observed noted recorded found occurs occurred follows followed".split())


def _occasion(reading: Reading, sentence: Sentence, change: Mention) -> Mention | None:
    """The treatment in a "with ...", "after ..." or "on ..." phrase anywhere in the sentence."""
    words = reading.words
    for mention in reading.mentions[sentence.index]:
        if not is_intervention(reading, sentence, mention):
            continue
        if any(
            words[n] in _OCCASION
            for n in range(max(sentence.first, mention.start - 4), mention.start)
        ):
            return mention
    return None


def complaint_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """Pain eases, or vision improves, with a treatment."""
    for predicate in _predicates(reading, sentence, context, frozenset({"betters"})):
        if predicate.role not in ("finite", "coordinated"):
            continue
        subject = subject_of(reading, sentence, context, predicate.group, predicate.at)
        fades = predicate.mention.term.lemma in _FADING and subject.kind == "other"
        if subject.kind not in ("disease", "outcome", "biology") and not fades:
            continue
        if _takes_object(reading, sentence, predicate):
            continue
        treatment = _treatment_after(reading, sentence, predicate)
        if treatment is None:
            continue
        if not fades and not _gets_better(reading, sentence, predicate, subject):
            continue
        compared = is_comparator(reading, sentence, treatment)
        named = Subject("comparator" if compared else "intervention", treatment)
        yield Draft("efficacy", "complaint", predicate.at, subject.first, treatment.end, named)


_FADING = frozenset(
    {"fade", "ease", "disappear", "vanish", "subside", "melt away", "go away", "clear up"}
)


def _takes_object(reading: Reading, sentence: Sentence, predicate: Predicate) -> bool:
    after = reading.words[predicate.end] if predicate.end < sentence.last else "."
    return after in ("the", "a", "an", "your", "their", "his", "her", "my")


def _gets_better(
    reading: Reading, sentence: Sentence, predicate: Predicate, subject: Subject
) -> bool:
    rises = predicate.mention.term.lemma in ("rise", "increase")
    for mention in reversed(reading.mentions[sentence.index]):
        if subject.first <= mention.start < predicate.group:
            quality = quality_of(mention)
            if quality is not None:
                return (
                    quality in ("good", "neutral") and not is_raised_harmfully(mention)
                    if rises
                    else quality != "good"
                    or (predicate.mention.term.lemma in ("improve", "recover", "return to normal"))
                )
    return False


def cure_claims(reading: Reading, sentence: Sentence, context: SentenceContext) -> Iterator[Draft]:
    """Any assertion that something is cured, near a treatment or a condition."""
    mentions = reading.mentions[sentence.index]
    for mention in mentions:
        if "cures" not in mention.term.tags:
            continue
        near = [m for m in mentions if abs(m.start - mention.start) <= 14]
        treatment = next((m for m in near if is_intervention(reading, sentence, m)), None)
        ill = next(
            (m for m in near if m.term.tags & {"condition", "symptom", "condition-head"}), None
        )
        if not _promises_cure(reading, sentence, mention, treatment, ill):
            continue
        subject = subject_of(reading, sentence, context, mention.start, mention.start)
        if subject.kind in ("research",):
            continue
        compared = treatment is not None and is_comparator(reading, sentence, treatment)
        named = Subject(
            "comparator" if compared else "intervention", treatment, treatment is not None
        )
        yield Draft("cure", "cure", mention.start, mention.start, mention.end, named)


def _promises_cure(
    reading: Reading,
    sentence: Sentence,
    mention: Mention,
    treatment: Mention | None,
    ill: Mention | None,
) -> bool:
    if treatment is None and ill is None:
        return False
    words = reading.words
    lasting = mention.term.lemma in _LASTING
    following = words[mention.end] if mention.end < sentence.last else "."
    if (
        lasting
        and following[0].isalpha()
        and following not in ("with", "by", "after", "and", "using")
    ):
        return False
    if lasting:
        # "for good" promises a cure only where something is said to be relieved or ended.
        return any(
            (m.term.tags & (_VERBS | {"betters"}) and m.term.form) or "fewer" in m.term.tags
            for m in reading.mentions[sentence.index]
        ) and (treatment is not None or ill is not None)
    if "permanent" in mention.term.lemma:
        return True
    passive = mention.start > sentence.first and words[mention.start - 1] in (
        "be",
        "been",
        "is",
        "are",
        "being",
    )
    if passive and following in ("by", "with"):
        # "Can often be cured with surgery" is a prognosis; "is cured by" names the cause.
        return following == "by" or words[mention.start - 1] != "be"
    if passive and words[mention.start - 1] == "be":
        return False
    # "Most cases can be cured" is a prognosis; it promises nothing of a treatment.
    return treatment is not None or not passive


_LASTING = frozenset(
    {"for good", "once and for all", "never come back", "never comes back", "never return",
     "never returns", "for life"}
)  # fmt: skip


def safety_claims(
    reading: Reading, sentence: Sentence, context: SentenceContext
) -> Iterator[Draft]:
    """A treatment is said to be safe, well tolerated, or nearly free of side effects."""
    mentions = reading.mentions[sentence.index]
    for mention in mentions:
        tags = mention.term.tags
        if "safe-claim" in tags:
            if not _about_treatment(reading, sentence, context, mention):
                continue
        elif "safe-word" in tags:
            if _copula_before(reading.words, mention.start, sentence.first) is None:
                continue
            subject = subject_of(reading, sentence, context,
                                 _copula_before(reading.words, mention.start, sentence.first) or 0,
                                 mention.start)  # fmt: skip
            if subject.kind != "intervention":
                continue
        else:
            continue
        named = _assured(reading, sentence, context, mention)
        yield Draft("safety", "safety", mention.start, mention.start, mention.end, named)


def _assured(
    reading: Reading, sentence: Sentence, context: SentenceContext, mention: Mention
) -> Subject:
    """The treatment that is called safe: the first that is not merely compared with."""
    treatments = [
        m for m in reading.mentions[sentence.index] if is_intervention(reading, sentence, m)
    ]
    own = next((m for m in treatments if not is_comparator(reading, sentence, m)), None)
    if own is not None or not treatments:
        return Subject("intervention", own)
    opens_against = reading.words[sentence.first] in ("unlike", "compared")
    return Subject("intervention" if opens_against else "comparator", None)


def _about_treatment(
    reading: Reading, sentence: Sentence, context: SentenceContext, mention: Mention
) -> bool:
    """Whether an assurance of safety is about a treatment named here or just before."""
    if mention.term.lemma in ("safety and efficacy", "efficacy and safety",
                              "safety and effectiveness",
                              "effectiveness and safety"):  # fmt: skip
        return any(
            "asserts" in m.term.tags and mention.start - 8 <= m.start < mention.start
            for m in reading.mentions[sentence.index]
        )
    if any(is_intervention(reading, sentence, m) for m in reading.mentions[sentence.index]):
        return True
    if sentence.index == 0:
        return False
    before = reading.sentences[sentence.index - 1]
    return before.block == sentence.block and any(
        is_intervention(reading, before, m) for m in reading.mentions[before.index]
    )


#: Each form with the tags one of which a sentence must hold for it; none for any sentence.
FORMS: tuple[tuple[frozenset[str], Form], ...] = (
    (_VERBS, verb_claims),
    (_VERBS, passive_claims),
    (frozenset({"gives"}), change_claims),
    (frozenset({"effective"}), adjective_claims),
    (frozenset({"asserts"}), evidence_claims),
    (frozenset({"experiences"}), people_claims),
    (frozenset({"betters"}), complaint_claims),
    (frozenset({"change"}), occurrence_claims),
    (frozenset({"particle"}), separable_claims),
    (frozenset({"change", "efficacy"}), listed_benefits),
    (frozenset({"mechanism", "body-part", "symptom", "condition"}), works_by_claims),
    (frozenset({"cures"}), cure_claims),
    (frozenset({"safe-claim", "safe-word"}), safety_claims),
)
