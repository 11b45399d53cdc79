"""How strongly a sentence ties one thing to another.

The grades follow Yu, Li and Wang, "Detecting causal language use in science findings" (EMNLP
2019): no relation, correlational, conditional causal, direct causal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlint.language.predicates import Predicate, predicate_at

if TYPE_CHECKING:
    from medlint.language.lexicon import Mention
    from medlint.language.reading import Reading, Sentence

NONE, CORRELATIONAL, CONDITIONAL, CAUSAL = range(4)


@dataclass(frozen=True, slots=True)
class Cue:
    at: int
    end: int
    level: int
    why: str
    weak: bool = False


_NO_OBJECT = frozenset(". , ; : ) ? ! in by from during among with over between to and or after at as when while since for but if because than compared versus across on throughout within until is are was were has have had may can could".split())
_DET = frozenset("the a an this these those that its his her their your our my some any all no each every more less fewer both many most several another".split())
_PREP = frozenset("of in for with on at from by into about between during against among within without through across toward towards per under over".split())
_BE = frozenset("is are was were be been being 's remains remained remain becomes became become prove proved proves proven".split())
_HAVE = frozenset("have has had having".split())
_MODAL = frozenset("can could may might will would must should cannot can't to".split())
_REPORTING = frozenset("show shows showed shown find finds found that finding demonstrate demonstrates demonstrated".split())
_PEOPLE_BASE = frozenset("people women men children adults patients data we they you i these who that which and kids".split())


_LICENSED = frozenset("potential ability capacity power way ways enough effective useful beneficial helpful essential opportunity chance strategy approach approaches method tool likely able".split())


class _Reader:
    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.s = sentence
        self.words = reading.words
        self.context = reading.context(sentence)
        tokens = reading.tokens
        self.mentions = reading.lexicon.part("relations").scan(
            tokens.words, reading.prose, tokens.starts, tokens.ends, sentence.first, sentence.last)
        self.tentative = [m for m in self.mentions if "tentative" in m.term.tags]
        self.advises = [m for m in self.mentions if "advises" in m.term.tags]
        self.research = [m for m in self.mentions if "research" in m.term.tags]
        self.first, self.last = self.content()
        self.title = sentence.last - sentence.first <= 18 and self.words[sentence.last - 1] not in ".!"

    def before(self, at: int) -> str:
        return self.words[at - 1] if at > self.s.first else ""

    def after(self, at: int) -> str:
        return self.words[at] if at < self.s.last else "."

    def in_clause(self, found: list[Mention], at: int, whole: bool = False) -> bool:
        clause = self.context.clause_of(at)
        return any(max(clause.first, self.first) <= m.start < (clause.last if whole else at) for m in found)

    def level(self, at: int) -> int:
        return CONDITIONAL if self.in_clause(self.tentative, at) else CAUSAL

    def negated(self, at: int) -> bool:
        return "negated" in self.context.at(at)

    def content(self) -> tuple[int, int]:
        """The part that says something: without "a study finds that" and ", says the author"."""
        words, first, last = self.words, self.s.first, self.s.last
        reports = [m for m in self.mentions if "reports" in m.term.tags and m.term.form]
        for m in reports:
            if m.start - first > 40:
                break
            for at in range(m.end, min(m.end + 3, last)):
                if words[at] == "that":
                    return at + 1, self.tail(at + 1)
            if m.term.form != "ing" and any("research-noun" in x.term.tags and x.start < m.start for x in self.mentions) and m.end < last - 3 and words[m.end] not in (",", ".", "to", "in", "by", "as", "on", "for") and self.before(m.start) not in _BE:
                return m.end, self.tail(m.end)
        return first, self.tail(first)

    def tail(self, first: int) -> int:
        words, last = self.words, self.s.last
        for at in range(first + 4, last - 1):
            if words[at] == "according" and words[at + 1] == "to":
                return at
            if words[at] in (",", ";") :
                for m in self.mentions:
                    if at < m.start <= at + 8 and "reports" in m.term.tags and m.term.form in ("s", "ed", "base"):
                        if m.start == at + 1 or any("research-noun" in x.term.tags and at < x.start < m.start for x in self.mentions):
                            if not any(words[k] == "that" for k in range(m.end, min(m.end + 3, last))):
                                return at
        return last

    def cues(self) -> Iterator[Cue]:
        previous: Predicate | None = None
        for m in self.mentions:
            if not self.first <= m.start < self.last:
                continue
            tags = m.term.tags
            if self.reading.prose[self.reading.tokens.starts[m.start] - 1: self.reading.tokens.starts[m.start]] in ("-", "‐") and (tags & {"associates", "associative"}):
                continue
            found: Cue | None = None
            if tags & {"acts", "moves"}:
                if not m.term.form:
                    continue
                p = predicate_at(self.reading, self.s, m, previous)
                if p is None or ("noun-too" in tags and not self.is_verb(m, p)):
                    found = self.noun(m)
                else:
                    found = self.verb(m, p)
                    previous = p
            elif "associates" in tags and m.term.form:
                found = Cue(m.start, m.end, CORRELATIONAL, "associates", self.before(m.start) not in _BE and not self.title and "weak" in tags)
            elif tags & {"association", "associative"}:
                found = Cue(m.start, m.end, CORRELATIONAL, "association", "weak" in tags)
            elif "compared" in tags:
                found = self.compared(m)
            elif "because" in tags:
                found = Cue(m.start, m.end, self.level(m.start), "because")
            elif "effect" in tags:
                found = self.noun(m)
            elif "quality" in tags:
                found = self.quality(m)
            if found is not None:
                yield found

    def is_verb(self, m: Mention, p: Predicate) -> bool:
        form = m.term.form
        if form not in ("base", "s"):
            return True
        start = p.group
        before, after = self.before(m.start), self.after(m.end)
        adverb = before.endswith("ly")
        if before in _MODAL or (adverb and self.before(m.start - 1) in _MODAL):
            return True
        if after in _DET or after in ("risk", "risks", "odds", "chance", "chances", "people"):
            return not (before in _DET or before in _PREP)
        if before in _DET or before in _PREP or before in ("and", "or") and form == "s" and after in _NO_OBJECT:
            return False
        if after in _NO_OBJECT and after not in ("by", "to", "in", "on"):
            return False
        if form == "base":
            return before.endswith("s") and not before.endswith("ss") or before in _PEOPLE_BASE or before == ""
        if after in ("in", "on", "by", "to", "of"):
            return False
        return not before.endswith("s") or before.endswith("ss")

    def noun(self, m: Mention) -> Cue | None:
        """A noun of effect."""
        if not ({"effect", "noun-too"} & m.term.tags):
            return None
        after = self.after(m.end)
        back = self.words[max(self.s.first, m.start - 6):m.start]
        has = any(w in _HAVE or w in _BE or w in ("exert", "exerts", "exerted", "of") or w in _REPORTING for w in back)
        if "effect" in m.term.tags or after in ("of", "on"):
            if self.research and self.in_clause(self.research, m.start):
                return None
            if after in ("on", "of", "in", "for", "to") and has:
                return Cue(m.start, m.end, self.level(m.start), "effect")
            if self.title and after in ("on", "of", "for", "to"):
                return Cue(m.start, m.end, self.level(m.start), "effect-title")
        return None

    def verb(self, m: Mention, p: Predicate) -> Cue | None:
        tags = m.term.tags
        after, before = self.after(m.end), self.before(m.start)
        if self.in_clause(self.advises, m.start, whole=True):
            return Cue(m.start, m.end, NONE, "advice")
        if p.role != "passive" and any("research-noun" in x.term.tags and 0 <= p.group - x.start <= 3 for x in self.mentions):
            return None
        if p.role == "infinitive" and self.words[max(self.s.first, p.group - 1)] in _LICENSED:
            return Cue(m.start, m.end, self.level(m.start), "licensed")
        if p.role == "passive":
            by = "by" in self.words[m.end:m.end + 4]
            return Cue(m.start, m.end, self.level(m.start) if by else CORRELATIONAL, "passive") if by or "moves" in tags else None
        if m.term.form == "ed":
            if before in _HAVE and after not in _DET and not self.title and after not in _NO_OBJECT:
                return Cue(m.start, m.end, CORRELATIONAL, "has-ed")
            if before in _REPORTING or before in _PREP or before in _DET:
                return None
        if "moves" in tags and after in _NO_OBJECT:
            return Cue(m.start, m.end, CORRELATIONAL, "moves")
        if p.role in ("finite", "coordinated"):
            return Cue(m.start, m.end, self.level(m.start), "verb")
        if p.role == "imperative" and self.title:
            return Cue(m.start, m.end, self.level(m.start), "imperative")
        if p.role == "participle" and before == ",":
            return Cue(m.start, m.end, self.level(m.start), "participle")
        if p.role == "gerund" and self.title and m.start == self.s.first:
            return None
        return None

    def compared(self, m: Mention) -> Cue | None:
        text = m.term.text
        if text == "than":
            back = self.words[max(self.s.first, m.start - 1):m.start]
            after = self.after(m.end)
            if back and back[0] in ("more", "less", "other", "rather", "fewer") and (after[0].isdigit() or after in ("one", "half", "a", "two", "three", "twice")):
                return None
            if "rather" in back or "other" in back:
                return None
        if text in ("better", "best", "worst", "worse", "similar", "comparable", "more often", "less often"):
            if "than" not in self.words[m.end:m.end + 8]:
                return None
        return Cue(m.start, m.end, CORRELATIONAL, "compared", "weak" in m.term.tags)

    def quality(self, m: Mention) -> Cue | None:
        back = self.words[max(self.s.first, m.start - 5):m.start]
        if self.in_clause(self.advises, m.start, whole=True):
            return None
        if not any(w in _BE or w in ("as", "been", "be", "more", "not", "an", "may") for w in back):
            return None
        return Cue(m.start, m.end, self.level(m.start), "quality")


def cues(reading: Reading, sentence: Sentence) -> list[Cue]:
    return list(_Reader(reading, sentence).cues())


def grade_document(reading: Reading) -> tuple[int, str, bool]:
    best: tuple[int, str, bool] = (0, "", False)
    for sentence in reading.sentences:
        found = grade(reading, sentence)
        if found[0] > best[0]:
            best = found
    return best


def grade(reading: Reading, sentence: Sentence) -> tuple[int, str, bool]:
    if "question" in reading.context(sentence).whole:
        return NONE, "question", False
    r = _Reader(reading, sentence)
    found = list(r.cues())
    firsts = []
    by_clause: dict[int, list[Cue]] = {}
    for c in found:
        if c.level and not r.in_clause(r.advises, c.at, whole=True) and not r.in_clause(r.research, c.at):
            by_clause.setdefault(r.context.clause_of(c.at).first, []).append(c)
    for group in by_clause.values():
        strong = next((c for c in group if not c.weak), group[0])
        firsts.append(strong if strong.level > 1 or not group[0].weak else group[0])
    if not firsts:
        return NONE, "", False
    first = max(firsts, key=lambda c: (c.level > 1, -c.at))
    words = reading.words[first.at:first.end]
    return first.level, first.why + ":" + " ".join(words), r.negated(first.at)
