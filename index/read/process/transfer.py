"""What was read of a file as JSON: how the process that reads it hands it over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from index.document.corpus import Remark
from index.document.layout import Cell, HeadingMark, Layout, Table
from index.document.span import Span
from index.read.source import Source


def pack(source: Source) -> str:
    """Return ``source`` on one line."""
    layout = source.layout
    tables = [
        [
            _pair(table.span),
            [[*_pair(c.span), c.row, c.column, c.rows, c.columns] for c in table.cells],
            table.header_rows,
            None if table.title is None else _pair(table.title),
        ]
        for table in layout.tables
    ]
    return json.dumps(
        {
            "kind": source.kind,
            "text": source.text,
            "remarks": [[remark.zh, remark.en] for remark in source.remarks],
            "skips": [_pair(span) for span in layout.skips],
            "spaces": list(layout.spaces),
            "pages": list(layout.pages),
            "headings": [[*_pair(mark.span), mark.level] for mark in layout.headings],
            "tables": tables,
            "notes": [_pair(span) for span in layout.notes],
            "ocr": layout.ocr,
        }
    )


def unpack(row: dict[str, Any]) -> Source:
    """Return what ``pack`` packed."""
    tables = tuple(
        Table(
            Span(*span),
            tuple(Cell(Span(cell[0], cell[1]), *cell[2:]) for cell in cells),
            header_rows,
            None if title is None else Span(*title),
        )
        for span, cells, header_rows, title in row["tables"]
    )
    layout = Layout(
        skips=_spans(row["skips"]),
        spaces=tuple(row["spaces"]),
        pages=tuple(row["pages"]),
        headings=tuple(HeadingMark(Span(a, b), level) for a, b, level in row["headings"]),
        tables=tables,
        notes=_spans(row["notes"]),
        ocr=row["ocr"],
    )
    remarks = tuple(Remark(zh, en) for zh, en in row["remarks"])
    return Source(row["kind"], row["text"], layout, remarks)


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
