"""What the styles of a Word file say of paragraphs and words: numbers, outline levels, struck out."""

from __future__ import annotations

from dataclasses import dataclass

from index.read.packed.xml import Element, attribute, child, is_on, parse, short, value

# Styles are based on each other; a longer chain is a circle.
_DEEPEST = 40
_HEADING_NAMES = ("heading ", "标题 ")
# Of words, in half points, where nothing says another.
_USUAL_SIZE = 20
# Outline level 9 is that of text.
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: None where nothing says so."""

    struck: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: int | None = None  # in half points

    def over(self, other: Look) -> Look:
        """Return this look, with what it does not say taken from ``other``."""
        return Look(
            other.struck if self.struck is None else self.struck,
            other.hidden if self.hidden is None else self.hidden,
            other.raised if self.raised is None else self.raised,
            other.size if self.size is None else self.size,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """What a style and those it is based on say.

    Attributes:
        number_id: Of the list that its paragraphs are numbered in.
        level: Of that list; None where the list says which level is the style's.
        outline: Level of heading, from 0; None for text.
        look: Of the words.
    """

    number_id: str | None = None
    level: int | None = None
    outline: int | None = None
    look: Look = Look()


def look_of(properties: Element | None) -> Look:
    """Return what the properties of words say of their look."""
    if properties is None:
        return Look()
    struck = [is_on(properties, name) for name in ("w:strike", "w:dstrike")]
    place = value(properties, "w:vertAlign")
    return Look(
        True if True in struck else False if False in struck else None,
        is_on(properties, "w:vanish"),
        None if place is None else place == "superscript",
        as_int(value(properties, "w:sz")),
    )


class Styles:
    """The styles of a file."""

    def __init__(self, data: bytes) -> None:
        """Read styles.xml; nothing of it is needed."""
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default: str | None = None
        self.size = _USUAL_SIZE
        if not data:
            return
        for one in parse(data):
            if short(one.tag) == "w:docDefaults":
                properties = child(child(one, "w:rPrDefault"), "w:rPr")
                self.size = look_of(properties).size or self.size
            if short(one.tag) != "w:style":
                continue
            name = attribute(one, "styleId") or ""
            self._elements.setdefault(name, one)
            is_default = attribute(one, "default") in {"1", "true", "on"}
            if is_default and attribute(one, "type") == "paragraph":
                self.default = name

    def of(self, name: str | None) -> Style:
        """Return what a style says, with all that it is based on."""
        if name is None:
            return Style()
        if name not in self._known:
            self._known[name] = self._resolve(name)
        return self._known[name]

    def _resolve(self, name: str) -> Style:
        number_id: str | None = None
        level: int | None = None
        outline: int | None = None
        look = Look()
        at: str | None = name
        for _ in range(_DEEPEST):
            element = self._elements.get(at or "")
            if element is None:
                break
            paragraph = child(element, "w:pPr")
            numbers = child(paragraph, "w:numPr")
            if numbers is not None and number_id is None:
                number_id = value(numbers, "w:numId")
            if numbers is not None and level is None:
                level = as_int(value(numbers, "w:ilvl"))
            if outline is None:
                outline = as_int(value(paragraph, "w:outlineLvl"))
            if outline is None:
                outline = _outline_of_name(value(element, "w:name") or "")
            look = look.over(look_of(child(element, "w:rPr")))
            at = value(element, "w:basedOn")
        if outline is not None and not 0 <= outline < _BODY_LEVEL:
            outline = None
        return Style(number_id, level, outline, look)


def _outline_of_name(name: str) -> int | None:
    """Return the level of a built-in heading, whose outline level some writers leave out."""
    for start in _HEADING_NAMES:
        rest = name.lower().removeprefix(start)
        if rest != name.lower() and rest.isdigit():
            return int(rest) - 1
    return None


def as_int(text: str | None) -> int | None:
    """Return a whole number; None where there is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None
