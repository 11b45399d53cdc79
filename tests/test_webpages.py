"""HTML pages: what is article and what is not, and where it stands in the source."""

from __future__ import annotations

from random import Random

import pytest
from planted import DECOY, Planting, reported

from medlint.config import Config
from medlint.document import Document
from medlint.engine import lint
from medlint.layout import JOINT
from medlint.rulebook import Rulebook

LINE_ENDS = ["\n", "\r\n", "\r"]


def page(text: str) -> Document:
    return Document("page.html", text, "html")


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and prose of every block, white space collapsed."""
    read = page(text)
    return [
        (block.kind, " ".join(read.prose[block.span.start : block.span.end].split()))
        for block in read.blocks
    ]


def prose(text: str) -> str:
    return " ".join(page(text).prose.split())


def place(text: str, word: str) -> tuple[int, int]:
    read = page(text)
    return read.position(read.prose.index(word))


PLACES = [
    ("tags around", "<p>The <em>new</em> pill <b>eases</b> pain.</p>", "pain"),
    ("attributes over lines", "<p\n class='a'\n>Zinc helps.</p>", "helps"),
    ("named entity", "<p>Fish &amp; chips.</p>", "chips"),
    ("entity without an end", "<p>Fish &amp chips.</p>", "chips"),
    ("numeric entity", "<p>It&#8217;s good.</p>", "good"),
    ("entity in a tag", "<p title='a &gt; b'>Zinc</p>", "Zinc"),
    ("comment", "<p>Zinc <!-- a > b --> helps.</p>", "helps"),
    ("wide characters", "<p>Ünï 🙂 <i>co\u0301d</i> <b>zinc</b></p>", "zinc"),
    ("tabs", "<p>\tZinc\t<b>helps</b></p>", "helps"),
    ("script before", "<script>if (a<b) '</p>';\n</script><p>Zinc</p>", "Zinc"),
    ("text behind the body", "<body><p>a</p></body>\n zinc", "zinc"),
    ("no tags at all", "Zinc\nhelps.", "helps"),
    ("less than", "<p>A dose < 5 mg and > 3 mg of zinc.</p>", "zinc"),
    ("picture", "<p>See <img src=a.png alt='a zinc pill'> here.</p>", "zinc"),
    ("byte order mark", "\ufeff<p>Zinc</p>", "Zinc"),
]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize(("text", "word"), [pytest.param(*case[1:], id=case[0]) for case in PLACES])
def test_words_stand_where_the_source_has_them(text: str, word: str, end: str) -> None:
    at = text.rindex(word)
    expected = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    assert place(text.replace("\n", end), word) == expected


GONE = [
    ("script", "<script>cures</script>"),
    ("style sheet", "<style>.cures {}</style>"),
    ("template", "<template><p>cures</p></template>"),
    ("drawing", "<svg><title>cures</title><text>cures</text></svg>"),
    ("frame", "<iframe>cures</iframe>"),
    ("without scripts", "<noscript><p>cures</p></noscript>"),
    ("navigation", "<nav><p>cures</p></nav>"),
    ("navigation by role", "<div role='navigation'><p>cures</p></div>"),
    ("page header", "<header><p>cures</p></header>"),
    ("page footer", "<footer><p>cures</p></footer>"),
    ("aside", "<aside><p>cures</p></aside>"),
    ("form", "<form><p>cures</p><input value='cures'></form>"),
    ("button", "<button>cures</button>"),
    ("choice", "<select><option>cures<option>cures</select>"),
    ("dialog", "<dialog open><p>cures</p></dialog>"),
    ("hidden", "<p hidden>cures</p>"),
    ("hidden from readers", "<p aria-hidden='true'>cures</p>"),
    ("not displayed", "<p style='color: red; display:none'>cures</p>"),
    ("invisible", "<div style='visibility: hidden'><p>cures</p></div>"),
    ("cookie banner", "<div class='cookie-banner'><p>cures</p></div>"),
    ("consent by id", "<div id='onetrust-consent-sdk'><p>cures</p></div>"),
    ("camel case", "<div class='CookieConsent'><p>cures</p></div>"),
    ("breadcrumbs", "<div class='breadcrumbs'><a href='/'>cures</a></div>"),
    ("share links", "<ul class='share-buttons'><li>cures</ul>"),
    ("side bar", "<div class='sidebar-primary widget-area sidebar'><p>cures</p></div>"),
    ("newsletter", "<section class='newsletter-signup'><p>cures</p></section>"),
    ("related articles", "<div class='related-posts'><h3>cures</h3></div>"),
    ("readers' comments", "<div id='comments' class='comments-area'><p>cures</p></div>"),
    ("advertisement", "<div class='ad-container'><p>cures</p></div>"),
    ("skip link", "<a class='skip-link' href='#main'>cures</a>"),
    (
        "list of links",
        "<ul><li><a href='/a'>cures</a><li><a href='/b'>b</a><li><a href='/c'>c</a></ul>",
    ),
    (
        "cell of links",
        "<table><tr><td><a href=/a>a</a> | <a href=/b>b</a> | <a href=/c>cures</a></table>",
    ),
    ("menu without a hyphen", "<div class='leftmenu'><p>cures</p></div>"),
    ("comment", "<!-- cures -->"),
    ("attribute", "<p title='cures' data-x='cures'>Water.</p>"),
    ("code", "<pre><code>cures</code></pre>"),
    ("code in a line", "<p>Type <code>cures</code>.</p>"),
    ("unfinished tag", "<p>Water.</p><p class='cures"),
    ("no tag", "</cures><p>Water.</p>"),
    ("declaration", "<!DOCTYPE cures><?php cures ?>"),
]
ARTICLE = "<h1>Zinc</h1>\n<p>Zinc is a metal that the body needs.</p>\n<p>Adults have it.</p>\n"


@pytest.mark.parametrize("furniture", [pytest.param(c[1], id=c[0]) for c in GONE])
def test_what_is_no_part_of_the_article_is_not_read(furniture: str) -> None:
    assert "cures" not in prose(f"<html><body>{ARTICLE}{furniture}</body></html>")


KEPT = [
    ("header of the article", "<article><header><h1>T</h1><p>cures</p></header><p>x</p></article>"),
    ("the page's only heading", "<header><h1>cures</h1></header><main><p>Water.</p></main>"),
    ("callout", "<aside class='callout'><p>cures</p></aside>"),
    ("warning box", "<aside class='box box--warning'><p>cures</p></aside>"),
    ("details", "<details><summary>More</summary>cures</details>"),
    ("caption", "<figure><figcaption>cures</figcaption></figure>"),
    ("whole page in a form", "<form id='aspnetForm'><p>a</p><p>b</p><p>cures</p></form>"),
    ("class of the body", "<body class='has-sidebar cookies-on'><p>cures</p></body>"),
    ("wrapper named for its sidebar", f"<div class='sidebar'><h1>T</h1>{'<p>cures</p>' * 9}</div>"),
    ("social as a topic", "<div class='social-anxiety'><p>cures</p></div>"),
    ("heading named search", "<h2 id='search'>cures</h2>"),
    ("sources in a footer", "<article><p>x</p><footer class='references'>cures</footer></article>"),
    ("list with some links", "<ul><li>It cures <a href='/x'>gout</a> and<li>more<li>so</ul>"),
    (
        "sources that are all links",
        "<ul><li><a href='https://a.example/1'>Okafor</a><li><a href='https://b.example'>cures</a>"
        "<li><a href='https://c.example'>Berg</a></ul>",
    ),
    ("frames of a definition", "<dl><dt>Zinc<dd>cures</dl>"),
]


@pytest.mark.parametrize("text", [pytest.param(c[1], id=c[0]) for c in KEPT])
def test_what_belongs_to_the_article_is_read(text: str) -> None:
    assert "cures" in prose(text)


def test_only_the_main_content_is_read() -> None:
    text = f"<div><p>cures</p></div><main>{ARTICLE}</main><div><p>cures</p></div>"
    assert "cures" not in prose(text)


def test_a_main_element_that_holds_next_to_nothing_is_not_the_content() -> None:
    assert "metal" in prose(f"<main><p>Hi</p></main><div>{ARTICLE * 3}</div>")


BLOCKS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "headings and paragraphs",
        "<h1>Zinc</h1><p>One.<h2>Harms</h2><p>Two<br>lines.",
        [
            ("title", "Zinc"),
            ("paragraph", "One."),
            ("heading", "Harms"),
            ("paragraph", "Two lines."),
        ],
    ),
    (
        "the title of the head",
        "<title>Zinc for colds | My Site</title><body><p>One.",
        [("title", "Zinc for colds"), ("paragraph", "One.")],
    ),
    (
        "the heading before the title of the head",
        "<title>Zinc</title><body><h1>On zinc</h1><p>One.",
        [("title", "On zinc"), ("paragraph", "One.")],
    ),
    (
        "text without elements",
        "One.<div>Two.</div>Three.",
        [("paragraph", w) for w in ("One.", "Two.", "Three.")],
    ),
    (
        "two breaks end a paragraph",
        "<p>One.<br><br>Two.",
        [("paragraph", "One."), ("paragraph", "Two.")],
    ),
    (
        "nested lists",
        "<ul><li>one<ol><li>two</li></ol>more<li><p>three</p></ul>",
        [("list-item", word) for word in ("one", "two", "more", "three")],
    ),
    (
        "quotation",
        "<blockquote><p>One.</p><ul><li>two</ul></blockquote>",
        [("quote", "One."), ("quote", "two")],
    ),
    (
        "table",
        "<table><caption>Doses</caption><tr><th>Age<th>Dose<tr><td>Adult<td></table>",
        [("table", word) for word in ("Doses", "Age", "Dose", "Adult")],
    ),
    (
        "table that is a layout",
        "<table><tr><td><h1>Zinc</h1><p>One.</p><p>Two.</p></td></tr></table>",
        [("title", "Zinc"), ("paragraph", "One."), ("paragraph", "Two.")],
    ),
    ("code", "<p>One.</p><pre>x = 1</pre>", [("paragraph", "One."), ("code", "")]),
    (
        "references under a heading",
        "<h1>Z</h1><h2>References</h2><ol><li>Okafor.</ol><h2>Contact</h2><p>Text.",
        [
            ("title", "Z"),
            ("heading", "References"),
            ("references", "Okafor."),
            ("heading", "Contact"),
            ("paragraph", "Text."),
        ],
    ),
    (
        "references by class",
        "<p>x<ol class='footnotes'><li>Okafor.</ol>",
        [("paragraph", "x"), ("references", "Okafor.")],
    ),
    (
        "definitions",
        "<dl><dt>Zinc<dd>A metal.</dl>",
        [("list-item", "Zinc"), ("list-item", "A metal.")],
    ),
    (
        "byline and date",
        "<h1>Zinc</h1><div class='byline'>Ada Moor, 3 May 2024</div>"
        "<p>Last reviewed: 3 May 2024<p>Text.",
        [
            ("title", "Zinc"),
            ("metadata", "Ada Moor, 3 May 2024"),
            ("metadata", "Last reviewed: 3 May 2024"),
            ("paragraph", "Text."),
        ],
    ),
    ("nothing", "<div><p></p>&nbsp;<hr><img src='a.png' alt=''></div>", []),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in BLOCKS])
def test_blocks_have_their_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


def test_headings_know_their_level_and_cells_their_row() -> None:
    text = "<h1>a</h1><h3>b</h3><table><tr><td>c<td>d<tr><td>e</table>"
    assert [block.level for block in page(text).blocks] == [1, 3, 1, 1, 2]


def test_a_tag_behind_a_bracket_is_no_part_of_a_word() -> None:
    assert prose("<p>Fewer (<b>much</b>) doses.</p>") == "Fewer ( much ) doses."


def test_markup_inside_a_word_leaves_it_whole() -> None:
    text = "<p>Vitamin B<sub>12</sub>, na&iuml;ve, don&rsquo;t</p>"
    found = page(text).prose.replace(JOINT, "")
    assert " ".join(found.split()) == "Vitamin B12 , naïve, don’t"


def test_a_raised_figure_behind_a_number_is_no_part_of_it() -> None:
    assert prose("<p>Take 10<sup>9</sup> bacteria.</p>") == "Take 10 9 bacteria."


def test_a_citation_mark_is_no_word() -> None:
    assert (
        prose("<p>It helps.<sup><a href='#r1'>1</a>,<a href='#r2'>2</a></sup> So.")
        == "It helps. So."
    )


CITED = [
    ("another site", "<a href='https://example.org/a'>trial</a>", True),
    ("DOI", "<a href='//doi.org/10.1000/1'>trial</a>", True),
    ("note", "<a href='#ref-3'>3</a>", True),
    ("Wikipedia's note", "<a href='#cite_note-3'>[3]</a>", True),
    ("page of the site", "<a href='/shop'>shop</a>", False),
    ("page of the site, in full", "<a href='https://www.own.example/shop'>shop</a>", False),
    ("mail", "<a href='mailto:a@example.org'>us</a>", False),
    ("sharing", "<a href='https://www.facebook.com/sharer/sharer.php?u=1'>Share</a>", False),
    ("section", "<a href='#dose'>dose</a>", False),
    ("navigation", "<nav><a href='https://example.org/a'>trial</a></nav>", False),
    ("no address", "<a name='x'>trial</a>", False),
    ("broken address", "<a href='https://[x/'>trial</a>", True),
]  # fmt: skip


@pytest.mark.parametrize(("link", "cites"), [pytest.param(*c[1:], id=c[0]) for c in CITED])
def test_links_to_sources_are_citations(link: str, cites: bool) -> None:
    text = f"<link rel=canonical href='https://own.example/zinc'>{ARTICLE}<p>See {link}.</p>"
    assert bool(page(text).layout.citations) is cites


def test_the_source_has_addresses_and_numbers_in_their_places() -> None:
    text = "<ol>\n<li>Okafor. <a href='https://doi.org/10.1/a&amp;b'>Link</a>\n<li>Berg.\n</ol>"
    source = page(text).layout.source
    assert len(source) == len(text)
    assert source.index("https://doi.org/10.1/a&") == text.index("https:")
    assert [line.split()[0] for line in source.splitlines()[1:3]] == ["1.", "2."]


def test_what_the_page_says_about_itself_is_read_with_its_place() -> None:
    text = (
        "<html lang=en><head><title> Zinc &amp; you </title>\n"
        "<meta name='Author' content=\"Ada O&#39;Moor\">\n"
        "<meta property=article:modified_time content=''>\n"
        "<script type='application/ld+json'>\n"
        '{"@graph": [{"author": {"@id": "#a"}, "@type": "MedicalWebPage",\n'
        '  "datePublished": "2024-01-02", "keywords": ["zinc", "cold\\u2019s"]},\n'
        ' {"@type": "Person", "@id": "#a", "name": "Ada Moor"}]}\n'
        "</script></head><body><p>By <a rel=author href=/a>Ada <b>Moor</b></a>\n"
        "<time itemprop=dateModified datetime=2024-02-03>3 Feb</time>"
    )
    read = page(text)
    found = {
        (s.carrier, s.of, s.key): (s.value, text[s.span.start : s.span.end])
        for s in read.layout.metadata
    }
    article = ("json-ld", "MedicalWebPage")
    assert found["title", "", "title"] == ("Zinc & you", "Zinc &amp; you")
    assert found["meta", "", "author"] == ("Ada O'Moor", "Ada O&#39;Moor")
    assert found["meta", "", "article:modified_time"] == ("", "")
    assert found["meta", "", "lang"] == ("en", "en")
    assert found[*article, "datepublished"] == ("2024-01-02", "2024-01-02")
    assert found[*article, "keywords"] == ("cold’s", "cold\\u2019s")
    assert found[*article, "author.name"] == ("Ada Moor", "Ada Moor")
    assert found["microdata", "", "author"] == ("Ada Moor", "Ada <b>Moor</b>")
    assert found["microdata", "", "datemodified"] == ("2024-02-03", "2024-02-03")


@pytest.mark.parametrize("data", ["", "{", '{"a": }', '{"a": "b', "[1, 2", "]", '"', "{'a': 1}"])
def test_broken_linked_data_is_passed_over(data: str) -> None:
    text = f"<script type='application/ld+json'>{data}</script>{ARTICLE}"
    assert "metal" in prose(text)


def test_comments_suppress_findings() -> None:
    text = f"<p>a</p>\n<!-- medlint-disable-next-line absolute-claim -- a -->\n<p>{DECOY}</p>\n"
    assert reported("page.html", text, "html") == ([], [])


def test_a_page_has_the_findings_of_the_same_article_in_markdown() -> None:
    markdown = (
        "# Elderberry syrup for flu\n\nElderberry syrup **cures** flu in 3 days, and it’s safe.\n\n"
        "A [trial](https://doi.org/10.1000/xyz123) found that it eases fever.\n\n"
        "- It guarantees a winter without flu.\n- Take 5.0 mg QD.\n"
    )
    html = (
        "<!doctype html><title>x</title><nav>Miracle cure</nav><main><h1>Elderberry syrup for flu"
        "</h1>\n<p>Elderberry syrup <b>cures</b> flu in 3&nbsp;days, and it&#8217;s safe.</p>\n"
        "<p>A <a href='https://doi.org/10.1000/xyz123'>trial</a> found that it eases fever.</p>\n"
        "<ul><li>It guarantees a winter without flu.</li>\n<li>Take 5.0 mg QD.</li></ul></main>"
    )
    found = [
        sorted((f.rule, f.message) for f in lint([document], Rulebook.load(), Config()))
        for document in (Document("a.md", markdown, "markdown"), page(html))
    ]
    assert found[0]
    assert found[0] == found[1]


HOSTILE = {
    "unfinished tags": "<p " * 17_000,
    "nested boxes": "<div>" * 20_000 + "zinc",
    "nested lists": "<ul><li>zinc " * 20_000,
    "one huge attribute": f"<p class='{'share-' * 50_000}'>zinc",
    "many attributes": f"<p {'a=b ' * 20_000}>zinc<img {'a=b ' * 20_000} alt=x>",
    "unclosed attribute": "<a href='" + "x" * 300_000,
    "unclosed comments": "<!--" * 20_000,
    "stray end tags": "<div>" * 10_000 + "</p></b></td>" * 10_000,
    "headers in headers": "<header><h1>x" * 10_000,
    "tables in tables": "<table><tr><td>" * 8_000 + "x",
    "unclosed raised text": "a<sup>1" * 10_000,
    "breaks": "zinc" + "<br>" * 20_000,
    "deep data": "<script type='application/ld+json'>" + '{"a":' * 50_000 + "</script>zinc",
    "a title of spaces": "<title>a" + " " * 50_000 + "b</title>",
    "ampersands": "&" * 50_000 + "&#" * 20_000,
    "unclosed bold": "<b>" * 20_000 + "<p>zinc" * 2_000,
}


@pytest.mark.parametrize("text", [pytest.param(t, id=name) for name, t in HOSTILE.items()])
def test_hostile_pages_are_read(text: str) -> None:
    assert len(page(text).prose) == len(text)


# --- generated pages -------------------------------------------------------------------------

OPENINGS = [
    "", "At the caf&eacute; they say that ", "For people 🙂 of 50&nbsp;kg, ",
    "\tIt&#8217;s said that ",
    "<b>Ask</b> Zo&euml; &amp; Ren\u00e9: ", "With H<sub>2</sub>O and B<sub>12</sub>, ",
    "<!-- note --> So ", "<span title='a > b'>Now</span> ", "In a study\n  from 2019, ",
]  # fmt: skip
MATCHED = [
    "guaranteed", "clinically proven", "clinically <wbr>proven", "clinically\n\tproven",
    "clinically&nbsp;proven", "clini<i>cally</i> proven", "guarant&#101;ed",
    "clinically <!-- x --> proven", "guarante&#101;&#100;", "clinically</i> <i>proven",
]  # fmt: skip
CLOSINGS = [
    " for eczema.",
    " for eczema&hellip;",
    " against &ldquo;eczema&rdquo;.",
    " for <b>eczema</b>.\n",
]
INLINE = [("", ""), ("<b>", "</b>"), ("<span class='x'>", "</span>"), ("<a href='/x'>", "</a>")]
BOXES = [
    ("<div>", "</div>"), ("<section class='body'>\n", "</section>\n"), ("<p>", "</p>\n"),
    ("<p>", ""), ("<ul>\n<li>", "</li></ul>"), ("<ol><li>One.<li>", "</ol>"),
    ("<blockquote><p>", "</blockquote>"),
    ("<details><summary>More</summary>", "</details>\n"), ("<dl><dt>Cream<dd>", "</dl>"),
    ("<aside class='note'>", "</aside>"), ("<figure><figcaption>", "</figcaption></figure>"),
]  # fmt: skip
DECOYS = [
    "<nav><p>{}</p></nav>", "<script>'<p>{}</p>'</script>", "<!-- {} -->", "<p hidden>{}</p>",
    "<div class='cookie-notice'><p>{}</p></div>", "<img src='{}'>", "<pre>{}</pre>",
    "<form><p>{}</p></form>", "<aside>{}</aside>", "<style>{}</style>", "<button>{}</button>",
]  # fmt: skip


def grow(planting: Planting, depth: int) -> None:
    """Write a box with a planted claim, decoys and more boxes."""
    chance = planting.chance
    opening, closing = chance.choice(BOXES)
    planting.write(opening)
    before, after = chance.choice(INLINE)
    planting.plant(
        chance.choice(OPENINGS) + "this cream is " + before,
        chance.choice(MATCHED),
        after + chance.choice(CLOSINGS),
    )
    if chance.random() < 0.5:
        planting.write(chance.choice(DECOYS).format(DECOY))
    if depth and chance.random() < 0.7:
        planting.write("\n" * chance.randrange(3))
        grow(planting, depth - 1)
    planting.write(closing)


def grown_page(seed: int) -> Planting:
    planting = Planting(Random(seed))
    planting.write("<!DOCTYPE html>\n<title>Creams</title>\n<body>\n<h1>Creams for the skin</h1>\n")
    planting.write("<p>Some people have dry skin, and they ask what helps.</p>\n")
    for _ in range(planting.chance.randrange(1, 4)):
        grow(planting, 4)
    planting.write("\n</body>")
    return planting


@pytest.mark.parametrize("seed", range(240))
def test_findings_of_a_generated_page_stand_where_the_source_has_them(seed: int) -> None:
    planting = grown_page(seed)
    end = LINE_ENDS[seed % 3]
    text = planting.text.replace("\n", end)
    places, matched = reported("page.html", text, "html")
    assert matched == [each.replace("\n", end) for each in planting.matched()]
    assert places == planting.places()
