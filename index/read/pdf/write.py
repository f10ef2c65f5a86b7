"""Writing the pages of a PDF file: paragraphs, tables, notes; what stands on every page is skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.pdf.flow import BodyText, PlacedLine, goes_on
from index.read.pdf.lines import PageLine
from index.read.pdf.page import TableBlock
from index.read.pdf.tables import TableGatherer, write_between, write_line
from index.read.plain.lines import end_of, goes_on_with_space
from index.read.tables.tables import is_caption
from index.runtime.patterns import regex

NOTE_MARK = regex(r"[\[［(（]?(?:[0-9]{1,2}(?![0-9])|[①-⑳]|[*＊†‡※])[\]］)）]?[.．、\s]?\s*(?=\S)")
_LONGEST_HEADING = 60


class Writer:
    """Writes a document page by page, from top to bottom."""

    def __init__(self, body: BodyText, heading_sizes: Mapping[float, int]) -> None:
        """Begin a text.

        Args:
            body: How most of the text is set.
            heading_sizes: The level of heading, from 1, of lines by the height of their characters.
        """
        self.builder = TextBuilder()
        self._body = body
        self._sizes = heading_sizes
        self._last: PlacedLine | None = None
        self._start = 0
        self._level: int | None = None
        self._caption: Span | None = None
        # What stands between the line written last and the next: None where a page begins.
        self._pending: list[str | None] = []
        self._notes: list[list[PageLine]] = []
        self._table: TableGatherer | None = None

    def page(self) -> None:
        """Begin a page."""
        self._pending.append(None)

    def furniture(self, line: PageLine) -> None:
        """Take a running head, a running foot or a page number."""
        self._pending.append(line.words)

    def note(self, line: PageLine) -> None:
        """Take a line of a footnote."""
        if self._notes and not NOTE_MARK.match(line.words):
            self._notes[-1].append(line)
        else:
            self._notes.append([line])

    def line(self, placed: PlacedLine) -> None:
        """Write a line: as the next one of a paragraph, or as a paragraph of its own."""
        words = placed.line.words.strip()
        over_page = bool(self._pending)
        if self._last is not None and goes_on(self._last, placed, self._body, over_page=over_page):
            self._join(self._last.line.words.strip(), words)
        else:
            self._close()
            self._start = self.builder.length
            size = round(placed.line.size * 2) / 2
            self._level = self._sizes.get(size) if end_of(words) != "stop" else None
        write_line(self.builder, placed.line)
        self._last = placed

    def table(self, block: TableBlock) -> None:
        """Take a table, or the rows of one that goes on from the page before."""
        if self._table is not None and self._pending and self._table.take(block, self._pending):
            self._pending.clear()
            return
        self._close()
        self._table = TableGatherer(block, self._caption)
        self._caption = None

    def finish(self) -> TextBuilder:
        """Return what was written."""
        self._close()
        return self.builder

    def _join(self, before: str, after: str) -> None:
        """Go on with a paragraph; what stood between its halves is skipped."""
        as_space = goes_on_with_space(before, after)
        if not self._pending:
            self.builder.write(" " if as_space else "")
            return
        for words in self._pending:
            if words is None:
                self.builder.page()
            else:
                self.builder.skip(f"\n{words}")
        self._pending.clear()
        self.builder.line_break(as_space=as_space)

    def _close(self) -> None:
        """End the paragraph or the table that was written, and write what stands behind it."""
        if self._last is not None:
            span = Span(self._start, self.builder.length)
            words = self.builder.since(self._start).strip()
            if (
                self._level is not None
                and len(words) <= _LONGEST_HEADING
                and end_of(words) != "stop"
            ):
                self.builder.heading(span, self._level)
            self._caption = span if words and is_caption(words) else None
            self._last = None
        elif self._table is not None:
            self._table.write(self.builder)
            self._table = None
        self.builder.end_line()
        self._write_notes()
        write_between(self.builder, self._pending)
        self._pending.clear()

    def _write_notes(self) -> None:
        for note in self._notes:
            words = "".join(_parts(note))
            mark = NOTE_MARK.match(words)
            self.builder.skip(words[: mark.end()] if mark else "")
            self.builder.note(self.builder.write(words[mark.end() if mark else 0 :]))
            self.builder.end_line()
        self._notes.clear()


def _parts(lines: Sequence[PageLine]) -> list[str]:
    """Return the words of lines with spaces between those that English parts."""
    parts: list[str] = []
    for line in lines:
        words = line.words.strip()
        if parts and goes_on_with_space(parts[-1], words):
            parts.append(" ")
        parts.append(words)
    return parts
