"""How hard articles are to read: figures for articles and sections, and the hardest sentences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from heapq import nlargest
from itertools import chain
from typing import Any

from medlint import __version__
from medlint.readability.difficulty import hard_word, sentence_difficulty, text_difficulty
from medlint.readability.formulas import Counts, count, measure
from medlint.readability.panel import textstat_measures
from medlint.readability.reasons import reasons
from medlint.reporters.excerpt import columns, shown

#: Raised when a program that reads the JSON would have to change.
SCHEMA_VERSION = 2

#: Sentences that SMOG was made for (McLaughlin 1969); below, every figure is approximate.
ENOUGH_SENTENCES = 30

HARDEST = 10

_NONE = "–"
_HEADING_WIDTH = 30
_EXCERPT_WIDTH = 96

_MEASURE_TITLES: Mapping[str, tuple[str, str]] = {
    "smog": ("", "SMOG"),
    "flesch_kincaid": ("Flesch-", "Kincaid"),
    "gunning_fog": ("Gunning", "fog"),
    "coleman_liau": ("Coleman-", "Liau"),
    "ari": ("", "ARI"),
    "dale_chall": ("Dale-", "Chall"),
    "flesch_reading_ease": ("Flesch", "ease"),
}
_TITLES = (
    ("", ""),
    ("Sen-", "tences"),
    ("", "Words"),
    ("Words per", "sentence"),
    ("3+ syl-", "lables"),
    *_MEASURE_TITLES.values(),
    ("Diffi-", "culty"),
    ("", ""),
)
_TEXTSTAT_NAMES: Mapping[str, str] = {
    "smog": "smog_index",
    "flesch_kincaid": "flesch_kincaid_grade",
    "gunning_fog": "gunning_fog",
    "coleman_liau": "coleman_liau_index",
    "ari": "automated_readability_index",
    "dale_chall": "dale_chall_readability_score",
    "flesch_reading_ease": "flesch_reading_ease",
}
_MEANING = (
    "SMOG, Flesch-Kincaid, Gunning fog, Coleman-Liau and ARI are US school grades: grade 6 is read "
    "at 11 to 12 years, grade 8 at 13 to 14, 13 and above is college.\n"
    "Dale-Chall has its own scale: 4.9 and below is grade 4, 9 and above is college. "
    "Flesch ease: 100 is very easy, 60 plain, 30 hard.\n"
    "Difficulty asks how often readers meet the words. Of 200 consumer health pages half are below "
    "6.7 and one in ten is above 7.7; of their sentences half are below 4.1 and one in ten is "
    "above 6.2.\n"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its 1-based line and its words without punctuation, in original case.

    `names` are words in small letters that the page may be unable to avoid.
    """

    line: int
    text: str
    words: tuple[str, ...]
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its 1-based line, and the sentences under it; "" before the first heading."""

    heading: str
    line: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What there is to read: the path as people write it, the title and the sections in order."""

    path: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts and measures of a text; `measures` is empty where there is nothing to measure."""

    counts: Counts
    measures: Mapping[str, float]
    difficulty: float = 0.0

    @property
    def approximate(self) -> bool:
        """Whether the text has fewer sentences than the measures were made for."""
        return self.counts.sentences < ENOUGH_SENTENCES


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """The figures of one section."""

    heading: str
    line: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that is hard to read, and what makes it so, as an editor would say it."""

    line: int
    text: str
    difficulty: float
    words: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadabilityReport:
    """All there is to say about one article; `textstat` is empty for an article without words."""

    path: str
    title: str
    whole: Figures
    sections: tuple[SectionFigures, ...]
    hardest: tuple[HardSentence, ...]
    textstat: Mapping[str, float]


def report_on(article: Article, plain: Callable[[str], str] = lambda word: "") -> ReadabilityReport:
    """The report on one article; `plain` gives plain words for a word in small letters, or "".

    Raises TextstatError and WordfreqError where a word list is missing.
    """
    sentences = list(chain.from_iterable(section.sentences for section in article.sections))
    words = [sentence.words for sentence in sentences]
    return ReadabilityReport(
        path=article.path,
        title=article.title,
        whole=_figures(words),
        sections=tuple(map(_section_figures, article.sections)),
        hardest=hardest_sentences(sentences, plain),
        textstat=textstat_measures(words),
    )


def hardest_sentences(
    sentences: Iterable[Sentence], plain: Callable[[str], str] = lambda word: ""
) -> tuple[HardSentence, ...]:
    """The ten hardest sentences, the hardest first; among equals the earlier one."""
    ranked = (
        (sentence_difficulty(sentence.words), sentence) for sentence in sentences if sentence.words
    )
    hardest = nlargest(HARDEST, ranked, key=lambda each: each[0])
    return tuple(
        HardSentence(
            line=sentence.line,
            text=sentence.text,
            difficulty=difficulty,
            words=len(sentence.words),
            reasons=tuple(reasons(sentence.words, sentence.names, plain, hard_word).phrases()),
        )
        for difficulty, sentence in hardest
    )


def _section_figures(section: Section) -> SectionFigures:
    words = [sentence.words for sentence in section.sentences]
    return SectionFigures(section.heading, section.line, _figures(words))


def _figures(sentences: Sequence[Sequence[str]]) -> Figures:
    counts = count(sentences)
    if counts.is_empty:
        return Figures(counts, {})
    return Figures(counts, measure(counts), text_difficulty(sentences))


def render_text(reports: Sequence[ReadabilityReport]) -> str:
    """The reports as tables for people, and at the end what the figures mean.

    Sections without sentences are left out, and so is the only section of an article.
    """
    blocks = ["\n".join(_report_lines(report)) + "\n" for report in reports]
    return "\n".join([*blocks, _MEANING])


def _report_lines(report: ReadabilityReport) -> Iterator[str]:
    title = f": {shown(report.title)}" if report.title else ""
    yield f"{shown(report.path)}{title}"
    yield ""
    if not report.whole.measures:
        yield "No sentences to measure."
        return
    yield from _aligned([*zip(*_TITLES, strict=True), *_rows(report)])
    yield ""
    yield _more_of_textstat(report.textstat)
    yield ""
    yield "Hardest sentences:"
    for hard in report.hardest:
        yield from _hard_sentence_lines(hard)


def _rows(report: ReadabilityReport) -> Iterator[tuple[str, ...]]:
    yield ("Whole article", *_cells(report.whole))
    yield ("  as textstat counts", *_textstat_cells(report.textstat))
    measured = [section for section in report.sections if section.figures.measures]
    if len(measured) == 1:
        return
    for section in measured:
        heading = section.heading or "(before the first heading)"
        yield (_shortened(f"{section.line}: {heading}", _HEADING_WIDTH), *_cells(section.figures))


def _cells(figures: Figures) -> tuple[str, ...]:
    counts = figures.counts
    return (
        str(counts.sentences),
        str(counts.words),
        f"{counts.words_per_sentence:.1f}",
        f"{counts.polysyllable_share:.0%}",
        *(f"{figures.measures[name]:.1f}" for name in _MEASURE_TITLES),
        f"{figures.difficulty:.1f}",
        "approximate" if figures.approximate else "",
    )


def _textstat_cells(textstat: Mapping[str, float]) -> tuple[str, ...]:
    sentences, words = textstat["sentence_count"], textstat["lexicon_count"]
    return (
        f"{sentences:.0f}",
        f"{words:.0f}",
        f"{words / sentences:.1f}",
        _NONE,
        *(f"{textstat[_TEXTSTAT_NAMES[name]]:.1f}" for name in _MEASURE_TITLES),
        _NONE,
        "",
    )


def _more_of_textstat(textstat: Mapping[str, float]) -> str:
    return (
        f"textstat also gives: Linsear Write {textstat['linsear_write_formula']:.1f}, "
        f"McAlpine EFLAW {textstat['mcalpine_eflaw']:.1f}, "
        f"{_number_of('difficult word', int(textstat['difficult_words']))}."
    )


def _hard_sentence_lines(hard: HardSentence) -> Iterator[str]:
    yield f"  line {hard.line}: {shown('; '.join(hard.reasons))}"
    yield f"    {_shortened(' '.join(hard.text.split()), _EXCERPT_WIDTH)}"


def _shortened(text: str, width: int) -> str:
    """The text as a terminal can show it, cut with an ellipsis after `width` characters."""
    safe = shown(text)
    return safe if len(safe) <= width else f"{safe[: width - 1].rstrip()}…"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines: the first and the last column to the left, figures to the right."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padding = [width - columns(cell) for cell, width in zip(row, widths, strict=True)]
        first, *figures, last = row
        cells = [first + " " * padding[0]]
        cells += [" " * pad + cell for pad, cell in zip(padding[1:-1], figures, strict=True)]
        yield "  ".join([*cells, last]).rstrip()


def _number_of(noun: str, number: int) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def render_json(reports: Sequence[ReadabilityReport]) -> str:
    """The reports as one JSON object in ASCII, so that no terminal or pipe can damage it."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "medlint_version": __version__,
        "documents": list(map(_report_object, reports)),
    }
    return json.dumps(document, indent=2, allow_nan=False) + "\n"


def _report_object(report: ReadabilityReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "title": report.title,
        **_figures_object(report.whole),
        "textstat": _rounded(report.textstat),
        "sections": [
            {
                "heading": section.heading,
                "line": section.line,
                **_figures_object(section.figures),
            }
            for section in report.sections
        ],
        "hardest_sentences": [_hard_sentence_object(hard) for hard in report.hardest],
    }


def _figures_object(figures: Figures) -> dict[str, Any]:
    return {
        "approximate": figures.approximate,
        "counts": asdict(figures.counts),
        "words_per_sentence": round(figures.counts.words_per_sentence, 2),
        "polysyllable_share": round(figures.counts.polysyllable_share, 4),
        "measures": _rounded(figures.measures),
        "difficulty": round(figures.difficulty, 3),
    }


def _hard_sentence_object(hard: HardSentence) -> dict[str, Any]:
    return {**asdict(hard), "difficulty": round(hard.difficulty, 3)}


def _rounded(measures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in measures.items()}
