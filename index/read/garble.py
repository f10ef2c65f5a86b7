"""Text that came out as no words: what can be told of it is said, so that nobody trusts it."""

from __future__ import annotations

from collections.abc import Iterator

from index.document.corpus import Remark
from index.runtime.patterns import regex

# A text with this share of private or replaced characters, or with fewer doubled ones, reads well
# all the same.
_SHARE_LOST = 0.005
_SHARE_DOUBLED = 0.5
# Fewer ideographs show nothing.
_FEWEST = 40
_LOST = regex("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1b\U000f0000-\U0010ffff]")
_IDEOGRAPH = regex("[\u3400-\u9fff]")
_DOUBLED = regex("([\u3400-\u9fff])\\1")


def find_garble(text: str) -> Iterator[Remark]:
    """Yield what is wrong with the characters of a text: lost ones, and ones that stand twice."""
    lost = len(_LOST.findall(text))
    if lost > _SHARE_LOST * len(text) and lost > 1:
        yield Remark(
            f"乱码：有{lost}个字符无法识别，引用前请核对原件。",
            f"Garbled: {lost} characters cannot be told; compare with the original before quoting.",
        )
    ideographs = len(_IDEOGRAPH.findall(text))
    doubled = 2 * len(_DOUBLED.findall(text))
    if ideographs >= _FEWEST and doubled > _SHARE_DOUBLED * ideographs:
        yield Remark(
            "乱码：大部分字重复出现两次（基基本本），引用前请核对原件。",
            "Garbled: most characters are doubled; compare with the original before quoting.",
        )
