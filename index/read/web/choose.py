"""What a web page is about: the smallest part that holds nearly all words that are no links.

Menus, breadcrumbs and lists of other pages are links; heads and feet say so in their tags, roles or
class names. Nothing within the part that is chosen is dropped but what says that it is a menu.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from lxml import etree

from index.read.furniture import LONGEST_TITLE, TITLE
from index.read.packed.xml import Element
from index.runtime.patterns import regex

# What holds no words of the text.
NO_WORDS = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object",
     "embed", "svg", "canvas", "audio", "video", "map", "select", "option", "textarea", "button",
     "input", "datalist", "progress", "rp", "rt"}
)  # fmt: skip
_AROUND = frozenset({"nav", "aside", "footer", "menu", "dialog"})
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog"}
)
# Words of class names and ids that say what surrounds a text.
_AROUND_NAMES = regex(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|sidebar|aside|footer|foot|copyright|share|"
    r"sharing|social|toolbar|tools?|pager|pagination|related|recommend|comments?|login|search|searchbox|banner|advert|"
    r"ads?|popup|modal|cookie|print|fontsize|qrcode|topbar|header|hd|ft)(?:$|[-_\s0-9])",
    re.IGNORECASE,
)
# What a word processor calls them that saves a paper as a page.
_AROUND_TITLES = frozenset({"header", "footer"})
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = ("hidden", "aria-hidden", "style")
# What holds more than this share of the words is no part that a page hides.
_MOST_HIDDEN = 0.5
# The part that is chosen holds this share of all words that are no links.
_SHARE = 0.85
# A part that is called a foot and holds more than this share of the words is none.
_MOST_AROUND = 0.3
_LINKS = 0.6
# Shorter words are those of a menu: 办事指南.
_SHORTEST_TITLE = 8


def choose_main(root: Element) -> list[Element]:
    """Return the parts of a page that hold what it is about, in order.

    Besides the main part, the heading of the page where it stands before it.
    """
    body = root.find("body")
    if body is None:
        body = root
    words = _measure(body)
    total = words.get(body, (0, 0))[0]
    _drop_surroundings(body, words, total)
    words = _measure(body)
    total = words.get(body, (0, 0))[0]
    main = body
    while True:
        # The words of a child, of which one may hold nearly all.
        children = [one for one in main if one in words]
        best = max(children, key=lambda one: words[one][0], default=None)
        if (
            best is None
            or words[best][0] < _SHARE * total
            or best.tag in {"p", "span", "tr", "table"}
        ):
            if best is None or best.tag not in {"table", "tbody", "tr"}:
                break
            if words[best][0] < _SHARE * total:
                break
        if best.tag == "table" and _is_one_table(best, words):
            break
        main = best
    return [*_headings_before(body, main), main]


def is_hidden(element: Element) -> bool:
    """Tell whether a browser does not show an element."""
    return (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_one_table(table: Element, words: dict[Element, tuple[int, int]]) -> bool:
    """Tell whether the words of a table are spread over its cells: it is data, not a frame."""
    cells = [cell for cell in table.iter("td", "th") if cell in words]
    largest = max((words[cell][0] for cell in cells), default=0)
    return largest < _SHARE * words[table][0]


def _measure(body: Element) -> dict[Element, tuple[int, int]]:
    """Return how many characters each element holds: outside of links, and in links."""
    found: dict[Element, tuple[int, int]] = {}
    sums: list[list[int]] = [[0, 0]]
    links = 0
    skipped = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_tag = isinstance(element.tag, str)
        if event == "start":
            sums.append([0, 0])
            links += element.tag == "a"
            skipped += is_tag and element.tag in NO_WORDS
            if is_tag and not skipped:
                sums[-1][1 if links else 0] += _length(element.text)
            continue
        mine = sums.pop()
        links -= element.tag == "a"
        skipped -= is_tag and element.tag in NO_WORDS
        if mine[0] or mine[1]:
            found[element] = (mine[0], mine[1])
        if not skipped:
            mine[1 if links else 0] += _length(element.tail) if element is not body else 0
        sums[-1][0] += mine[0]
        sums[-1][1] += mine[1]
    return found


def _length(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _drop_surroundings(body: Element, words: dict[Element, tuple[int, int]], total: int) -> None:
    """Take out what surrounds the text, and what a browser does not show."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body:
            continue
        plain, linked = words.get(element, (0, 0))
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        around = (
            element.tag in _AROUND
            or (element.get("title") or "").lower() in _AROUND_TITLES
            or (element.get("role") or "").lower() in _ROLES
            or (element.tag == "header" and linked > plain)
            or bool(_AROUND_NAMES.search(_CAMEL.sub("-", names)))
        )
        mostly_links = linked > _LINKS * (plain + linked)
        hidden = is_hidden(element)
        if hidden and plain > _MOST_HIDDEN * total:
            # Its script would show it: all of an article that was saved before it did.
            for name in _HIDING:
                element.attrib.pop(name, None)
            hidden = False
        if (
            hidden
            or (around and plain < _MOST_AROUND * total)
            or (mostly_links and _is_list(element) and plain + linked < total)
        ):
            drop(element)


def _is_list(element: Element) -> bool:
    """Tell whether an element is a list of at least three links, one after the other."""
    links = [one for one in element.iter("a") if (one.text or len(one))]
    return element.tag in {"ul", "ol", "div", "table", "td", "dl", "p"} and len(links) >= 3  # noqa: PLR2004


def drop(element: Element) -> None:
    """Take an element out of its tree and leave what stands behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _headings_before(body: Element, main: Element) -> Sequence[Element]:
    """Return the heading of the page, or the line that is its title, where it stands before the main part."""
    if main is body or main.find(".//h1") is not None:
        return ()
    before = itertools.takewhile(lambda one: one is not main, body.iter("*"))
    inside = {main, *main.iterancestors()}
    outside = [one for one in before if one not in inside]
    for heading in outside:
        if heading.tag == "h1" and "".join(heading.itertext()).strip():
            return (heading,)
    named = _squeezed(body.getroottree().findtext("head/title") or "")
    own = _squeezed("".join(main.itertext()))[: 2 * LONGEST_TITLE]
    for one in outside:
        words = _squeezed("".join(one.itertext()))
        linked = one.tag == "a" or one.find(".//a") is not None
        if linked or not _SHORTEST_TITLE <= len(words) <= LONGEST_TITLE or words in own:
            continue
        if named.startswith(words) or TITLE.search(words):
            return (one,)
    return ()


def _squeezed(words: str) -> str:
    return "".join(words.split())
