"""Kept results: a second run says what the first did, whatever has changed or gone wrong."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlint.cli import main
from medlint.config import Config
from medlint.document import Document
from medlint.engine import Checker
from medlint.results.form import checked_of, packed, plain_checked, unpacked
from medlint.results.store import FILE_NAME, Store
from medlint.rulebook import Rulebook
from medlint.run import Options, Report, run
from medlint.source import decode

CLAIM = "This tea cures asthma. "
SHARED = "Please ask the nurse at the desk about anything in this leaflet that worries you. "
PARAGRAPHS = [
    CLAIM,
    SHARED,
    "The tablets may ease pain in some adults, a trial of 120 people found.",
    "Take 500 mg of paracetamol every two hours until the fever is gone.",
    "Asthma affects many many people.",
    "As an AI language model, I cannot give medical advice.",
    "<!-- medlint-disable-next-line cure-claim -- quoted from an advert until=2026-06-30 -->\n"
    "The advert says that the tea cures eczema.",
    "<!-- medlint-disable-next-line cure-claim -- checked -->\nThe balm cures psoriasis.",
    "Last reviewed: 3 May 2021.",
    "Recently, doctors have changed their minds about this.",
]


@pytest.fixture(scope="module", autouse=True)
def kept_rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for parsed rules, so that the many runs of this module start quickly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDLINT_CACHE", str(tmp_path_factory.mktemp("parsed")))
        yield


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for number, text in enumerate(PARAGRAPHS[:4]):
        (folder / f"page-{number}.md").write_text(f"# Asthma {number}\n\n{text}\n\n{SHARED}\n")
    return folder


def options(cache: Path | None = None, **changes: object) -> Options:
    return replace(
        Options(cache=cache, show_profiles=True, today=date(2026, 3, 1)),
        **changes,  # type: ignore[arg-type]
    )


def said(report: Report) -> Report:
    """The report without what tells of the cache itself."""
    return replace(report, known=0, rules=())


def test_a_second_run_says_the_same(site: Path, tmp_path: Path) -> None:
    first = run(["."], options(tmp_path))
    assert first.findings
    assert said(run(["."], options(tmp_path))) == said(first)


def test_a_second_run_checks_nothing(site: Path, tmp_path: Path) -> None:
    run(["."], options(tmp_path))
    assert run(["."], options(tmp_path)).known == 4


def test_a_first_run_knows_nothing(site: Path, tmp_path: Path) -> None:
    assert run(["."], options(tmp_path)).known == 0


def test_a_renamed_file_is_known_and_told_by_its_new_name(site: Path, tmp_path: Path) -> None:
    run(["page-0.md"], options(tmp_path))
    (site / "page-0.md").rename(site / "other.md")
    report = run(["other.md"], options(tmp_path))
    assert (report.known, {each.place.path for each in report.findings}) == (1, {"other.md"})


def test_only_what_was_edited_is_checked(site: Path, tmp_path: Path) -> None:
    run(["."], options(tmp_path))
    (site / "page-1.md").write_text("# Eczema\n\nNothing to see.\n")
    assert run(["."], options(tmp_path)).known == 3


@pytest.mark.parametrize(
    "change",
    [
        {"select": ("claims",)},
        {"ignore": ("cure-claim",)},
        {"preview": True},
        {"profile": "professional"},
    ],
    ids=str,
)
def test_other_rules_make_other_results(
    site: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    run(["."], options(tmp_path))
    changed = run(["."], options(tmp_path, **change))
    assert (changed.known, said(changed)) == (0, said(run(["."], options(**change))))


def test_what_is_shown_needs_no_other_results(site: Path, tmp_path: Path) -> None:
    run(["."], options(tmp_path))
    assert run(["."], options(tmp_path, fail_on="suggestion")).known == 4


def test_ignores_for_a_path_hold_for_that_path_alone(site: Path, tmp_path: Path) -> None:
    (site / "copy.md").write_bytes((site / "page-0.md").read_bytes())
    (site / "medlint.toml").write_text('[per-path-ignores]\n"copy.md" = ["cure-claim"]\n')
    for _ in range(2):
        report = run(["page-0.md", "copy.md"], options(tmp_path, corpus=False))
    assert {each.place.path for each in report.findings if each.rule == "cure-claim"} == {
        "page-0.md"
    }


def test_a_users_changed_rule_is_run_anew(site: Path, tmp_path: Path) -> None:
    def write(phrase: str) -> None:
        (site / "house").mkdir(exist_ok=True)
        (site / "house" / "house-word.toml").write_text(
            'title = "A word of the house"\nseverity = "warning"\nscope = "sentence"\n'
            'message = "\\"{match}\\" is not how we say it."\nwhy = "House style."\n'
            f'sources = ["House style, 2026."]\n[match]\nkind = "phrases"\nphrases = ["{phrase}"]\n'
            f'[examples]\nflagged = ["They {{{phrase}}} it."]\npassing = ["They left it."]\n'
        )

    (site / "medlint.toml").write_text('rules = ["house"]\nselect = ["house"]\n')
    (site / "page-0.md").write_text("# Asthma\n\nThey utilised and leveraged the inhaler.\n")
    write("utilised")
    run(["page-0.md"], options(tmp_path))
    write("leveraged")
    found = run(["page-0.md"], options(tmp_path)).findings
    assert [each.message for each in found] == ['"leveraged" is not how we say it.']


def test_a_lapsed_waiver_is_told_on_the_day_after(site: Path, tmp_path: Path) -> None:
    (site / "page-0.md").write_text(f"# Tea\n\n{PARAGRAPHS[6]}\n")
    run(["page-0.md"], options(tmp_path))
    later = {"today": date(2026, 7, 1)}
    assert said(run(["page-0.md"], options(tmp_path, **later))) == said(
        run(["page-0.md"], options(**later))
    )


def test_an_article_without_dates_is_known_tomorrow(site: Path, tmp_path: Path) -> None:
    run(["page-3.md"], options(tmp_path, select=("claims",)))
    later = options(tmp_path, today=date(2026, 3, 2), select=("claims",))
    assert run(["page-3.md"], later).known == 1


def test_a_changed_list_of_retractions_is_read(site: Path, tmp_path: Path) -> None:
    (site / "page-0.md").write_text("# Tea\n\nSee https://doi.org/10.1000/first for more.\n")
    listed = site / "retracted.txt"
    listed.write_text("10.1000/other\n")
    run(["page-0.md"], options(tmp_path, retractions=listed))
    listed.write_text("10.1000/first\n")
    found = run(["page-0.md"], options(tmp_path, retractions=listed)).findings
    assert "retracted-reference" in {each.rule for each in found}


def test_a_profile_is_told_though_an_earlier_run_did_not(site: Path, tmp_path: Path) -> None:
    run(["."], options(tmp_path, show_profiles=False))
    assert len(run(["."], options(tmp_path)).profiles) == 4


def test_an_unreadable_file_is_told_every_time(site: Path, tmp_path: Path) -> None:
    (site / "page-0.md").write_bytes(b"%PDF-1.7")
    first = run(["."], options(tmp_path))
    assert run(["."], options(tmp_path)).problems == first.problems != ()


def test_an_unknown_profile_is_told_every_time(site: Path, tmp_path: Path) -> None:
    (site / "page-0.md").write_text("---\nprofile: nwes\n---\n\n# Asthma\n")
    first = run(["."], options(tmp_path))
    assert run(["."], options(tmp_path)).problems == first.problems != ()


EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"),
            st.sampled_from(["a.md", "b.md", "c.txt", "sub/d.md", "e.html"]),
            st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4).map(tuple),
        ),
        st.tuples(st.just("rename"), st.sampled_from(["a.md", "b.md"]), st.just(("sub/z.md",))),
        st.tuples(st.just("delete"), st.sampled_from(["a.md", "c.txt"]), st.just(())),
        st.tuples(
            st.just("configure"),
            st.just("medlint.toml"),
            st.sampled_from(
                [
                    ("preview = true\n",),
                    ('ignore = ["cure-claim"]\n',),
                    ('[per-path-ignores]\n"sub/**" = ["claims"]\n',),
                    ('profile = "education"\n',),
                    ("[rules.corpus-boilerplate]\nleast_words = 5\nleast_documents = 2\n",),
                    ('unfixable = ["repeated-word"]\n',),
                ]
            ),
        ),
        st.tuples(st.just("day"), st.just(""), st.sampled_from([("2026-03-01",), ("2027-01-01",)])),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_whatever_changes_a_run_says_what_a_run_without_a_cache_says(
    edits: list[tuple[str, str, tuple[str, ...]]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.chdir(folder)
    (folder / "a.md").write_text(f"# Asthma\n\n{CLAIM}\n\n{SHARED}\n")
    today = date(2026, 3, 1)
    for what, name, told in edits:
        if what == "day":
            today = date.fromisoformat(told[0])
        elif what == "rename" and (folder / name).exists():
            (folder / "sub").mkdir(exist_ok=True)
            (folder / name).replace(folder / told[0])
        elif what == "delete":
            (folder / name).unlink(missing_ok=True)
        elif what in ("write", "configure"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("\n\n".join(told))
        with_cache = run(["."], options(cache, today=today))
        assert said(with_cache) == said(run(["."], options(today=today)))


def test_what_is_made_of_an_article_comes_back_as_it_was() -> None:
    rulebook = Rulebook.load()
    text = "# Asthma\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nThe the tea  costs 5 ."
    checker = Checker(rulebook, Config(preview=True), ["a.md"], date(2026, 3, 1), profiles=True)
    checked = checker.check(decode(text.encode(), "a.md"))
    assert any(each.fix for each in checked.found)
    again = checked_of(unpacked(packed(plain_checked(checked))), "a.md", checked.records)
    assert again == checked


def test_records_come_back_as_they_were() -> None:
    from medlint.results.shelf import pack_records, unpack_records

    checker = Checker(Rulebook.load(), Config(preview=True), ["a.md"])
    document = Document("a.md", "# Asthma\n\n" + "\n\n".join(PARAGRAPHS), "markdown")
    records = checker.check(document).records
    packs = pack_records(checker.across, records)
    assert unpack_records(checker, packs, document) == records


def test_every_rule_that_compares_has_a_form_for_its_records() -> None:
    from medlint.results.shelf import all_have_forms

    assert all_have_forms([r for r in Rulebook.load().rules.values() if r.scope == "corpus"])


def test_changed_since_is_told_of_articles_that_an_earlier_run_compared(
    site: Path, tmp_path: Path
) -> None:
    def git(*words: str) -> None:
        name = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *name, *words], cwd=site, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    run(["."], options(tmp_path))
    (site / "page-2.md").write_text(f"# Pain\n\n{CLAIM}\n\n{SHARED}\n")
    changed = options(tmp_path, changed_since="HEAD")
    assert said(run(["."], changed)) == said(run(["."], replace(changed, cache=None)))


def test_fixes_are_made_in_files_that_are_known(site: Path, tmp_path: Path) -> None:
    (site / "page-0.md").write_text("# Asthma\n\nTake the the tea.\n")
    run(["."], options(tmp_path))
    run(["."], options(tmp_path, fix=frozenset({"safe"})))
    assert "the the" not in (site / "page-0.md").read_text()


def ruin_with_other_bytes(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


def ruin_in_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096 : len(data) - 4096] = bytes(len(data) - 8192)
    file.write_bytes(data)


def ruin_by_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def write_another_form(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute("DROP TABLE kept")
        opened.execute("PRAGMA user_version = 99")
    opened.close()


def drop_the_table(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute("DROP TABLE kept")
    opened.close()


def change_every_value(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE kept SET value = substr(value, 1, 8) || x'5b5d'")
    opened.close()


@pytest.mark.parametrize(
    "ruin",
    [
        ruin_with_other_bytes,
        ruin_in_the_middle,
        ruin_by_half,
        empty,
        write_another_form,
        drop_the_table,
        change_every_value,
    ],
)
def test_a_damaged_file_is_made_anew(
    site: Path, tmp_path: Path, ruin: Callable[[Path], None]
) -> None:
    first = run(["."], options(tmp_path))
    ruin(tmp_path / FILE_NAME)
    assert said(run(["."], options(tmp_path))) == said(first)
    assert run(["."], options(tmp_path)).known == 4


def test_a_folder_that_cannot_be_made_is_done_without(site: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    report = run(["."], options(tmp_path / "taken"))
    assert said(report) == said(run(["."], options()))


def test_a_file_in_the_way_is_done_without(site: Path, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert said(run(["."], options(tmp_path))) == said(run(["."], options()))


def test_a_locked_file_is_done_without(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["."], options(tmp_path))
    monkeypatch.setattr("medlint.results.store._PATIENCE", 0.01)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    report = run(["."], options(tmp_path))
    other.close()
    assert (report.known, said(report)) == (0, said(run(["."], options())))


def test_what_was_used_longest_ago_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter(range(100))
    monkeypatch.setattr("medlint.results.store._tick", lambda: next(now))
    store = Store(tmp_path, most_bytes=200_000)
    store.put([(b"old", b"x" * 50_000)])
    store.put([(b"used", b"x" * 50_000)])
    store.values([b"old"])
    store.put([(b"new", b"x" * 100_000)])
    assert {*store.values([b"old", b"used", b"new"])} == {b"old", b"new"}


def test_the_file_stays_within_its_bounds(tmp_path: Path) -> None:
    store = Store(tmp_path, most_bytes=300_000)
    for number in range(50):
        store.put([(str(number).encode(), bytes(20_000))])
    assert store.size() < 350_000


COMMAND = [sys.executable, "-m", "medlint", "check", ".", "--format", "json", "--no-config"]


def environment(cache: Path) -> dict[str, str]:
    root = str(Path(__file__).parent.parent)
    return {"PYTHONPATH": root, "MEDLINT_CACHE": str(cache), "PATH": "/usr/bin:/bin"}


def test_two_runs_at_once_say_the_same(site: Path, tmp_path: Path) -> None:
    start = [
        subprocess.Popen(COMMAND, cwd=site, env=environment(tmp_path), stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    reports = [process.communicate()[0] for process in start]
    assert reports[0] == reports[1] != b""


def test_a_run_that_is_killed_leaves_a_file_that_the_next_one_reads(
    site: Path, tmp_path: Path
) -> None:
    writer = (
        "import sys, pathlib; from medlint.results.store import Store\n"
        "store = Store(pathlib.Path(sys.argv[1]))\n"
        "store.put([(b'first', b'1')]); print('begun', flush=True)\n"
        "while True: store.put([(b'%d' % n, bytes(3000)) for n in range(500)])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", writer, str(tmp_path)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    deadline = time.monotonic() + 20
    while Store(tmp_path).size() < 500_000 and time.monotonic() < deadline:
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert Store(tmp_path).values([b"first"]) == {b"first": b"1"}


def test_results_hold_no_code(site: Path, tmp_path: Path) -> None:
    import zlib

    run(["."], options(tmp_path))
    with sqlite3.connect(tmp_path / FILE_NAME) as opened:
        values = [row[0][8:] for row in opened.execute("SELECT value FROM kept")]
    opened.close()
    plain = [each if each[:1] == b"[" else zlib.decompress(each) for each in values]
    assert all(isinstance(json.loads(each), list) for each in plain)


def invoke(*words: str, cache: Path, **variables: str) -> tuple[int, str]:
    settings = {"MEDLINT_NO_CACHE": "0", "MEDLINT_CACHE": str(cache), **variables}
    result = CliRunner().invoke(main, words, env=settings)
    return result.exit_code, result.output


def test_check_keeps_results(site: Path, tmp_path: Path) -> None:
    invoke("check", ".", cache=tmp_path)
    assert Store(tmp_path).count() > 0


@pytest.mark.parametrize(
    ("words", "variables"),
    [(("--no-cache",), {}), ((), {"MEDLINT_NO_CACHE": "1"}), ((), {"MEDLINT_CACHE": "off"})],
)
def test_check_keeps_no_results(
    site: Path, tmp_path: Path, words: tuple[str, ...], variables: dict[str, str]
) -> None:
    invoke("check", ".", *words, cache=tmp_path, **variables)
    assert not (tmp_path / FILE_NAME).exists()


def test_cache_dir_names_another_folder(site: Path, tmp_path: Path) -> None:
    invoke("check", ".", "--cache-dir", str(tmp_path / "here"), cache=tmp_path)
    assert Store(tmp_path / "here").count() > 0


def test_cache_info_counts(site: Path, tmp_path: Path) -> None:
    invoke("check", ".", cache=tmp_path)
    code, text = invoke("cache", "info", cache=tmp_path)
    assert (code, f"{Store(tmp_path).count()} results" in text) == (0, True)


def test_cache_info_makes_no_file(tmp_path: Path) -> None:
    invoke("cache", "info", cache=tmp_path)
    assert not (tmp_path / FILE_NAME).exists()


def test_cache_clear_clears(site: Path, tmp_path: Path) -> None:
    invoke("check", ".", cache=tmp_path)
    code, _ = invoke("cache", "clear", cache=tmp_path)
    assert (code, (tmp_path / FILE_NAME).exists()) == (0, False)


def test_cache_clear_without_a_cache_says_so(tmp_path: Path) -> None:
    assert invoke("cache", "clear", cache=tmp_path) == (0, "nothing was kept\n")


def test_cache_info_says_when_nothing_is_kept(tmp_path: Path) -> None:
    code, text = invoke("cache", "info", cache=tmp_path, MEDLINT_CACHE="off")
    assert (code, "MEDLINT_CACHE is off" in text) == (2, True)
