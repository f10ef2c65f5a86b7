"""What tables are called: by the line above them, or by the heading that they stand right below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.compose.rows import is_caption, is_unit
from index.document.layout import Layout
from index.document.reading import Reading
from index.outline.numbering.nodes import Node
from index.outline.numbering.paragraph import Paragraph
from index.runtime.patterns import regex

# Headings that are the title of the one table below them: 附件1 主要指标表, 专栏2 重点工程.
_TITLING = frozenset({"annex", "box"})

# A name of a table without a number ends so, and has no commas.
_NAME = regex(
    "[^，。；：,;:、]{2,30}(?:表|清单|名单|目录|明细|标准|分工|一览|安排|情况|指标)[（(]?[^，。；：]{0,10}"
)


@dataclass(frozen=True, slots=True)
class Captions:
    """What is said of tables above them.

    Attributes:
        starts: Where the lines begin that are titles and units, in the reading text.
        titles: By number of the table, the title that a line above says.
        headings: By number of the table, the title of the heading right above it.
        units: By number of the table, what all its figures are in: 单位：万元.
    """

    starts: frozenset[int] = frozenset()
    titles: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)


def find_captions(
    reading: Reading, layout: Layout, paragraphs: Sequence[Paragraph], nodes: Sequence[Node]
) -> Captions:
    """Return the titles and units of the tables among ``paragraphs``."""
    starts = {reading.at(t.title.start) for t in layout.tables if t.title is not None}
    titles: dict[int, str] = {}
    headings: dict[int, str] = {}
    units: dict[int, str] = {}
    for place, paragraph in enumerate(paragraphs):
        if paragraph.table is None:
            continue
        above = place
        for line in _lines_above(paragraphs, place):
            words = line.span.of(reading.text).strip()
            if is_unit(words) and paragraph.table not in units:
                units[paragraph.table] = words.strip("（）()")
            elif layout.tables[paragraph.table].title is None and (
                is_title(reading.text, line) or _names(reading.text, line)
            ):
                titles[paragraph.table] = words
            else:
                break
            starts.add(line.span.start)
            above -= 1
            if paragraph.table in titles:
                break
        stack = paragraph.stack
        opens = bool(stack) and (above == 0 or paragraphs[above - 1].stack[: len(stack)] != stack)
        if opens and nodes[stack[-1]].family in _TITLING and nodes[stack[-1]].title:
            headings[paragraph.table] = nodes[stack[-1]].title
    return Captions(frozenset(starts), titles, headings, units)


def is_title(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the title of a table: 表1 主要指标."""
    words = paragraph.span.of(text)
    return len(paragraph.sentences) == 1 and not words.endswith("。") and is_caption(words)


def _names(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a line right above a table names it, though it has no number: 收费标准一览表."""
    plain = paragraph.mark is None and paragraph.role in {"body", "annex", "preface"}
    return plain and bool(_NAME.fullmatch(paragraph.span.of(text).strip()))


def _lines_above(paragraphs: Sequence[Paragraph], place: int) -> Iterator[Paragraph]:
    """Yield the two lines above a table, the nearest first; none of them another table."""
    for line in reversed(paragraphs[max(0, place - 2) : place]):
        if line.table is not None:
            return
        yield line
