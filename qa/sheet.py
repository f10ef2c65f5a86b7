"""A sheet of a workbook, and what a cell may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Excel's own limit is 32,767 characters a cell.
MAX_CELL = 32_767
# What a text begins with that a spreadsheet takes for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        title: At most 31 characters, as Excel has it.
        header: Names of the columns.
        rows: Cells, row by row.
        fills: By text of a cell, the colour behind it (RRGGBB).
        choices: By column, from 0, what a person may choose in it; anything else may be written too.
        comments: By row and column, from 0 below the header, a comment on the cell.
        hidden: Whether it is for the program alone.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    fills: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
