"""A page of a PDF file as it looks: its picture, and where on it each line stands."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.read.pdf.document import ReadPicture, is_picture
from index.read.pdf.glyphs import PageTurn, read_glyphs
from index.read.pdf.lines import PageLine
from index.read.pdf.page import PageWords, read_page

# Dots an inch: letters of 9 points stay sharp at the width of half a screen, a page is 100 to 200 kB.
_DOTS = 120
_POINTS = 72
# Neither side of a picture is longer; a poster is drawn smaller.
_MOST_DOTS = 2_600
_QUALITY = 60
# Places on a page are told in so many parts of its width and height.
WHOLE = 10_000

# Which way a line is read, as the page is seen.
Way = Literal["right", "down", "left", "up"]
# From a point to where it is seen, in ten thousandths of the page.
Place = Callable[[float, float], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as it is seen on its page.

    Attributes:
        words: Its words.
        box: left, top, right, bottom, in ten thousandths of the page, from its upper left corner.
        way: Which way it is read.
    """

    words: str
    box: tuple[int, int, int, int]
    way: Way = "right"


def draw_page(path: Path, number: int) -> bytes:
    """Return the picture of a page, as WebP.

    Args:
        path: The file.
        number: From 0; the file has it.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        width, height = page.get_size()
        scale = min(_DOTS / _POINTS, _MOST_DOTS / max(width, height, 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=_QUALITY, method=2)
    return written.getvalue()


def seen_lines(path: Path, number: int, read_picture: ReadPicture | None) -> list[SeenLine]:
    """Return the lines of a page in the order in which they are read.

    Args:
        path: The file.
        number: From 0; the file has it.
        read_picture: Reads a page that is a picture; None where nothing can.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        words = read_page(page)
        if not is_picture(words):
            _, turn, _ = read_glyphs(page)
            return [_seen(line, turn, _of_page(page)) for line in _lines(words)]
        if read_picture is None:
            return []
        words, _ = read_picture(page)
        # What was read off the picture stands as the page is seen.
        return [_seen(line, PageTurn(), _of_picture(page)) for line in _lines(words)]


def _lines(words: PageWords) -> Iterator[PageLine]:
    for column in words.columns:
        for block in column.blocks:
            if isinstance(block, PageLine):
                yield block
            else:
                for _, lines in block.words:
                    yield from lines


def _of_page(page: Any) -> Place:  # noqa: ANN401  # pypdfium2 has no types
    """Return what leads from the coordinates of a page, which may be turned or cut, to what is seen."""
    import pypdfium2.raw as pdfium

    def place(x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, WHOLE, WHOLE, 0, x, y, across, down)
        return across.value, down.value

    return place


def _of_picture(page: Any) -> Place:  # noqa: ANN401
    """Return what leads from the points of the drawn page, y upwards, to where they are seen."""
    width, height = page.get_size()
    return lambda x, y: (round(WHOLE * x / width), round(WHOLE * (1 - y / height)))


def _seen(line: PageLine, turn: PageTurn, place: Place) -> SeenLine:
    begin = place(*turn.back(line.left, line.bottom))
    end = place(*turn.back(line.right, line.top))
    start = place(*turn.back(line.left, line.middle))
    stop = place(*turn.back(line.right, line.middle))
    across, down = stop[0] - start[0], stop[1] - start[1]
    if abs(across) >= abs(down):
        way: Way = "right" if across >= 0 else "left"
    else:
        way = "down" if down > 0 else "up"
    left, right = sorted((_within(begin[0]), _within(end[0])))
    top, bottom = sorted((_within(begin[1]), _within(end[1])))
    return SeenLine(line.words, (left, top, right, bottom), way)


def _within(place: int) -> int:
    return min(max(place, 0), WHOLE)
