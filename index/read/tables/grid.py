"""Placing the cells of a table that has merged ones: which column each begins in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import DocumentError
from index.read.limits import MAX_CELLS

Content = TypeVar("Content")
# A merged cell over more rows or columns than this is a mistake or an attack.
_MOST_MERGED = 2_000


@dataclass(frozen=True, slots=True)
class PlacedCell(Generic[Content]):
    """A cell in its place."""

    content: Content
    row: int
    column: int
    rows: int
    columns: int


class GridBuilder(Generic[Content]):
    """A table as it is filled, row by row, cell by cell."""

    def __init__(self) -> None:
        self._cells: list[PlacedCell[Content]] = []
        # By column, the first row that is free again.
        self._free: dict[int, int] = {}
        self._row = -1
        self._next = 0
        self._taken = 0

    def put(self, row: int, content: Content, rows: int = 1, columns: int = 1) -> None:
        """Put a cell into the next free column of a row.

        Raises:
            DocumentError: The table has more cells than are read.
        """
        rows, columns = (max(1, min(size, _MOST_MERGED)) for size in (rows, columns))
        if row != self._row:
            self._row, self._next = row, 0
        while self._free.get(self._next, 0) > row:
            self._next += 1
        column = self._next
        self._taken += columns
        if self._taken > MAX_CELLS:
            raise DocumentError(f"A table has more than {MAX_CELLS:,} cells.")
        for taken in range(column, column + columns):
            self._free[taken] = row + rows
        self._cells.append(PlacedCell(content, row, column, rows, columns))
        self._next = column + columns

    def cells(self) -> Iterator[PlacedCell[Content]]:
        """Yield the cells; one that reaches below the last row ends there."""
        size = self._row + 1
        for cell in self._cells:
            rows = min(cell.rows, size - cell.row)
            yield PlacedCell(cell.content, cell.row, cell.column, rows, cell.columns)
