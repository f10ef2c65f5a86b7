"""The characters of a PDF page and where they stand, turned so that they read from left to right."""

from __future__ import annotations

import itertools
import math
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Radicals that fonts share with the ideographs they look like; NFKC knows those of Kangxi alone.
_RADICALS = str.maketrans(
    "⺟⺠⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺁⺇⺌⺍⺎⺐⺑⺓⺔⺕⺘⺙⺛⺜⺝⺞⺡⺣⺤⺥⺩⺪⺫⺭⺯⺲⺶⺷⺸⺼⺾⻂⻊⻌⻍⻎⻏⻖",
    "母民示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟厂几小小兀尢尤幺彐彐扌攵旡日月歺氵灬爫爫王疋罒礻纟罒羊羊羊肉艹衤足辶辶辶阝阝",
)
# Signs of the fonts Symbol and Wingdings, which have their places among the private characters.
_SIGNS = {
    0xB7: "•", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0x76: "❖", 0xD8: "➢", 0xA7: "▪", 0x6F: "□", 0xA8: "□",
    0x71: "□", 0xFE: "☑", 0x52: "☑", 0xFC: "✓", 0xFB: "✗", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥",
    0xB4: "×", 0x2D: "-", 0x20: " ",
}  # fmt: skip
_PRIVATE = (0xF000, 0xF0FF)
# Two equal characters that overlap by more than this are one, drawn twice to look bold.
_SAME_PLACE = 0.35
# A character turned by more than this from a right angle belongs to a stamp or watermark.
_MOST_ASLANT = math.radians(4)
# Where more than this share is turned so, it is the page that was laid down askew.
_SHARE_ASLANT = 0.3
# A character that no longer fits this share of steps to the right is set from top to bottom.
_SHARE_UPRIGHT = 0.6
_FEWEST_STEPS = 20
# A watermark is set in characters this many times as large as most, and where this share of those of
# one size have others standing within them.
_LARGER = 1.8
_SHARE_BEHIND = 0.25

_Raw = tuple[str, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; y grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageTurn:
    """How a page is turned so that its words read from left to right.

    Attributes:
        quarters: Turns by a right angle, against the clock, that the words have.
        upright: Whether the words are set from top to bottom, the lines from right to left.
    """

    quarters: int = 0
    upright: bool = False

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return a box as it is once the page is turned: left, bottom, right, top."""
        if self.upright:
            return -top, left, -bottom, right
        if self.quarters == 1:
            return bottom, -right, top, -left
        if self.quarters == 2:  # noqa: PLR2004  # half a turn
            return -right, -top, -left, -bottom
        if self.quarters == 3:  # noqa: PLR2004  # three quarters of a turn
            return -top, left, -bottom, right
        return left, bottom, right, top

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the turned page is on the page as it was."""
        if self.upright or self.quarters == 3:  # noqa: PLR2004  # three quarters of a turn
            return y, -x
        if self.quarters == 1:
            return -y, x
        if self.quarters == 2:  # noqa: PLR2004  # half a turn
            return -x, -y
        return x, y


def read_glyphs(page: Any) -> tuple[list[Glyph], PageTurn, int]:  # noqa: ANN401  # pypdfium2 has no types
    """Return the characters of a page, how it was turned, and how many have no known character."""
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDFText_LoadPage(page.raw)
    if not handle:
        return [], PageTurn(), 0
    try:
        rect = pdfium.FS_RECTF()
        raw: list[_Raw] = []
        angles: Counter[int] = Counter()
        aslant: set[int] = set()
        unknown = 0
        for number, code in _codes(handle):
            if pdfium.FPDFText_IsGenerated(handle, number) == 1:
                continue
            if not pdfium.FPDFText_GetLooseCharBox(handle, number, rect):
                continue
            unknown += pdfium.FPDFText_HasUnicodeMapError(handle, number) == 1
            text = clean(code)
            if text:
                raw.append((text, rect.left, rect.bottom, rect.right, rect.top))
                quarter, beyond = _quarter(pdfium.FPDFText_GetCharAngle(handle, number))
                angles[quarter] += 1
                if beyond > _MOST_ASLANT:
                    aslant.add(len(raw) - 1)
    finally:
        pdfium.FPDFText_ClosePage(handle)
    if len(aslant) <= _SHARE_ASLANT * len(raw):
        raw = [one for place, one in enumerate(raw) if place not in aslant]
    raw = _without_what_is_behind(raw)
    quarters = max(angles, key=lambda quarter: angles[quarter], default=0)
    # The angle grows with the clock, as the page is seen.
    turn = PageTurn((-quarters) % 4)
    if not turn.quarters and _is_upright(raw):
        turn = PageTurn(upright=True)
    return list(_turned(raw, turn)), turn, unknown


def _codes(handle: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401
    """Yield the number and the code of each character; the halves of a pair as one."""
    import pypdfium2.raw as pdfium

    pending = 0
    for number in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, number)
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004  # the first half of a pair
            pending = code
            continue
        if 0xDC00 <= code < 0xE000 and pending:  # noqa: PLR2004
            code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00)
        pending = 0
        yield number, code


def _quarter(angle: float) -> tuple[int, float]:
    """Return the right angle that is nearest, in quarters from 0 to 3, and how far off it is."""
    quarters = round(angle / (math.pi / 2))
    return quarters % 4, abs(angle - quarters * math.pi / 2)


def clean(code: int) -> str:
    """Return the character that is meant; nothing for one that is none."""
    if code in {0x02, 0xFFFE, 0xAD}:  # a hyphen that breaks a word at the end of a line
        return "\u00ad"
    if code < 0x20 or 0x7F <= code < 0xA0 or code in {0x200B, 0xFEFF}:  # noqa: PLR2004
        return ""
    if _PRIVATE[0] <= code <= _PRIVATE[1]:
        return _SIGNS.get(code - _PRIVATE[0], chr(code))
    text = chr(code)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF:  # noqa: PLR2004
        return unicodedata.normalize("NFKC", text)
    if 0x2E80 <= code <= 0x2EFF:  # noqa: PLR2004
        return text.translate(_RADICALS)
    return " " if code == 0xA0 else text  # noqa: PLR2004


def _without_what_is_behind(raw: list[_Raw]) -> list[_Raw]:
    """Leave out large characters that text stands on: a watermark that is not aslant.

    What is printed never stands within another character; what is laid below it does.
    """
    sizes = [max(right - left, top - bottom) for _, left, bottom, right, top in raw]
    if not sizes:
        return raw
    usual = statistics.median(sizes)
    large: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        if size > _LARGER * usual and raw[place][0].strip():
            large.setdefault(round(size / usual * 4), []).append(place)
    behind: set[int] = set()
    for places in large.values():
        smallest = min(sizes[place] for place in places)
        middles = [
            ((left + right) / 2, (bottom + top) / 2)
            for (text, left, bottom, right, top), size in zip(raw, sizes, strict=True)
            if text.strip() and _LARGER * size < smallest
        ]
        crossed = sum(
            any(left < x < right and bottom < y < top for x, y in middles)
            for _, left, bottom, right, top in (raw[place] for place in places)
        )
        if crossed and crossed >= _SHARE_BEHIND * len(places):
            behind.update(places)
    return [one for place, one in enumerate(raw) if place not in behind]


def _turned(raw: Sequence[_Raw], turn: PageTurn) -> Iterator[Glyph]:
    """Yield the characters as they stand once the page is turned, those drawn twice once."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    for text, *corners in raw:
        glyph = Glyph(text, *turn.box(*corners))
        size = max(glyph.height, 1.0)
        column, row = round(glyph.left / size), round(glyph.bottom / size)
        near = (
            seen.get((text, column + across, row + up))
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
        )
        if text.strip() and any(
            one is not None
            # By its width: the two letters of "ll" stand nearer than those of "mm".
            and abs(one.left - glyph.left) < _SAME_PLACE * min(size, glyph.right - glyph.left)
            and abs(one.bottom - glyph.bottom) < _SAME_PLACE * size
            for one in near
        ):
            continue
        seen[text, column, row] = glyph
        yield glyph


def _is_upright(raw: Sequence[_Raw]) -> bool:
    """Tell whether the characters follow each other downwards."""
    steps = down = 0
    for one, other in itertools.pairwise(raw):
        (_, left, bottom, right, top), (_, left2, bottom2, right2, _) = one, other
        size = max(top - bottom, right - left, 1.0)
        if abs((left + right) - (left2 + right2)) < size and 0 < bottom - bottom2 < 2.5 * size:
            down += 1
        steps += 1
    return steps >= _FEWEST_STEPS and down > _SHARE_UPRIGHT * steps
