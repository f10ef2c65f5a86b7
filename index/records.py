"""Documents, headings and clauses as records: what is kept in a folder and printed as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.document.corpus import Clause, Document, Heading, Remark, Section, TableRow, Unit
from index.document.layout import Cell, HeadingMark, Layout, Table
from index.document.span import Span


def heading_record(heading: Heading) -> dict[str, Any]:
    """Return ``heading`` as the record that is kept and printed."""
    return {
        "level": heading.level,
        "number": heading.number,
        "label": heading.label,
        "title": heading.title,
        "doc_id": heading.doc_id,
        "start": heading.start,
        "end": heading.end,
        "place": heading.place,
        "clauses": heading.clauses,
        "depth": heading.depth,
        "inserted": heading.inserted,
    }


def read_heading(row: Mapping[str, Any]) -> Heading:
    """Return the heading that a record holds."""
    return Heading(**row)


def place_record(clause: Clause) -> dict[str, Any]:
    """Return where a clause stands: what clauses and citations have in common."""
    section = clause.section
    table = clause.table
    return {
        "chapter": section.chapter,
        "chapter_title": section.chapter_title,
        "section": section.section,
        "section_title": section.section_title,
        "path": [heading_record(heading) for heading in clause.path],
        "article": clause.article,
        "inserted": clause.inserted,
        "paragraph": clause.paragraph,
        "item": clause.item,
        "ref": clause.ref,
        "page": clause.page,
        "table": None
        if table is None
        else {"title": table.title, "header": list(table.header), "row": list(table.row)},
        "place": clause.place,
        "role": clause.role,
    }


def clause_record(clause: Clause) -> dict[str, Any]:
    """Return ``clause`` as the flat record that is printed."""
    return {
        "clause_id": clause.clause_id,
        "doc_id": clause.doc_id,
        "position": clause.position,
        **place_record(clause),
        "text": clause.text,
        "spans": _pairs(clause.spans),
        "pieces": _pairs(clause.pieces or clause.spans[:1]),
        "sentences": _pairs(clause.sentences),
        "topic": clause.topic,
        "near": _pairs(clause.near),
    }


def kept_clause(clause: Clause, headings: Mapping[Heading, int]) -> dict[str, Any]:
    """Return ``clause`` as the record that is kept: its path by the numbers of its headings."""
    return {
        **clause_record(clause),
        "path": [headings[heading] for heading in clause.path],
        "pieces": _pairs(clause.pieces),
        "units": [
            [unit.span.start, unit.span.end, unit.paragraph, unit.item, unit.point]
            for unit in clause.units
        ],
    }


def read_clause(row: Mapping[str, Any], headings: Sequence[Heading]) -> Clause:
    """Return the clause that a kept record holds."""
    table = row["table"]
    return Clause(
        clause_id=row["clause_id"],
        doc_id=row["doc_id"],
        position=row["position"],
        section=Section(row["chapter"], row["chapter_title"], row["section"], row["section_title"]),
        place=row["place"],
        text=row["text"],
        spans=_spans(row["spans"]),
        sentences=_spans(row["sentences"]),
        topic=row["topic"],
        near=_spans(row["near"]),
        path=tuple(headings[number] for number in row["path"]),
        article=row["article"],
        inserted=row["inserted"],
        paragraph=row["paragraph"],
        item=row["item"],
        ref=row["ref"],
        page=row["page"],
        table=None
        if table is None
        else TableRow(table["title"], tuple(table["header"]), tuple(table["row"])),
        pieces=_spans(row["pieces"]),
        role=row["role"],
        units=tuple(Unit(Span(unit[0], unit[1]), *unit[2:]) for unit in row["units"]),
    )


def document_record(document: Document) -> dict[str, Any]:
    """Return what is kept of ``document`` beside its text."""
    layout = document.layout
    return {
        "doc_id": document.doc_id,
        "source": document.source,
        "kind": document.kind,
        "read_from": document.read_from,
        "remarks": [[remark.zh, remark.en] for remark in document.remarks],
        "skips": _pairs(layout.skips),
        "spaces": list(layout.spaces),
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
    """Return the document that a record and its text hold; what an earlier format lacks is empty."""
    layout = Layout(
        skips=_spans(row["skips"]),
        spaces=tuple(row.get("spaces", ())),
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
    remarks = tuple(
        Remark(said, said) if isinstance(said, str) else Remark(*said) for said in row["remarks"]
    )
    return Document(
        doc_id=row["doc_id"],
        source=row["source"],
        text=text,
        kind=row["kind"],
        layout=layout,
        remarks=remarks,
        read_from=row.get("read_from", ""),
    )


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
