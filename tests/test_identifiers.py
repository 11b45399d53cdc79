"""DOIs and other numbers: how they are normalised, and which of them cannot be right."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon

from medlint.config import Config
from medlint.document import Document, Format
from medlint.engine import lint
from medlint.language.reading import Reading
from medlint.references.checkdigits import isbn_check_digit, issn_check_digit, orcid_check_digit
from medlint.references.identifiers import doi_variants, normalised_doi, papers_in
from medlint.rulebook import Rulebook

RULE = Rulebook.load().rules["malformed-identifier"]


def found(text: str, written: Format = "markdown") -> list[tuple[str, str]]:
    """Each identifier that is reported, and what is said to be wrong with it."""
    document = Document("article", text, written)
    matches = RULE.matcher.find(Reading(document, bundled_lexicon()))
    return [(text[m.span.start : m.span.end], m.details["problem"]) for m in matches]


# The worked examples of the standards and of the bodies that give the numbers out.
@pytest.mark.parametrize(
    ("compute", "number"),
    [
        (isbn_check_digit, "0306406152"),
        (isbn_check_digit, "080442957X"),
        (isbn_check_digit, "9780306406157"),
        (isbn_check_digit, "9783161484100"),
        (issn_check_digit, "20493630"),
        (issn_check_digit, "03785955"),
        (issn_check_digit, "2434561X"),
        (orcid_check_digit, "0000000218250097"),
        (orcid_check_digit, "0000000151093700"),
        (orcid_check_digit, "000000021694233X"),
    ],
)
def test_check_digit(compute: object, number: str) -> None:
    assert compute(number[:-1]) == number[-1]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1136/BMJ.n71", "10.1136/bmj.n71"),
        ("doi:10.1136/bmj.n71", "10.1136/bmj.n71"),
        ("DOI: 10.1136/bmj.n71.", "10.1136/bmj.n71"),
        ("https://doi.org/10.1136/bmj.n71", "10.1136/bmj.n71"),
        ("http://dx.doi.org/10.1136/bmj.n71),", "10.1136/bmj.n71"),
        ("https://doi.org/doi:10.1136/bmj.n71", "10.1136/bmj.n71"),
        ("doi.org/10.1136%2Fbmj.n71", "10.1136/bmj.n71"),
        ("10.1016/S0140-6736(14)60540-7", "10.1016/s0140-6736(14)60540-7"),
        ("10.1016/S0140-6736(14)60540-7).", "10.1016/s0140-6736(14)60540-7"),
        (" 10.1002/14651858.CD003871.pub2; ", "10.1002/14651858.cd003871.pub2"),
    ],
)
def test_normalised_doi(written: str, doi: str) -> None:
    assert normalised_doi(written) == doi


@pytest.mark.parametrize(
    "address",
    [
        "10.1136/bmj.n71/full",
        "10.1136/bmj.n71/pdf",
        "10.1136/bmj.n71.pdf",
        "10.1136/bmj.n71.full.pdf",
        "10.1136/bmj.n71?journal=bmj",
        "10.1136/bmj.n71#abstract",
        "10.1136/bmj.n71/full?x=1",
        "10.1136/bmj.n71v2",
        "10.1136/bmj.n71v2.full.pdf",
    ],
)
def test_a_doi_in_a_publishers_address(address: str) -> None:
    assert "10.1136/bmj.n71" in list(doi_variants(address))


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("See 10.1136/bmj.n71.", [("doi", "10.1136/bmj.n71")]),
        (
            "See [10.1136/bmj.n71](https://doi.org/10.1136/bmj.n71).",
            [("doi", "10.1136/bmj.n71")] * 2,
        ),
        ("(doi:10.1016/S0140-6736(14)60540-7)", [("doi", "10.1016/s0140-6736(14)60540-7")]),
        ("PMID: 31452104; PMID 9500320", [("pmid", "31452104"), ("pmid", "9500320")]),
        ("https://pubmed.ncbi.nlm.nih.gov/31452104/", [("pmid", "31452104")]),
        ("https://www.ncbi.nlm.nih.gov/pubmed/31452104", [("pmid", "31452104")]),
        ("Version 10.12/3 on 10.12.2021, 31452104 times", []),
    ],
)
def test_papers_in_a_text(text: str, papers: list[tuple[str, str]]) -> None:
    assert [(paper.kind, paper.value) for paper in papers_in(text)] == papers


FAULTY = [
    ("Gout flares (doi: 10.12/abc).", "10.12/abc", "at least 4 digits"),
    ("Gout flares, doi:10.1234567890/abc", "10.1234567890/abc", "more than 9 digits"),
    ("Gout flares, DOI: 10,1136/bmj.n71", "10,1136/bmj.n71", "needs a point"),
    ("Gout flares, doi: 1O.1136/bmj.n71", "1O.1136/bmj.n71", "with a letter"),
    ("Gout flares, doi: 1136/bmj.n71.", "1136/bmj.n71", "must begin with “10.”"),
    ("Gout flares, https://doi.org/101136/bmj.n71", "101136/bmj.n71", "must begin with “10.”"),
    ("Gout flares, doi: 10. 1136/bmj.n71", "10. 1136/bmj.n71", "a space stands inside"),
    ("Gout flares, doi: 10.1136/ bmj.n71", "10.1136/ bmj.n71", "a space stands inside"),
    ("Gout flares, doi: 10.1136 /bmj.n71", "10.1136 /bmj.n71", "a space stands inside"),
    ("Gout flares, doi: 10.1136. More follows.", "10.1136", "behind the slash is missing"),
    ("Gout flares, doi:10.1136\\bmj.n71", "10.1136\\bmj.n71", "a backslash"),
    ("<https://doi.org/https://doi.org/10.1136/bmj.n71>", "https://doi.org/10.1136", "twice"),
    ("[Gout](https://doi.org/10.1136/bmj.n71,)", "10.1136/bmj.n71,", "takes in the “,”"),
    ("Gout, doi:10.1016/S0140-6736(14)60540–7", "10.1016/S0140-6736(14)60540–7", "dash “–”"),
    ("Gout, doi:10.1136/bmj\u200b.n71", "10.1136/bmj\u200b.n71", "invisible"),
    ("PMID: 314521045", "314521045", "9 digits, and at most 8"),
    ("PMID: 3145210A", "3145210A", "the letter “A”"),
    ("PMID: PMC7096066", "PMC7096066", "PMCIDs"),
    ("https://pubmed.ncbi.nlm.nih.gov/3145210411/", "3145210411", "10 digits"),
    ("PMCID: 7096066", "7096066", "begins with PMC"),
    ("PMCID: PMC7O96066", "PMC7O96066", "the letter “O”"),
    ("Free at PMC709606612", "PMC709606612", "9 digits"),
    ("A trial of splints (NCT0153990).", "NCT0153990", "7 digits, not 8"),
    ("A trial of splints, NCT015399021", "NCT015399021", "9 digits, not 8"),
    ("A trial of splints, NCT 0153990", "NCT 0153990", "7 digits, not 8"),
    ("A trial of splints, NCT0153990O", "NCT0153990O", "the letter “O”"),
    ("[splints](https://clinicaltrials.gov/study/NCT0153990)", "NCT0153990", "7 digits"),
    ("A trial of splints (ISRCTN1234567).", "ISRCTN1234567", "7 digits, not 8"),
    ("Splints, ACTRN1261500090950", "ACTRN1261500090950", "13 digits, not 14"),
    ("| Trial | ISRCTN4837560 |\n|---|---|\n| Age | 40 |", "ISRCTN4837560", "7 digits, not 8"),
    ("ISBN 0-306-40615-3", "0-306-40615-3", "should be 2, not 3"),
    ("ISBN-13: 978-3-16-148410-9", "978-3-16-148410-9", "should be 0, not 9"),
    ("ISBN 978-3-16-14841-0", "978-3-16-14841-0", "12 digits, not 10 or 13"),
    ("ISBN-10 0 8044 2957 1 and more", "0 8044 2957 1", "should be X, not 1"),
    ("ISBN: 877-3-16-148410-0", "877-3-16-148410-0", "begin with 978 or 979"),
    ("ISSN: 0378-5954", "0378-5954", "should be 5, not 4"),
    ("eISSN 2434-5611", "2434-5611", "should be X, not 1"),
    ("ISSN 0378-595", "0378-595", "7 digits, not 8"),
    ("ORCID: 0000-0001-5109-3701", "0000-0001-5109-3701", "should be 0, not 1"),
    ("https://orcid.org/0000-0001-5109-370", "0000-0001-5109-370", "15 digits, not 16"),
]  # fmt: skip


PLAIN = [case for case in FAULTY if not case[0].startswith(("[", "<", "|"))]


@pytest.mark.parametrize(
    ("text", "identifier", "problem", "written"),
    [(*case, "markdown") for case in FAULTY] + [(*case, "text") for case in PLAIN],
)
def test_a_faulty_identifier(text: str, identifier: str, problem: str, written: Format) -> None:
    (reported,) = found(text, written)
    assert (reported[0], problem in reported[1]) == (identifier, True), reported


SOUND = [
    "Gout flares (doi: 10.1136/bmj.n71).",
    "Gout flares, https://doi.org/10.1016/S0140-6736(14)60540-7.",
    "Gout flares, doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "Gout flares, https://doi.org/doi:10.1136/bmj.n71 and https://doi.org/dq9p",
    "[Gout](https://doi.org/10.1136/bmj.n71), see there.",
    "[Gout](https://doi.org/10.1016/S0140-6736(14)60540-7).",
    "Gout flares, doi:10.1000.10/123 has a longer prefix.",
    "A DOI: 12 characters or more, as the handbook says. Doi: pending.",
    "doi: to be added. doi:10.xxxx/yyyy. DOI: 10.????/????",
    "The shop at doi.org/legal/2020 is closed.",
    "It was on a wrapped line, doi: 10.1136/\nbmj.n71 in fact.",
    "PMID: 31452104, PMID 123, PMID: pending, PMID xxxxxxxx",
    "PMCID: PMC7096066; PMC 7096066; /pmc/articles/PMC7096066/",
    "The PMC12 cells of the line PMC42 grow fast.",
    "NCT01539902, nct01539902, NCT 01539902, NCT00000000, NCT0XXXXXXX, NCT number",
    "ISRCTN48375601, DRKS00012345, ACTRN12615000909505",
    "ISBN 0-306-40615-2 and ISBN-13 978 3 16 148410 0 and ISBN-10: 080442957X",
    "ISBN: 978-3-16-148410-0, 2020, 312 pages; ISBN 9783161484100 12.50 euros",
    "ISBN 978-3-16-148410-0 (print), 978-0-306-40615-7 (online)",
    "ISBN 978-0-000000-00-0, ISBN 978-1-23456-789-0, ISBN to follow in 2025",
    "ISSN 0378-5955; ISSN (online): 2434-561X; ISSN-L 0378-5955; p-ISSN 0378-5955",
    "ISSN: 0000-0000 and ISSN 1234-5678 are samples.",
    "ORCID 0000-0002-1694-233X, https://orcid.org/0000-0002-1825-0097",
    "Phone 0378-5954, order no. 0-306-40615-3, account 0000-0001-5109-3701.",
    "Version 10.12/3 of 10.12.2021, page 10/1136, ratio 10.5/3.",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_identifier(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Write it so: `doi: 10.12/abc`.",
        "```\ndoi: 10.12/abc\n```\n\nText.",
        "Text. <!-- doi: 10.12/abc -->",
    ],
)
def test_code_and_comments_are_not_read(text: str) -> None:
    assert found(text) == []


def test_identifiers_in_front_matter_and_label_lines_are_read() -> None:
    text = "---\ndoi: 10.12/abc\n---\n\n# Gout\n\nISSN: 0378-5954\n\nText.\n"
    assert [each[0] for each in found(text)] == ["10.12/abc", "0378-5954"]


def test_the_message_says_what_is_wrong() -> None:
    text = "# Gout at night\n\nThe book on gout for patients and carers has ISBN 0-306-40615-3.\n"
    config = Config(select=("malformed-identifier",), preview=True)
    (finding,) = lint([Document("gout.md", text, "markdown")], Rulebook.load(), config)
    assert finding.message == (
        "“0-306-40615-3” is no ISBN that exists: its check digit should be 2, not 3, "
        "or another digit is wrong. Copy it anew from the source."
    )
