"""`medlint balance` and the rule on balance: what is counted, for whom, on which line."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from passages import read_passage

from medlint.balance.report import BalanceReport
from medlint.balance.sheet import Account, BenefitLine, HarmLine, Sheet, sheet_of
from medlint.balance.weight import harm_weight, ratio
from medlint.cli import main
from medlint.finding import Place
from medlint.matchers.balance import Balance
from medlint.reporters import Look
from medlint.reporters.balance_text import LEGEND, LIMIT
from medlint.reporters.balance_text import render as render_text

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(
    (ROOT / "medlint" / "reporters" / "balance.schema.json").read_text(encoding="utf-8")
)
ARTICLE = """# Allopurinol for gout

Allopurinol prevents gout flares. Allopurinol may lower blood pressure. We hope that allopurinol
will protect the kidneys.

Allopurinol can cause a rash and nausea.

Colchicine, by contrast, often causes diarrhea.
"""
SPANISH = (
    "# Asma\n\nEl asma es una enfermedad de los pulmones que estrecha las vías respiratorias. Las "
    "personas con asma tosen por la noche y respiran con dificultad después de correr. Un "
    "inhalador abre las vías en pocos minutos, y otro, que se usa todos los días, evita los "
    "ataques.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(name: str, content: str | bytes = ARTICLE) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def call(*arguments: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(main, ("balance", *arguments), input=stdin)


def told(*arguments: str, **options) -> dict:
    """The JSON, which the schema allows."""
    value = json.loads(call(*arguments, "--format", "json", **options).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def accounts(text: str) -> dict[str | None, Account]:
    return {account.name: account for account in sheet_of(read_passage(text)).accounts}


def place(line: int) -> Place:
    return Place("a.md", line, 1, line, 9)


def benefit(line: int = 3, **changes) -> BenefitLine:
    values = {"place": place(line), "text": "x", "plain": "It *eases* pain.", "kind": "asserted"}
    return BenefitLine(**{**values, **changes})


def harm(line: int = 5, **changes) -> HarmLine:
    values = {
        "place": place(line), "text": "x", "plain": "It can cause bleeding.", "word": place(line),
        "kind": "named", "harms": ("bleeding",), "serious": True, "treatment": "warfarin",
        "link": "sentence", "frequency": None, "of_promoted": True, "comparator": False,
    }  # fmt: skip
    return HarmLine(**{**values, **changes})


def account(**changes) -> Account:
    values = {
        "name": "warfarin", "label": "warfarin", "promoted": True, "comparator": False,
        "benefits": (benefit(),), "harms": (harm(),), "weight": 1,
    }  # fmt: skip
    return Account(**{**values, **changes})


def text_of(*told_accounts: Account, width: int = 100, quiet: bool = True) -> str:
    sheet = Sheet("a.md", "consumer", told_accounts, ())
    return render_text(BalanceReport((sheet,)), Look(quiet=quiet), width)


# What is counted


def test_a_benefit_is_asserted_promised_or_hedged():
    found = accounts(ARTICLE)["allopurinol"]
    assert [line.kind for line in found.benefits] == ["asserted", "hedged", "promised"]


def test_the_firmest_of_several_in_a_sentence_counts():
    text = "# Iron pills\n\nIron pills may ease restless legs; iron pills cure fatigue.\n"
    (found,) = accounts(text)["iron pill"].benefits
    assert found.kind == "asserted"


@pytest.mark.parametrize(
    "sentence",
    [
        "Allopurinol does not prevent kidney stones.",
        "Does allopurinol prevent kidney stones?",
        "Researchers are testing whether allopurinol prevents kidney stones.",
        "Myth: allopurinol cures arthritis.",
        "Allopurinol was well tolerated.",
    ],
)
def test_what_is_no_benefit(sentence):
    found = accounts(f"# Allopurinol\n\nAllopurinol is a tablet.\n\n{sentence}\n")
    assert "allopurinol" not in found or found["allopurinol"].benefits == ()


def test_a_title_is_no_line_of_the_sheet():
    found = accounts("# Allopurinol prevents gout flares\n\nAllopurinol lowers uric acid.\n")
    assert [line.place.line for line in found["allopurinol"].benefits] == [3]


def test_each_treatment_has_its_own_harms():
    found = accounts(ARTICLE)
    assert found["allopurinol"].distinct_harms == ("nausea", "rash")
    assert found["colchicine"].distinct_harms == ("diarrhea",)


def test_the_promoted_treatment_comes_first():
    text = (
        "# Sertraline for panic\n\nPropranolol can cause dizziness and fatigue. Propranolol can "
        "cause nightmares.\n\nSertraline eases panic.\n"
    )
    sheet = sheet_of(read_passage(text))
    assert [each.promoted for each in sheet.accounts][:1] == [True]
    assert sheet.promoted is not None
    assert sheet.promoted.name == "sertraline"


def test_the_benefits_of_a_treatment_that_is_only_compared_with_are_its_own():
    text = (
        "# Botulinum toxin for migraine\n\nBotulinum toxin reduces migraine attacks. Compared with "
        "topiramate, which also prevents attacks, it is dear.\n"
    )
    found = sheet_of(read_passage(text)).promoted
    assert found is not None
    assert [line.place.line for line in found.benefits] == [3]
    assert len(found.benefits) == 1


def test_an_article_on_a_disease_promotes_nothing():
    text = "# Shingles\n\nShingles is a rash.\n\nAciclovir shortens shingles.\n" + (
        "The rash follows a nerve.\n\n" * 8
    )
    assert sheet_of(read_passage(text)).promoted is None


def test_distinct_harms_are_counted_once_and_weighed_by_line():
    text = (
        "# Prednisone for asthma\n\nPrednisone calms asthma.\n\nPrednisone can cause diabetes and "
        "weight gain. Prednisone often causes weight gain.\n"
    )
    found = accounts(text)["prednisone"]
    assert "weight gain" in found.distinct_harms
    assert len(found.distinct_harms) == len(set(found.distinct_harms))
    assert found.weight == sum(max(1, len(line.harms)) for line in found.harms)


def test_the_weight_of_a_line_that_names_none_is_one():
    reading = read_passage(
        "# Ketamine for depression\n\nKetamine lifts mood.\n\nKetamine can have side effects.\n"
    )
    assert harm_weight(reading.risks) == 1


@pytest.mark.parametrize(
    ("benefits", "weight", "expected"), [(9, 2, 4.5), (7, 3, 2.33), (3, 0, None), (0, 4, 0.0)]
)
def test_the_ratio(benefits, weight, expected):
    assert ratio(benefits, weight) == expected


def test_every_statement_of_harm_is_listed_in_the_order_of_the_text():
    sheet = sheet_of(read_passage(ARTICLE))
    assert [line.place.line for line in sheet.harms] == [6, 8]


def test_the_sheet_and_the_rule_count_the_same():
    reading = read_passage(ARTICLE)
    promoted = sheet_of(reading).promoted
    assert promoted is not None
    assert len(promoted.benefits) == sum(each.is_prose for each in reading.benefits)
    assert promoted.weight == harm_weight(reading.risks)


# The rule


def promotion(benefits: int, harms: str) -> str:
    """An article on a drug with so many sentences on benefit."""
    gains = ["migraine", "nausea", "dizziness", "tension headache", "insomnia", "anxiety",
             "neck pain", "vertigo", "fatigue", "jaw pain", "back pain", "cramps", "tremor",
             "itching"]  # fmt: skip
    told = " ".join(f"Topiramate eases {gain}." for gain in gains[:benefits])
    filler = "The tablets are small and white, and the chemist on the corner has them. " * 12
    return f"# Topiramate\n\n{told}\n\n{harms}\n\n{filler}\n"


def test_the_message_gives_the_counts_and_the_lines():
    reading = read_passage(promotion(6, "Topiramate can have side effects."))
    (found,) = Balance().find(reading)
    assert found.details["benefits"] == "6"
    assert found.details["benefit_lines"] == "line 3"
    assert (found.details["risks"], found.details["risk_lines"]) == ("1", "line 5")
    assert (found.details["ratio"], found.details["allowed"]) == ("6", "4")


def test_every_line_behind_the_ratio_is_related_up_to_a_limit():
    reading = read_passage(promotion(14, "Topiramate can have side effects."))
    (found,) = Balance().find(reading)
    notes = [each.note for each in found.related]
    assert notes[0] == "counted as benefit (“Topiramate eases migraine.”)"
    assert notes[11] == "counted as benefit (“Topiramate eases cramps.”); 2 more after this one"
    assert notes[12:] == ["counted as harm (names none)"]


@pytest.mark.parametrize(
    ("profile", "found"),
    [("promotional", 1), ("consumer", 0), ("education", 0), ("professional", 0)],
)
def test_three_to_one_is_too_much_for_a_page_that_sells(profile, found):
    reading = read_passage(promotion(6, "Topiramate can cause kidney stones and confusion."))
    assert reading.promotion.name == "topiramate"
    rule = Balance(profile_ratios=("professional=6", "promotional=2"))
    assert len(list(rule.find(_in(profile, reading)))) == found


@pytest.mark.parametrize(("profile", "found"), [("consumer", 1), ("professional", 0)])
def test_six_to_one_is_allowed_to_professionals(profile, found):
    reading = read_passage(promotion(6, "Topiramate can cause kidney stones."))
    rule = Balance(profile_ratios=("professional=6", "promotional=2"))
    assert len(list(rule.find(_in(profile, reading)))) == found


def _in(profile: str, reading):
    """The same reading in a profile."""
    from medlint.language.reading import Reading

    return Reading(reading.document, reading.lexicon, profile)


# Text


def test_benefits_stand_beside_harms(folder):
    write("gout.md")
    lines = call("gout.md").stdout.splitlines()
    assert lines[0] == "gout.md: about Allopurinol, ratio 1.5 to 1"
    row = next(line for line in lines if "prevents gout flares" in line)
    assert re.match(r" +3 asserted Allopurinol prevents gout flares\. +\| +6 named +Allo", row)
    assert lines[-2:] == [LEGEND, LIMIT]


@pytest.mark.parametrize("width", [80, 100, 120, 140])
def test_no_line_is_wider_than_the_window(width):
    long = benefit(plain="It eases pain in " + "every joint of the hand, " * 9)
    shown = text_of(account(benefits=(long,), harms=(harm(), harm(9))), width=width)
    sheet_lines = shown.splitlines()[3:]
    assert max(map(len, sheet_lines)) <= width
    assert {line.index("|") for line in sheet_lines if "|" in line} == {sheet_lines[0].index("|")}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "> bleeding (serious); linked in the sentence; how often: not said"),
        ({"kind": "generic", "harms": (), "serious": False}, "> names none; linked in the"),
        ({"kind": "unknown", "harms": (), "serious": False}, "> not enough is known; linked"),
        ({"link": "section", "serious": False}, "> bleeding; linked by its heading; how often"),
    ],
)
def test_what_is_known_of_a_harm(changes, said):
    lines = text_of(account(harms=(harm(**changes),)), width=140).splitlines()[3:]
    right = " ".join(line.partition("|")[2].strip() for line in lines)
    assert said in right


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"harms": (), "weight": 0}, "no harm told"),
        ({"benefits": ()}, "no benefit told"),
        ({}, "ratio 1 to 1"),
    ],
)
def test_what_the_sheet_comes_to(changes, said):
    assert text_of(account(**changes)).splitlines()[0] == f"a.md: about warfarin, {said}"


def test_the_sheet_in_the_readme_is_what_is_printed():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("$ medlint balance gout.md --quiet\n")[1].split("```")[0]
    reading = read_passage(ARTICLE.partition("Colchicine")[0])
    sheet = replace(sheet_of(reading), path="gout.md")
    assert render_text(BalanceReport((sheet,)), Look(quiet=True), 100) == shown


def test_an_empty_side_says_so():
    assert "none told" in text_of(account(harms=(), weight=0))


def test_an_article_without_a_treatment(folder):
    write("a.md", "# Kidneys\n\nThere are two kidneys.\n")
    result = call("a.md")
    assert result.exit_code == 0
    assert result.stdout == f"a.md: no benefit and no harm of a treatment told\n\n{LIMIT}\n"


def test_quiet_leaves_the_legend_out(folder):
    write("gout.md")
    shown = call("gout.md", "-q").stdout
    assert LEGEND not in shown
    assert LIMIT not in shown


def test_color_changes_no_character(folder):
    write("gout.md")
    colored = call("gout.md", "--color", "always").stdout
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == call("gout.md").stdout


def test_control_characters_never_reach_the_terminal():
    assert "\x07" not in text_of(account(benefits=(benefit(plain="It \x07 eases pain."),)))


# JSON


def test_json_holds_everything_about_an_intervention(folder):
    write("gout.md")
    (file,) = told("gout.md")["files"]
    first = file["interventions"][0]
    assert (file["path"], file["profile"], file["promoted"]) == (
        "gout.md", "consumer", "allopurinol",
    )  # fmt: skip
    assert (first["name"], first["label"], first["promoted"]) == (
        "allopurinol",
        "Allopurinol",
        True,
    )
    assert first["benefits"][0] == {
        "line": 3, "column": 1, "end_line": 3, "end_column": 34,
        "text": "Allopurinol prevents gout flares.", "kind": "asserted",
    }  # fmt: skip
    assert (first["distinct_harms"], first["harm_weight"], first["ratio"]) == (
        ["nausea", "rash"], 2, 1.5,
    )  # fmt: skip


def test_every_statement_tells_whose_harm_it_is(folder):
    write("gout.md")
    (file,) = told("gout.md")["files"]
    assert [
        (each["line"], each["treatment"], each["harms"], each["of_promoted"])
        for each in file["harm_statements"]
    ] == [(6, "allopurinol", ["nausea", "rash"], True), (8, "colchicine", ["diarrhea"], False)]


def test_json_is_ascii_and_the_same_for_every_order(folder):
    write("b.md", ARTICLE.replace("kidneys", "kidneys – “for ever”"))
    write("a.md")
    one, other = call("a.md", "b.md", "--format", "json"), call("b.md", "a.md", "--format", "json")
    assert one.stdout.isascii()
    assert one.stdout == other.stdout


def test_the_example_in_the_documentation_is_valid_and_complete(folder):
    page = (ROOT / "docs" / "json-output.md").read_text(encoding="utf-8")
    example = json.loads(page.split("## Balance sheets")[1].split("```json\n")[1].split("```")[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(example)
    write("gout.md")
    (file,) = told("gout.md")["files"]
    for key in (*file, *file["interventions"][0], *file["harm_statements"][0]):
        assert f"`{key}`" in page


# Files and options


def test_a_folder(folder):
    write("all/a.md")
    write("all/deep/b.txt", "Gout\n\nAllopurinol prevents gout.\n")
    assert [file["path"] for file in told("all")["files"]] == ["all/a.md", "all/deep/b.txt"]


def test_standard_input_by_its_given_name(folder):
    (file,) = told("-", "--stdin-filename", "draft.md", stdin=ARTICLE)["files"]
    assert file["path"] == "draft.md"


def test_the_configured_profile_is_told(folder):
    write("gout.md")
    write("medlint.toml", 'profile = "regulatory"\n')
    assert told("gout.md")["files"][0]["profile"] == "regulatory"
    assert told("gout.md", "--no-config")["files"][0]["profile"] == "consumer"


def test_text_that_is_not_english_is_no_empty_sheet(folder):
    write("es.md", SPANISH)
    result = call("es.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("es.md: this article does not seem to be in English")


def test_a_missing_file_is_one_line_and_the_others_are_still_read(folder):
    write("gout.md")
    result = call("gone.md", "gout.md")
    assert result.exit_code == 2
    assert result.stdout.startswith("gout.md: about Allopurinol")
    assert len(result.stderr.splitlines()) == 1


def test_an_internal_error_names_the_file_and_keeps_the_other_sheets(folder, monkeypatch):
    write("a.md")
    write("b.md", "# Zinc\n\nZinc shortens colds.\n")

    def fail(reading):
        if reading.document.path == "a.md":
            raise RuntimeError("the floor is wet")
        return sheet_of(reading)

    monkeypatch.setattr("medlint.balance.report.sheet_of", fail)
    result = call(".")
    assert result.exit_code == 2
    assert "internal error while reading a.md" in result.stderr
    assert result.stdout.startswith("b.md:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to read"),
        (["gout.md", "--config", "x.toml", "--no-config"], "contradict each other"),
        (["gout.md", "--stdin-filename", "x.md"], "add - to the paths"),
    ],
)
def test_wrong_usage_exits_with_2_and_a_hint(folder, arguments, said):
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
