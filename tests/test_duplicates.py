"""`medlint duplicates`: near copies, boilerplate that is allowed, and copies that drift apart."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from passages import bundled_lexicon

from medlint.cli import main
from medlint.config import Config
from medlint.document import Document
from medlint.duplicates.clusters import Clusters, find_clusters
from medlint.duplicates.differences import DriftKind
from medlint.duplicates.drifts import find_drifts
from medlint.duplicates.pairs import near_pairs
from medlint.duplicates.passages import read_passages
from medlint.duplicates.quantities import read_items
from medlint.duplicates.wording import plain_text, shingles
from medlint.engine import lint
from medlint.rulebook import Rulebook
from medlint.source import format_of

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "medlint/reporters/duplicates.schema.json").read_text("utf-8"))

INHALER = (
    "Shake the inhaler well, breathe out as far as is comfortable, and seal your lips around the"
    " mouthpiece before you press it and breathe in slowly."
)
DISCLAIMER = (
    "What you read here is meant to inform and does not replace a talk with a nurse or a doctor"
    " who knows your history."
)
OTHER = {
    "one": "Eczema comes and goes; soap, wool and dry winter air set it off in many households.",
    "two": "Gout often begins at night in the big toe, which is red, hot and sore to the touch.",
    "three": "Sleep gets lighter with age, and a short nap after lunch does most people no harm.",
}


def article(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"# {title}", *paragraphs]) + "\n"


def clusters(*texts: str, least_words: int = 12, **named: str) -> Clusters:
    known = {**{f"{number}.md": text for number, text in enumerate(texts)}, **named}
    return find_clusters(
        [
            read_passages(Document(name, text, format_of(name)), bundled_lexicon())
            for name, text in known.items()
        ],
        least_words,
    )


def places(found: Clusters) -> list[list[tuple[str, int]]]:
    """Path and line of every copy of every cluster."""
    return [
        [
            (found.articles[run.article].path, _line(found, run.article, run.first))
            for run in cluster.runs
        ]
        for cluster in found.clusters
    ]


def _line(found: Clusters, at: int, block: int) -> int:
    known = found.articles[at]
    return known.document.position(known.span(block, block).start)[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(**files: str) -> None:
    for name, content in files.items():
        Path(name.replace("_", ".")).write_text(content, encoding="utf-8")


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ("duplicates", *arguments), input=stdin)


def told(*arguments: str) -> dict:
    """The JSON, which the schema allows."""
    result = call(*arguments, "--format", "json")
    value = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


class TestWords:
    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("Don’t take 0.5 mg!", "dont take 0_5 mg"),
            ("1,000 mg\n well-tolerated", "1_000 mg well tolerated"),
            ("", ""),
            ("Größe: 5.", "größe 5"),
        ],
    )
    def test_plain_words(self, text: str, plain: str) -> None:
        assert plain_text(text) == plain

    def test_five_words_in_a_row(self) -> None:
        assert list(shingles("a b c d e f")) == ["a b c d e", "b c d e f"]
        assert list(shingles("a b")) == ["a b"]

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("take 1 g", "take 1,000 mg", True),
            ("two tablets", "2 tablets", True),
            ("for 24 hours", "for 1 day", True),
            ("500mg", "500 mg", True),
            ("5.0 ml", "5 ml", True),
            ("5 mg", "5 mcg", False),
            ("8 tablets", "6 tablets", False),
            ("once a day", "twice a day", False),
        ],
    )
    def test_equal_amounts_are_one(self, one: str, other: str, same: bool) -> None:
        keys = [[item.key for item in read_items(text, 0, len(text))] for text in (one, other)]
        assert (keys[0] == keys[1]) is same

    @pytest.mark.parametrize("text", ["£300", "[12]", "call 0113 496 0000", "helps.6 Take", "14q"])
    def test_no_amounts(self, text: str) -> None:
        assert not [item for item in read_items(text, 0, len(text)) if item.quantity]


class TestPairs:
    def test_the_similarity_is_exact(self) -> None:
        first, second = "a b c d e f g h i j", "a b c d e f g h i k"
        (link,) = near_pairs([first, second])
        assert link.similarity == 5 / 7

    def test_what_is_less_alike_is_never_given(self) -> None:
        assert near_pairs(["a b c d e f g h i j", "a b c d e x g h i j"]) == []

    @given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=8, max_size=30), max_size=12))
    def test_every_pair_holds_when_it_is_worked_out_again(self, drawn: list[list[str]]) -> None:
        texts = sorted({" ".join(words) for words in drawn})
        for first, second, similarity in near_pairs(texts):
            one, two = ({*shingles(texts[at])} for at in (first, second))
            assert similarity == len(one & two) / len(one | two) >= 0.6
            assert first < second

    def test_planted_pairs_are_found(self) -> None:
        chance = random.Random(3)
        words = [f"word{number}" for number in range(900)]
        texts = []
        for _ in range(300):
            passage = chance.choices(words, k=60)
            # One word in the middle breaks five of 56 shingles: 51 of 61 are shared.
            edited = [*passage]
            edited[30] = "changed"
            texts += [" ".join(passage), " ".join(edited)]
        assert len(near_pairs(sorted(texts))) == 300


class TestClusters:
    def test_copies_in_several_articles(self) -> None:
        found = clusters(
            article("A", OTHER["one"], INHALER), article("B", INHALER), article("C", OTHER["two"])
        )
        assert places(found) == [[("0.md", 5), ("1.md", 3)]]
        assert found.clusters[0].similarity == 1

    def test_a_near_copy_has_its_similarity(self) -> None:
        near = INHALER.replace("slowly", "deeply")
        (cluster,) = clusters(article("A", OTHER["one"], INHALER), article("B", near)).clusters
        one, two = ({*shingles(plain_text(text))} for text in (INHALER, near))
        assert cluster.similarity == len(one & two) / len(one | two)
        assert [version.like for version in cluster.versions] == [0, 0]

    def test_punctuation_and_case_make_no_version(self) -> None:
        other = INHALER.replace(",", "").upper()
        (cluster,) = clusters(article("A", OTHER["one"], INHALER), article("B", other)).clusters
        assert len(cluster.versions) == 1

    def test_the_largest_comes_first(self) -> None:
        short = "Wash your hands with soap for twenty seconds before you touch the wound dressing."
        found = clusters(
            article("A", OTHER["one"], short, OTHER["two"], INHALER),
            article("B", INHALER, OTHER["three"], short),
        )
        assert [cluster.size for cluster in found.clusters] == [52, 28]

    def test_passages_that_follow_each_other_are_one_cluster(self) -> None:
        found = clusters(
            article("A", OTHER["one"], INHALER, DISCLAIMER, OTHER["two"]),
            article("B", OTHER["three"], INHALER, DISCLAIMER),
        )
        assert places(found) == [[("0.md", 5), ("1.md", 5)]]
        assert found.clusters[0].versions[0].words == 50

    def test_articles_that_are_alike_as_a_whole_are_one_cluster(self) -> None:
        pages = [article("A", INHALER, *OTHER.values()) for _ in range(2)]
        (cluster,) = clusters(*pages).clusters
        assert (cluster.kind, len(cluster.runs)) == ("article", 2)

    def test_short_passages_quotations_and_sources_are_left_out(self) -> None:
        quoted = f"> {INHALER}"
        sources = f"## References\n\n1. {INHALER}"
        short = "Take it with food."
        page = [article(title, quoted, short, sources) for title in ("A", "B")]
        assert clusters(*page).clusters == ()

    def test_the_order_of_the_articles_changes_nothing(self) -> None:
        chance = random.Random(5)
        words = INHALER.split()
        known = []
        for number in range(30):
            changed = [*words]
            changed[chance.randrange(len(words))] = f"x{number % 4}"
            text = article(f"T{number}", OTHER["one"], " ".join(changed))
            known.append(
                read_passages(Document(f"{number:02}.md", text, "markdown"), bundled_lexicon())
            )
        expected = places(find_clusters(known))
        assert expected
        for _ in range(5):
            chance.shuffle(known)
            assert places(find_clusters(known)) == expected

    def test_another_process_gives_the_same_bytes(self, folder: Path) -> None:
        write(a_md=article("A", INHALER), b_md=article("B", INHALER.replace("well", "hard")))
        outputs = {
            subprocess.run(
                [sys.executable, "-m", "medlint", "duplicates", *order, "--format", "json"],
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "PYTHONHASHSEED": seed,
                    "RAYON_NUM_THREADS": threads,
                },
                capture_output=True,
                check=True,
            ).stdout
            for seed, threads, order in (
                ("1", "1", ("a.md", "b.md")),
                ("2", "2", ("b.md", "a.md", "a.md")),
            )
        }
        assert len(outputs) == 1

    def test_many_fillings_of_one_template_stay_together(self) -> None:
        pages = [
            article(f"T{n}", INHALER.replace("inhaler", f"device{n}").replace("slowly", f"as{n}"))
            for n in range(80)
        ]
        found = clusters(*pages)
        assert [len(cluster.runs) for cluster in found.clusters] == [80]


class TestAllowed:
    def test_a_list_leaves_out_what_stands_word_for_word(self, folder: Path) -> None:
        write(a_md=article("A", DISCLAIMER), b_md=article("B", DISCLAIMER), allow_txt=DISCLAIMER)
        assert told("a.md", "b.md")["clusters_found"] == 1
        assert told("a.md", "b.md", "--allow", "allow.txt")["clusters_found"] == 0

    def test_the_configuration_names_the_list(self, folder: Path) -> None:
        write(a_md=article("A", DISCLAIMER), b_md=article("B", DISCLAIMER), allow_txt=DISCLAIMER)
        write(medlint_toml='[duplicates]\nallow = "allow.txt"\n')
        assert told(".")["clusters_found"] == 0
        assert told(".")["files"] == 2, "the list is no article"

    def test_a_changed_copy_of_an_allowed_passage_is_listed(self, folder: Path) -> None:
        changed = DISCLAIMER.replace("does not replace", "does replace")
        write(a_md=article("A", DISCLAIMER), b_md=article("B", changed), allow_txt=DISCLAIMER)
        (cluster,) = told("a.md", "b.md", "--allow", "allow.txt")["clusters"]
        assert [version["allowed"] for version in cluster["versions"]] == [True, False]
        (drift,) = cluster["versions"][1]["drifts"]
        assert (drift["kind"], drift["path"], drift["line"]) == ("negation", "b.md", 3)

    @pytest.mark.parametrize("end", ["", "\n\n<!-- medlint-end-boilerplate -->"])
    def test_a_comment_marks_the_passage_below(self, end: str) -> None:
        marked = f"<!-- medlint-allow-boilerplate -- agreed in May -->\n\n{DISCLAIMER}{end}"
        pages = [article("A", marked, INHALER), article("B", DISCLAIMER, INHALER)]
        assert places(clusters(*pages)) == [[("0.md", 9 if end else 7), ("1.md", 5)]]

    def test_a_stretch_reaches_to_its_end_mark(self) -> None:
        stretch = ["<!-- medlint-allow-boilerplate -->", DISCLAIMER, INHALER]
        marked = [*stretch, "<!-- medlint-end-boilerplate -->", OTHER["one"]]
        found = clusters(article("A", *marked), article("B", DISCLAIMER, INHALER, OTHER["two"]))
        assert found.clusters == ()

    def test_the_mark_is_no_wrong_suppression(self) -> None:
        text = article("A", "<!-- medlint-allow-boilerplate -->", DISCLAIMER)
        config = Config(select=("unused-suppression",))
        assert lint([Document("a.md", text, "markdown")], Rulebook.load(), config) == []
        wrong = text.replace("allow-boilerplate", "allow-boilerplat")
        (finding,) = lint([Document("a.md", wrong, "markdown")], Rulebook.load(), config)
        assert 'did you mean "medlint-allow-boilerplate"' in finding.message

    def test_corpus_boilerplate_obeys_the_list_and_the_marks(self) -> None:
        config = Config(select=("corpus-boilerplate",))
        documents = [
            Document(f"{title}.md", article(title, INHALER), "markdown") for title in "ABC"
        ]
        rulebook = Rulebook.load()
        assert len(lint(documents, rulebook, config)) == 3
        listed = Document("allow.txt", INHALER)
        assert lint(documents, rulebook, config, boilerplate=(listed,)) == []
        marked = article("A", "<!-- medlint-allow-boilerplate -->", INHALER)
        documents[0] = Document("A.md", marked, "markdown")
        assert lint(documents, rulebook, config) == []


WARFARIN = (
    "Take warfarin once a day at about 6 in the evening. Do not take aspirin with warfarin unless"
    " the clinic has told you to. Your blood is tested every 4 weeks, and more often while the"
    " dose of 5 mg is being changed. Call the clinic at once if you bleed for more than 10"
    " minutes. The yellow book was last printed in March 2019, and your pharmacist has more of"
    " them if yours is lost or torn."
)


def drifts(one: str, two: str, titles: tuple[str, str] = ("Warfarin", "Warfarin at home")) -> list:
    """Kind, file and words of every drift between two pages of one paragraph each."""
    pages = [article(title, text) for title, text in zip(titles, (one, two), strict=True)]
    found = clusters(*pages)
    assert found.clusters, "the passages are alike"
    return [
        (
            drift.kind,
            found.articles[drift.article].path,
            found.articles[drift.article].document.text[drift.span.start : drift.span.end],
        )
        for drift in find_drifts(found)
    ]


class TestDrift:
    @pytest.mark.parametrize(
        ("kind", "before", "after", "words"),
        [
            ("dose", "5 mg", "8 mg", "8 mg"),
            ("unit", "5 mg", "5 mcg", "5 mcg"),
            ("dose", "once a day", "twice a day", "twice"),
            ("number", "every 4 weeks", "every 8 weeks", "8 weeks"),
            ("number", "10\n minutes".replace("\n", ""), "30 minutes", "30 minutes"),
            ("date", "March 2019", "March 2023", "2023"),
        ],
    )
    def test_a_changed_figure(self, kind: DriftKind, before: str, after: str, words: str) -> None:
        assert drifts(WARFARIN, WARFARIN.replace(before, after)) == [(kind, "1.md", words)]

    @pytest.mark.parametrize(
        ("before", "after"),
        [("Do not take", "Do take"), ("Do not take", "Take"), ("Do not take", "Always take")],
    )
    def test_a_lost_denial(self, before: str, after: str) -> None:
        changed = WARFARIN.replace(before, after)
        ((kind, path, words),) = drifts(WARFARIN, changed)
        assert (kind, path) == ("negation", "1.md")
        assert words.startswith(after)

    def test_a_denial_lost_in_the_first_copy_is_told_there(self) -> None:
        ((kind, path, _),) = drifts(WARFARIN.replace("Do not take", "Do take"), WARFARIN)
        assert (kind, path) == ("negation", "0.md")

    def test_a_dropped_warning_is_told_where_it_is_missing(self) -> None:
        warning = " Call the clinic at once if you bleed for more than 10 minutes."
        ((kind, path, words),) = drifts(WARFARIN, WARFARIN.replace(warning, ""))
        assert (kind, path) == ("warning", "1.md")
        assert words.startswith("Your blood is tested"), "the sentence before the gap"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Do not take", "Never take"),
            ("Do not take aspirin", "Avoid aspirin"),
            ("unless the clinic has told you to", "unless the clinic told you so"),
            ("once a day", "1 time a day"),
            ("every 4 weeks", "every four weeks"),
            ("5 mg", "0.005 g"),
            ("Your blood is tested", "The surgery tests your blood"),
            (" The yellow book", " The small yellow book"),
            ("and your pharmacist has more of them if yours is lost or torn", "as you may see"),
        ],
    )
    def test_a_harmless_difference(self, before: str, after: str) -> None:
        assert before in WARFARIN
        assert drifts(WARFARIN, WARFARIN.replace(before, after)) == []

    def test_a_moved_warning_is_not_lost(self) -> None:
        warning = " Call the clinic at once if you bleed for more than 10 minutes."
        moved = WARFARIN.replace(warning, "") + warning
        assert drifts(WARFARIN, moved) == []

    @pytest.mark.parametrize(
        ("swap", "titles"),
        [
            (("warfarin", "acenocoumarol"), ("Warfarin", "Acenocoumarol")),
            (("warfarin", "acenocoumarol"), ("Blood thinners", "Blood thinners")),
            (("lost or torn", "torn or lost"), ("Warfarin in children", "Warfarin in adults")),
            (("an old clinic", "an old clinic"), ("Vitamin B6", "Vitamin B12")),
        ],
    )
    def test_a_template_for_another_subject_has_not_drifted(
        self, swap: tuple[str, str], titles: tuple[str, str]
    ) -> None:
        other = WARFARIN.replace(*swap).replace("5 mg", "2 mg")
        assert drifts(WARFARIN, other, titles) == []

    def test_unnamed_medicines_of_two_pages_are_two(self) -> None:
        text = (
            "Swallow the tablet whole with a glass of water, at the same time each morning, and"
            " keep to 20 mg a day unless your nurse has written another amount on the card."
        )
        other = text.replace("20 mg", "40 mg")
        assert drifts(text, other, ("Omeprazole", "Simvastatin")) == []
        assert [kind for kind, *_ in drifts(text, other, ("Omeprazole", "Omeprazole"))] == ["dose"]

    def test_headings_for_two_groups(self) -> None:
        text = (
            "Give one dose every 6 hours while the fever lasts, with a drink, and no more than 4"
            " doses in all before you ring the surgery for advice on what to do next."
        )
        pages = [
            article("Ibuprofen", f"## {group}\n\n{dose}")
            for group, dose in (("Children", text), ("Adults", text.replace("6 hours", "8 hours")))
        ]
        assert find_drifts(clusters(*pages)) == []

    def test_each_version_is_told_once(self) -> None:
        changed = WARFARIN.replace("5 mg", "9 mg")
        pages = [article("Warfarin", WARFARIN)] * 3 + [article("Warfarin", changed)]
        found = clusters(*pages)
        assert [drift.kind for drift in find_drifts(found)] == ["dose"]

    def test_the_rule_reports_it_in_a_check(self, folder: Path) -> None:
        write(
            a_md=article("Warfarin", WARFARIN),
            b_md=article("Warfarin", WARFARIN.replace("5 mg", "9 mg")),
        )
        arguments = ("check", ".", "--preview", "--select", "boilerplate-drift", "--format", "json")
        report = json.loads(CliRunner().invoke(main, arguments).stdout)
        (finding,) = report["findings"]
        assert (finding["path"], finding["line"], finding["severity"]) == ("b.md", 3, "warning")
        assert "“9 mg” stands here and “5 mg” in a.md:3 (dose)" in finding["message"]


class TestCommand:
    def drifted(self) -> None:
        write(
            a_md=article("Warfarin", WARFARIN),
            b_md=article("Warfarin", WARFARIN.replace("5 mg", "9 mg")),
            c_md=article("Asthma", INHALER, OTHER["one"]),
            d_md=article("Inhalers", INHALER),
        )

    def test_the_text(self, folder: Path) -> None:
        self.drifted()
        output = call("a.md", "b.md").stdout
        assert "An article of 79 words in 2 places: 2 versions, 8" in output
        assert "dose of [-5 mg-] {+9 mg+} is being changed" in output
        assert "b.md:3:191 warning “9 mg” stands here" in output
        assert "1 cluster; 2 passages in 2 files compared." in output

    def test_the_json(self, folder: Path) -> None:
        self.drifted()
        value = told(".")
        assert [cluster["kind"] for cluster in value["clusters"]] == ["article", "passage"]
        first = value["clusters"][0]["versions"]
        assert first[1]["changes"][0] | {"line": 3} == {
            "before": "5 mg",
            "after": "9 mg",
            "left": "the dose of",
            "right": "is being changed.",
            "line": 3,
        }
        second = value["clusters"][1]["versions"][0]
        assert [(place["path"], place["line"]) for place in second["places"]] == [
            ("c.md", 3), ("d.md", 3),
        ]  # fmt: skip

    def test_the_exit_code(self, folder: Path) -> None:
        self.drifted()
        assert call(".").exit_code == 0
        assert call(".", "--fail-on", "warning").exit_code == 1
        write(medlint_toml='fail-on = "warning"\n')
        assert call(".").exit_code == 1
        write(medlint_toml='fail-on = "warning"\nignore = ["boilerplate-drift"]\n')
        assert call(".").exit_code == 0

    def test_a_comment_hides_a_drift(self, folder: Path) -> None:
        self.drifted()
        hidden = "<!-- medlint-disable-next-line boilerplate-drift -- a trial dose -->"
        write(b_md=article("Warfarin", hidden, WARFARIN.replace("5 mg", "9 mg")))
        assert call(".", "--fail-on", "warning").exit_code == 0

    def test_what_is_listed_can_be_limited(self, folder: Path) -> None:
        self.drifted()
        assert [len(told(".", "--largest", "1")[key]) for key in ("clusters",)] == [1]
        assert told(".", "--largest", "1")["clusters_found"] == 2
        assert [each["kind"] for each in told(".", "--drifted")["clusters"]] == ["article"]
        assert told(".", "--similarity", "1")["clusters_found"] == 1
        assert told(".", "--least-words", "40")["clusters_found"] == 1

    def test_nothing_found(self, folder: Path) -> None:
        write(a_md=article("A", OTHER["one"]))
        result = call("a.md")
        assert result.exit_code == 0
        assert result.stdout.startswith("No duplicates; 1 passage in 1 file compared.")

    def test_standard_input_is_compared_with_files(self, folder: Path) -> None:
        write(a_md=article("A", INHALER))
        result = call("a.md", "-", "--stdin-filename", "b.md", stdin=article("B", INHALER))
        assert "a.md:3, b.md:3" in result.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("gone.md",), "gone.md: no such file or folder; check the path"),
            (("a.md", "--allow", "gone.txt"), "gone.txt: no such file; it was named as the list"),
            (("a.md", "--allow", "empty.txt"), "empty.txt: this list of allowed boilerplate holds"),
            (("a.md", "--similarity", "0.3"), "0.3 is not in the range 0.6<=x<=1.0"),
            (("a.md", "--config", "key.toml"), 'key.toml:2: unknown key "alow"; did you mean'),
            (("a.md", "--config", "kind.toml"), 'kind.toml:1: "duplicates" must be a table;'),
            (("a.md", "--config", "value.toml"), '"duplicates.allow" cannot be 3; write the path'),
        ],
    )
    def test_bad_input_is_one_clear_line(
        self, folder: Path, arguments: tuple[str, ...], said: str
    ) -> None:
        write(
            a_md=article("A", INHALER),
            empty_txt="\n",
            key_toml='[duplicates]\nalow = "x"\n',
            kind_toml='duplicates = "x"\n',
            value_toml="[duplicates]\nallow = 3\n",
        )
        result = call(*arguments)
        assert result.exit_code == 2
        assert said in result.stderr
        assert "Traceback" not in result.stderr

    def test_no_paths_is_an_error(self, folder: Path) -> None:
        assert "as in: medlint duplicates articles/" in call().stderr

    def test_nothing_else_loads_the_library(self) -> None:
        code = (
            "import sys; from medlint.run import run; run(['seeds']);"
            "assert 'rensa' not in sys.modules"
        )
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
