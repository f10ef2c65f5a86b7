"""Rows of tables, each read with the header and with the cells that it shares with other rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Role, TableRow
from index.document.layout import Cell, Table
from index.document.reading import Reading
from index.document.span import Span
from index.runtime.patterns import regex

# A row longer than an article that stays whole is cut between its cells.
MAX_ROW = 300
_SEPARATOR = regex(r"[\s|│┃¦]*")
_NUMBER = regex(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[.、．]?")
# A line that stands between the title of a table and the table.
_UNIT = regex(r"[（(]?\s*(?:计量|金额|数量)?\s*单\s*位\s*[：:]\s*[^。，；:：\s][^。；:：]{0,15}")
_CAPTION = regex(r"(?:续?\s*表|附表|专栏)\s*[0-9A-Z一二三四五六七八九十.\-—]{1,6}\s*\S*")


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """What becomes a clause of a table.

    Attributes:
        pieces: Its words in the source.
        role: ``row``, or ``caption`` of a title or a row that only names a group.
        table: What it is read with.
        name: What a reader calls the row: its first words.
        place: What the table, and the group of rows, is called in a reference.
    """

    pieces: tuple[Span, ...]
    role: Role
    table: TableRow | None
    name: str
    place: str = ""


def is_caption(words: str) -> bool:
    """Tell whether a line is the title of the table below it: 表1 主要指标."""
    return bool(_CAPTION.match(words))


def is_unit(words: str) -> bool:
    """Tell whether a line is the unit of the table below it: 单位：万元."""
    return bool(_UNIT.fullmatch(words.strip()))


def read_rows(
    reading: Reading,
    table: Table,
    title: str | None = None,
    heading: str | None = None,
    unit: str | None = None,
) -> Iterator[ClauseRow]:
    """Yield the rows of a table in order.

    Args:
        reading: The text that it stands in.
        table: The table.
        title: Its title, where the text above says it.
        heading: Of the annex or box that holds it alone; a reference names that by its number.
        unit: What all its figures are in, where a line above says it.
    """
    grid = _Grid(reading, table)
    naming = grid.naming_column()
    title = title or grid.words(table.title)
    group = ""
    heads = {tuple(map(grid.words_of, cells)) for n, cells in grid.rows() if n < table.header_rows}
    for number, cells in grid.rows():
        own = [c for c in dict.fromkeys(cells) if c.row == number and grid.words(c.span)]
        if not own:
            continue
        whole = own[0] if len(own) == 1 and own[0].columns >= grid.columns > 1 else None
        if whole is not None:
            words = grid.words(whole.span) or ""
            if number < table.header_rows and not title:
                title = words
            elif number >= table.header_rows:
                group = words
            yield ClauseRow(grid.pieces(own), "caption", None, words)
            continue
        words_by_column = tuple(map(grid.words_of, cells))
        # The names of the columns come again where a table goes on over a page.
        if number < table.header_rows or (len(own) > 1 and words_by_column in heads):
            continue
        named = " · ".join(part for part in (title or heading, unit, group) if part) or None
        record = TableRow(named, grid.header, words_by_column)
        name = record.row[naming] if naming < len(record.row) else record.row[0]
        place = " · ".join(part for part in (title, group) if part)
        yield ClauseRow(grid.pieces(own), "row", record, name, place)


class _Grid:
    """The cells of a table by row and column."""

    def __init__(self, reading: Reading, table: Table) -> None:
        self._reading = reading
        self._table = table
        self.columns = max((cell.column + cell.columns for cell in table.cells), default=0)
        self._height = max((cell.row + cell.rows for cell in table.cells), default=0)
        places: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row, column in itertools.product(range(cell.rows), range(cell.columns)):
                places.setdefault((cell.row + row, cell.column + column), cell)
        self._places = places
        self.header = self._header()

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield each row: for every column its cell, those included that begin further up."""
        for row in range(self._height):
            cells = [self._places.get((row, column)) for column in range(self.columns)]
            yield row, [cell for cell in cells if cell is not None]

    def words(self, span: Span | None) -> str | None:
        """Return the words of a cell in one line; None where there is none."""
        if span is None:
            return None
        return " ".join(self._reading.words(span).split())

    def words_of(self, cell: Cell) -> str:
        """Return the words of a cell in one line."""
        return self.words(cell.span) or ""

    def naming_column(self) -> int:
        """Return the first column whose cells tell the rows apart and say more than a number."""
        first = min(self._table.header_rows, self._height)
        for column in range(self.columns):
            cells = [self._places.get((row, column)) for row in range(first, self._height)]
            words = [self.words(cell.span) for cell in cells if cell is not None]
            told = [word for word in words if word and not _NUMBER.fullmatch(word)]
            if words and len(set(told)) == len(words):
                return column
        return 0

    def pieces(self, cells: Sequence[Cell]) -> tuple[Span, ...]:
        """Return where the words of cells stand, with what only separates them."""
        spans: list[Span] = []
        for cell in sorted(cells, key=lambda cell: cell.span.start):
            inner = Span(self._reading.at(cell.span.start), self._reading.at(cell.span.end))
            # A bar that is markup is skipped by then, and only the space beside it is left.
            if spans and _SEPARATOR.fullmatch(self._reading.text, spans[-1].end, inner.start):
                spans[-1] = Span(spans[-1].start, inner.end)
            else:
                spans.append(inner)
        return tuple(itertools.chain.from_iterable(map(self._reading.pieces, spans)))

    def _header(self) -> tuple[str, ...]:
        """Return what each column is called; over several rows, from the top down."""
        names: list[str] = []
        for column in range(self.columns):
            parts: list[str] = []
            for row in range(min(self._table.header_rows, self._height)):
                cell = self._places.get((row, column))
                if cell is None or cell.columns >= self.columns > 1:
                    continue
                words = self.words(cell.span) or ""
                if words and words not in parts:
                    parts.append(words)
            names.append(" ".join(parts))
        return tuple(names) if any(names) else ()
