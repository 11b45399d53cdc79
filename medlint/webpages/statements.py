"""What a page says about itself: its title, `<meta>`, JSON-LD and microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from medlint.finding import Span
from medlint.layout import Stated
from medlint.webpages.jsonplaces import Value, json_values
from medlint.webpages.tree import Element, Page

_ATTRIBUTE = re.compile(
    r"""[\s"'/](?P<name>[^\s=>"'/<]++)\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'"""
    r"""|(?P<bare>[^\s"'>][^\s>]*+))"""
)
_SPACE = re.compile(r"\s+")


def attribute_span(page: Page, element: Element, name: str) -> Span | None:
    """Where the value of an attribute stands, without its quotes; None for one without a value."""
    end = element.inner.start
    for found in _ATTRIBUTE.finditer(page.text, element.start, end):
        if found["name"].lower() == name:
            kind = found.lastgroup or "bare"
            return Span(*found.span(kind))
    return None


def statements_of(page: Page) -> Iterator[Stated]:
    """Everything that a page says about itself, in no particular order; names in small letters."""
    foreign = _foreign(page)
    for index, element in enumerate(page.elements):
        if foreign[index]:
            continue
        if element.name == "html":
            yield from _attribute(page, element, "lang", "lang", "meta")
        elif element.name == "title":
            value = unescape(page.text[element.inner.start : element.inner.end])
            yield from _stated("title", value, element.inner, "title", page.text)
        elif element.name == "meta":
            yield from _meta(page, element)
        elif element.name == "link":
            if "canonical" in element.attributes.get("rel", "").lower().split():
                yield from _attribute(page, element, "href", "canonical", "meta")
        elif element.name == "script":
            if element.attributes.get("type", "").lower().startswith("application/ld+json"):
                yield from _linked_data(page.text, element.inner)
        else:
            yield from _marked(page, element)


def _foreign(page: Page) -> list[bool]:
    """For every element, whether it is part of a drawing or a template."""
    found: list[bool] = []
    for element in page.elements:
        inside = element.parent >= 0 and found[element.parent]
        found.append(inside or element.name in ("svg", "template", "math"))
    return found


def _stated(key: str, value: str, span: Span, carrier: str, text: str) -> Iterator[Stated]:
    """The statement, its span without the white space at its ends; nothing for one without words.

    An empty value is stated too: a field that nobody filled in.
    """
    written = text[span.start : span.end]
    start = span.start + len(written) - len(written.lstrip())
    end = max(start, span.start + len(written.rstrip()))
    yield Stated(key, _SPACE.sub(" ", value).strip(), Span(start, end), carrier)  # type: ignore[arg-type]


def _attribute(
    page: Page, element: Element, attribute: str, key: str, carrier: str
) -> Iterator[Stated]:
    span = attribute_span(page, element, attribute)
    if span is not None:
        yield from _stated(key, element.attributes.get(attribute, ""), span, carrier, page.text)


def _meta(page: Page, element: Element) -> Iterator[Stated]:
    attributes = element.attributes
    key = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
    if key:
        carrier = "microdata" if attributes.get("itemprop") == key else "meta"
        yield from _attribute(page, element, "content", key.strip().lower(), carrier)


def _marked(page: Page, element: Element) -> Iterator[Stated]:
    """Microdata, `<time datetime>` and `<a rel="author">` on what readers see."""
    attributes = element.attributes
    key = attributes.get("itemprop", "").lower()
    if element.name == "a" and "author" in attributes.get("rel", "").lower().split():
        key = key or "author"
    if element.name == "time" and "datetime" in attributes:
        yield from _attribute(page, element, "datetime", key or "time", "microdata")
    elif key and "content" in attributes:
        yield from _attribute(page, element, "content", key, "microdata")
    elif key and element.words and element.words <= _LONGEST_MARKED:
        words = _TAG.sub(" ", page.text[element.inner.start : element.inner.end])
        yield from _stated(key, unescape(words), element.inner, "microdata", page.text)


_TAG = re.compile(r"<[^<>]*>")
#: Microdata of more words is the article, not a statement about it.
_LONGEST_MARKED = 30


def _linked_data(text: str, span: Span) -> Iterator[Stated]:
    """The values of a block of JSON-LD: of each object that stands by itself or in a `@graph`."""
    values = [(_root(value), value) for value in json_values(text, *span)]
    types: dict[tuple[str | int, ...], str] = {}
    names: dict[str, Value] = {}
    marks: dict[tuple[str | int, ...], str] = {}
    for root, value in values:
        key = _key(root, value)
        if key == "@type":
            types.setdefault(root, value.text)
        elif key == "@id":
            marks.setdefault(root, value.text)
    for root, value in values:
        if _key(root, value) == "name" and root in marks:
            names.setdefault(marks[root], value)
    for root, value in values:
        key, of = _key(root, value), types.get(root, "")
        yield Stated(key, value.text.strip(), value.span, "json-ld", of)
        owner, _, last = key.rpartition(".")
        if owner and last == "@id" and value.text in names:
            name = names[value.text]
            yield Stated(f"{owner}.name", name.text.strip(), name.span, "json-ld", of)


def _root(value: Value) -> tuple[str | int, ...]:
    """The path of the object that a value describes: the outermost, or one of a `@graph`."""
    path = value.path
    depth = 1 if path and isinstance(path[0], int) else 0
    if path[depth : depth + 1] == ("@graph",):
        depth += 2
    return path[:depth]


def _key(root: tuple[str | int, ...], value: Value) -> str:
    """The names on the way from the object to the value, in small letters, joined by full stops."""
    names = [str(name) for name in value.path[len(root) :] if not isinstance(name, int)]
    return ".".join(names).lower()
