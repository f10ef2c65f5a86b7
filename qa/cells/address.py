"""The cell that a question or a claim names: by the words of its row, and those, or the year, of its column.

What is left of the text, when row, column and table have had their words, tells whether it is about more
than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from qa.amounts.find import find_amounts
from qa.cells.column import find_column
from qa.cells.grid import (
    Column,
    Grid,
    cells_of,
    is_number,
    place_of,
    without_years,
)
from qa.cells.row import find_row
from qa.cells.said import GENERAL, likest
from qa.words.align import content_words


@dataclass(frozen=True, slots=True)
class Address:
    """A row that a text names, and the column where it names one too.

    Attributes:
        grid: The table.
        row: The row.
        column: The column; None where none or several may be meant.
        said: How much of the row's name the text says, 0 to 1.
        left: How much of what the text speaks of is neither row nor column nor table, 0 to 1.
    """

    grid: Grid
    row: Clause
    column: Column | None
    said: float
    left: float

    @property
    def cell(self) -> str:
        """The words of the cell in the normal form; empty without a column."""
        cells = cells_of(self.row)
        return cells[self.column.at] if self.column and self.column.at < len(cells) else ""

    @property
    def at(self) -> Span | None:
        """Where the cell stands in the text of its row; None where it is shared with a row further up."""
        return None if self.column is None else place_of(self.row, self.column.at)


def address(text: str, grids: Sequence[Grid]) -> Address | None:
    """Return what a text in its normal form names in one of some tables; None where it names no row."""
    found = find_row(text, grids)
    if found is None:
        return None
    grid, row, said_of_row = found
    column = find_column(text, grid, row)
    return Address(grid, row, column, said_of_row, left(text, grid, row, column))


def left(text: str, grid: Grid, row: Clause, column: Column | None) -> float:
    """Return how much of a text speaks of something else than a row, a column and their table, 0 to 1."""
    plain = without_years(text)
    for amount in reversed(find_amounts(plain)):
        plain = f"{plain[: amount.at.start]} {plain[amount.at.end :]}"
    mine = content_words(GENERAL.sub(" ", plain))
    if not len(mine):
        return 0.0
    cells = cells_of(row)
    spoken = [*cells, *(c.head for c in ([column] if column else grid.columns))]
    spoken += [normal_text(h.title) for h in row.path]
    spoken.append(normal_text(row.table.title or "") if row.table is not None else "")
    if column is not None:
        spoken += [value for value in grid.values(column) if not is_number(value)]
        spoken.append(grid.unit(row, column))
    theirs = content_words("，".join(spoken))
    alike = likest(mine, theirs)
    weights = np.maximum(mine.weights, 1.0)
    unsaid = [
        float(weights[n]) * (1.0 - alike[n])
        for n, word in enumerate(mine.words)
        if word.text not in "，".join(spoken)
    ]
    return float(sum(unsaid) / weights.sum())
