"""Tables that are drawn with lines: the cells that the lines enclose, merged ones as one."""

from __future__ import annotations

import ctypes
import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.read.pdf.glyphs import Glyph, PageTurn

# A rectangle thinner than this, in points, is a line; lines nearer than this are one.
_THIN = 3.0
_NEAR = 3.0
# A shorter line parts no cells.
_SHORTEST = 6.0
# Lines that meet may miss each other by this much.
_MEETS = 4.0
# The share of a side of a cell that a line must cover to close it.
_CLOSED = 0.6
# More lines than this are a drawing, and no table.
_MOST_EDGES = 4_000
_MOST_OBJECTS = 40_000
_MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class Edge:
    """A line: where it lies, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """A cell, or a whole table."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, glyph: Glyph) -> bool:
        """Tell whether a character stands in it."""
        across = (glyph.left + glyph.right) / 2
        return self.left <= across <= self.right and self.bottom <= glyph.middle <= self.top


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell in its place, from the top and from the left."""

    region: Region
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table.

    Attributes:
        region: All of it.
        cells: In their places.
        parted: Where its columns are parted.
        open_above: Whether its first row has no line above it: it goes on from the page before.
        open_below: Whether its last row has no line below it: it goes on on the next page.
    """

    region: Region
    cells: tuple[RuledCell, ...]
    parted: tuple[float, ...]
    open_above: bool = False
    open_below: bool = False


def find_tables(page: Any, turn: PageTurn) -> list[RuledTable]:  # noqa: ANN401  # pypdfium2 has no types
    """Return the tables that are drawn on a page."""
    level: list[Edge] = []
    plumb: list[Edge] = []
    for left, bottom, right, top in itertools.islice(_boxes(page), _MOST_EDGES):
        box = turn.box(left, bottom, right, top)
        wide, tall = box[2] - box[0], box[3] - box[1]
        if tall <= _THIN and wide >= _SHORTEST:
            level.append(Edge((box[1] + box[3]) / 2, box[0], box[2]))
        elif wide <= _THIN and tall >= _SHORTEST:
            plumb.append(Edge((box[0] + box[2]) / 2, box[1], box[3]))
    if len(level) + len(plumb) >= _MOST_EDGES:
        return []
    level, plumb = _joined(level), _joined(plumb)
    tables = []
    for across, down in _components(level, plumb):
        table = _table(across, down)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda one: -one.region.top)


def _boxes(page: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Yield the boxes of all lines that are drawn: thin shapes, and the sides of larger ones."""
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    stack = [pdfium.FPDFPage_GetObject(page.raw, number) for number in range(count)]
    for item in stack:
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if right - left <= _THIN or top - bottom <= _THIN:
            yield left, bottom, right, top
        else:
            yield from _sides(item)


def _sides(item: Any) -> Iterator[tuple[float, float, float, float]]:  # noqa: ANN401
    """Yield the straight sides of a shape; of one that is only filled, none."""
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    count = pdfium.FPDFPath_CountSegments(item)
    if count > _MOST_EDGES:
        return

    def path() -> Iterator[tuple[float, float, float, float]]:
        if not stroke.value:
            # Filled: each of its parts may be a thin rectangle.
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if points and (max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN):
                yield min(xs), min(ys), max(xs), max(ys)
            return
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield from path()
            points.clear()
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from path()


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Return edges, those on one line that touch as one."""
    rows: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda one: one.at):
        if rows and edge.at - rows[-1][-1].at <= _NEAR:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    joined: list[Edge] = []
    for row in rows:
        at = sum(edge.at for edge in row) / len(row)
        start = end = None
        for edge in sorted(row, key=lambda one: one.start):
            if end is not None and start is not None and edge.start <= end + _NEAR:
                end = max(end, edge.end)
                continue
            if start is not None and end is not None:
                joined.append(Edge(at, start, end))
            start, end = edge.start, edge.end
        if start is not None and end is not None:
            joined.append(Edge(at, start, end))
    return joined


def _components(
    level: Sequence[Edge], plumb: Sequence[Edge]
) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Yield the sets of lines that meet each other."""
    parent = list(range(len(level) + len(plumb)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, across in enumerate(level):
        for two, down in enumerate(plumb):
            meets = (
                across.start - _MEETS <= down.at <= across.end + _MEETS
                and down.start - _MEETS <= across.at <= down.end + _MEETS
            )
            if meets:
                parent[root(one)] = root(len(level) + two)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for one, across in enumerate(level):
        groups[root(one)][0].append(across)
    for two, down in enumerate(plumb):
        groups[root(len(level) + two)][1].append(down)
    for levels, plumbs in groups.values():
        if 2 <= len(levels) <= _MOST_LINES and 2 <= len(plumbs) <= _MOST_LINES:  # noqa: PLR2004
            yield levels, plumbs


def _table(drawn: Sequence[Edge], plumb: Sequence[Edge]) -> RuledTable | None:
    """Return the cells that lines enclose; None where it is one box or none."""
    level = list(drawn)
    highest, lowest = max(edge.at for edge in level), min(edge.at for edge in level)
    over = [edge for edge in plumb if edge.end > highest + _SHORTEST]
    under = [edge for edge in plumb if edge.start < lowest - _SHORTEST]
    if open_above := len(over) > 1:
        level.append(_closing(over, max(edge.end for edge in over)))
    if open_below := len(under) > 1:
        level.append(_closing(under, min(edge.start for edge in under)))
    rows = sorted({edge.at for edge in level}, reverse=True)
    columns = sorted({edge.at for edge in plumb})
    cells: list[RuledCell] = []
    for places in _merged(rows, columns, level, plumb):
        first_row, last_row = min(r for r, _ in places), max(r for r, _ in places)
        first, last = min(c for _, c in places), max(c for _, c in places)
        region = Region(columns[first], rows[last_row + 1], columns[last + 1], rows[first_row])
        cells.append(
            RuledCell(region, first_row, first, last_row - first_row + 1, last - first + 1)
        )
    if len(cells) < 2:  # noqa: PLR2004  # a box around a text
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    whole = Region(columns[0], rows[-1], columns[-1], rows[0])
    return RuledTable(whole, tuple(cells), tuple(columns), open_above, open_below)


def _merged(
    rows: Sequence[float], columns: Sequence[float], level: Sequence[Edge], plumb: Sequence[Edge]
) -> list[list[tuple[int, int]]]:
    """Return the places of a grid that no line parts from each other, together."""
    high, wide = len(rows) - 1, len(columns) - 1
    owner = {(r, c): (r, c) for r in range(high) for c in range(wide)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for row, column in list(owner):
        left, right = columns[column], columns[column + 1]
        below = rows[row + 1]
        if column + 1 < wide and not _covers(plumb, right, below, rows[row]):
            owner[root((row, column + 1))] = root((row, column))
        if row + 1 < high and not _covers(level, below, left, right):
            owner[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in owner:
        groups[root(place)].append(place)
    return list(groups.values())


def _closing(plumb: Sequence[Edge], at: float) -> Edge:
    """Return the line that a page leaves out where it breaks a row."""
    return Edge(at, min(edge.at for edge in plumb), max(edge.at for edge in plumb))


def _covers(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
    """Tell whether lines at a place cover most of a side."""
    covered = sum(
        max(0.0, min(edge.end, end) - max(edge.start, start))
        for edge in edges
        if abs(edge.at - at) <= _NEAR
    )
    return covered >= _CLOSED * (end - start)
