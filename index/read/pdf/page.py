"""A page of a PDF file to what is read on it, in order: lines and tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.read.pdf.aligned import find_aligned
from index.read.pdf.columns import joined, narrow_gutter, reading_order, without_line_numbers
from index.read.pdf.glyphs import Glyph, PageTurn, read_glyphs
from index.read.pdf.lines import PageLine, group_lines, make_line, split_row
from index.read.pdf.ruled import Region, RuledCell, RuledTable, find_tables


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table on a page.

    Attributes:
        table: Its cells in their places.
        words: The lines of each cell.
    """

    table: RuledTable
    words: tuple[tuple[RuledCell, tuple[PageLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a page: its lines and tables, from top to bottom, and where its lines may stand."""

    blocks: tuple[PageLine | TableBlock, ...]
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PageWords:
    """What is read on a page.

    Attributes:
        columns: As they are read.
        upright: Whether it is set from top to bottom.
        unknown: Share of characters that no one can tell.
        pictures: Share of the page that pictures cover.
    """

    columns: tuple[PageColumn, ...]
    upright: bool = False
    unknown: float = 0.0
    pictures: float = 0.0

    @property
    def gutter(self) -> float | None:
        """What parts its two columns; None where it has one."""
        return next(
            (
                (one.right + other.left) / 2
                for one, other in itertools.pairwise(self.columns)
                if one.right < other.left
            ),
            None,
        )

    @property
    def lines(self) -> list[PageLine]:
        """The lines that stand in no table."""
        return [
            block
            for column in self.columns
            for block in column.blocks
            if isinstance(block, PageLine)
        ]


def read_page(page: Any, before: PageWords | None = None) -> PageWords:  # noqa: ANN401  # pypdfium2 has no types
    """Return what is read on a page.

    Args:
        page: The page.
        before: What was read on the page before.
    """
    glyphs, turn, unknown = read_glyphs(page)
    pictures = picture_share(page)
    if not glyphs:
        return PageWords((), pictures=pictures)
    tables = find_tables(page, turn) if not turn.upright else []
    columns = assemble(glyphs, tables, before.gutter if before is not None else None)
    return PageWords(tuple(columns), turn.upright, unknown / len(glyphs), pictures)


def assemble(
    glyphs: Sequence[Glyph], tables: Sequence[RuledTable], gutter: float | None = None
) -> list[PageColumn]:
    """Return the columns of a page from its characters and the tables drawn on it.

    Args:
        glyphs: The characters.
        tables: The tables, without words.
        gutter: What parts the columns of the page before.
    """
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    beside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        number = next((n for n, one in enumerate(tables) if one.region.holds(glyph)), None)
        if number is not None:
            inside[number].append(glyph)
            continue
        number = next((n for n, one in enumerate(tables) if _is_beside(one, glyph)), None)
        (outside if number is None else beside[number]).append(glyph)
    tables = [_widened(table, held) for table, held in zip(tables, beside, strict=True)]
    inside = [[*held, *more] for held, more in zip(inside, beside, strict=True)]
    blocks = [_fill(table, held) for table, held in zip(tables, inside, strict=True)]
    grouped = group_lines(outside)
    narrow = narrow_gutter(grouped)
    for one in reversed(list(find_aligned(grouped)) if narrow is None else ()):
        held = [glyph for row in grouped[one.first : one.last] for glyph in row]
        blocks.append(_fill(one.table, held))
        del grouped[one.first : one.last]
    rows = [[make_line(part) for part in split_row(row, narrow)] for row in grouped]
    rows = without_line_numbers([row for row in rows if row])
    columns = reading_order(rows, gutter)
    if len(columns) <= 1:
        lines = columns[0] if columns else []
        return [_column(lines, [block for block in blocks if block is not None])]
    # A table stands in the first column that reaches below its top.
    waiting = [block for block in blocks if block is not None]
    found: list[PageColumn] = []
    for lines in columns:
        lowest = min(line.bottom for line in lines)
        here = [block for block in waiting if block.table.region.top > lowest]
        waiting = [block for block in waiting if block not in here]
        found.append(_column(lines, here))
    if waiting:
        found.append(_column([], waiting))
    return found


def _is_beside(table: RuledTable, glyph: Glyph) -> bool:
    """Tell whether a character stands left of a table that goes on from the page before.

    Where a merged cell goes on over the page, its lines may be left out on the next.
    """
    region = table.region
    return (
        table.open_above
        and glyph.right <= region.left
        and region.bottom < glyph.middle < region.top
    )


def _widened(table: RuledTable, beside: Sequence[Glyph]) -> RuledTable:
    """Return a table with a column more for the characters beside it."""
    if not any(glyph.text.strip() for glyph in beside):
        return table
    region = table.region
    left = min(glyph.left for glyph in beside) - 1
    rows = max(cell.row + cell.rows for cell in table.cells)
    first = RuledCell(Region(left, region.bottom, region.left, region.top), 0, 0, rows, 1)
    cells = [first, *(replace(cell, column=cell.column + 1) for cell in table.cells)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    whole = Region(left, region.bottom, region.right, region.top)
    return replace(table, region=whole, cells=tuple(cells), parted=(left, *table.parted))


def _fill(table: RuledTable, glyphs: Sequence[Glyph]) -> TableBlock | None:
    """Put characters into the cells that they stand in; None where only one cell has any."""
    held: list[list[Glyph]] = [[] for _ in table.cells]
    for glyph in glyphs:
        for number, cell in enumerate(table.cells):
            if cell.region.holds(glyph):
                held[number].append(glyph)
                break
    words = []
    for cell, inner in zip(table.cells, held, strict=True):
        rows = group_lines(inner)
        lines = [
            joined([make_line(part) for part in split_row(row)]) for row in rows if split_row(row)
        ]
        words.append((cell, tuple(lines)))
    return TableBlock(table, tuple(words)) if any(lines for _, lines in words) else None


def _column(lines: Sequence[PageLine], tables: Sequence[TableBlock]) -> PageColumn:
    blocks: list[PageLine | TableBlock] = [*lines, *tables]
    blocks.sort(key=lambda one: -(one.top if isinstance(one, PageLine) else one.table.region.top))
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=0.0)
    return PageColumn(tuple(blocks), left, right)


def picture_share(page: Any) -> float:  # noqa: ANN401
    """Return the share of a page that its largest picture covers."""
    import ctypes

    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    best = 0.0
    for number in range(min(pdfium.FPDFPage_CountObjects(page.raw), 10_000)):
        item = pdfium.FPDFPage_GetObject(page.raw, number)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            best = max(best, abs((right - left) * (top - bottom)))
    return best / max(float(width * height), 1.0)


__all__ = ["PageColumn", "PageTurn", "PageWords", "TableBlock", "assemble", "read_page"]
