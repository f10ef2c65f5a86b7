"""Bytes to text: which encoding a file is in.

UTF-8 proves itself. GB 18030, Big5 and UTF-16 do not: each takes nearly every sequence of bytes
that the others make of Chinese text, and gives other characters. So each is tried, and the one
whose characters are those that people write wins.
"""

from __future__ import annotations

import codecs
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from index.document.corpus import Remark
from index.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "gb18030": "GB 18030",
    "big5hkscs": "Big5",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
# Characters that are looked at to tell an encoding; a few thousand are as good as all.
_SAMPLE = 20_000
# Share of characters that people write. Of 600 articles of laws in simplified or traditional
# characters, it was 0.87 and more when they were read in their own encoding, from 15 characters on,
# and 0.80 and less in another one (0.75 from 80 characters on).
_PLAUSIBLE = 0.8
# Two readings closer than this cannot be told apart; it happens with a dozen characters or fewer.
_CLOSE = 0.08
# A UTF-8 file that was cut off or joined from pieces has a few broken bytes, not many.
_MOST_BROKEN = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what is to be said of how it was decoded."""

    text: str
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of ``data``, exactly as decoded; a byte order mark is no part of it.

    Raises:
        DocumentError: It is not text in UTF-8, UTF-16, GB 18030 or Big5.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding))
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig":
                    return _mend(data[len(mark) :], name)
                message = f"{name} begins as UTF-16 or UTF-32 and is not: it may be cut off."
                raise DocumentError(message) from error
    if b"\0" not in data:
        try:
            return Decoded(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return _best(data, name)


def _best(data: bytes, name: str) -> Decoded:
    """Return the reading of ``data`` whose characters are those that people write."""
    found = sorted(_readings(data), key=lambda reading: -reading[0])
    if not found or found[0][0] < _PLAUSIBLE:
        if b"\0" in data:
            raise DocumentError(f"{name} is not text: it has zero bytes.")
        return _mend(data, name)
    score, encoding, text = found[0]
    called = _NAMES[encoding]
    remarks = [
        Remark(
            f"文件没有注明编码，按{called}读取。",
            f"The file does not say its encoding; it was read as {called}.",
        )
    ]
    if len(found) > 1 and score - found[1][0] < _CLOSE:
        other = _NAMES[found[1][1]]
        remarks = [
            Remark(
                f"编码无法确定：按{called}读取，也可能是{other}；请核对文字，或另存为UTF-8。",
                f"The encoding cannot be told: it was read as {called} and may be {other}; look at "
                "the words, or save the file as UTF-8.",
            )
        ]
    elif encoding == "gb18030":
        remarks = []  # what Chinese text files were in before UTF-8, nothing to wonder at
    return Decoded(text, tuple(remarks))


def _readings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """Yield each reading of ``data`` that is possible: how plausible it is, the encoding, the text."""
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        if b"\0" in data and not encoding.startswith("utf-16"):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield _plausibility(text), encoding, text


def _plausibility(text: str) -> float:
    """Return the share of characters outside ASCII that people write, 0 to 1.

    Of a text in ASCII alone, it is 1 where no control character is in it.
    """
    sample = text[:_SAMPLE]
    good = bad = 0.0
    for character in sample:
        if character < "\x7f":
            if character < " " and character not in "\t\n\v\f\r":
                bad += 1
            continue
        if character in _punctuation() or character in _written():
            good += 1
        else:
            bad += 1
    return good / (good + bad) if good + bad else 1.0


@functools.cache
def _written() -> frozenset[str]:
    """Return the ideographs of the first level of GB 2312 and of Big5: those in daily use."""
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    traditional = (
        bytes((lead, trail))
        for lead in range(0xA4, 0xC7)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    characters = {pair.decode("gb2312", "ignore") for pair in simplified}
    characters |= {pair.decode("big5", "ignore") for pair in traditional}
    return frozenset(character for character in characters if "\u4e00" <= character <= "\u9fff")


@functools.cache
def _punctuation() -> frozenset[str]:
    """Return the punctuation, letters and figures of Chinese text that are not in ASCII."""
    wide = {chr(code) for code in range(0xFF01, 0xFF5F)}
    marks = "　、。〈〉《》「」『』【】〔〕—–…‘’“”·•～℃％‰×÷±≥≤〇№①②③④⑤⑥⑦⑧⑨⑩\u00a0"
    return frozenset(wide | set(marks))


def _mend(data: bytes, name: str) -> Decoded:
    """Read as UTF-8 with a few broken bytes, each shown as U+FFFD; refuse what has many."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond = sum(character > "\x7f" for character in text)
    if not broken or broken > beyond * _MOST_BROKEN:
        raise DocumentError(f"{name} is not text in UTF-8, UTF-16, GB 18030 or Big5.")
    remark = Remark(
        f"有{broken}处字节损坏，显示为\ufffd。",
        f"{broken} broken pieces of the file are shown as \ufffd.",
    )
    return Decoded(text, (remark,))
