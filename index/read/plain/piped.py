"""Rows of cells between bars, as Markdown has them and people type them into plain text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from index.document.layout import Cell
from index.document.span import Span
from index.read.plain.lines import TextLine
from index.runtime.patterns import regex

# Dashes under the names of the columns.
_RULE = regex(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
MARKDOWN_BAR = regex(r"(?<!\\)\|")
# With what is typed with a Chinese keyboard, and what draws a frame.
TEXT_BARS = "|｜│┃"
TEXT_BAR = regex(f"[{TEXT_BARS}]")


@dataclass(slots=True)
class Bars:
    """The bars between cells: which are skipped, and which read as a space."""

    skips: list[Span] = field(default_factory=list)
    parting: list[int] = field(default_factory=list)


def is_rule(words: str) -> bool:
    """Tell whether a line is the dashes under the names of columns."""
    return "|" in words and "-" in words and bool(_RULE.fullmatch(words))


def pipe_cells(line: TextLine, row: int, bar: re.Pattern[str], bars: Bars) -> list[Cell]:
    """Return the cells of a line and note its bars in ``bars``."""
    words = line.words
    places = [m.start() for m in bar.finditer(words)]
    edges = [-1, *places, len(words)]
    if places and places[0] == 0:
        edges = edges[1:]
    if places and places[-1] == len(words) - 1 and len(edges) > 2:  # noqa: PLR2004  # both ends of a cell
        edges = edges[:-1]
    cells = []
    for column, (left, right) in enumerate(itertools.pairwise(edges)):
        inner = words[left + 1 : right]
        start = line.span.start + left + 1 + len(inner) - len(inner.lstrip())
        cells.append(Cell(Span(start, start + len(inner.strip())), row, column))
    for at in places:
        place = line.span.start + at
        if 0 < at < len(words) - 1 and not (words[at - 1].isspace() or words[at + 1].isspace()):
            bars.parting.append(place)  # 860|640 must not become 860640
        else:
            bars.skips.append(Span(place, place + 1))
    return cells
