"""Characters of a page to lines: what stands at one height, cut where a wide gap parts columns."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from index.read.pdf.glyphs import Glyph
from index.read.pieces import Piece, raised, words_of
from index.read.plain.lines import goes_on_with_space

# Fewer ideographs do not tell how tall those of a line are: 一 is flat.
_FEWEST_IDEOGRAPHS = 3
# A gap wider than this many times the height of the characters parts two pieces of a line.
PART = 1.8
# A gap of this share is a space between words of English.
_SPACE = 0.18
# And one of this share a space between ideographs; less where the file has a space there.
_SPACE_CJK = 0.42
_SPACE_SAID = 0.08
# A character this much smaller than its line is raised where its middle is higher, or its foot much so.
_SMALL = 0.78
_RAISED = 0.12
_RAISED_FOOT = 0.25
# Characters whose middles are nearer than this share of their height stand in one line.
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, or the piece of it that belongs to one column.

    Attributes:
        pieces: Its words, and what is no part of them.
        left: Where it begins.
        right: Where it ends.
        bottom: Its lower edge.
        top: Its upper edge.
        size: Height of its characters.
    """

    pieces: tuple[Piece, ...]
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def words(self) -> str:
        """The words of the line."""
        return words_of(self.pieces)

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2


def group_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the characters of each line, from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    centres: list[tuple[float, float]] = []  # middle and height of each line
    for glyph in sorted(glyphs, key=lambda one: (-one.middle, one.left)):
        place = next(
            (
                number
                for number in range(len(rows) - 1, max(-1, len(rows) - 4), -1)
                if _fits(glyph, *centres[number])
            ),
            None,
        )
        if place is None:
            rows.append([glyph])
            centres.append((glyph.middle, glyph.height))
            continue
        rows[place].append(glyph)
        if glyph.height >= centres[place][1]:
            # The largest character is what a line is about; a raised one is beside it.
            centres[place] = (glyph.middle, glyph.height)
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _fits(glyph: Glyph, middle: float, height: float) -> bool:
    apart = abs(glyph.middle - middle)
    if apart <= _SAME_LINE * min(glyph.height, height):
        return True
    smaller, larger = sorted((glyph.height, height))
    return smaller < _SMALL * larger and apart <= _SAME_LINE * larger


def split_row(row: Sequence[Glyph], gutter: float | None = None) -> list[list[Glyph]]:
    """Return the pieces of a line that wide gaps part, or one at a gutter."""
    parts: list[list[Glyph]] = []
    for glyph in row:
        if not glyph.text.strip():
            if parts:
                parts[-1].append(glyph)
            continue
        last = (
            next((one for one in reversed(parts[-1]) if one.text.strip()), None) if parts else None
        )
        if (
            last is None
            or glyph.left - last.right > PART * max(glyph.height, last.height)
            or (gutter is not None and last.right <= gutter <= glyph.left)
        ):
            parts.append([glyph])
        else:
            parts[-1].append(glyph)
    return [part for part in parts if any(one.text.strip() for one in part)]


def make_line(glyphs: Sequence[Glyph]) -> PageLine:
    """Return the line of characters that stand beside each other."""
    worded = [one for one in glyphs if one.text.strip()]
    # Figures and letters are lower than ideographs in some fonts.
    ideographs = [one for one in worded if "\u3400" <= one.text[0] <= "\u9fff"]
    sized = ideographs if len(ideographs) >= _FEWEST_IDEOGRAPHS else worded
    size = statistics.median_high(one.height for one in sized)
    ordinary = [one for one in worded if one.height > _SMALL * size] or worded
    middle = statistics.median(one.middle for one in ordinary)
    foot = statistics.median(one.bottom for one in ordinary)
    pieces: list[Piece] = []
    run: list[str] = []
    up: list[str] = []
    before: Glyph | None = None

    def close_up() -> None:
        if up:
            pieces.append(Piece("text", "".join(run)))
            run.clear()
            pieces.append(raised("".join(up), words_of(pieces)[-8:]))
            up.clear()

    spaced = False
    for glyph in glyphs:
        if not glyph.text.strip():
            spaced = True
            continue
        is_up = glyph.height < _SMALL * size and (
            glyph.middle > middle + _RAISED * size or glyph.bottom > foot + _RAISED_FOOT * size
        )
        if not is_up:
            close_up()
        gap = glyph.left - before.right if before is not None else 0.0
        if before is not None and not up and _is_space(before, glyph, gap, size, spaced=spaced):
            run.append(" ")
        (up if is_up else run).append(glyph.text)
        before, spaced = glyph, False
    close_up()
    pieces.append(Piece("text", "".join(run)))
    return PageLine(
        tuple(piece for piece in pieces if piece.text),
        min(one.left for one in worded),
        max(one.right for one in worded),
        min(one.bottom for one in worded),
        max(one.top for one in worded),
        size,
    )


def _is_space(before: Glyph, glyph: Glyph, gap: float, size: float, *, spaced: bool) -> bool:
    """Tell whether a space stands between two characters."""
    if goes_on_with_space(before.text, glyph.text) or (
        before.text.isdigit() and glyph.text.isdigit()
    ):
        return gap > _SPACE * size or (spaced and gap > 0)
    return gap > (_SPACE_SAID if spaced else _SPACE_CJK) * size
