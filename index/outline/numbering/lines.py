"""The lines of a text: its paragraphs and where its tables stand, without what is no words."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.document.layout import Layout, Table
from index.document.reading import Reading
from index.document.span import Span
from index.document.split import has_word, split_sentences, strip
from index.outline.numbering.numerals import fold
from index.runtime.patterns import regex

_BREAK = regex(r"\r\n|[\r\n\u2028\u2029\f\v\x85]")
_HASHES = regex(r"(#{1,6})\s+")
_QUOTATION = regex(r"(?:>\s?)+")
# Rules, fences and comments of Markdown: nothing that a reader of the document sees.
_NO_WORDS = regex(r"<!--.*-->|```\w*|</?[a-zA-Z]+[^>]*>")
_EMPHASIS = "*_"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the place of a table.

    Attributes:
        span: Of the reading text, without white space and marks of emphasis around it.
        text: Its words.
        words: The same in plain characters, of the same length.
        sentences: In order.
        level: From 1, where the format says that it is a heading.
        apart: Whether a blank line stands before it.
        quoted: Whether it is set in as a quotation or box.
        bold: Whether all of it is emphasised.
        table: Number of the table that stands here; None for words.
        caption: Whether it is the title of a table.
    """

    span: Span
    text: str
    words: str
    sentences: tuple[Span, ...] = ()
    level: int | None = None
    apart: bool = False
    quoted: bool = False
    bold: bool = False
    table: int | None = None
    caption: bool = False


def read_lines(reading: Reading, layout: Layout) -> list[Line]:
    """Return the lines of a text in order; blank ones are left out."""
    text = reading.text
    spans = [Span(reading.at(t.span.start), reading.at(t.span.end)) for t in layout.tables]
    # A table of one column is a frame around words, a box.
    boxes = [span for span, table in zip(spans, layout.tables, strict=True) if is_box(table)]
    tables = {n: span for n, span in enumerate(spans) if not is_box(layout.tables[n])}
    levels = sorted((reading.at(mark.span.start), mark.level) for mark in layout.headings)
    sentences = _sentences_by_start(text, list(tables.values()))
    starts = [sentence.start for sentence in sentences]
    titles = {reading.at(t.title.start) for t in layout.tables if t.title is not None}
    lines: list[Line] = []
    end = 0
    for span, table in _ranges(text, tables):
        if table is not None:
            lines.append(Line(span, "", "", table=table))
            end = span.end
            continue
        held = sentences[
            bisect.bisect_left(starts, span.start) : bisect.bisect_left(starts, span.end)
        ]
        line = _line(text, span, held)
        if line is None:
            continue
        apart = len(_BREAK.findall(text, end, line.span.start)) > 1
        at = bisect.bisect_left(levels, (span.start, 0))
        if at < len(levels) and levels[at][0] < span.end:
            line = replace(line, level=levels[at][1])
        boxed = any(box.start <= span.start < box.end for box in boxes)
        quoted = boxed or _is_quoted(reading, span)
        caption = line.span.start in titles
        lines.append(replace(line, apart=apart, quoted=quoted, caption=caption))
        end = span.end
    return lines


def is_box(table: Table) -> bool:
    """Tell whether a table has one column, and so is a frame around words."""
    return all(cell.column == 0 and cell.columns == 1 for cell in table.cells)


def _sentences_by_start(text: str, tables: Sequence[Span]) -> list[Span]:
    """Return the sentences outside tables; none reaches into one."""
    found: list[Span] = []
    start = 0
    for table in [*sorted(tables, key=lambda span: span.start), Span(len(text), len(text))]:
        piece = text[start : table.start]
        found.extend(Span(start + s.start, start + s.end) for s in split_sentences(piece))
        start = max(start, table.end)
    return found


def _ranges(text: str, tables: Mapping[int, Span]) -> Iterator[tuple[Span, int | None]]:
    """Yield the pieces of ``text`` between line breaks, and the tables as a whole."""
    start = 0
    places = sorted(tables.items(), key=lambda found: found[1].start)
    for number, table in [*places, (None, Span(len(text), len(text)))]:
        for match in [*_BREAK.finditer(text, start, max(start, table.start)), None]:
            end = match.start() if match else table.start
            span = strip(text, Span(start, max(start, end)))
            if span.start < span.end:
                yield span, None
            start = match.end() if match else max(start, table.end)
        if number is not None:
            yield table, number


def _line(text: str, span: Span, sentences: Sequence[Span]) -> Line | None:
    """Return the line at ``span`` without its markup; None where nothing remains."""
    level = None
    if quotation := _QUOTATION.match(text, span.start, span.end):
        span = Span(quotation.end(), span.end)
    if hashes := _HASHES.match(text, span.start, span.end):
        level = len(hashes[1])
        span = Span(hashes.end(), span.end)
    words = span.of(text)
    bare = words.strip(_EMPHASIS)
    bold = words.startswith("**") and words.endswith("**") and len(bare) + 4 <= len(words)
    if bold:
        lead = len(words) - len(words.lstrip(_EMPHASIS))
        span = strip(text, Span(span.start + lead, span.start + lead + len(bare)))
        words = span.of(text)
    if not has_word(words) or _NO_WORDS.fullmatch(words):
        return None
    held = tuple(
        cut
        for sentence in sentences
        if has_word(
            (cut := Span(max(sentence.start, span.start), min(sentence.end, span.end))).of(text)
        )
    )
    return Line(span, words, fold(words), held, level, bold=bold)


def _is_quoted(reading: Reading, span: Span) -> bool:
    """Tell whether a line begins with the mark of a block quotation, in the text or its source."""
    before = reading.pieces(Span(span.start, span.start + 1))[0].start
    start = reading.source.rfind("\n", 0, before) + 1
    return reading.source[start : before + 1].lstrip().startswith(">")
