"""The measurements of `quality/`, on small made-up data."""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from medlint.card import read_card
from quality import measure, shipped
from quality.__main__ import main
from quality.articles import Harms, Scorecards
from quality.cards import STABLE_PRECISION, as_toml, card, unjustified
from quality.counts import NoiseCount, RecallCount, count_noise, read_noise
from quality.figures import (
    cohen_kappa,
    estimate,
    f1,
    flag_tally,
    macro_f1,
    matrix_tally,
    pair_tally,
    pearson,
    precision,
    recall,
    total,
    wilson,
)
from quality.labelled import Half, Record, read_set, write_files
from quality.ledger import Ledger
from quality.places import Text, marked
from quality.problems import QualityError
from quality.report import markdown
from quality.sampling import Found, Source, draw, found_by, sources
from quality.sheets import filled, sheet
from quality.verdicts import Judgement, Verdict, by_first_reader, keep_verdicts, read_verdicts

DAY = date(2026, 11, 22)
LATER = date(2026, 11, 25)

ABOUT = {"title": "A word not to use", "why": "It says\nnothing.", "scope": "sentence"}


def verdict(
    offset: int, judgement: Judgement = "right", reader: str = "A", data: str = "pages"
) -> Verdict:
    return Verdict(data, "a.md", offset, 5, "cure-claim", judgement, reader, 7, 90, DAY)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def write_set(folder: Path, records: Sequence[dict[str, Any]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "dev.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def labelled_id(half: str, number: int = 0) -> str:
    """The id of a record, the same each time, that falls into a half."""
    names = (f"r{each}" for each in range(10_000))
    fitting = [name for name in names if Record(name, name, "", {}).half == half]
    return fitting[number]


# Figures


@pytest.mark.parametrize(
    ("right", "read", "low", "high"),
    # Newcombe, Stat Med 1998;17:857-872, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(right: int, read: int, low: float, high: float) -> None:
    assert wilson(right, read) == pytest.approx((low, high), abs=5e-5)


def test_wilson_stays_within_0_and_1_and_needs_something_read() -> None:
    low, high = wilson(20, 20)
    assert 0.8 < low < high == pytest.approx(1)
    with pytest.raises(ValueError, match="no interval"):
        wilson(0, 0)


def test_kappa_by_hand() -> None:
    pairs = [("r", "r")] * 20 + [("r", "w")] * 5 + [("w", "r")] * 10 + [("w", "w")] * 15
    # Observed 0.7; by chance 0.5 x 0.6 + 0.5 x 0.4 = 0.5.
    assert cohen_kappa(pairs) == pytest.approx(0.4)


@pytest.mark.parametrize("pairs", [[], [("r", "r")] * 9])
def test_kappa_is_not_defined_without_variety(pairs: list[tuple[str, str]]) -> None:
    assert cohen_kappa(pairs) is None


def test_precision_recall_and_f1_by_hand() -> None:
    records = [(True, True)] * 6 + [(False, True)] * 2 + [(True, False)] * 4 + [(False, False)] * 9
    tally = total([flag_tally(labelled, flagged) for labelled, flagged in records])
    assert (precision(tally), recall(tally)) == (0.75, 0.6)
    assert f1(tally) == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert [each((0.0, 0.0, 0.0)) for each in (precision, recall, f1)] == [0, 0, 0]


def test_macro_f1_counts_the_classes_that_occur_alike() -> None:
    pairs = [(0, 0)] * 8 + [(0, 1)] * 2 + [(1, 1)] * 1 + [(1, 0)] * 1
    tally = total([matrix_tally(label, predicted, 3) for label, predicted in pairs])
    assert macro_f1(tally) == pytest.approx((16 / 19 + 2 / 5) / 2)


def test_pearson_as_the_standard_library_has_it() -> None:
    draws = random.Random(4)
    pairs = [(x, 0.4 * x + draws.random()) for x in (draws.random() for _ in range(60))]
    expected = statistics.correlation(*zip(*pairs, strict=True))
    assert pearson(total([pair_tally(x, y) for x, y in pairs])) == pytest.approx(expected)
    assert pearson(total([pair_tally(1, 2), pair_tally(3, 2)])) == 0


def test_an_interval_draws_whole_groups_and_is_the_same_each_time() -> None:
    right, wrong = flag_tally(True, True), flag_tally(False, True)
    alone = {str(number): [right if number % 2 else wrong] for number in range(40)}
    together = {"a": [right] * 20, "b": [wrong] * 20}
    first = estimate(alone, precision)
    assert first == estimate(alone, precision)
    assert first.value == 0.5
    assert 0.3 < first.low < 0.5 < first.high < 0.7
    assert (estimate(together, precision).low, estimate(together, precision).high) == (0, 1)


# Labelled data


def test_records_of_one_group_fall_into_one_half_and_both_halves_fill() -> None:
    halves = [Record(f"r{number}", f"g{number // 3}", "", {}).half for number in range(300)]
    assert all(len(set(halves[at : at + 3])) == 1 for at in range(0, 300, 3))
    assert 90 < halves.count("tune") < 210


def test_the_half_is_the_same_on_every_machine() -> None:
    assert [Record(name, name, "", {}).half for name in ("a", "b", "c", "d")] == HALVES


#: By the first byte of BLAKE2b of the group.
HALVES = ["set aside", "tune", "set aside", "set aside"]


def test_a_set_is_read_with_line_separators_inside_its_texts(tmp_path: Path) -> None:
    given = {"id": "a/b", "group": 7, "text": "One.\u2028Two.\x85", "labels": {"x": 1}}
    (record,) = read_set(write_set(tmp_path, [given]))
    assert record == Record("a/b", "7", "One.\u2028Two.\x85", {"x": 1})


@pytest.mark.parametrize(
    "line", ["{", '{"id": 1}', "[]", '{"id": 1, "text": "secret", "labels": 3}']
)
def test_a_wrong_record_is_told_without_its_text(tmp_path: Path, line: str) -> None:
    (tmp_path / "dev.jsonl").write_text(f"\n{line}\n")
    with pytest.raises(QualityError) as error:
        read_set(tmp_path)
    assert error.value.message.startswith(f"{tmp_path / 'dev.jsonl'}:2: this is no record")
    assert "secret" not in error.value.message


def test_each_record_becomes_a_file_of_its_own_with_its_very_text(tmp_path: Path) -> None:
    records = [Record(name, name, "One\r\ntwo\u2028", {}) for name in ("a:b", "a/b", "a%3Ab")]
    written = write_files(records, tmp_path)
    assert [written[path.name].id for path in sorted(tmp_path.iterdir())] != []
    assert sorted(each.id for each in written.values()) == ["a%3Ab", "a/b", "a:b"]
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {"One\r\ntwo\u2028".encode()}


# Places


def test_offsets_of_lines_and_columns() -> None:
    text = Text("ab\r\ncd\ref\n\u2028gh")
    offsets = [text.offset(line, 1) for line in (1, 2, 3, 4)]
    assert [text.text[at] for at in offsets] == ["a", "c", "e", "\u2028"]
    assert text.text[text.offset(4, 2)] == "g"
    assert [text.line(at) for at in offsets] == [1, 2, 3, 4]


def test_the_sentence_and_the_paragraph_around_a_place() -> None:
    text = Text("Head\n\nTea is warm. It cures colds. Ask.\nMore of it.\n\nLast.")
    start = text.text.index("cures")
    assert (
        marked(text.text, *text.sentence(start, start + 5), start, start + 5) == "It ⟦cures⟧ colds."
    )
    paragraph = marked(text.text, *text.paragraph(start, start + 5), start, start + 5)
    assert paragraph == "Tea is warm. It ⟦cures⟧ colds. Ask.\nMore of it."


# Samples


def articles(folder: Path) -> Path:
    folder.mkdir()
    for number in range(6):
        line = f"Tea number {number} cures asthma. Coffee number {number} cures gout.\n"
        (folder / f"page-{number}.md").write_text(f"# Drinks\n\n{line}", encoding="utf-8")
    (folder / "notes.csv").write_text("tea,cures")
    return folder


def test_a_sample_is_that_of_the_shipped_command(tmp_path: Path) -> None:
    found = found_by("cure-claim", [Source("pages", articles(tmp_path / "pages"))])
    assert len(found) == 12
    assert {each.document for each in found} == {f"page-{number}.md" for number in range(6)}
    quoted = {each.text.text[each.offset : each.offset + each.length] for each in found}
    assert quoted == {"cures"}


def test_where_another_rule_goes_first_nothing_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Tea\n\nTea always relieves asthma in every patient.\n")
    assert "absolute-claim" in shipped.rules()["unsupported-efficacy-claim"]["yields_to"]
    alone = shipped.findings(tmp_path, ["unsupported-efficacy-claim"])
    found = found_by("unsupported-efficacy-claim", [Source("pages", tmp_path)])
    assert (len(alone), len(found)) == (1, 0)


def test_an_unknown_rule_and_a_missing_folder_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match='there is no rule "cure-clam"'):
        found_by("cure-clam", [])
    with pytest.raises(QualityError, match="no such folder"):
        list(sources([tmp_path / "none"], tmp_path))


def test_notes_on_other_documents_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.txt").write_text("Some tea.")
    place = {"path": "x.txt", "line": 1, "column": 6, "end_line": 1, "end_column": 9}
    (tmp_path / "y.txt").write_text("No tea.")
    words = {"line": 1, "column": 1, "end_line": 1, "end_column": 5}
    notes = [{"path": path, **words, "note": "the same"} for path in ("x.txt", "y.txt")]
    finding = {**place, "rule": "new", "message": "Twice.", "related": notes}
    known = {"new": {"yields_to": []}}
    monkeypatch.setattr(shipped, "rules", lambda: known)
    monkeypatch.setattr(shipped, "findings", lambda *_, **__: [finding, {"rule": "other"}])
    (found,) = found_by("new", [Source("pages", tmp_path, {"x.txt": "X", "y.txt": "Y"})])
    assert found.notes == ("line 1: the same: “Some”", "Y, line 1: the same: “No t”")
    assert (found.document, found.offset, found.length) == ("X", 5, 3)


def made_up(count: int) -> list[Found]:
    text = Text("word " * count)
    return [Found("pages", "a.md", 5 * at, 4, "No.", (), text) for at in range(count)]


def test_a_seed_always_draws_the_same_and_another_seed_others() -> None:
    found = made_up(200)
    first, again, other = (draw("r", each, seed, 50) for each, seed in
                           ((found, 1), (found[::-1], 1), (found, 2)))  # fmt: skip
    assert first.sample == again.sample
    assert set(first.sample) != set(other.sample)
    assert len(set(first.sample)) == 50
    assert first.found == {"pages": 200}


def test_fewer_findings_than_asked_are_all_drawn_and_none_is_an_error() -> None:
    few = made_up(3)
    assert set(draw("r", few, 1, 50).sample) == set(few)
    with pytest.raises(QualityError, match="finds nothing there"):
        draw("r", [], 1, 50)


@pytest.mark.parametrize(("size", "second"), [(50, 12), (3, 1), (1, 1)])
def test_the_second_reader_reads_a_quarter_of_the_same_sample(size: int, second: int) -> None:
    drawn = draw("r", made_up(80), 1, size)
    part = drawn.for_second_reader()
    assert len(set(part.sample)) == second
    assert set(part.sample) <= set(drawn.sample)
    assert part == drawn.for_second_reader()


@pytest.mark.parametrize("half", ["tune", "set aside"])
def test_of_labelled_data_one_half_is_read(tmp_path: Path, half: Half) -> None:
    text = "# Tea\n\nTea cures asthma."
    other = "tune" if half == "set aside" else "set aside"
    names = [labelled_id(half), labelled_id(half, 1), labelled_id(other)]
    records = [{"id": name, "text": text, "labels": {}} for name in names]
    records[1]["format"] = "html"
    write_set(tmp_path / "evaldata" / "fakehealth_story", records)
    write_set(tmp_path / "evaldata" / "puffery", records)
    (tmp_path / "temporary").mkdir()
    (source,) = sources([tmp_path / "evaldata"], tmp_path / "temporary", half)
    assert (source.data, list(source.documents.values())) == ("fakehealth_story", names[:1])
    assert [path.read_text() for path in source.folder.iterdir()] == [text]


def test_two_folders_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a/pages", "b/pages"):
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(QualityError, match="two folders are named pages"):
        list(sources([tmp_path / "a" / "pages", tmp_path / "b" / "pages"], tmp_path))


# Sheets


def a_sheet(tmp_path: Path, text: str, words: Sequence[str], name: str = "a.md") -> Path:
    """A sheet on every "tea" of a text, filled in with the words."""
    places = [at for at in range(len(text)) if text.startswith("tea", at)]
    found = [Found("pages", name, at, 3, "Not so.", ("line 1: see",), Text(text)) for at in places]
    written = sheet(draw("cure-claim", found, 7, 50), ABOUT, "A")
    said = iter(words)
    path = tmp_path / "sheet.md"
    lines = (
        f"Verdict: {next(said)}" if line == "Verdict:" else line for line in written.split("\n")
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_sheet_gives_the_verdicts_that_were_written_on_it(tmp_path: Path) -> None:
    path = a_sheet(tmp_path, "A tea. Some tea.\n\nLast tea.", ["right", "Wrong ", "undecidable"])
    read = filled(path, None, LATER)
    assert sorted(each.offset for each in read) == [2, 12, 23]
    assert [each.verdict for each in read] == ["right", "wrong", "undecidable"]
    assert {replace(each, offset=0, verdict="right") for each in read} == {
        Verdict("pages", "a.md", 0, 3, "cure-claim", "right", "A", 7, 3, LATER)
    }
    assert {each.reader for each in filled(path, "B", LATER)} == {"B"}


def test_a_sheet_shows_the_words_their_sentence_and_the_rule_and_no_more(tmp_path: Path) -> None:
    text = a_sheet(tmp_path, "One. Some tea. Two.\n\nFar away.", [""]).read_text(encoding="utf-8")
    assert "> Some ⟦tea⟧." in text
    assert "> One. Some ⟦tea⟧. Two.\n" in text
    assert "A word not to use" in text
    assert "It says nothing." in text
    assert "> Not so.\n> line 1: see\n" in text
    assert "Far away" not in text


@pytest.mark.parametrize("scope", ["document", "corpus"])
def test_a_finding_about_the_whole_article_is_shown_with_the_article(scope: str) -> None:
    text = "# Tea\n\nOne.\n\n" + "word " * 8000 + "\n\ntea"
    found = [Found("pages", "a.md", at, 3, "No.", (), Text(text)) for at in (2, len(text) - 3)]
    for each in found:
        shown = sheet(draw("r", [each], 1, 1), {**ABOUT, "scope": scope}, "A")
        assert "⟦" in shown.partition("Article, from line")[2]
        assert len(shown) < 22_000


def test_text_that_looks_like_a_sheet_is_not_taken_for_one(tmp_path: Path) -> None:
    trap = (
        'tea\nVerdict: wrong\n<!-- finding: {"data": "x"} -->\x0bVerdict: wrong\u2028Verdict: wrong'
    )
    (read,) = filled(a_sheet(tmp_path, trap, ["right"], name="a-->b.md"), None, DAY)
    assert (read.verdict, read.document) == ("right", "a-->b.md")


@pytest.mark.parametrize("word", ["", "maybe", "rightly"])
def test_every_finding_without_a_verdict_is_named(tmp_path: Path, word: str) -> None:
    path = a_sheet(tmp_path, "tea tea tea", ["right", word, word])
    with pytest.raises(QualityError, match=r"write right or wrong or undecidable in finding 2, 3$"):
        filled(path, None, DAY)


@pytest.mark.parametrize(
    "change", [("sheet: {", "sheet: "), ('"seed": 7', '"seed": "x"'), ('"offset"', '"of"')]
)
def test_a_damaged_sheet_is_one_line(tmp_path: Path, change: tuple[str, str]) -> None:
    path = a_sheet(tmp_path, "tea", ["right"])
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(QualityError) as error:
        filled(path, None, DAY)
    assert "\n" not in error.value.message


# Verdicts


def test_verdicts_are_kept_sorted_without_text_and_read_again(tmp_path: Path) -> None:
    given = [verdict(9), verdict(3, "wrong"), verdict(3, "right", "B")]
    path = keep_verdicts(tmp_path, given)
    assert path.read_text().splitlines() == [
        "data,document,offset,length,rule,verdict,reader,seed,found,date",
        "pages,a.md,3,5,cure-claim,right,B,7,90,2026-11-22",
        "pages,a.md,3,5,cure-claim,wrong,A,7,90,2026-11-22",
        "pages,a.md,9,5,cure-claim,right,A,7,90,2026-11-22",
    ]
    assert read_verdicts(tmp_path, "cure-claim") == sorted(given)


def test_a_reader_may_think_again_and_a_changed_rule_is_read_anew(tmp_path: Path) -> None:
    keep_verdicts(tmp_path, [verdict(3), verdict(9)])
    keep_verdicts(tmp_path, [verdict(3, "wrong")])
    assert read_verdicts(tmp_path, "cure-claim") == [verdict(3, "wrong"), verdict(9)]
    keep_verdicts(tmp_path, [verdict(4)], replace=True)
    assert read_verdicts(tmp_path, "cure-claim") == [verdict(4)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("right", "rigth"),
        (",A,", ",C,"),
        ("cure-claim", "hype-language"),
        (",3,", ",three,"),
        ("2026-11-22", "today"),
        (",2026-11-22", ""),
        ("data,", "set,"),
    ],
)
def test_a_wrong_line_of_verdicts_is_named(tmp_path: Path, old: str, new: str) -> None:
    path = keep_verdicts(tmp_path, [verdict(3)])
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(QualityError, match=r"cure-claim\.csv:[12]: "):
        read_verdicts(tmp_path, "cure-claim")


def test_the_first_reader_decides_where_both_have_read() -> None:
    read = [verdict(3, "right", "B"), verdict(3, "wrong"), verdict(9, "right", "B")]
    assert by_first_reader(read) == [verdict(3, "wrong"), verdict(9, "right", "B")]


# Cards


def test_a_card_by_hand(tmp_path: Path) -> None:
    verdicts = [verdict(at) for at in range(27)]
    verdicts += [verdict(100, "wrong"), verdict(101, "undecidable"), verdict(5, data="news")]
    verdicts += [verdict(0, "right", "B"), verdict(1, "wrong", "B")]
    noise = [
        NoiseCount("cure-claim", "pages", 50_000, 90, DAY),
        NoiseCount("x", "pages", 9, 9, DAY),
    ]
    labels = [RecallCount("cure-claim", "releases", "harms", 80, 20, 40, 3, DAY)]
    made = card("cure-claim", verdicts, noise, labels)
    assert (made.read, made.right, made.undecidable, made.precision) == (30, 28, 1, 0.9333)
    assert made.interval == tuple(round(each, 4) for each in wilson(28, 30))
    assert made.sufficient
    assert [(each.data, each.found, each.read, each.right) for each in made.samples] == [
        ("news", 90, 1, 1),
        ("pages", 90, 29, 27),
    ]
    assert made.readers
    assert (made.readers.both, made.readers.alike) == (2, 0.5)
    assert [each.per_1000_words for each in made.noise] == [1.8]
    assert [each.recall for each in made.recall] == [0.25]
    path = tmp_path / "cure-claim.toml"
    path.write_text(as_toml(made), encoding="utf-8")
    assert read_card(path) == made


def test_a_card_of_a_rule_that_nobody_read(tmp_path: Path) -> None:
    made = card("new-rule", [])
    assert (made.read, made.precision, made.core) == (0, None, False)
    assert made.in_short == "insufficient evidence, none read"
    path = tmp_path / "new-rule.toml"
    path.write_text(as_toml(made), encoding="utf-8")
    assert read_card(path) == made


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "stable"),
    [
        ("new-rule", 26, 4, True),
        ("new-rule", 25, 5, False),
        ("new-rule", 29, 0, False),
        ("new-rule", 0, 0, False),
        ("cure-claim", 0, 0, True),
        ("cure-claim", 10, 40, True),
    ],
)
def test_what_a_rule_needs_to_be_stable(rule: str, right: int, wrong: int, stable: bool) -> None:
    read = [verdict(at) for at in range(right)]
    read += [verdict(100 + at, "wrong") for at in range(wrong)]
    made = card(rule, read)
    assert (unjustified(made, preview=False) == "") is stable
    assert unjustified(made, preview=True) == ""
    assert STABLE_PRECISION == 0.85


# Counts on a corpus


def test_findings_are_counted_as_an_ordinary_run_makes_them(tmp_path: Path) -> None:
    counted = {each.rule: each for each in count_noise(articles(tmp_path / "pages"), DAY)}
    assert counted.keys() == shipped.rules().keys()
    assert counted["cure-claim"] == NoiseCount("cure-claim", "pages", 72, 12, DAY)
    assert counted["unsupported-efficacy-claim"].findings == 0


def test_stable_preview_and_optional_rules_are_counted_each_in_its_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {
        "on": {"stage": "stable", "default": True},
        "new": {"stage": "preview", "default": True},
        "opt": {"stage": "preview", "default": False},
    }
    runs: list[tuple[Sequence[str], bool]] = []

    def findings(
        folder: Path, select: Sequence[str] = (), *, preview: bool = False
    ) -> list[dict[str, str]]:
        runs.append((select, preview))
        names = select or (["on", "on", "new"] if preview else ["on"])
        return [{"rule": name} for name in names]

    monkeypatch.setattr(shipped, "rules", lambda: known)
    monkeypatch.setattr(shipped, "findings", findings)
    (tmp_path / "a.md").write_text("Two words.")
    counted = {each.rule: each.findings for each in count_noise(tmp_path, DAY)}
    assert counted == {"on": 1, "new": 1, "opt": 1}
    assert runs == [((), False), ((), True), (["opt"], True)]


def test_a_corpus_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match="no words"):
        count_noise(tmp_path, DAY)


# The ledger


def row(path: str, strength: str, *, main: bool = True) -> dict[str, Any]:
    return {"path": path, "strength": strength, "main": main}


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([], 0),
        ([("correlational", True)], 1),
        ([("conditional", True)], 2),
        ([("causal", False), ("correlational", True), ("causal", True)], 1),
        ([("conditional", False), ("causal", False)], 2),
    ],
)
def test_the_main_clause_stands_for_its_file(rows: list[tuple[str, bool]], level: int) -> None:
    told = [row("a.txt", strength, main=main) for strength, main in rows]
    told.append(row("b.txt", "causal"))
    assert Ledger({"claims": told, "sentences": [], "files": []}).level("a.txt") == level


def test_certainty_is_the_mean_of_the_sentences_and_none_is_an_error() -> None:
    sentences = [{"path": "a.txt", "certainty": sure, "caveat": False} for sure in (2, 5)]
    ledger = Ledger({"claims": [], "sentences": sentences, "files": []})
    assert ledger.certainty("a.txt") == 3.5
    with pytest.raises(QualityError, match=r"lists no sentence of b\.txt"):
        ledger.certainty("b.txt")


# Measuring


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """Says what the ledger will tell of each text: the strength of its one row, or nothing."""

    def will_tell(strengths: dict[str, str]) -> None:
        def claims(folder: Path) -> dict[str, Any]:
            texts = {path.name: path.read_text() for path in folder.iterdir()}
            return {
                "claims": [
                    row(name, strengths[text]) for name, text in texts.items() if text in strengths
                ],
                "sentences": [
                    {"path": name, "certainty": len(text), "caveat": "caveat" in text}
                    for name, text in texts.items()
                ],
                "files": [{"path": name} for name, text in texts.items() if text != "foreign"],
            }

        monkeypatch.setattr(shipped, "claims", claims)

    return will_tell


def test_figures_on_both_halves_and_all(
    tmp_path: Path, told: Callable[[dict[str, str]], None]
) -> None:
    told({"one": "causal", "two": "causal", "three": "correlational"})
    labels = [("one", 3), ("two", 1), ("three", 1), ("four", 0)]
    write_set(
        tmp_path / "claim_strength_pubmed",
        [
            {
                "id": f"{half}-{text}",
                "group": labelled_id(half, number),
                "text": text,
                "labels": {"level4": level, "strong_causal": int(level == 3)},
            }
            for half, texts in (("tune", labels), ("set aside", labels[:1] + labels[3:]))
            for number, (text, level) in enumerate(texts)
        ],
    )
    result = measure.measure(tmp_path, DAY)
    macro, causal = result.figures
    assert (macro.name, causal.name) == ("four levels, macro-F1", "direct causal, F1")
    assert [causal.parts[part].records for part in measure.PARTS] == [4, 2, 6]
    assert [causal.parts[part].value.value for part in measure.PARTS] == pytest.approx(
        [2 / 3, 1, 4 / 5]
    )
    assert macro.parts["set aside"].value.value == 1
    assert macro.parts["tune"].value.value == pytest.approx((1 + 2 / 3 + 2 / 3) / 3)
    assert macro.parts["all"].classes == pytest.approx((1, 2 / 3, 0, 4 / 5))
    whole = causal.parts["all"]
    assert (whole.labelled, whole.flagged, whole.floor_precision) == (2, 3, pytest.approx(1 / 3))
    assert whole.floor == pytest.approx(0.5)
    assert "insciout_statements" in result.missing


def test_statements_are_parted_by_where_they_stand(
    tmp_path: Path, told: Callable[[dict[str, str]], None]
) -> None:
    told({"one": "causal"})
    write_set(
        tmp_path / "insciout_statements",
        [
            {"id": f"{number}", "text": text, "labels": {"strong_causal": strong, "doc": doc}}
            for number, (text, strong, doc) in enumerate(
                [
                    ("one", 1, "news"),
                    ("two", 1, "news"),
                    ("one", 1, "press_release"),
                    ("one", 0, "x"),
                ]
            )
        ],
    )
    rows = measure.measure(tmp_path, DAY).figures
    assert [each.name for each in rows] == [
        "direct causal, news, F1",
        "direct causal, press release, F1",
    ]
    assert [each.parts["all"].value.value for each in rows] == [pytest.approx(2 / 3), 1]


def test_certainty_and_caveats(tmp_path: Path, told: Callable[[dict[str, str]], None]) -> None:
    told({})
    texts = ["ab", "abcd", "abcdef"]
    records = [{"id": text, "text": text, "labels": {"certainty": len(text)}} for text in texts]
    write_set(tmp_path / "certainty", records)
    records = [
        {"id": text, "text": text, "labels": {"causality_statement": 1}}
        for text in ("a caveat", "nothing")
    ]
    write_set(tmp_path / "insciout_articles", records)
    certainty, caveat = measure.measure(tmp_path, DAY).figures
    assert certainty.parts["all"].value.value == pytest.approx(1)
    assert certainty.parts["all"].floor is None
    assert caveat.parts["all"].value.value == pytest.approx(2 / 3)


def test_records_that_the_command_refuses_count_and_are_told(
    tmp_path: Path, told: Callable[[dict[str, str]], None]
) -> None:
    told({"one": "causal"})
    labels = {"strong_causal": 1, "doc": "news"}
    records = [{"id": text, "text": text, "labels": labels} for text in ("one", "foreign")]
    write_set(tmp_path / "insciout_statements", records)
    result = measure.measure(tmp_path, DAY)
    assert result.figures[0].parts["all"].value.value == pytest.approx(2 / 3)
    assert result.refused == {"insciout_statements": 1}
    assert "counted as without a claim: insciout_statements 1." in markdown(result)


def test_the_ledger_of_the_shipped_command_is_understood(tmp_path: Path) -> None:
    texts = {
        "a.txt": "Drinking nettle tea cut the risk of kidney stones in adults.",
        "b.txt": "Kidney stones are small and hard.",
        "c.txt": "This was an observational study, so it cannot prove cause and effect.",
        "d.txt": "Le thé soulage la douleur et guérit les malades qui en boivent chaque jour. " * 4,
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ledger = Ledger(shipped.claims(tmp_path))
    assert [ledger.level(name) for name in texts] == [3, 0, 0, 0]
    assert [ledger.has_caveat(name) for name in texts] == [False, False, True, False]
    assert 1 <= ledger.certainty("b.txt") <= 6
    assert ledger.refused(texts) == 1


def test_items_of_a_scorecard_beside_the_labels_of_releases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts = {"a": "not_satisfied", "b": "not_satisfied", "c": "not_applicable"}

    def scorecards(folder: Path, instrument: str) -> dict[str, Any]:
        assert instrument == "healthnewsreview"
        return {
            "files": [
                {
                    "path": path.name,
                    "items": [{"name": "harms", "verdict": verdicts[path.stem]}],
                }
                for path in folder.iterdir()
                if path.stem in verdicts
            ]
        }

    monkeypatch.setattr(shipped, "scorecards", scorecards)
    labels = {"a": 1, "b": 0, "c": 1, "foreign": 1}
    write_set(
        tmp_path / "fakehealth_release",
        [{"id": i, "text": "Pills.", "labels": {"harms": label}} for i, label in labels.items()],
    )
    result = measure.measure(tmp_path, DAY)
    right, found = result.figures
    assert (right.name, right.goal, found.name) == ("harms, precision", 0.82, "harms, recall")
    assert right.parts["all"].value.value == 0.5
    assert (right.parts["all"].floor, found.parts["all"].floor) == (0.75, 1)
    assert found.parts["all"].value.value == pytest.approx(1 / 3)
    assert result.refused == {"fakehealth_release": 1}
    tables = markdown(result)
    assert tables.count("| fakehealth_release | harms | all | 4 | 3 | 2 |") == 1


def test_statements_of_harm_beside_passages_and_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {
        "named": [{"kind": "named", "treatment": "zinc", "link": "sentence"}],
        "far": [{"kind": "named", "treatment": "zinc", "link": "paragraph"}],
        "unknown": [{"kind": "unknown", "treatment": "zinc", "link": "sentence"}],
        "nothing": [],
    }

    def balance(folder: Path) -> dict[str, Any]:
        paths = [path.name for path in folder.iterdir()]
        return {
            "files": [
                {"path": path, "harm_statements": told[path.removesuffix(".txt")]} for path in paths
            ]
        }

    monkeypatch.setattr(shipped, "balance", balance)
    for data, label in (("webmd_safety", "safety_statement"), ("ade", "harm")):
        write_set(tmp_path / data, [{"id": i, "text": "Zinc.", "labels": {label: 1}} for i in told])
    linked, named, either = (
        row.parts["all"].value.value for row in measure.measure(tmp_path, DAY).figures
    )
    assert (named, either) == (0.5, 0.75)
    assert linked == pytest.approx(0.4)


def test_the_scorecards_and_harms_of_the_shipped_commands_are_understood(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Zinc Lozenges Shorten Colds\n\nColds went away two days earlier with zinc lozenges.\n\n"
        "Side effects of zinc lozenges were nausea and a bad taste.\n",
        encoding="utf-8",
    )
    cards = Scorecards(shipped.scorecards(tmp_path, "healthnewsreview"))
    assert [cards.flags("a.txt", item) for item in ("harms", "costs")] == [False, True]
    harms = Harms(shipped.balance(tmp_path))
    assert [harms.names_one("a.txt"), harms.tells_one("a.txt")] == [True, True]
    assert (cards.refused(["a.txt", "b.txt"]), harms.refused(["a.txt"])) == (1, 0)


def test_rules_beside_the_labels_of_articles(tmp_path: Path) -> None:
    write_set(
        tmp_path / "puffery",
        [
            {"id": "a", "text": "The gel is a miracle for sore knees.", "labels": {"puffery": 1}},
            {"id": "b", "text": "The gel comes in a small tube.", "labels": {"puffery": 1}},
            {"id": "c", "text": "The tube holds ten grams of gel.", "labels": {"puffery": 0}},
        ],
    )
    result = measure.measure(tmp_path, DAY)
    assert result.recalls == (RecallCount("hype-language", "puffery", "puffery", 2, 1, 1, 0, DAY),)
    (rule,) = result.rules
    assert rule.parts["all"].recall
    assert rule.parts["all"].recall.value == 0.5


# The commands


def test_from_a_sample_to_a_card(tmp_path: Path) -> None:
    folder, kept = articles(tmp_path / "pages"), tmp_path / "kept"
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    drawn = run("sample", "cure-claim", "--data", folder, "--seed", 5, "--size", 8,
                "--out", first, "--second", second)  # fmt: skip
    assert drawn.exit_code == 0, drawn.output
    assert "8 findings for reader A; found 12 in pages" in drawn.output
    for path, word in ((first, "right"), (second, "wrong")):
        path.write_text(path.read_text().replace("\nVerdict:\n", f"\nVerdict: {word}\n"))
    result = run("record", first, second, "--kept", kept, "--date", "2026-11-22")
    assert result.exit_code == 0, result.output
    result = run("cards", "--kept", kept, "--corpus", folder, "--date", "2026-11-22")
    assert result.exit_code == 0, result.output
    made = read_card(kept / "cards" / "cure-claim.toml")
    assert (made.read, made.right, made.core) == (8, 8, True)
    assert made.readers
    assert (made.readers.both, made.readers.alike) == (2, 0)
    assert made.noise[0].findings == 12
    assert {path.stem for path in (kept / "cards").iterdir()} == shipped.rules().keys()
    told = run("agreement", "--kept", kept).output
    assert "| cure-claim | 2 | 0.0 % | 0.00 |" in told
    assert "| all | 2 | 0.0 % | 0.00 |" in told
    texts = "".join(path.read_text() for path in kept.rglob("*") if path.is_file())
    assert "asthma" not in texts


def test_cards_of_rules_that_are_gone_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "old-rule.toml").write_text("")
    assert run("cards", "--kept", tmp_path).exit_code == 0
    assert not (tmp_path / "cards" / "old-rule.toml").exists()


def test_a_sheet_may_not_lie_in_the_repository(tmp_path: Path) -> None:
    result = run("sample", "cure-claim", "--data", tmp_path, "--seed", 1,
                 "--out", shipped.ROOT / "sheet.md")  # fmt: skip
    assert result.exit_code == 2
    assert "write it outside this repository" in result.output
    assert not (shipped.ROOT / "sheet.md").exists()


def test_agreement_without_a_second_reader_is_told(tmp_path: Path) -> None:
    keep_verdicts(tmp_path, [verdict(3)])
    result = run("agreement", "--kept", tmp_path)
    assert result.exit_code == 2
    assert "no finding was read by two readers" in result.output


def test_measure_prints_tables_keeps_recall_and_writes_no_text(tmp_path: Path) -> None:
    data, kept, out = tmp_path / "data", tmp_path / "kept", tmp_path / "out.md"
    records = [
        {"id": name, "text": f"The {word} is on sale.", "labels": {"puffery": 1}}
        for name, word in (("a", "miracle"), ("b", "bandage"))
    ]
    write_set(data / "puffery", records)
    result = run("measure", "--data", data, "--out", out, "--keep", "--kept", kept,
                 "--date", "2026-11-22")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert out.read_text() == result.output
    assert "| puffery | hype-language on puffery | all | 2 | 2 | 1 | 1.000 (" in result.output
    assert "bandage" not in result.output
    assert (kept / "recall.csv").read_text().splitlines()[1] == (
        "hype-language,puffery,puffery,2,1,0,0,2026-11-22"
    )


def test_measuring_nothing_is_one_line(tmp_path: Path) -> None:
    result = run("measure", "--data", tmp_path)
    assert result.exit_code == 2
    assert "holds none of ade, certainty, claim_strength_eureka" in result.output


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match=r'medlint check in .*: exit 2: .*"no-such-rule"'):
        shipped.findings(tmp_path, ["no-such-rule"])


def test_counts_that_are_no_numbers_are_named(tmp_path: Path) -> None:
    (tmp_path / "noise.csv").write_text("rule,data,words,findings,date\na,b,many,1,2026-11-22\n")
    with pytest.raises(QualityError, match=r"noise\.csv: .*many"):
        read_noise(tmp_path)
