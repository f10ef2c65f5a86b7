"""Pages that are pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import index.read.pdf.scan
from index.document.reading import Reading
from index.errors import DocumentError, MissingExtraError
from index.read.pdf.document import read_pdf
from index.read.pdf.scan import read_picture, spread
from tests.index.read.pdf_files import pdf, set_text
from tests.index.read.test_lines import PARAGRAPHS

Box = tuple[float, float, float, float]
SCALE = 200 / 72


@dataclass
class Seen:
    """What an engine gives for a picture."""

    boxes: Sequence[Sequence[tuple[float, float]]] | None
    txts: Sequence[str]
    scores: Sequence[float]


def lines(*found: tuple[str, float, float, float, float]) -> Seen:
    """Return lines: words, left, top, right and height in points from the top left corner."""
    boxes = []
    for _, left, top, right, height in found:
        corners = ((left, top), (right, top), (right, top + height), (left, top + height))
        boxes.append([(x * SCALE, y * SCALE) for x, y in corners])
    return Seen(boxes, [one[0] for one in found], [0.9] * len(found))


def picture(canvas: Canvas) -> None:
    data = io.BytesIO()
    Image.new("L", (200, 280), 255).save(data, "PNG")
    data.seek(0)
    canvas.drawImage(ImageReader(data), 0, 0, 595, 842)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[Seen]:
    seen: list[Seen] = []

    def read(_: Any, **__: object) -> Seen:
        return seen.pop(0)

    monkeypatch.setattr(index.read.pdf.scan, "_engine", lambda: read)
    return seen


def test_lines_of_a_picture_are_joined_and_the_page_is_told(engine: list[Seen]) -> None:
    engine.append(
        lines(
            ("第一条 城市公园应当免费向公众开放,公园内经营性用房的", 118, 100, 505, 15),
            ("建筑面积不得超过陆地总面积的百分之二(不含管理用房)，并应", 90, 124, 510, 17),
            ("当公示。", 90, 148, 146, 14),
        )
    )
    source = read_pdf(pdf(picture), "a.pdf", read_picture=read_picture)
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    assert text.strip() == (
        "第一条 城市公园应当免费向公众开放，公园内经营性用房的建筑面积不得超过陆地总面积的百分之二"
        "（不含管理用房），并应当公示。"
    )
    assert source.layout.ocr == pytest.approx(0.9)
    assert "第1页是图片" in source.remarks[0].zh
    assert "90%" in source.remarks[0].en


def test_a_running_head_is_one_though_its_height_was_told_off_pictures(engine: list[Seen]) -> None:
    for height in (9, 10.4, 11):
        head = ("岚山区规章", 260, 40, 330, height)
        text = ("城市公园应当免费向公众开放，公园内不得开设会所、私人俱乐部。", 118, 100, 505, 15)
        engine.append(lines(head, text))
    source = read_pdf(pdf(picture, picture, picture), "a.pdf", read_picture=read_picture)
    assert "规章" not in Reading(source.text, source.layout.skips, source.layout.spaces).text


def test_without_the_extra_one_sentence_says_what_to_install() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf is a scan; .*pip install 'yinju\[ocr\]'"):
        read_pdf(pdf(picture), "a.pdf")


def test_a_picture_among_pages_of_text_is_told() -> None:
    source = read_pdf(
        pdf(lambda canvas: void(set_text(canvas, ["城市公园应当免费向公众开放。"])), picture),
        "a.pdf",
    )
    assert "城市公园应当免费向公众开放。" in source.text
    assert "第2页是图片，没有读入" in source.remarks[0].zh
    assert len(source.layout.pages) == 2


def void(_: object) -> None:
    """Take a value and give none."""


def test_an_empty_picture(engine: list[Seen]) -> None:
    engine.append(Seen(None, [], []))
    assert read_pdf(pdf(picture), "a.pdf", read_picture=read_picture).text.strip() == ""


def test_the_engine_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("importlib.import_module", missing)
    index.read.pdf.scan._engine.cache_clear()
    with pytest.raises(MissingExtraError, match="ocr"):
        index.read.pdf.scan._engine()


def test_characters_share_their_line() -> None:
    glyphs = spread("甲1(乙)", 0, 0, 90, 10)
    assert "".join(glyph.text for glyph in glyphs) == "甲1（乙）"
    assert glyphs[0].right - glyphs[0].left == pytest.approx(2 * (glyphs[1].right - glyphs[1].left))
    assert glyphs[-1].right == pytest.approx(90)


@pytest.mark.slow
def test_of_a_page_drawn_at_200_dots_fewer_than_one_in_a_hundred_is_wrong() -> None:
    pytest.importorskip("rapidocr")
    import pypdfium2

    drawn = pypdfium2.PdfDocument(pdf(lambda canvas: void(set_text(canvas, PARAGRAPHS))))
    data = io.BytesIO()
    drawn[0].render(scale=SCALE).to_pil().convert("RGB").save(data, "PDF", resolution=200)
    source = read_pdf(data.getvalue(), "a.pdf", read_picture=read_picture)
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    wanted = "".join("".join(PARAGRAPHS).split())
    assert Levenshtein.distance("".join(text.split()), wanted) < 0.01 * len(wanted)
    assert source.layout.ocr is not None
    assert source.layout.ocr > 0.9
