"""Tables of a PDF file, gathered over the pages that they go on over, and written at their end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.document.layout import Cell
from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.pdf.lines import PageLine
from index.read.pdf.page import TableBlock
from index.read.pieces import Piece
from index.read.plain.lines import goes_on_with_space
from index.read.tables.tables import make_table

# In heights of a character, what a line of a cell may lack to be full.
_LACKS = 1.8
# Columns of a table that goes on over the page stand where they stood, but for this many points.
_SAME_COLUMN = 6.0


@dataclass(slots=True)
class _Gathered:
    """A cell and the lines in it, with the right edge of each."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[tuple[PageLine, float]] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join("".join(line.words.split()) for line, _ in self.lines)


class TableGatherer:
    """A table as it grows page by page."""

    def __init__(self, block: TableBlock, caption: Span | None) -> None:
        """Begin with the part on the first page."""
        self._parted = block.table.parted
        self._caption = caption
        self._open = block.table.open_below
        self._cells: list[_Gathered] = []
        # Before which row what stood between two pages is written.
        self._between: dict[int, list[str | None]] = {}
        self._add(block, list(range(len(self._parted))), 0)

    def take(self, block: TableBlock, between: Sequence[str | None]) -> bool:
        """Add the part on the next page; tell whether it is one of this table."""
        places = self._places(block)
        if places is None:
            return False
        size = self._size()
        joins = self._open and block.table.open_above
        first = size - 1 if joins else size
        self._between.setdefault(size, []).extend(between)
        self._open = block.table.open_below
        self._add(block, places, first)
        return True

    def _places(self, block: TableBlock) -> list[int] | None:
        """Return which of this table's column edges those of a part are; None where one is none."""
        places: list[int] = []
        for edge in block.table.parted:
            near = [n for n, own in enumerate(self._parted) if abs(own - edge) <= _SAME_COLUMN]
            if not near and not places:
                # Words beside the lines, in a merged cell whose lines end with the page before.
                near = [n for n, own in enumerate(self._parted) if own < edge][-1:]
            if not near or (places and near[0] <= places[-1]):
                return None
            places.append(near[0])
        return places if len(places) > 1 else None

    def _size(self) -> int:
        return max((cell.row + cell.rows for cell in self._cells), default=0)

    def _add(self, block: TableBlock, places: Sequence[int], first: int) -> None:
        cells = [
            _Gathered(
                cell.row + first,
                places[cell.column],
                cell.rows,
                places[cell.column + cell.columns] - places[cell.column],
                [(line, cell.region.right) for line in lines],
            )
            for cell, lines in block.words
        ]
        if first:
            cells = self._without_names(cells, first)
        above = {cell.column: cell for cell in self._cells if cell.row + cell.rows == self._size()}
        joined = first < self._size()
        size = max((cell.row + cell.rows for cell in cells), default=first)
        for cell in cells:
            before = above.get(cell.column)
            top = cell.row == first and before is not None and before.columns == cell.columns
            # A cell that goes on over the page: the row was broken, or nothing stands in its rest.
            if top and before is not None and (joined or (first and not cell.lines)):
                before.lines.extend(cell.lines)
                before.rows = cell.row + cell.rows - before.row
            else:
                self._cells.append(cell)
        if first and places[0] > 0:
            # Merged cells at the left whose lines end with the page.
            for column, before in above.items():
                if column < places[0]:
                    before.rows = size - before.row

    def _without_names(self, cells: list[_Gathered], first: int) -> list[_Gathered]:
        """Leave out the names of the columns where they are repeated on top of a page."""
        names = [cell.words for cell in self._cells if cell.row == 0]
        if [cell.words for cell in cells if cell.row == first] != names or not any(names):
            return cells
        return [
            _Gathered(cell.row - 1, cell.column, cell.rows, cell.columns, cell.lines)
            for cell in cells
            if cell.row > first
        ]

    def write(self, builder: TextBuilder) -> None:
        """Write the table, a line a row, and note it."""
        builder.end_line()
        written: list[Cell] = []
        size = self._size()
        for row in range(size + 1):
            write_between(builder, self._between.get(row, ()))
            here = sorted((cell for cell in self._cells if cell.row == row), key=lambda c: c.column)
            for number, cell in enumerate(here):
                if number:
                    builder.write("\t")
                span = _write_cell(builder, cell.lines)
                written.append(Cell(span, row, cell.column, cell.rows, cell.columns))
            if here:
                builder.write("\n")
        found = make_table(builder.text(), written, title=self._caption)
        if found is not None:
            builder.table(found)


def write_line(builder: TextBuilder, line: PageLine) -> None:
    """Write the words of a line; what is no part of them is skipped."""
    for piece in line.pieces:
        if piece.kind == "skip":
            builder.skip(piece.text)
        else:
            builder.write(piece.text.replace("\u00ad", "-"))


def write_between(builder: TextBuilder, pending: Sequence[str | None]) -> None:
    """Write running heads, feet and page numbers, and note where pages begin (None)."""
    for words in pending:
        builder.end_line()
        if words is None:
            builder.page()
        elif words:
            builder.skip(words)
            builder.write("\n")


def _without_tabs(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a line in a cell; ideographs set far apart are one word, figures are not."""
    for number, piece in enumerate(pieces):
        if piece.text != "\t":
            yield piece
        elif pieces[number - 1].text[-1:].isdigit() and pieces[number + 1].text[:1].isdigit():
            yield Piece("text", " ")


def _write_cell(builder: TextBuilder, lines: Sequence[tuple[PageLine, float]]) -> Span:
    start = builder.length
    before: tuple[PageLine, float] | None = None
    for line, right in lines:
        if before is not None:
            full = before[1] - before[0].right < _LACKS * before[0].size
            if not full:
                builder.line_break(as_space=True)
            elif goes_on_with_space(before[0].words.strip(), line.words.strip()):
                builder.write(" ")
        write_line(builder, replace(line, pieces=tuple(_without_tabs(line.pieces))))
        before = (line, right)
    return Span(start, builder.length)
