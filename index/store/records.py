"""Documents and clauses as records: what is kept in a folder and printed as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.corpus import Clause, Document, Section
from index.layout import Cell, HeadingMark, Layout, Table
from index.span import Span


def clause_record(clause: Clause) -> dict[str, Any]:
    """Return ``clause`` as the flat record that is kept and printed."""
    section = clause.section
    return {
        "clause_id": clause.clause_id,
        "doc_id": clause.doc_id,
        "position": clause.position,
        "chapter": section.chapter,
        "chapter_title": section.chapter_title,
        "section": section.section,
        "section_title": section.section_title,
        "place": clause.place,
        "text": clause.text,
        "spans": [[span.start, span.end] for span in clause.spans],
        "sentences": [[span.start, span.end] for span in clause.sentences],
        "topic": clause.topic,
        "near": [[span.start, span.end] for span in clause.near],
    }


def read_clause(row: Mapping[str, Any]) -> Clause:
    """Return the clause that a record holds."""
    return Clause(
        clause_id=row["clause_id"],
        doc_id=row["doc_id"],
        position=row["position"],
        section=Section(row["chapter"], row["chapter_title"], row["section"], row["section_title"]),
        place=row["place"],
        text=row["text"],
        spans=tuple(Span(start, end) for start, end in row["spans"]),
        sentences=tuple(Span(start, end) for start, end in row["sentences"]),
        topic=row["topic"],
        near=tuple(Span(start, end) for start, end in row["near"]),
    )


def document_record(document: Document) -> dict[str, Any]:
    """Return what is kept of ``document`` beside its text."""
    layout = document.layout
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        "kind": document.kind,
        "remarks": list(document.remarks),
        "skips": _pairs(layout.skips),
        "pages": list(layout.pages),
        "headings": [[mark.span.start, mark.span.end, mark.level] for mark in layout.headings],
        "tables": [
            {
                "span": [table.span.start, table.span.end],
                "header_rows": table.header_rows,
                "title": None if table.title is None else [table.title.start, table.title.end],
                "cells": [
                    [c.span.start, c.span.end, c.row, c.column, c.rows, c.columns]
                    for c in table.cells
                ],
            }
            for table in layout.tables
        ],
        "notes": _pairs(layout.notes),
        "ocr": layout.ocr,
    }


def read_document(row: Mapping[str, Any], text: str) -> Document:
    """Return the document that a record and its text hold."""
    layout = Layout(
        skips=_spans(row["skips"]),
        pages=tuple(row["pages"]),
        headings=tuple(
            HeadingMark(Span(start, end), level) for start, end, level in row["headings"]
        ),
        tables=tuple(
            Table(
                span=Span(*table["span"]),
                header_rows=table["header_rows"],
                title=None if table["title"] is None else Span(*table["title"]),
                cells=tuple(Cell(Span(cell[0], cell[1]), *cell[2:]) for cell in table["cells"]),
            )
            for table in row["tables"]
        ),
        notes=_spans(row["notes"]),
        ocr=row["ocr"],
    )
    return Document(row["doc_id"], row["source"], text, row["kind"], layout, tuple(row["remarks"]))


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
