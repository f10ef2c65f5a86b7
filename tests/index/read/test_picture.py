"""Pages as they look: their lines stand where the ink is, however the page is turned."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageOps
from reportlab.pdfgen.canvas import Canvas

from index.read.pdf.picture import WHOLE, draw_page, seen_lines
from tests.index.read.pdf_files import HEIGHT, WIDTH, pdf, write

WORDS = "公园每天早上六点开门"
# The box of a line is as high as its characters may be, which is more than the ink of these.
NEAR = 0.02 * WHOLE


def ink(picture: bytes) -> tuple[float, float, float, float]:
    """Return what is not white, in ten thousandths of the page."""
    image = ImageOps.invert(Image.open(io.BytesIO(picture)).convert("L")).point(
        lambda value: 255 if value > 100 else 0
    )
    box = image.getbbox()
    assert box is not None
    across, down = WHOLE / image.width, WHOLE / image.height
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down


def drawn(canvas: Canvas, angle: int) -> None:
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(angle)
    write(canvas, -150, 80, WORDS, 20)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_line_stands_where_its_ink_is(tmp_path: Path, angle: int, turned: int) -> None:
    held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda canvas: drawn(canvas, angle))))
    held.pages[0].rotate(turned)
    path = tmp_path / "a.pdf"
    held.write(path)
    [line] = seen_lines(path, 0, None)
    assert line.words == WORDS
    for seen, is_there in zip(line.box, ink(draw_page(path, 0)), strict=True):
        assert abs(seen - is_there) < NEAR
    assert line.way == ("right", "up", "left", "down")[(angle - turned) % 360 // 90]


def test_a_page_that_is_cut(tmp_path: Path) -> None:
    held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lambda canvas: drawn(canvas, 0))))
    held.pages[0].cropbox = pypdf.generic.RectangleObject((100, 300, 550, 700))
    path = tmp_path / "a.pdf"
    held.write(path)
    [line] = seen_lines(path, 0, None)
    for seen, is_there in zip(line.box, ink(draw_page(path, 0)), strict=True):
        assert abs(seen - is_there) < 2 * NEAR


def test_vertical_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (400, 360, 320):
            for number, character in enumerate(WORDS):
                write(canvas, x, 700 - 20 * number, character, 16)

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(draw))
    lines = seen_lines(path, 0, None)
    assert [line.words for line in lines] == [WORDS] * 3
    assert {line.way for line in lines} == {"down"}
    lefts = [line.box[0] for line in lines]
    assert lefts == sorted(lefts, reverse=True)


def test_a_picture_is_read_where_something_can(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(lambda canvas: canvas.line(0, 0, 10, 10)))
    assert seen_lines(path, 0, None) == []


def test_pages_are_drawn_no_larger_than_need_be(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(pdf(lambda canvas: write(canvas, 90, 90, WORDS), size=(6000, 3000)))
    width, height = Image.open(io.BytesIO(draw_page(path, 0))).size
    assert max(width, height) <= 2601
    assert width == pytest.approx(2 * height, abs=3)
