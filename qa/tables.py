"""Question sets and results as CSV and XLSX, with cells that no spreadsheet runs as a formula.

A CSV cell that starts with one of ``= + - @``, a tab or a carriage return gets an apostrophe in
front (OWASP, "CSV injection"), and so does one that starts with an apostrophe, so that reading
takes off exactly what writing put on. An XLSX cell is written as text, which is never run.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.runtime.patterns import regex
from qa.sheet import RISKY, Sheet

TABLE_SUFFIXES = (".csv", ".xlsx")
# An XLSX of 100 MB that unpacks to more than this is not a question set.
MAX_UNPACKED = 500_000_000

_SEPARATOR = regex(r"\s*(?:\|\||\n)\s*")
_LISTS = ("gold", "gold_ids", "history")
_NUMBERS = ("chapter", "section")
# A Chinese office writes a Chinese header row.
_HEADERS: Mapping[str, str] = {
    "编号": "id", "语言": "lang", "类别": "type", "问题": "question", "说法": "claim",
    "判断": "label", "依据": "gold", "原文": "gold", "条款": "gold_ids", "需要": "need",
    "章": "chapter", "节": "section", "类型": "kind", "备注": "note", "前文": "history",
    "对话": "dialog",
}  # fmt: skip


NumberedRow = tuple[int, dict[str, str]]


class TableError(ValueError):
    """A table cannot be read; says where."""

    def __init__(self, line: int, field: str, message: str) -> None:
        self.line = line
        self.field = field
        super().__init__(message)


def read_rows(data: bytes, suffix: str) -> Iterator[NumberedRow]:
    """Yield (row number from 1, filled cells by column name) of a CSV or XLSX file.

    Raises:
        TableError: the file is damaged, or its header is empty or repeats a name.
    """
    raw = _csv_cells(data) if suffix == ".csv" else _xlsx_cells(data)
    _, first = next(raw, (1, []))
    names = [_HEADERS.get(name, name) for name in (cell.strip() for cell in first)]
    filled = [name for name in names if name]
    if not filled:
        raise TableError(1, "", "the first row must name the columns, for example question, gold")
    for name in filled:
        if filled.count(name) > 1:
            raise TableError(1, name, "this column is there twice")
    for number, cells in raw:
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise TableError(number, "", f"{len(cells)} cells, but the header has {len(names)}")
        found = {
            name: cell for name, cell in zip(names, cells, strict=False) if name and cell.strip()
        }
        if found:
            yield number, found


def _csv_cells(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a Chinese Excel writes when "CSV" is chosen without "UTF-8".
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise TableError(0, "", "neither UTF-8 nor GB18030; save it as CSV UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        start = 1
        for cells in reader:
            yield start, [unguard(cell) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise TableError(reader.line_num, "", f"not a CSV row: {error}") from error


def _xlsx_cells(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise TableError(0, "", "unpacks to more than 500 MB; split the set")
        from qa.workbook import read  # openpyxl takes as long to load as a server's other parts

        for number, row in enumerate(read(data), start=1):
            yield number, [_cell_text(value) for value in row]
    except TableError:
        raise
    except (zipfile.BadZipFile, ValueError, KeyError, IndexError, SyntaxError) as error:
        raise TableError(0, "", f"not an XLSX file: {error}") from error


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rows_to_objects(rows: Iterator[NumberedRow]) -> Iterator[tuple[int, object]]:
    """Yield (row, object as a line of JSON would give it); rows of one ``dialog`` become one."""
    dialog: dict[str, Any] | None = None
    start = 0
    for number, cells in rows:
        name = cells.get("dialog")
        if dialog is not None and name != dialog["id"]:
            yield start, dialog
            dialog = None
        value = _row_object(number, {key: cell for key, cell in cells.items() if key != "dialog"})
        if isinstance(value, TableError) or name is None:
            yield number, value
        else:
            if dialog is None:
                start, dialog = number, {"id": name, "turns": []}
            if "lang" in value:
                dialog.setdefault("lang", value.pop("lang"))
            if value.get("type") == "dialog":
                del value["type"]
            dialog["turns"].append(value)
    if dialog is not None:
        yield start, dialog


def _row_object(number: int, cells: Mapping[str, str]) -> dict[str, Any] | TableError:
    value: dict[str, Any] = {key: cell for key, cell in cells.items() if key not in _LISTS}
    for name in _NUMBERS:
        if name in value:
            try:
                value[name] = int(value[name])
            except ValueError:
                return TableError(number, name, f"expected a whole number, got {value[name]!r}")
    gold = [{"key": words} for words in _split(cells.get("gold", ""))]
    gold += [{"clause_id": words} for words in _split(cells.get("gold_ids", ""))]
    if gold:
        value["gold"] = gold
    if "history" in cells:
        value["history"] = _split(cells["history"])
    return value


def _split(cell: str) -> list[str]:
    return [part for part in _SEPARATOR.split(cell.strip()) if part]


def guard(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it instead of running it."""
    return f"'{text}" if text.startswith(RISKY) else text


def unguard(text: str) -> str:
    """Undo ``guard``."""
    return text[1:] if text[:1] == "'" and text[1:2] in RISKY and len(text) > 1 else text


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return a CSV file (UTF-8 with a mark, which Excel needs to read Chinese)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(name) for name in header])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _plain(value: object) -> object:
    if value is None:
        return ""
    return guard(value) if isinstance(value, str) else value


def xlsx_bytes(header: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Return an XLSX file of one sheet whose texts are stored as text."""
    return book_bytes([Sheet("Sheet", header, rows)])


def book_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return an XLSX file of several sheets whose texts are stored as text, wide enough to be read."""
    from qa.workbook import write  # the same

    return write(sheets)
