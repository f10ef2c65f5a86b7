"""Tables in text files (csv): exactly as decoded, with their cells; line breaks may stand in quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from index.document.layout import Cell, Layout
from index.document.span import Span
from index.errors import DocumentError
from index.read.limits import MAX_CELLS
from index.read.plain.decode import decode
from index.read.source import Source
from index.read.spans import merged
from index.read.tables.tables import make_table

_DELIMITERS = "\t,;|"
# Lines that are looked at to tell what stands between the cells.
_SAMPLE = 50


def read_csv(data: bytes, name: str) -> Source:
    """Return a csv file, exactly as decoded, with its table.

    Raises:
        DocumentError: It is not text, or has too many cells.
    """
    decoded = decode(data, name)
    text = decoded.text
    cells: list[Cell] = []
    skips: list[Span] = []
    spaces: set[int] = set()
    for row, spans in enumerate(parse_rows(text)):
        for column, (outer, inner) in enumerate(spans):
            cells.append(Cell(inner, row, column))
            skips.extend((Span(outer.start, inner.start), Span(inner.end, outer.end)))
            # "" within quotes is one sign, and a line break there reads as a space.
            at = inner.start
            while outer.start < inner.start and (at := text.find('""', at, inner.end)) >= 0:
                skips.append(Span(at, at + 1))
                at += 2
            spaces.update(n for n in range(inner.start, inner.end) if text[n] in "\r\n")
            if column:
                spaces.add(outer.start - 1)
        if len(cells) > MAX_CELLS:
            raise DocumentError(f"{name} has more than {MAX_CELLS:,} cells. Split it.")
    rows = {cell.row for cell in cells if cell.span.start < cell.span.end}
    kept = [cell for cell in cells if cell.row in rows]
    table = make_table(text, _renumbered(kept))
    layout = Layout(
        skips=tuple(merged(skips)),
        spaces=tuple(sorted(spaces)),
        tables=(table,) if table is not None else (),
    )
    return Source("csv", text, layout, decoded.remarks)


def _renumbered(cells: list[Cell]) -> list[Cell]:
    """Return cells with the rows numbered on without gaps."""
    numbers = {row: number for number, row in enumerate(dict.fromkeys(c.row for c in cells))}
    return [Cell(cell.span, numbers[cell.row], cell.column) for cell in cells]


def parse_rows(text: str) -> Iterator[list[tuple[Span, Span]]]:
    """Yield the cells of each row: all of each, and its words without quotes and space around."""
    delimiter = _delimiter(text)
    row: list[tuple[Span, Span]] = []
    at = 0
    while at < len(text):
        start = at
        quote = at
        while quote < len(text) and text[quote] == " ":
            quote += 1
        quoted = quote < len(text) and text[quote] == '"'
        if quoted:
            at = _closing(text, quote + 1)
        while at < len(text) and text[at] not in (delimiter, "\r", "\n"):
            at += 1
        row.append((Span(start, at), _inner(text, Span(start, at), quoted=quoted)))
        if at < len(text) and text[at] == delimiter:
            at += 1
            if at < len(text):
                continue
            row.append((Span(at, at), Span(at, at)))
        if text.startswith("\r\n", at):
            at += 1
        at += 1
        yield row
        row = []


def _closing(text: str, at: int) -> int:
    """Return the place of the quote that closes a cell; the end of the text where there is none."""
    while (at := text.find('"', at)) >= 0:
        if text.startswith('""', at):
            at += 2
            continue
        return at
    return len(text)


def _inner(text: str, span: Span, *, quoted: bool) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if quoted and end - start > 1 and text[end - 1] == '"':
        start, end = start + 1, end - 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
    return Span(start, end)


def _delimiter(text: str) -> str:
    """Return what stands between cells: what most lines have as often as each other."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    best, most = ",", 0
    for sign in _DELIMITERS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        if counts and (alike := max(counts.values())) > most:
            best, most = sign, alike
    return best
