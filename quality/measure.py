"""Figures on labelled data, each computed from the JSON of a shipped command.

No text of the data is kept, and there is no threshold here that the commands do not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from quality import shipped
from quality.articles import Harms, Scorecards
from quality.counts import RecallCount
from quality.figures import (
    Estimate,
    Statistic,
    Tally,
    class_tally,
    estimate,
    f1,
    flag_tally,
    macro_f1,
    matrix_tally,
    pair_tally,
    pearson,
    precision,
    recall,
    share,
    total,
)
from quality.labelled import Record, is_set, read_set, write_files
from quality.ledger import DIRECT_CAUSAL, Ledger
from quality.problems import QualityError
from quality.reading import Readability, without_marks_of_kind

#: The levels of Yu, Li and Wang (EMNLP 2019), in the order of their numbers.
LEVEL_NAMES = ("none", "correlational", "conditional causal", "direct causal")
Part = str
#: Rules are tuned on the first half; the second is never looked at; then both together.
PARTS: tuple[Part, ...] = ("tune", "set aside", "all")


def _level_tally(label: float, predicted: float) -> Tally:
    return matrix_tally(int(label), int(predicted), len(LEVEL_NAMES))


def _flag_tally(label: float, predicted: float) -> Tally:
    return flag_tally(bool(label), bool(predicted))


class Told(Protocol):
    """What a command says of files."""

    def refused(self, paths: Iterable[str]) -> int:
        """How many of the files the command did not read."""


#: How each command is run on a folder and its JSON read.
COMMANDS: Mapping[str, Callable[[Path], Told]] = {
    "claims": lambda folder: Ledger(shipped.claims(folder)),
    "score": lambda folder: Scorecards(shipped.scorecards(folder, "healthnewsreview")),
    "balance": lambda folder: Harms(shipped.balance(folder)),
    "readability": lambda folder: Readability(shipped.readability(folder)),
}


@dataclass(frozen=True)
class Figure:
    """A figure on one data set: what its label is, what medlint says, how the two are compared.

    `predicted` reads what the `command` says of a file. `where` names the values of other labels
    that a record must have to count. `worst` is what a linter would say that flags everything,
    None where that means nothing.
    """

    data: str
    name: str
    goal: float | None
    label: str
    predicted: Callable[[Any, str], float]
    tally: Callable[[float, float], Tally]
    statistic: Statistic
    worst: float | None
    where: Mapping[str, str]
    command: str = "claims"

    def counts(self, record: Record) -> bool:
        """Whether the record has the label, and the values of other labels that are asked for."""
        return record.labels.get(self.label) is not None and all(
            record.labels.get(name) == value for name, value in self.where.items()
        )

    def labelled(self, record: Record) -> float:
        """The label as a number; raises QualityError when it is none."""
        value = record.labels[self.label]
        if not isinstance(value, int | float):
            raise QualityError(f"{self.data}: the label {self.label} of {record.id} is no number")
        return float(value)


def _is_direct_causal(ledger: Ledger, path: str) -> float:
    return float(ledger.level(path) == DIRECT_CAUSAL)


def _levels(data: str, goal: float) -> Figure:
    return Figure(
        data=data,
        name="four levels, macro-F1",
        goal=goal,
        label="level4",
        predicted=Ledger.level,
        tally=_level_tally,
        statistic=macro_f1,
        worst=DIRECT_CAUSAL,
        where={},
    )


def _direct_causal(data: str, goal: float, where: Mapping[str, str]) -> Figure:
    of = "".join(f", {value.replace('_', ' ')}" for value in where.values())
    return Figure(
        data=data,
        name=f"direct causal{of}, F1",
        goal=goal,
        label="strong_causal",
        predicted=_is_direct_causal,
        tally=_flag_tally,
        statistic=f1,
        worst=1,
        where=where,
    )


def _item(name: str, statistic: Statistic, goal: float | None) -> Figure:
    """A criterion of HealthNewsReview.org: flagged where a scorecard has it as not satisfied."""
    return Figure(
        data="fakehealth_release",
        name=f"{name}, {_STATISTICS[statistic]}",
        goal=goal,
        label=name,
        predicted=lambda cards, path: float(cards.flags(path, name)),
        tally=_flag_tally,
        statistic=statistic,
        worst=1,
        where={},
        command="score",
    )


_STATISTICS: Mapping[Statistic, str] = {precision: "precision", recall: "recall", f1: "F1"}


def _harm(
    data: str, name: str, label: str, predicted: Callable[[Harms, str], bool],
    statistic: Statistic, goal: float,
) -> Figure:  # fmt: skip
    return Figure(
        data=data,
        name=f"{name}, {_STATISTICS[statistic]}",
        goal=goal,
        label=label,
        predicted=lambda harms, path: float(predicted(harms, path)),
        tally=_flag_tally,
        statistic=statistic,
        worst=1,
        where={},
        command="balance",
    )


def _correlation(
    data: str, name: str, label: str, goal: float | None,
    predicted: Callable[[Readability, str], float],
) -> Figure:  # fmt: skip
    return Figure(
        data=data,
        name=f"{name}, Pearson's r",
        goal=goal,
        label=label,
        predicted=predicted,
        tally=pair_tally,
        statistic=pearson,
        worst=None,
        where={},
        command="readability",
    )


def _formula(column: str, measure: str) -> Figure:
    return _correlation(
        "clear",
        f"{measure} and its published column",
        column,
        0.99,
        lambda told, path: told.measure(path, measure),
    )


FIGURES: tuple[Figure, ...] = (
    _levels("claim_strength_pubmed", 0.70),
    _direct_causal("claim_strength_pubmed", 0.65, {}),
    _levels("claim_strength_eureka", 0.68),
    _direct_causal("claim_strength_eureka", 0.68, {}),
    _direct_causal("insciout_statements", 0.60, {"doc": "news"}),
    _direct_causal("insciout_statements", 0.66, {"doc": "press_release"}),
    Figure(
        data="certainty",
        name="certainty, Pearson's r",
        goal=0.62,
        label="certainty",
        predicted=Ledger.certainty,
        tally=pair_tally,
        statistic=pearson,
        worst=None,
        where={},
    ),
    Figure(
        data="insciout_articles",
        name="caveat, F1",
        goal=0.87,
        label="causality_statement",
        predicted=Ledger.has_caveat,
        tally=_flag_tally,
        statistic=f1,
        worst=1,
        where={},
    ),
    _item("harms", precision, 0.82),
    _item("harms", recall, 0.60),
    _item("evidence_quality", precision, 0.82),
    _item("evidence_quality", recall, 0.70),
    _item("benefits", precision, None),
    _item("costs", precision, None),
    _item("alternatives", precision, None),
    _item("availability", precision, None),
    _item("novelty", precision, None),
    _item("funding_coi", precision, None),
    _item("sensational_language", precision, None),
    _item("disease_mongering", precision, None),
    _harm("webmd_safety", "a named harm", "safety_statement", Harms.names_one, recall, 0.78),
    _harm(
        "webmd_safety", "a harm, or that too little is known", "safety_statement",
        Harms.tells_one, recall, 0.90,
    ),
    _harm(
        "ade", "a named harm of a treatment", "harm", Harms.names_one_of_a_treatment, f1, 0.60
    ),
    _correlation("medreadme", "difficulty", "difficulty", 0.78, Readability.difficulty),
    _correlation(
        "medreadme", "Flesch-Kincaid, for comparison", "difficulty", None,
        lambda told, path: told.measure(path, "flesch_kincaid"),
    ),
    _formula("published_fkgl", "flesch_kincaid"),
    _formula("published_flesch", "flesch_reading_ease"),
    _formula("published_smog", "smog"),
    _formula("published_ari", "ari"),
    _formula("published_dale_chall", "dale_chall"),
)  # fmt: skip


@dataclass(frozen=True)
class Ordering:
    """Pairs of records of one group, of which the one with another label than `easier` is harder.

    `measured` is what must be greater there; `prepared` is done to the texts before.
    """

    data: str
    name: str
    goal: float | None
    label: str
    easier: str
    measured: Callable[[Readability, str], float]
    prepared: Callable[[str], str] = str


def _summaries(
    name: str,
    goal: float | None,
    measured: Callable[[Readability, str], float],
    prepared: Callable[[str], str] = str,
) -> Ordering:
    return Ordering("cochrane", name, goal, "register", "plain", measured, prepared)


def _flesch_kincaid(told: Readability, path: str) -> float:
    return told.measure(path, "flesch_kincaid")


ORDERINGS: tuple[Ordering, ...] = (
    _summaries("pairs ordered right", 0.92, Readability.difficulty),
    _summaries(
        "pairs ordered right without digits and brackets", 0.88, Readability.difficulty,
        without_marks_of_kind,
    ),
    _summaries("pairs ordered right by Flesch-Kincaid, for comparison", None, _flesch_kincaid),
)  # fmt: skip

#: Sets of single sentences. Each is written as the item of a list, so that a short one is read as
#: a sentence and not as the title of an article.
SENTENCE_SETS = frozenset({"medreadme"})


@dataclass(frozen=True, slots=True)
class RuleLabel:
    """A label of a data set that comes near to what a rule looks for, though never the same."""

    rule: str
    data: str
    label: str


RULE_LABELS: tuple[RuleLabel, ...] = (
    RuleLabel("missing-risk-statement", "fakehealth_release", "harms"),
    RuleLabel("generic-risk-only", "fakehealth_release", "harms"),
    RuleLabel("unquantified-result", "fakehealth_release", "benefits"),
    RuleLabel("hype-language", "fakehealth_release", "sensational_language"),
    RuleLabel("hype-language", "puffery", "puffery"),
    RuleLabel("causal-from-association", "insciout_articles", "overclaim_main"),
    RuleLabel("title-overstates", "insciout_articles", "overclaim_headline"),
    RuleLabel("preclinical-extrapolation", "insciout_articles", "overgeneralised"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure on one part of a data set; `floor` is what flagging everything would score.

    Where the figure is about a flag, `precision` and `recall` are its own and `floor_precision`
    that of flagging everything, which is the share of labelled records; where it is about classes,
    `classes` holds the F1 of each, and `f1` that of a flag, with `floor_f1` where everything is.
    """

    records: int
    groups: int
    value: Estimate
    floor: float | None = None
    labelled: int = 0
    flagged: int = 0
    precision: Estimate | None = None
    recall: Estimate | None = None
    floor_precision: float | None = None
    f1: Estimate | None = None
    floor_f1: float | None = None
    classes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Row:
    """A figure, or a rule against a label, and its value on each part."""

    data: str
    name: str
    goal: float | None
    parts: Mapping[Part, Measured]


@dataclass(frozen=True)
class Result:
    """Everything measured on one day; `missing` are the data sets that were not there.

    `refused` tells how many records of a set the command for its figures did not read.
    """

    day: date
    figures: tuple[Row, ...]
    rules: tuple[Row, ...]
    recalls: tuple[RecallCount, ...]
    missing: tuple[str, ...]
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A record's half and group, its label and what medlint said."""

    half: Part
    group: str
    label: float
    predicted: float


def measure(data: Path, day: date) -> Result:
    """All figures on the labelled sets in a folder.

    Raises QualityError when none of the sets is there, or a command fails on one.
    """
    sources: tuple[Figure | RuleLabel | Ordering, ...] = (*FIGURES, *RULE_LABELS, *ORDERINGS)
    wanted = sorted({each.data for each in sources})
    present = [name for name in wanted if is_set(data / name)]
    if not present:
        raise QualityError(f"{data}: holds none of {', '.join(wanted)}; name the folder above them")
    known = shipped.rules()
    figures: list[Row] = []
    rules: list[Row] = []
    recalls: list[RecallCount] = []
    refused: dict[str, int] = {}
    for name in present:
        records = [record for record in read_set(data / name) if record.format == "text"]
        if name in SENTENCE_SETS:
            records = [replace(record, text=f"- {record.text}") for record in records]
        figures += [_ordered(each, records) for each in ORDERINGS if each.data == name]
        with TemporaryDirectory() as temporary:
            folder = Path(temporary)
            files = write_files(records, folder)
            for command in dict.fromkeys(f.command for f in FIGURES if f.data == name):
                told = COMMANDS[command](folder)
                refused[name] = told.refused(files)
                figures += _figures_on(name, command, told, files)
            for each, pairs in _rules_on(name, folder, files, known):
                if not pairs:
                    continue  # no record has the label
                rules.append(Row(name, f"{each.rule} on {each.label}", None, _flag_parts(pairs)))
                recalls.append(_recall_count(each, pairs, day))
    missing = tuple(name for name in wanted if name not in present)
    return Result(day, tuple(figures), tuple(rules), tuple(recalls), missing, refused)


def _figures_on(name: str, command: str, told: Told, files: Mapping[str, Record]) -> Iterable[Row]:
    for figure in (each for each in FIGURES if (each.data, each.command) == (name, command)):
        pairs = [
            _pair(record, figure.labelled(record), figure.predicted(told, path))
            for path, record in files.items()
            if figure.counts(record)
        ]
        if pairs:
            yield Row(name, figure.name, figure.goal, _parts(pairs, figure))


def _ordered(ordering: Ordering, records: Iterable[Record]) -> Row:
    """The share of pairs in which the harder record measures higher; as high counts half."""
    prepared = [replace(each, text=ordering.prepared(each.text)) for each in records]
    with TemporaryDirectory() as temporary:
        files = write_files(prepared, Path(temporary))
        told = Readability(shipped.readability(Path(temporary)))
    groups: dict[str, dict[bool, float]] = defaultdict(dict)
    halves: dict[str, Part] = {}
    for path, record in files.items():
        easier = record.labels[ordering.label] == ordering.easier
        groups[record.group][easier] = ordering.measured(told, path)
        halves[record.group] = record.half
    pairs = [
        _Pair(
            halves[group], group, 1.0, (pair[False] > pair[True]) + (pair[False] == pair[True]) / 2
        )
        for group, pair in groups.items()
        if len(pair) == 2
    ]
    return Row(ordering.data, ordering.name, ordering.goal, _shares(pairs))


def _shares(pairs: Sequence[_Pair]) -> dict[Part, Measured]:
    parts = {part: _of_part(pairs, part) for part in PARTS}
    return {
        part: Measured(
            records=len(chosen),
            groups=len(chosen),
            value=estimate({pair.group: [(pair.predicted, 1.0)] for pair in chosen}, share),
        )
        for part, chosen in parts.items()
        if chosen
    }


def _rules_on(
    name: str, folder: Path, files: Mapping[str, Record], known: Mapping[str, object]
) -> Iterable[tuple[RuleLabel, list[_Pair]]]:
    """Whether each rule speaks on each record, in a run with previews, beside the label."""
    wanted = [each for each in RULE_LABELS if each.data == name and each.rule in known]
    if not wanted:
        return
    found = {(each["rule"], each["path"]) for each in shipped.findings(folder, preview=True)}
    for each in wanted:
        yield (
            each,
            [
                _pair(record, float(record.labels[each.label] == 1), (each.rule, path) in found)
                for path, record in files.items()
                if record.labels.get(each.label) is not None
            ],
        )


def _pair(record: Record, label: float, predicted: float) -> _Pair:
    return _Pair(record.half, record.group, label, float(predicted))


def _recall_count(each: RuleLabel, pairs: Sequence[_Pair], day: date) -> RecallCount:
    labelled = [pair.predicted for pair in pairs if pair.label]
    others = [pair.predicted for pair in pairs if not pair.label]
    return RecallCount(
        each.rule,
        each.data,
        each.label,
        len(labelled),
        int(sum(labelled)),
        len(others),
        int(sum(others)),
        day,
    )


def _of_part(pairs: Iterable[_Pair], part: Part) -> list[_Pair]:
    return [pair for pair in pairs if part in ("all", pair.half)]


def _parts(pairs: Sequence[_Pair], figure: Figure) -> dict[Part, Measured]:
    if figure.tally is _flag_tally:
        return _flag_parts(pairs, figure.statistic)
    return {part: _measured(chosen, figure) for part in PARTS if (chosen := _of_part(pairs, part))}


def _measured(pairs: Sequence[_Pair], figure: Figure) -> Measured:
    groups = _grouped(pairs, figure.tally)
    worst = figure.worst
    return Measured(
        records=len(pairs),
        groups=len(groups),
        value=estimate(groups, figure.statistic),
        floor=None
        if worst is None
        else figure.statistic(total([figure.tally(pair.label, worst) for pair in pairs])),
        classes=_class_scores(groups) if figure.tally is _level_tally else (),
    )


def _class_scores(groups: Mapping[str, Sequence[Tally]]) -> tuple[float, ...]:
    matrix = total([tally for tallies in groups.values() for tally in tallies])
    return tuple(f1(class_tally(matrix, each)) for each in range(len(LEVEL_NAMES)))


def _flag_parts(pairs: Sequence[_Pair], statistic: Statistic = f1) -> dict[Part, Measured]:
    parts = {part: _of_part(pairs, part) for part in PARTS}
    return {part: _flags(chosen, statistic) for part, chosen in parts.items() if chosen}


def _flags(pairs: Sequence[_Pair], statistic: Statistic) -> Measured:
    groups = _grouped(pairs, _flag_tally)
    everything = total([_flag_tally(pair.label, 1) for pair in pairs])
    return Measured(
        records=len(pairs),
        groups=len(groups),
        value=estimate(groups, statistic),
        floor=statistic(everything),
        labelled=sum(bool(pair.label) for pair in pairs),
        flagged=sum(bool(pair.predicted) for pair in pairs),
        precision=estimate(groups, precision),
        recall=estimate(groups, recall),
        floor_precision=precision(everything),
        f1=estimate(groups, f1),
        floor_f1=f1(everything),
    )


def _grouped(
    pairs: Iterable[_Pair], tally: Callable[[float, float], Tally]
) -> dict[str, list[Tally]]:
    groups: dict[str, list[Tally]] = defaultdict(list)
    for pair in pairs:
        groups[pair.group].append(tally(pair.label, pair.predicted))
    return groups
