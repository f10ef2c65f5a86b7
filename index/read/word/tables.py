"""The tables of a Word file: rows, merged cells, rows that name the columns, changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from index.errors import DocumentError
from index.read.limits import MAX_CELLS
from index.read.packed.xml import Element, child, is_on, short, value
from index.read.tables.cells import CellContent
from index.read.tables.grid import PlacedCell
from index.read.word.styles import as_int

Paragraph = TypeVar("Paragraph")
_HOLDERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})
_WIDEST = 1_000


def table_content(
    table: Element,
    read: Callable[[Element], Iterator[Paragraph | CellContent[Paragraph]]],
    changed: Callable[[str, Element], None],
) -> CellContent[Paragraph]:
    """Return the cells of a table in their places.

    Args:
        table: A ``w:tbl``.
        read: Gives what stands in a cell.
        changed: Told of rows and cells that were "inserted" or "deleted".
    """
    cells: dict[tuple[int, int], PlacedCell[tuple[Paragraph | CellContent[Paragraph], ...]]] = {}
    # By column, where the cell begins that goes on downwards.
    above: dict[int, tuple[int, int]] = {}
    header_rows = 0
    count = 0
    for number, row in enumerate(_rows(table, changed)):
        properties = child(row, "w:trPr")
        if is_on(properties, "w:tblHeader") and header_rows == number:
            header_rows = number + 1
        column = as_int(value(properties, "w:gridBefore")) or 0
        last: tuple[int, int] | None = None
        for cell in _cells(row, changed):
            count += 1
            if count > MAX_CELLS:
                raise DocumentError(f"A table has more than {MAX_CELLS:,} cells.")
            settings = child(cell, "w:tcPr")
            span = min(max(1, as_int(value(settings, "w:gridSpan")) or 1), _WIDEST)
            merged = child(settings, "w:vMerge")
            goes_on = merged is not None and value(settings, "w:vMerge") != "restart"
            if value(settings, "w:hMerge") == "continue" and last is not None:
                wide = cells[last]
                cells[last] = PlacedCell(
                    wide.content, wide.row, wide.column, wide.rows, wide.columns + span
                )
            elif goes_on and column in above:
                place = above[column]
                tall = cells[place]
                cells[place] = PlacedCell(
                    tall.content, tall.row, tall.column, number - tall.row + 1, tall.columns
                )
                last = None
            else:
                cells[number, column] = PlacedCell(tuple(read(cell)), number, column, 1, span)
                last = (number, column)
                if merged is not None:
                    above[column] = last
                else:
                    above.pop(column, None)
            column += span
    return CellContent(tuple(cells.values()), header_rows or None)


def _rows(holder: Element, changed: Callable[[str, Element], None]) -> Iterator[Element]:
    for one in holder:
        name = short(one.tag)
        if name == "w:tr":
            properties = child(one, "w:trPr")
            if child(properties, "w:del") is not None:
                changed("deleted", one)
                continue
            if child(properties, "w:ins") is not None:
                changed("inserted", one)
            yield one
        elif name in _HOLDERS:
            yield from _rows(one, changed)


def _cells(holder: Element, changed: Callable[[str, Element], None]) -> Iterator[Element]:
    for one in holder:
        name = short(one.tag)
        if name == "w:tc":
            properties = child(one, "w:tcPr")
            if child(properties, "w:cellDel") is not None:
                changed("deleted", one)
                continue
            if child(properties, "w:cellIns") is not None:
                changed("inserted", one)
            yield one
        elif name in _HOLDERS:
            yield from _cells(one, changed)
