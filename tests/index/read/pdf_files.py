"""PDF files for tests, drawn word by word."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, RIGHT = 90.0, 510.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = A4) -> bytes:
    """Return a PDF file of pages, each drawn by a function."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=size)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def write(canvas: Canvas, x: float, y: float, words: str, size: float = 14) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, words)


def set_text(
    canvas: Canvas,
    paragraphs: Sequence[str],
    *,
    top: float = 760,
    left: float = LEFT,
    right: float = RIGHT,
    size: float = 14,
    leading: float = 24,
) -> float:
    """Set paragraphs with an indented first line, broken to the width; return where the next goes."""
    y = top
    for paragraph in paragraphs:
        x = left + 2 * size
        line = ""
        for character in paragraph:
            if x + pdfmetrics.stringWidth(line + character, FONT, size) > right:
                write(canvas, x, y, line, size)
                line, x, y = "", left, y - leading
            line += character
        write(canvas, x, y, line, size)
        y -= leading
    return y


def grid(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    *,
    top: float,
    height: float = 24,
    width: float = 140,
) -> None:
    """Draw a table with lines between all cells."""
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            x, y = LEFT + column * width, top - (number + 1) * height
            canvas.rect(x, y, width, height, stroke=1, fill=0)
            write(canvas, x + 4, y + 7, words, 11)
