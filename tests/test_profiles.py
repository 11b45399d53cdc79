"""Which kind of article is recognised, by which cues, and what that changes."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from passages import read_passage

from medlint.cli import main
from medlint.config import PROFILES, Config
from medlint.document import Document
from medlint.engine import lint
from medlint.finding import Severity
from medlint.profiles.cues import ProfileError, bundled_kinds, read_kinds
from medlint.profiles.detection import TRIED
from medlint.profiles.report import effects_of, unknown_profile
from medlint.rulebook import Rulebook

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads(
    (ROOT / "medlint" / "reporters" / "findings.schema.json").read_text(encoding="utf-8")
)

CLINIC = """# Shockwave therapy for heel pain

Shockwave therapy breaks down scar tissue in the heel. At our clinic, sessions take ten minutes. We
offer evening hours. Why limp another day? Book your first session online.
"""
SHOP = """# Berberine capsules

Berberine balances blood sugar. One bottle lasts a month and costs $39. Buy now and get free
shipping with a money-back guarantee.
"""
TESTIMONY = """# Laser toning

Read our reviews: nine in ten satisfied clients come back. Our therapists train for a year. Sessions
cost £80.
"""
PHONE = """# Hair transplants

Gift vouchers and payment plans are there for you. We offer follicle grafts. Call 020 7946 0018 for
a talk with a nurse, from £900.
"""
STORY = """# My year with Crohn's disease

I was diagnosed on a wet Tuesday. My doctor drew my bowel on the back of an envelope, and I
nodded as if I had understood. I went home and I told my mother, and I slept. For weeks I ate
rice and I lost my job. I remember the smell of the ward. When my symptoms came
back I was scared, and I hid it from my wife. Now I walk my dog each morning, and I write this for
myself.
"""
LEAFLET = """# Shingles

## What is shingles?

Shingles is a rash on one side of your body. You may feel a burning pain before you see it.

## Symptoms

You may have blisters, and your skin may hurt. You may be tired.

## Causes

If you have had chickenpox, the virus sleeps in your nerves.

## How is it treated?

Your doctor can give you tablets. They work best when you start them within three days.

## When to see a doctor

See a doctor at once if the rash is near your eye.
"""
JOURNAL = """Journal of Rare Things

ISSN 1234-5679

Received: 3 May 2021. Accepted: 9 June 2021.

Correspondence: A. Writer

Abstract

Cystinosis is rare.
"""


def profile(text: str) -> str:
    return read_passage(text).detection.profile


# What is recognised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(CLINIC, "promotional", id="clinic"),
        pytest.param(SHOP, "promotional", id="shop"),
        pytest.param(TESTIMONY, "promotional", id="testimony"),
        pytest.param(PHONE, "promotional", id="phone"),
        pytest.param(STORY, "narrative", id="story"),
        pytest.param(LEAFLET, "education", id="leaflet"),
        pytest.param(JOURNAL, "professional", id="journal"),
        pytest.param("# Gout\n\nGout is a kind of arthritis.\n", "consumer", id="plain"),
    ],
)
def test_kinds_of_article(text, expected):
    assert profile(text) == expected


CONSUMER = [
    pytest.param(
        "# Booster\n\nTo get the booster, book an appointment with your GP. The jab is free. If "
        "you feel chest pain, call 999 now.\n",
        id="an appointment with a GP",
    ),
    pytest.param(
        "# Insulin prices\n\nThe firm said that it cut the price from $275 to $66. “Our customers "
        "asked for it,” said its head. Analysts expect sales of $2 billion.\n",
        id="business news",
    ),
    pytest.param(
        "# Red flags\n\nBe wary of sites that say “order now” or “money-back guarantee”. Never "
        "trust a “special offer” for a cancer cure, even for $20.\n",
        id="a warning that quotes",
    ),
    pytest.param(
        "# Stroke study\n\n“I was told that I would not walk,” said one patient. “My doctor was "
        "wrong. I walked, and I danced.” The trial had 90 patients in four towns. Half had the "
        "new exercise, and half had the old one. Both groups walked further after a year.\n",
        id="news that quotes patients",
    ),
    pytest.param(
        "# Case report\n\nA woman of 54 came to our clinic with vertigo. We offer such patients a "
        "hearing test. Our patients are mostly elderly.\n",
        id="a case report",
    ),
    pytest.param(
        "# Sarcoidosis\n\n## Symptoms\n\nIt begins with a cough.\n\n## Treatment\n\nSteroids are "
        "used.\n",
        id="a reference page that speaks to nobody",
    ),
]  # fmt: skip


@pytest.mark.parametrize("text", CONSUMER)
def test_what_is_no_more_than_an_article_for_readers(text):
    assert profile(text) == "consumer"


def test_a_page_that_sells_is_never_a_story():
    assert profile(STORY + "\nOrder now at our shop.\n") != "narrative"


def test_a_page_that_sells_is_never_a_leaflet():
    assert profile(LEAFLET + "\nBook now.\n") != "education"


def test_a_page_that_sells_is_never_a_journal_page():
    assert profile(JOURNAL + "\nBook your session online. Our clinic offers a free bottle.\n") == (
        "promotional"
    )


def test_a_story_in_praise_of_a_treatment_is_no_story_of_illness():
    text = STORY.replace("My year with Crohn's disease", "How acupuncture changed my Crohn's")
    assert profile(text) == "consumer"


def test_a_leaflet_that_promotes_a_treatment_is_none():
    text = LEAFLET.replace("# Shingles", "# Ozone therapy for shingles")
    assert profile(text) == "consumer"


def test_denied_and_quoted_calls_do_not_sell():
    text = "# Tea\n\nWe never say “buy now”. There is no special offer and no free shipping here.\n"
    assert profile(text) == "consumer"


def test_a_question_can_be_a_call():
    text = "# Botox\n\nWhy not book a consultation? Our clinic is open late.\n"
    assert profile(text) == "promotional"


def test_the_cues_tell_where_they_stand():
    found = read_passage(SHOP).detection
    seen = {each.cue.name: [SHOP[s.start : s.end] for s in each.spans] for each in found.cues}
    assert seen["asks the reader to book, buy or call"] == ["Buy now"]
    assert seen["names a price"] == ["$3"]
    assert found.points == sum(each.cue.points for each in found.cues)


# What a profile may change


def findings(text: str, profile: str | None) -> set[tuple[str, int, int]]:
    rulebook = Rulebook.load()
    config = Config(preview=True, profile=profile)  # type: ignore[arg-type]
    found = lint([Document("a.md", text, "markdown")], rulebook, config)
    return {(each.rule, each.place.line, each.severity.rank) for each in found}


@pytest.mark.parametrize("text", [CLINIC, SHOP, TESTIMONY, PHONE])
def test_a_page_that_sells_loses_no_finding(text):
    as_read = {(rule, line): rank for rule, line, rank in findings(text, None)}
    for rule, line, rank in findings(text, "consumer"):
        assert as_read[rule, line] >= rank


def test_a_sample_page_that_sells_loses_no_finding():
    text = (ROOT / "seeds" / "faulty-clinic-blog.md").read_text(encoding="utf-8")
    assert profile(text) == "promotional"
    assert findings(text, "consumer") <= findings(text, None)


def test_no_rule_is_weaker_on_pages_that_sell():
    for rule in Rulebook.load().rules.values():
        level = rule.profiles.get("promotional", rule.severity)
        assert level is not None, rule.name
        assert level.rank >= rule.severity.rank, rule.name


def test_every_kind_is_a_profile_and_is_tried():
    assert set(bundled_kinds()) == set(TRIED)
    assert set(TRIED) < set(PROFILES)


def test_the_effects_of_a_profile():
    rules = Rulebook.load().rules.values()
    changed = {each.rule: each for each in effects_of("narrative", rules, frozenset())}
    assert changed["no-references"].severity is None
    assert changed["no-references"].usual is Severity.ERROR
    changed = {each.rule: each for each in effects_of("promotional", rules, frozenset())}
    assert changed["benefit-risk-imbalance"].limits == "above 2 to 1, elsewhere 4 to 1"
    assert list(effects_of("consumer", rules, frozenset())) == []


def test_a_rule_that_only_a_profile_asks_for_is_told_as_usually_off():
    rule = Rulebook.load().rules["food-disease-claim"]
    (told,) = effects_of("nutrition", [rule], frozenset())
    assert (told.severity, told.usual) == (Severity.WARNING, None)
    assert not list(effects_of("nutrition", [rule], frozenset({rule.name})))


def test_a_severity_of_the_profile_is_told():
    rule = replace(Rulebook.load().rules["cure-claim"], profiles={"consumer": Severity.WARNING})
    (told,) = effects_of("consumer", [rule], frozenset())
    assert (told.severity, told.usual) == (Severity.WARNING, Severity.ERROR)


# Files of cues


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ('name = "x"\npoints = 1', "nothing to look for"),
        ('name = "x"\npoints = 1\nphrases = ["a"]\nwhere = "footer"', "`where` cannot be 'footer'"),
        ('name = "x"\npoints = 1\npattern = "a"', "`pattern` and `needs` go together"),
        ('name = "x"\npoints = 1\npattern = "("\nneeds = ["a"]', "`pattern` is no regular"),
        ('name = "x"\npoints = 1\nwords = ["i"]', "`words` and `percent` go together"),
        ('name = "x"\npoint = 1\nphrases = ["a"]', "there is no key `point`"),
        ('points = 1\nphrases = ["a"]', "missing 1 required positional argument: 'name'"),
    ],
)
def test_a_wrong_cue_is_named(tmp_path, cue, said):
    head = 'about = "x"\npoints = 1\ncues = 1\n[[cue]]\n'
    (tmp_path / "narrative.toml").write_text(head + cue, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"narrative\.toml, cue 1") as caught:
        read_kinds(tmp_path)
    assert said in str(caught.value)


def test_a_file_of_cues_that_is_no_toml_is_named(tmp_path):
    (tmp_path / "narrative.toml").write_text("about = ", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"narrative\.toml"):
        read_kinds(tmp_path)


# What an article states


def stated(value: str, body: str = CLINIC) -> str:
    return f"---\ntitle: x\nprofile: {value}\n---\n\n{body}"


@pytest.mark.parametrize("value", ["narrative", "Narrative", '"narrative"'])
def test_the_front_matter_states_a_profile(value):
    assert read_passage(stated(value)).profile == "narrative"


def test_an_unknown_profile_is_not_obeyed():
    assert read_passage(stated("promo")).profile == "promotional"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("profesional", 'a.md:3: "profile" cannot be "profesional"; did you mean "professional"?'),
        (
            "jane-doe",
            'a.md:3: "profile" cannot be "jane-doe"; write one of "consumer", "education"',
        ),
    ],
)
def test_an_unknown_profile_is_named_with_its_line(value, said):
    told = unknown_profile(Document("a.md", stated(value), "markdown"))
    assert told is not None
    assert told.startswith(said)


@pytest.mark.parametrize("text", [stated("education"), stated(""), CLINIC, "profile: nonsense\n"])
def test_what_is_no_unknown_profile(text):
    assert unknown_profile(Document("a.md", text, "markdown")) is None


# The command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "MEDLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def check(*arguments: str):
    return CliRunner().invoke(main, ("check", *arguments))


def told(*arguments: str) -> dict:
    value = json.loads(check(*arguments, "--format", "json").stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def test_show_profile_tells_the_cues_and_the_changes(folder):
    Path("shop.md").write_text(SHOP, encoding="utf-8")
    lines = check("shop.md", "--show-profile").stdout.splitlines()
    start = lines.index("shop.md: profile promotional, told by its wording:")
    assert lines[start + 1 : start + 3] == [
        "    asks the reader to book, buy or call: line 3 “Buy now” (3 points)",
        "    makes an offer: line 3 “free shipping”, line 4 “money-back”, "
        "line 4 “money-back guarantee” (3 points)",
    ]
    assert "    benefit-risk-imbalance: above 2 to 1, elsewhere 4 to 1" in lines


def test_profiles_are_not_shown_unless_asked_for(folder):
    Path("shop.md").write_text(SHOP, encoding="utf-8")
    assert "profile promotional" not in check("shop.md").stdout


@pytest.mark.parametrize(
    ("text", "options", "config", "expected"),
    [
        (SHOP, ["--profile", "regulatory"], "", ("regulatory", "option")),
        (SHOP, [], 'profile = "regulatory"', ("regulatory", "configuration")),
        (stated("nutrition"), [], "", ("nutrition", "front matter")),
        (SHOP, [], "", ("promotional", "cues")),
        ("# Gout\n\nGout hurts.\n", [], "", ("consumer", "default")),
    ],
)
def test_json_tells_the_profile_and_who_said_so(folder, text, options, config, expected):
    Path("a.md").write_text(text, encoding="utf-8")
    Path("medlint.toml").write_text(config, encoding="utf-8")
    (found,) = told("a.md", *options)["profiles"]
    assert (found["profile"], found["source"]) == expected
    assert bool(found["cues"]) == (expected[1] == "cues")


@pytest.mark.parametrize("command", ["check", "claims", "balance"])
def test_an_unknown_profile_is_a_problem_of_every_command(folder, command):
    Path("a.md").write_text(stated("profesional"), encoding="utf-8")
    result = CliRunner().invoke(main, (command, "a.md"))
    assert result.exit_code == 2
    assert (
        result.stderr == 'a.md:3: "profile" cannot be "profesional"; did you mean "professional"?\n'
    )


def test_an_article_with_an_unknown_profile_is_checked_all_the_same(folder):
    Path("a.md").write_text(stated("profesional"), encoding="utf-8")
    Path("b.md").write_text(CLINIC, encoding="utf-8")
    rules = [sorted(each["rule"] for each in told(name)["findings"]) for name in ("a.md", "b.md")]
    assert rules[0] == rules[1]
