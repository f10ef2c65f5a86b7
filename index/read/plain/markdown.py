"""Markdown: headings, tables and paragraphs; its marks and those of HTML are skipped.

Only a blank line, or a line that begins a block, ends a paragraph. The text is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from index.document.layout import Cell, HeadingMark, Layout, Table
from index.document.span import Span
from index.read.garble import find_garble
from index.read.plain.decode import decode
from index.read.plain.join import Joints, join_lines
from index.read.plain.lines import Shape, TextLine, end_of, split_lines
from index.read.plain.marks import inline_marks
from index.read.plain.piped import MARKDOWN_BAR, Bars, is_rule, pipe_cells
from index.read.plain.tags import find_tables
from index.read.source import Source
from index.read.spans import is_within, merged, without
from index.read.tables.tables import is_caption, make_table
from index.runtime.patterns import regex

_HEADING = regex(r"(#{1,6})(?:[ \t　]+|$|(?=[^\s#]))")
_CLOSING = regex(r"[ \t]+#+[ \t]*$")
_SETEXT = regex(r"(?:=+|-{2,})\s*$")
_RULE = regex(r"(?:[-*_]\s*){3,}$")
_FENCE = regex(r"(`{3,}|~{3,})")
_QUOTE = regex(r"(?:>\s?)+")
_BULLET = regex(r"[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBERED = regex(r"\d{1,9}[.)][ \t]+")
_DEFINITION = regex(r"\[[^\]]+\]:\s*\S+")
_NOTE = regex(r"\[\^[^\]\s]+\]:\s*")
_COMMENT = regex(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_META = regex(r"(?:---|\+\+\+)\s*$")


@dataclass(slots=True)
class _Marks(Bars):
    """What was found so far; the bars of tables are skipped and part words as other marks do."""

    headings: list[HeadingMark] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    # Lines that belong to nothing before or after them.
    apart: set[int] = field(default_factory=set)


def read_markdown(data: bytes, name: str) -> Source:
    """Return a Markdown file, exactly as decoded.

    Raises:
        DocumentError: It is not text.
    """
    decoded = decode(data, name)
    remarks = (*decoded.remarks, *find_garble(decoded.text))
    return Source("md", decoded.text, lay_out(decoded.text), remarks)


def lay_out(text: str) -> Layout:
    """Return what the marks of a Markdown text say."""
    lines = split_lines(text)
    marks = _Marks()
    hidden = [Span(m.start(), m.end()) for m in _COMMENT.finditer(text)]
    tables, parting = find_tables(text, hidden)
    marks.tables.extend(tables)
    marks.parting.extend(parting)
    inside = _lines_within(lines, [*hidden, *(table.span for table in tables)])
    bare = list(lines)
    number = _skip_meta(lines, marks)
    fence: str | None = None
    while number < len(lines):
        line = lines[number]
        fence, fenced = _fence(line, fence, marks)
        if fenced or number in inside or not line.words:
            if number in inside or fenced:
                marks.apart.add(number)
            number += 1
            continue
        if _is_table(lines, number):
            number = _pipe_table(text, lines, number, marks)
            continue
        bare[number] = _block(text, lines, number, marks)
        number += 1
    joints = join_lines(text, bare, apart=marks.apart, shape=_shape(bare, marks.apart))
    return _layout(text, hidden, marks, joints)


def _shape(lines: Sequence[TextLine], apart: set[int]) -> Shape:
    """Return how the paragraphs were broken into lines.

    Many people write one line a paragraph and no blank lines, and most programs show it so; there,
    most lines that have another one right below end with a sentence.
    """
    shape = Shape.of([line for n, line in enumerate(lines) if n not in apart])
    ends = [
        end_of(lines[n].words) == "stop"
        for n in range(len(lines) - 1)
        if not {n, n + 1} & apart and lines[n].words and lines[n + 1].words
    ]
    return replace(shape, flowing=2 * sum(ends) < len(ends))


def _layout(text: str, hidden: Sequence[Span], marks: _Marks, joints: Joints) -> Layout:
    taken = [*hidden, *marks.skips, *joints.skips]
    at = 0
    # Paragraph by paragraph, so that a mark never finds its other half in another one.
    for found in [*re.finditer(r"\n[ \t]*\r?\n|\n(?=[ \t]*(?:#|\||[-*+][ \t]))", text), None]:
        end = found.start() if found else len(text)
        taken.extend(inline_marks(text, Span(at, end)))
        at = end
    skips = without(merged(taken), marks.parting)
    starts = [span.start for span in skips]
    spaces = {place for place in joints.spaces if not is_within(skips, starts, place)}
    return Layout(
        skips=tuple(skips),
        spaces=tuple(sorted(spaces | set(marks.parting))),
        headings=tuple(marks.headings),
        tables=tuple(sorted(marks.tables, key=lambda table: table.span.start)),
        notes=tuple(marks.notes),
    )


def _lines_within(lines: Sequence[TextLine], spans: Sequence[Span]) -> set[int]:
    """Return the numbers of the lines that stand wholly within one of ``spans``."""
    found: set[int] = set()
    ordered = sorted(spans, key=lambda span: span.start)
    at = 0
    for number, line in enumerate(lines):
        while at < len(ordered) and ordered[at].end < line.span.end:
            at += 1
        for span in ordered[at : at + 1]:
            if line.words and span.start <= line.span.start and line.span.end <= span.end:
                found.add(number)
    return found


def _skip_meta(lines: Sequence[TextLine], marks: _Marks) -> int:
    """Skip the settings (title: …) that may stand between dashes at the top; return what is next."""
    if not lines or not _META.match(lines[0].words) or lines[0].span.start != 0:
        return 0
    for number, line in enumerate(lines[1:], start=1):
        if line.words == lines[0].words:
            marks.skips.append(Span(0, line.whole.end))
            marks.apart.update(range(number + 1))
            return number + 1
        if line.words and ":" not in line.words and line.words[0] not in "-#":
            break
    return 0


def _fence(line: TextLine, fence: str | None, marks: _Marks) -> tuple[str | None, bool]:
    """Return the fence that is open after a line, and whether the line is fenced or a fence."""
    found = _FENCE.match(line.words)
    if fence is None:
        if found and "`" not in line.words[found.end() :]:
            marks.skips.append(line.span)
            return found[1], True
        return None, False
    if found and found[1].startswith(fence) and not line.words[found.end() :].strip():
        marks.skips.append(line.span)
        return None, True
    return fence, True


def _block(text: str, lines: Sequence[TextLine], number: int, marks: _Marks) -> TextLine:
    """Note what a line begins, skip its marks, and return the line without them."""
    line = lines[number]
    start = line.span.start
    anew = False
    while found := (
        _QUOTE.match(text, start, line.span.end) or _BULLET.match(text, start, line.span.end)
    ):
        if _RULE.match(text, start, line.span.end):
            break
        anew = anew or text[start] != ">"
        marks.skips.append(Span(start, found.end()))
        start = found.end()
    words = text[start : line.span.end]
    if _RULE.match(words) or (_DEFINITION.match(words) and not _NOTE.match(words)):
        marks.skips.append(Span(start, line.span.end))
        marks.apart.add(number)
        return line
    if note := _NOTE.match(words):
        marks.skips.append(Span(start, start + note.end()))
        start += note.end()
        marks.notes.append(Span(start, line.span.end))
        marks.apart.add(number)
    elif (heading := _HEADING.match(words)) and (
        heading.end() > len(heading[1]) or number_like(words)
    ):
        marks.skips.append(Span(start, start + heading.end()))
        start += heading.end()
        end = line.span.end
        if closing := _CLOSING.search(text, start, end):
            marks.skips.append(Span(closing.start(), end))
            end = closing.start()
        if start < end:
            marks.headings.append(HeadingMark(Span(start, end), len(heading[1])))
        marks.apart.add(number)
        return TextLine(Span(start, max(start, end)), line.whole, line.width, 0, text[start:end])
    elif _underlined(lines, number, marks.apart):
        below = lines[number + 1]
        level = 1 if below.words[0] == "=" else 2
        marks.headings.append(HeadingMark(line.span, level))
        marks.skips.append(below.span)
        marks.apart.update({number, number + 1})
    indent = 0 if not anew else 8
    return TextLine(
        Span(start, line.span.end), line.whole, line.width, indent, text[start : line.span.end]
    )


def number_like(words: str) -> bool:
    """Tell whether #第一章 or ##一、 is a heading though no space stands behind the sign."""
    return bool(re.match(r"#{1,6}[^\s#0-9]", words))


def _underlined(lines: Sequence[TextLine], number: int, apart: Container[int]) -> bool:
    following = lines[number + 1] if number + 1 < len(lines) else None
    return bool(
        following
        and _SETEXT.match(following.words)
        and lines[number].words
        and (number == 0 or not lines[number - 1].words or number - 1 in apart)
    )


def _is_table(lines: Sequence[TextLine], number: int) -> bool:
    """Tell whether a table begins at a line: a row, and dashes under it."""
    if number + 1 >= len(lines) or "|" not in lines[number].words:
        return False
    return is_rule(lines[number + 1].words)


def _pipe_table(text: str, lines: Sequence[TextLine], first: int, marks: _Marks) -> int:
    """Note the table that begins at a line and return the number of the line after it."""
    cells: list[Cell] = []
    number, row = first, 0
    while number < len(lines) and "|" in lines[number].words:
        line = lines[number]
        marks.apart.add(number)
        if number == first + 1:
            marks.skips.append(line.span)
            number += 1
            continue
        cells.extend(pipe_cells(line, row, MARKDOWN_BAR, marks))
        row += 1
        number += 1
    title = None
    above = first - 1
    while above >= 0 and not lines[above].words and above > first - 3:
        above -= 1
    if above >= 0 and is_caption(lines[above].words.strip("*_#： ")):
        title = _bare(text, lines[above].span)
    table = make_table(text, cells, 1, title)
    if table is not None:
        marks.tables.append(table)
    return number


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    lead = len(words) - len(words.lstrip("*_# "))
    return Span(span.start + lead, span.start + lead + len(words.strip("*_# ")))
