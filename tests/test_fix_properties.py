"""What holds for the fixes of every rule, also of rules that come later: a fixed text is clean.

The texts are put together from the rules' own flagged examples.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlint import engine
from medlint.config import Config
from medlint.document import Document
from medlint.finding import FIX_KINDS, FixKind
from medlint.fixing.articles import fix_article
from medlint.fixing.guard import Guard
from medlint.fixing.rounds import Fixed, fixed
from medlint.marks import read_marks
from medlint.rule import Rule
from medlint.rulebook import Rulebook

STEADY = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
#: What no fix may touch: the packs whose findings only a person can put right.
NEVER_FIXED = ("claims", "risk", "evidence", "readability")
BETWEEN = ["\n\n", "\n\n", "\n", " ", "\n\nÜber 90 % der Fälle, 漢字 🙂.\n\n", "\n\n- ", "\n\n> "]


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return Rulebook.load()


FIXING = [rule for rule in rulebook().rules.values() if rule.fix is not None]
BY_NAME = {rule.name: rule for rule in FIXING}
EXAMPLES = [
    (rule.name, read_marks(example).text) for rule in FIXING for example in rule.examples.flagged
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(EXAMPLES), st.sampled_from(BETWEEN)), min_size=1, max_size=5
).map(lambda pieces: "".join(text + between for (_, text), between in pieces))
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def fixed_by(rule: Rule, document: Document) -> Fixed:
    """The document with the fixes of one rule made, as `medlint test` makes them."""
    guard = Guard(lambda each: engine.read(each, rulebook()))
    return fixed(
        document,
        lambda each: engine.findings_of(rule, each, rulebook()),
        FIX_KINDS,
        guard.objection,
    )


def fixed_by_all(document: Document, kinds: frozenset[FixKind] = FIX_KINDS) -> Fixed:
    config = Config(select=tuple(BY_NAME), preview=True)
    rules = engine.fixing_rules(rulebook(), config)
    return fix_article(document, rules, rulebook(), config, kinds)


def test_no_rule_on_claims_risks_or_evidence_has_a_fix() -> None:
    assert [rule.name for rule in FIXING if rule.pack in NEVER_FIXED] == []


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_a_fixed_example_has_no_fixable_finding_and_stays_as_it_is(name: str, text: str) -> None:
    made = fixed_by(BY_NAME[name], Document("a.md", text, "markdown")).document
    left = engine.findings_of(BY_NAME[name], made, rulebook())
    assert [finding.place for finding in left if finding.fix] == []
    assert fixed_by(BY_NAME[name], made).document.text == made.text


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_is_fixed_alike_with_other_line_ends(name: str, text: str) -> None:
    plain = fixed_by(BY_NAME[name], Document("a.md", text, "markdown")).document.text
    document = Document("a.md", text.replace("\n", "\r\n"), "markdown")
    assert fixed_by(BY_NAME[name], document).document.text == plain.replace("\n", "\r\n")


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_an_example_with_the_line_ends_of_old_is_clean_and_keeps_them(name: str, text: str) -> None:
    # Front matter is not read there, so that a rule may find less.
    document = Document("a.md", text.replace("\n", "\r"), "markdown")
    made = fixed_by(BY_NAME[name], document).document
    assert "\n" not in made.text
    assert fixed_by(BY_NAME[name], made).findings == ()


@STEADY
@given(TEXTS, LINE_ENDS)
def test_all_rules_together_leave_nothing_to_fix(text: str, end: str) -> None:
    text = text.replace("\n", end)
    made = fixed_by_all(Document("a.md", text, "markdown")).document
    again = fixed_by_all(made)
    assert again.findings == ()
    assert again.document.text == made.text
    if end == "\r\n":
        assert made.text.count("\n") == made.text.count("\r") == made.text.count("\r\n")


@STEADY
@given(TEXTS)
def test_safe_fixes_alone_make_no_unsafe_one(text: str) -> None:
    made = fixed_by_all(Document("a.txt", text), frozenset({"safe"}))
    assert all(finding.fix and finding.fix.kind == "safe" for finding in made.findings)
    assert fixed_by_all(made.document, frozenset({"safe"})).findings == ()


def test_the_pieces_bring_up_fixes() -> None:
    text = "\n\n".join(text for _, text in EXAMPLES if not text.startswith("---"))
    made = fixed_by_all(Document("a.md", text, "markdown"))
    assert {finding.rule for finding in made.findings} >= {"decimal-format", "lost-hyphen"}
