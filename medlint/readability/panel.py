"""textstat's own measures, as a second opinion beside medlint's formulas.

textstat 0.7.9 and later count syllables in a dictionary that nltk downloads when first asked. Here
textstat is imported on its own, apart from whatever else the program imports, over a stand-in for
nltk whose dictionary is medlint's syllable counter: nothing is downloaded and nltk is never
loaded. That leans on how textstat uses nltk, which is no promise of textstat's; hence the pin
`textstat>=0.7.9,<0.8`, the check when it is loaded, and the contract tests.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import ModuleType
from typing import Any

from medlint.readability.familiar import TEXTSTAT_ADVICE, TextstatError
from medlint.readability.syllables import syllables

#: What is asked of textstat, by its names for it.
TEXTSTAT_MEASURES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog_index",
    "gunning_fog",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "linsear_write_formula",
    "mcalpine_eflaw",
    "difficult_words",
    "reading_time",
    "lexicon_count",
    "sentence_count",
)

#: A word that medlint and a hyphenation dictionary count differently: 3 syllables against 1.
_PROBE = "area"

_SENTENCE_ENDS = str.maketrans({".": None, "!": None, "?": None, "’": "'", "‘": "'", "ʼ": "'"})


class _Pronunciations:
    """Looks like nltk's dictionary: a word gives its phones, of which syllables end in a digit."""

    def __getitem__(self, word: str) -> list[list[str]]:
        return [["AH0"] * syllables(word)]


def textstat_measures(text_sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    """What textstat measures in sentences given as lists of words; empty if there are no words.

    The text that textstat reads has each sentence's words and one full stop, so that "vs.",
    "et al." and decimals end no sentence. The rest is textstat's own counting: it drops sentences
    of one or two words from its sentence count, joins hyphenated words, counts syllables in lower
    case (so "HIV" is no acronym) and calls every word off its list difficult, endings or not.
    `reading_time` is in seconds, and short: about 700 words a minute. Raises TextstatError.
    """
    text = _text_for_textstat(text_sentences)
    if not text:
        return {}
    textstat = _textstat()
    return {name: float(getattr(textstat, name)(text)) for name in TEXTSTAT_MEASURES}


def _text_for_textstat(sentences: Sequence[Sequence[str]]) -> str:
    """The words of each sentence and one full stop, without sentences of punctuation alone."""
    lines = (" ".join(sentence).translate(_SENTENCE_ENDS) for sentence in sentences)
    return " ".join(f"{line}." for line in lines if any(map(str.isalnum, line)))


@lru_cache(maxsize=1)
def _textstat() -> Any:
    """textstat's object of measures, loaded apart from the program's other imports."""
    with _set_apart("textstat", "nltk"):
        sys.modules.update(_stand_in_for_nltk())
        try:
            statistics = importlib.import_module("textstat").textstat
            _check(statistics)
        except ImportError as error:
            raise TextstatError(
                f"textstat cannot be imported ({error}); {TEXTSTAT_ADVICE}"
            ) from error
        except AttributeError as error:
            raise TextstatError(
                f"this release of textstat is unknown ({error}); {TEXTSTAT_ADVICE}"
            ) from error
    return statistics


def _check(statistics: Any) -> None:
    """Raise TextstatError unless textstat counts syllables as medlint does and has every measure.

    Measuring a text here also makes textstat read its list of easy words while nltk is replaced.
    """
    text = f"Every {_PROBE} has an end."
    for name in TEXTSTAT_MEASURES:
        getattr(statistics, name)(text)
    if statistics.syllable_count(_PROBE) != syllables(_PROBE):
        raise TextstatError(
            f"this release of textstat does not ask nltk for syllables; {TEXTSTAT_ADVICE}"
        )


def _stand_in_for_nltk() -> dict[str, ModuleType]:
    """Modules with the parts of nltk that textstat uses, and a dictionary that is ours.

    Releases differ: 0.7.9 imports the dictionary, 0.7.10 always downloads it first, later ones
    download it where it is not found.
    """
    nltk, data, corpus, dictionary = map(
        ModuleType, ("nltk", "nltk.data", "nltk.corpus", "nltk.corpus.cmudict")
    )
    vars(nltk).update(data=data, corpus=corpus, download=lambda name, quiet: True)
    vars(data).update(find=lambda path: path)
    vars(corpus).update(cmudict=dictionary)
    vars(dictionary).update(dict=_Pronunciations)
    return {module.__name__: module for module in (nltk, data, corpus, dictionary)}


@contextmanager
def _set_apart(*packages: str) -> Iterator[None]:
    """Forget the packages while the block runs, and put back in sys.modules what was there."""
    before = _loaded(packages)
    for name in before:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in _loaded(packages):
            del sys.modules[name]
        sys.modules.update(before)


def _loaded(packages: Sequence[str]) -> dict[str, ModuleType]:
    """The loaded modules of the packages, by name."""
    return {
        name: module for name, module in sys.modules.items() if name.partition(".")[0] in packages
    }
