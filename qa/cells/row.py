"""The row of a table that a question or a claim names."""

from __future__ import annotations

from collections.abc import Iterable

from index.document.corpus import Clause
from index.runtime.patterns import regex
from qa.cells.grid import (
    Grid,
    bare_name,
    cells_of,
    without_years,
)
from qa.cells.said import AHEAD, TINY, likest, said
from qa.compare.finding import is_chinese
from qa.words.align import content_words

# How much of the name of a row has to be said, in its own language and in another.
_ROW = 0.6
_ROW_ACROSS = 0.42
# A name of which only the end is said, 城镇化率 of 常住人口城镇化率, and how long that has to be.
_SHORT_FORM = 0.8
_LEAST_END = 4
_AHEAD_ACROSS = 0.08
_TAKES = 0.5
_TOTAL = regex(
    r"合\s*计|总\s*计|小\s*计|总\s*数|共\s*计|\b(?:sub)?totals?\b|\baltogether\b|\bin all\b"
)
_TOTAL_NAME = regex(r"(?:合\s*计|总\s*计|小\s*计)")


def find_row(text: str, grids: Iterable[Grid]) -> tuple[Grid, Clause, float] | None:
    """Return the row that a text in its normal form names, and how much of its name is said.

    None where no row is named, or two alike.
    """
    across = not is_chinese(text)
    least = _ROW_ACROSS if across else _ROW
    found: list[tuple[float, float, Grid, Clause]] = []
    for grid in grids:
        for row in grid.rows:
            share, takes = _row_said(text, grid, row)
            if share >= least:
                found.append((share + takes, share, grid, row))
    # Where the name of one stands as it is, none whose words stand here and there is meant.
    whole = max((one[1] for one in found), default=0.0)
    found = [one for one in found if one[1] >= 1.0 or whole < 1.0]
    if not found:
        return None
    found.sort(key=lambda one: -one[0])
    first = found[0]
    ahead = _AHEAD_ACROSS if across else AHEAD
    if len(found) > 1 and first[0] - found[1][0] < ahead:
        return None
    return first[2], first[3], first[1]


def _row_said(text: str, grid: Grid, row: Clause) -> tuple[float, float]:
    """Return how much of a row's name a text says, and how much of the text its names take."""
    cells = cells_of(row)
    named = [cells[n] for n in grid.names if n < len(cells) and cells[n]]
    if not named:
        return 0.0, 0.0
    name = bare_name(named[-1])
    total = _TOTAL_NAME.search(name) is not None
    if total:
        name = _TOTAL_NAME.sub("", name).strip()
        outer = [bare_name(cell) for cell in named[:-1] if cell != named[-1]]
        name = name or "".join(outer[-1:])
        asked = _TOTAL.search(text) is not None
        if not name:
            return (1.0, 0.0) if asked else (0.0, 0.0)
        value = said(name, text) * (1.0 if asked else 0.7)
    else:
        value = said(name, text)
        if value < _SHORT_FORM and _ends_in(name, text):
            value = _SHORT_FORM
        if value >= _ROW and _TOTAL.search(text) and not _TOTAL.search(name):
            value -= 0.2
    if value >= 1.0:
        takes = len(name) / max(1, len(text))
    else:
        # In another language a short name is soon said: what it leaves unsaid of the text tells then.
        takes = _TAKES * _taken(name, text) if value and not is_chinese(text) else 0.0
    groups = [said(bare_name(cell), text) for cell in named[:-1]]
    return value, takes + 0.2 * max(groups, default=0.0)


def _taken(name: str, text: str) -> float:
    """Return how much of a text the words of a name take, 0 to 1."""
    mine = content_words(without_years(text))
    alike = likest(mine, content_words(name))
    return float(mine.weights @ alike) / max(float(mine.weights.sum()), TINY)


def _ends_in(name: str, text: str) -> bool:
    """Tell whether a text has the end of a name that is most of it: half, and no single word."""
    size = max(_LEAST_END, (len(name) + 1) // 2)
    return len(name) > size and name[-size:] in text
