"""XLSX files by openpyxl: apart, since few of those who import ``qa.tables`` come to read or write one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from qa.sheet import MAX_CELL, RISKY, Sheet

_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDEST = 60


def read(data: bytes) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the first sheet of a file.

    Raises:
        ValueError, zipfile.BadZipFile, KeyError, IndexError, SyntaxError: It is no such file.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except InvalidFileException as error:
        raise ValueError(str(error)) from error
    yield from book.worksheets[0].iter_rows(values_only=True)


def write(sheets: Sequence[Sheet]) -> bytes:
    """Return a file of several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.title), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(target: Any, sheet: Sheet) -> None:  # noqa: ANN401  # openpyxl ships no types
    widest = [0] * len(sheet.header)
    for r, row in enumerate([sheet.header, *sheet.rows], start=1):
        for c, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = target.cell(row=r, column=c)
            _write_cell(cell, value)
            if r == 1:
                cell.font = _BOLD
            elif isinstance(value, str) and value in sheet.fills:
                cell.fill = PatternFill("solid", fgColor=sheet.fills[value])
            if c <= len(widest):
                widest[c - 1] = max(widest[c - 1], len(str(value)))
    for c, width in enumerate(widest, start=1):
        # A Chinese character is two digits wide, which is the unit here.
        target.column_dimensions[get_column_letter(c)].width = min(max(2 * width, 8), _WIDEST)
    target.freeze_panes = "A2"
    if sheet.hidden:
        target.sheet_state = "veryHidden"
    _help_people(target, sheet)


def _help_people(target: Any, sheet: Sheet) -> None:  # noqa: ANN401  # the same
    """Add the filter, the words to choose from, and the comments."""
    end = len(sheet.rows) + 1
    if sheet.header and not sheet.hidden:
        target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.header))}{end}"
    for (row, column), words in sheet.comments.items():
        target.cell(row=row + 2, column=column + 1).comment = Comment(words, "yinju")
    for column, offers in sheet.choices.items():
        offered = DataValidation("list", formula1=f'"{",".join(offers)}"', showErrorMessage=False)
        letter = get_column_letter(column + 1)
        offered.add(f"{letter}2:{letter}{max(end, 2)}")
        target.add_data_validation(offered)


def _write_cell(cell: Any, value: object) -> None:  # noqa: ANN401  # the same
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:MAX_CELL]
    cell.data_type = "s"
    # Text now and text still when somebody edits the cell.
    cell.quotePrefix = value.startswith(RISKY)
    cell.alignment = _WRAPPED
