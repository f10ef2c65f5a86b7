"""Tables written as HTML within Markdown: their cells as they stand in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document.layout import Cell, Table
from index.document.span import Span
from index.read.spans import is_within
from index.read.tables.grid import GridBuilder
from index.read.tables.tables import make_table
from index.runtime.patterns import regex

_TABLE = regex(r"<table\b[^<>]*>(.*?)</table\s*>", re.DOTALL | re.IGNORECASE)
_ROW = regex(r"<tr\b[^<>]*>(.*?)(?=<tr\b|</table|</tbody|</thead|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = regex(r"<(t[dh])\b([^<>]*)>(.*?)(?=<t[dh]\b|</tr\b|<tr\b|\Z)", re.DOTALL | re.IGNORECASE)
_END = regex(r"</t[dh]\s*>", re.IGNORECASE)
_OVER = regex(r"(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_TAG = regex(r"<[^<>]*>")
_CAPTION = regex(r"<caption\b[^<>]*>(.*?)</caption\s*>", re.DOTALL | re.IGNORECASE)


def find_tables(text: str, hidden: Sequence[Span]) -> tuple[list[Table], list[int]]:
    """Return the tables written as HTML, and the characters that part cells and read as a space.

    Where cells follow each other with no white space between, the stroke of ``</td>`` is kept to
    part them, so that 860 and 640 do not become 860640.
    """
    tables: list[Table] = []
    parting: list[int] = []
    starts = [span.start for span in hidden]
    for found in _TABLE.finditer(text):
        if is_within(hidden, starts, found.start()):
            continue
        grid = GridBuilder[Span]()
        header: int | None = None
        for row_number, row in enumerate(_ROW.finditer(text, found.start(1), found.end(1))):
            kinds = set()
            for cell in _CELL.finditer(text, row.start(1), row.end(1)):
                kinds.add(cell[1].lower())
                over = {name.lower(): int(size) for name, size in _OVER.findall(cell[2])}
                span = _inner(text, Span(cell.start(3), cell.end(3)))
                grid.put(row_number, span, over.get("row", 1), over.get("col", 1))
                end = _END.search(text, span.end, cell.end(3) + 1)
                if end and not text[end.end() : end.end() + 1].isspace():
                    parting.append(end.start() + 1)
            if kinds == {"th"} and header in {None, row_number}:
                header = row_number + 1
        caption = _CAPTION.search(text, found.start(1), found.end(1))
        title = _inner(text, Span(caption.start(1), caption.end(1))) if caption else None
        cells = [
            Cell(one.content, one.row, one.column, one.rows, one.columns) for one in grid.cells()
        ]
        table = make_table(text, cells, header, title)
        if table is not None:
            tables.append(table)
    return tables, parting


def _inner(text: str, span: Span) -> Span:
    """Return the words of a cell without the tags and white space around them."""
    start, end = span.start, span.end
    moved = True
    while moved:
        moved = False
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if (tag := _TAG.match(text, start, end)) is not None:
            start, moved = tag.end(), True
        elif text[end - 1 : end] == ">" and start < end:
            opening = text.rfind("<", start, end)
            if opening >= 0 and _TAG.fullmatch(text, opening, end):
                end, moved = opening, True
    return Span(start, end)
