"""A clause with what it has to be read with: its topic line, or the header of its table."""

from __future__ import annotations

from index.document.corpus import Clause, TableRow


def row_words(clause: Clause) -> str:
    """Return a row of a table with the names of its columns: 指标：城镇化率；2030年：66%."""
    return clause.text if clause.table is None else cell_words(clause.table)


def cell_words(table: TableRow) -> str:
    """Return the cells of a row that say something, each behind the name of its column."""
    if not table.header:
        return "；".join(cell for cell in table.row if cell)
    pairs = zip(table.header, table.row, strict=False)
    return "；".join(f"{name}：{cell}" if name else cell for name, cell in pairs if cell)


def in_context(clause: Clause) -> str:
    """Return the words of a clause below its topic line; of a row, below the title of its table."""
    if clause.table is None:
        return f"{clause.topic or ''}{clause.text}"
    title = f"{clause.table.title}：" if clause.table.title else ""
    return f"{title}{row_words(clause)}"
