"""The columns of tables: what they are called and what stands in one of them."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause, Span
from index.document.normal import normal_text


def columns(clauses: Sequence[Clause]) -> list[str]:
    """Return what the columns of the tables are called, each once."""
    named = (cell for clause in clauses if clause.table is not None for cell in clause.table.header)
    return list(dict.fromkeys(cell for cell in named if cell))


def cells_of(column: str, clauses: Sequence[Clause]) -> dict[str, tuple[Clause, tuple[Span, ...]]]:
    """Return the cells of a column, each once, with the first row that has it and its place there."""
    found: dict[str, tuple[Clause, tuple[Span, ...]]] = {}
    for clause in clauses:
        if clause.table is None:
            continue
        for head, cell in zip(clause.table.header, clause.table.row, strict=False):
            if cell and normal_text(head) == column and cell not in found:
                at = clause.text.find(cell)
                found[cell] = (clause, (Span(at, at + len(cell)),) if at >= 0 else ())
    return found
