"""Markdown as prose: markup is blanked, offsets stay, blocks have their kinds."""

from __future__ import annotations

import pytest

from medlint.document import Document


def document(text: str) -> Document:
    return Document("article.md", text, "markdown")


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and prose of every block, white space collapsed."""
    read = document(text)
    return [
        (block.kind, " ".join(read.prose[block.span.start : block.span.end].split()))
        for block in read.blocks
    ]


def place(text: str, word: str) -> tuple[int, int]:
    """Line and column of a word in the prose."""
    read = document(text)
    return read.position(read.prose.index(word))


PLACES = [
    ("emphasis", "The *new* pill **eases** pain.", "pain", (1, 26)),
    ("nested emphasis", "It ***never*** _really_ eases.", "eases", (1, 25)),
    ("strikethrough", "It ~~cures~~ eases pain.", "eases", (1, 14)),
    ("emphasis over a line end", "It **soon\neases** pain.", "eases", (2, 1)),
    ("words of a link", "A [large *new* trial](https://example.org/a-b) ended.", "trial", (1, 16)),
    ("after a link", "A [trial](https://example.org/a_(b)) ended.", "ended", (1, 38)),
    ("after a link with a title", 'A [trial](https://example.org "Ttl") ended.', "ended", (1, 38)),
    ("reference link", "See [this trial][t] now.\n\n[t]: https://example.org", "now", (1, 21)),
    ("collapsed reference", "See [trial][] now.\n\n[trial]: https://example.org", "now", (1, 15)),
    ("shortcut reference", "See [trial] now.\n\n[trial]: https://example.org", "now", (1, 13)),
    ("footnote mark", "It eases gout.[^a] Then.\n\n[^a]: Ref.", "Then", (1, 20)),
    ("footnote text", "Gout.[^a]\n\n[^a]: Okafor, *Gout*, 2020.", "2020", (3, 23)),
    ("inline code", "Type `dose` and wait.", "wait", (1, 17)),
    ("comment", "Zinc <!-- check this --> helps.", "helps", (1, 26)),
    ("comment over lines", "Zinc\n<!-- check\nthis -->\nhelps.", "helps", (4, 1)),
    ("comment block", "<!-- one\n\ntwo -->\n\nZinc helps.", "Zinc", (5, 1)),
    ("tag", "Zinc <em class='x'>helps</em> you.", "you", (1, 31)),
    ("HTML block", "<div>\n<p>Zinc <b>helps</b> you.</p>\n</div>", "helps", (2, 12)),
    (
        "details",
        "<details>\n<summary>More</summary>\n\nZinc *helps*.\n\n</details>",
        "helps",
        (4, 7),
    ),
    ("table cell", "| Dose | Harm |\n|---|---|\n| 5 mg | *rash* |", "rash", (3, 11)),
    ("entity", "Fish &amp; chips.", "chips", (1, 12)),
    ("numeric entity", "It&#8217;s good.", "good", (1, 12)),
    ("hexadecimal entity", "It&#x2019;s good.", "good", (1, 13)),
    ("escaped mark", r"5 \* 3 \_ doses", "doses", (1, 11)),
    ("list", "- one\n  - two\n    - three *four*", "four", (3, 14)),
    ("numbered list", "1. one\n2. two\n   more", "more", (3, 4)),
    ("task list", "- [x] done *now*", "now", (1, 13)),
    ("block quote", "> one\n> two **three**", "three", (2, 9)),
    ("ATX heading", "## Zinc *and* you ##", "you", (1, 15)),
    ("Setext heading", "Zinc\nand you\n=======", "you", (2, 5)),
    ("YAML front matter", "---\ntitle: Zinc\n---\n\nIt helps.", "helps", (5, 4)),
    ("TOML front matter", "+++\ntitle = 'Zinc'\n+++\n\nIt helps.", "helps", (5, 4)),
    ("hard break", "Zinc helps  \nyou\\\nand me.", "me", (3, 5)),
    ("superscript citation", "Zinc helps.<sup>1,2</sup> So there.", "there", (1, 30)),
    ("picture", "![Zinc pill](a.png) helps.", "helps", (1, 21)),
    ("wide characters", "Ünï 🙂 *co\u0301d* **zinc**", "zinc", (1, 16)),
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "word", "expected"), [pytest.param(*case[1:], id=case[0]) for case in PLACES]
)
def test_words_stand_where_the_source_has_them(
    text: str, word: str, expected: tuple[int, int], end: str
) -> None:
    assert place(text.replace("\n", end), word) == expected


GONE = [
    ("link address", "A [trial](https://example.org/cures).", "cures"),
    ("reference definition", "A [trial][1].\n\n[1]: https://example.org/cures 'cures'", "cures"),
    ("inline code", "Run `cures` now.", "cures"),
    ("fenced code", "Run this:\n\n```sh\ncures --all\n```", "cures"),
    ("tilde fence", "Run this:\n\n~~~\ncures --all\n~~~", "cures"),
    ("indented code", "Run this:\n\n    cures --all", "cures"),
    ("code in a list", "- run\n\n      cures --all", "cures"),
    ("comment", "Zinc <!-- cures --> helps.", "cures"),
    ("unclosed comment", "Zinc helps.\n\n<!-- cures", "cures"),
    ("attribute", 'Zinc <a title="cures" href="#x">helps</a>.', "cures"),
    ("script", "<script>\nvar cures = 1;\n</script>\n\nZinc helps.", "cures"),
    ("style sheet", "<style>.cures {color: red}</style>\n\nZinc helps.", "cures"),
    ("front matter", "---\nslug: cures\n---\n\nZinc helps.", "cures"),
    ("footnote name", "Zinc helps.[^cures]\n\n[^cures]: A study.", "cures"),
    ("superscript citation", "Zinc helps.<sup>47</sup>", "47"),
    ("list number", "47. Zinc helps.", "47"),
    ("picture address", "![A pill](cures.png)", "cures"),
]


@pytest.mark.parametrize(("text", "word"), [pytest.param(*c[1:], id=c[0]) for c in GONE])
def test_markup_is_no_prose(text: str, word: str) -> None:
    assert word not in document(text).prose


def test_a_raised_figure_behind_a_number_stays() -> None:
    assert "9" in document("Take 10<sup>9</sup> live bacteria.").prose


@pytest.mark.parametrize(
    ("entity", "character"),
    [
        ("&amp;", "&"),
        ("&nbsp;", "\u00a0"),
        ("&rsquo;", "’"),
        ("&#39;", "'"),
        ("&#x2265;", "≥"),
        ("&mu;", "μ"),
        ("&nosuch;", "&nosuch;"),
        ("&#10;", "&#10;"),
        ("&#0;", "\ufffd"),
    ],
)
def test_an_entity_is_its_character_and_spaces(entity: str, character: str) -> None:
    text = f"before {entity} after"
    assert document(text).prose == f"before {character.ljust(len(entity))} after"


BLOCKS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "headings and paragraphs",
        "# Zinc\n\nOne.\n\n## Harms\n\nTwo\nlines.",
        [
            ("title", "Zinc"),
            ("paragraph", "One."),
            ("heading", "Harms"),
            ("paragraph", "Two lines."),
        ],
    ),
    ("tight list", "- one\n- two\n", [("list-item", "one"), ("list-item", "two")]),
    ("loose list", "- one\n\n- two\n", [("list-item", "one"), ("list-item", "two")]),
    (
        "item of two paragraphs",
        "- one\n\n  more\n- two\n",
        [("list-item", "one"), ("list-item", "more"), ("list-item", "two")],
    ),
    (
        "nested lists",
        "- one\n  1. two\n     - three\n- four\n",
        [("list-item", word) for word in ("one", "two", "three", "four")],
    ),
    ("quotation", "> One.\n> Two.\n", [("quote", "One. Two.")]),
    ("quotation in a list", "- one\n  > two\n", [("list-item", "one"), ("quote", "two")]),
    ("list in a quotation", "> - one\n> - two\n", [("quote", "one"), ("quote", "two")]),
    (
        "table",
        "| Dose | Harm |\n|---|---|\n| 5 mg | |\n",
        [("table", "Dose"), ("table", "Harm"), ("table", "5 mg")],
    ),
    (
        "reference list",
        "# Zinc\n\nText.\n\n## References\n\n1. Okafor.\n2. Berg.\n\n## Contact\n\nText.",
        [
            ("title", "Zinc"),
            ("paragraph", "Text."),
            ("heading", "References"),
            ("references", "Okafor."),
            ("references", "Berg."),
            ("heading", "Contact"),
            ("paragraph", "Text."),
        ],
    ),
    (
        "footnotes",
        "Text.[^1]\n\n[^1]: Okafor.\n\n    Second part.\n\nMore.",
        [
            ("paragraph", "Text."),
            ("references", "Okafor."),
            ("references", "Second part."),
            ("paragraph", "More."),
        ],
    ),
    (
        "metadata lines",
        "# Zinc\n\nISSN: 1111-2222\n\nBy Dr. Ada Moor\n\nLast reviewed: 3 May 2024\n\nText.",
        [
            ("title", "Zinc"),
            ("metadata", "ISSN: 1111-2222"),
            ("metadata", "By Dr. Ada Moor"),
            ("metadata", "Last reviewed: 3 May 2024"),
            ("paragraph", "Text."),
        ],
    ),
    ("code", "One.\n\n```\nx = 1\n```\n", [("paragraph", "One."), ("code", "")]),
    (
        "HTML paragraphs",
        "<p>One <i>two</i>.</p>\n\n<hr>\n\nThree.",
        [("paragraph", "One two ."), ("paragraph", "Three.")],
    ),
    (
        "HTML table and list",
        "<table>\n<tr><th>Age</th><td>5 mg</td></tr>\n</table>\n\n<ul><li>One.<li>Two.</ul>\n\n"
        "<blockquote><p>Three.</p><p>Four.</blockquote>",
        [
            ("table", "Age"),
            ("table", "5 mg"),
            ("list-item", "One."),
            ("list-item", "Two."),
            ("quote", "Three."),
            ("quote", "Four."),
        ],
    ),
    ("nothing but markup", "---\n\n***\n\n<br>\n\n[x]: https://example.org\n", []),
    ("deep heading first", "### Zinc\n\n#### Harms\n", [("title", "Zinc"), ("heading", "Harms")]),
    (
        "later level-1 heading",
        "## Before\n\n# Zinc\n\nText.",
        [("heading", "Before"), ("title", "Zinc"), ("paragraph", "Text.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in BLOCKS])
def test_blocks_have_their_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


def test_headings_know_their_level() -> None:
    read = document("# One\n\n## Two\n\n#### Four\n\nTwo again\n---\n")
    assert [block.level for block in read.blocks] == [1, 2, 4, 2]


@pytest.mark.parametrize(
    "front_matter",
    ['---\ntitle: "Zinc for colds"\ndate: 2024\n---\n', "+++\ntitle = 'Zinc for colds'\n+++\n"],
)
def test_the_stated_title_is_read_where_no_heading_is_one(front_matter: str) -> None:
    assert ("title", "Zinc for colds") in blocks(front_matter + "\nText.\n\n## Harms\n\nText.")


def test_the_level_1_heading_is_the_title_and_not_the_stated_one() -> None:
    found = blocks("---\ntitle: Short name\n---\n\n# Zinc for colds\n\nText.")
    assert [text for kind, text in found if kind == "title"] == ["Zinc for colds"]
    assert "Short name" not in " ".join(text for _, text in found)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "---\ntitle: Zinc: a guide\nDate: 2024-01-02\n---\n",
            {"title": "Zinc: a guide", "date": "2024-01-02"},
        ),
        ('+++\ntitle = "Zinc"\ndraft = true\n+++\n', {"title": "Zinc", "draft": "true"}),
        ("# Zinc\n", {}),
    ],
)
def test_front_matter_is_read_as_pairs(text: str, pairs: dict[str, str]) -> None:
    assert document(text).layout.front_matter == pairs


def test_front_matter_is_stated_with_the_place_of_each_value() -> None:
    text = "---\nTitle: 'Zinc: a guide'\nreviewer:\n---\n\nText.\n"
    found = document(text).layout.metadata
    assert [(each.key, each.value, each.carrier) for each in found] == [
        ("title", "Zinc: a guide", "front-matter"),
        ("reviewer", "", "front-matter"),
    ]
    assert [text[each.span.start : each.span.end] for each in found] == ["Zinc: a guide", ""]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("---\ntitle: Zinc\n\nText goes on.", True),
        ("+++\ntitle = 'Zinc'\n\nText goes on.", True),
        ("---\ntitle: Zinc\n---\n\nText.", False),
        ("---\n\nA rule above.", False),
    ],
)
def test_front_matter_that_is_never_closed_is_broken(text: str, broken: bool) -> None:
    assert document(text).layout.broken_front_matter is broken


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("A [trial](https://example.org/a).", ["[trial](https://example.org/a)"]),
        ("A [trial][t].\n\n[t]: https://example.org", ["[trial][t]"]),
        ("Gout eases.[^1]\n\n[^1]: Okafor.", ["[^1]"]),
        ("See <https://example.org>.", ["<https://example.org>"]),
        ("See [3](#ref3).", ["[3](#ref3)"]),
        ("See [our shop](/shop/zinc).", []),
        ("Mail [us](mailto:a@example.org).", []),
        ("See [nothing].", []),
    ],
)
def test_links_to_sources_and_footnotes_are_citations(text: str, cited: list[str]) -> None:
    spans = document(text).layout.citations
    assert [text[span.start : span.end] for span in spans] == cited


def test_only_closed_comments_are_comments() -> None:
    text = "One <!-- a --> two <!-- b\nc --> three <!-- d"
    spans = document(text).layout.comments
    assert [text[span.start : span.end] for span in spans] == ["<!-- a -->", "<!-- b\nc -->"]
