"""Lists of sources and the marks that cite them: how they are read, and where they disagree."""

from __future__ import annotations

from time import process_time

import pytest
from passages import bundled_lexicon, read_passage

from medlint.document import Document, Format
from medlint.finding import Match
from medlint.language.reading import Reading
from medlint.references.citations import author_marks, footnote_marks, number_marks
from medlint.rulebook import Rulebook

RULE = Rulebook.load().rules["citation-mismatch"]

NUMBERS = [
    ("Urate falls [12].", "bracket", [(12,)]),
    ("Urate falls.[1, 3-5] Then", "bracket", [(1, 3, 4, 5)]),
    ("Urate falls [1–3; 7].", "bracket", [(1, 2, 3, 7)]),
    ("Urate falls [1][2].", "bracket", [(1,), (2,)]),
    ("Urate falls [ref. 4].", "bracket", [(4,)]),
    (r"Urate falls \[4\].", "bracket", [(4,)]),
    ("Urate falls ([3](#ref3)).", "bracket", [(3,)]),
    ("Urate falls [2, 3 and 5].", "bracket", [(2, 3, 5)]),
    ("Urate falls.¹²", "superscript", [(12,)]),
    ("Urate falls,¹,³ we think.", "superscript", [(1, 3)]),
    ("Urate falls.¹⁻³", "superscript", [(1, 2, 3)]),
    ("Urate falls.<sup>3,4</sup>", "superscript", [(3, 4)]),
    ('Urate falls.<sup><a href="#r3">3</a></sup>', "superscript", [(3,)]),
    ("Urate falls.<sup>[3](#r3)</sup>", "superscript", [(3,)]),
    ("Urate falls (3).", "round", [(3,)]),
    ("Urate falls (3, 5-6) in men.", "round", [(3, 5, 6)]),
    ("Urate falls.12 The men", "behind-stop", [(12,)]),
    ("Urate falls (ref. 3).", "spoken", [(3,)]),
    ("The interval [0, 1] is open.", "bracket", []),
    ("A risk ratio of 2 (95% CI [1, 4]).", "bracket", []),
    ("A median of 40 [12-61] years.", "bracket", []),
    ("A score = [7].", "bracket", []),
    ("Pages [300-100].", "bracket", []),
    ("A BMI of 30 kg/m² and 10⁶ cells, I² 40%.", "superscript", []),
    ("A dose of 10<sup>9</sup> cells.", "superscript", []),
    ("See [the page](https://example.org/a[1]).", "bracket", [(1,)]),
]


@pytest.mark.parametrize(("text", "style", "numbers"), NUMBERS)
def test_marks_with_numbers(text: str, style: str, numbers: list[tuple[int, ...]]) -> None:
    found = sorted(number_marks(text), key=lambda mark: mark.span)
    assert [mark.numbers for mark in found if mark.style == style] == numbers


AUTHORS = [
    ("Urate falls (Lund et al., 2020).", [("Lund", "2020")]),
    ("Urate falls (Lund, 2020; Berg and Dahl 2019).", [("Lund", "2020"), ("Berg", "2019")]),
    ("Urate falls (see Lund & Berg, 2020a).", [("Lund", "2020a")]),
    ("Urate falls (Lund, Berg, and Dahl, 2020).", [("Lund", "2020")]),
    ("Urate falls (Lund, 2018, 2020).", [("Lund", "2018"), ("Lund", "2020")]),
    ("Urate falls (van der Berg et al. 2020, p. 12).", [("van der Berg", "2020")]),
    ("Lund (2020) saw urate fall.", [("Lund", "2020")]),
    ("Lund and colleagues (2020) saw urate fall.", [("Lund", "2020")]),
    ("Lund et al. (2020) and Berg (2021) differ.", [("Lund", "2020"), ("Berg", "2021")]),
    ("O’Hara-Ng (2020) saw urate fall.", [("O’Hara-Ng", "2020")]),
    ("It was sold (March 2020) and sold again (Updated 2021).", []),
    ("It was sold in Oslo (in 2020) and (2021).", []),
]


@pytest.mark.parametrize(("text", "authors"), AUTHORS)
def test_marks_with_authors(text: str, authors: list[tuple[str, str]]) -> None:
    assert [(mark.author, mark.year) for mark in author_marks(text)] == authors


def test_marks_of_footnotes() -> None:
    text = "One.[^1] Two.[^Dose]\n\n[^1]: First.\n[^dose]: Second.\n"
    assert [mark.label for mark in footnote_marks(text)] == ["1", "dose"]


HEAD = "# Gout\n\nUrate falls [1].\n\n"
LISTS = [
    ("## References\n\n1. Lund T. A.\n2. Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n[1] Lund T. A.\n[2] Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n[1]. Lund T. A.\n\n[2]. Berg A. B.\n", "numbered", [1, 2]),
    ("## Sources\n\n1) Lund T. A.\n2) Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n(1) Lund T. A.\n\n(2) Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n- [1] Lund T. A.\n- [2] Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n1. Lund T. A.\n1. Berg A. B.\n1. Dahl S. C.\n", "numbered", [1, 2, 3]),
    ("## References\n\n¹ Lund T. A.\n\n² Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n<sup>1</sup> Lund T. A.\n\n<sup>2</sup> Berg A. B.\n", "numbered", [1, 2]),
    (
        '## References\n\n<a id="r1"></a>1. Lund T.\n\n<a id="r2"></a>2. Berg A.\n',
        "numbered",
        [1, 2],
    ),
    ("## References\n\n1. Lund T. A. Foot\n   12. Oslo. 2020\n2. Berg A. B.\n", "numbered", [1, 2]),
    ("**References**\n\n1. Lund T. A.\n2. Berg A. B.\n", "numbered", [1, 2]),
    ("## Notes\n\n1. Lund T. A.\n2. Berg A. B.\n", "numbered", [1, 2]),
    ("## References\n\n- Lund T. A. 2020.\n- Berg A. B. 2021.\n", "unnumbered", [0, 0]),
    ("## References\n\nLund, T. (2020). A.\n\nBerg, A. (2021). B.\n", "unnumbered", [0, 0]),
]


@pytest.mark.parametrize(("text", "kind", "numbers"), LISTS)
def test_a_list_in_markdown(text: str, kind: str, numbers: list[int]) -> None:
    (found,) = read_passage(HEAD + text).references.lists
    assert (found.kind, [entry.number for entry in found.entries]) == (kind, numbers)
    assert found.is_sure


PLAIN = [
    ("References\n\n1. Lund T. A. 2020.\n2. Berg A. B. 2021.\n", "numbered", [1, 2]),
    ("References:\n\n[1] Lund T. A. 2020.\n[2] Berg A. B. 2021.\n", "numbered", [1, 2]),
    ("REFERENCES\n1 Lund T. A.\n2 Berg A. B.\n3 Dahl S. C.\n", "numbered", [1, 2, 3]),
    ("References\n\n[1] Lund T\n\n[2] Berg A\n\n[3] Dahl S\n", "numbered", [1, 2, 3]),
    ("References\n\nLund T. A. 2020.\nBerg A. B. 2021.\n", "unnumbered", [0, 0]),
    ("Sources\r\n\r\n1. Lund T. A. 2020.\r\n2. Berg A. B. 2021.\r\n", "numbered", [1, 2]),
]


@pytest.mark.parametrize(("text", "kind", "numbers"), PLAIN)
def test_a_list_in_plain_text(text: str, kind: str, numbers: list[int]) -> None:
    body = "Gout at night\n\nUrate falls in most people who take the tablets every day [1].\n\n"
    (found,) = read_passage(body + text, "text").references.lists
    assert (found.kind, [entry.number for entry in found.entries]) == (kind, numbers)
    assert found.is_sure


UNSURE = [
    "## References\n\n3. Lund T. A.\n4. Berg A. B.\n",
    "## References\n\n1. Lund T. A. 2. Berg A. B. 3. Dahl S. C.\n",
    "## References\n\n1. Lund T. A.\n2. Berg A. B.\n\nAsthma\n\n1. Dahl S. C.\n2. Egan P. D.\n",
    "## References\n\nThe health board.\n\nThe town hall.\n",
]


@pytest.mark.parametrize("text", UNSURE)
def test_a_list_that_cannot_be_told_apart(text: str) -> None:
    (found,) = read_passage(HEAD + text).references.lists
    assert not found.is_sure


ENTRIES = [
    ("Lund T, Berg A. Urate and the painful toe at night. Foot. 2020;3:1-9.", "Lund", "2020"),
    (
        "Lund, T., & Berg, A. (2020). Urate and the painful toe at night. Foot, 3, 1-9.",
        "Lund",
        "2020",
    ),
    (
        "van den Lund T. Urate and the painful toe at night [Internet]. 2020.",
        "van den Lund",
        "2020",
    ),
    (
        "Lund T, et al. Urate and the painful toe at night. Foot 2020. doi:10.1999/2011.5",
        "Lund",
        "2020",
    ),
]


@pytest.mark.parametrize(("entry", "surname", "year"), ENTRIES)
def test_author_year_and_title_of_an_entry(entry: str, surname: str, year: str) -> None:
    (found,) = read_passage(HEAD + f"## References\n\n1. {entry}\n").references.lists
    (read,) = found.entries
    assert (read.surname, read.year) == (surname, year)
    assert read.title.startswith("urate and the painful toe night"[:15])


def test_an_organisation_is_no_person() -> None:
    text = HEAD + "## References\n\n1. World Health Organization. Gout. Geneva, 2020.\n"
    (found,) = read_passage(text).references.lists
    assert (found.entries[0].surname, found.entries[0].year) == ("", "2020")


def matches(text: str, written: Format = "markdown") -> list[Match]:
    reading = Reading(Document("article", text, written), bundled_lexicon())
    return list(RULE.matcher.find(reading))


def problems(text: str, written: Format = "markdown") -> list[str]:
    return [match.details["problem"] for match in matches(text, written)]


def numbered(body: str, entries: int = 3, heading: str = "## References") -> str:
    names = ["Aho P", "Brun L", "Cole D", "Dahl S", "Egan P", "Fry O", "Gill H", "Haas I"]
    topics = ["hay fever", "cataract", "sciatica", "croup", "scabies", "vertigo", "acne", "mumps"]
    lines = [
        f"{n + 1}. {names[n]}. Care of adults with {topics[n]}. Care Letters. {2010 + n}."
        for n in range(entries)
    ]
    return f"# Care\n\n{body}\n\n{heading}\n\n" + "\n".join(lines) + "\n"


LOST = [
    (
        numbered("Rinse the nose [1, 2]. Rest helps [3]. Heat helps [9]."),
        "[9] leads to no entry: the list under “References” on line 5 ends at 3",
    ),
    (numbered("Rinse [1]. Rest [2-4]."), "[4] leads to no entry"),
    (numbered("Rinse [1][2]. Rest [3]. Heat [5], cold [7]."), "[5] and [7] lead to no entry"),
    (numbered("Rinse.<sup>1</sup> Rest.<sup>2,3</sup> Heat.<sup>4</sup>"), "[4] leads to no entry"),
    (numbered("Rinse.¹ Rest.²,³ Heat.⁶"), "[6] leads to no entry"),
    (numbered("Rinse (1). Rest (2). Heat (3). Cold (4)."), "[4] leads to no entry"),
    (
        numbered("Rinse ([1](#ref1)). Rest ([2](#ref2), [3](#ref3)). Heat ([4](#ref4))."),
        "[4] leads",
    ),
    (numbered(r"Rinse \[1\], rest \[2\], heat \[3\], cold \[4\]."), "[4] leads to no entry"),
    (
        numbered(
            "| Care | Source |\n|---|---|\n| Rinse | [1] |\n| Rest | [2, 3] |\n| Heat | [6] |"
        ),
        "[6] leads",
    ),
    (
        numbered("- Rinse [1]\n- Rest [2]\n- Heat [3]\n- Cold [11]", heading="## Sources"),
        "under “Sources”",
    ),
    (numbered("Rinse [1]. Rest [2]. Heat [3]. Cold [4].", heading="## Notes"), "[4] leads"),
    (
        "# Care\n\nRinse.[^1] Rest.[^2]\n\n[^1]: Aho P. Hay fever. 2010.\n",
        "[^2] leads to no footnote",
    ),
    ("# Care\n\nRinse.[^nose] Rest.[^sleep]\n", "[^nose] and [^sleep] lead to no footnote"),
]


@pytest.mark.parametrize(("text", "problem"), LOST)
def test_a_mark_that_leads_nowhere(text: str, problem: str) -> None:
    first = problems(text)[0]
    assert problem in first


def test_a_lost_mark_is_reported_at_its_place_with_the_others_beside() -> None:
    text = numbered("Rinse [1]. Rest [2, 3]. Heat [5]. Cold [7]. Heat again [5].")
    (match,) = matches(text)
    assert text[match.span.start : match.span.end] == "[5]"
    others = [text[each.span.start : each.span.end] for each in match.related]
    assert others == ["[7]", "[5]"]


AUTHOR_YEAR = """# Care

Rinse the nose (Aho and Brun, 2010). Rest (Brun, 2011). {body}

## References

Aho P, Brun L. (2010). Rinsing the nose in hay fever. Care Letters.

Brun L. (2011). Rest after an operation for cataract. Care Letters.

World Health Organization. (2012). Croup at home. Geneva.
"""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("Heat helps (Cole, 2013).", "Cole (2013) has no entry in the list under “References”"),
        ("Heat helps (Aho, 2010; Cole et al., 2013).", "Cole (2013) has no entry"),
        ("Cole and Dahl (2013) praise heat.", "Cole (2013) has no entry"),
        ("Heat helps (Brun, 2017).", "which has Brun (2011)"),
        ("Heat helps (Cole, 2013), cold does (Dahl, 2014).", "Cole (2013) and Dahl (2014) have"),
    ],
)
def test_an_author_without_an_entry(body: str, problem: str) -> None:
    assert problem in problems(AUTHOR_YEAR.format(body=body))[0]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Heat helps (WHO, 2012).",
        "Heat helps (WHO, 2019).",
        "It was tried (Spring 2013).",
        "Åho (2010) agrees.",
        "Heat helps (see Aho & Brun, 2010, p. 12).",
    ],
)
def test_authors_with_entries(body: str) -> None:
    assert problems(AUTHOR_YEAR.format(body=body)) == []


UNCITED = [
    (numbered("Rinse [1]. Rest [2]."), "Entry 3 (line 9) is never cited"),
    (
        numbered("Rinse [1, 2]. Rest [4].", 6),
        "Entries 3, 5 and 6 (lines 9, 11 and 12) are never cited",
    ),
    (numbered("Rinse.¹ Rest.²"), "Entry 3 (line 9) is never cited"),
    (numbered("Rinse (1, 2). Rest (2). Heat (1)."), "Entry 3 (line 9) is never cited"),
    (
        "# Care\n\nRinse.[^1]\n\n[^1]: Aho P. Nose.\n[^2]: Brun L. Eye.\n",
        "Footnote [^2] (line 6) is never cited",
    ),
]


@pytest.mark.parametrize(("text", "problem"), UNCITED)
def test_an_entry_that_is_never_cited(text: str, problem: str) -> None:
    assert problems(text) == [problem]


def test_an_author_who_is_never_cited() -> None:
    text = AUTHOR_YEAR.format(body="").replace("(Brun, 2011)", "")
    text = text.replace("Aho and Brun", "Aho").replace("Aho P, Brun L.", "Aho P.")
    assert problems(text) == ["Entry “Brun 2011” (line 9) is never cited"]


def test_what_is_never_cited_is_less_grave_than_what_leads_nowhere() -> None:
    shifts = {m.details["problem"][:5]: m.shift for m in matches(numbered("A [1]. B [2]. C [9]."))}
    assert shifts == {"[9] l": 0, "Entry": -2}


DOUBLE = """# Care

Rinse [1]. Rest [2]. Heat [3].

## References

1. Aho P. Rinsing the nose in seasonal hay fever. Care Letters. 2010. {first}
2. Brun L. Rest after an operation for cataract. Care Letters. 2011.
3. {again}
"""
SAME = "Aho P. Rinsing the nose in seasonal hay fever. Care Letters. 2010."


@pytest.mark.parametrize(
    ("first", "again", "sameness"),
    [
        ("", SAME, "same author, year and title"),
        ("", SAME.replace("Rinsing", "RINSING").replace("Letters", "Lett"), "same author"),
        ("doi:10.1234/CARE.1", "Aho. Nose. https://doi.org/10.1234/care.1", "same DOI"),
        ("PMID: 31452104", "Aho. Nose. https://pubmed.ncbi.nlm.nih.gov/31452104/", "same PMID"),
    ],
)
def test_an_entry_that_stands_twice(first: str, again: str, sameness: str) -> None:
    (problem,) = problems(DOUBLE.format(first=first, again=again))
    assert problem.startswith("Entry 3 is the same source as entry 1 on line 7 (same")
    assert sameness in problem


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("", "Aho P. Rinsing the nose in seasonal hay fever. Care Letters. 2012."),
        ("", "Aho P. Rinsing the ears of adults with wax. Care Letters. 2010."),
        ("doi:10.1234/care.1", SAME + " doi:10.1234/care.2"),
        ("", "World Health Organization. Hay fever. Geneva, 2010."),
    ],
)
def test_two_sources_that_are_alike(first: str, again: str) -> None:
    assert problems(DOUBLE.format(first=first, again=again)) == []


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ((1, 2, 4), "The numbers jump from 2 to 4 in the list under “References” on line 5"),
        ((1, 2, 2), "Two entries have the number 2 in the list under “References” on line 5"),
    ],
)
def test_numbers_out_of_order(numbers: tuple[int, ...], problem: str) -> None:
    lines = "\n".join(f"[{n}] Aho P. Paper {at} on care. 201{at}." for at, n in enumerate(numbers))
    marks = "".join(f"[{n}]" for n in numbers)
    assert problems(f"# Care\n\nRinse {marks}.\n\n## References\n\n{lines}\n") == [problem]


def test_a_gap_that_a_mark_falls_into_is_reported_once() -> None:
    text = (
        "# Care\n\nRinse [1-3].\n\n## References\n\n[1] Aho P. A.\n[2] Brun L. B.\n[4] Cole D. C.\n"
    )
    assert problems(text)[0] == (
        "[3] leads to no entry: the list under “References” on line 5 has no entry 3"
    )
    assert not any("jump" in each for each in problems(text))


SOUND = [
    # All kinds of lists and marks that agree.
    numbered("Rinse [1]. Rest [2, 3]."),
    numbered("Rinse [1-3]."),
    numbered("Rinse.<sup>1–3</sup>"),
    numbered("Rinse.¹ Rest.²,³"),
    numbered("Rinse (1). Rest (2). Heat (3)."),
    numbered("Rinse.1 Rest.2 Heat [3] and [1]."),
    numbered("Rinse ([1](#r1)), rest ([2](#r2)), heat ([3](#r3))."),
    "# Care\n\nRinse.[^1] Rest.[^2]\n\n[^1]: Aho P. Nose.\n[^2]: Brun L. Eye.\n",
    # Notes may name one source twice.
    "# Care\n\nRinse.[^1] Rest.[^2]\n\n[^1]: Aho P. PMID: 123.\n[^2]: Aho P. PMID: 123.\n",
    # Lists that nothing points to, further reading, other pages' lists.
    numbered("Rinse the nose."),
    numbered("Rinse [1]. Rest [2].", heading="## Further reading"),
    numbered("Rinse [1]. Rest [2].", heading="## Selected references"),
    "# Care\n\nRinse [1]. Rest [4].\n",
    "# Care\n\nRinse [1]. Rest [4].\n\n## References\n\nSee our website.\n",
    "# Care\n\nRinse [1]. Rest [4].\n\n## References\n\n5. Aho P. Nose.\n6. Brun L. Eye.\n",
    "# Care\n\nRinse [1]. Rest [2].\n\n[1]: https://example.org/a\n[2]: https://example.org/b\n",
    # Most entries are not cited: the marks are written in a way that medlint does not know.
    numbered("Rinse [1].", 8),
    # Cited by a link or by name.
    numbered("Rinse [1]. Rest [2]. Cole found that heat helps."),
    "# Care\n\nRinse [1], rest [2], [heat](https://doi.org/10.1234/heat).\n\n## References\n\n"
    "1. Aho P. A.\n2. Brun L. B.\n3. Cole D. C. https://doi.org/10.1234/HEAT\n",
    # Values.
    numbered("Rinse [1, 2]. Pain fell (95% CI [4, 9]) [3]. Scores of 40 [12-61] are usual."),
    numbered("Rinse [1]. Rest [2]. Heat [3]. It helped 12 women (48) and men (50)."),
    numbered("Rinse [1-3]. A dose of 10⁹ cells at 30 kg/m² and I² of 75."),
    numbered("Rinse [1-3]. Write `list[7]`.\n\n```\nx[9]\n```"),
    numbered("Rinse [1-3]. Do it in steps: (1) wash, (2) dry, (3) rub, (4) rest."),
    numbered("Rinse. Do it in steps: (1) wash, (2) dry, (3) rub, and (4) rest."),
    numbered("| Care | Source |\n|---|---|\n| Rinse | 1 |\n| Rest | 2, 3 |\n\nHeat [1]. Cold [2]."),
    numbered("Rinse [1 to 3]."),
    numbered("Rinse [1]. For rest see refs. 2 and 3."),
    numbered("Rinse [1-3]. A file name must match [^0-9] to pass."),
    # A list that goes on below other headings.
    numbered("Rinse [1-3]. Rest [4].") + "\n### Books\n\n4. Dahl S. Rest. Oslo, 2019.\n",
    numbered("Rinse [1-3]. Rest [4].") + "\n## Books\n\n4. Dahl S. Rest. Oslo, 2019.\n",
    "# Care\n\nRinse [1]. Rest [2].\n\n## References\n\n### Papers\n\n1. Aho P. A.\n\n### Books\n\n"
    "2. Brun L. B.\n",
    # Places and journals before a year.
    AUTHOR_YEAR.format(body="It was tried at home (Norway, 2013) and abroad (Nature, 2014)."),
    # Front matter, comments, addresses.
    numbered("Rinse [1-3]. <!-- [9] --> See <https://example.org/a[8]>."),
]


@pytest.mark.parametrize("text", SOUND)
def test_nothing_to_report(text: str) -> None:
    assert problems(text) == []


# Every way to write marks and lists that the rule knows, each combined with each.
MARKS = {
    "brackets": lambda n: f" [{n}]",
    "brackets behind the stop": lambda n: f".[{n}]",
    "escaped brackets": lambda n: rf" \[{n}\]",
    "linked brackets": lambda n: f" [[{n}]](#ref{n})",
    "linked numbers": lambda n: f" ([{n}](#ref-{n}))",
    "tagged": lambda n: f"<sup>{n}</sup>",
    "tagged brackets": lambda n: f"<sup>[{n}]</sup>",
    "tagged links": lambda n: f'<sup><a href="#r{n}">{n}</a></sup>',
    "raised digits": lambda n: "." + str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")),
    "round": lambda n: f" ({n})",
}
NUMBERED_LISTS = {
    "Markdown": lambda n: f"{n}. ",
    "brackets": lambda n: f"[{n}] ",
    "bracket at the end": lambda n: f"{n}) ",
    "no space": lambda n: f"{n}.",
    "bullets": lambda n: f"* {n}. ",
    "anchors": lambda n: f'<a id="ref{n}"></a>[{n}] ',
    "round": lambda n: f"({n}) ",
}
HEADINGS = [
    "## References",
    "### Sources",
    "**References**",
    "References\n----------",
    "## 7. References:",
]


def article(marks: object, lists: object, heading: str, *, cited: int, listed: int) -> str:
    """An article that cites sources 1 to `cited` and lists 1 to `listed`."""
    things = ["ice", "rest", "heat", "tape", "swimming", "walking", "stairs", "sleep"]
    body = "".join(
        f"Some people are helped by {thing}{marks(n)}. "  # type: ignore[operator]
        for n, thing in enumerate(things[:cited], 1)
    ).replace("..", ".")
    entries = "\n\n".join(
        f"{lists(n)}Aho P. A trial of {thing} for knees in adults. Knee. 20{n:02};{n}:1-9."  # type: ignore[operator]
        for n, thing in enumerate(things[:listed], 1)
    )
    return f"# Knees\n\n{body}\n\n{heading}\n\n{entries}\n"


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("lists", NUMBERED_LISTS)
@pytest.mark.parametrize("marks", MARKS)
def test_an_article_whose_marks_and_list_agree(marks: str, lists: str, heading: str) -> None:
    text = article(MARKS[marks], NUMBERED_LISTS[lists], heading, cited=6, listed=6)
    assert problems(text) == []


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("lists", NUMBERED_LISTS)
@pytest.mark.parametrize("marks", MARKS)
def test_an_article_with_one_mark_too_many(marks: str, lists: str, heading: str) -> None:
    text = article(MARKS[marks], NUMBERED_LISTS[lists], heading, cited=7, listed=6)
    (problem,) = problems(text)
    assert problem.startswith("[7] leads to no entry")
    assert problem.endswith("ends at 6")


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("lists", NUMBERED_LISTS)
@pytest.mark.parametrize("marks", MARKS)
def test_an_article_with_one_entry_too_many(marks: str, lists: str, heading: str) -> None:
    text = article(MARKS[marks], NUMBERED_LISTS[lists], heading, cited=5, listed=6)
    (problem,) = problems(text)
    assert problem.startswith("Entry 6 (line ")


PLAIN_BODY = (
    "Care at home\n\nRinsing the nose helps many people with hay fever [1]. Rest helps [2].\n"
)


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        ("References\n\n1. Aho P. A. 2010.\n", "[2] leads to no entry"),
        ("References:\n[1] Aho P. A. 2010.\n", "[2] leads to no entry"),
        ("References\n\n1. Aho P. A.\n2. Brun L. B.\n3. Cole D. C.\n", "Entry 3 (line 9)"),
    ],
)
def test_plain_text(listed: str, problem: str) -> None:
    assert problem in problems(f"{PLAIN_BODY}\n{listed}", "text")[0]


def test_the_message_of_an_author_names_the_line() -> None:
    text = AUTHOR_YEAR.format(body="Heat helps (Cole, 2013).")
    (match,) = matches(text)
    assert match.details["problem"] == (
        "Cole (2013) has no entry in the list under “References” on line 5"
    )
    assert text[match.span.start : match.span.end] == "Cole, 2013"


def test_a_long_list_and_many_marks_take_no_long_time() -> None:
    marks = " ".join(f"Rest helps [{n % 999 + 1}]." for n in range(3000))
    listed = "\n".join(
        f"{n}. Aho P. A trial of rest number {n}. Knee. 2020." for n in range(1, 999)
    )
    begun = process_time()
    found = problems(f"# Rest\n\n{marks}\n\n## References\n\n{listed}\n")
    # Patterns that look again and again at the blanked list took more than a minute.
    assert process_time() - begun < 20
    assert found[0].startswith("[999] leads to no entry")


@pytest.mark.parametrize("rest", ["!", "*", "¡\n\n!", "&nbsp;", "...", "1"])
@pytest.mark.parametrize("written", ["markdown", "text"])
def test_a_list_without_one_entry_is_no_error(rest: str, written: Format) -> None:
    assert problems(f"# Tea\n\nTea is hot [1].\n\n## References\n\n{rest}\n", written) == []
