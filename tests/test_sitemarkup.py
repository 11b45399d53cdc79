"""Markdown as sites write it: shortcodes, admonitions, MDX, with places that are the file's."""

from __future__ import annotations

from random import Random

import pytest
from planted import DECOY, Planting, reported

from medlint.document import Document, Format

LINE_ENDS = ["\n", "\r\n", "\r"]


def blocks(text: str, written: Format = "markdown") -> list[tuple[str, str]]:
    """Kind and prose of every block, white space collapsed."""
    read = Document("a.md", text, written)
    return [
        (block.kind, " ".join(read.prose[block.span.start : block.span.end].split()))
        for block in read.blocks
    ]


GONE = [
    ("Hugo", "Water {{< figure src='cures.png' >}} flows."),
    ("Hugo over lines", "Water\n{{< figure\n  src='cures.png'\n>}}\nflows."),
    ("Hugo with Markdown", "Water {{% cures 'x' %}} flows."),
    ("Hugo code", "{{< highlight go >}}\ncures()\n\ncures()\n{{< /highlight >}}\n\nWater flows."),
    ("Liquid tag", "{% include cures.html x=1 %}\n\nWater flows."),
    ("Liquid value", "Water {{ site.cures | upcase }} flows."),
    ("Liquid code", "{% highlight js %}\ncures\n{% endhighlight %}\nWater flows."),
    ("Liquid comment", "{% comment %}\n\nIt cures.\n\n{% endcomment %}\n\nWater flows."),
    ("in an address", "[Water]({{ '/cures' | relative_url }}) flows."),
    ("kind of a note", ":::cures\nWater flows.\n:::"),
    ("kind and attributes", "::: {.cures #x}\nWater flows.\n:::"),
    ("MkDocs kind", "!!! cures\n    Water flows."),
    ("GitHub kind", "> [!CURES]\n> Water flows."),
    ("attributes of a heading", "# Water flows {#cures .cures}"),
]
GONE_MDX = [
    ("import", "import Cures from 'cures'\n\nWater flows."),
    ("import over lines", "import {\n  cures,\n  b,\n} from 'x'\n\nWater flows."),
    ("export", "export const cures = {\n  a: 'cures',\n\n  b: '}',\n}\n\nWater flows."),
    ("component", "<Cures />\n\nWater flows."),
    ("attribute", "<Note title='cures > all' list={[{a: 'cures'}]}>Water</Note> flows."),
    ("expression", "Water {cures.map((each) => { return `${each}` })} flows."),
    ("brace in a text", "Water {'}' + cures} flows."),
    ("comment", "Water {/* it cures */} flows."),
    ("comment over lines", "{/*\nIt cures.\n\n*/}\n\nWater flows."),
    ("fragment", "<>\nWater flows.\n</>\n\n{cures}"),
]


@pytest.mark.parametrize(
    ("text", "written"),
    [pytest.param(text, "markdown", id=name) for name, text in GONE]
    + [pytest.param(text, "mdx", id=f"MDX {name}") for name, text in GONE + GONE_MDX],
)
def test_what_is_no_prose_is_blanked(text: str, written: Format) -> None:
    read = Document("a.md", text, written)
    assert len(read.prose) == len(text)
    assert "cures" not in read.prose.lower()
    assert "flows" in read.prose
    assert not [block for block in read.blocks if block.kind == "code"]


KEPT = [
    ("a word that imports", "import duties cures\n\nexport of cures", "mdx"),
    ("less than", "A dose < 5 mg cures and 3 > 2.", "mdx"),
    ("open brace", "It cures { as they say.", "mdx"),
    ("open tag", "It <b cures.", "mdx"),
    ("braces in Markdown", "It {cures} you.", "markdown"),
    ("open shortcode", "It {{< cures.", "markdown"),
    ("three colons inside", "It ::: cures.", "markdown"),
    ("exclamation marks", "Wow!!! it cures", "markdown"),
]


@pytest.mark.parametrize(("text", "written"), [pytest.param(*c[1:], id=c[0]) for c in KEPT])
def test_what_only_looks_like_markup_is_read(text: str, written: Format) -> None:
    assert "cures" in Document("a.md", text, written).prose


BLOCKS: list[tuple[str, str, Format, list[tuple[str, str]]]] = [
    (
        "note with a title",
        ":::note Did you know?\nZinc is a metal.\n\n- It is grey.\n:::\n\nMore.",
        "markdown",
        [
            ("title", "Did you know?"),
            ("paragraph", "Zinc is a metal."),
            ("list-item", "It is grey."),
            ("paragraph", "More."),
        ],
    ),
    (
        "note of MkDocs",
        '# Zinc\n\n!!! note "Title"\n    One.\n\n    - two\n\n    ??? tip\n        Three.\n\nFour.',
        "markdown",
        [
            ("title", "Zinc"),
            ("heading", "Title"),
            ("paragraph", "One."),
            ("list-item", "two"),
            ("paragraph", "Three."),
            ("paragraph", "Four."),
        ],
    ),
    (
        "notes in quotation marks",
        "> [!WARNING]\n> One.\n\n> [!tip] Two\n> Three.\n\n> Four.",
        "markdown",
        [("paragraph", "One."), ("title", "Two"), ("paragraph", "Three."), ("quote", "Four.")],
    ),
    (
        "definitions",
        "Zinc\n: A metal.\n: A mineral.\n",
        "markdown",
        [("list-item", "Zinc"), ("list-item", "A metal."), ("list-item", "A mineral.")],
    ),
    (
        "indented component",
        "<Tabs>\n  <Tab>\n      One.\n\n      - two\n\n      ```js\n      x = '{'\n"
        "      ```\n  </Tab>\n</Tabs>\n\n    Three.",
        "mdx",
        [("paragraph", "One."), ("list-item", "two"), ("code", ""), ("code", "")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written", "expected"), [pytest.param(*c[1:], id=c[0]) for c in BLOCKS]
)
def test_blocks_have_their_kinds(
    text: str, written: Format, expected: list[tuple[str, str]]
) -> None:
    assert blocks(text, written) == expected


def test_links_of_components_are_citations() -> None:
    text = "A <a href='https://doi.org/10.1/x'>trial</a> and <Link to='/shop'>a shop</Link>."
    read = Document("a.mdx", text, "mdx")
    assert [text[span.start : span.end] for span in read.layout.citations] == [
        "<a href='https://doi.org/10.1/x'>trial</a>"
    ]


def test_comments_of_mdx_suppress_findings() -> None:
    text = f"{{/* medlint-disable-next-line absolute-claim -- quoted */}}\n{DECOY}\n"
    assert reported("a.mdx", text, "mdx") == ([], [])


def test_a_comment_in_code_suppresses_nothing() -> None:
    text = f"```\n{{/* medlint-disable absolute-claim */}}\n```\n\n{DECOY}\n"
    assert len(reported("a.mdx", text, "mdx")[0]) == 1


HOSTILE = {
    "braces": "{" * 40_000,
    "braces and quotes": "{\"'" * 15_000,
    "tags": "<p " * 17_000,
    "tags with braces": "<p a={" * 15_000,
    "shortcodes": "{{< x" * 15_000,
    "Liquid": "{% raw" * 15_000,
    "imports": "import a\n" * 10_000,
    "exports": "export const a = {\n\n" * 5_000,
    "backticks": "` `` ```" * 8_000,
    "colons": ":::note\n" * 15_000,
    "notes": "!!! note\n" * 8_000,
    "notes in notes": "".join("    " * depth + "!!! note\n" for depth in range(200)),
    "components": "<A>\n" * 15_000,
    "comments": "{/*" * 8_000,
    "links": "<a href='x'>" * 8_000,
    "quotations": ">" * 10_000 + " [!x]",
    "attributes": ":::" + "{a}" * 15_000,
    "nested items": "".join(" " * min(2 * n, 400) + "- zinc\n" for n in range(20_000)),
}


@pytest.mark.parametrize("written", ["markdown", "mdx"])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_texts_are_read(text: str, written: Format) -> None:
    assert len(Document("a.md", text, written).prose) == len(text)


# --- generated articles ----------------------------------------------------------------------

OPENINGS = [
    "", "At the café they say that ", "For people 🙂 of 50&nbsp;kg, ", "It&#8217;s said that ",
    "**Ask** *Zoë* &amp; René: ", "See [this](https://example.org/a_(b)): ", "~~Well~~ Now\n",
    "With `code` and\t", "![A tube](tube.png) Today ", "See [1][ref] now, ", "Note[^n] that ",
]  # fmt: skip
MATCHED = [
    "guaranteed", "clinically proven", "clinically *proven", "clinically&nbsp;proven",
    "clinically [proven", "clinically\nproven", "clinically <b>proven",
]  # fmt: skip
ENDS = {"clinically *proven": "*", "clinically [proven": "](#x)", "clinically <b>proven": "</b>"}
CLOSINGS = [" for eczema.", " for **eczema**.", " against “eczema”.", " for eczema&hellip;"]
DECOYS = [
    f"`{DECOY}`", f"<!-- {DECOY} -->", f"```\n{DECOY}\n```", f"[link](x '{DECOY}')",
    f"[d]: https://example.org '{DECOY}'", f"<script>{DECOY}</script>",
]  # fmt: skip
MARKDOWN_DECOYS = [f"{{{{< x '{DECOY}' >}}}}", f"{{% x '{DECOY}' %}}", f"    {DECOY}"]
MDX_DECOYS = [
    f"{{/* {DECOY} */}}", f"<Note title='{DECOY}' />", f"{{'{DECOY}'}}",
    f"export const x = '{DECOY}'",
]  # fmt: skip


def sentence(planting: Planting, indent: str) -> None:
    chance = planting.chance
    matched = chance.choice(MATCHED)
    after = ENDS.get(matched, "") + chance.choice(CLOSINGS)
    opening = chance.choice(OPENINGS).replace("\n", f"\n{indent}")
    planting.plant(opening + "this cream is ", matched.replace("\n", f"\n{indent}"), after)


def grow(planting: Planting, indent: str, depth: int, *, mdx: bool) -> None:
    """Write a block with planted claims, decoys and blocks inside it, at an indentation."""
    chance = planting.chance
    kind = chance.choice(
        [
            "paragraph",
            "item",
            "item",
            "number",
            "quote",
            "table",
            "heading",
            "callout",
            "definition",
        ]
        + (["component", "component"] if mdx else ["bang", "html"])
        + ["colon"]
    )
    inner = indent
    planting.write(indent)
    if kind == "item":
        planting.write("- ")
        inner = f"{indent}  "
    elif kind == "number":
        planting.write("1. ")
        inner = f"{indent}   "
    elif kind == "quote":
        planting.write("> ")
        inner = f"{indent}> "
    elif kind == "callout":
        planting.write(f"> [!NOTE]\n{indent}> ")
        inner = f"{indent}> "
    elif kind == "heading":
        planting.write("## Skin\n\n" + indent)
    elif kind == "definition":
        planting.write(f"Cream\n{indent}: ")
        inner = f"{indent}  "
    elif kind == "colon":
        planting.write(f":::note A title\n{indent}")
    elif kind == "component":
        # In a quotation, deeper text would be code even in MDX.
        inner = indent if ">" in indent else f"{indent}  "
        planting.write(f"<Note kind={{'a > b'}}>\n{inner.rstrip()}\n{inner}")
    elif kind == "bang":
        if indent.strip():
            kind = "paragraph"
        else:
            planting.write(f'!!! note "Title"\n{indent}    ')
            inner = f"{indent}    "
    elif kind == "html":
        planting.write("<b>Ask:</b> ")
    if kind == "table":
        planting.write(f"| Cream | Use |\n{indent}|---|---|\n{indent}| Zinc | 5 mg |\n\n{indent}")
    sentence(planting, inner)
    planting.write("\n")
    blank = inner.rstrip()
    if chance.random() < 0.5:
        decoys = DECOYS + (MDX_DECOYS if mdx else [] if inner else MARKDOWN_DECOYS)
        decoy = chance.choice([each for each in decoys if not (inner and "export" in each)])
        if not (decoy.startswith("    ") and kind != "paragraph"):
            written = decoy.replace("\n", f"\n{inner}")
            planting.write(f"{blank}\n{inner}{written}\n")
    if depth and chance.random() < 0.6 and kind != "html":
        planting.write(f"{blank}\n")
        grow(planting, inner, depth - 1, mdx=mdx)
    if kind == "colon":
        planting.write(f"{blank}\n{indent}:::\n")
    elif kind == "component":
        planting.write(f"{indent.rstrip()}\n{indent}</Note>\n")
    planting.write(f"{indent.rstrip()}\n")


def grown_article(seed: int, *, mdx: bool) -> Planting:
    planting = Planting(Random(seed))
    planting.write("---\ntitle: Creams\n---\n\n")
    if mdx:
        planting.write("import Note from '../note'\n\n")
    planting.write("# Creams for the skin\n\nSome people have dry skin, and ask what helps.\n\n")
    for _ in range(planting.chance.randrange(1, 4)):
        grow(planting, "", 3, mdx=mdx)
    planting.write("\n[^n]: A note.\n\n[ref]: https://example.org\n")
    return planting


@pytest.mark.parametrize("written", ["markdown", "mdx"])
@pytest.mark.parametrize("seed", range(220))
def test_findings_of_a_generated_article_stand_where_the_source_has_them(
    seed: int, written: Format
) -> None:
    planting = grown_article(seed, mdx=written == "mdx")
    end = LINE_ENDS[seed % 3]
    places, matched = reported("a.md", planting.text.replace("\n", end), written)
    assert matched == [each.replace("\n", end) for each in planting.matched()]
    assert places == planting.places()
