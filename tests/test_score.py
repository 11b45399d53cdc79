"""`medlint score`: verdicts of every item, the command, and instrument files with mistakes."""

from __future__ import annotations

import json
import re
import shutil
from functools import lru_cache
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from passages import bundled_lexicon, read_passage

from medlint.cli import main
from medlint.instruments.catalogue import CODED, Signals
from medlint.instruments.instrument import Instrument, load_instrument, read_condition
from medlint.instruments.proof import prove
from medlint.instruments.report import instruments_folder, known_instruments
from medlint.instruments.scorecard import Judged, scorecard
from medlint.instruments.signals import Signal
from medlint.tomlfile import RuleError

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(
    (ROOT / "medlint" / "reporters" / "score.schema.json").read_text(encoding="utf-8")
)
HNR, DISCERN, JAMA = "healthnewsreview", "discern", "jama"

RELEASE = """# Colchicine Gel Eases Gout Pain in Feet

A colchicine gel for gouty feet is described this week by doctors in Leeds.

The gel was rubbed on swollen toes for six weeks.
"""
SPANISH = (
    "# Asma\n\nEl asma es una enfermedad de los pulmones que estrecha las vías respiratorias. Las "
    "personas con asma tosen por la noche y respiran con dificultad después de correr. Un "
    "inhalador abre las vías en pocos minutos, y otro, que se usa todos los días, evita los "
    "ataques.\n"
)


@lru_cache(maxsize=1)
def signals() -> Signals:
    return Signals.load(instruments_folder(), bundled_lexicon())


@lru_cache(maxsize=3)
def instrument(name: str) -> Instrument:
    return load_instrument(instruments_folder() / f"{name}.toml", signals().names)


def judged(name: str, item: str, text: str) -> Judged:
    card = scorecard(read_passage(text), instrument(name), signals())
    return next(each for each in card.items if each.item.name == item)


def signal(name: str, text: str) -> Signal:
    return signals().of(read_passage(text))[name]


def with_title(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"# {title}", *paragraphs]) + "\n"


DRUG = "Avelimab Injections Calm Plaque Psoriasis"
DIET = "Lentils and Oats Lower Cholesterol in Shift Workers"
TEST = "Saliva Test Spots Early Kidney Disease"


@pytest.mark.parametrize(
    ("item", "title", "sentence", "verdict"),
    [
        ("costs", DRUG, "A year of injections costs about 14,000 dollars.", "satisfied"),
        ("costs", DRUG, "Medicare covers the injections from next month.", "satisfied"),
        ("costs", DRUG, "The maker says the price is not yet known.", "satisfied"),
        ("costs", DRUG, "The injections are cheap and easy to give.", "not_satisfied"),
        ("costs", DRUG, "The hospital reported revenues of 3 billion dollars.", "not_satisfied"),
        ("costs", DRUG, "Skin cleared within a month.", "not_satisfied"),
        ("costs", DIET, "Porridge was eaten on four mornings a week.", "not_applicable"),
        (
            "benefits", DRUG,
            "Skin was clear in 62 percent of those injected, compared with 11 percent on a dummy.",
            "satisfied",
        ),
        ("benefits", DRUG, "Itching fell from 7 points to 3 within a month.", "satisfied"),
        ("benefits", DRUG, "The injections cut flare-ups by 40 percent.", "not_satisfied"),
        ("benefits", DRUG, "Skin improved a great deal.", "not_satisfied"),
        ("benefits", TEST, "The test had a sensitivity of 81 percent.", "satisfied"),
        (
            "harms", DRUG,
            "Common side effects of avelimab injections were headache, nausea and a rash.",
            "satisfied",
        ),
        ("harms", DRUG, "Like any medicine, it has side effects.", "not_satisfied"),
        ("harms", DRUG, "The injections were safe and well tolerated.", "not_satisfied"),
        ("harms", DRUG, "Methotrexate causes nausea and liver damage.", "not_satisfied"),
        ("harms", DRUG, "Plaque psoriasis brings itching, pain and depression.", "not_satisfied"),
        ("harms", DIET, "Porridge was eaten on four mornings a week.", "not_applicable"),
        (
            "harms", "Text Messages Help New Parents Keep Vaccine Dates",
            "Parents got two messages a month.", "not_applicable",
        ),
        ("harms", TEST, "A drop of saliva is enough.", "not_satisfied"),
        (
            "evidence_quality", DRUG,
            "A limitation of the study is that it lasted only twelve weeks.", "satisfied",
        ),
        (
            "evidence_quality", DIET,
            "Because the study was observational, it cannot show cause and effect.", "satisfied",
        ),
        (
            "evidence_quality", DRUG,
            "The trial randomly assigned 412 adults to injections or a placebo.", "satisfied",
        ),
        (
            "evidence_quality", DRUG,
            "The trial randomly assigned 38 adults to injections or a placebo.", "not_satisfied",
        ),
        ("evidence_quality", DRUG, "The mice grew new fur within days.", "not_satisfied"),
        ("evidence_quality", DRUG, "Results cannot yet be applied to people.", "satisfied"),
        ("evidence_quality", DRUG, "More research is needed.", "not_satisfied"),
        (
            "disease_mongering", DRUG,
            "Psoriasis is a silent epidemic in our cities.", "not_satisfied",
        ),
        ("disease_mongering", DRUG, "Psoriasis affects two in a hundred people.", "not_judged"),
        ("funding_coi", DRUG, "The study was funded by the Danish Skin Foundation.", "satisfied"),
        ("funding_coi", DRUG, "The authors declare no conflict of interest.", "satisfied"),
        ("funding_coi", DRUG, "The team is seeking funding for a second study.", "not_satisfied"),
        ("alternatives", DRUG, "It cleared more skin than methotrexate did.", "satisfied"),
        ("alternatives", DRUG, "Patients came once a month.", "not_satisfied"),
        ("availability", DRUG, "The FDA has not approved avelimab.", "satisfied"),
        ("availability", DRUG, "It is a new and innovative injection.", "not_satisfied"),
        ("availability", DRUG, "Skin cleared within a month.", "not_judged"),
        ("availability", DIET, "Porridge was eaten on four mornings a week.", "not_applicable"),
        (
            "novelty", DRUG,
            "It is the first study of the new injection. Earlier studies had looked at tablets.",
            "satisfied",
        ),
        ("novelty", DRUG, "This new injection is unique.", "not_judged"),
        ("novelty", DRUG, "Skin cleared within a month.", "not_satisfied"),
        (
            "sensational_language", DRUG,
            "It is a breakthrough. Doctors speak of a miracle.", "not_satisfied",
        ),
        ("sensational_language", "A Breakthrough for Feet", "Feet hurt less.", "not_satisfied"),
        ("sensational_language", DRUG, "Skin cleared within a month.", "satisfied"),
        (
            "sensational_language", DRUG,
            "A breakthrough infection was seen in one patient.", "satisfied",
        ),
    ],
)  # fmt: skip
def test_a_news_release(item: str, title: str, sentence: str, verdict: str) -> None:
    assert judged(HNR, item, with_title(title, sentence)).verdict == verdict


@pytest.mark.parametrize(
    ("item", "sentence", "verdict"),
    [
        ("q01_aims", "This leaflet is for people who have been offered warfarin.", "satisfied"),
        ("q01_aims", "Warfarin was first sold in 1954.", "not_satisfied"),
        ("q04_sources", "Clots form in slow blood.", "not_satisfied"),
        ("q04_sources", "## References\n\n1. Berg A. Warfarin. Thromb J. 2019;3:4.", "satisfied"),
        ("q05_date", "Last updated: 3 March 2024", "satisfied"),
        ("q05_date", "Clots form in slow blood.", "not_satisfied"),
        ("q07_further_help", "For more information, call the clot helpline.", "satisfied"),
        ("q07_further_help", "Clots form in slow blood.", "not_satisfied"),
        ("q08_uncertainty", "It is not known how long it should be taken.", "satisfied"),
        ("q08_uncertainty", "Clots form in slow blood.", "not_satisfied"),
        ("q09_how_it_works", "Warfarin works by slowing the making of vitamin K.", "satisfied"),
        ("q09_how_it_works", "Warfarin is a small tablet.", "not_satisfied"),
        ("q10_benefits", "Warfarin prevents strokes in atrial fibrillation.", "satisfied"),
        ("q11_risks", "Warfarin can cause bleeding, a serious side effect.", "satisfied"),
        ("q11_risks", "Warfarin has side effects.", "not_satisfied"),
        ("q12_no_treatment", "Without treatment, a clot can move to the lung.", "satisfied"),
        ("q12_no_treatment", "Warfarin is a small tablet.", "not_satisfied"),
        ("q13_daily_life", "You will need blood tests every two weeks.", "satisfied"),
        ("q13_daily_life", "Warfarin is a small tablet.", "not_satisfied"),
        ("q14_choices", "There are several other treatments for clots.", "satisfied"),
        ("q14_choices", "Warfarin is a small tablet.", "not_satisfied"),
        ("q15_shared_decision", "Talk to your doctor about which suits you.", "satisfied"),
        ("q15_shared_decision", "Warfarin is a small tablet.", "not_satisfied"),
    ],
)
def test_a_leaflet(item: str, sentence: str, verdict: str) -> None:
    assert judged(DISCERN, item, with_title("Warfarin", sentence)).verdict == verdict


@pytest.mark.parametrize(
    "item", ["q02_achieves_aims", "q03_relevant", "q16_overall"], ids=lambda item: item[:3]
)
def test_what_needs_a_reader_is_left_to_one(item: str) -> None:
    told = judged(DISCERN, item, with_title("Warfarin", "Warfarin prevents strokes."))
    assert (told.verdict, told.lines) == ("not_judged", ())
    assert "reader" in told.reason


def test_benefits_without_any_harm_are_out_of_balance() -> None:
    praise = [
        "Avelimab injections ease itching.",
        "Avelimab injections heal the skin.",
        "Avelimab injections improve sleep.",
    ]
    told = judged(DISCERN, "q06_balanced", with_title(DRUG, *praise))
    assert (told.verdict, told.lines[-3:]) == ("not_satisfied", (3, 5, 7))
    harms = "Common side effects of avelimab injections were headache and nausea."
    assert judged(DISCERN, "q06_balanced", with_title(DRUG, *praise, harms)).verdict == "not_judged"


def test_no_treatment_makes_questions_on_treatments_idle() -> None:
    text = with_title("Why We Hiccup", "The diaphragm twitches, and the glottis shuts.")
    verdicts = {each: judged(DISCERN, each, text).verdict for each in ("q11_risks", "q14_choices")}
    assert verdicts == {"q11_risks": "not_applicable", "q14_choices": "not_applicable"}


@pytest.mark.parametrize(
    ("item", "text", "verdict"),
    [
        ("authorship", "Written by Dr Ida Moe, MD", "satisfied"),
        ("authorship", "By Ida Moe", "not_satisfied"),
        ("authorship", "“It helps,” says Dr Ida Moe.", "not_satisfied"),
        ("attribution", "Iron helps [1].\n\n## References\n\n1. Moe I. Iron. Blood. 2020;1:2.",
         "satisfied"),
        ("attribution", "Iron helps, according to the World Health Organization.",
         "not_satisfied"),
        ("disclosure", "This page is sponsored content.", "satisfied"),
        ("disclosure", "Funded by the Iron Trust.", "satisfied"),
        ("disclosure", "Iron helps.", "not_satisfied"),
        ("currency", "Published: 4 May 2022", "satisfied"),
        ("currency", "Iron was first given in 1681.", "not_satisfied"),
    ],
)  # fmt: skip
def test_the_furniture_of_a_page(item: str, text: str, verdict: str) -> None:
    assert judged(JAMA, item, with_title("Iron and Anaemia", text)).verdict == verdict


def test_front_matter_names_the_author_and_the_date() -> None:
    text = "---\nauthor: Ida Moe, MD\ndate: 2024-05-04\n---\n# Iron\n\nIron helps.\n"
    assert [judged(JAMA, each, text).verdict for each in ("authorship", "currency")] == [
        "satisfied",
        "satisfied",
    ]
    assert judged(JAMA, "authorship", text).lines == (2,)


# What the signals read


@pytest.mark.parametrize(
    ("title", "low_risk"),
    [
        ("Brisk Walking Eases Low Mood", True),
        ("Meditation Calms Nurses on Night Shift", True),
        ("A Leaflet Helps Men Spot Melanoma", True),
        ("Yoga Beats Surgery for Sciatica", True),
        ("Surgery for Sciatica Helps Runners", False),
        ("Vitamin D Tablets and Falls", False),
        ("Exercise Stress Test Finds Blocked Arteries", False),
        ("Eating Disorder Drug Cuts Binges", False),
        ("Heart Pump Shortens Hospital Stay", False),
    ],
)
def test_the_title_tells_what_kind_of_thing_it_is(title: str, low_risk: bool) -> None:
    held = signal("about-low-risk", with_title(title, "It was tried in Oslo."))
    assert bool(held.count) is low_risk


def test_without_a_kind_in_the_title_the_text_decides() -> None:
    text = with_title("Good News for Sore Backs", "Swimming eased it.", "Swimming is cheap.")
    assert signal("about-food-or-exercise", text).words == ("exercise (“Swimming”)",)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("The study followed 1,204 nurses for six years.", 1204),
        ("Researchers enrolled 86 adults; 43 patients received the gel.", 86),
        ("In the trial 120 patients received the gel and 118 patients a placebo.", 238),
        ("Asthma affects 300 people in every town, a study says.", 0),
        ("The study ran for 24 weeks.", 0),
        ("The trial (n = 310) ended early.", 310),
        ("The trial found that 45 percent of patients slept better.", 0),
    ],
)
def test_how_many_people_were_studied(sentence: str, count: int) -> None:
    assert signal("participants", with_title("Gel", sentence)).count == count


def test_the_disease_in_the_title_is_no_harm_of_the_treatment() -> None:
    text = with_title(
        "Tavoxib Slows Breast Cancer",
        "Side effects of tavoxib were seen in women with breast cancer, and fatigue was one.",
    )
    assert signal("harms-named", text).words == ("fatigue",)


def test_lines_and_words_are_those_of_the_article() -> None:
    told = judged(
        HNR, "funding_coi", with_title(DRUG, "Skin cleared.", "It was funded by the Skin Trust.")
    )
    assert told.lines == (5,)
    assert "“funded by" in told.reason


# The command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write(name: str, content: str = RELEASE) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(content, encoding="utf-8")


def call(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ("score", *arguments), input=stdin)


def told(*arguments: str, stdin: str | None = None) -> dict:
    value = json.loads(call(*arguments, "--format", "json", stdin=stdin).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


@pytest.mark.parametrize("name", [HNR, DISCERN, JAMA])
def test_the_json_has_every_item_with_a_verdict_and_a_reason(folder: Path, name: str) -> None:
    write("gout.md")
    value = told("gout.md", "--instrument", name)
    (file,) = value["files"]
    assert (file["path"], file["instrument"]) == ("gout.md", name)
    assert len(file["items"]) == {HNR: 10, DISCERN: 16, JAMA: 4}[name]
    assert all(item["reason"] and "{" not in item["reason"] for item in file["items"])
    assert [item["name"] for item in value["instrument"]["items"]] == [
        item["name"] for item in file["items"]
    ]


def test_one_article_is_told_with_reasons(folder: Path) -> None:
    write("gout.md")
    result = call("gout.md", "--instrument", JAMA)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "JAMA benchmarks: authorship, attribution, disclosure, currency\n\n"
        "gout.md: 0 satisfied, 4 not satisfied, 0 not applicable, 0 not judged by rules\n"
        "! Who wrote it, and what qualifies them: not satisfied\n"
        "    Names no author and no reviewer; people who are only quoted are none.\n"
    )
    assert "The verdicts are not added up." in " ".join(result.stdout.split())


def test_a_folder_makes_a_table_with_counts(folder: Path) -> None:
    write("news/a.md")
    write("news/b.md", RELEASE + "\nUpdated 3 May 2023. Funded by the Gout Trust.\n")
    result = call("news", "--instrument", JAMA)
    rows = [line for line in result.stdout.splitlines() if re.search(r"\d$|[!+?-]$", line)]
    marks = {row.split()[0]: row.split()[-4:] for row in rows if row.startswith("news/")}
    assert marks == {"news/a.md": ["!", "!", "!", "!"], "news/b.md": ["!", "!", "+", "+"]}
    assert any(row.split() == ["not", "satisfied", "2", "2", "1", "1"] for row in rows)
    counts = told("news", "--instrument", JAMA)["counts"]
    assert counts["currency"] == {
        "satisfied": 1, "not_satisfied": 1, "not_applicable": 0, "not_judged": 0,
    }  # fmt: skip


def test_discern_says_that_it_gives_no_rating(folder: Path) -> None:
    write("gout.md")
    assert "No rating from 1 to 5 is given" in call("gout.md", "--instrument", DISCERN).stdout


def test_quiet_leaves_the_scorecard_alone(folder: Path) -> None:
    write("gout.md")
    lines = call("gout.md", "--instrument", JAMA, "--quiet").stdout.splitlines()
    assert lines[0].startswith("gout.md: ")
    assert "Criteria:" not in "\n".join(lines)


def test_standard_input_is_scored_under_its_name(folder: Path) -> None:
    value = told("-", "--stdin-filename", "x/gout.md", "--instrument", HNR, stdin=RELEASE)
    assert [file["path"] for file in value["files"]] == ["x/gout.md"]


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    write("gout.md")
    first, second = (
        call("gout.md", "--instrument", HNR, "--format", "json").stdout for _ in range(2)
    )
    assert first == second


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_scored(folder: Path) -> None:
    write("gout.md")
    write("asma.md", SPANISH)
    result = call("gout.md", "asma.md", "missing.md", "--instrument", JAMA, "--format", "json")
    assert result.exit_code == 2
    value = json.loads(result.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    assert [file["path"] for file in value["files"]] == ["gout.md"]
    assert any("asma.md: this article does not seem to be in English" in p
               for p in value["problems"])  # fmt: skip
    assert len(value["problems"]) == 2


def test_an_empty_article_is_a_note(folder: Path) -> None:
    write("empty.md", "\n")
    result = call("empty.md", "--instrument", JAMA)
    assert "No article was scored." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gout.md",), "--instrument is missing; write one of discern, healthnewsreview, jama"),
        (("gout.md", "--instrument", "disern"), 'there is no "disern"; did you mean "discern"?'),
        (("--instrument", "jama"), "nothing to read; name files or folders"),
    ],
)
def test_wrong_arguments_are_one_line(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    write("gout.md")
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


# Files of instruments


GOOD = """\
title = "House criteria"
source = "Our style guide"
about = "What we ask."
limits = "Nothing else."

[[items]]
name = "money"
label = "Money"
looks_for = "a price"

[[items.steps]]
verdict = "satisfied"
when = ["cost-figure"]
reason = "told: {cost-figure}."

[[items.steps]]
verdict = "not_satisfied"
reason = "not told."
"""


def messages(tmp_path: Path, old: str = "", new: str = "") -> list[str]:
    path = tmp_path / "house.toml"
    path.write_text(GOOD.replace(old, new) if old else GOOD, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_instrument(path, signals().names)
    return [message.removeprefix(f"{path.as_posix()}:") for message in caught.value.messages]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["cost-figure"]', '["cost-figures"]',
         '13: there is no signal "cost-figures"; did you mean "cost-figure"?'),
        ("told: {cost-figure}.", "told: {cost-figur}.",
         '14: there is no signal "cost-figur"; did you mean "cost-figure"?'),
        ('source = "Our style guide"\n', "",
         '1: source is missing; write source = "..."'),
        ('verdict = "satisfied"', 'verdict = "met"', '12: items item 1.steps item 1.verdict cannot '
         'be "met"; write one of "not_applicable", "not_judged", "not_satisfied", "satisfied"'),
        ('["cost-figure"]', '["cost-figure > 2"]',
         '13: when: "cost-figure > 2" is no condition; write "NAME", "no NAME", "NAME >= 2" or '
         '"NAME < 2"'),
        ('reason = "not told."', 'when = ["funding"]\nreason = "not told."',
         "11: steps must end with one that has no `when`, so that there is always a verdict"),
        ('name = "money"', 'name = "Money!"',
         '7: name "Money!" must be small letters joined by underscores'),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_that_says_what_to_write(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert messages(tmp_path, old, new) == [message]


def test_two_items_of_one_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(GOOD + GOOD[GOOD.index("[[items]]") :], encoding="utf-8")
    with pytest.raises(RuleError, match='name "money" is taken by an earlier item'):
        load_instrument(path, signals().names)


def test_a_wording_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wordings.toml"
    path.write_text('[odd]\nabout = "x"\npatterns = ["..x"]\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"wordings\.toml:3: pattern '\.\.x': '\.\.x' is no gap"):
        Signals.load(tmp_path, bundled_lexicon())


def test_a_wording_may_not_take_the_name_of_a_signal_that_is_code(tmp_path: Path) -> None:
    path = tmp_path / "wordings.toml"
    path.write_text('[benefits]\nabout = "x"\npatterns = ["good"]\n', encoding="utf-8")
    with pytest.raises(RuleError, match="benefits is a signal that medlint works out; rename it"):
        Signals.load(tmp_path, bundled_lexicon())


def test_a_broken_bundled_instrument_is_one_line_of_the_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = folder / "instruments"
    shutil.copytree(instruments_folder(), broken)
    (broken / "jama.toml").write_text("title = \n", encoding="utf-8")
    monkeypatch.setattr("medlint.instruments.report.instruments_folder", lambda: broken)
    write("gout.md")
    result = call("gout.md", "--instrument", JAMA)
    assert result.exit_code == 2
    assert result.stderr.startswith("instruments/jama.toml:1: is not TOML")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "count", "holds"),
    [("a", 1, True), ("a", 0, False), ("no a", 0, True), ("no a", 2, False),
     ("a >= 3", 3, True), ("a >= 3", 2, False), ("a < 3", 2, True), ("a < 3", 3, False)],
)  # fmt: skip
def test_a_condition(text: str, count: int, holds: bool) -> None:
    assert read_condition(text).holds(count) is holds


def test_every_bundled_instrument_loads_and_every_signal_has_a_use() -> None:
    assert known_instruments() == (DISCERN, HNR, JAMA)
    used = {
        name
        for each in known_instruments()
        for item in instrument(each).items
        for step in item.steps
        for _, name in step.signals()
    }
    assert used <= signals().names
    assert signals().names - used == set()


def test_every_verdict_that_an_item_can_get_has_an_example() -> None:
    without = [
        (each, item.name)
        for each in known_instruments()
        for item in instrument(each).items
        if {step.verdict for step in item.steps} != set(item.examples)
    ]
    assert without == []


def test_an_example_with_another_verdict_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copy(instruments_folder() / "wordings.toml", tmp_path)
    path = tmp_path / "house.toml"
    texts = '["# Gel\\n\\nIt costs 9 dollars.", "# Gel\\n\\nIt stings."]'
    path.write_text(f"{GOOD}[items.examples]\nsatisfied = {texts}\n", encoding="utf-8")
    first, second = prove([path], bundled_lexicon())
    assert (first.ok, second.ok) == (True, False)
    assert second.place == f"{path.as_posix()}:{GOOD.count(chr(10)) + 2}"
    assert second.text == "is not_satisfied"
    assert second.item == "house, money, satisfied example 2"


def test_medlint_test_tries_instruments() -> None:
    path = instruments_folder() / "jama.toml"
    result = CliRunner().invoke(main, ["test", str(path)])
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ examples of 1 instrument: all as they should be\.\n", result.stdout)


def test_coded_signals_are_empty_on_an_empty_article() -> None:
    held = signals().of(read_passage("\n"))
    assert all(held[name] == Signal() for name in CODED)
