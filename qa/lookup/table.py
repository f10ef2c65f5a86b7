"""The columns of tables: what they are called and what stands in one of them."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.lookup.topics import alike_in

# A column is meant where its name says so much of what is asked: of "which departments are named" 牵头部门.
_ASKED = 0.5
_NUMBER = regex(r"[\s0-9一二三四五六七八九十.、（()）]*")
_ASKING = regex(
    r"哪些|哪几个?|几个|多少个?|什么|分别|都|各|有|是|(?i:\b(?:which"
    r"|what|how many|are|is|named?|listed|there|in|the|of)\b)"
    r"|(?:附件|附表|表|专栏)[0-9一二三四五六七八九十]*[里中内]?"
    r"|(?i:\b(?:annex|table|box|appendix) [0-9a-z]+\b)"
)


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


def column_asked(asked: str, rows: Sequence[Clause]) -> str:
    """Return the column of some rows whose cells a question asks to have named; empty where none is.

    Args:
        asked: The question.
        rows: What stands at the place; no column is meant where most of that is no table.
    """
    if 2 * sum(row.table is not None for row in rows) <= len(rows):
        return ""
    words = _ASKING.sub(" ", asked).strip(" ?？")
    scored = {column: alike_in(words, column) for column in columns(rows)}
    best = max(scored, key=lambda column: scored[column], default="")
    return normal_text(best) if best and scored[best] >= _ASKED else ""


def name_of_row(clause: Clause) -> str:
    """Return what a row is called: its first cell that is no number."""
    cells = clause.table.row if clause.table is not None else ()
    return next((cell for cell in cells if cell and not _NUMBER.fullmatch(cell)), "")
