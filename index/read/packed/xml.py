"""XML from files that nobody vouches for: no entities, no network, no more depth than libxml2 allows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any

from lxml import etree

# An element of a tree; lxml's own class is private.
Element = Any

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}


@lru_cache(maxsize=4096)
def short(tag: object) -> str:
    """Return the name of a tag or an attribute with its usual prefix: w:p; empty for a comment."""
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(space[1:], "" if not space else "?")
    return f"{prefix}:{name}" if prefix else name


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without a prefix: Word files put one, spreadsheets do not."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name with its usual prefix."""
    if element is None:
        return None
    return next((one for one in element if short(one.tag) == name), None)


def value(element: Element | None, name: str) -> str | None:
    """Return the attribute ``val`` of the first child of a name."""
    found = child(element, name)
    return None if found is None else attribute(found, "val")


def is_on(element: Element | None, name: str) -> bool | None:
    """Return whether a switch is on: a child without a value or with a true one; None without it."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val") not in {"0", "false", "off", "none"}


def parse(data: bytes) -> Element:
    """Return the root of a document.

    Raises:
        etree.XMLSyntaxError: It is not XML, or deeper or larger than is allowed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def iterate(stream: IO[bytes], names: frozenset[str]) -> Iterator[Element]:
    """Yield elements of a document as they end, without keeping the whole tree.

    Raises:
        etree.XMLSyntaxError: It is not XML, or deeper or larger than is allowed.
    """
    events = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True)
    for _, element in events:
        if short(element.tag) in names:
            yield element


def forget(element: Element) -> None:
    """Free an element that was dealt with, and those before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
