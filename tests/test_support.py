"""How well a sentence is supported: 3 cited, 2 cited close by, 1 a source is named, 0 nothing."""

from __future__ import annotations

import pytest
from passages import read_passage

from medlint.document import Format

LINK_TARGETS = "\n\n[lund]: https://example.org/lund\n"
NOTE = "\n\n[^1]: Lund T. Gout. 2020.\n"
NUMBERED = "\n\n## References\n\n1. Lund T. Gout. 2020.\n2. Berg A. Gout. 2021.\n"
UNNUMBERED = "\n\n## References\n\n- Lund T. Gout. 2020.\n- Berg A. Gout. 2021.\n"


def level(text: str, written: Format = "markdown") -> int:
    """The support of the sentence that holds the word in braces."""
    start = text.index("{")
    reading = read_passage(text.replace("{", "").replace("}", ""), written)
    sentence = reading.sentence_at(start)
    assert sentence is not None
    return reading.support.level(sentence)


CITED = [
    "The drug {lowers} urate [12].",
    "The drug {lowers} urate.[12]",
    "The drug {lowers} urate. [12]",
    "The drug {lowers} urate [1,3-5].",
    "The drug {lowers} urate [1, 3].",
    "The drug {lowers} urate [1–4] in men.",
    "The drug {lowers} urate.¹²",
    "The drug {lowers} urate¹,³.",
    "The drug {lowers} urate ¹.",
    "The drug {lowers} urate.<sup>3</sup>",
    "The drug {lowers} urate<sup>3,4</sup>.",
    "The drug {lowers} urate<sup>3, 4</sup>.",
    "The drug {lowers} urate by 20%.³",
    "The drug {lowers} urate by 20%³ in men.",
    "The drug {lowers} urate.<sup>[3]</sup> More follows.",
    "The drug {lowers} urate. <sup>3</sup> More follows.",
    "The drug {lowers} urate.[^1]" + NOTE,
    "The drug {lowers} urate[^1]." + NOTE,
    "The drug {lowers} urate. [^1] More follows." + NOTE,
    "The drug {lowers} urate (Lund et al., 2020).",
    "The drug {lowers} urate (Lund, 2020).",
    "The drug {lowers} urate (Lund and Berg, 2020).",
    "The drug {lowers} urate (Lund & Berg 2020a).",
    "The drug {lowers} urate (see Lund, 2020).",
    "The drug {lowers} urate (Lund, 2020; Berg, 2021).",
    "Lund (2020) found that the drug {lowers} urate.",
    "Lund et al. (2020) found that the drug {lowers} urate.",
    "Lund and Berg (2020) found that the drug {lowers} urate.",
    "Lund and colleagues (2020) found that the drug {lowers} urate.",
    "The drug {lowers} urate (doi: 10.1234/gout.2020.7).",
    "The drug {lowers} urate (PMID: 12345678).",
    "The drug {lowers} urate (PMID 12345678).",
    "The drug {lowers} urate (PMC1234567).",
    "The drug {lowers} urate (NCT01234567).",
    "The drug {lowers} urate (ISRCTN12345678).",
    "The drug {lowers} urate (EUCTR2019-001234-12).",
    "The drug {lowers} urate (arXiv:2001.01234).",
    "The drug {lowers} urate (https://example.org/gout).",
    "The drug {lowers} urate: see www.example.org/gout.",
    "The drug {lowers} urate: see <https://example.org/gout>.",
    "The drug {lowers} urate, [a trial](https://example.org/gout) found.",
    "The drug {lowers} urate.[3](https://example.org/gout) More follows.",
    "The drug {lowers} urate ([3](#ref3)).",
    "The drug {lowers} urate. https://example.org/gout",
    "The drug {lowers} urate ([https://example.org](https://example.org/gout)).",
    "The drug {lowers} urate, as [Lund][lund] found." + LINK_TARGETS,
    "The drug {lowers} urate, as [Lund] found." + LINK_TARGETS,
    "The drug {lowers} urate (ref. 3).",
    "The drug {lowers} urate (reference 12).",
    "The drug {lowers} urate (1)." + NUMBERED,
    "The drug {lowers} urate (1, 2)." + NUMBERED,
    "The drug {lowers} urate (1-2)." + NUMBERED,
    "The drug {lowers} urate (Lancet 2020;395:12-19).",
]

CITED_CLOSE_BY = [
    "The drug {lowers} urate. It did so in two trials [3].",
    "The drug {lowers} urate. Doses vary. It did so in two trials [3].",
    "The drug {lowers} urate. Doses vary. So do people. A trial found this.[^1]" + NOTE,
    "The drug {lowers} urate. [A trial](https://example.org/gout) shows it.",
    "The drug {lowers} urate. [*Two trials*](https://example.org/gout) show it.",
    "- The drug {lowers} urate. It did so in a trial (Lund, 2020).",
]

NAMED = [
    "The {CONTACT} trial found that the drug lowers urate.",
    "According to Dr. Lund, the drug {lowers} urate.",
    "According to the Gout Society, the drug {lowers} urate.",
    "Professor Berg says that the drug {lowers} urate.",
    "The New England Journal of Medicine says that it {lowers} urate.",
    "A report in The Lancet says that it {lowers} urate.",
    "The World Health Organization says that the drug {lowers} urate.",
    "The FDA approved the drug, which {lowers} urate.",
]

UNSUPPORTED = [
    "The drug {lowers} urate.",
    "Studies show that the drug {lowers} urate.",
    "Experts agree that the drug {lowers} urate.",
    "The drug {lowers} urate (see below).",
    "The drug {lowers} urate (in 2020).",
    "The drug {lowers} urate (by 12).",
    "The drug {lowers} urate (3).",
    "The drug {lowers} urate (3)." + UNNUMBERED,
    "The drug {lowers} urate [sic].",
    "The drug {lowers} urate in men aged 40 (range 12-80).",
    "The drug {lowers} urate by 10².",
    "The drug {lowers} urate at a BMI of 30 kg/m².",
    "The drug {lowers} urate on a patch of 4 cm².",
    "The drug {lowers} urate and Ca²⁺.",
    "The drug {lowers} urate by 10<sup>9</sup>.",
    "The drug {lowers} urate at 30 kg/m<sup>2</sup>.",
    "The drug {lowers} urate, as [our shop](/shop/gout) says.",
    "The drug {lowers} urate, as [we wrote](gout.md) before.",
    "The drug {lowers} urate.\n\nThis is another paragraph [3].",
    "- The drug {lowers} urate.\n- It is cheap [3].",
    "It is cheap.[^1] The drug {lowers} urate." + NOTE,
    "It is cheap. [^1] The drug {lowers} urate." + NOTE,
    "It is cheap.[3](https://example.org/gout) The drug {lowers} urate.",
    "It is cheap.<sup>3</sup> The drug {lowers} urate.",
    "It is cheap [3]. The drug {lowers} urate.",
    "DOI: 10.1234/own.2020.1\n\nThe drug {lowers} urate.",
    "The drug {lowers} urate.\n\nHow to cite: Lund T. Gout. 2020. https://doi.org/10.1234/own",
    "Citation: Lund T (2020) Gout.\n\nThe drug {lowers} urate.",
    "ISSN: 1234-5678\n\nThe drug {lowers} urate.\n\nCopyright: © 2020 Lund T.",
    "The drug {lowers} urate." + NUMBERED,
    "The drug {lowers} urate.\n\n```\nhttps://example.org [1]\n```",
    "The drug {lowers} urate <!-- [3] https://example.org -->.",
]

TABLES = {3: CITED, 2: CITED_CLOSE_BY, 1: NAMED, 0: UNSUPPORTED}
CASES = [
    pytest.param(text, expected, id=f"{expected}-{number}")
    for expected, table in TABLES.items()
    for number, text in enumerate(table)
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_support_of_a_sentence(text: str, expected: int) -> None:
    assert level(text) == expected


PLAIN = [
    ("The drug {lowers} urate [12].", 3),
    ("The drug {lowers} urate (1).\n\nReferences\n\n1. Lund T. Gout. 2020.\n", 3),
    ("The drug {lowers} urate (1).\n\nReferences\n\nLund T. Gout. 2020.\n", 0),
    ("The drug {lowers} urate.\n\nDOI: 10.1234/own.2020.1\n", 0),
    ("The drug {lowers} urate. It is old.\n\nCitation: Lund T (2020) Gout. Foot 3: 1-9.\n", 0),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_support_in_plain_text(text: str, expected: int) -> None:
    assert level(text, "text") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The drug lowers urate." + NUMBERED, True),
        ("The drug lowers urate [3].", True),
        ("The drug lowers urate.[^1]" + NOTE, True),
        ("---\nreferences: refs.bib\n---\n\nThe drug lowers urate.", True),
        ("The drug lowers urate.\n\nISSN: 1234-5678\n\nDOI: 10.1234/own.2020.1", False),
        ("The drug lowers urate, The Lancet says.", False),
        ("The drug lowers urate.\n\n## References\n", False),
    ],
)
def test_whether_an_article_cites_anything(text: str, expected: bool) -> None:
    assert read_passage(text).support.cites_anything is expected
