"""A matrix as a workbook: filters, frozen headings, columns for people, and a hidden record.

The record says what the program wrote into each cell, by a digest, and which words each verdict rests on,
so that the next run knows what people wrote over it (``qa.show.trace.read``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from qa.result import Language, VerdictLabel
from qa.sheet import Sheet
from qa.show.text import verdict_label
from qa.show.trace.cells import (
    COLUMNS,
    aside_sheet,
    cover_sheet,
    person_cells,
    row_sheet,
    state_label,
    tree_sheet,
    unplaced_sheet,
)
from qa.show.trace.columns import DECISIONS, PERSON, RECORD, heading, sheet_title
from qa.tables import book_bytes
from qa.trace.row import Person, TraceMatrix

# Blue, orange and grey stay apart for every kind of colour blindness; what they mean is also in words.
FILLS: Mapping[VerdictLabel, str] = {
    "supported": "CFE3F5",
    "contradicted": "F9D9B0",
    "not_mentioned": "E4E4E4",
}
_DIGEST = 8
# A cell holds 32,767 characters; a record that is longer goes on in the next cell.
_RECORD_CELL = 30_000


def matrix_book(matrix: TraceMatrix, lang: Language) -> bytes:
    """Return an XLSX file of a matrix."""
    rows, persons = row_sheet(matrix, lang)
    cover, cover_persons = cover_sheet(matrix, lang)
    fills = {verdict_label(verdict, lang): colour for verdict, colour in FILLS.items()}
    fills |= {
        state_label("supported", lang): FILLS["supported"],
        state_label("contradicted", lang): FILLS["contradicted"],
        state_label("untouched", lang): FILLS["not_mentioned"],
    }
    sheets = [
        _sheet("matrix", rows, persons, fills, lang),
        _sheet("cover", cover, cover_persons, fills, lang),
        tree_sheet(matrix, lang, sheet_title("tree", lang)),
        aside_sheet(matrix, lang, sheet_title("aside", lang)),
    ]
    if matrix.unplaced:
        sheets.append(_sheet("unplaced", *unplaced_sheet(matrix, lang), fills, lang))
    taken = {sheet.title for sheet in sheets} | {RECORD}
    for own in matrix.own:
        title = _free(own.title, taken)
        taken.add(title)
        sheets.append(Sheet(title, own.rows[0] if own.rows else (), own.rows[1:]))
    sheets.append(_record(matrix, rows, cover))
    return book_bytes(sheets)


def digest(value: object) -> str:
    """Return by what a cell is known again: its printed characters, as far as a cell holds them."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "".join(
        c for c in str("" if value is None else value) if c.isprintable() and c not in " \ufffd"
    )
    return hashlib.sha256(text[:_RECORD_CELL].encode("utf-8", "replace")).hexdigest()[:_DIGEST]


def _sheet(
    sheet: str,
    rows: Sequence[Mapping[str, object]],
    persons: Sequence[Person],
    fills: Mapping[str, str],
    lang: Language,
) -> Sheet:
    """Return a sheet with the columns of the program, those for people, and those that people added."""
    columns = COLUMNS[sheet]
    own = list(dict.fromkeys(name for person in persons for name, _ in person.more))
    header = [*(heading(column, lang) for column in columns), *own]
    cells: list[list[object]] = []
    comments: dict[tuple[int, int], str] = {}
    for number, (row, person) in enumerate(zip(rows, persons, strict=True)):
        written = {**row, **person_cells(person)}
        more = dict(person.more)
        cells.append(
            [*(written[column] for column in columns), *(more.get(name, "") for name in own)]
        )
        for name, words in person.comments:
            comments[number, header.index(name) if name in header else 0] = words
    choices = {columns.index("decision"): DECISIONS[lang]} if sheet != "unplaced" else {}
    return Sheet(sheet_title(sheet, lang), header, cells, fills, choices, comments)


def _record(
    matrix: TraceMatrix, rows: Sequence[Mapping[str, object]], cover: Sequence[Mapping[str, object]]
) -> Sheet:
    """Return the hidden sheet: a JSON object a row, cut into cells where it is long."""
    lines: list[dict[str, object]] = [{"source": matrix.source}]
    for row, cells in zip(matrix.rows, rows, strict=True):
        lines.append(
            {
                "row": row.number,
                "verdict": row.verdict,
                "confidence": row.confidence,
                "cited": [[c.clause_id, c.ref, c.quote, c.kind] for c in row.cited],
                "cells": _digests(cells),
            }
        )
    lines.extend({"clause": cells["clauses"], "cells": _digests(cells)} for cells in cover)
    cut: list[list[object]] = []
    for line in lines:
        text = json.dumps(line, ensure_ascii=False)
        cut.append([text[at : at + _RECORD_CELL] for at in range(0, len(text), _RECORD_CELL)])
    return Sheet(RECORD, (RECORD,), cut, hidden=True)


def _digests(cells: Mapping[str, object]) -> dict[str, str]:
    return {column: digest(value) for column, value in cells.items() if column not in PERSON}


def _free(title: str, taken: set[str]) -> str:
    """Return a title that no sheet has; Excel takes 31 characters."""
    name, number = title[:31] or "…", 2
    while name in taken:
        name = f"{title[:27]}~{number}"
        number += 1
    return name
