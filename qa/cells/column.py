"""The column of a table that a question or a claim names, once its row is known."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause
from index.runtime.patterns import regex
from qa.amounts.find import find_amounts
from qa.cells.grid import (
    Column,
    Grid,
    bare_name,
    cells_of,
    is_blank,
    is_number,
    years_in,
)
from qa.cells.said import AHEAD, SHORTEST, SPACE, said
from qa.words.align import content_words

_COLUMN = 0.5
_BRACKET = regex(r"[〔〕\[\]【】（）()/]")
_ASKED = regex(r"(?:多少|几)\s*(?P<unit>[\u3400-\u9fff%]{1,4})")


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
        best = [one for one in scored if one[0] >= scored[0][0] - AHEAD]
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


def _without_name(text: str, grid: Grid, row: Clause) -> str:
    """Return a text without the name of a row where it has it as it stands."""
    cells = cells_of(row)
    name = bare_name(cells[grid.names[-1]]) if grid.names and grid.names[-1] < len(cells) else ""
    return text.replace(name, " ") if len(name) >= SHORTEST else text


def _names_of(column: Column) -> list[str]:
    """Return what a column is called: 年均增长〔累计〕 has two names."""
    names = [name.strip() for name in _BRACKET.split(column.words)]
    return [column.words, *(name for name in names if len(name) >= SHORTEST)]


def _shared_words(columns: Sequence[Column]) -> frozenset[str]:
    """Return the words that all of several columns have in their names."""
    if len(columns) < SHORTEST:
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
    plain = SPACE.sub("", text)
    return any(
        len(value) >= SHORTEST
        and not is_number(value)
        and not is_blank(value)
        and SPACE.sub("", value) in plain
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
