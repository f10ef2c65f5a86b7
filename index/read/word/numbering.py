"""The numbers that Word writes before paragraphs by itself, counted as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.read.packed.xml import Element, attribute, child, is_on, parse, short, value
from index.read.word.numerals import numeral
from index.read.word.styles import as_int
from index.runtime.patterns import regex

LEVELS = 9
_PLACEHOLDER = regex(r"%([1-9])")
# Where a list says to take another list's levels; a longer chain is a circle.
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class NumberingLevel:
    """How the paragraphs of a level are numbered.

    Attributes:
        start: The first number.
        style: The format of the number.
        text: What is written, %1 standing for the number of the first level.
        suffix: What stands between the number and the words.
        restart: The level whose number starts this one again; 0 for never, None for the one above.
        plain: Whether numbers of other levels are written in plain digits.
        paragraph_style: The style whose paragraphs are of this level.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    plain: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, NumberingLevel] = field(default_factory=dict)
    # Level of which the count is: how many paragraphs it had; None before the first.
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _Number:
    """A use of a list: its own levels, and where it begins anew."""

    of: str
    levels: dict[int, NumberingLevel] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a file and how far they have been counted."""

    def __init__(self, data: bytes) -> None:
        """Read numbering.xml; nothing of it is needed."""
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, _Number] = {}
        if not data:
            return
        root = parse(data)
        links: dict[str, str] = {}  # list by the style whose list it takes
        named: dict[str, str] = {}  # list by the style that it defines
        for one in root:
            name = attribute(one, "abstractNumId") or ""
            if short(one.tag) == "w:abstractNum":
                self._lists[name] = _List(_levels(one))
                if link := value(one, "w:numStyleLink"):
                    links[name] = link
                if link := value(one, "w:styleLink"):
                    named[link] = name
            elif short(one.tag) == "w:num":
                self._numbers[attribute(one, "numId") or ""] = _number(one)
        for name, link in links.items():
            if link in named:
                self._lists[name] = self._lists[named[link]]

    def level_of_style(self, number_id: str, style: str | None) -> int | None:
        """Return the level of a list that is the one of a paragraph style."""
        number = self._numbers.get(number_id)
        if number is None or style is None:
            return None
        for level in range(LEVELS):
            found = self._level(number, level)
            if found is not None and found.paragraph_style == style:
                return level
        return None

    def next(self, number_id: str, level: int) -> str:
        """Count a paragraph and return what Word writes before it, the space behind included."""
        number = self._numbers.get(number_id)
        found = self._lists.get(number.of) if number is not None else None
        if number is None or found is None or not 0 <= level < LEVELS:
            return ""
        here = self._level(number, level)
        if here is None:
            return ""
        counts = found.counts
        current = counts[level]
        if level in number.starts and level not in number.used:
            counts[level] = number.starts[level]
        else:
            counts[level] = here.start if current is None else current + 1
        number.used.add(level)
        for below in range(level + 1, LEVELS):
            deeper = self._level(number, below)
            restart = None if deeper is None else deeper.restart
            # A level starts again behind each number above it, or behind those up to the one named.
            if restart is None or 0 < level + 1 <= restart:
                counts[below] = None
        words = self._words(number, counts, here)
        return words + here.suffix if words else ""

    def _words(self, number: _Number, counts: list[int | None], here: NumberingLevel) -> str:
        def fill(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            other = self._level(number, place) or NumberingLevel()
            count = counts[place]
            shown = other.start if count is None else count
            plain = here.plain and other is not here
            return numeral(shown, "decimal" if plain or here.plain else other.style)

        if here.style == "bullet":
            return ""
        if here.style == "none" and _PLACEHOLDER.search(here.text):
            return _PLACEHOLDER.sub("", here.text).strip()
        return _PLACEHOLDER.sub(fill, here.text)

    def _level(self, number: _Number, level: int) -> NumberingLevel | None:
        if level in number.levels:
            return number.levels[level]
        found = self._lists.get(number.of)
        return found.levels.get(level) if found is not None else None


def _levels(element: Element) -> dict[int, NumberingLevel]:
    found: dict[int, NumberingLevel] = {}
    for one in element:
        if short(one.tag) == "w:lvl":
            place = as_int(attribute(one, "ilvl"))
            if place is not None and 0 <= place < LEVELS:
                found[place] = _level(one)
    return found


def _level(element: Element) -> NumberingLevel:
    style = child(element, "w:numFmt")
    if style is None:  # newer formats stand beside one that older programs know
        alternative = child(element, "mc:AlternateContent")
        style = child(child(alternative, "mc:Choice"), "w:numFmt")
    kind = "decimal" if style is None else attribute(style, "val") or "decimal"
    if kind == "custom" and style is not None:
        kind = "decimalZero" if (attribute(style, "format") or "").startswith("01") else "decimal"
    start = as_int(value(element, "w:start"))
    suffix = {"nothing": "", "space": " "}.get(value(element, "w:suff") or "tab", " ")
    return NumberingLevel(
        start=1 if start is None else start,
        style=kind,
        text=value(element, "w:lvlText") or "",
        suffix=suffix,
        restart=as_int(value(element, "w:lvlRestart")),
        plain=bool(is_on(element, "w:isLgl")),
        paragraph_style=value(element, "w:pStyle"),
    )


def _number(element: Element) -> _Number:
    number = _Number(value(element, "w:abstractNumId") or "")
    for one in element:
        place = as_int(attribute(one, "ilvl"))
        if short(one.tag) != "w:lvlOverride" or place is None:
            continue
        level = child(one, "w:lvl")
        if level is not None:
            number.levels[place] = _level(level)
        start = as_int(value(one, "w:startOverride"))
        if start is not None:
            number.starts[place] = start
            if place in number.levels:
                number.levels[place] = replace(number.levels[place], start=start)
    return number
