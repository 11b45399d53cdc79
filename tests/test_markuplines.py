"""reStructuredText and AsciiDoc as prose, with places that are the file's."""

from __future__ import annotations

from random import Random

import pytest
from planted import DECOY, Planting, reported

from medlint.document import Document, Format
from medlint.layout import JOINT

LINE_ENDS = ["\n", "\r\n", "\r"]


def blocks(text: str, written: Format) -> list[tuple[str, str]]:
    """Kind and prose of every block, white space collapsed and soft hyphens left out."""
    read = Document("a", text, written)
    assert len(read.prose) == len(text)
    return [
        (b.kind, " ".join(read.prose[b.span.start : b.span.end].replace(JOINT, "").split()))
        for b in read.blocks
    ]


RST: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "titles",
        "====\nZinc\n====\n\nHarms\n-----\n\nRash\n^^^^\n\nDose\n----\nText.",
        [("title", "Zinc"), ("heading", "Harms"), ("heading", "Rash"), ("heading", "Dose"),
         ("paragraph", "Text.")],
    ),
    (
        "lists",
        "- one\n  more\n\n  - two\n\n1. three\n#. four\n",
        [("list-item", "one more"), ("list-item", "two"), ("list-item", "three"),
         ("list-item", "four")],
    ),
    ("definitions", "Zinc\n   A metal.\n", [("list-item", "Zinc"), ("paragraph", "A metal.")]),
    (
        "quotation",
        "One.\n\n   Two.\n\n   -- Ada\n",
        [("paragraph", "One."), ("quote", "Two."), ("quote", "-- Ada")],
    ),
    (
        "note",
        ".. note:: One\n   two.\n\n   - three\n\nFour.",
        [("paragraph", "One two."), ("list-item", "three"), ("paragraph", "Four.")],
    ),
    (
        "titled note",
        "Zinc\n====\n\n.. admonition:: One\n   :class: x\n\n   Two.\n",
        [("title", "Zinc"), ("heading", "One"), ("paragraph", "Two.")],
    ),
    (
        "literal block",
        "Look::\n\n   cures\n\n   cures\n\nDone.",
        [("paragraph", "Look:"), ("code", ""), ("paragraph", "Done.")],
    ),
    ("code", ".. code-block:: py\n\n   cures\n\nDone.", [("code", ""), ("paragraph", "Done.")]),
    (
        "grid table",
        "+----+------+\n| A  | B    |\n+====+======+\n| 5  | 1 mg |\n+----+------+\n",
        [("table", "A"), ("table", "B"), ("table", "5"), ("table", "1 mg")],
    ),
    (
        "simple table",
        "===  ====\nA    B\n===  ====\n5    1 mg\n===  ====\n\nDone.",
        [("table", "A"), ("table", "B"), ("table", "5"), ("table", "1 mg"), ("paragraph", "Done.")],
    ),
    (
        "list table",
        ".. list-table::\n   :header-rows: 1\n\n   * - Age\n     - Dose\n   * - 5\n     - 1 mg\n",
        [("table", "Age"), ("table", "Dose"), ("table", "5"), ("table", "1 mg")],
    ),
    ("line block", "| One\n| two\n", [("paragraph", "One two")]),
    (
        "inline markup",
        "*One* **two** ``three`` `four <https://e.org>`_ `five`_ :ref:`six` |seven| [8]_ nine_.",
        [("paragraph", "One two four five six [8] nine .")],
    ),
    ("word with markup inside", "H\\ :sub:`2`\\ O", [("paragraph", "H2O")]),
    (
        "sources",
        "Zinc\n====\n\nSources\n-------\n\n.. [1] Okafor.\n   2020.\n",
        [("title", "Zinc"), ("heading", "Sources"), ("references", "Okafor. 2020.")],
    ),
    ("nothing", ".. _x: https://e.org\n\n.. |y| replace:: cures\n\n.. a\n   comment\n\n----\n", []),
    (
        "a sentence that begins like a list",
        "A. Lund wrote this\nin 2020.",
        [("paragraph", "A. Lund wrote this in 2020.")],
    ),
]  # fmt: skip

ADOC: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "titles",
        "= Zinc\n\n== Harms\n\n=== Rash\nText.",
        [("title", "Zinc"), ("heading", "Harms"), ("heading", "Rash"), ("paragraph", "Text.")],
    ),
    (
        "lists",
        "* one\nmore\n** two\n. three\n- [x] four\n\nFive.",
        [("list-item", "one more"), ("list-item", "two"), ("list-item", "three"),
         ("list-item", "four"), ("paragraph", "Five.")],
    ),
    (
        "definitions",
        "Zinc:: A metal.\nIron::\n  Another.\n",
        [("list-item", word) for word in ("Zinc", "A metal.", "Iron", "Another.")],
    ),
    (
        "note",
        "NOTE: One.\n\n[TIP]\n====\nTwo.\n====\n",
        [("paragraph", "One."), ("paragraph", "Two.")],
    ),
    (
        "side bar",
        "= Zinc\n\n.Title\n****\nTwo.\n****\n",
        [("title", "Zinc"), ("heading", "Title"), ("paragraph", "Two.")],
    ),
    (
        "quotation",
        "[quote, Ada]\n____\nOne.\n\n* two\n____\nThree.",
        [("quote", "One."), ("quote", "two"), ("paragraph", "Three.")],
    ),
    ("code", "[source,js]\n----\ncures\n----\n\n....\ncures\n....\n\n cures\n", [("code", "")] * 3),
    ("code without a fence", "[source]\ncures\n\nDone.", [("code", ""), ("paragraph", "Done.")]),
    (
        "table",
        '[cols="1,1"]\n|===\n|A |B\n\n|5\n|1 mg\n|===\n\nDone.',
        [("table", "A"), ("table", "B"), ("table", "5"), ("table", "1 mg"), ("paragraph", "Done.")],
    ),
    (
        "inline markup",
        "*One* _two_ `three` https://e.org[four^] link:/x[five] <<a,six>> {seven} #eight# +\nnine",
        [("paragraph", "One two four five six eight nine")],
    ),
    ("words with markup inside", "H~2~O un**frozen** a_b_c", [("paragraph", "H2O unfrozen a_b_c")]),
    (
        "picture",
        "image::a.png[A tube, 200]\n\nimage:b.png[Another].",
        [("paragraph", "A tube"), ("paragraph", "Another .")],
    ),
    (
        "sources",
        "= Zinc\n\n[bibliography]\n== Reading\n\n* [[[a]]] Okafor.\n\n== More\n\nText.",
        [("title", "Zinc"), ("heading", "Reading"), ("references", "Okafor."),
         ("heading", "More"), ("paragraph", "Text.")],
    ),
    (
        "nothing",
        ":a: cures\n\n// cures\n\n////\ncures\n////\n\ninclude::cures[]\n\n[[cures]]\n\n'''\n",
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [pytest.param(text, "rst", found, id=f"rst {name}") for name, text, found in RST]
    + [pytest.param(text, "asciidoc", found, id=f"adoc {name}") for name, text, found in ADOC],
)
def test_blocks_have_their_kinds(
    text: str, written: Format, expected: list[tuple[str, str]], end: str
) -> None:
    assert blocks(text.replace("\n", end), written) == expected


@pytest.mark.parametrize(
    ("text", "written", "stated"),
    [
        ("Zinc\n====\n\n:Author: Ada\n:Date:\n\nText.", "rst", {"author": "Ada", "date": ""}),
        (
            "= Zinc\nAda Moor <a@e.org>\n2024-01-02\n:keywords: zinc\n\nText.",
            "asciidoc",
            {"author": "Ada Moor", "revdate": "2024-01-02", "keywords": "zinc"},
        ),
    ],
)  # fmt: skip
def test_the_head_is_stated_with_places(text: str, written: Format, stated: dict[str, str]) -> None:
    layout = Document("a", text, written).layout
    assert layout.front_matter == stated
    assert [text[each.span.start : each.span.end] for each in layout.metadata] == [*stated.values()]


@pytest.mark.parametrize(
    ("text", "written", "cited"),
    [
        ("A `trial <https://doi.org/10.1/x>`_.", "rst", ["`trial <https://doi.org/10.1/x>`_"]),
        ("It helps [1]_.", "rst", ["[1]_"]),
        ("See :doc:`this <other>`.", "rst", []),
        ("A https://doi.org/10.1/x[trial].", "asciidoc", ["https://doi.org/10.1/x[trial]"]),
        ("It helps.footnote:[Okafor 2020.]", "asciidoc", ["footnote:[Okafor 2020.]"]),
        ("See xref:a.adoc[this].", "asciidoc", []),
    ],
)
def test_links_to_sources_are_citations(text: str, written: Format, cited: list[str]) -> None:
    spans = Document("a", text, written).layout.citations
    assert [text[span.start : span.end] for span in spans] == cited


@pytest.mark.parametrize(
    ("comment", "written"),
    [
        (".. medlint-disable-next-line absolute-claim -- quoted", "rst"),
        (".. medlint-disable-file absolute-claim -- quoted", "rst"),
        ("// medlint-disable-next-line absolute-claim -- quoted", "asciidoc"),
        ("////\nmedlint-disable absolute-claim\n////", "asciidoc"),
    ],
)
def test_comments_suppress_findings(comment: str, written: Format) -> None:
    assert reported("a", f"{DECOY}\n", written)[0]
    assert reported("a", f"{comment}\n\n{DECOY}\n", written) == ([], [])


HOSTILE = {
    "bullets": "- " * 20_000,
    "nested items": "".join(" " * min(2 * n, 400) + "- zinc\n\n" for n in range(20_000)),
    "asterisks": "* " * 20_000 + "*" * 20_000,
    "levels": "".join("*" * (n % 6 + 1) + " zinc\n" for n in range(20_000)),
    "underlines": "=\n" * 20_000,
    "directives": ".. note::\n" * 10_000,
    "nested directives": "".join("   " * n + ".. note::\n\n" for n in range(300)),
    "fences": "====\n-----\n" * 5_000,
    "unclosed fences": "".join("=" * (n + 4) + "\n" for n in range(300)),
    "backticks": "`" * 20_000,
    "roles": ":a:`" * 10_000,
    "open links": "https://e.org[" * 10_000,
    "open brackets": "[" * 20_000 + "\n" + "[[" * 10_000,
    "open references": "<<a," * 10_000 + "`a <" * 10_000,
    "colons": ":" * 20_000 + " a" + "::" * 10_000,
    "fields": ":a" * 20_000,
    "tables": "|===\n|a\n" * 5_000,
    "grids": "+---+\n| a |\n" * 5_000,
    "cells": "+---+\n" + "|a" * 20_000,
    "columns": "== " * 10_000 + "=\n" + "a " * 10_000,
    "footnotes": "footnote:[" * 10_000,
    "substitutions": "|a" * 20_000,
    "carets": "a^b~c" * 10_000,
}


@pytest.mark.parametrize("written", ["rst", "asciidoc"])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_texts_are_read(text: str, written: Format) -> None:
    assert len(Document("a", text, written).prose) == len(text)


# --- generated articles ----------------------------------------------------------------------

OPENINGS = {
    "rst": ["", "At the café they say that ", "For people 🙂 of 50 kg, ", "**Ask** *Zoë* & René: ",
            "See `this <https://example.org/a>`_: ", "With ``code`` and\t", "Note [1]_ that ",
            "In :sup:`x` 2019,\n"],
    "asciidoc": ["", "At the café they say that ", "For people 🙂 of 50 kg, ",
                 "*Ask* _Zoë_ & René: ", "See https://example.org/a[this]: ",
                 "With `code` and\t", "With H~2~O now, ",
                 "So footnote:[A note.] \n"],
}  # fmt: skip
MATCHED = {
    "rst": ["guaranteed", "clinically proven", "clinically\nproven", "clinically *proven",
            "clinically **proven"],
    "asciidoc": ["guaranteed", "clinically proven", "clinically\nproven", "clinically *proven",
                 "clinically _proven", "clinically link:x[proven"],
}  # fmt: skip
ENDS = {"clinically *proven": "*", "clinically **proven": "**", "clinically _proven": "_",
        "clinically link:x[proven": "]"}  # fmt: skip
CLOSINGS = [" for eczema.", " against “eczema”.", " for dry eczema, they say."]
DECOYS = {
    "rst": [".. {}", "``{}``", ".. code-block:: text\n\n   {}", ".. _x: {}", ".. |s| replace:: {}",
            ".. raw:: html\n\n   {}"],
    "asciidoc": ["// {}", "`{}`", "----\n{}\n----", "////\n{}\n////", "[source]\n{}",
                 "....\n{}\n....", "++++\n{}\n++++"],
}  # fmt: skip


def sentence(planting: Planting, written: str, indent: str) -> None:
    chance = planting.chance
    matched = chance.choice(MATCHED[written])
    after = ENDS.get(matched, "") + chance.choice(CLOSINGS)
    opening = chance.choice(OPENINGS[written]).replace("\n", f"\n{indent}")
    planting.plant(opening + "this cream is ", matched.replace("\n", f"\n{indent}"), after)
    planting.write("\n\n")


def grow_rst(planting: Planting, indent: str, depth: int) -> None:
    chance = planting.chance
    opening, step = chance.choice(
        [("", ""), ("- ", "  "), ("#. ", "   "), (".. note:: ", "   "), ("", "   "),
         (".. admonition:: Title\n\n   {0}", "   "), ("Term\n{0}   ", "   "),
         (".. figure:: a.png\n{0}   :alt: A tube\n\n{0}   ", "   ")]
    )  # fmt: skip
    if step and not opening:
        planting.write(f"{indent}As they say.\n\n{indent}{step}")
    else:
        planting.write(indent + opening.format(indent))
    inner = indent + step
    sentence(planting, "rst", inner)
    if chance.random() < 0.5:
        decoy = chance.choice(DECOYS["rst"]).format(DECOY).replace("\n", f"\n{inner}")
        planting.write(f"{inner}{decoy}\n\n")
    if chance.random() < 0.3 and not inner:
        planting.write("Skin\n----\n\n+------+------+\n| Zinc | 5 mg |\n+------+------+\n\n")
    if depth and chance.random() < 0.6:
        grow_rst(planting, inner, depth - 1)


def grow_asciidoc(planting: Planting, depth: int) -> None:
    chance = planting.chance
    opening, closing = chance.choice(
        [("", ""), ("* ", ""), (". ", ""), ("NOTE: ", ""), ("Term:: ", ""), ("== Skin\n\n", ""),
         ("[TIP]\n{0}\n", "{0}\n\n"), ("****{1}\n", "****{1}\n\n"), ("____{1}\n", "____{1}\n\n"),
         ("* One.\n+\n", ""), ("|===\n|A |B\n|5 |1 mg\n|===\n\n", ""), (".Title\n", "")]
    )  # fmt: skip
    marks = "=" * (4 + depth), "_" * depth if opening.startswith("_") else "*" * depth
    planting.write(opening.format(*marks))
    sentence(planting, "asciidoc", "")
    if chance.random() < 0.5:
        planting.write(chance.choice(DECOYS["asciidoc"]).format(DECOY) + "\n\n")
    if depth and chance.random() < 0.6:
        grow_asciidoc(planting, depth - 1)
    planting.write(closing.format(*marks))


def grown_article(seed: int, written: str) -> Planting:
    planting = Planting(Random(seed))
    introduction = "Some people have dry skin, and ask what helps.\n\n"
    if written == "rst":
        planting.write("====================\nCreams for the skin\n====================\n\n")
        planting.write(":Author: Ada Moor\n\n" + introduction)
    else:
        planting.write("= Creams for the skin\nAda Moor\n:toc:\n\n" + introduction)
    for _ in range(planting.chance.randrange(1, 4)):
        if written == "rst":
            grow_rst(planting, "", 4)
        else:
            grow_asciidoc(planting, 4)
    return planting


@pytest.mark.parametrize("written", ["rst", "asciidoc"])
@pytest.mark.parametrize("seed", range(220))
def test_findings_of_a_generated_article_stand_where_the_source_has_them(
    seed: int, written: Format
) -> None:
    planting = grown_article(seed, written)
    end = LINE_ENDS[seed % 3]
    places, matched = reported("a", planting.text.replace("\n", end), written)
    assert matched == [each.replace("\n", end) for each in planting.matched()]
    assert places == planting.places()
