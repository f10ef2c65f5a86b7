"""The order in which the lines of a page are read: down the first column, then down the next."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence

from index.read.pdf.glyphs import Glyph
from index.read.pdf.lines import PageLine
from index.read.pieces import Piece

# Lines on both sides of a gutter that make it one; fewer do where they are long, as no cells are.
_FEWEST = 5
_FEWEST_LONG = 3
_LONG = 10
# Where a gutter may be, from the middle of the text, and how many of the lines there it parts.
_NEAR_MIDDLE = 0.15
_SHARE_PARTED = 0.7
# How much of its column a line of text fills, on the average.
_FILLED = 0.6
# As many numbers in the margin, and as long, count lines.
_FEWEST_NUMBERED = 5
_LONGEST_NUMBER = 4
# A gutter is at least this many times the height of a character wide.
_GUTTER = 0.8


def reading_order(
    rows: Sequence[Sequence[PageLine]], before: float | None = None
) -> list[list[PageLine]]:
    """Return the columns of a page, one after the other as they are read, each from top to bottom.

    Args:
        rows: By height, from top to bottom, the pieces of a line that wide gaps part.
        before: The gutter of the page before: the last lines of its columns keep to it.
    """
    gutter = find_gutter(rows)
    if gutter is None and before is not None and _keeps_to(rows, before):
        gutter = before
    if gutter is None:
        return [[joined(row) for row in rows]] if rows else []
    ordered: list[list[PageLine]] = []
    left: list[PageLine] = []
    right: list[PageLine] = []

    def close() -> None:
        ordered.extend(column for column in (left[:], right[:]) if column)
        left.clear()
        right.clear()

    for row in rows:
        if any(line.left < gutter < line.right for line in row):
            close()
            ordered.append([joined(row)])
            continue
        for side, column in ((left, [one for one in row if one.right <= gutter]),
                             (right, [one for one in row if one.left >= gutter])):  # fmt: skip
            if column:
                side.append(joined(column))
    close()
    return ordered


def narrow_gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Return where two columns may be parted by less than what parts the cells of a line.

    Args:
        rows: By height, the characters of each line from left to right.
    """
    worded = [row for row in ([one for one in row if one.text.strip()] for row in rows) if row]
    gaps = [
        (one.right, other.left)
        for row in worded
        for one, other in itertools.pairwise(row)
        if other.left - one.right > _GUTTER * other.height
    ]
    if len(gaps) < _FEWEST:
        return None
    left = min(row[0].left for row in worded)
    right = max(row[-1].right for row in worded)
    middle = (left + right) / 2
    near = [gap for gap in gaps if abs(sum(gap) / 2 - middle) < _NEAR_MIDDLE * (right - left)]
    if len(near) < _FEWEST:
        return None
    # The narrowest are those beside full lines.
    start = statistics.median_high(sorted(gap[0] for gap in near))
    end = statistics.median_low(sorted(gap[1] for gap in near))
    gutter = (start + end) / 2
    across = sum(start < end and one[0] <= gutter <= one[1] for one in gaps)
    reach = sum(row[0].left < gutter < row[-1].right for row in worded)
    return gutter if across >= max(_FEWEST, _SHARE_PARTED * reach) else None


def without_line_numbers(rows: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Leave out the numbers that count the lines of a draft, in the margin left of all text."""
    edge = min((line.left for row in rows for line in row if not _is_number(line)), default=0.0)
    numbers = [row[0] for row in rows if _is_number(row[0]) and row[0].right < edge]
    steps = {int(b.words) - int(a.words) for a, b in itertools.pairwise(numbers)}
    if len(numbers) < _FEWEST_NUMBERED or len(steps) > 1 or min(steps) < 1:
        return [list(row) for row in rows]
    counted = {id(line) for line in numbers}
    kept = [[line for line in row if id(line) not in counted] for row in rows]
    return [row for row in kept if row]


def _is_number(line: PageLine) -> bool:
    return len(line.words) <= _LONGEST_NUMBER and line.words.isdecimal()


def joined(row: Sequence[PageLine]) -> PageLine:
    """Return the pieces of a line as one, with a tab between them."""
    if len(row) == 1:
        return row[0]
    pieces: list[Piece] = []
    for number, line in enumerate(sorted(row, key=lambda one: one.left)):
        if number:
            pieces.append(Piece("text", "\t"))
        pieces.extend(line.pieces)
    return PageLine(
        tuple(pieces),
        min(line.left for line in row),
        max(line.right for line in row),
        min(line.bottom for line in row),
        max(line.top for line in row),
        max(line.size for line in row),
    )


def _keeps_to(rows: Sequence[Sequence[PageLine]], gutter: float) -> bool:
    """Tell whether the lines of a page stand on either side of a gutter, but for a head and a foot."""
    across = [row for row in rows if any(line.left < gutter < line.right for line in row)]
    parted = [row for row in rows if len(row) > 1 and row not in across]
    two = all(len(row) == 2 for row in parted)  # noqa: PLR2004  # more are the cells of a table
    return two and len(parted) > 0 and len(parted) >= len(across)


def find_gutter(rows: Sequence[Sequence[PageLine]]) -> float | None:
    """Return where two columns of text are parted; None where a page has one.

    The gap must be the same over many lines, and the lines beside it must fill their columns: a
    table without lines between its cells has gaps too, but its cells are short.
    """
    gaps = [
        (one.right, other.left)
        for row in rows
        for one, other in itertools.pairwise(row)
        if other.left - one.right > _GUTTER * one.size
    ]
    if len(gaps) < _FEWEST_LONG:
        return None
    middle = statistics.median((start + end) / 2 for start, end in gaps)
    across = [gap for gap in gaps if gap[0] < middle < gap[1]]
    if len(across) < _FEWEST_LONG:
        return None
    # Where most gaps overlap; the last line of a paragraph leaves a wider one.
    start = statistics.median_high(sorted(gap[0] for gap in across))
    end = statistics.median_low(sorted(gap[1] for gap in across))
    gutter = (max(start, min(end, middle)) + end) / 2 if start < end else middle
    beside = [row for row in rows if not any(line.left < gutter < line.right for line in row)]
    if len(rows) - len(beside) > len(across):
        return None
    lefts = [line for row in beside for line in row if line.right <= gutter]
    rights = [line for row in beside for line in row if line.left >= gutter]
    shortest = _FEWEST if len(across) >= _FEWEST else _LONG
    return gutter if _is_text(lefts, shortest) and _is_text(rights, shortest) else None


def _is_text(side: Sequence[PageLine], shortest: int) -> bool:
    """Tell whether lines fill their column, and have so many characters on the average."""
    if len(side) < _FEWEST_LONG:
        return False
    width = max(line.right for line in side) - min(line.left for line in side)
    filled = statistics.fmean(line.right - line.left for line in side)
    long = statistics.fmean(len(one.words) for one in side) >= shortest
    return filled >= _FILLED * width and long
