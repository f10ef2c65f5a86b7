"""Text files: lines joined to sentences, tables set with tabs or bars, pages parted by form feeds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from index.document.corpus import Remark
from index.document.layout import Cell, Layout, Table
from index.document.span import Span
from index.read.furniture import BARE_NUMBER, PAGE_NUMBER, find_furniture
from index.read.garble import find_garble
from index.read.plain.decode import decode
from index.read.plain.join import join_lines
from index.read.plain.lines import TextLine, begins_anew, split_lines
from index.read.plain.piped import TEXT_BAR, TEXT_BARS, Bars, is_rule, pipe_cells
from index.read.source import Source
from index.read.spans import merged
from index.read.tables.tables import is_caption, make_table
from index.runtime.patterns import regex

# A line of a table of contents ends with the number of a page behind dots or a tab.
_CONTENTS = regex(r"(?:[.．…·\t 　]{2,}|\t)\s*[0-9]{1,4}$")
# And one of text may have a tab behind the number that it opens with.
_ARTICLE = regex(r"[^\t]{1,12}\t[^\t]*[。；：:;]")
_SHARE_CONTENTS = 0.6
# A number of a page is this short, and has more lines above it than a row of a list.
_LONG_NUMBER = 4
_FEWEST_BETWEEN = 6
# Lines and bars in each that a table has more than together.
_FEWEST = 3


def read_text(data: bytes, name: str) -> Source:
    """Return a text file, exactly as decoded, with what can be told of its lines.

    Raises:
        DocumentError: It is not text.
    """
    decoded = decode(data, name)
    layout, remarks = lay_out(decoded.text)
    return Source("txt", decoded.text, layout, (*decoded.remarks, *remarks))


def lay_out(text: str) -> tuple[Layout, tuple[Remark, ...]]:
    """Return what can be told of a plain text, and what is to be said of it."""
    lines = split_lines(text)
    furniture = _furniture(text, lines)
    tables: list[Table] = []
    apart: set[int] = set()
    bars = Bars()
    for block in _tab_blocks(lines, furniture):
        table = _tab_table(text, lines, block)
        if table is not None:
            tables.append(table)
            apart.update(block)
    # Lines of cells between tabs are a table already, whatever bars were drawn beside the tabs.
    for block in _pipe_blocks(lines, furniture | apart):
        table = _pipe_table(text, lines, block, bars)
        if table is not None:
            tables.append(table)
            apart.update(block)
    joints = join_lines(text, lines, furniture=furniture, apart=apart)
    remarks = [*find_garble(text)]
    if joints.upright:
        remarks.append(
            Remark(
                f"有{joints.upright}行每行只有一个字，已按竖排连成句子；请核对。",
                f"{joints.upright} lines have one character each; they were joined as vertical "
                "writing. Check them.",
            )
        )
    layout = Layout(
        skips=tuple(merged([*joints.skips, *bars.skips])),
        spaces=tuple(sorted([*joints.spaces, *bars.parting])),
        tables=tuple(sorted(tables, key=lambda table: table.span.start)),
    )
    return layout, tuple(remarks)


def _furniture(text: str, lines: Sequence[TextLine]) -> set[int]:
    """Return the lines that are running heads, feet and page numbers.

    Pages end at form feeds; where there is none, at lines that can be nothing but page numbers.
    """
    worded = [n for n, line in enumerate(lines) if line.words]
    if not worded:
        return set()
    fed = "\f" in text.strip()
    pages: list[list[int]] = [[]]
    for before, number in zip([None, *worded], worded, strict=False):
        words = lines[number].words
        if fed:
            start = lines[before].span.end if before is not None else 0
            if "\f" in text[start : lines[number].span.start] and pages[-1]:
                pages.append([])
            pages[-1].append(number)
        else:
            pages[-1].append(number)
            if PAGE_NUMBER.fullmatch(words) and not BARE_NUMBER.fullmatch(words):
                pages.append([])
    pages = [page for page in pages if page]
    if len(pages) == 1 and (counted := _counted_pages(lines, worded)):
        return counted
    if len(pages) == 1 and not PAGE_NUMBER.fullmatch(lines[pages[0][-1]].words):
        return set()
    found = find_furniture([[lines[n].words for n in page] for page in pages])
    return {pages[page][row] for page, row in found}


def _counted_pages(lines: Sequence[TextLine], worded: Sequence[int]) -> set[int]:
    """Return the lines that are numbers alone, far apart, and count on from each to the next."""
    bare = [n for n in worded if len(lines[n].words) < _LONG_NUMBER and lines[n].words.isdecimal()]
    rows = {n: row for row, n in enumerate(worded)}
    found: set[int] = set()
    run: list[int] = []
    for n in bare:
        counts_on = run and int(lines[n].words) == int(lines[run[-1]].words) + 1
        if not counts_on or rows[n] - rows[run[-1]] < _FEWEST_BETWEEN:
            run = []
        run.append(n)
        if len(run) >= _FEWEST:
            found.update(run)
    return found


def _tab_blocks(lines: Sequence[TextLine], furniture: set[int]) -> list[list[int]]:
    """Return runs of lines that have tabs between their words."""
    blocks: list[list[int]] = []
    for tabbed, run in itertools.groupby(
        (n for n in range(len(lines)) if n not in furniture),
        lambda n: "\t" in lines[n].words,
    ):
        numbers = list(run)
        if tabbed and len(numbers) > 1:
            texts = [
                begins_anew(lines[n].words)
                and (_CONTENTS.search(lines[n].words) or _ARTICLE.fullmatch(lines[n].words))
                for n in numbers
            ]
            if sum(map(bool, texts)) < _SHARE_CONTENTS * len(numbers):
                blocks.append(numbers)
    return blocks


def _tab_table(text: str, lines: Sequence[TextLine], block: Sequence[int]) -> Table | None:
    cells: list[Cell] = []
    for row, number in enumerate(block):
        # A tab at the beginning of a line is an empty first cell where other lines have one there.
        span = lines[number].whole
        start = span.start
        for column, words in enumerate(span.of(text).split("\t")):
            lead = len(words) - len(words.lstrip())
            inner = Span(start + lead, start + lead + len(words.strip()))
            cells.append(Cell(inner, row, column))
            start += len(words) + 1
    return make_table(text, cells, title=_title_above(lines, block[0]))


def _title_above(lines: Sequence[TextLine], first: int) -> Span | None:
    """Return the line that names the table which begins at ``first``; one blank line may part them."""
    above = first - 1
    if above > 0 and not lines[above].words:
        above -= 1
    named = above >= 0 and lines[above].words and is_caption(lines[above].words)
    return lines[above].span if named else None


def _pipe_blocks(lines: Sequence[TextLine], furniture: set[int]) -> list[list[int]]:
    """Return runs of lines with one and the same number of bars between their words."""

    def bars_of(number: int) -> int:
        return len(TEXT_BAR.findall(lines[number].words.strip(TEXT_BARS)))

    blocks: list[list[int]] = []
    for count, run in itertools.groupby(
        (n for n in range(len(lines)) if n not in furniture), bars_of
    ):
        numbers = list(run)
        # One bar in two lines may part a slogan; three lines of it, or two bars, are a table.
        if count and len(numbers) + count > _FEWEST and len(numbers) > 1:
            blocks.append(numbers)
    return blocks


def _pipe_table(
    text: str, lines: Sequence[TextLine], block: Sequence[int], bars: Bars
) -> Table | None:
    ruled = is_rule(lines[block[1]].words)
    rows = [number for number in block if not is_rule(lines[number].words)]
    own = Bars()
    cells = [
        cell
        for row, number in enumerate(rows)
        for cell in pipe_cells(lines[number], row, TEXT_BAR, own)
    ]
    table = make_table(text, cells, 1 if ruled else None, _title_above(lines, block[0]))
    if table is not None:
        bars.skips.extend([*own.skips, *(lines[n].span for n in block if n not in rows)])
        bars.parting.extend(own.parting)
    return table
