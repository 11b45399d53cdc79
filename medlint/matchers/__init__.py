"""Matchers: what the `kind` of a rule file stands for.

A matcher is a frozen dataclass; its fields are the keys that a rule may write under `[match]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from medlint.finding import Match
    from medlint.language.reading import Reading


class Matcher(Protocol):
    """Finds matches in one document; `details` names what a message may use beside `{match}`.

    One whose limits differ in a profile says so in `in_profile(profile)`, text for an editor.
    """

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

    def find_across(
        self, records: Sequence[Any], boilerplate: Sequence[Any] = ()
    ) -> Iterable[tuple[int, Match]]:
        """Each match with the index of the document that holds it.

        `boilerplate` are the records of lists of passages that may stand everywhere.
        """
        ...


class _Kinds(dict[str, Any]):
    """The matcher classes by kind, each loaded when it is first asked for.

    A run needs some of them only, and loading all takes longer than reading a short article.
    """

    def __getitem__(self, kind: str) -> Any:
        shape = super().__getitem__(kind)
        if isinstance(shape, str):
            module, _, name = shape.partition(".")
            shape = self[kind] = getattr(import_module(f"medlint.matchers.{module}"), name)
        return shape

    def get(self, kind: str, default: Any = None) -> Any:
        """The class of a kind, else the default."""
        return self[kind] if kind in self else default  # noqa: SIM401 - that would be `get` again


#: The kinds, each with its module and its class.
KINDS: Mapping[str, Any] = _Kinds(
    {
        "acronym": "acronym.Acronym",
        "balance": "balance.Balance",
        "boilerplate-drift": "boilerplate_drift.BoilerplateDrift",
        "brand-name": "brand_name.BrandName",
        "byline": "byline.Byline",
        "citation-mismatch": "citation_mismatch.CitationMismatch",
        "claim": "claim.ClaimMatcher",
        "companion": "companion.Companion",
        "condition-first": "condition_first.ConditionFirst",
        "condition-noun": "condition_noun.ConditionNoun",
        "currency": "currency.Currency",
        "density": "density.Density",
        "difficulty": "difficulty.Difficulty",
        "disclosure": "disclosure.DisclosureMatcher",
        "dose-instruction": "dose_instruction.DoseInstruction",
        "dose-limit": "dose_limit.DoseLimit",
        "drug-abbreviation": "drug_abbreviation.DrugAbbreviation",
        "empty-field": "empty_field.EmptyFieldMatcher",
        "extrapolation": "extrapolation.Extrapolation",
        "figures": "figures.Figures",
        "filler": "filler.Filler",
        "front-matter": "source.FrontMatter",
        "graded-claim": "graded_claim.GradedClaim",
        "headings": "headings.Headings",
        "identifier": "identifier.Identifier",
        "irregular-whitespace": "irregular_whitespace.IrregularWhitespace",
        "jargon": "jargon.Jargon",
        "joined-words": "joined_words.JoinedWords",
        "language": "source.Language",
        "leftovers": "leftovers.Leftovers",
        "medical-review": "medical_review.MedicalReview",
        "mojibake": "mojibake.Mojibake",
        "near-article": "near_article.NearArticle",
        "near-paragraph": "near_paragraph.NearParagraph",
        "notation": "notation.Notation",
        "obligation": "obligation.Obligation",
        "orphan-study": "orphan_study.OrphanStudy",
        "page-furniture": "page_furniture.PageFurniture",
        "paragraph-length": "paragraph_length.ParagraphLength",
        "passive-share": "passive_share.PassiveShare",
        "pasted-title": "pasted_title.PastedTitles",
        "phrases": "phrases.Phrases",
        "preprint": "preprint.Preprint",
        "punctuation-spacing": "punctuation_spacing.PunctuationSpacing",
        "reading-grade": "reading_grade.ReadingGrade",
        "recency": "recency.Recency",
        "repeated-phrase": "repeated_phrase.RepeatedPhrase",
        "repeated-sentence": "repeated_sentence.RepeatedSentence",
        "repeated-word": "repeated_word.RepeatedWord",
        "replace-word": "replace_word.ReplaceWord",
        "retraction": "retraction.Retraction",
        "rewording": "rewording.Rewording",
        "sentence-length": "sentence_length.SentenceLength",
        "sequence": "sequence.Sequence",
        "shared-passage": "shared_passage.SharedPassage",
        "significant": "significant.Significant",
        "source": "source.Source",
        "statistic": "statistic.Statistic",
        "suppression": "source.Suppression",
        "template": "template.TemplateMatcher",
        "title-claim": "title_claim.TitleClaim",
        "topic-harms": "topic_harms.TopicHarms",
        "unquantified": "unquantified.Unquantified",
        "unused-acronym": "unused_acronym.UnusedAcronym",
    }
)
