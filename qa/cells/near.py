"""The tables that stand near to a question or a claim: those of which a row is among the best clauses."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from qa.cells.grid import Grid, grids_of

# A row that is meant is hardly ever in a table of which no row is among so many of the best clauses.
_LOOKED_AT = 10
# Of a longer table only the rows that were found are looked at: a register of thousands is no table to
# be read whole for each question.
_LONGEST = 300


class NearGrids:
    """Finds tables of one index by the places of clauses."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index

    @functools.cached_property
    def _by_position(self) -> dict[int, Grid]:
        rows = self._clause_index.table_rows()
        return {row.position: grid for grid in grids_of(rows) for row in grid.rows}

    @property
    def none(self) -> bool:
        """Whether the documents have no tables."""
        return not self._by_position

    def near(self, order: npt.NDArray[np.int64]) -> list[Grid]:
        """Return the tables that the best clauses stand in, in the order of the first of each.

        Args:
            order: Positions of clauses, best first.
        """
        positions: Sequence[int] = order[:_LOOKED_AT].tolist()
        found: dict[int, tuple[Grid, set[int]]] = {}
        for position in positions:
            grid = self._by_position.get(position)
            if grid is not None:
                found.setdefault(id(grid), (grid, set()))[1].add(position)
        return [
            grid
            if len(grid.rows) <= _LONGEST
            else replace(grid, rows=tuple(row for row in grid.rows if row.position in held))
            for grid, held in found.values()
        ]
