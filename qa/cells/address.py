"""The cell that a question or a claim names: by the words of its row, and those, or the year, of its column.

Words of one language have to be the same; those of two have to mean the same (``qa.words.align``). What is
left of the text, when row, column and table have had their words, tells whether it is about more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.corpus import Clause, Span
from index.normal import normal_text
from index.patterns import regex
from qa.amounts.find import find_amounts
from qa.cells.grid import (
    Column,
    Grid,
    bare_name,
    cells_of,
    is_blank,
    is_number,
    place_of,
    without_years,
    years_in,
)
from qa.words.align import ContentWords, Matrix, content_words, similarities

# From here on two words are one: of the same language, and of two.
_SAME = 0.85
_MEANS = 0.55
# How much of a name has to be said: of a row, in its own language or another, and of what tells its column
# from the others.
_ROW = 0.6
_ROW_ACROSS = 0.42
_COLUMN = 0.5
# A name whose words stand here and there is never said as much as one that stands as it is.
_NEARLY = 0.95
# A name of which only the end is said, 城镇化率 of 常住人口城镇化率, and how long that has to be.
_SHORT_FORM = 0.8
_LEAST_END = 4
# By so much the row that is meant is said better than the next.
_AHEAD = 0.05
_AHEAD_ACROSS = 0.08
_TAKES = 0.5
_HAN = regex(r"[\u3400-\u9fff]")
# What every row counts or aims at says nothing of which.
_GENERAL = regex(
    "数量|总量|总数|个数|数额|金额|数目|目标值?|指标值?|标准|情况|达到|实现|提高|增加|降低|下降|减少|控制|完成|"
    "为|是|有|共|数|约|由|每|要|到|在|"
    r"\b(?:number|total|targets?|indicators?|values?|reach\w*|is|are|be|to|many|much|what|planned|plan)\b"
)
_TOTAL = regex(
    r"合\s*计|总\s*计|小\s*计|总\s*数|共\s*计|\b(?:sub)?totals?\b|\baltogether\b|\bin all\b"
)
_TOTAL_NAME = regex(r"(?:合\s*计|总\s*计|小\s*计)")
_BRACKET = regex(r"[〔〕\[\]【】（）()/]")
# 5G of 5G基站: no word, but part of the name.
_CODE = regex(r"[A-Za-z]*[0-9]+[A-Za-z0-9.]*")
_ASKED = regex(r"(?:多少|几)\s*(?P<unit>[\u3400-\u9fff%]{1,4})")
_SPACE = regex(r"\s+")
_TINY = 1e-6
# What names a thing in two characters at least.
_SHORTEST = 2


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


def find_row(text: str, grids: Iterable[Grid]) -> tuple[Grid, Clause, float] | None:
    """Return the row that a text in its normal form names, and how much of its name is said.

    None where no row is named, or two alike.
    """
    across = not _HAN.search(text)
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
    ahead = _AHEAD_ACROSS if across else _AHEAD
    if len(found) > 1 and first[0] - found[1][0] < ahead:
        return None
    return first[2], first[3], first[1]


def find_column(text: str, grid: Grid, row: Clause) -> Column | None:
    """Return the column of a table that a text names: by year, words, a value of it, or its unit."""
    cells = cells_of(row)
    columns = [c for c in grid.columns if c.at < len(cells)]
    years = years_in(text)
    rest = _without_name(text, grid, row)
    of_year = [c for c in columns if c.years & years]
    dated = any(c.years for c in columns)
    if dated and years and not of_year and not years & years_in(" ".join(cells)):
        columns = [c for c in columns if not c.years]
    if of_year:
        if len(of_year) == 1:
            return of_year[0]
        columns = of_year
    shared = _shared_words(columns)
    scored = sorted(
        (
            (max(said(_without(name, shared), rest) for name in _names_of(c)), -n, c)
            for n, c in enumerate(columns)
            if c.words
        ),
        key=lambda one: (-one[0], -one[1]),
    )
    if scored and scored[0][0] >= _COLUMN:
        best = [one for one in scored if one[0] >= scored[0][0] - _AHEAD]
        if len(best) > 1:
            best = _longest(best)
        if len(best) == 1:
            return best[0][2]
        columns = [one[2] for one in best]
    elif of_year:
        return None
    by_value = [c for c in columns if _holds_value(rest, grid, c)]
    if len(by_value) == 1:
        return by_value[0]
    by_unit = [c for c in columns if _in_unit(rest, grid, row, c) or _asked_in(rest, grid, row, c)]
    if len(by_unit) == 1 and not (dated and years):
        return by_unit[0]
    only = [c for c in columns if c.at != grid.units]
    return only[0] if len(only) == 1 and len(grid.columns) <= 1 + (grid.units >= 0) else None


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
    mine = content_words(_GENERAL.sub(" ", plain))
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
    alike = _alike(mine, theirs)
    weights = np.maximum(mine.weights, 1.0)
    unsaid = [
        float(weights[n]) * (1.0 - alike[n])
        for n, word in enumerate(mine.words)
        if word.text not in "，".join(spoken)
    ]
    return float(sum(unsaid) / weights.sum())


def said(name: str, text: str) -> float:
    """Return how much of a name a text says, 0 to 1: by characters, across languages by weight."""
    plain = _SPACE.sub("", name)
    if not plain:
        return 0.0
    if plain.lower() in _SPACE.sub("", text).lower():
        return 1.0
    core = _SPACE.sub("", _GENERAL.sub("", name))
    if len(core) >= _SHORTEST and core.lower() in _SPACE.sub("", text).lower():
        return 1.0
    mine = content_words(_GENERAL.sub(" ", name))
    theirs = content_words(text)
    if not len(mine) or not len(theirs):
        return 0.0
    alike = _alike(mine, theirs)
    if _HAN.search(name) and not _HAN.search(text):
        share = float(mine.weights @ alike) / max(float(mine.weights.sum()), _TINY)
        return min(_NEARLY, share)
    matched = sum(len(w.text) * float(v) for w, v in zip(mine.words, alike, strict=True))
    if _HAN.search(name):
        matched += sum(len(code) for code in _CODE.findall(core) if code in text)
    return min(_NEARLY, matched / max(1, len(core)))


def _alike(mine: ContentWords, theirs: ContentWords) -> Matrix:
    """Return how alike each word is to its likest of others, where that is enough to be it; else 0."""
    if not len(theirs):
        return np.zeros(len(mine), dtype=np.float32)
    alike = similarities(mine, theirs)
    for r, word in enumerate(mine.words):
        for c, other in enumerate(theirs.words):
            across = word.text.isascii() != other.text.isascii()
            # A single character within a word says little of it: 高 in 高标准.
            apart = not across and word.text != other.text
            short = min(len(word.text), len(other.text)) < _SHORTEST
            if alike[r, c] < (_MEANS if across else _SAME) or (apart and short):
                alike[r, c] = 0.0
    return np.asarray(np.clip(alike.max(axis=1), 0.0, 1.0), dtype=np.float32)


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
        takes = _TAKES * _taken(name, text) if value and not _HAN.search(text) else 0.0
    groups = [said(bare_name(cell), text) for cell in named[:-1]]
    return value, takes + 0.2 * max(groups, default=0.0)


def _taken(name: str, text: str) -> float:
    """Return how much of a text the words of a name take, 0 to 1."""
    mine = content_words(without_years(text))
    alike = _alike(mine, content_words(name))
    return float(mine.weights @ alike) / max(float(mine.weights.sum()), _TINY)


def _ends_in(name: str, text: str) -> bool:
    """Tell whether a text has the end of a name that is most of it: half, and no single word."""
    size = max(_LEAST_END, (len(name) + 1) // 2)
    return len(name) > size and name[-size:] in text


def _without_name(text: str, grid: Grid, row: Clause) -> str:
    """Return a text without the name of a row where it has it as it stands."""
    cells = cells_of(row)
    name = bare_name(cells[grid.names[-1]]) if grid.names and grid.names[-1] < len(cells) else ""
    return text.replace(name, " ") if len(name) >= _SHORTEST else text


def _names_of(column: Column) -> list[str]:
    """Return what a column is called: 年均增长〔累计〕 has two names."""
    names = [name.strip() for name in _BRACKET.split(column.words)]
    return [column.words, *(name for name in names if len(name) >= _SHORTEST)]


def _shared_words(columns: Sequence[Column]) -> frozenset[str]:
    """Return the words that all of several columns have in their names."""
    if len(columns) < _SHORTEST:
        return frozenset()
    sets = [{w.text for w in content_words(c.words).words} for c in columns]
    return frozenset(set.intersection(*sets))


def _without(words: str, shared: frozenset[str]) -> str:
    for word in shared:
        words = words.replace(word, " ")
    return words.strip()


def _longest(best: list[tuple[float, int, Column]]) -> list[tuple[float, int, Column]]:
    longest = max(len(one[2].words) for one in best)
    return [one for one in best if len(one[2].words) == longest]


def _holds_value(text: str, grid: Grid, column: Column) -> bool:
    """Tell whether a text has a value of a column that is no number: 约束性, 市水利局."""
    plain = _SPACE.sub("", text)
    return any(
        len(value) >= _SHORTEST
        and not is_number(value)
        and not is_blank(value)
        and _SPACE.sub("", value) in plain
        for value in grid.values(column)
    )


def _asked_in(text: str, grid: Grid, row: Clause, column: Column) -> bool:
    """Tell whether a text asks for a number in the unit of a column: 多少所."""
    asked = _ASKED.search(text)
    unit = grid.unit(row, column)
    return asked is not None and bool(unit) and asked["unit"].startswith(unit)


def _in_unit(text: str, grid: Grid, row: Clause, column: Column) -> bool:
    """Tell whether an amount of a text is in the unit of a column."""
    unit = grid.unit(row, column).split("/")[0]
    cells = cells_of(row)
    cell = cells[column.at]
    if is_blank(cell) or not is_number(cell):
        return False
    its = find_amounts(cell if not cell[-1:].isdigit() else f"{cell}{unit}")
    return any(mine.unit and one.unit == mine.unit for mine in find_amounts(text) for one in its)
