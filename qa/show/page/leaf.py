"""Where on the picture of a page the words of a clause stand."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import Protocol

from index.document.corpus import Clause, Document, Span

# Enough characters of a clause that they stand for it where something within it is read otherwise.
_ENDS = 5
Box = tuple[int, int, int, int]


class LeafLine(Protocol):
    """A line as it is seen on its page."""

    @property
    def words(self) -> str:
        """Its words."""

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""

    @property
    def way(self) -> str:
        """right, down, left or up."""


def pages_of(clause: Clause, document: Document) -> list[int]:
    """Return the numbers of the pages that a clause stands on, from 1; none where there are no pages."""
    pages = document.layout.pages
    pieces = clause.pieces or clause.spans[:1]
    if not pages or not pieces:
        return []
    first = bisect.bisect_right(pages, pieces[0].start)
    last = bisect.bisect_right(pages, max(pieces[-1].end - 1, pieces[0].start))
    return list(range(max(first, 1), max(last, 1) + 1))


def boxes_on(page: int, lines: Sequence[LeafLine], clause: Clause, document: Document) -> list[Box]:
    """Return where the words of a clause stand on a page; none where they cannot be found.

    Args:
        page: Its number, from 1.
        lines: Its lines, in the order in which they are read.
        clause: What is looked for.
        document: Whose it is.
    """
    bounds = [*document.layout.pages, len(document.text)]
    here = Span(bounds[page - 1], bounds[page])
    pieces = [Span(max(p.start, here.start), min(p.end, here.end))
              for p in clause.pieces or clause.spans[:1]]  # fmt: skip
    pieces = [piece for piece in pieces if piece.start < piece.end]
    words = _bare("".join(piece.of(document.text) for piece in pieces))
    if not words:
        return []
    text = "".join(_bare(line.words) for line in lines)
    before = len(_bare(document.text[here.start : pieces[0].start]))
    found = _find(words, text, before)
    return [] if found is None else list(_covered(lines, found))


def _bare(text: str) -> str:
    """Return a text without white space and hyphens that only break a word."""
    return "".join(text.split()).replace("\u00ad", "")


def _find(words: str, text: str, near: int) -> Span | None:
    """Return where words stand in a text, nearest to a place: they, or else what their ends enclose."""
    whole = _nearest(words, text, near)
    if whole is not None:
        return Span(whole, whole + len(words))
    first = _nearest(words[:_ENDS], text, near)
    if first is None:
        return None
    last = _nearest(words[-_ENDS:], text, first + len(words))
    if last is None or not 0 <= last - first <= 2 * len(words):
        return None
    return Span(first, last + len(words[-_ENDS:]))


def _nearest(words: str, text: str, near: int) -> int | None:
    places: list[int] = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return min(places, key=lambda place: abs(place - near), default=None)


def _covered(lines: Sequence[LeafLine], found: Span) -> Iterator[Box]:
    """Yield the part of each line that a range of the words of all of them covers."""
    at = 0
    for line in lines:
        words = line.words.strip()
        places = [place for place, character in enumerate(words) if _bare(character)]
        start, end = max(found.start - at, 0), min(found.end - at, len(places))
        at += len(places)
        if start >= end:
            continue
        # A space within the line takes room, too.
        whole = _width(words)
        first = _width(words[: places[start]]) / whole
        last = _width(words[: places[end - 1] + 1]) / whole
        left, top, right, bottom = line.box
        if line.way in {"left", "up"}:
            first, last = 1 - last, 1 - first
        if line.way in {"right", "left"}:
            wide = right - left
            yield round(left + first * wide), top, round(left + last * wide), bottom
        else:
            high = bottom - top
            yield left, round(top + first * high), right, round(top + last * high)


def _width(words: str) -> int:
    """Return how wide words are set, in halves of an ideograph."""
    return sum(2 if ord(character) > 0xFF else 1 for character in words)  # noqa: PLR2004  # ASCII is narrow
