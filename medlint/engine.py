"""From documents to findings: which rules run, what they match, which of them yields to which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol, cast

from medlint.config import Config, option_for
from medlint.document import Document
from medlint.finding import Accepted, Edit, Finding, Fix, FixKind, Match, Related
from medlint.language.reading import Reading
from medlint.layout import JOINT
from medlint.passage import passage_of

if TYPE_CHECKING:
    from medlint.matchers import CorpusMatcher
    from medlint.profiles.report import ArticleProfile
    from medlint.references.retractions import RetractionList
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook

#: Kinds that judge the file itself and so run on text that is not English prose, too.
FILE_KINDS = frozenset(
    {"source", "front-matter", "language", "suppression", "leftovers", "mojibake"}
)
#: Characters of the matched text that a message quotes.
LONGEST_QUOTE = 90
#: What would be read as markup where it is written into a page.
_MARKUP = re.compile(r"[<>&]")


class OnAccepted(Protocol):
    """Is told of a finding that a comment hides, or hid until its last day."""

    def __call__(self, accepted: Accepted, *, lapsed: bool) -> None:
        """Take note of it."""
        ...


#: What is kept of documents to compare them: one list for each rule, one record a document.
Records = Sequence[Sequence[object]]


class SlowPatternError(Exception):
    """A pattern of a rule took too long on an article; the message names both."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is told of a document: its findings, and what its comments hide.

    `lapsed` are findings that a comment hid until a day that has passed.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    lapsed: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules make of one document alone; nothing else than the document has a say in it.

    `found` are its findings before comments hide any, `outcome` what is told if comparing it with
    others brings nothing. `has_comments` says whether comments could hide more, `is_dated` whether
    it would be another one on another day. `problems` tell of patterns that took too long.
    `records` are what is compared with those of other documents, one for each rule that compares.
    """

    found: tuple[Finding, ...]
    outcome: Outcome
    has_comments: bool
    is_dated: bool
    profile: ArticleProfile | None
    problems: tuple[str, ...]
    records: tuple[object, ...]


class Checker:
    """Checks documents that share a configuration, each alone, and then compares them.

    `across` are the rules that compare, and are on for one of the paths at least. With `profiles`,
    what is checked has its profile with it.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        config: Config,
        paths: Iterable[str],
        today: date | None = None,
        *,
        profiles: bool = False,
    ) -> None:
        self.paths = tuple(paths)
        self.rulebook = rulebook
        self.config = config
        self.today = today
        self.profiles = profiles
        self._chosen = _Chosen(rulebook, config)
        self.across = [rule for rule in self._chosen.on(self.paths) if rule.scope == "corpus"]

    def check(self, document: Document, retractions: RetractionList | None = None) -> Checked:
        """What the rules that look at single documents find in one."""
        own = self.config.at(document.path)
        reading = read(document, self.rulebook, own.profile, retractions, self.today)
        here = self._chosen.here(own, reading.profile, own.names_ignored_in(document.path))
        problems: list[str] = []
        found = _document_findings(reading, here, problems.append)
        profile = _profile(self._chosen.active(own), own, reading) if self.profiles else None
        records = tuple(_across(rule).gather(reading) for rule in self.across)
        reads_day = "today" in vars(reading)
        reading.release()
        has_comments = bool(document.layout.comments) or "<!--" in document.text
        return Checked(
            tuple(found),
            self._outcome(document, found) if has_comments else Outcome(tuple(found)),
            has_comments,
            # The last day of a waiver is told as "until=2027-05-04".
            reads_day or (has_comments and "until" in document.text.lower()),
            profile,
            tuple(problems),
            records,
        )

    def records(self, document: Document, rules: Sequence[Rule]) -> tuple[object, ...]:
        """What the rules keep of a document that others are compared with."""
        reading = read(document, self.rulebook)
        return tuple(_across(rule).gather(reading) for rule in rules)

    def compare(
        self, documents: Sequence[Document], records: Records, listed: Records
    ) -> Iterator[tuple[int, Finding]]:
        """What comparing documents brings, each with the index of its document.

        `records` are those of the documents, then those of any others, one list for each rule of
        `across`; `listed` those of passages that may stand in many articles.
        """
        for rule, of_rule, of_lists in zip(self.across, records, listed, strict=True):
            for index, match in _across(rule).find_across(of_rule, of_lists):
                if index >= len(documents):
                    continue
                told = self._chosen.as_told(rule, documents[index].path)
                if told is not None:
                    yield index, _finding(told, documents[index], match)

    def outcome(self, document: Document, checked: Checked, together: Iterable[Finding]) -> Outcome:
        """What is told of a document when what comparing brought is added."""
        found = [*checked.found]
        rules = {rule.name: rule for rule in self.across}
        for finding in together:
            if not _is_told(rules[finding.rule], finding, found):
                found.append(finding)
        if len(found) == len(checked.found):
            return checked.outcome
        return self._outcome(document, found) if checked.has_comments else Outcome(tuple(found))

    def _outcome(self, document: Document, found: list[Finding]) -> Outcome:
        """The findings that no comment hides, with those about the comments themselves."""
        own = self.config.at(document.path)
        rules = self._chosen.active(own)
        return _after_suppression(document, found, rules, self.rulebook, own, self.today)


def lint(
    documents: Sequence[Document],
    rulebook: Rulebook,
    config: Config,
    on_file: Callable[[Document], None] | None = None,
    on_problem: Callable[[str], None] | None = None,
    retractions: RetractionList | None = None,
    on_profile: Callable[[ArticleProfile], None] | None = None,
    boilerplate: Sequence[Document] = (),
    today: date | None = None,
    beside: Sequence[Document] = (),
    on_accepted: OnAccepted | None = None,
) -> list[Finding]:
    """The findings of documents that share a configuration, sorted, suppressed ones left out.

    `on_file` is told of every document once its own rules have run; rules that compare documents
    run last. `on_problem` is told of a pattern that was stopped because it took too long; without
    it SlowPatternError is raised. `retractions` is the list of retracted papers of this run,
    `boilerplate` are lists of passages that may stand in many articles. `on_profile` is told of
    every document's profile, in their order. `today` is the day against which dates are held.
    Documents `beside` are only compared with. `on_accepted` is told of what comments hide.
    """
    paths = [document.path for document in documents]
    checker = Checker(rulebook, config, paths, today, profiles=on_profile is not None)
    checked: list[Checked] = []
    for document in documents:
        checked.append(checker.check(document, retractions))
        for problem in checked[-1].problems:
            if on_problem is None:
                raise SlowPatternError(problem)
            on_problem(problem)
        if on_profile is not None and checked[-1].profile is not None:
            on_profile(checked[-1].profile)
        if on_file is not None:
            on_file(document)
    others = [checker.records(document, checker.across) for document in beside]
    listed = [checker.records(document, checker.across) for document in boilerplate]
    records = by_rule(checker, [*(each.records for each in checked), *others])
    together: dict[int, list[Finding]] = {}
    for index, finding in checker.compare(documents, records, by_rule(checker, listed)):
        together.setdefault(index, []).append(finding)
    findings: list[Finding] = []
    for index, (document, each) in enumerate(zip(documents, checked, strict=True)):
        outcome = checker.outcome(document, each, together.get(index, ()))
        findings += outcome.findings
        if on_accepted is not None:
            tell_accepted(outcome, on_accepted)
    return sorted(findings, key=lambda finding: finding.sort_key)


def by_rule(checker: Checker, records: Sequence[tuple[object, ...]]) -> Records:
    """The records of documents, one list for each rule that compares them."""
    return [[each[number] for each in records] for number in range(len(checker.across))]


def tell_accepted(outcome: Outcome, on_accepted: OnAccepted) -> None:
    """Tell of each finding that a comment hides, or hid until its last day."""
    for accepted in outcome.accepted:
        on_accepted(accepted, lapsed=False)
    for accepted in outcome.lapsed:
        on_accepted(accepted, lapsed=True)


@dataclass
class _Chosen:
    """The rules of a run for each document; choosing them takes long, and nearly all documents
    have the same ones."""

    rulebook: Rulebook
    config: Config
    _active: dict[int, tuple[Config, list[Rule]]] = field(default_factory=dict)
    _here: dict[tuple[int, str, frozenset[str]], list[Rule]] = field(default_factory=dict)

    def active(self, own: Config) -> list[Rule]:
        """The rules that the configuration of a document switches on."""
        # The configuration is kept beside its rules, so that its id stays its own.
        if id(own) not in self._active:
            self._active[id(own)] = own, active_rules(self.rulebook, own)
        return self._active[id(own)][1]

    def here(self, own: Config, profile: str, ignored: frozenset[str]) -> list[Rule]:
        """Those of them that look at single documents of a profile, without those `ignored`."""
        key = id(own), profile, ignored
        if key not in self._here:
            self._here[key] = _here(self.active(own), own, profile, ignored)
        return self._here[key]

    def on(self, paths: Iterable[str]) -> list[Rule]:
        """The rules that are on for one of the paths at least.

        Their options are those that hold everywhere, unless they are on for some paths only.
        """
        configs = [self.config, *(self.config.at(path) for path in paths)]
        rules: dict[str, Rule] = {}
        for own in {id(each): each for each in configs}.values():
            rules = {**{rule.name: rule for rule in self.active(own)}, **rules}
        return list(rules.values())

    def as_told(self, rule: Rule, path: str) -> Rule | None:
        """A rule that compares documents as a path has it; None where it is not on for the path."""
        own = self.config.at(path)
        if {rule.name, rule.pack} & own.names_ignored_in(path):
            return None
        return next((each for each in self.active(own) if each.name == rule.name), None)


def rules_for(
    rulebook: Rulebook, config: Config, profile: str, ignored: frozenset[str]
) -> list[Rule]:
    """The rules that run on a document of a profile, as they are there, without those `ignored`.

    Overrides have no say: give what `Config.at` makes of the configuration.
    """
    active = active_rules(rulebook, config)
    across = [
        rule for rule in active if rule.scope == "corpus" and not {rule.name, rule.pack} & ignored
    ]
    return [*_here(active, config, profile, ignored), *across]


def rules_on(rulebook: Rulebook, config: Config, documents: Iterable[Document]) -> list[Rule]:
    """The rules that are on for one of the documents at least, its overrides applied."""
    return _Chosen(rulebook, config).on(document.path for document in documents)


def fixing_rules(rulebook: Rulebook, config: Config) -> list[Rule]:
    """The rules that are on and change articles, and those that they yield to."""
    active = active_rules(rulebook, config)
    fixing = {rule.name: rule for rule in active if rule.fix is not None}
    needed = {*fixing, *(name for rule in fixing.values() for name in rule.yields_to)}
    return [rule for rule in active if rule.name in needed] if fixing else []


def fixable_findings(
    document: Document,
    rules: Sequence[Rule],
    rulebook: Rulebook,
    config: Config,
    retractions: RetractionList | None = None,
) -> list[Finding]:
    """The findings with a fix that `lint` reports of a document, and the configuration shows.

    `rules` are those of `fixing_rules`, `config` is that of the document. Raises SlowPatternError.
    """
    reading = read(document, rulebook, config.profile, retractions)
    here = _here(rules, config, reading.profile, config.names_ignored_in(document.path))
    found = [each for each in _document_findings(reading, here, None) if each.fix is not None]
    reading.release()
    kept = _after_suppression(document, found, [], rulebook, config).findings
    return [finding for finding in kept if config.shows(finding)]


def finding_of(
    name: str, match: Match, document: Document, rulebook: Rulebook, config: Config
) -> Finding | None:
    """The finding of a match of one rule, for a command that looks for its matches itself.

    None where the configuration ignores the rule, or a comment of the article hides the finding.
    """
    rule = rulebook.rules[name]
    config = config.at(document.path)
    if {name, rule.pack} & {*config.ignore, *config.names_ignored_in(document.path)}:
        return None
    found = [_finding(option_for(rule, config), document, match)]
    return next(iter(_after_suppression(document, found, [], rulebook, config).findings), None)


def active_rules(rulebook: Rulebook, config: Config) -> list[Rule]:
    """The rules that the configuration switches on, with its options applied.

    Overrides have no say: give what `Config.at` makes of the configuration.
    """
    chosen = [
        rule
        for rule in rulebook.rules.values()
        if (config.preview or not rule.preview or config.asks_for(rule.name))
        and ({rule.name, rule.pack} & config.selected or (not config.select and _can_run(rule)))
        and not {rule.name, rule.pack} & set(config.ignore)
    ]
    return [option_for(rule, config) for rule in chosen]


def _can_run(rule: Rule) -> bool:
    """Whether a rule that nobody named is on by default, or in a profile that asks for it."""
    return rule.default or any(severity is not None for severity in rule.profiles.values())


def read(
    document: Document,
    rulebook: Rulebook,
    profile: str | None = None,
    retractions: RetractionList | None = None,
    today: date | None = None,
) -> Reading:
    """The document as the language layer reads it, in the profile given or detected."""
    return Reading(document, rulebook.lexicon, profile, retractions, lambda: rulebook.topics, today)


def matches(rule: Rule, reading: Reading) -> list[Match]:
    """What one rule finds in one document, before any precedence or suppression."""
    if rule.kind not in FILE_KINDS and not reading.is_english:
        return []
    try:
        return list(rule.matcher.find(reading))
    except TimeoutError:
        raise SlowPatternError(
            f"{rule.path}: a pattern was stopped after a second on {reading.document.path}; "
            "write it without repetitions inside repetitions"
        ) from None


def findings_of(rule: Rule, document: Document, rulebook: Rulebook) -> list[Finding]:
    """What one rule finds in one document, before any precedence or suppression."""
    found = matches(rule, read(document, rulebook))
    return [_finding(rule, document, match) for match in found]


def corpus_matches(rule: Rule, readings: Sequence[Reading]) -> list[tuple[int, Match]]:
    """What one rule that compares documents finds in them, with the index of the document."""
    records = [_across(rule).gather(reading) for reading in readings]
    return list(_across(rule).find_across(records))


def _profile(rules: Iterable[Rule], config: Config, reading: Reading) -> ArticleProfile:
    """The document's profile, and what it changes in the rules that are on for its path."""
    from medlint.profiles.report import profile_of

    ignored = config.names_ignored_in(reading.document.path)
    on = [rule for rule in rules if not {rule.name, rule.pack} & ignored]
    named = frozenset(r.name for r in on if {r.name, r.pack} & config.selected)
    return profile_of(reading, on, named)


def _here(
    rules: Iterable[Rule], config: Config, profile: str, ignored: frozenset[str]
) -> list[Rule]:
    """The rules that run on documents of a profile, without those `ignored`, as it has them."""
    here: list[Rule] = []
    for rule in rules:
        if rule.scope == "corpus" or {rule.name, rule.pack} & ignored:
            continue
        named = bool({rule.name, rule.pack} & config.selected)
        if not (rule.default or named or profile in rule.profiles):
            continue
        if profile in rule.profiles:
            severity = rule.profiles[profile]
            if severity is None:
                continue
            rule = replace(rule, severity=severity)
        here.append(rule)
    return here


def _document_findings(
    reading: Reading, rules: Iterable[Rule], on_problem: Callable[[str], None] | None
) -> list[Finding]:
    found: dict[str, tuple[Rule, list[Match]]] = {}
    for rule in rules:
        try:
            found[rule.name] = rule, matches(rule, reading)
        except SlowPatternError as error:
            if on_problem is None:
                raise
            on_problem(str(error))
    in_sentence = {name: {m.sentence for m in each} for name, (_, each) in found.items() if each}
    return [
        _finding(rule, reading.document, match, reading)
        for rule, each in found.values()
        for match in each
        if not _yields(rule, match, in_sentence)
    ]


def _yields(rule: Rule, match: Match, in_sentence: dict[str, set[int | None]]) -> bool:
    """Whether a rule that takes precedence found the same problem."""
    if not in_sentence.keys().isdisjoint(match.yields_to):
        return True
    return any(
        name in in_sentence and (rule.scope == "document" or match.sentence in in_sentence[name])
        for name in rule.yields_to
    )


def _is_told(rule: Rule, finding: Finding, found: Iterable[Finding]) -> bool:
    """Whether a rule that takes precedence found a problem at the same place."""
    return bool(rule.yields_to) and any(
        each.rule in rule.yields_to and each.place == finding.place for each in found
    )


def _finding(
    rule: Rule, document: Document, match: Match, reading: Reading | None = None
) -> Finding:
    """The finding of a match; the one place where findings are made."""
    place = document.place(match.span)
    return Finding(
        place=place,
        rule=rule.name,
        pack=rule.pack,
        severity=rule.severity.moved(match.shift),
        message=_message(rule.message, document, match),
        source=document.line_text(place.line),
        related=tuple(Related(document.place(each.span), each.note) for each in match.related),
        replacement=match.replacement,
        fix=_fix(rule, document, match),
        passage=passage_of(match, document, reading),
    )


def _fix(rule: Rule, document: Document, match: Match) -> Fix | None:
    """The edits of a match as far as its rule lets them be written."""
    if rule.fix is None or match.fix == "none":
        return None
    whole = document.layout.whole
    edits = tuple(Edit(whole(each.span), each.text) for each in match.edits)
    edits = edits or _replacing(document, match)
    kind: FixKind = "unsafe" if "unsafe" in (rule.fix, match.fix) else "safe"
    return Fix(kind, edits, tuple(document.place(edit.span) for edit in edits)) if edits else None


def _replacing(document: Document, match: Match) -> tuple[Edit, ...]:
    """The edit that writes the replacement; none where it would swallow markup inside the span."""
    start, end = match.span
    if match.replacement is None or document.text[start:end] != document.prose[start:end]:
        return ()
    if document.format == "html" and _MARKUP.search(match.replacement):
        return ()
    return (Edit(match.span, match.replacement),)


def _message(template: str, document: Document, match: Match) -> str:
    quote = " ".join(document.prose[match.span.start : match.span.end].replace(JOINT, "").split())
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
    # Details first: a quoted text that happens to hold "{n}" must stay as it is.
    for name, value in match.details.items():
        template = template.replace("{" + name + "}", value)
    text = template.replace("{match}", quote).rstrip()
    return f"{text} {match.note}" if match.note else text


def _after_suppression(
    document: Document,
    found: list[Finding],
    rules: list[Rule],
    rulebook: Rulebook,
    config: Config,
    today: date | None = None,
) -> Outcome:
    """The findings that no comment hides, and those about the comments themselves."""
    if not document.layout.comments and "<!--" not in document.text:
        return Outcome(tuple(found))
    # Imported here: few articles hold a suppression.
    from medlint.suppressions import apply

    known = rulebook.rules.keys() | rulebook.packs.keys()
    ignored = config.names_ignored_in(document.path)
    ran = {rule.name: rule for rule in rules if not {rule.name, rule.pack} & ignored}
    packs = {rule.pack for rule in rules} - ignored
    by_default = {
        rule.name
        for rule in rulebook.rules.values()
        if rule.default and (config.preview or not rule.preview)
    }
    complete = by_default <= ran.keys()
    parted = apply(document, found, known, ran={*ran} | packs, complete=complete, today=today)
    told = [
        _finding(ran[each.rule], document, Match(each.span, details={"detail": each.message}))
        for each in parted.problems
        if each.rule in ran
    ]
    return Outcome((*parted.kept, *told), parted.suppressed, parted.lapsed)


def _across(rule: Rule) -> CorpusMatcher:
    return cast("CorpusMatcher", rule.matcher)
