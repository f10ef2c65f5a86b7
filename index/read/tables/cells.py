"""Tables of a format that gives the words of each cell: tables within cells spread out, and written.

A row is a line, with tabs between its cells. A cell that covers several rows is written in the first
of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from index.document.layout import Cell
from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.tables.grid import PlacedCell
from index.read.tables.tables import make_table

Paragraph = TypeVar("Paragraph")


@dataclass(frozen=True, slots=True)
class CellContent(Generic[Paragraph]):
    """A table as a format gives it.

    Attributes:
        cells: In their places; each has paragraphs and tables.
        header_rows: How many rows name the columns; None where the format does not say.
    """

    cells: tuple[PlacedCell[tuple[Paragraph | CellContent[Paragraph], ...]], ...]
    header_rows: int | None = None


def spread(table: CellContent[Paragraph]) -> list[PlacedCell[tuple[Paragraph, ...]]]:
    """Return the cells of a table with the tables within its cells spread out into rows and columns.

    A cell beside a table within a cell covers all rows of it, so that each keeps what it belongs to.
    """
    inner = [_parts(cell) for cell in table.cells]
    rows = max((cell.row + cell.rows for cell in table.cells), default=0)
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    heights, widths = [1] * rows, [1] * columns
    for cell, parts in zip(table.cells, inner, strict=True):
        last = cell.row + cell.rows - 1
        heights[last] = max(heights[last], sum(_height(part) for part in parts) - cell.rows + 1)
        last = cell.column + cell.columns - 1
        wide = max((_width(part) for part in parts), default=1)
        widths[last] = max(widths[last], wide - cell.columns + 1)
    tops, lefts = _offsets(heights), _offsets(widths)
    found: list[PlacedCell[tuple[Paragraph, ...]]] = []
    for cell, parts in zip(table.cells, inner, strict=True):
        top, left = tops[cell.row], lefts[cell.column]
        height = tops[cell.row + cell.rows] - top
        width = lefts[cell.column + cell.columns] - left
        used = 0
        for number, part in enumerate(parts):
            tall = height - used if number == len(parts) - 1 else _height(part)
            found.extend(_placed(part, top + used, left, tall, width))
            used += tall
    return sorted(found, key=lambda one: (one.row, one.column))


def _parts(
    cell: PlacedCell[tuple[Paragraph | CellContent[Paragraph], ...]],
) -> list[list[PlacedCell[tuple[Paragraph, ...]]]]:
    """Return what stands below each other in a cell: runs of paragraphs, and tables."""
    parts: list[list[PlacedCell[tuple[Paragraph, ...]]]] = []
    for is_table, run in itertools.groupby(cell.content, lambda one: isinstance(one, CellContent)):
        if is_table:
            parts.extend(spread(one) for one in run if isinstance(one, CellContent))
        else:
            words = tuple(one for one in run if not isinstance(one, CellContent))
            parts.append([PlacedCell(words, 0, 0, 1, 1)])
    parts = [part for part in parts if part]
    if len(parts) > 1:  # an empty paragraph stands behind every table in a cell
        parts = [part for part in parts if any(words for one in part for words in one.content)]
    return parts or [[PlacedCell((), 0, 0, 1, 1)]]


def _height(part: Sequence[PlacedCell[tuple[Paragraph, ...]]]) -> int:
    return max(cell.row + cell.rows for cell in part)


def _width(part: Sequence[PlacedCell[tuple[Paragraph, ...]]]) -> int:
    return max(cell.column + cell.columns for cell in part)


def _offsets(sizes: Sequence[int]) -> list[int]:
    return [0, *itertools.accumulate(sizes)]


def _placed(
    part: Sequence[PlacedCell[tuple[Paragraph, ...]]], top: int, left: int, height: int, width: int
) -> Iterator[PlacedCell[tuple[Paragraph, ...]]]:
    """Yield the cells of a part at its place; the last row and column reach to the end."""
    tall, wide = _height(part), _width(part)
    for cell in part:
        rows = height - cell.row if cell.row + cell.rows == tall else cell.rows
        columns = width - cell.column if cell.column + cell.columns == wide else cell.columns
        yield replace(
            cell, row=top + cell.row, column=left + cell.column, rows=rows, columns=columns
        )


def write_table(
    builder: TextBuilder,
    table: CellContent[Paragraph],
    write: Callable[[Paragraph], Span],
    title: Span | None = None,
) -> None:
    """Write a table and note it.

    One that has only one row or one column lays out words and is no table: its cells are written as
    the paragraphs that they hold.

    Args:
        builder: What is written to.
        table: The table.
        write: Writes a paragraph, without the end of the line.
        title: The caption above it.
    """
    cells = spread(table)
    rows = {cell.row for cell in cells if any(cell.content)}
    columns = {cell.column for cell in cells if any(cell.content)}
    if len(rows) < 2 or len(columns) < 2:  # noqa: PLR2004  # a line of words
        for cell in cells:
            for paragraph in cell.content:
                builder.end_line()
                write(paragraph)
        builder.end_line()
        return
    builder.end_line()
    written: list[Cell] = []
    for row, run in itertools.groupby(cells, lambda cell: cell.row):
        for number, cell in enumerate(run):
            if number:
                builder.write("\t")
            span = _write_cell(builder, cell.content, write)
            written.append(Cell(span, row, cell.column, cell.rows, cell.columns))
        builder.write("\n")
    nested = any(isinstance(one, CellContent) for cell in table.cells for one in cell.content)
    most = 1 if nested else 9
    found = make_table(builder.text(), written, table.header_rows, title, most)
    if found is not None:
        builder.table(found)


def _write_cell(
    builder: TextBuilder, content: Sequence[Paragraph], write: Callable[[Paragraph], Span]
) -> Span:
    start = builder.length
    for number, paragraph in enumerate(content):
        if number:
            builder.line_break(as_space=True)
        write(paragraph)
    return Span(start, builder.length)
