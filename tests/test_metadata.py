"""What an article says about itself: people, dates, interests, labels without a value."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.cli import main
from medlint.config import Config
from medlint.engine import lint
from medlint.finding import Finding, Span
from medlint.metadata.days import Day, months_before, read_day
from medlint.metadata.frontmatter import read_front_matter
from medlint.metadata.reader import Metadata
from medlint.rulebook import Rulebook
from medlint.source import decode

TODAY = date(2026, 11, 1)
STEADY = settings(max_examples=200, derandomize=True, database=None, deadline=None)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 12, 31))

FILLER = " ".join(["The clinic opens in the morning, and the lift is at the back."] * 20)
EXPLAINER = f"# Hiccups\n\n{FILLER}\n"
BENEFITS = (
    "Capsaicin cream relieves the pain of shingles. The cream also improves sleep in most people. "
)
TREATMENT = f"# Capsaicin Cream for Nerve Pain\n\n{BENEFITS}{FILLER}\n"
SELLING = "Our clinic offers the cream to all our clients. Book a consultation today, and buy now. "


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return Rulebook.load()


def found(text: str, name: str = "a.md", *rules: str, today: date = TODAY) -> list[Finding]:
    config = Config(select=rules or ("metadata",), preview=True)
    return lint([decode(text.encode(), name)], rulebook(), config, today=today)


def metadata(text: str, name: str = "a.md") -> Metadata:
    return Metadata(decode(text.encode(), name))


def with_front_matter(entries: str, body: str = EXPLAINER) -> str:
    return f"---\n{entries}\n---\n\n{body}"


def below_title(line: str, body: str = EXPLAINER) -> str:
    title, _, rest = body.partition("\n\n")
    return f"{title}\n\n{line}\n\n{rest}"


# Dates


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2025-05-04", "2025-05-04", "2025-05-04"),
        ("2025-05-04T23:30:00+02:00", "2025-05-04", "2025-05-04"),
        ("2025/05/04", "2025-05-04", "2025-05-04"),
        ("4 May 2025", "2025-05-04", "2025-05-04"),
        ("4th of May, 2025", "2025-05-04", "2025-05-04"),
        ("May 4, 2025", "2025-05-04", "2025-05-04"),
        ("Sun, 04 May 2025 10:00:00 GMT", "2025-05-04", "2025-05-04"),
        ("02-Aug-2024", "2024-08-02", "2024-08-02"),
        ("Sept. 14, 2016", "2016-09-14", "2016-09-14"),
        ("25/12/2025", "2025-12-25", "2025-12-25"),
        ("12/25/2025", "2025-12-25", "2025-12-25"),
        ("04.05.25", "2025-04-05", "2025-05-04"),
        ("04/05/2025", "2025-04-05", "2025-05-04"),
        ("March 2015", "2015-03-01", "2015-03-31"),
        ("02/2024", "2024-02-01", "2024-02-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2015", "2015-01-01", "2015-12-31"),
    ],
)
def test_a_date_is_read(written: str, earliest: str, latest: str) -> None:
    assert read_day(written) == Day(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    "written", ["31 February 2025", "2025-13-40", "45/45/2025", "may be", "12,2019,5", ""]
)
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert read_day(written) is None


def _written(day: date) -> list[str]:
    """The day in every order of its parts that can be read in one way only."""
    month = day.strftime("%B")
    return [
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day:02}-{month[:3]}-{day.year}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.strftime('%A')}, {day.day} {month[:3]} {day.year} 09:15",
    ]


@STEADY
@given(DAYS)
def test_the_order_of_the_parts_of_a_date_does_not_matter(day: date) -> None:
    assert {read_day(each) for each in _written(day)} == {Day(day, day)}


@STEADY
@given(DAYS)
def test_figures_alone_hold_the_day_whichever_comes_first(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        read = read_day(written)
        assert read is not None
        assert read.earliest <= day <= read.latest


@STEADY
@given(DAYS, DAYS)
def test_no_day_is_before_another_and_behind_it(one: date, other: date) -> None:
    first, second = Day(one, one), Day(other, other)
    assert not (first.is_before(second) and second.is_before(first))


@STEADY
@given(DAYS)
def test_the_verdict_on_a_date_does_not_depend_on_how_it_is_written(day: date) -> None:
    texts = [f"# Hiccups\n\nLast reviewed: {each}\n" for each in _written(day)]
    verdicts = {len(found(text, "a.md", "missing-or-stale-date")) for text in texts}
    assert verdicts == {int(day < months_before(TODAY, 36) or day > TODAY + timedelta(days=1))}


def test_months_are_counted_from_the_last_day_of_a_short_month() -> None:
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)


def test_the_clock_decides_what_is_stale() -> None:
    text = "# Hiccups\n\nLast reviewed: 4 May 2023\n"
    old = [bool(found(text, "a.md", today=day)) for day in (date(2026, 5, 4), date(2026, 5, 5))]
    assert old == [False, True]


# Front matter


def test_front_matter_in_lists_and_tables_is_read() -> None:
    text = (
        "---\nauthors:\n- Ana Ruiz, RN\n- name: Bo Li\n  credentials: [MD, PhD]\n"
        "reviewer: {name: 'Ho, Lena', title: pharmacist}\nreview:\n  date: 2026-02-01\n"
        "lastmod: 2026-03-01 # checked\n---\n"
    )
    read = metadata(text)
    assert [(each.name, each.role, each.clinical) for each in read.people] == [
        ("Ana Ruiz, RN", "author", True),
        ("Bo Li", "author", True),
        ("Ho, Lena", "reviewer", True),
    ]
    assert [each.kind for each in read.dates] == ["reviewed", "updated"]


def test_toml_front_matter_is_read() -> None:
    text = (
        '+++\ntitle = "Gout"\ndate = 2026-02-01T08:00:00Z\n[params]\nreviewer = "Lena Ho, MD"\n'
        '[[author]]\nname = "Ana Ruiz"\n+++\n'
    )
    read = metadata(text)
    assert [(each.name, each.role) for each in read.people] == [
        ("Lena Ho, MD", "reviewer"),
        ("Ana Ruiz", "author"),
    ]
    assert [each.day for each in read.dates] == [Day(date(2026, 2, 1), date(2026, 2, 1))]


@STEADY
@given(st.text(alphabet="ab:=-[]{}'\"#|>,\n \t&*", max_size=80))
def test_no_front_matter_is_too_strange_to_read(body: str) -> None:
    text = f"---\n{body}\n---\n"
    for entry in read_front_matter(text, Span(0, len(text))):
        assert 0 <= entry.span.start <= entry.span.end <= len(text)


# Lines of the text


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("By Ana Ruiz, RN", "author", "Ana Ruiz, RN"),
        ("**By** [Ana Ruiz](https://example.org/ana) | 4 May 2025", "author", "Ana Ruiz"),
        ("by Example Clinic Staff", "author", "Example Clinic Staff"),
        ("Written by: the patient leaflet group", "author", None),
        ("Author: Ana Ruiz", "author", "Ana Ruiz"),
        ("Medically reviewed by Lena Ho, MD on March 3, 2024", "reviewer", "Lena Ho, MD"),
        ("Fact-checked by Jo Lund", "reviewer", "Jo Lund"),
        ("Medical reviewer: Lena Ho", "reviewer", "Lena Ho"),
        ("Edited by Jo Lund", "editor", "Jo Lund"),
    ],
)
def test_a_byline_names_people(line: str, role: str, name: str | None) -> None:
    people = [(each.role, each.name) for each in metadata(below_title(line)).people]
    assert people == ([(role, name)] if name else [])


def test_one_line_may_name_an_author_and_a_reviewer() -> None:
    line = "Written by Ana Ruiz, medically reviewed by Lena Ho, MD"
    people = metadata(below_title(line)).people
    assert [(each.role, each.name) for each in people] == [
        ("author", "Ana Ruiz"),
        ("reviewer", "Lena Ho, MD"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By age fifty, most people have met it.",
        "“It helps,” says Dr Ida Moe.",
        "Approved by the regulator in 2019, the drug is taken at night.",
        "By Law, a doctor must ask first.",
        "The study was written by Ana Ruiz of Example College.",
    ],
)
def test_who_is_only_spoken_of_is_no_author(line: str) -> None:
    assert metadata(below_title(line)).people == ()


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Published 4 May 2025 | Updated 3 January 2026", ["published", "updated"]),
        ("Received: 02-Aug-2024; Revised: 26-Aug-2024; Published: 02-Sep-2024",
         ["received", "revised", "published"]),
        ("Revised 26 August 2024", ["updated"]),
        ("Page last reviewed: 3 May 2025", ["reviewed"]),
        ("This leaflet was last updated in March 2025.", ["updated"]),
        ("Date of last review: May 2025", ["reviewed"]),
        ("Monday, 4 May 2025", ["dateline"]),
        ("OSLO, May 4, 2025 /PRNewswire/ -- A hospital opened a ward.", ["dateline"]),
        ("For immediate release: May 4, 2025", ["dateline"]),
    ],
)  # fmt: skip
def test_a_line_dates_the_article(line: str, kinds: list[str]) -> None:
    assert [each.kind for each in metadata(below_title(line)).dates] == kinds


@pytest.mark.parametrize(
    "line",
    [
        "© 2019 Example House. Last reviewed by nobody.",
        "Copyright 4 May 2019 Example House",
        "The guideline was updated in May 2019.",
        "Updated guidelines of May 2019 advise against it.",
        "Reviewed in 2019, the drug was taken off the market.",
        "Next review due: 4 May 2030",
        "Valid until 4 May 2030",
        "Citation: Ruiz A. Hiccups. Published: 4 May 2019",
        "In May 2019 the ward was opened.",
    ],
)
def test_other_dates_are_not_the_articles(line: str) -> None:
    assert metadata(below_title(line)).dates == ()


def test_the_dates_of_sources_are_not_the_articles() -> None:
    text = f"{EXPLAINER}\n## References\n\n1. Ruiz A. Hiccups. Updated: 4 May 2019\n"
    assert metadata(text).dates == ()


# The rules, flagged and passing, beyond their own examples

FLAGGED = {
    "a post with a title and tags only": (
        "missing-byline", with_front_matter("title: Hiccups\ntags: [breath]")),
    "a text with a date and no name": ("missing-byline", below_title("Updated 4 May 2026")),
    "an author who is yet to come": ("missing-byline", with_front_matter("author: TBD")),
    "a byline and no date": ("missing-or-stale-date", below_title("By Ana Ruiz, RN")),
    "a review ten years ago": (
        "missing-or-stale-date", below_title("Last reviewed: March 2015")),
    "front matter from long ago": (
        "missing-or-stale-date", with_front_matter("author: A. Lee\nlastmod: 2019-04-30")),
    "a year alone": ("missing-or-stale-date", below_title("Last updated: 2015")),
    "a day to come": ("missing-or-stale-date", below_title("Updated 4 May 2031")),
    "published before it was received": (
        "missing-or-stale-date", below_title("Received: 9 June 2025; Published: 2 May 2025")),
    "updated before it was published": (
        "missing-or-stale-date", with_front_matter("date: 2026-04-02\nupdated: 2026-03-01")),
    "a treatment page by a house without a clinician": (
        "missing-medical-review", below_title("By the Editorial Team", TREATMENT)),
    "a treatment page of front matter without a reviewer": (
        "missing-medical-review", with_front_matter("author: Admin", TREATMENT)),
    "a page that sells": (
        "missing-disclosure", below_title("By Ana Ruiz", f"# Creams\n\n{SELLING}{FILLER}\n")),
    "a key without a value in a table": (
        "empty-metadata-field", with_front_matter("author:\n  name:\n  city: Oslo")),
    "a key with empty quotation marks": (
        "empty-metadata-field", with_front_matter('medical_reviewer: ""')),
    "a label before a bar": ("empty-metadata-field", below_title("**Author:** | 4 May 2026")),
    "a label over another label": (
        "empty-metadata-field", below_title("Last reviewed:\nBy: Ana Ruiz")),
    "a mail address that a page hid": (
        "empty-metadata-field", below_title("*Correspondence: J. Kim, Oslo, E-mail:")),
    "a label over a heading": ("empty-metadata-field", f"{EXPLAINER}\nReviewed by:\n\n## More\n"),
}  # fmt: skip

PASSING = {
    "a house as author": ("missing-byline", with_front_matter("author: Editorial team")),
    "a reviewer alone": ("missing-byline", below_title("Medically reviewed by Lena Ho, MD")),
    "an empty label, which another rule reports": (
        "missing-byline,empty-metadata-field", f"{EXPLAINER}\nAuthor: Ana Ruiz\n"),
    "a fragment": ("metadata", with_front_matter("fragment: true")),
    "an excerpt": ("metadata", "# Hiccups\n\nA glass of water may end them.\n"),
    "a date in two readings, one of them old": (
        "missing-or-stale-date", below_title("Updated: 10/12/2023")),
    "a date of yesterday's tomorrow": (
        "missing-or-stale-date", below_title("Updated 2 November 2026")),
    "an evergreen page": (
        "missing-or-stale-date", with_front_matter("author: A. Lee\nevergreen: true")),
    "a record": (
        "missing-or-stale-date", with_front_matter("archived: true\ndate: 1999-01-01")),
    "a draft for next year": (
        "missing-or-stale-date", with_front_matter("draft: true\ndate: 2027-05-01")),
    "a date that nobody can read beside an old one": (
        "missing-or-stale-date", with_front_matter("date: 2015-01-01\nupdated: 1730000000")),
    "a review before the day of publication": (
        "missing-or-stale-date", with_front_matter("date: 2026-05-04\nreviewed: 2026-05-01")),
    "the issue of a newsletter": ("missing-or-stale-date", below_title("December 1996")),
    "old news": (
        "missing-or-stale-date",
        below_title("OSLO, May 4, 2015 /PRNewswire/ -- A ward opened.\n\nPublished: 4 May 2015")),
    "an author with a degree": (
        "missing-medical-review", below_title("By Omar Diaz, PharmD", TREATMENT)),
    "a reviewer in a table": (
        "missing-medical-review", with_front_matter("review:\n  by: Lena Ho", TREATMENT)),
    "no treatment": ("missing-medical-review", below_title("By Ana Ruiz")),
    "a sponsor in the front matter": (
        "missing-disclosure",
        with_front_matter("sponsored: true", f"# Creams\n\n{SELLING}{FILLER}\n")),
    "an explainer that sells nothing": ("missing-disclosure", below_title("By Ana Ruiz")),
    "a word on links that pay": (
        "missing-disclosure",
        f"# Creams\n\n{SELLING}{FILLER}\n\nWe earn a commission on links of this page.\n"),
    "a value on the next line": (
        "empty-metadata-field", below_title("Reviewed by:\nLena Ho, MD")),
    "a value below a blank line": (
        "empty-metadata-field", below_title("Email:\n\ninfo@hospital.example")),
    "a section label over a list": (
        "empty-metadata-field", below_title("Contact:\n\n- the ward\n- the nurse")),
    "a form": ("empty-metadata-field", below_title("Name:\nDate:\nPhone:\nSignature:")),
    "the end of a sentence": (
        "empty-metadata-field", below_title("Here is how to reach us by phone:\n\n- 8 to 12")),
    "a nobody who has no conflict": (
        "empty-metadata-field", with_front_matter("disclosure: none")),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), FLAGGED.values(), ids=FLAGGED)
def test_a_fault_is_flagged(rule: str, text: str) -> None:
    assert [each.rule for each in found(text, "a.md", rule)] == [rule]


@pytest.mark.parametrize(("rules", "text"), PASSING.values(), ids=PASSING)
def test_what_is_in_order_passes(rules: str, text: str) -> None:
    assert [each.message for each in found(text, "a.md", *rules.split(","))] == []


def test_a_bare_text_gets_one_finding_that_lists_what_is_missing() -> None:
    (only,) = found(TREATMENT, "a.txt")
    assert (only.rule, only.severity.value) == ("missing-byline", "suggestion")
    assert "no author, no date and no medical reviewer" in only.message
    assert "extracted" in only.message


@pytest.mark.parametrize(("asked", "severities"), [(False, []), (True, ["suggestion"])])
def test_a_bare_text_owes_a_date_only_where_that_is_asked(
    asked: bool, severities: list[str]
) -> None:
    options = {"missing-or-stale-date": {"bare_text": asked}}
    config = Config(select=("missing-or-stale-date",), preview=True, rule_options=options)
    document = decode(EXPLAINER.encode(), "a.txt")
    read = lint([document], rulebook(), config, today=TODAY)
    assert [each.severity.value for each in read] == severities


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        ('<meta name="author" content="Ana Ruiz">'
         '<meta property="article:published_time" content="2026-05-04T10:00:00Z">', []),
        ('<script type="application/ld+json">{"@type": "MedicalWebPage", "author": '
         '{"name": "Ana Ruiz"}, "dateModified": "2019-03-01"}</script>', ["missing-or-stale-date"]),
        ('<script type="application/ld+json">{"@type": "Organization", "author": "Ana Ruiz", '
         '"datePublished": "2026-03-01"}</script>', ["missing-byline", "missing-or-stale-date"]),
        ('<script type="application/ld+json">{"@type": "Article", "author": "Ana Ruiz", "image": '
         '{"datePublished": "2026-03-01"}}</script>', ["missing-or-stale-date"]),
        ('<meta name="author" content=""><meta name="date" content="2026-05-04">',
         ["empty-metadata-field"]),
    ],
)  # fmt: skip
def test_the_head_of_a_page_is_read(head: str, rules: list[str]) -> None:
    text = f"<html><head>{head}</head><body><h1>Hiccups</h1><p>{FILLER}</p></body></html>"
    assert sorted(each.rule for each in found(text, "a.html")) == rules


def test_lines_above_and_below_the_article_of_a_page_are_read() -> None:
    text = (
        "<body><nav>By Bo Li</nav><header><h1>Hiccups</h1><p>By <a>Ana Ruiz</a>, RN</p></header>"
        f"<main><p>{FILLER}</p></main><footer>Last updated: 4&nbsp;May 2026</footer></body>"
    )
    read = metadata(text, "a.html")
    assert [each.name for each in read.authors] == ["Ana Ruiz , RN"]
    assert [each.kind for each in read.dates] == ["updated"]


def test_an_empty_label_is_not_reported_as_missing_too() -> None:
    text = with_front_matter("author:\ndate: 2026-05-04")
    assert [each.rule for each in found(text)] == ["empty-metadata-field"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [(with_front_matter("title: Hiccups\ndate: 2026-05-04"), "warning"),
     (below_title("Updated 4 May 2026"), "suggestion")],
    ids=["front matter", "text"],
)  # fmt: skip
def test_a_missing_name_is_graver_where_it_has_a_place(text: str, severity: str) -> None:
    assert [each.severity.value for each in found(text, "a.md", "missing-byline")] == [severity]


# The option


def test_today_is_set_on_the_command_line(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Hiccups\n\nLast reviewed: 4 May 2023\n", encoding="utf-8")
    arguments = ["check", str(article), "--preview", "--select", "metadata", "--today"]
    codes = [
        "missing-or-stale-date" in CliRunner().invoke(main, [*arguments, day]).stdout
        for day in ("2026-01-01", "2027-01-01")
    ]
    assert codes == [False, True]


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "2026", "20260101", "01/02/2026", ""])
def test_what_is_no_day_is_refused_in_one_line(day: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--today", day])
    assert result.exit_code == 2
    assert result.output.splitlines() == [
        f'--today: "{day}" is no day of the calendar; '
        "write the year, the month and the day, such as 2026-12-31"
    ]


# Whatever the text

PIECES = st.sampled_from(
    ["By ", "Ana Ruiz", "Reviewed by", ":", "\n", "\n\n", " | ", "4 May 2025", "2019", "Updated ",
     "<p>", "</p>", "<nav>", "<!--", "-->", "<script>", "<meta name=author content=''>", "&nbsp;",
     "---\n", "author:", "- ", "©", "Email:", "# ", "    ", "İ", "\u00a0", "sponsored by"]
)  # fmt: skip


@STEADY
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_every_place_lies_in_the_text(text: str, name: str) -> None:
    read = metadata(text, name)
    spans = [each.span for each in (*read.people, *read.dates, *read.disclosures, *read.empty)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
