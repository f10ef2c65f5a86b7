"""A page that is a picture to its words, by RapidOCR, whose models come with it."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import statistics
from typing import Any

from index.read.pdf.glyphs import Glyph
from index.read.pdf.page import PageWords, assemble
from index.read.process.pulse import pulse
from index.runtime.extras import extra
from index.runtime.patterns import regex

# Pictures are read at this many dots an inch; a page may not be larger than this many of them.
_DOTS = 200
_MOST_DOTS = 6_000
_POINTS = 72
# Lines whose heights differ by less than this share are set in one size.
_UNEVEN = 0.22
# The model writes brackets narrow which are wide in Chinese.
_WIDE = str.maketrans("()[],;:?!", "（）〔〕，；：？！")
_NARROW = regex(
    r"(?<=[\u3400-\u9fff\uff00-\uffef。，、；：])[()\[\],;:?!]|[()\[\],;:?!](?=[\u3400-\u9fff])"
)


def read_picture(page: Any) -> tuple[PageWords, float]:  # noqa: ANN401  # pypdfium2 has no types
    """Return what stands on a page that is a picture, and how sure that is, 0 to 1.

    Raises:
        MissingExtraError: RapidOCR is not installed.
    """
    pulse.slow()
    width, height = page.get_size()
    scale = min(_DOTS / _POINTS, _MOST_DOTS / max(width, height, 1.0))
    picture = page.render(scale=scale).to_numpy()[:, :, :3]
    found = _engine()(picture, use_cls=False)
    if found.boxes is None:
        return PageWords(()), 0.0
    boxes = []
    for corners in found.boxes:
        xs = [float(x) / scale for x, _ in corners]
        ys = [height - float(y) / scale for _, y in corners]
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    usual = statistics.median(top - bottom for _, bottom, _, top in boxes)
    glyphs: list[Glyph] = []
    for box, words in zip(boxes, found.txts, strict=True):
        glyphs.extend(spread(words, *_evened(box, usual)))
    size = sum(map(len, found.txts))
    sure = sum(score * len(words) for words, score in zip(found.txts, found.scores, strict=True))
    return PageWords(tuple(assemble(glyphs, []))), float(sure) / max(size, 1)


def _evened(
    box: tuple[float, float, float, float], usual: float
) -> tuple[float, float, float, float]:
    """Return the box of a line with the usual height, where its own is near that.

    What is drawn around a line is as high as its highest character; lines of one text differ by it.
    """
    left, bottom, right, top = box
    if abs(top - bottom - usual) > _UNEVEN * usual:
        return box
    middle = (bottom + top) / 2
    return left, middle - usual / 2, right, middle + usual / 2


def spread(words: str, left: float, bottom: float, right: float, top: float) -> list[Glyph]:
    """Return the characters of a line that was read, each in its share of the line."""
    words = _NARROW.sub(lambda found: found[0].translate(_WIDE), words)
    weights = [2 if ord(character) > 0xFF else 1 for character in words]  # noqa: PLR2004  # ASCII is narrow
    step = (right - left) / max(sum(weights), 1)
    glyphs: list[Glyph] = []
    at = left
    for character, weight in zip(words, weights, strict=True):
        glyphs.append(Glyph(character, at, bottom, at + weight * step, top))
        at += weight * step
    return glyphs


def can_read() -> bool:
    """Tell whether pictures can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@functools.cache
def _engine() -> Any:  # noqa: ANN401  # rapidocr has no types
    with extra("ocr"):
        # By name: who does not read scans does not install it.
        rapidocr = importlib.import_module("rapidocr")
    # Two threads are as fast as all: the models are small.
    params = {
        "Global.log_level": "error",
        "Global.max_side_len": _MOST_DOTS,
        "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    }
    return rapidocr.RapidOCR(params=params)
