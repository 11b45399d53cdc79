"""Matchers: what the `kind` of a rule file stands for.

A matcher is a frozen dataclass; its fields are the keys that a rule may write under `[match]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from medlint.matchers.acronym import Acronym
from medlint.matchers.balance import Balance
from medlint.matchers.citation_mismatch import CitationMismatch
from medlint.matchers.claim import ClaimMatcher
from medlint.matchers.companion import Companion
from medlint.matchers.density import Density
from medlint.matchers.extrapolation import Extrapolation
from medlint.matchers.figures import Figures
from medlint.matchers.graded_claim import GradedClaim
from medlint.matchers.identifier import Identifier
from medlint.matchers.notation import Notation
from medlint.matchers.obligation import Obligation
from medlint.matchers.pasted_title import PastedTitles
from medlint.matchers.phrases import Phrases
from medlint.matchers.reading_grade import ReadingGrade
from medlint.matchers.recency import Recency
from medlint.matchers.repeated_sentence import RepeatedSentence
from medlint.matchers.replace_word import ReplaceWord
from medlint.matchers.sentence_length import SentenceLength
from medlint.matchers.sequence import Sequence as TermSequence
from medlint.matchers.shared_passage import SharedPassage
from medlint.matchers.significant import Significant
from medlint.matchers.source import FrontMatter, Language, Source, Suppression
from medlint.matchers.statistic import Statistic
from medlint.matchers.template import TemplateMatcher
from medlint.matchers.title_claim import TitleClaim
from medlint.matchers.unquantified import Unquantified

if TYPE_CHECKING:
    from medlint.finding import Match
    from medlint.language.reading import Reading


class Matcher(Protocol):
    """Finds matches in one document; `details` names what a message may use beside `{match}`."""

    details: ClassVar[frozenset[str]]

    def find(self, reading: Reading) -> Iterable[Match]:
        """Each match, in the order of the text."""
        ...


class CorpusMatcher(Protocol):
    """Finds matches that need every document of the run, from a small record of each."""

    details: ClassVar[frozenset[str]]

    def gather(self, reading: Reading) -> Any:
        """What is kept of one document until all have been read; never the reading itself."""
        ...

    def find_across(self, records: Sequence[Any]) -> Iterable[tuple[int, Match]]:
        """Each match with the index of the document that holds it."""
        ...


KINDS: Mapping[str, Any] = {
    "acronym": Acronym,
    "balance": Balance,
    "citation-mismatch": CitationMismatch,
    "claim": ClaimMatcher,
    "companion": Companion,
    "density": Density,
    "extrapolation": Extrapolation,
    "figures": Figures,
    "front-matter": FrontMatter,
    "identifier": Identifier,
    "graded-claim": GradedClaim,
    "language": Language,
    "notation": Notation,
    "obligation": Obligation,
    "pasted-title": PastedTitles,
    "phrases": Phrases,
    "reading-grade": ReadingGrade,
    "recency": Recency,
    "repeated-sentence": RepeatedSentence,
    "replace-word": ReplaceWord,
    "sentence-length": SentenceLength,
    "sequence": TermSequence,
    "shared-passage": SharedPassage,
    "significant": Significant,
    "source": Source,
    "statistic": Statistic,
    "suppression": Suppression,
    "template": TemplateMatcher,
    "title-claim": TitleClaim,
    "unquantified": Unquantified,
}
