from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_rules import RULE, Toy, Window, add_kinds, bundle, changed

from medlint.finding import Severity
from medlint.language.lexicon import Lexicon
from medlint.matchers import KINDS
from medlint.rule import Rule
from medlint.rulebook import Rulebook, RuleError, bundled_rules
from medlint.ruleloader import with_options
from medlint.tomllines import key_lines


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    add_kinds(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return bundle(tmp_path)


def load(bundled: Path, text: str, name: str = "cure-claim") -> Rule:
    (bundled / "claims" / f"{name}.toml").write_text(text, encoding="utf-8")
    return Rulebook.load(bundled=bundled).rules[name]


def messages(bundled: Path, *extra: Path) -> list[str]:
    with pytest.raises(RuleError) as error:
        Rulebook.load(extra, bundled)
    assert str(error.value) == "\n".join(error.value.messages)
    return list(error.value.messages)


def test_a_rule_is_read_whole(bundled: Path) -> None:
    text = changed(RULE, ('"A regulator"]', '"A regulator"]\nyields_to = ["other"]'))
    text = changed(
        text, ("[match]", '[profiles]\nprofessional = "off"\nnutrition = "warning"\n[match]')
    )
    (bundled / "claims" / "other.toml").write_text(RULE)
    rule = load(bundled, text)
    assert (rule.name, rule.pack, rule.title) == ("cure-claim", "claims", "A cure promised")
    assert (rule.severity, rule.scope, rule.kind) == (Severity.ERROR, "sentence", "toy")
    assert rule.profiles == {"professional": None, "nutrition": Severity.WARNING}
    assert rule.yields_to == ("other",)
    assert rule.matcher == Toy(words=("cures", "cure"))
    assert rule.examples.missed == ("Say goodbye to asthma.",)
    assert rule.default
    assert not rule.preview
    assert rule.options == ("words", "above")
    assert rule.path == bundled / "claims" / "cure-claim.toml"


def test_every_annotation_of_a_matcher_is_read(bundled: Path) -> None:
    fields = (
        'above = 3\nlimit = 4\nwhole = false\nunit = "sentence"\neither = "x"\n'
        'plain = { heart-attack = "h" }\nwindow = { before = 2 }\n'
        '[[match.windows]]\nbefore = 1\n[[match.windows]]\nbefore = 5\nunit = "sentence"'
    )
    rule = load(
        bundled, changed(RULE, ('words = ["cures", "cure"]', f'words = ["cure"]\n{fields}'))
    )
    assert rule.matcher == Toy(
        words=("cure",),
        above=3.0,
        limit=4,
        whole=False,
        unit="sentence",
        windows=(Window(1), Window(5, "sentence")),
        window=Window(2),
        plain={"heart-attack": "h"},
        either="x",
    )
    assert isinstance(rule.matcher.above, float)


# What is changed in RULE, and the line and the whole text of the message.
MISTAKES = [
    ("title ", "titel ", 1, 'the file has no key "titel"; did you mean "title"?'),
    ("title ", "titel ", 1, 'title is missing; write title = "..."'),
    ('"error"', '"eror"', 2, 'severity cannot be "eror"; did you mean "error"?'),
    ('"sentence"', '"sentences"', 3, 'scope cannot be "sentences"; did you mean "sentence"?'),
    (
        'scope    = "sentence"',
        'scope = "corpus"',
        3,
        'kind "toy" reads one document at a time; write scope = "sentence" or "document"',
    ),
    (
        "“{match}”",
        "{mach}",
        4,
        'message uses {mach}, which kind "toy" does not give; did you mean "match"?',
    ),
    ("“{match}”", "{match!r}", 4, "message has more than a name in {match}; write {match}"),
    (
        "“{match}”",
        "{match",
        4,
        "message has a brace without its partner; write {match}, or no brace",
    ),
    ("“{match}”", "{{match}}", 4, "message has doubled braces; write {match}, or no brace"),
    ("“{match}”", "a\\nb", 4, "message has more than one line; write it on one line"),
    ("“{match}” promises a cure.", " ", 4, "message is empty; say what is wrong and what to write"),
    ('"Readers stop treatment."', '""', 5, "why is empty; say what harm the rule prevents"),
    (
        '["A regulator"]',
        "[]",
        6,
        "sources is empty; name at least one guideline, study or regulator",
    ),
    (
        '["A regulator"]',
        '"A regulator"',
        6,
        'sources must be a list, not text; write sources = ["..."]',
    ),
    (
        '["words", "above"]',
        '[\n"words",\n"abov"]',
        9,
        'options names "abov", which is no key of kind "toy"; did you mean "above"?',
    ),
    (
        "options ",
        "default = 1\noptions ",
        7,
        "default must be true or false, not the number 1; write default = true",
    ),
    (
        "[match]",
        '[profiles]\nprofesional = "off"\n[match]',
        10,
        '[profiles] has no key "profesional"; did you mean "professional"?',
    ),
    (
        "[match]",
        '[profiles]\nconsumer = "of"\n[match]',
        10,
        'profiles.consumer cannot be "of"; did you mean "off"?',
    ),
    ('"toy"', '"toi"', 10, 'there is no kind "toi"; did you mean "toy"?'),
    ('words = ["cures", "cure"]', "", 9, 'match.words is missing; write words = ["..."]'),
    ("words = ", "word = ", 11, '[match] has no key "word"; did you mean "words"?'),
    (
        '["cures", "cure"]',
        '["cures",\n 3]',
        12,
        'match.words item 2 must be text in quotes, not the number 3; write "..."',
    ),
    (
        '"cures", "cure"',
        '"\\bcures"',
        11,
        "match.words item 1 holds the control character U+0008; "
        "put a pattern in single quotes, where a backslash stays a backslash",
    ),
    ('"cures", "cure"', '"#diesease"', 11, 'words names the unknown tag "#diesease"'),
    ('"cures", "cure"', '"cures", ""', 11, "words holds an empty word; delete it"),
    (
        'kind  = "toy"',
        'kind = "toy"\nabove = true',
        11,
        "match.above must be a number, not true; write above = 0.5",
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nabove = nan',
        11,
        "match.above must be a number, not the number nan; write above = 0.5",
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nlimit = 1.5',
        11,
        "match.limit must be a whole number, not the number 1.5; write limit = 3",
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\neither = 12:30:00',
        11,
        "match.either must be a whole number or text in quotes, not a date or a time; "
        "write either = 3",
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nunit = "words"',
        11,
        'match.unit cannot be "words"; did you mean "word"?',
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nwindows = [{ before = 1 }, { befor = 2 }]',
        11,
        '[match.windows item 2] has no key "befor"; did you mean "before"?',
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nwindows = 3',
        11,
        "match.windows must be a list, not the number 3; write a table [[match.windows]] for each",
    ),
    (
        'kind  = "toy"',
        'kind = "toy"\nplain = { a = 1 }',
        11,
        'match.plain.a must be text in quotes, not the number 1; write a = "..."',
    ),
    (
        '"A {**cure**} at last."',
        '\n"A {cure at last."',
        15,
        'examples.flagged item 2: "{" is never closed; write "}" after the marked words, or "{{"',
    ),
    (
        "{**cure**}",
        "cure",
        14,
        "examples.flagged item 2: nothing is marked; "
        "put braces around the words that must be found",
    ),
    (
        "Tea is warm.",
        "{Tea}",
        15,
        "examples.passing item 1: only flagged examples mark words; "
        "write {{ and }} for braces of the text",
    ),
    ('["Tea is warm."]', "[]", 15, "examples.passing is empty; write at least one example"),
    ('passing = ["Tea is warm."]', "", 13, 'examples.passing is missing; write passing = ["..."]'),
    ("missed ", "mised ", 16, '[examples] has no key "mised"; did you mean "missed"?'),
    (
        "options ",
        'yields_to = ["cure-clam"]\noptions ',
        7,
        'yields_to names "cure-clam", which is no rule; did you mean "other-cure-claim"?',
    ),
    (
        "options ",
        'yields_to = ["cure-claim"]\noptions ',
        7,
        "yields_to names the rule itself; delete it",
    ),
    (
        'scope    = "sentence"',
        'scope = "sentence"\nscope = "document"',
        4,
        "is not TOML (Cannot overwrite a value); "
        "a key or table stands here a second time, so delete one",
    ),
    (
        "options ",
        '"a\\nb" = 1\noptions ',
        7,
        'the file has no key "a\\u000ab"; write one of "default", "examples", "fix", "match", '
        '"message", "options", "preview", "profiles", "scope", "severity", "sources", "title", ...',
    ),
    ('"A cure promised"', '"A cure', 1, "text in quotes has no end; write the closing quote"),
]


@pytest.mark.parametrize(("old", "new", "line", "text"), MISTAKES)
def test_a_mistake_names_its_line_and_what_to_write(
    bundled: Path, old: str, new: str, line: int, text: str
) -> None:
    (bundled / "claims" / "other-cure-claim.toml").write_text(RULE)
    (bundled / "claims" / "cure-claim.toml").write_text(changed(RULE, (old, new)))
    assert f"bundled/claims/cure-claim.toml:{line}: {text}" in messages(bundled)


def test_all_mistakes_of_a_file_come_at_once_in_the_order_of_lines(bundled: Path) -> None:
    text = changed(
        RULE, ("title ", "titel "), ('"error"', '"eror"'), ("words =", "word ="), ("{cures}", "{")
    )
    (bundled / "claims" / "cure-claim.toml").write_text(text)
    assert [message.split(":")[1] for message in messages(bundled)] == [
        "1",
        "1",
        "2",
        "9",
        "11",
        "14",
    ]


def test_mistakes_of_several_files_come_at_once(bundled: Path) -> None:
    (bundled / "claims" / "a.toml").write_text("titel = 1")
    (bundled / "claims" / "b.toml").write_text("= 1")
    (bundled / "claims" / "c.toml").write_bytes(b"title = 'x'\nwhy = '\xff'\n")
    found = messages(bundled)
    assert {message.split(":")[0][-6:] for message in found} == {"a.toml", "b.toml", "c.toml"}
    assert "bundled/claims/c.toml:2: is not UTF-8 text; save it as UTF-8" in found


VALUES = ["3", '"x"', "[]", "{}", "true", "[3]", "[{}]", "{ a = 1 }", '["", "{"]', "nan"]
ROWS = ["", "[match]", "[[match]]", "[match.window]", "before = 1", '"""', "a.b = [1,\n[2]]", "= ="]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.booleans(), st.sampled_from(VALUES + ROWS)),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_stands_in_a_file_it_loads_or_is_a_rule_error(
    bundled: Path, scraps: list[tuple[int, bool, str]]
) -> None:
    rows = RULE.splitlines()
    for row, as_value, scrap in scraps:
        key = rows[row].partition("=")[0]
        rows[row] = f"{key}= {scrap}" if as_value else scrap
    path = bundled / "claims" / "cure-claim.toml"
    path.write_text("\n".join(rows), encoding="utf-8")
    messages: tuple[str, ...] = ()
    try:
        assert "cure-claim" in Rulebook.load(bundled=bundled).rules
    except RuleError as error:
        messages = error.messages or ("an error without a message\n",)
    assert all("\n" not in message for message in messages)


def test_control_characters_may_stand_in_examples(bundled: Path) -> None:
    rule = load(bundled, changed(RULE, ("Tea is warm.", "Tea \\u0007 is warm.")))
    assert rule.examples.passing == ("Tea \x07 is warm.",)


def test_windows_line_ends_and_a_byte_order_mark_are_read(bundled: Path) -> None:
    path = bundled / "claims" / "cure-claim.toml"
    path.write_bytes(b"\xef\xbb\xbf" + RULE.replace("\n", "\r\n").encode())
    assert "cure-claim" in Rulebook.load(bundled=bundled).rules


def test_file_names_are_kebab_case(bundled: Path) -> None:
    (bundled / "claims" / "Cure_Claim.toml").write_text(RULE)
    assert messages(bundled) == [
        'bundled/claims/Cure_Claim.toml:1: the file name "Cure_Claim" is not lower-case words '
        'joined by hyphens; rename it to "cure-claim"'
    ]


def test_a_bundled_pack_needs_its_description(bundled: Path) -> None:
    (bundled / "claims" / "pack.toml").write_text('titel = "x"\nabout = "y"\n')
    assert 'bundled/claims/pack.toml:1: title is missing; write title = "..."' in messages(bundled)


def test_rules_that_yield_in_a_circle_are_refused(bundled: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        text = changed(RULE, ("options ", f'yields_to = ["{other}"]\noptions '))
        (bundled / "claims" / f"{name}.toml").write_text(text)
    (found,) = messages(bundled)
    assert "yield to each other in a circle" in found
    assert found.split(":")[1] == "7"


def test_rules_come_in_the_order_of_packs_and_names(bundled: Path) -> None:
    (bundled / "audit").mkdir()
    (bundled / "audit" / "pack.toml").write_text('title = "Audit"\nabout = "x"\n')
    for name in ("claims/b", "claims/a", "audit/z"):
        (bundled / f"{name}.toml").write_text(RULE)
    rulebook = Rulebook.load(bundled=bundled)
    assert list(rulebook.rules) == ["z", "a", "b"]
    assert list(rulebook.packs) == ["audit", "claims"]
    assert rulebook.packs["claims"].title == "Claims"


def test_the_words_and_topics_folders_are_no_packs(bundled: Path) -> None:
    (bundled / "topics").mkdir()
    (bundled / "topics" / "vitamins.toml").write_text("x = 1")
    assert list(Rulebook.load(bundled=bundled).packs) == ["claims"]


def test_the_bundled_rules_are_found() -> None:
    assert (bundled_rules() / "lexicons").is_dir()


class TestUsersPacks:
    @pytest.fixture
    def house(self, tmp_path: Path) -> Path:
        folder = tmp_path / "house"
        folder.mkdir()
        (folder / "tea-claim.toml").write_text(RULE)
        return folder

    def test_a_folder_of_rules_is_a_pack(self, bundled: Path, house: Path) -> None:
        (house / "notes.txt").write_text("not a rule")
        (house / ".#tea-claim.toml").write_text("an editor's lock")
        rulebook = Rulebook.load([house, house], bundled)
        assert rulebook.rules["tea-claim"].pack == "house"
        assert rulebook.packs["house"].title == "house"
        assert list(rulebook.packs) == ["claims", "house"]

    def test_the_working_folder_has_a_name(
        self, bundled: Path, house: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(house)
        assert Rulebook.load([Path()], bundled).rules["tea-claim"].pack == "house"

    def test_a_folder_of_packs_is_read(self, bundled: Path, house: Path) -> None:
        folder = house.parent / "style"
        folder.mkdir()
        house.rename(folder / "house")
        (folder / "house" / "pack.toml").write_text('title = "House"\nabout = "Ours."\n')
        (folder / "images").mkdir()
        assert Rulebook.load([folder], bundled).packs["house"].about == "Ours."

    def test_a_bundled_name_is_refused(self, bundled: Path, house: Path) -> None:
        (bundled / "claims" / "tea-claim.toml").write_text(RULE)
        assert messages(bundled, house) == [
            "house/tea-claim.toml:1: the name tea-claim is taken by a bundled rule; change the "
            "bundled rule by options under [rules.tea-claim], or rename this file"
        ]

    def test_a_bundled_name_is_refused_when_the_pack_comes_first(
        self, bundled: Path, house: Path
    ) -> None:
        (bundled / "claims" / "tea-claim.toml").write_text(RULE)
        first = house.rename(house.parent / "a-house")
        (message,) = messages(bundled, first)
        assert message.startswith("a-house/tea-claim.toml:1: ")

    def test_two_packs_cannot_share_a_rule_name(self, bundled: Path, house: Path) -> None:
        other = house.parent / "zoo"
        other.mkdir()
        (other / "tea-claim.toml").write_text(RULE)
        assert messages(bundled, house, other) == [
            "zoo/tea-claim.toml:1: the name tea-claim is taken by house/tea-claim.toml; "
            "rename this file"
        ]

    def test_a_bundled_pack_name_is_refused(self, bundled: Path, house: Path) -> None:
        mine = house.rename(house.parent / "claims")
        assert messages(bundled, mine) == [
            "claims:1: the pack name claims is taken by a bundled pack; rename the folder"
        ]

    def test_a_pack_name_is_kebab_case(self, bundled: Path, house: Path) -> None:
        mine = house.rename(house.parent / "House Style")
        (message,) = messages(bundled, mine)
        assert message.endswith('rename it to "house-style"')

    def test_a_missing_folder_is_an_error(self, bundled: Path) -> None:
        assert messages(bundled, Path("nope")) == [
            "nope:1: is not a folder; name a folder of rule files"
        ]

    def test_an_empty_folder_is_an_error(self, bundled: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        (message,) = messages(bundled, tmp_path / "empty")
        assert message.startswith("empty:1: holds no rules; ")

    def test_a_pack_with_only_a_description_is_an_error(self, bundled: Path, house: Path) -> None:
        (house / "tea-claim.toml").rename(house / "pack.toml")
        assert any("house:1: holds no rules; " in message for message in messages(bundled, house))

    def test_a_pack_inside_a_pack_is_an_error(self, bundled: Path, house: Path) -> None:
        (house / "more").mkdir()
        (house / "more" / "x.toml").write_text(RULE)
        assert messages(bundled, house) == [
            "house/more:1: is a pack inside a pack; move it beside the outer one"
        ]

    def test_a_link_out_of_the_folder_is_refused(self, bundled: Path, house: Path) -> None:
        outside = house.parent / "outside.toml"
        outside.write_text(RULE)
        (house / "linked.toml").symlink_to(outside)
        (house / "pack.toml").symlink_to(house.parent / "nowhere.toml")
        found = messages(bundled, house)
        for name in ("linked", "pack"):
            text = f"house/{name}.toml:1: is a link that leads out of the folder; copy the file"
            assert text in found

    def test_a_link_inside_the_folder_is_followed(self, bundled: Path, house: Path) -> None:
        (house / "linked.toml").symlink_to(house / "tea-claim.toml")
        assert "linked" in Rulebook.load([house], bundled).rules

    def test_a_linked_pack_out_of_the_folder_is_refused(self, bundled: Path, house: Path) -> None:
        folder = house.parent / "style"
        folder.mkdir()
        (folder / "linked").symlink_to(house, target_is_directory=True)
        text = (
            "style/linked/tea-claim.toml:1: is a link that leads out of the folder; copy the file"
        )
        assert text in messages(bundled, folder)

    def test_words_extend_the_lexicon_under_the_packs_name(
        self, bundled: Path, house: Path
    ) -> None:
        (house / "lexicons").mkdir()
        (house / "lexicons" / "words.toml").write_text(
            '[house-brand]\nabout = "Our brands."\nterms = ["acme"]\n'
        )
        assert "house-brand" in Rulebook.load([house], bundled).lexicon.tags

    @pytest.mark.parametrize("tag", ["brand", "house-old", "abbreviation"])
    def test_words_cannot_change_the_bundled_lexicon(
        self, bundled: Path, house: Path, tag: str
    ) -> None:
        (house / "lexicons").mkdir()
        (house / "lexicons" / "words.toml").write_text(
            f'# ours\n[{tag}]\nabout = "Our brands."\nterms = ["acme"]\n'
        )
        assert messages(bundled, house) == [
            f"house/lexicons/words.toml:2: [{tag}] is not a tag of this pack; "
            'write a new tag "house-..."'
        ]

    def test_a_pack_with_plain_words_alone_adds_them(self, bundled: Path, house: Path) -> None:
        (house / "lexicons" / "plain-words").mkdir(parents=True)
        (house / "lexicons" / "plain-words" / "ours.toml").write_text(
            'about = "Ours."\nsources = ["Us"]\n[words]\n"oedema" = "water in the legs"\n'
        )
        word = Rulebook.load([house], bundled).lexicon.plain_words.term("oedema")
        assert word is not None
        assert word.plain == "water in the legs"

    def test_a_mistake_in_plain_words_is_told_with_the_rules(
        self, bundled: Path, house: Path
    ) -> None:
        (house / "lexicons" / "plain-words").mkdir(parents=True)
        (house / "lexicons" / "plain-words" / "ours.toml").write_text(
            'about = "Ours."\nsources = ["Us"]\n[word]\n'
        )
        assert messages(bundled, house) == [
            "house/lexicons/plain-words/ours.toml:3: a list of plain words has no key "
            '"word"; did you mean "words"?'
        ]

    def test_a_broken_file_of_words_is_reported_with_the_rules(
        self, bundled: Path, house: Path
    ) -> None:
        (bundled / "lexicons" / "words.toml").write_text("[x]\n")
        (house / "tea-claim.toml").write_text(changed(RULE, ('"error"', '"eror"')))
        found = messages(bundled, house)
        assert any("words.toml" in message for message in found)
        assert any("tea-claim.toml:2:" in message for message in found)


class TestOptions:
    def test_a_users_value_replaces_the_rules(self, bundled: Path) -> None:
        rule = with_options(load(bundled, RULE), {"above": 2}, _no_words())
        assert rule.matcher == Toy(words=("cures", "cure"), above=2.0)

    @pytest.mark.parametrize(
        ("options", "text"),
        [
            ({"abov": 2}, 'cure-claim has no option "abov"; did you mean "above"?'),
            ({"limit": 2}, 'cure-claim has no option "limit"; write one of "above", "words"'),
            ({"above": "2"}, "above must be a number, not text; write above = 0.5"),
            (
                {"words": [""]},
                "words holds an empty text; write words there, or delete it",
            ),
            ({"words": ["#x"]}, 'words names the unknown tag "#x"'),
        ],
    )
    def test_a_wrong_option_is_refused(
        self, bundled: Path, options: dict[str, object], text: str
    ) -> None:
        with pytest.raises(ValueError) as error:  # noqa: PT011
            with_options(load(bundled, RULE), options, _no_words())
        assert str(error.value) == text


def _no_words() -> Lexicon:
    return Lexicon.load(Path("bundled/lexicons"))


def _paths(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if at:
        yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, (*at, number))


TRICKY = '''# [not] a = "table"
title = "a # b ] }"
a.b = 1.5
"quo.ted" . x = 1979-05-27 07:32:00
list = [ "x", # ] comment
  """multi
line ]""" , [1,
 2],
]
[t]
k = { a = 1, b = [ "q",
 "r"] }
w = """
x""\\" y"""""
[[t.arr]]
n = \'\'\'it's\'\'\'
[[t.arr]]
n = 'its'
[t.arr.sub]
z = true
[[t.arr.deep]]
q = []
'''


def test_lines_of_every_kind_of_toml() -> None:
    lines = key_lines(TRICKY)
    assert set(_paths(tomllib.loads(TRICKY))) == set(lines)
    expected = {
        ("title",): 2,
        ("a", "b"): 3,
        ("quo.ted", "x"): 4,
        ("list", 0): 5,
        ("list", 1): 6,
        ("list", 2, 1): 8,
        ("t", "k", "b", 1): 12,
        ("t", "w"): 13,
        ("t", "arr", 0, "n"): 16,
        ("t", "arr", 1): 17,
        ("t", "arr", 1, "sub", "z"): 20,
        ("t", "arr", 1, "deep", 0, "q"): 22,
    }
    assert {at: lines[at] for at in expected} == expected


BUNDLED_FILES = sorted(bundled_rules().rglob("*.toml"))


@pytest.mark.parametrize("path", BUNDLED_FILES, ids=lambda path: path.stem)
def test_every_key_of_a_bundled_file_has_a_line_that_holds_it(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    rows = source.split("\n")
    lines = key_lines(source)
    for at in _paths(tomllib.loads(source)):
        if isinstance(at[-1], str):
            assert at[-1] in rows[lines[at] - 1]
        else:
            assert at in lines


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_every_matcher_can_be_read(kind: str) -> None:
    from medlint.tables import table_fields

    assert all(name.isidentifier() and name != "kind" for name in table_fields(KINDS[kind]))
