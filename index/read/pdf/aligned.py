"""Tables of a PDF page without lines between their cells: told by columns that stay white.

Three rows with as many cells, one below the other, are no text. They are a table where a line above
names it, or where a column of them has figures.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.read.pdf.glyphs import Glyph
from index.read.pdf.ruled import Region, RuledCell, RuledTable
from index.read.plain.lines import begins_anew
from index.read.tables.tables import is_caption
from index.runtime.patterns import regex

# In heights of a character: what parts the cells of a row, what stays white between columns, and how
# far apart the rows of a table are at most.
_PARTS = 0.9
_WHITE = 0.5
# What parts two words in a line.
_WORDS = 0.25
_MOST_PITCH = 3.5
_FEWEST = 3
_SHARE_FIGURES = 0.6
# A cell of a table is short, on the average.
_LONGEST_CELL = 20
_FIGURE = regex(r"[-+−≥≤<>约]?\s*[0-9][0-9,，.]*\s*(?:[%％‰]|[^\W\d]{1,3})?")
_PAGE = regex("[0-9]{1,4}")

_Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table and the lines that it takes.

    Attributes:
        first: Number of its first line.
        last: Number of the line below its last.
        table: Its cells in their places.
    """

    first: int
    last: int
    table: RuledTable


def find_aligned(rows: Sequence[Sequence[Glyph]]) -> Iterator[AlignedTable]:
    """Yield the tables among the lines of a page.

    Args:
        rows: By height, from top to bottom, the characters of each line from left to right.
    """
    lines = [[one for one in row if one.text.strip()] for row in rows]
    number = 0
    while number < len(lines):
        if len(_intervals(lines[number], _PARTS)) >= _FEWEST:
            last, columns = _grow(lines, number)
            first = _above(lines, number, columns)
            edges = [_edges_of(line, columns) for line in lines[first:last]]
            cells = [
                _cells(line, own or ()) for line, own in zip(lines[first:last], edges, strict=True)
            ]
            named = " ".join(_words(line) for line in lines[max(0, first - 2) : first])
            if all(edges) and _is_table(cells, named):
                table = _table(lines[first:last], cells, [own or [] for own in edges])
                yield AlignedTable(first, last, table)
                number = last
                continue
        number += 1


def _grow(lines: Sequence[Sequence[Glyph]], first: int) -> tuple[int, list[_Interval]]:
    """Return the line below the last whose cells keep to the columns of a line, and these columns."""
    columns = _intervals(lines[first], _PARTS)
    last = first + 1
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not _is_near(lines, number):
            break
        parts = _intervals(line, _PARTS)
        joined = _merged([*columns, *parts], _WHITE * line[0].height)
        if len(joined) < max(_FEWEST, len(columns), len(parts)):
            break
        columns = joined
        # A line with one cell goes on with the cell above where more rows follow.
        last = number + 1 if len(parts) > 1 else last
    return last, columns


def _above(lines: Sequence[Sequence[Glyph]], first: int, columns: Sequence[_Interval]) -> int:
    """Return the first line of a table: names of columns stand nearer to each other than cells."""
    while first > 0 and _is_near(lines, first):
        line = lines[first - 1]
        edges = _edges_of(line, columns)
        if edges is None or sum(map(bool, _cells(line, edges))) < _FEWEST:
            break
        first -= 1
    return first


def _is_near(lines: Sequence[Sequence[Glyph]], number: int) -> bool:
    """Tell whether a line is as near to the one above as the rows of a table are."""
    line, above = lines[number], lines[number - 1]
    if not line or not above:
        return False
    return above[0].middle - line[0].middle <= _MOST_PITCH * line[0].height


def _edges_of(line: Sequence[Glyph], columns: Sequence[_Interval]) -> list[float] | None:
    """Return what parts the cells of a line; None where a word would be cut."""
    pieces = _intervals(line, _WORDS)
    if len(pieces) == len(columns):
        columns = pieces
    edges = [(one[1] + other[0]) / 2 for one, other in itertools.pairwise(columns)]
    cut = any(left < edge < right for left, right in pieces for edge in edges)
    return None if cut else edges


def _intervals(line: Sequence[Glyph], gap: float) -> list[_Interval]:
    """Return the pieces of a line that gaps part."""
    if not line:
        return []
    return _merged([(one.left, one.right) for one in line], gap * max(one.height for one in line))


def _merged(pieces: Sequence[_Interval], gap: float) -> list[_Interval]:
    found: list[_Interval] = []
    for left, right in sorted(pieces):
        if found and left - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _cells(line: Sequence[Glyph], edges: Sequence[float]) -> list[str]:
    """Return the words of a line by column."""
    middles = [((one.left + one.right) / 2, one.text) for one in line]
    return [
        "".join(text for at, text in middles if left <= at < right)
        for left, right in itertools.pairwise([-math.inf, *edges, math.inf])
    ]


def _words(line: Sequence[Glyph]) -> str:
    return "".join(one.text for one in line)


def _is_table(cells: Sequence[Sequence[str]], above: str) -> bool:
    """Tell whether lines are the rows of a table, and neither names side by side nor contents."""
    full = [row for row in cells if sum(map(bool, row)) >= _FEWEST]
    if len(full) < _FEWEST:
        return False
    worded = [word for row in cells for word in row if word]
    if sum(map(len, worded)) > _LONGEST_CELL * len(worded):
        return False
    pages = [int(row[-1]) for row in full if _PAGE.fullmatch(row[-1]) and begins_anew("".join(row))]
    if len(pages) >= _SHARE_FIGURES * len(full) and pages == sorted(pages):
        return False
    if any(is_caption(words) for words in above.split()):
        return True
    return any(
        len(column) >= _FEWEST - 1
        and sum(bool(_FIGURE.fullmatch(word)) for word in column) >= _SHARE_FIGURES * len(column)
        for column in ([row[place] for row in full[1:]] for place in range(1, len(full[0])))
    )


def _table(
    lines: Sequence[Sequence[Glyph]],
    cells: Sequence[Sequence[str]],
    edges: Sequence[Sequence[float]],
) -> RuledTable:
    """Put lines into rows: one that lacks its first cell and most others goes on with the row above."""
    starts = [
        number
        for number, row in enumerate(cells)
        if number == 0
        or row[0]
        or 2 * sum(map(bool, row)) > len(row)
        or any(map(_FIGURE.fullmatch, row))
    ]
    left = min(one.left for line in lines for one in line) - 1
    right = max(one.right for line in lines for one in line) + 1
    tops = [max(one.top for one in line) for line in lines]
    bottoms = [min(one.bottom for one in line) for line in lines]
    heights = [
        tops[0] + 1,
        *((bottoms[start - 1] + tops[start]) / 2 for start in starts[1:]),
        bottoms[-1] - 1,
    ]
    found: list[RuledCell] = []
    named: RuledCell | None = None
    for row, start in enumerate(starts):
        sides = [left, *edges[start], right]
        for column, (one, other) in enumerate(itertools.pairwise(sides)):
            cell = RuledCell(Region(one, heights[row + 1], other, heights[row]), row, column, 1, 1)
            if column == 0 and not cells[start][0] and named is not None:
                # The name of several rows stands in the first of them.
                found.remove(named)
                region = replace(named.region, bottom=heights[row + 1])
                cell = replace(named, region=region, rows=row - named.row + 1)
            if column == 0:
                named = cell if row and not _FIGURE.fullmatch(cells[starts[cell.row]][0]) else None
            found.append(cell)
    found.sort(key=lambda cell: (cell.row, cell.column))
    whole = Region(left, heights[-1], right, heights[0])
    return RuledTable(whole, tuple(found), (left, *edges[-1], right))
