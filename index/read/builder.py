"""Writing the text of a document and noting down what the format knows of it.

Readers of Word, PDF, HTML and spreadsheet files write one line a paragraph and one line a row of a
table, with tabs between the cells.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.document.layout import HeadingMark, Layout, Table
from index.document.span import Span

# A title is set in characters this much larger than the text.
LARGE = 1.12
# A size of characters that more than this share has is that of text.
_MOST_HEADINGS = 0.3
_LEVELS = 6


def heading_levels(set_in: Mapping[float, int], text: float) -> dict[float, int]:
    """Return the level of heading, from 1, by the size of characters, the largest first.

    Args:
        set_in: How many lines, or characters, are set in each size.
        text: The size of text.
    """
    most = _MOST_HEADINGS * sum(set_in.values())
    large = sorted((size for size in set_in if size >= LARGE * text), reverse=True)
    kept = [size for size in large if set_in[size] <= most]
    return {size: level for level, size in enumerate(kept[:_LEVELS], start=1)}


class TextBuilder:
    """A text as it is written, with its layout."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._skips: list[Span] = []
        self._spaces: list[int] = []
        self._pages: list[int] = []
        self._headings: list[HeadingMark] = []
        self._tables: list[Table] = []
        self._notes: list[Span] = []
        self.length = 0

    def write(self, text: str) -> Span:
        """Write words and return where they stand."""
        start = self.length
        if text:
            self._parts.append(text)
            self.length += len(text)
        return Span(start, self.length)

    def skip(self, text: str) -> Span:
        """Write what is no part of the words: a page number, a note mark."""
        span = self.write(text)
        if text and self._skips and self._skips[-1].end == span.start:
            self._skips[-1] = Span(self._skips[-1].start, span.end)
        elif text:
            self._skips.append(span)
        return span

    def line_break(self, *, as_space: bool) -> None:
        """Break a line within a sentence: it reads as a space, or as nothing."""
        if as_space:
            self._spaces.append(self.write("\n").start)
        else:
            self.skip("\n")

    def end_line(self) -> None:
        """End the line, where it has anything on it."""
        if self._parts and not self._parts[-1].endswith("\n"):
            self.write("\n")

    def page(self) -> None:
        """Begin a page."""
        self._pages.append(self.length)

    def heading(self, span: Span, level: int) -> None:
        """Note that a line is a heading."""
        self._headings.append(HeadingMark(span, level))

    @property
    def has_headings(self) -> bool:
        """Tell whether a line was noted as a heading."""
        return bool(self._headings)

    def note(self, span: Span) -> None:
        """Note that words are a footnote, an endnote or a comment."""
        self._notes.append(span)

    def table(self, table: Table) -> None:
        """Note a table."""
        self._tables.append(table)

    def text(self) -> str:
        """Return what was written."""
        self._parts = ["".join(self._parts)]
        return self._parts[0]

    def since(self, start: int) -> str:
        """Return what was written from ``start`` on, without joining all that stands before."""
        tail: list[str] = []
        at = self.length
        for part in reversed(self._parts):
            if at <= start:
                break
            at -= len(part)
            tail.append(part)
        return "".join(reversed(tail))[max(0, start - at) :]

    def layout(self, ocr: float | None = None) -> Layout:
        """Return what was noted."""
        return Layout(
            skips=tuple(self._skips),
            spaces=tuple(self._spaces),
            pages=tuple(self._pages),
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            notes=tuple(self._notes),
            ocr=ocr,
        )
