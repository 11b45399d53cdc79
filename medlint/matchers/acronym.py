"""Acronyms that an article never spells out, or only after it has used them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from medlint.finding import Match, RelatedSpan, Span
from medlint.language.acronyms import Definition, Use
from medlint.remembered import Remembered

if TYPE_CHECKING:
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading, Sentence

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[A-Da-d]?\Z")
_TYPE = re.compile(r"\b(?:types?|stage|class|grade|group|phase|subtype)\s+\Z", re.IGNORECASE)
# Nobody needs the long form of a gene's symbol.
_GENE_AFTER = re.compile(
    r"(?:[\s,/]*(?:(?:and|or)\s+)?[A-Z][A-Z0-9-]+)*[\s,)]*(?:proteins?\b|(?:\S+\s+)?(?:genes?|gene's|mutations?|mutated|variants?|alleles?|loci|locus"
    r"|transcripts?|promoter|polymorphisms?|deletions?|receptors?|signall?ing|pathways?|repeats?"
    r"|trinucleotides?|triplets?|codons?)\b)"
)
_GENE_BEFORE = re.compile(
    r"\b(?:genes?|proteins?|mutations?|variants?|alleles?|locus|isoforms?)\b"
    r"(?:\s+(?:in|of|called|named|for|include|including|are|is|such|as|known|the|to|a|an|and|or"
    r"|encoding|like|at))*[\s:,(]*(?:[A-Z][A-Za-z0-9-]*(?:,?\s+(?:and|or)\s+|[,/]\s*))*\Z"
)
# One of these stands in all that the pattern above fits; most text holds none.
_GENE_STEMS = ("gene", "protein", "mutation", "variant", "allele", "locus", "isoform")
_GENE_WORDS = frozenset(
    "gene genes protein proteins mutation mutations mutated variant variants allele alleles locus"
    " chromosome genetic".split()
)
_NAMED_STUDY = re.compile(
    r"\W{0,2}\s*(?:\d+\s+)?(?:clinical\s+|randomi[sz]ed\s+)?"
    r"(?:trials?|stud(?:y|ies)|cohorts?|registry|survey|programme|program|investigators|score|scale"
    r"|criteria|classification)\b",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"\s?\(\s*[a-z](?:[^()]*\s[^()]*|[^()\s]{7,})\)")
# Syllables: "(DUPP-lur)", "(an-JI-nuh)"; the words beside a hyphen that are none.
_SYLLABLE = re.compile(r"[^\W\d_]{1,6}")
_LETTERS_BEFORE = re.compile(r"[^\W\d_-]*(?:-[^\W\d_]*)*\Z")
_LETTERS_AFTER = re.compile(r"(?:-?[^\W\d_])*")
_PREFIXES = frozenset(
    "anti non pre post pro co de re sub bi semi multi self high low like based type free test scan"
    " gene only".split()
)
# In brackets behind a name of any letters: "ventral rays (VRX)", "(also called VRX, type 2)".
_NAMED_BEFORE = re.compile(
    r"[^\W\d_]{3,}[\w’'-]*(?:\s(?:\d{1,2}|[A-E]|[IVX]{1,4}))?\s*[(\[]\s*(?:[^()\[\]]{0,40}[,;]\s*)?"
    r"(?:(?:also|or|and|known|called|termed|abbreviated|as|the|sometimes|usually|often)\s+)*"
    r"[“\"'‘]?\Z"
)
_CLOSES = re.compile(r"-?[”\"'’]?(?:\s+(?:[a-z]+|[IVX]+[A-Za-z]?|\d+)){0,2}\s*[)\];,]")
_NAMED = re.compile(
    r"(?:\b(?:called|known\s+as|termed|abbreviated(?:\s+(?:as|to))?|acronym)\s+(?:(?:the|an?)\s+)?"
    r"(?:[A-Z][\w-]+\s+or\s+)?[“\"'‘]?"
    r"|[“\"'‘])\Z"
)
# "(BR)ain": the letters of a word that an acronym is made of.
_OPENS_WORD = re.compile(r"[)\]][a-z]")
_STATE = re.compile(r"[A-Z][a-z]+,\s*\Z")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|gov|net|edu|ly|uk|eu)\b)\S*")
_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ"
    " NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY DC ON BC QC AB".split()
)
# "CHICAGO (Reuters)", "PHOENIX, Ariz. --": where a news report was written.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'-]+\s?){1,4}(?:,\s*[A-Z][A-Za-z.]+\s*)?"
    r"(?:\(\s*[A-Z]|,\s+[A-Z][a-z]+\.?\s\d|\s?[–—-]{1,2}\s(?=\(?[A-Z]))"
)
#: Letters from which a word in capitals is a shouted word, not an acronym, unless spelled out.
_SHOUTED_LETTERS = 6
#: Figures from which a code is the number of a grant or a product.
_CODE_FIGURES = 4
_NAMED_IN_REST = 6


@dataclass(frozen=True)
class Acronym:
    """Reports acronyms at their first use where nothing spells them out at or before it.

    `known` ones need no long form, nor do those of `also_known`, the list of a house, which leaves
    the other as it is. At most `limit` are reported in an article, those that are
    used most; the last of these names the others.
    """

    known: frozenset[str]
    limit: int = 3
    also_known: tuple[str, ...] = ()

    details: ClassVar[frozenset[str]] = frozenset({"acronym", "count", "problem", "rest"})

    def find(self, reading: Reading) -> Iterator[Match]:
        """One match for each reported acronym, where it is used first."""
        uses = self._uses(reading)
        if not uses:
            return
        defined = reading.acronyms
        uses = {
            acronym: at for acronym, at in uses.items() if acronym in defined or _is_short(acronym)
        }
        undefined = {
            acronym: places
            for acronym, places in uses.items()
            if not _is_spelled_out(reading, places[0], defined.get(acronym))
        }
        # Python's sort keeps the order of first use among equals.
        by_use = sorted(undefined, key=lambda acronym: -len(undefined[acronym]))
        reported, others = by_use[: self.limit], by_use[self.limit :]
        in_text = sorted(reported, key=lambda acronym: undefined[acronym][0].span)
        for acronym in in_text:
            rest = others if acronym == in_text[-1] else []
            places = undefined[acronym]
            yield _match(reading, acronym, places, defined.get(acronym), rest)

    def mistakes(self, lexicon: Lexicon) -> Iterator[str]:
        """What is wrong with the values of the fields."""
        for word in self.also_known:
            if not word.strip() or " " in word.strip():
                yield f'also_known: "{word}" is no acronym; write its letters, such as "EEG"'
        if self.limit < 1:
            yield "limit must be 1 or more; to report none, ignore the rule"

    @cached_property
    def _all_known(self) -> frozenset[str]:
        return frozenset((*self.known, *self.also_known))

    @cached_property
    def _known_parts(self) -> frozenset[str]:
        return frozenset(part for word in self._all_known for part in (word, word.rstrip("s")))

    @cached_property
    def _known_mixed(self) -> frozenset[str]:
        """The known ones with small letters, which are written in more ways than one."""
        return frozenset(
            word.lower() for word in self._all_known if len(word) > 3 and not word.isupper()
        )

    @cached_property
    def _known(self) -> Remembered[str, bool]:
        return Remembered(self._is_known)

    def _uses(self, reading: Reading) -> dict[str, list[Use]]:
        """The uses in running text of every acronym that needs to be spelled out."""
        uses: dict[str, list[Use]] = {}
        spared: set[str] = set()
        shouted: dict[int, bool] = {}
        known = self._known
        for use in reading.acronym_uses:
            if known[use.acronym]:
                continue
            sentence = reading.sentence_at(use.span.start)
            if sentence is None or sentence.kind not in ("paragraph", "list-item", "table"):
                continue
            if sentence.index not in shouted:
                shouted[sentence.index] = _is_shouted(reading, sentence)
            if shouted[sentence.index]:
                continue
            if _needs_no_expansion(reading, use, sentence):
                spared.add(use.acronym)
            elif not _is_place_or_address(reading.prose, use.span, sentence):
                uses.setdefault(use.acronym, []).append(use)
        for acronym in spared:
            uses.pop(acronym, None)
        return {
            acronym: places
            for acronym, places in uses.items()
            if not _is_emphasis(reading, acronym)
        }

    def _is_known(self, acronym: str) -> bool:
        """Whether an acronym is known, or is made of known parts, figures and single letters."""
        if acronym.lower() in self._known_mixed:
            return True
        if acronym in self._known_parts or acronym[0].lower() + acronym[1:] in self._known_parts:
            return True
        parts = re.split(r"[-–/&]", acronym)
        return len(parts) > 1 and all(
            part in self._known_parts or len(part) < 2 or not _has_two_capitals(part)
            for part in parts
        ) and any(part in self._known_parts for part in parts)  # fmt: skip


def _has_two_capitals(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= 2


def _needs_no_expansion(reading: Reading, use: Use, sentence: Sentence) -> bool:
    """Whether the acronym is a numeral, a gene's symbol or the name of a study."""
    text, span = reading.prose, use.span
    if _ROMAN.match(use.acronym) or _is_syllable(text, span) or _OPENS_WORD.match(text, span.end):
        return True
    if _TYPE.search(text, max(0, span.start - 12), span.start):
        return True
    if _NAMED_STUDY.match(text, span.end):
        return True
    before = text[max(sentence.span.start, span.start - 90) : span.start]
    if _GENE_AFTER.match(text, span.end, min(sentence.span.end, span.end + 60)):
        return True
    if any(word in before for word in _GENE_STEMS) and _GENE_BEFORE.search(before):
        return True
    if not any(letter.isdigit() for letter in use.acronym):
        return False
    return not _GENE_WORDS.isdisjoint(reading.words[sentence.first : sentence.last])


def _is_syllable(text: str, span: Span) -> bool:
    """Whether the capitals are the stressed syllable of a pronunciation, "(an-JI-nuh)"."""
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if "-" not in text[max(0, span.start - 1) : span.end + 1] and not any(map(str.isalpha, around)):
        return False
    before = _LETTERS_BEFORE.search(text, max(0, span.start - 24), span.start)
    after = _LETTERS_AFTER.match(text, span.end, span.end + 24)
    start = before.start() if before else span.start
    end = after.end() if after else span.end
    parts = [part for part in text[start:end].split("-") if part]
    small = [part for part in parts if part.islower()]
    return (
        "(" in text[max(0, start - 60) : start]
        and bool(small)
        and all(_SYLLABLE.fullmatch(part) for part in parts)
        and (len(parts) > 3 or _PREFIXES.isdisjoint(parts))
    )


def _is_place_or_address(text: str, span: Span, sentence: Sentence) -> bool:
    """Whether the letters are a state behind its town, a dateline, or part of an address."""
    if text[span.start : span.end] in _STATES:
        return bool(_STATE.search(text, max(0, span.start - 30), span.start))
    dateline = _DATELINE.match(text, sentence.span.start, sentence.span.start + 60)
    if dateline is not None and span.end <= dateline.end():
        return True
    before = text[max(0, span.start - 100) : span.start]
    glued = before.split()[-1] if before and not before[-1].isspace() else ""
    start = span.start - len(glued)
    chunk = text[start : start + 200].split(maxsplit=1)[0]
    if "." not in chunk and "@" not in chunk and "://" not in chunk:
        return False
    return bool(_ADDRESS.match(text, start, start + 200))


def _is_short(acronym: str) -> bool:
    """Whether letters may be an acronym at all: no long word in capitals, no long number."""
    if sum(letter.isdigit() for letter in acronym) >= _CODE_FIGURES:
        return False
    return not (len(acronym) >= _SHOUTED_LETTERS and acronym.isalpha() and acronym.isupper())


def _is_shouted(reading: Reading, sentence: Sentence) -> bool:
    """Whether most words of a sentence stand in capitals."""
    words = [word for word in reading.words_of(sentence) if len(word) > 1 and word.isalpha()]
    return len(words) > 1 and 2 * sum(word.isupper() for word in words) > len(words)


def _is_emphasis(reading: Reading, acronym: str) -> bool:
    """Whether the letters are an ordinary word of the article, written large to stress it."""
    if not acronym.isalpha():
        return False
    tokens, small = reading.tokens, acronym.lower()
    return any(
        reading.prose[tokens.starts[at] : tokens.ends[at]] == small
        for at in reading.word_places.get(small, ())
    )


def _is_spelled_out(reading: Reading, first: Use, definition: Definition | None) -> bool:
    """Whether the first use has its long form at or before it, or an explanation beside it."""
    text = reading.prose
    if definition is not None:
        # A definition in the very next sentence comes soon enough.
        here, there = (reading.sentence_at(s) for s in (first.span.start, definition.span.start))
        if definition.span.start <= first.span.start:
            return True
        if here and there and here.block == there.block and there.index - here.index <= 1:
            return True
    if _NAMED.search(text, max(0, first.span.start - 40), first.span.start):
        return True
    if _EXPLAINED.match(text, first.span.end, first.span.end + 200):
        return True
    before = max(0, first.span.start - 90)
    return bool(
        _CLOSES.match(text, first.span.end) and _NAMED_BEFORE.search(text, before, first.span.start)
    )


def _match(
    reading: Reading,
    acronym: str,
    places: list[Use],
    definition: Definition | None,
    rest: list[str],
) -> Match:
    first = places[0]
    sentence = reading.sentence_at(first.span.start)
    problem = "is never spelled out"
    related: tuple[RelatedSpan, ...] = ()
    if definition is not None:
        line, _ = reading.document.position(definition.span.start)
        problem = f"is spelled out only later, on line {line}"
        related = (RelatedSpan(definition.span, f"{acronym} is spelled out only here"),)
    return Match(
        first.span,
        sentence=sentence.index if sentence else None,
        details={
            "acronym": acronym,
            "count": str(len(places)),
            "problem": problem,
            "rest": f" The same goes for {listed(rest)}." if rest else "",
        },
        related=related,
    )


def listed(acronyms: list[str]) -> str:
    """The acronyms in words, the first few by name."""
    named = acronyms[:_NAMED_IN_REST]
    more = len(acronyms) - len(named)
    if more:
        return ", ".join(named) + f" and {more} more"
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
