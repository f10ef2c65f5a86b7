"""What a file format knows of a text beyond its characters: pages, headings, tables, what to skip.

A reader of a format fills in what it can tell; everything is optional. All spans are of the text of
the document (``Document.text``).
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from index.document.span import Span


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A line that the format says is a heading.

    Attributes:
        span: The line, its label included, without the line break.
        level: From 1, the outermost.
    """

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a merged one is listed once.

    Attributes:
        span: Its words; empty where the cell is.
        row: From 0, its first row.
        column: From 0, its first column.
        rows: How many rows it covers.
        columns: How many columns it covers.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the text.

    Attributes:
        span: Everything of it, from the first to the last cell.
        cells: By row, then by column.
        header_rows: How many rows at the top name the columns; 0 where none does.
        title: The caption, where the format has one.
    """

    span: Span
    cells: tuple[Cell, ...]
    header_rows: int = 1
    title: Span | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format knows of a text.

    Attributes:
        skips: What stands in the text and is no part of its words: running headers, page numbers,
            line breaks within a sentence, note marks, markup. In order, apart from each other.
        spaces: Line breaks of one character that part two words of a sentence, as where English is
            broken over lines: each is read as a space. In order, none in ``skips``.
        pages: Where each page begins, from the first; empty where there are no pages.
        headings: Lines that the format says are headings, in order.
        tables: In order.
        notes: Footnotes, endnotes and comments: read apart from the text around them.
        ocr: Mean confidence of recognition, 0 to 1, where the text was read off an image.
    """

    skips: tuple[Span, ...] = ()
    spaces: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()
    headings: tuple[HeadingMark, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Span, ...] = ()
    ocr: float | None = None

    def page_of(self, place: int) -> int | None:
        """Return the page of a place, from 1; None where there are no pages."""
        return bisect.bisect_right(self.pages, place) if self.pages else None


NO_LAYOUT = Layout()
