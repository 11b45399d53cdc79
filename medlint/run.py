"""One run over many files: find them, read them, lint them, gather what was found."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from medlint.config import (
    RETRACTION_RULE,
    Config,
    ConfigError,
    ConfigFinder,
    FailOn,
    Profile,
    check_names,
    check_stages,
    idle_overrides,
    leaving_out,
    validate,
    without_overriding,
)
from medlint.discovery import Article, discover, display_name
from medlint.document import Document
from medlint.finding import Accepted, Finding, FixKind, Severity
from medlint.profiles.report import unknown_profile
from medlint.settling import Found, settle
from medlint.source import SourceError, decode, read, read_bytes

if TYPE_CHECKING:
    from medlint.baseline.entries import Entry
    from medlint.changes import Changes
    from medlint.fixing.accepting import Accepting
    from medlint.fixing.articles import FixedArticle
    from medlint.fixing.rounds import Fixed
    from medlint.language.lexicon import Lexicon
    from medlint.language.reading import Reading
    from medlint.linting import Linted
    from medlint.profiles.report import ArticleProfile
    from medlint.references.retractions import RetractionList
    from medlint.results.store import Store
    from medlint.rule import Rule
    from medlint.rulebook import Rulebook

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Options:
    """What one run changes in every configuration it meets; None leaves a setting as it is.

    With `preview`, preview rules run too. Without `corpus`, rules that compare files are left out;
    with `only_corpus`, all others are.
    Globs of `exclude`, relative to the working folder, leave out more files; with `force_exclude`
    the configuration's leave out files that are named outright, too.
    `stdin_filename` is the name that standard input goes by. `retractions` is the file that lists
    retracted papers. With `show_profiles`, the report tells the profile of every article.
    `baseline` is the file of accepted findings; without `use_baseline` none is read. `today` is the
    day against which the dates of articles are held; None is this day. With `changed_since`, a git
    revision, only what changed since then is reported; with `staged`, only what is staged. Fixes of
    the kinds in `fix` are written; with `diff` they are only shown, and nothing else is looked for.
    Results are kept in the folder `cache`, for runs to come. `jobs` processes do the work; None is
    as many as pay.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severity: Severity | None = None
    fail_on: FailOn | None = None
    profile: Profile | None = None
    config: Path | None = None
    use_config: bool = True
    preview: bool | None = None
    corpus: bool = True
    only_corpus: bool = False
    stdin_filename: str | None = None
    retractions: Path | None = None
    show_profiles: bool = False
    baseline: Path | None = None
    use_baseline: bool = True
    today: date | None = None
    changed_since: str | None = None
    staged: bool = False
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    cache: Path | None = None
    jobs: int | None = 1
    fix: frozenset[FixKind] = frozenset()
    diff: bool = False

    def runs(self, rule: Rule) -> bool:
        """Whether the rule may run, as it compares files or does not."""
        return self.corpus if rule.scope == "corpus" else not self.only_corpus


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: sorted findings, the names of the files checked, and what went wrong.

    `problems` are things that the user must fix for the run to be whole, `notes` things to know.
    `failed` says whether a finding is at or above its file's `fail-on`. `profiles` tells the kind
    of each article, sorted by its name, where that was asked for. `accepted` are findings that
    are not reported because somebody accepted them, `lapsed` those that were until a day that has
    passed; `stale` are entries of a baseline that no
    finding answers to any more, `moved` maps its articles that are gone to those taken for them.
    `fixed` are the articles that were changed, or would be where only the difference was asked
    for; `findings` are what is left. `output` is what standard input has become, where it was to
    be fixed. `rules` are those that were on, by name, as their files have them. `known` is
    how many files an earlier run had checked.
    """

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
    failed: bool = False
    profiles: tuple[ArticleProfile, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    lapsed: tuple[Accepted, ...] = ()
    stale: tuple[Entry, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    fixed: tuple[FixedArticle, ...] = ()
    output: bytes | None = None
    rules: tuple[Rule, ...] = ()
    known: int = 0

    @property
    def exit_code(self) -> int:
        """2 when the user must fix something, 1 when findings fail the run, else 0."""
        return 2 if self.problems else int(self.failed)


@dataclass(frozen=True, slots=True)
class Unread:
    """An article, with the words to read it by and the profile that its configuration states."""

    document: Document
    lexicon: Lexicon
    profile: str | None = None

    def read(self) -> Reading:
        """The article as the language layer reads it."""
        from medlint.language.reading import Reading

        return Reading(self.document, self.lexicon, self.profile)


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of a run, sorted by name; `problems` and `notes` are as in a Report.

    `settings` are the configuration and the rules of each.
    """

    documents: tuple[Unread, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    settings: tuple[tuple[Config, Rulebook], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Whom to tell how far a run is: how many files there are, then each file checked."""

    started: Callable[[int], None] = lambda files: None
    checked: Callable[[], None] = lambda: None


@dataclass
class _Group:
    """Files that share a configuration, what was found in them by which rules, and the lists that
    the configuration names: of retracted papers, of boilerplate."""

    config: Config
    documents: list[Document] = field(default_factory=list)
    beside: list[Document] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    rules: frozenset[str] = frozenset()
    across: frozenset[str] = frozenset()
    retractions: RetractionList | None = None
    boilerplate: Document | None = None

    def to_settle(self, configs: _Configs) -> Found:
        """What was found, for the last look at it."""
        return Found(
            self.config,
            configs.rulebook_for(self.config),
            tuple(document.path for document in self.documents),
            tuple(self.found),
            self.rules,
            self.across,
        )


@dataclass
class _Gathered:
    """What has come of the run so far.

    `paths` are the files behind the names of documents, `piped` the name and the bytes of standard
    input, and `output` what is to come out for it.
    """

    problems: list[str]
    notes: list[str]
    groups: dict[int, _Group] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    lapsed: list[Accepted] = field(default_factory=list)
    profiles: list[ArticleProfile] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    piped: tuple[str, bytes] | None = None
    output: bytes | None = None
    fixed: list[FixedArticle] = field(default_factory=list)
    known: int = 0
    can_fix: bool = False

    def add(self, document: Document, config: Config) -> None:
        """Note a document that was read, beside those with the same configuration."""
        self.groups.setdefault(id(config), _Group(config)).documents.append(document)
        # A slip in the name of a profile must not pass for a profile that is not stated.
        wrong = unknown_profile(document)
        if wrong is not None:
            self.problems.append(wrong)

    def note(self, accepted: Accepted, *, lapsed: bool) -> None:
        """Note a finding that a comment hides, or hid until its last day."""
        (self.lapsed if lapsed else self.accepted).append(accepted)

    def take(self, linted: Linted, profile: Profile | None) -> None:
        """Note what came of documents besides their findings; `profile` is what was asked for."""
        self.problems += linted.problems
        self.accepted += linted.accepted
        self.lapsed += linted.lapsed
        self.known += linted.known
        of_option = profile is not None
        self.profiles += [
            replace(each, source="option") if of_option else each for each in linted.profiles
        ]

    def names(self) -> tuple[str, ...]:
        """The names of the documents that were read, sorted."""
        groups = self.groups.values()
        return tuple(sorted(document.path for group in groups for document in group.documents))


def run(
    inputs: Sequence[str | Path],
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check the articles at the inputs, "-" being standard input.

    Raises ConfigError or RuleError, each with all its messages, when nothing can be checked.
    """
    options = options or Options()
    progress = progress or Progress()
    configs = _Configs(options)
    changes = _changes(options)
    gathered = _gather(inputs, options, configs, stdin, changes)
    progress.started(len(gathered.names()))
    gathered.output = gathered.piped[1] if gathered.piped else None
    loaded: dict[Path, RetractionList] = {}
    for group in gathered.groups.values():
        rulebook = configs.rulebook_for(group.config)
        if group.config.boilerplate:
            group.boilerplate = load_boilerplate(group.config.boilerplate)
        if group.documents:
            _lint(group, rulebook, progress, gathered, options, loaded)
    groups = [] if options.diff else [g.to_settle(configs) for g in gathered.groups.values()]
    settled = settle(groups, changes, options.today or date.today())
    if options.fix and not gathered.can_fix:
        gathered.notes.append(
            "no rule that is on changes anything; medlint rules lists those that do"
        )
    accepted = [*gathered.accepted, *settled.accepted]
    return Report(
        findings=tuple(sorted(settled.findings, key=lambda finding: finding.sort_key)),
        problems=tuple(gathered.problems),
        files=gathered.names(),
        notes=(*gathered.notes, *settled.notes),
        failed=settled.failed or (options.diff and bool(gathered.fixed)),
        profiles=tuple(sorted(gathered.profiles, key=lambda each: each.path)),
        accepted=_in_order(accepted),
        lapsed=_in_order([*gathered.lapsed, *settled.lapsed]),
        stale=tuple(sorted(settled.stale)),
        moved=settled.moved,
        fixed=tuple(sorted(gathered.fixed, key=lambda each: each.path)),
        output=gathered.output if options.fix and not options.diff else None,
        known=gathered.known,
        rules=_rules(gathered.groups.values(), configs),
    )


def _rules(groups: Iterable[_Group], configs: _Configs) -> tuple[Rule, ...]:
    """The rules that were on for any of the files, by name."""
    rules: dict[str, Rule] = {}
    for group in groups:
        known = configs.rulebook_for(group.config).rules
        rules.update((name, known[name]) for name in group.rules)
    return tuple(rules[name] for name in sorted(rules))


def _in_order(accepted: Iterable[Accepted]) -> tuple[Accepted, ...]:
    return tuple(sorted(accepted, key=lambda each: (each.finding.sort_key, each.by)))


def _changes(options: Options) -> Changes | None:
    """What changed, where only that is to be reported; raises ConfigError where git cannot tell."""
    if not (options.staged or options.changed_since):
        return None
    from medlint.changes import ChangesError, changes_since, staged_changes

    try:
        return changes_since(options.changed_since) if options.changed_since else staged_changes()
    except ChangesError as error:
        raise ConfigError(str(error)) from None


def read_articles(
    inputs: Sequence[str | Path], options: Options | None = None, *, stdin: BinaryIO | None = None
) -> Articles:
    """The articles at the inputs, "-" being standard input, for a command that runs no rules.

    Raises ConfigError or RuleError as `run` does.
    """
    options = options or Options()
    configs = _Configs(options)
    gathered = _gather(inputs, options, configs, stdin)
    known = [
        (document, group.config.at(document.path), configs.rulebook_for(group.config))
        for group in gathered.groups.values()
        for document in group.documents
    ]
    known.sort(key=lambda each: each[0].path)
    return Articles(
        tuple(
            Unread(document, rulebook.lexicon, config.profile)
            for document, config, rulebook in known
        ),
        tuple(gathered.problems),
        tuple(gathered.notes),
        tuple((config, rulebook) for _, config, rulebook in known),
    )


def _gather(
    inputs: Sequence[str | Path],
    options: Options,
    configs: _Configs,
    stdin: BinaryIO | None,
    changes: Changes | None = None,
) -> _Gathered:
    """The documents at the inputs by their configuration; those that did not change, beside."""
    discovery = discover(
        (path for path in inputs if path != STANDARD_INPUT),
        configs.for_folder,
        options.exclude,
        force_exclude=options.force_exclude,
    )
    gathered = _Gathered([*discovery.problems], [*discovery.notes])
    gathered.notes += changes.notes if changes else ()
    for article in discovery.articles:
        if changes is None or changes.changed(article.path):
            _read_article(article, configs, gathered, changes)
        elif options.corpus:
            _read_beside(article, configs, gathered)
    if STANDARD_INPUT in inputs:
        _read_standard_input(options, stdin, configs, gathered)
    if changes is None:
        gathered.notes += _idle_overrides(inputs, gathered)
    return gathered


def _idle_overrides(inputs: Sequence[str | Path], gathered: _Gathered) -> Iterator[str]:
    """A line for each override that fits no article, where all of its folder was searched."""
    searched = [os.path.realpath(path) for path in inputs if os.path.isdir(path)]
    for group in gathered.groups.values():
        folder = os.path.realpath(group.config.folder)
        if any(folder == each or folder.startswith(os.path.join(each, "")) for each in searched):
            yield from idle_overrides(group.config, [each.path for each in group.documents])


class _Configs:
    """The configuration of each file with the run's options applied, and its rules."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._finder = ConfigFinder(options.config, search=options.use_config)
        self._applied: dict[int, tuple[Config, Config]] = {}
        self._rulebooks: dict[tuple[Path, ...], Rulebook] = {}

    def for_folder(self, folder: Path) -> Config:
        """The configuration of the files in a folder, with its names checked against the rules."""
        found = self._finder.for_folder(folder)
        # The configuration found is kept beside the result, so that its id stays its own.
        if id(found) not in self._applied:
            self._applied[id(found)] = (found, self._with_options(found))
        return self._applied[id(found)][1]

    def rulebook_for(self, config: Config) -> Rulebook:
        """The bundled rules and those in the folders that the configuration names."""
        if config.rules not in self._rulebooks:
            from medlint.rulebook import Rulebook

            self._rulebooks[config.rules] = Rulebook.load(config.rules)
        return self._rulebooks[config.rules]

    def _with_options(self, config: Config) -> Config:
        options = self._options
        rulebook = self.rulebook_for(config)
        if options.preview is not None:
            config = replace(without_overriding(config, ["preview"]), preview=options.preview)
        validate(config, rulebook)
        check_names("--select", options.select or (), rulebook)
        check_names("--ignore", options.ignore or (), rulebook)
        config = replace(config, retractions=options.retractions or config.retractions)
        check_stages("--select", options.select or (), rulebook, config)
        changed = replace(
            without_overriding(config, _keys_given(options)),
            select=config.select if options.select is None else options.select,
            extend_select=config.extend_select if options.select is None else (),
            ignore=config.ignore if options.ignore is None else options.ignore,
            severity=options.severity or config.severity,
            fail_on=options.fail_on or config.fail_on,
            profile=options.profile or config.profile,
            baseline=(options.baseline or config.baseline) if options.use_baseline else None,
        )
        if changed.retractions:
            _check_retractions(changed.retractions)
        left_out = [rule.name for rule in rulebook.rules.values() if not options.runs(rule)]
        return leaving_out(changed, left_out) if left_out else changed


def _keys_given(options: Options) -> set[str]:
    """The keys of a configuration on which the run's options have the last word."""
    given = {
        "severity": options.severity,
        "fail-on": options.fail_on,
        "profile": options.profile,
        "select": options.select,
        "extend-select": options.select,
        "ignore": options.ignore,
        "extend-ignore": options.ignore,
    }
    return {key for key, value in given.items() if value is not None}


def _check_retractions(path: Path) -> None:
    """Raise ConfigError when the file is missing or begins with something else than such a list."""
    from medlint.references.retractions import RetractionListError, check_retraction_list

    try:
        check_retraction_list(path)
    except RetractionListError as error:
        raise ConfigError(str(error)) from None


def load_boilerplate(path: Path) -> Document:
    """The list of passages that may stand in many articles; raises ConfigError for a wrong file."""
    from medlint.duplicates.passages import has_passages

    name = display_name(path)
    if not path.is_file():
        raise ConfigError(
            f"{name}: no such file; it was named as the list of allowed boilerplate, check the path"
        )
    try:
        document = read(path, name, Config().max_file_size)
    except SourceError as error:
        raise ConfigError(str(error)) from None
    if not has_passages(document):
        raise ConfigError(
            f"{name}: this list of allowed boilerplate holds no passage; write each as a paragraph"
        )
    return document


def _retractions_for(
    config: Config,
    documents: Sequence[Document],
    rulebook: Rulebook,
    loaded: dict[Path, RetractionList],
) -> RetractionList | None:
    """The list of retracted papers, read once and only where an article could need it.

    Raises ConfigError when the file is malformed.
    """
    from medlint.engine import rules_on
    from medlint.references.identifiers import papers_in
    from medlint.references.retractions import RetractionListError, load_retractions

    path = config.retractions
    if path is None:
        return None
    if RETRACTION_RULE not in {rule.name for rule in rules_on(rulebook, config, documents)}:
        return None
    if all(next(papers_in(document.text), None) is None for document in documents):
        return None
    if path not in loaded:
        try:
            loaded[path] = load_retractions(path)
        except RetractionListError as error:
            raise ConfigError(str(error)) from None
    return loaded[path]


def _read_beside(article: Article, configs: _Configs, gathered: _Gathered) -> None:
    """Read an article that others are compared with; what is wrong with it is not told."""
    config = configs.for_folder(article.path.parent)
    with suppress(SourceError):
        document = read(article.path, article.name, config.max_file_size)
        gathered.groups.setdefault(id(config), _Group(config)).beside.append(document)


def _read_article(
    article: Article, configs: _Configs, gathered: _Gathered, changes: Changes | None
) -> None:
    config = configs.for_folder(article.path.parent)
    staged = changes.content(article.path) if changes else None
    try:
        if staged is not None:
            gathered.add(decode(staged, article.name), config)
        else:
            gathered.add(read(article.path, article.name, config.max_file_size), config)
        gathered.paths[article.name] = article.path
    except SourceError as error:
        gathered.problems.append(str(error))
    except Exception as error:
        gathered.problems.append(internal_error(article.name, error))


def _read_standard_input(
    options: Options, stdin: BinaryIO | None, configs: _Configs, gathered: _Gathered
) -> None:
    filename = options.stdin_filename
    path = Path(filename or "standard input")
    config = configs.for_folder(path.parent)
    name = display_name(path) if filename else "<stdin>"
    try:
        data = read_bytes(stdin or sys.stdin.buffer, name, config.max_file_size)
        gathered.piped = name, data
        if filename and config.excludes(path):
            gathered.notes.append(f"{name}: left out by `exclude` in the configuration")
        else:
            gathered.add(decode(data, name), config)
    except SourceError as error:
        gathered.problems.append(str(error))


def _lint(
    group: _Group,
    rulebook: Rulebook,
    progress: Progress,
    gathered: _Gathered,
    options: Options,
    loaded: dict[Path, RetractionList],
) -> None:
    from medlint.engine import Checker, active_rules, rules_on
    from medlint.linting import Linted, Work, lint_all

    def retractions(documents: Sequence[Document]) -> RetractionList | None:
        return _retractions_for(group.config, documents, rulebook, loaded)

    active = rules_on(rulebook, group.config, group.documents)
    group.rules = frozenset(rule.name for rule in active)
    group.across = frozenset(rule.name for rule in active if rule.scope == "corpus")
    if not active:
        with_previews = replace(group.config, preview=True)
        advice = (
            "only preview rules are selected; add --preview to run them"
            if active_rules(rulebook, with_previews)
            else "no rule is on; change what is selected or ignored"
        )
        gathered.problems.append(f"{_and_more(group.documents)}: {advice}")
        return
    if options.fix:
        group.retractions = retractions(group.documents)
        _fix(group, rulebook, gathered, options)
    if options.diff:
        return
    paths = [document.path for document in group.documents]
    today = options.today or date.today()
    checker = Checker(rulebook, group.config, paths, today, profiles=options.show_profiles)
    listed = (group.boilerplate,) if group.boilerplate else ()
    work = Work(
        checker,
        group.documents,
        group.beside,
        listed,
        retractions,
        today,
        _store(options),
        options.jobs,
        progress.checked,
    )
    try:
        linted = lint_all(work)
    except ConfigError:
        raise
    except Exception as error:
        message = internal_error("these files together", error)
        group.retractions = retractions(group.documents)
        found = _lint_one_by_one(group, rulebook, message, gathered, options.today)
        linted = Linted(findings=found)
    gathered.take(linted, options.profile)
    group.found = linted.findings


def _store(options: Options) -> Store | None:
    """Where results are kept, if they are."""
    if options.cache is None:
        return None
    # Imported here: SQLite takes long to load.
    from medlint.results.store import Store

    return Store(options.cache)


def _fix(group: _Group, rulebook: Rulebook, gathered: _Gathered, options: Options) -> None:
    """Fix the documents of a group; those that were written stand in it as they are now."""
    from medlint.engine import fixing_rules
    from medlint.fixing.accepting import Accepting

    rules = fixing_rules(rulebook, group.config)
    if not (rules or group.config.overrides):
        return
    gathered.can_fix = True
    accepting = Accepting.of(group.config, rulebook, options.today or date.today())
    for index, document in enumerate(group.documents):
        made = _fixed(document, rules, rulebook, group, accepting, gathered, options)
        if made is None or not made.findings:
            continue
        if options.diff:
            _note_difference(document, made, gathered)
        else:
            group.documents[index] = _written(document, made, gathered)


def _fixed(
    document: Document,
    rules: Sequence[Rule],
    rulebook: Rulebook,
    group: _Group,
    accepting: Accepting,
    gathered: _Gathered,
    options: Options,
) -> Fixed | None:
    """The document with its fixes made; None, with a problem noted, where they cannot be."""
    from medlint.engine import SlowPatternError
    from medlint.fixing.articles import fix_article
    from medlint.fixing.rounds import FixError

    def new(found: list[Finding]) -> Sequence[Finding]:
        return accepting.left_of(found, document)

    config, retractions = group.config, group.retractions
    try:
        return fix_article(document, rules, rulebook, config, options.fix, retractions, new)
    except FixError as error:
        advice = "name the rule in `unfixable` to have the others' fixes, and please report it"
        gathered.problems.append(f"{document.path}: {error}; nothing was changed here; {advice}")
    except SlowPatternError as error:
        if options.diff:
            gathered.problems.append(str(error))
    except Exception as error:
        gathered.problems.append(internal_error(document.path, error))
    return None


def _note_difference(document: Document, made: Fixed, gathered: _Gathered) -> None:
    from medlint.fixing.articles import told
    from medlint.fixing.patch import patch

    path = document.path
    gathered.fixed.append(told(path, made, patch(path, document.text, made.document.text)))


def _written(document: Document, made: Fixed, gathered: _Gathered) -> Document:
    """The document as it now stands in its file, or for standard input in what comes out."""
    from medlint.fixing.articles import told
    from medlint.fixing.files import WriteError, rewrite, rewritten

    name, old, new = document.path, document.text, made.document.text
    try:
        if name in gathered.paths:
            data, note = rewrite(gathered.paths[name], name, old, new)
        else:
            piped = gathered.piped[1] if gathered.piped else b""
            data, note = rewritten(piped, name, old, new), ""
            gathered.output = data
    except WriteError as error:
        gathered.problems.append(str(error))
        return document
    gathered.notes += [note] if note else []
    gathered.fixed.append(told(name, made))
    return decode(data, name)


def _and_more(documents: Sequence[Document]) -> str:
    """The first document's name, and how many others there are."""
    others = f" and {len(documents) - 1} more" if len(documents) > 1 else ""
    return f"{documents[0].path}{others}"


def _lint_one_by_one(
    group: _Group, rulebook: Rulebook, message: str, gathered: _Gathered, today: date | None
) -> list[Finding]:
    """The findings of each file alone, so that the file that cannot be checked can be named.

    When each can, `message` is the problem: rules that compare files have failed.
    """
    from medlint.engine import lint

    found: list[Finding] = []
    blamed = False
    for document in group.documents:
        try:
            found += lint(
                [document],
                rulebook,
                group.config,
                on_problem=gathered.problems.append,
                retractions=group.retractions,
                today=today,
                on_accepted=gathered.note,
            )
        except Exception as error:
            blamed = True
            gathered.problems.append(internal_error(document.path, error))
    if not blamed:
        gathered.problems.append(message)
    return found


def internal_error(name: str, error: Exception) -> str:
    """The line that reports a fault of medlint itself; with MEDLINT_DEBUG=1, raises the error."""
    if os.environ.get("MEDLINT_DEBUG") == "1":
        raise error
    said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"medlint: internal error while reading {name}: {said}; please report it"
