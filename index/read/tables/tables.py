"""Tables as formats give them: which rows name the columns, which is the title, what is merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.document.layout import Cell, Table
from index.document.span import Span
from index.runtime.patterns import regex

# 表1 主要指标, 专栏3 重大工程: a line that names the table below it.
CAPTION = regex(
    r"(?:续\s*)?(?:附\s*)?(?:表|专栏)\s*[0-9０-９一二三四五六七八九十]{1,3}(?:[-－.—][0-9]{1,3})?(?:\s|[：:、.．]|(?=[\u4e00-\u9fff]))"
)
_LONGEST_CAPTION = 60
# The name of a column is short; a longer cell says something.
_LONGEST_NAME = 25
_FIGURE = regex(r"[-+±<>≥≤≈~～约不低高于少多超过]*\s*[0-9０-９][0-9０-９,，.．]*\s*[%％‰]?.{0,4}")
_SENTENCE = regex("[。；！？]")
# A year may name a column.
_YEAR = regex(r"(?:19|20)[0-9]{2}\s*年?(?:.{0,8})?")


def is_caption(words: str) -> bool:
    """Tell whether a line names a table."""
    return len(words) <= _LONGEST_CAPTION and bool(CAPTION.match(words)) and words[-1] not in "。；"


def make_table(
    text: str,
    cells: Sequence[Cell],
    header_rows: int | None = None,
    title: Span | None = None,
    most_header_rows: int = 9,
) -> Table | None:
    """Return a table of ``cells``, or None where there are fewer than two cells.

    A first row that is one cell over all columns is the title and no row.

    Args:
        text: What the spans are of.
        cells: By row, then by column; merged ones once.
        header_rows: How many rows name the columns; None where the format does not say.
        title: The caption, where the format has one.
        most_header_rows: How many rows at most may be found to name the columns.
    """
    rows = sorted(cells, key=lambda cell: (cell.row, cell.column))
    columns = max((cell.column + cell.columns for cell in rows), default=0)
    while rows and columns > 1 and title is None:
        first = [cell for cell in rows if cell.row == rows[0].row]
        whole = len(first) == 1 and first[0].columns >= columns and first[0].rows == 1
        alone = (
            len([c for c in first if c.span.of(text).strip()]) == 1
            and first[0].span.of(text).strip()
        )
        if not whole and not (alone and _is_title_row(text, first, rows, columns)):
            break
        if _SENTENCE.search(first[0].span.of(text)):
            break
        title = first[0].span
        rows = [replace(c, row=c.row - 1) for c in rows if c.row != first[0].row]
        if header_rows:
            header_rows -= 1
    if len(rows) < 2:  # noqa: PLR2004  # one cell is no table
        return None
    size = max(cell.row + cell.rows for cell in rows)
    named = header_rows
    if named is None:
        named = min(count_header_rows(text, rows), most_header_rows)
    span = Span(min(cell.span.start for cell in rows), max(cell.span.end for cell in rows))
    return Table(span, tuple(rows), min(named, size - 1), title)


def count_header_rows(text: str, cells: Sequence[Cell]) -> int:
    """Return how many rows at the top name the columns: by what they say and what is merged."""
    size = max(cell.row + cell.rows for cell in cells)
    if size < 2:  # noqa: PLR2004  # a row alone names nothing
        return 0
    top = [cell for cell in cells if cell.row == 0]
    if not _names(text, top):
        return 0
    depth = max(cell.rows for cell in top)
    # A name over several columns has their own names below it.
    if depth == 1 and any(cell.columns > 1 for cell in top):
        below = [cell for cell in cells if cell.row == 1]
        depth = 2 if below and _names(text, below) else 1
    return depth if depth < size else 1


def _names(text: str, cells: Sequence[Cell]) -> bool:
    """Tell whether all cells of a row are names of columns."""
    words = [cell.span.of(text).strip() for cell in cells]
    worded = [word for word in words if word]
    if len(worded) < max(1, len(words) - 1):
        return False
    return all(
        len(word) <= _LONGEST_NAME
        and not _SENTENCE.search(word)
        and (not _FIGURE.fullmatch(word) or bool(_YEAR.fullmatch(word)))
        for word in worded
    )


def _is_title_row(text: str, first: Sequence[Cell], rows: Sequence[Cell], columns: int) -> bool:
    """Tell whether a row with words in its first cell alone stands above the names of the columns."""
    following = [cell for cell in rows if cell.row == first[0].row + 1]
    full = sum(bool(cell.span.of(text).strip()) for cell in following)
    return first[0].column == 0 and full == columns and _names(text, following)
