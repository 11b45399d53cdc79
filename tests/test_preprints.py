"""Preprints that are not called so, and studies that are pointed back to and were never named."""

from __future__ import annotations

import pytest
from passages import bundled_lexicon

from medlint.document import Document, Format
from medlint.finding import Match
from medlint.language.reading import Reading
from medlint.rulebook import Rulebook

RULES = Rulebook.load().rules


def find(rule: str, text: str, written: Format = "markdown") -> list[Match]:
    reading = Reading(Document("article", text, written), bundled_lexicon())
    return list(RULES[rule].matcher.find(reading))


def preprints(text: str, written: Format = "markdown") -> list[str]:
    """The words that are reported as a preprint that is not called so."""
    found = find("preprint-not-disclosed", text, written)
    return [text[match.span.start : match.span.end] for match in found]


def listed(entry: str, body: str = "Zinc shortens colds [1].") -> str:
    return f"# Colds\n\n{body}\n\n## References\n\n1. {entry}\n"


SILENT = [
    ("Zinc shortens colds (doi:10.1101/2021.04.05.21254918).", "10.1101/2021.04.05.21254918"),
    ("Zinc shortens colds (https://doi.org/10.1101/427385).", "10.1101/427385"),
    ("Zinc shortens colds (10.64898/2026.01.05.25342001).", "10.64898/2026.01.05.25342001"),
    ("Zinc shortens colds, doi: 10.21203/rs.3.rs-44432/v1.", "10.21203/rs.3.rs-44432/v1"),
    ("Zinc shortens colds, doi: 10.2139/ssrn.3566989.", "10.2139/ssrn.3566989"),
    ("Zinc shortens colds (10.20944/preprints202004.0001.v1).", "10.20944/preprints202004.0001.v1"),
    ("Zinc calms (https://doi.org/10.31234/osf.io/ab3de).", "10.31234/osf.io/ab3de"),
    ("Zinc shortens [colds](https://www.medrxiv.org/content/1v1).", "medrxiv.org/content/1v1"),
    (
        "See https://www.biorxiv.org/content/10.1101/427385v2 on zinc.",
        "biorxiv.org/content/10.1101/427385v2",
    ),
    (
        "See https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3 on zinc.",
        "ssrn.com/sol3/papers.cfm?abstract_id=3",
    ),
    ("See https://arxiv.org/abs/2003.09320 on the spread of colds.", "arxiv.org/abs/2003.09320"),
    ("A study posted on bioRxiv says that zinc shortens colds.", "bioRxiv"),
    ("- Zinc shortens colds, a paper in SSRN says.\n- Rest helps.", "SSRN"),
    ("| Zinc | Source |\n|---|---|\n| Colds | doi:10.1101/427385 |\n", "10.1101/427385"),
    (listed("Aho P. Zinc and colds. medRxiv. 2021."), "medRxiv"),
    (listed("Aho P. Zinc and colds. 2021. doi:10.1101/427385"), "10.1101/427385"),
    (listed("Aho P. Zinc and colds. Research Square, 2021."), "Research Square"),
    ("Zinc shortens colds.[^1]\n\n[^1]: Aho P. Zinc. bioRxiv 427385.\n", "bioRxiv"),
    ("Colds pass.\n\nZinc helps (10.1101/427385).\n\nA preprint is a draft.", "10.1101/427385"),
]


@pytest.mark.parametrize(("text", "sign"), SILENT)
def test_a_preprint_that_is_not_called_so(text: str, sign: str) -> None:
    assert preprints(text) == [sign]


def test_a_preprint_in_plain_text() -> None:
    text = (
        "Zinc and colds\n\nZinc shortens a cold by a day or so, if it is taken early [1].\n\n"
        "References\n\n1. Aho P. Zinc and colds. medRxiv. 2021.\n"
    )
    assert preprints(text, "text") == ["medRxiv"]


def test_a_preprint_is_reported_once() -> None:
    text = listed(
        "Aho P. Zinc. medRxiv 2021. doi:10.1101/427385 https://www.medrxiv.org/content/427385",
        body="Zinc [helps](https://doi.org/10.1101/427385) [1].",
    )
    assert preprints(text) == ["10.1101/427385"]


TOLD = [
    "A preprint says that zinc shortens colds (doi:10.1101/427385).",
    "Zinc shortens colds (doi:10.1101/427385, pre-print).",
    "Zinc shortens colds (doi:10.1101/427385). The paper has not been peer reviewed.",
    "The paper awaits peer review. Zinc shortened colds in it (doi:10.1101/427385).",
    "Zinc shortens colds, says a working paper (doi:10.2139/ssrn.3566989).",
    "Zinc shortens colds, in an unpublished trial (https://www.medrxiv.org/content/1v1).",
    "Zinc shortens colds (doi:10.1101/427385). The trial has since been published in Cold Care.",
    "A study on medRxiv that no journal has yet reviewed says that zinc shortens colds.",
    listed("Aho P. Zinc and colds [Preprint]. medRxiv. 2021."),
    listed("Aho P. Zinc and colds. medRxiv. 2021.", body="Zinc may help, a preprint says [1]."),
    listed("Aho P. Zinc and colds. Cold Care. 2021;4:12-19. Also on medRxiv."),
    listed("Aho P. Zinc and colds. medRxiv. 2021. PMID: 31415926."),
    listed("Aho P. Zinc and colds. 2021. doi:10.1101/427385; now doi:10.1234/cold.4"),
    "Genes of cold viruses were read early (doi:10.1101/gr.229102; 10.1101/gad.1234).",
    "Zinc is sold as a lozenge at https://www.example.org/arxiv/abs.",
    "The research square of the town hall is open. An archive (arXive) is not.",
    "# What a preprint is\n\nServers such as medRxiv and bioRxiv post papers at once.",
    "---\ndoi: 10.1101/427385\n---\n\n# Zinc\n\nZinc is a metal.",
    "# Zinc\n\nDOI: 10.1101/427385\n\nZinc is a metal.",
    "Write it as `doi:10.1101/427385`. <!-- medRxiv -->",
]


@pytest.mark.parametrize("text", TOLD)
def test_a_preprint_that_is_called_so_or_none(text: str) -> None:
    assert preprints(text) == []


def orphans(text: str, written: Format = "markdown") -> list[str]:
    found = find("orphan-study-reference", text, written)
    return [text[match.span.start : match.span.end] for match in found]


ORPHANS = [
    ("Many cooks salt their soup. The study also found swollen ankles.", "The study"),
    ("Reviews differ. The authors conclude that splints help.", "The authors"),
    ("Splints rest the wrist. The researchers found less numbness at night.", "The researchers"),
    ("Splints rest the wrist. In general, the investigators noted few sores.", "the investigators"),
    ("Splints rest the wrist. This study shows that they also help at work.", "This study"),
    ("Splints rest the wrist. These authors recommended them for six weeks.", "These authors"),
    ("Splints rest the wrist. The trial showed less pain.", "The trial"),
    ("Splints rest the wrist. The trial clearly showed less pain.", "The trial"),
    ("Splints rest the wrist. The paper concluded that they help.", "The paper"),
    ("- Splints rest the wrist.\n- The study found less pain.", "The study"),
    ("> Splints rest the wrist. The researchers say that they help.", "The researchers"),
    ("# Splints\n\nThe study found less pain at night.", "The study"),
    ("Several trials exist.\n\n## At work\n\nThe authors suggest breaks.", "The authors"),
    ("Two trials compared splints. The researchers reported less pain.", "The researchers"),
]


@pytest.mark.parametrize(("text", "words"), ORPHANS)
def test_a_study_that_was_never_named(text: str, words: str) -> None:
    assert orphans(text) == [words]


def test_the_first_is_reported_alone() -> None:
    text = "Splints rest the wrist. The study found less pain. The study also found sores."
    assert orphans(text) == ["The study"]


def test_an_orphan_in_plain_text() -> None:
    text = "Splints\n\nSplints rest the wrist at night.\n\nThe study found less pain.\n"
    assert orphans(text, "text") == ["The study"]


NAMED = [
    "A trial gave splints to 40 people. The trial found less pain.",
    "In 2019, a small study tried splints. The authors conclude that they help.",
    "# A new study on splints\n\nSplints rest the wrist. The study found less pain.",
    "Splints rest the wrist (Lund, 2019). The authors found less pain.",
    "Splints rest the wrist [3]. The study found less pain.",
    "Splints rest the wrist. [The study](https://example.org/lund) found less pain.",
    "Splints rest the wrist. The study found less pain (Lund, 2019).",
    "Splints rest the wrist. The study of Lund found less pain.",
    "Splints rest the wrist. The study by a group in Oslo found less pain.",
    "Splints rest the wrist. The study, published in 2019, found less pain.",
    "Splints rest the wrist. The researchers who tried them found less pain.",
    "Scientists in Oslo tried splints. The researchers found less pain.",
    "The Oslo team tried splints. The study found less pain.",
    "Volunteers wore splints for a month. The study found less pain.",
    "A paper in The Lancet praised splints. The authors found less pain.",
    "Splints rest the wrist. The authors of this leaflet sell none.",
    "Splints rest the wrist. The study team will call you.",
    "Splints rest the wrist. The trial is open to adults.",
    "Splints rest the wrist. Ask what the study found.",
    "Splints rest the wrist. The CONTACT trial found less pain.",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_study_that_was_named(text: str) -> None:
    assert orphans(text) == []
