"""A table as rows and columns: which columns name a row, which hold its values, and what those are in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex

_SERIAL = regex(r"序\s*号|编号|No\.?|№")
_UNIT_COLUMN = regex("(?:计量|计费|计价|收费|计算)?单位")
_UNIT = regex(r"[（(]\s*(?:单位\s*[：:]\s*)?(?P<unit>[^（()）]{1,14})[）)]\s*$")
_ALL_IN = regex(r"单\s*位\s*[：:]\s*(?P<unit>(?:[^\s·，；）)]|(?<=\S)·(?=\S)){1,10})")
_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])\s*年?度?")
_NUMBER = regex(
    r"(?:[≥≤><≧≦]|不低于|不少于|不高于|不超过|大于|小于|超过|约)?\s*[〔\[【（(]?\s*-?[0-9][0-9,，.]*(?:\s*[-—–～~至]\s*"
    r"[0-9][0-9,，.]*)?\s*[〕\]】）)]?\s*(?:%|‰|[\u3400-\u9fffA-Za-z/²³·]{0,8})(?:以上|以下|左右|以内)?"
)
_BLANK = regex(r"[-—–―/\\·.…*\s]*")
_BEFORE_NAME = regex(
    r"^[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[）)]|[.、．](?![0-9]))\s*"
)
_BEHIND_NAME = regex(r"\s*(?:[（(][^（()）]*[）)]|[▲△*★※])+$")
# Between two rows of a table there may stand the name of a group.
_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds values.

    Attributes:
        at: Its number, from 0.
        head: What it is called, in the normal form; empty where nothing names it.
        years: The years in its name.
        words: Its name without years and unit.
    """

    at: int
    head: str
    years: frozenset[int]
    words: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document.

    Attributes:
        rows: Its rows in order.
        names: The columns that name a row, outermost first.
        columns: Those that hold values.
        units: The column that says what the values are in, or -1.
    """

    rows: tuple[Clause, ...]
    names: tuple[int, ...]
    columns: tuple[Column, ...]
    units: int

    def unit(self, row: Clause, column: Column) -> str:
        """Return what the value of a row in a column is in, where it does not say so itself."""
        cells = cells_of(row)
        if 0 <= self.units < len(cells) and cells[self.units]:
            return cells[self.units]
        name = cells[self.names[-1]] if self.names and self.names[-1] < len(cells) else ""
        title = normal_text(row.table.title or "") if row.table is not None else ""
        found = _UNIT.search(name) or _UNIT.search(column.head) or _ALL_IN.search(title)
        return "" if found is None or _YEAR.search(found["unit"]) else found["unit"]

    def values(self, column: Column) -> list[str]:
        """Return the different cells of a column."""
        held = (cells_of(row) for row in self.rows)
        return list(
            dict.fromkeys(c[column.at] for c in held if column.at < len(c) and c[column.at])
        )


def cells_of(row: Clause) -> tuple[str, ...]:
    """Return the cells of a row in their normal form."""
    return tuple(normal_text(cell) for cell in row.table.row) if row.table is not None else ()


def bare_name(cell: str) -> str:
    """Return the name of a row without its number, its unit and its marks."""
    return _BEFORE_NAME.sub("", _BEHIND_NAME.sub("", cell)).strip() or cell


def is_blank(cell: str) -> bool:
    """Tell whether a cell says nothing: empty, or a dash."""
    return _BLANK.fullmatch(cell) is not None


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number, with its bound and unit or without."""
    return _NUMBER.fullmatch(cell) is not None


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names."""
    return frozenset(int(match.group(1)) for match in _YEAR.finditer(text))


def without_years(text: str) -> str:
    """Return a text without the years in it."""
    return _YEAR.sub(" ", text)


def place_of(row: Clause, column: int) -> Span | None:
    """Return where a cell stands in the text of its row; None where it is shared with a row further up."""
    at = 0
    cells = row.table.row if row.table is not None else ()
    for number, cell in enumerate(cells):
        start = row.text.find(cell, at) if cell else -1
        if number == column:
            return Span(start, start + len(cell)) if start >= 0 else None
        at = start + len(cell) if start >= 0 else at
    return None


def grids_of(clauses: Sequence[Clause]) -> Iterator[Grid]:
    """Yield the tables among clauses in reading order."""
    held: list[Clause] = []
    for clause in clauses:
        if clause.table is None:
            continue
        if held and not _goes_on(held[-1], clause):
            yield _grid(held)
            held = []
        held.append(clause)
    if held:
        yield _grid(held)


def _goes_on(before: Clause, after: Clause) -> bool:
    one, other = before.table, after.table
    if one is None or other is None or before.doc_id != after.doc_id:
        return False
    same = one.header == other.header and len(one.row) == len(other.row)
    return same and after.position - before.position <= _BETWEEN


def _grid(rows: Sequence[Clause]) -> Grid:
    cells = [cells_of(row) for row in rows]
    width = max(map(len, cells))
    table = rows[0].table
    header = [normal_text(name) for name in table.header] if table is not None else []
    header += [""] * (width - len(header))
    by_column = list(itertools.zip_longest(*cells, fillvalue=""))
    serial = {at for at in range(width) if _SERIAL.fullmatch(header[at]) or _counts(by_column[at])}
    units = next((at for at in range(width) if _UNIT_COLUMN.fullmatch(header[at])), -1)
    if units >= 0 and not any(is_number(c) for column in by_column for c in column if c):
        units = -1  # who does it, in a table without numbers
    names = _naming(by_column, serial | {units})
    columns = tuple(
        Column(
            at, header[at], years_in(header[at]), _UNIT.sub("", without_years(header[at])).strip()
        )
        for at in range(width)
        if at not in serial and at not in names
    )
    return Grid(tuple(rows), names, columns, units)


def _counts(column: Sequence[str]) -> bool:
    """Tell whether a column counts the rows: 1, 2, 3."""
    numbers = [int(cell) for cell in column if cell.isascii() and cell.isdigit()]
    return len(numbers) == len(column) > 1 and numbers == list(
        range(numbers[0], numbers[0] + len(column))
    )


def _naming(columns: Sequence[Sequence[str]], never: set[int]) -> tuple[int, ...]:
    """Return the first columns that together tell the rows apart; years count as names, values do not."""
    taken: list[int] = []
    for at, column in enumerate(columns):
        if at in never:
            continue
        told = [cell for cell in column if cell]
        valued = [cell for cell in told if is_number(cell) and not _YEAR.fullmatch(cell)]
        if taken and len(valued) * 2 > len(told):
            break
        if len(valued) == len(told):
            continue
        taken.append(at)
        if len({tuple(columns[n][row] for n in taken) for row in range(len(column))}) == len(
            column
        ):
            break
    if len(taken) > 1 and len(set(columns[taken[0]])) == len(columns[taken[0]]):
        return tuple(taken[:1])
    return tuple(taken)
