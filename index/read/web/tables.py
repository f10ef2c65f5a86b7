"""The tables of a web page: which are tables, and which frame the page or label its document."""

from __future__ import annotations

from collections.abc import Iterator

from index.read.imprint import imprint_lines
from index.read.packed.xml import Element

# A table that frames a page: one cell holds this share of its words, and as many as this.
_SHARE_FRAME = 0.6
_FEWEST_FRAME = 400


def words_by_row(table: Element) -> list[list[str]]:
    """Return the words of each cell of each row."""
    cells = ([one for one in row if one.tag in {"td", "th"}] for row in rows_of(table))
    return [["".join(one.itertext()) for one in row] for row in cells]


def is_data(table: Element) -> bool:
    """Tell whether a table is one, and not the frame of a page."""
    rows = list(rows_of(table))
    cells = [[one for one in row if one.tag in {"td", "th"}] for row in rows]
    worded = [[len("".join("".join(c.itertext()).split())) for c in row] for row in cells]
    filled = [sum(bool(size) for size in row) for row in worded]
    if sum(count > 0 for count in filled) < 2 or max(filled, default=0) < 2:  # noqa: PLR2004  # no table
        return False
    if any(one.tag == "th" for row in cells for one in row) or table.find("caption") is not None:
        return True
    sizes = [size for row in worded for size in row]
    largest = max(sizes)
    return largest < _FEWEST_FRAME or largest < _SHARE_FRAME * sum(sizes)


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables within it."""
    for one in table:
        if one.tag == "tr":
            yield one
        elif one.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in one if row.tag == "tr")


def span_of(cell: Element, name: str) -> int:
    """Return over how many rows or columns a cell goes."""
    words = (cell.get(name) or "1").strip()
    return max(1, int(words)) if words.isascii() and words.isdigit() and len(words) < 6 else 1  # noqa: PLR2004


def labels_of(table: Element) -> list[str]:
    """Return what a table says of the document, a line each; nothing where it is another table."""
    return imprint_lines(words_by_row(table))
