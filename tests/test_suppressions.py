import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.document import Document
from medlint.finding import Finding, Severity, Span, Terms
from medlint.suppressions import apply

KNOWN = {"cure-claim", "hype", "no-risks", "claims", "risk", "unused-suppression"}
PACKS = {"cure-claim": "claims", "hype": "claims", "no-risks": "risk"}


def finding(document: Document, offset: int, rule: str) -> Finding:
    place = document.place(Span(offset, offset + 2))
    return Finding(place, rule, PACKS[rule], Severity.ERROR, "m", document.line_text(place.line))


def article(text: str) -> tuple[Document, list[Finding]]:
    """A document in which C, H and R before a figure are findings of three rules."""
    document = Document("a.md", text, "markdown")
    rules = {"C": "cure-claim", "H": "hype", "R": "no-risks"}
    found = [
        finding(document, mark.start(), rules[mark.group(1)])
        for mark in re.finditer(r"\b([CHR])\d\b", text)
    ]
    return document, found


def parted(text: str, **options) -> tuple[set[str], set[str], list[str]]:
    """The findings kept and hidden, by their marks, and the messages of the problems."""
    document, found = article(text)
    result = apply(document, found, KNOWN, **options)

    def marks(findings):
        return {
            text[at : at + 2]
            for at in (document.offset(f.place.line, f.place.column) for f in findings)
        }

    hidden = [accepted.finding for accepted in result.suppressed]
    return marks(result.kept), marks(hidden), [p.message for p in result.problems]


def test_without_comments_everything_is_kept():
    assert parted("# Title\n\nC1 and H1.\n") == ({"C1", "H1"}, set(), [])


def test_next_line_hides_the_named_rule_on_the_next_line_only():
    text = "<!-- medlint-disable-next-line cure-claim -- a quotation -->\nC1 and H1.\nC2.\n"
    assert parted(text) == ({"H1", "C2"}, {"C1"}, [])


def test_next_line_passes_over_blank_lines_and_other_comments():
    text = (
        "<!-- medlint-disable-next-line cure-claim -- why -->\n"
        "<!-- medlint-disable-next-line hype -- why -->\n"
        "\n"
        "<!-- an ordinary note -->\n"
        "   \n"
        "C1 and H1.\n"
        "\n"
        "C2 and H2.\n"
    )
    assert parted(text) == ({"C2", "H2"}, {"C1", "H1"}, [])


def test_next_line_takes_several_names_and_packs_and_commas():
    text = "<!-- medlint-disable-next-line claims, no-risks -- why -->\nC1 and H1 and R1.\n"
    assert parted(text) == (set(), {"C1", "H1", "R1"}, [])


def test_next_line_without_a_name_hides_every_rule():
    assert parted("<!-- medlint-disable-next-line -- why -->\nC1 H1 R1\n\nC2\n") == (
        {"C2"},
        {"C1", "H1", "R1"},
        [],
    )


def test_next_line_above_the_title_hides_a_finding_of_the_document():
    text = "<!-- medlint-disable-next-line no-risks -- why -->\n# Title R1\n\nBody.\n"
    assert parted(text) == (set(), {"R1"}, [])


def test_a_comment_of_several_lines_and_crlf():
    text = "<!-- medlint-disable-next-line cure-claim\r\n -- a long\r\nreason -->\r\nC1.\r\nC2.\r\n"
    assert parted(text) == ({"C2"}, {"C1"}, [])


def test_a_range_hides_from_disable_to_enable():
    text = (
        "C1\n\n<!-- medlint-disable cure-claim -- why -->\n\nC2 H2\n\nC3\n\n"
        "<!-- medlint-enable cure-claim -->\n\nC4\n"
    )
    assert parted(text) == ({"C1", "H2", "C4"}, {"C2", "C3"}, [])


def test_a_range_without_an_end_runs_to_the_end_of_the_file():
    assert parted("C1\n\n<!-- medlint-disable -- why -->\n\nC2 H2\n") == (
        {"C1"},
        {"C2", "H2"},
        [],
    )


def test_one_rule_may_be_enabled_inside_a_range_of_all():
    text = (
        "<!-- medlint-disable -- why -->\n\nC1 H1\n\n<!-- medlint-enable hype -->\n\nC2 H2\n\n"
        "<!-- medlint-enable -->\n\nC3 H3\n"
    )
    assert parted(text) == ({"H2", "C3", "H3"}, {"C1", "H1", "C2"}, [])


def test_enable_ends_only_the_rules_that_it_names():
    text = (
        "<!-- medlint-disable cure-claim hype -- why -->\n\nC1 H1\n\n"
        "<!-- medlint-enable hype -->\n\nC2 H2\n"
    )
    assert parted(text) == ({"H2"}, {"C1", "H1", "C2"}, [])


def test_inside_a_line_a_range_hides_what_stands_in_it():
    text = "C1 <!-- medlint-disable hype -- why --> H1 <!-- medlint-enable --> H2\n"
    assert parted(text) == ({"C1", "H2"}, {"H1"}, [])


def test_disable_file_holds_above_and_below():
    text = "# Title R1\n\nR2\n\n<!-- medlint-disable-file no-risks -- why -->\n\nR3 C3\n"
    assert parted(text) == ({"C3"}, {"R1", "R2", "R3"}, [])


def test_what_hides_nothing_is_a_problem_at_the_name():
    text = "<!-- medlint-disable-next-line cure-claim hype -- why -->\nC1.\n"
    document, found = article(text)
    (problem,) = apply(document, found, KNOWN).problems
    assert document.text[problem.span.start : problem.span.end] == "hype"
    assert problem.message == 'this medlint-disable-next-line for "hype" hides nothing; delete it'


@pytest.mark.parametrize("form", ["disable-next-line", "disable", "disable-file"])
def test_every_form_that_hides_nothing_is_a_problem(form):
    assert parted(f"<!-- medlint-{form} -- why -->\n\nWords.\n")[2] == [
        f"this medlint-{form} hides nothing; delete it"
    ]


def test_a_comment_at_the_end_of_the_file_hides_nothing():
    kept, hidden, (message,) = parted("C1\n\n<!-- medlint-disable-next-line -->\n")
    assert (kept, hidden) == ({"C1"}, set())
    assert "hides nothing" in message


def test_an_enable_that_ends_nothing_is_a_problem():
    assert parted("<!-- medlint-enable hype -->\n\nH1\n")[2] == [
        'nothing above disables "hype"; delete this medlint-enable'
    ]


def test_an_unknown_rule_is_a_problem_with_a_suggestion():
    kept, _, problems = parted("<!-- medlint-disable-file cure-clam -->\n\nC1\n")
    assert kept == {"C1"}
    assert problems == ['there is no rule "cure-clam" to hide; did you mean "cure-claim"?']


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("medlint-disable-nextline", "medlint-disable-next-line"),
        ("medlint-disabel", "medlint-disable"),
        ("medlint-disable_file", "medlint-disable-file"),
        ("Medlint-Disable", "medlint-disable"),
        ("medlint:disable", "medlint-disable"),
        ("medlint disable", "medlint-disable"),
    ],
)
def test_a_malformed_directive_is_a_problem_and_hides_nothing(written, meant):
    kept, hidden, problems = parted(f"<!-- {written} cure-claim -- why -->\n\nC1\n")
    assert (kept, hidden) == ({"C1"}, set())
    assert problems == [f'"{written}" hides nothing; did you mean "{meant}"?']


def test_an_ordinary_comment_about_medlint_is_none_of_ours():
    assert parted("<!-- medlint is run on this file -->\n\nC1\n") == ({"C1"}, set(), [])


def test_a_comment_that_never_ends_is_a_problem():
    assert parted("Words.\n\n<!-- medlint-disable-file hype\n\nMore.\n")[2] == [
        "this comment has no end; write --> after it"
    ]


def test_examples_in_code_are_not_obeyed():
    text = (
        "Write `<!-- medlint-disable-file -->` so.\n\n"
        "```html\n<!-- medlint-disable-file hype -->\n```\n\n"
        "    <!-- medlint-disable-file -->\n\nC1 H1\n"
    )
    assert parted(text) == ({"C1", "H1"}, set(), [])


def test_plain_text_has_no_suppressions():
    text = "<!-- medlint-disable-file -->\n\nC1\n"
    document = Document("a.txt", text, "text")
    found = [finding(document, text.index("C1"), "cure-claim")]
    result = apply(document, found, KNOWN)
    assert (result.kept, result.suppressed, result.problems) == (tuple(found), (), ())


def test_the_rule_about_suppressions_cannot_be_hidden():
    (message,) = parted("<!-- medlint-disable-file unused-suppression -->\n\nC1\n")[2]
    assert "cannot be hidden by a comment" in message


def test_a_suppression_of_a_rule_that_was_off_is_not_called_unused():
    text = "<!-- medlint-disable-file hype -- why -->\n\nC1\n"
    assert parted(text, ran={"cure-claim"})[2] == []
    assert parted(text, ran={"cure-claim", "hype"})[2] != []


def test_a_suppression_of_everything_is_judged_only_when_everything_ran():
    text = "<!-- medlint-disable-file -- why -->\n\nWords.\n"
    assert parted(text, ran={"cure-claim"})[2] == []
    assert parted(text, complete=False)[2] == []
    assert parted(text, ran={"cure-claim"}, complete=True)[2] != []
    assert parted(text)[2] != []


def test_findings_keep_their_order():
    text = "<!-- medlint-disable hype -->\n\nC1 H1 R1\n\nC2 H2 R2\n"
    document, found = article(text)
    result = apply(document, found[::-1], KNOWN)
    assert list(result.kept) == [f for f in found[::-1] if f.rule != "hype"]


PIECES = st.sampled_from(
    [
        "<!-- medlint-disable -->",
        "<!-- medlint-disable hype -->",
        "<!-- medlint-enable -->",
        "<!-- medlint-enable hype -->",
        "<!-- medlint-disable-next-line cure-claim -->",
        "<!-- medlint-disable-file claims -->",
        "<!-- medlint-disable-nextline -->",
        "<!--",
        "-->",
        "`",
        "\n",
        "\n\n",
        "\r\n",
        "C1",
        "H1",
        "R1",
        " words ",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_every_finding_is_either_kept_or_hidden(pieces):
    document, found = article("".join(pieces))
    result = apply(document, found, KNOWN)
    assert len(result.kept) + len(result.suppressed) == len(found)
    assert {*result.kept, *(each.finding for each in result.suppressed)} == set(found)
    for problem in result.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(document.text)


DAY = date(2026, 5, 4)


def test_the_terms_stand_before_the_reason():
    text = (
        '<!-- medlint-disable-next-line cure-claim reviewer="A. Ruiz, MD" accepted=2026-01-02 '
        "until=2026-05-04 -- the approved\nlabel -->\nC1 H1\n"
    )
    document, found = article(text)
    (accepted,) = apply(document, found, KNOWN, today=DAY).suppressed
    assert accepted.terms == Terms(
        "the approved label", "A. Ruiz, MD", date(2026, 1, 2), date(2026, 5, 4)
    )
    assert (accepted.by, accepted.record.line, accepted.finding.place.line) == ("comment", 1, 3)


@pytest.mark.parametrize("form", ["disable-next-line", "disable", "disable-file"])
def test_after_its_last_day_it_hides_nothing_and_is_reported(form):
    text = f"<!-- medlint-{form} cure-claim until=2026-05-03 -- why -->\nC1\n"
    document, found = article(text)
    result = apply(document, found, KNOWN, today=DAY)
    assert (len(result.kept), result.suppressed, len(result.lapsed)) == (1, (), 1)
    assert [problem.rule for problem in result.problems] == ["expired-waiver"]


def test_an_expired_one_that_hides_nothing_is_unused():
    text = "<!-- medlint-disable-next-line cure-claim until=2026-05-03 -- why -->\nwords\n"
    document, found = article(text)
    result = apply(document, found, KNOWN, today=DAY)
    assert [problem.rule for problem in result.problems] == ["unused-suppression"]


def test_a_valid_one_below_an_expired_one_holds():
    text = (
        "<!-- medlint-disable-file cure-claim until=2026-05-03 -- why -->\n"
        "<!-- medlint-disable-next-line cure-claim until=2026-06-01 -- why -->\nC1\n"
    )
    document, found = article(text)
    assert len(apply(document, found, KNOWN, today=DAY).suppressed) == 1


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("until=soon", '"soon" is no day; write until=2027-01-31'),
        ("until=2026-02-30", '"2026-02-30" is no day; write until=2027-01-31'),
        ("untill=2027-01-31", '"untill" says nothing here; did you mean "until"?'),
        ("by=ruiz", '"by" says nothing here; write one of "accepted", "reviewer", "until"'),
    ],
)
def test_a_slip_in_the_terms_is_told(setting, said):
    text = f"<!-- medlint-disable-next-line cure-claim {setting} -- why -->\nC1\n"
    document, found = article(text)
    assert said in [problem.message for problem in apply(document, found, KNOWN).problems]


def test_a_day_that_is_none_never_hides():
    text = "<!-- medlint-disable-next-line cure-claim until=2099-13-01 -- why -->\nC1\n"
    document, found = article(text)
    assert apply(document, found, KNOWN).suppressed == ()


@pytest.mark.parametrize(("reason", "told"), [("", 1), (" --", 1), (" -- quoted", 0)])
def test_an_error_is_hidden_with_a_reason(reason, told):
    text = f"<!-- medlint-disable-next-line cure-claim{reason} -->\nC1\n"
    document, found = article(text)
    problems = apply(document, found, KNOWN).problems
    assert [each.rule for each in problems] == ["unexplained-waiver"] * told
