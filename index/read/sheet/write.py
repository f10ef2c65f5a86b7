"""A workbook to text: titles and notes as lines, tables with the rows that name their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from index.document.corpus import Remark
from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.garble import find_garble
from index.read.limits import check_length
from index.read.sheet.workbook import Workbook, WorkbookSheet
from index.read.source import Source
from index.read.tables.cells import CellContent, write_table
from index.read.tables.grid import PlacedCell
from index.runtime.patterns import regex

# The names that programs give to sheets say nothing.
_UNNAMED = regex(r"(?:sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)
# Columns behind this one are written only where they have words.
_WIDEST = 200
_NUMBER = regex(r"[-+]?[0-9][0-9,.]*\s*[%％]?")
_LABEL = regex(r"[^：:]{2,10}[：:]")
_UNIT = regex(r"^[（(]?\s*(?:计量)?单位\s*[：:]")


def read_workbook(data: bytes, name: str) -> Source:
    """Return the text of a workbook: every sheet that is shown.

    Raises:
        DocumentError: It is damaged, encrypted, too large, or no workbook.
    """
    book = Workbook(data, name)
    sheets = [sheet for sheet in book.sheets() if sheet.cells]
    builder = TextBuilder()
    for sheet in sheets:
        title = None
        if len(sheets) > 1 and not _UNNAMED.fullmatch(sheet.name.strip()):
            builder.end_line()
            title = builder.write(sheet.name.strip())
            builder.heading(title, 1)
            builder.end_line()
        columns: dict[int, list[int]] = {}
        for row, column in sorted(sheet.cells):
            columns.setdefault(row, []).append(column)
        for block in _blocks(sheet, columns):
            _write_block(builder, sheet, block, columns, title)
            check_length(name, builder.length)
    text = builder.text()
    remarks = [*_remarks(book), *find_garble(text)]
    return Source("xlsx", text, builder.layout(), tuple(remarks))


def _blocks(sheet: WorkbookSheet, columns: Mapping[int, Sequence[int]]) -> Iterator[list[int]]:
    """Yield the rows of each table with the lines around it.

    A blank row ends a table only where what follows is a title or names columns anew.
    """
    block: list[int] = []
    for row, here in columns.items():
        apart = bool(block) and row > block[-1] + 1 and not _covered(sheet, block[-1], row)
        words = [sheet.cells[row, column] for column in here] if apart else []
        if apart and (len(words) == 1 or not any(map(_NUMBER.fullmatch, words))):
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _covered(sheet: WorkbookSheet, row: int, other: int) -> bool:
    """Tell whether a merged cell reaches from one row to another."""
    return any(top <= row and bottom >= other for top, _, bottom, _ in sheet.merged)


def _write_block(
    builder: TextBuilder,
    sheet: WorkbookSheet,
    rows: Sequence[int],
    by_row: Mapping[int, Sequence[int]],
    title: Span | None,
) -> None:
    """Write the lines above a table, the table, and the lines below it."""
    table = [row for row in rows if len(by_row[row]) > 1]
    if not table:
        for row in rows:
            _write_line(builder, sheet, row, by_row[row])
        return
    # 填报单位：甲局 and 填报日期：3月 stand above a table, each with its label.
    if len(table) > 1 and all(_LABEL.match(sheet.cells[table[0], c]) for c in by_row[table[0]]):
        table = table[1:]
    first, last = table[0], table[-1]
    for row in [row for row in rows if row < first]:
        line = _write_line(builder, sheet, row, by_row[row])
        if len(by_row[row]) == 1 and not _UNIT.match(builder.since(line.start)):
            title = line
    inner = [row for row in rows if first <= row <= last]
    _write_cells(builder, sheet, inner, by_row, title)
    for row in [row for row in rows if row > last]:
        _write_line(builder, sheet, row, by_row[row])


def _write_line(
    builder: TextBuilder, sheet: WorkbookSheet, row: int, columns: Sequence[int]
) -> Span:
    builder.end_line()
    span = Span(builder.length, builder.length)
    for number, column in enumerate(sorted(columns)):
        if number:
            builder.write("\t")
        span = Span(span.start, _write_words(builder, sheet.cells[row, column]).end)
    builder.end_line()
    return span


def _write_words(builder: TextBuilder, words: str) -> Span:
    """Write the words of a cell; its line breaks read as spaces."""
    start = builder.length
    for number, line in enumerate(line.strip() for line in words.splitlines() if line.strip()):
        if number:
            builder.line_break(as_space=True)
        builder.write(line.replace("\t", " "))
    return Span(start, builder.length)


def _write_cells(
    builder: TextBuilder,
    sheet: WorkbookSheet,
    rows: Sequence[int],
    columns_of: Mapping[int, Sequence[int]],
    title: Span | None,
) -> None:
    used = sorted({column for row in rows for column in columns_of[row]})
    place = {column: number for number, column in enumerate(used)}
    number_of = {row: number for number, row in enumerate(rows)}
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    hidden: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        inside = [row for row in rows if top <= row <= bottom]
        across = [column for column in used if left <= column <= right]
        if inside and across and (top, left) in sheet.cells:
            merged[top, left] = (len(inside), len(across))
            hidden.update((row, column) for row in inside for column in across)
            hidden.discard((top, left))
    cells: list[PlacedCell[tuple[str | CellContent[str], ...]]] = []
    for row in rows:
        for column in used if len(used) <= _WIDEST else sorted(columns_of[row]):
            if (row, column) in hidden:
                continue
            words = sheet.cells.get((row, column), "")
            tall, wide = merged.get((row, column), (1, 1))
            cells.append(
                PlacedCell((words,) if words else (), number_of[row], place[column], tall, wide)
            )

    def write(words: str) -> Span:
        return _write_words(builder, words)

    write_table(builder, CellContent(tuple(cells)), write, title)


def _remarks(book: Workbook) -> Iterator[Remark]:
    if count := book.counts["hidden"]:
        yield Remark(
            f"有{count}个隐藏的工作表，没有读入。", f"{count} hidden sheets were left out."
        )
    rows, columns = book.counts["rows"], book.counts["columns"]
    if rows or columns:
        yield Remark(
            f"有{rows}个隐藏的行、{columns}个隐藏的列，没有读入。",
            f"{rows} hidden rows and {columns} hidden columns were left out.",
        )
    if count := book.counts["charts"]:
        yield Remark(
            f"有{count}个图表页，没有读入。", f"{count} sheets that are charts were left out."
        )
    if count := book.counts["struck"]:
        yield Remark(
            f"有{count}处文字划有删除线，没有读入。",
            f"{count} struck-through pieces were left out.",
        )
    if count := book.counts["uncounted"]:
        yield Remark(
            f"有{count}个公式没有存下结果；请在Excel里打开并保存一次。",
            f"{count} formulas have no stored result; open the file in Excel and save it once.",
        )
