"""The balance sheet of one article: benefits and harms by treatment, with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medlint.balance.weight import harm_weight, ratio
from medlint.finding import Place, Span
from medlint.language.benefits import TOLD, Benefit, Told, is_topic
from medlint.language.intervention import is_named_intervention
from medlint.wording import plain_words, source_words

if TYPE_CHECKING:
    from medlint.harms.statements import HarmStatement, Kind, Link
    from medlint.language.reading import Reading


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """One sentence that speaks for a treatment; `kind` is the firmest way in which it does.

    `text` is the source with white space collapsed, `plain` the same without markup.
    """

    place: Place
    text: str
    plain: str
    kind: Told


@dataclass(frozen=True, slots=True)
class Frequency:
    """The words that say how often a harm occurs, and their 1-based line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class HarmLine:
    """One sentence that speaks of harm.

    `word` is the place of its first word of harm. `harms` are the names of the distinct harms,
    sorted. The other fields are as in a BenefitLine and in a HarmStatement; `frequency` is None
    where the article does not say how often.
    """

    place: Place
    text: str
    plain: str
    word: Place
    kind: Kind
    harms: tuple[str, ...]
    serious: bool
    treatment: str | None
    link: Link
    frequency: Frequency | None
    of_promoted: bool
    comparator: bool
    medicine: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What an article says for one treatment and against it.

    `name` is the treatment's listed name, None for what is said of no treatment that is named;
    `label` is the name as the article writes it first. `weight` is `harm_weight`.
    """

    name: str | None
    label: str
    promoted: bool
    comparator: bool
    benefits: tuple[BenefitLine, ...]
    harms: tuple[HarmLine, ...]
    weight: int

    @property
    def distinct_harms(self) -> tuple[str, ...]:
        """The names of all harms, each once, sorted."""
        return tuple(sorted({name for line in self.harms for name in line.harms}))

    @property
    def ratio(self) -> float | None:
        """Benefit sentences to one of harm; None where no harm is told."""
        return ratio(len(self.benefits), self.weight)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The balance sheet of one article.

    `accounts` begin with the promoted treatment and end with what names none; between them those
    with most sentences come first. `harms` are all statements of harm in text order.
    """

    path: str
    profile: str
    accounts: tuple[Account, ...]
    harms: tuple[HarmLine, ...]

    @property
    def promoted(self) -> Account | None:
        """The account of the treatment that the article promotes."""
        return next((account for account in self.accounts if account.promoted), None)


@dataclass
class _Gathered:
    """What is said of one treatment: statements, and the kind of benefit by sentence."""

    benefits: dict[int, Told] = field(default_factory=dict)
    statements: list[HarmStatement] = field(default_factory=list)
    comparator: bool = True

    def add_benefit(self, benefit: Benefit) -> None:
        """Note a benefit; of several in a sentence the firmest counts."""
        known = self.benefits.get(benefit.sentence, benefit.kind)
        self.benefits[benefit.sentence] = min(known, benefit.kind, key=TOLD.index)
        self.comparator = self.comparator and benefit.comparator

    def add_harm(self, statement: HarmStatement) -> None:
        """Note a statement of harm."""
        self.statements.append(statement)
        self.comparator = self.comparator and statement.comparator


def sheet_of(reading: Reading) -> Sheet:
    """The balance sheet of one article, which must be in English."""
    gathered: dict[str | None, _Gathered] = {}
    for benefit in reading.told_benefits:
        # A title announces what the text below it says.
        if not reading.sentences[benefit.sentence].is_prose:
            continue
        gathered.setdefault(benefit.treatment, _Gathered()).add_benefit(benefit)
    lines = {id(each): _harm_line(reading, each) for each in reading.harm_statements}
    for statement in reading.harm_statements:
        gathered.setdefault(_treatment(reading, statement), _Gathered()).add_harm(statement)
    labels = _labels(reading)
    promoted = reading.promotion.name if is_topic(reading) else None
    accounts = [
        _account(reading, name, each, labels, lines, promoted) for name, each in gathered.items()
    ]
    return Sheet(
        reading.document.path,
        reading.profile,
        tuple(sorted(accounts, key=_order)),
        tuple(lines.values()),
    )


def _treatment(reading: Reading, statement: HarmStatement) -> str | None:
    """The treatment under which a statement is entered; the promoted one's are `reading.risks`."""
    promoted = reading.promotion.name
    if statement.of_promoted:
        return promoted
    return None if statement.treatment == promoted else statement.treatment


def _order(account: Account) -> tuple[bool, bool, int, str]:
    told = len(account.benefits) + len(account.harms)
    return not account.promoted, account.name is None, -told, account.name or ""


def _account(
    reading: Reading,
    name: str | None,
    gathered: _Gathered,
    labels: dict[str, str],
    lines: dict[int, HarmLine],
    promoted: str | None,
) -> Account:
    return Account(
        name=name,
        label=labels.get(name, name) if name else "",
        promoted=name is not None and name == promoted,
        comparator=gathered.comparator,
        benefits=tuple(_benefit_lines(reading, gathered.benefits)),
        harms=tuple(lines[id(each)] for each in gathered.statements),
        weight=harm_weight(gathered.statements),
    )


def _labels(reading: Reading) -> dict[str, str]:
    """The words with which the article first names each treatment, by its listed name."""
    labels: dict[str, str] = {}
    for sentence, mentions in zip(reading.sentences, reading.mentions, strict=True):
        # A heading has capitals that the name itself has not.
        if sentence.kind in ("title", "heading"):
            continue
        for mention in mentions:
            if is_named_intervention(mention):
                span = reading.token_span(mention.start, mention.end)
                labels.setdefault(mention.term.lemma.lower(), reading.text(span))
    return labels


def _benefit_lines(reading: Reading, kinds: dict[int, Told]) -> Iterable[BenefitLine]:
    document = reading.document
    for index in sorted(kinds):
        span = reading.sentences[index].span
        yield BenefitLine(
            document.place(span),
            source_words(document, span),
            plain_words(document, span),
            kinds[index],
        )


def _harm_line(reading: Reading, statement: HarmStatement) -> HarmLine:
    document = reading.document
    span = reading.sentences[statement.sentence].span
    return HarmLine(
        place=document.place(span),
        text=source_words(document, span),
        plain=plain_words(document, span),
        word=document.place(statement.span),
        kind=statement.kind,
        harms=tuple(sorted(statement.harms)),
        serious=statement.serious,
        treatment=statement.treatment,
        link=statement.link,
        frequency=_frequency(reading, statement.frequency),
        of_promoted=statement.of_promoted,
        comparator=statement.comparator,
        medicine=statement.medicine,
    )


def _frequency(reading: Reading, span: Span | None) -> Frequency | None:
    if span is None:
        return None
    line, _ = reading.document.position(span.start)
    return Frequency(line, plain_words(reading.document, span))
