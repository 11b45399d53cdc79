"""Which elements of a page are no part of its article: navigation, notices, forms, what is hidden.

An article may stand in any element, so that one which holds the page's only heading or most of its
words is never taken for furniture by its name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from medlint.webpages.tree import HEADINGS, Element, Page, is_main

# What no reader reads as the article, whatever it holds.
_NEVER_READ = frozenset(
    "script style template noscript noframes noembed iframe svg math object head title nav dialog"
    " select option textarea button datalist audio video canvas map menu progress meter search"
    " input label".split()
)
# What holds an article on some pages.
_MOSTLY_FURNITURE = frozenset({"header", "footer", "aside", "form", "fieldset"})
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar"
    " form tablist".split()
)
_CALLOUT = re.compile(
    r"(?:^|[-_\s])(?:note|callout|warning|caution|danger|important|info|tip|alert|key-?(?:points?"
    r"|facts?|takeaways?)|takeaways?|summary|highlights?|fact-?box|infobox|admonition|pull-?quote)"
    r"(?:$|[-_\s])"
)
_REFERENCES = re.compile(
    r"(?:^|[-_\s])(?:references?|reflist|ref-list|bibliography|citations?|footnotes?|endnotes?"
    r"|works-cited|sources)(?:$|[-_\s])"
)
_REFERENCE_ROLES = frozenset({"doc-bibliography", "doc-endnotes", "doc-footnote"})

_BEFORE = (
    r"(?:(?:[lcmoue]|js|jp|et|td|wp|block)-+|(?:site|page|main|top|bottom|left|right|post|article|entry|content|global|primary|secondary"
    r"|mobile|desktop|sticky|fixed|header|footer|side|inline|user|reader|email|elementor)-*)*"
)
_AFTER = (
    r"(?:-+(?:links?|list|bar|box|block|container|wrapper|wrap|section|area|buttons?|icons?|widgets?"
    r"|inner|outer|content|items?|posts?|articles?|stories|story|pages?|topics?|form|banner|notice"
    r"|popup|consent|panel|module|menu|nav|navigation|toggle|overlay|unit|slot|top|bottom|left"
    r"|right|text|policy|bar|tools?|media|this|us|signup|sign-?up|main|primary|\d+))*"
)
_NAMES = (
    r"(?:cookies?|cookie-?(?:consent|banner|notice|law)|gdpr|ccpa|consent|onetrust(?:-.*)?|cky(?:-.*)?"
    r"|nav|navbar|navigation|menu|sub-?menu|mega-?menu|breadcrumbs?|crumbs|side-?bar|share|shar(?:ing|e-?daddy)"
    r"|sharedaddy|addthis(?:-.*)?|addtoany(?:-.*)?|a2a-.*|social|social-(?:share|links|media)|follow-us"
    r"|newsletter|subscribe|subscription|sign-?up|log-?in|pop-?up|modal|lightbox|advert(?:s|ising"
    r"|isement)?|ads?|ad-(?:slot|unit|container)|adsbygoogle|banner-ad|promo|promotions?|promoted"
    r"|sponsored|outbrain|taboola|related|related-(?:content|posts|articles|links|stories)|recommended"
    r"|recommendations?|you-may-also-like|read-next|read-more|more-(?:articles|stories|from|on|posts)"
    r"|up-next|trending|popular|most-(?:read|popular|viewed)|comments?|comment-list|disqus(?:-.*)?"
    r"|respond|pagination|pager|page-numbers|prev-next|skip-?links?|skip-to-(?:main|content)|skip-nav"
    r"|toc|table-of-contents|on-this-page|jump-links?|print|print-only|screen-reader-text|sr-only"
    r"|visually-hidden|hidden|d-none|is-hidden|search|search-form|masthead|site-(?:header|footer)"
    r"|feedback|was-this-helpful|helpful|rating|tag-?cloud|tags|post-tags|cta|call-to-action|paywall"
    r"|back-to-top|scroll-to-top|toolbar|language-switcher|lang-switcher|edit-section|mw-editsection"
    r"|catlinks|noprint|vector-.*|mw-jump-link|reference-tooltip)"
)
_FURNITURE_NAME = re.compile(rf"{_BEFORE}{_NAMES}{_AFTER}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

#: An element that holds more than this share of the page's words is no furniture by its name.
_LARGEST_SHARE = 0.5
#: `<main>` or `<article>` is the content only where it holds this share of what is read.
_LEAST_MAIN_SHARE = 0.3
#: A list of this many items that is this far made of links is navigation.
_LEAST_LINKS = 3
_LINK_SHARE = 0.9
#: A cell, box or paragraph may have a heading or marks between its links.
_LINK_SHARE_OF_TEXT = 0.7


@dataclass(frozen=True, slots=True)
class Furniture:
    """For every element, whether it is left out and whether it is part of a list of sources."""

    left_out: list[bool]
    references: list[bool]


def furniture_of(page: Page) -> Furniture:
    """What of a page is no part of its article."""
    references = _references(page)
    left_out, never = _left_out(page, references)
    region = _region(page, left_out)
    if region:
        _leave_out_all_but(page, region, left_out)
    if not any(each.name == "h1" and not left_out[n] for n, each in enumerate(page.elements)):
        _bring_back_heading(page, left_out, never)
    return Furniture(left_out, references)


def unseen_in(page: Page) -> Furniture:
    """What of a fragment nobody reads; all else belongs to the article that it stands in."""
    references = _references(page)
    return Furniture(_left_out(page, references)[1], references)


def _references(page: Page) -> list[bool]:
    found: list[bool] = []
    for element in page.elements:
        own = element.name not in HEADINGS and (
            element.attributes.get("role") in _REFERENCE_ROLES
            or (element.name in _MAY_BE_REFERENCES and bool(_REFERENCES.search(_names(element))))
        )
        found.append(own or (element.parent >= 0 and found[element.parent]))
    return found


_MAY_BE_REFERENCES = frozenset({"ol", "ul", "div", "section", "footer", "aside", "details", "li"})


def _left_out(page: Page, references: list[bool]) -> tuple[list[bool], list[bool]]:
    """Furniture by tag, role, name, style and links, without a look at where the article is.

    The second list says which elements nobody reads wherever they stand.
    """
    most = _LARGEST_SHARE * page.elements[0].words
    never: list[bool] = []
    left_out: list[bool] = []
    in_article: list[bool] = []
    for index, element in enumerate(page.elements):
        above = element.parent
        in_article.append(
            above >= 0 and (in_article[above] or page.elements[above].name in _ARTICLE_PARTS)
        )
        dead = (above >= 0 and never[above]) or _is_never_read(element)
        out = dead or (above >= 0 and left_out[above] and not references[index])
        if not (out or references[index] or _holds_article(element, most)):
            out = _is_furniture(element, in_article[index])
        never.append(dead)
        left_out.append(out)
    return left_out, never


_ARTICLE_PARTS = frozenset({"article", "main", "section"})


def _is_never_read(element: Element) -> bool:
    attributes = element.attributes
    if element.name in _NEVER_READ:
        return True
    if element.name in ("html", "body", "#page"):
        return False
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") == "true" and not element.has_h1)
        or bool(_INVISIBLE.search(attributes.get("style", "")))
    )


def _holds_article(element: Element, most: float) -> bool:
    return (
        element.name in ("#page", "html", "body", "main", "article")
        or element.has_main
        or is_main(element)
        or element.words > most
    )


def _is_furniture(element: Element, in_article: bool) -> bool:
    if element.name == "td":
        return _is_list_of_links(element)
    if element.name in HEADINGS or element.name in ("table", "tbody", "tr", "th"):
        return False
    role = element.attributes.get("role", "")
    if role in _ROLES and not (role == "banner" and element.has_h1):
        return True
    if element.name == "header":
        return not element.has_h1 and not in_article
    if element.name == "aside":
        return role != "note" and not _CALLOUT.search(_names(element))
    if element.name in _MOSTLY_FURNITURE:
        return element.paragraphs < _LEAST_LINKS or element.name == "footer"
    if element.has_h1:
        return False
    return _has_furniture_name(element) or _is_list_of_links(element)


def _names(element: Element) -> str:
    """The classes and the id of an element, in small letters, words parted by hyphens."""
    written = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return _CAMEL.sub("-", written).lower().replace("_", "-")


#: A class or id of more characters is none that a person wrote.
_LONGEST_NAME = 60


def _has_furniture_name(element: Element) -> bool:
    if "class" not in element.attributes and "id" not in element.attributes:
        return False
    return any(
        len(name) <= _LONGEST_NAME and _FURNITURE_NAME.fullmatch(name)
        for name in _names(element).split()[:40]
    )


def _is_list_of_links(element: Element) -> bool:
    """Whether a list, a cell or a line is made of links to pages of the site and says nothing.

    Links to other sites are sources.
    """
    share = _LINK_SHARE if element.name in ("ul", "ol") else _LINK_SHARE_OF_TEXT
    return (
        element.name in ("ul", "ol", "td", "div", "p")
        and element.links >= _LEAST_LINKS
        and 2 * element.outward < element.links
        and element.linked >= share * element.words
    )


def _region(page: Page, left_out: list[bool]) -> int:
    """The index of the element that is the page's content, 0 where none says that it is."""
    read = page.elements[0].words
    for chosen in (is_main, _is_body_of_article, _is_article):
        found = [n for n, each in enumerate(page.elements) if chosen(each) and not left_out[n]]
        if found:
            best = max(found, key=lambda n: (page.elements[n].words, -n))
            if page.elements[best].words >= _LEAST_MAIN_SHARE * read:
                return best
    return 0


def _is_body_of_article(element: Element) -> bool:
    return element.attributes.get("itemprop", "").lower() == "articlebody" and element.has_h1


def _is_article(element: Element) -> bool:
    return element.name == "article" or element.attributes.get("role") == "article"


def _leave_out_all_but(page: Page, region: int, left_out: list[bool]) -> None:
    """Leave out what is outside the region."""
    inside = [False] * len(page.elements)
    for index, element in enumerate(page.elements):
        inside[index] = index == region or (element.parent >= 0 and inside[element.parent])
    for index in range(len(page.elements)):
        left_out[index] = left_out[index] or not inside[index]


def _bring_back_heading(page: Page, left_out: list[bool], never: list[bool]) -> None:
    """Read the page's first level-1 heading, wherever it stands."""
    heading = next(
        (n for n, e in enumerate(page.elements) if e.name == "h1" and e.words and not never[n]), -1
    )
    inside = [False] * len(page.elements)
    for index, element in enumerate(page.elements):
        inside[index] = index == heading or (element.parent >= 0 and inside[element.parent])
        if inside[index]:
            left_out[index] = never[index]
