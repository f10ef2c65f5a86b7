"""A matrix read again: what the program wrote, and everything that people wrote in it since."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import DraftError
from qa.result import Language, VerdictLabel
from qa.show.text import verdict_label
from qa.show.trace.book import digest
from qa.show.trace.columns import (
    PERSON,
    RECORD,
    column_of,
    heading_of_nameless,
    heading_over,
    language_of,
    sheet_of,
)
from qa.tables import unguard
from qa.trace.row import Cited, CoverRow, OwnSheet, Person, TraceMatrix, TraceRow, Unplaced

_VERDICTS: tuple[VerdictLabel, ...] = ("supported", "contradicted", "not_mentioned")
_LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True)
class _Line:
    """A row of a sheet: its cells by column of ours, and what a person wrote in it."""

    cells: Mapping[str, str]
    person: Person


@dataclass
class _Record:
    """What the program wrote, by the number of a statement and by the id of a clause."""

    source: str
    rows: dict[str, dict[str, Any]]
    clauses: dict[str, dict[str, Any]]


def read_matrix(path: Path) -> TraceMatrix:
    """Return the matrix in a file that the program wrote, with what people wrote in it.

    Raises:
        DraftError: It is no matrix, or no whole file.
    """
    if not path.is_file():
        raise DraftError(
            f"There is no file {path}; expected a matrix written by yinju check --out."
        )
    sheets = _csv(path) if path.suffix.lower() == ".csv" else _book(path)
    record = _read_record(sheets.pop(RECORD, []))
    rows: list[TraceRow] = []
    cover: list[CoverRow] = []
    unplaced: list[Unplaced] = []
    own: list[OwnSheet] = []
    found = False
    for title, cells in sheets.items():
        sheet = sheet_of(title) or ("matrix" if len(sheets) == 1 else None)
        if sheet == "matrix":
            lines = _lines(cells, sheet, record)
            found = found or any("statement" in line.cells for line in lines)
            rows.extend(_row(number, line, record) for number, line in enumerate(lines, 1))
        elif sheet == "cover":
            cover.extend(_cover(line) for line in _lines(cells, sheet, record))
        elif sheet == "unplaced":
            unplaced.extend(_unplaced(line) for line in _lines(cells, sheet, record))
        elif sheet is None:
            texts = tuple(tuple(text for text, _ in row) for row in cells)
            if any(any(row) for row in texts):
                own.append(OwnSheet(title, texts))
    if not found:
        raise DraftError(
            f"{path.name} is no matrix: no sheet has a column of statements; expected one written by "
            "yinju check --out."
        )
    return TraceMatrix(
        source=record.source if record else path.name,
        rows=tuple(row for row in rows if row.statement or row.person.wrote),
        cover=tuple(cover),
        unplaced=tuple(unplaced),
        own=tuple(own),
    )


# A cell: its text, and the comment on it.
_Cell = tuple[str, str]


def _book(path: Path) -> dict[str, list[list[_Cell]]]:
    import openpyxl

    try:
        # Not by values alone: a formula that a person wrote is their words, kept as text.
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        return {
            sheet.title: [
                [(_text(cell.value), cell.comment.text if cell.comment else "") for cell in row]
                for row in sheet.iter_rows()
            ]
            for sheet in book.worksheets
        }
    # A damaged archive makes zipfile and openpyxl raise errors of every kind.
    except Exception as error:
        raise DraftError(f"{path.name} is not a whole Excel file (.xlsx).") from error


def _csv(path: Path) -> dict[str, list[list[_Cell]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DraftError(f"{path.name} is not text in UTF-8.") from error
    rows = csv.reader(io.StringIO(text, newline=""))
    return {path.stem: [[(unguard(cell), "") for cell in row] for row in rows]}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _read_record(cells: Sequence[Sequence[_Cell]]) -> _Record | None:
    if not cells:
        return None
    record = _Record("", {}, {})
    for row in cells[1:]:
        try:
            line = json.loads("".join(text for text, _ in row))
        except ValueError:
            continue  # a person has been at it; what it said is lost, what they wrote is not
        if "row" in line:
            record.rows[str(line["row"])] = line
        elif "clause" in line:
            record.clauses[str(line["clause"])] = line
        else:
            record.source = str(line.get("source", ""))
    return record


def _lines(cells: Sequence[Sequence[_Cell]], sheet: str, record: _Record | None) -> list[_Line]:
    """Return the rows of a sheet."""
    if not cells:
        return []
    width = max(map(len, cells))
    names = [text for text, _ in cells[0]] + [""] * (width - len(cells[0]))
    lang = language_of(names)
    columns = _columns(names, sheet)
    own = _own_headings(names, columns, lang)
    lines: list[_Line] = []
    for row in cells[1:]:
        if not any(text or comment for text, comment in row):
            continue
        texts = [text for text, _ in row]
        held = {c: text for c, text in zip(columns, texts, strict=False) if c is not None}
        more = [(own[at], text) for at, text in enumerate(texts) if text and at in own]
        over = _overwritten(held, sheet, record)
        more += [(heading_over(column, lang), held[column]) for column in over]
        comments = [(own.get(at, names[at]), said) for at, (_, said) in enumerate(row) if said]
        person = Person(
            decision=held.get("decision", ""),
            note=held.get("note", ""),
            owner=held.get("owner", ""),
            more=_together(more),
            comments=_together(comments),
        )
        lines.append(_Line(held, person))
    return lines


def _columns(names: Sequence[str], sheet: str) -> list[str | None]:
    """Return the column of ours that each heading names; a second of the same name is a person's."""
    found: list[str | None] = []
    for name in names:
        column = column_of(name, sheet)
        found.append(None if column in found else column)
    return found


def _own_headings(
    names: Sequence[str], columns: Sequence[str | None], lang: Language
) -> dict[int, str]:
    """Return a heading for each column that is nobody's but a person's; no two have the same."""
    found: dict[int, str] = {}
    for at, (name, column) in enumerate(zip(names, columns, strict=True)):
        if column is None:
            heading = name.strip() or heading_of_nameless(at + 1, lang)
            taken = heading in found.values() or heading in names[:at]
            found[at] = f"{heading} {at + 1}" if taken else heading
    return found


def _together(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return one entry a heading; what stands under one heading twice is put together."""
    found: dict[str, str] = {}
    for name, words in pairs:
        found[name] = f"{found[name]}\n{words}" if name in found and found[name] != words else words
    return tuple(found.items())


def _overwritten(held: Mapping[str, str], sheet: str, record: _Record | None) -> Iterator[str]:
    """Yield the columns of ours whose cell holds other words than the program wrote.

    In a row that the program did not write, every cell is a person's.
    """
    if record is None or sheet not in {"matrix", "cover"}:
        return
    known = record.rows if sheet == "matrix" else record.clauses
    line = known.get(held.get("number" if sheet == "matrix" else "clauses", ""))
    written: Mapping[str, str] = line["cells"] if line else {}
    for column, text in held.items():
        if column in PERSON or column == "number":
            continue
        if text and written.get(column, digest("")) != digest(text):
            yield column


def _row(number: int, line: _Line, record: _Record | None) -> TraceRow:
    cells = line.cells
    known = record.rows.get(cells.get("number", "")) if record else None
    if known is not None:
        cited = tuple(Cited(*fields) for fields in known["cited"])
        verdict: VerdictLabel = known["verdict"]
        confidence = float(known["confidence"])
    else:
        ids = cells.get("clauses", "").split()
        cited = tuple(Cited(clause_id, "", "", "supports") for clause_id in ids)
        verdict, confidence = _verdict(cells.get("verdict", "")), 0.0
    return TraceRow(
        number=number,
        where=cells.get("where", ""),
        statement=cells.get("statement", ""),
        verdict=verdict,
        confidence=confidence,
        cited=cited,
        person=line.person,
    )


def _verdict(words: str) -> VerdictLabel:
    for verdict in _VERDICTS:
        if words in {verdict_label(verdict, lang) for lang in _LANGUAGES}:
            return verdict
    return "not_mentioned"


def _cover(line: _Line) -> CoverRow:
    cells = line.cells
    return CoverRow(
        clause_id=cells.get("clauses", ""),
        place=cells.get("place", ""),
        ref="",
        text=cells.get("text", ""),
        person=line.person,
    )


def _unplaced(line: _Line) -> Unplaced:
    cells = line.cells
    return Unplaced(
        of=sheet_of(cells.get("of", "")) or "matrix",
        words=cells.get("statement", ""),
        clause_ids=tuple(cells.get("clauses", "").split()),
        person=line.person,
    )
